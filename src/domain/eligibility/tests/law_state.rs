//! Which rules apply on which day, and what unchecked law may do.

use super::super::*;
use super::builders::*;
use crate::domain::law::{ClauseType, catalogue};
use crate::domain::year::Year;

fn confirmed(today: &str, keys: &[&str]) -> Context {
    Context::new(catalogue(), day(today), keys.iter().copied().collect(), Vec::new())
}

fn badly_graded(year: i32) -> Facts {
    person().graded("HTNV", [year]).registered("LDTT", year, crate::domain::registration::State::Accepted)
}

#[test]
fn recalled_law_warns_until_it_is_confirmed() {
    let question = at_year_end("LDTT", 2013);
    let facts = badly_graded(2013);
    let assessment = assess(&question, &facts, &on("2014-01-10")).expect("a rule");
    assert_eq!(assessment.regime.code, "R2010");
    assert_eq!(assessment.outcome, Outcome::NeedsJudgement);
    let finding = finding_of(&assessment, ClauseType::GradeInYear);
    assert_eq!((finding.outcome, finding.confidence.code()), (Outcome::NotMet, "recall"));
    assert!(!finding.blocks());
    let rule_alone = confirmed("2014-01-10", &["rule:LDTT:individual:R2010"]);
    assert_eq!(assess(&question, &facts, &rule_alone).expect("a rule").outcome, Outcome::NeedsJudgement);
    let both = confirmed("2014-01-10", &["rule:LDTT:individual:R2010", "regime:R2010"]);
    assert_eq!(assess(&question, &facts, &both).expect("a rule").outcome, Outcome::NotMet);
}

#[test]
fn checked_law_and_settings_act_as_they_stand() {
    let assessment = assess(&at_year_end("LDTT", 2018), &badly_graded(2018), &on("2019-01-10")).expect("a rule");
    assert_eq!(assessment.outcome, Outcome::NotMet);
    let unchecked = assess(&at_year_end("GK", 2024), &badly_graded(2024), &on("2025-01-10")).expect("a rule");
    assert_eq!(unchecked.outcome, Outcome::NeedsJudgement, "a setting marked for checking");
}

#[test]
fn a_rule_like_anothers_rests_on_both_entries() {
    let facts = person().granted("CSTDCS", [2017]).granted("LDTT", [2018]).graded("HTTNV", [2017, 2018]);
    let question = at_year_end("BK_BO", 2018);
    let named_alone = confirmed("2019-01-10", &["rule:BK_BO:individual:R2017"]);
    assert_eq!(assess(&question, &facts, &named_alone).expect("a rule").outcome, Outcome::NeedsJudgement);
    let other = confirmed("2019-01-10", &["rule:BK_TINH:individual:R2017"]);
    assert_eq!(assess(&question, &facts, &other).expect("a rule").outcome, Outcome::NotMet);
}

#[test]
fn nothing_of_2026_stops_anybody_before_the_regime_is_confirmed() {
    let question = at_year_end("LDTT", 2026);
    let assessment = assess(&question, &badly_graded(2026), &on("2027-01-10")).expect("a rule");
    assert_eq!(assessment.regime.code, "R2026");
    assert_eq!(assessment.outcome, Outcome::NeedsJudgement);
    assert_eq!(finding_of(&assessment, ClauseType::GradeInYear).outcome, Outcome::NotMet);
    let said = |code| assessment.remarks.iter().filter(|remark| remark.code == code).count();
    assert_eq!(said("R2026"), 2, "the amended text is missing, and the regime is unconfirmed");
    let known = confirmed("2027-01-10", &["regime:R2026"]);
    assert_eq!(assess(&question, &badly_graded(2026), &known).expect("a rule").outcome, Outcome::NotMet);
}

#[test]
fn a_lapsed_decree_is_said_on_what_rests_on_it() {
    let said = |received: &str, keys: &[&str]| {
        let question = Question::received(award("LDTT"), Year(2026), day(received));
        let assessment = assess(&question, &badly_graded(2026), &confirmed("2027-06-01", keys)).expect("a rule");
        assessment.remarks.into_iter().find(|remark| remark.code == "sunset").map(|remark| remark.text)
    };
    assert_eq!(said("2027-02-28", &[]), None);
    let text = said("2027-03-01", &[]).expect("a remark");
    assert!(text.contains("NĐ 152/2025/NĐ-CP hết hiệu lực sau ngày 28/02/2027 (chưa xác nhận)"), "{text}");
    assert!(said("2027-03-01", &["sunset"]).expect("a remark").contains("(đã xác nhận)"));
}

#[test]
fn a_day_before_the_first_regime_has_no_rule() {
    let question = at_year_end("LDTT", 2009);
    let error = assess(&question, &person(), &on("2014-07-15")).expect_err("no regime");
    assert!(error.to_string().contains("ngày 31/12/2009"), "{error}");
    let medal = assess(&at_year_end("KNC_BTC", 2013), &person(), &on("2014-07-15")).expect_err("no criteria");
    assert!(medal.to_string().contains("Kỷ niệm chương"), "{medal}");
    assert!(assess(&at_year_end("TTLDTT", 2013), &person(), &on("2014-07-15")).is_err(), "not for people");
}

#[test]
fn the_day_of_receipt_picks_the_rules_and_without_it_today_does() {
    let regime = |question: &Question, today: &str| {
        assess(question, &badly_graded(2013), &on(today)).expect("a rule").regime.code.as_str()
    };
    let received = Question::received(award("LDTT"), Year(2013), day("2014-05-31"));
    assert_eq!(regime(&received, "2014-07-15"), "R2010");
    assert_eq!(regime(&Question::preview(award("LDTT"), Year(2013)), "2014-07-15"), "R2014");
}

#[test]
fn the_old_rules_stay_unless_the_new_ones_are_better() {
    let received = Question::received(award("LDTT"), Year(2025), day("2026-09-15"));
    let before = assess(&received, &badly_graded(2025), &on("2026-09-20")).expect("a rule");
    assert!(before.remarks.iter().all(|remark| !remark.text.contains("cả hai chế độ")), "not in force yet");
    let after = assess(&received, &badly_graded(2025), &on("2026-10-20")).expect("a rule");
    assert_eq!(after.regime.code, "R2025", "the same text is no better");
    assert_eq!(after.outcome, Outcome::NotMet);
    assert!(after.remarks.iter().any(|remark| remark.text.contains("giữ Luật TĐKT 2022 - NĐ 152/2025")));
    let old = Question::received(award("LDTT"), Year(2013), day("2014-01-15"));
    let assessment = assess(&old, &badly_graded(2013), &on("2026-10-20")).expect("a rule");
    assert!(assessment.remarks.iter().all(|remark| !remark.text.contains("cả hai chế độ")), "long closed");
}
