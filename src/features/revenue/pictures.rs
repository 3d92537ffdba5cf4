//! The charts of a report on revenue and the table of months behind them: the main lines against their estimate, and the
//! total month by month against the plan and the year before. Amounts in tỷ đồng.

use super::found::Found;
use super::standings::Standing;
use super::view::{assigned, billions};
use super::words;
use crate::domain::money::Dong;
use crate::domain::number::format_percent;
use crate::domain::revenue::Point;
use crate::papers::{Chart, Look, Number, Said, Series, Shape};

const UNIT: &str = "tỷ đồng";

/// What a report shows of a year's revenue beside its words.
pub struct Pictures {
    /// The total and its parts against their estimates; none where no figure is above zero.
    pub bars: Option<Chart>,
    /// The total cumulated up to the month.
    pub course: Option<Chart>,
    pub months: Vec<MonthCells>,
}

/// Month, what came in, cumulated, what twelve even parts of the estimate would be, cumulated the year before.
pub type MonthCells = [String; 5];

pub(super) fn pictures(found: &Found, lines: &[Standing]) -> Pictures {
    let months = found.points.iter().map(|point| cells(point, found.period.month));
    Pictures { bars: bars(found, lines), course: course(found), months: months.collect() }
}

fn bars(found: &Found, lines: &[Standing]) -> Option<Chart> {
    let (total, parts) = lines.split_first()?;
    let upto = format!("Hết tháng {}", found.period.month);
    let share = |it: &Standing| match it.progress.percent() {
        Some(percent) => format!("đạt {} dự toán", format_percent(Some(percent), 1)),
        None => format!("đạt {} tỷ", it.cumulative),
    };
    let said = |it: &Standing| format!("{} {}", it.name.to_lowercase(), share(it));
    let of_parts: Vec<String> = parts.iter().filter(|it| it.progress.percent().is_some()).map(said).collect();
    let within = if of_parts.is_empty() { String::new() } else { format!(": {}", of_parts.join(", ")) };
    let of_amounts = |it: &Standing| format!("{}: {} trên dự toán {}", it.name, it.cumulative, it.estimate);
    let words = lines.iter().map(of_amounts).collect::<Vec<_>>().join("; ");
    let number = |amount: Option<Dong>| amount.map(Number::billions);
    let of = |amount: fn(&Standing) -> Option<Dong>| lines.iter().map(|it| number(amount(it))).collect();
    Chart::of(
        Shape::Bars,
        Said {
            id: "thu-theo-khoan".to_owned(),
            title: format!("{upto}, tổng thu {}{within}", share(total)),
            words: format!("Biểu đồ thanh, tỷ đồng. {words}."),
            unit: UNIT,
        },
        lines.iter().map(|it| it.name.clone()).collect(),
        vec![
            Series::new("Dự toán năm", Look::Plan, of(|it| it.progress.estimate)),
            Series::new(
                format!("Lũy kế đến hết tháng {}", found.period.month),
                Look::Now,
                of(|it| it.progress.cumulative),
            ),
        ],
    )
}

fn course(found: &Found) -> Option<Chart> {
    found.total().cumulative?;
    let (points, year) = (&found.points, found.period.year);
    let series = |name: String, look, amount: fn(&Point) -> Option<Dong>, up_to: i32| {
        let known = |point: &Point| amount(point).filter(|_| point.period.month <= up_to).map(Number::billions);
        Series::new(name, look, points.iter().map(known).collect())
    };
    let mut all = vec![series(format!("Thực hiện {year}"), Look::Now, |it| it.now, found.period.month)];
    if let Some(estimate) = found.total().estimate {
        let name = format!("Dự toán chia đều, cả năm {}", assigned(Some(estimate)));
        all.push(series(name, Look::Plan, |it| it.even, 12));
    }
    if points.iter().any(|it| it.last_year.is_some()) {
        all.push(series(format!("Thực hiện {}", year.previous()), Look::Past, |it| it.last_year, 12));
    }
    let frame = words::frame(found);
    let said = Said { id: "thu-theo-thang".to_owned(), title: frame.finding, words: frame.words, unit: UNIT };
    Chart::of(Shape::Lines, said, points.iter().map(|it| it.period.month.to_string()).collect(), all)
}

/// Months after the one reported on are not its matter.
fn cells(point: &Point, up_to: i32) -> MonthCells {
    let known = |amount: Option<Dong>| billions(amount.filter(|_| point.period.month <= up_to));
    [
        point.period.month.to_string(),
        known(point.in_month),
        known(point.now),
        billions(point.even),
        billions(point.last_year),
    ]
}
