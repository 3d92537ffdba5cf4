//! What is stored of oneself: read, taken along, corrected.

use crate::support::*;

#[actix_web::test]
async fn everybody_reads_and_takes_along_what_is_stored_of_him_and_of_nobody_else() {
    let app = TestApp::new();
    let mut lan = app.login("lan", "QLNS", &[Role::Staff]).await;
    let lan_id = app.actor("lan").person.unwrap();
    app.login("hoa", "VP", &[Role::Staff]).await;
    app.execute(&format!("UPDATE people SET national_id = '001079001234' WHERE id = {lan_id}")).unwrap();
    let table = thidua::features::imports::ops::table("grades").unwrap();
    let csv = "year,subject_code,grade\n2013,QLNS-LAN,HTXSNV\n2013,VP-HOA,HTTNV\n";
    app.set_up(|tx| thidua::features::imports::ops::store_file(tx, table, csv.as_bytes(), "x.csv"));
    let page = lan.get("/account/data").await;
    page.assert_ok().assert_shows("QLNS-LAN").assert_shows("05/09/1979").assert_shows("HTXSNV");
    page.assert_shows("********1234").assert_hides("001079001234").assert_shows("Không lưu gì");
    for of_others in ["VP-HOA", "HTTNV", "Nguyễn Thị hoa", "$argon2id"] {
        page.assert_hides(of_others);
    }
    let file = lan.get("/account/data.csv").await;
    file.assert_ok().assert_shows("001079001234").assert_shows("HTXSNV").assert_hides("VP-HOA");
    assert!(app.audited().contains(&"list_exported".to_owned()));
    // Who is nobody on the staff has an account all the same.
    app.account("quantri", None, &[Role::ItAdmin]);
    app.client("quantri").await.get("/account/data").await.assert_ok().assert_shows("quản trị CNTT");
}

#[actix_web::test]
async fn a_correction_is_asked_for_answered_by_the_secretariat_and_told_back() {
    let app = TestApp::new();
    let mut lan = app.login("lan", "QLNS", &[Role::Staff]).await;
    let mut secretariat = app.login("nguyet", "VP", &[Role::Staff, Role::Secretariat]).await;
    let path = "/account/data/corrections";
    lan.post(path, &[("words", "")]).await.assert_field_error("words", "Ghi rõ dữ liệu nào sai và đúng là gì.");
    lan.post(path, &[("words", "Ngày sinh đúng là 06/09/1979")]).await.assert_went_to("/account/data");
    lan.get("/account/data").await.assert_shows("Chờ thường trực trả lời.");
    secretariat.get("/notices").await.assert_shows("đề nghị sửa dữ liệu cá nhân").assert_shows("/corrections/1");
    secretariat.get("/corrections").await.assert_shows("Ngày sinh đúng là 06/09/1979");
    secretariat.get("/corrections/1").await.assert_ok();
    let empty = secretariat.post("/corrections/1/answer", &[("answer", " ")]).await;
    empty.assert_field_error("answer", "Ghi đã sửa gì, hoặc vì sao không sửa.");
    for path in ["/corrections", "/corrections.csv", "/corrections/1"] {
        lan.get(path).await.assert_status(403);
    }
    lan.post("/corrections/1/answer", &[("answer", "Đã sửa")]).await.assert_status(403);
    let answer = [("answer", "Đã sửa theo giấy khai sinh")];
    secretariat.post("/corrections/1/answer", &answer).await.assert_went_to("/corrections");
    secretariat.post("/corrections/1/answer", &answer).await.assert_status(409);
    lan.get("/account/data").await.assert_shows("Đã sửa theo giấy khai sinh");
    lan.get("/notices").await.assert_shows("đã có trả lời");
    for kind in ["correction_asked_for", "correction_answered"] {
        assert!(app.audited().iter().any(|audited| audited == kind), "{kind}");
    }
    for _ in 0..5 {
        lan.post(path, &[("words", "Chức vụ")]).await.assert_went_to("/account/data");
    }
    let page = lan.post(path, &[("words", "Chức vụ")]).await;
    page.assert_field_error("words", "Đã có 5 đề nghị đang chờ. Đợi trả lời rồi gửi tiếp.");
}

/// Where a person is named who is not the one it is about, or what is nobody's to take along: a roll says who has voted.
const ASIDE: [&str; 6] = ["agencies", "ballots", "cluster_sheets", "roll", "unit_meetings", "units"];

#[actix_web::test]
async fn every_register_that_is_about_a_person_is_told_of() {
    use diesel::sql_types::Text;
    #[derive(diesel::QueryableByName)]
    struct Table {
        #[diesel(sql_type = Text)]
        name: String,
    }
    let app = TestApp::new();
    let tables = "SELECT DISTINCT m.name AS name FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f \
                  WHERE m.type = 'table' AND f.\"table\" IN ('people', 'subjects') ORDER BY 1";
    let tables: Vec<Table> = app.read(|conn| diesel::RunQueryDsl::load(diesel::sql_query(tables), conn));
    assert!(tables.len() > 20);
    let store = include_str!("../../src/features/personal_data/store.rs");
    let untold: Vec<_> = tables.into_iter().map(|it| it.name).filter(|name| !store.contains(name.as_str())).collect();
    assert_eq!(untold, ASIDE);
    let mut lan = app.login("lan", "QLNS", &[Role::Staff]).await;
    lan.post("/account/data/corrections", &[("words", "Ngày sinh đúng là 06/09/1979")]).await.assert_status(303);
    let page = lan.get("/account/data").await;
    page.assert_ok().assert_shows("Nơi khác có tên đồng chí").assert_shows("Đề nghị sửa dữ liệu");
}
