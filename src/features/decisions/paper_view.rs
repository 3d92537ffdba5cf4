//! The paper of a decision and its list (procedure.md §3).

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use super::bonuses::LineBonus;
use super::paper_store::Named;
use super::store::Decision;
use crate::domain::date::{format_date, paper_date};
use crate::domain::ids::*;
use crate::domain::law::{AwardCode, grounds_on};
use crate::domain::money::Dong;
use crate::domain::number::{format_percent, percent};
use crate::domain::subject::SubjectKind;
use crate::domain::text::upper;
use crate::features::settings::ops::Letterhead;
use crate::papers::{Block, Column, Head, Paper, Signature};

/// All that its papers say.
pub struct Desk {
    pub decision: Decision,
    pub head: Letterhead,
    pub named: Vec<Named>,
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
}

impl Desk {
    pub fn papers(&self) -> Vec<Paper> {
        if self.named.is_empty() { vec![self.decision()] } else { vec![self.decision(), self.list()] }
    }

    fn decision(&self) -> Paper {
        let mut blocks = vec![Block::centred(format!("{} {}", self.head.office(), upper(&self.head.agency_name)))];
        let mut grounds = grounds_on(self.day);
        grounds.extend(self.minutes.iter().map(|(number, held_on)| {
            format!("Căn cứ Biên bản họp Hội đồng Thi đua - Khen thưởng số {number} ngày {}", format_date(*held_on))
        }));
        grounds.push("Theo đề nghị của Chánh Văn phòng Sở".to_owned());
        blocks.push(Block::ground(format!("{}.", grounds.join(";\n"))));
        blocks.push(Block::centred("QUYẾT ĐỊNH:"));
        blocks.push(Block::article(1, self.what()));
        blocks.push(Block::article(2, self.money()));
        blocks.push(Block::article(
            3,
            "Chánh Văn phòng Sở, Trưởng các phòng, đơn vị và các tập thể, cá nhân có tên trong danh sách chịu trách \
             nhiệm thi hành Quyết định này./.",
        ));
        Paper {
            head: Head::from(&self.head),
            title: "QUYẾT ĐỊNH".to_owned(),
            subtitle: self.decision.abstract_line.clone(),
            blocks,
            recipients: ["- Như Điều 3;", "- Lãnh đạo Sở;", "- Lưu: VT, VP."].map(str::to_owned).to_vec(),
            signatures: vec![Signature::of(self.head.signer_position.clone(), self.head.signer_name.clone())],
            ..Paper::default()
        }
    }

    fn what(&self) -> String {
        if self.named.is_empty() {
            return "……".to_owned();
        }
        let of = |kind, word| match self.named.iter().filter(|it| it.kind == kind).count() {
            0 => None,
            count => Some(format!("{count:02} lượt {word}")),
        };
        let whom = [of(SubjectKind::Unit, "tập thể"), of(SubjectKind::Person, "cá nhân")];
        let whom = whom.into_iter().flatten().collect::<Vec<_>>().join(" và ");
        let verb = if self.takes_back { "Thu hồi" } else { "Công nhận, tặng" };
        let mut sums: Vec<(&str, usize)> = Vec::new();
        for it in &self.named {
            let name = it.award.award().name_on(self.day);
            match sums.iter_mut().find(|(award, _)| *award == name) {
                Some((_, count)) => *count += 1,
                None => sums.push((name, 1)),
            }
        }
        let sums: Vec<String> = sums.into_iter().map(|(award, count)| format!("- {award}: {count:02};")).collect();
        format!(
            "{verb} danh hiệu thi đua, hình thức khen thưởng năm {} đối với {whom} (có danh sách kèm theo), gồm:\n{}.",
            self.decision.year,
            sums.join("\n").trim_end_matches(';'),
        )
    }

    fn total(&self) -> Dong {
        self.bonuses.iter().filter_map(|bonus| bonus.amount).sum()
    }

    fn money(&self) -> String {
        if self.takes_back {
            return "Tiền thưởng đã chi và hiện vật khen thưởng đã trao được thu hồi theo quy định.".to_owned();
        }
        let total = self.total();
        if total.is_zero() {
            return "Mức tiền thưởng kèm theo thực hiện theo quy định hiện hành.".to_owned();
        }
        format!(
            "Mức tiền thưởng của từng tập thể, cá nhân ghi trong danh sách, tổng số {total} đồng (bằng chữ: {}), chi từ \
             quỹ thi đua, khen thưởng của cơ quan.",
            total.in_words(),
        )
    }

    fn list(&self) -> Paper {
        let number = self.decision.number.clone().unwrap_or_else(|| "……".to_owned());
        let day = if self.decision.decided_on.is_some() {
            paper_date(self.day)
        } else {
            "ngày …… tháng …… năm ……".into()
        };
        let mut blocks =
            vec![Block::note(format!("(Kèm theo Quyết định số {number} {day} của {})", self.authority_name()))];
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
        let total = self.total();
        if !self.takes_back && !total.is_zero() {
            blocks.push(Block::text(format!("Tổng số tiền thưởng: {total} đồng (bằng chữ: {}).", total.in_words())));
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

    /// "Giám đốc Sở Tài chính tỉnh Thái Nguyên"
    fn authority_name(&self) -> String {
        let office = self.head.office().to_lowercase();
        let mut letters = office.chars();
        let first = letters.next().map(|it| it.to_uppercase().to_string()).unwrap_or_default();
        format!("{first}{} {}", letters.as_str(), self.head.agency_name)
    }

    fn people(&self, lines: &[(&Named, &LineBonus)]) -> Block {
        let row = |(at, (it, bonus)): (usize, &(&Named, &LineBonus))| {
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
            Column::wide("Ghi chú", 2),
        ];
        Block::table("Cá nhân được khen thưởng", columns, lines.iter().enumerate().map(row).collect())
    }

    fn units(&self, lines: &[(&Named, &LineBonus)]) -> Block {
        let row = |(at, (it, bonus)): (usize, &(&Named, &LineBonus))| {
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
            Column::wide("Ghi chú", 2),
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

fn amount_of(bonus: &LineBonus) -> String {
    bonus.amount.map_or_else(String::new, Dong::format)
}

/// Why there is no amount, or why it is none.
fn note_of(bonus: &LineBonus) -> String {
    if bonus.amount.is_some_and(|amount| !amount.is_zero()) { String::new() } else { bonus.words.clone() }
}
