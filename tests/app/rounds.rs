//! The year's round: when one may register, more time, who has not, the table of the units, the ledger, reminders.

use diesel::prelude::*;
use thidua::domain::ids::*;
use thidua::domain::law::AwardCode;
use thidua::domain::year::Year;
use thidua::features::dossiers::ops::{self as dossiers, Proposal};
use thidua::features::registrations::ops::{self as registrations, Registering, Seen};
use thidua::features::years::ops::{self as years, Dates};
use thidua::schema::registrations::dsl;
use thidua::texts::{TextKind, read_here};

use crate::support::*;

struct Office {
    app: TestApp,
    staff: Client,
    head: Client,
    secretariat: Client,
}

async fn office_on(day: &str) -> Office {
    let app = TestApp::on(day);
    let staff = app.login("LAN", "QLNS", &[Role::Staff]).await;
    let head = app.login("HUONG", "QLNS", &[Role::Staff, Role::UnitHead]).await;
    let secretariat = app.login("NGUYET", "VP", &[Role::Staff, Role::Secretariat]).await;
    app.login("THU", "VP", &[Role::Staff, Role::Secretariat]).await;
    Office { app, staff, head, secretariat }
}

fn award(code: &str) -> AwardCode {
    AwardCode::from_code(code).unwrap()
}

fn day(text: &str) -> chrono::NaiveDate {
    text.parse().unwrap()
}

/// The round of 2014 from one day to another.
fn set_round(app: &TestApp, opens: &str, due: &str) {
    app.set_up(|tx| {
        let mut dates: Dates = years::dates(tx.conn, Year(2014))?;
        dates.registration_opens_on = opens.parse().ok();
        dates.registration_due_on = day(due);
        let object = thidua::domain::event::Object::Year(Year(2014));
        let version = thidua::web::history::version(tx.conn, object)?;
        years::change(tx, Year(2014), version, &dates)
    });
}

fn registering(subject_code: &str, award_code: &str) -> Registering {
    Registering {
        year: Year(2014),
        subject_code: subject_code.into(),
        award: award(award_code),
        planned_initiative: "Đối chiếu sổ tự động".into(),
        pledge: String::new(),
    }
}

/// Sent in on time, whatever the round is now.
fn filed(app: &TestApp, subject_code: &str, award_code: &str) -> RegistrationId {
    let due = app.db.read_now(|conn| years::find(conn, Year(2014))).unwrap().registration_due_on;
    app.set_up(|tx| {
        years::set_registration_due(tx, Year(2014), Year(2014).end())?;
        let id = registrations::register(tx, &registering(subject_code, award_code))?;
        registrations::file(tx, Seen { id, version: 1 })?;
        years::set_registration_due(tx, Year(2014), due)?;
        Ok(id)
    })
}

fn accepted(app: &TestApp, subject_code: &str, award_code: &str) -> RegistrationId {
    let id = filed(app, subject_code, award_code);
    app.set_up(|tx| {
        if registrations::find(tx.conn, id)?.facts.state == thidua::domain::registration::State::Filed {
            registrations::agree(tx, Seen { id, version: 2 })?;
        }
        let version = registrations::find(tx.conn, id)?.version;
        registrations::accept(tx, Seen { id, version })
    });
    id
}

fn proposed(app: &TestApp, subject_code: &str, award_code: &str, registration: Option<RegistrationId>) -> DossierId {
    app.set_up(|tx| {
        let new = Proposal {
            year: Year(2014),
            subject_code: subject_code.into(),
            award: award(award_code),
            kind: thidua::domain::dossier::Kind::Merit,
            movement: None,
            registration,
            achievement: String::new(),
        };
        dossiers::propose(tx, &new)
    })
}

const OF_STAFF: [(&str, &str); 3] = [("year", "2014"), ("subject_code", "QLNS-LAN"), ("award_code", "LDTT")];

#[actix_web::test]
async fn nobody_registers_before_the_first_day_nor_after_the_last() {
    let Office { mut app, mut staff, .. } = office_on("2014-02-28").await;
    set_round(&app, "2014-03-01", "2014-03-31");
    let page = staff.post("/registrations", &OF_STAFF).await;
    let early = "Chưa đến ngày bắt đầu đăng ký năm 2014 (01/03/2014). Đợi đến ngày đó.";
    page.assert_field_error("award_code", early);
    for (day, name, is_taken) in [("2014-03-01", "MOT", true), ("2014-03-31", "HAI", true), ("2014-04-01", "BA", false)]
    {
        app.move_to(day);
        let mut staff = app.login(name, "QLNS", &[Role::Staff]).await;
        let code = format!("QLNS-{name}");
        let fields = [("year", "2014"), ("subject_code", code.as_str()), ("award_code", "LDTT")];
        let page = staff.post("/registrations", &fields).await;
        if is_taken {
            let address = page.location.strip_suffix("/filing").expect(&page.body);
            staff.post(&format!("{address}/filing"), &[("version", "1")]).await.assert_status(303);
            staff.post(&format!("{address}/withdrawal"), &[("version", "2")]).await.assert_status(303);
        } else {
            let late = "Đã hết hạn đăng ký năm 2014 (31/03/2014). Hỏi thường trực hội đồng.";
            page.assert_field_error("award_code", late);
        }
    }
}

#[actix_web::test]
async fn what_was_sent_is_taken_back_only_before_the_round_ends() {
    let Office { app, mut staff, mut secretariat, .. } = office_on("2014-12-05").await;
    let id = filed(&app, "QLNS-LAN", "LDTT");
    let address = format!("/registrations/{id}");
    staff.get(&address).await.assert_hides("Rút đăng ký");
    let page = staff.post(&format!("{address}/withdrawal"), &[("version", "2")]).await;
    page.assert_status(422).assert_shows("Đã hết hạn đăng ký năm 2014 (30/11/2014), không rút được nữa.");
    // Whoever was given more time still may.
    grant(&mut secretariat, "QLNS-LAN", "10/12/2014").await.assert_status(303);
    staff.post(&format!("{address}/withdrawal"), &[("version", "2")]).await.assert_went_to(&address);
}

#[actix_web::test]
async fn a_draft_is_given_up_at_any_time() {
    let Office { mut app, mut staff, .. } = office_on("2014-11-30").await;
    let saved = staff.post("/registrations", &OF_STAFF).await;
    let address = saved.location.strip_suffix("/filing").unwrap().to_owned();
    app.move_to("2014-12-05");
    let mut staff = app.client("lan").await;
    staff.post(&format!("{address}/filing"), &[("version", "1")]).await.assert_status(422);
    staff.post(&format!("{address}/withdrawal"), &[("version", "1")]).await.assert_went_to(&address);
}

async fn grant(client: &mut Client, code: &str, until: &str) -> Page {
    let fields = [("year", "2014"), ("subject_code", code), ("until", until), ("reason", "Mới chuyển về")];
    client.post("/rounds/extensions", &fields).await
}

#[actix_web::test]
async fn more_time_is_given_to_a_person_or_a_unit_until_a_day_and_taken_back_with_a_reason() {
    let Office { app, mut staff, mut head, mut secretariat } = office_on("2014-12-05").await;
    staff.post("/registrations", &OF_STAFF).await.assert_status(422);
    grant(&mut secretariat, "qlns", "06/12/2014").await.assert_went_to("/rounds/extensions?year=2014");
    secretariat
        .get("/rounds/extensions?year=2014")
        .await
        .assert_shows("Phòng Quản lý ngân sách và toàn bộ cán bộ")
        .assert_shows("nguyet, 05/12/2014");
    // The unit's time is its people's.
    staff.post("/registrations", &OF_STAFF).await.assert_status(303);
    head.post("/registrations", &[("year", "2014"), ("subject_code", "QLNS"), ("award_code", "TTLDTT")])
        .await
        .assert_status(303);
    let there = "Phòng Quản lý ngân sách đang được gia hạn. Thu hồi lần gia hạn đó trước.";
    grant(&mut secretariat, "QLNS", "07/12/2014").await.assert_field_error("subject_code", there);
    let page = secretariat.post("/rounds/extensions/1/withdrawal", &[("note", "")]).await;
    page.assert_field_error("note", "Nêu lý do thu hồi, ví dụ gia hạn nhầm người.");
    let page = secretariat.post("/rounds/extensions/1/withdrawal", &[("note", "Nhầm đơn vị")]).await;
    page.assert_went_to("/rounds/extensions?year=2014");
    secretariat.post("/rounds/extensions/1/withdrawal", &[("note", "Lần nữa")]).await.assert_status(409);
    secretariat.get("/rounds/extensions.csv?year=2014").await.assert_shows("Nhầm đơn vị");
    let other = [("year", "2014"), ("subject_code", "QLNS-LAN"), ("award_code", "CSTDCS")];
    staff.post("/registrations", &other).await.assert_status(422);
    for kind in ["registration_extended", "registration_extension_withdrawn"] {
        assert!(app.audited().iter().any(|audited| audited == kind), "{kind}");
    }
}

#[actix_web::test]
async fn time_that_ran_out_makes_room_for_more() {
    let Office { mut app, mut secretariat, .. } = office_on("2014-12-05").await;
    grant(&mut secretariat, "QLNS-LAN", "06/12/2014").await.assert_status(303);
    app.move_to("2014-12-07");
    let mut staff = app.client("lan").await;
    staff.post("/registrations", &OF_STAFF).await.assert_status(422);
    // A colleague's: the first one's form has been carried out once.
    let mut secretariat = app.client("thu").await;
    grant(&mut secretariat, "QLNS-LAN", "08/12/2014").await.assert_status(303);
    staff.post("/registrations", &OF_STAFF).await.assert_status(303);
}

#[actix_web::test]
async fn more_time_must_be_more_and_for_somebody_and_is_the_secretariats_to_give() {
    let Office { mut head, mut secretariat, .. } = office_on("2014-07-15").await;
    let more = "Ngày gia hạn phải từ 01/12/2014 đến 31/12/2015.";
    grant(&mut secretariat, "QLNS-LAN", "30/11/2014").await.assert_field_error("until", more);
    let nobody = "Không có cán bộ hoặc đơn vị mang mã này. Kiểm tra lại mã.";
    grant(&mut secretariat, "KHONG-CO", "05/12/2014").await.assert_field_error("subject_code", nobody);
    let page = secretariat.post("/rounds/extensions", &[("year", "2014"), ("subject_code", "QLNS-LAN")]).await;
    page.assert_field_error("until", "Chưa nhập ngày gia hạn. Nhập ngày/tháng/năm, ví dụ 05/09/2014.");
    page.assert_field_error("reason", "Nêu lý do gia hạn, ví dụ mới chuyển công tác về.");
    grant(&mut head, "QLNS-LAN", "05/12/2014").await.assert_status(403);
    head.get("/rounds/extensions").await.assert_status(403);
}

#[actix_web::test]
async fn who_has_not_registered_is_named_unit_by_unit() {
    let Office { app, mut staff, mut head, mut secretariat } = office_on("2014-07-15").await;
    filed(&app, "QLNS-HUONG", "LDTT");
    filed(&app, "QLNS", "TTLDTT");
    staff.post("/registrations", &OF_STAFF).await.assert_status(303);
    let page = head.get("/rounds/missing").await;
    page.assert_shows("Nguyễn Thị LAN").assert_shows("Còn nháp, chưa gửi").assert_hides("Nguyễn Thị THU");
    page.assert_hides("Nguyễn Thị HUONG<").assert_hides("Tập thể Phòng Quản lý ngân sách");
    // A head sees his own unit, whatever he asks for.
    head.get("/rounds/missing?unit=VP").await.assert_hides("Nguyễn Thị THU");
    let page = secretariat.get("/rounds/missing?year=2014").await;
    page.assert_shows("Nguyễn Thị THU").assert_shows("1/2").assert_shows("Tập thể Văn phòng Sở");
    secretariat.get("/rounds/missing?unit=QLNS").await.assert_shows("1 cá nhân, tập thể của Phòng Quản lý ngân sách");
    let csv = secretariat.get("/rounds/missing.csv?unit=QLNS").await;
    csv.assert_shows("2014,QLNS-LAN,Nguyễn Thị LAN,QLNS,Chuyên viên,\"Còn nháp, chưa gửi\",")
        .assert_hides("QLNS-HUONG");
    head.get("/rounds/missing/print").await.assert_shows("Chưa đăng ký thi đua năm 2014 của Phòng Quản lý ngân sách");
    head.get("/").await.assert_shows("Nhắc 1 người của đơn vị chưa đăng ký").assert_shows("Hạn 30/11/2014");
    staff.get("/rounds/missing").await.assert_status(403);
    secretariat.get("/rounds/missing?unit=KHONG-CO").await.assert_status(404);
}

#[actix_web::test]
async fn the_table_counts_what_its_links_list() {
    let Office { app, mut head, mut secretariat, .. } = office_on("2014-07-15").await;
    filed(&app, "QLNS-LAN", "LDTT");
    filed(&app, "QLNS-LAN", "CSTDCS");
    filed(&app, "QLNS-HUONG", "CSTDCS");
    filed(&app, "VP-THU", "LDTT");
    // A draft and what was taken back do not count.
    let withdrawn = filed(&app, "VP-NGUYET", "LDTT");
    app.set_up(|tx| {
        registrations::withdraw(tx, Seen { id: withdrawn, version: 2 })?;
        registrations::register(tx, &registering("VP-NGUYET", "CSTDCS"))
    });
    let page = secretariat.get("/rounds/summary?year=2014").await;
    for (link, n) in [
        ("?year=2014&#38;unit=QLNS&#38;award=CSTDCS&#38;state=sent", 2),
        ("?year=2014&#38;unit=QLNS&#38;award=LDTT&#38;state=sent", 1),
        ("?year=2014&#38;unit=QLNS&#38;state=sent", 3),
        ("?year=2014&#38;award=LDTT&#38;state=sent", 2),
        ("?year=2014&#38;state=sent", 4),
    ] {
        page.assert_shows(&format!("<a href=\"/registrations{link}\">{n}<span"));
        let list = secretariat.get(&format!("/registrations{}", link.replace("&#38;", "&"))).await;
        assert_eq!(list.body.matches("<td role=\"cell\" data-label=\"Danh hiệu\">").count(), n, "{link}");
        let csv = secretariat.get(&format!("/registrations.csv{}", link.replace("&#38;", "&"))).await;
        assert_eq!(csv.body.trim().lines().count() - 1, n, "{link}");
    }
    let own = head.get("/rounds/summary?unit=VP").await;
    own.assert_shows("3 đăng ký của Phòng Quản lý ngân sách").assert_hides("Văn phòng Sở");
    secretariat
        .get("/rounds/summary.csv")
        .await
        .assert_shows("2014,QLNS,Phòng Quản lý ngân sách,CSTDCS,Chiến sĩ thi đua cơ sở,2");
    let paper = secretariat.get("/rounds/summary/print").await;
    paper.assert_shows("BẢNG TỔNG HỢP").assert_shows("Tổng cộng").assert_shows("print-sign");
    let docx = secretariat.get("/rounds/summary/print.docx").await;
    let text = read_here(TextKind::Docx, &docx.bytes).unwrap();
    for words in ["BẢNG TỔNG HỢP", "A. CÁ NHÂN", "Nguyễn Thị THU", "Chuyên viên", "Đối chiếu sổ tự động"]
    {
        assert!(text.contains(words), "{words} is missing in {text}");
    }
    // As many as the table counts: no draft, and nothing that was taken back.
    assert_eq!(text.matches("Đối chiếu sổ tự động").count(), 4, "{text}");
    assert!(!text.contains("Nguyễn Thị NGUYET"), "{text}");
    head.get("/rounds/summary/print").await.assert_shows("Nguyễn Thị LAN").assert_hides("Nguyễn Thị THU");
}

#[actix_web::test]
async fn the_ledger_says_what_came_of_each_registration_or_why_nothing_did() {
    let Office { app, mut staff, mut head, mut secretariat } = office_on("2014-12-05").await;
    app.person("QLNS-003", "Trần Văn Ba", "QLNS");
    let refused = accepted(&app, "QLNS-LAN", "CSTDCS");
    let dossier = proposed(&app, "QLNS-LAN", "CSTDCS", Some(refused));
    app.set_up(|tx| {
        diesel::update(thidua::schema::dossiers::table.find(dossier))
            .set((
                thidua::schema::dossiers::state.eq("rejected"),
                thidua::schema::dossiers::reason.eq("Chưa có sáng kiến."),
            ))
            .execute(tx.conn)?;
        let event = thidua::domain::event::EventKind::DossierRejected;
        tx.audit(thidua::domain::event::Event::new(event, thidua::domain::event::Object::Dossier(dossier)))
    });
    accepted(&app, "QLNS-003", "LDTT");
    proposed(&app, "QLNS-003", "GK", None);
    filed(&app, "VP-THU", "LDTT");
    achieved(&app, "VP-NGUYET", "LDTT");
    let page = secretariat.get("/rounds/ledger?year=2014").await;
    page.assert_shows("5 đăng ký, đề nghị năm 2014").assert_shows("Chưa có sáng kiến.").assert_shows("7/QĐ-STC");
    let csv = secretariat.get("/rounds/ledger.csv?year=2014").await;
    for row in [
        "2014,QLNS-LAN,Nguyễn Thị LAN,QLNS,CSTDCS,CSTDCS,Không đạt,,,not_achieved,Chưa có sáng kiến.",
        "2014,QLNS-003,Trần Văn Ba,QLNS,LDTT,,,,,not_proposed,Chưa có hồ sơ đề nghị.",
        "2014,QLNS-003,Trần Văn Ba,QLNS,,GK,Nháp,,,running,",
        "2014,VP-THU,Nguyễn Thị THU,VP,LDTT,,,,,running,",
        "2014,VP-NGUYET,Nguyễn Thị NGUYET,VP,LDTT,,,LDTT,7/QĐ-STC,achieved,",
    ] {
        csv.assert_shows(row);
    }
    let filtered = secretariat.get("/rounds/ledger?year=2014&outcome=not_achieved").await;
    filtered.assert_shows("1 đăng ký, đề nghị năm 2014").assert_hides("Trần Văn Ba");
    head.get("/rounds/ledger?unit=VP").await.assert_shows("Trần Văn Ba").assert_hides("Nguyễn Thị THU");
    head.get("/rounds/ledger/print").await.assert_shows("SỔ THEO DÕI").assert_shows("Không đạt: Chưa có sáng kiến.");
    staff.get("/rounds/ledger").await.assert_status(403);
}

/// Registered, and granted by decision 7/QĐ-STC.
fn achieved(app: &TestApp, subject_code: &str, award_code: &str) {
    let registration = accepted(app, subject_code, award_code);
    let subject = app.db.read_now(|conn| Ok(registrations::find(conn, registration)?.facts)).unwrap();
    app.set_up(|tx| {
        diesel::sql_query(
            "INSERT INTO decisions (id, authority, own, year, abstract_line, state, version, number, decided_on, \
             signer_name, signer_position, since) VALUES (1, 'department_director', 1, 2014, 'x', 'issued', 1, \
             '7/QĐ-STC', '2014-12-01', '', '', '2014-12-01 10:00:00')",
        )
        .execute(tx.conn)?;
        diesel::sql_query(
            "INSERT INTO awards (subject_id, award_code, year, yearly, decision_id, registration_id, unit_id, position, \
             achievement, revoked_by, sort_key) VALUES (?, ?, 2014, 1, 1, ?, ?, '', '', '', x'00')",
        )
        .bind::<diesel::sql_types::BigInt, _>(subject.subject)
        .bind::<diesel::sql_types::Text, _>(award_code)
        .bind::<diesel::sql_types::BigInt, _>(registration)
        .bind::<diesel::sql_types::BigInt, _>(subject.unit)
        .execute(tx.conn)?;
        registrations::mark_awarded(tx, registration)
    });
}

#[actix_web::test]
async fn who_registers_again_is_shown_what_came_of_the_year_before() {
    let Office { mut app, mut secretariat, .. } = office_on("2014-12-05").await;
    achieved(&app, "QLNS-LAN", "LDTT");
    secretariat.post("/years", &[("year", "2015")]).await.assert_status(303);
    app.move_to("2015-01-20");
    let mut staff = app.client("lan").await;
    let words = "Nguyễn Thị LAN: đăng ký Lao động tiên tiến; đạt Lao động tiên tiến, 7/QĐ-STC.";
    staff.get("/registrations/new?year=2015").await.assert_shows(words);
    // Somebody else's is not shown, whatever code is sent.
    let mut head = app.client("huong").await;
    let fields = [("year", "2015"), ("subject_code", "QLNS-LAN"), ("award_code", "")];
    head.post("/registrations", &fields).await.assert_status(422).assert_hides(words);
}

#[actix_web::test]
async fn reminders_name_what_lies_still_and_how_long() {
    let Office { mut app, .. } = office_on("2014-12-01").await;
    app.person("QLNS-003", "Trần Văn Ba", "QLNS");
    accepted(&app, "QLNS-LAN", "CSTDCS");
    accepted(&app, "QLNS-003", "LDTT");
    accepted(&app, "VP-THU", "LDTT");
    let late = proposed(&app, "VP-THU", "GK", None);
    let waits = proposed(&app, "QLNS-003", "GK", None);
    proposed(&app, "QLNS-HUONG", "LDTT", None);
    app.set_up(|tx| {
        let dossiers = thidua::schema::dossiers::table;
        use thidua::schema::dossiers::{due_on, state};
        diesel::update(dossiers.find(late))
            .set((state.eq("returned"), due_on.eq(day("2014-12-03"))))
            .execute(tx.conn)?;
        diesel::update(dossiers.find(waits)).set((state.eq("filed"), due_on.eq(day("2014-12-08")))).execute(tx.conn)?;
        let event = thidua::domain::event::EventKind::DossierReturned;
        tx.audit(thidua::domain::event::Event::new(event, thidua::domain::event::Object::Dossier(late)))
    });
    app.move_to("2014-12-05");
    let (mut staff, mut head) = (app.client("lan").await, app.client("huong").await);
    let mut secretariat = app.client("nguyet").await;
    let csv = secretariat.get("/rounds.csv?year=2014").await;
    for row in [
        "2014,QLNS,meeting_missing,Phòng Quản lý ngân sách,,,2014-12-10",
        "2014,VP,meeting_missing,Văn phòng Sở,,,2014-12-10",
        "2014,QLNS,dossier_missing,Nguyễn Thị LAN,CSTDCS,2014-12-01,2014-12-10",
        "2014,QLNS,dossier_missing,Trần Văn Ba,LDTT,2014-12-01,2014-12-10",
        "2014,VP,dossier_missing,Nguyễn Thị THU,LDTT,2014-12-01,2014-12-10",
        "2014,QLNS,dossier_draft,Nguyễn Thị HUONG,LDTT,2014-12-01,2014-12-10",
        "2014,QLNS,unit_review,Trần Văn Ba,GK,2014-12-01,2014-12-08",
        "2014,VP,returned_late,Nguyễn Thị THU,GK,2014-12-01,2014-12-03",
    ] {
        csv.assert_shows(row);
    }
    assert_eq!(csv.body.trim().lines().count(), 9, "{}", csv.body);
    let page = secretariat.get("/rounds").await;
    page.assert_shows("8 việc năm 2014").assert_shows("01/12/2014, đã 4 ngày").assert_shows("Quá hạn");
    secretariat.get("/rounds?kind=returned_late").await.assert_shows("1 việc năm 2014").assert_hides("Trần Văn Ba");
    head.get("/rounds").await.assert_shows("Nguyễn Thị LAN").assert_hides("Nguyễn Thị THU");
    let paper = secretariat.get("/rounds/print").await;
    paper.assert_shows("Phòng Quản lý ngân sách: 5 việc").assert_shows("Chưa có hồ sơ đề nghị: 3");
    paper.assert_shows("/rounds/print.docx?year=2014");
    staff.get("/rounds").await.assert_status(403);
    secretariat.get("/").await.assert_shows("href=\"/rounds\"");
}

#[actix_web::test]
async fn units_are_reminded_to_meet_and_to_write_only_when_the_time_has_come() {
    let Office { app, mut secretariat, .. } = office_on("2014-07-15").await;
    accepted(&app, "QLNS-LAN", "CSTDCS");
    let page = secretariat.get("/rounds").await;
    page.assert_shows("Không có việc nào cần nhắc").assert_shows("Từ ngày 26/10/2014 nhắc thêm");
}

#[actix_web::test]
async fn the_author_reads_where_his_own_lies_and_how_long() {
    let Office { mut app, .. } = office_on("2014-07-15").await;
    let id = filed(&app, "QLNS-LAN", "LDTT");
    let since: chrono::NaiveDateTime = app.read(|conn| dsl::registrations.find(id).select(dsl::since).first(conn));
    assert_eq!(since.date(), day("2014-07-15"));
    app.move_to("2014-07-18");
    let mut staff = app.client("lan").await;
    staff.get("/").await.assert_shows("Đang ở Trưởng đơn vị, từ 15/07/2014, đã 3 ngày.");
}
