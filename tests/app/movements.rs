//! Movements: prepared part by part, launched once by a leader, amended with a reason, reviewed by each unit.

use diesel::prelude::*;
use thidua::domain::ids::*;
use thidua::features::movements::ops;
use thidua::schema::{audit_entries, movement_units, units};
use thidua::texts::{TextKind, read_here};

use crate::support::*;

const MOVEMENT: [(&str, &str); 8] = [
    ("year", "2014"),
    ("name", "Thi đua hoàn thành dự toán thu"),
    ("origin", "own"),
    ("launched_by", "Giám đốc Sở Tài chính"),
    ("document_number", "12/KH-STC"),
    ("starts_on", "05/01/2014"),
    ("ends_on", "31/12/2014"),
    ("aims", "Thu đạt dự toán.\nKhông nợ đọng."),
];

fn with<'f>(changed: &[(&'f str, &'f str)]) -> Vec<(&'f str, &'f str)> {
    let kept = MOVEMENT.iter().copied().filter(|(name, _)| !changed.iter().any(|(other, _)| other == name));
    kept.chain(changed.iter().copied()).collect()
}

async fn secretariat(app: &TestApp) -> Client {
    app.login("NGUYET", "VP", &[Role::Staff, Role::Secretariat]).await
}

async fn director(app: &TestApp) -> Client {
    app.login("GIAM", "STC", &[Role::Staff, Role::Leader]).await
}

fn version(app: &TestApp, id: MovementId) -> String {
    app.db.read_now(|conn| ops::find(conn, id)).unwrap().version.to_string()
}

fn participants(app: &TestApp, id: MovementId) -> i64 {
    app.read(|conn| movement_units::table.filter(movement_units::movement_id.eq(id)).count().get_result(conn))
}

/// The reasons noted of one kind of event.
fn notes(app: &TestApp, kind: &str) -> Vec<String> {
    let of_kind = audit_entries::table.filter(audit_entries::event.eq(kind)).order(audit_entries::id);
    app.read(|conn| of_kind.select(audit_entries::note).load(conn))
}

#[actix_web::test]
async fn a_movement_is_prepared_part_by_part_and_launched_to_every_unit_of_the_day() {
    let app = TestApp::new();
    let (mut secretariat, mut director) = (secretariat(&app).await, director(&app).await);
    secretariat.get("/movements/new").await.assert_ok();
    secretariat.post("/movements", &MOVEMENT).await.assert_went_to("/movements/1");
    secretariat.get("/movements/1/edit").await.assert_ok().assert_shows("value=\"05/01/2014\"");
    let changed = with(&[("document_number", "13/KH-STC"), ("version", "1")]);
    secretariat.post("/movements/1", &changed).await.assert_went_to("/movements/1");
    let section = |name: &str| format!("/movements/1/sections/{name}");
    let tasks =
        [("content_1", "Rà soát nguồn thu"), ("unit_1", "QLNS"), ("due_1", "30/09/2014"), ("content_3", "Đăng ký")];
    secretariat.post_from(&section("tasks"), &section("tasks"), &tasks).await.assert_went_to("/movements/1");
    let criteria = [("criteria_units", "Đạt chỉ tiêu"), ("criteria_people", "Không trễ hạn")];
    secretariat.post_from(&section("criteria"), &section("criteria"), &criteria).await.assert_status(303);
    let plan = [("award_1", "GK:unit"), ("most_1", "3"), ("words", "Xét khi tổng kết")];
    secretariat.post_from(&section("plan"), &section("plan"), &plan).await.assert_status(303);
    secretariat.post_from(&section("units"), &section("units"), &[("which", "all")]).await.assert_status(303);
    let target = [("indicator", "Tổng thu"), ("source", "total_revenue"), ("goal", "4.250"), ("due", "31/12/2014")];
    let page = secretariat.post_from("/movements/1/targets/new", "/movements/1/targets", &target).await;
    page.assert_went_to("/movements/1#chi-tieu");
    let page = secretariat.get("/movements/1").await;
    page.assert_shows("13/KH-STC").assert_shows("Giấy khen").assert_shows("nhiều nhất 3").assert_shows("4.250 tỷ đồng");
    page.assert_shows("Đạt chỉ tiêu")
        .assert_hides("Chưa làm</span></p>\n    <p class=\"task-list__act\"><a href=\"/movements/1/sections/tasks");

    director.get("/movements/1/launching").await.assert_ok().assert_shows("3 đơn vị: Văn phòng Sở");
    let launch = [("version", version(&app, MovementId(1)))];
    let launch = launch.each_ref().map(|(name, value)| (*name, value.as_str()));
    director.post("/movements/1/launching", &launch).await.assert_went_to("/movements/1");
    assert_eq!(participants(&app, MovementId(1)), 3);
    director.get("/movements/1").await.assert_shows("Đang diễn ra").assert_shows("phát động phong trào");
    let csv = secretariat.get("/movements.csv?year=2014&state=running").await;
    csv.assert_shows("year,name,launched_by,document_number,starts_on,ends_on,aims,state,higher_document");
    csv.assert_shows("2014-01-05");
    secretariat.get("/movements.xlsx").await.assert_ok();
    secretariat.get("/movements?state=over").await.assert_shows("Không có phong trào nào khớp với bộ lọc.");
    assert_eq!(notes(&app, "movement_launched"), ["Thi đua hoàn thành dự toán thu, 3 đơn vị tham gia."]);
}

#[actix_web::test]
async fn the_second_click_on_launch_is_told_who_launched_it_and_when() {
    let app = TestApp::new();
    let id = app.launched_movement("Tăng thu");
    let mut director = director(&app).await;
    let at = version(&app, id);
    let page = director.post(&format!("/movements/{id}/launching"), &[("version", &at)]).await;
    page.assert_status(409).assert_shows("Đồng chí Lệnh tại máy chủ đã phát động phong trào này lúc");
    assert_eq!(app.audited().iter().filter(|kind| *kind == "movement_launched").count(), 1);
}

#[actix_web::test]
async fn only_the_secretariat_prepares_only_a_leader_launches_and_drafts_are_not_shown_to_staff() {
    let app = TestApp::new();
    let id = app.prepared_movement("Tăng thu");
    let (mut staff, mut head) = (
        app.login("LAN", "QLNS", &[Role::Staff]).await,
        app.login("HOA", "QLNS", &[Role::Staff, Role::UnitHead]).await,
    );
    let (mut secretariat, mut director) = (secretariat(&app).await, director(&app).await);
    for client in [&mut staff, &mut head] {
        client.get("/movements").await.assert_ok().assert_hides("Tăng thu").assert_hides("Thêm phong trào");
        client.get(&format!("/movements/{id}")).await.assert_status(404);
        client.post("/movements", &MOVEMENT).await.assert_status(403);
        client.post(&format!("/movements/{id}/launching"), &[("version", "3")]).await.assert_status(403);
    }
    secretariat.post(&format!("/movements/{id}/launching"), &[("version", "3")]).await.assert_status(403);
    director.post("/movements", &MOVEMENT).await.assert_status(403);
    director.post(&format!("/movements/{id}/discarding"), &[("version", "3")]).await.assert_status(403);
    app.account("quantri", None, &[Role::ItAdmin]);
    app.client("quantri").await.get("/movements").await.assert_status(403);
    app.launched_movement("Nước rút");
    staff.get("/movements").await.assert_shows("Nước rút");
    staff.get("/movements?year=2013").await.assert_shows("Chưa ghi phong trào nào của năm 2013.");
    staff.get("/movements/2").await.assert_ok().assert_hides("Điều chỉnh");
    staff.get("/movements/2/print").await.assert_ok().assert_shows("KẾ HOẠCH").assert_shows("Rà soát nguồn thu");
    let docx = staff.get("/movements/2/print.docx").await;
    let text = read_here(TextKind::Docx, &docx.bytes).unwrap();
    for words in ["KẾ HOẠCH", "Phát động Nước rút", "Rà soát nguồn thu", "TỔ CHỨC THỰC HIỆN", "- Lưu: VT, VP."]
    {
        assert!(text.contains(words), "{words} in {text}");
    }
    staff.get("/movements/1/print.docx").await.assert_status(404);
    staff.get("/movements/9").await.assert_status(404);
}

#[actix_web::test]
async fn what_is_wrong_is_said_at_the_field_and_the_text_is_kept() {
    let app = TestApp::new();
    let mut secretariat = secretariat(&app).await;
    let page = secretariat.post("/movements", &with(&[("name", ""), ("ends_on", "04/01/2014")])).await;
    page.assert_field_error("name", "Nhập tên phong trào.");
    page.assert_field_error("ends_on", "Ngày kết thúc trước ngày bắt đầu. Sửa một trong hai ngày.");
    page.assert_shows("Giám đốc Sở Tài chính").assert_shows("Không nợ đọng.");
    let page = secretariat.post("/movements", &with(&[("origin", "received")])).await;
    page.assert_field_error("higher_document", "Nhập số văn bản phát động của cấp trên.");
    let page = secretariat.post("/movements", &with(&[("year", "2031")])).await;
    page.assert_field_error("year", "Chưa mở năm thi đua 2031. Chọn năm khác.");
    secretariat.post("/movements", &MOVEMENT).await.assert_went_to("/movements/1");
    let page = secretariat.post("/movements", &MOVEMENT).await;
    page.assert_field_error("name", "Năm này đã có phong trào mang tên đó. Đặt tên khác.");
    let tasks = "/movements/1/sections/tasks";
    let page =
        secretariat.post_from(tasks, tasks, &[("due_2", "30/09/2014"), ("content_1", "Việc"), ("unit_1", "LA")]).await;
    page.assert_field_error("content_2", "Nhập nội dung nhiệm vụ 2.");
    let page =
        secretariat.post_from(tasks, tasks, &[("content_1", "Việc"), ("unit_1", "LA"), ("due_1", "01/02/2015")]).await;
    page.assert_field_error("unit_1", "Không có đơn vị mang mã này. Chọn một đơn vị trong danh sách.");
    page.assert_field_error("due_1", "Thời hạn sau ngày kết thúc phong trào (31/12/2014). Sửa thời hạn.");
    let units = "/movements/1/sections/units";
    let page = secretariat.post_from(units, units, &[("which", "chosen")]).await;
    page.assert_field_error("units", "Chọn ít nhất một đơn vị tham gia.");
}

#[actix_web::test]
async fn a_target_is_not_bound_to_a_sum_of_lines_nor_to_a_bad_number() {
    let app = TestApp::new();
    let id = app.prepared_movement("Tăng thu");
    let mut secretariat = secretariat(&app).await;
    let (form, address) = (format!("/movements/{id}/targets/new"), format!("/movements/{id}/targets"));
    let bound = |goal: &'static str, line: &'static str| {
        [("indicator", "Thu nội địa"), ("source", "revenue_lines"), ("goal", goal), ("lines", line)]
    };
    let page = secretariat.post_from(&form, &address, &bound("3450", "A.I.1")).await;
    let words =
        "Thu từ khu vực doanh nghiệp nhà nước (A.I.1) là dòng cộng. Chọn các khoản chi tiết nằm dưới: A.I.1a, A.I.1b.";
    page.assert_field_error("lines", words);
    for (goal, words) in [
        ("1,234,567", "Mức phấn đấu chưa đúng. Dùng dấu chấm giữa các nghìn: 1.234.567."),
        ("-5", "Mức phấn đấu chưa đúng. Nhập số từ 0 trở lên."),
        ("0", "Mức phấn đấu phải lớn hơn 0. Nhập số cần đạt."),
        ("nhiều", "Mức phấn đấu chưa đúng. Chỉ dùng chữ số và dấu chấm giữa các nghìn, ví dụ 1.234.567."),
    ] {
        secretariat.post_from(&form, &address, &bound(goal, "A.I.4")).await.assert_field_error("goal", words);
    }
    let late = [&bound("3450", "A.I.4")[..], &[("due", "01/02/2015")]].concat();
    let page = secretariat.post_from(&form, &address, &late).await;
    page.assert_field_error("due", "Thời hạn phải từ 01/01/2014 đến 31/12/2014.");
    secretariat.post_from(&form, &address, &bound("3450", "A.I.4")).await.assert_status(303);
    let show = format!("/movements/{id}");
    secretariat.get(&show).await.assert_shows("Các khoản thu ngân sách: A.I.4");
    let removal = format!("/movements/{id}/targets/2/removal");
    let page = secretariat.post_from(&format!("/movements/{id}/targets/2"), &removal, &[]).await;
    page.assert_status(303);
    secretariat.get(&show).await.assert_hides("A.I.4");
}

#[actix_web::test]
async fn bound_targets_show_their_figures_by_themselves() {
    let app = TestApp::new();
    let id = app.prepared_movement("Tăng thu");
    let mut secretariat = secretariat(&app).await;
    let (form, address) = (format!("/movements/{id}/targets/new"), format!("/movements/{id}/targets"));
    for target in [
        [("indicator", "Tổng thu"), ("source", "total_revenue"), ("goal", "40"), ("lines", "A.I.4")],
        [("indicator", "Thuế TNCN"), ("source", "revenue_lines"), ("goal", "10"), ("lines", "A.I.4")],
        [("indicator", "Sáng kiến"), ("source", "initiatives"), ("goal", "2"), ("lines", "A.I.4")],
        [("indicator", "Đăng ký LĐTT"), ("source", "registrations"), ("goal", "4"), ("award_code", "LDTT")],
    ] {
        secretariat.post_from(&form, &address, &target).await.assert_status(303);
    }
    let staff = "QLNS-LAN";
    app.person(staff, "Lê Thị Lan", "QLNS");
    app.set_up(|tx| {
        use thidua::features::{registrations::ops as registrations, revenue::ops as revenue};
        let actual = |line: &str, amount| thidua::domain::revenue::Actual {
            year: thidua::domain::year::Year(2014),
            month: 6,
            line: thidua::domain::law::RevenueLineCode::from_code(line).unwrap(),
            unit: None,
            amount: thidua::domain::money::Dong::new(amount),
        };
        revenue::put_actual(tx, &actual("A.I.4", 5_250_000_000))?;
        revenue::put_actual(tx, &actual("A.I.5", 4_750_000_000))?;
        let new = registrations::Registering {
            year: thidua::domain::year::Year(2014),
            subject_code: staff.into(),
            award: thidua::domain::law::AwardCode::from_code("LDTT").unwrap(),
            planned_initiative: String::new(),
            pledge: String::new(),
        };
        let id = registrations::register(tx, &new)?;
        registrations::file(tx, registrations::Seen { id, version: 1 })
    });
    let page = secretariat.get(&format!("/movements/{id}")).await;
    page.assert_shows("10,0 <span class=\"table__sub\">hết tháng 6 năm 2014</span>").assert_shows("25,0%");
    page.assert_shows("5,3 <span class=\"table__sub\">hết tháng 6 năm 2014</span>").assert_shows("52,5%");
    page.assert_shows("1 <span class=\"table__sub\">ngày 15/07/2014</span>").assert_shows(">0 <span class");
}

#[actix_web::test]
async fn a_revenue_target_shows_its_course_by_month_and_the_day_it_was_reached() {
    use thidua::domain::event::{Event, EventKind, Object};
    use thidua::domain::year::Year;
    let app = TestApp::new();
    let id = app.prepared_movement("Tăng thu");
    let mut secretariat = secretariat(&app).await;
    let (form, address) = (format!("/movements/{id}/targets/new"), format!("/movements/{id}/targets"));
    let target = [("indicator", "Tổng thu"), ("source", "total_revenue"), ("goal", "10")];
    secretariat.post_from(&form, &address, &target).await.assert_status(303);
    let collected = |month, billions: i64| {
        app.set_up(|tx| {
            let line = thidua::domain::law::RevenueLineCode::from_code("A.I.4").unwrap();
            let amount = thidua::domain::money::Dong::new(billions * 1_000_000_000);
            let actual = thidua::domain::revenue::Actual { year: Year(2014), month, line, unit: None, amount };
            thidua::features::revenue::ops::put_actual(tx, &actual)?;
            tx.audit(Event::new(EventKind::RevenueEntered, Object::Year(Year(2014))))
        });
    };
    let at = format!("/movements/{id}");
    secretariat.get(&at).await.assert_hides("Số thu từng tháng");
    collected(1, 4);
    collected(2, 3);
    let page = secretariat.get(&at).await;
    page.assert_shows("Số thu từng tháng: Tổng thu").assert_shows("Đến hết tháng 2 chưa đạt, còn thiếu 3,0 tỷ đồng.");
    let months = "<th scope=\"row\">Tháng 2</th><td class=\"num\">3,0</td><td class=\"num\">7,0</td><td class=\"num\">70,0%</td>";
    page.assert_shows(months).assert_hides("Đạt ngày");
    collected(3, 5);
    let page = secretariat.get(&at).await;
    page.assert_shows("Đạt mức 10 tỷ đồng ngày 31/03/2014, theo số thu hết tháng đó.");
    page.assert_shows("120,0% <span class=\"table__sub\">Đạt ngày 31/03/2014</span>");
    // A correction takes it back.
    collected(4, -4);
    secretariat
        .get(&at)
        .await
        .assert_hides("Đạt ngày")
        .assert_shows("Đến hết tháng 4 chưa đạt, còn thiếu 2,0 tỷ đồng.");
}

#[actix_web::test]
async fn a_unit_dissolved_meanwhile_is_named_and_may_be_left_out() {
    let app = TestApp::new();
    let id = app.prepared_movement("Tăng thu");
    let (mut secretariat, mut director) = (secretariat(&app).await, director(&app).await);
    let section = format!("/movements/{id}/sections/units");
    let chosen = [("which", "chosen"), ("take_QLNS", "1"), ("take_DT", "1")];
    secretariat.post_from(&section, &section, &chosen).await.assert_status(303);
    let gone = app.unit("DT");
    app.set_up(|tx| {
        let day: chrono::NaiveDate = "2014-07-01".parse().unwrap();
        diesel::update(units::table.find(gone)).set(units::dissolved_on.eq(day)).execute(tx.conn)?;
        tx.audit(thidua::domain::event::Event::new(
            thidua::domain::event::EventKind::UnitChanged,
            thidua::domain::event::Object::Unit(gone),
        ))
    });
    let (before, at) = (app.all_rows(), version(&app, id));
    let launching = format!("/movements/{id}/launching");
    let page = director.post(&launching, &[("version", &at)]).await;
    let words =
        "Phòng Tài chính đầu tư đã giải thể ngày 01/07/2014. Đánh dấu bỏ đơn vị này khi phát động, hoặc sửa danh sách.";
    page.assert_field_error("leave_out", words);
    assert_eq!(app.all_rows(), before);
    director.post(&launching, &[("version", &at), ("leave_out", "1")]).await.assert_status(303);
    assert_eq!(participants(&app, id), 1);
}

#[actix_web::test]
async fn nothing_is_launched_that_lacks_a_part_or_whose_time_is_over() {
    let mut app = TestApp::new();
    let mut secretariat = secretariat(&app).await;
    secretariat.post("/movements", &with(&[("aims", "")])).await.assert_went_to("/movements/1");
    let mut director = director(&app).await;
    let page = director.post("/movements/1/launching", &[("version", "1")]).await;
    page.assert_field_error("aims", "Chưa có mục tiêu. Ghi mục tiêu ở phần Nội dung chung.");
    page.assert_field_error("tasks", "Chưa có nhiệm vụ cụ thể. Ghi ít nhất một nhiệm vụ.");
    let id = app.prepared_movement("Tăng thu");
    let section = format!("/movements/{id}/sections/units");
    secretariat.post_from(&section, &section, &[("which", "chosen"), ("take_VP", "1")]).await.assert_status(303);
    let tasks = format!("/movements/{id}/sections/tasks");
    secretariat.post_from(&tasks, &tasks, &[("content_1", "Việc"), ("unit_1", "DT")]).await.assert_status(303);
    let at = version(&app, id);
    let page = director.post(&format!("/movements/{id}/launching"), &[("version", &at)]).await;
    let words = "Nhiệm vụ “Việc” giao cho Phòng Tài chính đầu tư, không tham gia. Sửa nhiệm vụ.";
    page.assert_field_error("tasks", words);
    let late = app.prepared_movement("Muộn");
    app.move_to("2015-01-02");
    let mut director = app.client("giam").await;
    let page = director.post(&format!("/movements/{late}/launching"), &[("version", &version(&app, late))]).await;
    page.assert_field_error(
        "launch",
        "Phong trào kết thúc ngày 31/12/2014, đã qua. Sửa thời gian trước khi phát động.",
    );
}

#[actix_web::test]
async fn a_launched_movement_changes_only_with_a_reason_and_a_mistaken_one_is_cancelled() {
    let app = TestApp::new();
    let id = app.launched_movement("Tăng thu");
    let (mut secretariat, mut director) = (secretariat(&app).await, director(&app).await);
    let at = format!("/movements/{id}");
    secretariat.post(&at, &with(&[("version", &version(&app, id))])).await.assert_status(409);
    secretariat.get(&format!("{at}/sections/tasks")).await.assert_status(409);
    secretariat.get(&format!("{at}/amendment")).await.assert_status(403);
    let amendment = format!("{at}/amendment");
    let new = [("ends_on", "31/01/2015"), ("document_number", "05/KH-STC"), ("aims", "Thu đạt dự toán.")];
    let page = director.post_from(&amendment, &amendment, &new).await;
    page.assert_field_error("note", "Nêu lý do điều chỉnh.");
    let with_reason = [&new[..], &[("note", "Chờ số quyết toán")]].concat();
    director.post_from(&amendment, &amendment, &with_reason).await.assert_went_to(&at);
    let told = "Kết thúc 31/01/2015 thay cho 31/12/2014. Lý do: Chờ số quyết toán";
    director.get(&at).await.assert_shows(told);
    let early = [&with_reason[1..], &[("ends_on", "01/01/2014")]].concat();
    let page = director.post_from(&amendment, &amendment, &early).await;
    page.assert_field_error("ends_on", "Ngày kết thúc trước ngày bắt đầu. Sửa một trong hai ngày.");
    let page =
        director.post_from(&amendment, &amendment, &[&with_reason[1..], &[("ends_on", "31/01/2015")]].concat()).await;
    page.assert_field_error("ends_on", "Chưa có gì thay đổi. Sửa nội dung cần điều chỉnh.");
    let cancellation = format!("{at}/cancellation");
    director.post_from(&cancellation, &cancellation, &[]).await.assert_field_error("note", "Nêu lý do hủy phong trào.");
    director
        .post_from(&cancellation, &cancellation, &[("note", "Trùng phong trào của tỉnh")])
        .await
        .assert_went_to(&at);
    secretariat.get(&at).await.assert_shows("Đã hủy").assert_shows("Trùng phong trào của tỉnh");
    secretariat.get("/movements").await.assert_shows("Tăng thu");
    assert_eq!(notes(&app, "movement_cancelled"), ["Trùng phong trào của tỉnh"]);
}

#[actix_web::test]
async fn a_dropped_draft_is_gone_and_its_number_is_never_given_again() {
    let app = TestApp::new();
    let id = app.prepared_movement("Nhầm");
    let mut secretariat = secretariat(&app).await;
    let at = format!("/movements/{id}");
    secretariat.post(&format!("{at}/discarding"), &[("version", "1")]).await.assert_status(409);
    let now = version(&app, id);
    secretariat.post(&format!("{at}/discarding"), &[("version", &now)]).await.assert_went_to("/movements?year=2014");
    secretariat.get(&at).await.assert_status(404);
    secretariat.post("/movements", &MOVEMENT).await.assert_went_to("/movements/2");
}

#[actix_web::test]
async fn a_movement_is_taken_over_for_another_year_with_its_days_moved() {
    let app = TestApp::new();
    let id = app.launched_movement("Thi đua năm 2014");
    app.set_up(|tx| thidua::features::years::ops::open(tx, thidua::domain::year::Year(2015)));
    let mut secretariat = secretariat(&app).await;
    let copying = format!("/movements/{id}/copying");
    secretariat.get(&copying).await.assert_ok().assert_shows("<option value=\"2015\" selected>");
    let page = secretariat.post(&copying, &[("year", "2016")]).await;
    page.assert_field_error("year", "Chưa mở năm thi đua 2016. Chọn năm khác.");
    secretariat.post(&copying, &[("year", "2015")]).await.assert_went_to("/movements/2");
    let page = secretariat.get("/movements/2").await;
    page.assert_shows("Thi đua năm 2015").assert_shows("Từ 15/01/2015 đến 31/12/2015").assert_shows("Dự thảo");
    page.assert_shows("Rà soát nguồn thu").assert_shows("Hồ sơ đúng hạn");
}

#[actix_web::test]
async fn the_head_of_a_unit_finds_his_tasks_and_reviews_and_the_leadership_answers() {
    let app = TestApp::new();
    let id = app.launched_movement("Tăng thu");
    let mut head = app.login("HOA", "QLNS", &[Role::Staff, Role::UnitHead]).await;
    let mut other = app.login("BINH", "DT", &[Role::Staff, Role::UnitHead]).await;
    let (mut secretariat, mut director) = (secretariat(&app).await, director(&app).await);
    let page = head.get(&format!("/movements/{id}")).await;
    page.assert_shows("Việc của Phòng Quản lý ngân sách").assert_shows("Báo cáo sơ kết của đơn vị");
    let review = format!("/movements/{id}/reviews/interim/QLNS");
    let page = head.post_from(&review, &review, &[("tasks_done", "Đã rà soát")]).await;
    page.assert_field_error("result", "Nêu kết quả, có số liệu so với chỉ tiêu.");
    let written = [("tasks_done", "Đã rà soát"), ("result", "Thu đạt 60%"), ("shortcomings", "Chậm")];
    other.post(&review, &[&[("version", "0")], &written[..]].concat()).await.assert_status(404);
    secretariat.post(&review, &[&[("version", "0")], &written[..]].concat()).await.assert_status(403);
    head.post_from(&review, &review, &written).await.assert_went_to(&review);
    secretariat.get(&format!("/movements/{id}/reviews")).await.assert_shows("Sơ kết 1/3 đơn vị, tổng kết 0/3 đơn vị.");
    let missing = secretariat.get(&format!("/movements/{id}/reviews?missing=interim")).await;
    missing.assert_hides("reviews/interim/QLNS").assert_shows("Văn phòng Sở");
    let csv = secretariat.get(&format!("/movements/{id}/reviews.csv")).await;
    csv.assert_shows("unit_code,unit_name,interim_on,final_on")
        .assert_shows("QLNS,Phòng Quản lý ngân sách,2014-07-15,");
    director.post_from(&review, &format!("{review}/remark"), &[("note", "Làm tốt")]).await.assert_went_to(&review);
    head.get(&review).await.assert_shows("Làm tốt").assert_hides("Gửi báo cáo");
    let page = head.post(&review, &[&[("version", "2")], &written[..]].concat()).await;
    page.assert_status(422).assert_shows("Lãnh đạo đã cho ý kiến về báo cáo này, không sửa được nữa.");
    assert_eq!(notes(&app, "movement_reviewed"), ["Sơ kết, Phòng Quản lý ngân sách."]);
}

#[actix_web::test]
async fn figures_by_hand_are_entered_with_their_day() {
    let app = TestApp::new();
    let id = app.launched_movement("Tăng thu");
    let mut secretariat = secretariat(&app).await;
    let figure = format!("/movements/{id}/targets/1/figure");
    let page = secretariat.post(&figure, &[("value", "97,5"), ("on", "16/07/2014")]).await;
    page.assert_field_error("on", "Ngày tính số sau hôm nay (15/07/2014). Nhập ngày đã có số.");
    let page = secretariat.post(&figure, &[("value", "nhiều"), ("on", "")]).await;
    page.assert_field_error("on", "Chưa nhập ngày tính số. Nhập ngày/tháng/năm, ví dụ 05/09/2014.");
    secretariat.post(&figure, &[("value", "97,5"), ("on", "30/06/2014")]).await.assert_status(303);
    let page = secretariat.get(&format!("/movements/{id}")).await;
    page.assert_shows("97,5 <span class=\"table__sub\">ngày 30/06/2014</span>").assert_shows("99,5%");
}

#[actix_web::test]
async fn the_launching_paper_is_attached_and_given_back() {
    let app = TestApp::new();
    let id = app.prepared_movement("Tăng thu");
    let mut secretariat = secretariat(&app).await;
    let files = format!("/movements/{id}/files");
    let page = secretariat.upload_to(&files, "", "ke-hoach.exe", b"MZ").await;
    page.assert_status(422).assert_shows("Chỉ nhận tệp pdf, docx, xlsx, jpg, png.");
    secretariat.upload_to(&files, "", "Kế hoạch.pdf", b"%PDF-1.4 x").await.assert_status(303);
    secretariat.get(&format!("/movements/{id}")).await.assert_shows("Kế hoạch.pdf");
    let page = secretariat.get(&format!("{files}/1")).await;
    assert_eq!(page.bytes, b"%PDF-1.4 x");
    app.login("LAN", "QLNS", &[Role::Staff]).await.get(&format!("{files}/1")).await.assert_status(404);
    let now = version(&app, id);
    let discarding = format!("/movements/{id}/discarding");
    secretariat
        .post(&discarding, &[("version", &now)])
        .await
        .assert_status(422)
        .assert_shows("Dự thảo còn tệp đính kèm.");
    secretariat.post(&format!("{files}/1/removal"), &[("version", &now)]).await.assert_status(303);
    secretariat.get(&format!("{files}/1")).await.assert_status(404);
}

#[actix_web::test]
async fn the_second_of_two_is_told_who_was_quicker() {
    let app = TestApp::new();
    let mut secretariat = secretariat(&app).await;
    secretariat.post("/movements", &MOVEMENT).await;
    secretariat.post("/movements/1", &with(&[("aims", "Khác"), ("version", "1")])).await.assert_status(303);
    let page = secretariat.post("/movements/1", &with(&[("version", "1")])).await;
    page.assert_status(409).assert_shows("Đồng chí nguyet vừa lưu phong trào thi đua lúc");
}
