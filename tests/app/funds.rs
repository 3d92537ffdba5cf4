//! The register of the award fund: what is entered, taken back, let below zero, and by whom.

use crate::support::*;

struct Office {
    app: TestApp,
    accountant: Client,
    director: Client,
}

async fn office() -> Office {
    let app = TestApp::new();
    let head = app.person("STC-001", "Trần Văn Giám", "STC");
    app.account("giam", Some(head), &[Role::Staff, Role::Leader]);
    app.make_head_of_agency(head);
    let director = app.client("giam").await;
    let accountant = app.login("THU", "VP", &[Role::Staff, Role::Accountant]).await;
    Office { app, accountant, director }
}

fn entry<'f>(day: &'f str, amount: &'f str, content: &'f str) -> [(&'f str, &'f str); 6] {
    [
        ("year", "2014"),
        ("source", "1"),
        ("entered_on", day),
        ("document_no", "PT01"),
        ("amount", amount),
        ("content", content),
    ]
}

const REGISTER: &str = "/funds?year=2014&source=1";

#[actix_web::test]
async fn the_register_shows_what_is_left_after_each_line() {
    let mut office = office().await;
    office.accountant.get("/funds").await.assert_ok().assert_shows("Chưa mở sổ quỹ năm 2014");
    let plan = entry("02/01/2014", "20.000.000", "Dự toán được giao năm 2014");
    office.accountant.post("/funds/plans", &plan).await.assert_went_to(REGISTER);
    let receipt = entry("10/01/2014", "10.000.000", "Ngân sách cấp");
    office.accountant.post("/funds/receipts", &receipt).await.assert_went_to(REGISTER);
    let payment = entry("15/01/2014", "2.500.000", "Mua khung");
    office.accountant.post("/funds/payments", &payment).await.assert_went_to(REGISTER);
    // Entered later, of an earlier day.
    let receipt = entry("05/01/2014", "1.000.000", "Số dư năm trước");
    office.accountant.post("/funds/receipts", &receipt).await.assert_went_to(REGISTER);
    let page = office.accountant.get(REGISTER).await;
    page.assert_shows("Dự toán 20.000.000 đồng: Dự toán được giao năm 2014")
        .assert_shows("tám triệu năm trăm nghìn đồng")
        .assert_hides("Chưa mở sổ quỹ");
    let csv = office.accountant.get("/funds.csv?year=2014&source=1").await;
    let first = "2014,\"Quỹ thi đua, khen thưởng\",2014-01-05,PT01,receipt,Số dư năm trước,,1000000,,,1000000,";
    let last = "2014-01-15,PT01,payment,Mua khung,,,2500000,,8500000,";
    csv.assert_shows(first).assert_shows(last);
    let paper = office.accountant.get("/funds/print?year=2014").await;
    paper.assert_ok().assert_shows("SỔ QUỸ THI ĐUA, KHEN THƯỞNG").assert_shows("Trần Văn Giám");
    let kept = office.app.audited();
    assert_eq!(
        kept[kept.len() - 5..],
        ["fund_planned", "fund_received", "fund_paid", "fund_received", "list_exported"]
    );
}

#[actix_web::test]
async fn nobody_pays_what_is_not_there_until_the_head_lets_him() {
    let mut office = office().await;
    let receipt = entry("10/01/2014", "1.000.000", "Ngân sách cấp");
    office.accountant.post("/funds/receipts", &receipt).await.assert_status(303);
    let payment = entry("15/01/2014", "1.400.000", "Mua khung");
    let page = office.accountant.post("/funds/payments", &payment).await;
    page.assert_field_error(
        "amount",
        "Quỹ thi đua, khen thưởng năm 2014 còn chi được 1.000.000 đồng, cần 1.400.000 đồng, thiếu 400.000 đồng. Ghi khoản \
         thu còn thiếu vào Quỹ khen thưởng, hoặc đề nghị thủ trưởng cơ quan cho chi vượt tại mục đó.",
    );
    // It would be there on the day of the money, not before.
    let early = entry("05/01/2014", "100.000", "Mua hoa");
    office.accountant.post("/funds/payments", &early).await.assert_status(422);
    let allowed = entry("14/01/2014", "400.000", "Chờ cấp bổ sung");
    office.accountant.post("/funds/overrides", &allowed).await.assert_status(403);
    office
        .director
        .post("/funds/overrides", &entry("14/01/2014", "400.000", ""))
        .await
        .assert_field_error("content", "Nhập lý do cho chi vượt.");
    office.director.post("/funds/overrides", &allowed).await.assert_went_to(REGISTER);
    office.accountant.get("/notices").await.assert_shows("được chi vượt 400.000 đồng");
    office.accountant.post("/funds/payments", &payment).await.assert_went_to(REGISTER);
    let page = office.accountant.get(REGISTER).await;
    page.assert_shows("âm bốn trăm nghìn đồng").assert_shows("Cho chi vượt 400.000 đồng: Chờ cấp bổ sung");
    // What is used up is not taken back.
    let back = [("entered_on", "15/07/2014"), ("reason", "Thôi cho vượt")];
    let page = office.director.post("/funds/entries/2/reversal", &back).await;
    page.assert_status(422).assert_shows("thiếu 400.000 đồng");
    let page = office.accountant.post("/funds/entries/1/reversal", &back).await;
    page.assert_status(422).assert_shows("thiếu 1.000.000 đồng");
}

#[actix_web::test]
async fn a_wrong_entry_stays_and_another_stands_against_it() {
    let mut office = office().await;
    let receipt = entry("10/01/2014", "9.000.000", "Ngân sách cấp");
    office.accountant.post("/funds/receipts", &receipt).await.assert_status(303);
    let wrong = "/funds/entries/1/reversal";
    office.accountant.get(wrong).await.assert_ok().assert_shows("9.000.000 đồng");
    let fields = |day: &'static str, reason: &'static str| [("entered_on", day), ("reason", reason)];
    for (day, reason, field, message) in [
        ("11/01/2014", "", "reason", "Nhập lý do ghi đảo."),
        ("09/01/2014", "x", "entered_on", "Ngày chứng từ trước ngày của bút toán sai (10/01/2014). Kiểm tra lại ngày."),
        ("16/07/2014", "x", "entered_on", "Ngày chứng từ không được sau hôm nay."),
    ] {
        office.accountant.post(wrong, &fields(day, reason)).await.assert_field_error(field, message);
    }
    office.director.post(wrong, &fields("11/01/2014", "x")).await.assert_status(403);
    let done = office.accountant.post(wrong, &fields("11/01/2014", "Ghi nhầm số tiền")).await;
    done.assert_went_to(REGISTER);
    let page = office.accountant.get(REGISTER).await;
    page.assert_shows("Đã đảo").assert_shows("-9.000.000").assert_shows("Ghi nhầm số tiền").assert_shows("không đồng");
    assert_eq!(office.app.audited().last().unwrap(), "fund_reversed");
    office.accountant.post(wrong, &fields("11/01/2014", "Lần nữa")).await.assert_status(409);
    office.accountant.post("/funds/entries/2/reversal", &fields("12/01/2014", "Đảo cái đảo")).await.assert_status(409);
    office.accountant.get("/funds/entries/99/reversal").await.assert_status(404);
}

#[actix_web::test]
async fn what_makes_no_sense_is_refused_at_its_field() {
    let mut office = office().await;
    let cases: [(&str, &str, &str); 7] = [
        ("source", "2", "Chọn một nguồn chi trong danh sách."),
        ("source", "", "Chọn một nguồn chi trong danh sách."),
        ("entered_on", "16/07/2014", "Ngày chứng từ không được sau hôm nay."),
        ("entered_on", "", "Chưa nhập ngày chứng từ. Nhập ngày/tháng/năm, ví dụ 05/09/2014."),
        ("amount", "0", "Số tiền phải từ 1 đến 99.999.999.999."),
        ("amount", "-5", "Số tiền phải từ 1 đến 99.999.999.999."),
        ("content", " ", "Nhập diễn giải, ví dụ Ngân sách cấp đợt 1."),
    ];
    for (field, value, message) in cases {
        let typed = entry("10/01/2014", "1.000", "Thu").map(|it| if it.0 == field { (field, value) } else { it });
        for to in ["/funds/plans", "/funds/receipts", "/funds/payments"] {
            office.accountant.post(to, &typed).await.assert_field_error(field, message);
        }
    }
    assert!(!office.app.audited().iter().any(|event| event.starts_with("fund_")));
}

#[actix_web::test]
async fn sources_are_kept_and_the_last_one_stays_open() {
    let mut office = office().await;
    let page = office.accountant.post("/funds/sources", &[("name", "Quỹ thi đua, khen thưởng")]).await;
    page.assert_field_error("name", "Đã có nguồn chi “Quỹ thi đua, khen thưởng”. Nhập tên khác.");
    office.accountant.post("/funds/sources", &[("name", " ")]).await.assert_status(422);
    office.accountant.post("/funds/sources/1/closure", &[]).await.assert_status(409);
    office.director.post("/funds/sources", &[("name", "Nguồn khác")]).await.assert_status(403);
    let name = "Nguồn <b>xã hội hóa</b> & \"khác\"";
    office.accountant.post("/funds/sources", &[("name", name)]).await.assert_went_to("/funds/sources");
    office.accountant.get("/funds/sources").await.assert_shows("2 nguồn").assert_hides("<b>xã");
    office.accountant.post("/funds/sources/1/closure", &[]).await.assert_went_to("/funds/sources");
    office.accountant.post("/funds/sources/2/closure", &[]).await.assert_status(409);
    let receipt = entry("10/01/2014", "1.000", "Thu");
    office.accountant.post("/funds/receipts", &receipt).await.assert_status(422);
    office.accountant.get(REGISTER).await.assert_ok().assert_hides("/funds/receipts/new");
    let mut secretariat = office.app.login("NGUYET", "VP", &[Role::Staff, Role::Secretariat]).await;
    secretariat.post("/funds/sources", &[("name", "Nguồn ba")]).await.assert_status(303);
    secretariat.post("/funds/receipts", &receipt).await.assert_status(403);
    let mut staff = office.app.login("LAN", "QLNS", &[Role::Staff]).await;
    staff.get("/funds").await.assert_status(403);
}

#[actix_web::test]
async fn the_database_itself_lets_no_entry_be_changed_or_deleted() {
    use diesel::prelude::*;
    use thidua::domain::event::{Event, EventKind, Object};
    use thidua::domain::year::Year;
    use thidua::schema::fund_entries::dsl::{fund_entries, note};
    let mut office = office().await;
    let receipt = entry("10/01/2014", "9.000.000", "Ngân sách cấp");
    office.accountant.post("/funds/receipts", &receipt).await.assert_status(303);
    let changed = office.app.db.write_now(&office.app.actor("thu"), |tx| {
        let refused = (
            diesel::update(fund_entries).set(note.eq("khác")).execute(tx.conn).is_err(),
            diesel::delete(fund_entries).execute(tx.conn).is_err(),
        );
        tx.audit(Event::new(EventKind::FundReversed, Object::Fund(Year(2014)))).map(|()| refused)
    });
    assert_eq!(changed.unwrap(), (true, true));
}
