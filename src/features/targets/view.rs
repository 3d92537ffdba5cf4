//! Targets in ready words, for the pages that hold them.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::figures::{Figures, Measured};
use super::store::{Content, Target};
use crate::db::Connection;
use crate::domain::date::format_date;
use crate::domain::ids::TargetId;
use crate::domain::law::{AwardCode, RevenueLineCode};
use crate::domain::number;
use crate::domain::revenue::Period;
use crate::domain::subject::UnitKind;
use crate::domain::target::{Course, CoursePoint, Manner, Source};
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::features::units;
use crate::web::forms::{Choice, words};

/// A target with its present value.
#[derive(Debug, Clone)]
pub struct TargetLine {
    pub id: TargetId,
    pub indicator: String,
    /// "4.250 tỷ đồng"
    pub goal: String,
    pub due: String,
    /// "Các khoản thu ngân sách: A.I.4, A.I.5".
    pub source: String,
    pub is_bound: bool,
    /// "2.590,7"; "Chưa có số" while there is none.
    pub value: String,
    pub percent: String,
    /// How far the bar reaches, "61.0%"; empty where there is nothing to compare.
    pub bar: String,
    /// "hết tháng 6 năm 2014"; empty while there is no value.
    pub as_of: String,
    /// Of one bound to revenue, once there are figures.
    pub course: Option<CourseView>,
}

/// The way of a revenue target to its goal; amounts in tỷ đồng.
#[derive(Debug, Clone)]
pub struct CourseView {
    /// "Đạt ngày 30/09/2014"; empty while it is not reached.
    pub reached: String,
    /// What there is to say of it in a sentence.
    pub words: String,
    pub months: Vec<CourseMonth>,
}

#[derive(Debug, Clone)]
pub struct CourseMonth {
    pub month: i32,
    pub in_month: String,
    pub cumulative: String,
    pub percent: String,
    /// The goal was reached with it.
    pub is_reached: bool,
}

impl CourseView {
    fn of(year: Year, content: &Content, course: &Course) -> Self {
        let amount = |value: Option<Decimal>| value.map_or_else(|| "–".to_owned(), |it| number::format_decimal(it, 1));
        let month = |point: &CoursePoint| CourseMonth {
            month: point.month,
            in_month: amount(point.in_month),
            cumulative: amount(point.cumulative),
            percent: number::format_percent(point.percent, 1),
            is_reached: course.reached == Some(point.month),
        };
        // Figures come by the month, so a month's last day is as near as there is.
        let reached = course.reached.map(|month| format_date(Period { year, month }.end()));
        let last = course.points.last();
        let lacking = last.and_then(|it| it.cumulative).zip(content.goal).map(|(now, goal)| goal.0 - now);
        let words = match (&reached, last, lacking) {
            (Some(day), _, _) => format!("Đạt mức {} ngày {day}, theo số thu hết tháng đó.", content.goal_in_words()),
            (None, Some(last), Some(lacking)) => {
                let amount = number::format_decimal(lacking, 1);
                format!("Đến hết tháng {} chưa đạt, còn thiếu {amount} {}.", last.month, content.measure)
            }
            _ => String::new(),
        };
        Self {
            reached: reached.map_or_else(String::new, |day| format!("Đạt ngày {day}")),
            words,
            months: course.points.iter().map(month).collect(),
        }
    }
}

impl TargetLine {
    pub fn of(target: &Target, measured: &Measured) -> Self {
        let content = &target.content;
        let percent = measured.value.zip(content.goal).and_then(|(value, goal)| number::percent(value.0, goal.0));
        let width = |percent: Decimal| format!("{:.1}%", percent.min(100.into()).max(0.into()));
        Self {
            id: target.id,
            indicator: content.indicator.clone(),
            goal: content.goal_in_words(),
            due: content.due_on.map_or_else(|| "–".to_owned(), format_date),
            source: source_in_words(content),
            is_bound: content.source.is_bound(),
            value: measured.value.map_or_else(|| "Chưa có số".to_owned(), |value| content.shown(value)),
            percent: number::format_percent(percent, 1),
            bar: percent.map_or_else(String::new, width),
            as_of: measured.as_of.clone(),
            course: None,
        }
    }

    /// The same with its course, where it is bound to revenue.
    #[must_use]
    pub fn with_course(self, target: &Target, figures: &Figures) -> Self {
        let course = figures.by_month(&target.content);
        Self { course: course.map(|it| CourseView::of(figures.year(), &target.content, &it)), ..self }
    }

    /// A target of a movement: what was entered by hand, or what the program counts.
    pub fn of_movement(target: &Target, counted: Measured) -> Self {
        if target.content.source.is_bound() {
            return Self::of(target, &counted);
        }
        let as_of = target.reported_on.map_or_else(String::new, |day| format!("ngày {}", format_date(day)));
        Self::of(target, &Measured { value: target.reported, as_of })
    }
}

fn source_in_words(content: &Content) -> String {
    let more = match content.source {
        Source::RevenueLines => content.lines.replace(' ', ", "),
        Source::Registrations | Source::Awards => AwardCode::from_code(&content.award_code)
            .map_or_else(String::new, |code| code.award().name_on(NaiveDate::MAX).to_owned()),
        _ => String::new(),
    };
    let manner = if content.source.is_bound() { "" } else { content.manner.word() };
    match (more.as_str(), manner) {
        ("", "") => content.source.word().to_owned(),
        ("", manner) => format!("{}, {}", content.source.word(), lower_first(manner)),
        (more, _) => format!("{}: {more}", content.source.word()),
    }
}

fn lower_first(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().into_iter().flat_map(char::to_lowercase).chain(letters).collect()
}

/// What the form of a target lets one choose from.
#[derive(Debug, Clone)]
pub struct TargetChoices {
    pub sources: Vec<Choice>,
    pub manners: Vec<Choice>,
    pub lines: Vec<Choice>,
    /// Who answers for revenue: those outside the agency.
    pub answering: Vec<Choice>,
    pub awards: Vec<Choice>,
}

/// The choices of the form, read once a page.
pub fn choices(conn: &mut Connection) -> AppResult<TargetChoices> {
    let outside = units::ops::all(conn)?.into_iter().filter(|unit| unit.kind == UnitKind::External);
    let mut awards: Vec<AwardCode> = AwardCode::all().collect();
    awards.sort_by_key(|code| code.award().rank);
    let line = |line: RevenueLineCode| Choice::new(line.code(), format!("{} {}", line.code(), line.title()));
    Ok(TargetChoices {
        sources: words(Source::WORDS),
        manners: words(Manner::WORDS),
        lines: RevenueLineCode::leaves_of_total().map(line).collect(),
        answering: outside.map(|unit| Choice::new(unit.code, unit.name)).collect(),
        awards: awards.iter().map(|code| Choice::new(code.code(), code.award().name_on(NaiveDate::MAX))).collect(),
    })
}
