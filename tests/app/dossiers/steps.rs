//! Each step: it works, it is refused to the wrong person and in the wrong state, the second of two is told who
//! was first.

use thidua::domain::dossier::State;
use thidua::domain::dossier::report::Section;

use super::*;

#[actix_web::test]
async fn what_was_returned_is_mended_and_filed_again() {
    let Office { app, mut staff, mut head, .. } = office().await;
    let address = file(&mut staff, "QLNS-LAN", "LDTT").await;
    let page = step(&mut head, &address, "return", &[("due", "31/02/2014")]).await;
    page.assert_field_error("note", "Nêu lý do để người gửi biết cần sửa gì.");
    page.assert_shows("31/02/2014").assert_shows("Hạn sửa chưa đúng");
    let page = step(&mut head, &address, "return", &[("note", "x"), ("due", "01/12/2014")]).await;
    page.assert_field_error("due", "Hạn sửa đã qua. Nhập ngày từ hôm nay trở đi.");
    let back = [("note", "Nêu số liệu tăng thu"), ("mend_field", "achievements"), ("due", "12/12/2014")];
    step(&mut head, &address, "return", &back).await.assert_went_to(NEXT);
    let page = staff.get(&address).await;
    page.assert_shows("Nêu số liệu tăng thu").assert_shows(&format!("{address}/report/achievements"));
    page.assert_shows("Hạn 12/12/2014");
    staff.get("/").await.assert_shows("Sửa 1 hồ sơ của tôi");
    write_report(&mut staff, &address, &[Section::Achievements]).await;
    step(&mut staff, &address, "filing", &[]).await.assert_went_to(&format!("{address}/filed"));
    assert_recorded(&app, &address, &["dossier_drafted", "dossier_filed", "dossier_returned", "dossier_filed"]);
}

#[actix_web::test]
async fn it_is_recalled_until_the_next_person_has_acted() {
    let mut office = office().await;
    let address = file(&mut office.staff, "QLNS-LAN", "LDTT").await;
    step(&mut office.staff, &address, "recall", &[]).await.assert_went_to(&address);
    assert_eq!(state(&office.app, &address), State::Returned);
    office.staff.get(&address).await.assert_shows("Người gửi thu lại để sửa.");
    step(&mut office.staff, &address, "filing", &[]).await.assert_status(303);
    hold_meeting(&office.app, "QLNS", "QLNS-LAN", "LDTT", 8);
    step(&mut office.head, &address, "agreement", &[]).await;
    step(&mut office.staff, &address, "recall", &[]).await.assert_status(403);
    office.staff.get(&address).await.assert_hides("Thu lại để sửa");
}

#[actix_web::test]
async fn it_is_withdrawn_until_it_is_verified_and_then_stands_still() {
    let mut office = office().await;
    let address = reviewed(&mut office, "LDTT").await;
    step(&mut office.staff, &address, "withdrawal", &[]).await.assert_went_to(&address);
    for act in ["verification", "return", "rejection", "hold"] {
        let note = [("note", "x")];
        step(&mut office.secretariat, &address, act, &note).await.assert_status(403);
    }
    assert_eq!(state(&office.app, &address), State::Withdrawn);
    let again = reviewed(&mut office, "LDTT").await;
    step(&mut office.secretariat, &again, "verification", &[]).await;
    step(&mut office.staff, &again, "withdrawal", &[]).await.assert_status(403);
}

#[actix_web::test]
async fn a_hold_stops_everything_and_leads_back() {
    let mut office = office().await;
    let address = reviewed(&mut office, "LDTT").await;
    let Office { app, mut secretariat, mut head, .. } = office;
    step(&mut secretariat, &address, "hold", &[]).await.assert_field_error("note", "Nêu lý do.");
    step(&mut head, &address, "hold", &[("note", "x")]).await.assert_status(403);
    step(&mut secretariat, &address, "hold", &[("note", "Đang xem xét kỷ luật")]).await.assert_went_to(&address);
    secretariat.get(&address).await.assert_shows("Tạm dừng xét").assert_shows("Đang xem xét kỷ luật");
    step(&mut secretariat, &address, "verification", &[]).await.assert_status(403);
    step(&mut secretariat, &address, "resumption", &[("note", "Không có vi phạm")]).await.assert_went_to(&address);
    assert_eq!(state(&app, &address), State::UnitReviewed);
    let ledger = secretariat.get("/dossiers/ledger").await;
    ledger.assert_shows("2 thay đổi").assert_shows("Thêm lại");
}

#[actix_web::test]
async fn it_is_handed_to_a_colleague_who_finds_it_in_his_own_queue() {
    let mut office = office().await;
    let address = reviewed(&mut office, "LDTT").await;
    let Office { app, mut secretariat, .. } = office;
    secretariat.get(&format!("{address}/handover")).await.assert_ok().assert_shows("value=\"thu\"");
    for wrong in ["", "huong", "ai-do"] {
        step(&mut secretariat, &address, "handover", &[("holder", wrong)]).await.assert_status(422);
    }
    let fields = [("holder", "thu"), ("note", "Đồng chí xem giúp phần sáng kiến")];
    step(&mut secretariat, &address, "handover", &fields).await.assert_went_to(&address);
    secretariat.get(&address).await.assert_shows("Thường trực: thu").assert_shows("xem giúp phần sáng kiến");
    let mut colleague = app.client("thu").await;
    colleague.get("/approvals?kind=dossier&holder=me").await.assert_shows("1 hồ sơ chờ").assert_shows("Chuyển cho thu");
    secretariat.get("/approvals?kind=dossier&holder=me").await.assert_shows("0 hồ sơ chờ");
    step(&mut colleague, &address, "verification", &[]).await.assert_went_to(NEXT);
}

#[actix_web::test]
async fn the_day_of_receipt_is_mended_with_a_reason() {
    let mut office = office().await;
    let address = reviewed(&mut office, "LDTT").await;
    let Office { app, mut secretariat, .. } = office;
    let typed = |day: &'static str| [("received_on", day), ("note", "Bản giấy đến trước")];
    step(&mut secretariat, &address, "receipt", &typed("06/12/2014"))
        .await
        .assert_field_error("received_on", "Ngày nhận không được sau hôm nay.");
    step(&mut secretariat, &address, "receipt", &typed("04/12/2014")).await.assert_status(422);
    step(&mut secretariat, &address, "receipt", &typed("05/12/2014")).await.assert_went_to(&address);
    assert_eq!(found(&app, &address).received_on, "2014-12-05".parse().ok());
}

#[actix_web::test]
async fn the_second_of_two_deciding_at_once_is_told_who_was_first() {
    let mut office = office().await;
    let address = reviewed(&mut office, "LDTT").await;
    let Office { app, mut secretariat, .. } = office;
    let mut colleague = app.client("thu").await;
    let read = version(&colleague, &address);
    step(&mut secretariat, &address, "verification", &[]).await;
    for act in ["verification", "return", "rejection", "hold", "handover", "receipt", "downgrade"] {
        let fields = [
            ("version", read.as_str()),
            ("note", "x"),
            ("holder", "nguyet"),
            ("received_on", "05/12/2014"),
            ("award_code", "LDTT"),
        ];
        let page = colleague.post(&format!("{address}/{act}"), &fields).await;
        page.assert_status(409).assert_shows("Đồng chí nguyet vừa thẩm định xong hồ sơ lúc");
    }
    assert_eq!(state(&app, &address), State::Verified);
}

#[actix_web::test]
async fn another_units_dossier_does_not_exist() {
    let Office { app, mut staff, .. } = office().await;
    let address = file(&mut staff, "QLNS-LAN", "LDTT").await;
    let mut other = app.login("HUNG", "DT", &[Role::Staff, Role::UnitHead]).await;
    other.get(&address).await.assert_status(404);
    other.get(&format!("{address}/edit")).await.assert_status(404);
    other.post(&format!("{address}/agreement"), &[("version", "6")]).await.assert_status(404);
    other.get("/dossiers").await.assert_shows("0 hồ sơ năm 2014");
    other.get("/dossiers/ledger").await.assert_ok().assert_shows("0 thay đổi");
}

#[actix_web::test]
async fn the_only_secretarys_own_goes_to_the_head_of_the_agency() {
    let app = TestApp::on("2014-12-05");
    let mut secretariat = app.login("NGUYET", "VP", &[Role::Staff, Role::Secretariat]).await;
    let director = app.person("STC-001", "Trần Văn Giám", "STC");
    app.account("giamdoc", Some(director), &[Role::Staff, Role::Leader]);
    app.make_head_of_agency(director);
    let mut director = app.client("giamdoc").await;
    hold_meeting(&app, "VP", "VP-NGUYET", "LDTT", 8);
    let address = file(&mut secretariat, "VP-NGUYET", "LDTT").await;
    step(&mut secretariat, &address, "verification", &[]).await.assert_status(403);
    director.get("/approvals").await.assert_shows("1 hồ sơ chờ").assert_shows(&address);
    secretariat.get(&address).await.assert_shows("Người đứng đầu cơ quan");
    step(&mut director, &address, "verification", &[]).await.assert_went_to(NEXT);
}

#[actix_web::test]
async fn nobody_agrees_to_his_own_and_a_heads_own_goes_straight_to_the_secretariat() {
    let Office { app, mut head, mut staff, .. } = office().await;
    hold_meeting(&app, "QLNS", "QLNS-HUONG", "LDTT", 8);
    let own = file(&mut head, "QLNS-HUONG", "LDTT").await;
    assert_eq!(state(&app, &own), State::UnitReviewed);
    let of_staff = file(&mut staff, "QLNS-LAN", "LDTT").await;
    assert_eq!(state(&app, &of_staff), State::Filed);
    step(&mut staff, &of_staff, "agreement", &[]).await.assert_status(403);
}

#[actix_web::test]
async fn a_collectives_goes_straight_on_the_report_of_its_own_form() {
    let Office { app, mut head, mut staff, .. } = office().await;
    let fields = [("year", "2014"), ("subject_code", "QLNS"), ("award_code", "TTLDTT"), ("kind", "merit")];
    let page = staff.post("/dossiers", &fields).await;
    page.assert_status(422).assert_shows("Đồng chí chỉ lập hồ sơ cho mình hoặc cho đơn vị mình phụ trách.");
    let address = propose(&mut head, "QLNS", "TTLDTT").await;
    head.get(&format!("{address}/report/background")).await.assert_status(404);
    write_report(&mut head, &address, Section::of(thidua::domain::subject::SubjectKind::Unit)).await;
    let page = step(&mut head, &address, "filing", &[]).await;
    page.assert_status(422).assert_shows("Thiếu biên bản họp bình xét của đơn vị.");
    hold_meeting(&app, "QLNS", "QLNS", "TTLDTT", 8);
    step(&mut head, &address, "filing", &[]).await.assert_went_to(&format!("{address}/filed"));
    assert_eq!(state(&app, &address), State::UnitReviewed);
}

#[actix_web::test]
async fn the_secretariat_proposes_on_behalf_and_it_is_marked() {
    let Office { app, mut secretariat, mut staff, .. } = office().await;
    let address = propose(&mut secretariat, "QLNS-LAN", "LDTT").await;
    secretariat.get(&address).await.assert_shows("Thường trực lập thay");
    staff.get(&address).await.assert_ok();
    let mut other = app.client("thu").await;
    other.get(&format!("{address}/edit")).await.assert_status(403);
}

#[actix_web::test]
async fn it_goes_to_the_unit_of_the_day_of_filing() {
    use thidua::features::people::ops::{Transfer, by_code, transfer};
    let Office { app, mut staff, mut head, .. } = office().await;
    let mut new_head = app.login("HUNG", "DT", &[Role::Staff, Role::UnitHead]).await;
    let address = propose(&mut staff, "QLNS-LAN", "LDTT").await;
    write_report(&mut staff, &address, PERSON).await;
    let unit = app.unit("DT");
    app.set_up(|tx| {
        let person = by_code(tx.conn, "QLNS-LAN")?.unwrap();
        transfer(tx, person, &Transfer { unit, position: "Chuyên viên".into(), from: tx.today })
    });
    step(&mut staff, &address, "filing", &[]).await.assert_went_to(&format!("{address}/filed"));
    head.get(&address).await.assert_status(404);
    new_head.get(&address).await.assert_shows("Ý kiến của đơn vị");
}
