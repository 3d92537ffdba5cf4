//! The ledger of a year: what each person and unit registered, what was proposed, what was achieved, or why not.
//! One row a registration with its dossier, and one for each dossier that came without a registration.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Text};

use crate::db::Connection;
use crate::domain::codes::codes;
use crate::domain::dossier;
use crate::domain::ids::*;
use crate::domain::law::AwardCode;
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::sql::{Sql, sql};

codes! {
    /// What came of it.
    Outcome {
        Achieved = "achieved" "Đạt",
        AchievedOther = "achieved_other" "Đạt mức khác",
        NotAchieved = "not_achieved" "Không đạt",
        Withdrawn = "withdrawn" "Đã rút",
        NotProposed = "not_proposed" "Chưa đề nghị",
        Running = "running" "Đang xét",
    }
}

impl crate::web::status::Tagged for Outcome {
    fn tag(&self) -> &'static str {
        match self {
            Self::Achieved | Self::AchievedOther => "tag--ok",
            Self::Running => "tag--info",
            Self::NotProposed => "tag--warn",
            Self::NotAchieved | Self::Withdrawn => "",
        }
    }
}

#[derive(Debug, Clone, QueryableByName)]
pub struct Line {
    #[diesel(sql_type = Text)]
    pub subject_code: String,
    #[diesel(sql_type = Text)]
    pub subject_name: String,
    #[diesel(sql_type = Text)]
    pub unit_code: String,
    #[diesel(sql_type = Text)]
    pub unit_name: String,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub registration: Option<RegistrationId>,
    #[diesel(sql_type = Nullable<Text>)]
    pub registered: Option<AwardCode>,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub dossier: Option<DossierId>,
    #[diesel(sql_type = Nullable<Text>)]
    pub proposed: Option<AwardCode>,
    #[diesel(sql_type = Nullable<Text>)]
    pub dossier_state: Option<dossier::State>,
    #[diesel(sql_type = Nullable<Text>)]
    pub achieved: Option<AwardCode>,
    #[diesel(sql_type = Nullable<Text>)]
    pub decision: Option<String>,
    #[diesel(sql_type = Text)]
    pub outcome: Outcome,
    /// As it was given; empty where there is nothing to explain.
    #[diesel(sql_type = Text)]
    pub given: String,
    /// Those who agreed in the meeting of the unit that did not propose it, and those present.
    #[diesel(sql_type = Nullable<BigInt>)]
    pub agreed: Option<i64>,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub present: Option<i64>,
}

impl Line {
    /// Why it was not achieved.
    pub fn reason(&self) -> String {
        match (self.outcome, self.agreed, self.present) {
            (Outcome::Achieved, ..) => String::new(),
            (Outcome::NotProposed, Some(agreed), Some(present)) => {
                format!("Đơn vị bình xét không đề nghị: {agreed}/{present} đồng ý.")
            }
            (Outcome::NotProposed, ..) if self.given.is_empty() => "Chưa có hồ sơ đề nghị.".to_owned(),
            _ => self.given.clone(),
        }
    }
}

/// What is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Filter {
    pub year: Year,
    pub unit: Option<UnitId>,
    pub outcome: Option<Outcome>,
    /// A person, with the collective he heads; twice the same for one.
    pub subjects: Option<[SubjectId; 2]>,
}

#[derive(QueryableByName)]
struct Total {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

/// A registration with the last dossier that came of it. Drafts were never registered. `?` is the year. The plus keeps
/// SQLite from looking through all awards of the year for each of its registrations.
const REGISTERED: &str = "SELECT r.subject_id AS subject, r.unit_id AS unit, r.sort_key AS sort_key, r.id AS registration, \
     r.award_code AS registered, r.state AS state, r.reason AS because, d.id AS dossier, d.award_code AS proposed, \
     d.state AS dossier_state, d.reason AS dossier_because, COALESCE((SELECT MAX(w.id) FROM awards w \
     WHERE w.dossier_id = d.id AND w.revoked_on IS NULL), (SELECT MAX(w.id) FROM awards w WHERE w.subject_id = r.subject_id \
     AND +w.year = r.year AND w.revoked_on IS NULL AND (w.registration_id = r.id OR w.award_code = r.award_code))) AS award, \
     (SELECT MAX(l.id) FROM unit_meeting_lines l JOIN unit_meetings m ON m.id = l.meeting_id WHERE l.registration_id = r.id \
     AND m.state = 'closed' AND l.dossier_id IS NULL) AS meeting_line FROM registrations r LEFT JOIN dossiers d ON d.id = \
     (SELECT MAX(x.id) FROM dossiers x WHERE x.subject_id = r.subject_id AND x.year = r.year AND x.registration_id = r.id) \
     WHERE r.state <> 'draft' AND r.year = ?";
/// A dossier that came without a registration. `?` is the year.
const PROPOSED: &str = " UNION ALL SELECT d.subject_id, d.unit_id, d.sort_key, NULL, NULL, NULL, '', d.id, d.award_code, d.state, \
     d.reason, (SELECT MAX(w.id) FROM awards w WHERE w.dossier_id = d.id AND w.revoked_on IS NULL), NULL \
     FROM dossiers d WHERE d.registration_id IS NULL AND d.kind = 'merit' AND d.year = ?";
/// With names, the award and its decision, and what came of it.
const TOLD: &str = "SELECT s.code AS subject_code, s.name AS subject_name, us.code AS unit_code, us.name AS unit_name, \
     u.sort_order, k.unit, k.sort_key, k.registration, k.registered, k.dossier, k.proposed, k.dossier_state, \
     a.award_code AS achieved, c.number AS decision, CASE \
     WHEN a.award_code = COALESCE(k.registered, k.proposed) OR (a.id IS NULL AND k.state = 'awarded') THEN 'achieved' \
     WHEN a.id IS NOT NULL THEN 'achieved_other' \
     WHEN k.dossier_state IN ('rejected', 'revoked') OR k.state IN ('rejected', 'not_awarded') THEN 'not_achieved' \
     WHEN k.dossier_state = 'withdrawn' OR k.state = 'withdrawn' THEN 'withdrawn' \
     WHEN k.dossier_state IS NOT NULL OR k.state <> 'accepted' THEN 'running' ELSE 'not_proposed' END AS outcome, \
     COALESCE(CASE WHEN k.dossier_state IN ('rejected', 'revoked', 'withdrawn', 'on_hold', 'returned') \
     THEN NULLIF(k.dossier_because, '') END, k.because, '') AS given, l.agree AS agreed, \
     CASE WHEN l.id IS NULL THEN NULL ELSE (SELECT COUNT(*) FROM unit_meeting_attendance t \
     WHERE t.meeting_id = l.meeting_id AND t.present) END AS present FROM (";
const NAMED: &str = ") k JOIN units u ON u.id = k.unit JOIN subjects s ON s.id = k.subject JOIN subjects us ON us.id = u.id \
     LEFT JOIN awards a ON a.id = k.award LEFT JOIN decisions c ON c.id = a.decision_id \
     LEFT JOIN unit_meeting_lines l ON l.id = k.meeting_line";

/// A page of the ledger in the order of lists; a limit of -1 gives all.
pub fn lines(conn: &mut Connection, filter: Filter, limit: i64, offset: i64) -> AppResult<Vec<Line>> {
    let query = told("SELECT * FROM (", filter);
    let query = query.sql(" ORDER BY sort_order, unit, sort_key, registration, dossier LIMIT ? OFFSET ?");
    Ok(query.bind::<BigInt, _>(limit).bind::<BigInt, _>(offset).load(conn)?)
}

pub fn total(conn: &mut Connection, filter: Filter) -> AppResult<i64> {
    let total: Total = told("SELECT COUNT(*) AS n FROM (", filter).get_result(conn)?;
    Ok(total.n)
}

/// What came of a person's year, and of that of the collective he heads.
pub fn of_subjects(conn: &mut Connection, year: Year, subjects: [SubjectId; 2]) -> AppResult<Vec<Line>> {
    lines(conn, Filter { year, unit: None, outcome: None, subjects: Some(subjects) }, -1, 0)
}

fn told(columns: &'static str, filter: Filter) -> Sql<'static> {
    let query = sql(columns).sql(TOLD).sql(REGISTERED).bind::<BigInt, _>(filter.year);
    let query = narrowed(query, filter, " AND r.unit_id = ?", " AND r.subject_id IN (?, ?)");
    let query = query.sql(PROPOSED).bind::<BigInt, _>(filter.year);
    let query = narrowed(query, filter, " AND d.unit_id = ?", " AND d.subject_id IN (?, ?)");
    let query = query.sql(NAMED).sql(")");
    match filter.outcome {
        Some(outcome) => query.sql(" WHERE outcome = ?").bind::<Text, _>(outcome),
        None => query,
    }
}

fn narrowed(mut query: Sql<'static>, filter: Filter, by_unit: &'static str, by_subject: &'static str) -> Sql<'static> {
    if let Some(unit) = filter.unit {
        query = query.sql(by_unit).bind::<BigInt, _>(unit);
    }
    match filter.subjects {
        Some([one, other]) => query.sql(by_subject).bind::<BigInt, _>(one).bind::<BigInt, _>(other),
        None => query,
    }
}
