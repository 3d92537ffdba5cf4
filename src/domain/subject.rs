//! People and units, and the fixed words said of them (CONTRACT.md §3).

use super::codes::codes;

codes! {
    /// Whether a subject is one person or a collective.
    SubjectKind {
        Person = "person" "Cá nhân",
        Unit = "unit" "Tập thể",
    }
}

codes! {
    UnitKind {
        Agency = "agency" "Cơ quan",
        Division = "division" "Phòng",
        Affiliate = "affiliate" "Đơn vị trực thuộc",
        External = "external" "Ngoài cơ quan",
    }
}

impl UnitKind {
    /// Collectives compete for collective titles; the agency itself and outside offices are not counted among them.
    pub const fn is_collective(self) -> bool {
        matches!(self, Self::Division | Self::Affiliate)
    }
}

codes! {
    Gender {
        Male = "male" "Nam",
        Female = "female" "Nữ",
    }
}

codes! {
    StaffKind {
        CivilServant = "civil_servant" "Công chức",
        PublicEmployee = "public_employee" "Viên chức",
        Worker = "worker" "Người lao động",
    }
}
