//! Lists of old decisions that name people: columns, words for awards, who is meant row by row, the way back.

use diesel::prelude::*;
use thidua::domain::ids::*;
use thidua::schema::{award_list_choices, award_lists, award_words, awards, decisions, imports, subjects};

use crate::support::*;

const PATH: &str = "/imports/award-lists";
const LIST: &str = "DANH SÁCH KHEN THƯỞNG;;;;;;\nSTT;Họ và tên;Đơn vị;Chức vụ;Danh hiệu;Số quyết định;Ngày quyết định\n\
    1;Nguyễn Thị Hoà;Phòng Quản lý ngân sách;Chuyên viên;CSTĐCS;12/QĐ-STC;15/01/2010\n\
    2;Lê Văn An;P. Tài chính đầu tư;Phó phòng;Lao động giỏi;12/QĐ-STC;15/01/2010\n\
    3;Trần Văn Lạ;Phòng Quản lý ngân sách;;Lao động tiên tiến;12/QĐ-STC;15/01/2010\n\
    4;Trần Văn Lạ;Phòng Quản lý ngân sách;;Lao động tiên tiến;30/QĐ-STC;15/01/2011\n\
    5;Phòng Quản lý ngân sách;;;Tập thể lao động tiên tiến;12/QĐ-STC;15/01/2010\n";

async fn send(client: &mut Client, csv: &str) -> String {
    let kept = client.upload_to(PATH, "", "cu.csv", csv.as_bytes()).await;
    kept.assert_status(303);
    kept.location
}

fn id_of(app: &TestApp, code: &str) -> String {
    let id: SubjectId =
        app.read(|conn| subjects::table.filter(subjects::code.eq(code)).select(subjects::id).first(conn));
    id.to_string()
}

/// Who has which award of which year by which decision.
fn held(app: &TestApp) -> Vec<(String, String, i64, Option<String>)> {
    let all = awards::table.inner_join(subjects::table).inner_join(decisions::table);
    let columns = (subjects::code, awards::award_code, awards::year, decisions::number);
    app.read(|conn| all.order((awards::year, subjects::code)).select(columns).load(conn))
}

async fn secretary(app: &TestApp) -> Client {
    app.person("QLNS-001", "Nguyễn Thị Hoà", "QLNS");
    app.person("DT-001", "Nguyễn Thị Hoà", "DT");
    app.person("VP-001", "Lê Văn An", "VP");
    app.login("tt", "VP", &[Role::Secretariat]).await
}

#[actix_web::test]
async fn a_list_of_names_is_matched_row_by_row_stored_and_taken_back_as_one() {
    let app = TestApp::new();
    let mut tt = secretary(&app).await;
    let list = send(&mut tt, LIST).await;
    let page = tt.get(&list).await;
    page.assert_ok().assert_shows("“Lao động giỏi”, 1 dòng, là gì?").assert_hides("Nhập danh sách</button>");
    let word = [("said_0", "Lao động giỏi"), ("word_0", "LDTT")];
    tt.post(&format!("{list}/words"), &word).await.assert_went_to(&list);

    let rows = format!("{list}/rows");
    let page = tt.get(&rows).await;
    // The one of this unit first and chosen beforehand, the namesake behind; one of another unit is only offered.
    let (own, other) = (id_of(&app, "QLNS-001"), id_of(&app, "DT-001"));
    page.assert_ok()
        .assert_shows(&format!("id=\"choice_3\" name=\"choice_3\" value=\"{own}\" checked"))
        .assert_shows(&format!("name=\"choice_3\" value=\"{other}\">"))
        .assert_shows(&format!("id=\"choice_4\" name=\"choice_4\" value=\"{}\">", id_of(&app, "VP-001")))
        .assert_shows(&format!("name=\"choice_7\" value=\"{}\" checked", id_of(&app, "QLNS")));
    tt.post(&format!("{list}/confirmation"), &[]).await.assert_status(422).assert_shows("Còn 5 dòng chưa chọn người.");

    // Some today …
    tt.post(&rows, &[("choice_3", own.as_str()), ("choice_4", "")]).await.assert_went_to(&list);
    tt.get(&list).await.assert_shows("<dd class=\"facts__value\">4</dd>");
    // … and the others another day.
    let unit = id_of(&app, "QLNS");
    let new = |row: &str| {
        [("choice", "new"), ("gender", "male"), ("unit", "QLNS"), ("joined", "01/08/2005")]
            .map(|(name, value)| (format!("{name}_{row}"), value))
    };
    let all = [new("5"), new("6")].concat();
    let mut typed: Vec<(&str, &str)> = all.iter().map(|(name, value)| (name.as_str(), *value)).collect();
    typed.extend([("choice_4", "other"), ("code_4", "VP-001"), ("choice_7", unit.as_str())]);
    tt.post(&rows, &typed).await.assert_went_to(&list);
    tt.get(&list).await.assert_shows("Mọi dòng đã chọn xong.");
    assert!(held(&app).is_empty());
    tt.post(&format!("{list}/confirmation"), &[]).await.assert_went_to(&list);
    let award = |code: &str, award: &str, year, number: &str| {
        (code.to_owned(), award.to_owned(), year, Some(number.to_owned()))
    };
    let expected = [
        award("QLNS", "TTLDTT", 2010, "12/QĐ-STC"),
        award("QLNS-001", "CSTDCS", 2010, "12/QĐ-STC"),
        award("QLNS-C001", "LDTT", 2010, "12/QĐ-STC"),
        award("VP-001", "LDTT", 2010, "12/QĐ-STC"),
        award("QLNS-C001", "LDTT", 2011, "30/QĐ-STC"),
    ];
    assert_eq!(held(&app), expected);
    let name: String =
        app.read(|conn| subjects::table.filter(subjects::code.eq("QLNS-C001")).select(subjects::name).first(conn));
    assert_eq!(name, "Trần Văn Lạ");
    tt.post(&format!("{list}/confirmation"), &[]).await.assert_status(409);

    // The same file again: everything is there.
    let again = send(&mut tt, LIST).await;
    tt.get(&again).await.assert_shows("Tệp này đã được tt nhập lúc 12:00 15/07/2014.");
    tt.post(&format!("{again}/discarding"), &[]).await.assert_went_to(PATH);

    tt.post(&format!("{list}/undoing"), &[]).await.assert_went_to(&list);
    assert!(held(&app).is_empty());
    let left: i64 = app.read(|conn| subjects::table.filter(subjects::code.eq("QLNS-C001")).count().get_result(conn));
    assert_eq!(left, 0);
    // What was chosen is kept, to be mended and stored again.
    let page = tt.get(&list).await;
    page.assert_shows("Mọi dòng đã chọn xong.");
    tt.post(&format!("{list}/confirmation"), &[]).await.assert_went_to(&list);
    assert_eq!(held(&app).len(), 5);
}

#[actix_web::test]
async fn what_something_rests_on_is_not_taken_back() {
    let app = TestApp::new();
    let mut tt = secretary(&app).await;
    let list = send(&mut tt, "Họ và tên;Đơn vị;Danh hiệu;Số QĐ;Ngày ký\nTrần Văn Lạ;QLNS;LĐTT;1/QĐ;15/01/2010\n").await;
    let typed = [("choice_2", "new"), ("gender_2", "female"), ("unit_2", "QLNS"), ("joined_2", "01/08/2005")];
    tt.post(&format!("{list}/rows"), &typed).await.assert_went_to(&list);
    tt.post(&format!("{list}/confirmation"), &[]).await.assert_went_to(&list);
    app.set_up(|tx| {
        let table = thidua::features::imports::ops::table("grades").unwrap();
        thidua::features::imports::ops::store_file(
            tx,
            table,
            b"year,subject_code,grade\n2013,QLNS-C001,HTTNV\n",
            "x.csv",
        )
    });
    let page = tt.post(&format!("{list}/undoing"), &[]).await;
    page.assert_status(422).assert_shows("Đã có dữ liệu khác dựa trên các dòng này.");
    assert_eq!(held(&app).len(), 1, "all or nothing is taken back");
    let states: Vec<String> = app.read(|conn| imports::table.select(imports::state).load(conn));
    assert_eq!(states, ["stored", "stored"]);
}

#[actix_web::test]
async fn columns_are_chosen_and_what_is_missing_is_said_for_all_rows_at_once() {
    let app = TestApp::new();
    let mut tt = secretary(&app).await;
    let list = send(&mut tt, "Họ tên;Bộ phận;Mức\nNguyễn Thị Hoà;QLNS;CSTĐCS\nLê Văn An;GCS;LĐTT\n").await;
    tt.get(&list).await.assert_shows("2 dòng chưa nhập được.").assert_shows("Thiếu danh hiệu, hình thức khen thưởng.");
    let columns = format!("{list}/columns");
    tt.post(&columns, &[("name", "0"), ("award", "0")])
        .await
        .assert_status(422)
        .assert_shows("Cột này đã chọn cho họ và tên");
    tt.post(&columns, &[("name", "9")]).await.assert_field_error("name", "Chọn một cột trong danh sách.");
    let typed = [
        ("name", "0"),
        ("unit", "1"),
        ("award", "2"),
        ("fixed_number", "7/QĐ-STC"),
        ("fixed_day", "20/01/2009"),
        ("fixed_year", "2008"),
    ];
    tt.post(&columns, &typed).await.assert_went_to(&list);
    tt.get(&list).await.assert_hides("dòng chưa nhập được");
    tt.get(&format!("{list}/rows"))
        .await
        .assert_shows("Chiến sĩ thi đua cơ sở năm 2008, quyết định 7/QĐ-STC ngày 20/01/2009");
}

#[actix_web::test]
async fn faults_of_a_choice_stand_at_their_field_and_keep_what_was_typed() {
    let app = TestApp::new();
    let mut tt = secretary(&app).await;
    let list = send(&mut tt, LIST).await;
    let rows = format!("{list}/rows");
    tt.post(&rows, &[("choice_3", "")]).await.assert_status(422).assert_shows("Chưa chọn dòng nào.");
    let typed = [("choice_3", "other"), ("code_3", "KHONG-CO")];
    let page = tt.post(&rows, &typed).await;
    page.assert_field_error("code_3", "Không có cán bộ hay đơn vị nào mang mã này. Nhập lại mã.");
    page.assert_shows("value=\"KHONG-CO\"");
    let page = tt.post(&rows, &[("choice_5", "new"), ("unit_5", ""), ("joined_5", "31/02/2005")]).await;
    page.assert_shows("id=\"gender_5-error\"")
        .assert_shows("id=\"unit_5-error\"")
        .assert_shows("id=\"joined_5-error\"");
    tt.post(&rows, &[("choice_3", "99999")]).await.assert_status(422);
    tt.post(&rows, &[("choice_4", "skip")]).await.assert_status(422).assert_shows("không còn trong danh sách");
    assert_eq!(app.read(|conn| award_list_choices::table.count().get_result::<i64>(conn)), 0);
}

#[actix_web::test]
async fn words_are_remembered_seen_and_forgotten_and_lists_are_private() {
    let app = TestApp::new();
    let mut tt = secretary(&app).await;
    let list = send(&mut tt, LIST).await;
    tt.post(&format!("{list}/words"), &[("said_0", "Lao động giỏi"), ("word_0", "XX")]).await.assert_status(422);
    tt.post(&format!("{list}/words"), &[("said_0", "Lao động giỏi"), ("word_0", "-")]).await.assert_went_to(&list);
    tt.get(&list).await.assert_hides("Lao động giỏi").assert_shows("<dd class=\"facts__value\">4</dd>");
    tt.get(&format!("{PATH}/names")).await.assert_ok().assert_shows("Lao động giỏi").assert_shows("Bỏ qua");
    tt.get(&format!("{PATH}/names.csv")).await.assert_ok();
    let id: i64 = app.read(|conn| award_words::table.select(award_words::id).first(conn));
    tt.post(&format!("{PATH}/names/{id}/forgetting"), &[]).await.assert_went_to(&format!("{PATH}/names"));
    tt.get(&list).await.assert_shows("“Lao động giỏi”, 1 dòng, là gì?");

    let mut other = app.login("tt2", "VP", &[Role::Secretariat]).await;
    other.get(&list).await.assert_status(404);
    let mut kt = app.login("kt", "VP", &[Role::Accountant]).await;
    kt.get(PATH).await.assert_status(403);
    for (name, bytes, words) in [
        ("", "", "Chưa chọn tệp."),
        ("a.csv", "Ngày;Số\n1;2\n", "Không tìm thấy dòng tên cột"),
        ("a.png", "x", "Tệp không phải bảng CSV hay XLSX."),
    ] {
        let page = tt.upload_to(PATH, "", name, bytes.as_bytes()).await;
        page.assert_status(422).assert_shows(&format!("id=\"file-error\"><b>Lỗi:</b> {words}"));
    }
    assert_eq!(app.read(|conn| award_lists::table.count().get_result::<i64>(conn)), 1);
}
