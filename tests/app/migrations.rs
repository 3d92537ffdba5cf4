//! The migrations, up, down and up again: the same schema each time.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::Text;
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
