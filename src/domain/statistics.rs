//! Statistics of emulation and commendation: the period that is counted, and a form filled in from what was counted.

use chrono::NaiveDate;

use super::codes::codes;
use super::law::{
    Award, AwardCode, Catalogue, Countable, Division, MonthDay, StatisticsForm, StatisticsPart, StatisticsRegime,
    StatisticsRow,
};
use super::subject::SubjectKind;
use super::year::Year;

codes! {
    /// Which days belong to a year of statistics.
    Window {
        Calendar = "calendar" "Năm dương lịch",
        Statistics = "statistics" "Kỳ thống kê của ngành",
    }
}

/// A year of statistics.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    pub year: Year,
    pub window: Window,
    pub first: NaiveDate,
    pub last: NaiveDate,
}

impl Period {
    /// The period of a year; without a window that of the circular in force at its end.
    pub fn of(catalogue: &Catalogue, year: Year, window: Option<Window>) -> Self {
        let own = catalogue.statistics_regime_on(year.end()).and_then(StatisticsRegime::period);
        let window = window.unwrap_or(if own.is_some() { Window::Statistics } else { Window::Calendar });
        // Where the circular of the year names none, that of the field's own year which another one names.
        let known = || catalogue.statistics_regimes.iter().find_map(StatisticsRegime::period);
        let (first, last) = match (window, own.or_else(known)) {
            (Window::Statistics, Some(days)) => within(year, days),
            _ => (year.start(), year.end()),
        };
        Self { year, window, first, last }
    }
}

/// A period that begins later in the calendar than it ends has begun in the year before.
fn within(year: Year, (first, last): (MonthDay, MonthDay)) -> (NaiveDate, NaiveDate) {
    let end = last.in_year(year);
    let begin = first.in_year(year);
    (if begin > end { first.in_year(year.previous()) } else { begin }, end)
}

/// A column of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// As addresses name it: "BK_TINH.unit", "own".
    pub key: String,
    /// Short, as it stands over the numbers; several beside each other may share it.
    pub head: String,
    /// Tells those with one head apart: "Tập thể"; empty where nothing is to be told apart.
    pub kind: &'static str,
    /// In full.
    pub name: String,
}

/// How addresses name the column of an award.
pub fn award_column(award: &Award, kind: SubjectKind) -> String {
    format!("{}.{}", award.code, kind.code())
}

/// The columns of a form: awards under rules of the last day, and those that were counted all the same.
pub fn columns_of(catalogue: &Catalogue, form: &StatisticsForm, period: &Period, counted: &[Counted]) -> Vec<Column> {
    if form.counts == Countable::Movements {
        let column = |it: &super::law::OrganiserColumn| Column {
            key: it.of.clone(),
            head: it.label.clone(),
            kind: "",
            name: it.label.clone(),
        };
        return form.columns.iter().map(column).collect();
    }
    let regime = catalogue.regime_on(period.last);
    let mut columns = Vec::new();
    for award in awards_of(form) {
        let kinds: Vec<SubjectKind> = SubjectKind::ALL.iter().rev().copied().filter(|it| award.takes(*it)).collect();
        let has_rule = |kind| regime.is_none_or(|it| catalogue.written_rule_for(&award.code, kind, it).is_some());
        let is_in_force = kinds.iter().any(|kind| has_rule(*kind));
        for kind in SubjectKind::ALL.iter().rev().copied() {
            let key = award_column(award, kind);
            let is_counted = counted.iter().any(|it| it.column == key);
            if is_counted || (is_in_force && kinds.contains(&kind)) {
                let kind = if kinds == [kind] { "" } else { kind.word() };
                let (head, name) = (award.abbreviation().to_owned(), award.name_on(period.last).to_owned());
                columns.push(Column { key, head, kind, name });
            }
        }
    }
    columns
}

/// The awards whose grants a form counts, as the catalogue lists them.
pub fn awards_of(form: &StatisticsForm) -> impl Iterator<Item = &'static Award> + '_ {
    AwardCode::all().map(AwardCode::award).filter(|award| form.levels.contains(&award.level))
}

/// So many that are alike in all a form asks of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    pub column: String,
    /// The group in each division.
    pub groups: Vec<(Division, &'static str)>,
    pub n: i64,
}

impl Counted {
    /// Whether a row of a part counts them.
    pub fn is_in(&self, part: &StatisticsPart, row: &StatisticsRow) -> bool {
        self.groups.iter().any(|(by, group)| *by == part.by && row.of.iter().any(|code| code == group))
    }
}

/// The numbers of one row, column by column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub total: i64,
    pub cells: Vec<i64>,
}

/// A part of a form with its numbers.
#[derive(Debug, Clone)]
pub struct Part<'c> {
    pub part: &'c StatisticsPart,
    pub rows: Vec<(&'c StatisticsRow, Line)>,
    /// Of its rows without depth.
    pub sum: Line,
}

/// A form filled in.
#[derive(Debug, Clone)]
pub struct Table<'c> {
    pub columns: Vec<Column>,
    pub parts: Vec<Part<'c>>,
    /// Counted on another way, straight from the register, which every part must come to.
    pub direct: Line,
}

impl<'c> Table<'c> {
    /// Fills in a form. `direct`: what a plain count of the register says of each column.
    pub fn of(
        catalogue: &'c Catalogue,
        form: &'c StatisticsForm,
        columns: Vec<Column>,
        counted: &[Counted],
        direct: &[(String, i64)],
    ) -> Self {
        let parts = catalogue.statistics_parts_of(form).map(|part| filled(part, &columns, counted)).collect();
        let of_column = |column: &Column| direct.iter().filter(|(key, _)| *key == column.key).map(|(_, n)| n).sum();
        let cells = columns.iter().map(of_column).collect();
        let direct = Line { total: direct.iter().map(|(_, n)| n).sum(), cells };
        Self { columns, parts, direct }
    }

    /// By how much the parts that differ from the plain count do, in all: none where all is well.
    pub fn differences(&self) -> Vec<(&'c str, i64)> {
        let differs = |it: &Part<'c>| (it.part.label.as_str(), it.sum.total - self.direct.total);
        let is_off = |it: &&Part<'c>| it.sum != self.direct;
        self.parts.iter().filter(is_off).map(differs).collect()
    }
}

fn filled<'c>(part: &'c StatisticsPart, columns: &[Column], counted: &[Counted]) -> Part<'c> {
    let line = |row: &StatisticsRow| {
        let here: Vec<&Counted> = counted.iter().filter(|it| it.is_in(part, row)).collect();
        let of_column = |column: &Column| here.iter().filter(|it| it.column == column.key).map(|it| it.n).sum();
        Line { total: here.iter().map(|it| it.n).sum(), cells: columns.iter().map(of_column).collect() }
    };
    let rows: Vec<_> = part.rows.iter().map(|row| (row, line(row))).collect();
    let mut sum = Line { total: 0, cells: vec![0; columns.len()] };
    for (_, line) in rows.iter().filter(|(row, _)| row.depth == 0) {
        sum.total += line.total;
        sum.cells.iter_mut().zip(&line.cells).for_each(|(sum, n)| *sum += n);
    }
    Part { part, rows, sum }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::law::{Basis, catalogue};

    fn day(written: &str) -> NaiveDate {
        written.parse().expect("a day")
    }

    fn form(code: &str) -> &'static StatisticsForm {
        catalogue().statistics_forms.iter().find(|form| form.code == code).expect("a form")
    }

    fn period(year: i32, window: Window) -> Period {
        Period::of(catalogue(), Year(year), Some(window))
    }

    #[test]
    fn the_circular_of_the_year_says_which_days_are_counted() {
        let of = |year| Period::of(catalogue(), Year(year), None);
        assert_eq!((of(2023).first, of(2023).last), (day("2022-12-01"), day("2023-11-30")));
        assert_eq!(of(2023).window, Window::Statistics);
        assert_eq!((of(2014).first, of(2014).last), (day("2014-01-01"), day("2014-12-31")), "it is not known");
        let chosen = period(2014, Window::Statistics);
        assert_eq!((chosen.first, chosen.last), (day("2013-12-01"), day("2014-11-30")));
        assert_eq!(period(2023, Window::Calendar).first, day("2023-01-01"));
    }

    #[test]
    fn a_circular_without_days_is_never_in_force_but_named() {
        let on = |written| catalogue().statistics_regime_on(day(written)).map(|it| it.code.as_str());
        assert_eq!(on("2014-12-31"), Some("S2018"));
        assert_eq!(on("2023-05-09"), Some("S2018"));
        assert_eq!(on("2023-05-10"), Some("S2023"));
        assert_eq!(on("2026-12-31"), Some("S2023"));
        let undated = |written| catalogue().undated_statistics_regime(day(written)).map(|it| it.code.as_str());
        assert_eq!(undated("2025-10-07"), None);
        assert_eq!(undated("2025-12-31"), Some("S2025"));
    }

    #[test]
    fn positions_fall_into_the_group_of_their_longest_words() {
        let groups = catalogue().statistics_groups_of(Basis::Position, day("2014-12-31"));
        for (position, group, is_known) in [
            ("Giám đốc Sở", "department_leader", true),
            ("PHÓ GIÁM ĐỐC", "department_leader", true),
            ("Giám đốc Công ty cổ phần", "business", true),
            ("Phó Giám đốc Trung tâm Tư vấn", "division_leader", true),
            ("Phó Chủ tịch UBND tỉnh", "state_leader", true),
            ("Phó Chánh Văn phòng", "division_leader", true),
            ("Chuyên viên chính", "direct", true),
            ("Nghệ nhân", "direct", false),
            ("", "direct", false),
        ] {
            let placed = groups.place(position);
            assert_eq!((placed.group, placed.is_known), (group, is_known), "{position}");
        }
    }

    #[test]
    fn a_movement_lasts_as_long_as_its_days_say() {
        let length = |first, last| catalogue().statistics_length(day(first), day(last));
        assert_eq!(length("2014-01-22", "2014-12-31"), Some("under_1"));
        assert_eq!(length("2014-01-01", "2014-12-31"), Some("exactly_1"));
        assert_eq!(length("2014-01-01", "2015-01-01"), Some("under_3"));
        assert_eq!(length("2014-03-01", "2017-02-27"), Some("under_3"));
        assert_eq!(length("2014-03-01", "2017-02-28"), Some("from_3"));
    }

    #[test]
    fn awards_for_both_kinds_have_two_columns_collectives_first() {
        let columns = columns_of(catalogue(), form("higher"), &period(2014, Window::Calendar), &[]);
        let of = |head: &str| columns.iter().filter(|it| it.head == head).map(|it| it.kind).collect::<Vec<_>>();
        assert_eq!(of("BK tỉnh"), ["Tập thể", "Cá nhân"]);
        assert_eq!(of("CSTĐ tỉnh"), [""]);
        assert_eq!(of("LĐTT"), Vec::<&str>::new(), "of another level");
    }

    #[test]
    fn what_no_row_counts_shows_as_a_difference() {
        let form = form("movements");
        let counted = |manner| Counted {
            column: "own".into(),
            groups: vec![(Division::Scope, "whole"), (Division::Length, "under_1"), (Division::Manner, manner)],
            n: 2,
        };
        let table = |counted: &[Counted], direct: i64| {
            let columns = columns_of(catalogue(), form, &period(2014, Window::Calendar), counted);
            Table::of(catalogue(), form, columns, counted, &[("own".into(), direct)])
        };
        assert_eq!(table(&[counted("regular")], 2).differences(), []);
        assert_eq!(table(&[counted("unheard")], 2).differences(), [("Theo hình thức tổ chức", -2)]);
        assert_eq!(table(&[counted("regular")], 1).differences().len(), 3);
    }

    /// Any groups of the parts of a form, in any column.
    fn any_counted(form: &'static StatisticsForm) -> impl Strategy<Value = Vec<Counted>> {
        let columns: Vec<String> = columns_of(catalogue(), form, &period(2014, Window::Calendar), &[])
            .into_iter()
            .map(|column| column.key)
            .collect();
        let groups: Vec<(Division, Vec<&'static str>)> = catalogue()
            .statistics_parts_of(form)
            .map(|part| (part.by, part.rows.iter().flat_map(|row| &row.of).map(String::as_str).collect()))
            .collect();
        let one = (0..columns.len(), prop::collection::vec(any::<prop::sample::Index>(), groups.len()), 0i64..1_000);
        let counted = one.prop_map(move |(column, places, n)| Counted {
            column: columns[column].clone(),
            groups: groups.iter().zip(&places).map(|((by, of), at)| (*by, *at.get(of))).collect(),
            n,
        });
        prop::collection::vec(counted, 0..40)
    }

    proptest! {
        #[test]
        fn every_part_comes_to_the_plain_count(counted in any_counted(form("higher")), other in any_counted(form("movements"))) {
            for (form, counted) in [(form("higher"), counted), (form("movements"), other)] {
                let columns = columns_of(catalogue(), form, &period(2014, Window::Calendar), &counted);
                let direct: Vec<(String, i64)> = counted.iter().map(|it| (it.column.clone(), it.n)).collect();
                let table = Table::of(catalogue(), form, columns, &counted, &direct);
                prop_assert_eq!(table.differences(), []);
                for part in &table.parts {
                    for (_, line) in &part.rows {
                        prop_assert_eq!(line.total, line.cells.iter().sum::<i64>());
                    }
                    let shares: i64 = part.rows.iter().filter(|(row, _)| row.depth == 1).map(|(_, line)| line.total).sum();
                    if shares > 0 {
                        let people = part.rows.iter().find(|(row, _)| row.of.len() > 1).map(|(_, line)| line.total);
                        prop_assert_eq!(people, Some(shares));
                    }
                }
            }
        }
    }
}
