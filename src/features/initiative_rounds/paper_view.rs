//! The papers of a round: the minutes of the council, its sheets, the decision with its list.

use askama::Template;

use super::gathering_view::Member;
use super::outcome_view::ResultLine;
use super::sheet_view::{CriterionLine, SheetDetail};
use super::view::Detail;
use crate::features::settings::ops::Letterhead;
use crate::papers::{Block, Column, Paper, Row, Signature};
use crate::web::shell::Shell;

#[derive(Template)]
#[template(path = "initiative_rounds/minutes_print.html")]
pub struct MinutesPaper {
    pub shell: Shell,
    pub head: Letterhead,
    pub it: Detail,
    pub attended: Vec<Member>,
    pub absent: Vec<Member>,
    pub chair: String,
    pub secretary: String,
    pub lines: Vec<ResultLine>,
}

impl MinutesPaper {
    fn passed(&self) -> usize {
        self.lines.iter().filter(|line| line.passes).count()
    }

    fn has_grades(&self) -> bool {
        !self.it.grades.is_empty()
    }
}

#[derive(Template)]
#[template(path = "initiative_rounds/decision_print.html")]
pub struct DecisionPaper {
    pub shell: Shell,
    pub head: Letterhead,
    pub it: Detail,
    /// Those that are recognised.
    pub lines: Vec<ResultLine>,
}

impl DecisionPaper {
    fn has_grades(&self) -> bool {
        !self.it.grades.is_empty()
    }
}

/// A sheet that was sent, as its examiner would sign it.
pub fn sheet_paper(head: &Letterhead, round: &str, sheet: SheetDetail) -> Paper {
    let row = |(index, it): (usize, CriterionLine)| {
        vec![(index + 1).to_string(), it.name.to_owned(), it.most.to_string(), it.points]
    };
    let points = Block::Table {
        caption: "Điểm theo tiêu chí".to_owned(),
        columns: vec![
            Column::narrow("STT"),
            Column::wide("Tiêu chí", 1),
            Column::number("Điểm tối đa"),
            Column::number("Điểm chấm"),
        ],
        rows: sheet.criteria.into_iter().enumerate().map(row).map(Row::Cells).collect(),
        total: Some(vec![String::new(), "Tổng điểm".to_owned(), sheet.most, sheet.total]),
    };
    let comment = if sheet.comment.is_empty() { "–".to_owned() } else { sheet.comment };
    Paper {
        head: head.into(),
        title: "PHIẾU CHẤM ĐIỂM SÁNG KIẾN".to_owned(),
        subtitle: round.to_owned(),
        blocks: vec![
            Block::fact("Tên sáng kiến", format!("{} ({})", sheet.title, sheet.code)),
            Block::fact("Tác giả", format!("{}. Đơn vị: {}.", sheet.authors, sheet.unit)),
            Block::fact("Người chấm", sheet.examiner.as_str()),
            points,
            Block::fact("Nhận xét", comment),
            Block::fact("Kết luận", sheet.verdict),
        ],
        signatures: vec![Signature::of("NGƯỜI CHẤM", sheet.examiner)],
        ..Paper::default()
    }
}
