//! Data of an older program, upgraded by the program as it is started (SECURITY.md D8): from every schema in which
//! departments were kept, and not at all where a step fails.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::path::Path;

use diesel::connection::SimpleConnection;
use diesel::migration::{Migration, MigrationConnection, MigrationSource};
use diesel::sql_types::Text;
use diesel::sqlite::Sqlite;
use diesel_migrations::MigrationHarness;
use thidua::audit_chain;
use thidua::clock::Clock;
use thidua::db::{Db, MIGRATIONS};
use thidua::features::backup::must_be_whole;
use thidua::sample;

use super::*;

/// The last migration of each schema in which departments were kept, oldest first.
const SCHEMAS: [&str; 9] = [
    "2026-01-10-000009_create_imports",
    "2026-11-24-000004_count_who_registered_for_two",
    "2026-11-25-000400_index_verified_dossiers",
    "2026-11-26-000302_send_escalations",
    "2026-11-29-000400_keep_a_library",
    "2026-11-29-000600_hold_council_meetings",
    "2026-11-30-000600_word_papers",
    "2026-12-01-000900_find_pairs_by_subject",
    "2026-12-01-001110_tell_of_backups",
];
const PAPERS_WORDED: &str = SCHEMAS[6];

/// Tables of older schemas whose rows stand elsewhere now: what they held, and where it is found.
const MOVED: [(&str, &str, &str); 2] = [
    (
        "pact_targets",
        "SELECT quote(pact_id) || ',' || ordinal || ',' || quote(indicator) || ',' || quote(due_on) AS words \
         FROM pact_targets ORDER BY 1",
        "SELECT quote(pact_id) || ',' || ordinal || ',' || quote(indicator) || ',' || quote(due_on) AS words \
         FROM targets WHERE pact_id IS NOT NULL ORDER BY 1",
    ),
    (
        "decision_papers",
        "SELECT decision_id || ',' || content || ',' || sha256 || ',' || kept_at AS words \
         FROM decision_papers ORDER BY 1",
        "SELECT object_id || ',' || content || ',' || sha256 || ',' || kept_at AS words \
         FROM kept_papers WHERE object_kind = 'decision' ORDER BY 1",
    ),
];
/// Columns that fell away: the lists of open drafts named registrations before they named dossiers, and a trouble of backing
/// up named a place before it named a step (`migrations.rs` follows its rows).
const GONE: [(&str, &str); 2] = [("decision_lines", "registration_id"), ("backup_troubles", "place")];

#[derive(QueryableByName)]
struct Said {
    #[diesel(sql_type = Text)]
    words: String,
}

fn said(conn: &mut SqliteConnection, query: &str) -> Vec<String> {
    diesel::sql_query(query).load::<Said>(conn).unwrap().into_iter().map(|it| it.words).collect()
}

/// Tables, columns, indexes and triggers.
fn shape(conn: &mut SqliteConnection) -> BTreeSet<String> {
    let objects = "SELECT type || ' ' || name || ' on ' || tbl_name AS words FROM sqlite_master \
         WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'";
    let columns = "SELECT t.name || '.' || c.name || ' ' || c.type || ' ' || c.\"notnull\" || ' ' || c.pk || ' ' || \
         coalesce(c.dflt_value, '') AS words \
         FROM sqlite_master t JOIN pragma_table_info(t.name) c WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'";
    said(conn, objects).into_iter().chain(said(conn, columns)).collect()
}

/// The shape that the migrations up to one give.
fn shape_at(schema: &str) -> BTreeSet<String> {
    let mut conn = SqliteConnection::establish(":memory:").unwrap();
    conn.setup().unwrap();
    let mut migrations: Vec<Box<dyn Migration<Sqlite>>> = MIGRATIONS.migrations().unwrap();
    migrations.sort_by_key(|migration| migration.name().to_string());
    for migration in migrations.iter().filter(|it| it.name().to_string().as_str() <= schema) {
        conn.run_migration(migration).unwrap();
    }
    shape(&mut conn)
}

/// The columns of each table but the search indexes.
fn columns(conn: &mut SqliteConnection) -> BTreeMap<String, Vec<String>> {
    let query = "SELECT t.name || ' ' || c.name AS words FROM pragma_table_list t JOIN pragma_table_info(t.name) c \
         WHERE t.type = 'table' AND t.schema = 'main' AND t.name NOT LIKE 'sqlite_%' ORDER BY t.name, c.name";
    let mut tables: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for found in said(conn, query) {
        let (table, column) = found.split_once(' ').unwrap();
        tables.entry(table.to_owned()).or_default().push(column.to_owned());
    }
    tables
}

fn rows(conn: &mut SqliteConnection, table: &str, columns: &[String]) -> Vec<String> {
    let values: Vec<String> = columns.iter().map(|column| format!("quote(\"{column}\")")).collect();
    said(conn, &format!("SELECT {} AS words FROM \"{table}\" ORDER BY 1", values.join(" || ',' || ")))
}

/// All that a database holds, row by row.
fn everything(conn: &mut SqliteConnection) -> BTreeMap<String, Vec<String>> {
    let tables = columns(conn);
    tables.into_iter().map(|(table, columns)| (table.clone(), rows(conn, &table, &columns))).collect()
}

/// Whatever stood in a table still stands there, or where it was moved to; answers how many rows that were.
fn assert_nothing_is_lost(then: &mut SqliteConnection, now: &mut SqliteConnection) -> usize {
    let (old, new) = (columns(then), columns(now));
    let mut compared = 0;
    for (table, columns) in old.iter().filter(|(table, _)| !table.starts_with("__diesel")) {
        let (before, after) = match new.get(table) {
            Some(present) => {
                let (kept, gone): (Vec<_>, Vec<_>) = columns.iter().cloned().partition(|it| present.contains(it));
                let may_go = |column: &String| GONE.contains(&(table.as_str(), column.as_str()));
                assert!(gone.iter().all(may_go), "{table} lacks {gone:?}");
                (rows(then, table, &kept), rows(now, table, &kept))
            }
            None => {
                let moved = MOVED.iter().find(|(name, ..)| name == table);
                let (_, from, to) = moved.unwrap_or_else(|| panic!("{table} is gone"));
                (said(then, from), said(now, to))
            }
        };
        let differs = before.iter().zip(&after).find(|(before, after)| before != after);
        assert!(differs.is_none() && before.len() == after.len(), "{table}: {differs:?}");
        compared += before.len();
    }
    compared
}

fn open(file: &Path) -> SqliteConnection {
    let mut conn = SqliteConnection::establish(file.to_str().unwrap()).unwrap();
    // Taking migrations back rebuilds what others point to.
    conn.batch_execute("PRAGMA foreign_keys = OFF; PRAGMA busy_timeout = 5000").unwrap();
    conn
}

/// Takes migrations back until this one is the last.
fn revert_to(conn: &mut SqliteConnection, schema: &str) {
    let digits: String = schema.chars().filter(char::is_ascii_digit).collect();
    while conn.applied_migrations().unwrap()[0].to_string() != digits {
        conn.revert_last_migration(MIGRATIONS).unwrap();
    }
}

impl Machine {
    fn database(&self) -> SqliteConnection {
        open(&self.folder().database())
    }

    /// Another machine with the same key and a copy of what a connection sees.
    fn copied(&self, conn: &mut SqliteConnection) -> Self {
        let copy = Self::new();
        for folder in ["files", "backups", "ballots"] {
            fs::create_dir_all(copy.root.join(folder)).unwrap();
        }
        fs::copy(self.root.join("secret.key"), copy.root.join("secret.key")).unwrap();
        let file = copy.folder().database();
        diesel::sql_query("VACUUM INTO ?").bind::<Text, _>(file.to_str().unwrap()).execute(conn).unwrap();
        copy
    }

    /// A department as a program of that schema left it.
    fn of_old(schema: &str) -> Self {
        let machine = Self::with_department();
        revert_to(&mut machine.database(), schema);
        machine
    }

    /// The backups that upgrades have made.
    fn before_upgrade(&self) -> Vec<PathBuf> {
        let made = self.folder().backups().into_iter().filter(|it| it.name.starts_with("before-upgrade"));
        made.map(|it| it.file).collect()
    }
}

/// The database that lies in a backup.
fn backed_up(archive: &Path) -> SqliteConnection {
    let mut zip = zip::ZipArchive::new(File::open(archive).unwrap()).unwrap();
    let file = fresh_folder().join("backed-up.db");
    std::io::copy(&mut zip.by_name("thidua.db").unwrap(), &mut File::create(&file).unwrap()).unwrap();
    open(&file)
}

/// The sample department, taken back to one schema after the other, newest first.
fn sample_in_each_schema() -> Vec<(&'static str, Machine)> {
    let newest = Machine::new();
    let folder = newest.folder();
    let lock = folder.claim().unwrap();
    folder.make(Clock::machine(), |db| Ok(sample::build(db, "2014-07-15".parse().unwrap())?)).unwrap();
    drop(lock);
    let mut conn = newest.database();
    let back = |schema: &&'static str| {
        revert_to(&mut conn, schema);
        (*schema, newest.copied(&mut conn))
    };
    SCHEMAS.iter().rev().map(back).collect()
}

/// Logs the secretariat in and opens whatever the home page leads to; answers how many pages.
async fn walk(machine: &Machine) -> usize {
    let mut browser = machine.browser();
    browser.log_in("thuongtruc", sample::PASSWORD).await.assert_went_to("/");
    let home = browser.get("/").await;
    let links = home.assert_ok().body.split("<a href=\"/").skip(1).filter_map(|rest| rest.split('"').next());
    let links: BTreeSet<String> = links.map(|link| format!("/{}", link.replace("&#38;", "&"))).collect();
    for link in &links {
        let page = browser.get(link).await;
        let is_shown =
            page.status.as_u16() == 200 || page.status.as_u16() == 303 && !page.location.starts_with("/login");
        assert!(is_shown, "{link} answered {}: {}", page.status, page.location);
    }
    links.len()
}

#[actix_web::test]
async fn every_schema_of_the_past_is_brought_up_to_date_with_all_that_was_kept_in_it() {
    let newest = shape_at("9999");
    for (schema, machine) in sample_in_each_schema() {
        let mut conn = machine.database();
        assert_eq!(shape(&mut conn), shape_at(schema), "{schema} is not as it was");
        must_be_whole(&mut conn).unwrap();
        let before = everything(&mut conn);
        drop(conn);

        let ran = machine.run(&["user", "list"]).succeeded();
        let backups = machine.before_upgrade();
        assert_eq!(backups.len(), 1, "{schema}: {}", ran.err);
        assert!(ran.err.contains(backups[0].to_str().unwrap()), "{}", ran.err);
        let mut then = backed_up(&backups[0]);
        assert!(everything(&mut then) == before, "{schema}: what was backed up is not what was there");

        let mut now = machine.database();
        assert_eq!(shape(&mut now), newest, "from {schema}");
        must_be_whole(&mut now).unwrap();
        let compared = assert_nothing_is_lost(&mut then, &mut now);
        assert!(compared > 2_000, "{schema}: only {compared} rows were compared");
        let head = audit_chain::verify(&mut now).unwrap().unwrap();
        assert_eq!(said(&mut now, "SELECT count(*) || '' AS words FROM audit_entries"), [head.id.to_string()]);
        drop(now);
        let pages = walk(&machine).await;
        assert!(pages > 30, "{schema}: only {pages} pages");
        assert_eq!(machine.before_upgrade(), backups, "upgraded twice");
    }
}

#[test]
fn a_step_that_fails_leaves_all_as_it_was_and_says_where_the_backup_is() {
    let machine = Machine::of_old(PAPERS_WORDED);
    let mut conn = machine.database();
    // Several steps run before the one that wants to make a table of this name.
    conn.batch_execute("CREATE TABLE reports (id INTEGER); INSERT INTO reports VALUES (7)").unwrap();
    let before = (shape(&mut conn), everything(&mut conn));
    for _ in 0..2 {
        let ran = machine.run(&["serve", "--addr", "127.0.0.1:0"]);
        let backups = machine.before_upgrade();
        assert_eq!(backups.len(), 1, "tried again, it keeps one copy of the same data");
        let kept = backups[0].to_str().unwrap();
        for words in ["Dữ liệu vẫn nguyên như cũ", kept, "2026-12-01-000700_keep_reports", "already exists"] {
            assert!(ran.err.contains(words), "no “{words}” in\n{}", ran.err);
        }
        ran.was_refused("Không nâng cấp được dữ liệu");
        assert!((shape(&mut conn), everything(&mut conn)) == before, "something has changed");
        assert!(everything(&mut backed_up(&backups[0])) == before.1, "the backup differs");
    }
    let other = Machine::with_department();
    let backup = machine.before_upgrade().remove(0);
    other.run(&["restore", backup.to_str().unwrap()]).was_refused("Không nâng cấp được dữ liệu trong tệp sao lưu");
    assert_eq!(other.audited().iter().filter(|(event, _)| event == "restored").count(), 0);
    conn.batch_execute("DROP TABLE reports").unwrap();
    machine.run(&["user", "list"]).succeeded();
    assert_eq!(shape(&mut conn), shape_at("9999"));
    assert_eq!(machine.before_upgrade().len(), 2, "of other data, another backup");
    assert_eq!(machine.usernames(), ["quantri"]);
}

#[test]
fn nothing_is_upgraded_under_a_program_that_runs() {
    let machine = Machine::of_old(PAPERS_WORDED);
    let held = machine.folder().lock().unwrap();
    machine.run(&["user", "list"]).was_refused("Một tiến trình thidua khác đang dùng");
    assert_eq!(shape(&mut machine.database()), shape_at(PAPERS_WORDED));
    assert_eq!(machine.before_upgrade(), [] as [PathBuf; 0]);
    drop(held);
    assert!(Server::start(&machine).get("/healthz").ends_with("ok"));
    assert_eq!(machine.before_upgrade().len(), 1);
}

#[test]
fn data_that_do_not_hold_together_are_neither_backed_up_nor_upgraded() {
    let machine = Machine::of_old(PAPERS_WORDED);
    machine.database().batch_execute("INSERT INTO account_roles VALUES (999, 'staff')").unwrap();
    let ran = machine.run(&["user", "list"]);
    assert!(ran.err.contains("trỏ tới dòng không có"), "{}", ran.err);
    ran.was_refused("Chưa nâng cấp dữ liệu vì chưa sao lưu được. Dữ liệu vẫn nguyên như cũ");
    assert_eq!(fs::read_dir(machine.root.join("backups")).unwrap().count(), 0, "something is left behind");
    // What comes without a backup of its own is looked at too, after the steps and before they are kept.
    let refused = Db::open(&machine.folder().database(), Clock::machine()).err().unwrap();
    assert!(refused.to_string().contains("bảng account_roles có dòng trỏ tới dòng không có"), "{refused}");
    assert_eq!(shape(&mut machine.database()), shape_at(PAPERS_WORDED));
}

#[test]
fn a_backup_of_the_oldest_schema_is_restored_into_the_newest() {
    let machine = Machine::of_old(SCHEMAS[0]);
    machine.run(&["user", "list"]).succeeded();
    let backup = machine.before_upgrade().remove(0);
    let other = Machine::new();
    other.run(&["restore", backup.to_str().unwrap()]).succeeded();
    assert_eq!(other.usernames(), ["quantri"]);
    assert_eq!(shape(&mut other.database()), shape_at("9999"));
}
