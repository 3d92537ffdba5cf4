//! Leaves: entered, corrected, ended, taken out with their history kept; nobody is away twice on one day.

use diesel::prelude::*;
use thidua::schema::{audit_entries, leaves};

use crate::support::*;

const PAGE: &str = "/people/QLNS-001/leaves";
const BIRTH: [(&str, &str); 3] = [("kind", "maternity"), ("from_date", "5/3/2014"), ("to_date", "")];

async fn secretariat(app: &TestApp) -> Client {
    app.person("QLNS-001", "Nguyễn Thị Hoà", "QLNS");
    app.login("NGUYET", "VP", &[Role::Staff, Role::Secretariat]).await
}

fn rows(app: &TestApp) -> Vec<(String, Option<chrono::NaiveDate>)> {
    let all = leaves::table.order(leaves::from_date).select((leaves::kind, leaves::to_date));
    app.read(|conn| all.load(conn))
}

#[actix_web::test]
async fn a_leave_is_entered_ended_and_shown_on_the_record() {
    let app = TestApp::new();
    let mut nguyet = secretariat(&app).await;
    nguyet.get(PAGE).await.assert_ok().assert_shows("Chưa ghi lần nghỉ nào.");
    nguyet.post_from(PAGE, PAGE, &BIRTH).await.assert_went_to(PAGE);
    nguyet.get("/people/QLNS-001").await.assert_shows("Nghỉ thai sản").assert_shows("chưa ghi ngày hết nghỉ");
    let one = &format!("{PAGE}/1");
    nguyet.get(one).await.assert_shows("value=\"maternity\" checked").assert_shows("value=\"05/03/2014\"");
    let ended = [("kind", "maternity"), ("from_date", "05/03/2014"), ("to_date", "04/09/2014")];
    nguyet.post_from(one, one, &ended).await.assert_went_to(PAGE);
    nguyet.get(PAGE).await.assert_shows("04/09/2014");
    let file = nguyet.get(&format!("{PAGE}.csv")).await;
    file.assert_shows("person_code,from_date,to_date,kind\r\nQLNS-001,2014-03-05,2014-09-04,maternity\r\n");
    nguyet.post_from(one, one, &BIRTH).await.assert_status(303);
    assert_eq!(rows(&app), [("maternity".to_owned(), None)], "a last day noted wrongly can be taken back");
}

#[actix_web::test]
async fn nobody_is_away_twice_on_one_day() {
    let app = TestApp::new();
    let mut nguyet = secretariat(&app).await;
    nguyet.post_from(PAGE, PAGE, &BIRTH).await.assert_status(303);
    let ill = [("kind", "sick"), ("from_date", "01/04/2014"), ("to_date", "02/04/2014")];
    nguyet.post_from(PAGE, PAGE, &ill).await.assert_field_error(
        "from_date",
        "Trùng ngày với lần nghỉ đã ghi (Nghỉ thai sản từ 05/03/2014, chưa ghi ngày hết nghỉ). Sửa ngày của một trong hai lần.",
    );
    let before = [("kind", "sick"), ("from_date", "03/03/2014"), ("to_date", "04/03/2014")];
    nguyet.post_from(PAGE, PAGE, &before).await.assert_status(303);
    let second = format!("{PAGE}/2");
    let longer = [("kind", "sick"), ("from_date", "03/03/2014"), ("to_date", "05/03/2014")];
    nguyet.post_from(&second, &second, &longer).await.assert_status(422);
    let turned = [("kind", "sick"), ("from_date", "03/03/2014"), ("to_date", "02/03/2014")];
    nguyet
        .post_from(&second, &second, &turned)
        .await
        .assert_field_error("to_date", "Ngày hết nghỉ trước ngày bắt đầu. Sửa một trong hai ngày.");
    assert_eq!(rows(&app).len(), 2);
}

#[actix_web::test]
async fn what_was_entered_by_mistake_goes_and_its_history_stays() {
    let app = TestApp::new();
    let mut nguyet = secretariat(&app).await;
    nguyet.post_from(PAGE, PAGE, &BIRTH).await.assert_status(303);
    let removal = &format!("{PAGE}/1/removal");
    nguyet.get(removal).await.assert_shows("Nghỉ thai sản từ 05/03/2014, chưa ghi ngày hết nghỉ");
    nguyet.post_from(removal, removal, &[]).await.assert_field_error("note", "Nêu lý do xóa, ví dụ ghi nhầm người.");
    nguyet.post_from(removal, removal, &[("note", "Ghi nhầm người")]).await.assert_went_to(PAGE);
    assert_eq!(rows(&app), []);
    let newest =
        audit_entries::table.order(audit_entries::id.desc()).select((audit_entries::event, audit_entries::note));
    let last: (String, String) = app.read(|conn| newest.first(conn));
    assert_eq!(last.0, "leave_removed");
    assert_eq!(last.1, "Nghỉ thai sản từ 05/03/2014, chưa ghi ngày hết nghỉ. Lý do: Ghi nhầm người");
}

#[actix_web::test]
async fn only_secretariat_auditor_and_the_person_himself_read_it() {
    let app = TestApp::new();
    let mut nguyet = secretariat(&app).await;
    let mut lan = app.login("LAN", "QLNS", &[Role::Staff]).await;
    let own = "/people/QLNS-LAN/leaves";
    nguyet.post_from(own, own, &BIRTH).await.assert_status(303);
    app.account("auditor", None, &[Role::Auditor]);
    let mut auditor = app.client("auditor").await;
    for reader in [&mut lan, &mut auditor] {
        reader.get("/people/QLNS-LAN").await.assert_shows("Nghỉ thai sản");
        reader.get(own).await.assert_shows("Nghỉ thai sản").assert_hides("Sửa<span");
        reader.post(own, &BIRTH).await.assert_status(403);
    }
    lan.get(PAGE).await.assert_status(404);
    let mut head = app.login("HUONG", "QLNS", &[Role::Staff, Role::UnitHead]).await;
    head.get("/people/QLNS-LAN").await.assert_ok().assert_hides("Nghỉ thai sản");
    head.get(own).await.assert_status(404);
}
