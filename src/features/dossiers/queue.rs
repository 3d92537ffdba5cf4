//! Queues: the dossiers that wait for somebody's step, in order of unit and name, a page at a time.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Nullable, Text, Timestamp};

use crate::db::Connection;
use crate::domain::dossier::State;
use crate::domain::ids::*;
use crate::domain::law::AwardCode;
use crate::error::AppResult;
use crate::sql::{Sql, sql};
use crate::web::waiting::ONLY_SECRETARY;

/// Whose queue: nobody's own is in it.
#[derive(Debug, Clone, Copy)]
pub enum Queue {
    /// Those the head of a unit agrees to.
    OfUnit { unit: UnitId, except: Option<PersonId> },
    /// Those the secretariat verifies; with `holder` only what was handed to that account.
    OfSecretariat { except: Option<PersonId>, holder: Option<AccountId> },
    /// The only secretary's own, which the head of the agency verifies.
    OfOnlySecretary { except: Option<PersonId> },
}

/// A line of a queue.
#[derive(Debug, Clone, QueryableByName)]
pub struct Waiting {
    #[diesel(sql_type = BigInt)]
    pub id: DossierId,
    #[diesel(sql_type = BigInt)]
    pub version: i64,
    #[diesel(sql_type = Text)]
    pub subject_code: String,
    #[diesel(sql_type = Text)]
    pub subject_name: String,
    #[diesel(sql_type = Nullable<Text>)]
    pub position: Option<String>,
    #[diesel(sql_type = Text)]
    pub unit_code: String,
    #[diesel(sql_type = Text)]
    pub unit_name: String,
    #[diesel(sql_type = Text)]
    pub award: AwardCode,
    #[diesel(sql_type = Text)]
    pub state: State,
    #[diesel(sql_type = Timestamp)]
    pub since: NaiveDateTime,
    #[diesel(sql_type = Nullable<Date>)]
    pub due_on: Option<NaiveDate>,
    /// The specialist it was handed to.
    #[diesel(sql_type = Nullable<Text>)]
    pub holder: Option<String>,
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

const COLUMNS: &str = "SELECT d.id, d.version, s.code AS subject_code, s.name AS subject_name, p.position, \
     us.code AS unit_code, us.name AS unit_name, d.award_code AS award, d.state, d.since, d.due_on, h.full_name AS holder ";
/// CROSS JOIN keeps the order of the loops: units in order, then each unit's rows out of the index.
const UNIT_BY_UNIT: &str = "FROM units u CROSS JOIN dossiers d ON d.unit_id = u.id JOIN subjects s ON s.id = d.subject_id \
     JOIN subjects us ON us.id = u.id LEFT JOIN people p ON p.id = d.subject_id LEFT JOIN accounts h ON h.id = d.holder_id \
     WHERE d.state = ?";
const COUNTED: &str = "SELECT COUNT(*) AS n FROM dossiers d WHERE d.state = ?";
const IN_ORDER: &str = " ORDER BY u.sort_order, u.id, d.sort_key, d.id LIMIT ? OFFSET ?";
/// A page of a queue.
pub fn waiting(conn: &mut Connection, queue: Queue, limit: i64, offset: i64) -> AppResult<Vec<Waiting>> {
    let query = narrowed(sql(COLUMNS).sql(UNIT_BY_UNIT), queue).sql(IN_ORDER);
    Ok(query.bind::<BigInt, _>(limit).bind::<BigInt, _>(offset).load(conn)?)
}

/// How many wait in it.
pub fn count(conn: &mut Connection, queue: Queue) -> AppResult<i64> {
    let counted: Count = narrowed(sql(COUNTED), queue).get_result(conn)?;
    Ok(counted.n)
}

fn narrowed(query: Sql<'static>, queue: Queue) -> Sql<'static> {
    let except = |query: Sql<'static>, person: Option<PersonId>| match person {
        Some(person) => query.sql(" AND d.subject_id <> ?").bind::<BigInt, _>(person),
        None => query,
    };
    match queue {
        Queue::OfUnit { unit, except: person } => {
            let query = query.bind::<Text, _>(State::Filed).sql(" AND d.unit_id = ?").bind::<BigInt, _>(unit);
            except(query, person)
        }
        Queue::OfSecretariat { except: person, holder } => {
            let query = except(query.bind::<Text, _>(State::UnitReviewed), person);
            match holder {
                Some(account) => query.sql(" AND d.holder_id = ?").bind::<BigInt, _>(account),
                None => query,
            }
        }
        Queue::OfOnlySecretary { except: person } => {
            let query = query.bind::<Text, _>(State::UnitReviewed).sql(" AND d.subject_id = ").sql(ONLY_SECRETARY);
            except(query, person)
        }
    }
}
