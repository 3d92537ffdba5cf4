use super::super::*;
use super::builders::*;
use crate::domain::initiative::Level;
use crate::domain::registration::State;

fn said(assessment: &Assessment, code: &str) -> Vec<String> {
    let of_code = assessment.remarks.iter().filter(|remark| remark.code == code);
    of_code.map(|remark| remark.text.clone()).collect()
}

fn of(code: &str, year: i32, facts: &Facts) -> Assessment {
    assess(&at_year_end(code, year), facts, &on(&format!("{}-01-10", year + 1))).expect("a rule")
}

#[test]
fn a_discipline_inside_the_run_restarts_the_clock() {
    let facts = person().granted("CSTDCS", [2022, 2023, 2024]).disciplined("KHIEN_TRACH", "2023-04-01");
    let remarks = said(&of("CSTD_TINH", 2024, &facts), "CLOCK_RESTARTS_AFTER_DISCIPLINE");
    assert_eq!(remarks.len(), 1);
    assert!(remarks[0].contains("01/04/2023"), "{remarks:?}");
    let earlier = person().granted("CSTDCS", [2022, 2023, 2024]).disciplined("KHIEN_TRACH", "2021-04-01");
    assert!(said(&of("CSTD_TINH", 2024, &earlier), "CLOCK_RESTARTS_AFTER_DISCIPLINE").is_empty());
}

#[test]
fn an_award_inside_the_period_of_the_next_is_shown() {
    let facts = person().granted("BK_TINH", [2022]).graded("HTTNV", 2020..=2024).granted("CSTDCS", 2022..=2024);
    let remarks = said(&of("BK_TTG", 2024, &facts), "NEXT_AWARD_CLOCK");
    assert_eq!(remarks.len(), 1);
    assert!(remarks[0].contains("2022/QĐ-BK_TINH"), "{remarks:?}");
}

#[test]
fn two_state_awards_of_a_year_are_shown() {
    let facts = person().granted("HCLD_BA", [2015]).registered("CSTDTQ", 2015, State::Escalated);
    let remarks = said(&of("BK_TTG", 2015, &facts), "ONE_STATE_AWARD_PER_YEAR");
    assert_eq!(remarks.len(), 2);
    assert!(remarks[0].contains("2015/QĐ-HCLD_BA") && remarks[1].contains("Chiến sĩ thi đua toàn quốc"), "{remarks:?}");
}

#[test]
fn other_awards_of_the_year_are_shown_those_it_builds_on_are_not() {
    let facts = person().granted("LDTT", [2018]).granted("GK", [2018]).invented(Level::Base, [2018]);
    let remarks = said(&of("CSTDCS", 2018, &facts), "NO_DOUBLE_REWARD");
    assert_eq!(remarks.len(), 1);
    assert!(remarks[0].contains("2018/QĐ-GK"), "{remarks:?}");
}

#[test]
fn an_initiative_that_served_before_is_shown_with_its_decision() {
    let facts = person().granted("CSTDCS", [2016, 2017, 2018]).invented(Level::Provincial, [2017]);
    let remarks = said(&of("CSTD_TINH", 2018, &facts), "INITIATIVE_USED_ONCE");
    assert_eq!(remarks.len(), 1);
    assert!(remarks[0].contains("SK-2017-001") && remarks[0].contains("2017/QĐ-CSTDCS"), "{remarks:?}");
}

#[test]
fn the_guard_shows_both_decisions_of_one_achievement_or_initiative() {
    let mut facts =
        person().granted("CSTDCS", [2018]).granted("LDTT", [2018]).granted("GK", [2018]).granted("BK_TINH", [2018]);
    facts = facts.invented(Level::Base, [2018]);
    for fact in &mut facts.awards {
        fact.achievement = "Hoàn thành quyết toán trước hạn".into();
    }
    let found = double_rewards(&facts, &on("2019-01-10"));
    let pairs: Vec<_> = found.iter().map(|it| (it.first.award.code(), it.second.award.code())).collect();
    assert!(pairs.contains(&("GK", "BK_TINH")), "the same achievement: {pairs:?}");
    assert!(!pairs.contains(&("LDTT", "CSTDCS")), "one includes the other");
    let initiative = found.iter().find(|it| it.what.starts_with("SK-2018-001")).expect("the initiative");
    assert_eq!((initiative.first.award.code(), initiative.second.award.code()), ("CSTDCS", "BK_TINH"));
}

#[test]
fn a_transfer_asks_for_the_former_units_opinion() {
    let mut facts = person().graded("HTTNV", [2018]);
    facts.person_mut().memberships = vec![
        MembershipFact { unit: "VP".into(), from: day("2010-01-01"), to: Some(day("2018-08-31")) },
        MembershipFact { unit: "QLNS".into(), from: day("2018-09-01"), to: None },
    ];
    let remarks = said(&of("LDTT", 2018, &facts), "TRANSFER_NEW_UNIT_DECIDES");
    assert_eq!(remarks.len(), 1);
    assert!(remarks[0].contains("VP ngày 31/08/2018") && remarks[0].contains("6 tháng"), "{remarks:?}");
}

#[test]
fn less_detail_bears_fewer_texts_and_the_same_answer() {
    let facts = person().granted("CSTDCS", [2016, 2018]).graded("HTTNV", [2017]);
    let full = of("CSTD_TINH", 2018, &facts);
    let in_detail = |detail| {
        let context = on("2019-01-10").in_detail(detail);
        assess(&at_year_end("CSTD_TINH", 2018), &facts, &context).expect("a rule")
    };
    let (notes, outcomes) = (in_detail(Detail::Notes), in_detail(Detail::Outcomes));
    assert_eq!((notes.outcome, outcomes.outcome), (full.outcome, full.outcome));
    assert_eq!(notes.missing(), full.missing());
    assert!(notes.remarks.is_empty() && notes.findings.iter().all(|finding| finding.facts.is_empty()));
    assert!(outcomes.findings.iter().all(|finding| finding.note.is_empty()));
    assert!(outcomes.missing().contains("Danh hiệu nhiều lần liên tục"), "{}", outcomes.missing());
}
