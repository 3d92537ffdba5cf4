//! The criteria of an award as a reader of the law sees them: what must all hold, and the groups of which one is enough.

use crate::domain::law::{AwardCode, Clause, Regime, Rule, Wording, catalogue};

/// Criteria in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Criteria {
    pub all: Vec<String>,
    /// One of these is enough, each as a whole.
    pub any: Vec<Vec<String>>,
    /// The award whose criteria apply instead.
    pub same_as: Option<String>,
}

impl Criteria {
    pub fn of(rule: &'static Rule, regime: &'static Regime) -> Self {
        let name = |code: &str| AwardCode::from_code(code).map(|award| award.award().name_on(regime.effective_from));
        let wording = Wording {
            catalogue: catalogue(),
            as_of: regime.effective_from,
            award: name(&rule.award).unwrap_or(&rule.award),
            year: None,
        };
        let words = |clauses: &[Clause]| clauses.iter().map(|clause| wording.clause(clause)).collect();
        Self {
            all: words(&rule.all),
            any: rule.any.iter().map(|clauses| words(clauses)).collect(),
            same_as: rule.same_as.as_deref().map(|code| name(code).unwrap_or(code).to_owned()),
        }
    }

    /// As the cell of a file holds them: one criterion a line, the groups numbered.
    pub fn in_lines(&self) -> String {
        let same = self.same_as.iter().map(|award| format!("Như {award}"));
        let alternatives = self.any.iter().zip(1..).map(|(group, number)| format!("{number}) {}", group.join("; ")));
        same.chain(self.all.iter().cloned()).chain(alternatives).collect::<Vec<_>>().join("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::subject::SubjectKind;

    fn criteria(award: &str, subject: SubjectKind, regime: &str) -> Criteria {
        let regime = catalogue().regimes.iter().find(|it| it.code == regime).expect("a regime");
        Criteria::of(catalogue().written_rule_for(award, subject, regime).expect("a rule"), regime)
    }

    #[test]
    fn the_criteria_of_an_award_read_like_the_law() {
        let labourer = criteria("LDTT", SubjectKind::Person, "R2014");
        assert_eq!(
            labourer.all,
            [
                "Đăng ký Lao động tiên tiến năm xét",
                "Xếp loại năm xét từ Hoàn thành tốt nhiệm vụ trở lên",
                "Không bị kỷ luật từ khiển trách trở lên năm xét",
                "Công tác từ 10 tháng trở lên tính đến hết năm xét",
                "Nghỉ dưới 40 ngày làm việc trong năm xét, không tính nghỉ thai sản và điều trị do bị thương khi cứu \
                 người, cứu tài sản",
                "Chấp hành tốt chủ trương, pháp luật, đoàn kết",
            ]
        );
        let fighter = criteria("CSTDCS", SubjectKind::Person, "R2024");
        assert_eq!(fighter.all, ["Đạt Lao động tiên tiến hoặc đủ tiêu chuẩn năm xét"]);
        assert_eq!(fighter.any.len(), 3);
        assert_eq!(fighter.any[1], ["Ít nhất 1 sáng kiến được công nhận cấp cơ sở trong năm xét"]);
        let collective = criteria("TTLDTT", SubjectKind::Unit, "R2014");
        assert_eq!(collective.all[2], "Trên 50% thành viên đạt Lao động tiên tiến năm xét");
        let same = criteria("BK_BO", SubjectKind::Unit, "R2014").same_as;
        assert_eq!(same.as_deref(), Some("Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh"));
    }

    #[test]
    fn every_clause_of_the_catalogue_has_words() {
        for rule in &catalogue().rules {
            for code in &rule.regimes {
                let criteria = criteria(&rule.award, rule.subject, code);
                let words = criteria.all.iter().chain(criteria.any.iter().flatten());
                assert!(words.clone().count() > 0 || criteria.same_as.is_some(), "{} {code}", rule.award);
                assert!(words.clone().all(|it| !it.is_empty() && !it.contains("  ")), "{} {code}", rule.award);
            }
        }
    }
}
