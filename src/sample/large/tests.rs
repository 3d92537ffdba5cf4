use diesel::prelude::*;
use diesel::sql_types::BigInt;

use super::*;
use crate::clock::Clock;
use crate::db::Connection;

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

fn number(conn: &mut Connection, query: &str) -> i64 {
    diesel::sql_query(query).get_result::<Number>(conn).unwrap().n
}

/// Makes a sample and looks at it.
fn look_at<T>(name: &str, size: Size, look: impl FnOnce(&mut Connection) -> T) -> T {
    let folder = std::env::temp_dir().join(format!("thidua-sample-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let db = Db::open(&folder.join("thidua.db"), Clock::machine()).unwrap();
    build(&db, size).unwrap();
    let seen = db.read_now(|conn| Ok(look(conn))).unwrap();
    drop(db);
    std::fs::remove_dir_all(&folder).unwrap();
    seen
}

/// Everything chance has decided, in one number.
const DIGEST: &str = "SELECT COALESCE((SELECT SUM(id * length(name)) FROM subjects), 0) \
     + (SELECT SUM(id * length(state)) FROM registrations) + (SELECT SUM(person_id * percent) FROM initiative_authors) \
     + (SELECT SUM(amount / 1000000) FROM revenue_actuals) AS n";

#[test]
fn a_sample_has_its_size_keeps_its_tallies_and_repeats_itself() {
    let digest = |name, seed| {
        look_at(name, Size { people: 120, years: 3, seed }, |conn| {
            assert_eq!(number(conn, "SELECT COUNT(*) AS n FROM people"), 120);
            assert_eq!(number(conn, "SELECT COUNT(*) AS n FROM accounts"), 17);
            assert_eq!(number(conn, "SELECT COUNT(*) AS n FROM pragma_foreign_key_check"), 0);
            let registered = number(conn, "SELECT COUNT(*) AS n FROM registrations");
            let tallied = number(conn, "SELECT SUM(n) AS n FROM registration_tallies WHERE unit_id = 0");
            assert_eq!(registered, tallied);
            let unshared = "SELECT COUNT(*) AS n FROM (SELECT initiative_id FROM initiative_authors \
                 GROUP BY initiative_id HAVING SUM(percent) <> 100)";
            assert_eq!(number(conn, unshared), 0);
            number(conn, DIGEST)
        })
    };
    let first = digest("first", 5);
    assert_eq!(first, digest("second", 5));
    assert_ne!(first, digest("third", 6));
}

#[test]
fn the_smallest_sample_has_every_account() {
    let size = Size { people: 30, years: 1, seed: 1 };
    let of_people = look_at("small", size, |conn| number(conn, "SELECT COUNT(person_id) AS n FROM accounts"));
    assert_eq!(of_people, 15);
}
