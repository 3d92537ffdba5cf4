//! Reads and writes of the register of funds.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::db::{Connection, Tx};
use crate::domain::fund::{Entry, EntryKind};
use crate::domain::ids::*;
use crate::domain::money::Dong;
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::schema::{dossiers, fund_entries, fund_sources, subjects};

/// Where money comes from.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Source {
    pub id: FundSourceId,
    pub name: String,
    pub closed_on: Option<NaiveDate>,
}

/// An entry to be written.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = fund_entries)]
pub struct NewRow {
    pub source_id: FundSourceId,
    pub year: Year,
    pub kind: EntryKind,
    pub entered_on: NaiveDate,
    pub document_no: String,
    pub content: String,
    pub note: String,
    pub amount: Dong,
    pub dossier_id: Option<DossierId>,
    pub reverses_id: Option<FundEntryId>,
}

/// An entry as it is read.
#[derive(Debug, Clone, Queryable)]
pub struct Row {
    pub id: FundEntryId,
    pub source: FundSourceId,
    pub year: Year,
    pub kind: EntryKind,
    pub entered_on: NaiveDate,
    pub document_no: String,
    pub content: String,
    pub note: String,
    pub amount: Dong,
    pub reverses: Option<FundEntryId>,
    /// Whose bonus it is.
    pub subject: Option<String>,
}

impl Row {
    pub const fn entry(&self) -> Entry {
        Entry { kind: self.kind, on: self.entered_on, amount: self.amount }
    }
}

/// What has gone out and come back with one dossier.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OfDossier {
    pub source: Option<FundSourceId>,
    pub source_name: String,
    pub paid: Dong,
    pub recovered: Dong,
}

impl OfDossier {
    /// What is still with whoever was paid.
    pub fn outstanding(&self) -> Dong {
        self.paid - self.recovered
    }
}

/// The oldest first.
pub fn sources(conn: &mut Connection) -> AppResult<Vec<Source>> {
    Ok(fund_sources::table
        .order(fund_sources::id)
        .select((fund_sources::id, fund_sources::name, fund_sources::closed_on))
        .load(conn)?)
}

pub fn insert_source(conn: &mut Connection, name: &str) -> QueryResult<usize> {
    diesel::insert_into(fund_sources::table).values(fund_sources::name.eq(name)).execute(conn)
}

pub fn close_source(conn: &mut Connection, id: FundSourceId, on: NaiveDate) -> AppResult<()> {
    diesel::update(fund_sources::table.find(id)).set(fund_sources::closed_on.eq(on)).execute(conn)?;
    Ok(())
}

/// Kind, day and amount of a register, in the order of their days.
pub fn entries(conn: &mut Connection, source: FundSourceId, year: Year) -> AppResult<Vec<Entry>> {
    let found: Vec<(EntryKind, NaiveDate, Dong)> = fund_entries::table
        .filter(fund_entries::source_id.eq(source))
        .filter(fund_entries::year.eq(year))
        .order((fund_entries::entered_on, fund_entries::id))
        .select((fund_entries::kind, fund_entries::entered_on, fund_entries::amount))
        .load(conn)?;
    Ok(found.into_iter().map(|(kind, on, amount)| Entry { kind, on, amount }).collect())
}

/// Entries with whose bonus they are.
macro_rules! rows {
    () => {
        fund_entries::table
            .left_join(dossiers::table.on(dossiers::id.nullable().eq(fund_entries::dossier_id)))
            .left_join(subjects::table.on(subjects::id.nullable().eq(dossiers::subject_id.nullable())))
            .select((
                fund_entries::id,
                fund_entries::source_id,
                fund_entries::year,
                fund_entries::kind,
                fund_entries::entered_on,
                fund_entries::document_no,
                fund_entries::content,
                fund_entries::note,
                fund_entries::amount,
                fund_entries::reverses_id,
                subjects::name.nullable(),
            ))
    };
}

/// All of a register, in the order of their days.
pub fn rows(conn: &mut Connection, source: FundSourceId, year: Year) -> AppResult<Vec<Row>> {
    Ok(rows!()
        .filter(fund_entries::source_id.eq(source))
        .filter(fund_entries::year.eq(year))
        .order((fund_entries::entered_on, fund_entries::id))
        .load(conn)?)
}

pub fn find(conn: &mut Connection, id: FundEntryId) -> AppResult<Row> {
    Ok(rows!().filter(fund_entries::id.eq(id)).first(conn)?)
}

/// Whether a counter-entry has taken it back.
pub fn is_reversed(conn: &mut Connection, id: FundEntryId) -> AppResult<bool> {
    Ok(diesel::select(diesel::dsl::exists(fund_entries::table.filter(fund_entries::reverses_id.eq(id))))
        .get_result(conn)?)
}

/// The dossier whose bonus an entry is about.
pub fn dossier_of(conn: &mut Connection, id: FundEntryId) -> AppResult<Option<DossierId>> {
    Ok(fund_entries::table.find(id).select(fund_entries::dossier_id).first(conn)?)
}

/// Years with entries, the latest first.
pub fn years(conn: &mut Connection) -> AppResult<Vec<Year>> {
    Ok(fund_entries::table.select(fund_entries::year).distinct().order(fund_entries::year.desc()).load(conn)?)
}

pub fn insert(tx: &mut Tx, rows: &[NewRow]) -> QueryResult<usize> {
    let with_who = |row: &NewRow| {
        (row.clone(), fund_entries::created_by.eq(tx.actor.account), fund_entries::created_at.eq(tx.now.naive_utc()))
    };
    let values: Vec<_> = rows.iter().map(with_who).collect();
    diesel::insert_into(fund_entries::table).values(values).execute(tx.conn)
}

type OfDossierRow = (Option<DossierId>, EntryKind, Dong, FundSourceId, String);

fn summed(found: Vec<OfDossierRow>) -> HashMap<DossierId, OfDossier> {
    let mut sums: HashMap<DossierId, OfDossier> = HashMap::new();
    for (dossier, kind, amount, source, source_name) in found {
        let Some(dossier) = dossier else { continue };
        let sum = sums.entry(dossier).or_default();
        if kind == EntryKind::Recovery {
            sum.recovered = sum.recovered + amount;
        } else {
            sum.paid = sum.paid + amount;
        }
        (sum.source, sum.source_name) = (Some(source), source_name);
    }
    sums
}

macro_rules! of_dossiers {
    () => {
        fund_entries::table.inner_join(fund_sources::table).order(fund_entries::id).select((
            fund_entries::dossier_id,
            fund_entries::kind,
            fund_entries::amount,
            fund_sources::id,
            fund_sources::name,
        ))
    };
}

/// What was paid and recovered with each of these.
pub fn of_dossiers(conn: &mut Connection, ids: &[DossierId]) -> AppResult<HashMap<DossierId, OfDossier>> {
    Ok(summed(of_dossiers!().filter(fund_entries::dossier_id.eq_any(ids)).load(conn)?))
}

/// The same of all dossiers of an emulation year.
pub fn of_year(conn: &mut Connection, year: Year) -> AppResult<HashMap<DossierId, OfDossier>> {
    let of_year = dossiers::table.filter(dossiers::year.eq(year)).select(dossiers::id.nullable());
    Ok(summed(of_dossiers!().filter(fund_entries::dossier_id.eq_any(of_year)).load(conn)?))
}
