//! Every promise about security and reliability has its proof: `security.toml` names a test or a drill for each, and
//! whatever it names must be there.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde::Deserialize;

const TABLE: &str = include_str!("security.toml");
/// The rows of each chapter: logins, sessions, every response, who may do what with its table, secret ballot, history, files,
/// durability, backups.
const CHAPTERS: [(&str, usize); 10] =
    [("L", 8), ("S", 6), ("H", 9), ("Z", 3), ("W", 33), ("V", 11), ("N", 4), ("F", 6), ("D", 8), ("B", 5)];
const GUIDE: &str = "README.md";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    left: usize,
    row: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    code: String,
    means: String,
    #[serde(default)]
    tests: Vec<String>,
    /// A heading of the guide for IT.
    drill: Option<String>,
    #[serde(default)]
    missing: Vec<String>,
}

fn table() -> Table {
    toml::from_str(TABLE).unwrap()
}

fn read(file: &str) -> Option<String> {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).ok()
}

/// Whether a file has a test of this name: a function marked as one, one of a `proptest!`, a journey with this title, or a
/// check of the script that runs them all.
fn is_there(named: &str) -> Result<(), String> {
    let (file, test) = named.split_once("::").ok_or_else(|| format!("{named}: write file::test"))?;
    let text = read(file).ok_or_else(|| format!("{named}: no such file"))?;
    if !file.contains('.') {
        let is_run = text.contains(&format!("check \"{test}\""));
        return is_run.then_some(()).ok_or_else(|| format!("{named}: the script has no check of this name"));
    }
    if file.ends_with(".js") {
        let is_titled = text.contains(&format!("test(\"{test}\""));
        return is_titled.then_some(()).ok_or_else(|| format!("{named}: no journey of this title"));
    }
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let is_test = |at: usize| {
        let mut marks = lines[..at].iter().rev().take_while(|line| line.starts_with("#["));
        marks.any(|mark| matches!(*mark, "#[test]" | "#[actix_web::test]"))
    };
    let is_named = |line: &str| {
        let name = line.strip_prefix("async ").unwrap_or(line).strip_prefix("fn ");
        name.is_some_and(|name| name.strip_prefix(test).is_some_and(|rest| rest.starts_with('(')))
    };
    let found = lines.iter().enumerate().any(|(at, line)| is_named(line) && is_test(at));
    found.then_some(()).ok_or_else(|| format!("{named}: no test of this name"))
}

#[test]
fn every_promise_stands_in_the_table_once() {
    let table = table();
    let expected: BTreeSet<String> = CHAPTERS
        .iter()
        .flat_map(|(chapter, rows)| {
            (1..=*rows).map(move |row| if *chapter == "W" { format!("W{row:02}") } else { format!("{chapter}{row}") })
        })
        .collect();
    let found: BTreeSet<String> = table.row.iter().map(|row| row.code.clone()).collect();
    assert_eq!(found, expected);
    assert_eq!(table.row.len(), expected.len(), "a row stands twice");
    for row in &table.row {
        assert!(row.means.len() > 20, "{}: say what it means", row.code);
    }
}

#[test]
fn every_promise_has_a_proof_or_says_what_is_missing() {
    let guide = read(GUIDE).unwrap();
    let mut wrong = Vec::new();
    for row in table().row {
        if row.tests.is_empty() && row.drill.is_none() && row.missing.is_empty() {
            wrong.push(format!("{}: neither test nor drill, and nothing said to be missing", row.code));
        }
        if let Some(heading) = &row.drill
            && !guide.lines().any(|line| line == heading)
        {
            wrong.push(format!("{}: no “{heading}” in {GUIDE}", row.code));
        }
        wrong
            .extend(row.tests.iter().filter_map(|named| is_there(named).err()).map(|it| format!("{}: {it}", row.code)));
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn what_is_missing_is_counted() {
    let table = table();
    let missing: Vec<String> =
        table.row.iter().flat_map(|row| row.missing.iter().map(move |it| format!("{}: {it}", row.code))).collect();
    assert_eq!(missing.len(), table.left, "set `left` to what is missing:\n{}", missing.join("\n"));
}

#[test]
fn a_test_that_is_not_there_is_told() {
    assert!(is_there("tests/app/security.rs::a_test_that_is_not_there_is_told").is_ok());
    for wrong in [
        "tests/app/security.rs::is_there", // a function, no test
        "tests/app/security.rs::a_test_that_is_not",
        "tests/app/nowhere.rs::x",
        "tests/browser/journeys/chain.test.js::a title nobody gave",
        "tests/run::nothing of the kind",
        "nothing",
    ] {
        assert!(is_there(wrong).is_err(), "{wrong}");
    }
}
