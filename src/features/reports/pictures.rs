//! The charts of a report, each with the table behind it before or after it.

use super::parts::Part;
use crate::domain::number::format_whole;
use crate::features::progress::ops::{AwardRun, Summary};
use crate::features::revenue::ops::Pictures;
use crate::papers::{Align, Block, Chart, Column, Look, Number, Said, Series, Shape};

/// The main lines against their estimates; their table stands in the report.
pub fn of_lines(key: &str, drawn: &Pictures) -> Option<Part> {
    Some(Part::new(format!("{key}.bars"), Block::charts(drawn.bars.clone())?))
}

/// The total month by month, and its table.
pub fn of_months(key: &str, drawn: &Pictures) -> Vec<Part> {
    let Some(chart) = Block::charts(drawn.course.clone()) else { return Vec::new() };
    let amounts = |title: &str| Column { align: Align::Right, ..Column::wide(title, 2) };
    let columns = vec![
        Column { align: Align::Centre, ..Column::wide("Tháng", 1) },
        amounts("Trong tháng (tỷ đồng)"),
        amounts("Lũy kế (tỷ đồng)"),
        amounts("Dự toán chia đều (tỷ đồng)"),
        amounts("Lũy kế năm trước (tỷ đồng)"),
    ];
    let rows = drawn.months.iter().cloned().map(Vec::from).collect();
    let table = Block::table("Thu ngân sách theo tháng", columns, rows);
    vec![Part::new(format!("{key}.course"), chart), Part::new(format!("{key}.months"), table)]
}

/// The titles of five years, and their table.
pub fn of_years(summary: &Summary) -> Vec<Part> {
    let run = &summary.run;
    let years: Vec<String> = run.years.iter().map(ToString::to_string).collect();
    let charts = Block::charts(run.awards.iter().filter_map(|it| columns(it, &years)));
    let (Some(charts), Some(first), Some(last)) = (charts, years.first(), years.last()) else { return Vec::new() };
    let caption = format!("Danh hiệu thi đua qua các năm {first}–{last}");
    let heads = years.iter().map(|year| Column::number(year));
    let rows = run.awards.iter().map(|it| {
        let counts = it.received.iter().map(|count| format_whole(*count));
        std::iter::once(it.award.clone()).chain(counts).collect()
    });
    let columns = std::iter::once(Column::wide("Danh hiệu", 1)).chain(heads).collect();
    let table = Block::table(&caption, columns, rows.collect());
    vec![
        Part::new("titles.run", Block::text(format!("{caption}:"))),
        Part::new("titles.columns", charts),
        Part::new("titles.years", table),
    ]
}

fn columns(it: &AwardRun, years: &[String]) -> Option<Chart> {
    let numbers = it.received.iter().map(|count| Some(Number::count(*count, format_whole(*count))));
    let each: Vec<String> =
        years.iter().zip(&it.received).map(|(year, count)| format!("{year}: {}", format_whole(*count))).collect();
    Chart::of(
        Shape::Columns,
        Said {
            id: format!("nam-{}", it.code.code().to_lowercase()),
            title: format!("{} {}", it.award, it.finding),
            words: format!("Biểu đồ cột. {}.", each.join("; ")),
            unit: "",
        },
        years.to_vec(),
        vec![Series::new(it.award.as_str(), Look::Now, numbers.collect())],
    )
}
