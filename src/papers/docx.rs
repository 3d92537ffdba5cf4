//! Draws papers as a Word file that people work on further: named styles, real tables, a section a paper. The package
//! holds no more than Word asks for.

mod charts;
mod widths;

use std::cell::Cell;
use std::io::{Cursor, Write};

use askama::Template;
use zip::ZipWriter;
use zip::result::ZipResult;
use zip::write::SimpleFileOptions;

use super::{Align, BOX, Block, Chart, Charts, Column, Layout, Paper, Row, TICKED};
use crate::error::{AppError, AppResult};

const RELS: &str = include_str!("../../templates/papers/docx/rels.xml");
const STYLES: &str = include_str!("../../templates/papers/docx/styles.xml");
const SETTINGS: &str = include_str!("../../templates/papers/docx/settings.xml");
/// The number of the page from the second on, above or below, and what stands where it does not.
const HEADER: &str = include_str!("../../templates/papers/docx/header.xml");
const FOOTER: &str = include_str!("../../templates/papers/docx/footer.xml");
const NO_HEADER: &str = include_str!("../../templates/papers/docx/no_header.xml");
const NO_FOOTER: &str = include_str!("../../templates/papers/docx/no_footer.xml");

/// The sides of A4, in twentieths of a point as all lengths here.
const SHORT_SIDE: u32 = 11_906;
const LONG_SIDE: u32 = 16_838;

/// A part of the package: its name and what it holds.
type Part = (String, Vec<u8>);

/// The papers as one Word file.
///
/// # Errors
/// None that a paper can cause.
pub fn write(title: &str, papers: &[Paper]) -> AppResult<Vec<u8>> {
    let pictures = charts::of(papers);
    let charts = pictures.len();
    let core = drawn(&Core { title })?;
    let document = drawn(&Document { papers, charts_drawn: Cell::default() })?;
    let (content_types, document_rels) = (drawn(&ContentTypes { charts })?, drawn(&DocumentRels { charts })?);
    let texts = [
        ("[Content_Types].xml", content_types.as_str()),
        ("_rels/.rels", RELS),
        ("docProps/core.xml", &core),
        ("word/document.xml", &document),
        ("word/_rels/document.xml.rels", &document_rels),
        ("word/styles.xml", STYLES),
        ("word/settings.xml", SETTINGS),
        ("word/header.xml", HEADER),
        ("word/footer.xml", FOOTER),
        ("word/no_header.xml", NO_HEADER),
        ("word/no_footer.xml", NO_FOOTER),
    ];
    let mut parts: Vec<Part> =
        texts.iter().map(|(name, content)| ((*name).to_owned(), content.as_bytes().to_vec())).collect();
    for (number, chart) in (1..).zip(pictures) {
        parts.extend(charts::parts(number, chart)?);
    }
    package(&parts).map_err(|error| AppError::Unexpected(error.into()))
}

fn package(parts: &[Part]) -> ZipResult<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(name, SimpleFileOptions::default())?;
        zip.write_all(content)?;
    }
    Ok(zip.finish()?.into_inner())
}

/// Askama writes what people wrote with the signs of XML escaped; what XML 1.0 has no sign for is left out, or Word
/// would not open the file.
fn drawn(part: &impl Template) -> AppResult<String> {
    let mut xml = part.render().map_err(|error| AppError::Unexpected(error.into()))?;
    xml.retain(|c| !matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}'));
    Ok(xml)
}

#[derive(Template)]
#[template(path = "papers/docx/core.xml")]
struct Core<'a> {
    title: &'a str,
}

#[derive(Template)]
#[template(path = "papers/docx/document.xml")]
struct Document<'a> {
    papers: &'a [Paper],
    /// How many charts stand in what is written so far.
    charts_drawn: Cell<usize>,
}

#[derive(Template)]
#[template(path = "papers/docx/content_types.xml")]
struct ContentTypes {
    charts: usize,
}

#[derive(Template)]
#[template(path = "papers/docx/document_rels.xml")]
struct DocumentRels {
    charts: usize,
}

/// A part of a line in one font.
#[derive(Debug, PartialEq, Eq)]
struct Piece<'a> {
    text: &'a str,
    is_box: bool,
}

fn is_box(sign: char) -> bool {
    [BOX, TICKED].iter().any(|it| it.starts_with(sign))
}

/// mm in twentieths of a point.
const fn twentieths(mm: u32) -> u32 {
    mm * 14_400 / 254
}

/// What the template asks for.
impl Document<'_> {
    fn pieces<'a>(&self, line: &'a str) -> Vec<Piece<'a>> {
        let mut pieces = Vec::new();
        let mut rest = line;
        while let Some((place, found)) = rest.match_indices(is_box).next() {
            pieces.push(Piece { text: &rest[..place], is_box: false });
            pieces.push(Piece { text: found, is_box: true });
            rest = &rest[place + found.len()..];
        }
        pieces.push(Piece { text: rest, is_box: false });
        pieces.retain(|piece| !piece.text.is_empty());
        pieces
    }

    /// Whether a text, the `nth` block counted from 1, must not be parted from what follows: the signatures, or a picture
    /// that it names.
    fn holds_on(&self, is_last_block: &bool, paper: &Paper, nth: &usize) -> bool {
        *is_last_block || matches!(paper.blocks.get(*nth), Some(Block::Charts { .. }))
    }

    /// Charts are numbered through all papers, as their parts are.
    fn next_chart(&self) -> usize {
        self.charts_drawn.set(self.charts_drawn.get() + 1);
        self.charts_drawn.get()
    }

    fn chart_size(&self, chart: &Chart, charts: &Charts, full: &u32) -> [u32; 2] {
        charts::size(chart, charts.abreast(), *full)
    }

    fn align(&self, column: &Column) -> &'static str {
        match column.align {
            Align::Left => "left",
            Align::Centre => "center",
            Align::Right => "right",
        }
    }

    fn before_colon(&self, label: &str) -> String {
        format!("{label}:")
    }

    /// Whether a row, the `nth` of `count`, must not be parted from what follows: the last one from the total, and of the
    /// last block the last two from the signatures.
    fn holds_next(&self, is_last_block: &bool, total: &Option<Vec<String>>, nth: &usize, count: usize) -> bool {
        let is_held = *is_last_block && *nth + 1 >= count;
        is_held || (*nth == count && total.is_some())
    }

    /// Room to write in fills its line: the words before it are not spread.
    fn is_open(&self, line: &str) -> bool {
        line.contains("…………")
    }

    fn layout(&self, paper: &Paper) -> Layout {
        if paper.is_landscape { paper.head.layout.lying() } else { paper.head.layout }
    }

    fn twentieths(&self, mm: &u32) -> u32 {
        twentieths(*mm)
    }

    fn full_width(&self, paper: &Paper) -> u32 {
        let page = if paper.is_landscape { LONG_SIDE } else { SHORT_SIDE };
        let layout = self.layout(paper);
        page - twentieths(layout.left + layout.right)
    }

    /// Of the agency and of the motto, the longer one.
    fn head_widths(&self, paper: &Paper) -> [u32; 2] {
        let full = self.full_width(paper);
        let left = if paper.is_landscape { full / 2 } else { full * 2 / 5 };
        [left, full - left]
    }

    /// What is left on each side of a line in the middle.
    fn beside(&self, width: &u32, length: &u32) -> u32 {
        width.saturating_sub(*length) / 2
    }

    /// A third of the subtitle.
    fn rule_under(&self, paper: &Paper) -> u32 {
        widths::of_words(&paper.subtitle, 13).min(self.full_width(paper)) / 3
    }

    fn sum(&self, widths: &[u32]) -> u32 {
        widths.iter().sum()
    }

    fn widths(&self, columns: &[Column], rows: &[Row], total: &Option<Vec<String>>, full: &u32) -> Vec<u32> {
        widths::of_columns(columns, &rows.iter().filter_map(Row::cells).chain(total).collect::<Vec<_>>(), *full)
    }

    /// Of the recipients and of each signature; none where nobody signs.
    fn closing_widths(&self, paper: &Paper) -> Vec<u32> {
        match paper.places() {
            0 => Vec::new(),
            places => vec![self.full_width(paper) / u32::try_from(places.max(2)).unwrap_or(2); places],
        }
    }
}
