//! Reads and writes of revenue sheets and of what names mean.

use std::collections::HashMap;

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::comparison::{Entry, Names, Origin};
use super::reading::Notation;
use crate::db::{Connection, Tx};
use crate::domain::date::format_date_time;
use crate::domain::ids::*;
use crate::domain::law::RevenueLineCode;
use crate::domain::money::{Dong, MoneyUnit};
use crate::domain::revenue::Period;
use crate::domain::revenue::sheet::{Measure, key_of};
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::features::imports::store::State;
use crate::hash::sha256;
use crate::schema::{imports, revenue_line_names, revenue_notes, revenue_sheet_lines, revenue_sheets};

/// How somebody wants a sheet read, where it does not say so itself or says it wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chosen {
    pub year: Option<Year>,
    pub month: Option<i32>,
    pub measure: Option<Measure>,
    pub money: Option<MoneyUnit>,
    /// The first column is 0.
    pub column: Option<u32>,
    pub notation: Notation,
}

impl Default for Chosen {
    fn default() -> Self {
        Self { year: None, month: None, measure: None, money: None, column: None, notation: Notation::Vietnamese }
    }
}

/// One sheet, without its content.
#[derive(Debug, Clone)]
pub struct Sheet {
    pub id: RevenueSheetId,
    /// The agency that reported.
    pub source: String,
    pub file_name: String,
    pub sent_by: String,
    pub sent_at: NaiveDateTime,
    pub chosen: Chosen,
    /// What came of it; `None` while it waits.
    pub stored: Option<StoredAs>,
    pub reason: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoredAs {
    pub import: ImportId,
    pub at: NaiveDateTime,
    pub is_undone: bool,
    /// Whether the import is this account's own, to be looked at and undone.
    pub is_own: bool,
    /// The import of its estimates.
    pub estimates: Option<ImportId>,
}

type Row = (
    (RevenueSheetId, String, String, AccountId, String, NaiveDateTime),
    (Option<Year>, Option<i32>, Option<Measure>, Option<String>, Option<i32>, Notation),
    (Option<ImportId>, Option<NaiveDateTime>, Option<State>, String, Option<ImportId>),
);

fn sheet(account: AccountId, (said, manner, outcome): Row) -> Sheet {
    let (id, source, file_name, sender, sent_by, sent_at) = said;
    let (year, month, measure, money, column, notation) = manner;
    let (import, stored_at, state, reason, estimates) = outcome;
    let stored = import.zip(stored_at).map(|(import, at)| StoredAs {
        import,
        at,
        is_undone: state == Some(State::Undone),
        is_own: sender == account,
        estimates,
    });
    let money = money.and_then(|name| MoneyUnit::from_name(&name));
    let column = column.and_then(|column| u32::try_from(column).ok());
    let chosen = Chosen { year, month, measure, money, column, notation };
    Sheet { id, source, file_name, sent_by, sent_at, chosen, stored, reason }
}

macro_rules! sheets {
    () => {
        revenue_sheets::table.left_join(imports::table).select((
            (
                revenue_sheets::id,
                revenue_sheets::source,
                revenue_sheets::file_name,
                revenue_sheets::account_id,
                revenue_sheets::sent_by,
                revenue_sheets::sent_at,
            ),
            (
                revenue_sheets::year,
                revenue_sheets::month,
                revenue_sheets::measure,
                revenue_sheets::money,
                revenue_sheets::amount_column,
                revenue_sheets::notation,
            ),
            (
                revenue_sheets::import_id,
                revenue_sheets::stored_at,
                imports::state.nullable(),
                revenue_sheets::reason,
                revenue_sheets::estimate_import_id,
            ),
        ))
    };
}

/// An account's own that wait and everybody's that were stored, newest first.
pub fn seen_by(conn: &mut Connection, account: AccountId, most: i64) -> AppResult<Vec<Sheet>> {
    let own = revenue_sheets::account_id.eq(account);
    let rows: Vec<Row> = sheets!()
        .filter(own.or(revenue_sheets::import_id.is_not_null()))
        .order(revenue_sheets::id.desc())
        .limit(most)
        .load(conn)?;
    Ok(rows.into_iter().map(|row| sheet(account, row)).collect())
}

/// One of those that [`seen_by`] lists.
pub fn find(conn: &mut Connection, account: AccountId, id: RevenueSheetId) -> AppResult<Sheet> {
    let own = revenue_sheets::account_id.eq(account);
    let found = sheets!().filter(own.or(revenue_sheets::import_id.is_not_null()));
    Ok(sheet(account, found.filter(revenue_sheets::id.eq(id)).first(conn)?))
}

/// The sheet that an import was stored from, of its figures or of its estimates.
pub fn of_import(conn: &mut Connection, import: ImportId) -> AppResult<Option<RevenueSheetId>> {
    let is_of = revenue_sheets::import_id.eq(import).or(revenue_sheets::estimate_import_id.eq(import));
    Ok(revenue_sheets::table.filter(is_of).select(revenue_sheets::id).first(conn).optional()?)
}

/// What came of a sheet beside its figures.
#[derive(Debug, Clone)]
pub struct Rest {
    pub period: Period,
    pub reason: String,
    pub estimates: Option<ImportId>,
}

/// None where the import was not stored from a sheet.
pub fn rest_of(conn: &mut Connection, import: ImportId) -> AppResult<Option<Rest>> {
    type Found = (Option<Year>, Option<i32>, String, Option<ImportId>);
    let of_import = revenue_sheets::table.filter(revenue_sheets::import_id.eq(import));
    let columns =
        (revenue_sheets::year, revenue_sheets::month, revenue_sheets::reason, revenue_sheets::estimate_import_id);
    let found: Option<Found> = of_import.select(columns).first(conn).optional()?;
    let rest = |(year, month, reason, estimates): Found| {
        Some(Rest { period: Period { year: year?, month: month? }, reason, estimates })
    };
    Ok(found.and_then(rest))
}

pub fn content(conn: &mut Connection, id: RevenueSheetId) -> AppResult<Vec<u8>> {
    Ok(revenue_sheets::table.find(id).select(revenue_sheets::content).first(conn)?)
}

/// Agencies that have reported before, for suggestions.
pub fn sources(conn: &mut Connection) -> AppResult<Vec<String>> {
    let all = revenue_sheets::table.select(revenue_sheets::source).distinct();
    Ok(all.order(revenue_sheets::source).limit(50).load(conn)?)
}

/// Who has stored the very same file and when, unless it was taken back.
pub fn stored_twin(conn: &mut Connection, id: RevenueSheetId) -> AppResult<Option<(String, NaiveDateTime)>> {
    let own_hash: String = revenue_sheets::table.find(id).select(revenue_sheets::content_hash).first(conn)?;
    let found: Option<(String, Option<NaiveDateTime>)> = revenue_sheets::table
        .inner_join(imports::table)
        .filter(revenue_sheets::content_hash.eq(own_hash))
        .filter(revenue_sheets::id.ne(id))
        .filter(imports::state.eq(State::Stored))
        .order(revenue_sheets::id.desc())
        .select((revenue_sheets::sent_by, revenue_sheets::stored_at))
        .first(conn)
        .optional()?;
    Ok(found.and_then(|(who, at)| Some((who, at?))))
}

pub fn insert(
    tx: &mut Tx,
    account: AccountId,
    source: &str,
    file_name: &str,
    bytes: &[u8],
) -> AppResult<RevenueSheetId> {
    Ok(diesel::insert_into(revenue_sheets::table)
        .values((
            revenue_sheets::source.eq(source),
            revenue_sheets::file_name.eq(file_name),
            revenue_sheets::content.eq(bytes),
            revenue_sheets::content_hash.eq(sha256(bytes)),
            revenue_sheets::notation.eq(Notation::Vietnamese),
            revenue_sheets::account_id.eq(account),
            revenue_sheets::sent_by.eq(&tx.actor.full_name),
            revenue_sheets::sent_at.eq(tx.now.naive_utc()),
            revenue_sheets::reason.eq(""),
        ))
        .returning(revenue_sheets::id)
        .get_result(tx.conn)?)
}

pub fn set_chosen(tx: &mut Tx, id: RevenueSheetId, chosen: &Chosen) -> AppResult<()> {
    diesel::update(revenue_sheets::table.find(id))
        .set((
            revenue_sheets::year.eq(chosen.year),
            revenue_sheets::month.eq(chosen.month),
            revenue_sheets::measure.eq(chosen.measure),
            revenue_sheets::money.eq(chosen.money.map(MoneyUnit::name)),
            revenue_sheets::amount_column.eq(chosen.column.and_then(|column| i32::try_from(column).ok())),
            revenue_sheets::notation.eq(chosen.notation),
        ))
        .execute(tx.conn)?;
    Ok(())
}

/// What came of it; the file itself is kept no longer.
pub fn set_stored(
    tx: &mut Tx,
    id: RevenueSheetId,
    (import, estimates): (ImportId, Option<ImportId>),
    reason: &str,
    entries: &[&Entry],
) -> AppResult<()> {
    diesel::update(revenue_sheets::table.find(id))
        .set((
            revenue_sheets::import_id.eq(import),
            revenue_sheets::estimate_import_id.eq(estimates),
            revenue_sheets::stored_at.eq(tx.now.naive_utc()),
            revenue_sheets::reason.eq(reason),
            revenue_sheets::content.eq(Vec::new()),
        ))
        .execute(tx.conn)?;
    use revenue_sheet_lines as lines;
    let line = |entry: &&Entry| {
        (
            lines::sheet_id.eq(id),
            lines::line_code.eq(entry.line),
            lines::reported.eq(entry.reported),
            lines::earlier.eq(entry.share.earlier),
            lines::stored_before.eq(entry.before),
            lines::amount.eq(entry.share.amount),
        )
    };
    let rows: Vec<_> = entries.iter().map(line).collect();
    diesel::insert_into(lines::table).values(rows).execute(tx.conn)?;
    Ok(())
}

pub fn delete(tx: &mut Tx, id: RevenueSheetId) -> AppResult<()> {
    let waiting = revenue_sheets::table.find(id).filter(revenue_sheets::import_id.is_null());
    diesel::delete(waiting).execute(tx.conn)?;
    Ok(())
}

/// What was stored of one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Queryable)]
pub struct StoredLine {
    pub line: RevenueLineCode,
    pub reported: Dong,
    pub earlier: Dong,
    pub before: Option<Dong>,
    pub amount: Dong,
}

/// What was stored of a sheet, in the order of the catalogue.
pub fn lines_of(conn: &mut Connection, id: RevenueSheetId) -> AppResult<Vec<StoredLine>> {
    use revenue_sheet_lines as lines;
    let of_sheet = lines::table.filter(lines::sheet_id.eq(id));
    let mut all: Vec<StoredLine> = of_sheet
        .select((lines::line_code, lines::reported, lines::earlier, lines::stored_before, lines::amount))
        .load(conn)?;
    all.sort_by_key(|line| line.line);
    Ok(all)
}

/// Which sheet has brought the month's figure of each line, of those that were not taken back.
pub fn origins(conn: &mut Connection, period: Period) -> AppResult<HashMap<RevenueLineCode, Origin>> {
    type Found = (RevenueLineCode, String, String, String, Option<NaiveDateTime>);
    let rows: Vec<Found> = revenue_sheet_lines::table
        .inner_join(revenue_sheets::table.inner_join(imports::table))
        .filter(revenue_sheets::year.eq(period.year))
        .filter(revenue_sheets::month.eq(period.month))
        .filter(imports::state.eq(State::Stored))
        .order(revenue_sheets::stored_at)
        .select((
            revenue_sheet_lines::line_code,
            revenue_sheets::source,
            revenue_sheets::file_name,
            revenue_sheets::sent_by,
            revenue_sheets::stored_at,
        ))
        .load(conn)?;
    let origin = |(line, source, file_name, who, at): Found| {
        let stored = at.map_or(who.clone(), |at| format!("{who}, {}", format_date_time(at.and_utc())));
        (line, Origin { source, file_name, stored })
    };
    Ok(rows.into_iter().map(origin).collect())
}

/// A name that was given a meaning.
#[derive(Debug, Clone, Queryable)]
pub struct LineName {
    pub id: RevenueLineNameId,
    pub name: String,
    /// The name it stands under; empty when alone.
    pub under: String,
    /// `None`: rows of this name are left out.
    pub line: Option<RevenueLineCode>,
    pub written_by: String,
    pub written_at: NaiveDateTime,
}

const NAME_COLUMNS: (
    revenue_line_names::id,
    revenue_line_names::name,
    revenue_line_names::under,
    revenue_line_names::line_code,
    revenue_line_names::written_by,
    revenue_line_names::written_at,
) = (
    revenue_line_names::id,
    revenue_line_names::name,
    revenue_line_names::under,
    revenue_line_names::line_code,
    revenue_line_names::written_by,
    revenue_line_names::written_at,
);

/// All of them, newest first.
pub fn line_names(conn: &mut Connection) -> AppResult<Vec<LineName>> {
    Ok(revenue_line_names::table.order(revenue_line_names::id.desc()).select(NAME_COLUMNS).load(conn)?)
}

pub fn line_name(conn: &mut Connection, id: RevenueLineNameId) -> AppResult<LineName> {
    Ok(revenue_line_names::table.find(id).select(NAME_COLUMNS).first(conn)?)
}

/// What names mean, by their keys.
pub fn names(conn: &mut Connection) -> AppResult<Names> {
    use revenue_line_names as names;
    let rows: Vec<(String, String, Option<RevenueLineCode>)> =
        names::table.select((names::name_key, names::under_key, names::line_code)).load(conn)?;
    Ok(rows.into_iter().map(|(name, under, line)| ((name, under), line)).collect())
}

/// Remembers what a name means, in the place of what it meant before.
pub fn put_name(
    tx: &mut Tx,
    account: AccountId,
    name: &str,
    under: &str,
    line: Option<RevenueLineCode>,
) -> AppResult<()> {
    use revenue_line_names as names;
    let said = (
        names::name.eq(name),
        names::under.eq(under),
        names::line_code.eq(line),
        names::account_id.eq(account),
        names::written_by.eq(&tx.actor.full_name),
        names::written_at.eq(tx.now.naive_utc()),
    );
    let under_key = if under.is_empty() { String::new() } else { key_of(under) };
    diesel::insert_into(names::table)
        .values((names::name_key.eq(key_of(name)), names::under_key.eq(under_key), said))
        .on_conflict((names::name_key, names::under_key))
        .do_update()
        .set(said)
        .execute(tx.conn)?;
    Ok(())
}

pub fn delete_name(tx: &mut Tx, id: RevenueLineNameId) -> AppResult<()> {
    diesel::delete(revenue_line_names::table.find(id)).execute(tx.conn)?;
    Ok(())
}

/// What has been said of a month.
pub fn note_of(conn: &mut Connection, period: Period) -> AppResult<String> {
    let of_month = revenue_notes::table
        .filter(revenue_notes::year.eq(period.year))
        .filter(revenue_notes::month.eq(period.month))
        .order(revenue_notes::id);
    Ok(of_month.select(revenue_notes::body).load::<String>(conn)?.join("\n"))
}
