//! What a unit meeting is made of, stored and typed.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Text};

use crate::domain::codes::codes;
use crate::domain::ids::*;
use crate::domain::law::AwardCode;
use crate::domain::subject::SubjectKind;
use crate::domain::year::Year;
use crate::web::status::Tagged;

codes! {
    State {
        Open = "open" "Chưa chốt",
        Closed = "closed" "Đã chốt",
    }
}

impl Tagged for State {
    fn tag(&self) -> &'static str {
        match self {
            Self::Open => "tag--warn",
            Self::Closed => "tag--ok",
        }
    }
}

codes! {
    /// What the votes on a line say.
    Vote {
        Open = "open" "Chưa biểu quyết",
        Proposed = "proposed" "Đề nghị",
        NotProposed = "not_proposed" "Không đề nghị",
    }
}

impl Tagged for Vote {
    fn tag(&self) -> &'static str {
        match self {
            Self::Open => "tag--warn",
            Self::Proposed => "tag--ok",
            Self::NotProposed => "",
        }
    }
}

impl Vote {
    /// More than half of those present must agree.
    pub const fn of(agree: i64, disagree: i64, present: i64) -> Self {
        if agree == 0 && disagree == 0 {
            Self::Open
        } else if agree * 2 > present {
            Self::Proposed
        } else {
            Self::NotProposed
        }
    }
}

/// One meeting.
#[derive(Debug, Clone)]
pub struct Meeting {
    pub id: UnitMeetingId,
    pub year: Year,
    pub unit: UnitId,
    pub unit_code: String,
    pub unit_name: String,
    pub held_on: NaiveDate,
    pub place: String,
    pub chair: Option<PersonId>,
    pub secretary: Option<PersonId>,
    pub opinions: String,
    pub conclusion: String,
    pub state: State,
    pub version: i64,
}

/// A meeting in the year's list.
#[derive(Debug, Clone, QueryableByName)]
pub struct Listed {
    #[diesel(sql_type = BigInt)]
    pub id: UnitMeetingId,
    #[diesel(sql_type = Text)]
    pub unit_code: String,
    #[diesel(sql_type = Text)]
    pub unit_name: String,
    #[diesel(sql_type = Date)]
    pub held_on: NaiveDate,
    #[diesel(sql_type = Text)]
    pub place: String,
    #[diesel(sql_type = Text)]
    pub state: State,
    #[diesel(sql_type = BigInt)]
    pub lines: i64,
    /// Of which dossiers came.
    #[diesel(sql_type = BigInt)]
    pub proposed: i64,
}

/// Somebody of the unit, there or not.
#[derive(Debug, Clone)]
pub struct Attendee {
    pub person: PersonId,
    pub code: String,
    pub name: String,
    pub position: String,
    pub is_present: bool,
    pub reason: String,
}

/// How many were there.
pub fn present(attendees: &[Attendee]) -> i64 {
    attendees.iter().filter(|it| it.is_present).count() as i64
}

/// What was voted on.
#[derive(Debug, Clone, Queryable)]
pub struct Line {
    pub id: i64,
    pub subject: SubjectId,
    pub subject_code: String,
    pub subject_name: String,
    pub subject_kind: SubjectKind,
    pub award: AwardCode,
    pub registration: Option<RegistrationId>,
    pub agree: i64,
    pub disagree: i64,
    pub dossier: Option<DossierId>,
}

/// A meeting to be recorded.
#[derive(Debug, Clone)]
pub struct New {
    pub year: Year,
    pub unit_code: String,
    pub held_on: NaiveDate,
    pub place: String,
}

/// What is typed of a meeting, codes still to be looked up.
#[derive(Debug, Clone)]
pub struct Minutes {
    pub held_on: NaiveDate,
    pub place: String,
    pub chair_code: String,
    pub secretary_code: String,
    /// Code and reason.
    pub absent: Vec<(String, String)>,
    pub lines: Vec<TypedLine>,
    pub opinions: String,
    pub conclusion: String,
}

#[derive(Debug, Clone)]
pub struct TypedLine {
    /// Of the form, where its messages stand.
    pub row: usize,
    pub subject_code: String,
    pub award: AwardCode,
    pub agree: i64,
    pub disagree: i64,
}

/// A line to be stored.
#[derive(Debug, Clone)]
pub struct NewLine {
    pub subject: SubjectId,
    pub award: AwardCode,
    pub registration: Option<RegistrationId>,
    pub agree: i64,
    pub disagree: i64,
}

/// The meeting somebody has read, in the version he read.
#[derive(Debug, Clone, Copy)]
pub struct Seen {
    pub id: UnitMeetingId,
    pub version: i64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_than_half_of_those_present_must_agree() {
        assert_eq!(Vote::of(5, 3, 10), Vote::NotProposed);
        assert_eq!(Vote::of(6, 0, 10), Vote::Proposed);
        assert_eq!(Vote::of(5, 4, 9), Vote::Proposed);
        assert_eq!(Vote::of(0, 9, 9), Vote::NotProposed);
        assert_eq!(Vote::of(0, 0, 9), Vote::Open);
    }
}
