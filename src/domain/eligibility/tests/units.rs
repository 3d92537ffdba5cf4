//! Collectives: lineage, members, flags.

use super::super::*;
use super::builders::*;
use crate::domain::law::ClauseType;
use crate::domain::year::Year;

fn successor() -> Facts {
    let mut facts = unit();
    facts.unit_mut().founded_on = Some(day("2017-01-01"));
    for code in ["GIA", "CONGSAN"] {
        facts.unit_mut().predecessors.push(Predecessor {
            code: code.into(),
            founded_on: Some(day("2000-01-01")),
            dissolved_on: Some(day("2016-12-31")),
        });
    }
    facts.graded("HTXSNV", [2017, 2018])
}

fn graded_as(of: &str, code: &str, year: i32) -> GradeFact {
    GradeFact { year: Year(year), grade: grade(code), score_hundredths: None, of: Some(of.into()) }
}

fn certificate_of_2017(facts: &Facts) -> Assessment {
    assess(&at_year_end("BK_TINH", 2017), facts, &on("2018-01-10")).expect("a rule")
}

#[test]
fn a_run_of_years_follows_the_lineage() {
    let mut facts = successor();
    facts.grades.push(graded_as("GIA", "HTXSNV", 2016));
    let assessment = certificate_of_2017(&facts);
    let streak = finding_of(&assessment, ClauseType::GradeStreak);
    assert_eq!(streak.outcome, Outcome::Met);
    assert!(streak.facts[0].contains("(ghi nhận cho GIA)"), "{:?}", streak.facts);
    assert!(faults(&facts, &on("2018-01-10")).is_empty());
}

#[test]
fn predecessors_that_differ_leave_the_year_to_a_person() {
    let mut facts = successor();
    facts.grades.push(graded_as("GIA", "HTXSNV", 2016));
    facts.grades.push(graded_as("CONGSAN", "HTTNV", 2016));
    assert_eq!(outcome_of(&certificate_of_2017(&facts), ClauseType::GradeStreak), Outcome::NeedsJudgement);
    facts.awards.push(AwardFact { of: Some("GIA".into()), ..grant("TTLDXS", 2016) });
    facts.awards.push(grant("TTLDXS", 2017));
    let question = at_year_end("BK_TINH", 2024);
    let mut later = facts.clone();
    for fact in &mut later.awards {
        fact.year = Year(fact.year.0 + 7);
    }
    for fact in &mut later.grades {
        fact.year = Year(fact.year.0 + 7);
    }
    let assessment = assess(&question, &later, &on("2025-01-10")).expect("a rule");
    let streak = finding_of(&assessment, ClauseType::TitleStreak);
    assert_eq!(streak.outcome, Outcome::NeedsJudgement);
    assert!(streak.note.contains("chỉ một trong các đơn vị tiền thân"), "{}", streak.note);
}

#[test]
fn without_members_or_their_titles_nothing_can_be_said() {
    let collective = |facts: &Facts, today: &str| {
        let assessment = assess(&at_year_end("TTLDTT", 2018), facts, &on(today)).expect("a rule");
        outcome_of(&assessment, ClauseType::MemberTitleRatio)
    };
    assert_eq!(collective(&unit(), "2019-01-10"), Outcome::NeedsJudgement);
    assert_eq!(collective(&unit().staffed(2018, 8, &[]), "2019-01-10"), Outcome::NeedsJudgement);
    let preview = Question::preview(award("TTLDTT"), Year(2018));
    let assessment = assess(&preview, &unit().staffed(2018, 8, &[]), &on("2018-07-15")).expect("a rule");
    assert_eq!(outcome_of(&assessment, ClauseType::MemberTitleRatio), Outcome::NotDue);
}

#[test]
fn members_without_a_grade_leave_the_share_open() {
    let mut facts = unit().staffed(2018, 4, &[("CSTDCS", 4)]);
    facts.unit_mut().rosters[0].members[0].grades.clear();
    let shares = |facts: &Facts| {
        let assessment = assess(&at_year_end("TTLDXS", 2018), facts, &on("2019-01-10")).expect("a rule");
        outcome_of(&assessment, ClauseType::MemberGradeRatio)
    };
    assert_eq!(shares(&facts), Outcome::NeedsJudgement);
    facts.unit_mut().rosters[0].members[1].grades = vec![grade("KHTNV")];
    assert_eq!(shares(&facts), Outcome::NotMet, "whatever the other's grade is");
}

#[test]
fn the_age_of_a_unit_is_that_of_its_lineage() {
    let order = |facts: &Facts| {
        let question = Question::received(award("HCLD_BA"), Year(2016), day("2017-05-01"));
        let assessment = assess(&question, facts, &on("2017-05-01")).expect("a rule");
        outcome_of(&assessment, ClauseType::UnitAge)
    };
    assert_eq!(order(&successor()), Outcome::Met);
    let mut young = unit();
    young.unit_mut().founded_on = Some(day("2010-01-01"));
    assert_eq!(order(&young), Outcome::NotMet);
    young.unit_mut().founded_on = None;
    assert_eq!(order(&young), Outcome::NeedsJudgement);
}
