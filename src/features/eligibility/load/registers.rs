//! What people and units have alike: grades, awards, this year's registrations, judgements.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::Book;
use crate::db::Connection;
use crate::domain::dossier::Kind;
use crate::domain::eligibility::{AwardFact, GradeFact, Judgement, RegistrationFact, Revocation};
use crate::domain::ids::SubjectId;
use crate::domain::law::{AuthorityCode, AwardCode, ClauseType, CommendationKind, GradeCode};
use crate::domain::registration::State;
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::schema::{awards, decisions, dossiers, grades, judgements, registrations};

pub(super) fn read(conn: &mut Connection, book: &mut Book, year: Year) -> AppResult<()> {
    read_grades(conn, book)?;
    read_awards(conn, book)?;
    read_registrations(conn, book, year)?;
    read_judgements(conn, book, year)
}

fn read_grades(conn: &mut Connection, book: &mut Book) -> AppResult<()> {
    let rows: Vec<(SubjectId, Year, GradeCode, Option<i64>)> = grades::table
        .filter(grades::subject_id.eq_any(book.chosen()))
        .select((grades::subject_id, grades::year, grades::grade, grades::score_hundredths))
        .load(conn)?;
    for (subject, year, grade, score_hundredths) in rows {
        if let Some((facts, of)) = book.facts(subject) {
            facts.grades.push(GradeFact { year, grade, score_hundredths, of });
        }
    }
    Ok(())
}

type Decided = (Option<String>, Option<NaiveDate>, String, bool);
type Grant = (SubjectId, AwardCode, Year, Decided, String, Option<NaiveDate>, String, Option<Kind>);

fn read_awards(conn: &mut Connection, book: &mut Book) -> AppResult<()> {
    let rows: Vec<Grant> = awards::table
        .inner_join(decisions::table)
        .left_join(dossiers::table.on(dossiers::id.nullable().eq(awards::dossier_id)))
        .filter(awards::subject_id.eq_any(book.chosen()))
        .select((
            awards::subject_id,
            awards::award_code,
            awards::year,
            (decisions::number, decisions::decided_on, decisions::authority, decisions::own),
            awards::achievement,
            awards::revoked_on,
            awards::revoked_by,
            dossiers::kind.nullable(),
        ))
        .load(conn)?;
    for (subject, award, year, decided, achievement, revoked_on, revoked_by, kind) in rows {
        let (number, decided_on, authority, own) = decided;
        // Only drafts have no day, and a draft has granted nothing yet.
        let Some(decided_on) = decided_on else { continue };
        let decision_no = book.text(number.as_deref().unwrap_or_default());
        let authority = book.text(name_of(&authority));
        let achievement = book.text(&achievement);
        let revoked = revoked_on.map(|on| Revocation { on, by: book.text(&revoked_by) });
        if let Some((facts, of)) = book.facts(subject) {
            // What came in with the registers does not say; it is taken for what most are.
            let basis = kind.map_or(CommendationKind::Merit, Kind::declared);
            let fact =
                AwardFact { award, year, decision_no, decided_on, authority, own, basis, achievement, revoked, of };
            facts.awards.push(fact);
        }
    }
    Ok(())
}

/// The authority in words; an imported paper may name one the catalogue does not know.
fn name_of(authority: &str) -> &str {
    AuthorityCode::from_code(authority).map_or(authority, |known| &known.authority().name)
}

fn read_registrations(conn: &mut Connection, book: &mut Book, year: Year) -> AppResult<()> {
    let rows: Vec<(SubjectId, AwardCode, State, Option<NaiveDate>)> = registrations::table
        .filter(registrations::year.eq(year))
        .filter(registrations::subject_id.eq_any(book.chosen()))
        .select((
            registrations::subject_id,
            registrations::award_code,
            registrations::state,
            registrations::registered_on,
        ))
        .load(conn)?;
    for (subject, award, state, registered_on) in rows {
        if let Some((facts, _)) = book.facts(subject) {
            facts.registrations.push(RegistrationFact { year, award, state, registered_on });
        }
    }
    Ok(())
}

fn read_judgements(conn: &mut Connection, book: &mut Book, year: Year) -> AppResult<()> {
    let rows: Vec<(SubjectId, AwardCode, String, bool, String, String, NaiveDate)> = judgements::table
        .filter(judgements::year.eq(year))
        .filter(judgements::subject_id.eq_any(book.chosen()))
        .select((
            judgements::subject_id,
            judgements::award_code,
            judgements::clause,
            judgements::met,
            judgements::note,
            judgements::judge_name,
            judgements::judged_on,
        ))
        .load(conn)?;
    for (subject, award, clause, met, note, by, on) in rows {
        // A type that a later catalogue no longer knows is asked of nobody.
        let Some(clause) = ClauseType::from_code(&clause) else { continue };
        let (note, by) = (book.text(&note), book.text(&by));
        if let Some((facts, _)) = book.facts(subject) {
            facts.judgements.push(Judgement { award, year, clause, met, by, on, note });
        }
    }
    Ok(())
}
