//! The check of a name and password. Hashing takes long: whoever waits for his turn holds neither a thread nor a
//! connection, so that many wrong logins at once hold up nobody's page.

use chrono::NaiveDateTime;

use super::login_rules;
use super::ops::{Login, WAIT};
use super::password;
use super::second_factor;
use super::store::{self, Account};
use crate::db::{Connection, Db, off_thread};
use crate::error::AppResult;

/// What a login is judged by, the password aside.
struct Known {
    is_waiting: bool,
    address_is_waiting: bool,
    account: Option<Account>,
    needs_code: bool,
}

/// Checks a name and password. Takes as long for unknown names as for known ones.
pub async fn check_login(db: &Db, username: &str, typed: &str, address: &str) -> AppResult<Login> {
    // The wrong tries are counted after the wait, or many guesses at once would all come before the first is noted.
    let turn = password::turn().await?;
    let now = db.clock.now().naive_utc();
    let (username, address, typed) = (username.to_owned(), address.to_owned(), typed.to_owned());
    let known = db.read(move |conn| known(conn, &username, &address, now)).await?;
    if known.address_is_waiting {
        return Ok(Login::AddressMustWait);
    }
    off_thread(move || {
        let _turn = turn;
        judge(known, &typed, now)
    })
    .await
}

fn known(conn: &mut Connection, username: &str, address: &str, now: NaiveDateTime) -> AppResult<Known> {
    let rules = login_rules::current(conn)?;
    let (of_name, of_address) = store::failures(conn, username, address, now - WAIT)?;
    let account = store::by_username(conn, username)?;
    let needs_code = match &account {
        Some(account) => second_factor::ops::has_one(conn, account.id)?,
        None => false,
    };
    let (is_waiting, address_is_waiting) = (of_name >= rules.tries, of_address >= rules.address_tries);
    Ok(Known { is_waiting, address_is_waiting, account, needs_code })
}

fn judge(known: Known, typed: &str, now: NaiveDateTime) -> AppResult<Login> {
    let is_right = password::is_right(typed, known.account.as_ref().map(|it| it.password_hash.as_str()));
    let Some(account) = known.account.filter(|_| is_right && !known.is_waiting) else {
        return Ok(Login::No);
    };
    let is_over = account.one_time_until.is_some_and(|until| until < now);
    if account.locked_at.is_some() || is_over {
        return Ok(Login::No);
    }
    let rehashed = password::is_outdated(&account.password_hash).then(|| password::hash(typed)).transpose()?;
    Ok(Login::Welcome { account: account.id, full_name: account.full_name, needs_code: known.needs_code, rehashed })
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;
    use std::time::Duration;

    use super::*;
    use crate::clock::Clock;
    use crate::features::account::password::Turns;

    /// Were the passwords hashed on the async threads, or with a connection in hand, nothing would be read here: the one
    /// thread would stand still, or the few connections would be gone. No clock decides: hashing stops altogether.
    #[test]
    fn whoever_waits_to_be_hashed_holds_up_neither_threads_nor_connections() {
        let folder = std::env::temp_dir().join(format!("thidua-checking-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let db = Db::open(&folder.join("thidua.db"), Clock::machine()).unwrap();
        let turns = Turns::take_all();
        let (tell, told) = mpsc::channel();
        let running = std::thread::spawn(move || {
            actix_web::rt::System::new().block_on(async move {
                let check =
                    async |db: Db, nth: usize| check_login(&db, &format!("ai{nth}"), "đoán mò", "10.0.0.1").await;
                let checks = (0..50).map(|nth| actix_web::rt::spawn(check(db.clone(), nth)));
                let checks: Vec<_> = checks.collect();
                for _ in 0..50 {
                    tell.send(db.read(|_| Ok(())).await.is_ok()).unwrap();
                }
                drop(tell);
                for check in checks {
                    assert!(matches!(check.await.unwrap(), Ok(Login::No)));
                }
            });
        });
        let read = (0..50).take_while(|_| told.recv_timeout(Duration::from_secs(10)) == Ok(true)).count();
        drop(turns);
        running.join().unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
        assert_eq!(read, 50, "of 50 reads");
    }
}
