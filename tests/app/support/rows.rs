//! All rows of a department: to see whether anything was written, and to take it back.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::Text;
use diesel::{Connection, SqliteConnection};

use super::TestApp;

impl TestApp {
    /// Puts all tables back as they are in the original, even the history, which nothing else may.
    pub fn go_back_to(&self, original: &Self) {
        let own = self.folder.join("thidua.db");
        let mut conn = SqliteConnection::establish(own.to_str().unwrap()).unwrap();
        conn.batch_execute("PRAGMA foreign_keys = OFF;").unwrap();
        let original = original.folder.join("thidua.db");
        diesel::sql_query("ATTACH ? AS original")
            .bind::<Text, _>(original.to_str().unwrap())
            .execute(&mut conn)
            .unwrap();
        conn.immediate_transaction(|conn| {
            conn.batch_execute(
                "DROP TRIGGER IF EXISTS audit_entries_are_never_deleted; \
                 DROP TRIGGER IF EXISTS forgotten_audit_entries_are_never_deleted; \
                 DROP TRIGGER IF EXISTS forgotten_audit_entries_were_access; \
                 DROP TRIGGER IF EXISTS certificates_are_never_deleted; \
                 DROP TRIGGER IF EXISTS certificate_blanks_are_never_deleted; \
                 DROP TRIGGER IF EXISTS document_receipts_are_never_deleted; \
                 DROP TRIGGER IF EXISTS kept_papers_are_never_deleted; \
                 DROP TRIGGER IF EXISTS fund_entries_are_never_deleted; \
                 DROP TRIGGER IF EXISTS dossier_moves_are_never_deleted; \
                 DROP TRIGGER IF EXISTS council_results_are_never_deleted; \
                 DROP TRIGGER IF EXISTS council_result_lines_are_never_deleted; \
                 DROP TRIGGER IF EXISTS council_meeting_amendments_are_never_deleted; \
                 DROP TRIGGER IF EXISTS pact_signatures_are_never_deleted; \
                 DROP TRIGGER IF EXISTS revenue_entries_are_never_deleted; \
                 DROP TRIGGER IF EXISTS revenue_estimate_entries_are_never_deleted; \
                 DROP TRIGGER IF EXISTS revenue_closings_are_never_deleted; \
                 DROP TRIGGER IF EXISTS revenue_sheet_lines_are_never_deleted; \
                 DROP TRIGGER IF EXISTS cluster_editions_are_never_deleted; \
                 DROP TRIGGER IF EXISTS cluster_conclusions_are_never_deleted; \
                 DROP TRIGGER IF EXISTS cluster_results_are_never_deleted; \
                 DROP TRIGGER IF EXISTS cluster_result_lines_are_never_deleted; \
                 DROP TRIGGER IF EXISTS wording_versions_are_never_deleted;",
            )?;
            // Tallies follow the registrations by triggers, so they come last.
            for table in tables(conn, "ORDER BY name LIKE '%_tallies', name")? {
                let (name, columns) = (table.name, table.columns);
                conn.batch_execute(&format!(
                    "DELETE FROM main.{name}; INSERT INTO main.{name} ({columns}) SELECT {columns} FROM original.{name};"
                ))?;
            }
            QueryResult::Ok(())
        })
        .unwrap();
    }

    /// Changes the database behind the program's back.
    pub fn execute(&self, statement: &str) -> QueryResult<()> {
        let own = self.folder.join("thidua.db");
        SqliteConnection::establish(own.to_str().unwrap()).unwrap().batch_execute(statement)
    }

    /// Every row of every table, what tells of requests themselves aside.
    pub fn all_rows(&self) -> String {
        self.read(|conn| {
            let mut rows = Vec::new();
            for table in tables(conn, OF_THE_REGISTER)? {
                let values: Vec<String> = table.columns.split(", ").map(|column| format!("quote({column})")).collect();
                let query = format!("SELECT {} AS row FROM {}", values.join(" || ',' || "), table.name);
                let found: Vec<Row> = diesel::sql_query(query).load(conn)?;
                rows.extend(found.into_iter().map(|it| format!("{}: {}", table.name, it.row)));
            }
            Ok(rows.join("\n"))
        })
    }
}

#[derive(QueryableByName)]
struct Table {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    columns: String,
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    row: String,
}

/// The tables of which nothing may change by a form that is refused.
const OF_THE_REGISTER: &str =
    "AND name NOT IN ('audit_entries', 'posted_forms', 'sessions', 'login_failures') ORDER BY name";

/// Name and columns of all tables but the search indexes.
fn tables(conn: &mut SqliteConnection, which: &str) -> QueryResult<Vec<Table>> {
    let tables = "SELECT t.name AS name, group_concat('\"' || c.name || '\"', ', ') AS columns \
         FROM sqlite_master t JOIN pragma_table_info(t.name) c WHERE t.type = 'table' AND t.sql NOT LIKE 'CREATE VIRTUAL%' \
         AND t.name NOT LIKE 'sqlite_%' \
         AND t.name NOT LIKE 'subject_names_%' AND t.name NOT LIKE 'initiative_titles_%' \
         AND t.name NOT LIKE 'library_texts_%' GROUP BY t.name";
    diesel::sql_query(format!("SELECT * FROM ({tables}) WHERE true {which}")).load(conn)
}
