//! The year's estimates that a sheet prints beside its figures: compared with what the province has assigned, and taken in
//! where the accountant asks for it, as an import of their own that goes back with the sheet's.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::comparison::Comparison;
use super::reading::SheetRow;
use super::store;
use crate::db::Tx;
use crate::domain::ids::ImportId;
use crate::domain::law::RevenueLineCode;
use crate::domain::money::Dong;
use crate::domain::revenue::sheet::Meaning;
use crate::domain::revenue::{AssignedBy, Estimate, InForce, Period};
use crate::domain::year::Year;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::features::imports::ops as imports;
use crate::features::revenue;
use crate::sheets::Value;

const TABLE: &str = "revenue_estimates";

/// The year's estimate of a leaf line, as the sheet has it and as the province has assigned it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EstimateEntry {
    pub line: RevenueLineCode,
    pub amount: Dong,
    /// In force at the end of the sheet's month.
    pub before: Option<Dong>,
}

impl EstimateEntry {
    pub fn differs(&self) -> bool {
        self.before != Some(self.amount)
    }
}

/// Which of the year's estimates in the sheet are stored as the province's.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Asked {
    #[default]
    None,
    /// Of these lines, or of all that differ.
    Taken { lines: Option<BTreeSet<RevenueLineCode>>, assigned_on: NaiveDate },
}

/// A zero says that nothing was assigned, which the program says by having none.
pub fn of(rows: &[SheetRow], meanings: &[Meaning], period: Period, stored: &[Estimate]) -> Vec<EstimateEntry> {
    let known = InForce::on(period.end(), stored).figures();
    let mut by_line: BTreeMap<RevenueLineCode, Dong> = BTreeMap::new();
    for (row, meaning) in rows.iter().zip(meanings) {
        if let (Meaning::Line(line), Some(estimate)) = (meaning, row.estimate)
            && line.is_leaf()
        {
            let sum = by_line.entry(*line).or_default();
            *sum = *sum + estimate;
        }
    }
    let entry = |(line, amount): (RevenueLineCode, Dong)| EstimateEntry {
        before: known.get(&line).and_then(|figure| figure.amount()),
        line,
        amount,
    };
    by_line.into_iter().filter(|(_, amount)| *amount > Dong::ZERO).map(entry).collect()
}

/// The estimates that were asked for, with the day they were assigned.
///
/// # Errors
/// `Fields` at `estimates` where none is left.
pub fn taken<'c>(
    comparison: &'c Comparison,
    asked: &Asked,
) -> Result<Vec<(NaiveDate, &'c EstimateEntry)>, FieldErrors> {
    let Asked::Taken { lines, assigned_on } = asked else { return Ok(Vec::new()) };
    let is_taken = |it: &&EstimateEntry| lines.as_ref().is_none_or(|lines| lines.contains(&it.line));
    let taken: Vec<_> = comparison.differing_estimates().filter(is_taken).map(|it| (*assigned_on, it)).collect();
    if taken.is_empty() {
        let message = "Chưa đánh dấu khoản nào trong bảng dự toán. Đánh dấu ít nhất một khoản, hoặc chọn không nhập.";
        return Err(FieldErrors::one("estimates", message));
    }
    Ok(taken)
}

/// Stores them as an import of their own; none where none was asked for.
///
/// # Errors
/// `Fields` at `assigned_on` and `rows`.
pub fn store(
    tx: &mut Tx,
    file_name: &str,
    year: Year,
    estimates: &[(NaiveDate, &EstimateEntry)],
) -> AppResult<Option<ImportId>> {
    let Some((assigned_on, _)) = estimates.first() else { return Ok(None) };
    revenue::ops::must_be_assignable(year, *assigned_on, tx.today)?;
    let row = |(day, it): &(NaiveDate, &EstimateEntry)| {
        let by = Value::Word(AssignedBy::Province.code());
        vec![year.0.into(), it.line.code().into(), Value::Empty, by, (*day).into(), it.amount.into()]
    };
    let rows: Vec<Vec<Value>> = estimates.iter().map(row).collect();
    let name_of = |row: usize| estimates.get(row).map_or_else(String::new, |(_, it)| it.line.title());
    let table = imports::table(TABLE).ok_or(AppError::NotFound)?;
    imports::store_rows(tx, table, file_name, &rows, name_of).map(Some)
}

/// What else came of a sheet, when the import of its figures is taken back: its estimates, and the reason in the month's
/// note unless somebody has written that anew.
pub(in crate::features::imports) fn take_back_rest(tx: &mut Tx, import: ImportId) -> AppResult<()> {
    let Some(rest) = store::rest_of(tx.conn, import)? else { return Ok(()) };
    if let Some(estimates) = rest.estimates.filter(|it| *it != import) {
        imports::take_back_if_stored(tx, estimates)?;
    }
    let note = store::note_of(tx.conn, rest.period)?;
    let mut lines: Vec<&str> = note.lines().collect();
    let told = lines.iter().rposition(|line| !rest.reason.is_empty() && *line == rest.reason);
    if let Some(at) = told {
        lines.remove(at);
        revenue::ops::note(tx, rest.period, &lines.join("\n"))?;
    }
    Ok(())
}
