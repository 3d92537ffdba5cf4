//! Budget revenue: how far it has come, the rows behind a number, the accountant's tables.

use diesel::prelude::*;
use thidua::domain::ids::UnitId;
use thidua::domain::law::RevenueLineCode;
use thidua::domain::money::Dong;
use thidua::domain::revenue::{Actual, AssignedBy, Estimate, Period};
use thidua::domain::subject::UnitKind;
use thidua::domain::year::Year;
use thidua::features::revenue::ops;
use thidua::features::units;
use thidua::schema::{audit_entries, revenue_actuals};

use crate::support::*;

mod closing;
mod outlook;
mod sums;
mod versions;

const MILLION: i64 = 1_000_000;
const NOTE: &str = "Bài viết in 2.591 tỷ và 60,9% vì cắt bỏ phần lẻ.";

fn line(code: &str) -> RevenueLineCode {
    RevenueLineCode::from_code(code).unwrap()
}

/// A department whose figures sum as in the article: 2.259,7 of 3.450 and 331,0 of 800 tỷ to June 2014.
struct Article {
    app: TestApp,
    customs: UnitId,
}

impl Article {
    fn new() -> Self {
        let app = TestApp::new();
        let customs = app.set_up(|tx| {
            let new = units::ops::NewUnit {
                code: "HAIQUAN".into(),
                name: "Chi cục Hải quan Thái Nguyên".into(),
                kind: UnitKind::External,
                parent: None,
                sort_order: 11,
                founded_on: None,
            };
            units::ops::add(tx, &new)
        });
        let it = Self { app, customs };
        for (code, unit, millions) in
            [("A.I.3", None, 3_450_000), ("A.III.1", None, 800_000), ("A.III.1", Some(customs), 800_000)]
        {
            it.assign(AssignedBy::Province, "2013-12-10", code, unit, millions);
        }
        it.put(2014, 5, "A.I.3", None, 1_000_000);
        it.put(2014, 6, "A.I.3", None, 1_259_700);
        it.put(2014, 6, "A.III.1", None, 331_000);
        it.put(2014, 6, "A.III.1", Some(customs), 331_000);
        it.put(2013, 6, "A.I.3", None, 2_383_900);
        for month in (1..=4).chain([5]) {
            it.put(2014, month, "A.I.11", None, 0);
        }
        it
    }

    fn put(&self, year: i32, month: i32, code: &str, unit: Option<UnitId>, millions: i64) -> bool {
        let actual = Actual { year: Year(year), month, line: line(code), unit, amount: Dong::new(millions * MILLION) };
        self.app.set_up(|tx| {
            let replaced = ops::put_actual(tx, &actual)?;
            told(tx)?;
            Ok(replaced)
        })
    }

    fn assign(&self, assigned_by: AssignedBy, day: &str, code: &str, unit: Option<UnitId>, millions: i64) {
        let estimate = Estimate {
            year: Year(2014),
            line: line(code),
            unit,
            assigned_by,
            assigned_on: day.parse().unwrap(),
            amount: Dong::new(millions * MILLION),
        };
        self.app.set_up(|tx| {
            ops::put_estimate(tx, &estimate)?;
            told(tx)
        });
    }

    fn amount(&self, month: i32, code: &str) -> Option<i64> {
        self.app.read(|conn| {
            revenue_actuals::table
                .filter(revenue_actuals::year.eq(2014))
                .filter(revenue_actuals::month.eq(month))
                .filter(revenue_actuals::line_code.eq(code))
                .filter(revenue_actuals::unit_id.is_null())
                .select(revenue_actuals::amount)
                .first(conn)
                .optional()
        })
    }

    async fn accountant(&self) -> Client {
        self.app.login("ketoan", "VP", &[Role::Staff, Role::Accountant]).await
    }

    async fn staff(&self) -> Client {
        self.app.login("canbo", "QLNS", &[Role::Staff]).await
    }
}

/// The import that brings rows in writes its own entry.
fn told(tx: &mut thidua::db::Tx) -> thidua::error::AppResult<()> {
    use thidua::domain::event::{Event, EventKind, Object};
    tx.audit(Event::new(EventKind::ImportStored, Object::Installation))
}

/// Opens a table and sends it back as it stands, but for some fields.
async fn send_back(client: &mut Client, path: &str, changed: &[(&str, &str)]) -> Page {
    let page = client.get(path).await;
    page.assert_ok();
    let address = path.split('?').next().unwrap();
    let mut fields: Vec<(String, String)> = Vec::new();
    for input in page.body.split("<input ").skip(1).filter(|input| input.contains("name=\"")) {
        let of = |key: &str| {
            let from = input.find(&format!("{key}=\""))? + key.len() + 2;
            Some(input[from..].split('"').next()?.to_owned())
        };
        let name = of("name").unwrap();
        if !name.starts_with('_') {
            fields.push((name, of("value").unwrap_or_default()));
        }
    }
    fields.retain(|(name, _)| !changed.iter().any(|(other, _)| other == name));
    let mut fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    fields.extend_from_slice(changed);
    client.post(address, &fields).await
}

#[actix_web::test]
async fn the_page_shows_the_articles_figures_and_says_how_it_rounds() {
    let it = Article::new();
    it.app.set_up(|tx| ops::note(tx, Period { year: Year(2014), month: 6 }, NOTE));
    let page = it.staff().await.get("/revenue").await;
    page.assert_ok()
        .assert_shows("Lũy kế 6 tháng năm 2014, so với dự toán tỉnh giao ngày 10/12/2013 và cùng kỳ năm 2013")
        .assert_shows("2.590,7 tỷ</a></dd><dd>61,0% của 4.250,0 tỷ. Bằng 108,7% cùng kỳ.")
        .assert_shows("2.259,7 tỷ</a></dd><dd>65,5% của 3.450,0 tỷ.")
        .assert_shows("331,0 tỷ</a></dd><dd>41,4% của 800,0 tỷ.")
        .assert_shows("1.659,3 tỷ</a></dd><dd>276,6 tỷ mỗi tháng trong 6 tháng còn lại.")
        .assert_shows("Còn phải thu 1.190,3 tỷ, 198,4 tỷ mỗi tháng trong 6 tháng còn lại.")
        .assert_shows("Còn phải thu 469,0 tỷ, 78,2 tỷ mỗi tháng trong 6 tháng còn lại.")
        .assert_shows("Tổng thu 60,96% hiển thị 61,0%.")
        .assert_shows("Hết tháng 6, số thu vượt mức chia đều 465,7 tỷ và hơn cùng kỳ 206,8 tỷ")
        .assert_shows("Không giao")
        .assert_shows(NOTE)
        .assert_hides("style=");
    assert!(page.body.len() < 60_000, "{} bytes", page.body.len());
}

#[actix_web::test]
async fn units_answer_for_a_part_and_one_can_be_looked_at_alone() {
    let it = Article::new();
    let mut staff = it.staff().await;
    let page = staff.get("/revenue?year=2014&month=6").await;
    page.assert_shows("Theo đơn vị thu").assert_shows("Chưa giao cho đơn vị nào").assert_shows("2.259,7");
    let page = staff.get("/revenue?year=2014&month=6&unit=HAIQUAN").await;
    page.assert_shows("331,0 tỷ</a></dd><dd>41,4% của 800,0 tỷ.")
        .assert_hides("2.590,7")
        .assert_hides("Theo đơn vị thu");
    staff.get("/revenue?unit=KHONGCO").await.assert_status(404);
}

#[actix_web::test]
async fn a_unit_that_has_collected_nothing_yet_stands_with_its_estimate() {
    let it = Article::new();
    let budget = it.app.unit("QLNS");
    it.assign(AssignedBy::Province, "2013-12-10", "A.I.3", Some(budget), 123_400);
    let page = it.staff().await.get("/revenue?year=2014&month=6").await;
    let link = "/revenue/assignments?year=2014&#38;line=A&#38;unit=QLNS&#38;estimate=province&#38;until=2014-06-30";
    page.assert_shows(&format!("Phòng Quản lý ngân sách</th><td class=\"num\"><a href=\"{link}\">123,4</a></td>"));
}

#[actix_web::test]
async fn a_revised_estimate_counts_from_the_month_it_was_assigned_in() {
    let it = Article::new();
    it.assign(AssignedBy::Province, "2014-06-20", "A.III.1", None, 900_000);
    let mut staff = it.staff().await;
    staff.get("/revenue?month=5").await.assert_shows("4.250,0 tỷ");
    let page = staff.get("/revenue?month=6").await;
    page.assert_shows("4.350,0 tỷ").assert_shows("ngày 10/12/2013, điều chỉnh ngày 20/06/2014");
    let page = staff.get("/revenue?month=6&estimate=target").await;
    page.assert_ok().assert_shows("Không giao dự toán.").assert_shows("dự toán phấn đấu (chưa có đến hết tháng 6)");
}

#[actix_web::test]
async fn months_nobody_has_entered_are_named() {
    let it = Article::new();
    let mut staff = it.staff().await;
    staff.get("/revenue?month=8").await.assert_shows("Chưa có số thu tháng 7, 8. Lũy kế mới gồm 6 tháng");
    staff.get("/revenue?year=2011").await.assert_ok().assert_shows("Chưa có số thu và dự toán nào");
    staff.get("/revenue?year=2014&month=x&estimate=y").await.assert_ok();
}

#[actix_web::test]
async fn a_number_opens_the_rows_behind_it() {
    let it = Article::new();
    let mut staff = it.staff().await;
    let page = staff.get("/revenue").await;
    page.assert_shows("/revenue/entries?year=2014&#38;line=A.III&#38;month=6");
    let page = staff.get("/revenue/entries?year=2014&line=A.III&month=6").await;
    page.assert_ok().assert_shows("331.000.000.000 đồng").assert_shows("Trong đó: Chi cục Hải quan Thái Nguyên");
    let file = staff.get("/revenue/entries.csv?year=2014&line=A.III&month=6").await;
    file.assert_ok()
        .assert_shows("year,month,line_code,unit_code,amount,_counts")
        .assert_shows("2014,6,A.III.1,,331000000000,1")
        .assert_shows("2014,6,A.III.1,HAIQUAN,331000000000,0");
    staff.get("/revenue/entries?year=2014&line=Z").await.assert_status(404);
}

#[actix_web::test]
async fn the_file_has_full_dong_and_the_keys_of_the_contract() {
    let it = Article::new();
    let mut staff = it.staff().await;
    let keys = "line_code,line_name,estimate,month_actual,cumulative,percent,last_year_cumulative,percent_of_last_year";
    let file = staff.get("/revenue.csv?year=2014&month=6").await;
    file.assert_ok().assert_shows(keys).assert_shows(
        "A,Tổng thu ngân sách nhà nước trên địa bàn,4250000000000,1590700000000,2590700000000,\"60,96\",2383900000000,\"108,67\"",
    );
    let sheet = staff.get("/revenue.xlsx?year=2014&month=6").await;
    sheet.assert_ok();
    assert!(sheet.bytes.starts_with(b"PK"));
}

#[actix_web::test]
async fn the_accountant_replaces_a_months_figures() {
    let it = Article::new();
    let mut accountant = it.accountant().await;
    let page = accountant.get("/revenue/entry?year=2014&month=6").await;
    page.assert_ok().assert_shows("value=\"1.259.700\"").assert_shows("Tháng 5").assert_shows("triệu đồng");
    let changed = [("A.I.3", "1.300.000,5"), ("A.I.4", "0"), ("note", "Số đã đối chiếu với kho bạc.")];
    let page = send_back(&mut accountant, "/revenue/entry?year=2014&month=6", &changed).await;
    page.assert_went_to("/revenue?year=2014&month=6");
    assert_eq!(it.amount(6, "A.I.3"), Some(1_300_000_500_000));
    assert_eq!(it.amount(6, "A.I.4"), Some(0), "zero is a figure");
    assert_eq!(it.amount(6, "A.III.1"), Some(331_000 * MILLION), "sent back as it stood");
    assert_eq!(it.amount(6, "A.I.5"), None, "an empty field is not");
    let changes: String = it.app.read(|conn| {
        let entered = audit_entries::table.filter(audit_entries::event.eq("revenue_entered"));
        entered.select(audit_entries::changes).first(conn)
    });
    assert!(changes.contains(r#"["total","1.590.700.000.000","1.631.000.500.000"]"#), "{changes}");
    assert!(it.app.audited().contains(&"revenue_noted".to_owned()));
    accountant.get("/revenue").await.assert_shows("Đã lưu số thu tháng 6 năm 2014.").assert_shows("kho bạc");
}

#[actix_web::test]
async fn bad_numbers_come_back_at_their_fields_with_all_that_was_typed() {
    let it = Article::new();
    let mut accountant = it.accountant().await;
    let changed = [("A.I.3", "1,300,000"), ("A.I.4", "mười"), ("A.I.5", "77")];
    let page = send_back(&mut accountant, "/revenue/entry?year=2014&month=6", &changed).await;
    let name = "Thu từ khu vực kinh tế ngoài quốc doanh";
    page.assert_field_error("A.I.3", &format!("{name} chưa đúng. Dùng dấu chấm giữa các nghìn: 1.300.000."));
    page.assert_shows("value=\"mười\"").assert_shows("value=\"77\"").assert_shows("Có 2 chỗ cần sửa");
    assert_eq!(it.amount(6, "A.I.3"), Some(1_259_700 * MILLION), "nothing is half written");
    for typed in ["🎉", "<script>alert(1)</script>", &"9".repeat(60)] {
        let page = send_back(&mut accountant, "/revenue/entry?year=2014&month=6", &[("A.I.3", typed)]).await;
        page.assert_status(422).assert_hides("<script>alert");
    }
}

#[actix_web::test]
async fn a_unit_may_not_answer_for_more_than_the_line() {
    let it = Article::new();
    let mut accountant = it.accountant().await;
    let page = send_back(&mut accountant, "/revenue/entry?year=2014&month=6", &[("A.III.1", "330.999")]).await;
    page.assert_status(422).assert_shows("vượt số của khoản thu là 330.999.000.000 đồng");
    let path = "/revenue/entry?year=2014&month=6&unit=HAIQUAN";
    send_back(&mut accountant, path, &[("A.III.1", "331.001")]).await.assert_status(422);
    let page = send_back(&mut accountant, path, &[("A.III.1", "300.000")]).await;
    page.assert_went_to("/revenue?year=2014&month=6&unit=HAIQUAN");
    assert_eq!(it.amount(6, "A.III.1"), Some(331_000 * MILLION), "the line's own figure stays");
}

#[actix_web::test]
async fn a_correction_needs_a_note_and_is_named_on_the_page() {
    let it = Article::new();
    let mut accountant = it.accountant().await;
    let path = "/revenue/entry?year=2014&month=6";
    let page = send_back(&mut accountant, path, &[("A.I.9", "-5")]).await;
    page.assert_field_error("note", "Có số âm trong tháng. Ghi chú lý do điều chỉnh.");
    let changed = [("A.I.9", "-5"), ("note", "Thoái thu theo quyết toán.")];
    send_back(&mut accountant, path, &changed).await.assert_status(303);
    let page = accountant.get("/revenue").await;
    page.assert_shows("Số âm là số điều chỉnh. Thu từ hoạt động xổ số kiến thiết, tháng 6: -5.000.000 đồng.");
}

#[actix_web::test]
async fn only_the_accountant_enters_figures() {
    let it = Article::new();
    let mut staff = it.staff().await;
    staff.get("/revenue").await.assert_ok().assert_hides("/revenue/entry");
    for path in ["/revenue/entry", "/revenue/estimates"] {
        staff.get(path).await.assert_status(403);
        staff.post(path, &[("year", "2014"), ("month", "6"), ("A.I.3", "1")]).await.assert_status(403);
    }
    let mut it_admin = it.app.login("quantri", "VP", &[Role::ItAdmin]).await;
    for path in ["/revenue", "/revenue.csv", "/revenue/entries?year=2014", "/revenue/entries.csv?year=2014"] {
        it_admin.get(path).await.assert_status(403);
    }
}

#[actix_web::test]
async fn a_month_to_come_and_a_closed_year_are_refused() {
    let mut it = Article::new();
    let mut accountant = it.accountant().await;
    let page = send_back(&mut accountant, "/revenue/entry?year=2014&month=8", &[("A.I.3", "1")]).await;
    page.assert_field_error("month", "Chưa đến tháng 8 năm 2014. Chọn đến tháng 7 năm 2014.");
    it.put(2008, 6, "A.I.3", None, 1);
    let page = send_back(&mut accountant, "/revenue/entry?year=2008&month=6", &[("A.I.3", "2")]).await;
    page.assert_field_error("figures", "Năm 2008 đã kết thúc, không sửa số liệu được nữa.");

    it.app.move_to("2014-08-02");
    let mut accountant = it.app.client("ketoan").await;
    let page = send_back(&mut accountant, "/revenue/entry?year=2014&month=8", &[("A.I.3", "1")]).await;
    page.assert_went_to("/revenue?year=2014&month=8");
}

#[actix_web::test]
async fn figures_entered_meanwhile_are_not_overwritten_unseen() {
    let it = Article::new();
    let (mut first, mut second) = (it.accountant().await, it.app.login("ketoan2", "VP", &[Role::Accountant]).await);
    let seen = first.get("/revenue/entry?year=2014&month=6").await.between("name=\"seen\" value=\"", "\"").unwrap();
    let path = "/revenue/entry?year=2014&month=6";
    send_back(&mut second, path, &[("A.I.3", "1.300.000")]).await.assert_status(303);
    let page = send_back(&mut first, path, &[("A.I.3", "1.400.000"), ("seen", &seen)]).await;
    page.assert_status(422).assert_shows("vừa nhập số thu ngân sách lúc").assert_shows("value=\"1.400.000\"");
    assert_eq!(it.amount(6, "A.I.3"), Some(1_300_000 * MILLION));
}

#[actix_web::test]
async fn an_estimate_is_entered_as_assigned_by_one_decision() {
    let it = Article::new();
    let mut accountant = it.accountant().await;
    let path = "/revenue/estimates?year=2014&assigned_by=target&money=t%E1%BB%B7%20%C4%91%E1%BB%93ng";
    let changed = [("A.I.3", "3.600"), ("A.III.1", "820,5"), ("assigned_on", "06/01/2014")];
    let page = send_back(&mut accountant, path, &changed).await;
    page.assert_went_to("/revenue?year=2014&estimate=target");
    accountant.get("/revenue?year=2014&month=6&estimate=target").await.assert_shows("4.420,5 tỷ");
    assert!(it.app.audited().contains(&"estimate_assigned".to_owned()));
    accountant.get(path).await.assert_shows("Ngày 06/01/2014: 4.420,5 tỷ đồng");
    for (field, typed) in [("A.I.3", "-1"), ("assigned_on", "31/02/2014"), ("assigned_on", "01/01/2015")] {
        let mut wrong = changed.to_vec();
        wrong.retain(|(name, _)| *name != field);
        wrong.push((field, typed));
        let page = send_back(&mut accountant, path, &wrong).await;
        page.assert_status(422).assert_shows(&format!("<a href=\"#{field}\">"));
    }
}

#[actix_web::test]
async fn imported_rows_are_checked_and_say_what_they_replaced() {
    let it = Article::new();
    assert!(!it.put(2014, 7, "A.I.3", None, 5));
    assert!(it.put(2014, 7, "A.I.3", None, 6));
    let put = |month, code: &str| {
        let actual = Actual { year: Year(2014), month, line: line(code), unit: None, amount: Dong::new(1) };
        it.app.db.write_now(&thidua::policy::Actor::machine(), |tx| ops::put_actual(tx, &actual)).unwrap_err().message()
    };
    assert!(put(6, "A.I.1").contains("A.I.1 là dòng cộng"));
    assert!(put(8, "A.I.3").contains("Chưa đến tháng 8"));

    it.put(2014, 6, "A.III.1", Some(it.customs), 400_000);
    let beyond = it.app.db.read_now(|conn| ops::beyond_lines(conn, Year(2014))).unwrap();
    assert_eq!(beyond.len(), 1);
    assert_eq!((beyond[0].line.code(), beyond[0].of), ("A.III.1", ops::BeyondOf::Month(6)));
    let rows = it.app.db.read_now(ops::all_actuals).unwrap();
    assert!(rows.iter().any(|(row, unit)| row.month == 6 && unit.as_deref() == Some("HAIQUAN")));
    assert_eq!(it.app.db.read_now(ops::all_estimates).unwrap().len(), 3);
}
