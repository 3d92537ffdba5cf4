//! Acts given to somebody for a time: he may do them, nobody else, no longer than said, and it says for whom.

use diesel::prelude::*;
use thidua::schema::audit_entries;

use crate::support::*;

struct Office {
    app: TestApp,
    head: Client,
    deputy: Client,
    staff: Client,
}

async fn office() -> Office {
    let app = TestApp::new();
    let head = app.login("HUONG", "QLNS", &[Role::Staff, Role::UnitHead]).await;
    let deputy = app.login("THANG", "QLNS", &[Role::Staff]).await;
    let staff = app.login("LAN", "QLNS", &[Role::Staff]).await;
    Office { app, head, deputy, staff }
}

fn giving<'a>(app: &TestApp, taker: &str, from: &'a str, to: &'a str) -> Vec<(&'a str, String)> {
    let id = app.actor(taker).account.unwrap();
    vec![
        ("scope", "review".to_owned()),
        ("taker", id.to_string()),
        ("form", "deputy".to_owned()),
        ("starts_on", from.to_owned()),
        ("ends_on", to.to_owned()),
        ("reason", "Đi công tác".to_owned()),
    ]
}

async fn give(client: &mut Client, fields: &[(&str, String)]) -> Page {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    client.post("/delegations", &fields).await
}

/// Files a registration and answers its address.
async fn filed(staff: &mut Client, award: &str) -> String {
    let fields = [("year", "2014"), ("award_code", award), ("subject_code", "QLNS-LAN")];
    let saved = staff.post("/registrations", &fields).await;
    let address = saved.location.strip_suffix("/filing").expect(&saved.body).to_owned();
    let filing = format!("{address}/filing");
    staff.post_from(&filing, &filing, &[]).await.assert_status(303);
    address
}

#[actix_web::test]
async fn the_deputy_reviews_in_the_heads_place_and_the_history_keeps_both_names() {
    let Office { app, mut head, mut deputy, mut staff } = office().await;
    let address = filed(&mut staff, "LDTT").await;
    deputy.get("/approvals").await.assert_status(403);
    deputy.get(&address).await.assert_status(404);
    deputy.get("/delegations").await.assert_status(403);

    give(&mut head, &giving(&app, "thang", "15/07/2014", "20/07/2014")).await.assert_went_to("/delegations");
    head.get("/delegations").await.assert_shows("Đang có hiệu lực").assert_shows("Ký thay (KT.)");
    deputy.get("/delegations").await.assert_shows("huong").assert_hides("Thôi ủy quyền");
    deputy.get("/approvals").await.assert_shows(&address);
    let agreed = deputy.post_from(&address, &format!("{address}/agreement"), &[]).await;
    agreed.assert_status(303);
    head.get(&address).await.assert_shows("thang, thay mặt huong").assert_shows("Chờ thẩm định");
    let noted: Vec<(String, String)> = app.read(|conn| {
        audit_entries::table
            .filter(audit_entries::event.eq("registration_agreed"))
            .select((audit_entries::actor_name, audit_entries::on_behalf_of))
            .load(conn)
    });
    assert_eq!(noted.len(), 1);
    assert!(noted[0].0.contains("thang") && noted[0].1.contains("huong"), "{noted:?}");

    // What the head does himself is his own.
    let second = filed(&mut staff, "CSTDCS").await;
    head.post_from(&second, &format!("{second}/agreement"), &[]).await.assert_status(303);
    head.get(&second).await.assert_hides("thay mặt");
}

#[actix_web::test]
async fn it_begins_and_ends_with_its_days_and_can_be_taken_back() {
    let Office { mut app, mut head, mut deputy, mut staff } = office().await;
    let address = filed(&mut staff, "LDTT").await;
    give(&mut head, &giving(&app, "thang", "16/07/2014", "17/07/2014")).await.assert_status(303);
    deputy.get("/approvals").await.assert_status(403);
    app.move_to("2014-07-16");
    let mut deputy = app.client("thang").await;
    deputy.get("/approvals").await.assert_shows(&address);
    app.move_to("2014-07-18");
    let mut deputy = app.client("thang").await;
    deputy.get("/approvals").await.assert_status(403);

    let mut head = app.client("huong").await;
    give(&mut head, &giving(&app, "thang", "18/07/2014", "31/07/2014")).await.assert_status(303);
    deputy.get("/approvals").await.assert_ok();
    deputy.post("/delegations/2/end", &[]).await.assert_status(404);
    head.post("/delegations/2/end", &[]).await.assert_went_to("/delegations");
    head.get("/delegations").await.assert_shows("Đã thôi");
    deputy.get("/approvals").await.assert_status(403);
    head.post("/delegations/2/end", &[]).await.assert_status(409);
}

#[actix_web::test]
async fn nobody_gives_what_is_not_his_or_to_whom_it_cannot_go() {
    let Office { app, mut head, mut deputy, .. } = office().await;
    let outsider = app.login("VAN", "VP", &[Role::Staff]).await;
    drop(outsider);
    give(&mut deputy, &giving(&app, "lan", "15/07/2014", "20/07/2014")).await.assert_status(403);
    give(&mut head, &giving(&app, "van", "15/07/2014", "20/07/2014"))
        .await
        .assert_field_error("taker", "Chọn người nhận ủy quyền trong danh sách.");
    let page = give(&mut head, &giving(&app, "thang", "14/07/2014", "13/07/2014")).await;
    page.assert_field_error("starts_on", "Ngày bắt đầu phải từ hôm nay trở đi.");
    page.assert_field_error("ends_on", "Ngày kết thúc phải từ ngày bắt đầu trở đi.");
    page.assert_shows("Đi công tác");
    give(&mut head, &giving(&app, "thang", "15/07/2014", "20/07/2014")).await.assert_status(303);
    let twice = give(&mut head, &giving(&app, "lan", "20/07/2014", "25/07/2014")).await;
    twice.assert_status(422).assert_shows("(15/07/2014–20/07/2014). Kết thúc lần đó trước.");
    let mut decisions = giving(&app, "thang", "15/07/2014", "20/07/2014");
    decisions[0].1 = "decisions".to_owned();
    give(&mut head, &decisions).await.assert_status(403);
}

#[actix_web::test]
async fn the_head_of_the_agency_gives_the_issuing_of_decisions_to_his_deputy() {
    let app = TestApp::new();
    let director = app.person("STC-001", "Trần Văn Giám", "STC");
    app.account("giam", Some(director), &[Role::Staff, Role::Leader]);
    app.make_head_of_agency(director);
    let deputy = app.person("STC-002", "Lê Thị Phó", "STC");
    app.account("pho", Some(deputy), &[Role::Staff, Role::Leader]);
    let (mut director, mut deputy) = (app.client("giam").await, app.client("pho").await);
    deputy.get("/approvals?kind=decision").await.assert_hides("Quyết định chờ");
    let mut fields = giving(&app, "pho", "15/07/2014", "20/07/2014");
    fields[0].1 = "decisions".to_owned();
    fields[2].1 = "by_order".to_owned();
    give(&mut director, &fields).await.assert_field_error("form", "Cấp phó ký thay: chọn Ký thay (KT.).");
    fields[2].1 = "deputy".to_owned();
    give(&mut director, &fields).await.assert_status(303);
    assert!(deputy.get("/approvals?kind=decision").await.body.contains("kind=decision"));
}
