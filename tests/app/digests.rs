//! The mail a day: what waits, once, when it is due; a server that is down stops nothing and is told to IT.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use thidua::features::digests::ops::send_due;
use thidua::schema::{audit_entries, mails};

use crate::support::*;

/// A mail server that takes everything, and keeps it.
struct FakeServer {
    port: u16,
    taken: Arc<Mutex<Vec<String>>>,
}

impl FakeServer {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let taken = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&taken);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let (stream, kept) = (stream.unwrap(), Arc::clone(&kept));
                std::thread::spawn(move || {
                    let mut answer = stream.try_clone().unwrap();
                    let mut say = |line: &str| answer.write_all(format!("{line}\r\n").as_bytes()).is_ok();
                    say("220 fake");
                    let (mut in_data, mut mail) = (false, String::new());
                    for line in BufReader::new(stream).lines().map_while(Result::ok) {
                        if in_data {
                            if line == "." {
                                in_data = false;
                                kept.lock().unwrap().push(std::mem::take(&mut mail));
                                say("250 taken");
                            } else {
                                mail.push_str(&line);
                                mail.push('\n');
                            }
                        } else if line.starts_with("RCPT TO:<khong-co@") {
                            say("550 no such box");
                        } else if line == "DATA" {
                            in_data = true;
                            say("354 go on");
                        } else if line == "QUIT" {
                            say("221 bye");
                            return;
                        } else {
                            say("250 ok");
                        }
                    }
                });
            }
        });
        Self { port, taken }
    }

    fn taken(&self) -> Vec<String> {
        self.taken.lock().unwrap().clone()
    }
}

/// A port on which nobody listens.
fn nobodys_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

fn at(moment: &str) -> DateTime<Utc> {
    moment.parse().unwrap()
}

struct Office {
    app: TestApp,
    staff: Client,
    head: Client,
    it: Client,
}

/// A staff member with a registration returned to him, who wants mail; the head of his unit, who does not.
async fn office() -> Office {
    let app = TestApp::new();
    let mut staff = app.login("LAN", "QLNS", &[Role::Staff]).await;
    let mut head = app.login("HUONG", "QLNS", &[Role::Staff, Role::UnitHead]).await;
    app.account("quantri", None, &[Role::ItAdmin]);
    let it = app.client("quantri").await;
    let fields = [("year", "2014"), ("award_code", "LDTT"), ("subject_code", "QLNS-LAN")];
    let saved = staff.post("/registrations", &fields).await;
    let address = saved.location.strip_suffix("/filing").unwrap().to_owned();
    staff.post_from(&saved.location, &saved.location, &[]).await.assert_status(303);
    head.post_from(&address, &format!("{address}/return"), &[("note", "Nêu rõ")]).await.assert_status(303);
    let wanted = [("address", "lan@stc.vn"), ("wanted", "true")];
    staff.post("/account/mail", &wanted).await.assert_went_to("/account/mail");
    head.post("/account/mail", &[("address", "huong@stc.vn")]).await.assert_status(303);
    Office { app, staff, head, it }
}

async fn set_up(it: &mut Client, port: u16, more: &[(&str, &str)]) -> Page {
    let port = port.to_string();
    let settings = [
        ("on", "true"),
        ("host", "127.0.0.1"),
        ("port", port.as_str()),
        ("security", "none"),
        ("sender", "thidua@stc.vn"),
        ("hour", "7"),
        ("site", "http://thidua.local/"),
    ];
    let others = settings.into_iter().filter(|(name, _)| !more.iter().any(|(other, _)| other == name));
    it.post_from("/admin/mail", "/admin/mail", &others.chain(more.iter().copied()).collect::<Vec<_>>()).await
}

/// 08:00 of Tuesday, 15/07/2014.
const MORNING: &str = "2014-07-15T01:00:00Z";

#[actix_web::test]
async fn what_waits_is_mailed_once_a_day_from_the_hour_on_to_those_who_want_it() {
    let Office { app, mut it, .. } = office().await;
    let server = FakeServer::start();
    assert_eq!(send_due(&app.db, at(MORNING)).await.unwrap(), 0, "mail is off until it is set up");
    set_up(&mut it, server.port, &[]).await.assert_went_to("/admin/mail");
    assert_eq!(send_due(&app.db, at("2014-07-14T23:59:00Z")).await.unwrap(), 0, "06:59 is too early");
    assert_eq!(send_due(&app.db, at("2014-07-13T03:00:00Z")).await.unwrap(), 0, "Sunday");
    assert_eq!(send_due(&app.db, at(MORNING)).await.unwrap(), 1);
    assert_eq!(send_due(&app.db, at("2014-07-15T09:00:00Z")).await.unwrap(), 0, "once a day");
    let taken = server.taken();
    assert_eq!(taken.len(), 1);
    let (head, body) = taken[0].split_once("\n\n").unwrap();
    for line in [
        "From: thidua@stc.vn",
        "Content-Type: text/plain; charset=utf-8",
        "MIME-Version: 1.0",
        "Message-ID: <2014-07-15.",
        "Date: ",
    ] {
        assert!(head.contains(line), "{line}: {head}");
    }
    assert!(head.contains("lan@stc.vn") && head.contains("Subject: Thi =?utf-8?b?"), "{head}");
    let text = decoded(head, body);
    for words in [
        "Kính gửi đồng chí lan,",
        "- Sửa 1 đăng ký được trả lại, hạn ",
        "http://thidua.local/registrations?subject=me&state=returned",
        "Có 1 thông báo mới.",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(!text.contains("huong"), "{text}");
    assert_eq!(send_due(&app.db, at("2014-07-16T01:00:00Z")).await.unwrap(), 1, "the next day again");
    it.get("/").await.assert_hides("chưa gửi được");
}

/// The body without its transfer encoding.
fn decoded(head: &str, body: &str) -> String {
    if head.contains("Content-Transfer-Encoding: base64") {
        return String::from_utf8(base64(&body.replace(['\r', '\n'], ""))).unwrap();
    }
    if !head.contains("quoted-printable") {
        return body.to_owned();
    }
    let joined = body.replace("=\n", "");
    let mut bytes = Vec::new();
    let mut rest = joined.as_bytes();
    while let [first, tail @ ..] = rest {
        if *first == b'=' && tail.len() >= 2 {
            bytes.push(u8::from_str_radix(std::str::from_utf8(&tail[..2]).unwrap(), 16).unwrap());
            rest = &tail[2..];
        } else {
            bytes.push(*first);
            rest = tail;
        }
    }
    String::from_utf8(bytes).unwrap()
}

fn base64(text: &str) -> Vec<u8> {
    const DIGITS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut bits, mut held, mut bytes) = (0u32, 0, Vec::new());
    for digit in text.chars().filter_map(|c| DIGITS.find(c)) {
        bits = bits << 6 | digit as u32;
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push((bits >> held & 0xff) as u8);
        }
    }
    bytes
}

#[actix_web::test]
async fn a_server_that_is_down_is_told_to_it_and_the_mail_goes_out_later_exactly_once() {
    let Office { app, mut staff, mut it, .. } = office().await;
    set_up(&mut it, nobodys_port(), &[]).await.assert_status(303);
    assert_eq!(send_due(&app.db, at(MORNING)).await.unwrap(), 0);
    let trouble = it.get("/").await;
    trouble.assert_shows("Thư nhắc chưa gửi được lúc 08:00 15/07/2014: Không kết nối được máy chủ thư 127.0.0.1:");
    it.get("/admin/mail").await.assert_shows("chưa gửi được").assert_shows("1 chưa gửi được, sẽ thử lại");
    staff.get("/").await.assert_ok().assert_hides("chưa gửi được");
    let server = FakeServer::start();
    set_up(&mut it, server.port, &[]).await.assert_status(303);
    assert_eq!(send_due(&app.db, at("2014-07-15T01:04:00Z")).await.unwrap(), 0, "not before its next try");
    assert_eq!(send_due(&app.db, at("2014-07-15T01:05:00Z")).await.unwrap(), 1);
    assert_eq!(send_due(&app.db, at("2014-07-15T08:00:00Z")).await.unwrap(), 0);
    assert_eq!(server.taken().len(), 1);
    it.get("/").await.assert_hides("chưa gửi được");
    it.get("/admin/mail").await.assert_shows("1 đã gửi");
}

#[actix_web::test]
async fn what_was_claimed_when_the_program_stopped_is_not_sent_twice() {
    let Office { app, mut it, .. } = office().await;
    let server = FakeServer::start();
    set_up(&mut it, server.port, &[]).await.assert_status(303);
    assert_eq!(send_due(&app.db, at(MORNING)).await.unwrap(), 1);
    let account = app.actor("lan").account.unwrap();
    let claim = diesel::update(mails::table.filter(mails::account_id.eq(account)));
    app.db.keep_house(move |conn| Ok(claim.set(mails::state.eq("claimed")).execute(conn)?)).await.unwrap();
    assert_eq!(send_due(&app.db, at("2014-07-15T05:00:00Z")).await.unwrap(), 0);
    assert_eq!(server.taken().len(), 1);
}

#[actix_web::test]
async fn an_address_that_the_server_refuses_holds_up_nobody() {
    let Office { app, mut head, mut it, .. } = office().await;
    let mut van = app.login("VAN", "QLNS", &[Role::Staff]).await;
    let fields = [("year", "2014"), ("award_code", "LDTT"), ("subject_code", "QLNS-VAN")];
    let saved = van.post("/registrations", &fields).await.location;
    van.post_from(&saved, &saved, &[]).await.assert_status(303);
    it.post("/admin/accounts/lan/mail", &[("address", "khong-co@stc.vn"), ("wanted", "true")]).await.assert_status(303);
    head.post("/account/mail", &[("address", "huong@stc.vn"), ("wanted", "true")]).await.assert_status(303);
    let server = FakeServer::start();
    set_up(&mut it, server.port, &[]).await.assert_status(303);
    assert_eq!(send_due(&app.db, at(MORNING)).await.unwrap(), 1);
    let taken = server.taken();
    assert!(taken.len() == 1 && taken[0].contains("huong@stc.vn"), "{taken:?}");
    let (head, body) = taken[0].split_once("\n\n").unwrap();
    let text = decoded(head, body);
    assert!(text.contains("Duyệt 1 đăng ký của đơn vị") && !text.contains("VAN"), "{text}");
    assert_eq!(send_due(&app.db, at("2014-07-15T05:00:00Z")).await.unwrap(), 0, "refused for today");
}

#[actix_web::test]
async fn the_settings_are_its_alone_and_the_password_never_shows_again() {
    let Office { app, mut staff, mut it, .. } = office().await;
    staff.get("/admin/mail").await.assert_status(403);
    staff.post("/admin/mail", &[]).await.assert_status(403);
    staff.post("/admin/accounts/quantri/mail", &[("address", "x@stc.vn")]).await.assert_status(403);
    let server = FakeServer::start();
    let secret = [("username", "thidua"), ("password", "rất bí mật")];
    set_up(&mut it, server.port, &secret).await.assert_status(303);
    it.get("/admin/mail").await.assert_shows("value=\"thidua\"").assert_hides("rất bí mật");
    let told: Vec<(String, String)> =
        app.read(|conn| audit_entries::table.select((audit_entries::note, audit_entries::changes)).load(conn));
    assert!(told.iter().all(|(note, changes)| !note.contains("bí mật") && !changes.contains("bí mật")));
    // Left empty, the stored one stays; and so it does when something else is wrong.
    let wrong = set_up(&mut it, server.port, &[("username", "thidua"), ("sender", "x")]).await;
    wrong.assert_field_error("sender", "Địa chỉ gửi chưa đúng. Nhập dạng thidua@coquan.gov.vn.");
    set_up(&mut it, server.port, &[("username", "thidua")]).await.assert_status(303);
    let kept: String = app.read(|conn| {
        use thidua::schema::mail_settings;
        mail_settings::table.select(mail_settings::password).first(conn)
    });
    assert_eq!(kept, "rất bí mật");
    let stale =
        [("version", "0"), ("host", "x"), ("port", "25"), ("security", "none"), ("sender", "a@b.vn"), ("hour", "7")];
    it.post("/admin/mail", &stale).await.assert_status(409);
}

#[actix_web::test]
async fn a_test_says_how_it_went() {
    let Office { app, mut staff, mut it, .. } = office().await;
    staff.post("/admin/mail/test", &[("to", "x@stc.vn")]).await.assert_status(403);
    let server = FakeServer::start();
    set_up(&mut it, server.port, &[]).await.assert_status(303);
    it.post("/admin/mail/test", &[("to", "khong")])
        .await
        .assert_field_error("to", "Địa chỉ thư chưa đúng. Nhập dạng ten@coquan.gov.vn.");
    it.post("/admin/mail/test", &[("to", "it@stc.vn")]).await.assert_went_to("/admin/mail");
    it.get("/admin/mail").await.assert_shows("Đã gửi thư thử tới it@stc.vn.");
    assert_eq!(server.taken().len(), 1);
    set_up(&mut it, nobodys_port(), &[]).await.assert_status(303);
    it.post("/admin/mail/test", &[("to", "it@stc.vn")]).await.assert_went_to("/admin/mail");
    it.get("/admin/mail").await.assert_shows("Không kết nối được máy chủ thư 127.0.0.1:");
    assert_eq!(app.audited().iter().filter(|event| *event == "mail_tested").count(), 2);
    let bad = [("address", "không phải thư"), ("wanted", "true")];
    let words = "Địa chỉ thư chưa đúng. Nhập dạng ten@coquan.gov.vn.";
    staff.post("/account/mail", &bad).await.assert_field_error("address", words);
}

#[actix_web::test]
async fn new_notices_are_counted_as_the_bell_counts_them_and_alone_are_no_reason_to_write() {
    let Office { app, mut head, mut it, .. } = office().await;
    head.post("/account/mail", &[("address", "huong@stc.vn"), ("wanted", "true")]).await.assert_status(303);
    let mut secretariat = app.login("TT", "VP", &[Role::Staff, Role::Secretariat]).await;
    secretariat.post("/years", &[("year", "2015")]).await.assert_status(303);
    let server = FakeServer::start();
    set_up(&mut it, server.port, &[]).await.assert_status(303);
    head.get("/").await.assert_shows("Thông báo (1)");
    assert_eq!(send_due(&app.db, at(MORNING)).await.unwrap(), 1);
    let taken = server.taken();
    assert!(taken.len() == 1 && taken[0].contains("lan@stc.vn"));
    let (head, body) = taken[0].split_once("\n\n").unwrap();
    assert!(decoded(head, body).contains("Có 2 thông báo mới."));
}
