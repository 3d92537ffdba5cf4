//! What the grades of a file are judged against: who is graded by score, who was disciplined in the year, and how many
//! of each unit have the best grade once the file is stored.

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;

use super::shares::Shares;
use crate::db::Connection;
use crate::domain::grading::{self, Circumstances, Grade, Refusal};
use crate::domain::ids::*;
use crate::domain::law::GradeCode;
use crate::domain::subject::StaffKind;
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::records::{Belongings, Codes};
use crate::schema::{disciplines, grades, people};

/// A row's grade, score in hundredths of a point, or both.
#[derive(Debug, Clone)]
pub struct Given {
    pub year: Year,
    pub subject: SubjectId,
    pub grade: Option<GradeCode>,
    pub score: Option<i64>,
}

/// Somebody graded by score.
#[derive(Debug)]
struct Scored {
    staff: StaffKind,
    unit: UnitId,
    is_disciplined: bool,
}

#[derive(Debug, Default)]
pub struct Standing {
    people: HashMap<(SubjectId, Year), Scored>,
    shares: HashMap<(UnitId, Year), Shares>,
}

impl Standing {
    /// Reads nothing for a file that names no year with grades by score.
    pub fn load(conn: &mut Connection, codes: &Codes, given: &[Given]) -> AppResult<Self> {
        let years: HashSet<Year> = given.iter().map(|it| it.year).collect();
        let years: Vec<Year> = years.into_iter().filter(|year| Shares::of(*year).are_by_score()).collect();
        if years.is_empty() {
            return Ok(Self::default());
        }
        let mut standing = Self { people: scored(conn, codes, &years)?, ..Self::default() };
        let mut stored: HashMap<(SubjectId, Year), GradeCode> = grades::table
            .filter(grades::year.eq_any(&years))
            .select(((grades::subject_id, grades::year), grades::grade))
            .load(conn)?
            .into_iter()
            .collect();
        for it in given {
            if let Some(grade) = standing.follows(it) {
                stored.insert((it.subject, it.year), grade);
            }
        }
        for (key, person) in &standing.people {
            let shares = standing.shares.entry((person.unit, key.1)).or_insert_with(|| Shares::of(key.1));
            shares.count(Some(person.staff), stored.get(key).copied());
        }
        Ok(standing)
    }

    /// # Errors
    /// Says why the grade is missing or contradicts the score.
    pub fn settle(&self, given: &Given) -> Result<Option<Grade>, Refusal> {
        let person = self.people.get(&(given.subject, given.year));
        match person.and_then(|person| Some((person, self.shares.get(&(person.unit, given.year))?))) {
            Some((it, shares)) => shares.settle(Some(it.staff), it.is_disciplined, given.grade, given.score),
            None => grading::settle(None, given.grade, given.score, Circumstances::default()),
        }
    }

    fn follows(&self, given: &Given) -> Option<GradeCode> {
        let staff = self.people.get(&(given.subject, given.year)).map(|person| person.staff);
        Shares::of(given.year).follows(staff, given.grade, given.score)
    }
}

/// Everybody in each of these years, with the unit of its last day.
fn scored(conn: &mut Connection, codes: &Codes, years: &[Year]) -> AppResult<HashMap<(SubjectId, Year), Scored>> {
    let belongings = Belongings::load(conn)?;
    let staff: HashMap<i64, StaffKind> =
        people::table.select((people::id, people::staff_kind)).load(conn)?.into_iter().collect();
    let disciplined: HashSet<(i64, Year)> = disciplines::table
        .select((disciplines::person_id, disciplines::decided_on))
        .load(conn)?
        .into_iter()
        .map(|(person, day): (i64, chrono::NaiveDate)| (person, Year::of(day)))
        .collect();
    let mut people = HashMap::new();
    for (subject, year) in codes.all().flat_map(|subject| years.iter().map(move |year| (subject, *year))) {
        let Some(staff) = subject.person().and_then(|person| staff.get(&person.0)) else { continue };
        let Some((unit, _)) = belongings.on(subject, year.end()) else { continue };
        let is_disciplined = disciplined.contains(&(subject.id.0, year));
        people.insert((subject.id, year), Scored { staff: *staff, unit, is_disciplined });
    }
    Ok(people)
}
