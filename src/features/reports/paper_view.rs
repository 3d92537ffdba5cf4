//! A report as a paper: what was launched, what came of it, and room for what only people can say.

use chrono::NaiveDate;

use super::store;
use crate::db::Connection;
use crate::domain::number::format_whole;
use crate::domain::report::Kind;
use crate::domain::wording::{Filled, Passage, Slot, Values, Wording};
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::features::progress::ops::{self as progress, AwardStanding, Fact, HigherLine, Summary};
use crate::features::revenue::ops::{self as revenue, Standings};
use crate::features::settings::ops::{Letterhead, agency, letterhead};
use crate::papers::{Block, Column, DOTS, Head, Paper, Sample, Signature};

/// All that a report says.
pub struct Read {
    kind: Kind,
    year: Year,
    head: Letterhead,
    has_movements: bool,
    summary: Summary,
    /// Of the year before, which has been decided.
    last: Summary,
    revenue: Standings,
    said: Filled,
}

impl Read {
    pub fn of(conn: &mut Connection, kind: Kind, year: Year, today: NaiveDate, words: Wording) -> AppResult<Self> {
        let symbol = agency(conn)?.symbol;
        let movements = store::movements_of(conn, year)?;
        let (pacts, initiatives) = (store::pacts_of(conn, year)?, store::initiatives_of(conn, year)?);
        let what = match kind {
            Kind::HalfYear => "Sơ kết",
            Kind::Year => "Tổng kết",
        };
        let two = |count: i64| format!("{count:02}");
        let values = Values::default()
            .set(Slot::Year, year.to_string())
            .set(Slot::What, what)
            .set(Slot::Period, kind.period(year))
            .set(Slot::Count, format!("{:02}", movements.len()))
            .set(Slot::Movements, movements.join("; "))
            .set(Slot::Signed, two(pacts.0))
            .set(Slot::All, two(pacts.1))
            .set(Slot::Filed, two(initiatives.0))
            .set(Slot::Passed, two(initiatives.1));
        Ok(Self {
            said: words.with(values),
            kind,
            year,
            head: Letterhead { number: format!("{DOTS}/BC-{symbol}"), ..letterhead(conn, today)? },
            has_movements: !movements.is_empty(),
            summary: progress::summary(conn, year, today)?,
            last: progress::summary(conn, year.previous(), today)?,
            revenue: revenue::standings(conn, year, kind.last_month(), today)?,
        })
    }

    pub fn report(self) -> Sample {
        let (period, said) = (self.kind.period(self.year), &self.said);
        let launched = if self.has_movements { Passage::Opening } else { Passage::OpeningOther };
        let mut blocks = vec![
            Block::heading(said.say(Passage::Heading1)),
            Block::text(said.say(launched)),
            Block::text(said.say(Passage::Pacts)),
            Block::heading(said.say(Passage::Heading2)),
        ];
        blocks.extend(self.titles());
        blocks.extend(higher(2, &self.summary));
        blocks.push(Block::text(said.say(Passage::Initiatives)));
        blocks.extend(self.revenue(&period));
        blocks.extend(self.last_year());
        blocks.push(Block::heading(said.say(Passage::Heading3)));
        blocks.push(Block::text(said.say(Passage::Weaknesses)));
        blocks.push(Block::heading(said.say(Passage::Heading4)));
        blocks.push(Block::text(said.say(Passage::Tasks)));
        let paper = Paper {
            title: "BÁO CÁO".to_owned(),
            subtitle: said.say(Passage::Subtitle),
            blocks,
            signatures: vec![Signature::of(self.head.signer_position.clone(), self.head.signer_name.clone())],
            head: Head::from(&self.head),
            ..Paper::default()
        };
        let papers = vec![paper.sent_to(said)];
        Sample { of: format!("{} {}", self.kind.word(), self.year), papers, missing: said.missing() }
    }

    fn titles(&self) -> Vec<Block> {
        let mut blocks = vec![Block::text("1. Đăng ký và kết quả danh hiệu thi đua:")];
        blocks.extend(self.summary.facts.iter().map(sentence));
        let row = |(at, it): (usize, &AwardStanding)| {
            let mut row = vec![(at + 1).to_string(), it.award.clone()];
            row.extend([it.registered, it.provisional, it.achieved, it.achieved_last_year].map(format_whole));
            row
        };
        let columns = vec![
            Column::narrow("STT"),
            Column::wide("Danh hiệu", 1),
            Column::number("Đăng ký"),
            Column::number("Sơ kết"),
            Column::number("Đã đạt"),
            Column::number("Năm trước"),
        ];
        let rows = self.summary.awards.iter().enumerate().map(row).collect();
        blocks.push(Block::table("Đăng ký và kết quả danh hiệu thi đua", columns, rows));
        blocks
    }

    fn last_year(&self) -> Vec<Block> {
        let mut blocks = vec![Block::text(format!("5. Kết quả năm {} đã có quyết định:", self.year.previous()))];
        blocks.extend(self.last.facts.iter().map(sentence));
        blocks.extend(higher(6, &self.last));
        blocks
    }

    fn revenue(&self, period: &str) -> Vec<Block> {
        let Some(sentence) = self.revenue.sentence(period) else {
            return vec![Block::text("4. Thu ngân sách: chưa có số liệu.")];
        };
        let rows = self.revenue.lines.iter().map(|it| {
            vec![
                it.name.clone(),
                it.estimate.clone(),
                it.cumulative.clone(),
                it.percent.clone(),
                it.of_last_year.clone(),
            ]
        });
        let columns = vec![
            Column::wide("Khoản thu", 1),
            Column::number("Dự toán (tỷ đồng)"),
            Column::number("Lũy kế (tỷ đồng)"),
            Column::number("% dự toán"),
            Column::number("% cùng kỳ"),
        ];
        vec![
            Block::text(format!("4. Thu ngân sách nhà nước trên địa bàn: {sentence}")),
            Block::table("Thu ngân sách so với dự toán", columns, rows.collect()),
        ]
    }
}

/// What higher levels decided or still have before them.
fn higher(number: usize, summary: &Summary) -> Vec<Block> {
    let year = summary.higher_year;
    if summary.higher.is_empty() {
        return vec![Block::text(format!("{number}. Khen thưởng của cấp trên năm {year}: chưa có."))];
    }
    let row = |(at, it): (usize, &HigherLine)| {
        vec![
            (at + 1).to_string(),
            it.award.clone(),
            it.authority.clone(),
            it.collectives.number.clone(),
            it.people.number.clone(),
            if it.is_escalated { it.tag().to_owned() } else { "Đã quyết định".to_owned() },
        ]
    };
    let columns = vec![
        Column::narrow("STT"),
        Column::wide("Danh hiệu, hình thức", 3),
        Column::wide("Cơ quan quyết định", 3),
        Column::number("Tập thể"),
        Column::number("Cá nhân"),
        Column::wide("Kết quả", 2),
    ];
    let rows = summary.higher.iter().enumerate().map(row).collect();
    vec![
        Block::text(format!("{number}. Khen thưởng của cấp trên năm {year}:")),
        Block::table("Khen thưởng của cấp trên", columns, rows),
    ]
}

/// "- Lao động tiên tiến (kết quả sơ kết): 96/96; 100,0%. Năm 2013: 93/96 người."
fn sentence(fact: &Fact) -> Block {
    let provisional = if fact.is_provisional { " (kết quả sơ kết)" } else { "" };
    Block::text(format!("- {}{provisional}: {}; {}.", fact.label, fact.value, fact.note))
}
