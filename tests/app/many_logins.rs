//! Fifty wrong logins at once, on the program itself: they wait for each other, and nobody else for them.

use std::sync::Barrier;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::http;
use crate::support::*;

const LOGINS: usize = 50;
const NEW: &str = "câu khác hẳn";
const PAGE: &str = "/admin/accounts";

/// A guess that is hashed: each at a name of its own, or after five tries nothing would be.
fn guess(address: &str, nth: usize, ready: &Barrier) {
    let mut client = http::Client::connect(address).unwrap();
    let token = http::token_of(&client.get("/login").unwrap()).unwrap();
    let username = format!("khongcoai{nth}");
    ready.wait();
    let fields = [("_token", token.as_str()), ("username", &username), ("password", "đoán mò một câu")];
    assert_eq!(client.post("/login", &fields).unwrap().status, 422);
}

/// How long each page took that was asked for, one after the other, until all logins were answered.
fn pages_during(address: &str) -> Vec<Duration> {
    let mut reader = http::Client::logged_in(address, "quantri", NEW).unwrap();
    reader.get(PAGE).unwrap();
    let (ready, answered) = (Barrier::new(LOGINS + 1), AtomicUsize::new(0));
    let mut pages = Vec::new();
    thread::scope(|scope| {
        for nth in 0..LOGINS {
            let (ready, answered) = (&ready, &answered);
            scope.spawn(move || {
                guess(address, nth, ready);
                answered.fetch_add(1, Ordering::SeqCst);
            });
        }
        ready.wait();
        while answered.load(Ordering::SeqCst) < LOGINS {
            let begun = Instant::now();
            reader.get(PAGE).unwrap();
            pages.push(begun.elapsed());
        }
    });
    pages
}

/// The promise is a second, so this is one of the few tests that look at a clock. A page takes some milliseconds; a machine
/// that stumbles may spoil one in ten. That nobody waits for the logins, whatever the machine, is shown where they are
/// checked (`account::checking`).
#[actix_web::test]
async fn fifty_wrong_logins_at_once_do_not_slow_a_page_past_a_second() {
    let machine = Machine::new();
    let ran = machine.init().succeeded();
    let mut browser = machine.browser();
    browser.log_in("quantri", ran.password()).await.assert_status(303);
    let change = [("old_password", ran.password()), ("new_password", NEW), ("new_password_again", NEW)];
    browser.post("/account/password", &change).await.assert_status(303);
    let server = Server::start(&machine);
    let mut pages = pages_during(&server.address);
    pages.sort();
    let slow = pages[pages.len() * 9 / 10];
    assert!(slow < Duration::from_secs(1), "of {} pages one in ten takes {slow:?} or longer", pages.len());
}
