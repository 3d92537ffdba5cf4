use diesel::prelude::*;
use diesel::sql_types::Text;

use super::*;
use crate::domain::money::Dong;

const WRITTEN: &str = include_str!("catalogue.toml");

fn day(written: &str) -> NaiveDate {
    written.parse().expect("a day")
}

fn award(code: &str) -> AwardCode {
    AwardCode::from_code(code).expect("an award of the catalogue")
}

fn line(code: &str) -> RevenueLineCode {
    RevenueLineCode::from_code(code).expect("a line of the catalogue")
}

/// What is said of the catalogue after one change to its text.
fn refused(old: &str, new: &str) -> String {
    assert!(WRITTEN.contains(old), "{old} is in the catalogue");
    let changed = WRITTEN.replacen(old, new, 1);
    match Catalogue::parse(&changed) {
        Ok(_) => panic!("{new} was accepted"),
        Err(error) => error.to_string(),
    }
}

#[test]
fn the_embedded_catalogue_is_accepted() {
    Catalogue::parse(WRITTEN).expect("the embedded catalogue");
    assert_eq!(AwardCode::all().count(), 18);
    assert_eq!(catalogue().rules.len(), 66);
}

#[test]
fn a_faulty_catalogue_is_refused_with_the_entry_named() {
    let cases = [
        (
            "authority = \"province_chairman\"",
            "authority = \"nobody\"",
            "[[award]] CSTD_TINH: không có cơ quan quyết định nobody",
        ),
        ("grants = [\"LDTT\", ", "grants = [", "[[award]] LDTT: department_director không ghi"),
        (
            "grants = [\"LDTT\"",
            "grants = [\"XYZ\"",
            "[[authority]] department_director: không có danh hiệu, hình thức XYZ",
        ),
        (
            "effective_to = 2014-05-31",
            "effective_to = 2014-05-30",
            "[[regime]] R2010: phải hết hiệu lực ngay trước R2014",
        ),
        ("effective_to = 2014-05-31", "effective_too = 2014-05-31", "[[regime]] R2010: khóa \"effective_too\""),
        ("ordinal = 3", "ordinal = 4", "[[work_grade]] 4: có hai mục trùng nhau"),
        ("month_day = \"12-10\"", "month_day = \"02-30\"", "\"02-30\" không phải ngày có trong mọi năm"),
        ("parent = \"A.I\"", "parent = \"A.X\"", "[[revenue_line]] A.I.1: không có dòng cha A.X ở phía trên"),
        ("{ type = \"conduct\" }", "{ type = \"mood\" }", "[[rule]] LDTT (R2010): không có loại điều kiện mood"),
        ("min = \"HTTNV\" }", "min = \"TOT\" }", "[[rule]] LDTT (R2010): điều kiện grade_in_year nhắc đến TOT"),
        ("regimes = [\"R2010\"]", "regimes = [\"R1999\"]", "[[rule]] LDTT (R1999): không có chế độ pháp lý R1999"),
        (
            "same_as = \"CSTD_TINH\"",
            "same_as = \"CO_TINH\"",
            "[[rule]] CSTD_BO (R2010, R2014): CO_TINH không có điều kiện riêng",
        ),
        (
            "{ type = \"conduct\" }",
            "{ type = \"conduct\", months = 3 }",
            "[[rule]] LDTT (R2010): điều kiện conduct: months không dùng được ở đây",
        ),
        (
            "type = \"title_in_year\", title = \"LDTT\"",
            "type = \"title_in_year\", title = \"CSTD_TINH\"",
            "[[rule]] CSTDCS (R2010, R2014): điều kiện title_in_year phải nhắc đến danh hiệu thấp hơn",
        ),
        ("includes = \"LDTT\"", "includes = \"CSTDTQ\"", "[[award]] CSTDCS: CSTDTQ phải đứng trước"),
        ("conduct = \"good", "mood = \"good", "[clause_types]: không có loại điều kiện mood"),
        ("effect = \"warn_reuse\"", "effect = \"shout\"", "unknown variant `shout`"),
        ("leave_kinds = [\"study\"]", "leave_kinds = [\"party\"]", "không có loại nghỉ party"),
        ("transition = \"more_favourable\"\n", "transition = \"worse\"\n", "unknown variant `worse`"),
        ("[council]", "[councils]", "missing field `council`"),
        (
            "of = [\"direct\"], depth = 1",
            "of = [\"household\"], depth = 1",
            "[[statistics_part]] AWARD_SUBJECT: nhóm household không thuộc dòng ở trên",
        ),
        (
            "of = [\"household\"] }",
            "of = [\"enterprise\"] }",
            "[[statistics_part]] AWARD_SUBJECT: nhóm enterprise được đếm hai lần",
        ),
        ("parts = [\"AWARD_SUBJECT\",", "parts = [\"NOTHING\",", "[[statistics_form]] state: không có phần NOTHING"),
        (
            "of = \"central\", label",
            "of = \"abroad\", label",
            "[[statistics_form]] movements: không có cấp tổ chức abroad",
        ),
        ("up_to_months = 12", "up_to_month = 12", "[[statistics_group]] exactly_1: khóa \"up_to_month\""),
        ("vi_before_2024 =", "vi_until_2024 =", "[[award]] CSTD_TINH: khóa \"vi_until_2024\""),
    ];
    for (old, new, said) in cases {
        let message = refused(old, new);
        assert!(message.contains(said), "{new}: {message}");
    }
}

#[test]
fn codes_stand_only_for_entries_that_exist() {
    assert_eq!(AwardCode::from_code("ldtt"), None);
    assert_eq!(award("CSTDCS").to_string(), "CSTDCS");
    assert!(award("LDTT") < award("CSTDCS"));
    assert_eq!(award("LDTT").authority().authority().name, "Giám đốc Sở");
    let grade = |code| GradeCode::from_code(code).expect("a grade");
    assert!(grade("HTXSNV") > grade("HTTNV") && grade("KHTNV") < grade("HTNV"));
    let discipline = |code| DisciplineCode::from_code(code).expect("a discipline");
    assert!(discipline("KHIEN_TRACH") < discipline("CANH_CAO"));
    assert_eq!(
        AuthorityCode::from_name_or_code(" bộ trưởng Bộ Tài chính"),
        AuthorityCode::from_code("finance_minister")
    );
    assert_eq!(
        AuthorityCode::from_name_or_code("Chủ tịch Uỷ ban nhân dân tỉnh"),
        AuthorityCode::from_code("province_chairman")
    );
    assert_eq!(AuthorityCode::from_name_or_code("Giám đốc"), None);
}

#[test]
fn every_award_has_a_printed_abbreviation() {
    for award in AwardCode::all().map(AwardCode::award) {
        assert!(!award.abbreviation().contains('_'), "{}", award.code);
    }
    assert_eq!(award("CSTDCS").award().abbreviation(), "CSTĐCS");
}

#[test]
fn awards_and_grades_bear_the_name_of_their_day() {
    let title = award("CSTD_TINH").award();
    assert_eq!(title.name_on(day("2023-12-31")), "Chiến sĩ thi đua cấp tỉnh");
    assert_eq!(title.name_on(day("2024-01-01")), "Chiến sĩ thi đua tỉnh");
    let grade = GradeCode::from_code("HTNV").expect("a grade").grade();
    assert_eq!(grade.name_on(day("2020-06-30")), "Hoàn thành nhiệm vụ nhưng còn hạn chế về năng lực");
    assert_eq!(grade.name_on(day("2020-07-01")), "Hoàn thành nhiệm vụ");
}

#[test]
fn awards_know_their_kind_of_subject_and_period() {
    let (fighter, flag, letter) = (award("CSTDCS").award(), award("CO_TINH").award(), award("GK").award());
    assert!(fighter.takes(SubjectKind::Person) && !fighter.takes(SubjectKind::Unit));
    assert!(flag.takes(SubjectKind::Unit) && flag.is_yearly() && flag.is_title());
    assert!(letter.takes(SubjectKind::Person) && letter.takes(SubjectKind::Unit) && !letter.is_yearly());
    assert!(fighter.level < flag.level);
}

#[test]
fn the_day_picks_the_regime_and_the_base_salary() {
    let regime = |date| catalogue().regime_on(day(date)).map(|regime| regime.code.as_str());
    assert_eq!(regime("2010-05-31"), None);
    assert_eq!(regime("2014-05-31"), Some("R2010"));
    assert_eq!(regime("2014-06-01"), Some("R2014"));
    assert_eq!(regime("2100-01-01"), Some("R2026"));
    let salary = |date| catalogue().base_salary_on(day(date)).map(|salary| salary.amount);
    assert_eq!(salary("2014-12-31"), Some(Dong::new(1_150_000)));
    assert_eq!(salary("2026-07-01"), Some(Dong::new(2_530_000)));
    assert_eq!(salary("2009-04-30"), None);
}

#[test]
fn a_base_emulation_fighter_brings_the_advanced_worker_along() {
    assert_eq!(catalogue().includes(award("CSTDCS")), Some(award("LDTT")));
    assert_eq!(catalogue().brings_along(award("CSTDCS")), Some(award("LDTT")));
    assert_eq!(catalogue().includes(award("TTLDXS")), Some(award("TTLDTT")));
    assert_eq!(catalogue().brings_along(award("TTLDXS")), None, "another authority grants it");
    assert_eq!(catalogue().includes(award("LDTT")), None);
}

#[test]
fn a_rule_like_anothers_answers_with_the_others_clauses() {
    let regime = catalogue().regime_on(day("2014-12-31")).expect("a regime");
    let rule = catalogue().rule_for("CSTD_BO", SubjectKind::Person, regime).expect("a rule");
    assert_eq!(rule.award, "CSTD_TINH");
}

#[test]
fn unconfirmed_law_may_not_block() {
    let regime = |code| catalogue().regimes.iter().find(|regime| regime.code == code).expect("a regime");
    assert!(regime("R2014").provenance.may_block());
    assert!(!regime("R2010").provenance.may_block(), "recalled");
    assert!(!regime("R2026").provenance.may_block(), "to be verified");
    let setting = |awards: &str| {
        let mut votes = catalogue().vote_rules.iter().filter(|vote| vote.awards.iter().any(|award| award == awards));
        votes.next_back().expect("a vote").provenance.may_block()
    };
    assert!(setting("LDTT"), "a setting acts as it is set");
    assert!(!setting("CSTD_TINH"), "a setting still to be compared");
}

#[test]
fn a_counterpart_or_a_higher_title_serves_where_an_award_is_named() {
    let serving = |code: &str| {
        let serving = catalogue().serving_as(award(code).award());
        catalogue().awards_in(serving).map(|award| award.code.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(serving("LDTT"), ["LDTT", "CSTDCS"]);
    assert_eq!(serving("TTLDTT"), ["TTLDTT", "TTLDXS"]);
    assert_eq!(serving("CSTD_TINH"), ["CSTD_TINH", "CSTD_BO"]);
    assert_eq!(serving("CSTD_BO"), ["CSTD_BO"]);
}

#[test]
fn a_score_stands_for_a_grade_since_2026() {
    let grade = |date, score| catalogue().grading_on(day(date), StaffKind::CivilServant)?.grade_for(score);
    assert_eq!(grade("2025-12-31", 9_500), None, "graded in words");
    let since_2026 = [(9_000, "HTXSNV"), (8_999, "HTTNV"), (7_000, "HTTNV"), (5_000, "HTNV"), (4_999, "KHTNV")];
    for (score, code) in since_2026 {
        assert_eq!(grade("2026-12-31", score), Some(code), "{score}");
    }
}

#[test]
fn revenue_lines_form_a_tree_below_the_total() {
    let total = RevenueLineCode::total();
    assert_eq!((total.code(), total.depth()), ("A", 0));
    let below: Vec<_> = total.children().map(RevenueLineCode::code).collect();
    assert_eq!(below, ["A.I", "A.II", "A.III", "A.IV"]);
    assert_eq!(line("A.I.8c").parent(), Some(line("A.I.8")));
    assert_eq!(line("A.I.8c").depth(), 3);
    assert!(line("A.II").is_leaf() && !line("A.I.1").is_leaf());
    assert!(line("A.I.9") < line("A.I.10"), "printed order, not that of the letters");
    assert_eq!(line("A.I").line().marker, "I");
}

#[test]
fn deadlines_fall_on_a_day_or_count_from_an_event() {
    let deadline = |code| catalogue().deadline(code).expect("a deadline");
    assert_eq!(deadline("REGISTER").in_year(Year(2014)), Some(day("2014-02-28")));
    assert_eq!(deadline("APPRAISAL_WORKING_DAYS").in_year(Year(2014)), None);
    assert_eq!(deadline("APPRAISAL_WORKING_DAYS").working_days, Some(20));
}

#[test]
fn the_sample_department_has_its_facts_and_collectives() {
    let fact = |code| catalogue().seed_fact(code).expect("a fact");
    assert_eq!(fact("REV_2014H1_DOMESTIC").amount(), Some(Dong::new(2_259_700_000_000)));
    assert_eq!(fact("REV_2014H1_TOTAL").percent_of_estimate().map(|p| p.to_string()).as_deref(), Some("60.9"));
    assert_eq!(fact("TITLES_2013").count("cstdcs"), Some(33));
    assert!(fact("MIDYEAR_2014").provisional);
    let units = |year| catalogue().unit_templates(Year(year)).count();
    assert_eq!([2009, 2013, 2014, 2020].map(units), [8, 8, 9, 9]);
    assert_eq!(catalogue().movements.len(), 3);
}

#[test]
fn a_council_threshold_is_compared_as_a_fraction() {
    let two_thirds = catalogue().initiative_council.pass_threshold;
    let six_of_nine = crate::domain::ratio::Ratio::new(6, 9).expect("nine members");
    assert!(Comparison::AtLeast.holds(six_of_nine, two_thirds));
    assert!(!Comparison::Above.holds(six_of_nine, two_thirds));
}

#[test]
fn the_database_gives_back_codes_and_refuses_unknown_ones() {
    let mut conn = SqliteConnection::establish(":memory:").expect("a database in memory");
    let mut read = |code: &str| diesel::select(code.into_sql::<Text>()).get_result::<AwardCode>(&mut conn);
    assert_eq!(read("TTLDXS").ok(), Some(award("TTLDXS")));
    assert!(read("NOTHING").is_err());
}
