//! Scoring initiatives: points on a sheet, what a council of examiners makes of them, and the grades of
//! recognition. Criteria, maxima and thresholds are the catalogue's or the round's; means are compared as fractions,
//! never rounded.

mod grades;
mod split;

use std::fmt;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::initiative_round::Verdict;
use super::law::{Catalogue, ScoreCriterion, ScoreSheet};
use super::number;
use super::ratio::Ratio;

pub use grades::{Grade, GradeFault, Grades};
pub use split::{Seeker, split};

/// Points in tenths: "27,5" is 275. A sheet takes one decimal, no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Points(pub i64);

impl Points {
    const TENTHS: i64 = 10;

    pub const fn whole(points: u32) -> Self {
        Self(points as i64 * Self::TENTHS)
    }

    /// What was typed with at most one decimal; `None` for anything else.
    pub fn parse(typed: &str) -> Option<Self> {
        let tenths = number::parse_decimal(typed).ok()?.checked_mul(Decimal::TEN)?;
        if tenths.is_integer() { tenths.to_i64().map(Self) } else { None }
    }

    fn ratio(self) -> Option<Ratio> {
        Ratio::new(self.0, Self::TENTHS)
    }
}

impl fmt::Display for Points {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&number::plain_decimal_comma(Decimal::new(self.0, 1).normalize()))
    }
}

/// The sheet of a code; a code that is no longer known gives none.
pub fn sheet_of<'c>(catalogue: &'c Catalogue, code: &str) -> Option<&'c ScoreSheet> {
    catalogue.score_sheets.iter().find(|sheet| sheet.code == code)
}

/// The sheet of the agency's choice, else the one the catalogue starts with.
pub fn usual_sheet<'c>(catalogue: &'c Catalogue, chosen: &str) -> Option<&'c ScoreSheet> {
    let sheets = &catalogue.score_sheets;
    sheet_of(catalogue, chosen).or_else(|| sheets.iter().find(|sheet| sheet.default)).or_else(|| sheets.first())
}

/// The most that a sheet can give.
pub fn most_of(sheet: &ScoreSheet) -> Points {
    Points::whole(sheet.criteria.iter().map(|criterion| criterion.max).sum())
}

/// The points fall below what the criterion must reach by itself.
pub fn fails(criterion: &ScoreCriterion, points: Points) -> bool {
    points < Points::whole(criterion.fail_below)
}

/// What one examiner says of one initiative.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opinion {
    /// A sheet that was sent.
    Sent { total: Points, verdict: Verdict },
    /// He declared a conflict and nobody took his place.
    Recused,
}

/// What the examiners of an initiative make of it together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Of all sheets that were sent.
    pub sum: Points,
    pub sent: i64,
    /// Sheets that say "công nhận".
    pub agree: i64,
    /// All to whom it was given, the recused among them.
    pub examiners: i64,
}

impl Tally {
    pub fn of(opinions: &[Opinion]) -> Self {
        opinions.iter().fold(Self::default(), |tally, opinion| {
            let tally = Self { examiners: tally.examiners + 1, ..tally };
            match opinion {
                Opinion::Recused => tally,
                Opinion::Sent { total, verdict } => Self {
                    sum: Points(tally.sum.0 + total.0),
                    sent: tally.sent + 1,
                    agree: tally.agree + i64::from(*verdict == Verdict::Recognise),
                    ..tally
                },
            }
        })
    }

    /// The mean of the sheets sent, exact; `None` when there is none.
    pub fn mean(self) -> Option<Ratio> {
        Ratio::new(self.sum.0, Points::TENTHS * self.sent)
    }

    /// The mean with two decimals, or a dash.
    pub fn mean_words(self) -> String {
        let whole = Decimal::new(Points::TENTHS * self.sent, 0);
        Decimal::new(self.sum.0, 0)
            .checked_div(whole)
            .map_or_else(|| "–".to_owned(), |mean| number::format_decimal(mean, 2))
    }

    /// "2/3".
    pub fn agree_words(self) -> String {
        format!("{}/{}", self.agree, self.examiners)
    }

    pub fn reaches_mark(self, pass_mark: Points) -> bool {
        self.mean().zip(pass_mark.ratio()).is_some_and(|(mean, mark)| mean >= mark)
    }

    pub fn reaches_share(self, threshold: Ratio) -> bool {
        Ratio::new(self.agree, self.examiners).is_some_and(|share| share >= threshold)
    }

    pub fn passes(self, pass_mark: Points, threshold: Ratio) -> bool {
        self.reaches_mark(pass_mark) && self.reaches_share(threshold)
    }

    /// Why it is not recognised, for its authors; empty when it is.
    pub fn why_not(self, pass_mark: Points, threshold: Ratio) -> String {
        let mut reasons = Vec::with_capacity(2);
        if !self.reaches_mark(pass_mark) {
            reasons.push(format!("Điểm trung bình {}, mức đạt {pass_mark}.", self.mean_words()));
        }
        if !self.reaches_share(threshold) {
            reasons.push(format!("{} thành viên đề nghị công nhận, cần từ {threshold}.", self.agree_words()));
        }
        reasons.join(" ")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::law::catalogue;

    fn sent(total: &str, verdict: Verdict) -> Opinion {
        Opinion::Sent { total: Points::parse(total).unwrap(), verdict }
    }

    fn two_thirds() -> Ratio {
        Ratio::new(2, 3).unwrap()
    }

    #[test]
    fn points_take_one_decimal() {
        assert_eq!(Points::parse("27,5"), Some(Points(275)));
        assert_eq!(Points::parse("30"), Some(Points(300)));
        assert_eq!(Points::parse("27,55"), None);
        assert_eq!(Points::parse("nhiều"), None);
        assert_eq!([Points(275).to_string(), Points(300).to_string()], ["27,5", "30"]);
    }

    #[test]
    fn the_recused_count_among_all_but_not_in_the_mean() {
        use Verdict::*;
        let tally = Tally::of(&[sent("80", Recognise), sent("71", Recognise), Opinion::Recused]);
        assert_eq!(tally.mean_words(), "75,50");
        assert_eq!(tally.agree_words(), "2/3");
        assert!(tally.passes(Points::whole(70), two_thirds()));
        let tally = Tally::of(&[sent("80", Recognise), Opinion::Recused]);
        assert!(!tally.passes(Points::whole(70), two_thirds()));
        assert_eq!(tally.why_not(Points::whole(70), two_thirds()), "1/2 thành viên đề nghị công nhận, cần từ 2/3.");
    }

    #[test]
    fn a_mean_just_below_the_mark_is_not_rounded_up() {
        use Verdict::*;
        let tally = Tally::of(&[sent("70", Recognise), sent("70", Recognise), sent("69,9", Recognise)]);
        assert_eq!(tally.mean_words(), "69,97");
        assert!(!tally.passes(Points::whole(70), two_thirds()));
        assert!(tally.why_not(Points::whole(70), two_thirds()).starts_with("Điểm trung bình 69,97, mức đạt 70."));
    }

    #[test]
    fn nothing_passes_without_a_sheet() {
        assert!(!Tally::of(&[]).passes(Points(0), two_thirds()));
        assert_eq!(Tally::of(&[Opinion::Recused]).mean_words(), "–");
    }

    #[test]
    fn the_agency_chooses_a_sheet_of_the_catalogue_or_takes_the_usual() {
        let code = |chosen| usual_sheet(catalogue(), chosen).unwrap().code.as_str();
        assert_eq!(code("SHEET_100_B"), "SHEET_100_B");
        assert!(usual_sheet(catalogue(), "").unwrap().default);
        assert_eq!(code("gone"), code(""));
        assert_eq!(most_of(usual_sheet(catalogue(), "").unwrap()), Points::whole(100));
    }

    proptest! {
        #[test]
        fn more_points_or_more_agreement_never_turn_a_yes_into_a_no(
            totals in prop::collection::vec((0i64..=1000, any::<bool>()), 1..9),
            raised in 0usize..9,
        ) {
            let opinion = |(total, agrees): &(i64, bool)| Opinion::Sent {
                total: Points(*total),
                verdict: if *agrees { Verdict::Recognise } else { Verdict::Refuse },
            };
            let before: Vec<_> = totals.iter().map(opinion).collect();
            let mut after = before.clone();
            let raised = raised % after.len();
            after[raised] = Opinion::Sent { total: Points(1000), verdict: Verdict::Recognise };
            let passes = |opinions: &[Opinion]| Tally::of(opinions).passes(Points::whole(70), two_thirds());
            prop_assert!(!passes(&before) || passes(&after));
        }
    }
}
