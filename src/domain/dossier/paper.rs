//! The papers a dossier holds: which, by law, for an award on a day, and the step by which each is due.

use chrono::NaiveDate;

use super::Kind;
use crate::domain::codes::codes;
use crate::domain::law::{AwardCode, catalogue};

codes! {
    /// A paper, under the code by which the law catalogue lists it.
    Paper {
        Submission = "to_trinh" "Tờ trình",
        List = "danh_sach" "Danh sách kèm theo",
        Report = "bao_cao_thanh_tich" "Báo cáo thành tích",
        UnitMinutes = "bien_ban_binh_xet" "Biên bản họp bình xét của đơn vị",
        InitiativeOrGrade = "xac_nhan_sang_kien_hoac_muc_do_hoan_thanh" "Xác nhận sáng kiến hoặc mức độ hoàn thành nhiệm vụ",
        NationalInitiative = "xac_nhan_sang_kien_toan_quoc" "Xác nhận sáng kiến có phạm vi ảnh hưởng toàn quốc",
        CouncilMinutes = "bien_ban_hop" "Biên bản họp Hội đồng",
        BallotRecord = "bien_ban_kiem_phieu" "Biên bản kiểm phiếu",
        BallotResult = "ket_qua_bo_phieu" "Kết quả bỏ phiếu của Hội đồng",
        BallotResultOfFlag = "ket_qua_bo_phieu_neu_la_co" "Kết quả bỏ phiếu xét Cờ thi đua",
        // What somebody adds of his own accord; no law asks for it.
        Evidence = "minh_chung" "Minh chứng khác",
    }
}

codes! {
    /// The step that does not happen while a paper is missing.
    Due {
        Filing = "filing" "Khi gửi",
        UnitReview = "unit_review" "Khi đơn vị đồng ý",
        Verification = "verification" "Khi thẩm định xong",
        Council = "council" "Sau khi Hội đồng họp",
        Nothing = "nothing" "–",
    }
}

impl Paper {
    pub const fn due(self) -> Due {
        match self {
            Self::Report => Due::Filing,
            Self::UnitMinutes => Due::UnitReview,
            Self::InitiativeOrGrade | Self::NationalInitiative => Due::Verification,
            Self::CouncilMinutes | Self::BallotRecord | Self::BallotResult | Self::BallotResultOfFlag => Due::Council,
            Self::Submission | Self::List | Self::Evidence => Due::Nothing,
        }
    }

    /// Drawn up from the dossiers themselves, so that nobody can forget it.
    pub const fn is_made_here(self) -> bool {
        matches!(self, Self::Submission | Self::List)
    }

    /// The papers of a short dossier (hồ sơ rút gọn): no meeting stands behind it.
    const fn belongs_to_short(self) -> bool {
        matches!(self, Self::Submission | Self::List | Self::Report)
    }
}

/// The papers of a dossier for an award, by the law of a day. Empty where the catalogue knows of none: then
/// nothing is asked for and nothing held up.
pub fn needed(award: AwardCode, kind: Kind, day: NaiveDate) -> Vec<Paper> {
    let Some(rule) = catalogue().regime_on(day).and_then(|regime| catalogue().dossier_rule(award, regime)) else {
        return Vec::new();
    };
    rule.items
        .iter()
        .filter_map(|item| Paper::from_code(item))
        .filter(|paper| *paper != Paper::BallotResultOfFlag || award.award().is_flag())
        .filter(|paper| !kind.is_short() || paper.belongs_to_short())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(award: &str, kind: Kind) -> Vec<Paper> {
        needed(AwardCode::from_code(award).unwrap(), kind, "2014-12-20".parse().unwrap())
    }

    #[test]
    fn every_paper_of_the_catalogue_has_a_name() {
        for item in catalogue().dossiers.iter().flat_map(|rule| &rule.items) {
            assert!(Paper::from_code(item).is_some(), "{item}");
        }
    }

    #[test]
    fn a_fighter_needs_the_ballot_and_a_worker_does_not() {
        use Paper::*;
        assert_eq!(of("LDTT", Kind::Merit), [Submission, List, Report, UnitMinutes]);
        assert_eq!(of("CSTDCS", Kind::Merit), [Submission, List, Report, UnitMinutes, BallotRecord, InitiativeOrGrade]);
    }

    #[test]
    fn only_a_flag_needs_its_ballot() {
        assert!(of("CO_TINH", Kind::Merit).contains(&Paper::BallotResultOfFlag));
        assert!(!of("BK_TINH", Kind::Merit).contains(&Paper::BallotResultOfFlag));
    }

    #[test]
    fn a_short_dossier_has_no_meeting_behind_it() {
        assert_eq!(of("GK", Kind::Sudden), [Paper::Submission, Paper::List, Paper::Report]);
    }

    #[test]
    fn where_the_catalogue_knows_no_papers_none_are_asked_for() {
        assert_eq!(of("CSTDTQ", Kind::Merit), []);
    }
}
