//! The papers of dossiers: the achievement report, and the annex that tells how a list came about.

use super::ledger::Stage;
use super::ledger_pages::LineView;
use super::ops::{Found, award_name};
use crate::domain::law::Level;
use crate::domain::subject::SubjectKind;
use crate::domain::wording::{Filled, PaperKind, Passage, Slot, Values};
use crate::features::settings::ops::Letterhead;
use crate::papers::{Block, Column, DOTS, Paper, Signature, or_dots};

/// One typed section.
pub struct Part {
    /// "1. Quyền hạn, nhiệm vụ được giao"; what belongs to the number before has none of its own.
    pub heading: String,
    pub content: String,
}

impl Part {
    fn content(self) -> Block {
        Block::text(if self.content.is_empty() { DOTS.to_owned() } else { self.content })
    }
}

/// What an achievement report is written from.
pub struct Report {
    pub head: Letterhead,
    pub dossier: Found,
    /// The texts around the data.
    pub said: Filled,
    /// A form of the law stands behind it.
    pub has_form: bool,
    /// What is known of the subject, before the typed part of section I.
    pub known: Vec<(&'static str, String)>,
    /// Section I, then section II.
    pub background: Vec<Part>,
    pub parts: Vec<Part>,
    pub initiatives: Vec<String>,
    /// Of section III: year, what, and the paper that says so.
    pub titles: Vec<Vec<String>>,
    pub commendations: Vec<Vec<String>>,
    /// Year and grade.
    pub grades: Vec<Vec<String>>,
}

/// Which texts a report has.
pub fn report_kind(of: SubjectKind) -> PaperKind {
    if of == SubjectKind::Person { PaperKind::PersonReport } else { PaperKind::UnitReport }
}

/// What comes into the places of these texts; `form` is "Mẫu số 05", empty where the catalogue knows of none.
pub fn report_values(it: &Found, form: &str) -> Values {
    Values::default()
        .set(Slot::Year, it.year.to_string())
        .set(Slot::Award, award_name(it.award, it.year))
        .set(Slot::Form, form)
}

impl Report {
    /// Báo cáo thành tích of a person or of a collective, with what it said.
    pub fn paper(self) -> (Paper, Filled) {
        let mut paper = Paper {
            head: (&self.head).into(),
            title: "BÁO CÁO THÀNH TÍCH".to_owned(),
            subtitle: self.said.say(Passage::Subtitle),
            signatures: self.signatures(),
            ..Paper::default()
        };
        let said = &self.said;
        if self.has_form {
            paper.blocks.push(Block::note(said.say(Passage::ListNote)));
        }
        let is_person = self.is_person();
        paper.blocks.push(Block::heading(said.say(Passage::Heading1)));
        paper.blocks.extend(background(is_person, self.known, self.background));
        paper.blocks.push(Block::heading(said.say(Passage::Heading2)));
        paper.blocks.extend(achievements(self.parts));
        if !self.initiatives.is_empty() {
            paper.blocks.push(Block::heading(said.say(Passage::Initiatives)));
            paper.blocks.extend(self.initiatives.into_iter().map(|it| Block::text(format!("- {it}"))));
        }
        paper.blocks.push(Block::heading(said.say(Passage::Heading3)));
        let decision = || Column::wide("Số, ngày quyết định, cơ quan ban hành", 3);
        let columns = |what: &str| vec![Column::narrow("Năm"), Column::wide(what, 2)];
        let with_decision = |what: &str| [columns(what), vec![decision()]].concat();
        paper.blocks.extend(past("1. Danh hiệu thi đua", with_decision("Danh hiệu"), self.titles));
        paper.blocks.extend(past("2. Hình thức khen thưởng", with_decision("Hình thức"), self.commendations));
        let grades = said.say(Passage::Grades);
        if !grades.is_empty() {
            let columns = [columns("Xếp loại"), vec![Column::wide("Số, ngày, cơ quan ban hành văn bản", 3)]].concat();
            paper.blocks.extend(past(&grades, columns, self.grades));
        }
        paper.blocks.extend(Block::optional(said.say(Passage::Closing)));
        (paper, self.said)
    }

    fn is_person(&self) -> bool {
        self.dossier.subject_kind == SubjectKind::Person
    }

    /// What goes up to the Prime Minister or the President is confirmed by whoever sends it up too.
    fn signatures(&self) -> Vec<Signature> {
        let signed = |passage: Passage, name: &str| Signature::of(self.said.say(passage), name);
        let higher = signed(Passage::HigherWitness, "");
        if !self.is_person() {
            return vec![higher, signed(Passage::SignedBy, "")];
        }
        let own = [signed(Passage::Witness, ""), signed(Passage::SignedBy, &self.dossier.subject_name)];
        let goes_up = matches!(self.dossier.award.award().level, Level::Government | Level::State);
        goes_up.then_some(higher).into_iter().chain(own).collect()
    }
}

fn background(is_person: bool, known: Vec<(&'static str, String)>, typed: Vec<Part>) -> Vec<Block> {
    let fact = |(label, text): (&'static str, String)| Block::text(format!("- {label}: {}", or_dots(&text)));
    let mut blocks: Vec<Block> = known.into_iter().map(fact).collect();
    for part in typed {
        if !is_person {
            blocks.push(Block::heading(part.heading.as_str()));
        }
        blocks.push(part.content());
    }
    blocks
}

fn achievements(typed: Vec<Part>) -> impl Iterator<Item = Block> {
    typed.into_iter().flat_map(|part| [Block::heading(part.heading.as_str()), part.content()])
}

fn past(caption: &str, columns: Vec<Column>, rows: Vec<Vec<String>>) -> Vec<Block> {
    if rows.is_empty() {
        return vec![Block::text(format!("{caption}: chưa có."))];
    }
    vec![Block::heading(caption), Block::table(caption, columns, rows)]
}

/// Phụ lục: what changed on the list from the proposals to the decision; `about` is its subtitle.
pub fn ledger_annex(head: &Letterhead, about: &str, counts: &[(Stage, i64)], lines: Vec<LineView>) -> Paper {
    let counts: Vec<String> = counts.iter().map(|(stage, count)| format!("{}: {count}", stage.word())).collect();
    let changes = if lines.is_empty() { Block::text("Không có thay đổi.") } else { changes(lines) };
    Paper {
        head: head.into(),
        title: "PHỤ LỤC".to_owned(),
        subtitle: about.to_owned(),
        is_landscape: true,
        blocks: vec![Block::text(format!("{}.", counts.join("; "))), changes],
        signatures: vec![Signature::of(head.signer_position.as_str(), head.signer_name.as_str())],
        ..Paper::default()
    }
}

fn changes(lines: Vec<LineView>) -> Block {
    let row = |(at, it): (usize, LineView)| {
        let change = format!("{}: {}", it.stage, it.change);
        vec![(at + 1).to_string(), it.name, it.unit, it.award, change, format!("{}, {}", it.by, it.on), it.reason]
    };
    let columns = vec![
        Column::narrow("STT"),
        Column::wide("Họ và tên, tên tập thể", 3),
        Column::wide("Đơn vị", 3),
        Column::wide("Danh hiệu, hình thức", 3),
        Column::wide("Giai đoạn, thay đổi", 3),
        Column::wide("Người thực hiện, ngày", 3),
        Column::wide("Lý do", 4),
    ];
    Block::table("Thay đổi từ đề nghị đến quyết định", columns, lines.into_iter().enumerate().map(row).collect())
}
