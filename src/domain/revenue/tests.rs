use proptest::prelude::*;

use super::*;

const THUE: UnitId = UnitId(11);
const HAIQUAN: UnitId = UnitId(12);
const JUNE: Period = Period { year: Year(2014), month: 6 };

fn line(code: &str) -> RevenueLineCode {
    RevenueLineCode::from_code(code).expect("a line of the catalogue")
}

fn million(amount: i64) -> Option<Dong> {
    Some(Dong::new(amount * 1_000_000))
}

fn actual(year: i32, month: i32, code: &str, unit: Option<UnitId>, millions: i64) -> Actual {
    Actual { year: Year(year), month, line: line(code), unit, amount: Dong::new(millions * 1_000_000) }
}

fn estimate(code: &str, unit: Option<UnitId>, assigned_on: &str, millions: i64) -> Estimate {
    Estimate {
        year: Year(2014),
        line: line(code),
        unit,
        assigned_by: AssignedBy::Province,
        assigned_on: assigned_on.parse().expect("a day"),
        amount: Dong::new(millions * 1_000_000),
    }
}

fn june(actuals: &[Actual], estimates: &[Estimate]) -> std::collections::BTreeMap<RevenueLineCode, Progress> {
    Course::of(JUNE.year, actuals, None).by_line(JUNE.month, &InForce::on(JUNE.end(), estimates))
}

#[test]
fn a_parent_is_the_sum_of_its_leaves_up_to_the_total() {
    let actuals = [
        actual(2014, 5, "A.I.1a", None, 10),
        actual(2014, 6, "A.I.1a", None, 7),
        actual(2014, 6, "A.I.1b", None, 5),
        actual(2014, 6, "A.III.2", None, 100),
        actual(2014, 7, "A.III.2", None, 1_000),
        actual(2013, 6, "A.I.1b", None, 4),
        actual(2013, 12, "A.I.1b", None, 400),
    ];
    let lines = june(&actuals, &[]);
    assert_eq!(lines[&line("A.I.1")].cumulative, million(22));
    assert_eq!(lines[&line("A.I.1")].in_month, million(12));
    assert_eq!(lines[&line("A.I")].last_year, million(4));
    assert_eq!(lines[&line("A")].cumulative, million(122));
    let printed: Vec<_> = lines.keys().map(|line| line.code()).collect();
    assert_eq!(printed, ["A", "A.I", "A.I.1", "A.I.1a", "A.I.1b", "A.III", "A.III.2"]);
}

#[test]
fn what_a_unit_answers_for_is_never_added_to_the_line() {
    let actuals = [actual(2014, 6, "A.I.3", None, 100), actual(2014, 6, "A.I.3", Some(THUE), 90)];
    let estimates = [estimate("A.I.3", None, "2013-12-10", 200), estimate("A.I.3", Some(THUE), "2013-12-10", 150)];
    let progress = june(&actuals, &estimates)[&line("A")];
    assert_eq!((progress.estimate, progress.cumulative), (million(200), million(100)));
}

#[test]
fn where_only_units_are_entered_the_figure_is_their_sum() {
    let actuals = [
        actual(2014, 5, "A.I.3", Some(THUE), 60),
        actual(2014, 5, "A.I.3", Some(HAIQUAN), 5),
        actual(2014, 6, "A.I.3", Some(THUE), 40),
        actual(2014, 6, "A.I.3", None, 50),
    ];
    let progress = june(&actuals, &[])[&line("A.I.3")];
    assert_eq!((progress.in_month, progress.cumulative), (million(50), million(115)), "decided month by month");
}

#[test]
fn the_memorandum_lines_stay_outside_the_total() {
    let lines = june(&[actual(2014, 6, "A.I.3", None, 100), actual(2014, 6, "B.1", None, 70)], &[]);
    assert_eq!(lines[&line("A")].cumulative, million(100));
    assert_eq!(lines[&line("B")].cumulative, million(70));
    assert!(RevenueLineCode::leaves_of_total().all(|leaf| leaf.code().starts_with("A.")));
}

#[test]
fn the_latest_estimate_up_to_the_end_of_the_month_counts_line_by_line() {
    let estimates = [
        estimate("A.I.3", None, "2014-06-30", 250),
        estimate("A.I.3", None, "2013-12-10", 200),
        estimate("A.I.3", None, "2014-07-01", 999),
        estimate("A.I.4", None, "2013-12-10", 50),
    ];
    let in_force = InForce::on(JUNE.end(), &estimates);
    let days: Vec<_> = in_force.assigned_on().iter().map(ToString::to_string).collect();
    assert_eq!(days, ["2013-12-10", "2014-06-30"]);
    assert_eq!(june(&[], &estimates)[&line("A")].estimate, million(300));
    assert!(InForce::on("2013-12-09".parse().unwrap(), &estimates).assigned_on().is_empty());
}

#[test]
fn without_an_estimate_there_is_no_percentage() {
    let lines = june(&[actual(2014, 6, "A.I.11", None, 2)], &[estimate("A.I.12", None, "2013-12-10", 0)]);
    assert_eq!(lines[&line("A.I.11")].percent(), None, "not assigned");
    assert_eq!(lines[&line("A.I.12")].percent(), None, "nothing came in");
    let of_zero =
        Progress { estimate: Some(Dong::ZERO), cumulative: million(1), last_year: million(-1), ..Progress::default() };
    assert_eq!((of_zero.percent(), of_zero.percent_of_last_year()), (None, None));
}

#[test]
fn the_articles_shares_are_rounded_half_up_only_when_shown() {
    let cases = [
        (2_590_700, 4_250_000, "61,0%", "60,96%"),
        (2_259_700, 3_450_000, "65,5%", "65,50%"),
        (331_000, 800_000, "41,4%", "41,38%"),
    ];
    for (cumulative, estimate, one, two) in cases {
        let progress = Progress { estimate: million(estimate), cumulative: million(cumulative), ..Progress::default() };
        assert_eq!(crate::domain::number::format_percent(progress.percent(), 1), one);
        assert_eq!(crate::domain::number::format_percent(progress.percent(), 2), two);
    }
}

#[test]
fn units_and_the_rest_make_up_the_total() {
    let actuals = [
        actual(2014, 6, "A.I.3", None, 100),
        actual(2014, 6, "A.I.3", Some(THUE), 90),
        actual(2014, 5, "A.III.2", Some(HAIQUAN), 30),
        actual(2013, 6, "A.I.3", Some(THUE), 80),
        actual(2014, 6, "B.1", Some(THUE), 70),
    ];
    let estimates = [estimate("A.I.3", None, "2013-12-10", 200), estimate("A.I.3", Some(THUE), "2013-12-10", 150)];
    let total = june(&actuals, &estimates)[&line("A")];
    let shared = by_unit(JUNE, &actuals, &InForce::on(JUNE.end(), &estimates), total);
    let thue =
        Progress { estimate: million(150), in_month: million(90), cumulative: million(90), last_year: million(80) };
    assert_eq!(shared.units[&THUE], thue);
    assert_eq!(shared.units[&HAIQUAN].cumulative, million(30));
    assert_eq!((shared.rest.estimate, shared.rest.cumulative), (million(50), million(10)));
    assert_eq!(shared.rest.last_year, None, "a unit's figure alone is the line's");

    let unassigned = by_unit(JUNE, &actuals, &InForce::on(JUNE.end(), &estimates[..1]), total);
    assert_eq!(unassigned.rest.estimate, None, "an estimate given to no unit is not the rest's");
}

#[test]
fn one_unit_is_looked_at_alone() {
    let actuals = [actual(2014, 6, "A.I.3", None, 100), actual(2014, 6, "A.I.3", Some(THUE), 90)];
    let estimates = [estimate("A.I.3", None, "2013-12-10", 200), estimate("A.I.3", Some(THUE), "2013-12-10", 150)];
    let in_force = InForce::on(JUNE.end(), &estimates);
    let progress = Course::of(JUNE.year, &actuals, Some(THUE)).by_line(6, &in_force)[&line("A")];
    assert_eq!((progress.estimate, progress.cumulative), (million(150), million(90)));
}

#[test]
fn units_may_not_answer_for_more_than_the_line() {
    let figure = |line, units| Figure { line, units };
    let exceeded = [(million(10), million(11)), (million(-10), million(-11)), (million(-10), million(1))];
    let fine = [(million(10), million(10)), (million(-10), million(-4)), (None, million(5)), (million(5), None)];
    assert!(exceeded.into_iter().all(|(line, units)| figure(line, units).is_exceeded()));
    assert!(!fine.into_iter().any(|(line, units)| figure(line, units).is_exceeded()));
}

#[test]
fn the_course_of_a_year_ends_with_the_last_month_entered() {
    let actuals =
        [actual(2014, 1, "A.I.3", None, 5), actual(2014, 3, "A.I.3", None, 7), actual(2013, 12, "A.I.3", None, 60)];
    let course = Course::of(Year(2014), &actuals, None);
    assert_eq!(course.last_month(), Some(3));
    let points = course.by_month(million(120));
    let now: Vec<_> = points.iter().map(|point| point.now).collect();
    assert_eq!(now[..4], [million(5), million(5), million(12), None]);
    assert_eq!((points[1].in_month, points[11].last_year), (None, million(60)));
    assert_eq!((points[5].even, points[11].even), (million(60), million(120)));
}

#[test]
fn a_month_knows_its_end_and_neighbours() {
    assert_eq!(Period { year: Year(2016), month: 2 }.end().to_string(), "2016-02-29");
    assert_eq!(Period { year: Year(2014), month: 12 }.end().to_string(), "2014-12-31");
    assert_eq!(Period { year: Year(2014), month: 1 }.previous(), Period { year: Year(2013), month: 12 });
    let today = "2014-07-15".parse().expect("a day");
    assert!(!Period { year: Year(2014), month: 7 }.is_after(today));
    assert!(Period { year: Year(2014), month: 8 }.is_after(today));
    assert_eq!(JUNE.to_string(), "tháng 6 năm 2014");
    assert_eq!(
        (Period::parse_month(" 12 "), Period::parse_month("13"), Period::parse_month("")),
        (Some(12), None, None)
    );
}

#[test]
fn lines_are_named_in_sentence_case_with_their_number() {
    assert_eq!(line("A").numbered_title(), "Tổng thu ngân sách nhà nước trên địa bàn");
    assert_eq!(line("A.I").numbered_title(), "I. Thu nội địa");
    assert_eq!(line("A.I.8c").numbered_title(), "– Thu tiền sử dụng đất");
}

proptest! {
    #[test]
    fn the_total_is_the_sum_of_the_leaves(amounts in prop::collection::vec(-1_000i64..1_000_000, 26)) {
        let leaves: Vec<_> = RevenueLineCode::leaves_of_total().zip(&amounts).collect();
        let actuals: Vec<_> = leaves.iter().map(|(leaf, amount)| actual(2014, 6, leaf.code(), None, **amount)).collect();
        let sum: i64 = leaves.iter().map(|(_, amount)| **amount).sum();
        prop_assert_eq!(june(&actuals, &[])[&RevenueLineCode::total()].cumulative, million(sum));
    }
}
