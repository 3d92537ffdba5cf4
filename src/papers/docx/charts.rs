//! The charts of a Word file: each a part of its own with its numbers in it, so that every program can draw it, and a
//! small workbook behind it, in which Word lets people edit them.

use askama::Template;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use super::{Part, drawn};
use crate::error::{AppError, AppResult};
use crate::papers::{Block, Chart, Look, Paper, Series, Shape};

/// The sheet of the workbook: names of what is drawn in its first column, a column for each series.
const SHEET: &str = "Số liệu";
/// As many English Metric Units has a twentieth of a point.
const UNITS: u32 = 635;

#[derive(Template)]
#[template(path = "papers/docx/chart.xml")]
struct ChartXml<'a> {
    it: &'a Chart,
}

#[derive(Template)]
#[template(path = "papers/docx/chart_rels.xml")]
struct ChartRels {
    number: usize,
}

/// All charts of some papers, in the order in which they are drawn.
pub fn of(papers: &[Paper]) -> Vec<&Chart> {
    papers.iter().flat_map(|paper| &paper.blocks).flat_map(charts_of).collect()
}

fn charts_of(block: &Block) -> std::slice::Iter<'_, Chart> {
    match block {
        Block::Charts { charts } => charts.iter(),
        _ => [].iter(),
    }
}

/// The parts of a chart; the first one is number 1.
pub fn parts(number: usize, chart: &Chart) -> AppResult<[Part; 3]> {
    let workbook = workbook(chart).map_err(|error| AppError::Unexpected(error.into()))?;
    let text = |name: String, content: String| (name, content.into_bytes());
    Ok([
        text(format!("word/charts/chart{number}.xml"), drawn(&ChartXml { it: chart })?),
        text(format!("word/charts/_rels/chart{number}.xml.rels"), drawn(&ChartRels { number })?),
        (format!("word/embeddings/chart{number}.xlsx"), workbook),
    ])
}

/// Width and height in English Metric Units, where so many stand in a line of a width in twentieths of a point.
pub fn size(chart: &Chart, abreast: usize, full: u32) -> [u32; 2] {
    let width = full / u32::try_from(abreast.max(1)).unwrap_or(1) - if abreast > 1 { 60 } else { 0 };
    let lines = u32::try_from(chart.categories.len() * chart.series.len()).unwrap_or(0);
    let height = match chart.shape {
        Shape::Lines => 4_900,
        Shape::Bars => 1_600 + 400 * lines,
        Shape::Columns => 2_900,
    };
    [width * UNITS, height * UNITS]
}

fn workbook(chart: &Chart) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // The same paper is the same file, whenever it is written.
    let written = ExcelDateTime::from_ymd(2014, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&written));
    let sheet = workbook.add_worksheet();
    sheet.set_name(SHEET)?;
    for (row, name) in (1..).zip(&chart.categories) {
        sheet.write_string(row, 0, name)?;
    }
    for (column, series) in (1..).zip(&chart.series) {
        sheet.write_string(0, column, &series.name)?;
        for (row, number) in (1..).zip(&series.numbers) {
            if let Some(number) = number {
                sheet.write_number(row, column, number.value)?;
            }
        }
    }
    workbook.save_to_buffer()
}

/// What the template asks for.
impl ChartXml<'_> {
    fn is_lines(&self) -> bool {
        self.it.shape == Shape::Lines
    }

    fn is_bars(&self) -> bool {
        self.it.shape == Shape::Bars
    }

    fn is_columns(&self) -> bool {
        self.it.shape == Shape::Columns
    }

    /// Of columns the last one alone is dark, said at its point.
    fn is_dark(&self, look: &Look) -> bool {
        !self.is_columns() && *look == Look::Now
    }

    /// The place of the last category.
    fn last(&self) -> usize {
        self.it.categories.len().saturating_sub(1)
    }

    /// The point of a line that bears its number.
    fn marked(&self, series: &Series) -> Option<usize> {
        series.last().filter(|_| series.look == Look::Now).map(|(at, _)| at)
    }

    /// Where the axis ends: beyond the highest number there is room for its words.
    fn end(&self) -> f64 {
        let room = match self.it.shape {
            Shape::Lines => 1.0,
            Shape::Bars => 1.1,
            Shape::Columns => 1.2,
        };
        (self.it.top() * room * 100.0).round() / 100.0
    }

    /// As numbers are written; separators are those of Vietnamese where a program knows them.
    fn format(&self) -> &'static str {
        if self.is_columns() { "[$-42A]#,##0" } else { "[$-42A]#,##0.0" }
    }

    /// Hundredths of a point.
    fn title_size(&self) -> u32 {
        if self.is_columns() { 950 } else { 1_200 }
    }

    fn size(&self) -> u32 {
        if self.is_columns() { 900 } else { 1_000 }
    }

    /// "'Số liệu'!$B$1"; the first column and row are 0.
    fn cell(&self, column: &usize, row: usize) -> String {
        format!("'{SHEET}'!${}${}", letter(*column), row + 1)
    }

    /// "'Số liệu'!$A$2:$A$13": the names of what is drawn.
    fn names(&self) -> String {
        self.cells(&0)
    }

    /// All numbers of a column.
    fn cells(&self, column: &usize) -> String {
        let letter = letter(*column);
        format!("'{SHEET}'!${letter}$2:${letter}${}", self.it.categories.len() + 1)
    }
}

/// A chart has a handful of series.
fn letter(column: usize) -> char {
    u8::try_from(column).map_or('Z', |column| char::from(b'A' + column.min(25)))
}
