//! `thidua check` and the chain that holds the history together.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use thidua::audit_chain::{self, Broken};
use thidua::domain::event::{Event, EventKind, Object};

use crate::support::*;

fn write(app: &TestApp, note: &str) {
    app.set_up(|tx| tx.audit(Event::new(EventKind::AgencyChanged, Object::Agency).because(note)));
}

/// As somebody would who has the file and knows SQL.
fn tamper(app: &TestApp, statement: &str) {
    let open = "DROP TRIGGER audit_entries_are_never_changed; DROP TRIGGER audit_entries_are_never_deleted;";
    app.execute(&format!("{open} {statement}")).unwrap();
}

fn verified(app: &TestApp) -> Result<audit_chain::Head, Broken> {
    app.db.read_now(audit_chain::verify).unwrap()
}

#[test]
fn every_entry_is_sealed_to_the_one_before_it() {
    let app = TestApp::new();
    for note in ["một", "hai\r\n\u{7}", "ba \"'\\"] {
        write(&app, note);
    }
    let head = verified(&app).unwrap();
    assert_eq!(head, app.db.read_now(audit_chain::head).unwrap());
    assert_eq!(head.id as usize, app.audited().len());
    // Two entries of one transaction follow each other too.
    app.set_up(|tx| {
        tx.audit(Event::new(EventKind::AgencyChanged, Object::Agency))?;
        tx.audit(Event::new(EventKind::AgencyChanged, Object::Agency))
    });
    assert_eq!(verified(&app).unwrap().id, head.id + 2);
}

#[test]
fn whatever_is_changed_in_an_entry_breaks_the_chain_there() {
    for (statement, id) in [
        ("UPDATE audit_entries SET note = note || ' ' WHERE id = 5", 5),
        ("UPDATE audit_entries SET actor_name = 'Người khác' WHERE id = 5", 5),
        ("UPDATE audit_entries SET at = datetime(at, '+1 second') WHERE id = 5", 5),
        ("UPDATE audit_entries SET account_id = 1 WHERE id = 5", 5),
        ("UPDATE audit_entries SET changes = '[]x' WHERE id = 5", 5),
        ("UPDATE audit_entries SET on_behalf_of = 'x' WHERE id = 5", 5),
        ("UPDATE audit_entries SET hash = replace(hash, substr(hash, 1, 1), 'z') WHERE id = 5", 5),
        ("DELETE FROM audit_entries WHERE id = 5", 6),
        ("UPDATE audit_entries SET id = 100000 WHERE id = 5", 6),
    ] {
        let app = TestApp::new();
        tamper(&app, statement);
        assert_eq!(verified(&app), Err(Broken { id }), "{statement}");
    }
}

#[test]
fn what_was_written_before_entries_were_sealed_is_sealed_once() {
    let app = TestApp::new();
    write(&app, "một");
    let before = verified(&app).unwrap();
    tamper(&app, "UPDATE audit_entries SET hash = ''");
    app.db.keep_house_now(audit_chain::seal_older).unwrap();
    assert_eq!(verified(&app), Ok(before));
}

#[test]
fn the_database_lets_an_entry_be_sealed_and_nothing_else() {
    let app = TestApp::new();
    write(&app, "một");
    let try_to = |statement: &str| app.db.keep_house_now(|conn| Ok(conn.batch_execute(statement)?)).is_err();
    assert!(try_to("UPDATE audit_entries SET hash = 'x'"));
    assert!(try_to("UPDATE audit_entries SET hash = ''"));
    assert!(try_to("UPDATE audit_entries SET note = 'x'"));
    assert!(try_to("DELETE FROM audit_entries"));
    app.db
        .keep_house_now(|conn| {
            diesel::sql_query(
                "INSERT INTO audit_entries (id, at, actor_name, role, address, event, object_kind, object_id, note, changes) \
                 SELECT ?, at, ?, role, address, event, object_kind, object_id, note, changes FROM audit_entries WHERE id = 1",
            )
            .bind::<BigInt, _>(9_999)
            .bind::<Text, _>("ai đó")
            .execute(conn)?;
            Ok(())
        })
        .unwrap();
    assert!(try_to("UPDATE audit_entries SET hash = 'x', note = 'y' WHERE id = 9999"));
    assert!(!try_to("UPDATE audit_entries SET hash = 'x' WHERE id = 9999"));
}
