//! The score table of a block: every unit at every criterion, the totals, the ranks and what explains a tie. Until it is
//! concluded it is counted afresh each time, afterwards it is read as it was concluded.

use std::collections::HashMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::automatic::{Automatic, Counted};
use super::concluding::{self, Kept};
use super::criteria_store::{self, Criterion};
use super::sheet_store::{self, Score, Sheet};
use super::store::{self, Cluster, Member};
use crate::db::Connection;
use crate::domain::emulation_cluster::{Contender, Manner, Place, Points, SheetState, State, Tie, rank, total};
use crate::domain::ids::*;
use crate::error::AppResult;

/// A block with everything that its pages say of points.
pub struct Table {
    pub cluster: Cluster,
    pub criteria: Vec<Criterion>,
    /// Those with a rank come first, in its order; then the others as lists have them.
    pub rows: Vec<Row>,
}

/// One unit.
pub struct Row {
    pub unit: Member,
    pub sheet: Sheet,
    /// A cell for each criterion, in their order.
    pub cells: Vec<Cell>,
    pub total: Points,
    /// From 1; none while the unit has not sent its sheet.
    pub rank: Option<usize>,
    /// Who has the same total, and what decides; empty where nobody has.
    pub tie: String,
}

/// One unit at one criterion.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cell {
    pub own: Option<Points>,
    pub explanation: String,
    pub verified: Option<Points>,
    pub reason: String,
    /// What the program counts here.
    pub counted: Option<Counted>,
    /// What counts in the total: counted, else verified, else the unit's own once it is sent.
    pub points: Option<Points>,
}

impl Cell {
    /// The unit writes its own points here: nothing is counted for it.
    pub fn is_scored_by_unit(&self) -> bool {
        self.counted.as_ref().is_none_or(|it| it.points.is_none())
    }

    fn of(score: Option<&Score>, counted: Option<Counted>, sheet: &Sheet) -> Self {
        let mut cell = score.map_or_else(Self::default, |it| Self {
            own: it.self_points,
            explanation: it.explanation.clone(),
            verified: it.verified_points,
            reason: it.reason.clone(),
            ..Self::default()
        });
        let own = cell.own.filter(|_| sheet.is_open());
        let verified = cell.verified.filter(|_| sheet.is_open());
        cell.points = counted.as_ref().and_then(|it| it.points).or(verified).or(own);
        cell.counted = counted;
        cell
    }
}

impl Table {
    /// The table in the edition in force; without rows before there is one.
    pub fn load(conn: &mut Connection, id: ClusterId, today: NaiveDate) -> AppResult<Self> {
        let cluster = store::find(conn, id)?;
        let criteria = criteria_store::of(conn, id, cluster.edition)?;
        let sheets = sheet_store::of(conn, id)?;
        let scores = sheet_store::scores(conn, id, cluster.edition)?;
        let members = store::members(conn, id)?;
        if cluster.state == State::Concluded
            && let Some(kept) = concluding::last_kept(conn, id)?
        {
            return Ok(concluded(cluster, criteria, sheets, &scores, kept));
        }
        let automatic = Automatic::load(conn, cluster.content.year, today, &criteria)?;
        let mut by_place: HashMap<_, Score> =
            scores.into_iter().map(|it| ((it.sheet_id, it.criterion_id), it)).collect();
        let mut sheets: HashMap<UnitId, Sheet> = sheets.into_iter().map(|it| (it.unit, it)).collect();
        let mut rows = Vec::with_capacity(members.len());
        for unit in members {
            let Some(sheet) = sheets.remove(&unit.id) else { continue };
            let cell = |it: &Criterion| {
                let score = by_place.remove(&(sheet.id, it.id));
                Cell::of(score.as_ref(), automatic.count(&it.content, &unit), &sheet)
            };
            let cells: Vec<Cell> = criteria.iter().map(cell).collect();
            rows.push(Row { total: total_of(&criteria, &cells), unit, sheet, cells, rank: None, tie: String::new() });
        }
        let mut table = Self { cluster, criteria, rows };
        table.place();
        Ok(table)
    }

    /// Ranks the units that have sent their sheets.
    fn place(&mut self) {
        let breakers = self.breakers();
        let contender = |row: &Row| Contender { unit: row.unit.id, total: row.total, keys: self.keys(row, &breakers) };
        let contenders: Vec<Contender> = self.rows.iter().filter(|row| row.sheet.is_open()).map(contender).collect();
        let places = rank(&contenders);
        let words: Vec<String> = places.iter().map(|place| self.tie_words(place, &breakers)).collect();
        for (place, words) in places.iter().zip(words) {
            if let Some(row) = self.rows.iter_mut().find(|row| row.unit.id == place.unit) {
                row.rank = Some(place.rank);
                row.tie = words;
            }
        }
        self.rows.sort_by_key(|row| row.rank.unwrap_or(usize::MAX));
    }

    /// Where the criteria stand that decide between units of the same total, in their order.
    pub fn breakers(&self) -> Vec<usize> {
        let mut found: Vec<(i64, usize)> =
            self.criteria.iter().enumerate().filter_map(|(at, it)| Some((it.content.tie_order?, at))).collect();
        found.sort_unstable();
        found.into_iter().map(|(_, at)| at).collect()
    }

    /// The higher the better, so that points taken away count against.
    fn keys(&self, row: &Row, breakers: &[usize]) -> Vec<Decimal> {
        let key = |at: &usize| {
            let points = row.cells.get(*at).and_then(|cell| cell.points).unwrap_or_default().value();
            let is_minus = self.criteria.get(*at).is_some_and(|it| it.content.manner == Manner::Minus);
            if is_minus { -points } else { points }
        };
        breakers.iter().map(key).collect()
    }

    fn row_of(&self, unit: UnitId) -> Option<&Row> {
        self.rows.iter().find(|row| row.unit.id == unit)
    }

    fn tie_words(&self, place: &Place, breakers: &[usize]) -> String {
        let Some(own) = self.row_of(place.unit) else { return String::new() };
        let mut said = Vec::new();
        for (unit, key, is_before) in &place.tie.decided {
            let (Some(at), Some(other)) = (breakers.get(*key).copied(), self.row_of(*unit)) else { continue };
            let points = |row: &Row| row.cells.get(at).and_then(|cell| cell.points).unwrap_or_default();
            let what = self.criteria.get(at).map_or("", |it| it.content.content.as_str());
            let verb = if *is_before { "xếp trên" } else { "xếp dưới" };
            said.push(format!(
                "{verb} {} ở tiêu chí “{what}” ({} so với {})",
                other.unit.name,
                points(own),
                points(other)
            ));
        }
        if !place.tie.shares_with.is_empty() {
            said.push(self.shared_words(place, &place.tie, breakers));
        }
        if said.is_empty() { String::new() } else { format!("Bằng {} điểm: {}.", own.total, said.join("; ")) }
    }

    fn shared_words(&self, place: &Place, tie: &Tie, breakers: &[usize]) -> String {
        let names: Vec<&str> =
            tie.shares_with.iter().filter_map(|unit| Some(self.row_of(*unit)?.unit.name.as_str())).collect();
        let why = if breakers.is_empty() {
            "bảng không đặt tiêu chí xét thêm"
        } else {
            "bằng nhau ở mọi tiêu chí xét thêm"
        };
        let (first, last) = (place.rank + 1, place.rank + tie.shares_with.len());
        let empty = if first == last { format!("hạng {first}") } else { format!("các hạng {first}–{last}") };
        format!("cùng hạng {} với {}, {why}, {empty} để trống", place.rank, names.join(", "))
    }

    /// The units in the order of the table's rows that have not been verified.
    pub fn unconfirmed(&self) -> Vec<&str> {
        let waits = |row: &&Row| row.sheet.state != SheetState::Confirmed;
        self.rows.iter().filter(waits).map(|row| row.unit.name.as_str()).collect()
    }

    /// What the regular criteria are worth together, the bonuses, and what can be taken away at most.
    pub fn worth(&self) -> [Points; 3] {
        worth(&self.criteria)
    }
}

/// The most points of the regular criteria together, of the bonuses, and of what can be taken away.
pub fn worth(criteria: &[Criterion]) -> [Points; 3] {
    let sum = |is: fn(Manner) -> bool| {
        let of_manner = criteria.iter().filter(|it| is(it.content.manner));
        Points::rounded(of_manner.map(|it| it.content.most.value()).sum())
    };
    [sum(Manner::is_regular), sum(|manner| manner == Manner::Bonus), sum(|manner| manner == Manner::Minus)]
}

/// What the cells come to.
pub fn total_of(criteria: &[Criterion], cells: &[Cell]) -> Points {
    let lines = criteria.iter().zip(cells);
    total(lines.filter_map(|(it, cell)| Some((it.content.manner, cell.points?))))
}

/// As it was concluded: points, formulas, ranks and ties are those of that day.
fn concluded(cluster: Cluster, criteria: Vec<Criterion>, sheets: Vec<Sheet>, scores: &[Score], kept: Kept) -> Table {
    let mut sheets: HashMap<UnitId, Sheet> = sheets.into_iter().map(|it| (it.unit, it)).collect();
    let mut rows = Vec::with_capacity(kept.results.len());
    for result in kept.results {
        let Some(sheet) = sheets.remove(&result.unit.id) else { continue };
        let cell = |it: &Criterion| {
            let score = scores.iter().find(|score| score.sheet_id == sheet.id && score.criterion_id == it.id);
            let mut cell = Cell::of(score, None, &sheet);
            let line = kept.lines.iter().find(|line| line.unit == result.unit.id && line.criterion == it.id);
            cell.points = line.map(|line| line.points);
            if let Some(line) = line.filter(|line| !line.words.is_empty()) {
                cell.counted =
                    Some(Counted { points: Some(line.points), words: line.words.clone(), links: Vec::new() });
            }
            cell
        };
        let cells = criteria.iter().map(cell).collect();
        rows.push(Row {
            sheet,
            cells,
            total: result.total,
            rank: Some(result.rank),
            tie: result.tie,
            unit: result.unit,
        });
    }
    Table { cluster, criteria, rows }
}
