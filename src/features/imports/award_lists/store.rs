//! Reads and writes of lists of old decisions, of the choices made for their rows, and of what words for awards mean.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use super::reading::{AwardNames, Columns, award_key};
use crate::db::{Connection, Tx};
use crate::domain::codes::codes;
use crate::domain::ids::*;
use crate::domain::law::AwardCode;
use crate::domain::subject::Gender;
use crate::error::{AppError, AppResult};
use crate::hash::sha256;
use crate::schema::{award_list_choices, award_lists, award_words};

codes! {
    /// Who is meant by a row.
    Way {
        Known = "known" "Người, đơn vị đã có",
        New = "new" "Người mới",
        LeftOut = "left_out" "Bỏ qua",
    }
}

/// Somebody the register does not have yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewPerson {
    pub gender: Gender,
    pub unit: UnitId,
    pub joined_on: NaiveDate,
}

/// What was chosen for a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    Known(SubjectId),
    New(NewPerson),
    LeftOut,
}

/// Choices by the number of the row.
pub type Choices = BTreeMap<u32, Choice>;

/// One list, without its content.
#[derive(Debug, Clone)]
pub struct List {
    pub id: AwardListId,
    pub file_name: String,
    /// `None` until somebody has said otherwise than the headings do.
    pub columns: Option<Columns>,
    pub sent_by: String,
    pub sent_at: NaiveDateTime,
    pub stored: Option<StoredAs>,
}

/// The imports that came of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoredAs {
    pub awards: ImportId,
    pub people: Option<ImportId>,
    pub at: NaiveDateTime,
}

type Row =
    (AwardListId, String, String, String, NaiveDateTime, Option<ImportId>, Option<ImportId>, Option<NaiveDateTime>);

fn list((id, file_name, columns, sent_by, sent_at, awards, people, at): Row) -> List {
    // Written below in the same form; what cannot be read is asked for again.
    let columns = serde_json::from_str(&columns).ok();
    let stored = awards.zip(at).map(|(awards, at)| StoredAs { awards, people, at });
    List { id, file_name, columns, sent_by, sent_at, stored }
}

const COLUMNS: (
    award_lists::id,
    award_lists::file_name,
    award_lists::layout,
    award_lists::sent_by,
    award_lists::sent_at,
    award_lists::import_id,
    award_lists::people_import_id,
    award_lists::stored_at,
) = (
    award_lists::id,
    award_lists::file_name,
    award_lists::layout,
    award_lists::sent_by,
    award_lists::sent_at,
    award_lists::import_id,
    award_lists::people_import_id,
    award_lists::stored_at,
);

/// An account's own, newest first.
pub fn of_account(conn: &mut Connection, account: AccountId, most: i64) -> AppResult<Vec<List>> {
    let own = award_lists::table.filter(award_lists::account_id.eq(account));
    let rows: Vec<Row> = own.order(award_lists::id.desc()).limit(most).select(COLUMNS).load(conn)?;
    Ok(rows.into_iter().map(list).collect())
}

/// A list of this account; another's is not found.
pub fn find(conn: &mut Connection, account: AccountId, id: AwardListId) -> AppResult<List> {
    let own = award_lists::table.find(id).filter(award_lists::account_id.eq(account));
    Ok(list(own.select(COLUMNS).first(conn)?))
}

pub fn content(conn: &mut Connection, id: AwardListId) -> AppResult<Vec<u8>> {
    Ok(award_lists::table.find(id).select(award_lists::content).first(conn)?)
}

/// Who has stored the very same file and when.
pub fn stored_twin(conn: &mut Connection, id: AwardListId) -> AppResult<Option<(String, NaiveDateTime)>> {
    let own_hash: String = award_lists::table.find(id).select(award_lists::content_hash).first(conn)?;
    let found: Option<(String, Option<NaiveDateTime>)> = award_lists::table
        .filter(award_lists::content_hash.eq(own_hash))
        .filter(award_lists::id.ne(id))
        .filter(award_lists::import_id.is_not_null())
        .order(award_lists::id.desc())
        .select((award_lists::sent_by, award_lists::stored_at))
        .first(conn)
        .optional()?;
    Ok(found.and_then(|(who, at)| Some((who, at?))))
}

pub fn insert(tx: &mut Tx, account: AccountId, file_name: &str, bytes: &[u8]) -> AppResult<AwardListId> {
    Ok(diesel::insert_into(award_lists::table)
        .values((
            award_lists::file_name.eq(file_name),
            award_lists::content.eq(bytes),
            award_lists::content_hash.eq(sha256(bytes)),
            award_lists::layout.eq(""),
            award_lists::account_id.eq(account),
            award_lists::sent_by.eq(&tx.actor.full_name),
            award_lists::sent_at.eq(tx.now.naive_utc()),
        ))
        .returning(award_lists::id)
        .get_result(tx.conn)?)
}

pub fn set_columns(tx: &mut Tx, id: AwardListId, columns: &Columns) -> AppResult<()> {
    let written = serde_json::to_string(columns).map_err(|error| AppError::Unexpected(error.into()))?;
    diesel::update(award_lists::table.find(id)).set(award_lists::layout.eq(written)).execute(tx.conn)?;
    Ok(())
}

/// What came of it, or that it was taken back.
pub fn set_stored(tx: &mut Tx, id: AwardListId, imports: Option<(ImportId, Option<ImportId>)>) -> AppResult<()> {
    diesel::update(award_lists::table.find(id))
        .set((
            award_lists::import_id.eq(imports.map(|(awards, _)| awards)),
            award_lists::people_import_id.eq(imports.and_then(|(_, people)| people)),
            award_lists::stored_at.eq(imports.map(|_| tx.now.naive_utc())),
        ))
        .execute(tx.conn)?;
    Ok(())
}

pub fn delete(tx: &mut Tx, id: AwardListId) -> AppResult<()> {
    diesel::delete(award_list_choices::table.filter(award_list_choices::list_id.eq(id))).execute(tx.conn)?;
    diesel::delete(award_lists::table.find(id)).execute(tx.conn)?;
    Ok(())
}

/// What was chosen so far.
pub fn choices(conn: &mut Connection, id: AwardListId) -> AppResult<Choices> {
    use award_list_choices as choices;
    type Chosen = (i32, Way, Option<SubjectId>, Option<Gender>, Option<UnitId>, Option<NaiveDate>);
    let rows: Vec<Chosen> = choices::table
        .filter(choices::list_id.eq(id))
        .select((
            choices::row_number,
            choices::way,
            choices::subject_id,
            choices::gender,
            choices::unit_id,
            choices::joined_on,
        ))
        .load(conn)?;
    let choice = |(row, way, subject, gender, unit, joined_on): Chosen| {
        let choice = match way {
            Way::Known => Choice::Known(subject?),
            Way::New => Choice::New(NewPerson { gender: gender?, unit: unit?, joined_on: joined_on? }),
            Way::LeftOut => Choice::LeftOut,
        };
        Some((u32::try_from(row).ok()?, choice))
    };
    Ok(rows.into_iter().filter_map(choice).collect())
}

/// Keeps choices, each in the place of the one made for the row before.
pub fn put_choices(tx: &mut Tx, id: AwardListId, chosen: &Choices) -> AppResult<()> {
    use award_list_choices as choices;
    let numbers: Vec<i32> = chosen.keys().filter_map(|row| i32::try_from(*row).ok()).collect();
    let before = choices::table.filter(choices::list_id.eq(id)).filter(choices::row_number.eq_any(&numbers));
    diesel::delete(before).execute(tx.conn)?;
    let row = |(number, (_, choice)): (&i32, (&u32, &Choice))| {
        let (way, subject, person) = match choice {
            Choice::Known(subject) => (Way::Known, Some(*subject), None),
            Choice::New(person) => (Way::New, None, Some(*person)),
            Choice::LeftOut => (Way::LeftOut, None, None),
        };
        (
            choices::list_id.eq(id),
            choices::row_number.eq(*number),
            choices::way.eq(way),
            choices::subject_id.eq(subject),
            choices::gender.eq(person.map(|person| person.gender)),
            choices::unit_id.eq(person.map(|person| person.unit)),
            choices::joined_on.eq(person.map(|person| person.joined_on)),
        )
    };
    let rows: Vec<_> = numbers.iter().zip(chosen).map(row).collect();
    diesel::insert_into(choices::table).values(rows).execute(tx.conn)?;
    Ok(())
}

/// A word for an award that was given a meaning.
#[derive(Debug, Clone, Queryable)]
pub struct AwardWord {
    pub id: AwardWordId,
    pub word: String,
    /// `None`: rows that say so are left out.
    pub award: Option<AwardCode>,
    pub written_by: String,
    pub written_at: NaiveDateTime,
}

/// All of them, newest first.
pub fn award_words(conn: &mut Connection) -> AppResult<Vec<AwardWord>> {
    use award_words as words;
    let all = words::table.order(words::id.desc());
    Ok(all.select((words::id, words::word, words::award_code, words::written_by, words::written_at)).load(conn)?)
}

/// What words mean, by their keys.
pub fn names(conn: &mut Connection) -> AppResult<AwardNames> {
    let rows: Vec<(String, Option<AwardCode>)> =
        award_words::table.select((award_words::word_key, award_words::award_code)).load(conn)?;
    Ok(rows.into_iter().collect())
}

/// Remembers what a word means, in the place of what it meant before.
pub fn put_word(tx: &mut Tx, account: AccountId, word: &str, award: Option<AwardCode>) -> AppResult<()> {
    use award_words as words;
    let said = (
        words::word.eq(word),
        words::award_code.eq(award),
        words::account_id.eq(account),
        words::written_by.eq(&tx.actor.full_name),
        words::written_at.eq(tx.now.naive_utc()),
    );
    diesel::insert_into(words::table)
        .values((words::word_key.eq(award_key(word)), said))
        .on_conflict(words::word_key)
        .do_update()
        .set(said)
        .execute(tx.conn)?;
    Ok(())
}

/// Forgets a word and answers what it was and meant.
pub fn take_word(tx: &mut Tx, id: AwardWordId) -> AppResult<(String, Option<AwardCode>)> {
    let found = award_words::table.find(id).select((award_words::word, award_words::award_code)).first(tx.conn)?;
    diesel::delete(award_words::table.find(id)).execute(tx.conn)?;
    Ok(found)
}
