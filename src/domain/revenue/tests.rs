use proptest::prelude::*;
use rust_decimal::Decimal;

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

/// So much of line A.I.3 in each month of a whole year, in triệu đồng.
fn whole_year(year: i32, months: [i64; 12]) -> Vec<Actual> {
    (1..).zip(months).map(|(month, millions)| actual(year, month, "A.I.3", None, millions)).collect()
}

fn outlook(actuals: &[Actual], estimates: &[Estimate], code: &str) -> Outlook {
    let course = Course::of(JUNE.year, actuals, None);
    let progress = course.by_line(6, &InForce::on(JUNE.end(), estimates))[&line(code)];
    let profile = History::before(JUNE.year, 3, actuals, None).profile(line(code));
    Outlook::of(&progress, &course.months()[&line(code)], 6, false, &profile)
}

#[test]
fn months_are_not_equal_where_years_before_tell_how_they_differ() {
    // 60 of 120 by June in one year, 30 of 120 in the other: 37,5 % are expected.
    let even = whole_year(2012, [10; 12]);
    let late = whole_year(2013, [5, 5, 5, 5, 5, 5, 15, 15, 15, 15, 15, 15]);
    let mut actuals = [even, late].concat();
    actuals.push(actual(2014, 6, "A.I.3", None, 45));
    let estimates = [estimate("A.I.3", None, "2013-12-10", 100)];
    let outlook = outlook(&actuals, &estimates, "A.I.3");
    assert_eq!(outlook.expected_share, Decimal::new(375, 3));
    assert_eq!(outlook.expected, Some(Dong::new(37_500_000)));
    assert_eq!(outlook.light, Some(Light::OnTrack), "45 of 100 by June, when an even spread would ask for 50");
    let forecast = outlook.forecast.unwrap();
    assert_eq!(forecast.method, Method::ByShare);
    assert_eq!(
        (Some(forecast.low), Some(forecast.amount), Some(forecast.high)),
        (million(90), million(120), million(180))
    );
    assert_eq!((outlook.remaining, outlook.run_rate), (million(55), million(45).map(|it| Dong::new(it.amount() / 6))));
    assert_eq!(outlook.monthly_needed, Some(Dong::new(9_166_667)));
}

#[test]
fn with_one_year_before_the_run_rate_is_carried_on() {
    let mut actuals = whole_year(2013, [10; 12]);
    actuals.extend(
        [1, 2, 3, 4, 5, 9].iter().zip(1..).map(|(millions, month)| actual(2014, month, "A.I.3", None, *millions)),
    );
    let outlook = outlook(&actuals, &[], "A.I.3");
    let forecast = outlook.forecast.unwrap();
    assert_eq!(forecast.method, Method::ByRunRate);
    assert_eq!(
        (Some(forecast.low), Some(forecast.amount), Some(forecast.high)),
        (million(30), million(48), million(78))
    );
    assert_eq!((outlook.light, outlook.expected, outlook.monthly_needed), (None, None, None), "nothing was assigned");
}

#[test]
fn a_line_without_years_of_its_own_follows_the_one_above() {
    let actuals =
        [whole_year(2012, [10; 12]), whole_year(2013, [10; 12]), vec![actual(2013, 1, "A.I.4", None, 7)]].concat();
    let history = History::before(Year(2014), 3, &actuals, None);
    assert_eq!(history.profile(line("A.I.3")).basis, Basis::Line(line("A.I.3")));
    assert_eq!(history.profile(line("A.I.5")).basis, Basis::Line(line("A.I")));
    assert_eq!(history.profile(line("A.III.1")).basis, Basis::Line(line("A")));
    assert_eq!(history.profile(line("A.I.4")).basis, Basis::Line(line("A.I")), "one year is fewer than two");
    assert_eq!(history.profile(line("B.1")), Profile::even());
    assert_eq!(Profile::even().expected(6), Decimal::new(5, 1));
    let broken: Vec<_> = actuals.iter().filter(|it| (it.year, it.month) != (Year(2013), 4)).copied().collect();
    assert_eq!(
        History::before(Year(2014), 3, &broken, None).years(line("A.I.3")).len(),
        1,
        "a month was never entered"
    );
}

#[test]
fn the_light_has_its_limits_from_the_catalogue() {
    let estimates = [estimate("A.I.3", None, "2013-12-10", 200)];
    let with = |millions| outlook(&[actual(2014, 6, "A.I.3", None, millions)], &estimates, "A.I.3").light;
    assert_eq!(
        [with(100), with(99), with(90), with(89)].map(|it| it.map(Light::word)),
        [Some("Kịp tiến độ"), Some("Cần theo dõi"), Some("Cần theo dõi"), Some("Chậm tiến độ"),]
    );
    let none = [estimate("A.I.3", None, "2013-12-10", 0)];
    assert_eq!(outlook(&[actual(2014, 6, "A.I.3", None, 5)], &none, "A.I.3").light, None, "no share of nothing");
}

#[test]
fn the_article_leaves_so_much_to_collect_each_month() {
    let cases = [(4_250_000, 2_590_700, "276,6"), (3_450_000, 2_259_700, "198,4"), (800_000, 331_000, "78,2")];
    for (assigned, collected, monthly) in cases {
        let estimates = [estimate("A.I.3", None, "2013-12-10", assigned)];
        let outlook = outlook(&[actual(2014, 6, "A.I.3", None, collected)], &estimates, "A.I.3");
        assert_eq!(outlook.monthly_needed.unwrap().billions(1), monthly);
    }
}

#[test]
fn two_spans_of_months_are_compared_line_by_line() {
    let actuals = [
        actual(2014, 3, "A.I.3", None, 10),
        actual(2014, 4, "A.I.3", None, 20),
        actual(2013, 4, "A.I.3", None, 40),
        actual(2013, 4, "A.III.1", Some(THUE), 8),
    ];
    let (one, other) = (Span::new(Year(2014), 6, 4), Span::new(Year(2013), 1, 12));
    assert_eq!(
        (one.length(), one.to_string(), other.to_string()),
        (3, "tháng 4 đến 6 năm 2014".into(), "cả năm 2013".into())
    );
    let lines = compare(one, other, &actuals, None);
    assert_eq!((lines[&line("A")].one, lines[&line("A")].other), (million(20), million(48)));
    assert_eq!((lines[&line("A.III")].one, lines[&line("A.III")].percent()), (None, None));
    assert_eq!(lines[&line("A.I.3")].difference(), million(-20));
    assert_eq!(compare(one, other, &actuals, Some(THUE))[&line("A")].other, million(8));
}

fn amounts() -> impl Strategy<Value = [i64; 12]> {
    prop::array::uniform12(-1_000i64..1_000_000)
}

proptest! {
    #[test]
    fn a_forecast_lies_within_its_range_and_a_share_of_all_months_is_all(
        now in amounts(), before in prop::collection::vec(amounts(), 0..4), month in 1..=12i32, estimated in 0i64..2_000_000,
    ) {
        let mut actuals: Vec<_> = (2010..).zip(before).flat_map(|(year, months)| whole_year(year + 1, months)).collect();
        actuals.extend(whole_year(2014, now).into_iter().filter(|it| it.month <= month));
        let course = Course::of(Year(2014), &actuals, None);
        let estimates = InForce::on(JUNE.end(), &[estimate("A.I.3", None, "2013-12-10", estimated)]);
        let profile = History::before(Year(2014), 3, &actuals, None).profile(line("A.I.3"));
        prop_assert_eq!(profile.expected(12).round_dp(20), Decimal::ONE);
        let progress = course.by_line(month, &estimates)[&line("A.I.3")];
        let outlook = Outlook::of(&progress, &course.months()[&line("A.I.3")], month, false, &profile);
        let forecast = outlook.forecast.unwrap();
        prop_assert!(forecast.low <= forecast.amount && forecast.amount <= forecast.high, "{:?}", forecast);
        prop_assert_eq!(outlook.light.is_some(), estimated > 0);
        if let (Some(needed), true) = (outlook.monthly_needed, month < 12) {
            let reached = needed.amount() * i64::from(12 - month) + progress.cumulative.unwrap().amount();
            prop_assert!(reached + 12 >= estimated * 1_000_000, "what is needed reaches the estimate");
        }
    }

    #[test]
    fn more_revenue_never_makes_a_worse_light(amounts in prop::array::uniform2(0i64..500), estimated in 1i64..400) {
        let estimates = [estimate("A.I.3", None, "2013-12-10", estimated)];
        let [one, other] = amounts.map(|it| outlook(&[actual(2014, 6, "A.I.3", None, it)], &estimates, "A.I.3").light.unwrap());
        let rank = |light| [Light::Behind, Light::Watch, Light::OnTrack].iter().position(|it| *it == light);
        prop_assert!((amounts[0] <= amounts[1]) == (rank(one) <= rank(other)) || one == other);
    }

    #[test]
    fn shares_of_units_and_the_rest_make_up_every_line(millions in prop::collection::vec((1..=6i32, 0i64..100, 0i64..100, any::<bool>()), 1..30)) {
        let leaves: Vec<_> = RevenueLineCode::leaves_of_total().collect();
        let mut actuals: Vec<Actual> = Vec::new();
        for (place, (month, line_amount, unit_amount, has_own)) in millions.into_iter().enumerate() {
            let code = leaves[place % leaves.len()].code();
            if actuals.iter().any(|it| it.line.code() == code && it.month == month) {
                continue;
            }
            actuals.push(actual(2014, month, code, Some(THUE), unit_amount.min(line_amount)));
            actuals.extend(has_own.then(|| actual(2014, month, code, None, line_amount)));
        }
        let lines = june(&actuals, &[]);
        for (line, whole) in lines {
            let shared = line_by_unit(line, JUNE, &actuals, &InForce::default(), whole);
            let of_units: Dong = shared.units.values().filter_map(|it| it.cumulative).sum();
            prop_assert_eq!(Some(of_units + shared.rest.cumulative.unwrap_or_default()), whole.cumulative);
        }
    }
}
