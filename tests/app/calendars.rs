//! A calendar under a secret address: one's own dates, nobody else's name, gone with the address.

use crate::support::*;

/// Makes the address of one's calendar and answers its path.
async fn made(client: &mut Client) -> String {
    let page = client.post("/account/calendar", &[]).await;
    let address = page.assert_ok().between("<b>http://", "</b>").unwrap();
    address[address.find('/').unwrap()..].to_owned()
}

#[actix_web::test]
async fn the_feed_needs_its_secret_alone_and_shows_ones_own_dates() {
    let app = TestApp::new();
    let mut secretariat = app.login("TT", "VP", &[Role::Staff, Role::Secretariat]).await;
    let mut staff = app.login("LAN", "QLNS", &[Role::Staff]).await;
    let mut head = app.login("HUONG", "QLNS", &[Role::Staff, Role::UnitHead]).await;
    let document = [
        ("year", "2014"),
        ("kind", "plan"),
        ("number", "05/KH-STC"),
        ("issued_on", "10/07/2014"),
        ("agency", "Sở Tài chính"),
        ("abstract_line", "Kế hoạch"),
        ("content", "x"),
        ("readers", "everyone"),
        ("due_on", "20/07/2014"),
    ];
    let address = secretariat.post("/documents", &document).await.location;
    let sending = format!("{address}/sending");
    secretariat.post_from(&sending, &sending, &[]).await.assert_status(303);
    let fields = [("year", "2014"), ("award_code", "LDTT"), ("subject_code", "QLNS-LAN")];
    let saved = staff.post("/registrations", &fields).await.location;
    staff.post_from(&saved, &saved, &[]).await.assert_status(303);

    staff.get("/account/calendar").await.assert_shows("Tạo địa chỉ lịch");
    let own = made(&mut staff).await;
    staff.get("/account/calendar").await.assert_shows("Thay địa chỉ khác").assert_hides(&own);
    let mut stranger = app.stranger();
    let feed = stranger.get(&own).await;
    assert_eq!(feed.headers.get("content-type").unwrap(), "text/calendar; charset=utf-8");
    assert_eq!(feed.headers.get("cache-control").unwrap(), "no-store");
    assert!(feed.body.split("\r\n").all(|line| line.len() <= 75), "{}", feed.body);
    let unfolded = feed.body.replace("\r\n ", "");
    for line in [
        "UID:register-2014@thidua\r\n",
        "SUMMARY:Hạn đăng ký thi đua năm 2014\r\n",
        "SUMMARY:Hạn đọc văn bản: Kế hoạch 05/KH-STC\r\n",
        "DTSTART;VALUE=DATE:20140720\r\n",
        "DTEND;VALUE=DATE:20140721\r\n",
        // The clock runs on while the test does.
        "DTSTAMP:20140715T05",
    ] {
        assert!(unfolded.contains(line), "{line} is not in\n{unfolded}");
    }
    assert!(!unfolded.contains("Duyệt"));
    let of_head = made(&mut head).await;
    let feed = stranger.get(&of_head).await;
    feed.assert_shows("Duyệt 1 đăng ký của đơn vị").assert_hides("LAN");

    // Read is read.
    staff.post(&format!("{address}/receipt"), &[]).await.assert_status(303);
    stranger.get(&own).await.assert_hides("Hạn đọc");
}

#[actix_web::test]
async fn a_replaced_revoked_or_locked_address_is_not_found() {
    let app = TestApp::new();
    let mut staff = app.login("LAN", "QLNS", &[Role::Staff]).await;
    let mut stranger = app.stranger();
    let unknown = stranger.get("/calendar/0123456789abcdef0123456789abcdef.ics").await;
    unknown.assert_status(404);
    let first = made(&mut staff).await;
    let second = made(&mut staff).await;
    assert_ne!(first, second);
    assert_eq!(stranger.get(&first).await.assert_status(404).body, unknown.body);
    stranger.get(&second).await.assert_ok();
    let id = app.actor("lan").account.unwrap();
    app.set_up(|tx| thidua::features::account::ops::set_locked(tx, id, true));
    assert_eq!(stranger.get(&second).await.assert_status(404).body, unknown.body);
    app.set_up(|tx| thidua::features::account::ops::set_locked(tx, id, false));
    let mut staff = app.client("lan").await;
    staff.post("/account/calendar/revocation", &[]).await.assert_went_to("/account/calendar");
    stranger.get(&second).await.assert_status(404);
    staff.post("/account/calendar/revocation", &[]).await.assert_status(409);
    let made = app.audited().iter().filter(|event| event.starts_with("calendar_")).count();
    assert_eq!(made, 3);
}

#[test]
fn only_a_hash_of_the_secret_is_kept() {
    let app = TestApp::new();
    let person = app.person("QLNS-LAN", "Nguyễn Thị Lan", "QLNS");
    app.account("lan", Some(person), &[Role::Staff]);
    let secret = app.db.write_now(&app.actor("lan"), thidua::features::calendars::ops::make).unwrap();
    assert_eq!(secret.len(), 32);
    assert!(!app.all_rows().contains(&secret));
}
