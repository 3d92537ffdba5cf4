//! Reads and writes of grades.

use chrono::NaiveDate;
use diesel::dsl::exists;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Text};

use crate::db::Connection;
use crate::domain::grading::Grade;
use crate::domain::ids::*;
use crate::domain::law::GradeCode;
use crate::domain::subject::StaffKind;
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::schema::{disciplines, grades, memberships, people, subjects};
use crate::sql::sql;

/// A person of a unit or the unit itself, and the grade of the year if there is one.
#[derive(Debug, Clone, Queryable)]
pub struct Graded {
    pub subject: SubjectId,
    pub code: String,
    pub name: String,
    /// Empty for the unit.
    pub position: String,
    grade: Option<GradeCode>,
    score_hundredths: Option<i64>,
    /// `None` for the unit.
    pub staff_kind: Option<StaffKind>,
    /// By a decision of the year.
    pub is_disciplined: bool,
}

impl Graded {
    pub fn grade(&self) -> Option<Grade> {
        self.grade.map(|grade| (grade, self.score_hundredths))
    }
}

/// The unit, then those who belonged to it on a day, by given name.
pub fn of_unit(conn: &mut Connection, unit: UnitId, year: Year, day: NaiveDate) -> AppResult<Vec<Graded>> {
    let of_year = grades::subject_id.eq(subjects::id).and(grades::year.eq(year));
    let grade = (grades::grade.nullable(), grades::score_hundredths.nullable());
    let itself: (SubjectId, String, String, (Option<GradeCode>, Option<i64>)) = subjects::table
        .left_join(grades::table.on(of_year))
        .filter(subjects::id.eq(SubjectId::from(unit)))
        .select((subjects::id, subjects::code, subjects::name, grade))
        .first(conn)?;
    let (subject, code, name, (own_grade, score_hundredths)) = itself;
    let mut all = vec![Graded {
        subject,
        code,
        name,
        position: String::new(),
        grade: own_grade,
        score_hundredths,
        staff_kind: None,
        is_disciplined: false,
    }];
    let in_year = disciplines::table
        .filter(disciplines::person_id.eq(people::id))
        .filter(disciplines::decided_on.between(year.start(), year.end()));
    let members: Vec<Graded> = memberships::table
        .inner_join(people::table.inner_join(subjects::table))
        .left_join(grades::table.on(of_year))
        .filter(memberships::unit_id.eq(unit))
        .filter(memberships::from_date.le(day))
        .filter(memberships::to_date.is_null().or(memberships::to_date.ge(day)))
        .order((people::sort_key, people::id))
        .select((
            subjects::id,
            subjects::code,
            subjects::name,
            memberships::position,
            grades::grade.nullable(),
            grades::score_hundredths.nullable(),
            people::staff_kind.nullable(),
            exists(in_year),
        ))
        .load(conn)?;
    all.extend(members);
    Ok(all)
}

/// Gives a subject the grade of a year, or takes it away.
pub fn put(conn: &mut Connection, subject: SubjectId, year: Year, grade: Option<Grade>) -> AppResult<()> {
    let Some((grade, score)) = grade else {
        let of_year = grades::table.filter(grades::subject_id.eq(subject)).filter(grades::year.eq(year));
        diesel::delete(of_year).execute(conn)?;
        return Ok(());
    };
    let said = (grades::grade.eq(grade), grades::score_hundredths.eq(score));
    diesel::insert_into(grades::table)
        .values((grades::year.eq(year), grades::subject_id.eq(subject), said))
        .on_conflict((grades::subject_id, grades::year))
        .do_update()
        .set(said)
        .execute(conn)?;
    Ok(())
}

/// A grade as the list's file holds it.
#[derive(Debug, QueryableByName)]
pub struct Row {
    #[diesel(sql_type = Text)]
    pub code: String,
    #[diesel(sql_type = Text)]
    pub grade: GradeCode,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub score_hundredths: Option<i64>,
}

const OF_YEAR: &str = "SELECT s.code, g.grade, g.score_hundredths FROM grades g JOIN subjects s ON s.id = g.subject_id \
     LEFT JOIN people p ON p.id = s.id JOIN units u ON u.id = COALESCE(p.unit_id, s.id) WHERE g.year = ? \
     ORDER BY u.sort_order, u.id, p.id IS NOT NULL, s.sort_key, s.id";

/// All grades of a year: unit by unit, the unit before its people of today.
pub fn of_year(conn: &mut Connection, year: Year) -> AppResult<Vec<Row>> {
    Ok(sql(OF_YEAR).bind::<BigInt, _>(year).load(conn)?)
}
