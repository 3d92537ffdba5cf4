//! Statistics of emulation and commendation: which circular is in force, what its forms look like, and which
//! group each person, collective, award and movement falls into.

use chrono::{Days, Months, NaiveDate};
use serde::Deserialize;

use super::reading::{self, MonthDay, Provenance};
use super::{Catalogue, Level};
use crate::domain::text::fold;

/// The circular on statistics, and the period it counts.
#[derive(Debug, Clone, Deserialize)]
pub struct StatisticsRegime {
    pub code: String,
    pub document: String,
    #[serde(default, deserialize_with = "reading::optional_day")]
    pub effective_from: Option<NaiveDate>,
    #[serde(default, deserialize_with = "reading::optional_day")]
    pub effective_to: Option<NaiveDate>,
    /// Of a circular whose first day in force is not known.
    #[serde(default, deserialize_with = "reading::optional_day")]
    pub issued_on: Option<NaiveDate>,
    pub period_from_month_day: Option<MonthDay>,
    pub period_to_month_day: Option<MonthDay>,
    #[serde(flatten)]
    pub provenance: Provenance,
}

impl StatisticsRegime {
    /// Whether neither its first nor its last day in force is known.
    pub const fn is_undated(&self) -> bool {
        self.effective_from.is_none() && self.effective_to.is_none()
    }

    fn is_in_force_on(&self, day: NaiveDate) -> bool {
        !self.is_undated()
            && self.effective_from.is_none_or(|first| first <= day)
            && self.effective_to.is_none_or(|last| day <= last)
    }

    /// First and last day of its period in every year, where it names them.
    pub fn period(&self) -> Option<(MonthDay, MonthDay)> {
        self.period_from_month_day.zip(self.period_to_month_day)
    }
}

/// A form (biểu) of the statistics.
#[derive(Debug, Clone, Deserialize)]
pub struct StatisticsForm {
    pub code: String,
    pub title: String,
    pub counts: Countable,
    /// Of the awards it counts; none for movements.
    #[serde(default)]
    pub levels: Vec<Level>,
    pub regimes: Vec<String>,
    /// Codes of its parts, in printed order.
    pub parts: Vec<String>,
    /// The organisers' levels; awards make their own columns.
    #[serde(default)]
    pub columns: Vec<OrganiserColumn>,
    /// Who receives it unless an official says otherwise.
    pub receiver: String,
    #[serde(flatten)]
    pub provenance: Provenance,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Countable {
    Movements,
    Awards,
}

/// A column of movements organised by one group of organisers.
#[derive(Debug, Clone, Deserialize)]
pub struct OrganiserColumn {
    /// Code of the group, or [`OWN`].
    pub of: String,
    pub label: String,
}

/// Organised by the agency itself.
pub const OWN: &str = "own";
/// Reach of an own movement: all units, or some.
pub const WHOLE: &str = "whole";
pub const SOME: &str = "some";

/// Rows that say everything once, divided in one way.
#[derive(Debug, Clone, Deserialize)]
pub struct StatisticsPart {
    pub code: String,
    pub by: Division,
    pub label: String,
    pub rows: Vec<StatisticsRow>,
    #[serde(flatten)]
    pub provenance: Provenance,
}

/// What the rows of a part tell apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Division {
    Subject,
    Manner,
    Scope,
    Length,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatisticsRow {
    /// Mã số.
    pub code: String,
    pub label: String,
    /// Đơn vị tính.
    pub measure: String,
    /// Codes of the groups it counts.
    pub of: Vec<String>,
    /// 1 for a share of the row above it that has 0.
    #[serde(default)]
    pub depth: u32,
}

/// A group of people, collectives, awards or movements that forms count together, and what it is known by.
#[derive(Debug, Clone, Deserialize)]
pub struct StatisticsGroup {
    pub code: String,
    pub of: Basis,
    #[serde(default)]
    begins: Vec<String>,
    #[serde(default)]
    contains: Vec<String>,
    /// Bounds of a length, in months.
    from_months: Option<u32>,
    above_months: Option<u32>,
    below_months: Option<u32>,
    up_to_months: Option<u32>,
    /// Takes what fits into no other.
    #[serde(default)]
    pub(super) is_rest: bool,
    #[serde(default, deserialize_with = "reading::optional_day")]
    effective_from: Option<NaiveDate>,
    #[serde(default, deserialize_with = "reading::optional_day")]
    effective_to: Option<NaiveDate>,
    #[serde(flatten)]
    pub provenance: Provenance,
}

/// What is looked at to find the group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// The position of a person on the day of the decision.
    Position,
    /// The name of a collective.
    Collective,
    /// The kind of dossier an award came of.
    Dossier,
    /// The award itself, where no dossier says more.
    Award,
    /// Who organises a movement the agency joins.
    Organiser,
    /// The name of a movement.
    Movement,
    /// How long a movement lasts.
    Length,
}

impl StatisticsGroup {
    fn is_in_force_on(&self, day: NaiveDate) -> bool {
        self.effective_from.is_none_or(|first| first <= day) && self.effective_to.is_none_or(|last| day <= last)
    }

    /// Whether something that begins and ends on these days lasts as long as the group asks.
    fn fits(&self, starts_on: NaiveDate, ends_on: NaiveDate) -> bool {
        let over = ends_on.checked_add_days(Days::new(1)).unwrap_or(ends_on);
        let after = |months: u32| starts_on.checked_add_months(Months::new(months)).unwrap_or(NaiveDate::MAX);
        self.from_months.is_none_or(|least| after(least) <= over)
            && self.above_months.is_none_or(|bound| after(bound) < over)
            && self.below_months.is_none_or(|bound| over < after(bound))
            && self.up_to_months.is_none_or(|most| over <= after(most))
    }
}

/// Where something falls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placed<'c> {
    pub group: &'c str,
    /// False where it fits nowhere and the rest takes it: for a person to check.
    pub is_known: bool,
}

/// The groups of one basis on a day.
pub struct Groups<'c> {
    /// Without marks and case; whether it must stand at the beginning.
    words: Vec<(String, bool, &'c str)>,
    rest: &'c str,
}

impl<'c> Groups<'c> {
    /// The group whose longest words fit.
    pub fn place(&self, text: &str) -> Placed<'c> {
        let text = fold(text);
        let fits = |(word, begins, _): &&(String, bool, &str)| {
            if *begins { text.starts_with(word.as_str()) } else { text.contains(word.as_str()) }
        };
        let longest = self.words.iter().filter(fits).max_by_key(|(word, ..)| word.len());
        longest.map_or(Placed { group: self.rest, is_known: false }, |(.., group)| Placed { group, is_known: true })
    }
}

impl Catalogue {
    /// The circular in force on a day.
    pub fn statistics_regime_on(&self, day: NaiveDate) -> Option<&StatisticsRegime> {
        self.statistics_regimes.iter().find(|regime| regime.is_in_force_on(day))
    }

    /// A circular issued by a day of which nobody has confirmed from when it is in force.
    pub fn undated_statistics_regime(&self, day: NaiveDate) -> Option<&StatisticsRegime> {
        let mut undated = self.statistics_regimes.iter().filter(|it| it.is_undated());
        undated.find(|it| it.issued_on.is_some_and(|issued| issued <= day))
    }

    /// The forms of a circular, in printed order.
    pub fn statistics_forms_of<'c>(
        &'c self,
        regime: &'c StatisticsRegime,
    ) -> impl Iterator<Item = &'c StatisticsForm> + 'c {
        self.statistics_forms.iter().filter(|form| form.regimes.contains(&regime.code))
    }

    /// The parts of a form, in printed order.
    pub fn statistics_parts_of<'c>(
        &'c self,
        form: &'c StatisticsForm,
    ) -> impl Iterator<Item = &'c StatisticsPart> + 'c {
        form.parts.iter().filter_map(|code| self.statistics_parts.iter().find(|part| part.code == *code))
    }

    /// The groups of a basis in force on a day.
    pub fn statistics_groups_of(&self, of: Basis, day: NaiveDate) -> Groups<'_> {
        let groups = || self.statistics_groups.iter().filter(move |it| it.of == of && it.is_in_force_on(day));
        let begins = groups().flat_map(|it| it.begins.iter().map(|word| (fold(word), true, it.code.as_str())));
        let contains = groups().flat_map(|it| it.contains.iter().map(|word| (fold(word), false, it.code.as_str())));
        Groups {
            words: begins.chain(contains).collect(),
            rest: groups().find(|it| it.is_rest).map_or("", |it| it.code.as_str()),
        }
    }

    /// The group of something that begins and ends on these days; `None` where the catalogue has a hole.
    pub fn statistics_length(&self, starts_on: NaiveDate, ends_on: NaiveDate) -> Option<&str> {
        let groups = self.statistics_groups.iter().filter(|it| it.of == Basis::Length && it.is_in_force_on(starts_on));
        groups.into_iter().find(|it| it.fits(starts_on, ends_on)).map(|it| it.code.as_str())
    }
}
