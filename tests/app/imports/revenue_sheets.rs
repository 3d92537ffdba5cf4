//! Reports of tax and customs offices: their layout, names that are asked for once, months out of cumulated figures.

use diesel::prelude::*;
use thidua::schema::{
    audit_entries, imports, revenue_actuals, revenue_estimates, revenue_line_names, revenue_notes, revenue_sheets,
};

use thidua::domain::revenue::Period;
use thidua::domain::year::Year;
use thidua::features::revenue;

use crate::support::*;

const PATH: &str = "/imports/revenue-sheets";
/// Made by LibreOffice, with fixtures/make.py.
const SIX_MONTHS: &[u8] = include_bytes!("fixtures/60-ck-nsnn-06.xlsx");
const NINE_MONTHS: &[u8] = include_bytes!("fixtures/60-ck-nsnn-09.xlsx");

async fn send(client: &mut Client, source: &str, name: &str, bytes: &[u8]) -> String {
    let kept = client.upload_to(PATH, source, name, bytes).await;
    kept.assert_status(303);
    kept.location
}

/// A sheet of three columns, as an office writes it by hand.
fn sheet(title: &str, rows: &str) -> String {
    format!("{title};;\nĐơn vị tính: triệu đồng;;\nSTT;Nội dung;Thực hiện\n{rows}")
}

/// All figures of a year: month, line, đồng.
fn figures(app: &TestApp) -> Vec<(i32, String, i64)> {
    let all = revenue_actuals::table.order((revenue_actuals::month, revenue_actuals::line_code));
    let columns = (revenue_actuals::month, revenue_actuals::line_code, revenue_actuals::amount);
    app.read(|conn| all.select(columns).load(conn))
}

fn figure(app: &TestApp, month: i32, line: &str) -> Option<i64> {
    figures(app).into_iter().find(|(of, code, _)| (*of, code.as_str()) == (month, line)).map(|(.., amount)| amount)
}

async fn store(client: &mut Client, address: &str, answers: &[(&str, &str)]) -> Page {
    client.post(&format!("{address}/confirmation"), answers).await
}

#[actix_web::test]
async fn a_form_60_made_by_libreoffice_comes_in_after_one_mapping_and_then_without_asking() {
    let app = TestApp::on("2018-10-12");
    let mut kt = app.login("kt", "VP", &[Role::Accountant]).await;
    let first = send(&mut kt, "Cục Thuế tỉnh", "60-ck-06.xlsx", SIX_MONTHS).await;
    let page = kt.get(&first).await;
    page.assert_ok()
        .assert_shows("tháng 6 năm 2018, số lũy kế từ tháng 1 đến hết tháng 6, triệu đồng, lấy ở cột “ƯỚC THỰC HIỆN 06 THÁNG”")
        .assert_shows("Tên khoản thu cần chọn")
        .assert_shows("Doanh nghiệp nhà nước trung ương <span class=\"table__sub\">dòng 12, dưới “Thu từ khu vực doanh nghiệp nhà nước”")
        .assert_shows("name=\"row_13\"")
        .assert_hides("name=\"row_14\"")
        .assert_hides("/confirmation");
    store(&mut kt, &first, &[]).await.assert_status(422).assert_shows("Còn 2 tên khoản thu chưa chọn");

    let names = [("row_12", "A.I.1a"), ("row_13", "A.I.1b")];
    kt.post(&format!("{first}/names"), &names).await.assert_went_to(&first);
    let page = kt.get(&first).await;
    page.assert_hides("Tên khoản thu cần chọn")
        // 800.000,5 triệu, and all sums of the sheet are those of their parts.
        .assert_shows("800.000,5")
        .assert_hides(", lệch ")
        .assert_shows("Thu từ khu vực DNNN do Trung ương quản lý: tháng 1, 2, 3, 4, 5");
    store(&mut kt, &first, &[]).await.assert_field_error(
        "whole",
        "Có khoản thu thiếu số các tháng trước. Nhập các tháng đó trước, hoặc chọn ghi cả phần còn lại vào tháng này.",
    );
    assert!(figures(&app).is_empty());
    store(&mut kt, &first, &[("whole", "1")]).await.assert_went_to(&first);
    assert_eq!(figures(&app).len(), 10);
    assert_eq!(figure(&app, 6, "A.I.1a"), Some(800_000_500_000));
    assert_eq!(figure(&app, 6, "A.III.1"), Some(1_300_000_000_000));
    assert_eq!(figure(&app, 6, "A.II"), None, "an empty cell is not zero");
    kt.get(&first).await.assert_ok().assert_shows("Bảng số thu đã nhập").assert_shows("Xem lần nhập, hoàn tác");

    // Three months later the same layout: nothing is asked, the month is what was added since.
    let second = send(&mut kt, "Cục Thuế tỉnh", "60-ck-09.xlsx", NINE_MONTHS).await;
    kt.get(&second).await.assert_hides("Tên khoản thu cần chọn").assert_shows("tháng 9 năm 2018");
    store(&mut kt, &second, &[("whole", "1")]).await.assert_went_to(&second);
    assert_eq!(figure(&app, 9, "A.I.1a"), Some(409_999_500_000));
    assert_eq!(figure(&app, 9, "A.I.8c"), Some(400_000_000_000));
}

#[actix_web::test]
async fn a_cumulated_sheet_needs_the_months_before_and_shows_both_numbers() {
    let app = TestApp::on("2018-03-20");
    let mut kt = app.login("kt", "VP", &[Role::Accountant]).await;
    for (month, amount) in [(1, "100"), (2, "250")] {
        let csv = sheet(&format!("Lũy kế đến hết tháng {month} năm 2018"), &format!("1;Thuế TNCN;{amount}\n"));
        let address = send(&mut kt, "Cục Thuế", "a.csv", csv.as_bytes()).await;
        store(&mut kt, &address, &[]).await.assert_went_to(&address);
    }
    let csv = sheet("Lũy kế đến hết tháng 3 năm 2018", "1;Thuế TNCN;240\n2;Lệ phí trước bạ;9\n");
    let address = send(&mut kt, "Cục Thuế", "b.csv", csv.as_bytes()).await;
    let page = kt.get(&address).await;
    page.assert_shows("Các tháng trước đã có").assert_shows("<td class=\"num\">250</td>").assert_shows("<b>-10</b>");
    let page = store(&mut kt, &address, &[]).await;
    page.assert_field_error("reason", "Có số âm trong tháng. Ghi lý do điều chỉnh.");
    page.assert_shows("<a href=\"#whole\">");
    let reason = "Hoàn thuế của năm trước";
    let page = store(&mut kt, &address, &[("reason", reason)]).await;
    page.assert_status(422).assert_shows(&format!("value=\"{reason}\""));
    store(&mut kt, &address, &[("reason", reason), ("whole", "1")]).await.assert_went_to(&address);
    let told: Vec<_> =
        figures(&app).into_iter().map(|(month, line, amount)| (month, line, amount / 1_000_000)).collect();
    let line = |month, line: &str, amount| (month, line.to_owned(), amount);
    assert_eq!(told, [line(1, "A.I.4", 100), line(2, "A.I.4", 150), line(3, "A.I.4", -10), line(3, "A.I.6", 9)]);
    let note: String = app.read(|conn| revenue_notes::table.select(revenue_notes::body).first(conn));
    assert_eq!(note, reason);
}

#[actix_web::test]
async fn several_agencies_add_to_one_month_and_a_figure_of_another_file_is_asked_for() {
    let app = TestApp::on("2018-03-20");
    let mut kt = app.login("kt", "VP", &[Role::Accountant]).await;
    let tax = sheet("Tháng 2 năm 2018", "1;Thuế TNCN;100\n2;Lệ phí trước bạ;20\n3;Thuế bảo vệ môi trường;5\n");
    let tax = send(&mut kt, "Cục Thuế", "thue.csv", tax.as_bytes()).await;
    store(&mut kt, &tax, &[]).await.assert_went_to(&tax);
    let customs = sheet(
        "Tháng 2 năm 2018",
        "1;Thuế nhập khẩu;30\n2;Thuế TNCN;101\n3;Lệ phí trước bạ;21\n4;Thuế bảo vệ môi trường;5\n",
    );
    let customs = send(&mut kt, "Cục Hải quan", "hq.csv", customs.as_bytes()).await;
    let page = kt.get(&customs).await;
    page.assert_shows("Số đã có từ Cục Thuế, tệp thue.csv (kt, 12:00 20/03/2018)").assert_shows("+1</td>");
    let unsettled = store(&mut kt, &customs, &[]).await;
    unsettled.assert_field_error("differing", "Có khoản thu đã lưu số khác. Chọn thay hay giữ số đã có.");
    let answers = [("differing", "chosen"), ("replace_A.I.4", "1")];
    store(&mut kt, &customs, &answers).await.assert_went_to(&customs);
    let amounts: Vec<i64> = figures(&app).into_iter().map(|(.., amount)| amount / 1_000_000).collect();
    assert_eq!(amounts, [101, 5, 20, 30]);

    let kept = sheet("Tháng 2 năm 2018", "1;Thuế TNCN;99\n2;Thuế xuất khẩu;7\n");
    let kept = send(&mut kt, "Kho bạc", "kb.csv", kept.as_bytes()).await;
    store(&mut kt, &kept, &[("differing", "keep")]).await.assert_went_to(&kept);
    assert_eq!((figure(&app, 2, "A.I.4"), figure(&app, 2, "A.III.2")), (Some(101_000_000), Some(7_000_000)));
    let nothing = send(&mut kt, "Kho bạc", "kb2.csv", sheet("Tháng 2 năm 2018", "1;Thuế TNCN;98\n").as_bytes()).await;
    store(&mut kt, &nothing, &[("differing", "keep")])
        .await
        .assert_status(422)
        .assert_shows("Không còn dòng nào để nhập.");
}

#[actix_web::test]
async fn the_same_file_twice_says_who_and_when_and_shows_no_difference() {
    let app = TestApp::on("2018-03-20");
    let mut kt = app.login("kt", "VP", &[Role::Accountant]).await;
    let csv = sheet("Tháng 2 năm 2018", "1;Thuế TNCN;100\n");
    let first = send(&mut kt, "Cục Thuế", "a.csv", csv.as_bytes()).await;
    store(&mut kt, &first, &[]).await.assert_went_to(&first);
    let mut other = app.login("kt2", "VP", &[Role::Accountant]).await;
    let again = send(&mut other, "Cục Thuế", "b.csv", csv.as_bytes()).await;
    let page = other.get(&again).await;
    page.assert_shows("Tệp này đã được kt nhập lúc 12:00 20/03/2018.")
        .assert_shows("Không có gì để nhập.")
        .assert_hides("/confirmation");
    store(&mut other, &again, &[]).await.assert_status(422);
    // What is stored all may look at, what waits only who has sent it.
    other.get(&first).await.assert_ok().assert_hides("hoàn tác</a>");
    kt.get(&again).await.assert_status(404);
    other.post(&format!("{again}/discarding"), &[]).await.assert_went_to(PATH);
    other.get(&again).await.assert_status(404);
    assert_eq!(figures(&app).len(), 1);
}

#[actix_web::test]
async fn a_stored_sheet_is_one_import_and_is_taken_back_within_a_day() {
    let app = TestApp::on("2018-03-20");
    let mut kt = app.login("kt", "VP", &[Role::Accountant]).await;
    let first = sheet("Tháng 2 năm 2018", "1;Thuế TNCN;100\n");
    let first = send(&mut kt, "Cục Thuế", "a.csv", first.as_bytes()).await;
    store(&mut kt, &first, &[]).await.assert_went_to(&first);
    let second = sheet("Tháng 2 năm 2018", "1;Thuế TNCN;120\n2;Lệ phí trước bạ;9\n");
    let second = send(&mut kt, "Cục Thuế", "b.csv", second.as_bytes()).await;
    store(&mut kt, &second, &[("differing", "replace")]).await.assert_went_to(&second);
    let import: i64 = app.read(|conn| imports::table.order(imports::id.desc()).select(imports::id).first(conn));
    let page = kt.get(&format!("/imports/{import}")).await;
    page.assert_ok()
        .assert_shows("b.csv")
        .assert_shows(&format!("href=\"{second}\""))
        .assert_shows("Hoàn tác được đến");
    kt.post(&format!("/imports/{import}/undoing"), &[]).await.assert_status(303);
    assert_eq!(figures(&app), [(2, "A.I.4".to_owned(), 100_000_000)]);
    kt.get(PATH).await.assert_shows("Đã hoàn tác");
    store(&mut kt, &second, &[]).await.assert_status(409);
    let kept: Vec<Vec<u8>> = app.read(|conn| revenue_sheets::table.select(revenue_sheets::content).load(conn));
    assert!(kept.iter().all(Vec::is_empty), "a stored file is kept no longer");
}

#[actix_web::test]
async fn names_are_remembered_seen_and_forgotten() {
    let app = TestApp::on("2018-03-20");
    let mut kt = app.login("kt", "VP", &[Role::Accountant]).await;
    let csv = |amount: &str| {
        sheet("Tháng 2 năm 2018", &format!("I;Thu nội địa;{amount}\n1;Thu phạt các loại;{amount}\n2;Thu hộ;4\n"))
    };
    let address = send(&mut kt, "Cục Thuế", "a.csv", csv("7").as_bytes()).await;
    let names = format!("{address}/names");
    kt.post(&names, &[("row_5", ""), ("row_6", "")]).await.assert_status(422).assert_shows("Chưa chọn khoản thu nào.");
    kt.post(&names, &[("row_5", "A.I.99")]).await.assert_field_error("row_5", "Chọn một khoản thu trong danh sách.");
    kt.post(&names, &[("row_4", "A.I.13")]).await.assert_status(422);
    kt.post(&names, &[("row_5", "A.I.13"), ("row_6", "-")]).await.assert_went_to(&address);
    let page = kt.get(&address).await;
    page.assert_shows("“Thu hộ” (dòng 6)");
    store(&mut kt, &address, &[]).await.assert_went_to(&address);
    assert_eq!(figure(&app, 2, "A.I.13"), Some(7_000_000));
    let list = kt.get(&format!("{PATH}/names")).await;
    list.assert_ok().assert_shows("Thu phạt các loại").assert_shows("A.I.13 Thu khác ngân sách").assert_shows("Bỏ qua");
    let file = kt.get(&format!("{PATH}/names.csv")).await;
    assert!(file.body.contains("Thu phạt các loại,Thu nội địa,A.I.13,kt,12:00 20/03/2018"), "{}", file.body);
    let id: i64 = app.read(|conn| {
        let of_name = revenue_line_names::table.filter(revenue_line_names::name.eq("Thu phạt các loại"));
        of_name.select(revenue_line_names::id).first(conn)
    });
    kt.post(&format!("{PATH}/names/{id}/forgetting"), &[]).await.assert_went_to(&format!("{PATH}/names"));
    let again = send(&mut kt, "Cục Thuế", "b.csv", csv("8").as_bytes()).await;
    kt.get(&again).await.assert_shows("name=\"row_5\"").assert_hides("name=\"row_6\"");
    let told: Vec<String> = app.read(|conn| {
        let of_names = audit_entries::table.filter(audit_entries::event.like("line_name%"));
        of_names.order(audit_entries::id).select(audit_entries::event).load(conn)
    });
    assert_eq!(told, ["line_named", "line_name_forgotten"]);
}

#[actix_web::test]
async fn sums_that_do_not_fit_and_sums_without_parts_are_told_not_dropped() {
    let app = TestApp::on("2018-03-20");
    let mut kt = app.login("kt", "VP", &[Role::Accountant]).await;
    let csv =
        sheet("Tháng 2 năm 2018", "I;Thu nội địa;150\n1;Thu từ khu vực doanh nghiệp nhà nước;40\n2;Thuế TNCN;100\n");
    let address = send(&mut kt, "Cục Thuế", "a.csv", csv.as_bytes()).await;
    let page = kt.get(&address).await;
    page.assert_shows("Dòng 4 “Thu nội địa” ghi 150, cộng các khoản bên dưới trong tệp được 100, lệch 50.")
        .assert_shows("là dòng cộng (Thu từ khu vực doanh nghiệp nhà nước) mà tệp không có khoản con: 40 triệu đồng chưa được nhập");
    // Somebody may say which of its parts the whole figure belongs to.
    kt.post(&format!("{address}/names"), &[("row_5", "A.I.1b")]).await.assert_went_to(&address);
    kt.get(&address).await.assert_shows("được 140, lệch 10").assert_hides("chưa được nhập");
    store(&mut kt, &address, &[]).await.assert_went_to(&address);
    assert_eq!(figure(&app, 2, "A.I.1b"), Some(40_000_000));
    assert_eq!(figures(&app).len(), 2, "no parent is ever stored");
}

#[actix_web::test]
async fn what_the_sheet_does_not_say_is_asked_and_what_it_says_wrong_is_changed() {
    let app = TestApp::on("2018-07-20");
    let mut kt = app.login("kt", "VP", &[Role::Accountant]).await;
    let csv = "BÁO CÁO THU QUÝ II;;\nKhoản thu;Lũy kế 6 tháng;Thực hiện quý II\nThuế TNCN;90;50\n";
    let address = send(&mut kt, "Cục Thuế", "a.csv", csv.as_bytes()).await;
    let page = kt.get(&address).await;
    page.assert_ok()
        .assert_shows("Cần thêm thông tin để đọc tệp")
        .assert_shows("Tệp không ghi rõ năm")
        .assert_shows("Tệp không ghi rõ đơn vị tính")
        .assert_hides("/confirmation");
    let settings = format!("{address}/settings");
    let typed = |year: &'static str, month: &'static str, measure: &'static str| {
        [
            ("year", year),
            ("month", month),
            ("measure", measure),
            ("money", "tỷ đồng"),
            ("column", ""),
            ("notation", "vi"),
        ]
    };
    kt.post(&settings, &typed("hai", "6", "quarter"))
        .await
        .assert_field_error("year", "Nhập năm bốn chữ số, ví dụ 2014.");
    kt.post(&settings, &typed("2018", "8", "month"))
        .await
        .assert_field_error("month", "Chưa đến tháng 8 năm 2018. Chọn đến tháng 7 năm 2018.");
    let page = kt.post(&settings, &typed("2018", "5", "quarter")).await;
    page.assert_status(422).assert_shows("Quý kết thúc ở tháng 3, 6, 9 hoặc 12.");
    kt.post(&settings, &typed("2018", "6", "quarter")).await.assert_went_to(&address);
    kt.get(&address).await.assert_shows("số cả quý, từ tháng 4 đến tháng 6, tỷ đồng, lấy ở cột “Thực hiện quý II”");
    kt.post(&settings, &typed("2018", "6", "cumulative")).await.assert_went_to(&address);
    kt.get(&address).await.assert_shows("lấy ở cột “Lũy kế 6 tháng”").assert_shows("<b>90</b>");
    store(&mut kt, &address, &[("whole", "1")]).await.assert_went_to(&address);
    assert_eq!(figure(&app, 6, "A.I.4"), Some(90_000_000_000));
}

#[actix_web::test]
async fn numbers_in_the_english_way_are_refused_until_somebody_says_so() {
    let app = TestApp::on("2018-03-20");
    let mut kt = app.login("kt", "VP", &[Role::Accountant]).await;
    let csv =
        sheet("Tháng 2 năm 2018", "1;Thuế TNCN;1,234\n2;Lệ phí trước bạ;1,234,567.5\n3;Thuế bảo vệ môi trường;#REF!\n");
    let address = send(&mut kt, "Cục Thuế", "a.csv", csv.as_bytes()).await;
    let page = kt.get(&address).await;
    page.assert_shows("3 ô cần sửa trong tệp")
        .assert_shows("C4 “1,234”")
        .assert_shows("C5 “1,234,567.5”")
        .assert_shows("C6 “#REF!”");
    store(&mut kt, &address, &[]).await.assert_status(422).assert_shows("Còn 3 ô có lỗi");
    let csv = csv.replace("#REF!", "0");
    let address = send(&mut kt, "Cục Thuế", "b.csv", csv.as_bytes()).await;
    let settings = [
        ("year", "2018"),
        ("month", "2"),
        ("measure", "month"),
        ("money", "triệu đồng"),
        ("column", "2"),
        ("notation", "en"),
    ];
    kt.post(&format!("{address}/settings"), &settings).await.assert_went_to(&address);
    store(&mut kt, &address, &[]).await.assert_went_to(&address);
    let amounts: Vec<i64> = figures(&app).into_iter().map(|(.., amount)| amount).collect();
    assert_eq!(amounts, [1_234_000_000, 0, 1_234_567_500_000]);
}

#[actix_web::test]
async fn odd_files_are_refused_and_others_may_not_send_any() {
    let app = TestApp::on("2018-03-20");
    let mut kt = app.login("kt", "VP", &[Role::Accountant]).await;
    for (source, name, bytes, field, words) in [
        ("", "a.csv", sheet("Tháng 2", "1;Thuế TNCN;1\n").into_bytes(), "kind", "Chưa ghi cơ quan lập bảng."),
        ("Cục Thuế", "", Vec::new(), "file", "Chưa chọn tệp."),
        ("Cục Thuế", "a.csv", Vec::new(), "file", "Tệp không có dòng nào."),
        ("Cục Thuế", "a.png", b"\x89PNG".to_vec(), "file", "Tệp không phải bảng CSV hay XLSX."),
        (
            "Cục Thuế",
            "a.csv",
            "Họ và tên;Ngày sinh\nLê An;1\n".as_bytes().to_vec(),
            "file",
            "Không tìm thấy dòng tên cột trong tệp.",
        ),
    ] {
        let page = kt.upload_to(PATH, source, name, &bytes).await;
        page.assert_status(422).assert_shows(&format!("id=\"{field}-error\"><b>Lỗi:</b> {words}"));
    }
    kt.upload_to(PATH, "a\0b", "a.csv", b"x").await.assert_status(422);
    let count: i64 = app.read(|conn| revenue_sheets::table.count().get_result(conn));
    assert_eq!(count, 0);
    let mut tt = app.login("tt", "VP", &[Role::Secretariat]).await;
    tt.get(PATH).await.assert_status(403);
    tt.upload_to(PATH, "Cục Thuế", "a.csv", b"x").await.assert_status(403);
    kt.get(PATH).await.assert_shows("Chưa có bảng nào.");
    kt.get(&format!("{PATH}/names")).await.assert_shows("Chưa ghi nhớ tên nào.");
    kt.get("/imports").await.assert_shows("href=\"/imports/revenue-sheets\"");
}

/// A sheet with the year's estimates, in nghìn đồng.
fn with_estimates(rows: &str) -> String {
    format!("Tháng 2 năm 2018;;;\nĐơn vị tính: nghìn đồng;;;\nSTT;Nội dung;Dự toán năm;Thực hiện\n{rows}")
}

/// Line, day, đồng.
fn estimates(app: &TestApp) -> Vec<(String, String, i64)> {
    let all = revenue_estimates::table.order((revenue_estimates::assigned_on, revenue_estimates::line_code));
    let columns = (revenue_estimates::line_code, revenue_estimates::assigned_on, revenue_estimates::amount);
    let rows: Vec<(String, chrono::NaiveDate, i64)> = app.read(|conn| all.select(columns).load(conn));
    rows.into_iter().map(|(line, day, amount)| (line, day.to_string(), amount)).collect()
}

#[actix_web::test]
async fn estimates_of_a_sheet_come_in_where_they_are_chosen_and_go_back_with_it() {
    let app = TestApp::on("2018-03-20");
    let mut kt = app.login("kt", "VP", &[Role::Accountant]).await;
    let rows = "1;Thuế TNCN;900.000;100.000\n2;Lệ phí trước bạ;400.000;\n3;Thuế bảo vệ môi trường;0;5.000\n";
    let first = send(&mut kt, "Cục Thuế", "a.csv", with_estimates(rows).as_bytes()).await;
    let page = kt.get(&first).await;
    page.assert_shows("nghìn đồng").assert_shows("2 khoản có dự toán trong tệp khác dự toán tỉnh giao đang có");
    page.assert_shows("<td class=\"num\"><b>900.000</b></td><td class=\"num\">–</td><td class=\"num\">–</td>");
    page.assert_shows("value=\"none\" checked");
    let asked =
        |which: &'static str, day: &'static str| [("estimates", which), ("assigned_on", day), ("estimate_A.I.4", "1")];
    store(&mut kt, &first, &asked("all", "")).await.assert_status(422).assert_shows("<a href=\"#assigned_on\">");
    let page = store(&mut kt, &first, &asked("all", "21/03/2018")).await;
    page.assert_field_error("assigned_on", "Ngày giao phải từ 01/01/2017 đến 20/03/2018.");
    page.assert_shows("value=\"all\" checked");
    store(&mut kt, &first, &[("estimates", "chosen"), ("assigned_on", "10/12/2017")]).await.assert_field_error(
        "estimates",
        "Chưa đánh dấu khoản nào trong bảng dự toán. Đánh dấu ít nhất một khoản, hoặc chọn không nhập.",
    );
    assert!(figures(&app).is_empty() && estimates(&app).is_empty(), "nothing is half-written");
    store(&mut kt, &first, &asked("chosen", "10/12/2017")).await.assert_went_to(&first);
    let line = |line: &str, day: &str, thousands: i64| (line.to_owned(), day.to_owned(), thousands * 1_000);
    assert_eq!(estimates(&app), [line("A.I.4", "2017-12-10", 900_000)]);
    assert_eq!((figure(&app, 2, "A.I.4"), figure(&app, 2, "A.I.5")), (Some(100_000_000), Some(5_000_000)));
    kt.get(&first).await.assert_shows("Xem dự toán đã nhập cùng bảng");

    // The next sheet says what is other than stored; only estimates may be left to take in.
    let rows = "1;Thuế TNCN;950.000;100.000\n2;Lệ phí trước bạ;400.000;\n";
    let second = send(&mut kt, "Cục Thuế", "b.csv", with_estimates(rows).as_bytes()).await;
    let page = kt.get(&second).await;
    page.assert_shows("<td class=\"num\">900.000</td><td class=\"num\">+50.000</td>").assert_shows("10/12/2017");
    page.assert_shows("Chỉ còn dự toán năm là khác.").assert_shows("Nhập dự toán đã chọn");
    store(&mut kt, &second, &[]).await.assert_status(422).assert_shows("Không còn dòng nào để nhập.");
    store(&mut kt, &second, &asked("all", "01/02/2018")).await.assert_went_to(&second);
    let all = [
        line("A.I.4", "2017-12-10", 900_000),
        line("A.I.4", "2018-02-01", 950_000),
        line("A.I.6", "2018-02-01", 400_000),
    ];
    assert_eq!(estimates(&app), all);

    let of = |id: i64| format!("/imports/{id}");
    let all: Vec<(i64, String)> =
        app.read(|conn| imports::table.order(imports::id).select((imports::id, imports::kind)).load(conn));
    let kinds: Vec<&str> = all.iter().map(|(_, kind)| kind.as_str()).collect();
    assert_eq!(kinds, ["revenue_estimates", "revenue_actuals", "revenue_estimates"]);
    kt.get(&of(all[2].0)).await.assert_shows(&format!("href=\"{second}\""));
    kt.post(&format!("{}/undoing", of(all[2].0)), &[]).await.assert_status(303);
    kt.get(&second).await.assert_shows("Đã hoàn tác");
    assert_eq!(estimates(&app), [line("A.I.4", "2017-12-10", 900_000)]);
    kt.post(&format!("{}/undoing", of(all[1].0)), &[]).await.assert_status(303);
    assert!(figures(&app).is_empty() && estimates(&app).is_empty());
}

#[actix_web::test]
async fn a_sheet_taken_back_takes_its_reason_out_of_the_month_s_note_and_leaves_other_words() {
    let app = TestApp::on("2018-03-20");
    let mut kt = app.login("kt", "VP", &[Role::Accountant]).await;
    let notes = || -> Vec<String> { app.read(|conn| revenue_notes::table.select(revenue_notes::body).load(conn)) };
    for (before, rewritten, left) in [
        ("", None, vec![]),
        ("Số tạm tính.", None, vec!["Số tạm tính."]),
        ("Số sơ bộ.", Some("Hoàn thuế theo quyết định."), vec!["Hoàn thuế theo quyết định."]),
    ] {
        if !before.is_empty() {
            let period = Period { year: Year(2018), month: 2 };
            app.set_up(|tx| revenue::ops::note(tx, period, before));
        }
        let csv = sheet("Tháng 2 năm 2018", "1;Thuế TNCN;-10\n");
        let address = send(&mut kt, "Cục Thuế", "a.csv", csv.as_bytes()).await;
        store(&mut kt, &address, &[("reason", "Hoàn thuế")]).await.assert_went_to(&address);
        let noted = [before, "Hoàn thuế"].iter().filter(|it| !it.is_empty()).copied().collect::<Vec<_>>().join("\n");
        assert_eq!(notes(), [noted]);
        if let Some(words) = rewritten {
            app.execute(&format!("UPDATE revenue_notes SET body = '{words}'")).unwrap();
        }
        let import: i64 = app.read(|conn| imports::table.order(imports::id.desc()).select(imports::id).first(conn));
        kt.post(&format!("/imports/{import}/undoing"), &[]).await.assert_status(303);
        assert_eq!(notes(), left);
    }
}
