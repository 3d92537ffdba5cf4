//! The library: found by words with or without marks, taken up by units, and what an initiative has served.

use thidua::texts::{TextKind, read_here};

use crate::support::*;

/// Three recognised and one that is not.
fn library() -> TestApp {
    let app = TestApp::on("2014-07-15");
    app.person("QLNS-006", "Lê Thị Hoa", "QLNS");
    app.import_initiatives(&[
        "SK-2014-001,2014,Đối chiếu số thu hằng tuần,Quản lý ngân sách,QLNS-006:100,Bảng chung của thuế và kho bạc.,base,58/QĐ-STC,2014-07-15",
        "SK-2014-002,2014,Sổ tay đầu tư,Quản lý ngân sách,QLNS-006:100,Các bước đối chiếu số thu và số chi của dự án.,base,58/QĐ-STC,2014-07-15",
        "SK-2014-003,2014,Mẫu thuyết minh,Quản lý ngân sách,QLNS-006:100,Thẩm định nhanh hơn.,base,58/QĐ-STC,2014-07-15",
        "SK-2014-004,2014,Đối chiếu đang chờ,Quản lý ngân sách,QLNS-006:100,Chưa công nhận.,,,",
    ]);
    app
}

/// The codes shown, in their order.
fn found(page: &Page) -> Vec<String> {
    let links = page.body.split("href=\"/library/").skip(1);
    links.map(|rest| rest.split('"').next().unwrap().to_owned()).filter(|code| code.starts_with("SK-")).collect()
}

#[actix_web::test]
async fn words_are_found_without_marks_and_those_of_the_title_come_first() {
    let app = library();
    let mut lan = app.login("LAN", "DT", &[Role::Staff]).await;
    let page = lan.get("/library?q=doi+chieu+so").await;
    assert_eq!(found(&page), ["SK-2014-001", "SK-2014-002"]);
    page.assert_shows("<mark>Đối</mark> <mark>chiếu</mark> <mark>số</mark> thu hằng tuần");
    page.assert_shows("Các bước <mark>đối</mark> <mark>chiếu</mark> <mark>số</mark>");
    page.assert_hides("đang chờ");
    assert_eq!(found(&lan.get("/library?q=%C4%91%E1%BB%91i+chi%E1%BA%BFu").await), ["SK-2014-001", "SK-2014-002"]);
    assert_eq!(found(&lan.get("/library").await), ["SK-2014-001", "SK-2014-002", "SK-2014-003"]);
    lan.get("/library?q=vu+tru").await.assert_shows("Không có sáng kiến nào khớp.");
    for odd in ["%22", "%27+OR+1%3D1", "a*+b%22", "12%2F2014", "NEAR(", "%F0%9F%98%80"] {
        lan.get(&format!("/library?q={odd}")).await.assert_ok();
    }
    assert_eq!(found(&lan.get("/library?q=so&unit=DT").await), [] as [&str; 0]);
    assert_eq!(found(&lan.get("/library?year=2013").await), [] as [&str; 0]);
    assert_eq!(found(&lan.get("/library?level=base&unit=QLNS&year=2014").await).len(), 3);
}

#[actix_web::test]
async fn the_file_holds_what_was_found() {
    let app = library();
    let mut lan = app.login("LAN", "DT", &[Role::Staff]).await;
    let file = lan.get("/library.csv?q=so+tay").await;
    file.assert_shows("SK-2014-002,2014,Sổ tay đầu tư,Quản lý ngân sách,Lê Thị Hoa,QLNS,");
    file.assert_shows(",base,58/QĐ-STC,2014-07-15,0\r\n").assert_hides("SK-2014-001");
}

#[actix_web::test]
async fn a_unit_confirms_its_use_once_and_takes_it_back_with_a_reason() {
    let app = library();
    let mut head = app.login("DUNG", "DT", &[Role::Staff, Role::UnitHead]).await;
    let page = "/library/SK-2014-001";
    let (uses, withdrawal) = ("/library/SK-2014-001/uses", "/library/SK-2014-001/uses/withdrawal");
    let used = [("used_from", "01/07/2014"), ("effect", "Giảm 2 ngày làm báo cáo.")];
    head.get(page).await.assert_shows("Chưa có đơn vị nào xác nhận.").assert_shows("Xác nhận đã áp dụng");
    head.post(uses, &[("used_from", "16/07/2014"), ("effect", "x")])
        .await
        .assert_field_error("used_from", "Ngày này chưa tới. Nhập ngày không sau hôm nay, 15/07/2014.");
    let empty = head.post(uses, &[("used_from", "01/07/2014")]).await;
    empty.assert_field_error("effect", "Ghi hiệu quả tại đơn vị, ví dụ giảm 2 ngày làm báo cáo tháng.");
    empty.assert_shows("value=\"01/07/2014\"");
    head.post(uses, &used).await.assert_went_to(page);
    head.post(uses, &used).await.assert_field_error(
        "effect",
        "Đơn vị đã xác nhận áp dụng sáng kiến này. Muốn ghi lại, thu lại xác nhận cũ trước.",
    );
    head.get(page).await.assert_shows("Giảm 2 ngày làm báo cáo.").assert_shows("Thu lại xác nhận của đơn vị tôi");
    head.get("/library").await.assert_shows("1 đơn vị đã áp dụng");
    head.get("/library/SK-2014-001/confirmation").await.assert_shows("1 đơn vị.").assert_shows("01/07/2014");
    let docx = head.get("/library/SK-2014-001/confirmation.docx").await;
    let text = read_here(TextKind::Docx, &docx.bytes).unwrap();
    for words in ["XÁC NHẬN", "mã SK-2014-001", "Giảm 2 ngày làm báo cáo.", "THỦ TRƯỞNG ĐƠN VỊ XÁC NHẬN"]
    {
        assert!(text.contains(words), "{words} in {text}");
    }
    head.post(withdrawal, &[]).await.assert_field_error("reason", "Nêu lý do thu lại xác nhận.");
    head.post(withdrawal, &[("reason", "Nhầm sáng kiến")]).await.assert_went_to(page);
    head.post(withdrawal, &[("reason", "Nữa")]).await.assert_status(404);
    head.get(page).await.assert_shows("Thu lại ngày 15/07/2014: Nhầm sáng kiến");
    head.get("/library").await.assert_hides("đơn vị đã áp dụng");
    head.post(uses, &used).await.assert_went_to(page);
    for kind in ["initiative_use_confirmed", "initiative_use_withdrawn"] {
        assert!(app.audited().contains(&kind.to_owned()), "{kind}");
    }
}

#[actix_web::test]
async fn only_a_head_who_is_no_author_speaks_for_a_unit() {
    let app = library();
    let mut lan = app.login("LAN", "DT", &[Role::Staff]).await;
    let author = app.read(|conn| {
        use diesel::prelude::*;
        use thidua::schema::subjects::dsl::{code, id, subjects};
        subjects.filter(code.eq("QLNS-006")).select(id).first::<i64>(conn)
    });
    app.account("hoa", Some(thidua::domain::ids::PersonId(author)), &[Role::Staff, Role::UnitHead]);
    let mut hoa = app.client("hoa").await;
    let used = [("used_from", "01/07/2014"), ("effect", "Giảm 2 ngày.")];
    for refused in [&mut lan, &mut hoa] {
        refused.get("/library/SK-2014-001").await.assert_ok().assert_hides("Xác nhận đã áp dụng");
        refused.post("/library/SK-2014-001/uses", &used).await.assert_status(403);
    }
    let mut head = app.login("DUNG", "DT", &[Role::Staff, Role::UnitHead]).await;
    head.get("/library/SK-2014-004").await.assert_status(404);
    head.post("/library/SK-2014-004/uses", &used).await.assert_status(404);
    app.account("it", None, &[Role::ItAdmin]);
    app.client("it").await.get("/library").await.assert_status(403);
}

#[actix_web::test]
async fn it_is_shown_what_an_initiative_has_served() {
    let app = library();
    let mut nguyet = app.login("NGUYET", "VP", &[Role::Staff, Role::Secretariat]).await;
    nguyet.get("/library/SK-2014-001").await.assert_shows("Chưa có danh hiệu, hình thức khen thưởng nào tính đến");
    let awards = "subject_code,award_code,year,decision_no,decided_on,authority,achievement\n\
         QLNS-006,CSTDCS,2014,15/QĐ-STC,2014-07-15,department_director,\n\
         QLNS-006,LDTT,2014,16/QĐ-STC,2014-07-15,department_director,\n";
    let table = thidua::features::imports::ops::table("awards").unwrap();
    app.db
        .write_now(&app.actor("nguyet"), |tx| {
            let id = thidua::features::imports::ops::stage(tx, table, "a.csv", awards.as_bytes())?;
            thidua::features::imports::ops::confirm(tx, id)
        })
        .unwrap();
    let page = nguyet.get("/library/SK-2014-001").await;
    page.assert_shows("năm 2014, Quyết định 15/QĐ-STC ngày 15/07/2014");
    page.assert_hides("16/QĐ-STC");
    page.assert_hides("nhiều hình thức của cùng một người");
}
