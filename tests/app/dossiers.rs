//! Dossiers from the proposal to the bonus: the whole way, the form, the list, several at once.

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
use thidua::texts::{TextKind, read_here};

use crate::support::*;

mod outcome;
mod papers;
mod steps;

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
    staff.get("/dossiers?subject=me").await.assert_shows("1 hồ sơ năm 2014");
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
    page.assert_field_error(
        "award_code",
        "Năm thi đua 2013 đã kết thúc, không sửa được nữa. Hỏi thường trực hội đồng nếu cần mở lại.",
    );
}

#[actix_web::test]
async fn the_list_is_found_by_name_without_marks_and_comes_as_a_file() {
    let Office { app, mut staff, mut secretariat, .. } = office().await;
    app.person("QLNS-009", "Đặng Thị Hoà", "QLNS");
    file(&mut staff, "QLNS-LAN", "LDTT").await;
    let address = propose_kind(&mut secretariat, "QLNS-009", "GK", "thematic").await;
    let page = secretariat.get("/dossiers?q=dang+thi+hoa").await;
    page.assert_ok().assert_shows("1 hồ sơ năm 2014").assert_shows(&address).assert_shows("Chuyên đề");
    secretariat.get("/dossiers?kind=merit").await.assert_shows("1 hồ sơ năm 2014");
    secretariat.get("/dossiers?state=draft&award=GK").await.assert_shows("1 hồ sơ năm 2014");
    let csv = secretariat.get("/dossiers.csv?unit=QLNS&state=filed").await;
    csv.assert_shows(
        "year,subject_code,subject_name,unit_code,award_code,kind,state,filed_on,received_on,registered_on",
    );
    csv.assert_shows("2014,QLNS-LAN,Nguyễn Thị LAN,QLNS,LDTT,merit,filed,2014-12-05,,");
    secretariat.get("/dossiers.xlsx").await.assert_ok();
    secretariat.get("/dossiers/ledger.xlsx").await.assert_ok();
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
