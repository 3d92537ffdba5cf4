//! A sheet against what is stored: what each row means, what each line's month becomes, and what does not add up.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;

use super::estimates::{self, EstimateEntry};
use super::layout::Layout;
use super::reading::{self, Manner, SheetRow};
use crate::domain::law::RevenueLineCode;
use crate::domain::money::Dong;
use crate::domain::revenue::sheet::{Meaning, Measure, Share, key_of, meaning_of};
use crate::domain::revenue::{Actual, Estimate, Figure, InForce, Period};
use crate::sheets::{Fault, Grid, address};

/// What names mean, as somebody has said, by their key and that of the name they stand under.
pub type Names = HashMap<(String, String), Option<RevenueLineCode>>;

/// Where a stored figure came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The agency that reported it.
    pub source: String,
    pub file_name: String,
    /// Who stored it and when, in words.
    pub stored: String,
}

/// What is stored of the year.
#[derive(Debug, Default)]
pub struct Stored {
    pub actuals: Vec<Actual>,
    /// Those that the province has assigned.
    pub estimates: Vec<Estimate>,
    pub names: Names,
    /// Of the figures of the month that sheets have brought.
    pub origins: HashMap<RevenueLineCode, Origin>,
}

/// One leaf line that the sheet has a figure for.
#[derive(Debug, Clone)]
pub struct Entry {
    pub line: RevenueLineCode,
    /// Places of the rows it is the sum of.
    pub rows: Vec<usize>,
    pub reported: Dong,
    pub share: Share,
    /// The month's own figure of the line, as it is stored.
    pub before: Option<Dong>,
    /// Whence that came, if a sheet has brought it.
    pub origin: Option<Origin>,
}

impl Entry {
    pub fn is_new(&self) -> bool {
        self.before.is_none()
    }

    /// Whether another figure is stored for the month.
    pub fn differs(&self) -> bool {
        self.before.is_some_and(|before| before != self.share.amount)
    }
}

/// A line that is a sum, as the sheet has it and as its parts in the sheet add up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SumCheck {
    pub row: usize,
    pub line: RevenueLineCode,
    pub said: Dong,
    pub sum: Dong,
}

#[derive(Debug)]
pub struct Comparison {
    pub period: Period,
    pub measure: Measure,
    pub rows: Vec<SheetRow>,
    pub meanings: Vec<Meaning>,
    /// In the order of the catalogue.
    pub entries: Vec<Entry>,
    /// Rows with a figure and a name that nobody knows.
    pub unknown: Vec<usize>,
    /// Rows of lines that are sums, with a figure of which the sheet has no parts.
    pub alone: Vec<usize>,
    /// Sums that differ from their parts.
    pub sums: Vec<SumCheck>,
    /// Figures that were left out because somebody said so.
    pub left_out: Vec<usize>,
    pub faults: Vec<Fault>,
    /// Lines that the sheet has an estimate of, in the order of the catalogue.
    pub estimates: Vec<EstimateEntry>,
    /// The last day up to the month's end on which the province assigned anything.
    pub last_assigned: Option<NaiveDate>,
}

impl Comparison {
    pub fn of(
        grid: &Grid,
        layout: &Layout,
        manner: Manner,
        (period, measure): (Period, Measure),
        stored: &Stored,
    ) -> Self {
        let rows = reading::rows(grid, layout, manner);
        let meanings = meanings(&rows, &stored.names);
        let mut found = Self {
            period,
            measure,
            entries: entries(&rows, &meanings, (period, measure), stored),
            unknown: places(&rows, |at| meanings[at] == Meaning::Unknown && holds_figure(&rows[at])),
            left_out: places(&rows, |at| meanings[at] == Meaning::LeftOut && holds_figure(&rows[at])),
            alone: Vec::new(),
            sums: Vec::new(),
            faults: Vec::new(),
            estimates: estimates::of(&rows, &meanings, period, &stored.estimates),
            last_assigned: InForce::days(&stored.estimates).into_iter().rfind(|day| *day <= period.end()),
            rows,
            meanings,
        };
        found.check_sums();
        found.find_faults(manner);
        found
    }

    /// Lines whose stored figure the sheet would replace by another.
    pub fn differing(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(|entry| entry.differs())
    }

    /// Lines that earlier months have no figure of, though the sheet's figure holds them.
    pub fn incomplete(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(|entry| !entry.share.missing.is_empty())
    }

    /// Lines whose estimate in the sheet is another than the stored one, or of which none is stored.
    pub fn differing_estimates(&self) -> impl Iterator<Item = &EstimateEntry> {
        self.estimates.iter().filter(|it| it.differs())
    }

    /// Rows of lines whose cell of the estimate cannot be read.
    pub fn bad_estimates(&self) -> Vec<usize> {
        places(&self.rows, |at| {
            self.rows[at].has_bad_estimate && matches!(self.meanings[at], Meaning::Line(line) if line.is_leaf())
        })
    }

    pub fn same(&self) -> usize {
        self.entries.iter().filter(|entry| !entry.is_new() && !entry.differs()).count()
    }

    /// The name of the row a row stands under; empty when it stands alone.
    pub fn name_above(&self, at: usize) -> &str {
        self.rows[at].under.map_or("", |above| &self.rows[above].name)
    }

    /// Parents are never stored, but they must be what their parts add up to.
    fn check_sums(&mut self) {
        for (at, row) in self.rows.iter().enumerate() {
            let (Meaning::Line(line), Some(said)) = (self.meanings[at], row.amount) else { continue };
            // Before the names below it are known, nobody can tell what it adds up to.
            if line.is_leaf() || self.unknown.iter().any(|below| self.stands_under(*below, at)) {
                continue;
            }
            let is_part = |entry: &&Entry| entry.line.ancestry().any(|above| above == line);
            let parts: Vec<Dong> = self.entries.iter().filter(is_part).map(|entry| entry.reported).collect();
            let sum = parts.iter().sum();
            if parts.is_empty() && !said.is_zero() {
                self.alone.push(at);
            } else if !parts.is_empty() && said != sum {
                self.sums.push(SumCheck { row: at, line, said, sum });
            }
        }
    }

    fn find_faults(&mut self, manner: Manner) {
        for (at, row) in self.rows.iter().enumerate() {
            if !matches!(self.meanings[at], Meaning::Line(_)) {
                continue;
            }
            self.faults.extend(row.fault.clone());
            if let Some(outer) = self.counted_above(at).filter(|_| self.is_counted(at)) {
                let outer = &self.rows[outer];
                self.faults.push(Fault {
                    row: row.number,
                    column: row.name.clone(),
                    address: address(manner.column, row.number),
                    typed: String::new(),
                    message: format!(
                        "Dòng này nằm trong dòng {} “{}” đã lấy cả số. Quên một trong hai tên ở trang Tên khoản thu đã ghi nhớ rồi chọn lại.",
                        outer.number, outer.name
                    ),
                });
            }
        }
    }

    fn stands_under(&self, at: usize, above: usize) -> bool {
        std::iter::successors(self.rows[at].under, |row| self.rows[*row].under).any(|row| row == above)
    }

    /// Whether the row's figure is taken for a line.
    fn is_counted(&self, at: usize) -> bool {
        matches!(self.meanings[at], Meaning::Line(line) if line.is_leaf()) && self.rows[at].amount.is_some()
    }

    fn counted_above(&self, at: usize) -> Option<usize> {
        std::iter::successors(self.rows[at].under, |above| self.rows[*above].under)
            .find(|above| self.is_counted(*above))
    }
}

fn holds_figure(row: &SheetRow) -> bool {
    row.fault.is_some() || row.amount.is_some_and(|amount| !amount.is_zero())
}

fn places(rows: &[SheetRow], is_wanted: impl Fn(usize) -> bool) -> Vec<usize> {
    (0..rows.len()).filter(|at| is_wanted(*at)).collect()
}

/// What was said of a name comes before what the catalogue says.
fn meanings(rows: &[SheetRow], names: &Names) -> Vec<Meaning> {
    let keys: Vec<String> = rows.iter().map(|row| key_of(&row.name)).collect();
    let mut meanings: Vec<Meaning> = Vec::with_capacity(rows.len());
    for (at, row) in rows.iter().enumerate() {
        let above = row.under.map_or(String::new(), |above| keys[above].clone());
        let meaning = match names.get(&(keys[at].clone(), above)) {
            Some(Some(line)) => Meaning::Line(*line),
            Some(None) => Meaning::LeftOut,
            None => {
                let mut all_above = std::iter::successors(row.under, |above| rows[*above].under);
                let known = all_above.find_map(|above| match meanings.get(above) {
                    Some(line @ Meaning::Line(_)) => Some(*line),
                    _ => None,
                });
                meaning_of(&row.name, known)
            }
        };
        meanings.push(meaning);
    }
    meanings
}

fn entries(
    rows: &[SheetRow],
    meanings: &[Meaning],
    (period, measure): (Period, Measure),
    stored: &Stored,
) -> Vec<Entry> {
    let mut by_line: BTreeMap<RevenueLineCode, (Vec<usize>, Dong)> = BTreeMap::new();
    for (at, row) in rows.iter().enumerate() {
        if let (Meaning::Line(line), Some(amount)) = (meanings[at], row.amount)
            && line.is_leaf()
        {
            let (places, sum) = by_line.entry(line).or_default();
            places.push(at);
            *sum = *sum + amount;
        }
    }
    let mut months: HashMap<(RevenueLineCode, i32), Figure> = HashMap::new();
    for actual in &stored.actuals {
        months.entry((actual.line, actual.month)).or_default().add(actual.unit, actual.amount);
    }
    let figure = |line: RevenueLineCode, month: i32| months.get(&(line, month)).copied().unwrap_or_default();
    let entry = |(line, (rows, reported)): (RevenueLineCode, (Vec<usize>, Dong))| Entry {
        share: Share::of(reported, measure, period.month, |month| figure(line, month).amount()),
        before: figure(line, period.month).line,
        origin: stored.origins.get(&line).cloned(),
        line,
        rows,
        reported,
    };
    by_line.into_iter().map(entry).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::law::catalogue;
    use crate::domain::money::MoneyUnit;
    use crate::domain::year::Year;
    use crate::features::imports::revenue_sheets::layout::find;
    use crate::features::imports::revenue_sheets::reading::Notation;
    use crate::sheets::read_grids;

    const MARCH: Period = Period { year: Year(2018), month: 3 };

    fn line(code: &str) -> RevenueLineCode {
        RevenueLineCode::from_code(code).unwrap()
    }

    fn compare(rows: &str, stored: &Stored) -> Comparison {
        let csv = format!("STT;Nội dung;Dự toán năm;Thực hiện\n{rows}");
        let grids = read_grids(csv.as_bytes(), "a.csv", None).unwrap();
        let (grid, layout) = find(&grids, &catalogue().revenue_forms).unwrap();
        let manner = Manner { column: 3, money: MoneyUnit::Dong, notation: Notation::Vietnamese };
        Comparison::of(grid, &layout, manner, (MARCH, Measure::Cumulative), stored)
    }

    fn actual(month: i32, code: &str, amount: i64) -> Actual {
        Actual { year: MARCH.year, month, line: line(code), unit: None, amount: Dong::new(amount) }
    }

    #[test]
    fn each_line_gets_its_month_with_both_numbers_beside_it() {
        let stored = Stored {
            actuals: vec![actual(1, "A.I.4", 10), actual(2, "A.I.4", 20), actual(3, "A.I.4", 5), actual(1, "A.I.6", 1)],
            ..Stored::default()
        };
        let found = compare("I;Thu nội địa;;109\n1;Thuế TNCN;;100\n2;Lệ phí trước bạ;;9\n", &stored);
        assert!(found.unknown.is_empty() && found.sums.is_empty() && found.faults.is_empty());
        let [tax, fee] = found.entries.as_slice() else { panic!("{:?}", found.entries) };
        assert_eq!(
            (tax.reported, tax.share.earlier, tax.share.amount, tax.before),
            (Dong::new(100), Dong::new(30), Dong::new(70), Some(Dong::new(5)))
        );
        assert!(tax.differs() && tax.share.missing.is_empty());
        assert!(fee.is_new() && fee.share.missing == [2]);
        assert_eq!((found.differing().count(), found.incomplete().count(), found.same()), (1, 1, 0));
    }

    #[test]
    fn sums_are_checked_and_a_sum_without_parts_is_told() {
        let found = compare(
            "I;Thu nội địa;;120\n1;Thu từ khu vực doanh nghiệp nhà nước;;40\n2;Thuế TNCN;;70\nIII;Thu cân đối từ hoạt động xuất nhập khẩu;;5\n",
            &Stored::default(),
        );
        assert_eq!(found.sums, [SumCheck { row: 0, line: line("A.I"), said: Dong::new(120), sum: Dong::new(70) }]);
        assert_eq!(found.alone, [1, 3]);
        assert_eq!(found.entries.len(), 1);
    }

    #[test]
    fn an_unknown_name_is_asked_for_and_what_was_said_is_kept_to_where_it_stands() {
        let rows = "I;Thu nội địa;;9\n1;Thu khác;;4\n2;Thu phạt;;5\n3;Ghi chú chung;;\nIII;Thu cân đối từ hoạt động xuất nhập khẩu;;2\n1;Thu khác;;2\n";
        let found = compare(rows, &Stored::default());
        assert_eq!(found.unknown, [1, 2]);
        assert_eq!(found.name_above(1), "Thu nội địa");
        let said = |name: &str, line: Option<RevenueLineCode>| ((key_of(name), key_of("Thu nội địa")), line);
        let names = Names::from([said("Thu khác", Some(line("A.I.13"))), said("Thu phạt", None)]);
        let found = compare(rows, &Stored { names, ..Stored::default() });
        assert!(found.unknown.is_empty());
        assert_eq!(found.left_out, [2]);
        let lines: Vec<&str> = found.entries.iter().map(|entry| entry.line.code()).collect();
        assert_eq!(lines, ["A.I.13", "A.III.6"]);
        assert_eq!(found.sums.len(), 1, "what was left out shows in the sum above");
    }

    #[test]
    fn a_part_and_its_whole_are_never_both_taken() {
        let said = |name: &str, under: &str, code: &str| ((key_of(name), key_of(under)), Some(line(code)));
        let rows = "2;Thu từ khu vực kinh tế ngoài quốc doanh;;10\n-;Thuế giá trị gia tăng;;6\n";
        let names = Names::from([said("Thuế giá trị gia tăng", "Thu từ khu vực kinh tế ngoài quốc doanh", "A.I.3")]);
        let found = compare(rows, &Stored { names, ..Stored::default() });
        assert_eq!(found.faults.len(), 1);
        assert!(found.faults[0].message.contains("nằm trong dòng 2"));
    }

    #[test]
    fn rows_of_one_line_are_added_and_a_faulty_cell_is_told() {
        let names = Names::from([
            ((key_of("Trước bạ nhà đất"), String::new()), Some(line("A.I.6"))),
            ((key_of("Trước bạ ô tô"), String::new()), Some(line("A.I.6"))),
        ]);
        let found = compare(
            "1;Trước bạ nhà đất;;4\n2;Trước bạ ô tô;;3\n3;Thuế TNCN;;1,234,567\n",
            &Stored { names, ..Stored::default() },
        );
        assert_eq!((found.entries[0].reported, found.entries[0].rows.as_slice()), (Dong::new(7), [0, 1].as_slice()));
        assert_eq!(found.faults[0].address, "D4");
    }

    #[test]
    fn estimates_are_compared_and_may_be_missing() {
        let estimate = |code: &str, amount: i64| Estimate {
            year: MARCH.year,
            line: line(code),
            unit: None,
            assigned_by: crate::domain::revenue::AssignedBy::Province,
            assigned_on: "2017-12-10".parse().unwrap(),
            amount: Dong::new(amount),
        };
        let stored = Stored { estimates: vec![estimate("A.I.4", 50), estimate("A.I.6", 9)], ..Stored::default() };
        let found = compare(
            "1;Thuế TNCN;50;1\n2;Lệ phí trước bạ;10;1\n3;Thuế bảo vệ môi trường;7;1\n4;Thu phí, lệ phí;;1\n",
            &stored,
        );
        let told = found.estimates.iter().map(|it| (it.line.code(), it.amount.amount(), it.before.map(Dong::amount)));
        assert_eq!(
            told.collect::<Vec<_>>(),
            [("A.I.4", 50, Some(50)), ("A.I.5", 7, None), ("A.I.6", 10, Some(9))],
            "a line without an estimate is none"
        );
        assert_eq!(found.differing_estimates().count(), 2);
        assert_eq!(found.last_assigned, Some("2017-12-10".parse().unwrap()));
    }
}
