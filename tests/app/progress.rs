//! Award progress: people counted once, collectives x/y, provisional apart, each number with its rows.

use diesel::prelude::*;
use thidua::db::Tx;
use thidua::domain::decision;
use thidua::domain::event::{Event, EventKind, Object};
use thidua::domain::ids::*;
use thidua::domain::law::AwardCode;
use thidua::domain::year::Year;
use thidua::features::{interim_results, people, registrations, units};
use thidua::schema::{
    awards, decisions, dossiers, memberships, people as people_table, registrations as registered, subjects,
};

use crate::support::*;

mod chain;
mod links;
mod random;

fn award(code: &str) -> AwardCode {
    AwardCode::from_code(code).unwrap()
}

/// Decides these awards of a year: code of the subject, code of the award.
fn decide(app: &TestApp, authority: &str, year: i32, decided_on: &str, list: &[(&str, &str)]) {
    app.set_up(|tx| {
        let day: chrono::NaiveDate = decided_on.parse().unwrap();
        let number: i64 = decisions::table.count().get_result(tx.conn)?;
        let decision: i64 = diesel::insert_into(decisions::table)
            .values((
                decisions::authority.eq(authority),
                decisions::own.eq(authority == registrations::ops::OWN_AUTHORITY),
                decisions::year.eq(Year(year)),
                decisions::abstract_line.eq("Khen thưởng"),
                decisions::state.eq(decision::State::Issued),
                decisions::version.eq(1),
                decisions::number.eq(format!("{}/QĐ", number + 1)),
                decisions::decided_on.eq(day),
                decisions::signer_name.eq(""),
                decisions::signer_position.eq(""),
                decisions::since.eq(tx.now.naive_utc()),
            ))
            .returning(decisions::id)
            .get_result(tx.conn)?;
        for (subject, code) in list {
            record(tx, DecisionId(decision), Year(year), day, subject, award(code))?;
        }
        tx.audit(Event::new(EventKind::HigherDecisionRecorded, Object::Decision(DecisionId(decision))))
    });
}

fn record(
    tx: &mut Tx,
    decision: DecisionId,
    year: Year,
    day: chrono::NaiveDate,
    code: &str,
    award: AwardCode,
) -> thidua::error::AppResult<()> {
    let (id, kind, sort_key): (SubjectId, _, Vec<u8>) = subjects::table
        .filter(subjects::code.eq(code))
        .select((subjects::id, subjects::kind, subjects::sort_key))
        .first(tx.conn)?;
    let (unit, position) = registrations::ops::place_on(tx.conn, id, kind, day)?;
    diesel::insert_into(awards::table)
        .values((
            awards::subject_id.eq(id),
            awards::award_code.eq(award),
            awards::year.eq(year),
            awards::yearly.eq(award.award().is_yearly()),
            awards::decision_id.eq(decision),
            awards::unit_id.eq(unit),
            awards::position.eq(position),
            awards::achievement.eq(""),
            awards::revoked_by.eq(""),
            awards::sort_key.eq(sort_key),
        ))
        .execute(tx.conn)?;
    Ok(())
}

/// A registration in a state of the test's choice.
fn register(app: &TestApp, year: i32, code: &str, title: &str, state: &str) -> i64 {
    app.set_up(|tx| {
        let (id, kind, sort_key): (SubjectId, _, Vec<u8>) = subjects::table
            .filter(subjects::code.eq(code))
            .select((subjects::id, subjects::kind, subjects::sort_key))
            .first(tx.conn)?;
        let (unit, _) = registrations::ops::place_on(tx.conn, id, kind, tx.today)?;
        let id: i64 = diesel::insert_into(registered::table)
            .values((
                registered::year.eq(Year(year)),
                registered::subject_id.eq(id),
                registered::unit_id.eq(unit),
                registered::award_code.eq(award(title)),
                registered::state.eq(state),
                registered::version.eq(1),
                registered::pledge.eq(""),
                registered::planned_initiative.eq(""),
                registered::note.eq(""),
                registered::reason.eq(""),
                registered::on_behalf.eq(false),
                registered::since.eq(tx.now.naive_utc()),
                registered::sort_key.eq(sort_key),
            ))
            .returning(registered::id)
            .get_result(tx.conn)?;
        tx.audit(Event::new(EventKind::RegistrationDrafted, Object::Registration(RegistrationId(id))))?;
        Ok(id)
    })
}

/// A dossier in a state of the test's choice, of a registration or without one.
fn propose(app: &TestApp, year: i32, (code, title): (&str, &str), state: &str, registration: Option<i64>, why: &str) {
    app.set_up(|tx| {
        let (id, kind, sort_key): (SubjectId, _, Vec<u8>) = subjects::table
            .filter(subjects::code.eq(code))
            .select((subjects::id, subjects::kind, subjects::sort_key))
            .first(tx.conn)?;
        let (unit, _) = registrations::ops::place_on(tx.conn, id, kind, tx.today)?;
        let id: i64 = diesel::insert_into(dossiers::table)
            .values((
                dossiers::year.eq(Year(year)),
                dossiers::subject_id.eq(id),
                dossiers::unit_id.eq(unit),
                dossiers::award_code.eq(award(title)),
                dossiers::kind.eq("merit"),
                dossiers::registration_id.eq(registration),
                dossiers::state.eq(state),
                dossiers::held_from.eq((state == "on_hold").then_some("verified")),
                dossiers::version.eq(1),
                dossiers::achievement.eq(""),
                dossiers::on_behalf.eq(false),
                dossiers::reason.eq(why),
                dossiers::mend_field.eq(""),
                dossiers::since.eq(tx.now.naive_utc()),
                dossiers::sort_key.eq(sort_key),
            ))
            .returning(dossiers::id)
            .get_result(tx.conn)?;
        tx.audit(Event::new(EventKind::DossierDrafted, Object::Dossier(DossierId(id))))
    });
}

/// Four people in QLNS and two in DT; VP has the secretary alone.
async fn department() -> (TestApp, Client) {
    let app = TestApp::new();
    for (code, unit) in [("Q1", "QLNS"), ("Q2", "QLNS"), ("Q3", "QLNS"), ("Q4", "QLNS"), ("D1", "DT"), ("D2", "DT")] {
        app.person(code, "Nguyễn Văn Nam", unit);
    }
    let secretariat = app.login("NGUYET", "VP", &[Role::Staff, Role::Secretariat]).await;
    (app, secretariat)
}

const OWN: &str = registrations::ops::OWN_AUTHORITY;

#[actix_web::test]
async fn a_higher_title_counts_under_the_lower_one_too_and_each_person_once() {
    let (app, mut reader) = department().await;
    decide(&app, OWN, 2013, "2014-01-20", &[("Q1", "LDTT"), ("Q1", "CSTDCS"), ("Q2", "CSTDCS"), ("Q3", "LDTT")]);
    register(&app, 2013, "Q1", "LDTT", "awarded");
    register(&app, 2013, "Q1", "CSTDCS", "awarded");
    register(&app, 2013, "Q2", "CSTDCS", "awarded");
    register(&app, 2013, "Q4", "LDTT", "withdrawn");
    let csv = reader.get("/progress.csv?year=2013").await;
    csv.assert_ok().assert_shows("unit_code,award_code,staff,registered,achieved,provisional,percent");
    csv.assert_shows("QLNS,LDTT,4,2,3,0,75\r\n").assert_shows("QLNS,CSTDCS,4,2,2,0,50\r\n");
    csv.assert_shows("DT,LDTT,2,0,0,0,0\r\n").assert_shows("VP,TTLDTT,1,0,0,0,0\r\n");
    csv.assert_hides("STC,TTLDTT");
    reader.get("/progress.xlsx?year=2013").await.assert_ok();
    let of_unit = reader.get("/progress/units/QLNS.csv?year=2013").await;
    of_unit.assert_shows("QLNS,LDTT,4,2,3,0,75\r\n").assert_hides("DT,");
}

#[actix_web::test]
async fn collectives_are_counted_without_the_agency_and_outside_offices() {
    let (app, mut reader) = department().await;
    decide(&app, OWN, 2013, "2014-01-20", &[("VP", "TTLDTT"), ("QLNS", "TTLDTT"), ("DT", "TTLDTT")]);
    decide(&app, "province_chairman", 2013, "2014-02-11", &[("QLNS", "TTLDXS"), ("STC", "BK_TINH"), ("Q1", "BK_TINH")]);
    let page = reader.get("/progress?year=2013").await;
    page.assert_ok().assert_shows("<a href=\"/awards?year=2013&#38;award=TTLDTT&#38;state=counted\">3/3</a>");
    page.assert_shows("<a href=\"/awards?year=2013&#38;unit=QLNS&#38;award=TTLDXS&#38;state=counted\">TTLĐXS</a>");
    page.assert_shows("Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh").assert_shows("Khen thưởng theo cấp, năm 2013");
    let authority = AwardCode::from_code("BK_TINH").unwrap().authority().authority();
    page.assert_shows(&format!("<td>{}</td>", authority.name));
}

#[actix_web::test]
async fn interim_results_are_provisional_and_no_awards() {
    let (app, mut reader) = department().await;
    app.set_up(|tx| {
        for code in ["VP", "QLNS", "DT"] {
            let unit = units::ops::by_code(tx.conn, code)?.unwrap();
            let sheet = interim_results::ops::sheet(tx.conn, Year(2014), unit)?;
            let all: Vec<String> = sheet.candidates.into_iter().map(|it| it.code).collect();
            interim_results::ops::propose(tx, Year(2014), unit, &all)?;
        }
        interim_results::ops::confirm(tx, Year(2014), None)
    });
    let page = reader.get("/progress?year=2014").await;
    let link = |award: &str| format!("/awards?year=2014&#38;award={award}&#38;state=provisional");
    page.assert_ok().assert_shows(&format!("<a href=\"{}\">3/3</a>", link("TTLDTT")));
    page.assert_shows(&format!("<a href=\"{}\">7/7</a>", link("LDTT"))).assert_shows("100,0%").assert_shows("Tạm tính");
    let csv = reader.get("/progress.csv?year=2014").await;
    csv.assert_shows("QLNS,LDTT,4,0,0,4,100\r\n").assert_shows("QLNS,TTLDTT,4,0,0,1,100\r\n");

    decide(&app, OWN, 2014, "2014-07-10", &[("Q1", "CSTDCS"), ("Q1", "LDTT")]);
    let page = reader.get("/progress?year=2014").await;
    page.assert_shows(&format!("<a href=\"{}\">7/7</a>", link("LDTT")));
    page.assert_shows("<a href=\"/awards?year=2014&#38;unit=QLNS&#38;award=LDTT&#38;state=counted\">1</a>");
}

#[actix_web::test]
async fn what_lies_with_a_higher_level_is_said_and_not_counted() {
    let (app, mut reader) = department().await;
    for code in ["Q1", "Q2", "D1", "STC"] {
        register(&app, 2013, code, "HCLD_BA", "escalated");
    }
    let page = reader.get("/progress?year=2013").await;
    page.assert_shows("Huân chương Lao động hạng Ba <span class=\"tag tag--info\">Đã trình cấp trên</span>");
    let link =
        |kind| format!("<a href=\"/registrations?year=2013&#38;award=HCLD_BA&#38;kind={kind}&#38;state=escalated\">");
    page.assert_shows(&format!("{}3</a>", link("person"))).assert_shows(&format!("{}1</a>", link("unit")));
    reader.get("/progress.csv?year=2013").await.assert_shows("QLNS,HCLD_BA,4,2,0,0,\r\n");
}

#[actix_web::test]
async fn a_revoked_award_no_longer_counts() {
    let (app, mut reader) = department().await;
    decide(&app, OWN, 2013, "2014-01-20", &[("Q1", "LDTT"), ("Q2", "LDTT")]);
    app.set_up(|tx| {
        let first = awards::table.select(awards::id).order(awards::id).first::<i64>(tx.conn)?;
        let day: chrono::NaiveDate = "2014-03-01".parse().unwrap();
        diesel::update(awards::table.find(first)).set(awards::revoked_on.eq(day)).execute(tx.conn)?;
        tx.audit(Event::new(EventKind::AwardRevoked, Object::Award(AwardId(first))))
    });
    reader.get("/progress.csv?year=2013").await.assert_shows("QLNS,LDTT,4,0,1,0,25\r\n");
}

/// Somebody of QLNS goes over to a unit that is founded that day.
fn move_to_new_unit(app: &TestApp, code: &str, from: &str) {
    let first: chrono::NaiveDate = from.parse().unwrap();
    app.set_up(|tx| {
        let new = units::ops::NewUnit {
            code: "NSHX".into(),
            name: "Phòng Quản lý ngân sách huyện, xã".into(),
            kind: thidua::domain::subject::UnitKind::Division,
            parent: None,
            sort_order: 9,
            founded_on: Some(first),
        };
        let unit = units::ops::add(tx, &new)?;
        let person = people::ops::by_code(tx.conn, code)?.unwrap();
        diesel::update(memberships::table.filter(memberships::person_id.eq(person)))
            .set(memberships::to_date.eq(first.pred_opt()))
            .execute(tx.conn)?;
        diesel::insert_into(memberships::table)
            .values((
                memberships::person_id.eq(person),
                memberships::unit_id.eq(unit),
                memberships::position.eq("Chuyên viên"),
                memberships::from_date.eq(first),
            ))
            .execute(tx.conn)?;
        diesel::update(people_table::table.find(person)).set(people_table::unit_id.eq(unit)).execute(tx.conn)?;
        tx.audit(Event::new(EventKind::PersonTransferred, Object::Person(person)))
    });
}

#[actix_web::test]
async fn an_award_counts_where_its_holder_was_when_the_year_ended() {
    let (app, mut reader) = department().await;
    move_to_new_unit(&app, "Q4", "2014-01-01");
    decide(&app, OWN, 2013, "2014-01-20", &[("Q3", "LDTT"), ("Q4", "LDTT")]);
    let csv = reader.get("/progress.csv?year=2013").await;
    csv.assert_shows("QLNS,LDTT,4,0,2,0,50\r\n").assert_hides("NSHX");
    let page = reader.get("/progress?year=2014").await;
    page.assert_shows("Mới thành lập 01/01/2014").assert_shows("1 lượt có quyết định khi");
    reader.get("/progress.csv?year=2014").await.assert_shows("NSHX,LDTT,1,").assert_shows("QLNS,LDTT,3,");
}

#[actix_web::test]
async fn numbers_lead_to_registrations_only_for_those_who_may_read_them() {
    let (app, mut secretariat) = department().await;
    let mut head = app.login("HUONG", "QLNS", &[Role::Staff, Role::UnitHead]).await;
    let mut staff = app.login("LAN", "DT", &[Role::Staff]).await;
    let mut it = app.login("QUAN", "VP", &[Role::ItAdmin]).await;
    for code in ["Q1", "D1"] {
        register(&app, 2014, code, "CSTDCS", "filed");
    }
    let of = |unit: &str| format!("/registrations?year=2014&#38;unit={unit}&#38;award=CSTDCS&#38;state=counted");
    secretariat.get("/progress").await.assert_shows(&of("QLNS")).assert_shows(&of("DT"));
    head.get("/progress").await.assert_shows(&of("QLNS")).assert_hides(&of("DT"));
    staff.get("/progress").await.assert_ok().assert_hides("/registrations?year=2014&#38;unit");
    it.get("/progress").await.assert_status(403);
    staff.get("/progress/units/KHONG").await.assert_status(404);
}

#[actix_web::test]
async fn a_units_page_tells_its_five_years() {
    let (app, mut reader) = department().await;
    decide(&app, OWN, 2010, "2011-01-20", &[("Q1", "CSTDCS")]);
    decide(&app, OWN, 2013, "2014-01-20", &[("Q1", "CSTDCS"), ("Q2", "CSTDCS"), ("Q3", "CSTDCS"), ("QLNS", "TTLDTT")]);
    let page = reader.get("/progress/units/QLNS?year=2014").await;
    page.assert_ok().assert_shows("Chiến sĩ thi đua cơ sở tăng từ 0 lên 3 người").assert_shows("75,0%");
    let collectives = reader.get("/progress?year=2013&award=TTLDTT").await;
    collectives.assert_shows("Tập thể lao động tiên tiến tăng từ 0 lên 1 tập thể");
}
