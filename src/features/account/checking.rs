//! The check of a name and password. Hashing takes long: whoever waits for his turn holds neither a thread nor a
//! connection, so that many wrong logins at once hold up nobody's page.

use std::hash::{BuildHasher, RandomState};
use std::sync::LazyLock;

use chrono::NaiveDateTime;
use tokio::sync::{Mutex, MutexGuard};

use super::login_rules;
use super::ops::{Judged, Login, WAIT, note_failure};
use super::password;
use super::second_factor;
use super::store::{self, Account};
use crate::db::{Connection, Db, off_thread};
use crate::error::AppResult;
use crate::policy::Actor;

/// What a login is judged by, the password aside.
struct Known {
    is_waiting: bool,
    address_is_waiting: bool,
    account: Option<Account>,
    needs_code: bool,
}

/// Checks a name and password that `who` sends, and notes a wrong one. Takes as long for unknown names as for known ones.
pub async fn check_login(db: &Db, who: &Actor, username: &str, typed: &str) -> AppResult<Login> {
    // Both are kept until a wrong try is noted, and the tries are counted only then: many guesses at once would all be
    // judged before the first of them counts.
    let _alone = alone_at(username).await;
    let _turn = password::turn().await?;
    let now = db.clock.now().naive_utc();
    let (name, address, typed) = (username.to_owned(), who.address.clone(), typed.to_owned());
    let known = db.read(move |conn| known(conn, &name, &address, now)).await?;
    if known.address_is_waiting {
        return Ok(Login::AddressMustWait);
    }
    let login = off_thread(move || judge(known, &typed, now)).await?;
    if matches!(login, Login::No) {
        let name = username.to_owned();
        db.write(who.clone(), move |tx| note_failure(tx, &name)).await?;
    }
    Ok(login)
}

/// Lets the tries at one name pass one after the other. Names share some locks: which ones do nobody outside knows.
async fn alone_at(username: &str) -> MutexGuard<'static, ()> {
    const LOCKS: usize = 64;
    static NAMES: [Mutex<()>; LOCKS] = [const { Mutex::const_new(()) }; LOCKS];
    static MIXED_BY: LazyLock<RandomState> = LazyLock::new(RandomState::new);
    let nth = MIXED_BY.hash_one(username) % LOCKS as u64;
    NAMES[nth as usize].lock().await
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
    let judged = Judged { account: account.id, stored: account.password_hash, rehashed };
    Ok(Login::Welcome { judged, full_name: account.full_name, needs_code: known.needs_code })
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;
    use std::time::Duration;

    use super::*;
    use crate::clock::Clock;
    use crate::domain::role::Role;
    use crate::features::account::ops::{self, KnownPassword, NewUser};
    use crate::features::account::password::Turns;
    use crate::features::account::password::tests::runs;

    fn fresh(name: &str) -> (std::path::PathBuf, Db) {
        let folder = std::env::temp_dir().join(format!("thidua-checking-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let db = Db::open(&folder.join("thidua.db"), Clock::machine()).unwrap();
        (folder, db)
    }

    /// No clock is asked: how long a login takes is how often it hashes.
    #[test]
    fn known_and_unknown_names_and_waiting_and_locked_accounts_are_hashed_alike() {
        const RIGHT: &str = "một câu dễ nhớ";
        let (folder, db) = fresh("alike");
        let known_password = KnownPassword::new(RIGHT).unwrap();
        let machine = Actor::machine();
        for username in ["lan", "waiting", "locked"] {
            let roles = [Role::Auditor].into_iter().collect();
            let new = NewUser { username: username.into(), full_name: username.into(), person: None, roles };
            db.write_now(&machine, |tx| ops::create_for_sample(tx, &new, &known_password)).unwrap();
        }
        db.write_now(&machine, |tx| {
            let locked = ops::by_username(tx.conn, "locked")?.unwrap();
            ops::set_locked(tx, locked, true)
        })
        .unwrap();
        for _ in 0..5 {
            db.write_now(&Actor::stranger("10.0.0.1".into()), |tx| note_failure(tx, "waiting")).unwrap();
        }
        let now = db.clock.now().naive_utc();
        let tried = |username: &str, typed: &str| {
            let known = db.read_now(|conn| known(conn, username, "10.0.0.2", now)).unwrap();
            let before = runs();
            let login = judge(known, typed, now).unwrap();
            (matches!(login, Login::No), runs() - before)
        };
        // The hash that stands for nobody is made with the first login of a process, whatever its name.
        tried("lan", "đoán mò");
        assert_eq!(tried("lan", RIGHT), (false, 1));
        for (username, typed) in [
            ("lan", "đoán mò"),
            ("khongcoai", "đoán mò"),
            ("waiting", "đoán mò"),
            ("waiting", RIGHT),
            ("locked", RIGHT),
        ] {
            assert_eq!(tried(username, typed), (true, 1), "{username}, {typed}");
        }
        std::fs::remove_dir_all(&folder).unwrap();
    }

    /// Were the passwords hashed on the async threads, or with a connection in hand, nothing would be read here: the one
    /// thread would stand still, or the few connections would be gone. No clock decides: hashing stops altogether.
    #[test]
    fn whoever_waits_to_be_hashed_holds_up_neither_threads_nor_connections() {
        let (folder, db) = fresh("turns");
        let turns = Turns::take_all();
        let (tell, told) = mpsc::channel();
        let running = std::thread::spawn(move || {
            actix_web::rt::System::new().block_on(async move {
                let check = async |db: Db, nth: usize| {
                    check_login(&db, &Actor::stranger("10.0.0.1".into()), &format!("ai{nth}"), "đoán mò").await
                };
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
