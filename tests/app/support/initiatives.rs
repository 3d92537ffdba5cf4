//! Initiatives that stand in the register already.

use thidua::features::imports::ops as imports;

use super::{Role, TestApp};

const KEYS: &str = "code,year,title,field,authors,summary,level,decision_no,recognised_on\n";

impl TestApp {
    /// Brings rows of the file `initiatives` in (CONTRACT.md §3), as a secretary of their own.
    pub fn import_initiatives(&self, rows: &[&str]) {
        self.account("importer", None, &[Role::Secretariat]);
        let table = imports::table("initiatives").unwrap();
        let file = format!("{KEYS}{}\n", rows.join("\n"));
        let import = self.db.write_now(&self.actor("importer"), |tx| {
            let id = imports::stage(tx, table, "initiatives.csv", file.as_bytes())?;
            imports::confirm(tx, id)
        });
        import.unwrap();
    }
}
