//! The plan of a launch as a paper.

use super::view::{Detail, TaskLine};
use crate::domain::movement::Standing;
use crate::domain::wording::{Filled, Passage, Slot, Values};
use crate::features::settings::ops::Letterhead;
use crate::features::targets::ops::TargetLine;
use crate::papers::{Block, Column, DOTS, Paper, Signature};

/// The sections of a plan have these numbers; which ones there are differs.
const NUMERALS: [&str; 6] = ["I", "II", "III", "IV", "V", "VI"];

/// What a plan is written from.
pub struct Desk {
    pub it: Detail,
    pub head: Letterhead,
    pub tasks: Vec<TaskLine>,
    pub targets: Vec<TargetLine>,
    /// The awards planned, a line each.
    pub plan: Vec<String>,
    /// The texts around the data.
    pub said: Filled,
}

impl Desk {
    /// Kế hoạch phát động phong trào thi đua.
    pub fn plan_paper(&self) -> Paper {
        let it = &self.it;
        let mut blocks = Vec::new();
        match it.standing {
            Standing::Draft => blocks.push(Block::note("(Dự thảo)")),
            Standing::Cancelled => blocks.push(Block::note("(Đã hủy)")),
            _ => {}
        }
        if it.is_received {
            blocks.push(Block::text(self.said.say(Passage::Opening)));
        }
        for (numeral, (heading, body)) in NUMERALS.into_iter().zip(self.sections()) {
            blocks.push(Block::heading(format!("{numeral}. {heading}")));
            blocks.extend(body);
        }
        Paper {
            head: (&self.head).into(),
            title: "KẾ HOẠCH".to_owned(),
            subtitle: self.said.say(Passage::Subtitle),
            blocks,
            signatures: vec![Signature::of(self.head.signer_position.as_str(), self.head.signer_name.as_str())],
            ..Paper::default()
        }
        .sent_to(&self.said)
    }

    fn sections(&self) -> Vec<(&'static str, Vec<Block>)> {
        let mut sections = vec![
            ("MỤC ĐÍCH, THỜI GIAN", self.aims()),
            ("CHỈ TIÊU", vec![self.targets()]),
            ("NHIỆM VỤ CỤ THỂ", vec![self.tasks()]),
        ];
        if self.it.has_criteria() {
            sections.push(("TIÊU CHÍ THI ĐUA", self.criteria()));
        }
        sections.push(("KHEN THƯỞNG", self.commendation()));
        sections.push(("TỔ CHỨC THỰC HIỆN", vec![Block::text(self.said.say(Passage::Duties))]));
        sections
    }

    fn aims(&self) -> Vec<Block> {
        let it = &self.it;
        vec![Block::text(if it.aims.is_empty() { DOTS } else { &it.aims }), Block::text(self.said.say(Passage::Term))]
    }

    fn targets(&self) -> Block {
        if self.targets.is_empty() {
            return Block::text(self.said.say(Passage::Body));
        }
        let row = |(at, it): (usize, &TargetLine)| {
            vec![(at + 1).to_string(), it.indicator.clone(), it.goal.clone(), it.due.clone()]
        };
        let columns = vec![
            Column::narrow("STT"),
            Column::wide("Chỉ tiêu", 1),
            Column::number("Mức phấn đấu"),
            Column::narrow("Thời hạn"),
        ];
        Block::table("Chỉ tiêu của phong trào", columns, self.targets.iter().enumerate().map(row).collect())
    }

    fn tasks(&self) -> Block {
        if self.tasks.is_empty() {
            return Block::text(DOTS);
        }
        let row = |(at, it): (usize, &TaskLine)| {
            vec![(at + 1).to_string(), it.content.clone(), it.who.clone(), it.due.clone()]
        };
        let columns = vec![
            Column::narrow("STT"),
            Column::wide("Nội dung", 3),
            Column::wide("Đơn vị thực hiện", 2),
            Column::narrow("Thời hạn"),
        ];
        Block::table("Nhiệm vụ của phong trào", columns, self.tasks.iter().enumerate().map(row).collect())
    }

    fn criteria(&self) -> Vec<Block> {
        let said = self.it.criteria.iter().filter(|(_, words)| !words.is_empty());
        said.map(|(of, words)| Block::fact(of, words.as_str())).collect()
    }

    fn commendation(&self) -> Vec<Block> {
        let mut blocks: Vec<Block> = self.plan.iter().map(|line| Block::text(format!("- {line}."))).collect();
        if !self.it.plan_words.is_empty() {
            blocks.push(Block::text(self.it.plan_words.as_str()));
        } else if blocks.is_empty() {
            blocks.push(Block::text(self.said.say(Passage::BodyOther)));
        }
        blocks
    }
}

/// What comes into the places of its texts; `units` are the names of those that take part.
pub fn values_of(it: &Detail, units: &[String]) -> Values {
    let who = if units.is_empty() { "Các phòng, đơn vị thuộc cơ quan".to_owned() } else { units.join("; ") };
    Values::default()
        .set(Slot::Year, it.year.to_string())
        .set(Slot::Movement, it.name.as_str())
        .set(Slot::What, if it.is_received { "Hưởng ứng" } else { "Phát động" })
        .set(Slot::HigherDocument, it.higher_document.as_str())
        .set(Slot::LaunchedBy, it.launched_by.as_str())
        .set(Slot::Starts, it.starts_on.as_str())
        .set(Slot::Ends, it.ends_on.as_str())
        .set(Slot::Units, who)
}
