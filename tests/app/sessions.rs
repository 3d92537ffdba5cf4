//! Sessions as a browser and whoever steals its cookie see them, and what every answer and connection carries.

use std::collections::HashMap;

use actix_session::storage::SessionStore;
use actix_web::cookie::Cookie;
use actix_web::cookie::time::Duration;
use diesel::prelude::*;
use diesel::sql_types::Text;
use thidua::clock::Clock;
use thidua::data_folder::attachments::{Attachments, Free};
use thidua::db::FormNumber;
use thidua::features::account::ops::{Login, OneTime, check_login, note_login, reset, set_locked, set_text_size};
use thidua::hash::sha256;
use thidua::policy::Actor;
use thidua::schema::{accounts, posted_forms, sessions};
use thidua::web::sessions::{JUDGED, Sessions};

use crate::support::*;

#[actix_web::test]
async fn the_key_is_new_at_login_at_a_change_of_password_and_at_step_up() {
    let app = TestApp::new();
    app.account("lan", None, &[Role::Auditor]);
    let mut lan = app.stranger();
    lan.ask_for_token().await;
    let mut keys = vec![lan.cookie("id")];
    lan.log_in("lan", PASSWORD).await.assert_status(303);
    keys.push(lan.cookie("id"));
    lan.post("/account/second-factor", &[("password", PASSWORD)]).await.assert_status(303);
    keys.push(lan.cookie("id"));
    lan.token_of("/account/password").await;
    let new = "câu khác hẳn";
    let typed = [("old_password", PASSWORD), ("new_password", new), ("new_password_again", new)];
    lan.post("/account/password", &typed).await.assert_went_to("/");
    keys.push(lan.cookie("id"));
    assert!(keys.iter().all(|key| key.len() > 40), "{keys:?}");
    for (nth, key) in keys.iter().enumerate() {
        assert!(!keys[..nth].contains(key), "{nth} of {keys:?}");
        let mut thief = app.stranger();
        thief.set_cookie(Cookie::new("id", key.clone()));
        let is_last = nth == keys.len() - 1;
        assert_eq!(thief.get("/account/sessions").await.status == 200, is_last, "{nth}");
    }
}

/// A login is judged, then its session is written; between the two the password may be reset.
#[actix_web::test]
async fn no_session_is_written_for_a_password_that_is_no_longer_stored() {
    let app = TestApp::new();
    let id = app.account("lan", None, &[Role::Auditor]);
    let stored: String = app.read(|conn| accounts::table.find(id).select(accounts::password_hash).first(conn));
    let state = || {
        let judged = serde_json::to_string(&sha256(&stored)).unwrap();
        HashMap::from([("account".to_owned(), id.to_string()), (JUDGED.to_owned(), judged)])
    };
    let store = Sessions::new(app.db.clone());
    let an_hour = Duration::hours(1);
    let key = store.save(state(), &an_hour).await.unwrap();
    let loaded = store.load(&key).await.unwrap().unwrap();
    assert_eq!(loaded.keys().collect::<Vec<_>>(), ["account"]);
    let one_time = OneTime::new().unwrap();
    app.set_up(|tx| reset(tx, id, &one_time));
    assert!(store.load(&key).await.unwrap().is_none());
    let key = store.save(state(), &an_hour).await.unwrap();
    assert!(store.load(&key).await.unwrap().unwrap().is_empty());
}

/// As above, with the account locked between the two.
#[actix_web::test]
async fn an_account_that_is_locked_while_its_password_is_judged_is_not_let_in() {
    let app = TestApp::new();
    let id = app.account("lan", None, &[Role::Auditor]);
    let who = Actor::stranger("10.0.0.1".into());
    let Login::Welcome { judged, .. } = check_login(&app.db, &who, "lan", PASSWORD).await.unwrap() else {
        panic!("the password is right");
    };
    app.set_up(|tx| set_locked(tx, id, true));
    let let_in = app.db.write_now(&who, |tx| note_login(tx, &judged)).unwrap();
    assert_eq!(let_in, None);
    assert!(app.audited().contains(&"login_failed".to_owned()));
}

/// So long a form may come a second time.
#[actix_web::test]
async fn numbers_of_forms_are_kept_for_two_days() {
    let mut app = TestApp::new();
    app.account("lan", None, &[Role::Auditor]);
    let lan = app.actor("lan");
    for (hours, kept) in [(0, 1), (47, 2), (2, 2)] {
        app.db.clock = Clock::shifted(app.db.clock.offset() + chrono::Duration::hours(hours));
        let number = FormNumber(format!("after {hours} hours"));
        app.db.carry_out(lan.clone(), number, |tx| set_text_size(tx, 2).map(|()| "/".to_owned())).await.unwrap();
        let numbers: i64 = app.read(|conn| posted_forms::table.count().first(conn));
        assert_eq!(numbers, kept, "{hours} hours later");
    }
}

#[actix_web::test]
async fn a_key_that_a_client_offers_is_never_adopted() {
    let app = TestApp::new();
    app.account("lan", None, &[Role::Auditor]);
    let mut gone = app.client("lan").await;
    let signed_once = gone.cookie("id");
    gone.post("/logout", &[]).await.assert_went_to("/login");
    for offered in [signed_once, "A".repeat(64)] {
        let mut lan = app.stranger();
        lan.set_cookie(Cookie::new("id", offered.clone()));
        lan.log_in("lan", PASSWORD).await.assert_status(303);
        lan.get("/account/sessions").await.assert_ok();
        assert_ne!(lan.cookie("id"), offered);
        let mut other = app.stranger();
        other.set_cookie(Cookie::new("id", offered));
        other.get("/account/sessions").await.assert_status(303);
    }
}

#[actix_web::test]
async fn a_session_outlasts_a_restart_of_the_program() {
    let app = TestApp::new();
    app.account("lan", None, &[Role::Auditor]);
    let lan = app.client("lan").await;
    // Another service over the same folder and key, as after a restart.
    lan.with_db(app.db.clone()).get("/account/sessions").await.assert_ok();
}

#[actix_web::test]
async fn sessions_of_nobody_go_after_two_hours_and_those_of_accounts_stay_for_their_day() {
    let mut app = TestApp::new();
    app.account("lan", None, &[Role::Auditor]);
    app.client("lan").await;
    for _ in 0..5 {
        app.stranger().get("/login").await.assert_ok();
    }
    let counts = |app: &TestApp| -> (i64, i64) {
        let of_accounts = sessions::table.filter(sessions::account_id.is_not_null());
        app.read(|conn| of_accounts.count().first(conn).and_then(|own| Ok((own, sessions::table.count().first(conn)?))))
    };
    let (own, all) = counts(&app);
    assert_eq!((own, all), (1, 6));
    app.db.clock = Clock::shifted(app.db.clock.offset() + chrono::Duration::minutes(121));
    app.stranger().get("/login").await.assert_ok();
    assert_eq!(counts(&app), (1, 2));
}

#[actix_web::test]
async fn logging_out_is_a_post_that_clears_what_the_browser_keeps() {
    let app = TestApp::new();
    app.account("lan", None, &[Role::Auditor]);
    let mut lan = app.client("lan").await;
    for path in ["/", "/account/sessions", "/registrations", "/nowhere"] {
        let page = lan.get(path).await;
        assert!(page.status == 404 || page.body.contains("<form method=\"post\" action=\"/logout\">"), "{path}");
    }
    lan.get("/logout").await.assert_status(404);
    lan.get("/account/sessions").await.assert_ok();
    let page = lan.post("/logout", &[]).await;
    page.assert_went_to("/login");
    assert_eq!(page.headers.get("clear-site-data").unwrap(), "\"cache\", \"storage\"");
}

#[actix_web::test]
async fn one_ends_ones_own_sessions_and_it_anybodys() {
    let app = TestApp::new();
    let mut lan = app.login("lan", "QLNS", &[Role::Staff]).await;
    let mut elsewhere = app.client("lan").await;
    let mut hoa = app.login("hoa", "QLNS", &[Role::Staff]).await;
    app.account("quantri", None, &[Role::ItAdmin]);
    let mut it_admin = app.client("quantri").await;
    let page = lan.get("/account/sessions").await;
    let endings: Vec<&str> = page
        .body
        .split("action=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .filter(|it| it.ends_with("/ending"))
        .collect();
    assert_eq!(endings.len(), 2, "{}", page.body);
    for ending in &endings {
        hoa.post(ending, &[]).await.assert_status(404);
    }
    // Whoever logged in last stands first.
    lan.post(endings[0], &[]).await.assert_went_to("/account/sessions");
    elsewhere.get("/account/sessions").await.assert_status(303);
    lan.get("/account/sessions").await.assert_ok();
    hoa.post("/admin/accounts/lan/sessions-ending", &[]).await.assert_status(403);
    it_admin.get("/admin/accounts/lan").await.assert_shows("Kết thúc các phiên");
    it_admin.post("/admin/accounts/lan/sessions-ending", &[]).await.assert_went_to("/admin/accounts/lan");
    lan.get("/account/sessions").await.assert_status(303);
    hoa.get("/account/sessions").await.assert_ok();
    assert_eq!(app.audited().iter().filter(|kind| *kind == "session_ended").count(), 2);
}

#[actix_web::test]
async fn every_answer_of_whatever_status_carries_the_headers() {
    let app = TestApp::new();
    app.account("lan", None, &[Role::Auditor]);
    let mut lan = app.client("lan").await;
    let much = "x".repeat(1024 * 1024);
    let mut answers = vec![
        (200, lan.get("/account/sessions").await),
        (200, app.stranger().get("/login").await),
        (303, app.stranger().get("/registrations").await),
        (403, lan.get("/admin/accounts").await),
        (403, lan.post_exactly("/account/text-size", &[("_token", "x")]).await),
        (404, lan.get("/nowhere").await),
        (404, lan.get("/assets/nothing.css").await),
        (413, lan.post("/account/text-size", &[("size", &much)]).await),
        (421, app.stranger().asking_for("evil.example").get("/login").await),
    ];
    app.execute("ALTER TABLE saved_filters RENAME TO elsewhere").unwrap();
    answers.push((500, lan.get("/account/filters").await));
    for (status, page) in answers {
        page.assert_status(status);
        let header = |name: &str| page.headers.get(name).map_or("", |value| value.to_str().unwrap()).to_owned();
        let policy =
            "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";
        for (name, value) in [
            ("content-security-policy", policy),
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "same-origin"),
            ("x-frame-options", "DENY"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cache-control", "no-store"),
            ("server", ""),
            ("strict-transport-security", ""),
        ] {
            assert_eq!(header(name), value, "{name} of a {status}");
        }
    }
}

#[actix_web::test]
async fn fields_that_a_form_does_not_have_change_nothing() {
    let app = TestApp::new();
    let mut lan = app.login("lan", "QLNS", &[Role::Staff]).await;
    app.login("hoa", "QLNS", &[Role::Staff]).await;
    let hoa = app.actor("hoa").account.unwrap().to_string();
    let sneaky = [
        ("size", "2"),
        ("account_id", hoa.as_str()),
        ("id", hoa.as_str()),
        ("roles", "it_admin"),
        ("role", "leader"),
        ("locked_at", ""),
        ("username", "hoa"),
    ];
    lan.post("/account/text-size", &sneaky).await.assert_status(303);
    let sizes: Vec<(String, i32)> = app.read(|conn| {
        accounts::table.order(accounts::username).select((accounts::username, accounts::text_size)).load(conn)
    });
    assert_eq!(sizes, [("hoa".to_owned(), 1), ("lan".to_owned(), 2)]);
    lan.get("/admin/accounts").await.assert_status(403);
    let twice = [("size", "2"), ("size", "3")];
    let page = lan.post("/account/text-size", &twice).await;
    assert!(matches!(page.status.as_u16(), 303 | 400), "{}", page.body);
}

#[actix_web::test]
async fn a_disk_that_is_nearly_full_takes_no_files_and_all_that_is_typed() {
    let app = TestApp::new();
    let secretariat = app.login("nguyet", "VP", &[Role::Staff, Role::Secretariat]).await;
    let csv = b"year,subject_code,grade\n2013,QLNS,HTTNV\n";
    for (bytes, percent) in [(u64::MAX, 0), (0, 101)] {
        let attachments = Attachments::at(&app.attachments()).keeping_free(Free { bytes, percent });
        let mut client = secretariat.with_attachments(attachments);
        let page = client.upload("grades", "x.csv", csv).await;
        page.assert_status(507).assert_shows("Máy chủ hết chỗ lưu");
        client.post("/account/text-size", &[("size", "2")]).await.assert_status(303);
        client.get("/imports").await.assert_ok();
    }
    let mut client = secretariat.with_attachments(Attachments::at(&app.attachments()));
    client.upload("grades", "x.csv", csv).await.assert_status(303);
}

#[derive(QueryableByName)]
struct Said {
    #[diesel(sql_type = Text)]
    value: String,
}

#[actix_web::test]
async fn every_connection_has_the_pragmas() {
    let app = TestApp::new();
    let pragmas = [
        ("SELECT CAST(journal_mode AS TEXT) AS value FROM pragma_journal_mode", "wal"),
        ("SELECT CAST(synchronous AS TEXT) AS value FROM pragma_synchronous", "2"),
        ("SELECT CAST(foreign_keys AS TEXT) AS value FROM pragma_foreign_keys", "1"),
        ("SELECT CAST(timeout AS TEXT) AS value FROM pragma_busy_timeout", "5000"),
        ("SELECT CAST(trusted_schema AS TEXT) AS value FROM pragma_trusted_schema", "0"),
        ("SELECT CAST(secure_delete AS TEXT) AS value FROM pragma_secure_delete", "1"),
    ];
    let said = |conn: &mut thidua::db::Connection, query: &str| {
        diesel::sql_query(query).get_result::<Said>(conn).unwrap().value
    };
    for (query, value) in pragmas {
        assert_eq!(app.read(|conn| Ok(said(conn, query))), value, "{query}");
        let written = app.db.keep_house(move |conn| Ok(said(conn, query))).await.unwrap();
        assert_eq!(written, value, "{query} of the writer");
    }
    let readers = "SELECT CAST(query_only AS TEXT) AS value FROM pragma_query_only";
    assert_eq!(app.read(|conn| Ok(said(conn, readers))), "1");
}
