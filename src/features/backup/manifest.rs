//! What a backup says of itself, and what is counted to believe it.

use std::collections::BTreeMap;
use std::io::{self, Read, Write};

use anyhow::ensure;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::db::Connection;
use crate::hash::hex;

pub const NAME: &str = "manifest.json";
pub const DATABASE: &str = "thidua.db";
pub const FILES: &str = "files/";
pub const FORMAT: u32 = 1;

#[derive(Debug, Serialize, Deserialize)]
pub struct Manifest {
    /// Of this layout; a reader refuses what it does not know.
    pub format: u32,
    /// Version of the program that made it.
    pub program: String,
    /// UTC.
    pub made_at: String,
    pub entries: Vec<Entry>,
    /// A snapshot holds the database alone; these attachments lay beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub beside: Option<Vec<String>>,
    /// Rows of each table.
    pub rows: BTreeMap<String, i64>,
}

#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    pub path: String,
    pub size: u64,
    pub sha256: String,
}

/// Copies and answers how much it was, and its SHA-256.
pub fn copy_hashed(from: &mut impl Read, to: &mut impl Write) -> io::Result<(u64, String)> {
    let mut hash = Sha256::new();
    let mut size = 0;
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let read = from.read(&mut buffer)?;
        if read == 0 {
            return Ok((size, hex(&hash.finalize())));
        }
        hash.update(&buffer[..read]);
        to.write_all(&buffer[..read])?;
        size += read as u64;
    }
}

#[derive(QueryableByName)]
struct Said {
    #[diesel(sql_type = Text)]
    words: String,
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

/// Lets SQLite read every page and index, and look whether each row that is pointed to is there.
pub fn must_be_whole(conn: &mut Connection) -> anyhow::Result<()> {
    let said: Vec<Said> =
        diesel::sql_query("SELECT integrity_check AS words FROM pragma_integrity_check").load(conn)?;
    let is_whole = said.len() == 1 && said[0].words == "ok";
    ensure!(is_whole, "Cơ sở dữ liệu trong bản sao bị hỏng: {}", said.first().map_or("", |fault| &fault.words));
    let Count { n } = diesel::sql_query("SELECT count(*) AS n FROM pragma_foreign_key_check").get_result(conn)?;
    ensure!(n == 0, "Cơ sở dữ liệu trong bản sao có {n} dòng trỏ tới dòng không có.");
    Ok(())
}

/// Rows of each table, those of older and newer schemas too: hence by name and not by type.
pub fn row_counts(conn: &mut Connection) -> anyhow::Result<BTreeMap<String, i64>> {
    let tables: Vec<Said> = diesel::sql_query(
        "SELECT name AS words FROM pragma_table_list WHERE type = 'table' AND schema = 'main' AND name NOT LIKE 'sqlite_%'",
    )
    .load(conn)?;
    let count = |Said { words: name }: Said| {
        // A name cannot be bound; these come from the schema itself, not from anybody's typing.
        let select = ["SELECT count(*) AS n FROM \"", &name.replace('"', "\"\""), "\""].concat();
        let Count { n } = diesel::sql_query(select).get_result(conn)?;
        Ok((name, n))
    };
    tables.into_iter().map(count).collect()
}
