//! Drafting and issuing decisions, what they grant, and what a higher level answers.

use chrono::Duration;
use diesel::prelude::*;
use thidua::clock::Clock;
use thidua::domain::dossier::{Kind, State};
use thidua::domain::ids::*;
use thidua::domain::law::AwardCode;
use thidua::domain::year::Year;
use thidua::features::council_results::ops::{self as council_results, NewResult, Voted};
use thidua::features::dossiers::ops as dossiers;
use thidua::features::registrations::ops::{self as registrations, Registering, Seen};
use thidua::schema::audit_entries;
use thidua::texts::{TextKind, read_here};

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
    fn registered(&self, code: &str, award: &str) -> RegistrationId {
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

    /// A dossier of an accepted registration that the council has passed, with that registration.
    fn passed_of(&self, code: &str, award: &str) -> (DossierId, RegistrationId) {
        let registration = self.registered(code, award);
        let id = self.app.verified(code, award, Kind::Merit, Some(registration));
        self.app.pass(id);
        (id, registration)
    }

    /// Passed, and sent on to the level that grants it.
    fn escalated(&self, code: &str, award: &str) -> (DossierId, RegistrationId) {
        let (id, registration) = self.passed_of(code, award);
        self.app.send_up(id);
        self.app.set_up(|tx| registrations::mark_escalated(tx, registration));
        (id, registration)
    }

    fn state(&self, id: DossierId) -> State {
        self.app.dossier(id).facts.state
    }

    /// The council passes a dossier in a meeting on a day.
    fn meet(&self, dossier: DossierId, held_on: &str) {
        let line = Voted {
            dossier: self.app.dossier(dossier).seen(),
            agree: 8,
            members: 9,
            said: Some(true),
            reason: String::new(),
        };
        let result = NewResult {
            year: Year(2014),
            held_on: held_on.parse().unwrap(),
            minutes_no: "03/BB-HĐ".into(),
            members: 9,
            present: 9,
            lines: vec![line],
        };
        self.app.set_up(|tx| council_results::record(tx, &result));
    }

    async fn draft(&mut self, lines: &[DossierId]) -> Page {
        let lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
        let mut fields = vec![("year", "2014"), ("abstract_line", "Về việc công nhận danh hiệu thi đua năm 2014")];
        fields.extend(lines.iter().map(|line| ("lines", line.as_str())));
        self.secretariat.post("/decisions", &fields).await
    }
}

async fn issue(client: &mut Client, address: &str, number: &str, day: &str) -> Page {
    let page = client.get(&format!("{address}/issuance")).await;
    let version = page.between("name=\"version\" value=\"", "\"").unwrap_or_default();
    let fields = [("number", number), ("decided_on", day), ("version", version.as_str()), ("password", PASSWORD)];
    client.post(&format!("{address}/issuance"), &fields).await
}

#[actix_web::test]
async fn a_decision_turns_dossiers_into_awards() {
    let mut office = office().await;
    office.app.person("QLNS-006", "Lê Thị Hoa", "QLNS");
    let (dossier, registration) = office.passed_of("QLNS-006", "CSTDCS");
    office.secretariat.get("/").await.assert_shows("Niêm yết, lập dự thảo hoặc trình cấp trên 1 hồ sơ");
    office.secretariat.get("/decisions/new?year=2014").await.assert_shows("Lê Thị Hoa");
    let drafted = office.draft(&[dossier]).await;
    office.director.get("/").await.assert_shows("Ban hành 1 quyết định");
    let issued = issue(&mut office.director, &drafted.location, "5", "15/07/2014").await;
    issued.assert_went_to(&drafted.location);
    let list = office.secretariat.get("/awards?year=2014").await;
    list.assert_shows("05/QĐ-STC").assert_shows("Chiến sĩ thi đua cơ sở").assert_shows("Lê Thị Hoa");
    // CSTDCS brings LDTT along.
    list.assert_shows("Lao động tiên tiến").assert_shows("2 lượt khen thưởng năm 2014");
    office.secretariat.get(&format!("/registrations/{registration}")).await.assert_shows("Đạt");
    let page = office.secretariat.get(&format!("/dossiers/{dossier}")).await;
    page.assert_shows("Đã có quyết định").assert_shows("05/QĐ-STC ngày 15/07/2014");
    let page = office.secretariat.get(&drafted.location).await;
    page.assert_shows("Danh sách kèm theo: 2 dòng");
    let printed = office.secretariat.get("/awards/print?year=2014&decision=1").await;
    printed.assert_shows("Kèm theo Quyết định số 05/QĐ-STC ngày 15 tháng 7 năm 2014 của Giám đốc Sở");
    let docx = office.secretariat.get("/awards/print.docx?year=2014&decision=1").await;
    let text = read_here(TextKind::Docx, &docx.bytes).unwrap();
    for words in [
        "Số: 05/QĐ-STC",
        "I. CÁ NHÂN",
        "Phòng Quản lý ngân sách",
        "Lê Thị Hoa",
        "Danh sách có 0 lượt tập thể và 02 lượt cá nhân./.",
        "CHUYÊN VIÊN",
        "giamdoc",
    ] {
        assert!(text.contains(words), "{words} is missing in {text}");
    }
    let csv = office.secretariat.get("/awards.csv?year=2014&award=CSTDCS").await;
    csv.assert_shows(
        "2014,QLNS-006,Lê Thị Hoa,QLNS,Chuyên viên,CSTDCS,Chiến sĩ thi đua cơ sở,05/QĐ-STC,2014-07-15,false",
    );
    assert!(office.app.audited().contains(&"decision_issued".to_owned()));
}

#[actix_web::test]
async fn the_lesser_title_of_the_same_person_is_granted_along_and_only_once() {
    let mut office = office().await;
    office.app.person("QLNS-006", "Lê Thị Hoa", "QLNS");
    office.app.person("QLNS-007", "Đỗ Văn An", "QLNS");
    // One is only registered for the lesser title, the other has a dossier for it.
    let (greater, _) = office.passed_of("QLNS-006", "CSTDCS");
    let registered = office.registered("QLNS-006", "LDTT");
    let (other, _) = office.passed_of("QLNS-007", "CSTDCS");
    let (proposed, settled) = office.passed_of("QLNS-007", "LDTT");
    let drafted = office.draft(&[greater, other]).await;
    issue(&mut office.director, &drafted.location, "5", "15/07/2014").await.assert_went_to(&drafted.location);
    for registration in [registered, settled] {
        office.secretariat.get(&format!("/registrations/{registration}")).await.assert_shows("Đạt");
    }
    assert_eq!(office.state(proposed), State::Decided);
    office.secretariat.get("/awards?year=2014").await.assert_shows("4 lượt khen thưởng");
}

#[actix_web::test]
async fn the_list_shows_what_is_paid_with_each_line() {
    let mut office = office().await;
    office.app.person("QLNS-006", "Lê Thị Hoa", "QLNS");
    office.app.person("QLNS-007", "Đỗ Văn An", "QLNS");
    let lines = [("QLNS-006", "CSTDCS"), ("QLNS-006", "LDTT"), ("QLNS-007", "LDTT"), ("QLNS", "TTLDTT")];
    let lines = lines.map(|(code, award)| office.app.passed(code, award));
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
    let dossier = office.app.passed("QLNS-006", "LDTT");
    let drafted = office.draft(&[dossier]).await;
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
    let (first, second) = (office.app.passed("QLNS-006", "LDTT"), office.app.passed("QLNS-007", "LDTT"));
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
    let higher = office.app.passed("QLNS", "TTLDXS");
    office.secretariat.get("/decisions/new?year=2014").await.assert_hides("Tập thể lao động xuất sắc");
    let page = office.draft(&[higher]).await;
    page.assert_status(422).assert_shows("thuộc thẩm quyền cấp trên");
    let page = office.draft(&[]).await;
    page.assert_status(422).assert_shows("Chọn ít nhất một người hoặc tập thể");
}

#[actix_web::test]
async fn no_decision_comes_before_the_council_but_for_a_short_dossier() {
    let mut office = office().await;
    office.app.person("QLNS-006", "Lê Thị Hoa", "QLNS");
    let merit = office.app.verified("QLNS-006", "LDTT", Kind::Merit, None);
    let page = office.draft(&[merit]).await;
    page.assert_status(422).assert_shows("Lê Thị Hoa: hồ sơ chưa được Hội đồng thông qua");
    let short = office.app.verified("QLNS-006", "GK", Kind::Sudden, None);
    let drafted = office.draft(&[short]).await;
    issue(&mut office.director, &drafted.location, "5", "15/07/2014").await.assert_went_to(&drafted.location);
    assert_eq!((office.state(merit), office.state(short)), (State::Verified, State::Decided));
}

#[actix_web::test]
async fn what_has_moved_on_since_the_draft_stops_the_whole_decision() {
    let mut office = office().await;
    office.app.person("QLNS-006", "Lê Thị Hoa", "QLNS");
    office.app.person("QLNS-007", "Lê Thị Hương", "QLNS");
    let lines = ["QLNS-006", "QLNS-007"].map(|code| office.app.passed(code, "LDTT"));
    let drafted = office.draft(&lines).await;
    office.app.set_up(|tx| {
        let seen = dossiers::find(tx.conn, lines[1])?.seen();
        dossiers::hold(tx, seen, "Xem xét kỷ luật")
    });
    let page = issue(&mut office.director, &drafted.location, "5", "15/07/2014").await;
    page.assert_status(422)
        .assert_shows("Lê Thị Hương: hồ sơ chưa được Hội đồng thông qua, hoặc đã chuyển sang bước khác");
    assert_eq!(office.state(lines[0]), State::CouncilVoted);
    office.secretariat.get("/awards?year=2014").await.assert_shows("0 lượt khen thưởng");
}

#[actix_web::test]
async fn what_was_sent_to_a_higher_level_is_granted_or_refused_by_its_decision() {
    let mut office = office().await;
    let (granted, of_granted) = office.escalated("QLNS", "TTLDXS");
    let (refused, of_refused) = office.escalated("DT", "TTLDXS");
    let page = office.secretariat.get("/decisions/higher/new?year=2014").await;
    page.assert_shows("Phòng Quản lý ngân sách").assert_shows("Phòng Tài chính đầu tư");
    let (one, other) = (granted.to_string(), refused.to_string());
    let mut fields = vec![
        ("year", "2014"),
        ("authority", "province_chairman"),
        ("number", "212/QĐ-UBND"),
        ("decided_on", "14/07/2014"),
        ("granted", one.as_str()),
        ("refused", other.as_str()),
    ];
    let page = office.secretariat.post("/decisions/higher", &fields).await;
    page.assert_field_error("reason", "Nhập lý do cấp trên không khen thưởng.");
    fields.push(("reason", "Chưa đủ tỷ lệ Lao động tiên tiến"));
    office.secretariat.post("/decisions/higher", &fields).await.assert_status(303);
    let list = office.secretariat.get("/awards?year=2014&award=TTLDXS").await;
    list.assert_shows("212/QĐ-UBND").assert_shows("Chủ tịch Ủy ban nhân dân tỉnh").assert_shows("1 lượt khen thưởng");
    assert_eq!((office.state(granted), office.state(refused)), (State::Decided, State::Rejected));
    office.secretariat.get(&format!("/registrations/{of_granted}")).await.assert_shows("Đạt");
    let page = office.secretariat.get(&format!("/registrations/{of_refused}")).await;
    page.assert_shows("Không đạt").assert_shows("Chưa đủ tỷ lệ Lao động tiên tiến");
    // Nobody answers twice.
    let page = office.secretariat.post("/decisions/higher", &fields).await;
    page.assert_status(422).assert_shows("không chờ quyết định của cơ quan này");
}

#[actix_web::test]
async fn an_authority_answers_only_what_was_sent_to_it() {
    let mut office = office().await;
    let (sent, _) = office.escalated("QLNS", "TTLDXS");
    let id = sent.to_string();
    let fields = [
        ("year", "2014"),
        ("authority", "finance_minister"),
        ("number", "9/QĐ-BTC"),
        ("decided_on", "14/07/2014"),
        ("granted", id.as_str()),
    ];
    let page = office.secretariat.post("/decisions/higher", &fields).await;
    page.assert_status(422).assert_shows("không chờ quyết định của cơ quan này");
    assert_eq!(office.state(sent), State::Escalated);
}

#[actix_web::test]
async fn a_discarded_draft_frees_its_dossiers() {
    let mut office = office().await;
    office.app.person("QLNS-006", "Lê Thị Hoa", "QLNS");
    let dossier = office.app.passed("QLNS-006", "LDTT");
    let drafted = office.draft(&[dossier]).await;
    let again = office.draft(&[dossier]).await;
    again.assert_status(422).assert_shows("đã nằm trong một dự thảo khác");
    office.secretariat.post(&format!("{}/discarding", drafted.location), &[("version", "1")]).await.assert_status(303);
    office.secretariat.get(&drafted.location).await.assert_status(404);
    let third = office.draft(&[dossier]).await;
    third.assert_status(303);
    assert_ne!(third.location, drafted.location, "the history of the dropped one must not come with it");
}

#[actix_web::test]
async fn a_draft_is_no_business_of_staff() {
    let mut office = office().await;
    office.app.person("QLNS-006", "Lê Thị Hoa", "QLNS");
    let dossier = office.app.passed("QLNS-006", "LDTT");
    let drafted = office.draft(&[dossier]).await;
    let mut staff = office.app.login("LAN", "QLNS", &[Role::Staff]).await;
    staff.get(&drafted.location).await.assert_status(404);
    staff.get("/decisions").await.assert_shows("0 quyết định");
}

#[actix_web::test]
async fn a_mistake_in_an_issued_decision_is_corrected_by_a_document_beside_it() {
    let mut office = office().await;
    office.app.person("QLNS-006", "Lê Thị Hoa", "QLNS");
    let lines = [office.app.passed("QLNS-006", "LDTT")];
    let drafted = office.draft(&lines).await;
    let address = format!("{}/correction", drafted.location);
    office.director.get(&address).await.assert_status(409);
    issue(&mut office.director, &drafted.location, "5", "10/07/2014").await.assert_went_to(&drafted.location);
    office.secretariat.get(&address).await.assert_status(403);
    let fields = [("document_no", "210/STC-VP"), ("corrected_on", "15/07/2014"), ("content", "Sửa “Hoà” thành “Hoa”")];
    let with = |field: &'static str, value: &'static str| {
        fields.map(|(name, typed)| if name == field { (name, value) } else { (name, typed) })
    };
    for (field, value, message) in [
        ("document_no", "", "Nhập số văn bản đính chính, ví dụ 210/STC-VP."),
        ("corrected_on", "09/07/2014", "Ngày đính chính trước ngày của quyết định (10/07/2014). Kiểm tra lại."),
        ("corrected_on", "16/07/2014", "Ngày đính chính không được sau hôm nay."),
        ("content", "", "Ghi chỗ sai và nội dung đúng."),
    ] {
        office.director.post_from(&address, &address, &with(field, value)).await.assert_field_error(field, message);
    }
    office.director.post_from(&address, &address, &fields).await.assert_went_to(&drafted.location);
    let page = office.director.get(&drafted.location).await;
    page.assert_shows("Đã đính chính").assert_shows("Đính chính theo 210/STC-VP ngày 15/07/2014:");
    page.assert_shows("Sửa “Hoà” thành “Hoa”");
    // It still grants, is corrected again, and can be taken back.
    office.director.get("/awards?year=2014&state=counted").await.assert_shows("Lê Thị Hoa");
    let again = with("document_no", "215/STC-VP");
    office.director.post_from(&address, &address, &again).await.assert_went_to(&drafted.location);
    office.director.get(&format!("{}/revocation", drafted.location)).await.assert_ok();
    assert_eq!(office.app.audited().iter().filter(|event| *event == "decision_corrected").count(), 2);
}

#[actix_web::test]
async fn the_head_of_the_agency_takes_awards_back_by_a_later_decision() {
    let mut office = office().await;
    office.app.person("QLNS-006", "Lê Thị Hoa", "QLNS");
    office.app.person("QLNS-007", "Đỗ Văn An", "QLNS");
    let lines = ["QLNS-006", "QLNS-007"].map(|code| office.app.passed(code, "LDTT"));
    let drafted = office.draft(&lines).await;
    issue(&mut office.director, &drafted.location, "5", "10/07/2014").await.assert_went_to(&drafted.location);
    let address = format!("{}/revocation", drafted.location);
    office.secretariat.get(&address).await.assert_status(403);
    office.director.get(&drafted.location).await.assert_shows(&format!("href=\"{address}\""));
    let page = office.director.get(&address).await;
    page.assert_ok().assert_shows("Thu hồi Lao động tiên tiến của Lê Thị Hoa");
    // Of the list in order of names hers is the second.
    let fields = [
        ("awards", "2"),
        ("number", "16"),
        ("decided_on", "15/07/2014"),
        ("reason", "Khai sai thành tích"),
        ("confirmed", "05/QĐ-STC"),
        ("password", PASSWORD),
    ];
    let with = |field: &'static str, value: &'static str| {
        fields.map(|(name, typed)| if name == field { (name, value) } else { (name, typed) })
    };
    let cases = [
        ("confirmed", "15/QĐ-STC", "Gõ đúng số quyết định bị thu hồi: 05/QĐ-STC."),
        ("decided_on", "09/07/2014", "Ngày thu hồi trước ngày của quyết định này (10/07/2014). Kiểm tra lại."),
        ("decided_on", "16/07/2014", "Ngày quyết định không được sau hôm nay."),
        ("reason", "", "Nêu lý do thu hồi."),
        ("number", "5", "Số 05/QĐ-STC đã dùng trong năm 2014. Nhập số khác."),
    ];
    for (field, value, message) in cases {
        let page = office.director.post_from(&address, &address, &with(field, value)).await;
        page.assert_field_error(field, message);
    }
    let revoked = office.director.post_from(&address, &address, &fields).await;
    revoked.assert_went_to("/decisions/2");
    assert_eq!((office.state(lines[0]), office.state(lines[1])), (State::Revoked, State::Decided));
    let page = office.director.get("/decisions/2").await;
    page.assert_shows("16/QĐ-STC").assert_shows("thu hồi khen thưởng theo Quyết định số 05/QĐ-STC ngày 10/07/2014");
    office.director.get("/awards?year=2014&state=counted").await.assert_hides("Lê Thị Hoa").assert_shows("Đỗ Văn An");
    let page = office.secretariat.get(&format!("/dossiers/{}", lines[0])).await;
    page.assert_shows("Quyết định 16/QĐ-STC ngày 15/07/2014. Khai sai thành tích");
    // The last line takes the decision with it; nothing is taken back twice.
    let page = office.director.post_from(&address, &address, &with("number", "17")).await;
    page.assert_status(422).assert_shows("Có dòng đã bị thu hồi trước đó.");
    let last = fields.map(|(name, typed)| match name {
        "awards" => (name, "1"),
        "number" => (name, "17"),
        _ => (name, typed),
    });
    office.director.post_from(&address, &address, &last).await.assert_went_to("/decisions/3");
    office
        .director
        .get(&drafted.location)
        .await
        .assert_shows("Đã thu hồi")
        .assert_hides(&format!("href=\"{address}\""));
    office.director.get(&address).await.assert_status(409);
}

#[actix_web::test]
async fn issuing_asks_for_the_password_again_and_not_twice_within_ten_minutes() {
    let mut office = office().await;
    office.app.person("QLNS-006", "Lê Thị Hoa", "QLNS");
    office.app.person("QLNS-007", "Đỗ Văn An", "QLNS");
    let lines = ["QLNS-006", "QLNS-007"].map(|code| office.app.passed(code, "LDTT"));
    let (first, second) = (office.draft(&lines[..1]).await.location, office.draft(&lines[1..]).await.location);
    let address = format!("{first}/issuance");
    let page = office.director.get(&address).await;
    page.assert_shows("Nhập lại mật khẩu đăng nhập để xác nhận.");
    let fields = [("number", "5"), ("decided_on", "15/07/2014"), ("version", "1")];
    let with = |password| [fields.as_slice(), &[("password", password)]].concat();
    for (password, message) in [
        ("", "Nhập mật khẩu đăng nhập của đồng chí để xác nhận việc này."),
        ("sai", "Mật khẩu chưa đúng. Nhập lại; nếu sai nhiều lần, chờ 15 phút."),
    ] {
        let page = office.director.post(&address, &with(password)).await;
        page.assert_field_error("password", message).assert_shows("value=\"5\"").assert_hides("value=\"sai\"");
    }
    assert!(office.app.audited().contains(&"login_failed".to_owned()));
    assert_eq!(office.state(lines[0]), State::CouncilVoted);
    // A right password with a wrong number confirms all the same.
    let mut wrong = with(PASSWORD);
    wrong[1] = ("decided_on", "16/07/2014");
    let page = office.director.post(&address, &wrong).await;
    page.assert_field_error("decided_on", "Ngày quyết định không được sau hôm nay.")
        .assert_hides("Mật khẩu của đồng chí");
    office.director.post(&address, &fields).await.assert_went_to(&first);
    assert!(office.app.audited().contains(&"password_confirmed".to_owned()));
    let mut db = office.director.db().clone();
    db.clock = Clock::shifted(db.clock.offset() + Duration::minutes(11));
    let later = [("number", "6"), ("decided_on", "15/07/2014"), ("version", "1")];
    let page = office.director.with_db(db).post(&format!("{second}/issuance"), &later).await;
    page.assert_status(422).assert_shows("Mật khẩu của đồng chí");
}

#[actix_web::test]
async fn wrong_passwords_of_a_confirmation_make_the_account_wait() {
    let mut office = office().await;
    office.app.person("QLNS-006", "Lê Thị Hoa", "QLNS");
    let dossier = office.app.passed("QLNS-006", "LDTT");
    let address = format!("{}/issuance", office.draft(&[dossier]).await.location);
    let with = |password| [("number", "5"), ("decided_on", "15/07/2014"), ("version", "1"), ("password", password)];
    for _ in 0..5 {
        office.director.post(&address, &with("sai")).await.assert_status(422);
    }
    office.director.post(&address, &with(PASSWORD)).await.assert_status(422);
    assert_eq!(office.state(dossier), State::CouncilVoted);
}

#[actix_web::test]
async fn an_issued_paper_stays_as_it_was_issued() {
    let mut office = office().await;
    office.app.person("QLNS-006", "Lê Thị Hoa", "QLNS");
    let dossier = office.app.passed("QLNS-006", "LDTT");
    let drafted = office.draft(&[dossier]).await.location;
    office.secretariat.get(&drafted).await.assert_hides("Mã băm nội dung");
    issue(&mut office.director, &drafted, "5", "15/07/2014").await.assert_went_to(&drafted);
    let page = office.secretariat.get(&drafted).await;
    page.assert_shows("Mã băm nội dung").assert_shows("Bản in giữ nguyên như khi ban hành.");
    let hash = page.between("<code>", "<").unwrap().replace(' ', "");
    assert_eq!(hash.len(), 64);
    let kept = audit_entries::table.filter(audit_entries::event.eq("decision_issued")).select(audit_entries::changes);
    let changes: String = office.app.read(|conn| kept.first(conn));
    assert!(changes.contains(&format!("[\"sha256\",\"\",\"{hash}\"]")), "{changes}");
    office.app.execute("UPDATE subjects SET name = 'Lê Thị Huệ' WHERE code = 'QLNS-006'").unwrap();
    for ending in ["", ".docx"] {
        let paper = office.secretariat.get(&format!("{drafted}/paper{ending}")).await;
        let text = if ending.is_empty() { paper.body } else { read_here(TextKind::Docx, &paper.bytes).unwrap() };
        assert!(text.contains("Lê Thị Hoa") && !text.contains("Lê Thị Huệ"), "{text}");
    }
    // The table itself refuses a change; with its guard gone the page tells of one.
    let tampering = "UPDATE kept_papers SET content = replace(content, 'Hoa', 'Huệ')";
    assert!(office.app.execute(tampering).is_err());
    office.app.execute("DROP TRIGGER kept_papers_are_never_changed").unwrap();
    office.app.execute(tampering).unwrap();
    office.secretariat.get(&drafted).await.assert_shows("Nội dung đang lưu khác với khi ban hành.");
}

#[actix_web::test]
async fn the_scan_of_the_signed_paper_is_kept_beside_the_decision() {
    let mut office = office().await;
    office.app.person("QLNS-006", "Lê Thị Hoa", "QLNS");
    let dossier = office.app.passed("QLNS-006", "LDTT");
    let drafted = office.draft(&[dossier]).await.location;
    let scans = format!("{drafted}/scans");
    office.secretariat.upload_to(&scans, "", "qd.pdf", b"%PDF-1.4 ban chup").await.assert_status(409);
    issue(&mut office.director, &drafted, "5", "15/07/2014").await.assert_went_to(&drafted);
    office.director.upload_to(&scans, "", "qd.pdf", b"%PDF-1.4 ban chup").await.assert_status(403);
    let page = office.secretariat.upload_to(&scans, "", "qd.exe", b"MZ").await;
    page.assert_field_error(
        "file",
        "Chỉ nhận tệp pdf, docx, xlsx, jpg, png. Lưu lại theo một dạng đó rồi chọn lại tệp.",
    );
    let kept = office.secretariat.upload_to(&scans, "", "Quyết định 05.pdf", b"%PDF-1.4 ban chup").await;
    kept.assert_went_to(&drafted);
    office.director.get(&drafted).await.assert_shows("Quyết định 05.pdf").assert_hides("Bỏ tệp");
    assert_eq!(office.director.get(&format!("{scans}/1")).await.bytes, b"%PDF-1.4 ban chup");
    let version = office.secretariat.get(&drafted).await.between("name=\"version\" value=\"", "\"").unwrap();
    let removal = format!("{scans}/1/removal");
    office.director.post(&removal, &[("version", version.as_str())]).await.assert_status(403);
    office.secretariat.post(&removal, &[("version", "99")]).await.assert_status(409);
    office.secretariat.post(&removal, &[("version", version.as_str())]).await.assert_went_to(&drafted);
    office.secretariat.get(&format!("{scans}/1")).await.assert_status(404);
    let told = office.app.audited();
    assert!(told.contains(&"decision_scan_added".to_owned()) && told.contains(&"decision_scan_removed".to_owned()));
}

#[actix_web::test]
async fn a_decision_does_not_precede_the_meeting_of_its_council() {
    let mut office = office().await;
    office.app.person("QLNS-006", "Lê Thị Hoa", "QLNS");
    let dossier = office.app.verified("QLNS-006", "LDTT", Kind::Merit, None);
    office.meet(dossier, "2014-07-11");
    let drafted = office.draft(&[dossier]).await.location;
    let page = issue(&mut office.director, &drafted, "5", "10/07/2014").await;
    let words = "Hội đồng họp ngày 11/07/2014 (Biên bản 03/BB-HĐ). Nhập ngày quyết định từ đó trở đi.";
    page.assert_field_error("decided_on", words);
    assert_eq!(office.state(dossier), State::CouncilVoted);
    issue(&mut office.director, &drafted, "5", "11/07/2014").await.assert_went_to(&drafted);
}

#[actix_web::test]
async fn the_register_names_gaps_and_numbers_out_of_order() {
    let mut office = office().await;
    let lines = ["QLNS-006", "QLNS-007"].map(|code| {
        office.app.person(code, "Lê Thị Hoa", "QLNS");
        office.app.passed(code, "LDTT")
    });
    let (first, second) = (office.draft(&lines[..1]).await.location, office.draft(&lines[1..]).await.location);
    office
        .secretariat
        .get("/decisions/register")
        .await
        .assert_shows("Chưa có văn bản nào được đánh số trong năm 2014.");
    issue(&mut office.director, &first, "4", "10/07/2014").await.assert_went_to(&first);
    office
        .director
        .get(&format!("{second}/issuance"))
        .await
        .assert_shows("Số gần nhất trong sổ: 04/QĐ-STC ngày 10/07/2014.");
    issue(&mut office.director, &second, "2", "12/07/2014").await.assert_went_to(&second);
    let page = office.secretariat.get("/decisions/register?year=2014&kind=Q%C4%90").await;
    for words in ["Không thấy số 01.", "Không thấy số 03.", "Số 04/QĐ-STC có ngày trước số 02/QĐ-STC.", "2 văn bản"]
    {
        page.assert_shows(words);
    }
    assert!(page.body.find("02/QĐ-STC</a>") < page.body.find("04/QĐ-STC</a>"));
    let csv = office.secretariat.get("/decisions/register.csv?year=2014").await;
    csv.assert_shows("number,day,about,signer").assert_shows("04/QĐ-STC,2014-07-10");
    let docx = office.secretariat.get("/decisions/register/print.docx?year=2014").await;
    let text = read_here(TextKind::Docx, &docx.bytes).unwrap();
    assert!(text.contains("SỔ ĐĂNG KÝ QUYẾT ĐỊNH") && text.contains("Không thấy số 01."), "{text}");
    office.secretariat.get("/decisions/register?kind=TTr&year=x").await.assert_ok();
}
