//! From registration to result, down to each person: proposed, turned down with the reason, against the caps.

use super::*;

#[actix_web::test]
async fn what_was_proposed_and_turned_down_stands_beside_what_was_registered() {
    let (app, mut reader) = department().await;
    let first = register(&app, 2013, "Q1", "CSTDCS", "not_awarded");
    propose(&app, 2013, ("Q1", "CSTDCS"), "rejected", Some(first), "Sáng kiến chưa được công nhận");
    propose(&app, 2013, ("Q2", "CSTDCS"), "rejected", None, "Thiếu biên bản họp");
    propose(&app, 2013, ("Q3", "CSTDCS"), "verified", None, "");
    propose(&app, 2013, ("Q4", "CSTDCS"), "withdrawn", None, "");
    let page = reader.get("/progress/units/QLNS?year=2013").await;
    let link = |path: &str, rest: &str| format!("<a href=\"{path}?year=2013&#38;unit=QLNS&#38;award=CSTDCS{rest}\">");
    page.assert_shows(&format!("{}3</a>", link("/dossiers", "&#38;state=proposed")));
    page.assert_shows(&format!("{}2</a>", link("/progress/refusals", "")));
    page.assert_shows("CSTĐCS</a>: Thiếu biên bản họp").assert_shows("người, mỗi người một lần");

    let behind = reader.get("/progress/refusals?year=2013&unit=QLNS&award=CSTDCS").await;
    behind.assert_ok().assert_shows("2 đăng ký, hồ sơ").assert_shows("Thiếu biên bản họp");
    let file = reader.get("/progress/refusals.csv?year=2013").await;
    file.assert_shows("2013,Q1,Nguyễn Văn Nam,QLNS,CSTDCS,Đăng ký,Không đạt,,2014-07-15");
    file.assert_shows("2013,Q2,Nguyễn Văn Nam,QLNS,CSTDCS,Hồ sơ đề nghị,Không đạt,Thiếu biên bản họp,2014-07-15");
    reader.get("/dossiers?year=2013&state=proposed").await.assert_shows("3 hồ sơ").assert_hides("Đã rút</span>");
    reader.get("/progress/refusals?year=2012").await.assert_shows("chưa có đăng ký, hồ sơ nào không đạt");
}

/// How many people of a unit its page tells the reader of.
async fn people_on(reader: &mut Client, unit: &str) -> usize {
    let page = reader.get(&format!("/progress/units/{unit}?year=2014")).await;
    page.between("id=\"nguoi\">", "</section>").unwrap().matches("role=\"rowheader\"").count()
}

#[actix_web::test]
async fn each_reads_only_of_those_he_may_read_of() {
    let (app, mut secretariat) = department().await;
    let mut staff = app.login("LAN", "DT", &[Role::Staff]).await;
    let mut head = app.login("HUONG", "QLNS", &[Role::Staff, Role::UnitHead]).await;
    register(&app, 2014, "Q1", "CSTDCS", "rejected");
    register(&app, 2014, "D1", "CSTDCS", "filed");
    assert_eq!(people_on(&mut secretariat, "QLNS").await, 5);
    assert_eq!(people_on(&mut head, "QLNS").await, 5);
    assert_eq!(people_on(&mut head, "DT").await, 0);
    let own = staff.get("/progress/units/DT?year=2014").await;
    own.assert_shows("/people/DT-LAN\"").assert_hides("/people/D1\"").assert_shows("Bạn xem được dòng của mình");
    own.assert_hides("/registrations?year=").assert_hides("/progress/refusals?");
    staff.get("/progress/refusals?year=2014").await.assert_shows("0 đăng ký, hồ sơ").assert_hides("/people/Q1");
    head.get("/progress/refusals?year=2014").await.assert_shows("1 đăng ký, hồ sơ").assert_shows("/people/Q1");
}

#[actix_web::test]
async fn titles_stand_against_the_largest_share_that_is_allowed() {
    let (app, mut reader) = department().await;
    decide(&app, OWN, 2013, "2014-01-20", &[("Q1", "LDTT"), ("Q1", "CSTDCS"), ("Q2", "LDTT"), ("D1", "LDTT")]);
    // No cap of 2013 is known; from 15/10/2014 at most 15 % of those with the lower title.
    let page = reader.get("/progress?year=2013").await;
    page.assert_shows("Chiến sĩ thi đua cơ sở: 1 người đạt (33,3%)").assert_shows("Không có mức tối đa");
    decide(&app, OWN, 2014, "2014-07-10", &[("Q1", "LDTT"), ("Q1", "CSTDCS"), ("Q2", "LDTT")]);
    register(&app, 2014, "Q1", "CSTDCS", "awarded");
    let running = reader.get("/progress?year=2014").await;
    running.assert_shows("1 người đăng ký (100,0%), vượt mức tối đa 0 người").assert_shows("Vượt mức");
    running.assert_shows("Không quá 15%");
}

#[actix_web::test]
async fn units_that_came_and_went_are_said_and_the_years_of_each_are_drawn() {
    let (app, mut reader) = department().await;
    move_to_new_unit(&app, "Q4", "2013-07-01");
    decide(&app, OWN, 2012, "2013-01-20", &[("Q1", "CSTDCS"), ("Q4", "CSTDCS")]);
    decide(&app, OWN, 2013, "2014-01-20", &[("Q4", "CSTDCS"), ("Q1", "LDTT")]);
    let page = reader.get("/progress/years?year=2013&award=CSTDCS").await;
    page.assert_ok().assert_shows("Mới thành lập 01/07/2013").assert_shows("tăng từ 0 lên 1");
    page.assert_shows("<desc id=\"dv-1-d\">2009: 0; 2010: 0; 2011: 0; 2012: ");
    let file = reader.get("/progress/years.csv?year=2013&award=CSTDCS").await;
    file.assert_shows("QLNS,CSTDCS,2012,4,2\r\n").assert_shows("NSHX,CSTDCS,2013,1,1\r\n");
    let lower = reader.get("/progress/years.csv?year=2013&award=LDTT").await;
    lower.assert_shows("QLNS,LDTT,2012,4,2\r\n").assert_shows("NSHX,LDTT,2013,1,1\r\n");
    reader.get("/progress?year=2014").await.assert_shows("Thành lập 01/07/2013");
    let board = reader.get("/progress?year=2013").await;
    board
        .assert_shows("<figcaption id=\"nam-1\">Chiến sĩ thi đua cơ sở tăng từ 0 lên 1 người")
        .assert_shows("role=\"img\"");
}
