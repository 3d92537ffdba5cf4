//! People and units, and the fixed words said of them (CONTRACT.md §3).

use super::codes::codes;

codes! {
    /// Whether a subject is one person or a collective.
    SubjectKind {
        Person = "person" "Cá nhân",
        Unit = "unit" "Tập thể",
    }
}

/// The longest code of a person or unit, in characters.
const CODE: usize = 30;

/// A code as it is stored: capitals, digits, `-`, `_` and `.`; `None` when it holds anything else. Codes stand in
/// addresses, where the small letters are left to the program's own words ("new", "me").
pub fn parse_code(typed: &str) -> Option<String> {
    let code = typed.trim().to_ascii_uppercase();
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let begins = code.starts_with(|c: char| c.is_ascii_alphanumeric());
    (begins && code.len() <= CODE && code.chars().all(fits)).then_some(code)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_fits_an_address() {
        assert_eq!(parse_code(" qlns-006 "), Some("QLNS-006".to_owned()));
        for typed in ["", "-1", "A/B", "A B", "Đ1", "A?x=1", &"A".repeat(31)] {
            assert_eq!(parse_code(typed), None, "{typed:?}");
        }
    }
}
