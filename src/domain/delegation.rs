//! Delegation (ủy quyền): somebody does, for a time, what is another's to do.

use super::codes::codes;

codes! {
    /// Which acts are given.
    Scope {
        Review = "review" "Duyệt đăng ký, hồ sơ, sáng kiến của đơn vị",
        Decisions = "decisions" "Ký quyết định khen thưởng",
    }
}

codes! {
    /// How papers are signed then (NĐ 30/2020/NĐ-CP Điều 13).
    Form {
        Deputy = "deputy" "Ký thay (KT.)",
        ByOrder = "by_order" "Thừa lệnh (TL.)",
        ByAuthority = "by_authority" "Thừa ủy quyền (TUQ.)",
    }
}

impl Form {
    /// What stands before the giver's position on a paper.
    pub const fn abbreviation(self) -> &'static str {
        match self {
            Self::Deputy => "KT.",
            Self::ByOrder => "TL.",
            Self::ByAuthority => "TUQ.",
        }
    }
}
