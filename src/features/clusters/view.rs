//! The pages of blocks, their criteria and acts; of score sheets in [`sheet_view`](super::sheet_view).

use std::collections::HashMap;

use askama::Template;

use super::acts::Act;
use super::concluding::Entry;
use super::criteria_form::CriterionForm;
use super::criteria_store::{Content, Criterion, Edition};
use super::form::{ActForm, ClusterForm};
use super::ops::{Cluster, Row, Table};
use super::table::worth;
use crate::domain::date::{format_date, format_date_time};
use crate::domain::emulation_cluster::{Conclusion, Manner, Points, SheetState, State};
use crate::domain::ids::*;
use crate::domain::law::AwardCode;
use crate::domain::year::Year;
use crate::error::FieldErrors;
use crate::web::forms::Choice;
use crate::web::history::HistoryEntry;
use crate::web::lists::Chip;
use crate::web::shell::Shell;
use crate::web::status::Tagged;

/// A block in words.
pub struct Head {
    pub id: ClusterId,
    pub version: i64,
    pub year: Year,
    pub name: String,
    pub basis: String,
    pub self_due: String,
    pub verify_due: String,
    pub state: State,
    pub edition: i64,
    pub revised_because: String,
}

impl Head {
    pub fn of(it: &Cluster) -> Self {
        let content = &it.content;
        Self {
            id: it.id,
            version: it.version,
            year: content.year,
            name: content.name.clone(),
            basis: content.basis.clone(),
            self_due: format_date(content.self_due_on),
            verify_due: format_date(content.verify_due_on),
            state: it.state,
            edition: it.edition,
            revised_because: it.revised_because.clone(),
        }
    }

    pub fn address(&self, rest: &str) -> String {
        format!("/clusters/{}/{rest}", self.id)
    }
}

/// A block in the list of a year.
pub struct ListLine {
    pub head: Head,
    pub members: usize,
    pub sent: usize,
    pub confirmed: usize,
    /// The sheet of the reader's own unit; empty where it has none.
    pub own_sheet: String,
}

#[derive(Template)]
#[template(path = "clusters/index.html")]
pub struct IndexPage {
    pub shell: Shell,
    pub year: String,
    pub state: String,
    pub years: Vec<Choice>,
    pub states: Vec<Choice>,
    pub chips: Vec<Chip>,
    pub clear: String,
    pub files: String,
    pub lines: Vec<ListLine>,
    pub can_keep: bool,
}

#[derive(Template)]
#[template(path = "clusters/form.html")]
pub struct FormPage {
    pub shell: Shell,
    pub action: String,
    pub back: String,
    pub is_new: bool,
    pub form: ClusterForm,
    pub errors: FieldErrors,
    pub years: Vec<Choice>,
    pub units: Vec<Choice>,
}

/// Points, or a dash where there are none yet.
pub fn or_dash(points: Option<Points>) -> String {
    points.map_or_else(|| "–".to_owned(), |points| points.to_string())
}

/// How a block stands: a column for each group of criteria, and those of bonus and minus where there are any.
pub struct Ranking {
    pub groups: Vec<String>,
    pub has_bonus: bool,
    pub has_minus: bool,
    pub lines: Vec<RankLine>,
}

pub struct RankLine {
    /// "1"; a dash while the sheet is not sent.
    pub rank: String,
    pub unit: String,
    pub code: String,
    pub sheet: String,
    pub state: SheetState,
    /// Of each group, in the order of the columns.
    pub groups: Vec<String>,
    pub bonus: String,
    pub minus: String,
    pub total: String,
    pub tie: String,
}

impl Ranking {
    pub fn of(table: &Table) -> Self {
        let mut groups: Vec<String> = Vec::new();
        for it in table.criteria.iter().filter(|it| it.content.manner.is_regular()) {
            if !groups.contains(&it.content.group_name) {
                groups.push(it.content.group_name.clone());
            }
        }
        let has = |manner: Manner| table.criteria.iter().any(|it| it.content.manner == manner);
        let lines = table.rows.iter().map(|row| RankLine::of(table, row, &groups)).collect();
        Self { groups, has_bonus: has(Manner::Bonus), has_minus: has(Manner::Minus), lines }
    }
}

impl RankLine {
    fn of(table: &Table, row: &Row, groups: &[String]) -> Self {
        let of_group = |group: &String| sum(table, row, |it| it.manner.is_regular() && it.group_name == *group);
        Self {
            rank: row.rank.map_or_else(|| "–".to_owned(), |rank| rank.to_string()),
            unit: row.unit.name.clone(),
            code: row.unit.code.clone(),
            sheet: format!("/cluster-sheets/{}", row.sheet.id),
            state: row.sheet.state,
            groups: groups.iter().map(|group| of_group(group).to_string()).collect(),
            bonus: sum(table, row, |it| it.manner == Manner::Bonus).to_string(),
            minus: sum(table, row, |it| it.manner == Manner::Minus).to_string(),
            total: row.total.to_string(),
            tie: row.tie.clone(),
        }
    }
}

/// The points of a unit at some of the criteria.
pub fn sum(table: &Table, row: &Row, is_meant: impl Fn(&Content) -> bool) -> Points {
    let cells = table.criteria.iter().zip(&row.cells).filter(|(it, _)| is_meant(&it.content));
    Points::rounded(cells.filter_map(|(_, cell)| cell.points).map(Points::value).sum())
}

/// What the reader may do with the block as it stands.
#[derive(Default)]
pub struct Acts {
    /// Change head, members and criteria.
    pub edit: bool,
    /// Those that have a page of their own, the main one first.
    pub steps: Vec<Act>,
}

/// An entry of the register of conclusions, in words.
pub struct ConclusionLine {
    pub kind: Conclusion,
    /// "Vũ Mạnh Phú, 15/01/2015 08:00"
    pub by: String,
    pub note: String,
}

impl ConclusionLine {
    pub fn of(it: Entry) -> Self {
        let by = format!("{}, {}", it.decided_by, format_date_time(it.decided_at.and_utc()));
        Self { kind: it.kind, by, note: it.note }
    }
}

#[derive(Template)]
#[template(path = "clusters/show.html")]
pub struct ShowPage {
    pub shell: Shell,
    pub it: Head,
    pub acts: Acts,
    pub members: Vec<String>,
    pub ranking: Ranking,
    /// "2 phiếu đã thẩm định, 3 phiếu chờ thẩm định, 4 phiếu chưa gửi."
    pub standing: String,
    /// Names of the criteria that decide between units of the same total.
    pub breakers: Vec<String>,
    pub worth: String,
    /// The sheet of the reader's own unit; empty where it has none.
    pub own_sheet: String,
    pub conclusions: Vec<ConclusionLine>,
    pub history: Vec<HistoryEntry>,
}

impl ShowPage {
    pub fn has_ties(&self) -> bool {
        self.ranking.lines.iter().any(|line| !line.tie.is_empty())
    }
}

/// "Tối đa 100 điểm, điểm thưởng tối đa 5, điểm trừ tối đa 10."
pub fn worth_words(criteria: &[Criterion]) -> String {
    let [regular, bonus, minus] = worth(criteria);
    let more = |what: &str, points: Points| {
        if points == Points::ZERO { String::new() } else { format!(", {what} tối đa {points}") }
    };
    format!("Tối đa {regular} điểm{}{}.", more("điểm thưởng", bonus), more("điểm trừ", minus))
}

/// A line of the table of criteria.
pub struct CriterionLine {
    pub id: ClusterCriterionId,
    pub number: usize,
    /// Set where a group begins.
    pub group: String,
    pub content: String,
    pub most: String,
    pub manner: &'static str,
    /// How the program counts it, and its place where totals are the same.
    pub rule: String,
}

/// What movements' targets are called: "Thi đua tăng thu: Tổng thu ngân sách".
pub type TargetNames = HashMap<TargetId, String>;

impl CriterionLine {
    pub fn all(criteria: &[Criterion], names: &TargetNames, year: Year) -> Vec<Self> {
        let mut last = "";
        let mut lines = Vec::with_capacity(criteria.len());
        for (number, it) in (1..).zip(criteria) {
            let content = &it.content;
            let begins = content.group_name != last;
            last = &content.group_name;
            lines.push(Self {
                id: it.id,
                number,
                group: if begins { content.group_name.clone() } else { String::new() },
                content: content.content.clone(),
                most: content.most.to_string(),
                manner: content.manner.word(),
                rule: rule_words(content, names, year),
            });
        }
        lines
    }
}

/// The formula of an automatic criterion in words, and the place of one that decides between equals.
pub fn rule_words(it: &Content, names: &TargetNames, year: Year) -> String {
    let mut said = Vec::new();
    if let Some(full_at) = it.full_at {
        let what = match it.target.map(|id| names.get(&id)) {
            Some(Some(name)) => format!("chỉ tiêu chung {name}"),
            Some(None) => "chỉ tiêu chung không còn".to_owned(),
            None => "chỉ tiêu thu trong giao ước của từng đơn vị".to_owned(),
        };
        said.push(format!("Điểm tối đa × tỷ lệ đạt của {what}; từ {full_at}% được đủ điểm."));
    }
    if let (Some(each), Some(award)) = (it.each, AwardCode::from_code(&it.award_code)) {
        let name = award.award().name_on(year.end());
        said.push(format!("{each} điểm cho mỗi kết quả {name} của đơn vị, không quá điểm tối đa."));
    }
    if let Some(order) = it.tie_order {
        said.push(format!("Xét thứ {order} khi bằng điểm."));
    }
    said.join(" ")
}

/// A publication of the table, in words.
pub struct EditionLine {
    pub edition: i64,
    pub about: String,
    pub reason: String,
}

impl EditionLine {
    pub fn of(it: Edition) -> Self {
        let about = format!("{}, {}", it.published_by, format_date_time(it.published_at.and_utc()));
        Self { edition: it.edition, about, reason: it.reason }
    }
}

#[derive(Template)]
#[template(path = "clusters/criteria.html")]
pub struct CriteriaPage {
    pub shell: Shell,
    pub it: Head,
    /// The edition shown.
    pub edition: i64,
    pub lines: Vec<CriterionLine>,
    pub worth: String,
    pub editions: Vec<EditionLine>,
    pub files: String,
    pub can_edit: bool,
    /// Published tables to take over; only where there are no lines yet.
    pub sources: Vec<Choice>,
    pub from: String,
    pub errors: FieldErrors,
}

#[derive(Template)]
#[template(path = "clusters/criterion.html")]
pub struct CriterionPage {
    pub shell: Shell,
    pub it: Head,
    pub action: String,
    /// Where it is taken out; empty for a new one.
    pub removal: String,
    pub form: CriterionForm,
    pub errors: FieldErrors,
    pub manners: Vec<Choice>,
    pub targets: Vec<Choice>,
    pub awards: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "clusters/act.html")]
pub struct ActPage {
    pub shell: Shell,
    pub it: Head,
    pub act: Act,
    pub form: ActForm,
    pub errors: FieldErrors,
    /// What is concluded; empty where the act does not need it.
    pub ranking: Ranking,
}
