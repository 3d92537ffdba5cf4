//! Proposals to a higher level: what they gather, how they go out, what is answered and where it counts.

use diesel::prelude::*;
use thidua::domain::dossier::report::Section;
use thidua::domain::dossier::{Kind, State};
use thidua::domain::event::{Event, EventKind, Object};
use thidua::domain::ids::*;
use thidua::domain::subject::SubjectKind;
use thidua::texts::{TextKind, read_here};

use crate::support::*;

struct Office {
    app: TestApp,
    secretariat: Client,
    /// Three people and a collective, for the province.
    ids: [DossierId; 4],
}

async fn office() -> Office {
    let app = TestApp::new();
    let secretariat = app.login("NGUYET", "VP", &[Role::Staff, Role::Secretariat]).await;
    app.login("THU", "VP", &[Role::Staff, Role::Secretariat]).await;
    for (code, name) in [("QLNS-006", "Lê Thị Hoa"), ("QLNS-007", "Đỗ Văn An"), ("QLNS-008", "Vũ Thị Mai")] {
        app.person(code, name, "QLNS");
    }
    let ids = ["QLNS-006", "QLNS-007", "QLNS-008", "QLNS"].map(|code| app.passed(code, "BK_TINH"));
    for (nth, id) in ids.into_iter().enumerate() {
        let kind = if nth == 3 { SubjectKind::Unit } else { SubjectKind::Person };
        write_report(&app, id, kind);
    }
    Office { app, secretariat, ids }
}

fn write_report(app: &TestApp, id: DossierId, kind: SubjectKind) {
    use thidua::schema::dossier_report_sections as sections;
    app.set_up(|tx| {
        for section in Section::of(kind) {
            let of = (sections::dossier_id.eq(id), sections::section.eq(*section));
            let written = (sections::content.eq("Đã làm"), sections::done.eq(true));
            diesel::replace_into(sections::table).values((of, written)).execute(tx.conn)?;
        }
        tx.audit(Event::new(EventKind::DossierChanged, Object::Dossier(id)))
    });
}

impl Office {
    async fn draft(&mut self, ids: &[DossierId]) -> Page {
        let lines: Vec<String> = ids.iter().map(ToString::to_string).collect();
        let mut fields = vec![("year", "2014"), ("recipient", "UBND tỉnh Thái Nguyên"), ("summary", "Đã họp xét")];
        fields.extend(lines.iter().map(|line| ("lines", line.as_str())));
        self.secretariat.post("/escalations", &fields).await
    }

    async fn submit(&mut self, number: &str) -> Page {
        let from = "/escalations/1/submission";
        self.secretariat.post_from(from, from, &[("number", number), ("submitted_on", "15/07/2014")]).await
    }

    fn states(&self) -> [State; 4] {
        self.ids.map(|id| self.app.dossier(id).facts.state)
    }

    /// Answers under the proposal: what is granted by a decision of the province, what is refused.
    async fn answer(&mut self, granted: &[DossierId], refused: &[DossierId]) -> Page {
        let lines = |ids: &[DossierId]| ids.iter().map(ToString::to_string).collect::<Vec<_>>();
        let (granted, refused) = (lines(granted), lines(refused));
        let mut fields = vec![
            ("year", "2014"),
            ("escalation", "1"),
            ("authority", "province_chairman"),
            ("number", "212/QĐ-UBND"),
            ("decided_on", "15/07/2014"),
            ("reason", "Chưa đủ hai năm liên tục"),
        ];
        fields.extend(granted.iter().map(|line| ("granted", line.as_str())));
        fields.extend(refused.iter().map(|line| ("refused", line.as_str())));
        self.secretariat.post("/decisions/higher", &fields).await
    }
}

#[actix_web::test]
async fn a_proposal_is_drafted_printed_and_sent_with_all_its_dossiers() {
    let mut office = office().await;
    office.secretariat.get("/escalations").await.assert_shows("4 hồ sơ chờ trình");
    office.secretariat.get("/escalations/new?year=2014").await.assert_shows("Vũ Thị Mai");
    let ids = office.ids;
    office.draft(&ids).await.assert_went_to("/escalations/1");
    office.secretariat.get("/escalations").await.assert_shows("0 hồ sơ chờ trình");
    assert_eq!(office.states(), [State::CouncilVoted; 4]);
    let paper = office.secretariat.get("/escalations/1/print").await;
    paper.assert_ok().assert_shows("TỜ TRÌNH").assert_shows("Kính gửi: UBND tỉnh Thái Nguyên");
    paper
        .assert_shows("Căn cứ Nghị định số 42/2010/NĐ-CP ngày 15 tháng 4 năm 2010")
        .assert_shows("/TTr-STC")
        .assert_shows(": 04");
    let docx = office.secretariat.get("/escalations/1/print.docx").await;
    let text = read_here(TextKind::Docx, &docx.bytes).unwrap();
    for words in ["……/TTr-STC", "Kính gửi: UBND tỉnh Thái Nguyên", "Đã họp xét", "04 trường hợp", "Vũ Thị Mai", "./."]
    {
        assert!(text.contains(words), "{words} is missing in {text}");
    }
    let page = office.submit("x").await;
    page.assert_field_error("number", "Nhập số tờ trình, ví dụ 15 hoặc 15/TTr-STC.");
    office.submit("9").await.assert_went_to("/escalations/1");
    assert_eq!(office.states(), [State::Escalated; 4]);
    let page = office.secretariat.get("/escalations/1").await;
    page.assert_shows("09/TTr-STC").assert_shows("4 đang chờ trả lời").assert_shows("Báo cáo thành tích");
    let dossier = office.secretariat.get(&format!("/dossiers/{}", ids[0])).await;
    dossier.assert_shows("Tờ trình 09/TTr-STC ngày 15/07/2014 gửi UBND tỉnh Thái Nguyên");
    let again = [("version", "1"), ("number", "10"), ("submitted_on", "15/07/2014")];
    office.secretariat.post("/escalations/1/submission", &again).await.assert_status(409);
    office.secretariat.get("/escalations/1/submission").await.assert_status(409);
    assert!(office.app.audited().contains(&"escalation_submitted".to_owned()));
}

#[actix_web::test]
async fn each_line_is_answered_by_itself_and_counted_where_it_was_granted() {
    let mut office = office().await;
    let [hoa, an, mai, unit] = office.ids;
    let other = office.app.passed("DT", "BK_TINH");
    office.draft(&[hoa, an, mai, unit]).await.assert_status(303);
    office.submit("9").await.assert_status(303);
    office.app.send_up(other);
    let form = office.secretariat.get("/decisions/higher/new?year=2014&escalation=1").await;
    form.assert_shows("Tờ trình 09/TTr-STC").assert_shows("Vũ Thị Mai").assert_hides("Phòng Tài chính đầu tư");
    // Nobody whom the proposal does not name is answered under it, and then nothing is.
    let page = office.answer(&[hoa, other], &[]).await;
    page.assert_status(422).assert_shows("không có trong tờ trình này. Bỏ dấu ở dòng này.");
    assert_eq!(office.states(), [State::Escalated; 4]);

    office.answer(&[hoa, unit], &[an]).await.assert_went_to("/escalations/1");
    assert_eq!(office.states(), [State::Decided, State::Rejected, State::Escalated, State::Decided]);
    let page = office.secretariat.get("/escalations/1").await;
    page.assert_shows("2 được tặng, tính vào khen thưởng của cấp quyết định, không tính vào khen thưởng của Sở");
    page.assert_shows("1 không được tặng").assert_shows("1 đang chờ trả lời").assert_shows("Chưa đủ hai năm liên tục");
    page.assert_shows("Quyết định 212/QĐ-UBND ngày 15/07/2014");
    let list = office.secretariat.get("/escalations.csv?year=2014").await;
    list.assert_shows("2014,09/TTr-STC,2014-07-15,UBND tỉnh Thái Nguyên,submitted,4,2,1,1");
    let granted = office.secretariat.get("/awards.csv?year=2014&award=BK_TINH").await;
    granted.assert_shows("212/QĐ-UBND").assert_hides("QLNS-007").assert_hides("QLNS-008");
    let own: i64 = office.app.read(|conn| {
        use thidua::schema::{awards, decisions};
        awards::table.inner_join(decisions::table).filter(decisions::own.eq(true)).count().get_result(conn)
    });
    assert_eq!(own, 0, "what the province grants is not the director's");
}

#[actix_web::test]
async fn what_is_not_ripe_stands_elsewhere_or_lacks_a_paper_is_not_sent() {
    let mut office = office().await;
    let [hoa, an, ..] = office.ids;
    let here = office.app.passed("QLNS-006", "LDTT");
    let waits = office.app.verified("QLNS-006", "BK_BO", Kind::Merit, None);
    let words = "thuộc thẩm quyền của Giám đốc Sở, lập dự thảo quyết định. Bỏ dòng này.";
    office.draft(&[here]).await.assert_field_error("lines", &format!("Lê Thị Hoa: {words}"));
    let words = "hồ sơ chưa được Hội đồng thông qua, hoặc đã chuyển sang bước khác. Bỏ dòng này.";
    office.draft(&[waits]).await.assert_field_error("lines", &format!("Lê Thị Hoa: {words}"));
    office.draft(&[]).await.assert_field_error("lines", "Chọn ít nhất một hồ sơ trong danh sách.");
    office.draft(&[hoa]).await.assert_went_to("/escalations/1");
    let page = office.draft(&[hoa, an]).await;
    page.assert_field_error("lines", "Lê Thị Hoa đã nằm trong một tờ trình khác. Bỏ dòng này.");
    let bare = office.app.passed("DT", "BK_TINH");
    let (line, of) = (bare.to_string(), "/escalations/1/edit");
    let fields = [("year", "2014"), ("recipient", "UBND tỉnh"), ("lines", line.as_str())];
    office.secretariat.post_from(of, "/escalations/1", &fields).await.assert_went_to("/escalations/1");
    office.submit("9").await.assert_status(422).assert_shows("Thiếu báo cáo thành tích.");
    assert_eq!(office.app.dossier(bare).facts.state, State::CouncilVoted);
    // Dropped, its dossiers are free, and its number of the list is not given again.
    office.secretariat.post_from("/escalations/1", "/escalations/1/discarding", &[]).await.assert_status(303);
    office.draft(&[hoa]).await.assert_went_to("/escalations/2");
}

#[actix_web::test]
async fn a_number_is_used_once_a_year_and_nobody_sends_his_own() {
    let mut office = office().await;
    let [hoa, an, ..] = office.ids;
    office.draft(&[hoa]).await.assert_status(303);
    office.submit("9").await.assert_status(303);
    office.draft(&[an]).await.assert_went_to("/escalations/2");
    let from = "/escalations/2/submission";
    let fields = [("number", "09/TTr-STC"), ("submitted_on", "15/07/2014")];
    let page = office.secretariat.post_from(from, from, &fields).await;
    page.assert_field_error("number", "Số 09/TTr-STC đã dùng trong năm 2014. Nhập số khác.");
    let late = [("number", "10"), ("submitted_on", "16/07/2014")];
    let page = office.secretariat.post_from(from, from, &late).await;
    page.assert_field_error("submitted_on", "Ngày của tờ trình không được sau hôm nay.");
    let own = office.app.passed("VP-NGUYET", "BK_TINH");
    write_report(&office.app, own, SubjectKind::Person);
    office.draft(&[own]).await.assert_went_to("/escalations/3");
    let from = "/escalations/3/submission";
    let fields = [("number", "11"), ("submitted_on", "15/07/2014")];
    office.secretariat.post_from(from, from, &fields).await.assert_status(403);
    let mut thu = office.app.client("thu").await;
    thu.post_from(from, from, &fields).await.assert_went_to("/escalations/3");
}

#[actix_web::test]
async fn a_short_dossier_goes_to_the_province_past_the_council() {
    let mut office = office().await;
    let short = office.app.verified("QLNS-006", "BK_BO", Kind::Sudden, None);
    write_report(&office.app, short, SubjectKind::Person);
    office.draft(&[short]).await.assert_went_to("/escalations/1");
    office.submit("9").await.assert_status(303);
    assert_eq!(office.app.dossier(short).facts.state, State::Escalated);
}

#[actix_web::test]
async fn a_sudden_grant_is_no_ground_for_a_merit_award() {
    let mut office = office().await;
    let asked = "/people/QLNS-008/eligibility?year=2014&award=BK_TTG";
    office.secretariat.get(asked).await.assert_hides("không làm căn cứ xét công trạng");
    let short = office.app.verified("QLNS-008", "BK_TINH", Kind::Sudden, None);
    write_report(&office.app, short, SubjectKind::Person);
    office.draft(&[short]).await.assert_went_to("/escalations/1");
    office.submit("9").await.assert_status(303);
    office.answer(&[short], &[]).await.assert_went_to("/escalations/1");
    let page = office.secretariat.get(asked).await;
    page.assert_shows("Quyết định 212/QĐ-UBND").assert_shows("khen đột xuất không làm căn cứ xét công trạng");
}

#[actix_web::test]
async fn a_thematic_commendation_is_proposed_from_its_movement_and_counted_there() {
    let mut office = office().await;
    office.app.launched_movement("Tăng thu ngân sách");
    let movement = office.secretariat.get("/movements/1").await;
    movement.assert_shows("/dossiers/new?year=2014&amp;movement=1");
    let form = office.secretariat.get("/dossiers/new?year=2014&movement=1").await;
    form.assert_shows("value=\"thematic\" checked").assert_shows("<option value=\"1\" selected>");
    let typed = |movement: &'static str| {
        [
            ("year", "2014"),
            ("subject_code", "QLNS-006"),
            ("award_code", "GK"),
            ("kind", "thematic"),
            ("movement", movement),
        ]
    };
    let page = office.secretariat.post("/dossiers", &typed("99")).await;
    page.assert_field_error("movement", "Phong trào này không thuộc năm của hồ sơ. Chọn lại.");
    let page = office.secretariat.post("/dossiers", &typed("1")).await;
    page.assert_status(303);
    office.secretariat.get(&page.location).await.assert_shows("Chuyên đề: Tăng thu ngân sách");
    // A draft is not proposed yet.
    office.secretariat.get("/movements/1").await.assert_hides("Đã đề nghị");
    let id = DossierId(page.location.rsplit('/').next().unwrap().parse().unwrap());
    office.app.set_up(|tx| {
        use thidua::schema::dossiers;
        diesel::update(dossiers::table.find(id)).set(dossiers::state.eq(State::Verified)).execute(tx.conn)?;
        tx.audit(Event::new(EventKind::DossierVerified, Object::Dossier(id)))
    });
    office.secretariat.get("/movements/1").await.assert_shows("Đã đề nghị 1, được khen 0.");
}
