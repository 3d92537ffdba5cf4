//! The papers of a meeting: ballot, minutes of the count, minutes of the council, and what members read before it. Before
//! the vote they are forms with room to write in, so that a meeting wholly on paper has them too.

use std::collections::HashMap;

use super::agenda_store::{Item, Said};
use super::ballot_view::BallotSheet;
use super::concluding_view::ResultLine;
use super::meeting::Meeting;
use super::preparing_pages::quorum_words;
use super::preparing_view::AgendaLine;
use super::store::Member;
use crate::domain::ballot::Counts;
use crate::domain::council::{SETTING, Seat};
use crate::domain::council_meeting::Way;
use crate::domain::date::format_date;
use crate::domain::ids::*;
use crate::domain::number::counted;
use crate::domain::wording::{Filled, Passage, Slot, Values};
use crate::error::AppResult;
use crate::features::eligibility::ops::{Criteria, Kept};
use crate::features::settings::ops::Letterhead;
use crate::papers::{BOX, Block, Column, DOTS, Head, Paper, Row, Signature};
use crate::web::forms::TypedFields;

/// Everything the papers of a meeting are written from.
pub struct Desk<'d> {
    pub meeting: &'d Meeting,
    pub head: &'d Letterhead,
    pub voided: &'d [String],
    pub words: &'d Words,
}

/// The texts around the data of each of its papers.
pub struct Words {
    pub ballot: Filled,
    pub counting: Filled,
    pub minutes: Filled,
    pub roster: Filled,
}

/// What comes into the places of these texts.
pub fn values_of(meeting: &Meeting) -> Values {
    let (it, lines) = (&meeting.row, ResultLine::all(meeting));
    let passed = lines.iter().filter(|line| line.passed).count();
    let known = |count: usize| if lines.is_empty() { String::new() } else { counted(count) };
    Values::default()
        .set(Slot::Year, it.year.to_string())
        .set(Slot::MeetingDay, format_date(it.held_on))
        .set(Slot::Place, it.place.as_str())
        .set(Slot::Count, counted(meeting.items.len()))
        .set(Slot::Passed, known(passed))
        .set(Slot::Refused, known(lines.len() - passed))
        .set(Slot::EndedAt, it.ended_at.as_str())
}

impl Desk<'_> {
    fn head(&self, number: &str) -> Head {
        Head { number: number.to_owned(), ..self.head.into() }
    }

    fn name_of(&self, seat: Seat) -> String {
        let found = self.meeting.members.iter().find(|it| it.seat == seat);
        found.map_or_else(String::new, |it| it.name.clone())
    }

    fn held(&self) -> Vec<Block> {
        let it = &self.meeting.row;
        vec![
            Block::fact("Thời gian", format!("{}, ngày {}", it.begun_at, format_date(it.held_on))),
            Block::fact("Địa điểm", it.place.as_str()),
        ]
    }

    /// Phiếu bầu: one a sheet; it is stamped and not signed.
    pub fn ballots(&self) -> AppResult<Vec<Paper>> {
        let sheets = if self.meeting.sheets.is_empty() {
            BallotSheet::planned(self.meeting)?
        } else {
            BallotSheet::all(self.meeting, None, &TypedFields::default())?
        };
        let many = sheets.len() > 1;
        Ok(sheets.into_iter().map(|sheet| self.ballot(sheet, many)).collect())
    }

    fn ballot(&self, sheet: BallotSheet, many: bool) -> Paper {
        let row = |line: super::ballot_view::BallotLine| {
            let unit = if line.unit.is_empty() { "–".to_owned() } else { line.unit };
            vec![line.number.to_string(), line.name, unit, line.award.to_owned(), BOX.to_owned(), BOX.to_owned()]
        };
        let mut blocks = vec![Block::note(self.words.ballot.say(Passage::Opening))];
        if !sheet.left_out.is_empty() {
            blocks.push(Block::text(format!("Không phát cho: {}.", sheet.left_out)));
        }
        blocks.push(Block::Table {
            caption: "Người và tập thể được đề nghị".to_owned(),
            columns: vec![
                Column::narrow("STT"),
                Column::wide("Họ và tên, tập thể", 3),
                Column::wide("Đơn vị", 3),
                Column::wide("Danh hiệu, hình thức đề nghị", 3),
                Column::narrow("Đồng ý"),
                Column::narrow("Không đồng ý"),
            ],
            rows: sheet.lines.into_iter().map(row).map(Row::Cells).collect(),
            total: None,
        });
        let number = if many { format!(" (tờ {})", sheet.ordinal) } else { String::new() };
        Paper {
            head: self.head(""),
            title: format!("PHIẾU BẦU{number}"),
            subtitle: self.words.ballot.say(Passage::Subtitle),
            blocks,
            ..Paper::default()
        }
    }

    /// Biên bản kiểm phiếu.
    pub fn counting_minutes(&self) -> AppResult<Paper> {
        let board = self.meeting.board.as_ref();
        let mut blocks = self.held();
        blocks.push(Block::heading("I. BAN KIỂM PHIẾU"));
        match board {
            None => blocks.push(Block::text(DOTS)),
            Some(board) => {
                for member in &board.members {
                    let seat = if member.seat == Seat::Chair { "Trưởng ban" } else { "Ủy viên" };
                    blocks.push(Block::text(format!("- {}, {}: {seat}.", member.name, member.position)));
                }
            }
        }
        blocks.push(Block::heading("II. KẾT QUẢ KIỂM PHIẾU"));
        blocks.push(Block::fact("Tổng số thành viên Hội đồng", self.meeting.members.len().to_string()));
        blocks.extend(self.counts_of_sheets());
        blocks.push(self.results_table());
        blocks.extend(Block::optional(self.words.counting.say(Passage::Closing)));
        let chair = board.and_then(|it| it.members.iter().find(|member| member.seat == Seat::Chair));
        Ok(Paper {
            head: self.head(""),
            title: "BIÊN BẢN KIỂM PHIẾU".to_owned(),
            subtitle: self.words.counting.say(Passage::Subtitle),
            blocks,
            signatures: vec![
                Signature::of("ỦY VIÊN BAN KIỂM PHIẾU", ""),
                Signature::of("TRƯỞNG BAN KIỂM PHIẾU", chair.map_or("", |it| &it.name)),
            ],
            ..Paper::default()
        })
    }

    /// Issued, returned, valid and not, sheet by sheet.
    fn counts_of_sheets(&self) -> Vec<Block> {
        let is_counted = self.meeting.row.state.has_counts();
        if !is_counted {
            let blank = |label: &str| Block::fact(label, DOTS);
            let labels = ["Số phiếu phát ra", "Số phiếu thu về", "Số phiếu hợp lệ", "Số phiếu không hợp lệ"];
            return labels.into_iter().map(blank).collect();
        }
        let many = self.meeting.sheets.len() > 1;
        let row = |sheet: &super::ballot_store::Sheet| {
            let Counts { issued, returned, invalid } = self.meeting.counts(sheet);
            let valid = self.meeting.counts(sheet).valid();
            let which = if many { format!("Tờ {}: ", sheet.ordinal) } else { String::new() };
            Block::text(format!(
                "{which}Phát ra {issued} phiếu, thu về {returned} phiếu, hợp lệ {valid} phiếu, không hợp lệ {invalid} phiếu \
                 (trên máy {}, phiếu giấy {}, ý kiến bằng văn bản {}).",
                self.meeting.roll_of(sheet.id).filter(|it| it.voted).count(),
                sheet.paper_issued,
                sheet.written
            ))
        };
        self.meeting.sheets.iter().map(row).collect()
    }

    /// Votes of every line, or room for them.
    fn results_table(&self) -> Block {
        let columns = vec![
            Column::narrow("STT"),
            Column::wide("Họ và tên, tập thể", 3),
            Column::wide("Danh hiệu, hình thức", 3),
            Column::narrow("Đồng ý"),
            Column::narrow("Không đồng ý"),
            Column::narrow("Tỷ lệ"),
            Column::wide("Kết quả", 2),
        ];
        let lines = ResultLine::all(self.meeting);
        let rows = if lines.is_empty() { self.blank_rows() } else { self.counted_rows(&lines) };
        Block::table("Kết quả bỏ phiếu", columns, rows)
    }

    fn blank_rows(&self) -> Vec<Vec<String>> {
        let row = |(at, (item, _)): (usize, &(Item, Said))| {
            let line = AgendaLine::of(self.meeting, item);
            let mut row = vec![(at + 1).to_string(), line.name, line.award.to_owned()];
            row.resize(7, String::new());
            row
        };
        self.meeting.items.iter().enumerate().map(row).collect()
    }

    fn counted_rows(&self, lines: &[ResultLine]) -> Vec<Vec<String>> {
        let row = |(at, line): (usize, &ResultLine)| {
            vec![
                (at + 1).to_string(),
                line.name.clone(),
                line.award.to_owned(),
                format!("{}/{}", line.agree, line.members),
                line.disagree.to_string(),
                line.percent.clone(),
                if line.passed { "Thông qua".to_owned() } else { "Không thông qua".to_owned() },
            ]
        };
        lines.iter().enumerate().map(row).collect()
    }

    /// Biên bản họp Hội đồng.
    pub fn minutes(&self) -> AppResult<Paper> {
        let (it, said) = (&self.meeting.row, &self.words.minutes);
        let mut blocks = vec![Block::fact("Căn cứ thành lập Hội đồng", self.meeting.council.words())];
        blocks.extend(self.held());
        blocks.push(Block::heading("I. THÀNH PHẦN"));
        blocks.extend(self.attendance());
        blocks.push(Block::heading("II. NỘI DUNG"));
        blocks.push(Block::text(said.say(Passage::Body)));
        blocks.extend(self.recusals()?);
        for reason in self.voided {
            blocks.push(Block::text(format!("Cuộc bỏ phiếu đã hủy và bỏ phiếu lại: {reason}")));
        }
        if !it.opinions.is_empty() {
            blocks.push(Block::fact("Ý kiến tại phiên họp", it.opinions.as_str()));
        }
        blocks.push(Block::heading("III. KẾT QUẢ BỎ PHIẾU"));
        blocks.push(Block::text(said.say(Passage::Rule)));
        blocks.extend(self.counts_of_sheets());
        blocks.push(self.results_table());
        blocks.extend(self.reasons());
        blocks.push(Block::heading("IV. KẾT LUẬN CỦA CHỦ TỊCH HỘI ĐỒNG"));
        blocks.push(Block::text(if it.conclusion.is_empty() { self.conclusion() } else { it.conclusion.clone() }));
        blocks.push(Block::text(said.say(Passage::Closing)));
        Ok(Paper {
            head: self.head(&it.minutes_no),
            title: "BIÊN BẢN".to_owned(),
            subtitle: said.say(Passage::Subtitle),
            blocks,
            signatures: vec![
                Signature::of("THƯ KÝ HỘI ĐỒNG", self.name_of(Seat::Secretary)),
                Signature::of("CHỦ TỊCH HỘI ĐỒNG", self.name_of(Seat::Chair)),
            ],
            ..Paper::default()
        })
    }

    fn attendance(&self) -> Vec<Block> {
        let member = |it: &Member| format!("- {}, {}: {}.", it.name, it.position, it.seat.word());
        let mut blocks = vec![Block::text(quorum_words(self.meeting))];
        for it in self.meeting.members.iter().filter(|it| it.way.is_present()) {
            blocks.push(Block::text(member(it)));
        }
        for it in self.meeting.members.iter().filter(|it| !it.way.is_present()) {
            let way = if it.way == Way::Written { "gửi ý kiến bằng văn bản" } else { "không có ý kiến" };
            blocks.push(Block::text(format!("- Vắng: {}, {} ({way}).", it.name, it.reason)));
        }
        blocks
    }

    /// Who did not vote on what, and why.
    fn recusals(&self) -> AppResult<Vec<Block>> {
        let mut blocks = Vec::new();
        for (item, _) in &self.meeting.items {
            let line = AgendaLine::of(self.meeting, item);
            if !line.left_out.is_empty() {
                blocks.push(Block::text(format!("- {}: không bỏ phiếu {}.", line.name, line.left_out)));
            }
        }
        if !blocks.is_empty() {
            blocks.insert(0, Block::text(self.words.minutes.say(Passage::BodyOther)));
        }
        Ok(blocks)
    }

    /// The thresholds that were asked, and the chair's reasons.
    fn reasons(&self) -> Vec<Block> {
        let lines = ResultLine::all(self.meeting);
        let mut thresholds: Vec<(&str, &str)> = lines.iter().map(|it| (it.award, on_paper(&it.threshold))).collect();
        thresholds.dedup();
        let threshold = |(award, asked): &(&str, &str)| Block::text(format!("- {award}: {asked}."));
        let mut blocks: Vec<Block> = thresholds.iter().map(threshold).collect();
        for line in lines.iter().filter(|it| !it.reason.is_empty()) {
            blocks.push(Block::text(format!("- {}: Chủ tịch Hội đồng quyết định, lý do: {}", line.name, line.reason)));
        }
        blocks
    }

    fn conclusion(&self) -> String {
        let has_results = !ResultLine::all(self.meeting).is_empty();
        if has_results { self.words.minutes.say(Passage::Conclusion) } else { DOTS.to_owned() }
    }

    /// Danh sách trích ngang.
    pub fn roster(&self) -> Paper {
        let row = |(at, (item, _)): (usize, &(Item, Said))| {
            let line = AgendaLine::of(self.meeting, item);
            let unit = if line.unit.is_empty() { "–".to_owned() } else { line.unit };
            vec![(at + 1).to_string(), line.name, unit, line.award.to_owned(), line.achievement, line.left_out]
        };
        let said = &self.words.roster;
        let (opening, closing) = (said.say(Passage::Opening), said.say(Passage::Closing));
        let (opening, closing) = (Block::optional(opening), Block::optional(closing));
        Paper {
            head: self.head(""),
            title: "DANH SÁCH TRÍCH NGANG".to_owned(),
            subtitle: said.say(Passage::Subtitle),
            is_landscape: true,
            blocks: opening
                .into_iter()
                .chain([Block::Table {
                    caption: "Hồ sơ đề nghị".to_owned(),
                    columns: vec![
                        Column::narrow("STT"),
                        Column::wide("Họ và tên, tập thể", 3),
                        Column::wide("Đơn vị", 3),
                        Column::wide("Danh hiệu, hình thức đề nghị", 3),
                        Column::wide("Thành tích", 6),
                        Column::wide("Thành viên không bỏ phiếu", 2),
                    ],
                    rows: self.meeting.items.iter().enumerate().map(row).map(Row::Cells).collect(),
                    total: None,
                }])
                .chain(closing)
                .collect(),
            signatures: vec![Signature::of(said.say(Passage::SignedBy), "")],
            ..Paper::default()
        }
    }

    /// Tóm tắt thành tích và bảng đủ điều kiện, one paper a dossier.
    pub fn eligibility(&self, kept: &HashMap<DossierId, Kept>) -> Vec<Paper> {
        let paper = |(item, _): &(Item, Said)| {
            let line = AgendaLine::of(self.meeting, item);
            let mut blocks = vec![
                Block::fact("Danh hiệu, hình thức đề nghị", line.award),
                Block::fact("Đơn vị", item.unit_name.as_str()),
                Block::fact("Tóm tắt thành tích", if line.achievement.is_empty() { "–" } else { &line.achievement }),
                Block::fact("Tỷ lệ phiếu", on_paper(&line.threshold)),
            ];
            blocks.extend(kept.get(&item.dossier).map(|it| criteria_table(&Criteria::kept(it))).unwrap_or_default());
            Paper {
                head: self.head(""),
                title: "TÓM TẮT HỒ SƠ ĐỀ NGHỊ".to_owned(),
                subtitle: line.name,
                blocks,
                ..Paper::default()
            }
        };
        self.meeting.items.iter().map(paper).collect()
    }
}

/// Where it can be changed is for the screen.
fn on_paper(threshold: &str) -> &str {
    threshold.strip_suffix(SETTING).unwrap_or(threshold)
}

/// What the rules of the day of receipt found, criterion by criterion.
fn criteria_table(criteria: &Criteria) -> Vec<Block> {
    let row = |(at, it): (usize, &crate::features::eligibility::ops::Criterion)| {
        let said = [it.facts.join("; "), it.note.clone()];
        let said: Vec<String> = said.into_iter().filter(|words| !words.is_empty()).collect();
        vec![(at + 1).to_string(), it.criterion.clone(), said.join(". "), it.outcome.clone(), it.citation.clone()]
    };
    vec![
        Block::fact(
            "Kết quả thẩm định",
            format!("{}, theo {} (ngày {})", criteria.outcome, criteria.regime, criteria.day),
        ),
        Block::Table {
            caption: "Tiêu chuẩn".to_owned(),
            columns: vec![
                Column::narrow("STT"),
                Column::wide("Tiêu chuẩn", 3),
                Column::wide("Số liệu", 4),
                Column::wide("Kết quả", 2),
                Column::wide("Căn cứ", 3),
            ],
            rows: criteria.criteria.iter().enumerate().map(row).map(Row::Cells).collect(),
            total: None,
        },
    ]
}
