use super::super::*;
use super::builders::*;
use crate::domain::initiative::Level;
use crate::domain::law::{ClauseType, CommendationKind};
use crate::domain::leave::LeaveKind;
use crate::domain::registration::State;
use crate::domain::year::Year;

fn three_in_a_row() -> Facts {
    person().granted("CSTDCS", [2015, 2016, 2017]).invented(Level::Provincial, [2016])
}

fn provincial_fighter_2017(facts: &Facts) -> Assessment {
    assess(&at_year_end("CSTD_TINH", 2017), facts, &on("2018-01-10")).expect("a rule")
}

#[test]
fn three_base_titles_in_a_row_leave_only_the_choice_to_be_judged() {
    let assessment = provincial_fighter_2017(&three_in_a_row());
    assert_eq!(assessment.regime.code, "R2017");
    assert_eq!(assessment.outcome, Outcome::NeedsJudgement);
    let open: Vec<_> = assessment.in_the_way().map(|finding| finding.clause).collect();
    assert_eq!(open, [ClauseType::SelectedOutstanding]);
    let streak = finding_of(&assessment, ClauseType::TitleStreak);
    assert_eq!(streak.facts.len(), 3);
    assert!(streak.facts[0].contains("2015/QĐ-CSTDCS"), "{:?}", streak.facts);
    assert_eq!(streak.citation, "NĐ 91/2017/NĐ-CP Điều 9 khoản 2");

    let chosen = three_in_a_row().judged("CSTD_TINH", 2017, ClauseType::SelectedOutstanding, true);
    let assessment = provincial_fighter_2017(&chosen);
    assert_eq!(assessment.outcome, Outcome::Met);
    assert_eq!(assessment.missing(), "");
}

#[test]
fn a_title_revoked_afterwards_breaks_the_run_and_names_the_decision() {
    let mut facts = three_in_a_row().judged("CSTD_TINH", 2017, ClauseType::SelectedOutstanding, true);
    facts.awards[1].revoked = Some(Revocation { on: day("2017-11-02"), by: "88/QĐ-STC".into() });
    let assessment = provincial_fighter_2017(&facts);
    assert_eq!(assessment.outcome, Outcome::NotMet);
    let streak = finding_of(&assessment, ClauseType::TitleStreak);
    assert_eq!(streak.outcome, Outcome::NotMet);
    assert!(streak.note.contains("năm 2016 đã bị thu hồi theo Quyết định 88/QĐ-STC"), "{}", streak.note);
    assert!(assessment.nearly_qualifies());
    assert!(assessment.missing().contains("88/QĐ-STC"));
}

#[test]
fn a_gap_year_breaks_a_run_of_titles() {
    let with_gap = person().granted("CSTDCS", [2015, 2017]).granted("LDTT", [2016]).invented(Level::Provincial, [2016]);
    let assessment = provincial_fighter_2017(&with_gap);
    assert_eq!(assessment.outcome, Outcome::NotMet);
    let note = &finding_of(&assessment, ClauseType::TitleStreak).note;
    assert!(note.contains("năm 2016 không có Chiến sĩ thi đua cơ sở"), "{note}");
}

#[test]
fn a_year_of_which_nothing_is_known_is_missing_data_not_a_gap() {
    let unknown = person().granted("CSTDCS", [2015, 2017]);
    let assessment = provincial_fighter_2017(&unknown);
    assert_eq!(outcome_of(&assessment, ClauseType::TitleStreak), Outcome::NeedsJudgement);
    assert!(finding_of(&assessment, ClauseType::TitleStreak).note.contains("năm 2016 thiếu dữ liệu"));
    let before = person().joined("2016-09-01").granted("CSTDCS", [2016, 2017]);
    let note = finding_of(&provincial_fighter_2017(&before), ClauseType::TitleStreak).note.clone();
    assert!(note.contains("năm 2015 thiếu dữ liệu (vào cơ quan ngày 01/09/2016)"), "{note}");
}

#[test]
fn titles_of_the_former_agency_count_after_a_transfer() {
    let mut facts = three_in_a_row().joined("2017-02-01");
    for fact in facts.awards.iter_mut().take(2) {
        fact.authority = "Giám đốc Sở Kế hoạch và Đầu tư".into();
    }
    facts.awards[2].own = true;
    let assessment = provincial_fighter_2017(&facts);
    assert_eq!(outcome_of(&assessment, ClauseType::TitleStreak), Outcome::Met);
    facts.awards[0].own = true;
    let assessment = provincial_fighter_2017(&facts);
    assert_eq!(outcome_of(&assessment, ClauseType::TitleStreak), Outcome::NeedsJudgement, "granted before joining");
}

#[test]
fn a_base_fighter_of_2018_needs_an_initiative_one_of_2024_does_not() {
    let without = person().graded("HTXSNV", [2018, 2024]).granted("LDTT", [2018, 2024]);
    let of = |year, today| assess(&at_year_end("CSTDCS", year), &without, &on(today)).expect("a rule");
    let in_2018 = of(2018, "2019-01-10");
    assert_eq!(in_2018.outcome, Outcome::NotMet);
    assert!(in_2018.missing().contains("sáng kiến"), "{}", in_2018.missing());
    assert!(in_2018.nearly_qualifies());
    let in_2024 = of(2024, "2025-01-10");
    assert_eq!(in_2024.outcome, Outcome::Met);
    let with = without.clone().invented(Level::Base, [2018]);
    assert_eq!(assess(&at_year_end("CSTDCS", 2018), &with, &on("2019-01-10")).expect("a rule").outcome, Outcome::Met);
}

#[test]
fn a_small_share_of_an_initiative_does_not_count() {
    let mut facts = person().granted("LDTT", [2018]).invented(Level::Base, [2018]);
    facts.initiatives[0].percent = 20;
    let assessment = assess(&at_year_end("CSTDCS", 2018), &facts, &on("2019-01-10")).expect("a rule");
    assert_eq!(assessment.outcome, Outcome::NotMet);
    assert!(finding_of(&assessment, ClauseType::Initiative).note.contains("dưới 30%"));
    let lenient = on("2019-01-10").least_share(0);
    assert_eq!(assess(&at_year_end("CSTDCS", 2018), &facts, &lenient).expect("a rule").outcome, Outcome::Met);
}

#[test]
fn an_excellent_collective_needs_seventy_percent() {
    let collective = |holders| {
        let facts = unit().graded("HTXSNV", [2018]).staffed(2018, 100, &[("LDTT", holders), ("CSTDCS", 1)]);
        let ticked = [ClauseType::UnitMovement, ClauseType::Conduct];
        let facts = ticked.into_iter().fold(facts, |facts, clause| facts.judged("TTLDXS", 2018, clause, true));
        assess(&at_year_end("TTLDXS", 2018), &facts, &on("2019-01-10")).expect("a rule")
    };
    let short = collective(69);
    assert_eq!(short.outcome, Outcome::NotMet);
    assert!(short.missing().contains("69 trên 100 thành viên đạt Lao động tiên tiến (69%), cần từ 70%"));
    assert_eq!(collective(70).outcome, Outcome::Met);
}

#[test]
fn shares_are_compared_as_fractions() {
    let collective = |holders, members| {
        let facts = unit().graded("HTTNV", [2018]).staffed(2018, members, &[("CSTDCS", holders)]);
        let assessment = assess(&at_year_end("TTLDTT", 2018), &facts, &on("2019-01-10")).expect("a rule");
        outcome_of(&assessment, ClauseType::MemberTitleRatio)
    };
    assert_eq!(collective(5, 10), Outcome::NotMet, "half is not more than half");
    assert_eq!(collective(6, 11), Outcome::Met, "a base fighter is an advanced worker too");
}

#[test]
fn a_recruit_of_ten_months_may_be_an_advanced_worker_one_of_nine_not() {
    let recruit = |joined: &str| {
        let facts = person().joined(joined).graded("HTTNV", [2015]).registered("LDTT", 2015, State::Accepted).judged(
            "LDTT",
            2015,
            ClauseType::Conduct,
            true,
        );
        assess(&at_year_end("LDTT", 2015), &facts, &on("2016-01-10")).expect("a rule")
    };
    assert_eq!(recruit("2015-03-01").outcome, Outcome::Met);
    let nine = recruit("2015-03-02");
    assert_eq!(nine.outcome, Outcome::NotMet);
    assert!(nine.missing().contains("Mới công tác 9 tháng"), "{}", nine.missing());
}

fn worker_2015() -> Facts {
    person().graded("HTTNV", [2015]).registered("CSTDCS", 2015, State::Accepted).judged(
        "LDTT",
        2015,
        ClauseType::Conduct,
        true,
    )
}

fn advanced_worker_2015(facts: &Facts) -> Assessment {
    assess(&at_year_end("LDTT", 2015), facts, &on("2016-01-10")).expect("a rule")
}

#[test]
fn maternity_leave_counts_as_work() {
    let mother = worker_2015().away(LeaveKind::Maternity, "2015-01-05", "2015-07-05");
    let assessment = advanced_worker_2015(&mother);
    assert_eq!(assessment.outcome, Outcome::Met);
    let said: Vec<_> = assessment.remarks.iter().filter(|remark| remark.code == "MATERNITY_COUNTS").collect();
    assert_eq!(said.len(), 1);
    assert!(said[0].text.contains("05/01/2015"), "{}", said[0].text);
}

#[test]
fn forty_working_days_of_other_leave_are_too_many() {
    // 01/06/2015 is a Monday; eight weeks hold forty working days.
    let thirty_nine = worker_2015().away(LeaveKind::Sick, "2015-06-01", "2015-07-23");
    assert_eq!(advanced_worker_2015(&thirty_nine).outcome, Outcome::Met);
    let forty = worker_2015().away(LeaveKind::Sick, "2015-06-01", "2015-07-24");
    assert_eq!(advanced_worker_2015(&forty).outcome, Outcome::NotMet);
    let overlapping = thirty_nine.away(LeaveKind::Unpaid, "2015-06-01", "2015-06-30");
    assert_eq!(advanced_worker_2015(&overlapping).outcome, Outcome::Met, "a day is counted once");
}

#[test]
fn a_course_counts_as_work_or_by_its_result() {
    let short = worker_2015().away(LeaveKind::Study, "2015-03-01", "2015-09-01");
    assert_eq!(advanced_worker_2015(&short).outcome, Outcome::Met);
    let long = worker_2015().away(LeaveKind::Study, "2014-09-01", "2016-09-01");
    let assessment = advanced_worker_2015(&long);
    assert_eq!(outcome_of(&assessment, ClauseType::MaxLeaveDays), Outcome::NeedsJudgement);
    let good = long.judged("LDTT", 2015, ClauseType::MaxLeaveDays, true);
    assert_eq!(advanced_worker_2015(&good).outcome, Outcome::Met, "somebody saw the certificate");
}

#[test]
fn a_discipline_of_the_year_bars_the_title_one_of_another_year_does_not() {
    let disciplined = worker_2015().disciplined("KHIEN_TRACH", "2015-05-05");
    let assessment = advanced_worker_2015(&disciplined);
    assert_eq!(assessment.outcome, Outcome::NotMet);
    let finding = finding_of(&assessment, ClauseType::NoDiscipline);
    assert_eq!(finding.facts, ["Khiển trách, Quyết định 7/QĐ-STC ngày 05/05/2015"]);
    assert_eq!(advanced_worker_2015(&worker_2015().disciplined("CANH_CAO", "2014-12-31")).outcome, Outcome::Met);
}

#[test]
fn a_registration_for_the_higher_title_serves_the_lower() {
    assert_eq!(outcome_of(&advanced_worker_2015(&worker_2015()), ClauseType::RegisteredInYear), Outcome::Met);
    let refused = person().graded("HTTNV", [2015]).registered("LDTT", 2015, State::Withdrawn);
    assert_eq!(outcome_of(&advanced_worker_2015(&refused), ClauseType::RegisteredInYear), Outcome::NotMet);
}

#[test]
fn what_can_only_be_known_later_is_not_due() {
    let in_july = Question::preview(award("LDTT"), Year(2014));
    let facts = person().registered("LDTT", 2014, State::Draft);
    let assessment = assess(&in_july, &facts, &on("2014-07-15")).expect("a rule");
    assert_eq!(assessment.outcome, Outcome::NeedsJudgement);
    assert_eq!(outcome_of(&assessment, ClauseType::GradeInYear), Outcome::NotDue);
    assert_eq!(outcome_of(&assessment, ClauseType::RegisteredInYear), Outcome::NotDue);
    let late = on("2014-07-15").registration_due(Year(2014), day("2014-02-28"));
    let unregistered = person().graded("HTTNV", [2014]);
    let assessment = assess(&in_july, &unregistered, &late).expect("a rule");
    assert_eq!(outcome_of(&assessment, ClauseType::RegisteredInYear), Outcome::NotMet);
    // CSTDTQ rests on titles of years that are over: nothing can still come.
    let broken = person().granted("CSTD_TINH", [2010]).graded("HTTNV", [2010, 2011, 2012, 2013]);
    let assessment = assess(&Question::preview(award("CSTDTQ"), Year(2014)), &broken, &on("2014-07-15"));
    assert_eq!(outcome_of(&assessment.expect("a rule"), ClauseType::TitleStreak), Outcome::NotMet);
}

#[test]
fn a_title_still_waiting_for_its_decision_is_not_due() {
    let waiting =
        person().granted("CSTDCS", [2015, 2016]).graded("HTXSNV", [2017]).registered("CSTDCS", 2017, State::Accepted);
    let assessment = assess(&at_year_end("CSTD_TINH", 2017), &waiting, &on("2018-01-05")).expect("a rule");
    assert_eq!(outcome_of(&assessment, ClauseType::TitleStreak), Outcome::NotDue);
    let refused =
        person().granted("CSTDCS", [2015, 2016]).graded("HTXSNV", [2017]).registered("CSTDCS", 2017, State::NotAwarded);
    let assessment = assess(&at_year_end("CSTD_TINH", 2017), &refused, &on("2018-01-05")).expect("a rule");
    assert_eq!(outcome_of(&assessment, ClauseType::TitleStreak), Outcome::NotMet);
}

#[test]
fn whoever_meets_the_standard_of_the_lower_title_needs_no_grant_of_it() {
    let mut facts = person().graded("HTXSNV", [2024]).judged("LDTT", 2024, ClauseType::Conduct, true);
    let fighter = |facts: &Facts| assess(&at_year_end("CSTDCS", 2024), facts, &on("2025-01-10")).expect("a rule");
    assert_eq!(fighter(&facts).outcome, Outcome::Met);
    facts.judgements[0].met = false;
    let assessment = fighter(&facts);
    assert_eq!(assessment.outcome, Outcome::NotMet);
    assert!(assessment.missing().contains("không đủ tiêu chuẩn"), "{}", assessment.missing());
}

#[test]
fn the_run_begins_after_the_certificate_it_follows() {
    let prime_minister_2018 = |certificate: i32| {
        let facts = person()
            .with(AwardFact { decided_on: day(&format!("{certificate}-03-01")), ..grant("BK_BO", certificate) })
            .graded("HTXSNV", 2012..=2018)
            .invented(Level::Base, 2012..=2018)
            .judged("BK_TTG", 2018, ClauseType::Conduct, true);
        assess(&at_year_end("BK_TTG", 2018), &facts, &on("2019-01-10")).expect("a rule")
    };
    assert_eq!(prime_minister_2018(2013).outcome, Outcome::Met, "a ministry's serves like the province's");
    let late = prime_minister_2018(2014);
    assert_eq!(late.outcome, Outcome::NotMet);
    let note = &finding_of(&late, ClauseType::GradeStreak).note;
    assert!(note.contains("thời gian tính từ sau năm 2014"), "{note}");
}

#[test]
fn provincial_and_ministerial_fighters_are_interchangeable() {
    let facts = |middle: &str| {
        let titles = person().granted("CSTDCS", 2016..=2021).granted(middle, [2018]).granted("CSTD_TINH", [2021]);
        titles.invented(Level::National, [2020])
    };
    let national = |facts: &Facts, year| {
        let assessment = assess(&at_year_end("CSTDTQ", year), facts, &on("2023-01-10")).expect("a rule");
        outcome_of(&assessment, ClauseType::TitleStreak)
    };
    assert_eq!(national(&facts("CSTD_BO"), 2021), Outcome::Met);
    assert_eq!(national(&facts("CSTD_BO").graded("HTTNV", [2022]), 2022), Outcome::Met, "in the year after");
    let mut broken = facts("CSTD_BO");
    broken.awards[3].revoked = Some(Revocation { on: day("2022-01-01"), by: "9/QĐ".into() });
    assert_eq!(national(&broken, 2021), Outcome::NotMet, "the base titles beneath are a run too");
    let far_apart = person().granted("CSTDCS", 2016..=2021).granted("CSTD_TINH", [2017, 2021]);
    assert_eq!(national(&far_apart, 2021), Outcome::NotMet);
}

#[test]
fn a_sudden_grant_is_no_basis_for_merit_in_any_year() {
    let sudden = |year: i32| {
        let prior = AwardFact { basis: CommendationKind::Sudden, ..grant("BK_TINH", year - 7) };
        let facts = person().with(prior).graded("HTXSNV", year - 6..=year).granted("CSTDCS", year - 3..=year);
        let facts = facts.invented(Level::Base, year - 6..=year);
        let assessment = assess(&at_year_end("BK_TTG", year), &facts, &on("2026-01-10")).expect("a rule");
        outcome_of(&assessment, ClauseType::PriorAward)
    };
    assert_eq!(sudden(2018), Outcome::NotMet);
    assert_eq!(sudden(2024), Outcome::NotMet);
}

#[test]
fn alternatives_of_human_judgement_open_with_the_declared_kind() {
    let facts = person().graded("HTTNV", [2018]);
    let question = at_year_end("BK_TINH", 2018);
    let merit = assess(&question, &facts, &on("2019-01-10")).expect("a rule");
    let alternatives = |assessment: &Assessment| {
        let numbers = assessment.findings.iter().map(|finding| finding.alternative);
        numbers.collect::<std::collections::BTreeSet<_>>().into_iter().collect::<Vec<_>>()
    };
    assert_eq!(alternatives(&merit), [0, 3]);
    assert_eq!(merit.other_grounds, [CommendationKind::Sudden, CommendationKind::Thematic]);
    let declared = Question { declared: CommendationKind::Sudden, ..question };
    let sudden = assess(&declared, &facts, &on("2019-01-10")).expect("a rule");
    assert_eq!(alternatives(&sudden), [0, 2]);
    assert_eq!(sudden.outcome, Outcome::NeedsJudgement);
    let ticked = [ClauseType::SuddenAchievement, ClauseType::Conduct];
    let facts = ticked.into_iter().fold(facts, |facts, clause| facts.judged("BK_TINH", 2018, clause, true));
    assert_eq!(assess(&declared, &facts, &on("2019-01-10")).expect("a rule").outcome, Outcome::Met);
}

#[test]
fn the_medal_counts_years_of_service_shorter_for_women() {
    let medal = |joined: &str| {
        let facts = person().joined(joined).graded("HTTNV", 2001..=2018);
        assess(&at_year_end("KNC_BTC", 2018), &facts, &on("2019-01-10")).expect("a rule").outcome
    };
    assert_eq!(medal("2003-12-31"), Outcome::Met);
    assert_eq!(medal("2004-01-01"), Outcome::NotMet);
}

#[test]
fn long_runs_are_told_in_few_words() {
    let medal =
        |facts: &Facts| assess(&at_year_end("KNC_BTC", 2018), facts, &on("2019-01-10")).expect("a rule").missing();
    let unknown = medal(&person().graded("HTTNV", [2009, 2012, 2013, 2014, 2015, 2016, 2017, 2018]));
    assert!(unknown.ends_with("các năm 2001–2008, 2010–2011 thiếu dữ liệu"), "{unknown}");
    let bad = medal(&person().graded("HTNV", 2001..=2018));
    assert!(bad.contains("năm 2018 xếp loại") && bad.ends_with("và 15 năm khác"), "{bad}");
    let short = provincial_fighter_2017(&three_in_a_row());
    let met = &finding_of(&short, ClauseType::TitleStreak).note;
    assert_eq!(met, "Đủ 3 lần liên tục đạt Chiến sĩ thi đua cơ sở đến năm 2017");
}

#[test]
fn a_count_says_what_is_still_needed() {
    let note = |facts: &Facts, today: &str| {
        let question = Question::preview(award("CSTDCS"), Year(2018));
        let assessment = assess(&question, facts, &on(today)).expect("a rule");
        finding_of(&assessment, ClauseType::Initiative).note.clone()
    };
    let facts = person().granted("LDTT", [2018]);
    assert!(note(&facts, "2019-01-10").ends_with("(năm 2018): cần thêm 1"));
    assert!(note(&facts, "2018-07-15").ends_with("(năm 2018): chờ kết quả năm 2018"));
    assert!(note(&person(), "2019-01-10").ends_with("(năm 2018): năm 2018 thiếu dữ liệu"));
    let mut waiting = facts.clone().invented(Level::Base, [2018]);
    waiting.initiatives[0].recognition = None;
    assert!(note(&waiting, "2019-01-10").contains("chờ kết quả"), "filed, not yet recognised");
    let mut nameless = facts.invented(Level::Base, [2018]);
    nameless.initiatives[0].recognition.as_mut().expect("recognised").decision_no = "".into();
    assert!(note(&nameless, "2019-01-10").contains("cần kiểm tra lại"));
}

#[test]
fn a_report_holds_what_the_command_promises() {
    let assessment = provincial_fighter_2017(&three_in_a_row());
    let report = serde_json::to_value(assessment.report("QLNS-001")).expect("JSON");
    assert_eq!(report["outcome"], "needs_judgement");
    let keys: Vec<_> = report["findings"][0].as_object().expect("a finding").keys().cloned().collect();
    assert_eq!(keys, ["alternative", "citation", "clause", "confidence", "facts", "note", "outcome"]);
    let record = assessment.record("QLNS-001");
    let stored = serde_json::to_string(&record).expect("JSON");
    assert_eq!(serde_json::from_str::<Record>(&stored).expect("what was stored"), record);
}
