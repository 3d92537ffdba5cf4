//! The rules of the house that a compiler does not know, read from the sources. Each failure says why.

use std::fs;
use std::path::{Path, PathBuf};

/// The features in the order in which one may call another's `ops`: only those that stand before it.
const ORDER: &[&str] = &[
    "account",
    "units",
    "people",
    "relatives",
    "councils",
    "disciplines",
    "leaves",
    "settings",
    "holidays",
    "notices",
    "delegations",
    "laws",
    "regulations",
    "years",
    "grades",
    "awards",
    "initiatives",
    "eligibility",
    "library",
    "revenue",
    "targets",
    "movements",
    "pacts",
    "conferences",
    "documents",
    "rounds",
    "registrations",
    "dossiers",
    "unit_meetings",
    "council_results",
    "council_meetings",
    "publicity",
    "escalations",
    "decisions",
    "initiative_rounds",
    "funds",
    "payments",
    "certificates",
    "interim_results",
    "approvals",
    "progress",
    "reports",
    "clusters",
    "statistics",
    "wordings",
    "imports",
    "audit",
    "backup",
    "calendars",
    "digests",
    "filters",
    "personal_data",
    "help",
    "home",
];

struct Source {
    path: String,
    text: String,
}

fn sources(folder: &str, extension: &str) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    let mut folders = vec![root.join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path: PathBuf = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|found| found == extension) {
                let text = fs::read_to_string(&path).unwrap();
                let path = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
                found.push(Source { path, text });
            }
        }
    }
    assert!(!found.is_empty(), "no .{extension} files below {folder}");
    found
}

/// Fails with the reason where a word stands outside the files that may hold it.
fn only_in(sources: &[Source], word: &str, allowed: &[&str], reason: &str) {
    let found: Vec<_> = sources
        .iter()
        .filter(|source| source.text.contains(word) && !allowed.iter().any(|path| source.path.starts_with(path)))
        .map(|source| source.path.as_str())
        .collect();
    assert!(found.is_empty(), "“{word}” in {found:?}: {reason}");
}

#[test]
fn one_door_to_the_database_the_clock_and_the_forms() {
    let rust = sources("src", "rs");
    only_in(&rust, "web::block", &["src/db.rs"], "only db.rs leaves the async threads");
    only_in(&rust, "Pool::builder", &["src/db.rs"], "handlers never see a connection");
    only_in(&rust, "Utc::now", &["src/clock.rs"], "time is passed in, so that tests choose the day");
    only_in(&rust, "Local::now", &[], "time is passed in, so that tests choose the day");
    only_in(&rust, "SystemTime::now", &[], "time is passed in, so that tests choose the day");
    only_in(&rust, "web::Form", &[], "Posted checks the token; a bare form does not");
}

#[test]
fn the_domain_is_pure() {
    for source in sources("src/domain", "rs") {
        for line in source.text.lines().map(str::trim).filter(|line| line.starts_with("use ")) {
            for foreign in ["actix", "askama", "std::fs", "std::net", "tracing"] {
                assert!(
                    !line.contains(foreign),
                    "{}: `{line}`: the domain imports nothing of the outside",
                    source.path
                );
            }
            assert!(
                !line.starts_with("use crate::") || line.starts_with("use crate::domain"),
                "{}: `{line}`: the domain imports nothing of ours but itself",
                source.path
            );
        }
    }
}

#[test]
fn a_feature_calls_only_the_ops_of_features_before_it() {
    for source in sources("src/features", "rs") {
        let Some(own) = source.path.strip_prefix("src/features/").and_then(|rest| rest.split_once('/')) else {
            continue;
        };
        let place = ORDER.iter().position(|name| *name == own.0);
        let place = place.unwrap_or_else(|| panic!("{}: {} has no place in ORDER", source.path, own.0));
        for (other_place, other) in ORDER.iter().enumerate().filter(|(_, other)| **other != own.0) {
            for private in ["store", "form", "view", "pages", "actions", "list"] {
                let path = format!("features::{other}::{private}");
                assert!(!source.text.contains(&path), "{}: {path} is private to {other}", source.path);
            }
            let called = format!("{other}::ops");
            let is_called = source.text.contains(&format!(" {called}")) || source.text.contains(&format!("({called}"));
            assert!(!is_called || other_place < place, "{}: {other} stands after {}", source.path, own.0);
        }
    }
}

#[test]
fn written_sql_is_kept_by_its_connection() {
    let rust = sources("src", "rs");
    let once = ["src/sql.rs", "src/features/backup/", "src/sample/large/tests.rs"];
    only_in(&rust, "sql_query(", &once, "sql::sql keeps the plan of a statement that runs again and again");
}

#[test]
fn no_value_is_written_into_sql() {
    for source in sources("src", "rs") {
        for call in ["sql_query(format!", "sql_query(&format!", "sql(format!", "sql(&format!", "batch_execute(&format!"]
        {
            assert!(!source.text.contains(call), "{}: {call}…: values are bound, never written into SQL", source.path);
        }
    }
}

#[test]
fn templates_escape_everything_and_carry_no_inline_style_or_script() {
    for source in sources("templates", "html") {
        for forbidden in
            ["|safe", "| safe", " style=\"", " onclick=", " onchange=", "<style", "javascript:", "http://", "https://"]
        {
            assert!(!source.text.contains(forbidden), "{}: {forbidden}", source.path);
        }
        let scripts = source.text.matches("<script").count();
        assert_eq!(scripts, source.text.matches("<script src=").count(), "{}: a script without a file", source.path);
    }
}

#[test]
fn texts_for_people_are_in_one_normal_form() {
    use unicode_normalization::is_nfc;
    for source in sources("templates", "html").into_iter().chain(sources("src", "rs")) {
        assert!(is_nfc(&source.text), "{}: Vietnamese letters must be NFC", source.path);
    }
}
