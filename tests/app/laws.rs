//! The law as people read it, and entries confirmed against the official text.

use diesel::prelude::*;
use thidua::domain::eligibility::EntryKey;
use thidua::domain::subject::SubjectKind;
use thidua::features::laws;
use thidua::schema::law_confirmations;

use crate::support::*;

const ENTRY: &str = "/laws/entries/rule:LDTT:individual:R2010";
const SEEN: [(&str, &str); 2] = [("document", "Điều 24 Luật 15/2003/QH11"), ("note", "Đã xem bản công báo")];

async fn secretariat(app: &TestApp) -> Client {
    app.login("NGUYET", "VP", &[Role::Staff, Role::Secretariat]).await
}

fn is_confirmed(app: &TestApp) -> bool {
    let key = EntryKey::rule("LDTT", SubjectKind::Person, "R2010");
    app.db.read_now(laws::ops::confirmations).unwrap().holds(&key)
}

#[actix_web::test]
async fn the_law_is_shown_regime_by_regime_in_plain_words() {
    let app = TestApp::new();
    let mut nguyet = secretariat(&app).await;
    let page = nguyet.get("/laws").await;
    page.assert_ok().assert_shows("Luật TĐKT 2022 - NĐ 98/2023").assert_shows("NĐ 42/2010/NĐ-CP");
    page.assert_shows("2.340.000 đồng")
        .assert_shows("Hằng năm, ngày 15/12")
        .assert_shows("Ngày cuối còn hiệu lực: 28/02/2027");
    let regime = nguyet.get("/laws/R2014").await;
    regime.assert_ok().assert_shows("Công tác từ 10 tháng trở lên tính đến hết năm xét");
    regime.assert_shows("NĐ 65/2014/NĐ-CP Điều 5 khoản 1, khoản 6; Luật 15/2003/QH11 Điều 10, Điều 24");
    regime
        .assert_shows("Và một trong các trường hợp:")
        .assert_shows("Không quá 15% số người đạt Lao động tiên tiến, phần lẻ bỏ");
    regime.assert_shows("từ 70% tổng số thành viên đồng ý").assert_shows("0,3 lần mức lương cơ sở");
    regime.assert_shows("làm tròn lên đến 10.000 đồng").assert_shows("Chưa đối chiếu").assert_shows("Đã đối chiếu");
    for code in ["R2010", "R2017", "R2024", "R2025", "R2026"] {
        let page = nguyet.get(&format!("/laws/{code}")).await;
        page.assert_ok();
        assert!(page.body.len() < 60 * 1024, "UI.md §9: {code} has {} bytes", page.body.len());
    }
    nguyet.get("/laws/R2026").await.assert_shows("chưa có trong danh mục");
    nguyet.get("/laws/R1999").await.assert_status(404);
    let file = nguyet.get("/laws.csv").await;
    file.assert_shows("code,name,effective_from,effective_to,documents,state,unconfirmed\r\nR2010,")
        .assert_shows("2010-06-01");
    nguyet.get("/laws.xlsx").await.assert_ok();
}

#[actix_web::test]
async fn an_entry_is_confirmed_with_the_text_that_was_seen_and_the_confirmation_withdrawn() {
    let app = TestApp::new();
    let mut nguyet = secretariat(&app).await;
    let list = "/laws/entries?state=unconfirmed&regime=R2010&kind=rule";
    nguyet.get(list).await.assert_shows(ENTRY).assert_shows("Bỏ </span>Tiêu chuẩn");
    nguyet.get(ENTRY).await.assert_shows("Nghỉ dưới 40 ngày làm việc").assert_shows("Xác nhận đúng văn bản");
    assert!(!is_confirmed(&app));
    nguyet
        .post(&format!("{ENTRY}/confirmation"), &[("note", "Ghi chú còn đây")])
        .await
        .assert_field_error("document", "Nhập số văn bản và điều khoản đã xem, ví dụ Điều 10 Nghị định 91/2017/NĐ-CP.")
        .assert_shows("Ghi chú còn đây");
    nguyet.post(&format!("{ENTRY}/confirmation"), &SEEN).await.assert_went_to(ENTRY);
    assert!(is_confirmed(&app));
    let page = nguyet.get(ENTRY).await;
    page.assert_shows("Thường trực đã xác nhận")
        .assert_shows("nguyet, ngày 15/07/2014, theo Điều 24 Luật 15/2003/QH11");
    page.assert_shows("Đã xem bản công báo").assert_hides("Xác nhận đúng văn bản");
    nguyet.get(list).await.assert_hides(ENTRY);
    let again = nguyet.post(&format!("{ENTRY}/confirmation"), &SEEN).await;
    again.assert_status(422).assert_shows("Mục này vừa được xác nhận.");
    let file = nguyet.get("/laws/entries.csv?state=confirmed").await;
    file.assert_shows("key,kind,regime,title,says,source,state,document,confirmed_by,confirmed_on");
    file.assert_shows("Điều 24 Luật 15/2003/QH11,nguyet,2014-07-15").assert_hides("regime:R2010");
    nguyet.get("/laws/entries.xlsx").await.assert_ok();

    let withdrawal = &format!("{ENTRY}/withdrawal");
    nguyet.post(withdrawal, &[]).await.assert_field_error("reason", "Nêu lý do rút xác nhận.");
    nguyet.post(withdrawal, &[("reason", "Nhầm văn bản")]).await.assert_went_to(ENTRY);
    assert!(!is_confirmed(&app));
    nguyet
        .get(ENTRY)
        .await
        .assert_shows("rút xác nhận lúc")
        .assert_shows("Nhầm văn bản")
        .assert_shows("Chưa đối chiếu");
    nguyet.post(withdrawal, &[("reason", "Nhầm văn bản")]).await.assert_status(404);
    assert_eq!(app.read(|conn| law_confirmations::table.count().get_result::<i64>(conn)), 1, "both stay on record");
    nguyet.post(&format!("{ENTRY}/confirmation"), &SEEN).await.assert_status(303);
    let told = app.audited();
    assert_eq!(told[told.len() - 3..], ["law_confirmed", "law_confirmation_withdrawn", "law_confirmed"]);
}

#[actix_web::test]
async fn what_needs_no_comparison_or_is_not_there_is_not_confirmed() {
    let app = TestApp::new();
    let mut nguyet = secretariat(&app).await;
    let checked = "/laws/entries/rule:LDTT:individual:R2014";
    nguyet.get(checked).await.assert_shows("Không cần xác nhận").assert_hides("Xác nhận đúng văn bản");
    nguyet.post(&format!("{checked}/confirmation"), &SEEN).await.assert_status(409);
    nguyet.get("/laws/entries/rule:LDTT:individual:R1999").await.assert_status(404);
    nguyet.post("/laws/entries/x/confirmation", &SEEN).await.assert_status(404);
    nguyet.get("/laws/entries?state=x&kind=y&regime=z&page=99").await.assert_shows("Không có mục nào khớp");
    app.account("auditor", None, &[Role::Auditor]);
    let mut auditor = app.client("auditor").await;
    auditor.get("/laws").await.assert_ok().assert_shows("aria-current=\"page\">Căn cứ pháp lý");
    auditor.get(ENTRY).await.assert_ok().assert_hides("Xác nhận đúng văn bản").assert_shows("Chưa ai xác nhận.");
    auditor.post(&format!("{ENTRY}/confirmation"), &SEEN).await.assert_status(403);
    let mut leader = app.login("GIAM", "STC", &[Role::Staff, Role::Leader]).await;
    leader.get("/laws").await.assert_status(403);
    leader.get("/").await.assert_hides("Căn cứ pháp lý");
}
