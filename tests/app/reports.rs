//! Reports on the half-year, the year and a month's revenue. Their figures are looked at in the sample department:
//! tests/browser.

use chrono::{Duration, NaiveDateTime};
use thidua::audit_chain;
use thidua::clock::Clock;
use thidua::domain::event::{Event, EventKind, Object};
use thidua::domain::law::RevenueLineCode;
use thidua::domain::money::Dong;
use thidua::domain::revenue::{Actual, AssignedBy, Estimate};
use thidua::domain::year::Year;
use thidua::features::revenue;
use thidua::texts::{TextKind, read_here};

use crate::support::*;

#[actix_web::test]
async fn a_report_says_what_there_is_and_leaves_room_for_what_only_people_can_say() {
    let app = TestApp::new();
    app.person("QLNS-006", "Lê Thị Hoa", "QLNS");
    app.registered("QLNS-006", "LDTT");
    let mut nguyet = app.login("NGUYET", "VP", &[Role::Staff]).await;
    nguyet
        .get("/reports?year=2014")
        .await
        .assert_shows("/reports/2014/half-year.docx")
        .assert_shows("/reports/2014/year");
    let page = nguyet.get("/reports/2014/half-year").await;
    page.assert_shows("Sơ kết công tác thi đua, khen thưởng 6 tháng đầu năm 2014");
    page.assert_shows("Lao động tiên tiến, đăng ký: 1;").assert_shows("chưa có số liệu");
    let file = nguyet.get("/reports/2014/year.docx").await;
    let text = read_here(TextKind::Docx, &file.bytes).unwrap();
    for heading in ["Tổng kết công tác thi đua, khen thưởng năm 2014", "III. TỒN TẠI, NGUYÊN NHÂN", "IV. PHƯƠNG HƯỚNG"]
    {
        assert!(text.contains(heading), "{heading} in {text}");
    }
    nguyet.get("/reports/2014/month").await.assert_status(404);
}

#[actix_web::test]
async fn a_report_bears_witness_to_the_history_as_it_stood_when_its_last_month_was_over() {
    let mut app = TestApp::new();
    app.db.clock = Clock::shifted(app.db.clock.offset() + Duration::days(31));
    app.set_up(|tx| tx.audit(Event::new(EventKind::AgencyChanged, Object::Agency)));
    let until = "2014-08-01T00:00:00".parse().unwrap();
    let heads = app.db.read_now(|conn| audit_chain::heads_by_month(conn, NaiveDateTime::MIN, until)).unwrap();
    let code = heads[0].1.code();
    let mut nguyet = app.login("NGUYET", "VP", &[Role::Staff]).await;
    let july = nguyet.get("/reports/2014/revenue?month=7").await;
    july.assert_shows("Nhật ký phần mềm đến hết ngày 31/07/2014").assert_shows(&code);
    let file = nguyet.get("/reports/2014/revenue.docx?month=7").await;
    assert!(read_here(TextKind::Docx, &file.bytes).unwrap().contains(&code));
    // A month that goes on has no end yet, and a unit does not keep the history.
    nguyet.get("/reports/2014/revenue?month=8").await.assert_ok().assert_hides("mã đối chiếu");
    nguyet.get("/reports/2014/revenue?month=7&unit=QLNS").await.assert_ok().assert_hides("mã đối chiếu");
}

/// Home revenue of 2014 against an estimate of 24 tỷ.
fn collected(app: &TestApp, month: i32, billions: i64) {
    let line = RevenueLineCode::from_code("A.I.3").unwrap();
    let amount = Dong::new(billions * 1_000_000_000);
    app.set_up(|tx| {
        let estimate = Estimate {
            year: Year(2014),
            line,
            unit: None,
            assigned_by: AssignedBy::Province,
            assigned_on: "2013-12-10".parse().unwrap(),
            amount: Dong::new(24_000_000_000),
        };
        revenue::ops::put_estimate(tx, &estimate)?;
        revenue::ops::put_actual(tx, &Actual { year: Year(2014), month, line, unit: None, amount })?;
        // As the import that brings rows in.
        tx.audit(Event::new(EventKind::ImportStored, Object::Installation))
    });
}

const BULLETIN: [(&str, &str); 3] = [("year", "2014"), ("kind", "revenue"), ("month", "2")];

#[actix_web::test]
async fn what_is_written_stays_when_the_figures_are_counted_again() {
    let app = TestApp::new();
    collected(&app, 1, 2);
    collected(&app, 2, 4);
    let mut accountant = app.login("KT", "VP", &[Role::Staff, Role::Accountant]).await;
    let mut reader = app.login("LAN", "QLNS", &[Role::Staff]).await;
    let address = accountant.post("/reports", &BULLETIN).await.location;
    accountant.post("/reports", &BULLETIN).await.assert_status(422).assert_shows("Đang có bản soạn khác");
    let page = accountant.get(&address).await;
    page.assert_shows("Còn phải thu: 18,0 tỷ. 1,8 tỷ mỗi tháng trong 10 tháng còn lại.");
    reader.get(&address).await.assert_status(404);
    reader.get("/reports?year=2014").await.assert_hides(&address);

    let text = format!("{address}/text");
    let typed = [("results", "Thu 6 tỷ <b>nhờ</b> các phòng & \"Chi cục\""), ("tasks", "Đôn đốc nợ.\nGiữ tiến độ.")];
    accountant.post_from(&text, &address, &typed).await.assert_went_to(&address);
    accountant.post_from(&text, &address, &[]).await.assert_status(422).assert_shows("Chưa có đoạn nào thay đổi");
    collected(&app, 2, 5);
    let again = format!("{address}/figures");
    accountant.post_from(&address, &again, &[]).await.assert_went_to(&address);
    let page = accountant.get(&address).await;
    page.assert_shows("Thu 6 tỷ &#60;b&#62;nhờ&#60;/b&#62; các phòng &#38; &#34;Chi cục&#34;");
    page.assert_shows("Giữ tiến độ.").assert_shows("Còn phải thu: 17,0 tỷ.");
    page.assert_shows("Số liệu đã đổi sau khi viết 1 đoạn");
    let put_back = accountant.post_from(&text, &address, &[("counted", "results")]).await;
    put_back.assert_shows("Đã đưa câu theo số liệu vào ô").assert_shows("đạt 7,0 tỷ đồng");
    accountant.get(&address).await.assert_shows("nhờ");

    let done = format!("{address}/completion");
    accountant.post_from(&address, &done, &[]).await.assert_went_to(&address);
    reader.get("/reports?year=2014").await.assert_shows(&address);
    reader.get(&address).await.assert_shows("Đôn đốc nợ.").assert_hides("Mở lại để sửa");
    let file = reader.get(&format!("{address}/print.docx")).await;
    assert!(read_here(TextKind::Docx, &file.bytes).unwrap().contains("Thu 6 tỷ <b>nhờ</b> các phòng & \"Chi cục\""));
    collected(&app, 2, 6);
    reader.get(&address).await.assert_shows("Còn phải thu: 17,0 tỷ.");
    let reopening = format!("{address}/reopening");
    accountant
        .post_from(&address, &reopening, &[("note", " ")])
        .await
        .assert_status(422)
        .assert_shows("Nêu lý do mở lại");
    accountant.post_from(&address, &reopening, &[("note", "Cấp trên hỏi thêm")]).await.assert_went_to(&address);
    reader.get(&address).await.assert_status(404);
    let discarding = format!("{address}/discarding");
    accountant.post_from(&address, &discarding, &[]).await.assert_status(409);
}

#[actix_web::test]
async fn a_head_reports_on_his_own_unit_alone() {
    let app = TestApp::new();
    app.person("QLNS-006", "Lê Thị Hoa", "QLNS");
    app.registered("QLNS-006", "LDTT");
    let mut head = app.login("HUONG", "QLNS", &[Role::Staff, Role::UnitHead]).await;
    head.get("/reports?year=2014&unit=VP").await.assert_hides("Soạn<span");
    head.get("/reports?year=2014&unit=QLNS").await.assert_shows("Soạn<span");
    for (unit, status) in [("VP", 403), ("", 403), ("KHONGCO", 422)] {
        let report = [("year", "2014"), ("kind", "half-year"), ("unit", unit)];
        head.post("/reports", &report).await.assert_status(status);
    }
    let report = [("year", "2014"), ("kind", "half-year"), ("unit", "QLNS")];
    let address = head.post("/reports", &report).await.location;
    let page = head.get(&address).await;
    page.assert_shows("Lao động tiên tiến, đăng ký: 1;").assert_shows("/BC-QLNS").assert_shows("chưa có số liệu");
    let live = head.get("/reports/2014/half-year?unit=VP").await;
    live.assert_shows("Lao động tiên tiến, đăng ký: 0;");
    let revenue = [("year", "2014"), ("kind", "revenue"), ("month", "2"), ("unit", "QLNS")];
    for (field, wrong) in [("month", "13"), ("kind", "week"), ("year", "abc")] {
        let typed: Vec<_> =
            revenue.iter().map(|(name, value)| (*name, if name == &field { wrong } else { value })).collect();
        head.post("/reports", &typed).await.assert_status(422);
    }
    let discarding = format!("{address}/discarding");
    head.post_from(&address, &discarding, &[]).await.assert_went_to("/reports?year=2014");
    let another = head.post("/reports", &report).await.location;
    assert_ne!(another, address, "a dropped draft's number, with its history, is not given again");
}

/// The part of a Word file.
fn part(package: &[u8], name: &str) -> Option<String> {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(package)).unwrap();
    let mut file = zip.by_name(name).ok()?;
    let mut text = String::new();
    std::io::Read::read_to_string(&mut file, &mut text).unwrap();
    Some(text)
}

/// The numbers kept in a chart, as the tables write them.
fn numbers(chart: &str) -> Vec<String> {
    let caches = chart.split("<c:numCache>").skip(1).filter_map(|it| it.split("</c:numCache>").next());
    let values = caches.flat_map(|cache| cache.split("<c:v>").skip(1)).filter_map(|it| it.split("</c:v>").next());
    values.map(|value| format!("{:.1}", value.parse::<f64>().unwrap()).replace('.', ",")).collect()
}

#[actix_web::test]
async fn a_bulletin_shows_bars_and_the_course_of_the_year_whose_numbers_stand_in_its_tables() {
    let app = TestApp::new();
    collected(&app, 1, 2);
    collected(&app, 2, 4);
    let mut reader = app.login("LAN", "QLNS", &[Role::Staff]).await;
    let bars = "Hết tháng 2, tổng thu đạt 25,0% dự toán: thu nội địa đạt 25,0% dự toán";
    let course = "Hết tháng 2, số thu vượt mức chia đều 2,0 tỷ";
    let page = reader.get("/reports/2014/revenue?month=2").await;
    page.assert_shows(&format!("<figcaption id=\"thu-theo-khoan\">{bars}</figcaption>"));
    page.assert_shows(&format!("<figcaption id=\"thu-theo-thang\">{course}</figcaption>"));
    page.assert_shows("Biểu đồ thu lũy kế theo tháng. Hết tháng 2 năm 2014 đạt 6,0 tỷ đồng");
    let file = reader.get("/reports/2014/revenue.docx?month=2").await;
    let document = part(&file.bytes, "word/document.xml").unwrap();
    let [first, second] = [1, 2].map(|number| part(&file.bytes, &format!("word/charts/chart{number}.xml")).unwrap());
    assert!(first.contains(bars) && second.contains(course));
    assert_eq!(numbers(&first), ["24,0", "24,0", "6,0", "6,0"]);
    let of_course = numbers(&second);
    assert_eq!((of_course.len(), &of_course[..3]), (14, &["2,0", "6,0", "2,0"].map(String::from)[..]));
    for number in numbers(&first).into_iter().chain(of_course) {
        assert!(document.contains(&format!("<w:t xml:space=\"preserve\">{number}</w:t>")), "{number}");
    }
    assert!(part(&file.bytes, "word/charts/chart3.xml").is_none());
    // Nothing was collected: nothing is drawn.
    let empty = reader.get("/reports/2013/revenue.docx?month=2").await;
    assert!(part(&empty.bytes, "word/charts/chart1.xml").is_none());
}

#[actix_web::test]
async fn a_report_on_the_year_shows_the_titles_of_five_years_as_columns() {
    let app = TestApp::new();
    app.person("QLNS-006", "Lê Thị Hoa", "QLNS");
    let csv = "subject_code,award_code,year,decision_no,decided_on,authority\n\
               QLNS-006,LDTT,2012,8/QĐ-STC,20/12/2012,department_director\n\
               QLNS-006,LDTT,2013,9/QĐ-STC,20/12/2013,department_director\n";
    let mut secretary = app.login("TT", "VP", &[Role::Staff, Role::Secretariat]).await;
    let staged = secretary.upload("awards", "kt.csv", csv.as_bytes()).await;
    secretary.post(&format!("{}/confirmation", staged.location), &[]).await.assert_status(303);
    let mut reader = app.login("LAN", "VP", &[Role::Staff]).await;
    let title = "Lao động tiên tiến tăng từ 0 lên 1 người";
    let page = reader.get("/reports/2014/half-year").await;
    page.assert_shows(&format!("<figcaption id=\"nam-ldtt\">{title}"));
    page.assert_shows("Danh hiệu thi đua qua các năm 2009–2013:");
    let file = reader.get("/reports/2014/half-year.docx").await;
    let chart = part(&file.bytes, "word/charts/chart1.xml").unwrap();
    assert!(chart.contains(title));
    assert_eq!(numbers(&chart), ["0,0", "0,0", "0,0", "1,0", "1,0"]);
    let unit = reader.get("/reports/2014/half-year.docx?unit=VP").await;
    assert!(part(&unit.bytes, "word/charts/chart1.xml").is_none());
}
