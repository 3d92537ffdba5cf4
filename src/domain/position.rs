//! Positions (chức vụ), written freely by each agency.

use super::text::fold;

/// How positions of leaders and managers begin: head or deputy of an agency, division or office.
const MANAGERS: [&str; 10] = [
    "giam doc",
    "pho giam doc",
    "truong phong",
    "pho truong phong",
    "truong ban",
    "pho truong ban",
    "chanh van phong",
    "pho chanh van phong",
    "chanh thanh tra",
    "pho chanh thanh tra",
];

/// Whether a position is one of a leader or manager, whom some local rules count apart.
pub fn is_manager(position: &str) -> bool {
    let position = fold(position);
    MANAGERS.iter().any(|begins| position.starts_with(begins))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_and_deputies_are_managers_and_specialists_are_not() {
        for position in ["Giám đốc Sở", "Phó Trưởng phòng", "Chánh Văn phòng", "Phó Chánh Thanh tra"] {
            assert!(is_manager(position), "{position}");
        }
        for position in ["Chuyên viên", "Kế toán trưởng", "Thanh tra viên chính", ""] {
            assert!(!is_manager(position), "{position}");
        }
    }
}
