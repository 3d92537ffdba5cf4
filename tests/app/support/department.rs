//! One database per test, copied from a template that is made once a run.

use std::path::PathBuf;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering};

use actix_web::cookie::Key;
use chrono::NaiveDate;
use diesel::prelude::*;
use thidua::clock::Clock;
use thidua::data_folder::attachments::Attachments;
use thidua::data_folder::ballot_keys::BallotKeys;
use thidua::db::{Connection, Db};
use thidua::domain::ids::*;
use thidua::domain::role::{Role, Roles};
use thidua::domain::second_factor::{Secret, step_at};
use thidua::domain::subject::{Gender, StaffKind, UnitKind};
use thidua::domain::year::Year;
use thidua::features::account::ops::KnownPassword;
use thidua::features::{account, people, settings, units, years};
use thidua::policy::Actor;
use thidua::schema::{agencies, audit_entries, second_factors};
use thidua::web::current_user::actor_of;

use super::Client;

/// Code and name of the units every test has; the first is the agency.
pub const UNITS: &[(&str, &str)] = &[
    ("STC", "Sở Tài chính tỉnh Thái Nguyên"),
    ("VP", "Văn phòng Sở"),
    ("QLNS", "Phòng Quản lý ngân sách"),
    ("DT", "Phòng Tài chính đầu tư"),
];
pub const PASSWORD: &str = "một câu dễ nhớ";

/// Hashed once for all accounts of all tests.
static KNOWN: LazyLock<KnownPassword> = LazyLock::new(|| KnownPassword::new(PASSWORD).unwrap());

pub struct TestApp {
    pub db: Db,
    pub key: Key,
    pub(super) folder: PathBuf,
}

static NEXT: AtomicU32 = AtomicU32::new(0);

/// An empty folder of this test alone.
pub fn fresh_folder() -> PathBuf {
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let folder = std::env::temp_dir().join(format!("thidua-test-{}-{number}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// Migrations, agency, units and the years 2009 to 2014, made once.
static TEMPLATE: LazyLock<PathBuf> = LazyLock::new(|| {
    let file = fresh_folder().join("template.db");
    let db = Db::open(&file, noon("2014-07-15")).unwrap();
    db.write_now(&Actor::machine(), |tx| {
        for (ordinal, (code, name)) in UNITS.iter().enumerate() {
            let kind = if ordinal == 0 { UnitKind::Agency } else { UnitKind::Division };
            let new = units::ops::NewUnit {
                code: (*code).into(),
                name: (*name).into(),
                kind,
                parent: None,
                sort_order: ordinal as i64,
                founded_on: None,
            };
            let id = units::ops::add(tx, &new)?;
            if ordinal == 0 {
                settings::ops::create_agency(tx, id, "UBND tỉnh Thái Nguyên", "Thái Nguyên", "STC")?;
            }
        }
        for year in 2009..=2014 {
            years::ops::open(tx, Year(year))?;
        }
        years::ops::set_registration_due(tx, Year(2014), "2014-11-30".parse().unwrap())
    })
    .unwrap();
    drop(db);
    file
});

fn noon(day: &str) -> Clock {
    let day: NaiveDate = day.parse().unwrap();
    Clock::starting_at(day.and_hms_opt(12, 0, 0).unwrap())
}

impl TestApp {
    /// A department on 15/07/2014.
    pub fn new() -> Self {
        Self::on("2014-07-15")
    }

    /// A department on a day of the test's choice.
    pub fn on(day: &str) -> Self {
        let folder = fresh_folder();
        let file = folder.join("thidua.db");
        std::fs::copy(&*TEMPLATE, &file).unwrap();
        let db = Db::open(&file, noon(day)).unwrap();
        Self { db, key: Key::from(&[7; 64]), folder }
    }

    /// A folder in which nothing has been made yet, on 15/07/2014.
    pub fn empty() -> Self {
        let folder = fresh_folder();
        let db = Db::open(&folder.join("thidua.db"), noon("2014-07-15")).unwrap();
        Self { db, key: Key::from(&[7; 64]), folder }
    }

    /// A copy of another department as it is now.
    pub fn copy_of(original: &Self) -> Self {
        let folder = fresh_folder();
        let file = folder.join("thidua.db");
        // VACUUM INTO sees what is still in the write-ahead log.
        let mut conn = thidua::db::connect_read_only(&original.folder.join("thidua.db")).unwrap();
        diesel::sql_query("VACUUM INTO ?")
            .bind::<diesel::sql_types::Text, _>(file.to_str().unwrap())
            .execute(&mut conn)
            .unwrap();
        let db = Db::open(&file, original.db.clock).unwrap();
        Self { db, key: original.key.clone(), folder }
    }

    /// The same department, another day.
    pub fn move_to(&mut self, day: &str) {
        self.db.clock = noon(day);
    }

    pub fn read<T>(&self, work: impl FnOnce(&mut Connection) -> QueryResult<T>) -> T {
        self.db.read_now(|conn| Ok(work(conn)?)).unwrap()
    }

    /// Does something as the machine itself.
    pub fn set_up<T>(&self, work: impl FnOnce(&mut thidua::db::Tx) -> thidua::error::AppResult<T>) -> T {
        self.db.write_now(&Actor::machine(), work).unwrap()
    }

    pub fn unit(&self, code: &str) -> UnitId {
        self.db.read_now(|conn| units::ops::by_code(conn, code)).unwrap().unwrap()
    }

    /// A person of a unit, there since 2005.
    pub fn person(&self, code: &str, full_name: &str, unit: &str) -> PersonId {
        let new = people::ops::NewPerson {
            code: code.into(),
            full_name: full_name.into(),
            gender: Gender::Female,
            birth_date: "1979-09-05".parse().ok(),
            unit: self.unit(unit),
            position: "Chuyên viên".into(),
            staff_kind: StaffKind::CivilServant,
            joined_on: "2005-08-01".parse().unwrap(),
            left_on: None,
            national_id: String::new(),
        };
        self.set_up(|tx| people::ops::add(tx, &new))
    }

    /// An account of a person, or of nobody on the staff.
    pub fn account(&self, username: &str, person: Option<PersonId>, roles: &[Role]) -> AccountId {
        let new = account::ops::NewUser {
            username: username.into(),
            full_name: username.into(),
            person,
            roles: roles.iter().copied().collect::<Roles>(),
        };
        self.set_up(|tx| account::ops::create_for_sample(tx, &new, &KNOWN))
    }

    /// Makes somebody the head of the agency, who issues decisions.
    pub fn make_head_of_agency(&self, person: PersonId) {
        self.db
            .write_now(&Actor::machine(), |tx| {
                diesel::update(agencies::table).set(agencies::head_person_id.eq(person)).execute(tx.conn)?;
                tx.audit(thidua::domain::event::Event::new(
                    thidua::domain::event::EventKind::AgencyChanged,
                    thidua::domain::event::Object::Agency,
                ))
            })
            .unwrap();
    }

    /// Makes somebody the chair of the trade union, who signs pacts for it.
    pub fn make_union_chair(&self, person: PersonId) {
        self.set_up(|tx| {
            diesel::update(agencies::table).set(agencies::union_chair_person_id.eq(person)).execute(tx.conn)?;
            tx.audit(thidua::domain::event::Event::new(
                thidua::domain::event::EventKind::AgencyChanged,
                thidua::domain::event::Object::Agency,
            ))
        });
    }

    /// A new person called `name`, code UNIT-NAME, with an account under the name in small letters, logged in.
    pub async fn login(&self, name: &str, unit: &str, roles: &[Role]) -> Client {
        let person = self.person(&format!("{unit}-{}", name.to_uppercase()), &format!("Nguyễn Thị {name}"), unit);
        let username = name.to_lowercase();
        self.account(&username, Some(person), roles);
        self.client(&username).await
    }

    /// Makes the secret of a second factor, which waits for its first code.
    pub fn begin_second_factor(&self, username: &str) {
        self.db.write_now(&self.actor(username), account::second_factor::ops::begin).unwrap();
    }

    /// Sets a second factor up, as if its holder had his telephone at hand.
    pub fn give_second_factor(&self, username: &str) {
        self.begin_second_factor(username);
        let code = self.second_factor_code(username, 0);
        self.db.write_now(&self.actor(username), |tx| account::second_factor::ops::confirm(tx, &code)).unwrap();
    }

    /// The code that the telephone shows, so many half minutes from now.
    pub fn second_factor_code(&self, username: &str, later: i64) -> String {
        let account = self.actor(username).account.unwrap();
        let secret: String =
            self.read(|conn| second_factors::table.find(account).select(second_factors::secret).first(conn));
        Secret::from_base32(&secret).unwrap().code(step_at(self.db.clock.now().timestamp()) + later)
    }

    /// Where attached files lie.
    pub fn attachments(&self) -> PathBuf {
        self.folder.join("files")
    }

    /// Where the keys of ballots lie.
    pub fn ballot_keys(&self) -> BallotKeys {
        BallotKeys::at(&self.ballot_keys_folder())
    }

    pub fn ballot_keys_folder(&self) -> PathBuf {
        self.folder.join("ballots")
    }

    /// Logs an existing account in.
    pub async fn client(&self, username: &str) -> Client {
        let mut client = self.stranger();
        client.log_in(username, PASSWORD).await;
        client
    }

    /// A browser nobody has logged in with.
    pub fn stranger(&self) -> Client {
        Client::new(self.db.clone(), self.key.clone(), Attachments::at(&self.attachments()), self.ballot_keys())
    }

    pub fn actor(&self, username: &str) -> Actor {
        self.db
            .read_now(|conn| {
                let id = account::ops::by_username(conn, username)?.unwrap();
                actor_of(conn, id)
            })
            .unwrap()
    }

    /// Kinds of all audit entries so far, oldest first.
    pub fn audited(&self) -> Vec<String> {
        self.read(|conn| audit_entries::table.order(audit_entries::id).select(audit_entries::event).load(conn))
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}
