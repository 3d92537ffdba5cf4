//! What one subject was graded, received and registered for, year by year: the core of every record.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use rust_decimal::Decimal;

use crate::db::Connection;
use crate::domain::ids::SubjectId;
use crate::domain::law::{AuthorityCode, AwardCode, GradeCode};
use crate::domain::registration::State;
use crate::domain::year::Year;
use crate::domain::{date, number};
use crate::error::AppResult;
use crate::schema::{awards, decisions, grades, registrations};

/// An award with the paper that gave it.
#[derive(Debug, Clone, Queryable)]
pub struct Received {
    pub year: Year,
    pub award: AwardCode,
    pub revoked_on: Option<NaiveDate>,
    pub decision_no: Option<String>,
    pub decided_on: Option<NaiveDate>,
    authority: String,
}

/// A title or commendation aimed for, and how far it has come.
#[derive(Debug, Clone, Queryable)]
pub struct Registered {
    pub year: Year,
    pub award: AwardCode,
    pub state: State,
}

/// The grade of one year.
#[derive(Debug, Clone, Queryable)]
pub struct Graded {
    pub year: Year,
    pub grade: GradeCode,
    pub score_hundredths: Option<i64>,
}

/// Everything, newest year first.
#[derive(Debug, Clone)]
pub struct Achievements {
    pub received: Vec<Received>,
    pub registered: Vec<Registered>,
    pub grades: Vec<Graded>,
}

/// Reads the achievements of one person or unit in three reads, whatever the number of years.
pub fn achievements_of(conn: &mut Connection, subject: SubjectId) -> AppResult<Achievements> {
    let mut received: Vec<Received> = awards::table
        .inner_join(decisions::table)
        .filter(awards::subject_id.eq(subject))
        .order((awards::year.desc(), decisions::decided_on))
        .select((
            awards::year,
            awards::award_code,
            awards::revoked_on,
            decisions::number,
            decisions::decided_on,
            decisions::authority,
        ))
        .load(conn)?;
    received.sort_by_key(|it| (std::cmp::Reverse(it.year), it.award.award().rank, it.decided_on));
    Ok(Achievements {
        received,
        registered: registrations::table
            .filter(registrations::subject_id.eq(subject))
            .filter(registrations::state.ne_all([State::Draft, State::Withdrawn]))
            .order((registrations::year.desc(), registrations::id))
            .select((registrations::year, registrations::award_code, registrations::state))
            .load(conn)?,
        grades: grades::table
            .filter(grades::subject_id.eq(subject))
            .order(grades::year.desc())
            .select((grades::year, grades::grade, grades::score_hundredths))
            .load(conn)?,
    })
}

/// One year of a record in words.
#[derive(Debug, Clone, Default)]
pub struct YearLine {
    pub year: String,
    pub grade: String,
    pub titles: Vec<String>,
    pub commendations: Vec<String>,
    /// Code and what came of it; only people have some.
    pub initiatives: Vec<(String, String)>,
    pub decisions: Vec<String>,
    /// What was registered, and its state.
    pub registered: Vec<(String, State)>,
}

impl Received {
    /// The name as the decision wrote it, and the end of it if it was taken back.
    pub fn words(&self) -> String {
        let name = self.award.award().name_on(self.decided_on.unwrap_or(self.year.end()));
        match self.revoked_on {
            Some(day) => format!("{name} (thu hồi ngày {})", date::format_date(day)),
            None => name.to_owned(),
        }
    }

    /// "15/QĐ-STC ngày 20/01/2014, Giám đốc Sở".
    pub fn paper(&self) -> String {
        let number = self.decision_no.as_deref().unwrap_or_default();
        let day = self.decided_on.map_or_else(String::new, |day| format!(" ngày {}", date::format_date(day)));
        let authority = AuthorityCode::from_code(&self.authority);
        let authority = authority.map_or(self.authority.as_str(), |code| code.authority().name.as_str());
        format!("{number}{day}, {authority}")
    }
}

impl Graded {
    /// "Hoàn thành tốt nhiệm vụ (85 điểm)".
    pub fn words(&self) -> String {
        let name = self.grade.grade().name_on(self.year.end());
        match self.score_hundredths {
            Some(score) => format!("{name} ({} điểm)", number::plain_decimal_comma(Decimal::new(score, 2).normalize())),
            None => name.to_owned(),
        }
    }
}

impl Achievements {
    /// The lines of the table, newest year first; `initiatives` are year, code and words.
    pub fn by_year(&self, initiatives: impl IntoIterator<Item = (Year, String, String)>) -> Vec<YearLine> {
        let mut years: BTreeMap<Year, YearLine> = BTreeMap::new();
        for graded in &self.grades {
            years.entry(graded.year).or_default().grade = graded.words();
        }
        for received in &self.received {
            let line = years.entry(received.year).or_default();
            let list = if received.award.award().is_title() { &mut line.titles } else { &mut line.commendations };
            list.push(received.words());
            let paper = received.paper();
            if !line.decisions.contains(&paper) {
                line.decisions.push(paper);
            }
        }
        for registered in &self.registered {
            let name = registered.award.award().name_on(registered.year.end()).to_owned();
            years.entry(registered.year).or_default().registered.push((name, registered.state));
        }
        for (year, code, words) in initiatives {
            years.entry(year).or_default().initiatives.push((code, words));
        }
        years.into_iter().rev().map(|(year, line)| YearLine { year: year.to_string(), ..line }).collect()
    }
}
