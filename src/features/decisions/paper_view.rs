//! The paper of a decision and its list (procedure.md §3).

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use super::bonuses::LineBonus;
use super::lines::Line;
use super::store::Decision;
use crate::domain::date::{format_date, paper_date};
use crate::domain::ids::*;
use crate::domain::law::wording::capital;
use crate::domain::law::{AwardCode, Matter, grounds_on};
use crate::domain::money::Dong;
use crate::domain::number::{format_percent, percent};
use crate::domain::subject::SubjectKind;
use crate::domain::text::upper;
use crate::domain::wording::{Filled, Passage, Slot, Values};
use crate::features::settings::ops::Letterhead;
use crate::papers::{Block, Column, DOTS, Head, Paper, Signature};

/// All that its papers say.
pub struct Desk {
    pub decision: Decision,
    pub head: Letterhead,
    pub named: Vec<Line>,
    /// It takes back what others granted.
    pub takes_back: bool,
    pub bonuses: Vec<LineBonus>,
    /// Numbers of the decisions on initiatives of each person.
    pub recognitions: HashMap<SubjectId, Vec<String>>,
    /// Number and day of the council's minutes.
    pub minutes: Vec<(String, NaiveDate)>,
    pub headcounts: HashMap<UnitId, i64>,
    pub holders: HashSet<(UnitId, SubjectId, AwardCode)>,
    /// The title everybody can earn, and the next one.
    pub titles: [AwardCode; 2],
    pub day: NaiveDate,
    /// The texts around the data.
    pub said: Filled,
}

impl Desk {
    pub fn papers(&self) -> Vec<Paper> {
        if self.named.is_empty() { vec![self.decision()] } else { vec![self.decision(), self.list()] }
    }

    fn decision(&self) -> Paper {
        let said = &self.said;
        let mut grounds = grounds_on(Matter::Emulation, self.day, &self.head.place);
        grounds.extend(said.grounds(Passage::FirstGrounds));
        grounds.extend(self.minutes.iter().map(|(number, held_on)| {
            let own =
                Values::default().set(Slot::MinutesNo, number.as_str()).set(Slot::MeetingDay, format_date(*held_on));
            said.say_of(Passage::MinutesGround, &own)
        }));
        grounds.extend(said.grounds(Passage::LastGrounds));
        let what = if self.named.is_empty() { DOTS.to_owned() } else { said.say(Passage::Article1) };
        Paper {
            head: Head::from(&self.head),
            title: "QUYẾT ĐỊNH".to_owned(),
            subtitle: self.decision.abstract_line.clone(),
            blocks: vec![
                Block::centred(said.say(Passage::Authority)),
                Block::ground(format!("{}.", grounds.join(";\n"))),
                Block::centred("QUYẾT ĐỊNH:"),
                Block::article(1, what),
                Block::article(2, self.money()),
                Block::article(3, said.say(Passage::Article3)),
            ],
            signatures: vec![Signature::of(self.head.signer_position.clone(), self.head.signer_name.clone())],
            ..Paper::default()
        }
        .sent_to(said)
    }

    /// Where bonuses are not reckoned yet, another text stands.
    fn money(&self) -> String {
        let is_open = !self.takes_back && total(&self.bonuses).is_zero();
        self.said.say(if is_open { Passage::Article2Other } else { Passage::Article2 })
    }

    fn list(&self) -> Paper {
        let mut blocks = vec![Block::note(self.said.say(Passage::ListNote))];
        let (units, people): (Vec<_>, Vec<_>) =
            self.named.iter().zip(&self.bonuses).partition(|(it, _)| it.kind == SubjectKind::Unit);
        if !units.is_empty() {
            blocks.push(Block::heading("I. TẬP THỂ"));
            blocks.push(self.units(&units));
        }
        if !people.is_empty() {
            blocks.push(Block::heading(if units.is_empty() { "I. CÁ NHÂN" } else { "II. CÁ NHÂN" }));
            blocks.push(self.people(&people));
        }
        if !self.takes_back && !total(&self.bonuses).is_zero() {
            blocks.push(Block::text(self.said.say(Passage::ListTotal)));
        }
        Paper {
            head: Head { layout: self.head.layout, ..Head::default() },
            title: "DANH SÁCH".to_owned(),
            subtitle: self.decision.abstract_line.clone(),
            is_landscape: true,
            is_annex: true,
            blocks,
            ..Paper::default()
        }
    }

    fn people(&self, lines: &[(&Line, &LineBonus)]) -> Block {
        let row = |(at, (it, bonus)): (usize, &(&Line, &LineBonus))| {
            vec![
                (at + 1).to_string(),
                it.name.clone(),
                it.position.clone().unwrap_or_default(),
                it.unit_name.clone(),
                it.award.award().name_on(self.day).to_owned(),
                self.recognitions.get(&it.subject).map_or_else(String::new, |numbers| numbers.join(", ")),
                bonus.coefficient.clone(),
                amount_of(bonus),
                note_of(bonus),
            ]
        };
        let columns = vec![
            Column::narrow("STT"),
            Column::wide("Họ và tên", 4),
            Column::wide("Chức vụ", 3),
            Column::wide("Đơn vị", 4),
            Column::wide("Danh hiệu, hình thức", 4),
            Column::wide("Sáng kiến (số quyết định)", 3),
            Column::number("Hệ số"),
            Column::number("Tiền thưởng (đồng)"),
            Column::wide("Ghi chú", 3),
        ];
        Block::table("Cá nhân được khen thưởng", columns, lines.iter().enumerate().map(row).collect())
    }

    fn units(&self, lines: &[(&Line, &LineBonus)]) -> Block {
        let row = |(at, (it, bonus)): (usize, &(&Line, &LineBonus))| {
            let unit = UnitId(it.subject.0);
            let all = self.headcounts.get(&unit).copied().unwrap_or_default();
            let [base, next] = self.titles.map(|title| self.holding(unit, title));
            let share = format_percent(percent(base, all), 1);
            vec![
                (at + 1).to_string(),
                it.name.clone(),
                all.to_string(),
                if all == 0 { base.to_string() } else { format!("{base} ({share})") },
                next.to_string(),
                it.award.award().name_on(self.day).to_owned(),
                bonus.coefficient.clone(),
                amount_of(bonus),
                note_of(bonus),
            ]
        };
        let [base, next] = self.titles.map(|title| title.award().name_on(self.day));
        let columns = vec![
            Column::narrow("STT"),
            Column::wide("Tên tập thể", 4),
            Column::number("Tổng số người"),
            Column::wide(base, 2),
            Column::wide(next, 2),
            Column::wide("Danh hiệu, hình thức", 4),
            Column::number("Hệ số"),
            Column::number("Tiền thưởng (đồng)"),
            Column::wide("Ghi chú", 3),
        ];
        Block::table("Tập thể được khen thưởng", columns, lines.iter().enumerate().map(row).collect())
    }

    /// How many of a unit hold a title of the year, by this decision or by one before.
    fn holding(&self, unit: UnitId, title: AwardCode) -> i64 {
        let here =
            self.named.iter().filter(|it| it.kind == SubjectKind::Person && it.unit == unit && it.award == title);
        let mut all: HashSet<SubjectId> = here.map(|it| it.subject).collect();
        let before = self.holders.iter().filter(|(of, _, award)| *of == unit && *award == title);
        all.extend(before.map(|(_, subject, _)| *subject));
        all.len() as i64
    }
}

/// What comes into the places of its texts.
pub fn values_of(
    decision: &Decision,
    head: &Letterhead,
    (named, bonuses): (&[Line], &[LineBonus]),
    day: NaiveDate,
) -> Values {
    let authority = head.office();
    let total = total(bonuses);
    let known = |said: String| if total.is_zero() { String::new() } else { said };
    Values::default()
        .set(Slot::Year, decision.year.to_string())
        .set(Slot::Agency, head.agency_name.as_str())
        .set(Slot::AgencyCapitals, upper(&head.agency_name))
        .set(Slot::Authority, authority)
        .set(Slot::IssuedBy, format!("{} {}", capital(&authority.to_lowercase()), head.agency_name))
        .set(Slot::Whom, whom(named))
        .set(Slot::Sums, sums(named, day))
        .set(Slot::Total, known(total.to_string()))
        .set(Slot::TotalInWords, known(total.in_words()))
        .set(Slot::DecisionNo, decision.number.clone().unwrap_or_default())
        .or(Slot::DecisionDay, decision.decided_on.map(paper_date), "ngày …… tháng …… năm ……")
}

fn total(bonuses: &[LineBonus]) -> Dong {
    bonuses.iter().filter_map(|bonus| bonus.amount).sum()
}

/// "02 lượt tập thể và 03 lượt cá nhân"
fn whom(named: &[Line]) -> String {
    let of = |kind, word| match named.iter().filter(|it| it.kind == kind).count() {
        0 => None,
        count => Some(format!("{count:02} lượt {word}")),
    };
    let whom = [of(SubjectKind::Unit, "tập thể"), of(SubjectKind::Person, "cá nhân")];
    whom.into_iter().flatten().collect::<Vec<_>>().join(" và ")
}

/// How many of each award, a line each.
fn sums(named: &[Line], day: NaiveDate) -> String {
    let mut sums: Vec<(&str, usize)> = Vec::new();
    for it in named {
        let name = it.award.award().name_on(day);
        match sums.iter_mut().find(|(award, _)| *award == name) {
            Some((_, count)) => *count += 1,
            None => sums.push((name, 1)),
        }
    }
    let lines: Vec<String> = sums.into_iter().map(|(award, count)| format!("- {award}: {count:02}")).collect();
    lines.join(";\n")
}

fn amount_of(bonus: &LineBonus) -> String {
    bonus.amount.map_or_else(String::new, Dong::format)
}

/// Why nothing is paid. That the amount is not known is for the screen, not for a signed list.
fn note_of(bonus: &LineBonus) -> String {
    if bonus.amount.is_some_and(Dong::is_zero) { bonus.words.clone() } else { String::new() }
}
