//! The register as it is shown and printed: its rows with what is left, the bonuses of one voucher as one line.

use std::collections::HashSet;

use super::store::Row;
use crate::domain::date::format_date;
use crate::domain::fund::{EntryKind, Ledger, Side};
use crate::domain::ids::*;
use crate::domain::money::Dong;

/// A line: ready words.
#[derive(Debug, Clone)]
pub struct Line {
    pub day: String,
    pub document_no: String,
    pub content: String,
    pub note: String,
    pub received: String,
    pub paid: String,
    pub balance: String,
    pub is_reversed: bool,
    pub is_counter: bool,
    /// Where it is taken back; empty where it cannot be.
    pub reversal: String,
}

/// Row after row with the balance after it.
pub fn with_balances(rows: &[Row]) -> Vec<(&Row, Dong)> {
    let balances = Ledger::of(rows.iter().map(Row::entry).collect()).balances();
    rows.iter().zip(balances).collect()
}

/// `may_reverse` says of a kind whether the reader takes back its entries.
pub fn lines(rows: &[Row], may_reverse: impl Fn(EntryKind) -> bool) -> Vec<Line> {
    let reversed: HashSet<FundEntryId> = rows.iter().filter_map(|row| row.reverses).collect();
    let with_balances = with_balances(rows);
    let of_one_voucher = |one: &(&Row, Dong), next: &(&Row, Dong)| {
        let key = |row: &Row| (row.entered_on, row.document_no.clone(), row.content.clone());
        let is_payment = |row: &Row| row.kind == EntryKind::Bonus && row.amount > Dong::ZERO && row.note.is_empty();
        is_payment(one.0) && is_payment(next.0) && key(one.0) == key(next.0)
    };
    let line = |group: &[(&Row, Dong)]| {
        let (row, _) = group[0];
        let balance = group.last().map_or(Dong::ZERO, |(_, balance)| *balance);
        let amount: Dong = group.iter().map(|(row, _)| row.amount).sum();
        let is_reversed = reversed.contains(&row.id);
        let is_free = row.kind.is_reversible() && row.reverses.is_none() && !is_reversed;
        Line {
            day: format_date(row.entered_on),
            document_no: row.document_no.clone(),
            content: said(row, group.len(), amount),
            note: row.note.clone(),
            received: if row.kind.side() == Side::In { amount.format() } else { String::new() },
            paid: if row.kind.side() == Side::Out { amount.format() } else { String::new() },
            balance: balance.format(),
            is_reversed,
            is_counter: row.reverses.is_some(),
            reversal: if is_free && may_reverse(row.kind) {
                format!("/funds/entries/{}/reversal", row.id)
            } else {
                String::new()
            },
        }
    };
    with_balances.chunk_by(of_one_voucher).map(line).collect()
}

fn said(row: &Row, count: usize, amount: Dong) -> String {
    match (row.kind, &row.subject) {
        (EntryKind::Plan | EntryKind::Override, _) => format!("{} {amount} đồng: {}", row.kind, row.content),
        (_, Some(subject)) if count == 1 => format!("{}: {subject}", row.content),
        (_, Some(_)) => format!("{} ({count} suất)", row.content),
        _ => row.content.clone(),
    }
}
