//! Small builders: a test states only what matters to it.

use chrono::NaiveDate;

use super::super::*;
use crate::domain::initiative::Level;
use crate::domain::law::{AwardCode, ClauseType, CommendationKind, DisciplineCode, GradeCode, catalogue};
use crate::domain::registration::State;
use crate::domain::subject::{Gender, StaffKind};
use crate::domain::year::Year;

pub(super) fn day(written: &str) -> NaiveDate {
    written.parse().expect("a day")
}

pub(super) fn award(code: &str) -> AwardCode {
    AwardCode::from_code(code).expect("an award of the catalogue")
}

pub(super) fn grade(code: &str) -> GradeCode {
    GradeCode::from_code(code).expect("a grade of the catalogue")
}

/// The law as it stands, nothing confirmed, asked on a day.
pub(super) fn on(today: &str) -> Context {
    Context::new(catalogue(), day(today), Confirmations::default(), Vec::new())
}

/// Every rule and regime of the catalogue confirmed.
pub(super) fn everything() -> Confirmations {
    let keys = catalogue().regimes.iter().flat_map(|regime| {
        let rules = catalogue().rules.iter().map(|rule| EntryKey::rule(&rule.award, rule.subject, &regime.code));
        rules.chain([EntryKey::regime(&regime.code)]).map(|key| key.to_string())
    });
    keys.collect()
}

/// Somebody who joined in 2000.
pub(super) fn person() -> Facts {
    let person = PersonFacts {
        gender: Gender::Female,
        staff_kind: StaffKind::CivilServant,
        joined_on: day("2000-03-01"),
        left_on: None,
        leaves: Vec::new(),
        memberships: Vec::new(),
    };
    Facts::of("QLNS-001", Who::Person(person))
}

/// A unit founded in 2000, without members.
pub(super) fn unit() -> Facts {
    let unit = UnitFacts {
        founded_on: Some(day("2000-01-01")),
        dissolved_on: None,
        predecessors: Vec::new(),
        rosters: Vec::new(),
    };
    Facts::of("QLNS", Who::Unit(unit))
}

pub(super) fn grant(code: &str, year: i32) -> AwardFact {
    AwardFact {
        award: award(code),
        year: Year(year),
        decision_no: format!("{year}/QĐ-{code}").into(),
        decided_on: Year(year).end(),
        authority: "Giám đốc Sở".into(),
        own: false,
        basis: CommendationKind::Merit,
        achievement: "".into(),
        revoked: None,
        of: None,
    }
}

pub(super) fn initiative(year: i32, level: Level) -> InitiativeFact {
    InitiativeFact {
        code: format!("SK-{year}-001").into(),
        title: "Quy trình mới".into(),
        year: Year(year),
        percent: 100,
        recognition: Some(Recognition {
            level,
            decision_no: format!("{year}/QĐ-SK").into(),
            recognised_on: day(&format!("{year}-11-01")),
        }),
    }
}

impl Facts {
    pub(super) fn graded(mut self, code: &str, years: impl IntoIterator<Item = i32>) -> Self {
        let facts = years.into_iter().map(|year| GradeFact {
            year: Year(year),
            grade: grade(code),
            score_hundredths: None,
            of: None,
        });
        self.grades.extend(facts);
        self
    }

    pub(super) fn granted(mut self, code: &str, years: impl IntoIterator<Item = i32>) -> Self {
        self.awards.extend(years.into_iter().map(|year| grant(code, year)));
        self
    }

    pub(super) fn with(mut self, fact: AwardFact) -> Self {
        self.awards.push(fact);
        self
    }

    pub(super) fn invented(mut self, level: Level, years: impl IntoIterator<Item = i32>) -> Self {
        self.initiatives.extend(years.into_iter().map(|year| initiative(year, level)));
        self
    }

    pub(super) fn registered(mut self, code: &str, year: i32, state: State) -> Self {
        self.registrations.push(RegistrationFact { year: Year(year), award: award(code), state, registered_on: None });
        self
    }

    pub(super) fn judged(mut self, code: &str, year: i32, clause: ClauseType, met: bool) -> Self {
        self.judgements.push(Judgement {
            award: award(code),
            year: Year(year),
            clause,
            met,
            by: "Lê Thị Hoa".into(),
            on: day("2014-01-15"),
            note: "".into(),
        });
        self
    }

    pub(super) fn disciplined(mut self, code: &str, on: &str) -> Self {
        let kind = DisciplineCode::from_code(code).expect("a discipline of the catalogue");
        self.disciplines.push(DisciplineFact { kind, decided_on: day(on), decision_no: "7/QĐ-STC".into() });
        self
    }

    pub(super) fn joined(mut self, on: &str) -> Self {
        self.person_mut().joined_on = day(on);
        self
    }

    pub(super) fn away(mut self, kind: crate::domain::leave::LeaveKind, from: &str, to: &str) -> Self {
        self.person_mut().leaves.push(LeaveFact { from: day(from), to: Some(day(to)), kind });
        self
    }

    pub(super) fn person_mut(&mut self) -> &mut PersonFacts {
        match &mut self.who {
            Who::Person(person) => person,
            Who::Unit(_) => panic!("a person is meant"),
        }
    }

    pub(super) fn unit_mut(&mut self) -> &mut UnitFacts {
        match &mut self.who {
            Who::Unit(unit) => unit,
            Who::Person(_) => panic!("a unit is meant"),
        }
    }

    /// So many members with each of these titles, the others with none of them; all well graded.
    pub(super) fn staffed(mut self, year: i32, members: usize, holding: &[(&str, usize)]) -> Self {
        let member = |place: usize| MemberFact {
            code: format!("QLNS-{place:03}").into(),
            grades: vec![grade("HTTNV")],
            awards: holding.iter().filter(|(_, count)| place < *count).map(|(code, _)| award(code)).collect(),
            disciplines: Vec::new(),
        };
        self.unit_mut().rosters.push(Roster { year: Year(year), members: (0..members).map(member).collect() });
        self
    }
}

/// A merit proposal received on the last day of the year.
pub(super) fn at_year_end(code: &str, year: i32) -> Question {
    Question::received(award(code), Year(year), Year(year).end())
}

pub(super) fn outcome_of(assessment: &Assessment, clause: ClauseType) -> Outcome {
    finding_of(assessment, clause).outcome
}

/// The first finding of a type.
pub(super) fn finding_of(assessment: &Assessment, clause: ClauseType) -> &Finding {
    let found = assessment.findings.iter().find(|finding| finding.clause == clause);
    found.unwrap_or_else(|| panic!("no finding of {}", clause.code()))
}
