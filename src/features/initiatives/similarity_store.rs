//! The index by which earlier initiatives like a text are found, and their texts.

use std::collections::HashMap;

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};

use crate::db::Connection;
use crate::domain::ids::*;
use crate::domain::initiative::State;
use crate::domain::similarity::Commonness;
use crate::error::AppResult;
use crate::schema::{initiatives, similarity_background, similarity_shingles, similarity_texts};
use crate::sql::sql;

/// Rows of an index written by one statement.
const ROWS: usize = 4_000;

/// What of an initiative is compared: never its confidential part.
#[derive(Debug, Clone, QueryableByName)]
pub struct Compared {
    #[diesel(sql_type = BigInt)]
    pub id: InitiativeId,
    /// What is written in the form.
    #[diesel(sql_type = Text)]
    pub form: String,
    /// What was read in its files.
    #[diesel(sql_type = Text)]
    pub files: String,
}

impl Compared {
    pub fn whole(&self) -> String {
        [self.form.as_str(), self.files.as_str()].join("\n")
    }
}

#[derive(QueryableByName)]
struct Counted {
    #[diesel(sql_type = BigInt)]
    shingle: i64,
    #[diesel(sql_type = BigInt)]
    n: i64,
}

#[derive(QueryableByName)]
struct Id {
    #[diesel(sql_type = BigInt)]
    id: InitiativeId,
}

/// As `json_each` reads them.
pub fn json<T: ToString>(values: impl IntoIterator<Item = T>) -> String {
    let values: Vec<String> = values.into_iter().map(|value| value.to_string()).collect();
    format!("[{}]", values.join(","))
}

/// The texts of these initiatives, by their ids.
pub fn texts(conn: &mut Connection, ids: &[InitiativeId]) -> AppResult<Vec<Compared>> {
    const TEXTS: &str = "SELECT i.id, i.title || char(10) || i.summary || char(10) || i.nature || char(10) || \
         i.conditions || char(10) || i.benefits_by_author || char(10) || i.benefits_by_users AS form, \
         COALESCE((SELECT GROUP_CONCAT(f.content, char(10)) FROM initiative_files f WHERE f.initiative_id = i.id), '') \
         AS files FROM initiatives i WHERE i.id IN (SELECT value FROM json_each(?)) ORDER BY i.id";
    Ok(sql(TEXTS).bind::<Text, _>(json(ids)).load(conn)?)
}

/// How common these shingles are among the newest initiatives.
pub fn commonness(conn: &mut Connection, shingles: &[i64]) -> AppResult<Commonness> {
    const COUNTS: &str = "SELECT b.shingle, COUNT(*) AS n FROM json_each(?) q \
         CROSS JOIN similarity_background b ON b.shingle = q.value GROUP BY b.shingle";
    let counted: Vec<Counted> = sql(COUNTS).bind::<Text, _>(json(shingles)).load(conn)?;
    known(conn, counted)
}

/// All that is common among the newest initiatives, and nothing of the rest.
pub fn what_is_common(conn: &mut Connection) -> AppResult<Commonness> {
    const COMMON: &str = "SELECT shingle, COUNT(*) AS n FROM similarity_background GROUP BY shingle HAVING n > ?";
    let texts = background_size(conn)?;
    let counted = match Commonness::common_from(texts as u32) {
        Some(many) => sql(COMMON).bind::<BigInt, _>(i64::from(many)).load(conn)?,
        None => Vec::new(),
    };
    known(conn, counted)
}

fn known(conn: &mut Connection, counted: Vec<Counted>) -> AppResult<Commonness> {
    let found_in: HashMap<i64, u32> = counted.into_iter().map(|it| (it.shingle, it.n as u32)).collect();
    Ok(Commonness::new(background_size(conn)? as u32, found_in))
}

fn background_size(conn: &mut Connection) -> AppResult<i64> {
    Ok(similarity_texts::table.filter(similarity_texts::is_background).count().get_result(conn)?)
}

/// Those that share most of these shingles, as far as the index knows them.
pub fn nearest(
    conn: &mut Connection,
    shingles: &[i64],
    except: Option<InitiativeId>,
    most: i64,
) -> AppResult<Vec<InitiativeId>> {
    const NEAREST: &str = "SELECT found.id FROM (SELECT s.initiative_id AS id, COUNT(*) AS n FROM json_each(?) q \
         CROSS JOIN similarity_shingles s ON s.shingle = q.value WHERE s.initiative_id <> ? GROUP BY s.initiative_id \
         ORDER BY n DESC LIMIT 200) found JOIN similarity_texts t ON t.initiative_id = found.id \
         ORDER BY found.n * t.rate DESC, found.id LIMIT ?";
    let query = sql(NEAREST).bind::<Text, _>(json(shingles)).bind::<BigInt, _>(except.unwrap_or(InitiativeId(0)));
    let found: Vec<Id> = query.bind::<BigInt, _>(most).load(conn)?;
    Ok(found.into_iter().map(|it| it.id).collect())
}

/// Those that should be in the index and are not, oldest first.
pub fn missing(conn: &mut Connection) -> AppResult<Vec<InitiativeId>> {
    let known = similarity_texts::table.filter(similarity_texts::initiative_id.eq(initiatives::id));
    let states: Vec<State> = State::ALL.iter().copied().filter(|state| state.is_compared_with()).collect();
    Ok(initiatives::table
        .filter(initiatives::state.eq_any(states))
        .filter(diesel::dsl::not(diesel::dsl::exists(known)))
        .order(initiatives::id)
        .select(initiatives::id)
        .load(conn)?)
}

/// Puts an initiative into the index; its shingles follow.
pub fn put_text(conn: &mut Connection, id: InitiativeId, rate: u64, is_background: bool) -> AppResult<()> {
    diesel::insert_into(similarity_texts::table)
        .values((
            similarity_texts::initiative_id.eq(id),
            similarity_texts::rate.eq(rate as i64),
            similarity_texts::is_background.eq(is_background),
        ))
        .execute(conn)?;
    Ok(())
}

pub fn put_shingles(conn: &mut Connection, pairs: &[(i64, InitiativeId)]) -> AppResult<()> {
    for chunk in pairs.chunks(ROWS) {
        let row = |(shingle, id): &(i64, InitiativeId)| {
            (similarity_shingles::shingle.eq(*shingle), similarity_shingles::initiative_id.eq(*id))
        };
        let rows: Vec<_> = chunk.iter().map(row).collect();
        diesel::insert_into(similarity_shingles::table).values(rows).execute(conn)?;
    }
    Ok(())
}

pub fn put_background(conn: &mut Connection, pairs: &[(i64, InitiativeId)]) -> AppResult<()> {
    for chunk in pairs.chunks(ROWS) {
        let row = |(shingle, id): &(i64, InitiativeId)| {
            (similarity_background::shingle.eq(*shingle), similarity_background::initiative_id.eq(*id))
        };
        let rows: Vec<_> = chunk.iter().map(row).collect();
        diesel::insert_into(similarity_background::table).values(rows).execute(conn)?;
    }
    Ok(())
}

/// Leaves only the newest of the background.
pub fn trim_background(conn: &mut Connection, most: i64) -> AppResult<()> {
    const SHINGLES: &str = "DELETE FROM similarity_background WHERE initiative_id IN (SELECT initiative_id \
         FROM similarity_texts WHERE is_background ORDER BY initiative_id DESC LIMIT -1 OFFSET ?)";
    const TEXTS: &str = "UPDATE similarity_texts SET is_background = FALSE WHERE initiative_id IN (SELECT initiative_id \
         FROM similarity_texts WHERE is_background ORDER BY initiative_id DESC LIMIT -1 OFFSET ?)";
    sql(SHINGLES).bind::<BigInt, _>(most).execute(conn)?;
    sql(TEXTS).bind::<BigInt, _>(most).execute(conn)?;
    Ok(())
}

/// Takes an initiative out of the index.
pub fn forget(conn: &mut Connection, id: InitiativeId) -> AppResult<()> {
    diesel::delete(similarity_texts::table.find(id)).execute(conn)?;
    Ok(())
}
