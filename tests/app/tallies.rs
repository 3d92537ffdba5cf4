//! The kept counts, which triggers keep, say what counting the rows would say.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use diesel_migrations::MigrationHarness;
use thidua::clock::Clock;
use thidua::db::{Db, MIGRATIONS};
use thidua::sample::large::{Size, build};

use crate::support::fresh_folder;

/// A table of kept counts, and what counting gives; in both 0 stands for all units.
const TALLIES: &[(&str, &str)] = &[
    (
        "SELECT year, unit_id, award_code, state, n FROM registration_tallies WHERE n <> 0",
        "SELECT year, unit_id, award_code, state, COUNT(*) FROM registrations GROUP BY 1, 2, 3, 4 \
         UNION ALL SELECT year, 0, award_code, state, COUNT(*) FROM registrations GROUP BY 1, 3, 4",
    ),
    (
        "SELECT year, award_code, with_code, unit_id, n FROM registration_pair_tallies WHERE n <> 0",
        "SELECT r.year, r.award_code, o.award_code, r.unit_id, COUNT(*) FROM registrations r \
         JOIN registrations o ON o.year = r.year AND o.subject_id = r.subject_id AND o.id <> r.id \
         WHERE r.state NOT IN ('withdrawn', 'rejected') AND o.state NOT IN ('withdrawn', 'rejected') GROUP BY 1, 2, 3, 4",
    ),
    (
        "SELECT year, award_code, with_code, unit_id, n FROM award_pair_tallies WHERE n <> 0",
        "SELECT a.year, a.award_code, o.award_code, a.unit_id, COUNT(*) FROM awards a \
         JOIN awards o ON o.year = a.year AND o.subject_id = a.subject_id AND o.id <> a.id \
         WHERE a.yearly AND o.yearly AND a.revoked_on IS NULL AND o.revoked_on IS NULL GROUP BY 1, 2, 3, 4",
    ),
    (
        "SELECT year, unit_id, award_code, revoked, n FROM award_tallies WHERE n <> 0",
        "SELECT year, unit_id, award_code, revoked_on IS NOT NULL, COUNT(*) FROM awards GROUP BY 1, 2, 3, 4 \
         UNION ALL SELECT year, 0, award_code, revoked_on IS NOT NULL, COUNT(*) FROM awards GROUP BY 1, 3, 4",
    ),
    (
        "SELECT year, unit_id, state, n FROM initiative_tallies WHERE n <> 0",
        "SELECT year, unit_id, state, COUNT(*) FROM initiatives GROUP BY 1, 2, 3 \
         UNION ALL SELECT year, 0, state, COUNT(*) FROM initiatives GROUP BY 1, 3",
    ),
    (
        "SELECT year, unit_id, award_code, state, n FROM interim_result_tallies WHERE n <> 0",
        "SELECT year, unit_id, award_code, state, COUNT(*) FROM interim_results GROUP BY 1, 2, 3, 4 \
         UNION ALL SELECT year, 0, award_code, state, COUNT(*) FROM interim_results GROUP BY 1, 3, 4",
    ),
    (
        "SELECT unit_id, n, n_staying FROM people_tallies WHERE n <> 0",
        "SELECT unit_id, COUNT(*), SUM(left_on IS NULL) FROM people GROUP BY 1 \
         UNION ALL SELECT 0, COUNT(*), SUM(left_on IS NULL) FROM people",
    ),
    (
        "SELECT unit_id, n FROM membership_tallies WHERE n <> 0",
        "SELECT unit_id, COUNT(*) FROM memberships WHERE to_date IS NULL GROUP BY 1",
    ),
];

/// Every kind of change, each to some rows and not to others.
const CHANGES: &[&str] = &[
    "UPDATE registrations SET state = 'withdrawn' WHERE id % 5 = 0",
    "UPDATE registrations SET state = 'filed' WHERE id % 10 = 0",
    "UPDATE registrations SET state = 'unit_reviewed' WHERE state = 'filed' AND id % 3 = 0",
    "UPDATE registrations SET unit_id = (SELECT MAX(id) FROM units) WHERE id % 7 = 0",
    "UPDATE registrations SET award_code = 'BK_BO' WHERE award_code = 'CSTDCS' AND id % 4 = 0",
    "DELETE FROM decision_lines",
    "DELETE FROM registrations WHERE id % 13 = 0 AND id NOT IN (SELECT registration_id FROM awards WHERE registration_id IS NOT NULL)",
    "UPDATE awards SET revoked_on = '2020-01-01' WHERE id % 5 = 0",
    "UPDATE awards SET revoked_on = NULL WHERE id % 10 = 0",
    "UPDATE awards SET unit_id = (SELECT MAX(id) FROM units) WHERE id % 7 = 0",
    "DELETE FROM awards WHERE id % 11 = 0",
    "UPDATE initiatives SET state = 'returned' WHERE id % 3 = 0",
    "DELETE FROM initiatives WHERE id % 4 = 0",
    "UPDATE interim_results SET state = 'confirmed' WHERE id % 2 = 0",
    "DELETE FROM interim_results WHERE id % 5 = 0",
    "UPDATE people SET left_on = '2090-01-01' WHERE id % 5 = 0",
    "UPDATE people SET left_on = NULL WHERE id % 10 = 0",
    "UPDATE people SET unit_id = (SELECT MAX(id) FROM units) WHERE id % 7 = 0",
    "UPDATE memberships SET to_date = '2090-01-01' WHERE to_date IS NULL AND id % 3 = 0",
    "UPDATE memberships SET to_date = NULL WHERE id % 6 = 0",
    "UPDATE memberships SET unit_id = (SELECT MAX(id) FROM units) WHERE id % 7 = 0",
    "DELETE FROM memberships WHERE id % 11 = 0",
];

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

fn number(conn: &mut SqliteConnection, query: String) -> i64 {
    diesel::sql_query(query).get_result::<Number>(conn).unwrap().n
}

fn assert_all_right(conn: &mut SqliteConnection) {
    for (kept, counted) in TALLIES {
        let size = number(conn, format!("SELECT COUNT(*) AS n FROM ({kept})"));
        assert!(size > 0, "nothing is kept by {kept}");
        for (left, right) in [(kept, counted), (counted, kept)] {
            let query = format!("SELECT COUNT(*) AS n FROM (SELECT * FROM ({left}) EXCEPT SELECT * FROM ({right}))");
            assert_eq!(number(conn, query), 0, "{left} differs from {right}");
        }
    }
}

#[test]
fn kept_counts_follow_every_change() {
    let file = fresh_folder().join("thidua.db");
    build(&Db::open(&file, Clock::machine()).unwrap(), Size { people: 60, years: 2, seed: 3 }).unwrap();
    let mut conn = SqliteConnection::establish(file.to_str().unwrap()).unwrap();
    conn.batch_execute("PRAGMA foreign_keys = ON").unwrap();
    assert_all_right(&mut conn);
    for change in CHANGES {
        conn.batch_execute(change).unwrap();
        assert_all_right(&mut conn);
    }
    // A department from before the counts were kept gets them when the program is renewed.
    while number(&mut conn, "SELECT COUNT(*) AS n FROM sqlite_master WHERE name = 'award_tallies'".to_owned()) > 0 {
        conn.revert_last_migration(MIGRATIONS).unwrap();
    }
    conn.run_pending_migrations(MIGRATIONS).unwrap();
    assert_all_right(&mut conn);
}
