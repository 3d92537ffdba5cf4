//! What was counted in a period, told into the groups of the catalogue, and the forms filled in from it.

use super::store::{self, AwardGroup, MovementRow};
use crate::db::Connection;
use crate::domain::law::{
    Basis, Countable, Division, Groups, OWN, Placed, SOME, StatisticsForm, StatisticsRegime, WHOLE, catalogue,
};
use crate::domain::movement::Origin;
use crate::domain::statistics::{self, Counted, Period, Table, award_column, columns_of};
use crate::domain::subject::SubjectKind;
use crate::error::{AppError, AppResult};

/// What stands behind numbers: awards that are alike, or one movement.
#[derive(Debug, Clone)]
pub enum What {
    Awards(AwardGroup),
    Movement(MovementRow),
}

/// Something that was counted, and where.
#[derive(Debug, Clone)]
pub struct Item {
    pub what: What,
    pub counted: Counted,
    /// False where the rest of a basis took it, for a person to check.
    pub is_placed: bool,
    /// False for awards of which the program knows no dossier.
    pub is_manner_known: bool,
}

/// A form with what it was filled in from.
#[derive(Debug, Clone)]
pub struct Filled {
    pub period: Period,
    pub form: &'static StatisticsForm,
    pub table: Table<'static>,
    pub items: Vec<Item>,
}

/// Rows that are no rows of a form: what a person should check.
pub const UNPLACED: &str = "unplaced";
pub const UNKNOWN_MANNER: &str = "unknown-manner";

impl Filled {
    /// What a cell counts; without a row or a column all of them. `None` where the form has no such cell.
    pub fn behind(&self, row: &str, column: &str) -> Option<Vec<&Item>> {
        let has_column = column.is_empty() || self.table.columns.iter().any(|it| it.key == column);
        let rows = || self.table.parts.iter().flat_map(|it| it.rows.iter().map(move |(row, _)| (it.part, *row)));
        let found = rows().find(|(_, it)| it.code == row);
        let is_row = |item: &Item| match (row, found) {
            ("", _) => true,
            (UNPLACED, _) => !item.is_placed,
            (UNKNOWN_MANNER, _) => !item.is_manner_known,
            (_, Some((part, row))) => item.counted.is_in(part, row),
            (_, None) => false,
        };
        let has_row = matches!(row, "" | UNPLACED | UNKNOWN_MANNER) || found.is_some();
        let is_here = |item: &&Item| is_row(item) && (column.is_empty() || item.counted.column == column);
        (has_column && has_row).then(|| self.items.iter().filter(is_here).collect())
    }

    /// How many a cell counts.
    pub fn count(items: &[&Item]) -> i64 {
        items.iter().map(|it| it.counted.n).sum()
    }
}

/// The circular under which a year is reported.
pub fn regime_of(period: &Period) -> Option<&'static StatisticsRegime> {
    catalogue().statistics_regime_on(period.year.end())
}

/// The forms of a year, in printed order.
pub fn forms_of(period: &Period) -> Vec<&'static StatisticsForm> {
    regime_of(period).map_or_else(Vec::new, |regime| catalogue().statistics_forms_of(regime).collect())
}

/// # Errors
/// `NotFound` where the year has no such form.
pub fn form_of(period: &Period, code: &str) -> AppResult<&'static StatisticsForm> {
    forms_of(period).into_iter().find(|form| form.code == code).ok_or(AppError::NotFound)
}

/// Fills in forms, in four reads however many they are.
pub fn fill(conn: &mut Connection, period: Period, forms: &[&'static StatisticsForm]) -> AppResult<Vec<Filled>> {
    let awards: Vec<&str> =
        forms.iter().flat_map(|form| statistics::awards_of(form)).map(|award| award.code.as_str()).collect();
    let placing = Placing::on(&period);
    let (mut items, mut direct) = (Vec::new(), Vec::new());
    if !awards.is_empty() {
        items.extend(store::award_groups(conn, &period, &awards)?.into_iter().map(|it| placing.awards(it)));
        let counts = store::award_counts(conn, &period, &awards)?.into_iter();
        direct.extend(counts.map(|(award, is_collective, n)| (award_column(award.award(), kind(is_collective)), n)));
    }
    if forms.iter().any(|form| form.counts == Countable::Movements) {
        items.extend(store::movements(conn, &period)?.into_iter().map(|it| placing.movement(it)));
        let counts = store::movement_counts(conn, &period)?.into_iter();
        direct.extend(counts.map(|(origin, by, n)| (placing.organiser(origin, &by).group.to_owned(), n)));
    }
    Ok(forms.iter().map(|form| filled(period, form, &items, &direct)).collect())
}

fn filled(period: Period, form: &'static StatisticsForm, items: &[Item], direct: &[(String, i64)]) -> Filled {
    let awards: Vec<&str> = statistics::awards_of(form).map(|award| award.code.as_str()).collect();
    let is_of_form = |what: &What| match what {
        What::Awards(it) => awards.contains(&it.award.code()),
        What::Movement(_) => form.counts == Countable::Movements,
    };
    let items: Vec<Item> = items.iter().filter(|it| is_of_form(&it.what)).cloned().collect();
    let counted: Vec<Counted> = items.iter().map(|it| it.counted.clone()).collect();
    let is_column_of_form = |key: &str| match key.split_once('.') {
        Some((award, _)) => awards.contains(&award),
        None => form.counts == Countable::Movements,
    };
    let direct: Vec<(String, i64)> = direct.iter().filter(|(key, _)| is_column_of_form(key)).cloned().collect();
    let columns = columns_of(catalogue(), form, &period, &counted);
    Filled { period, form, table: Table::of(catalogue(), form, columns, &counted, &direct), items }
}

const fn kind(is_collective: bool) -> SubjectKind {
    if is_collective { SubjectKind::Unit } else { SubjectKind::Person }
}

/// The groups in force on the last day of a period.
struct Placing {
    positions: Groups<'static>,
    collectives: Groups<'static>,
    dossiers: Groups<'static>,
    awards: Groups<'static>,
    organisers: Groups<'static>,
    movements: Groups<'static>,
}

impl Placing {
    fn on(period: &Period) -> Self {
        let of = |basis| catalogue().statistics_groups_of(basis, period.last);
        Self {
            positions: of(Basis::Position),
            collectives: of(Basis::Collective),
            dossiers: of(Basis::Dossier),
            awards: of(Basis::Award),
            organisers: of(Basis::Organiser),
            movements: of(Basis::Movement),
        }
    }

    fn awards(&self, it: AwardGroup) -> Item {
        let (subject, is_placed) = if it.is_collective {
            (self.collectives.place(&it.words).group, true)
        } else {
            let placed = self.positions.place(&it.words);
            (placed.group, placed.is_known)
        };
        let manner =
            if it.dossier.is_empty() { self.awards.place(it.award.code()) } else { self.dossiers.place(&it.dossier) };
        let counted = Counted {
            column: award_column(it.award.award(), kind(it.is_collective)),
            groups: vec![(Division::Subject, subject), (Division::Manner, manner.group)],
            n: it.n,
        };
        Item { counted, is_placed, is_manner_known: manner.is_known, what: What::Awards(it) }
    }

    fn organiser(&self, origin: Origin, launched_by: &str) -> Placed<'static> {
        match origin {
            Origin::Own => Placed { group: OWN, is_known: true },
            Origin::Received => self.organisers.place(launched_by),
        }
    }

    fn movement(&self, it: MovementRow) -> Item {
        let organiser = self.organiser(it.origin, &it.launched_by);
        let manner = self.movements.place(&it.name);
        let scope = match it.origin {
            Origin::Own if it.units_chosen => SOME,
            Origin::Own => WHOLE,
            Origin::Received => organiser.group,
        };
        let length = catalogue().statistics_length(it.starts_on, it.ends_on).unwrap_or_default();
        let groups = vec![(Division::Scope, scope), (Division::Length, length), (Division::Manner, manner.group)];
        let is_placed = organiser.is_known && manner.is_known;
        let counted = Counted { column: organiser.group.to_owned(), groups, n: 1 };
        Item { counted, is_placed, is_manner_known: true, what: What::Movement(it) }
    }
}
