//! What the registers hold of one subject, as one feature loads it and the engine reads it.
//!
//! The order of the entries never matters. Texts are shared (`Arc<str>`), so that a decision number that
//! stands in a thousand records is kept once.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::domain::initiative::Level as InitiativeLevel;
use crate::domain::law::{AwardCode, ClauseType, CommendationKind, DisciplineCode, GradeCode};
use crate::domain::leave::LeaveKind;
use crate::domain::registration;
use crate::domain::subject::{Gender, StaffKind, SubjectKind};
use crate::domain::year::Year;

pub type Text = Arc<str>;

/// Everything known of one person or unit.
#[derive(Debug, Clone)]
pub struct Facts {
    /// The subject's code.
    pub code: Text,
    pub who: Who,
    /// Of all years; two different ones in a year contradict each other.
    pub grades: Vec<GradeFact>,
    /// All ever recorded, revoked ones too.
    pub awards: Vec<AwardFact>,
    pub registrations: Vec<RegistrationFact>,
    /// Initiatives the person is an author of, recognised or still on their way; none for units.
    pub initiatives: Vec<InitiativeFact>,
    /// Accepted science topics and schemes, in the same form. No register holds them yet.
    pub research: Vec<InitiativeFact>,
    /// Of the person; those of a unit's members stand with the members.
    pub disciplines: Vec<DisciplineFact>,
    /// What people judged where no register can tell.
    pub judgements: Vec<Judgement>,
}

/// What only persons, or only units, have.
#[derive(Debug, Clone)]
pub enum Who {
    Person(PersonFacts),
    Unit(UnitFacts),
}

#[derive(Debug, Clone)]
pub struct PersonFacts {
    pub gender: Gender,
    pub staff_kind: StaffKind,
    pub joined_on: NaiveDate,
    pub left_on: Option<NaiveDate>,
    pub leaves: Vec<LeaveFact>,
    pub memberships: Vec<MembershipFact>,
}

#[derive(Debug, Clone)]
pub struct UnitFacts {
    pub founded_on: Option<NaiveDate>,
    pub dissolved_on: Option<NaiveDate>,
    /// Units whose work this one carries on. Their grades and awards stand among those of [`Facts`], marked
    /// with `of`; those of a predecessor count for the years in which it existed.
    pub predecessors: Vec<Predecessor>,
    /// The members at the end of each year that is asked about (of a running year: today's).
    pub rosters: Vec<Roster>,
}

#[derive(Debug, Clone)]
pub struct Predecessor {
    pub code: Text,
    pub founded_on: Option<NaiveDate>,
    pub dissolved_on: Option<NaiveDate>,
}

/// The members of a unit on the last day of a year.
#[derive(Debug, Clone)]
pub struct Roster {
    pub year: Year,
    pub members: Vec<MemberFact>,
}

/// One member, with what he or she holds of that year.
#[derive(Debug, Clone)]
pub struct MemberFact {
    pub code: Text,
    pub grades: Vec<GradeCode>,
    /// Awards of that year, revoked ones left out.
    pub awards: Vec<AwardCode>,
    /// Disciplines decided in that year.
    pub disciplines: Vec<DisciplineCode>,
}

#[derive(Debug, Clone)]
pub struct GradeFact {
    pub year: Year,
    pub grade: GradeCode,
    /// In hundredths of a point, where the year is graded by score.
    pub score_hundredths: Option<i64>,
    /// Under which other code it is recorded: a predecessor of the unit, or a code merged into the person's.
    pub of: Option<Text>,
}

/// One grant.
#[derive(Debug, Clone)]
pub struct AwardFact {
    pub award: AwardCode,
    /// The year it was granted for.
    pub year: Year,
    /// Empty when the record has none, which is shown as a fault of it.
    pub decision_no: Text,
    pub decided_on: NaiveDate,
    /// Who decided, in words.
    pub authority: Text,
    /// Whether this agency's own head decided.
    pub own: bool,
    /// Sudden and thematic grants are no basis for merit awards.
    pub basis: CommendationKind,
    /// As written in the decision; may be empty.
    pub achievement: Text,
    pub revoked: Option<Revocation>,
    /// As in [`GradeFact`].
    pub of: Option<Text>,
}

impl AwardFact {
    /// By year and decision, so that what is shown never depends on the order of loading.
    pub(super) fn order(&self) -> (Year, NaiveDate, AwardCode, Text) {
        (self.year, self.decided_on, self.award, self.decision_no.clone())
    }
}

#[derive(Debug, Clone)]
pub struct Revocation {
    pub on: NaiveDate,
    /// Number of the revoking decision.
    pub by: Text,
}

#[derive(Debug, Clone)]
pub struct RegistrationFact {
    pub year: Year,
    pub award: AwardCode,
    pub state: registration::State,
    pub registered_on: Option<NaiveDate>,
}

/// One author's part in an initiative.
#[derive(Debug, Clone)]
pub struct InitiativeFact {
    pub code: Text,
    pub title: Text,
    pub year: Year,
    /// The author's share, in percent.
    pub percent: u32,
    /// `None` while it waits for recognition (filed, agreed or being scored).
    pub recognition: Option<Recognition>,
}

impl InitiativeFact {
    /// As [`AwardFact::order`]. Codes name one initiative; the rest orders what a faulty register holds twice.
    pub(super) fn order(&self) -> (Year, Text, Option<InitiativeLevel>, u32) {
        (self.year, self.code.clone(), self.recognition.as_ref().map(|it| it.level), self.percent)
    }
}

#[derive(Debug, Clone)]
pub struct Recognition {
    pub level: InitiativeLevel,
    /// May be empty.
    pub decision_no: Text,
    pub recognised_on: NaiveDate,
}

#[derive(Debug, Clone)]
pub struct DisciplineFact {
    pub kind: DisciplineCode,
    pub decided_on: NaiveDate,
    /// May be empty.
    pub decision_no: Text,
}

#[derive(Debug, Clone)]
pub struct LeaveFact {
    pub from: NaiveDate,
    /// The last day; `None` while it goes on.
    pub to: Option<NaiveDate>,
    pub kind: LeaveKind,
}

#[derive(Debug, Clone)]
pub struct MembershipFact {
    pub unit: Text,
    pub from: NaiveDate,
    /// The last day; `None` while it goes on.
    pub to: Option<NaiveDate>,
}

/// What a person found on one criterion of one award in one year.
#[derive(Debug, Clone)]
pub struct Judgement {
    pub award: AwardCode,
    pub year: Year,
    pub clause: ClauseType,
    pub met: bool,
    /// The name of whoever judged.
    pub by: Text,
    pub on: NaiveDate,
    /// May be empty.
    pub note: Text,
}

impl Facts {
    /// Of a subject of whom nothing is recorded yet.
    pub fn of(code: impl Into<Text>, who: Who) -> Self {
        Self {
            code: code.into(),
            who,
            grades: Vec::new(),
            awards: Vec::new(),
            registrations: Vec::new(),
            initiatives: Vec::new(),
            research: Vec::new(),
            disciplines: Vec::new(),
            judgements: Vec::new(),
        }
    }

    pub const fn kind(&self) -> SubjectKind {
        match self.who {
            Who::Person(_) => SubjectKind::Person,
            Who::Unit(_) => SubjectKind::Unit,
        }
    }
}
