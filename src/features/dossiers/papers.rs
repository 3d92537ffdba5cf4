//! The completeness list: which papers a dossier needs, which are there, and which step waits for a missing one.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Text};

use super::files::{self, Attachment};
use super::report;
use super::store::Dossier;
use crate::db::{Connection, Tx};
use crate::domain::dossier::State;
use crate::domain::dossier::paper::{Due, Paper, needed};
use crate::domain::dossier::report::Progress;
use crate::domain::ids::*;
use crate::domain::initiative;
use crate::domain::law::{AwardCode, GradeCode};
use crate::domain::subject::SubjectKind;
use crate::domain::year::Year;
use crate::domain::{codes::codes, date};
use crate::error::{AppResult, FieldErrors};
use crate::features::registrations;
use crate::schema::{dossier_moves, grades, initiative_authors, initiatives};
use crate::sql::sql;
use crate::web::status::Tagged;

codes! {
    /// Whether a paper is there.
    Standing {
        There = "there" "Có",
        MadeHere = "made_here" "Chương trình lập",
        NotDueYet = "not_due_yet" "Chưa đến bước",
        Missing = "missing" "Thiếu",
    }
}

impl Tagged for Standing {
    fn tag(&self) -> &'static str {
        match self {
            Self::There | Self::MadeHere => "tag--ok",
            Self::NotDueYet => "",
            Self::Missing => "tag--danger",
        }
    }
}

/// One line of the list.
#[derive(Debug, Clone)]
pub struct PaperLine {
    pub paper: Paper,
    pub standing: Standing,
    /// What stands behind it, as in "Họp ngày 05/12/2014".
    pub note: String,
    pub files: Vec<Attachment>,
}

/// The papers by law, then what was attached beside them.
pub fn lines(conn: &mut Connection, dossier: &Dossier, today: NaiveDate) -> AppResult<Vec<PaperLine>> {
    let facts = &dossier.facts;
    let is_straight = registrations::ops::goes_straight(conn, facts.subject, facts.collective, facts.unit)?;
    let mut files = files::of(conn, dossier.id)?;
    let mut lines = Vec::new();
    for paper in needed(dossier.award, dossier.kind, dossier.judged_on(today)) {
        let own: Vec<Attachment> = files.extract_if(.., |file| file.paper == paper).collect();
        let known = known_of(conn, dossier, paper)?;
        let standing = match &known {
            _ if paper.is_made_here() => Standing::MadeHere,
            _ if !own.is_empty() => Standing::There,
            Some(_) if paper == Paper::Report => Standing::There,
            Some(_) => Standing::MadeHere,
            None if is_past(dossier, paper.due(), is_straight) => Standing::Missing,
            None => Standing::NotDueYet,
        };
        lines.push(PaperLine { paper, standing, note: known.unwrap_or_default(), files: own });
    }
    if !files.is_empty() {
        let paper = Paper::Evidence;
        lines.push(PaperLine { paper, standing: Standing::There, note: String::new(), files });
    }
    Ok(lines)
}

/// The step by which it is due is the next one, or lies behind.
fn is_past(dossier: &Dossier, due: Due, is_straight: bool) -> bool {
    use State::*;
    let state = dossier.held_from.unwrap_or(dossier.facts.state);
    match due {
        Due::Filing => true,
        Due::UnitReview => is_straight || !matches!(state, Draft | Returned),
        Due::Verification => !matches!(state, Draft | Returned | Filed),
        Due::Council => !matches!(state, Draft | Returned | Filed | UnitReviewed | Verified),
        Due::Nothing => false,
    }
}

/// Refuses the step when a paper that is due by then is missing.
///
/// # Errors
/// `Fields` at `papers`, naming each.
pub fn must_be_there(tx: &mut Tx, dossier: &Dossier, due: &[Due]) -> AppResult<()> {
    let wanted = needed(dossier.award, dossier.kind, dossier.judged_on(tx.today));
    let wanted: Vec<Paper> = wanted.into_iter().filter(|paper| due.contains(&paper.due())).collect();
    if wanted.is_empty() {
        return Ok(());
    }
    let attached = files::papers_of(tx.conn, dossier.id)?;
    let mut errors = FieldErrors::default();
    for paper in wanted.into_iter().filter(|paper| !attached.contains(paper) && paper.due() != Due::Nothing) {
        if known_of(tx.conn, dossier, paper)?.is_none() {
            errors.add("papers", format!("Thiếu {}. {}", lower_first(paper.word()), way_out(paper)));
        }
    }
    if errors.is_empty() { Ok(()) } else { Err(errors.into()) }
}

/// How to bring it about.
const fn way_out(paper: Paper) -> &'static str {
    match paper {
        Paper::Report => "Viết xong các phần của báo cáo, hoặc đính kèm bản đã ký.",
        Paper::UnitMinutes => "Ghi cuộc họp bình xét của đơn vị, hoặc đính kèm biên bản.",
        _ => "Đính kèm tệp vào hồ sơ.",
    }
}

fn lower_first(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

/// What the program itself knows of the matter of a paper, in words; `None` where only a file can show it.
fn known_of(conn: &mut Connection, dossier: &Dossier, paper: Paper) -> AppResult<Option<String>> {
    match paper {
        Paper::Report => {
            let sections = report::written(conn, dossier.id, dossier.subject_kind)?;
            let done = sections.iter().all(|section| section.progress == Progress::Done);
            Ok(done.then(|| "Đã viết xong các phần".to_owned()))
        }
        Paper::UnitMinutes => {
            let held_on = unit_meeting_for(conn, dossier.year, dossier.facts.subject, dossier.award)?;
            Ok(held_on.map(|day| format!("Họp ngày {}", date::format_date(day))))
        }
        Paper::InitiativeOrGrade => match recognised(conn, dossier, None)? {
            Some(words) => Ok(Some(words)),
            None => graded(conn, dossier),
        },
        Paper::NationalInitiative => recognised(conn, dossier, Some(initiative::Level::National)),
        Paper::CouncilMinutes | Paper::BallotRecord | Paper::BallotResult | Paper::BallotResultOfFlag => {
            voted(conn, dossier)
        }
        Paper::Submission | Paper::List | Paper::Evidence => Ok(None),
    }
}

#[derive(QueryableByName)]
struct Voted {
    #[diesel(sql_type = Text)]
    award: AwardCode,
    #[diesel(sql_type = Date)]
    held_on: NaiveDate,
}

/// More than half of those present agreed. `?`: subject, year.
const VOTED: &str = "SELECT l.award_code AS award, m.held_on FROM unit_meeting_lines l \
     JOIN unit_meetings m ON m.id = l.meeting_id WHERE l.subject_id = ? AND m.year = ? AND m.state = 'closed' \
     AND l.agree > l.disagree AND l.agree * 2 > (SELECT COUNT(*) FROM unit_meeting_attendance a \
     WHERE a.meeting_id = m.id AND a.present) ORDER BY m.held_on DESC";

/// The day of the closed unit meeting that voted for this subject and award, or for a higher one that was
/// downgraded since.
pub fn unit_meeting_for(
    conn: &mut Connection,
    year: Year,
    subject: SubjectId,
    award: AwardCode,
) -> AppResult<Option<NaiveDate>> {
    let voted: Vec<Voted> = sql(VOTED).bind::<BigInt, _>(subject).bind::<BigInt, _>(year).load(conn)?;
    let covers = |voted: AwardCode| {
        let is_lower = |kind: &SubjectKind| award.award().is_lower_than(voted.award(), *kind);
        voted == award || SubjectKind::ALL.iter().any(is_lower)
    };
    Ok(voted.into_iter().find(|voted| covers(voted.award)).map(|voted| voted.held_on))
}

/// A recognised initiative of the person in the year of the proposal.
fn recognised(conn: &mut Connection, dossier: &Dossier, level: Option<initiative::Level>) -> AppResult<Option<String>> {
    let mut query = initiatives::table
        .inner_join(initiative_authors::table)
        .filter(initiative_authors::person_id.eq(PersonId(dossier.facts.subject.0)))
        .filter(initiatives::state.eq(initiative::State::Recognised))
        .filter(initiatives::year.eq(dossier.year))
        .order(initiatives::id)
        .select((initiatives::code, initiatives::decision_no))
        .into_boxed();
    if let Some(level) = level {
        query = query.filter(initiatives::level.eq(level));
    }
    let found: Option<(String, String)> = query.first(conn).optional()?;
    Ok(found.map(|(code, decision_no)| format!("{code}, {decision_no}")))
}

fn graded(conn: &mut Connection, dossier: &Dossier) -> AppResult<Option<String>> {
    let grade: Option<GradeCode> = grades::table
        .filter(grades::subject_id.eq(dossier.facts.subject))
        .filter(grades::year.eq(dossier.year))
        .select(grades::grade)
        .first(conn)
        .optional()?;
    Ok(grade.map(|grade| grade.grade().name_on(dossier.year.end()).to_owned()))
}

/// What was recorded of the council's vote.
fn voted(conn: &mut Connection, dossier: &Dossier) -> AppResult<Option<String>> {
    Ok(dossier_moves::table
        .filter(dossier_moves::dossier_id.eq(dossier.id))
        .filter(dossier_moves::to_state.eq(State::CouncilVoted))
        .filter(dossier_moves::from_state.eq(State::Verified))
        .order(dossier_moves::id.desc())
        .select(dossier_moves::reason)
        .first(conn)
        .optional()?)
}
