//! The yearly grade of a person's work (xếp loại chất lượng): since 2026 it follows a score, and only a share of a unit
//! may have the best one. Thresholds and shares are the catalogue's, by kind of staff and the last day of the year.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::law::{Catalogue, ExcellentCapBase, GradeCode, GradingMethod, GradingRegime, RatioCap};
use super::number::plain_decimal_comma;
use super::subject::StaffKind;

/// A grade with its score in hundredths of a point, where points are given.
pub type Grade = (GradeCode, Option<i64>);

/// What may make a grade lower than its score.
#[derive(Debug, Clone, Copy, Default)]
pub struct Circumstances {
    /// Disciplined in the year that is graded.
    pub is_disciplined: bool,
    /// So many of the unit have the best grade that nobody else may.
    pub cap_is_used_up: bool,
}

/// Why what was given makes no grade.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("Chọn xếp loại, ở đây điểm không thay cho xếp loại.")]
    NotByScore,
    #[error("Chọn xếp loại, vì trong năm có kỷ luật nên không xếp theo điểm.")]
    Disciplined,
    #[error("{score} điểm là {grade} (từ {from} điểm, {source_text}). Sửa điểm hoặc xếp loại.")]
    Contradiction { score: String, grade: String, from: u32, source_text: String },
}

/// The rules that grade a kind of staff for a year by score; `None` where a grade is a judgement.
pub fn scoring(catalogue: &'static Catalogue, staff: StaffKind, year_end: NaiveDate) -> Option<&'static GradingRegime> {
    catalogue.grading_on(year_end, staff).filter(|regime| regime.method == GradingMethod::Score100)
}

/// The grade that is stored for what was given: by score the grade may be left out, and must not contradict it.
///
/// # Errors
/// As [`Refusal`] says. Rules that nobody has compared with the official text refuse nothing.
pub fn settle(
    scoring: Option<&GradingRegime>,
    grade: Option<GradeCode>,
    score: Option<i64>,
    circumstances: Circumstances,
) -> Result<Option<Grade>, Refusal> {
    let Some(score) = score else { return Ok(grade.map(|grade| (grade, None))) };
    let by_score = scoring.and_then(|regime| Some((regime, GradeCode::from_code(regime.grade_for(score)?)?)));
    match (grade, by_score) {
        (None, None) => Err(Refusal::NotByScore),
        (None, Some(_)) if circumstances.is_disciplined => Err(Refusal::Disciplined),
        (None, Some((_, follows))) => Ok(Some((follows, Some(score)))),
        (Some(grade), Some((regime, follows)))
            if grade != follows
                && regime.provenance.may_block()
                && !is_explained(regime, grade, follows, circumstances) =>
        {
            Err(contradiction(regime, follows, score))
        }
        (Some(grade), _) => Ok(Some((grade, Some(score)))),
    }
}

/// A grade below what the score stands for, because of a discipline or because the share of the best is used up.
fn is_explained(regime: &GradingRegime, grade: GradeCode, follows: GradeCode, it: Circumstances) -> bool {
    let by_discipline = it.is_disciplined && regime.disciplined_in_year_grade.as_deref() == Some(grade.code());
    let by_cap = it.cap_is_used_up && follows.is_best() && grade.is_next_to_best();
    by_discipline || by_cap
}

fn contradiction(regime: &GradingRegime, follows: GradeCode, score: i64) -> Refusal {
    let threshold = regime.thresholds.iter().find(|it| it.grade == follows.code());
    Refusal::Contradiction {
        score: plain_decimal_comma(Decimal::new(score, 2)),
        grade: follows.grade().name_on(regime.effective_from).to_owned(),
        from: threshold.map_or(0, |it| it.min_score),
        source_text: regime.provenance.source.clone(),
    }
}

/// How many of one unit and kind of staff have the best grade, and how many the next.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    pub best: i64,
    pub next: i64,
}

impl Tally {
    pub fn count(&mut self, grade: GradeCode) {
        self.best += i64::from(grade.is_best());
        self.next += i64::from(grade.is_next_to_best());
    }
}

/// How many may have the best grade.
#[derive(Debug, Clone, Copy)]
pub struct ExcellentCap {
    pub cap: &'static RatioCap,
    base: ExcellentCapBase,
}

impl ExcellentCap {
    /// The cap on a kind of staff for a year; `None` where the law of its last day has none.
    pub fn on(catalogue: &'static Catalogue, staff: StaffKind, year_end: NaiveDate) -> Option<Self> {
        let base = catalogue.grading_on(year_end, staff)?.excellent_cap_base?;
        let regime = catalogue.regime_on(year_end)?;
        let best = GradeCode::all().max()?;
        let cap = catalogue.ratio_caps.iter().find(|cap| {
            cap.target == best.code()
                && cap.regimes.contains(&regime.code)
                && cap.effective_from.is_none_or(|from| from <= year_end)
        })?;
        Some(Self { cap, base })
    }

    pub const fn base_kind(&self) -> ExcellentCapBase {
        self.base
    }

    /// So many have the grades of which the share is taken.
    pub const fn base(&self, tally: Tally) -> i64 {
        match self.base {
            ExcellentCapBase::Good => tally.next,
            ExcellentCapBase::GoodAndAbove => tally.next + tally.best,
        }
    }

    /// So many may have the best grade.
    pub fn allows(&self, tally: Tally) -> i64 {
        self.cap.max_ratio.floor_of(self.base(tally))
    }

    pub fn is_exceeded(&self, tally: Tally) -> bool {
        tally.best > self.allows(tally)
    }

    /// One of those with the next grade could not have the best one as well.
    pub fn is_used_up(&self, tally: Tally) -> bool {
        self.is_exceeded(Tally { best: tally.best + 1, next: tally.next - 1 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::date::year_end;
    use crate::domain::law::catalogue;

    fn grade(code: &str) -> GradeCode {
        GradeCode::from_code(code).expect("a grade of the catalogue")
    }

    fn rules(staff: StaffKind, year: i32) -> Option<&'static GradingRegime> {
        scoring(catalogue(), staff, year_end(year))
    }

    const PLAIN: Circumstances = Circumstances { is_disciplined: false, cap_is_used_up: false };

    #[test]
    fn scores_grade_civil_servants_and_public_employees_since_2026() {
        use StaffKind::*;
        for (staff, year, code) in [
            (CivilServant, 2025, None),
            (CivilServant, 2026, Some("G2026")),
            (PublicEmployee, 2025, None),
            (PublicEmployee, 2026, Some("G2026V")),
            (Worker, 2026, None),
        ] {
            assert_eq!(rules(staff, year).map(|regime| regime.code.as_str()), code, "{staff} {year}");
        }
    }

    #[test]
    fn the_grade_follows_the_score() {
        let rules = rules(StaffKind::CivilServant, 2026);
        for (score, code) in [
            (10_000, "HTXSNV"),
            (9_000, "HTXSNV"),
            (8_999, "HTTNV"),
            (7_000, "HTTNV"),
            (6_999, "HTNV"),
            (5_000, "HTNV"),
            (4_999, "KHTNV"),
            (0, "KHTNV"),
        ] {
            assert_eq!(settle(rules, None, Some(score), PLAIN), Ok(Some((grade(code), Some(score)))), "{score}");
            assert_eq!(settle(rules, Some(grade(code)), Some(score), PLAIN), Ok(Some((grade(code), Some(score)))));
        }
        assert_eq!(settle(rules, None, None, PLAIN), Ok(None));
        assert_eq!(settle(rules, Some(grade("HTNV")), None, PLAIN), Ok(Some((grade("HTNV"), None))));
    }

    #[test]
    fn a_grade_that_contradicts_its_score_is_refused_with_the_article() {
        let rules = rules(StaffKind::PublicEmployee, 2026);
        let refused = settle(rules, Some(grade("HTXSNV")), Some(8_550), PLAIN).expect_err("better than the score");
        assert_eq!(
            refused.to_string(),
            "85,5 điểm là Hoàn thành tốt nhiệm vụ (từ 70 điểm, NĐ 233/2026/NĐ-CP Điều 12, Điều 14, Điều 19). \
             Sửa điểm hoặc xếp loại."
        );
        for (code, score) in [("HTTNV", 9_500), ("HTNV", 8_000), ("KHTNV", 6_000), ("HTTNV", 6_000)] {
            assert!(settle(rules, Some(grade(code)), Some(score), PLAIN).is_err(), "{code} {score}");
        }
    }

    #[test]
    fn a_discipline_or_a_used_up_share_explains_a_lower_grade() {
        let rules = rules(StaffKind::CivilServant, 2026);
        let disciplined = Circumstances { is_disciplined: true, ..PLAIN };
        assert!(settle(rules, Some(grade("KHTNV")), Some(8_000), disciplined).is_ok());
        assert!(settle(rules, Some(grade("HTNV")), Some(8_000), disciplined).is_err());
        assert_eq!(settle(rules, None, Some(8_000), disciplined), Err(Refusal::Disciplined));
        let capped = Circumstances { cap_is_used_up: true, ..PLAIN };
        assert!(settle(rules, Some(grade("HTTNV")), Some(9_500), capped).is_ok());
        assert!(settle(rules, Some(grade("HTNV")), Some(9_500), capped).is_err());
        assert!(settle(rules, Some(grade("HTNV")), Some(8_000), capped).is_err());
    }

    #[test]
    fn before_2026_a_score_is_only_noted() {
        let rules = rules(StaffKind::CivilServant, 2013);
        assert_eq!(settle(rules, None, Some(9_000), PLAIN), Err(Refusal::NotByScore));
        assert!(settle(rules, Some(grade("HTTNV")), Some(9_500), PLAIN).is_ok());
    }

    #[test]
    fn a_fifth_of_those_who_did_well_may_have_the_best_grade() {
        let cap = |staff, year| ExcellentCap::on(catalogue(), staff, year_end(year));
        assert!(cap(StaffKind::CivilServant, 2022).is_none(), "the share begins on 15/09/2023");
        assert!(cap(StaffKind::Worker, 2026).is_none());
        let since_2026 = cap(StaffKind::CivilServant, 2026).expect("a cap");
        for (best, next, exceeded) in [(2, 10, false), (3, 14, true), (3, 15, false), (1, 4, true), (0, 0, false)] {
            assert_eq!(since_2026.is_exceeded(Tally { best, next }), exceeded, "{best} of {next}");
        }
        let before = cap(StaffKind::CivilServant, 2024).expect("a cap");
        assert!(!before.is_exceeded(Tally { best: 2, next: 8 }), "then the best counted in the base");
        assert!(since_2026.is_exceeded(Tally { best: 2, next: 8 }));
        assert!(since_2026.is_used_up(Tally { best: 2, next: 10 }));
        assert!(!since_2026.is_used_up(Tally { best: 0, next: 6 }));
    }
}
