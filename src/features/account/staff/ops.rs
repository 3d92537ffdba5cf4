//! Who of the staff has no account yet, and accounts for them.

use std::collections::HashSet;

use chrono::NaiveDate;
use diesel::dsl::{exists, not};
use diesel::prelude::*;

use crate::db::{Connection, Tx};
use crate::domain::ids::PersonId;
use crate::domain::role::Role;
use crate::domain::text::fold;
use crate::error::{AppResult, FieldErrors};
use crate::features::account::ops::{NewUser, ONE_TIME_LASTS, OneTime, insert};
use crate::policy::{self, Act};
use crate::schema::{accounts, people, subjects, units};

diesel::alias!(subjects as unit_subjects: UnitSubjects);

/// At most so many at once: each password is hashed for a while.
pub const MOST: usize = 150;
/// Room for a number behind a name that is taken.
const LONGEST_NAME: usize = 36;
/// Shorter names of login are not allowed.
const SHORTEST_NAME: usize = 3;

/// Somebody of the staff without an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    pub person: PersonId,
    pub code: String,
    pub full_name: String,
    pub unit: String,
    /// Name of login he would get.
    pub username: String,
}

/// What is handed over, once.
#[derive(Debug, Clone)]
pub struct Slip {
    pub full_name: String,
    pub unit: String,
    pub username: String,
    pub one_time: String,
}

/// Everybody on the staff who has no account, unit by unit.
pub fn candidates(conn: &mut Connection, today: NaiveDate) -> AppResult<Vec<Candidate>> {
    let rows: Vec<(PersonId, String, String, String)> = people::table
        .inner_join(subjects::table.on(subjects::id.eq(people::id)))
        .inner_join(units::table.on(units::id.eq(people::unit_id)))
        .inner_join(unit_subjects.on(unit_subjects.field(subjects::id).eq(units::id)))
        .filter(people::left_on.is_null().or(people::left_on.ge(today)))
        .filter(not(exists(accounts::table.filter(accounts::person_id.eq(people::id.nullable())))))
        .order((units::sort_order, units::id, people::sort_key, people::id))
        .select((people::id, subjects::code, subjects::name, unit_subjects.field(subjects::name)))
        .load(conn)?;
    let mut taken: HashSet<String> = accounts::table.select(accounts::username).load(conn)?.into_iter().collect();
    let candidate = |(person, code, full_name, unit): (PersonId, String, String, String)| {
        let username = free_name(&full_name, &taken);
        taken.insert(username.clone());
        Candidate { person, code, full_name, unit, username }
    };
    Ok(rows.into_iter().map(candidate).collect())
}

/// "Lê Thị Hoa" logs in as `lethihoa`, the next of that name as `lethihoa2`.
fn free_name(full_name: &str, taken: &HashSet<String>) -> String {
    let mut name: String = fold(full_name).chars().filter(char::is_ascii_alphanumeric).take(LONGEST_NAME).collect();
    while name.len() < SHORTEST_NAME {
        name.push('x');
    }
    let numbered = (2..).map(|number| format!("{name}{number}"));
    std::iter::once(name.clone()).chain(numbered).find(|name| !taken.contains(name)).unwrap_or_else(|| name.clone())
}

/// As many one-time passwords, hashed on all that the machine has: before the writer is taken.
pub fn prepare(count: usize) -> AppResult<Vec<OneTime>> {
    std::thread::scope(|scope| {
        let workers = std::thread::available_parallelism().map_or(1, usize::from).min(4);
        let share = count.div_ceil(workers);
        let begun: Vec<_> = (0..workers)
            .map(|nth| share.min(count.saturating_sub(nth * share)))
            .map(|share| scope.spawn(move || (0..share).map(|_| OneTime::new()).collect::<AppResult<Vec<_>>>()))
            .collect();
        let mut all = Vec::with_capacity(count);
        for worker in begun {
            all.extend(worker.join().map_err(|_| anyhow::anyhow!("a thread that hashes passwords broke off"))??);
        }
        Ok(all)
    })
}

/// Makes accounts of plain staff for these people; answers what is to be handed over.
///
/// # Errors
/// At `people` where somebody has an account by now, or is not of the staff.
pub fn create(tx: &mut Tx, chosen: &[PersonId], prepared: Vec<OneTime>) -> AppResult<Vec<Slip>> {
    policy::must(tx.actor, Act::KeepAccounts)?;
    let wanted: HashSet<PersonId> = chosen.iter().copied().collect();
    let found: Vec<Candidate> =
        candidates(tx.conn, tx.today)?.into_iter().filter(|it| wanted.contains(&it.person)).collect();
    if found.len() != wanted.len() || found.len() > prepared.len() {
        let gone = "Có người trong danh sách đã có tài khoản hoặc đã nghỉ. Mở lại trang để chọn lại.";
        return Err(FieldErrors::one("people", gone).into());
    }
    let until = tx.now.naive_utc() + ONE_TIME_LASTS;
    let mut slips = Vec::with_capacity(found.len());
    for (it, OneTime { plain: one_time, hash }) in found.into_iter().zip(prepared) {
        let roles = [Role::Staff].into_iter().collect();
        let (username, full_name) = (it.username.clone(), it.full_name.clone());
        insert(tx, &NewUser { username, full_name, person: Some(it.person), roles }, &hash, Some(until))?;
        slips.push(Slip { full_name: it.full_name, unit: it.unit, username: it.username, one_time });
    }
    Ok(slips)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::account::form::parse_username;
    use crate::features::account::password;
    use proptest::prelude::*;

    #[test]
    fn a_name_of_login_is_the_full_name_without_marks_and_blanks() {
        let taken = HashSet::from(["lethihoa".to_owned(), "lethihoa2".to_owned()]);
        assert_eq!(free_name("Lê Thị Hoà", &taken), "lethihoa3");
        assert_eq!(free_name("Đỗ Quý", &taken), "doquy");
        assert_eq!(free_name("Ý", &taken), "yxx");
    }

    #[test]
    fn as_many_passwords_are_prepared_as_are_asked_for() {
        let prepared = prepare(5).unwrap();
        assert_eq!(prepared.len(), 5);
        assert!(prepared.iter().all(|it| password::is_right(&it.plain, Some(&it.hash))));
        assert!(prepare(0).unwrap().is_empty());
    }

    proptest! {
        #[test]
        fn whatever_the_name_the_login_may_be_used(name in "\\PC{0,60}") {
            prop_assert!(parse_username(&free_name(&name, &HashSet::new())).is_some());
        }
    }
}
