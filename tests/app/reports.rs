//! Reports on the half-year and the year. Their figures are looked at in the sample department: tests/browser.

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
