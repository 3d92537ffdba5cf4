//! What holds for any facts: more good of it never turns a yes into a no, and their order never matters.

use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::super::*;
use super::builders::*;
use crate::domain::initiative::Level;
use crate::domain::law::{AwardCode, ClauseType, DisciplineCode, GradeCode, catalogue};
use crate::domain::registration::State;
use crate::domain::subject::SubjectKind;
use crate::domain::year::Year;

/// One record that may be added to a subject.
#[derive(Debug, Clone)]
enum Record {
    Grade(i32, usize),
    Award(i32, usize, bool),
    Initiative(i32, usize, u32),
    Registration(i32, usize, usize),
    Discipline(i32, usize),
    Judgement(usize, usize, bool),
}

const FIRST: i32 = 2008;
const LAST: i32 = 2026;

fn record() -> impl Strategy<Value = Record> {
    let year = FIRST..=LAST;
    prop_oneof![
        4 => (year.clone(), 0..4usize).prop_map(|(year, grade)| Record::Grade(year, grade)),
        6 => (year.clone(), 0..18usize, prop::bool::weighted(0.1))
            .prop_map(|(year, award, revoked)| Record::Award(year, award, revoked)),
        2 => (year.clone(), 0..3usize, 20..=100u32).prop_map(|(year, level, share)| Record::Initiative(year, level, share)),
        1 => (year.clone(), 0..18usize, 0..10usize).prop_map(|(year, award, state)| Record::Registration(year, award, state)),
        1 => (year, 0..6usize).prop_map(|(year, kind)| Record::Discipline(year, kind)),
        2 => (0..18usize, 0..9usize, any::<bool>()).prop_map(|(award, clause, met)| Record::Judgement(award, clause, met)),
    ]
}

fn nth<T>(mut all: impl Iterator<Item = T>, place: usize) -> T {
    all.nth(place).expect("an entry of the catalogue")
}

fn add(facts: &mut Facts, record: &Record, asked: Year) {
    match *record {
        Record::Grade(year, place) => {
            let grade = nth(GradeCode::all(), place);
            facts.grades.push(GradeFact { year: Year(year), grade, score_hundredths: None, of: None });
        }
        Record::Award(year, place, revoked) => {
            let revoked = revoked.then(|| Revocation { on: Year(year).end(), by: "9/QĐ".into() });
            facts.awards.push(AwardFact { revoked, ..grant(nth(AwardCode::all(), place).code(), year) });
        }
        Record::Initiative(year, level, percent) => {
            facts.initiatives.push(InitiativeFact { percent, ..initiative(year, Level::ALL[level]) });
        }
        Record::Registration(year, place, state) => facts.registrations.push(RegistrationFact {
            year: Year(year),
            award: nth(AwardCode::all(), place),
            state: State::ALL[state],
            registered_on: None,
        }),
        Record::Discipline(year, place) => facts.disciplines.push(DisciplineFact {
            kind: nth(DisciplineCode::all(), place),
            decided_on: Year(year).start(),
            decision_no: "1/QĐ".into(),
        }),
        Record::Judgement(place, clause, met) => {
            let clause = nth(ClauseType::ALL.iter().filter(|it| it.is_human()), clause);
            *facts = facts.clone().judged(nth(AwardCode::all(), place).code(), asked.0, *clause, met);
        }
    }
}

/// Whether a record can only speak for the subject.
fn is_good(record: &Record, facts: &Facts) -> bool {
    match record {
        Record::Grade(year, place) => *place == 0 && facts.grades.iter().all(|fact| fact.year != Year(*year)),
        Record::Award(_, _, revoked) => !revoked,
        Record::Initiative(..) => true,
        Record::Registration(_, _, state) => matches!(State::ALL[*state], State::Accepted | State::Awarded),
        Record::Discipline(..) => false,
        Record::Judgement(_, _, met) => *met,
    }
}

fn base(kind: SubjectKind, year: i32) -> Facts {
    match kind {
        SubjectKind::Person => person(),
        SubjectKind::Unit => unit().staffed(year, 10, &[("LDTT", 8), ("CSTDCS", 2)]),
    }
}

/// Somebody who meets much: good years, titles and judgements in favour, so that there are yeses to lose.
fn promising(kind: SubjectKind, year: i32, since: i32) -> Facts {
    let titles: &[&str] = match kind {
        SubjectKind::Person => &["LDTT", "CSTDCS"],
        SubjectKind::Unit => &["TTLDTT", "TTLDXS"],
    };
    let mut facts = base(kind, year).graded("HTXSNV", since..=year).invented(Level::National, since..=year);
    for title in titles {
        facts = facts.granted(title, since..=year);
    }
    for award in AwardCode::all() {
        for clause in ClauseType::ALL.iter().filter(|it| it.is_human()) {
            facts = facts.judged(award.code(), year, *clause, true);
        }
    }
    facts
}

fn asked() -> impl Strategy<Value = (AwardCode, SubjectKind, i32)> {
    let pairs: Vec<(AwardCode, SubjectKind)> = AwardCode::all()
        .flat_map(|award| SubjectKind::ALL.iter().map(move |kind| (award, *kind)))
        .filter(|(award, kind)| award.award().takes(*kind))
        .collect();
    (select(pairs), 2011..=2025).prop_map(|((award, kind), year)| (award, kind, year))
}

static CONFIRMED: LazyLock<Context> =
    LazyLock::new(|| Context::new(catalogue(), day("2026-11-20"), everything(), Vec::new()));
static UNCONFIRMED: LazyLock<Context> = LazyLock::new(|| on("2026-11-20"));

fn answer(award: AwardCode, year: i32, facts: &Facts, confirmed: bool) -> Option<Assessment> {
    let context = if confirmed { &CONFIRMED } else { &UNCONFIRMED };
    assess(&at_year_end(award.code(), year), facts, context).ok()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_good_record_more_never_turns_a_yes_into_a_no(
        (award, kind, year) in asked(),
        since in 2008..=2020i32,
        records in prop::collection::vec(record(), 0..12),
        more in prop::collection::vec(record(), 1..6),
        confirmed in any::<bool>(),
    ) {
        let mut facts = promising(kind, year, since.min(year));
        records.iter().for_each(|record| add(&mut facts, record, Year(year)));
        let Some(before) = answer(award, year, &facts, confirmed) else { return Ok(()) };
        for record in &more {
            if is_good(record, &facts) {
                add(&mut facts, record, Year(year));
            }
        }
        let after = answer(award, year, &facts, confirmed).expect("the same rule");
        let turned = before.outcome == Outcome::Met && after.outcome == Outcome::NotMet;
        prop_assert!(!turned, "{} {year}: {}", award, after.missing());
    }

    #[test]
    fn the_order_of_the_records_does_not_matter(
        (award, kind, year) in asked(),
        records in prop::collection::vec(record(), 2..30),
        swaps in prop::collection::vec((any::<Index>(), any::<Index>()), 1..20),
    ) {
        let gather = |records: &[Record]| {
            let mut facts = base(kind, year);
            records.iter().for_each(|record| add(&mut facts, record, Year(year)));
            facts
        };
        let mut shuffled = records.clone();
        for (one, other) in &swaps {
            shuffled.swap(one.index(records.len()), other.index(records.len()));
        }
        let (first, second) = (gather(&records), gather(&shuffled));
        let said = |facts: &Facts| answer(award, year, facts, false).map(|it| (it.report("X"), it.remarks));
        prop_assert_eq!(said(&first), said(&second));
    }
}
