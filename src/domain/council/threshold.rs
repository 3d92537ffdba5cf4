//! A vote of the emulation council: how many of all members agree, and what is asked of it for an award. Thresholds are
//! the catalogue's or a regulation's; they are compared as fractions, never rounded.

use std::cmp::Ordering;

use chrono::NaiveDate;

use super::LocalVoteRule;
use crate::domain::eligibility::{Confirmations, EntryKey, Text};
use crate::domain::law::{AwardCode, Catalogue, Comparison, Confidence, CouncilLevel, Regime, VoteRule, wording};
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

/// A share of all members that has to agree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Demand {
    pub threshold: Ratio,
    pub op: Comparison,
    /// The article that asks it.
    pub source: Text,
    /// No text asks it: the catalogue sets what is usual, until a regulation sets another.
    pub is_setting: bool,
}

impl Demand {
    /// What the catalogue says, for an award of which this is or is not confirmed.
    fn of_law(rule: &VoteRule, is_confirmed: bool) -> Self {
        Self {
            threshold: rule.threshold,
            op: rule.op,
            source: rule.provenance.source.as_str().into(),
            is_setting: rule.provenance.confidence == Confidence::Practice && !is_confirmed,
        }
    }

    pub fn is_stricter_than(&self, other: &Self) -> bool {
        let is_above = |it: &Self| it.op == Comparison::Above;
        self.threshold.cmp(&other.threshold).then(is_above(self).cmp(&is_above(other))) == Ordering::Greater
    }

    fn reached_by(&self, vote: Vote) -> bool {
        Ratio::new(vote.agree, vote.members).is_some_and(|ratio| self.op.holds(ratio, self.threshold))
    }

    /// "từ 80% tổng số thành viên (NĐ 98/2023/NĐ-CP Điều 30 khoản 7)".
    fn words(&self) -> String {
        format!("{} tổng số thành viên ({})", wording::bar(self.op, self.threshold), self.source)
    }
}

/// What is asked of the council of this agency on the day of receipt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Threshold {
    /// Decides: below it nothing is passed.
    Binding(Demand),
    /// Nobody has compared it with the official text yet, so it only warns.
    Unchecked(Demand),
    /// It is asked of the council of the level above; this one only proposes.
    OfHigherCouncil(Demand),
    /// Nothing asks one.
    None,
}

/// What pages add of a threshold that the department has set; papers leave it out.
pub const SETTING: &str = " – mức cài đặt, đổi được ở Quy chế";

impl Threshold {
    /// The threshold for an award under the regime and the regulations of the day on which its dossier was received:
    /// the stricter, and that of the regulation wherever the law's does not bind.
    pub fn of(
        catalogue: &Catalogue,
        award: AwardCode,
        received_on: NaiveDate,
        confirmations: &Confirmations,
        local: &[LocalVoteRule],
    ) -> Self {
        let regime = catalogue.regime_on(received_on);
        let law = regime.map_or(Self::None, |regime| Self::of_law(catalogue, award, regime, confirmations));
        match LocalVoteRule::strictest(local, award, received_on) {
            Some(own) if law.binding_text().is_none_or(|demand| own.is_stricter_than(demand)) => Self::Binding(own),
            _ => law,
        }
    }

    /// What the law alone asks.
    pub(super) fn of_law(
        catalogue: &Catalogue,
        award: AwardCode,
        regime: &Regime,
        confirmations: &Confirmations,
    ) -> Self {
        let is_for = |rule: &&VoteRule| {
            rule.awards.iter().any(|code| code == award.code()) && rule.regimes.contains(&regime.code)
        };
        let is_confirmed = confirmations.holds(&EntryKey::vote_rule(award, &regime.code));
        match catalogue.vote_rules.iter().find(is_for).map(|rule| (rule, Demand::of_law(rule, is_confirmed))) {
            None => Self::None,
            Some((rule, demand)) if rule.council != CouncilLevel::SubmittingLevel => Self::OfHigherCouncil(demand),
            Some((rule, demand)) if rule.provenance.may_block() || is_confirmed => Self::Binding(demand),
            Some((_, demand)) => Self::Unchecked(demand),
        }
    }

    /// What a regulation may not undercut: a text that binds, not a setting.
    pub(super) fn binding_text(&self) -> Option<&Demand> {
        match self {
            Self::Binding(demand) if !demand.is_setting => Some(demand),
            _ => None,
        }
    }

    /// Whether the vote would reach it if it bound: what a page proposes where the minutes have to say.
    pub fn would_decide(&self, vote: Vote) -> Option<bool> {
        match self {
            Self::Binding(demand) | Self::Unchecked(demand) | Self::OfHigherCouncil(demand) => {
                Some(demand.reached_by(vote))
            }
            Self::None => None,
        }
    }

    /// Whether the vote reaches it; `None` where the minutes have to say.
    pub fn decides(&self, vote: Vote) -> Option<bool> {
        match self {
            Self::Binding(demand) => Some(demand.reached_by(vote)),
            _ => None,
        }
    }

    /// What is asked, with its article: "Cần từ 80% tổng số thành viên (NĐ 98/2023/NĐ-CP Điều 30 khoản 7)". Where it is
    /// only usual, that it can be set.
    pub fn words(&self) -> String {
        let setting = |demand: &Demand| if demand.is_setting { SETTING } else { "" };
        match self {
            Self::Binding(demand) => format!("Cần {}{}", demand.words(), setting(demand)),
            Self::Unchecked(demand) => {
                format!("Chưa đối chiếu văn bản: cần {}{}", demand.words(), setting(demand))
            }
            Self::OfHigherCouncil(demand) => format!("Hội đồng cấp trên cần {}", demand.words()),
            Self::None => "Quy định của ngày nhận hồ sơ không đặt tỷ lệ phiếu".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::law::catalogue;

    fn threshold(award: &str, received_on: &str) -> Threshold {
        let award = AwardCode::from_code(award).unwrap();
        Threshold::of(catalogue(), award, received_on.parse().unwrap(), &Confirmations::default(), &[])
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
        let asked = Threshold::of(catalogue(), award, day, &confirmed, &[]);
        let decided = [7, 8].map(|agree| asked.decides(Vote { agree, members: 9 }));
        assert_eq!(decided, [Some(false), Some(true)]);
        assert_eq!(asked.words(), "Cần từ 80% tổng số thành viên (NĐ 152/2025/NĐ-CP Điều 6 khoản 2 điểm c)");
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
        assert_eq!(Vote { agree: 7, members: 9 }.words(), "7/9 phiếu (77,8%)");
    }

    #[test]
    fn what_is_only_usual_says_that_it_can_be_set() {
        assert_eq!(
            threshold("CSTDCS", "2014-07-15").words(),
            "Chưa đối chiếu văn bản: cần từ 70% tổng số thành viên (quy chế thi đua, khen thưởng của địa phương, đơn vị) \
             – mức cài đặt, đổi được ở Quy chế"
        );
        let majority = threshold("LDTT", "2014-12-10").words();
        assert!(majority.starts_with("Cần trên 50%") && majority.ends_with("đổi được ở Quy chế"), "{majority}");
        assert!(!threshold("CSTDCS", "2024-12-10").words().contains("mức cài đặt"));
    }
}
