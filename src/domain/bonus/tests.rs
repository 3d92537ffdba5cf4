use super::*;
use crate::domain::law::catalogue;

fn award(code: &str) -> AwardCode {
    AwardCode::from_code(code).expect("an award of the catalogue")
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn bonus(code: &str, subject: SubjectKind, decided_on: &str) -> Result<Bonus, NoBonus> {
    Bonus::of(catalogue(), award(code), subject, day(decided_on))
}

fn amount(code: &str, subject: SubjectKind, decided_on: &str) -> Dong {
    bonus(code, subject, decided_on).expect("a bonus").amount
}

use SubjectKind::{Person, Unit};

#[test]
fn amounts_are_those_of_the_day_rounded_up_to_ten_thousand() {
    for (code, subject, decided_on, dong) in [
        // 0,3 × 2.340.000 = 702.000
        ("LDTT", Person, "2025-12-20", 710_000),
        // 0,3 × 1.210.000 = 363.000, as a province printed it in 2016
        ("LDTT", Person, "2016-07-20", 370_000),
        // 0,8 × 1.390.000 = 1.112.000, as another did in 2018
        ("TTLDTT", Unit, "2018-12-20", 1_120_000),
        ("CSTDCS", Person, "2025-12-20", 2_340_000),
        ("HCLD_BA", Unit, "2025-12-20", 21_060_000),
        ("CO_TINH", Unit, "2014-01-20", 17_830_000),
        ("CO_TINH", Unit, "2018-01-20", 10_400_000),
        ("GK", Unit, "2024-06-30", 1_080_000),
    ] {
        assert_eq!(amount(code, subject, decided_on), Dong::new(dong), "{code} {decided_on}");
    }
}

#[test]
fn the_base_salary_changes_with_the_day_of_the_decision() {
    for (before, after, amounts) in [
        ("2024-06-30", "2024-07-01", (540_000, 710_000)),
        ("2026-06-30", "2026-07-01", (710_000, 760_000)),
        ("2019-06-30", "2019-07-01", (420_000, 450_000)),
    ] {
        let [eve, morrow] = [before, after].map(|decided_on| amount("LDTT", Person, decided_on));
        assert_eq!((eve, morrow), (Dong::new(amounts.0), Dong::new(amounts.1)), "{after}");
    }
}

#[test]
fn the_coefficient_changes_with_the_regime_of_the_decision() {
    let [old, new] = ["2023-12-31", "2024-01-01"].map(|day| bonus("BK_TINH", Person, day).expect("a bonus"));
    assert_eq!((old.regime.code.as_str(), old.coefficient), ("R2017", Decimal::ONE));
    assert_eq!((new.regime.code.as_str(), new.coefficient), ("R2024", Decimal::new(15, 1)));
    assert_eq!(new.citation, "NĐ 98/2023/NĐ-CP Điều 58; mức lương cơ sở: NĐ 24/2023/NĐ-CP Điều 3");
    assert_eq!(new.confidence, Confidence::Sourced);
    assert_eq!(bonus("BK_TTG", Person, "2014-01-20").expect("a bonus").confidence, Confidence::Recall);
    assert!(bonus("KNC_BTC", Person, "2025-12-20").expect("a bonus").is_upper_limit);
}

#[test]
fn what_waits_for_comparison_is_confirmed_entry_by_entry() {
    let checked = bonus("LDTT", Person, "2025-12-20").expect("a bonus");
    assert!(checked.is_confirmed(&Confirmations::default()));
    let recalled = bonus("BK_TTG", Person, "2014-06-20").expect("a bonus");
    let keys = ["bonus:BK_TTG:individual:R2014", "base_salary:2013-07-01"];
    assert!(!recalled.is_confirmed(&keys[..1].iter().copied().collect()));
    assert!(recalled.is_confirmed(&keys.into_iter().collect()));
}

#[test]
fn every_bonus_of_the_catalogue_computes_under_each_of_its_regimes() {
    let catalogue = catalogue();
    for entry in &catalogue.bonuses {
        for code in &entry.regimes {
            let regime = catalogue.regimes.iter().find(|regime| regime.code == *code).expect("a known regime");
            for decided_on in [Some(regime.effective_from), regime.effective_to].into_iter().flatten() {
                let computed = Bonus::of(catalogue, award(&entry.award), entry.subject, decided_on);
                let computed = computed.unwrap_or_else(|error| panic!("{} {decided_on}: {error}", entry.award));
                assert_eq!((computed.regime.code.as_str(), computed.coefficient), (code.as_str(), entry.coefficient));
                let exact = entry.coefficient * Decimal::from(computed.base_salary);
                let paid = Decimal::from(computed.amount);
                assert!(paid >= exact && paid - exact < Decimal::from(10_000), "{} {decided_on}", entry.award);
                assert!((paid % Decimal::from(10_000)).is_zero());
            }
        }
    }
}

#[test]
fn what_the_catalogue_does_not_have_is_said_in_words() {
    let said = |code, subject, decided_on| bonus(code, subject, decided_on).expect_err("none").to_string();
    assert_eq!(said("LDTT", Unit, "2025-12-20"), "Lao động tiên tiến không dành cho tập thể.");
    assert_eq!(said("LDTT", Person, "2008-12-20"), "Chưa có quy định nào trong danh mục cho ngày 20/12/2008.");
}

fn due(code: &str, subject: SubjectKind, decided_on: &str, period: i32) -> Due {
    Due { bonus: bonus(code, subject, decided_on).expect("a bonus"), period: Year(period) }
}

fn combined(due: &[Due]) -> Vec<Payment> {
    combine(catalogue(), due).expect("rules for every day")
}

#[test]
fn of_the_titles_of_one_year_only_the_highest_is_paid() {
    let day = "2025-12-20";
    let together = [due("LDTT", Person, day, 2025), due("CSTDCS", Person, day, 2025)];
    assert_eq!(combined(&together), [Payment::InHigher(award("CSTDCS")), Payment::Paid]);
    let three = [due("CSTDCS", Person, day, 2025), due("CSTD_TINH", Person, day, 2025), due("LDTT", Person, day, 2025)];
    let highest = Payment::InHigher(award("CSTD_TINH"));
    assert_eq!(combined(&three), [highest, Payment::Paid, highest]);
}

#[test]
fn titles_of_different_years_or_days_and_commendations_are_paid_beside_each_other() {
    let day = "2025-12-20";
    for beside in [
        [due("LDTT", Person, day, 2024), due("CSTDCS", Person, day, 2025)],
        [due("CSTDCS", Person, day, 2025), due("GK", Person, day, 2025)],
        [due("GK", Person, day, 2025), due("BK_TINH", Person, day, 2025)],
        [due("TTLDTT", Unit, day, 2025), due("TTLDXS", Unit, "2026-02-10", 2025)],
    ] {
        assert_eq!(combined(&beside), [Payment::Paid, Payment::Paid]);
    }
}

#[test]
fn where_the_catalogue_says_nothing_somebody_has_to_decide() {
    let day = "2018-12-20";
    let commendations = [due("GK", Person, day, 2018), due("BK_TINH", Person, day, 2018)];
    assert_eq!(combined(&commendations), [Payment::ForSomebodyToDecide; 2]);
    assert_eq!(combined(&commendations[..1]), [Payment::Paid]);
}
