//! What a regulation asks of the votes of this agency's council, never less than a law that binds.

use chrono::NaiveDate;

use super::{Demand, Term, Threshold};
use crate::domain::eligibility::{Confirmations, Looser, Text};
use crate::domain::law::{AwardCode, Catalogue, Comparison};
use crate::domain::ratio::Ratio;

/// The share of all members that a document asks for one award.
#[derive(Debug, Clone)]
pub struct LocalVoteRule {
    /// As cited: "Quy chế 12/QC-STC Điều 9".
    pub source: Text,
    pub term: Term,
    pub award: AwardCode,
    pub threshold: Ratio,
}

impl LocalVoteRule {
    fn demand(&self) -> Demand {
        let (threshold, source) = (self.threshold, self.source.clone());
        Demand { threshold, op: Comparison::AtLeast, source, is_setting: false }
    }

    /// What those in force on a day ask for an award; of several all hold.
    pub(super) fn strictest(rules: &[Self], award: AwardCode, day: NaiveDate) -> Option<Demand> {
        let own = rules.iter().filter(|rule| rule.award == award && rule.term.holds(day));
        own.max_by_key(|rule| rule.threshold).map(Self::demand)
    }
}

/// Whether a regulation stays within every law that binds while it is in force. What nobody has compared yet, or is only
/// usual, it may set as it likes; a law that is yet to come when it is entered does not refuse it, and outranks it later.
///
/// # Errors
/// Names the article it undercuts.
pub fn check_vote_not_looser(
    local: &LocalVoteRule,
    catalogue: &Catalogue,
    confirmations: &Confirmations,
    today: NaiveDate,
) -> Result<(), Looser> {
    let own = local.demand();
    let known = today.max(local.term.first);
    for regime in catalogue.regimes.iter().filter(|regime| regime.effective_from <= known) {
        let meets = Term { first: regime.effective_from, last: regime.effective_to }.overlaps(local.term);
        let law = Threshold::of_law(catalogue, local.award, regime, confirmations);
        if let Some(demand) = law.binding_text().filter(|demand| meets && demand.is_stricter_than(&own)) {
            let (what, article) = ("Tỷ lệ phiếu của Hội đồng".to_owned(), demand.source.to_string());
            return Err(Looser { what, article, regime: regime.name.clone() });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::Vote;
    use super::*;
    use crate::domain::eligibility::EntryKey;
    use crate::domain::law::catalogue;

    fn award(code: &str) -> AwardCode {
        AwardCode::from_code(code).unwrap()
    }

    fn rule(code: &str, percent: i64, from: &str) -> LocalVoteRule {
        LocalVoteRule {
            source: "Quy chế 12/QC-STC Điều 9".into(),
            term: Term { first: from.parse().unwrap(), last: None },
            award: award(code),
            threshold: Ratio::new(percent, 100).unwrap(),
        }
    }

    fn asked(code: &str, day: &str, local: &[LocalVoteRule]) -> Threshold {
        Threshold::of(catalogue(), award(code), day.parse().unwrap(), &Confirmations::default(), local)
    }

    #[test]
    fn a_regulation_sets_what_no_text_binds() {
        let seventy = [rule("CSTDCS", 70, "2014-01-20")];
        let binding = asked("CSTDCS", "2014-07-15", &seventy);
        assert_eq!(binding.words(), "Cần từ 70% tổng số thành viên (Quy chế 12/QC-STC Điều 9)");
        assert_eq!([6, 7].map(|agree| binding.decides(Vote { agree, members: 9 })), [Some(false), Some(true)]);
        assert!(matches!(asked("CSTDCS", "2014-01-19", &seventy), Threshold::Unchecked(_)), "not in force yet");
        assert!(matches!(asked("GK", "2014-07-15", &seventy), Threshold::Binding(it) if it.is_setting));
        // Less than the usual majority, and what only the council above is asked for.
        let low = [rule("LDTT", 40, "2014-01-20"), rule("CSTD_TINH", 75, "2014-01-20")];
        assert_eq!(asked("LDTT", "2014-07-15", &low).decides(Vote { agree: 4, members: 9 }), Some(true));
        assert!(matches!(asked("CSTD_TINH", "2024-07-15", &low), Threshold::Binding(_)));
    }

    #[test]
    fn eighty_percent_of_a_regulation_bind_where_the_decree_is_not_compared() {
        let eighty = [rule("CSTDCS", 80, "2025-07-01")];
        let binding = asked("CSTDCS", "2025-12-10", &eighty);
        assert_eq!([7, 8].map(|agree| binding.decides(Vote { agree, members: 9 })), [Some(false), Some(true)]);
        assert!(binding.words().ends_with("(Quy chế 12/QC-STC Điều 9)"), "{}", binding.words());
    }

    #[test]
    fn the_stricter_of_law_and_regulation_is_asked() {
        let both = [rule("CSTDCS", 75, "2024-01-01"), rule("CSTDCS", 85, "2024-06-01")];
        assert!(asked("CSTDCS", "2024-03-01", &both).words().contains("từ 80%"), "the decree binds and asks more");
        assert_eq!(
            asked("CSTDCS", "2024-07-01", &both).words(),
            "Cần từ 85% tổng số thành viên (Quy chế 12/QC-STC Điều 9)"
        );
        let same = [rule("CSTDCS", 80, "2024-01-01")];
        assert!(
            asked("CSTDCS", "2024-03-01", &same).words().contains("NĐ 98/2023"),
            "no stricter, so the law is named"
        );
    }

    #[test]
    fn a_regulation_never_undercuts_a_text_that_binds() {
        let check = |rule: &LocalVoteRule, confirmed: &Confirmations, today: &str| {
            check_vote_not_looser(rule, catalogue(), confirmed, today.parse().unwrap())
        };
        let none = Confirmations::default();
        let looser = check(&rule("CSTDCS", 70, "2024-01-01"), &none, "2024-01-01").unwrap_err();
        assert!(looser.to_string().starts_with("Tỷ lệ phiếu của Hội đồng: thấp hơn mức của NĐ 98/2023"), "{looser}");
        assert!(check(&rule("CSTDCS", 80, "2024-01-01"), &none, "2024-01-01").is_ok());
        // The decree is yet to come when this is entered; entered later, it would still be in force under it.
        let of_2014 = rule("CSTDCS", 60, "2014-01-20");
        assert!(check(&of_2014, &none, "2014-07-15").is_ok());
        assert!(check(&of_2014, &none, "2024-02-01").is_err());
        assert!(asked("CSTDCS", "2024-07-01", std::slice::from_ref(&of_2014)).words().contains("NĐ 98/2023"));
        let ended = LocalVoteRule { term: Term { last: "2023-12-31".parse().ok(), ..of_2014.term }, ..of_2014 };
        assert!(check(&ended, &none, "2024-02-01").is_ok());
        // Nobody has compared the decrees of these days.
        let of_2025 = rule("CSTDCS", 60, "2025-12-01");
        assert!(check(&of_2025, &none, "2026-12-01").is_ok());
        let confirmed: Confirmations =
            [EntryKey::vote_rule(award("CSTDCS"), "R2025").to_string()].into_iter().collect();
        assert!(check(&of_2025, &confirmed, "2025-12-01").is_err());
    }
}
