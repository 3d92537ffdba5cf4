use super::super::*;
use super::builders::*;
use crate::domain::year::Year;

fn earliest(code: &str, facts: &Facts) -> Option<i32> {
    earliest_year(award(code), facts, &on("2025-03-01"), Year(2025)).map(|year| year.0)
}

#[test]
fn the_third_title_in_a_row_can_come_with_the_next_year() {
    let two = person().granted("CSTDCS", [2023, 2024]).graded("HTXSNV", [2023, 2024]);
    assert_eq!(earliest("CSTD_TINH", &two), Some(2025));
    assert_eq!(earliest("CSTD_TINH", &person().granted("CSTDCS", [2024])), Some(2026));
    let bad_year = two.graded("KHTNV", [2025]);
    assert_eq!(earliest("CSTDCS", &bad_year), Some(2026), "what has happened stays");
    assert_eq!(earliest("CSTD_TINH", &bad_year), Some(2028));
}

#[test]
fn higher_awards_follow_on_those_before_them() {
    let newcomer = person().joined("2025-01-01");
    // Three base titles, a provincial one, and the second three years after it.
    assert_eq!(earliest("CSTD_TINH", &newcomer), Some(2027));
    assert_eq!(earliest("CSTDTQ", &newcomer), Some(2030));
    assert_eq!(earliest("BK_TINH", &newcomer), Some(2026));
    assert_eq!(earliest("BK_TTG", &newcomer), Some(2029));
    assert_eq!(earliest("HCLD_BA", &newcomer), Some(2034));
    assert_eq!(earliest("HCLD_NHI", &newcomer), Some(2039));
    assert_eq!(earliest("HCLD_NHAT", &newcomer), None, "beyond what is looked at");
}

#[test]
fn every_award_of_the_kind_is_looked_at_once() {
    let all = earliest_years(&unit(), &on("2025-03-01"), Year(2025));
    let codes: Vec<_> = all.iter().map(|(award, _)| award.code()).collect();
    assert_eq!(codes[..2], ["TTLDTT", "TTLDXS"]);
    assert!(!codes.contains(&"LDTT"));
    assert_eq!(all[0].1, Some(Year(2025)));
}
