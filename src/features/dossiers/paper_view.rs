//! The papers of dossiers: the achievement report, and the annex that tells how a list came about.

use super::ledger::Stage;
use super::ledger_pages::LineView;
use super::ops::{Found, award_name};
use crate::domain::law::Level;
use crate::domain::subject::SubjectKind;
use crate::features::settings::ops::Letterhead;
use crate::papers::{Block, Column, DOTS, Paper, Signature};

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
    /// "Mẫu số 05"; empty where the catalogue knows of none.
    pub form: String,
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

impl Report {
    /// Báo cáo thành tích of a person or of a collective.
    pub fn paper(self) -> Paper {
        let mut paper = Paper {
            head: (&self.head).into(),
            title: "BÁO CÁO THÀNH TÍCH".to_owned(),
            subtitle: format!(
                "Đề nghị {} năm {}",
                award_name(self.dossier.award, self.dossier.year),
                self.dossier.year
            ),
            signatures: self.signatures(),
            ..Paper::default()
        };
        if !self.form.is_empty() {
            paper.blocks.push(Block::note(format!("({})", self.form)));
        }
        let is_person = self.is_person();
        paper.blocks.extend(background(is_person, self.known, self.background));
        paper.blocks.extend(achievements(self.parts, self.initiatives));
        paper.blocks.push(Block::heading("III. CÁC HÌNH THỨC ĐÃ ĐƯỢC KHEN THƯỞNG"));
        let decision = || Column::wide("Số, ngày quyết định, cơ quan ban hành", 3);
        let columns = |what: &str| vec![Column::narrow("Năm"), Column::wide(what, 2)];
        let with_decision = |what: &str| [columns(what), vec![decision()]].concat();
        paper.blocks.extend(past("1. Danh hiệu thi đua", with_decision("Danh hiệu"), self.titles));
        paper.blocks.extend(past("2. Hình thức khen thưởng", with_decision("Hình thức"), self.commendations));
        paper.blocks.extend(past("3. Mức độ hoàn thành nhiệm vụ", columns("Xếp loại"), self.grades));
        paper
    }

    fn is_person(&self) -> bool {
        self.dossier.subject_kind == SubjectKind::Person
    }

    /// What goes up to the Prime Minister or the President is confirmed by whoever sends it up too.
    fn signatures(&self) -> Vec<Signature> {
        let higher = Signature::of("XÁC NHẬN CỦA CẤP TRÌNH", "");
        if !self.is_person() {
            return vec![higher, Signature::of("THỦ TRƯỞNG ĐƠN VỊ", "")];
        }
        let own = [
            Signature::of("THỦ TRƯỞNG ĐƠN VỊ XÁC NHẬN", ""),
            Signature::of("NGƯỜI BÁO CÁO THÀNH TÍCH", self.dossier.subject_name.as_str()),
        ];
        let goes_up = matches!(self.dossier.award.award().level, Level::Government | Level::State);
        goes_up.then_some(higher).into_iter().chain(own).collect()
    }
}

fn background(is_person: bool, known: Vec<(&'static str, String)>, typed: Vec<Part>) -> Vec<Block> {
    let heading = if is_person { "I. SƠ LƯỢC LÝ LỊCH" } else { "I. SƠ LƯỢC ĐẶC ĐIỂM, TÌNH HÌNH" };
    let mut blocks = vec![Block::heading(heading)];
    blocks.extend(known.into_iter().map(|(label, text)| {
        let text = if text.is_empty() { DOTS } else { &text };
        Block::text(format!("- {label}: {text}"))
    }));
    for part in typed {
        if !is_person {
            blocks.push(Block::heading(part.heading.as_str()));
        }
        blocks.push(part.content());
    }
    blocks
}

fn achievements(typed: Vec<Part>, initiatives: Vec<String>) -> Vec<Block> {
    let mut blocks = vec![Block::heading("II. THÀNH TÍCH ĐẠT ĐƯỢC")];
    for part in typed {
        blocks.push(Block::heading(part.heading.as_str()));
        blocks.push(part.content());
    }
    if !initiatives.is_empty() {
        blocks.push(Block::heading("Sáng kiến đã được công nhận"));
        blocks.extend(initiatives.into_iter().map(|it| Block::text(format!("- {it}"))));
    }
    blocks
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
