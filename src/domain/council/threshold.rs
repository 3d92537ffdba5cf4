//! A vote of the emulation council: how many of all members agree, and what the law asks of it for an award.
//! All thresholds are the catalogue's; they are compared as fractions, never rounded.

use chrono::NaiveDate;

use crate::domain::eligibility::{Confirmations, EntryKey};
use crate::domain::law::{AwardCode, Catalogue, Comparison, CouncilLevel, VoteRule};
use crate::domain::number;
use crate::domain::ratio::Ratio;

/// Votes in favour of one proposal; absent members who gave no written opinion do not agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Vote {
    pub agree: i64,
    /// All members of the council, not those present.
    pub members: i64,
}

impl Vote {
    /// "8/9 phiếu (88,9%)".
    pub fn words(self) -> String {
        let percent = number::format_percent(number::percent(self.agree, self.members), 1);
        format!("{}/{} phiếu ({percent})", self.agree, self.members)
    }
}

/// What the law of the day of receipt asks of the council of this agency.
#[derive(Debug, Clone, Copy)]
pub enum Threshold {
    /// Decides: below it nothing is passed.
    Binding(&'static VoteRule),
    /// Nobody has compared it with the official text yet, so it only warns.
    Unchecked(&'static VoteRule),
    /// It is asked of the council of the level above; this one only proposes.
    OfHigherCouncil(&'static VoteRule),
    /// The law has none.
    None,
}

impl Threshold {
    /// The threshold for an award under the regime of the day on which its dossier was received.
    pub fn of(
        catalogue: &'static Catalogue,
        award: AwardCode,
        received_on: NaiveDate,
        confirmations: &Confirmations,
    ) -> Self {
        let Some(regime) = catalogue.regime_on(received_on) else {
            return Self::None;
        };
        let is_for = |rule: &&VoteRule| {
            rule.awards.iter().any(|code| code == award.code()) && rule.regimes.contains(&regime.code)
        };
        match catalogue.vote_rules.iter().find(is_for) {
            None => Self::None,
            Some(rule) if rule.council != CouncilLevel::SubmittingLevel => Self::OfHigherCouncil(rule),
            Some(rule) => {
                let is_confirmed = confirmations.holds(&EntryKey::vote_rule(award, &regime.code));
                if rule.provenance.may_block() || is_confirmed { Self::Binding(rule) } else { Self::Unchecked(rule) }
            }
        }
    }

    /// Whether the vote reaches it; `None` where the minutes have to say.
    pub fn decides(self, vote: Vote) -> Option<bool> {
        match self {
            Self::Binding(rule) => Some(reaches(rule, vote)),
            _ => None,
        }
    }

    /// Whether the vote would reach it if it bound: what a page proposes where the minutes have to say.
    pub fn would_decide(self, vote: Vote) -> Option<bool> {
        match self {
            Self::Binding(rule) | Self::Unchecked(rule) | Self::OfHigherCouncil(rule) => Some(reaches(rule, vote)),
            Self::None => None,
        }
    }

    /// What is asked, with its article: "Cần từ 80% tổng số thành viên (NĐ 98/2023/NĐ-CP Điều 30 khoản 7)".
    pub fn words(self) -> String {
        match self {
            Self::Binding(rule) => format!("Cần {}", asked(rule)),
            Self::Unchecked(rule) => format!("Chưa đối chiếu văn bản: cần {}", asked(rule)),
            Self::OfHigherCouncil(rule) => format!("Hội đồng cấp trên cần {}", asked(rule)),
            Self::None => "Quy định của ngày nhận hồ sơ không đặt tỷ lệ phiếu".to_owned(),
        }
    }
}

fn reaches(rule: &VoteRule, vote: Vote) -> bool {
    Ratio::new(vote.agree, vote.members).is_some_and(|ratio| rule.op.holds(ratio, rule.threshold))
}

fn asked(rule: &VoteRule) -> String {
    let percent = number::format_percent(rule.threshold.percent(), 0);
    let from = match rule.op {
        Comparison::AtLeast => "từ",
        Comparison::Above => "trên",
    };
    format!("{from} {percent} tổng số thành viên ({})", rule.provenance.source)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::law::catalogue;

    fn threshold(award: &str, received_on: &str) -> Threshold {
        let award = AwardCode::from_code(award).unwrap();
        Threshold::of(catalogue(), award, received_on.parse().unwrap(), &Confirmations::default())
    }

    fn passes(award: &str, received_on: &str, agree: i64, members: i64) -> Option<bool> {
        threshold(award, received_on).decides(Vote { agree, members })
    }

    #[test]
    fn four_fifths_of_all_members_and_not_of_those_present() {
        for (agree, members, passed) in [(8, 9, true), (7, 9, false), (8, 10, true), (4, 5, true), (799, 1000, false)] {
            assert_eq!(passes("CSTDCS", "2024-12-10", agree, members), Some(passed), "{agree}/{members}");
        }
    }

    #[test]
    fn the_law_is_that_of_the_day_of_receipt() {
        assert!(
            matches!(threshold("CSTDCS", "2023-12-31"), Threshold::Unchecked(_)),
            "a local custom, not yet compared"
        );
        assert_eq!(passes("CSTDCS", "2023-12-31", 5, 9), None);
        assert_eq!(passes("CSTDCS", "2024-01-01", 5, 9), Some(false));
        assert!(matches!(threshold("LDTT", "2000-01-01"), Threshold::None));
    }

    #[test]
    fn half_of_the_members_is_no_majority() {
        assert_eq!(passes("LDTT", "2014-12-10", 4, 8), Some(false));
        assert_eq!(passes("LDTT", "2014-12-10", 5, 9), Some(true));
    }

    #[test]
    fn what_nobody_has_compared_warns_until_it_is_confirmed() {
        assert!(matches!(threshold("CSTDCS", "2025-12-10"), Threshold::Unchecked(_)));
        let award = AwardCode::from_code("CSTDCS").unwrap();
        let confirmed: Confirmations = [EntryKey::vote_rule(award, "R2025").to_string()].into_iter().collect();
        let day = "2025-12-10".parse().unwrap();
        let asked = Threshold::of(catalogue(), award, day, &confirmed);
        assert_eq!(asked.decides(Vote { agree: 7, members: 9 }), Some(false));
    }

    #[test]
    fn the_threshold_of_the_council_above_does_not_bind_this_one() {
        let asked = threshold("CSTD_TINH", "2024-12-10");
        assert_eq!(asked.decides(Vote { agree: 5, members: 9 }), None);
        assert!(asked.words().starts_with("Hội đồng cấp trên cần từ 90%"), "{}", asked.words());
    }

    #[test]
    fn it_is_said_with_its_article() {
        assert_eq!(
            threshold("CSTDCS", "2024-12-10").words(),
            "Cần từ 80% tổng số thành viên (NĐ 98/2023/NĐ-CP Điều 30 khoản 7)"
        );
        assert_eq!(Vote { agree: 8, members: 9 }.words(), "8/9 phiếu (88,9%)");
    }
}
