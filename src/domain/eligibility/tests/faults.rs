//! Records that contradict each other: said, never guessed about, never a crash.

use super::super::*;
use super::builders::*;
use crate::domain::law::ClauseType;
use crate::domain::year::Year;

fn said(facts: &Facts) -> String {
    faults(facts, &on("2019-01-10")).join("\n")
}

fn grade_of_2018(facts: &Facts) -> Outcome {
    let assessment = assess(&at_year_end("LDTT", 2018), facts, &on("2019-01-10")).expect("a rule");
    outcome_of(&assessment, ClauseType::GradeInYear)
}

fn streak_2018(facts: &Facts) -> Outcome {
    let assessment = assess(&at_year_end("CSTD_TINH", 2018), facts, &on("2019-01-10")).expect("a rule");
    outcome_of(&assessment, ClauseType::TitleStreak)
}

#[test]
fn two_grades_of_a_year_decide_nothing_unless_they_agree() {
    let split = person().graded("HTTNV", [2018]).graded("HTNV", [2018]);
    assert_eq!(grade_of_2018(&split), Outcome::NeedsJudgement);
    assert!(said(&split).contains("Năm 2018 có 2 xếp loại khác nhau"));
    let both_good = person().graded("HTTNV", [2018]).graded("HTXSNV", [2018]);
    assert_eq!(grade_of_2018(&both_good), Outcome::Met);
    let both_bad = person().graded("HTNV", [2018]).graded("KHTNV", [2018]);
    assert_eq!(grade_of_2018(&both_bad), Outcome::NotMet);
}

#[test]
fn a_grade_that_its_score_contradicts_is_doubtful() {
    let mut facts = person().graded("HTXSNV", [2026]);
    facts.grades[0].score_hundredths = Some(6_950);
    let assessment = assess(&at_year_end("LDTT", 2026), &facts, &on("2027-01-10")).expect("a rule");
    assert_eq!(outcome_of(&assessment, ClauseType::GradeInYear), Outcome::NeedsJudgement);
    assert!(faults(&facts, &on("2027-01-10")).join("").contains("điểm ứng với HTNV"));
    facts.grades[0].score_hundredths = Some(9_000);
    let assessment = assess(&at_year_end("LDTT", 2026), &facts, &on("2027-01-10")).expect("a rule");
    assert_eq!(outcome_of(&assessment, ClauseType::GradeInYear), Outcome::Met);
}

#[test]
fn a_decision_without_number_or_of_the_future_carries_nothing_alone() {
    let run = person().granted("CSTDCS", [2016, 2017, 2018]);
    assert_eq!(streak_2018(&run), Outcome::Met);
    let mut nameless = run.clone();
    nameless.awards[0].decision_no = " ".into();
    assert_eq!(streak_2018(&nameless), Outcome::NeedsJudgement);
    assert!(said(&nameless).contains("Chiến sĩ thi đua cơ sở năm 2016: quyết định ngày 31/12/2016 không có số"));
    let mut early = run.clone();
    early.awards[2].decided_on = day("2019-12-01");
    assert_eq!(streak_2018(&early), Outcome::NeedsJudgement);
    assert!(said(&early).contains("nằm trong tương lai"));
    let twice = early.granted("CSTDCS", [2018]);
    assert_eq!(streak_2018(&twice), Outcome::Met, "a sound record of the year is enough");
    assert!(said(&twice).contains("năm 2018 có 2 quyết định còn hiệu lực"));
}

#[test]
fn a_title_under_a_merged_code_is_looked_at_by_a_person() {
    let mut facts = person().granted("CSTDCS", [2016, 2017, 2018]);
    facts.awards[1].of = Some("QLNS-099".into());
    assert_eq!(streak_2018(&facts), Outcome::NeedsJudgement);
    assert!(said(&facts).contains("ghi nhận dưới mã QLNS-099 đã gộp"));
}

#[test]
fn an_award_before_joining_or_after_leaving_is_said() {
    let mut facts = person().joined("2017-01-01").granted("CSTDCS", [2016, 2019]);
    facts.awards[0].own = true;
    facts.person_mut().left_on = Some(day("2018-06-30"));
    let said = said(&facts);
    assert!(said.contains("cơ quan quyết định trước ngày vào cơ quan 01/01/2017"), "{said}");
    assert!(said.contains("sau ngày nghỉ 30/06/2018"), "{said}");
}

#[test]
fn recognitions_and_disciplines_need_a_number_and_a_day_that_has_come() {
    let mut facts =
        person().invented(crate::domain::initiative::Level::Base, [2018]).disciplined("CANH_CAO", "2019-05-05");
    facts.initiatives[0].recognition.as_mut().expect("recognised").decision_no = "".into();
    let said = said(&facts);
    assert!(said.contains("SK-2018-001 năm 2018: quyết định công nhận ngày 01/11/2018 không có số"), "{said}");
    assert!(said.contains("Cảnh cáo: quyết định ngày 05/05/2019 nằm trong tương lai"), "{said}");
}

#[test]
fn judgements_of_one_day_that_contradict_decide_nothing_later_ones_do() {
    let conduct = |facts: &Facts| {
        let assessment = assess(&at_year_end("LDTT", 2018), facts, &on("2019-01-10")).expect("a rule");
        outcome_of(&assessment, ClauseType::Conduct)
    };
    let split =
        person().judged("LDTT", 2018, ClauseType::Conduct, true).judged("LDTT", 2018, ClauseType::Conduct, false);
    assert_eq!(conduct(&split), Outcome::NeedsJudgement);
    let mut settled = split.judged("LDTT", 2018, ClauseType::Conduct, true);
    settled.judgements[2].on = day("2019-01-05");
    assert_eq!(conduct(&settled), Outcome::Met);
    settled.judgements[2].year = Year(2017);
    assert_eq!(conduct(&settled), Outcome::NeedsJudgement, "of another year");
}
