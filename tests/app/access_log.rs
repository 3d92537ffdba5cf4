//! Who looked at a list of people and who was refused stands in the history, and is forgotten in its time.

use chrono::Duration;
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use thidua::audit_chain::{self, Broken};
use thidua::clock::Clock;
use thidua::domain::event::{Event, EventKind, Object};
use thidua::features::audit::retention::ops::forget;
use thidua::schema::audit_entries as row;

use crate::support::*;

/// Name, address and note of entries of a kind.
fn entries(app: &TestApp, kind: &str) -> Vec<(String, String, String)> {
    let found = row::table.filter(row::event.eq(kind.to_owned())).filter(row::object_kind.eq("access"));
    app.read(|conn| found.select((row::actor_name, row::address, row::note)).load(conn))
}

fn notes(app: &TestApp, kind: &str) -> Vec<String> {
    entries(app, kind).into_iter().map(|(_, _, note)| note).collect()
}

#[actix_web::test]
async fn a_view_of_a_personal_list_is_noted_within_seconds_and_reading_stays_reading() {
    let app = TestApp::new();
    let mut head = app.login("HUONG", "QLNS", &[Role::Staff, Role::UnitHead]).await;
    let mut lan = app.login("lan", "QLNS", &[Role::Staff]).await;
    let before = app.audited().len();
    for path in ["/people", "/people?page=2&q=L", "/registrations", "/awards", "/rounds/missing/print?year=2014"] {
        head.get(path).await.assert_ok();
    }
    lan.get("/registrations").await.assert_ok();
    assert_eq!(app.audited().len(), before, "a GET writes nothing");
    head.write_access().unwrap();
    lan.write_access().unwrap();
    let lists = ["Cán bộ: /people", "Đăng ký thi đua: /registrations", "Chưa đăng ký thi đua: /rounds/missing/print"];
    assert_eq!(notes(&app, "list_viewed"), lists);
    let (who, from, _) = entries(&app, "list_viewed").remove(0);
    assert_eq!((who.as_str(), from.as_str()), ("huong", ""));
    head.write_access().unwrap();
    assert_eq!(notes(&app, "list_viewed").len(), 3, "written once");
}

#[actix_web::test]
async fn refusals_are_noted_and_what_is_not_there_at_all_is_not() {
    let app = TestApp::new();
    let mut lan = app.login("lan", "QLNS", &[Role::Staff]).await;
    lan.get("/admin/accounts").await.assert_status(403);
    lan.post("/admin/backups", &[]).await.assert_status(403);
    lan.get("/registrations/4711").await.assert_status(404);
    lan.get("/nowhere").await.assert_status(404);
    let mut stranger = app.stranger();
    stranger.get("/admin/accounts").await.assert_status(303);
    lan.write_access().unwrap();
    stranger.write_access().unwrap();
    let refused = [
        "GET /admin/accounts: không có quyền",
        "POST /admin/backups: không có quyền",
        "GET /registrations/4711: không thuộc phạm vi được xem, hoặc không có",
    ];
    assert_eq!(notes(&app, "access_refused"), refused);
    // Leadership, the auditor and IT read them, where they ask for them.
    app.account("quantri", None, &[Role::ItAdmin]);
    let mut it_admin = app.client("quantri").await;
    it_admin.get("/audit").await.assert_ok().assert_hides(refused[0]);
    it_admin.get("/audit?object=access").await.assert_ok().assert_shows(refused[0]).assert_shows("bị từ chối");
    app.account("thuky", None, &[Role::Secretariat]);
    app.client("thuky").await.get("/audit?object=access").await.assert_ok().assert_hides(refused[0]);
}

#[actix_web::test]
async fn what_cannot_be_written_waits() {
    let app = TestApp::new();
    let mut lan = app.login("lan", "QLNS", &[Role::Staff]).await;
    lan.get("/admin/accounts").await.assert_status(403);
    lan.get("/admin/backups").await.assert_status(403);
    app.execute("CREATE TRIGGER full BEFORE INSERT ON audit_entries BEGIN SELECT RAISE(ABORT, 'full'); END").unwrap();
    lan.write_access().unwrap_err();
    lan.get("/admin/health").await.assert_status(403);
    app.execute("DROP TRIGGER full").unwrap();
    lan.write_access().unwrap();
    let paths: Vec<String> =
        notes(&app, "access_refused").iter().filter_map(|note| note.split([' ', ':']).nth(1).map(Into::into)).collect();
    assert_eq!(paths, ["/admin/accounts", "/admin/backups", "/admin/health"]);
}

fn later(app: &mut TestApp, days: i64) {
    app.db.clock = Clock::shifted(app.db.clock.offset() + Duration::days(days));
}

/// One entry of access, one of a change.
fn look_and_change(app: &TestApp) {
    app.set_up(|tx| {
        tx.audit(Event::list_viewed("Cán bộ", "/people"))?;
        tx.audit(Event::new(EventKind::AgencyChanged, Object::Agency))
    });
}

fn count(app: &TestApp, kind: &str) -> usize {
    app.audited().iter().filter(|it| *it == kind).count()
}

#[actix_web::test]
async fn access_is_forgotten_after_two_years_changes_never_and_the_chain_holds() {
    let mut app = TestApp::new();
    look_and_change(&app);
    look_and_change(&app);
    let changes = count(&app, "agency_changed");
    later(&mut app, 720);
    look_and_change(&app);
    forget(&app.db).unwrap();
    assert_eq!(count(&app, "list_viewed"), 3, "not yet two years");
    later(&mut app, 30);
    let seals = || app.db.read_now(|conn| audit_chain::heads_by_month(conn, DAY_ONE, app.db.clock.now().naive_utc()));
    let before = seals().unwrap();
    forget(&app.db).unwrap();
    assert_eq!((count(&app, "list_viewed"), count(&app, "access_forgotten")), (1, 1));
    assert_eq!(count(&app, "agency_changed"), changes + 1);
    assert_eq!(seals().unwrap()[..2], before, "what was printed can still be compared");
    let head = app.db.read_now(audit_chain::verify).unwrap().unwrap();
    assert_eq!(head.id as usize, app.audited().len() + 2);
    forget(&app.db).unwrap();
    assert_eq!(count(&app, "access_forgotten"), 1, "nothing more to forget");
    // What is left of a forgotten entry holds the chain: whoever takes it out, alters it or passes off as forgotten what was
    // not breaks it.
    const FREE: &str = "DROP TRIGGER IF EXISTS forgotten_audit_entries_are_never_deleted; \
         DROP TRIGGER IF EXISTS forgotten_audit_entries_are_never_changed; \
         DROP TRIGGER IF EXISTS forgotten_audit_entries_were_access; DROP TRIGGER IF EXISTS audit_entries_are_never_deleted;";
    app.execute(FREE).unwrap();
    let hide = |event: &str, by: &str| {
        format!(
            "INSERT INTO forgotten_audit_entries SELECT id, at, hash, {by} FROM audit_entries \
             WHERE id = (SELECT MAX(id) FROM audit_entries WHERE event = '{event}'); \
             DELETE FROM audit_entries WHERE id IN (SELECT id FROM forgotten_audit_entries)"
        )
    };
    let forgetter = "(SELECT MAX(id) FROM audit_entries WHERE event = 'access_forgotten')";
    for statement in [
        "DELETE FROM forgotten_audit_entries WHERE id = (SELECT MIN(id) FROM forgotten_audit_entries)".to_owned(),
        "UPDATE forgotten_audit_entries SET hash = 'x'".to_owned(),
        "UPDATE forgotten_audit_entries SET forgotten_by = 1".to_owned(),
        hide("agency_changed", forgetter),
        hide("agency_changed", "4711"),
        hide("agency_changed", "1"),
    ] {
        let whole = TestApp::new();
        whole.go_back_to(&app);
        whole.execute(FREE).unwrap();
        whole.execute(&statement).unwrap();
        let broken = whole.db.read_now(audit_chain::verify).unwrap();
        assert!(matches!(broken, Err(Broken { .. })), "{statement}");
    }
}

const DAY_ONE: chrono::NaiveDateTime = chrono::NaiveDateTime::MIN;

#[actix_web::test]
async fn the_database_itself_lets_nothing_else_be_forgotten() {
    let mut app = TestApp::new();
    look_and_change(&app);
    later(&mut app, 400);
    look_and_change(&app);
    let forget = |kind: &str, which: &str| {
        let link = format!(
            "INSERT INTO forgotten_audit_entries SELECT id, at, hash, 1 FROM audit_entries \
             WHERE id = (SELECT {which}(id) FROM audit_entries WHERE event = '{kind}')"
        );
        app.db.keep_house_now(|conn| Ok(conn.batch_execute(&link)?))
    };
    forget("agency_changed", "MIN").unwrap_err();
    forget("list_viewed", "MAX").unwrap_err();
    let made_up = "INSERT INTO forgotten_audit_entries VALUES (5, '2001-01-01 00:00:00', 'x', 1)";
    app.db.keep_house_now(|conn| Ok(conn.batch_execute(made_up)?)).unwrap_err();
    let delete = "DELETE FROM audit_entries WHERE id = (SELECT MIN(id) FROM audit_entries WHERE event = 'list_viewed')";
    app.db.keep_house_now(|conn| Ok(conn.batch_execute(delete)?)).unwrap_err();
    // More than a year old, and access.
    forget("list_viewed", "MIN").unwrap();
    app.db.keep_house_now(|conn| Ok(conn.batch_execute(delete)?)).unwrap();
    // That nobody forgot it in so many words is seen all the same.
    app.db.read_now(audit_chain::verify).unwrap().unwrap_err();
}

#[actix_web::test]
async fn it_sets_the_time_not_below_a_year() {
    let mut app = TestApp::new();
    app.account("quantri", None, &[Role::ItAdmin]);
    app.account("kiemsoat", None, &[Role::Auditor]);
    let mut it_admin = app.client("quantri").await;
    it_admin.get("/admin/retention").await.assert_ok().assert_shows("value=\"24\"");
    let page = it_admin.post("/admin/retention", &[("version", "0"), ("access_months", "11")]).await;
    page.assert_field_error("access_months", "Số tháng phải từ 12 đến 120.").assert_shows("value=\"11\"");
    let twelve = [("version", "0"), ("access_months", "12")];
    it_admin.post("/admin/retention", &twelve).await.assert_went_to("/admin/retention");
    it_admin.post("/admin/retention", &twelve).await.assert_status(409);
    let mut auditor = app.client("kiemsoat").await;
    auditor.get("/admin/retention").await.assert_status(403);
    auditor.post("/admin/retention", &twelve).await.assert_status(403);
    look_and_change(&app);
    later(&mut app, 370);
    look_and_change(&app);
    forget(&app.db).unwrap();
    assert_eq!(count(&app, "list_viewed"), 1);
}

#[actix_web::test]
async fn seals_by_month_are_for_those_who_watch_over_the_history() {
    let mut app = TestApp::new();
    app.account("quantri", None, &[Role::ItAdmin]);
    app.account("kiemsoat", None, &[Role::Auditor]);
    app.login("lan", "QLNS", &[Role::Staff]).await;
    app.client("quantri").await.get("/audit/seals").await.assert_ok().assert_shows("Chưa có tháng nào kết thúc");
    later(&mut app, 31);
    look_and_change(&app);
    let all =
        app.db.read_now(|conn| audit_chain::heads_by_month(conn, DAY_ONE, app.db.clock.now().naive_utc())).unwrap();
    let (july, august) = (all[0].1.code(), all[1].1.code());
    for username in ["quantri", "kiemsoat"] {
        let mut client = app.client(username).await;
        client
            .get("/audit/seals")
            .await
            .assert_ok()
            .assert_shows("31/07/2014")
            .assert_shows(&july)
            .assert_hides(&august);
        client.get("/audit/seals.csv").await.assert_ok().assert_shows(&july);
    }
    app.client("lan").await.get("/audit/seals").await.assert_status(403);
}
