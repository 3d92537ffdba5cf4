//! Files stored at once, as the command line and the sample department do it.

use diesel::prelude::*;
use thidua::domain::subject::SubjectKind;
use thidua::error::{AppError, AppResult};
use thidua::features::imports::ops::{self, Counts};
use thidua::features::imports::tables::TABLES;
use thidua::policy::Actor;
use thidua::schema::{awards, decisions, initiatives, memberships, people, registrations, revenue_actuals, subjects};
use thidua::sheets::{write_csv, write_xlsx};

use crate::support::*;

/// The nine files of the sample department, as the program carries them.
fn sample(kind: &str) -> Vec<u8> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/sample/department/");
    std::fs::read(format!("{folder}{kind}.csv")).unwrap()
}

fn store(app: &TestApp, kind: &str, name: &str, bytes: &[u8]) -> AppResult<Counts> {
    let table = ops::table(kind).unwrap();
    app.db.write_now(&Actor::machine(), |tx| ops::store_file(tx, table, bytes, name))
}

/// An empty department filled with the sample's files.
fn department() -> TestApp {
    let app = TestApp::empty();
    for table in &TABLES {
        let kind = table.format.name;
        let bytes = sample(kind);
        store(&app, kind, &format!("{kind}.csv"), &bytes).unwrap_or_else(|error| panic!("{kind}\n{error}"));
    }
    app
}

/// Every faulty cell with what is said of it.
fn faults(app: &TestApp, kind: &str, csv: &str) -> Vec<String> {
    match store(app, kind, "tệp.csv", csv.as_bytes()) {
        Err(AppError::Fields(errors)) => {
            errors.0.into_iter().map(|it| format!("{}: {}", it.field, it.message)).collect()
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_sample_department_comes_in_whole() {
    let app = department();
    let day: chrono::NaiveDate = "2014-07-15".parse().unwrap();
    let working =
        people::table.filter(people::joined_on.le(day)).filter(people::left_on.is_null().or(people::left_on.ge(day)));
    assert_eq!(app.read(|conn| working.count().get_result::<i64>(conn)), 96);
    let members = memberships::table
        .filter(memberships::from_date.le(day))
        .filter(memberships::to_date.is_null().or(memberships::to_date.ge(day)));
    assert_eq!(app.read(|conn| members.count().get_result::<i64>(conn)), 96);

    let count = |award: &str| {
        let of_2013 = awards::table.filter(awards::year.eq(2013)).filter(awards::award_code.eq(award.to_owned()));
        app.read(|conn| of_2013.count().get_result::<i64>(conn))
    };
    for (award, n) in [("CSTDCS", 33), ("TTLDTT", 8), ("TTLDXS", 3), ("CSTD_TINH", 1), ("BK_TINH", 8), ("BK_TTG", 3)] {
        assert_eq!(count(award), n, "{award}");
    }
    let sum = |year: i64, line: &str| {
        let of_lines = revenue_actuals::table
            .filter(revenue_actuals::year.eq(year))
            .filter(revenue_actuals::month.le(6))
            .filter(revenue_actuals::unit_id.is_null())
            .filter(revenue_actuals::line_code.like(format!("{line}%")))
            .select(revenue_actuals::amount);
        app.read(|conn| of_lines.load::<i64>(conn)).into_iter().sum::<i64>()
    };
    assert_eq!(sum(2014, "A.I."), 2_259_700_000_000);
    assert_eq!(sum(2014, "A.III"), 331_000_000_000);
}

#[test]
fn what_comes_in_gets_its_place() {
    let app = department();
    let states = initiatives::table.select((initiatives::level.is_null(), initiatives::state)).distinct();
    let mut states: Vec<(bool, String)> = app.read(|conn| states.load(conn));
    states.sort();
    assert_eq!(states, [(false, "recognised".to_owned()), (true, "rejected".to_owned())]);

    let own: i64 = app.read(|conn| decisions::table.filter(decisions::own.eq(true)).count().get_result(conn));
    let all: i64 = app.read(|conn| decisions::table.count().get_result(conn));
    assert!(own > 0 && own < all, "{own} of {all}");
    let empty: i64 = app.read(|conn| {
        let granting = awards::table.select(awards::decision_id);
        decisions::table.filter(decisions::id.ne_all(granting)).count().get_result(conn)
    });
    assert_eq!(empty, 0);

    // Somebody of the ninth unit was still of the third when the awards of 2013 were decided in January.
    let places: Vec<(String, i64)> = app.read(|conn| {
        registrations::table
            .inner_join(subjects::table)
            .filter(subjects::kind.eq(SubjectKind::Person))
            .filter(registrations::state.eq("not_awarded"))
            .select((registrations::reason, registrations::unit_id))
            .load(conn)
    });
    assert!(places.iter().all(|(reason, _)| !reason.is_empty()));
}

#[test]
fn an_exported_table_imported_changes_nothing_and_fills_an_empty_department_alike() {
    let app = department();
    let copy = TestApp::empty();
    for table in &TABLES {
        let rows = app.db.read_now(|conn| ops::all(conn, table)).unwrap();
        let (csv, xlsx) = (write_csv(table.format, &rows), write_xlsx(table.format, &rows).unwrap());
        for (name, bytes) in [("a.csv", &csv), ("a.xlsx", &xlsx)] {
            let counts = store(&app, table.format.name, name, bytes).unwrap();
            assert_eq!(counts, Counts { added: 0, replaced: 0, same: rows.len() }, "{} {name}", table.format.name);
        }
        store(&copy, table.format.name, "a.xlsx", &xlsx).unwrap_or_else(|error| panic!("{error}"));
    }
    for table in &TABLES {
        let [one, other] = [&app, &copy].map(|app| app.db.read_now(|conn| ops::all(conn, table)).unwrap());
        assert_eq!(write_csv(table.format, &one), write_csv(table.format, &other), "{}", table.format.name);
        assert!(one == other);
    }
}
