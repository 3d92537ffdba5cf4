//! Who may open what: every route with every role, compared with the table below. A new route without a row
//! fails, and so does a row without a route. SECURITY.md §4 is the source.

use std::collections::BTreeMap;

use thidua::db::Tx;
use thidua::domain::dossier::{self, report::Section};
use thidua::domain::event::Object;
use thidua::domain::ids::*;
use thidua::domain::law::AwardCode;
use thidua::domain::subject::SubjectKind;
use thidua::domain::year::Year;
use thidua::error::AppResult;
use thidua::features::council_results::ops::{self as council_results, NewResult, Voted};
use thidua::features::decisions::ops::{self as decisions, Draft};
use thidua::features::dossiers::ops::{self as dossiers, Proposal};
use thidua::features::escalations::ops as escalations;
use thidua::features::publicity::ops as publicity;
use thidua::features::registrations::ops::{self as registrations, Registering, Seen};
use thidua::features::relatives::ops as relatives;
use thidua::features::rounds::ops as rounds;
use thidua::features::unit_meetings::ops as meetings;
use thidua::web::history;

use crate::support::*;

mod certificates;
mod clusters;
mod council_meetings;
mod exports;
mod initiative_rounds;
mod intake;
mod money;
mod reach;
mod typed;

/// One letter a role, in the order of the accounts below: S staff, H head of the unit, T secretariat,
/// C council member, L head of the agency, A accountant, I IT, K auditor.
const ROLES: &[(char, &str)] = &[
    ('S', "staff"),
    ('H', "head"),
    ('T', "secretariat"),
    ('C', "council"),
    ('L', "leader"),
    ('A', "accountant"),
    ('I', "it"),
    ('K', "auditor"),
];

/// Method, route, and the roles to which it opens. Everything else answers 403 or 404. Where a route names
/// a person or a hồ sơ, it is one of the staff member's.
const TABLE: &str = include_str!("access.txt");

/// Routes that need no login, and those that belong to the session itself.
const PUBLIC: &[&str] = &[
    "GET /healthz",
    "GET /assets/{name}",
    "GET /login",
    "POST /login",
    "GET /login/code",
    "POST /login/code",
    "GET /calendar/{secret}.ics",
];
/// Ends the session that asks.
const LOGOUT: &str = "POST /logout";

struct Department {
    app: TestApp,
    clients: Vec<(char, Client)>,
}

fn registered(app: &TestApp, code: &str, award: &str) -> Seen {
    app.set_up(|tx| {
        let new = Registering {
            year: Year(2014),
            subject_code: code.into(),
            award: AwardCode::from_code(award).unwrap(),
            planned_initiative: String::new(),
            pledge: String::new(),
        };
        let id = registrations::register(tx, &new)?;
        registrations::file(tx, Seen { id, version: 1 })?;
        Ok(Seen { id, version: 2 })
    })
}

/// A short dossier of the staff member's, its report written by himself.
fn proposed(app: &TestApp, award: &str) -> DossierId {
    let staff = app.actor("staff");
    let propose = |tx: &mut Tx| {
        let new = Proposal {
            year: Year(2014),
            subject_code: "QLNS-STAFF".into(),
            award: AwardCode::from_code(award).unwrap(),
            kind: dossier::Kind::Sudden,
            movement: None,
            registration: None,
            achievement: String::new(),
        };
        let id = dossiers::propose(tx, &new)?;
        for section in Section::of(SubjectKind::Person) {
            let seen = dossiers::find(tx.conn, id)?.seen();
            dossiers::write_section(tx, seen, *section, "Đã làm", true)?;
        }
        Ok(id)
    };
    app.db.write_now(&staff, propose).unwrap()
}

/// Takes a step on a dossier as somebody.
fn moved(app: &TestApp, username: &str, id: DossierId, verb: fn(&mut Tx, dossiers::Seen) -> AppResult<()>) {
    let step = |tx: &mut Tx| {
        let seen = dossiers::find(tx.conn, id)?.seen();
        verb(tx, seen)
    };
    app.db.write_now(&app.actor(username), step).unwrap();
}

/// 1 waits for the unit, 2 for the secretariat, 3 has passed the council on its way up, 4 is on hold, 5 is a
/// draft with a file, 6 waits for the council, 7 stands in a draft decision, 8 in one that is issued, and on 9 the
/// council has voted.
async fn dossiers_of_staff(app: &TestApp) {
    let ids = ["LDTT", "CSTDCS", "BK_TINH", "GK", "GK"].map(|award| proposed(app, award));
    for id in &ids[..4] {
        moved(app, "staff", *id, dossiers::file);
    }
    for id in &ids[1..4] {
        moved(app, "head", *id, dossiers::agree);
    }
    moved(app, "secretariat", ids[2], dossiers::verify);
    moved(app, "secretariat", ids[2], |tx, seen| dossiers::mark_passed(tx, seen, "Biên bản 05/BB-HĐ"));
    moved(app, "secretariat", ids[3], |tx, seen| dossiers::hold(tx, seen, "Xem xét kỷ luật"));
    let mut staff = app.client("staff").await;
    staff.upload_to("/dossiers/5/files", "minh_chung", "a.pdf", b"%PDF-1.4").await.assert_went_to("/dossiers/5");
    app.verified("QLNS-STAFF", "BK_BO", dossier::Kind::Merit, None);
    let lines = [app.passed("QLNS-STAFF", "LDTT"), app.passed("QLNS", "TTLDTT")];
    for line in lines {
        let draft = Draft { year: Year(2014), abstract_line: "Về việc công nhận".into(), lines: vec![line] };
        app.db.write_now(&app.actor("secretariat"), |tx| decisions::draft(tx, &draft)).unwrap();
    }
    let (seen, day) = (decisions::Seen { id: DecisionId(2), version: 1 }, "2014-07-15".parse().unwrap());
    app.db.write_now(&app.actor("leader"), |tx| decisions::issue(tx, seen, "5", day)).unwrap();
    let ninth = app.verified("QLNS", "GK", dossier::Kind::Merit, None);
    let dossier = app.dossier(ninth).seen();
    let lines = vec![Voted { dossier, agree: 8, members: 9, said: Some(true), reason: String::new() }];
    let minutes_no = "05/BB-HĐ".to_owned();
    let result = NewResult { year: Year(2014), held_on: day, minutes_no, members: 9, present: 9, lines };
    app.db.write_now(&app.actor("secretariat"), |tx| council_results::record(tx, &result)).unwrap();
}

/// 1 runs, with an objection of the staff member to his own line (dossier 10), 2 is over and 3 is closed.
fn lists_shown(app: &TestApp) {
    let secretariat = app.actor("secretariat");
    for (nth, (code, award)) in
        [("QLNS-STAFF", "CSTD_TINH"), ("DT", "TTLDXS"), ("VP", "TTLDXS")].into_iter().enumerate()
    {
        let dossiers = vec![app.dossier(app.passed(code, award)).seen()];
        let new = publicity::Opening { year: Year(2014), working_days: 5, place: String::new(), dossiers };
        let id = app.db.write_now(&secretariat, |tx| publicity::open(tx, &new)).unwrap();
        if nth > 0 {
            app.end_publicity(id);
        }
    }
    let content = "Đi muộn nhiều lần".to_owned();
    let new = publicity::NewObjection { period: PublicityId(1), dossier: DossierId(10), content };
    app.db.write_now(&app.actor("staff"), |tx| publicity::raise(tx, &new)).unwrap();
    let minutes = publicity::Minutes { number: "07/BB-STC".into(), conclusion: "Giữ nguyên".into() };
    let close = |tx: &mut Tx| {
        let version = history::version(tx.conn, Object::Publicity(PublicityId(3)))?;
        publicity::close(tx, publicity::Seen { id: PublicityId(3), version }, &minutes)
    };
    app.db.write_now(&secretariat, close).unwrap();
}

/// A meeting of a unit that is not closed.
fn recorded(app: &TestApp, unit: &str) -> UnitMeetingId {
    let held_on = "2014-07-14".parse().unwrap();
    let new = meetings::New { year: Year(2014), unit_code: unit.into(), held_on, place: "Phòng họp".into() };
    app.set_up(|tx| meetings::record(tx, &new))
}

/// The dossier on which an act makes sense, and the version in which it stands.
fn dossier_of(path: &str) -> (&'static str, &'static str) {
    match path.rsplit('/').next().unwrap() {
        "verification" | "rejection" | "downgrade" | "hold" | "handover" | "receipt" => ("2", "7"),
        "resumption" => ("4", "8"),
        "edit" | "filing" | "report" | "{section}" | "files" | "{file}" | "removal" => ("5", "6"),
        _ => ("1", "6"),
    }
}

/// 1 is a draft with a part of each kind, 2 is in force.
async fn regulations(secretariat: &mut Client) {
    for (number, address) in [("12/QĐ-STC", "/regulations/1"), ("13/QĐ-STC", "/regulations/2")] {
        let regulation = [("document_no", number), ("title", "Quy chế"), ("effective_from", "01/07/2014")];
        secretariat.post("/regulations", &regulation).await.assert_went_to(address);
    }
    let two = [
        ("award", "CSTDCS:person"),
        ("clause", "initiative"),
        ("count", "2"),
        ("level", "base"),
        ("within", "award_year"),
    ];
    secretariat.post_from("/regulations/1/caps/new", "/regulations/1/criteria", &two).await.assert_status(303);
    let cap = [("award", "CSTDCS:person"), ("share", "10"), ("rounding", "floor")];
    secretariat.post_from("/regulations/1/caps/new", "/regulations/1/caps", &cap).await.assert_status(303);
    let line = [("subject", "person"), ("name", "Kết quả"), ("points", "100")];
    secretariat.post_from("/regulations/1", "/regulations/1/score-lines", &line).await.assert_status(303);
    let vote = [("award", "CSTDCS"), ("threshold", "75")];
    secretariat.post_from("/regulations/1/caps/new", "/regulations/1/vote-rules", &vote).await.assert_status(303);
    secretariat.post_from("/regulations/2", "/regulations/2/application", &[]).await.assert_status(303);
}

/// Movement 1 is launched, with a paper and a review; 2 is a draft, and so is 3, which has a paper. Pact 1 is signed and
/// has a quarter reported, 2 is a draft, 3 (of the year before) is offered. The targets are numbered with them.
async fn movements_and_pacts(app: &TestApp, secretariat: &mut Client) {
    for (name, is_launched) in [("Tăng thu", true), ("Tiết kiệm chi", false), ("Nông thôn mới", false)] {
        if is_launched {
            app.launched_movement(name)
        } else {
            app.prepared_movement(name)
        };
    }
    for movement in [1, 3] {
        let page = secretariat.upload_to(&format!("/movements/{movement}/files"), "", "a.pdf", b"%PDF-1.4").await;
        page.assert_status(303);
    }
    let mut head = app.client("head").await;
    let review = [("version", "0"), ("tasks_done", "Đã rà soát"), ("result", "Đạt 60%")];
    head.post("/movements/1/reviews/interim/QLNS", &review).await.assert_status(303);
    app.signed_pact(2014, "QLNS");
    app.drafted_pact(2014, "DT");
    app.offered_pact(2013, "QLNS");
    head.post("/pacts/1/progress/1", &[("version", "0"), ("value_4", "98")]).await.assert_status(303);
}

/// The movement, its target and its paper on which an act makes sense.
fn movement_address(path: &str) -> String {
    let act = path.rsplit('/').next().unwrap();
    let is_draft = matches!(act, "{section}" | "new" | "targets" | "edit" | "discarding" | "launching");
    let is_target = matches!(act, "{target}") || path.ends_with("{target}/removal");
    let (movement, target) = match act {
        _ if path.ends_with("{file}/removal") => ("3", "3"),
        _ if is_draft || is_target => ("2", "2"),
        _ => ("1", "1"),
    };
    let file = if movement == "3" { "2" } else { "1" };
    path.replace("{id}", movement)
        .replace("{target}", target)
        .replace("{file}", file)
        .replace("{section}", "tasks")
        .replace("{review}", "interim")
        .replace("{unit}", "QLNS")
        .replace("{kind}", "csv")
}

/// The pact on which an act makes sense.
fn pact_address(path: &str) -> String {
    let act = path.rsplit('/').next().unwrap();
    let pact = match act {
        "signing" | "withdrawal" => "3",
        "new" | "targets" | "{target}" | "removal" | "edit" | "discarding" | "offering" => "2",
        _ => "1",
    };
    path.replace("{id}", pact).replace("{target}", "5").replace("{quarter}", "1").replace("{kind}", "csv")
}

/// Report 1, on revenue, is being written, 2 is completed.
async fn reports(secretariat: &mut Client) {
    for (kind, address) in [("revenue", "/reports/1"), ("year", "/reports/2")] {
        let report = [("year", "2014"), ("kind", kind), ("month", "1")];
        secretariat.post("/reports", &report).await.assert_went_to(address);
    }
    secretariat.post_from("/reports/2", "/reports/2/completion", &[]).await.assert_went_to("/reports/2");
}

/// A conference that is planned; document 1 is a draft with a file, 2 was sent, 3 was taken back. Mail is set up with a
/// server that is not there, and the auditor has a calendar.
async fn documents(app: &TestApp, secretariat: &mut Client) {
    let conference = [
        ("year", "2014"),
        ("title", "Hội nghị cán bộ, công chức"),
        ("planned_on", "20/07/2014"),
        ("place", "Hội trường"),
        ("chair", "Trần Văn Giám"),
    ];
    secretariat.post("/conferences", &conference).await.assert_status(303);
    for name in ["Kế hoạch năm", "Hướng dẫn đăng ký", "Kế hoạch cũ"] {
        let document = [
            ("year", "2014"),
            ("kind", "plan"),
            ("issued_on", "10/07/2014"),
            ("agency", "Sở Tài chính"),
            ("abstract_line", name),
            ("content", "Nội dung"),
            ("readers", "everyone"),
        ];
        secretariat.post("/documents", &document).await.assert_status(303);
    }
    secretariat.upload_to("/documents/1/files", "", "a.pdf", b"%PDF-1.4").await.assert_went_to("/documents/1");
    secretariat.upload_to("/decisions/2/scans", "", "a.pdf", b"%PDF-1.4").await.assert_went_to("/decisions/2");
    for sent in ["/documents/2/sending", "/documents/3/sending"] {
        secretariat.post_from(sent, sent, &[]).await.assert_status(303);
    }
    let back = "/documents/3/withdrawal";
    secretariat.post_from(back, back, &[("note", "Nhầm số")]).await.assert_status(303);
    let mail = [
        ("version", "0"),
        ("host", "127.0.0.1"),
        ("port", "1"),
        ("security", "none"),
        ("sender", "thidua@stc.vn"),
        ("hour", "7"),
    ];
    app.client("it").await.post("/admin/mail", &mail).await.assert_went_to("/admin/mail");
    app.db.write_now(&app.actor("auditor"), thidua::features::calendars::ops::make).unwrap();
}

/// Of each kind one. In 1 sits the council member; in 2 also the staff member, who is in no round.
async fn councils(secretariat: &mut Client) {
    for (number, kind) in [("1/QĐ-STC", "emulation"), ("2/QĐ-STC", "initiative"), ("3/QĐ-STC", "counting_board")] {
        let council =
            [("kind", kind), ("decision_no", number), ("decided_on", "01/07/2014"), ("starts_on", "01/07/2014")];
        secretariat.post("/councils", &council).await.assert_status(303);
    }
    for (council, member) in [("1", "DT-COUNCIL"), ("2", "DT-COUNCIL"), ("2", "QLNS-STAFF")] {
        let page = format!("/councils/{council}");
        let seat = [("member", member), ("seat", "member"), ("starts_on", "01/07/2014")];
        secretariat.post_from(&page, &format!("{page}/seats"), &seat).await.assert_went_to(&page);
    }
}

/// Two initiatives that waited for it, the first also by the province.
async fn recognised(secretariat: &mut Client) {
    let base = [("version", "3"), ("level", "base"), ("decision_no", "8/QĐ-STC"), ("recognised_on", "15/07/2014")];
    for initiative in ["/initiatives/SK-2014-005", "/initiatives/SK-2014-006"] {
        secretariat.post(&format!("{initiative}/recognition"), &base).await.assert_status(303);
    }
    let provincial = [
        ("version", "4"),
        ("level", "provincial"),
        ("decision_no", "8/QĐ-UBND"),
        ("decided_on", "15/07/2014"),
        ("authority", "Chủ tịch UBND tỉnh"),
        ("confirmed_by", "Hội đồng sáng kiến tỉnh"),
        ("confirmed_on", "14/07/2014"),
        ("effect", "Giảm 3 ngày"),
    ];
    secretariat.post("/initiatives/SK-2014-005/levels", &provincial).await.assert_status(303);
}

/// An account of each role, and something of each kind to act on.
async fn department() -> Department {
    let app = TestApp::new();
    let leader = app.person("STC-001", "Trần Văn Giám", "STC");
    app.account("leader", Some(leader), &[Role::Staff, Role::Leader]);
    app.make_head_of_agency(leader);
    app.account("it", None, &[Role::ItAdmin]);
    app.account("auditor", None, &[Role::Auditor]);
    app.account("victim", None, &[Role::Auditor]);
    let factor = "INSERT INTO second_factors (account_id, secret, confirmed_at, last_step) \
                  SELECT id, 'JBSWY3DPEHPK3PXP', created_at, 0 FROM accounts WHERE username = 'victim'";
    app.execute(factor).unwrap();
    for (username, unit, role) in [
        ("staff", "QLNS", Role::Staff),
        ("head", "QLNS", Role::UnitHead),
        ("secretariat", "VP", Role::Secretariat),
        ("council", "DT", Role::CouncilMember),
        ("accountant", "VP", Role::Accountant),
    ] {
        let person = app.person(&format!("{unit}-{}", username.to_uppercase()), &format!("Lê Thị {username}"), unit);
        app.account(username, Some(person), &[Role::Staff, role]);
    }
    // 1 waits for the unit, 2 for the secretariat, 3 and 4 are accepted: one granted higher up, one here.
    registered(&app, "QLNS-STAFF", "LDTT");
    let second = registered(&app, "QLNS-STAFF", "CSTDCS");
    let third = registered(&app, "QLNS", "TTLDXS");
    let fourth = registered(&app, "QLNS", "TTLDTT");
    app.set_up(|tx| {
        registrations::agree(tx, second)?;
        registrations::accept(tx, third)?;
        registrations::accept(tx, fourth)
    });
    dossiers_of_staff(&app).await;
    lists_shown(&app);
    // A draft with the dossier that is on its way up.
    let recipient = "UBND tỉnh".to_owned();
    let draft = escalations::Draft { year: Year(2014), recipient, summary: String::new(), lines: vec![DossierId(3)] };
    app.db.write_now(&app.actor("secretariat"), |tx| escalations::draft(tx, &draft)).unwrap();
    recorded(&app, "QLNS");
    app.set_up(|tx| {
        let (subject_code, reason) = ("QLNS-STAFF".to_owned(), "Mới chuyển về".to_owned());
        let until = "2014-12-15".parse().unwrap();
        rounds::grant(tx, &rounds::Granting { year: Year(2014), subject_code, until, reason })
    });
    let mut secretariat = app.client("secretariat").await;
    let discipline = [("kind", "KHIEN_TRACH"), ("decided_on", "05/03/2013"), ("decision_no", "9/QĐ-STC")];
    let address = "/people/QLNS-STAFF/disciplines";
    secretariat.post_from(address, address, &discipline).await.assert_status(303);
    let leave = [("kind", "sick"), ("from_date", "05/03/2013"), ("to_date", "07/03/2013")];
    let address = "/people/QLNS-STAFF/leaves";
    secretariat.post_from(address, address, &leave).await.assert_status(303);
    let seen = [("document", "Nghị định 42/2010/NĐ-CP")];
    secretariat.post(&format!("/laws/entries/{CONFIRMED}/confirmation"), &seen).await.assert_status(303);
    regulations(&mut secretariat).await;
    // It begins later, so that it changes nobody's rights here.
    let taker = app.actor("staff").account.unwrap().to_string();
    let given = [
        ("scope", "review"),
        ("taker", taker.as_str()),
        ("form", "deputy"),
        ("starts_on", "01/08/2014"),
        ("ends_on", "10/08/2014"),
        ("reason", "Đi công tác"),
    ];
    app.client("head").await.post("/delegations", &given).await.assert_status(303);
    movements_and_pacts(&app, &mut secretariat).await;
    documents(&app, &mut secretariat).await;
    reports(&mut secretariat).await;
    let filter = [("name", "Đăng ký năm nay"), ("address", "/registrations?year=2014")];
    secretariat.post("/account/filters", &filter).await.assert_went_to("/registrations?year=2014");
    // 001 is a draft, 002 waits for the unit, 003 for its result to be recorded, 004 for the word of the head; 005 and 006
    // are recognised, the first by the province, and the unit uses the second. 003 is like 002, and 007 is a draft with a file.
    let mut staff = app.client("staff").await;
    let own = initiatives::by(&[("QLNS-STAFF", "100")]);
    let shared = initiatives::by(&[("QLNS-STAFF", "60"), ("QLNS-HEAD", "40")]);
    for initiative in [&own, &own, &own, &shared, &own, &own, &own] {
        staff.post("/initiatives", initiative).await.assert_status(303);
    }
    for number in [2, 3, 5, 6] {
        staff.post(&format!("/initiatives/SK-2014-00{number}/filing"), &[("version", "1")]).await.assert_status(303);
    }
    staff.upload_to("/initiatives/SK-2014-007/files", "", "a.pdf", b"%PDF-1.4").await.assert_status(303);
    let mut head = app.client("head").await;
    for number in [3, 5, 6] {
        head.post(&format!("/initiatives/SK-2014-00{number}/agreement"), &[("version", "2")]).await.assert_status(303);
    }
    recognised(&mut secretariat).await;
    let used = [("used_from", "01/07/2014"), ("effect", "Giảm 2 ngày")];
    head.post("/library/SK-2014-006/uses", &used).await.assert_status(303);
    councils(&mut secretariat).await;
    for words in ["Bản một.", "Bản hai."] {
        let (page, typed) = ("/wordings/decision", [("article_3", words)]);
        secretariat.post_from(page, page, &typed).await.assert_went_to(page);
    }
    initiative_rounds::of_all_states(&app);
    let scans = "/initiative-rounds/7/scans";
    secretariat.upload_to(scans, "", "a.pdf", b"%PDF-1.4").await.assert_went_to("/initiative-rounds/7");
    let related =
        relatives::Declaration {
            person: "QLNS-HEAD".into(), relative: "VP-SECRETARIAT".into(), relation: "vợ".into()
        };
    app.set_up(|tx| relatives::declare(tx, &related));
    let grades = thidua::features::imports::ops::table("grades").unwrap();
    let csv = "year,subject_code,grade\n2013,QLNS,HTTNV\n";
    let actor = app.actor("secretariat");
    app.db.write_now(&actor, |tx| thidua::features::imports::ops::stage(tx, grades, "x.csv", csv.as_bytes())).unwrap();
    council_meetings::of_all_states(&app, &mut secretariat).await;
    certificates::of_all_states(&app);
    money::paid_and_taken_back(&app).await;
    money::closed_month(&app);
    intake::waiting(&app);
    intake::list(&app);
    clusters::of_all_states(&app).await;
    let mut clients = Vec::new();
    for (letter, username) in ROLES {
        clients.push((*letter, app.client(username).await));
    }
    app.db
        .write_now(&app.actor("it"), |tx| {
            let head = thidua::features::account::ops::by_username(tx.conn, "head")?.unwrap();
            let wanted = [Role::Staff, Role::UnitHead, Role::Accountant].into_iter().collect();
            thidua::features::account::roles::ops::ask(tx, head, wanted, "QĐ 12/QĐ-STC")
        })
        .unwrap();
    app.db.write_now(&app.actor("staff"), |tx| thidua::features::personal_data::ops::ask(tx, "Ngày sinh")).unwrap();
    app.give_second_factor("auditor");
    app.begin_second_factor("accountant");
    Department { app, clients }
}

/// The method and path of every `.route(…)` in src/routes.rs.
fn routes() -> Vec<(String, String)> {
    let source = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/src/routes.rs")).unwrap();
    source
        .split(".route(")
        .skip(1)
        .map(|call| {
            let path = call.split('"').nth(1).unwrap().to_owned();
            let method = if call.split(".to(").next().unwrap().contains("post()") { "POST" } else { "GET" };
            (method.to_owned(), path)
        })
        .collect()
}

/// What the secretariat has compared with the official text.
const CONFIRMED: &str = "regime:R2010";

/// The draft, or the one that was sent.
fn document_of(path: &str) -> &'static str {
    let of_draft = ["edit", "files", "{file}", "removal", "sending", "discarding"];
    if of_draft.contains(&path.rsplit('/').next().unwrap()) { "1" } else { "2" }
}

/// The route with something real in place of its variables; of the files of a paper the Word file.
fn address(path: &str) -> String {
    let Some(page) = path.strip_suffix(".{format}") else { return page_address(path) };
    let address = page_address(page);
    match address.split_once('?') {
        Some((page, query)) => format!("{page}.docx?{query}"),
        None => format!("{address}.docx"),
    }
}

fn page_address(path: &str) -> String {
    let act = path.rsplit('/').next().unwrap();
    let registration = match act {
        "acceptance" | "rejection" => "2",
        _ => "1",
    };
    let initiative = match act {
        _ if path.starts_with("/initiatives/{code}/levels") => "SK-2014-005",
        "certificate" => "SK-2014-005",
        "agreement" | "return" => "SK-2014-002",
        "recognition" | "rejection" | "comparison" | "{source}" => "SK-2014-003",
        "files" | "{file}" | "removal" => "SK-2014-007",
        "confirmation" | "refusal" | "confirmation-request" | "paper-confirmation" => "SK-2014-004",
        _ => "SK-2014-001",
    };
    let regulation = if matches!(act, "end" | "withdrawal") { "2" } else { "1" };
    let entry = if act == "withdrawal" { CONFIRMED } else { "rule:LDTT:individual:R2010" };
    if path.starts_with("/movements/{id}") {
        return movement_address(path);
    }
    if path.starts_with("/clusters/{id}") {
        return clusters::address(path);
    }
    if path.starts_with("/cluster-sheets/{id}") {
        return clusters::sheet_address(path);
    }
    if path.starts_with("/initiative-rounds/{id}") {
        return initiative_rounds::address(path);
    }
    if path.starts_with("/council-meetings/{id}") {
        return council_meetings::address(path);
    }
    if path.starts_with("/certificates/") {
        return certificates::address(path);
    }
    if path.starts_with("/initiative-sheets/{id}") {
        return initiative_rounds::sheet_address(path);
    }
    if path.starts_with("/relatives/") {
        return path.replace("{person}", "QLNS-HEAD").replace("{relative}", "VP-SECRETARIAT");
    }
    if path.starts_with("/payments/{id}") {
        return money::address(path);
    }
    if path.starts_with("/pacts/{id}") {
        return pact_address(path);
    }
    if ["/revenue/entries", "/revenue/assignments"].contains(&path) {
        return format!("{path}?year=2014&line=A");
    }
    if path.starts_with("/revenue/months/{year}") {
        return money::month_address(path);
    }
    let publicity = match act {
        "closing" => "2",
        "minutes" => "3",
        _ => "1",
    };
    if path == "/publicity/{id}/objections/new" {
        return "/publicity/1/objections/new?dossier=10".into();
    }
    path.replace("{kind:csv|xlsx}", "csv")
        .replace("/reports/{year}/{kind}", "/reports/2014/half-year")
        .replace("/reports/{id}/reopening", "/reports/2/reopening")
        .replace("/statistics/{form}", "/statistics/higher")
        .replace("/statistics/codes/{regime}", "/statistics/codes/S2023")
        .replace("/revenue/entries.{kind}", "/revenue/entries.csv?year=2014&line=A")
        .replace("/revenue/assignments.{kind}", "/revenue/assignments.csv?year=2014&line=A")
        .replace("{kind}", "csv")
        .replace("/registrations/{id}", &format!("/registrations/{registration}"))
        .replace("/dossiers/{id}", &format!("/dossiers/{}", dossier_of(path).0))
        .replace("/publicity/{id}", &format!("/publicity/{publicity}"))
        .replace("{objection}", "1")
        .replace("{day}", "2014-09-02")
        .replace("{paper}", "decision")
        .replace("/documents/{id}", &format!("/documents/{}", document_of(path)))
        .replace("/regulations/{id}", &format!("/regulations/{regulation}"))
        .replace("{part}", "1")
        .replace("{seat}", "1")
        .replace("{section}", "duties")
        .replace("{guide}", "start")
        .replace("/decisions/{id}/scans", "/decisions/2/scans")
        .replace("{scan}", "1")
        .replace("{file}", "1")
        .replace("{source}", "SK-2014-002")
        .replace("{id}", "1")
        .replace("/people/{code}", "/people/QLNS-STAFF")
        .replace(
            "/library/{code}",
            if path.ends_with("withdrawal") { "/library/SK-2014-006" } else { "/library/SK-2014-005" },
        )
        .replace("/initiatives/{code}", &format!("/initiatives/{initiative}"))
        .replace("{code}", "QLNS")
        .replace("{username}", "victim")
        .replace("{year}", "2014")
        .replace("{table}", "grades")
        .replace("/laws/entries/{key}", &format!("/laws/entries/{entry}"))
        .replace("{regime}", "R2014")
        .replace("{key}", "0")
}

/// What the form carries beside its token, so that a refusal is one of rights: the version in which the
/// thing stands, a reason, the result of a recognition, the unit of a sheet.
fn fields(path: &str) -> Vec<(&'static str, &'static str)> {
    if path.starts_with("/dossiers") {
        return vec![
            ("version", dossier_of(path).1),
            ("note", "Nêu rõ chỉ tiêu"),
            ("award_code", "LDTT"),
            ("holder", "secretariat"),
            ("received_on", "15/07/2014"),
            ("content", "Đã làm"),
        ];
    }
    let version = match path.rsplit('/').next().unwrap() {
        _ if path.starts_with("/initiatives/{code}/levels") => "5",
        _ if path.starts_with("/decisions/{id}/scans") => "2",
        "acceptance" | "rejection" | "recognition" | "comparison" => "3",
        "removal" if path.starts_with("/initiatives") => "2",
        "agreement" | "return" => "2",
        _ if path.starts_with("/registrations") => "2",
        _ => "1",
    };
    vec![
        ("version", version),
        ("note", "Nêu rõ chỉ tiêu"),
        ("words", "Phần đầu trùng"),
        ("level", "base"),
        ("decision_no", "1/QĐ-STC"),
        ("recognised_on", "15/07/2014"),
        ("year", "2014"),
        ("unit", "QLNS"),
        ("dossier", "10"),
        ("side", if path == "/pacts/signing" { "agency" } else { "unit" }),
        ("up_to", "1"),
        ("text_version", "1"),
        ("author", "QLNS-HEAD"),
        ("paper", "Giấy xác nhận ngày 10/07/2014"),
    ]
}

/// Whether the answer lets somebody in: shown, gone on, or the form again.
fn opens(page: &Page) -> bool {
    !matches!(page.status.as_u16(), 400 | 403 | 404) && !page.location.starts_with("/login")
}

/// The clients before another copy of the department; each keeps the program it is served by.
fn in_front_of(app: &TestApp, clients: &[(char, Client)]) -> Vec<Client> {
    clients.iter().map(|(_, client)| client.with_db(app.db.clone())).collect()
}

#[actix_web::test]
async fn every_route_opens_to_the_roles_of_the_table_and_no_other() {
    let Department { app, mut clients } = department().await;
    let mut found = BTreeMap::new();
    let before = app.all_rows();
    // An act must not spoil the next one's answer: after one that was let in, a department as it was.
    let mut copy = TestApp::copy_of(&app);
    let mut writing = in_front_of(&copy, &clients);
    for (method, path) in routes() {
        let route = format!("{method} {path}");
        if PUBLIC.contains(&route.as_str()) || route == LOGOUT {
            continue;
        }
        let mut letters = String::new();
        for nth in 0..clients.len() {
            let letter = clients[nth].0;
            let page = if method == "GET" {
                clients[nth].1.get(&address(&path)).await
            } else {
                writing[nth].post(&address(&path), &fields(&path)).await
            };
            assert!(page.status.as_u16() < 500, "{route} as {letter}: {}", page.body);
            if opens(&page) {
                letters.push(letter);
                if method == "POST" {
                    copy = TestApp::copy_of(&app);
                    writing = in_front_of(&copy, &clients);
                }
            }
        }
        found.insert(route, letters);
    }
    // What was sent went to the copy: whoever only reads changes nothing.
    assert_eq!(app.all_rows(), before, "a GET has changed something");
    let table: String = found.iter().map(|(route, letters)| format!("{letters:<8} {route}\n")).collect();
    if std::env::var_os("WRITE_ACCESS_TABLE").is_some() {
        std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/app/access.txt"), &table).unwrap();
    }
    for (expected, is) in TABLE.lines().zip(table.lines()) {
        assert_eq!(is, expected, "who may do what has changed; the whole table is now\n{table}");
    }
    assert_eq!(
        TABLE.lines().count(),
        table.lines().count(),
        "a route without a row, or a row without a route\n{table}"
    );
}

#[actix_web::test]
async fn every_route_but_the_public_ones_needs_a_login() {
    let app = TestApp::new();
    for (method, path) in routes() {
        if PUBLIC.contains(&format!("{method} {path}").as_str()) {
            continue;
        }
        let mut stranger = app.stranger();
        let page = if method == "GET" {
            stranger.get(&address(&path)).await
        } else {
            stranger.post(&address(&path), &[]).await
        };
        let is_kept_out = page.location.starts_with("/login") || page.status.as_u16() == 403;
        assert!(is_kept_out, "{method} {path} answered {} to a stranger", page.status);
    }
}
