//! The reports on the half-year and the year: what was launched, what came of it, and room for what only people can say.

use chrono::NaiveDate;

use super::frame::Frame;
use super::parts::{Content, Part};
use super::pictures;
use super::store;
use crate::db::Connection;
use crate::domain::number::format_whole;
use crate::domain::report::{About, Kind};
use crate::domain::wording::{Filled, Passage, Slot, Values, Wording};
use crate::error::AppResult;
use crate::features::progress::ops::{self as progress, AwardStanding, Fact, HigherLine, Summary};
use crate::features::revenue::ops::{self as revenue, Standings};
use crate::papers::{Block, Column};

/// All that a report says.
pub struct Read {
    about: About,
    frame: Frame,
    has_movements: bool,
    has_pacts: bool,
    summary: Summary,
    /// Of the year before, which has been decided.
    last: Summary,
    revenue: Standings,
    said: Filled,
}

impl Read {
    pub fn of(conn: &mut Connection, about: About, today: NaiveDate, words: Wording) -> AppResult<Self> {
        let About { kind, year, month, unit } = about;
        let movements = store::movements_of(conn, year)?;
        let (pacts, initiatives) = (store::pacts_of(conn, year, unit)?, store::initiatives_of(conn, year, unit)?);
        let frame = Frame::of(conn, &about, today)?;
        let what = if kind == Kind::HalfYear { "Sơ kết" } else { "Tổng kết" };
        let two = |count: i64| format!("{count:02}");
        let values = Values::default()
            .set(Slot::Year, year.to_string())
            .set(Slot::What, what)
            .set(Slot::Period, about.period())
            .set(Slot::Unit, frame.unit_name("các phòng, đơn vị"))
            .set(Slot::Count, format!("{:02}", movements.len()))
            .set(Slot::Movements, movements.join("; "))
            .set(Slot::Signed, two(pacts.0))
            .set(Slot::All, two(pacts.1))
            .set(Slot::Filed, two(initiatives.0))
            .set(Slot::Passed, two(initiatives.1));
        Ok(Self {
            said: words.with(values),
            has_movements: !movements.is_empty(),
            has_pacts: pacts.1 > 0,
            summary: progress::summary(conn, year, unit, today)?,
            last: progress::summary(conn, year.previous(), unit, today)?,
            revenue: revenue::standings(conn, year, month, frame.unit_code(), today)?,
            about,
            frame,
        })
    }

    /// The report, and the places in its texts for which there are no data.
    pub fn content(self) -> (Content, Vec<Slot>) {
        let launched = if self.has_movements { Passage::Opening } else { Passage::OpeningOther };
        let said = |passage| Block::text(self.said.say(passage));
        let heading = |number: usize, passage| Part::new(format!("{number}"), Block::heading(self.said.say(passage)));
        let more = |number: usize| Part::new(format!("{number}.more"), Block::text(""));
        let mut parts = vec![
            heading(1, Passage::Heading1),
            Part::new("movements", said(launched)),
            Part::new("pacts", if self.has_pacts { said(Passage::Pacts) } else { Block::text("") }),
            more(1),
            heading(2, Passage::Heading2),
        ];
        parts.extend(self.titles());
        parts.extend(higher("higher", 2, &self.summary));
        parts.push(Part::new("initiatives", said(Passage::Initiatives)));
        parts.extend(self.revenue());
        parts.extend(self.last_year());
        parts.extend([more(2), heading(3, Passage::Heading3)]);
        parts.extend([Part::new("weaknesses", said(Passage::Weaknesses)), heading(4, Passage::Heading4)]);
        parts.push(Part::new("tasks", said(Passage::Tasks)));
        (Content::new(self.frame.paper("BÁO CÁO", &self.said), parts), self.said.missing())
    }

    fn titles(&self) -> Vec<Part> {
        let mut parts = vec![Part::new("titles", Block::text("1. Đăng ký và kết quả danh hiệu thi đua:"))];
        parts.extend(sentences("titles", &self.summary.facts));
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
        parts.push(Part::new("titles.table", Block::table("Đăng ký và kết quả danh hiệu thi đua", columns, rows)));
        parts.extend(pictures::of_years(&self.summary));
        parts
    }

    fn last_year(&self) -> Vec<Part> {
        let heading = format!("5. Kết quả năm {} đã có quyết định:", self.about.year.previous());
        let mut parts = vec![Part::new("last", Block::text(heading))];
        parts.extend(sentences("last", &self.last.facts));
        parts.extend(higher("last.higher", 6, &self.last));
        parts
    }

    fn revenue(&self) -> Vec<Part> {
        let Some(sentence) = self.revenue.sentence(&self.about.period()) else {
            return vec![Part::new("revenue", Block::text("4. Thu ngân sách: chưa có số liệu."))];
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
        let table = Block::table("Thu ngân sách so với dự toán", columns, rows.collect());
        let mut parts =
            vec![Part::new("revenue", Block::text(format!("4. Thu ngân sách nhà nước trên địa bàn: {sentence}")))];
        parts.extend(pictures::of_lines("revenue", &self.revenue.pictures));
        parts.push(Part::new("revenue.table", table));
        parts.extend(pictures::of_months("revenue", &self.revenue.pictures));
        parts
    }
}

/// What higher levels decided or still have before them.
fn higher(key: &str, number: usize, summary: &Summary) -> Vec<Part> {
    let year = summary.higher_year;
    if summary.higher.is_empty() {
        let none = format!("{number}. Khen thưởng của cấp trên năm {year}: chưa có.");
        return vec![Part::new(key, Block::text(none))];
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
        Part::new(key, Block::text(format!("{number}. Khen thưởng của cấp trên năm {year}:"))),
        Part::new(format!("{key}.table"), Block::table("Khen thưởng của cấp trên", columns, rows)),
    ]
}

/// "- Lao động tiên tiến (kết quả sơ kết): 96/96; 100,0%. Năm 2013: 93/96 người."
fn sentences(key: &str, facts: &[Fact]) -> Vec<Part> {
    let sentence = |(at, fact): (usize, &Fact)| {
        let provisional = if fact.is_provisional { " (kết quả sơ kết)" } else { "" };
        let text = format!("- {}{provisional}: {}; {}.", fact.label, fact.value, fact.note);
        Part::new(format!("{key}.{at}"), Block::text(text))
    };
    facts.iter().enumerate().map(sentence).collect()
}
