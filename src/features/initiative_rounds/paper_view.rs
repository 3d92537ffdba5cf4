//! The papers of a round: the minutes of the council, its sheets, the decision with its list.

use chrono::NaiveDate;

use super::gathering_view::Member;
use super::outcome_view::ResultLine;
use super::sheet_view::{CriterionLine, SheetDetail};
use super::view::Detail;
use crate::domain::date::paper_date;
use crate::domain::law::{Matter, grounds_on};
use crate::domain::number::counted;
use crate::domain::text::upper;
use crate::domain::wording::{Filled, Passage, Slot, Values};
use crate::features::settings::ops::Letterhead;
use crate::papers::{Block, Column, Head, Paper, Row, Signature};

/// What the minutes are written from.
pub struct Minutes {
    pub head: Letterhead,
    pub it: Detail,
    pub attended: Vec<Member>,
    pub absent: Vec<Member>,
    pub chair: String,
    pub secretary: String,
    pub lines: Vec<ResultLine>,
    /// The texts around the data.
    pub said: Filled,
}

/// What comes into the places of the texts of minutes.
pub fn minutes_values(it: &Detail, lines: &[ResultLine]) -> Values {
    let passed = lines.iter().filter(|line| line.passes).count();
    Values::default()
        .set(Slot::Year, it.year.to_string())
        .set(Slot::BegunAt, it.begun_at.as_str())
        .set(Slot::EndedAt, it.ended_at.as_str())
        .set(Slot::MeetingDay, it.held_on.as_str())
        .set(Slot::Place, it.place.as_str())
        .set(Slot::Sheet, it.sheet_name.to_string())
        .set(Slot::PassMark, it.pass_mark.to_string())
        .set(Slot::Threshold, it.threshold.to_string())
        .set(Slot::Initiatives, counted(lines.len()))
        .set(Slot::Passed, counted(passed))
        .set(Slot::Refused, counted(lines.len() - passed))
}

impl Minutes {
    /// Biên bản họp Hội đồng sáng kiến.
    pub fn paper(&self) -> Paper {
        let (it, said) = (&self.it, &self.said);
        let mut blocks = vec![Block::fact("1. Thời gian, địa điểm", said.say(Passage::Opening))];
        blocks.extend(self.attendance());
        let opinions = if it.opinions.is_empty() { said.say(Passage::NoOpinions) } else { it.opinions.clone() };
        blocks.extend([
            Block::fact("3. Cách xét", said.say(Passage::Rule)),
            Block::fact("4. Kết quả chấm", said.say(Passage::Body)),
            self.results(),
            Block::fact("5. Ý kiến tại cuộc họp", opinions),
            Block::fact("6. Kết luận", said.say(Passage::Conclusion)),
        ]);
        blocks.extend(Block::optional(said.say(Passage::Closing)));
        Paper {
            head: (&self.head).into(),
            title: "BIÊN BẢN".to_owned(),
            subtitle: format!("Họp Hội đồng sáng kiến – {}", it.name),
            blocks,
            signatures: vec![
                Signature::of("THƯ KÝ", self.secretary.as_str()),
                Signature::of("CHỦ TỊCH HỘI ĐỒNG", self.chair.as_str()),
            ],
            ..Paper::default()
        }
    }

    fn attendance(&self) -> Vec<Block> {
        let (here, all) = (self.attended.len(), self.attended.len() + self.absent.len());
        let council = match self.it.council_no.as_str() {
            "" => String::new(),
            number => format!(", Hội đồng thành lập theo Quyết định {number}"),
        };
        let who = format!(
            "{here}/{all} thành viên dự họp (cần từ {} số thành viên){council}. Chủ trì: {}. Thư ký: {}.",
            self.it.quorum, self.chair, self.secretary
        );
        let mut blocks = vec![Block::fact("2. Thành phần", who), Block::fact("Có mặt", named(&self.attended))];
        if !self.absent.is_empty() {
            blocks.push(Block::fact("Vắng mặt", named(&self.absent)));
        }
        blocks
    }

    fn results(&self) -> Block {
        let columns = vec![
            Column::narrow("STT"),
            Column::wide("Tên sáng kiến", 4),
            Column::wide("Tác giả, tỷ lệ", 3),
            Column::wide("Đơn vị", 3),
            Column::number("Điểm trung bình"),
            Column::narrow("Đề nghị công nhận"),
            Column::wide("Kết quả", 2),
        ];
        let row = |(at, line): (usize, &ResultLine)| {
            let is_graded = !self.it.grades.is_empty() && !line.grade.is_empty();
            let grade = if is_graded { format!(", loại {}", line.grade) } else { String::new() };
            vec![
                (at + 1).to_string(),
                line.title.clone(),
                line.authors.clone(),
                line.unit.clone(),
                line.mean.clone(),
                line.agree.clone(),
                format!("{}{grade}", line.outcome()),
            ]
        };
        Block::table("Kết quả chấm từng sáng kiến", columns, self.lines.iter().enumerate().map(row).collect())
    }
}

/// "Nguyễn Văn A (Chủ tịch); Trần Thị B (Ủy viên)."
fn named(members: &[Member]) -> String {
    let said: Vec<String> = members.iter().map(|it| format!("{} ({})", it.name, it.seat)).collect();
    format!("{}.", said.join("; "))
}

/// What the decision is written from.
pub struct Decision {
    pub head: Letterhead,
    pub it: Detail,
    /// Those that are recognised.
    pub lines: Vec<ResultLine>,
    /// On which it is issued or, of a draft, today.
    pub day: NaiveDate,
    /// The texts around the data.
    pub said: Filled,
}

/// What comes into the places of the texts of a decision.
pub fn decision_values(head: &Letterhead, it: &Detail, lines: &[ResultLine], day: NaiveDate) -> Values {
    let issued_on = (!it.decision_no.is_empty()).then(|| paper_date(day));
    Values::default()
        .set(Slot::Year, it.year.to_string())
        .set(Slot::Agency, head.agency_name.as_str())
        .set(Slot::AgencyCapitals, upper(&head.agency_name))
        .set(Slot::Authority, head.office())
        .set(Slot::Initiatives, counted(lines.len()))
        .set(Slot::MinutesNo, it.minutes_no.as_str())
        .set(Slot::MeetingDay, it.held_on.as_str())
        .set(Slot::DecisionNo, it.decision_no.as_str())
        .or(Slot::DecisionDay, issued_on, "ngày …… tháng …… năm ……")
}

impl Decision {
    /// The decision and the list that belongs to it.
    pub fn papers(&self) -> Vec<Paper> {
        if self.lines.is_empty() { vec![self.decision()] } else { vec![self.decision(), self.list()] }
    }

    fn is_draft(&self) -> bool {
        self.it.decision_no.is_empty()
    }

    fn subtitle(&self) -> String {
        match self.it.decision_abstract.as_str() {
            "" => self.said.say(Passage::Subtitle),
            line => line.to_owned(),
        }
    }

    fn decision(&self) -> Paper {
        let mut blocks = Vec::new();
        if self.is_draft() {
            blocks.push(Block::note("(Dự thảo, chưa có số và ngày ban hành)"));
        }
        let said = &self.said;
        let mut grounds = grounds_on(Matter::Initiative, self.day, &self.head.place);
        for passage in [Passage::FirstGrounds, Passage::MinutesGround, Passage::LastGrounds] {
            grounds.extend(said.grounds(passage));
        }
        blocks.extend([
            Block::centred(said.say(Passage::Authority)),
            Block::ground(format!("{}.", grounds.join(";\n"))),
            Block::centred("QUYẾT ĐỊNH:"),
            Block::article(1, said.say(Passage::Article1)),
            Block::article(2, said.say(Passage::Article2)),
        ]);
        Paper {
            head: (&self.head).into(),
            title: "QUYẾT ĐỊNH".to_owned(),
            subtitle: self.subtitle(),
            blocks,
            signatures: vec![Signature::of(self.head.signer_position.as_str(), self.head.signer_name.as_str())],
            ..Paper::default()
        }
        .sent_to(said)
    }

    fn list(&self) -> Paper {
        Paper {
            head: Head { layout: self.head.layout, ..Head::default() },
            title: "DANH SÁCH SÁNG KIẾN ĐƯỢC CÔNG NHẬN".to_owned(),
            subtitle: self.subtitle(),
            is_annex: true,
            blocks: vec![Block::note(self.said.say(Passage::ListNote)), self.table()],
            ..Paper::default()
        }
    }

    fn table(&self) -> Block {
        let has_grades = !self.it.grades.is_empty();
        let mut columns = vec![
            Column::narrow("STT"),
            Column::wide("Tên sáng kiến", 5),
            Column::wide("Tác giả, tỷ lệ", 4),
            Column::wide("Đơn vị", 4),
            Column::wide("Phạm vi", 2),
        ];
        if has_grades {
            columns.push(Column::narrow("Loại"));
        }
        let row = |(at, line): (usize, &ResultLine)| {
            let mut row = vec![
                (at + 1).to_string(),
                line.title.clone(),
                line.authors.clone(),
                line.unit.clone(),
                "Cấp cơ sở".to_owned(),
            ];
            if has_grades {
                row.push(line.grade.clone());
            }
            row
        };
        Block::table("Sáng kiến được công nhận", columns, self.lines.iter().enumerate().map(row).collect())
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
