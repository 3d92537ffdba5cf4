//! The grades of one unit on one page: entered together, changed, taken away, and shown in the records.

use diesel::prelude::*;
use thidua::schema::audit_entries;

use crate::support::*;

const SHEET: &str = "/grades?year=2013&unit=QLNS";

/// Saves rows of code, grade and score in the version that the page shows.
async fn enter(client: &mut Client, rows: &[(&str, &str, &str)]) -> Page {
    let page = client.get(SHEET).await;
    let version = page.between("name=\"version\" value=\"", "\"").expect(&page.body);
    enter_in(client, &version, rows).await
}

async fn enter_in(client: &mut Client, version: &str, rows: &[(&str, &str, &str)]) -> Page {
    let mut fields = vec![("version", version), ("year", "2013"), ("unit", "QLNS")];
    for (code, grade, score) in rows {
        fields.extend([("subject_code", *code), ("grade", *grade), ("score", *score)]);
    }
    client.post("/grades", &fields).await
}

fn department() -> TestApp {
    let app = TestApp::new();
    app.person("QLNS-001", "Nguyễn Thị Hoà", "QLNS");
    app.person("QLNS-002", "Đỗ Văn An", "QLNS");
    app.person("DT-001", "Vi Văn Hải", "DT");
    app
}

async fn secretariat(app: &TestApp) -> Client {
    app.login("NGUYET", "VP", &[Role::Staff, Role::Secretariat]).await
}

const ROWS: [(&str, &str, &str); 3] = [("QLNS", "HTTNV", ""), ("QLNS-001", "HTXSNV", "95,5"), ("QLNS-002", "", "")];

#[actix_web::test]
async fn a_units_grades_are_entered_on_one_page() {
    let app = department();
    let mut nguyet = secretariat(&app).await;
    let page = nguyet.get(SHEET).await;
    page.assert_ok().assert_shows("31/12/2013").assert_shows("HTXSNV – Hoàn thành xuất sắc nhiệm vụ");
    page.assert_hides("Vi Văn Hải");
    let places = ["Phòng Quản lý ngân sách <", "Đỗ Văn An <", "Nguyễn Thị Hoà <"].map(|name| page.body.find(name));
    assert!(places.is_sorted() && places.iter().all(Option::is_some), "the unit, then its people by name");
    enter(&mut nguyet, &ROWS).await.assert_went_to("/grades?year=2013&unit=QLNS");
    nguyet.get(SHEET).await.assert_shows("value=\"95,5\"").assert_shows("value=\"HTXSNV\" selected");
    nguyet.get("/people/QLNS-001").await.assert_shows("Hoàn thành xuất sắc nhiệm vụ (95,5 điểm)");
    nguyet.get("/units/QLNS").await.assert_shows("Hoàn thành tốt nhiệm vụ").assert_shows("nhập xếp loại");
    let file = nguyet.get("/grades.csv?year=2013").await;
    file.assert_shows("year,subject_code,grade,score\r\n2013,QLNS,HTTNV,\r\n2013,QLNS-001,HTXSNV,\"95,5\"");
    nguyet.get("/grades.csv?year=2013&unit=DT").await.assert_ok().assert_hides("HTXSNV");
    nguyet.get("/grades.xlsx?year=2013&unit=QLNS").await.assert_ok();
}

#[actix_web::test]
async fn one_entry_of_the_unit_tells_what_changed() {
    let app = department();
    let mut nguyet = secretariat(&app).await;
    enter(&mut nguyet, &ROWS).await.assert_status(303);
    enter(&mut nguyet, &[("QLNS", "", ""), ("QLNS-001", "HTTNV", ""), ("QLNS-002", "", "")]).await.assert_status(303);
    let told: Vec<(String, String)> = app.read(|conn| {
        let entered = audit_entries::table.filter(audit_entries::event.eq("grades_entered"));
        entered.order(audit_entries::id).select((audit_entries::note, audit_entries::changes)).load(conn)
    });
    assert_eq!(told.len(), 2);
    assert_eq!(told[1].0, "Năm 2013, 2 thay đổi.");
    assert!(told[1].1.contains("QLNS HTTNV") && told[1].1.contains("QLNS-001 HTXSNV 95,5"), "{}", told[1].1);
    nguyet.get("/grades.csv?year=2013").await.assert_shows("QLNS-001,HTTNV,").assert_hides("2013,QLNS,");
}

#[actix_web::test]
async fn grades_are_entered_by_nobody_but_the_secretariat() {
    let app = department();
    let mut head = app.login("HUONG", "QLNS", &[Role::Staff, Role::UnitHead]).await;
    head.get(SHEET).await.assert_status(403);
    head.get("/grades.csv").await.assert_status(403);
    enter_in(&mut head, "0", &ROWS).await.assert_status(403);
    assert!(!app.audited().contains(&"grades_entered".to_owned()));
}

#[actix_web::test]
async fn a_wrong_row_is_said_at_its_field_and_nothing_is_saved() {
    let app = department();
    let mut nguyet = secretariat(&app).await;
    let page = enter(&mut nguyet, &[("QLNS", "HTTNV", "101"), ("QLNS-001", "", "95"), ("QLNS-002", "A", "")]).await;
    page.assert_field_error("score-QLNS", "QLNS: Điểm từ 0 đến 100, nhiều nhất hai chữ số sau dấu phẩy.");
    page.assert_field_error("grade-QLNS-001", "Chọn xếp loại của QLNS-001.");
    page.assert_field_error("grade-QLNS-002", "Chọn xếp loại của QLNS-002.").assert_shows("value=\"101\"");
    nguyet.get("/grades.csv?year=2013").await.assert_hides("HTTNV");
    let elsewhere = enter(&mut nguyet, &[("QLNS", "HTTNV", ""), ("DT-001", "HTTNV", "")]).await;
    elsewhere.assert_status(404);
    nguyet.get("/grades.csv?year=2013").await.assert_hides("HTTNV");
    nguyet.post("/grades", &[("year", "2013"), ("unit", "QLNS"), ("subject_code", "QLNS")]).await.assert_status(400);
    for address in ["/grades?year=2015", "/grades?unit=KHONGCO", "/grades?year=1950"] {
        nguyet.get(address).await.assert_status(404);
    }
}

#[actix_web::test]
async fn the_second_to_enter_a_units_grades_is_told_who_was_first() {
    let app = department();
    let mut nguyet = secretariat(&app).await;
    let old = nguyet.get(SHEET).await.between("name=\"version\" value=\"", "\"").unwrap();
    enter(&mut nguyet, &ROWS).await.assert_status(303);
    enter_in(&mut nguyet, &old, &ROWS).await.assert_status(409).assert_shows("vừa nhập xếp loại");
}

#[actix_web::test]
async fn who_belonged_to_the_unit_at_the_end_of_the_year_is_graded_there() {
    let app = department();
    let moved = app.person("VP-001", "Mạc Văn Khôi", "VP");
    let unit = app.unit("QLNS");
    app.set_up(|tx| {
        let from = "2014-01-01".parse().unwrap();
        let to = thidua::features::people::ops::Transfer { unit, position: "Trưởng phòng".into(), from };
        thidua::features::people::ops::transfer(tx, moved, &to)
    });
    let mut nguyet = secretariat(&app).await;
    nguyet.get(SHEET).await.assert_hides("Mạc Văn Khôi");
    nguyet.get("/grades?year=2013&unit=VP").await.assert_shows("Mạc Văn Khôi");
    nguyet.get("/grades?year=2014&unit=QLNS").await.assert_shows("Mạc Văn Khôi").assert_shows("15/07/2014");
}

/// Forms and files of 2026, when civil servants and public employees are graded by score.
mod by_score {
    use thidua::domain::law::DisciplineCode;
    use thidua::domain::year::Year;
    use thidua::features::{disciplines, imports, people, years};
    use thidua::schema::grades;

    use super::*;

    const ARTICLE: &str = "NĐ 335/2025/NĐ-CP (mức xếp loại chất lượng công chức)";

    fn department() -> TestApp {
        let app = TestApp::on("2026-12-20");
        for number in 1..=6 {
            app.person(&format!("QLNS-{number:03}"), &format!("Đỗ Văn {number}"), "QLNS");
        }
        app.set_up(|tx| years::ops::open(tx, Year(2026)));
        app
    }

    async fn enter(client: &mut Client, rows: &[(&str, &str, &str)]) -> Page {
        let mut fields = vec![("year", "2026"), ("unit", "QLNS")];
        for (code, grade, score) in rows {
            fields.extend([("subject_code", *code), ("grade", *grade), ("score", *score)]);
        }
        client.post_from("/grades?year=2026&unit=QLNS", "/grades", &fields).await
    }

    fn stored(app: &TestApp) -> Vec<(String, Option<i64>)> {
        app.read(|conn| grades::table.order(grades::id).select((grades::grade, grades::score_hundredths)).load(conn))
    }

    fn discipline(app: &TestApp, code: &str) {
        app.set_up(|tx| {
            let person = people::ops::by_code(tx.conn, code)?.unwrap();
            let content = disciplines::ops::Content {
                decided_on: "2026-05-04".parse().unwrap(),
                kind: DisciplineCode::from_code("KHIEN_TRACH").unwrap(),
                decision_no: String::new(),
            };
            disciplines::ops::record(tx, person, &content)
        });
    }

    #[actix_web::test]
    async fn the_grade_follows_the_score_on_the_page() {
        let app = department();
        let mut nguyet = secretariat(&app).await;
        let page = nguyet.get("/grades?year=2026&unit=QLNS").await;
        page.assert_shows("Công chức: từ 90 điểm Hoàn thành xuất sắc nhiệm vụ, từ 70 điểm Hoàn thành tốt nhiệm vụ");
        page.assert_shows(ARTICLE);
        nguyet.get("/grades?year=2013&unit=QLNS").await.assert_hides("từ 90 điểm");
        let rows = [("QLNS-001", "", "85,5"), ("QLNS-002", "HTNV", "60"), ("QLNS-003", "HTTNV", "")];
        enter(&mut nguyet, &rows).await.assert_status(303);
        let expected = [("HTTNV", Some(8_550)), ("HTNV", Some(6_000)), ("HTTNV", None)];
        assert_eq!(stored(&app), expected.map(|(grade, score)| (grade.to_owned(), score)));
    }

    #[actix_web::test]
    async fn a_grade_against_its_score_is_refused_with_the_article() {
        let app = department();
        let mut nguyet = secretariat(&app).await;
        let good = ["QLNS-003", "QLNS-004", "QLNS-005", "QLNS-006"].map(|code| (code, "", "75"));
        let wrong = [("QLNS-001", "HTTNV", "65"), ("QLNS-002", "HTTNV", "95"), ("QLNS", "", "80")];
        let page = enter(&mut nguyet, &[&wrong[..], &good[..]].concat()).await;
        page.assert_field_error(
            "grade-QLNS-001",
            &format!("QLNS-001: 65 điểm là Hoàn thành nhiệm vụ (từ 50 điểm, {ARTICLE}). Sửa điểm hoặc xếp loại."),
        );
        page.assert_shows("QLNS-002: 95 điểm là Hoàn thành xuất sắc nhiệm vụ (từ 90 điểm");
        page.assert_field_error("grade-QLNS", "QLNS: Chọn xếp loại, ở đây điểm không thay cho xếp loại.");
        assert_eq!(stored(&app), []);
        discipline(&app, "QLNS-001");
        let page = enter(&mut nguyet, &[("QLNS-001", "", "85")]).await;
        page.assert_field_error(
            "grade-QLNS-001",
            "QLNS-001: Chọn xếp loại, vì trong năm có kỷ luật nên không xếp theo điểm.",
        );
        enter(&mut nguyet, &[("QLNS-001", "KHTNV", "85")]).await.assert_status(303);
    }

    #[actix_web::test]
    async fn too_many_of_the_best_are_warned_of_and_explain_a_lower_grade() {
        let app = department();
        let mut nguyet = secretariat(&app).await;
        let good = ["QLNS-003", "QLNS-004", "QLNS-005", "QLNS-006"].map(|code| (code, "", "75"));
        let rows = [&[("QLNS-001", "", "95"), ("QLNS-002", "", "92")], &good[..]].concat();
        enter(&mut nguyet, &rows).await.assert_status(303);
        let page = nguyet.get("/grades?year=2026&unit=QLNS").await;
        page.assert_shows("Quá tỷ lệ xếp loại xuất sắc.");
        page.assert_shows("2 người Hoàn thành xuất sắc nhiệm vụ, tối đa 0 (20% của 4 người Hoàn thành tốt nhiệm vụ)");
        page.assert_shows("NĐ 48/2023/NĐ-CP Điều 1");
        enter(&mut nguyet, &[("QLNS-001", "", "95"), ("QLNS-002", "HTTNV", "92")]).await.assert_status(303);
        let page = nguyet.get("/grades?year=2026&unit=QLNS").await;
        page.assert_shows("1 người Hoàn thành xuất sắc nhiệm vụ, tối đa 1 (20% của 5 người").assert_hides("Quá tỷ lệ");
    }

    #[actix_web::test]
    async fn a_file_follows_the_same_rules() {
        let app = department();
        discipline(&app, "QLNS-004");
        let table = imports::ops::table("grades").unwrap();
        let store = |csv: &str| {
            app.db.write_now(&thidua::policy::Actor::machine(), |tx| {
                imports::ops::store_file(tx, table, csv.as_bytes(), "a.csv")
            })
        };
        let wrong = "year,subject_code,grade,score\n2026,QLNS-001,HTXSNV,85\n2026,QLNS-002,,\n2026,QLNS,,80\n\
                     2026,QLNS-004,,80\n2013,QLNS-001,,95\n";
        let said = store(wrong).expect_err("faults").message();
        let places: Vec<_> = said.lines().map(|line| line.split(' ').next().unwrap()).collect();
        assert_eq!(places, ["C2", "C3", "C4", "C5", "C6"], "{said}");
        assert!(said.contains(ARTICLE), "{said}");
        store("year,subject_code,score\n2026,QLNS-001,85\n2026,QLNS-002,\"69,99\"\n").unwrap();
        assert_eq!(stored(&app), [("HTTNV".to_owned(), Some(8_500)), ("HTNV".to_owned(), Some(6_999))]);
        store("year,subject_code,score\n2026,QLNS-001,91\n").unwrap();
        assert_eq!(stored(&app)[0], ("HTXSNV".to_owned(), Some(9_100)), "a new score brings its grade");
        store("year,subject_code,grade,score\n2026,QLNS-004,KHTNV,80\n2013,QLNS-001,HTTNV,95\n").unwrap();
    }
}
