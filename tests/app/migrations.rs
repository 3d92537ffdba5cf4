//! The migrations, up, down and up again: the same schema each time.

use diesel::connection::SimpleConnection;
use diesel::migration::{Migration, MigrationSource};
use diesel::prelude::*;
use diesel::sql_types::Text;
use diesel::sqlite::Sqlite;
use diesel::sqlite::SqliteConnection;
use diesel_migrations::MigrationHarness;
use thidua::db::MIGRATIONS;

#[derive(QueryableByName, Debug, PartialEq)]
struct Object {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    sql: String,
}

fn schema(conn: &mut SqliteConnection) -> Vec<Object> {
    diesel::sql_query(
        "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE '\\_\\_diesel%' ESCAPE '\\' AND name NOT LIKE 'sqlite%' ORDER BY name",
    )
    .load(conn)
    .unwrap()
}

/// A database as it was before a migration; what it holds need not hold together.
fn before(name: &str) -> SqliteConnection {
    let mut conn = SqliteConnection::establish(":memory:").unwrap();
    diesel::migration::MigrationConnection::setup(&mut conn).unwrap();
    let mut older: Vec<Box<dyn Migration<Sqlite>>> = MIGRATIONS.migrations().unwrap();
    older.retain(|migration| migration.name().to_string().as_str() < name);
    older.sort_by_key(|migration| migration.name().to_string());
    for migration in &older {
        conn.run_migration(migration).unwrap();
    }
    conn.batch_execute("PRAGMA foreign_keys = OFF").unwrap();
    conn
}

#[test]
fn up_down_and_up_give_the_same_schema() {
    let mut conn = SqliteConnection::establish(":memory:").unwrap();
    conn.batch_execute("PRAGMA foreign_keys = ON").unwrap();
    conn.run_pending_migrations(MIGRATIONS).unwrap();
    let first = schema(&mut conn);
    assert!(first.len() > 30);
    conn.revert_all_migrations(MIGRATIONS).unwrap();
    assert_eq!(schema(&mut conn), []);
    conn.run_pending_migrations(MIGRATIONS).unwrap();
    assert_eq!(schema(&mut conn), first);
}

#[test]
fn the_history_cannot_be_rewritten() {
    let app = crate::support::TestApp::new();
    let refused = |sql: &str| {
        app.set_up(|tx| {
            tx.audit(thidua::domain::event::Event::new(
                thidua::domain::event::EventKind::AgencyChanged,
                thidua::domain::event::Object::Agency,
            ))?;
            Ok(tx.conn.batch_execute(sql).is_err())
        })
    };
    assert!(refused("UPDATE audit_entries SET actor_name = 'x'"));
    assert!(refused("DELETE FROM audit_entries"));
}

#[test]
fn older_troubles_of_backing_up_are_of_a_step() {
    use thidua::schema::backup_troubles;
    let mut conn = before("2026-12-01-001120");
    let put =
        "INSERT INTO backup_troubles VALUES ('here', '2026-11-30 15:00:00', 'a'), ('copy', '2026-11-30 16:00:00', 'b')";
    conn.batch_execute(put).unwrap();
    conn.run_pending_migrations(MIGRATIONS).unwrap();
    let found: Vec<(String, String)> = backup_troubles::table
        .order(backup_troubles::since)
        .select((backup_troubles::step, backup_troubles::why))
        .load(&mut conn)
        .unwrap();
    assert_eq!(found, [("whole".to_owned(), "a".to_owned()), ("copy".to_owned(), "b".to_owned())]);
}

#[test]
fn older_pacts_keep_what_they_promise_as_a_number_or_in_words() {
    use thidua::schema::targets;
    let mut conn = before("2026-11-26-000101");
    let rows = [("3450", "tỷ đồng"), ("3.450", "xã"), ("98,5", "%"), ("làm tốt", ""), ("1,234,567", "đồng")];
    conn.batch_execute(
        "INSERT INTO pacts VALUES (1, 2014, NULL, 3, '2014-01-24', '', 1), (2, 2014, NULL, 4, NULL, '', 1);",
    )
    .unwrap();
    for (ordinal, (target, measure)) in (1..).zip(rows) {
        diesel::sql_query("INSERT INTO pact_targets VALUES (NULL, 1, ?, 'Chỉ tiêu', ?, ?, NULL)")
            .bind::<diesel::sql_types::Integer, _>(ordinal)
            .bind::<Text, _>(measure)
            .bind::<Text, _>(target)
            .execute(&mut conn)
            .unwrap();
    }
    conn.run_pending_migrations(MIGRATIONS).unwrap();
    let kept: Vec<(Option<String>, String, String)> = targets::table
        .order(targets::ordinal)
        .select((targets::goal, targets::words, targets::manner))
        .load(&mut conn)
        .unwrap();
    let shown: Vec<_> =
        kept.iter().map(|(goal, words, manner)| (goal.as_deref(), words.as_str(), manner.as_str())).collect();
    let expected = [
        (Some("3450"), "", "total"),
        (Some("3450"), "", "total"),
        (Some("98.5"), "", "level"),
        (None, "làm tốt", "total"),
        (None, "1,234,567", "total"),
    ];
    assert_eq!(shown, expected);
    let states: Vec<String> = thidua::schema::pacts::table
        .order(thidua::schema::pacts::id)
        .select(thidua::schema::pacts::state)
        .load(&mut conn)
        .unwrap();
    assert_eq!(states, ["signed", "draft"]);
}

#[test]
fn bonuses_that_were_paid_before_there_was_a_fund_stand_in_its_register() {
    use chrono::NaiveDate;
    use thidua::schema::{fund_entries as entry, fund_sources as source};
    let mut conn = before("2026-11-30-000300");
    // Number, state, when and how much was paid: also of what was revoked since; nothing of the unpaid.
    let dossiers = [
        (1, "paid", "'2014-12-20', 1150000"),
        (2, "revoked", "'2013-03-01', 900000"),
        (3, "paid", "'2014-12-20', 0"),
        (4, "decided", "NULL, NULL"),
        (5, "paid", "'2014-02-28', 345000"),
    ];
    for (number, state, paid) in dossiers {
        let row = format!(
            "INSERT INTO dossiers (id, year, subject_id, unit_id, award_code, kind, state, version, achievement, on_behalf, \
             reason, mend_field, since, sort_key, paid_on, paid_amount) \
             VALUES ({number}, 2013, {number}, 9, 'LDTT', 'merit', '{state}', 1, '', FALSE, '', '', \
             '2014-12-21 01:02:03', x'00', {paid})"
        );
        conn.batch_execute(&row).unwrap();
    }
    conn.run_pending_migrations(MIGRATIONS).unwrap();
    type Entry = ((Option<i64>, i64, i64, String), (NaiveDate, i64, String, String));
    let found: Vec<Entry> = entry::table
        .order(entry::id)
        .select((
            (entry::dossier_id, entry::source_id, entry::year, entry::kind),
            (entry::entered_on, entry::amount, entry::document_no, entry::content),
        ))
        .load(&mut conn)
        .unwrap();
    let bonus = |dossier, year: i64, on: &str, amount| -> Entry {
        let words = "Chi tiền thưởng ghi trước khi có sổ quỹ".to_owned();
        ((Some(dossier), 1, year, "bonus".to_owned()), (on.parse().unwrap(), amount, String::new(), words))
    };
    // In đồng, in the budget year of the payment, in the order of the days.
    let expected = [
        bonus(2, 2013, "2013-03-01", 900_000),
        bonus(5, 2014, "2014-02-28", 345_000),
        bonus(1, 2014, "2014-12-20", 1_150_000),
    ];
    assert_eq!(found, expected);
    let sources: Vec<(i64, String)> = source::table.select((source::id, source::name)).load(&mut conn).unwrap();
    assert_eq!(sources, [(1, "Quỹ thi đua, khen thưởng".to_owned())]);
}

#[test]
fn papers_of_decisions_are_still_kept_when_other_papers_are_too() {
    use thidua::schema::kept_papers::dsl::*;
    let mut conn = before("2026-12-01-000100");
    let hash = "0123456789abcdef".repeat(4);
    let row = format!("INSERT INTO decision_papers VALUES (7, '[\"Lê Thị Hoa\"]', '{hash}', '2015-01-20 02:00:00')");
    conn.batch_execute(&row).unwrap();
    conn.run_pending_migrations(MIGRATIONS).unwrap();
    let kept: Vec<(String, i64, String, String, String)> =
        kept_papers.select((object_kind, object_id, paper, content, sha256)).load(&mut conn).unwrap();
    assert_eq!(kept, [("decision".into(), 7, "decision".into(), "[\"Lê Thị Hoa\"]".into(), hash)]);
    assert!(conn.batch_execute("UPDATE kept_papers SET content = ''").is_err());
}

#[test]
fn older_revenue_figures_and_estimates_become_first_versions_of_unknown_authors() {
    use thidua::schema::{revenue_actuals, revenue_entries, revenue_estimate_entries};
    let mut conn = before("2026-12-01-000300");
    conn.batch_execute(
        "PRAGMA foreign_keys = OFF; \
         INSERT INTO revenue_actuals VALUES (1, 2014, 5, 'A.I.3', NULL, 7), (2, 2014, 5, 'A.I.3', 3, 4); \
         INSERT INTO revenue_estimates VALUES (1, 2014, 'A.I.3', NULL, 'province', '2013-12-10', 90);",
    )
    .unwrap();
    conn.run_pending_migrations(MIGRATIONS).unwrap();
    type Entry = (Option<i64>, Option<i64>, String, Option<chrono::NaiveDateTime>);
    let kept: Vec<Entry> = revenue_entries::table
        .order(revenue_entries::id)
        .select((
            revenue_entries::unit_id,
            revenue_entries::amount,
            revenue_entries::entered_by,
            revenue_entries::entered_at,
        ))
        .load(&mut conn)
        .unwrap();
    assert_eq!(kept, [(None, Some(7), String::new(), None), (Some(3), Some(4), String::new(), None)]);
    let estimates: Vec<Option<i64>> =
        revenue_estimate_entries::table.select(revenue_estimate_entries::amount).load(&mut conn).unwrap();
    assert_eq!(estimates, [Some(90)]);
    // What is entered from then on replaces the figure in force and leaves the first version.
    conn.batch_execute(
        "INSERT INTO revenue_entries (year, month, line_code, unit_id, amount, reason, entered_by) \
         VALUES (2014, 5, 'A.I.3', NULL, 8, '', 'x'), (2014, 5, 'A.I.3', 3, NULL, '', 'x');",
    )
    .unwrap();
    let in_force: Vec<i64> = revenue_actuals::table.select(revenue_actuals::amount).load(&mut conn).unwrap();
    assert_eq!((in_force, kept.len()), (vec![8], 2));
}
