//! Dossiers: proposing, writing the report, papers, and each step to the bonus: it works, it is refused to the
//! wrong person and in the wrong state, the second of two is told who was first, and it leaves its history.

use diesel::prelude::*;
use thidua::domain::dossier::report::Section;
use thidua::domain::dossier::{Kind, State};
use thidua::domain::event::{Event, EventKind, Object};
use thidua::domain::ids::*;
use thidua::domain::law::AwardCode;
use thidua::domain::year::Year;
use thidua::error::AppError;
use thidua::features::dossiers::ops::{self, Proposal, Seen};
use thidua::schema::{dossier_moves, registrations};

use crate::support::*;

/// After deciding on one, the next that waits.
const NEXT: &str = "/approvals/next?kind=dossier";

/// A department of five: a person, his head, two of the secretariat, the accountant.
struct Office {
    app: TestApp,
    staff: Client,
    head: Client,
    secretariat: Client,
}

async fn office() -> Office {
    let app = TestApp::on("2014-12-05");
    let staff = app.login("LAN", "QLNS", &[Role::Staff]).await;
    let head = app.login("HUONG", "QLNS", &[Role::Staff, Role::UnitHead]).await;
    let secretariat = app.login("NGUYET", "VP", &[Role::Staff, Role::Secretariat]).await;
    app.login("THU", "VP", &[Role::Staff, Role::Secretariat]).await;
    Office { app, staff, head, secretariat }
}

fn award(code: &str) -> AwardCode {
    AwardCode::from_code(code).unwrap()
}

/// Proposes for a code; answers the address of the dossier.
async fn propose(client: &mut Client, subject_code: &str, award_code: &str) -> String {
    propose_kind(client, subject_code, award_code, "merit").await
}

async fn propose_kind(client: &mut Client, subject_code: &str, award_code: &str, kind: &str) -> String {
    let fields = [("year", "2014"), ("subject_code", subject_code), ("award_code", award_code), ("kind", kind)];
    let saved = client.post("/dossiers", &fields).await;
    saved.assert_status(303);
    saved.location
}

/// The version that stands.
fn version(client: &Client, address: &str) -> String {
    client.db().read_now(|conn| ops::find(conn, id_of(address))).unwrap().version.to_string()
}

/// Takes a step in the version that stands.
async fn step(client: &mut Client, address: &str, step: &str, fields: &[(&str, &str)]) -> Page {
    let version = version(client, address);
    let mut all = vec![("version", version.as_str())];
    all.extend_from_slice(fields);
    client.post(&format!("{address}/{step}"), &all).await
}

async fn write_report(client: &mut Client, address: &str, sections: &[Section]) {
    for section in sections {
        let page =
            step(client, address, &format!("report/{}", section.code()), &[("content", "Hoàn thành 12/12 việc")]).await;
        page.assert_went_to(address);
    }
}

const PERSON: &[Section] = &[Section::Background, Section::Duties, Section::Achievements, Section::Measures];

/// Proposes, writes all of the report and sends it in.
async fn file(client: &mut Client, subject_code: &str, award_code: &str) -> String {
    let address = propose(client, subject_code, award_code).await;
    write_report(client, &address, PERSON).await;
    step(client, &address, "filing", &[]).await.assert_went_to(&format!("{address}/filed"));
    address
}

/// A closed meeting of a unit that has voted for somebody.
fn hold_meeting(app: &TestApp, unit: &str, subject_code: &str, award_code: &str, agree: i64) {
    let unit = app.unit(unit);
    app.set_up(|tx| {
        diesel::sql_query(
            "INSERT INTO unit_meetings (id, year, unit_id, held_on, place, opinions, conclusion, state, version, closed_at) \
             VALUES ((SELECT COALESCE(MAX(id), 0) + 1 FROM unit_meetings), 2014, ?, '2014-12-01', '', '', '', 'closed', 1, '2014-12-01 10:00:00')",
        )
        .bind::<diesel::sql_types::BigInt, _>(unit)
        .execute(tx.conn)?;
        diesel::sql_query(
            "INSERT INTO unit_meeting_lines (meeting_id, subject_id, award_code, agree, disagree) \
             VALUES ((SELECT MAX(id) FROM unit_meetings), (SELECT id FROM subjects WHERE code = ?), ?, ?, 2)",
        )
        .bind::<diesel::sql_types::Text, _>(subject_code)
        .bind::<diesel::sql_types::Text, _>(award_code)
        .bind::<diesel::sql_types::BigInt, _>(agree)
        .execute(tx.conn)?;
        tx.audit(Event::new(EventKind::AgencyChanged, Object::Agency))
    });
}

/// Filed and agreed to by the unit: waits for the secretariat.
async fn reviewed(office: &mut Office, award_code: &str) -> String {
    let address = file(&mut office.staff, "QLNS-LAN", award_code).await;
    hold_meeting(&office.app, "QLNS", "QLNS-LAN", award_code, 8);
    step(&mut office.head, &address, "agreement", &[]).await.assert_went_to(NEXT);
    address
}

fn id_of(address: &str) -> DossierId {
    DossierId(address.rsplit('/').next().unwrap().parse().unwrap())
}

fn found(app: &TestApp, address: &str) -> ops::Found {
    app.db.read_now(|conn| ops::find(conn, id_of(address))).unwrap()
}

fn state(app: &TestApp, address: &str) -> State {
    found(app, address).facts.state
}

/// The events of its record, oldest first.
fn moves(app: &TestApp, address: &str) -> Vec<String> {
    let of_dossier = dossier_moves::table.filter(dossier_moves::dossier_id.eq(id_of(address)));
    app.read(|conn| of_dossier.order(dossier_moves::id).select(dossier_moves::event).load(conn))
}

/// Every event of the record stands in the audit log too.
#[track_caller]
fn assert_recorded(app: &TestApp, address: &str, events: &[&str]) {
    assert_eq!(moves(app, address), events);
    let audited = app.audited();
    for event in events {
        assert!(audited.iter().any(|kind| kind == event), "{event} is not audited");
    }
}

fn pass(app: &TestApp, address: &str) {
    app.set_up(|tx| {
        let seen = ops::find(tx.conn, id_of(address))?.seen();
        ops::mark_passed(tx, seen, "Biên bản 05/BB-HĐ, 8/9 phiếu")
    });
}

#[actix_web::test]
async fn a_dossier_goes_from_the_person_to_the_bonus() {
    let mut office = office().await;
    let address = reviewed(&mut office, "LDTT").await;
    let Office { app, mut staff, mut secretariat, .. } = office;
    staff
        .get(&address)
        .await
        .assert_shows("Chờ thẩm định")
        .assert_shows("đồng ý hồ sơ")
        .assert_shows("Họp ngày 01/12/2014");
    assert_eq!(found(&app, &address).received_on, "2014-12-05".parse().ok());
    step(&mut secretariat, &address, "verification", &[]).await.assert_went_to(NEXT);
    staff.get(&address).await.assert_shows("Chờ hội đồng").assert_shows("Đang ở Hội đồng");
    pass(&app, &address);
    app.set_up(|tx| ops::mark_decided(tx, id_of(&address), "15/QĐ-STC ngày 20/12/2014"));
    staff.get(&address).await.assert_shows("Đã có quyết định").assert_shows("15/QĐ-STC ngày 20/12/2014");
    let mut accountant = app.login("TOAN", "VP", &[Role::Staff, Role::Accountant]).await;
    accountant.get("/").await.assert_shows("Chi thưởng theo 1 hồ sơ");
    let actor = app.actor("toan");
    let paid = app.db.write_now(&actor, |tx| {
        let seen = ops::find(tx.conn, id_of(&address))?.seen();
        ops::mark_paid(tx, seen, "2014-12-05".parse().unwrap(), 350_000)
    });
    paid.unwrap();
    staff.get(&address).await.assert_shows("Đã chi thưởng").assert_shows("350.000 đồng, ngày 05/12/2014");
    assert_recorded(
        &app,
        &address,
        &[
            "dossier_drafted",
            "dossier_filed",
            "dossier_agreed",
            "dossier_verified",
            "dossier_passed",
            "dossier_decided",
            "dossier_paid",
        ],
    );
}

#[actix_web::test]
async fn the_form_is_filled_from_an_accepted_registration_and_leads_to_its_dossier() {
    let Office { app, mut staff, .. } = office().await;
    let registration = accepted(&app, "QLNS-LAN", "CSTDCS");
    staff.get("/dossiers/new").await.assert_shows(&format!("/dossiers/new?registration={registration}"));
    let page = staff.get(&format!("/dossiers/new?registration={registration}")).await;
    page.assert_shows("Nguyễn Thị LAN").assert_shows("<option value=\"CSTDCS\" selected>");
    let number = registration.to_string();
    let fields = [
        ("year", "2014"),
        ("registration", number.as_str()),
        ("subject_code", "QLNS-LAN"),
        ("award_code", "LDTT"),
        ("kind", "merit"),
    ];
    let address = staff.post("/dossiers", &fields).await.location;
    staff.get(&format!("/dossiers/new?registration={registration}")).await.assert_went_to(&address);
    let page = staff.post("/dossiers", &fields).await;
    page.assert_field_error("award_code", "Đăng ký này đã có hồ sơ. Mở hồ sơ đó để sửa.");
    let again: Vec<_> = fields.iter().copied().filter(|(name, _)| *name != "registration").collect();
    let page = staff.post("/dossiers", &again).await;
    page.assert_field_error("award_code", "Đã có hồ sơ đề nghị Lao động tiên tiến năm 2014. Mở hồ sơ đó để sửa.");
}

/// An accepted registration of a code.
fn accepted(app: &TestApp, subject_code: &str, award_code: &str) -> RegistrationId {
    use thidua::features::registrations::ops::{Registering, Seen, accept, agree, file, register};
    app.set_up(|tx| {
        let new = Registering {
            year: Year(2014),
            subject_code: subject_code.into(),
            award: award(award_code),
            planned_initiative: String::new(),
            pledge: String::new(),
        };
        thidua::features::years::ops::set_registration_due(tx, Year(2014), "2014-12-31".parse().unwrap())?;
        let id = register(tx, &new)?;
        file(tx, Seen { id, version: 1 })?;
        let found = thidua::features::registrations::ops::find(tx.conn, id)?;
        if found.facts.state == thidua::domain::registration::State::Filed {
            agree(tx, Seen { id, version: 2 })?;
        }
        let version = thidua::features::registrations::ops::find(tx.conn, id)?.version;
        accept(tx, Seen { id, version })?;
        Ok(id)
    })
}

fn registration_state(app: &TestApp, id: RegistrationId) -> (String, String) {
    app.read(|conn| registrations::table.find(id).select((registrations::state, registrations::reason)).first(conn))
}

/// A dossier made from a registration, with its report written, straight in the state in which it is verified.
fn from_registration(app: &TestApp, registration: RegistrationId, award_code: &str) -> String {
    let id = app.set_up(|tx| {
        let new = Proposal {
            year: Year(2014),
            subject_code: "QLNS-LAN".into(),
            award: award(award_code),
            kind: Kind::Merit,
            registration: Some(registration),
            achievement: String::new(),
        };
        let id = ops::propose(tx, &new)?;
        for (version, section) in PERSON.iter().enumerate() {
            ops::write_section(tx, Seen { id, version: version as i64 + 1 }, *section, "Đã làm", true)?;
        }
        Ok(id)
    });
    hold_meeting(app, "QLNS", "QLNS-LAN", award_code, 8);
    app.set_up(|tx| {
        for verb in [ops::file, ops::agree] {
            let seen = ops::find(tx.conn, id)?.seen();
            verb(tx, seen)?;
        }
        Ok(())
    });
    format!("/dossiers/{id}")
}

#[actix_web::test]
async fn what_comes_of_a_dossier_comes_of_its_registration() {
    let Office { app, mut secretariat, .. } = office().await;
    let registration = accepted(&app, "QLNS-LAN", "LDTT");
    let address = from_registration(&app, registration, "LDTT");
    step(&mut secretariat, &address, "verification", &[]).await.assert_went_to(NEXT);
    pass(&app, &address);
    app.set_up(|tx| ops::mark_decided(tx, id_of(&address), "15/QĐ-STC"));
    assert_eq!(registration_state(&app, registration).0, "awarded");

    let refused = accepted(&app, "QLNS-LAN", "GK");
    let address = from_registration(&app, refused, "GK");
    step(&mut secretariat, &address, "rejection", &[("note", "Chưa đủ thành tích")]).await.assert_went_to(NEXT);
    assert_eq!(registration_state(&app, refused), ("not_awarded".into(), "Chưa đủ thành tích".into()));
}

#[actix_web::test]
async fn a_lower_award_takes_the_place_of_the_one_proposed() {
    let Office { app, mut secretariat, .. } = office().await;
    let registration = accepted(&app, "QLNS-LAN", "CSTDCS");
    let address = from_registration(&app, registration, "CSTDCS");
    secretariat.get(&format!("{address}/downgrade")).await.assert_ok().assert_shows("Lao động tiên tiến");
    let page = step(&mut secretariat, &address, "downgrade", &[("award_code", "LDTT")]).await;
    page.assert_field_error("note", "Nêu lý do hạ mức đề nghị.");
    let page = step(&mut secretariat, &address, "downgrade", &[("award_code", "CSTD_TINH"), ("note", "x")]).await;
    page.assert_field_error("award_code", "Chọn một mức thấp hơn mức đang đề nghị.");
    let fields = [("award_code", "LDTT"), ("note", "Chưa có sáng kiến")];
    step(&mut secretariat, &address, "downgrade", &fields).await.assert_went_to(&address);
    assert_eq!(state(&app, &address), State::UnitReviewed);
    secretariat.get(&address).await.assert_shows("Chiến sĩ thi đua cơ sở thành Lao động tiên tiến");
    step(&mut secretariat, &address, "verification", &[]).await.assert_went_to(NEXT);
    pass(&app, &address);
    app.set_up(|tx| ops::mark_decided(tx, id_of(&address), "15/QĐ-STC"));
    let settled = registration_state(&app, registration);
    assert_eq!(settled, ("not_awarded".into(), "Đạt Lao động tiên tiến thay cho Chiến sĩ thi đua cơ sở.".into()));
    let ledger = secretariat.get("/dossiers/ledger?year=2014&award=CSTDCS").await;
    ledger.assert_ok().assert_shows("1 thay đổi năm 2014").assert_shows("Hạ mức").assert_shows("Chưa có sáng kiến");
    secretariat.get("/dossiers/ledger/print?year=2014").await.assert_ok().assert_shows("PHỤ LỤC");
    let csv = secretariat.get("/dossiers/ledger.csv?year=2014").await;
    csv.assert_shows(
        "2014,verification,downgraded,QLNS-LAN,Nguyễn Thị LAN,QLNS,CSTDCS,LDTT,nguyet,2014-12-05,Chưa có sáng kiến",
    );
}

#[actix_web::test]
async fn what_a_higher_level_grants_is_sent_on_and_answered() {
    let Office { app, mut secretariat, .. } = office().await;
    let registration = accepted(&app, "QLNS-LAN", "BK_TINH");
    let address = from_registration(&app, registration, "BK_TINH");
    step(&mut secretariat, &address, "verification", &[]).await.assert_went_to(NEXT);
    step(&mut secretariat, &address, "escalation", &[]).await.assert_status(403);
    pass(&app, &address);
    step(&mut secretariat, &address, "escalation", &[]).await.assert_went_to(&address);
    assert_eq!(registration_state(&app, registration).0, "escalated");
    let copy = TestApp::copy_of(&app);
    app.set_up(|tx| ops::mark_answered_granted(tx, id_of(&address), "212/QĐ-UBND"));
    assert_eq!(state(&app, &address), State::Decided);
    assert_eq!(registration_state(&app, registration).0, "awarded");
    copy.set_up(|tx| ops::mark_answered_refused(tx, id_of(&address), "Tỉnh không xét"));
    assert_eq!(state(&copy, &address), State::Rejected);
    assert_eq!(registration_state(&copy, registration), ("not_awarded".into(), "Tỉnh không xét".into()));
}

#[actix_web::test]
async fn what_is_granted_here_is_not_sent_on() {
    let mut office = office().await;
    let address = reviewed(&mut office, "LDTT").await;
    step(&mut office.secretariat, &address, "verification", &[]).await;
    pass(&office.app, &address);
    office.secretariat.get(&address).await.assert_hides("Ghi đã trình cấp trên");
    let page = step(&mut office.secretariat, &address, "escalation", &[]).await;
    page.assert_field_error("award_code", "Giám đốc Sở có thẩm quyền với danh hiệu này: lập dự thảo quyết định.");
}

#[actix_web::test]
async fn nobody_agrees_to_his_own_and_a_heads_own_goes_straight_to_the_secretariat() {
    let Office { app, mut head, mut staff, .. } = office().await;
    hold_meeting(&app, "QLNS", "QLNS-HUONG", "LDTT", 8);
    let own = file(&mut head, "QLNS-HUONG", "LDTT").await;
    assert_eq!(state(&app, &own), State::UnitReviewed);
    let of_staff = file(&mut staff, "QLNS-LAN", "LDTT").await;
    assert_eq!(state(&app, &of_staff), State::Filed);
    step(&mut staff, &of_staff, "agreement", &[]).await.assert_status(403);
}

#[actix_web::test]
async fn a_collectives_goes_straight_on_the_report_of_its_own_form() {
    let Office { app, mut head, mut staff, .. } = office().await;
    let fields = [("year", "2014"), ("subject_code", "QLNS"), ("award_code", "TTLDTT"), ("kind", "merit")];
    let page = staff.post("/dossiers", &fields).await;
    page.assert_status(422).assert_shows("Đồng chí chỉ lập hồ sơ cho mình hoặc cho đơn vị mình phụ trách.");
    let address = propose(&mut head, "QLNS", "TTLDTT").await;
    head.get(&format!("{address}/report/background")).await.assert_status(404);
    write_report(&mut head, &address, Section::of(thidua::domain::subject::SubjectKind::Unit)).await;
    let page = step(&mut head, &address, "filing", &[]).await;
    page.assert_status(422).assert_shows("Thiếu biên bản họp bình xét của đơn vị.");
    hold_meeting(&app, "QLNS", "QLNS", "TTLDTT", 8);
    step(&mut head, &address, "filing", &[]).await.assert_went_to(&format!("{address}/filed"));
    assert_eq!(state(&app, &address), State::UnitReviewed);
}

#[actix_web::test]
async fn the_secretariat_proposes_on_behalf_and_it_is_marked() {
    let Office { app, mut secretariat, mut staff, .. } = office().await;
    let address = propose(&mut secretariat, "QLNS-LAN", "LDTT").await;
    secretariat.get(&address).await.assert_shows("Thường trực lập thay");
    staff.get(&address).await.assert_ok();
    let mut other = app.client("thu").await;
    other.get(&format!("{address}/edit")).await.assert_status(403);
}

#[actix_web::test]
async fn a_report_that_is_not_written_holds_up_the_filing() {
    let Office { app, mut staff, .. } = office().await;
    let address = propose(&mut staff, "QLNS-LAN", "LDTT").await;
    staff.get(&address).await.assert_shows("Chưa làm").assert_shows("0 trên 4 phần đã xong");
    let page = step(&mut staff, &address, "report/duties", &[("content", "Theo dõi thu"), ("draft", "1")]).await;
    page.assert_went_to(&address);
    staff.get(&address).await.assert_shows("Đang làm");
    let page = step(&mut staff, &address, "filing", &[]).await;
    let missing = "Thiếu báo cáo thành tích. Viết xong các phần của báo cáo, hoặc đính kèm bản đã ký.";
    page.assert_field_error("papers", missing);
    assert_eq!(state(&app, &address), State::Draft);
    let page = step(&mut staff, &address, "report/duties", &[("content", "  ")]).await;
    page.assert_field_error("content", "Chưa viết gì. Viết nội dung, hoặc chọn Lưu nháp.");
    let much = "a".repeat(8_001);
    let page = step(&mut staff, &address, "report/duties", &[("content", &much)]).await;
    page.assert_field_error("content", "Nội dung dài 8.001 ký tự, tối đa 8.000. Hãy viết ngắn lại.");
    page.assert_shows(&much);
    step(&mut staff, &address, "report/organisation", &[("content", "x")]).await.assert_status(404);
}

#[actix_web::test]
async fn a_new_report_begins_with_what_seldom_changes() {
    let Office { app, mut staff, .. } = office().await;
    let first = propose(&mut staff, "QLNS-LAN", "LDTT").await;
    step(&mut staff, &first, "report/background", &[("content", "Quê quán: Phú Lương")]).await;
    step(&mut staff, &first, "report/achievements", &[("content", "Năm 2014 tăng thu 12%")]).await;
    let second = propose(&mut staff, "QLNS-LAN", "GK").await;
    staff.get(&format!("{second}/report/background")).await.assert_shows("Quê quán: Phú Lương");
    staff.get(&format!("{second}/report/achievements")).await.assert_hides("tăng thu 12%");
    staff.get(&second).await.assert_shows("0 trên 4 phần đã xong");
    let _ = app;
}

#[actix_web::test]
async fn the_unit_agrees_only_on_the_minutes_of_its_meeting() {
    let Office { app, mut staff, mut head, .. } = office().await;
    let address = file(&mut staff, "QLNS-LAN", "LDTT").await;
    let missing = "Thiếu biên bản họp bình xét của đơn vị. Ghi cuộc họp bình xét của đơn vị, hoặc đính kèm biên bản.";
    step(&mut head, &address, "agreement", &[]).await.assert_field_error("papers", missing);
    // A meeting that voted against him does not help, a file does.
    hold_meeting(&app, "QLNS", "QLNS-LAN", "LDTT", 1);
    step(&mut head, &address, "agreement", &[]).await.assert_status(422);
    attach(&mut head, &address, "bien_ban_binh_xet", "Biên bản.pdf", b"%PDF-1.4 x").await.assert_went_to(&address);
    step(&mut head, &address, "agreement", &[]).await.assert_went_to(NEXT);
}

#[actix_web::test]
async fn a_fighter_is_verified_on_an_initiative_or_a_grade() {
    let mut office = office().await;
    let address = reviewed(&mut office, "CSTDCS").await;
    let page = step(&mut office.secretariat, &address, "verification", &[]).await;
    let missing = "Thiếu xác nhận sáng kiến hoặc mức độ hoàn thành nhiệm vụ. Đính kèm tệp vào hồ sơ.";
    page.assert_field_error("papers", missing);
    let grade =
        "INSERT INTO grades (year, subject_id, grade) SELECT 2014, id, 'HTXSNV' FROM subjects WHERE code = 'QLNS-LAN'";
    office.app.set_up(|tx| {
        diesel::sql_query(grade).execute(tx.conn)?;
        tx.audit(Event::new(EventKind::GradesEntered, Object::Agency))
    });
    step(&mut office.secretariat, &address, "verification", &[]).await.assert_went_to(NEXT);
}

#[actix_web::test]
async fn a_short_dossier_needs_neither_meeting_nor_council() {
    let Office { app, mut staff, mut head, mut secretariat, .. } = office().await;
    let address = propose_kind(&mut staff, "QLNS-LAN", "GK", "sudden").await;
    write_report(&mut staff, &address, PERSON).await;
    step(&mut staff, &address, "filing", &[]).await.assert_status(303);
    step(&mut head, &address, "agreement", &[]).await.assert_went_to(NEXT);
    step(&mut secretariat, &address, "verification", &[]).await.assert_went_to(NEXT);
    app.set_up(|tx| ops::mark_decided(tx, id_of(&address), "16/QĐ-STC"));
    assert_eq!(state(&app, &address), State::Decided);
}

#[actix_web::test]
async fn no_decision_comes_before_the_councils_vote() {
    let mut office = office().await;
    let address = reviewed(&mut office, "LDTT").await;
    step(&mut office.secretariat, &address, "verification", &[]).await;
    let decided = office
        .app
        .db
        .write_now(&thidua::policy::Actor::machine(), |tx| ops::mark_decided(tx, id_of(&address), "15/QĐ-STC"));
    assert!(matches!(decided, Err(AppError::Illegal)), "{decided:?}");
}

#[actix_web::test]
async fn what_was_returned_is_mended_and_filed_again() {
    let Office { app, mut staff, mut head, .. } = office().await;
    let address = file(&mut staff, "QLNS-LAN", "LDTT").await;
    let page = step(&mut head, &address, "return", &[("due", "31/02/2014")]).await;
    page.assert_field_error("note", "Nêu lý do để người gửi biết cần sửa gì.");
    page.assert_shows("31/02/2014").assert_shows("Hạn sửa chưa đúng");
    let page = step(&mut head, &address, "return", &[("note", "x"), ("due", "01/12/2014")]).await;
    page.assert_field_error("due", "Hạn sửa đã qua. Nhập ngày từ hôm nay trở đi.");
    let back = [("note", "Nêu số liệu tăng thu"), ("mend_field", "achievements"), ("due", "12/12/2014")];
    step(&mut head, &address, "return", &back).await.assert_went_to(NEXT);
    let page = staff.get(&address).await;
    page.assert_shows("Nêu số liệu tăng thu").assert_shows(&format!("{address}/report/achievements"));
    page.assert_shows("Hạn 12/12/2014");
    staff.get("/").await.assert_shows("Sửa 1 hồ sơ của tôi");
    write_report(&mut staff, &address, &[Section::Achievements]).await;
    step(&mut staff, &address, "filing", &[]).await.assert_went_to(&format!("{address}/filed"));
    assert_recorded(&app, &address, &["dossier_drafted", "dossier_filed", "dossier_returned", "dossier_filed"]);
}

#[actix_web::test]
async fn it_is_recalled_until_the_next_person_has_acted() {
    let mut office = office().await;
    let address = file(&mut office.staff, "QLNS-LAN", "LDTT").await;
    step(&mut office.staff, &address, "recall", &[]).await.assert_went_to(&address);
    assert_eq!(state(&office.app, &address), State::Returned);
    office.staff.get(&address).await.assert_shows("Người gửi thu lại để sửa.");
    step(&mut office.staff, &address, "filing", &[]).await.assert_status(303);
    hold_meeting(&office.app, "QLNS", "QLNS-LAN", "LDTT", 8);
    step(&mut office.head, &address, "agreement", &[]).await;
    step(&mut office.staff, &address, "recall", &[]).await.assert_status(403);
    office.staff.get(&address).await.assert_hides("Thu lại để sửa");
}

#[actix_web::test]
async fn it_is_withdrawn_until_it_is_verified_and_then_stands_still() {
    let mut office = office().await;
    let address = reviewed(&mut office, "LDTT").await;
    step(&mut office.staff, &address, "withdrawal", &[]).await.assert_went_to(&address);
    for act in ["verification", "return", "rejection", "hold"] {
        let note = [("note", "x")];
        step(&mut office.secretariat, &address, act, &note).await.assert_status(403);
    }
    assert_eq!(state(&office.app, &address), State::Withdrawn);
    let again = reviewed(&mut office, "LDTT").await;
    step(&mut office.secretariat, &again, "verification", &[]).await;
    step(&mut office.staff, &again, "withdrawal", &[]).await.assert_status(403);
}

#[actix_web::test]
async fn a_hold_stops_everything_and_leads_back() {
    let mut office = office().await;
    let address = reviewed(&mut office, "LDTT").await;
    let Office { app, mut secretariat, mut head, .. } = office;
    step(&mut secretariat, &address, "hold", &[]).await.assert_field_error("note", "Nêu lý do.");
    step(&mut head, &address, "hold", &[("note", "x")]).await.assert_status(403);
    step(&mut secretariat, &address, "hold", &[("note", "Đang xem xét kỷ luật")]).await.assert_went_to(&address);
    secretariat.get(&address).await.assert_shows("Tạm dừng xét").assert_shows("Đang xem xét kỷ luật");
    step(&mut secretariat, &address, "verification", &[]).await.assert_status(403);
    step(&mut secretariat, &address, "resumption", &[("note", "Không có vi phạm")]).await.assert_went_to(&address);
    assert_eq!(state(&app, &address), State::UnitReviewed);
    let ledger = secretariat.get("/dossiers/ledger").await;
    ledger.assert_shows("2 thay đổi").assert_shows("Thêm lại");
}

#[actix_web::test]
async fn it_is_handed_to_a_colleague_who_finds_it_in_his_own_queue() {
    let mut office = office().await;
    let address = reviewed(&mut office, "LDTT").await;
    let Office { app, mut secretariat, .. } = office;
    secretariat.get(&format!("{address}/handover")).await.assert_ok().assert_shows("value=\"thu\"");
    for wrong in ["", "huong", "ai-do"] {
        step(&mut secretariat, &address, "handover", &[("holder", wrong)]).await.assert_status(422);
    }
    let fields = [("holder", "thu"), ("note", "Đồng chí xem giúp phần sáng kiến")];
    step(&mut secretariat, &address, "handover", &fields).await.assert_went_to(&address);
    secretariat.get(&address).await.assert_shows("Thường trực: thu").assert_shows("xem giúp phần sáng kiến");
    let mut colleague = app.client("thu").await;
    colleague.get("/approvals?kind=dossier&holder=me").await.assert_shows("1 hồ sơ chờ").assert_shows("Chuyển cho thu");
    secretariat.get("/approvals?kind=dossier&holder=me").await.assert_shows("0 hồ sơ chờ");
    step(&mut colleague, &address, "verification", &[]).await.assert_went_to(NEXT);
}

#[actix_web::test]
async fn the_day_of_receipt_is_mended_with_a_reason() {
    let mut office = office().await;
    let address = reviewed(&mut office, "LDTT").await;
    let Office { app, mut secretariat, .. } = office;
    let typed = |day: &'static str| [("received_on", day), ("note", "Bản giấy đến trước")];
    step(&mut secretariat, &address, "receipt", &typed("06/12/2014"))
        .await
        .assert_field_error("received_on", "Ngày nhận không được sau hôm nay.");
    step(&mut secretariat, &address, "receipt", &typed("04/12/2014")).await.assert_status(422);
    step(&mut secretariat, &address, "receipt", &typed("05/12/2014")).await.assert_went_to(&address);
    assert_eq!(found(&app, &address).received_on, "2014-12-05".parse().ok());
}

#[actix_web::test]
async fn the_second_of_two_deciding_at_once_is_told_who_was_first() {
    let mut office = office().await;
    let address = reviewed(&mut office, "LDTT").await;
    let Office { app, mut secretariat, .. } = office;
    let mut colleague = app.client("thu").await;
    let read = version(&colleague, &address);
    step(&mut secretariat, &address, "verification", &[]).await;
    for act in ["verification", "return", "rejection", "hold", "handover", "receipt", "downgrade", "escalation"] {
        let fields = [
            ("version", read.as_str()),
            ("note", "x"),
            ("holder", "nguyet"),
            ("received_on", "05/12/2014"),
            ("award_code", "LDTT"),
        ];
        let page = colleague.post(&format!("{address}/{act}"), &fields).await;
        page.assert_status(409).assert_shows("Đồng chí nguyet vừa thẩm định xong hồ sơ lúc");
    }
    assert_eq!(state(&app, &address), State::Verified);
}

#[actix_web::test]
async fn another_units_dossier_does_not_exist() {
    let Office { app, mut staff, .. } = office().await;
    let address = file(&mut staff, "QLNS-LAN", "LDTT").await;
    let mut other = app.login("HUNG", "DT", &[Role::Staff, Role::UnitHead]).await;
    other.get(&address).await.assert_status(404);
    other.get(&format!("{address}/edit")).await.assert_status(404);
    other.post(&format!("{address}/agreement"), &[("version", "6")]).await.assert_status(404);
    other.get("/dossiers").await.assert_shows("0 hồ sơ đề nghị năm 2014");
    other.get("/dossiers/ledger").await.assert_ok().assert_shows("0 thay đổi");
}

#[actix_web::test]
async fn the_only_secretarys_own_goes_to_the_head_of_the_agency() {
    let app = TestApp::on("2014-12-05");
    let mut secretariat = app.login("NGUYET", "VP", &[Role::Staff, Role::Secretariat]).await;
    let director = app.person("STC-001", "Trần Văn Giám", "STC");
    app.account("giamdoc", Some(director), &[Role::Staff, Role::Leader]);
    app.make_head_of_agency(director);
    let mut director = app.client("giamdoc").await;
    hold_meeting(&app, "VP", "VP-NGUYET", "LDTT", 8);
    let address = file(&mut secretariat, "VP-NGUYET", "LDTT").await;
    step(&mut secretariat, &address, "verification", &[]).await.assert_status(403);
    director.get("/approvals").await.assert_shows("1 hồ sơ chờ").assert_shows(&address);
    secretariat.get(&address).await.assert_shows("Người đứng đầu cơ quan");
    step(&mut director, &address, "verification", &[]).await.assert_went_to(NEXT);
}

#[actix_web::test]
async fn a_double_click_makes_one_dossier() {
    let Office { mut staff, .. } = office().await;
    let token = staff.token().to_owned();
    let fields = [
        ("_token", token.as_str()),
        ("_number", "same"),
        ("year", "2014"),
        ("subject_code", "QLNS-LAN"),
        ("award_code", "LDTT"),
        ("kind", "merit"),
    ];
    let first = staff.post_exactly("/dossiers", &fields).await;
    staff.post_exactly("/dossiers", &fields).await.assert_went_to(&first.location);
    staff.get("/dossiers?subject=me").await.assert_shows("1 hồ sơ đề nghị năm 2014");
}

#[actix_web::test]
async fn what_is_missing_is_said_at_the_field_and_the_text_is_kept() {
    let Office { mut staff, .. } = office().await;
    let fields = [("year", "2014"), ("subject_code", "QLNS-LAN"), ("achievement", "Giữ <b>chữ</b> này")];
    let page = staff.post("/dossiers", &fields).await;
    page.assert_field_error("award_code", "Chưa chọn danh hiệu. Chọn một danh hiệu trong danh sách.");
    page.assert_shows("Chưa chọn loại khen thưởng. Chọn một loại.").assert_shows("Giữ &#60;b&#62;chữ&#60;/b&#62; này");
    let fields = [("year", "2014"), ("subject_code", "QLNS-LAN"), ("award_code", "TTLDTT"), ("kind", "merit")];
    let page = staff.post("/dossiers", &fields).await;
    page.assert_field_error("award_code", "Danh hiệu này dành cho tập thể. Chọn danh hiệu khác.");
}

#[actix_web::test]
async fn nothing_is_proposed_in_a_closed_year() {
    let Office { app, mut staff, .. } = office().await;
    app.set_up(|tx| {
        diesel::sql_query("UPDATE emulation_years SET state = 'closed' WHERE year = 2013").execute(tx.conn)?;
        tx.audit(Event::new(EventKind::YearChanged, Object::Year(Year(2013))))
    });
    let fields = [("year", "2013"), ("subject_code", "QLNS-LAN"), ("award_code", "LDTT"), ("kind", "merit")];
    let page = staff.post("/dossiers", &fields).await;
    page.assert_field_error("award_code", "Năm thi đua 2013 đã kết thúc. Hỏi thường trực hội đồng.");
}

#[actix_web::test]
async fn the_list_is_found_by_name_without_marks_and_comes_as_a_file() {
    let Office { app, mut staff, mut secretariat, .. } = office().await;
    app.person("QLNS-009", "Đặng Thị Hoà", "QLNS");
    file(&mut staff, "QLNS-LAN", "LDTT").await;
    let address = propose_kind(&mut secretariat, "QLNS-009", "GK", "thematic").await;
    let page = secretariat.get("/dossiers?q=dang+thi+hoa").await;
    page.assert_ok().assert_shows("1 hồ sơ đề nghị năm 2014").assert_shows(&address).assert_shows("Chuyên đề");
    secretariat.get("/dossiers?kind=merit").await.assert_shows("1 hồ sơ đề nghị năm 2014");
    secretariat.get("/dossiers?state=draft&award=GK").await.assert_shows("1 hồ sơ đề nghị năm 2014");
    let csv = secretariat.get("/dossiers.csv?unit=QLNS&state=filed").await;
    csv.assert_shows("year,subject_code,subject_name,unit_code,award_code,kind,state,filed_on,received_on");
    csv.assert_shows("2014,QLNS-LAN,Nguyễn Thị LAN,QLNS,LDTT,merit,filed,2014-12-05,");
    secretariat.get("/dossiers.xlsx").await.assert_ok();
    secretariat.get("/dossiers/ledger.xlsx").await.assert_ok();
}

/// Sends a file as the page's form does.
async fn attach(client: &mut Client, address: &str, paper: &str, file_name: &str, bytes: &[u8]) -> Page {
    client.upload(&format!("{address}/files"), paper, file_name, bytes).await
}

#[actix_web::test]
async fn a_file_is_given_back_to_those_who_may_read_the_dossier() {
    let Office { app, mut staff, mut head, .. } = office().await;
    let address = propose(&mut staff, "QLNS-LAN", "LDTT").await;
    let bytes = b"%PDF-1.4 noi dung";
    attach(&mut staff, &address, "bao_cao_thanh_tich", "../Báo cáo \"1\".pdf", bytes).await.assert_went_to(&address);
    staff.get(&address).await.assert_shows("Báo cáo &#34;1&#34;.pdf").assert_shows("/files/1");
    let page = head.get(&format!("{address}/files/1")).await;
    page.assert_ok();
    assert_eq!(page.bytes, bytes);
    let header = |name: &str| page.headers.get(name).unwrap().to_str().unwrap().to_owned();
    assert!(
        header("content-disposition").starts_with("attachment; filename*=UTF-8''B%C3%A1o%20c%C3%A1o%20%221%22.pdf")
    );
    assert_eq!(header("content-type"), "application/pdf");
    assert_eq!(header("x-content-type-options"), "nosniff");
    assert_eq!(header("content-security-policy"), "sandbox; default-src 'none'");
    let mut other = app.login("HUNG", "DT", &[Role::Staff]).await;
    other.get(&format!("{address}/files/1")).await.assert_status(404);
    // The signed report stands for the written one.
    step(&mut staff, &address, "filing", &[]).await.assert_went_to(&format!("{address}/filed"));
    assert!(app.audited().contains(&"dossier_file_added".to_owned()));
}

#[actix_web::test]
async fn a_file_that_is_refused_leaves_nothing_behind() {
    let Office { app, mut staff, mut head, .. } = office().await;
    let address = propose(&mut staff, "QLNS-LAN", "LDTT").await;
    let page = attach(&mut staff, &address, "minh_chung", "a.pdf", b"MZ\x90").await;
    page.assert_field_error("file", "Nội dung không phải dạng .pdf. Lưu lại đúng dạng rồi chọn lại tệp.");
    let page = attach(&mut staff, &address, "", "a.svg", b"<svg/>").await;
    page.assert_status(422).assert_shows("Chưa chọn loại giấy tờ.").assert_shows("Chỉ nhận tệp pdf");
    attach(&mut staff, &address, "minh_chung", "", b"").await.assert_status(422);
    attach(&mut head, &address, "minh_chung", "a.pdf", b"%PDF-1.4").await.assert_status(403);
    for number in 0..10 {
        let name = format!("{number}.pdf");
        attach(&mut staff, &address, "minh_chung", &name, b"%PDF-1.4").await.assert_went_to(&address);
    }
    let page = attach(&mut staff, &address, "minh_chung", "11.pdf", b"%PDF-1.4").await;
    page.assert_field_error("file", "Hồ sơ đã có 10 tệp, nhiều nhất là 10. Bỏ bớt tệp hoặc gộp lại.");
    assert_eq!(std::fs::read_dir(app.attachments()).unwrap().count(), 10);
    step(&mut head, &address, "files/1/removal", &[]).await.assert_status(403);
    step(&mut staff, &address, "files/1/removal", &[]).await.assert_went_to(&address);
    assert_eq!(std::fs::read_dir(app.attachments()).unwrap().count(), 9);
    staff.get(&format!("{address}/files/1")).await.assert_status(404);
}

#[actix_web::test]
async fn several_are_agreed_to_or_returned_with_a_result_for_each() {
    let Office { app, mut head, mut staff, .. } = office().await;
    let first = file(&mut staff, "QLNS-LAN", "LDTT").await;
    let second = file(&mut staff, "QLNS-LAN", "GK").await;
    hold_meeting(&app, "QLNS", "QLNS-LAN", "LDTT", 8);
    head.get("/").await.assert_shows("Duyệt 2 hồ sơ đề nghị của đơn vị");
    let pick = |address: &str| format!("{}:{}", id_of(address), found(&app, address).version);
    let (one, two) = (pick(&first), pick(&second));
    let picked = [("kind", "dossier"), ("id", one.as_str()), ("id", two.as_str())];
    head.post("/approvals/check", &picked).await.assert_ok().assert_shows("Đồng ý 2 hồ sơ");
    let page = head.post("/approvals/agreement", &picked).await;
    page.assert_ok().assert_shows("Đã đồng ý 1 hồ sơ").assert_shows("Thiếu biên bản họp bình xét của đơn vị");
    assert_eq!((state(&app, &first), state(&app, &second)), (State::UnitReviewed, State::Filed));
    let picked = [("kind", "dossier"), ("act", "return"), ("id", two.as_str())];
    head.post("/approvals/check", &picked).await.assert_ok().assert_shows("Trả lại 1 hồ sơ").assert_shows("12/12/2014");
    let page = head.post("/approvals/return", &picked).await;
    page.assert_field_error("note", "Nêu lý do để người gửi biết cần sửa gì.");
    let mut given = picked.to_vec();
    given.extend([("note", "Chờ họp bình xét"), ("due", "20/12/2014")]);
    head.post("/approvals/return", &given).await.assert_went_to("/approvals?kind=dossier");
    assert_eq!(state(&app, &second), State::Returned);
    head.post("/approvals/return", &given).await.assert_status(409).assert_shows("vừa trả lại hồ sơ để sửa lúc");
    let csv = head.get("/approvals.csv?kind=dossier").await;
    csv.assert_shows("id,kind,subject_code,subject_name,unit_code,award_code,state,since,due");
}

#[actix_web::test]
async fn the_record_of_moves_cannot_be_rewritten() {
    let Office { app, mut staff, .. } = office().await;
    propose(&mut staff, "QLNS-LAN", "LDTT").await;
    let refused = |sql: &str| {
        app.set_up(|tx| {
            tx.audit(Event::new(EventKind::AgencyChanged, Object::Agency))?;
            Ok(diesel::sql_query(sql).execute(tx.conn).is_err())
        })
    };
    assert!(refused("UPDATE dossier_moves SET actor_name = 'x'"));
    assert!(refused("DELETE FROM dossier_moves"));
}
