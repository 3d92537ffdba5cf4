//! Drafting and issuing decisions, what they grant, and what a higher level answers.

use thidua::domain::ids::*;
use thidua::domain::law::AwardCode;
use thidua::domain::year::Year;
use thidua::features::registrations::ops::{self as registrations, Registering, Seen};

use crate::support::*;

struct Office {
    app: TestApp,
    secretariat: Client,
    director: Client,
}

async fn office() -> Office {
    let app = TestApp::new();
    app.account("nguyet", Some(app.person("VP-010", "Đỗ Thị Nguyệt", "VP")), &[Role::Staff, Role::Secretariat]);
    let head = app.person("STC-001", "Trần Văn Giám", "STC");
    app.account("giamdoc", Some(head), &[Role::Staff, Role::Leader]);
    app.make_head_of_agency(head);
    let (secretariat, director) = (app.client("nguyet").await, app.client("giamdoc").await);
    Office { app, secretariat, director }
}

impl Office {
    /// A registration that the secretariat has accepted.
    fn accepted(&self, code: &str, award: &str) -> RegistrationId {
        self.app.set_up(|tx| {
            let new = Registering {
                year: Year(2014),
                subject_code: code.into(),
                award: AwardCode::from_code(award).unwrap(),
                planned_initiative: String::new(),
                pledge: String::new(),
            };
            let id = registrations::register(tx, &new)?;
            registrations::file(tx, Seen { id, version: 1 })?;
            registrations::accept(tx, Seen { id, version: 2 })?;
            Ok(id)
        })
    }

    async fn draft(&mut self, lines: &[RegistrationId]) -> Page {
        let lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
        let mut fields = vec![("year", "2014"), ("abstract_line", "Về việc công nhận danh hiệu thi đua năm 2014")];
        fields.extend(lines.iter().map(|line| ("lines", line.as_str())));
        self.secretariat.post("/decisions", &fields).await
    }
}

async fn issue(client: &mut Client, address: &str, number: &str, day: &str) -> Page {
    let page = client.get(&format!("{address}/issuance")).await;
    let version = page.between("name=\"version\" value=\"", "\"").unwrap_or_default();
    let fields = [("number", number), ("decided_on", day), ("version", version.as_str())];
    client.post(&format!("{address}/issuance"), &fields).await
}

#[actix_web::test]
async fn a_decision_turns_accepted_registrations_into_awards() {
    let mut office = office().await;
    office.app.person("QLNS-006", "Lê Thị Hoa", "QLNS");
    let registration = office.accepted("QLNS-006", "CSTDCS");
    let drafted = office.draft(&[registration]).await;
    office.director.get("/").await.assert_shows("Ban hành 1 quyết định");
    let issued = issue(&mut office.director, &drafted.location, "5", "15/07/2014").await;
    issued.assert_went_to(&drafted.location);
    let list = office.secretariat.get("/awards?year=2014").await;
    list.assert_shows("05/QĐ-STC").assert_shows("Chiến sĩ thi đua cơ sở").assert_shows("Lê Thị Hoa");
    // CSTDCS brings LDTT along.
    list.assert_shows("Lao động tiên tiến").assert_shows("2 lượt khen thưởng năm 2014");
    office.secretariat.get(&format!("/registrations/{registration}")).await.assert_shows("Đạt");
    let printed = office.secretariat.get("/awards/print?year=2014&decision=1").await;
    printed.assert_shows("Kèm theo Quyết định số 05/QĐ-STC ngày 15 tháng 7 năm 2014 của Giám đốc Sở");
    let csv = office.secretariat.get("/awards.csv?year=2014&award=CSTDCS").await;
    csv.assert_shows(
        "2014,QLNS-006,Lê Thị Hoa,QLNS,Chuyên viên,CSTDCS,Chiến sĩ thi đua cơ sở,05/QĐ-STC,2014-07-15,false",
    );
    assert!(office.app.audited().contains(&"decision_issued".to_owned()));
}

#[actix_web::test]
async fn an_accepted_ldtt_of_the_same_person_is_granted_along_and_only_once() {
    let mut office = office().await;
    office.app.person("QLNS-006", "Lê Thị Hoa", "QLNS");
    let (greater, lesser) = (office.accepted("QLNS-006", "CSTDCS"), office.accepted("QLNS-006", "LDTT"));
    let drafted = office.draft(&[greater]).await;
    issue(&mut office.director, &drafted.location, "5", "15/07/2014").await.assert_went_to(&drafted.location);
    office.secretariat.get(&format!("/registrations/{lesser}")).await.assert_shows("Đạt");
    office.secretariat.get("/awards?year=2014").await.assert_shows("2 lượt khen thưởng");
}

#[actix_web::test]
async fn the_list_shows_what_is_paid_with_each_line() {
    let mut office = office().await;
    office.app.person("QLNS-006", "Lê Thị Hoa", "QLNS");
    office.app.person("QLNS-007", "Đỗ Văn An", "QLNS");
    let lines = [("QLNS-006", "CSTDCS"), ("QLNS-006", "LDTT"), ("QLNS-007", "LDTT"), ("QLNS", "TTLDTT")];
    let lines = lines.map(|(code, award)| office.accepted(code, award));
    let drafted = office.draft(&lines).await;
    let page = office.secretariat.get(&drafted.location).await;
    // 1,0 and 0,3 and 0,8 × 1.150.000, the second and third rounded up.
    for words in ["1.150.000 đồng", "Đã tính trong Chiến sĩ thi đua cơ sở", "350.000 đồng", "920.000 đồng"]
    {
        page.assert_shows(words);
    }
    page.assert_shows("Tổng tiền thưởng: 2.420.000 đồng, tính theo mức của ngày 15/07/2014.");
    office.director.get(&format!("{}/issuance", drafted.location)).await.assert_shows("2.420.000 đồng");
    issue(&mut office.director, &drafted.location, "5", "14/01/2014").await.assert_status(303);
    let page = office.secretariat.get(&drafted.location).await;
    page.assert_shows("2.420.000 đồng, tính theo mức của ngày 14/01/2014.");
}

#[actix_web::test]
async fn only_the_head_of_the_agency_issues() {
    let mut office = office().await;
    office.app.person("QLNS-006", "Lê Thị Hoa", "QLNS");
    let registration = office.accepted("QLNS-006", "LDTT");
    let drafted = office.draft(&[registration]).await;
    let mut deputy = office.app.login("PHO", "STC", &[Role::Staff, Role::Leader]).await;
    deputy.get(&format!("{}/issuance", drafted.location)).await.assert_status(403);
    let fields = [("number", "5"), ("decided_on", "15/07/2014"), ("version", "1")];
    deputy.post(&format!("{}/issuance", drafted.location), &fields).await.assert_status(403);
    office.secretariat.post(&format!("{}/issuance", drafted.location), &fields).await.assert_status(403);
    office.secretariat.get("/awards?year=2014").await.assert_shows("0 lượt khen thưởng");
}

#[actix_web::test]
async fn a_number_is_used_once_a_year_and_nothing_is_half_written() {
    let mut office = office().await;
    office.app.person("QLNS-006", "Lê Thị Hoa", "QLNS");
    office.app.person("QLNS-007", "Lê Thị Hương", "QLNS");
    let (first, second) = (office.accepted("QLNS-006", "LDTT"), office.accepted("QLNS-007", "LDTT"));
    let drafted = office.draft(&[first]).await;
    issue(&mut office.director, &drafted.location, "5", "15/07/2014").await.assert_went_to(&drafted.location);
    let drafted = office.draft(&[second]).await;
    let page = issue(&mut office.director, &drafted.location, "05/QĐ-STC", "15/07/2014").await;
    page.assert_field_error("number", "Số 05/QĐ-STC đã dùng trong năm 2014. Nhập số khác.");
    let page = issue(&mut office.director, &drafted.location, "", "16/07/2014").await;
    page.assert_field_error("number", "Nhập số quyết định, ví dụ 15.");
    let page = issue(&mut office.director, &drafted.location, "6", "16/07/2014").await;
    page.assert_field_error("decided_on", "Ngày quyết định không được sau hôm nay.");
    office.secretariat.get("/awards?year=2014").await.assert_shows("1 lượt khen thưởng");
}

#[actix_web::test]
async fn only_titles_of_the_director_stand_in_his_decision() {
    let mut office = office().await;
    let higher = office.accepted("QLNS", "TTLDXS");
    let page = office.draft(&[higher]).await;
    page.assert_status(422).assert_shows("thuộc thẩm quyền cấp trên");
    let page = office.draft(&[]).await;
    page.assert_status(422).assert_shows("Chọn ít nhất một người hoặc tập thể");
}

#[actix_web::test]
async fn what_was_sent_to_a_higher_level_is_granted_or_refused_by_its_decision() {
    let mut office = office().await;
    let (granted, refused) = (office.accepted("QLNS", "TTLDXS"), office.accepted("DT", "TTLDXS"));
    for id in [granted, refused] {
        let fields = [("version", "3")];
        office.secretariat.post(&format!("/registrations/{id}/escalation"), &fields).await.assert_status(303);
    }
    office.secretariat.get(&format!("/registrations/{granted}")).await.assert_shows("Đã trình cấp trên");
    let (granted, refused) = (granted.to_string(), refused.to_string());
    let mut fields = vec![
        ("year", "2014"),
        ("authority", "province_chairman"),
        ("number", "212/QĐ-UBND"),
        ("decided_on", "14/07/2014"),
        ("granted", granted.as_str()),
        ("refused", refused.as_str()),
    ];
    let page = office.secretariat.post("/decisions/higher", &fields).await;
    page.assert_field_error("reason", "Nhập lý do cấp trên không khen thưởng.");
    fields.push(("reason", "Chưa đủ tỷ lệ Lao động tiên tiến"));
    office.secretariat.post("/decisions/higher", &fields).await.assert_status(303);
    let list = office.secretariat.get("/awards?year=2014&award=TTLDXS").await;
    list.assert_shows("212/QĐ-UBND").assert_shows("Chủ tịch Ủy ban nhân dân tỉnh").assert_shows("1 lượt khen thưởng");
    let page = office.secretariat.get(&format!("/registrations/{refused}")).await;
    page.assert_shows("Không đạt").assert_shows("Chưa đủ tỷ lệ Lao động tiên tiến");
}

#[actix_web::test]
async fn a_discarded_draft_frees_its_registrations() {
    let mut office = office().await;
    office.app.person("QLNS-006", "Lê Thị Hoa", "QLNS");
    let registration = office.accepted("QLNS-006", "LDTT");
    let drafted = office.draft(&[registration]).await;
    let again = office.draft(&[registration]).await;
    again.assert_status(422).assert_shows("đã nằm trong một dự thảo khác");
    office.secretariat.post(&format!("{}/discarding", drafted.location), &[("version", "1")]).await.assert_status(303);
    office.secretariat.get(&drafted.location).await.assert_status(404);
    office.draft(&[registration]).await.assert_status(303);
}

#[actix_web::test]
async fn a_draft_is_no_business_of_staff() {
    let mut office = office().await;
    office.app.person("QLNS-006", "Lê Thị Hoa", "QLNS");
    let registration = office.accepted("QLNS-006", "LDTT");
    let drafted = office.draft(&[registration]).await;
    let mut staff = office.app.login("LAN", "QLNS", &[Role::Staff]).await;
    staff.get(&drafted.location).await.assert_status(404);
    staff.get("/decisions").await.assert_shows("0 quyết định");
}
