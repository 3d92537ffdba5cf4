//! Importing on the web: upload, preview, confirm, take back.

use diesel::prelude::*;
use thidua::domain::ids::*;
use thidua::schema::{disciplines, grades, imports, leaves, memberships, people, revenue_actuals, subjects};
use thidua::sheets::{write_csv, write_xlsx};

use crate::support::*;

/// Uploads a faultless file and confirms it; answers its page's address.
async fn store(client: &mut Client, kind: &str, csv: &str) -> String {
    let staged = client.upload(kind, "a.csv", csv.as_bytes()).await;
    staged.assert_status(303);
    client.post(&format!("{}/confirmation", staged.location), &[]).await.assert_went_to(&staged.location);
    staged.location
}

fn grades_of(app: &TestApp) -> Vec<(i64, String)> {
    app.read(|conn| grades::table.order(grades::id).select((grades::year, grades::grade)).load(conn))
}

#[actix_web::test]
async fn a_file_is_looked_at_stored_and_taken_back() {
    let mut app = TestApp::new();
    let mut tt = app.login("tt", "VP", &[Role::Secretariat]).await;
    app.set_up(|tx| {
        let table = thidua::features::imports::ops::table("grades").unwrap();
        thidua::features::imports::ops::store_file(tx, table, b"year,subject_code,grade\n2013,VP,HTTNV\n", "x.csv")
    });
    tt.get("/imports").await.assert_ok().assert_shows("Chưa nhập tệp nào.").assert_shows("templates/grades.xlsx");

    let staged =
        tt.upload("grades", "xl.csv", "year,subject_code,grade\n2013,VP,HTXSNV\n2013,QLNS,HTTNV\n".as_bytes()).await;
    staged.assert_status(303);
    let page = tt.get(&staged.location).await;
    page.assert_ok()
        .assert_shows("Nhập 2 dòng")
        .assert_shows("Thêm 1, thay dòng đã có 1")
        .assert_shows("thay Hoàn thành tốt nhiệm vụ");
    assert_eq!(grades_of(&app), [(2013, "HTTNV".into())]);

    let confirmation = format!("{}/confirmation", staged.location);
    tt.post(&confirmation, &[]).await.assert_went_to(&staged.location);
    tt.get(&staged.location).await.assert_shows("Hoàn tác được đến 12:00 16/07/2014");
    assert_eq!(grades_of(&app), [(2013, "HTXSNV".into()), (2013, "HTTNV".into())]);
    tt.post(&confirmation, &[]).await.assert_status(409).assert_shows("Tệp này đã được nhập lúc 12:00 15/07/2014.");

    tt.post(&format!("{}/undoing", staged.location), &[]).await.assert_went_to(&staged.location);
    assert_eq!(grades_of(&app), [(2013, "HTTNV".into())]);
    tt.post(&format!("{}/undoing", staged.location), &[]).await.assert_status(409);
    let told = app.audited();
    assert_eq!(told[told.len() - 3..], ["import_staged", "import_stored", "import_undone"]);

    let again = store(&mut tt, "grades", "year,subject_code,grade\n2012,VP,HTTNV\n").await;
    app.move_to("2014-07-17");
    let mut tt = app.client("tt").await;
    let page = tt.post(&format!("{again}/undoing"), &[]).await;
    page.assert_status(422).assert_shows("Đã quá 24 giờ");
}

#[actix_web::test]
async fn a_faulty_file_is_shown_cell_by_cell_and_never_stored() {
    let app = TestApp::new();
    let mut tt = app.login("tt", "VP", &[Role::Secretariat]).await;
    let csv = "year,subject_code,grade\n2013,VP,HTXSNV\n2013,XX,HTTNV\n2013,VP,HTNV\n204,DT,<b>\n";
    let staged = tt.upload("grades", "loi.csv", csv.as_bytes()).await;
    let page = tt.get(&staged.location).await;
    page.assert_ok().assert_shows("<title>Lỗi: ").assert_shows("Chưa nhập được.").assert_hides("/confirmation");
    for words in [">B3</th>", ">A4</th>", ">A5</th>", ">C5</th>", "Trùng với dòng 2.", "&#60;b&#62;"] {
        page.assert_shows(words);
    }
    tt.post(&format!("{}/confirmation", staged.location), &[]).await.assert_status(422).assert_shows(">B3</th>");
    assert!(grades_of(&app).is_empty());
    let list = tt.get(&format!("{}/faults.csv", staged.location)).await;
    list.assert_ok();
    assert!(list.body.contains("B3,Mã cán bộ/đơn vị,XX,"), "{}", list.body);
    tt.get(&format!("{}/faults.xlsx", staged.location)).await.assert_ok();
}

#[actix_web::test]
async fn disciplines_and_leaves_are_taken_back_as_they_stood() {
    let app = TestApp::new();
    app.person("QLNS-001", "Nguyễn Thị Hoà", "QLNS");
    let mut tt = app.login("tt", "VP", &[Role::Secretariat]).await;
    let first = "person_code,from_date,to_date,kind\nQLNS-001,05/03/2014,,Nghỉ thai sản\n";
    store(&mut tt, "leaves", first).await;
    let second =
        "person_code,from_date,to_date,kind\nQLNS-001,2014-03-05,2014-03-20,sick\nQLNS-001,2014-04-01,,study\n";
    let replacing = store(&mut tt, "leaves", second).await;
    tt.post(&format!("{replacing}/undoing"), &[]).await.assert_status(303);
    let leaves = leaves::table.select((leaves::kind, leaves::to_date));
    let left: Vec<(String, Option<chrono::NaiveDate>)> = app.read(|conn| leaves.load(conn));
    assert_eq!(left, [("maternity".to_owned(), None)]);

    let reprimand = "Mã cán bộ;Ngày quyết định;Hình thức\nQLNS-001;05/03/2013;Khiển trách\n";
    let added = store(&mut tt, "disciplines", reprimand).await;
    let kinds = disciplines::table.select((disciplines::kind, disciplines::entered_by.is_not_null()));
    assert_eq!(app.read(|conn| kinds.load::<(String, bool)>(conn)), [("KHIEN_TRACH".to_owned(), true)]);
    tt.post(&format!("{added}/undoing"), &[]).await.assert_status(303);
    assert_eq!(app.read(|conn| disciplines::table.count().get_result::<i64>(conn)), 0);
}

#[actix_web::test]
async fn odd_files_are_refused_with_the_reason() {
    let app = TestApp::new();
    let mut tt = app.login("tt", "VP", &[Role::Secretariat]).await;
    let row = "2013,VP,HTXSNV\n";
    let long = format!("year,subject_code,grade\n{}", row.repeat(5_001));
    for (kind, name, bytes, words) in [
        ("grades", "trang.xlsx", "<html></html>".as_bytes(), "Nội dung tệp không khớp với đuôi tên tệp"),
        ("grades", "anh.png", b"\x89PNG", "Tệp không phải bảng CSV hay XLSX"),
        ("grades", "rong.csv", b"", "Tệp không có dòng nào"),
        ("grades", "rong.xlsx", b"", "Tệp không có dòng nào"),
        ("grades", "dai.csv", long.as_bytes(), "Tệp có hơn 5000 dòng"),
        ("grades", "", b"", "Chưa chọn tệp"),
        ("grades", "cot.csv", b"year,grade\n2013,HTXSNV\n", "Thiếu cột này"),
        ("", "a.csv", row.as_bytes(), "Chưa chọn bảng dữ liệu"),
        ("salaries", "a.csv", row.as_bytes(), "Chưa chọn bảng dữ liệu"),
    ] {
        tt.upload(kind, name, bytes).await.assert_status(422).assert_shows(words);
    }
    tt.upload("grades", "nang.csv", &vec![b'x'; 21 * 1024 * 1024]).await.assert_status(413);
    assert_eq!(app.read(|conn| imports::table.count().get_result::<i64>(conn)), 0);
}

#[actix_web::test]
async fn each_imports_what_is_his_and_sees_his_own() {
    let app = TestApp::new();
    let mut tt = app.login("tt", "VP", &[Role::Secretariat]).await;
    let mut kt = app.login("kt", "VP", &[Role::Accountant]).await;
    let mut staff = app.login("cb", "VP", &[Role::Staff]).await;
    staff.get("/imports").await.assert_status(403);
    staff.upload("grades", "a.csv", b"year,subject_code,grade\n").await.assert_status(403);
    kt.upload("grades", "a.csv", b"year,subject_code,grade\n").await.assert_status(403);
    tt.upload("revenue_actuals", "a.csv", b"year,month,line_code,amount\n").await.assert_status(403);
    kt.get("/imports/templates/grades.xlsx").await.assert_status(403);
    let template = kt.get("/imports/templates/revenue_actuals.csv").await;
    assert_eq!(template.body, "\u{feff}year,month,line_code,unit_code,amount\r\n");

    let theirs =
        store(&mut kt, "revenue_actuals", "year,month,line_code,amount (tỷ đồng)\n2014,1,A.I.1a,\"1,5\"\n").await;
    for path in [theirs.clone(), format!("{theirs}/faults.csv")] {
        tt.get(&path).await.assert_status(404);
    }
    tt.post(&format!("{theirs}/undoing"), &[]).await.assert_status(404);
    let amount: i64 = app.read(|conn| revenue_actuals::table.select(revenue_actuals::amount).first(conn));
    assert_eq!(amount, 1_500_000_000);
    let mut forged = app.client("tt").await;
    let page = forged.post_exactly("/imports", &[("kind", "grades")]).await;
    page.assert_status(400);
}

#[actix_web::test]
async fn the_same_file_twice_says_so_and_changes_nothing() {
    let app = TestApp::new();
    let mut tt = app.login("tt", "VP", &[Role::Secretariat]).await;
    let csv = "year,subject_code,grade\n2013,VP,HTXSNV\n";
    store(&mut tt, "grades", csv).await;
    let again = tt.upload("grades", "khac.csv", csv.as_bytes()).await;
    let page = tt.get(&again.location).await;
    page.assert_shows("Tệp này đã được nhập lúc 12:00 15/07/2014.").assert_shows("Không có gì để nhập.");
}

#[actix_web::test]
async fn what_something_was_built_on_is_not_taken_back() {
    let app = TestApp::new();
    let mut tt = app.login("tt", "VP", &[Role::Secretariat]).await;
    let heading = "code,full_name,gender,unit_code,position,staff_kind,joined_on\n";
    let one = store(&mut tt, "people", &format!("{heading}A1,Lê An,Nam,VP,Chuyên viên,Công chức,2010-01-01\n")).await;
    let moved = store(&mut tt, "memberships", "person_code,from_date,unit_code,position,to_date\nA1,2010-01-01,VP,Chuyên viên,2012-12-31\nA1,2013-01-01,DT,Phó phòng,\n").await;
    let refused = tt.post(&format!("{one}/undoing"), &[]).await;
    refused.assert_status(422).assert_shows("Không hoàn tác được.");
    let count = |app: &TestApp| app.read(|conn| memberships::table.count().get_result::<i64>(conn));
    assert_eq!(count(&app), 3);
    tt.post(&format!("{moved}/undoing"), &[]).await.assert_went_to(&moved);
    let place: (UnitId, String) = app.read(|conn| {
        let of_code = people::table.inner_join(subjects::table).filter(subjects::code.eq("A1"));
        of_code.select((people::unit_id, people::position)).first(conn)
    });
    assert_eq!(place, (app.unit("VP"), "Chuyên viên".into()));
    store(&mut tt, "grades", "year,subject_code,grade\n2013,A1,HTXSNV\n").await;
    let refused = tt.post(&format!("{one}/undoing"), &[]).await;
    refused.assert_status(422).assert_shows("Đã có dữ liệu khác dựa trên các dòng này.");
    assert_eq!(grades_of(&app).len(), 1);
    let two = store(&mut tt, "people", &format!("{heading}A2,Lê Bình,Nữ,VP,Chuyên viên,Công chức,2010-01-01\n")).await;
    tt.post(&format!("{two}/undoing"), &[]).await.assert_went_to(&two);
    assert_eq!(app.read(|conn| subjects::table.filter(subjects::code.eq("A2")).count().get_result::<i64>(conn)), 0);
}

#[actix_web::test]
async fn every_table_goes_out_and_comes_in_on_the_web() {
    let app = TestApp::new();
    let mut tt = app.login("tt", "VP", &[Role::Secretariat]).await;
    for table in thidua::features::imports::tables::TABLES.iter().filter(|table| !table.format.name.starts_with("rev"))
    {
        let rows = app.db.read_now(|conn| thidua::features::imports::ops::all(conn, table)).unwrap();
        let (csv, xlsx) = (write_csv(table.format, &rows), write_xlsx(table.format, &rows).unwrap());
        for (name, bytes) in [("a.csv", csv), ("a.xlsx", xlsx)] {
            let staged = tt.upload(table.format.name, name, &bytes).await;
            tt.get(&staged.location).await.assert_ok().assert_shows("Không có gì để nhập.");
        }
    }
}
