//! The publicity period (niêm yết công khai): the names shown to all staff before they are decided.

use super::codes::codes;

codes! {
    State {
        Open = "open" "Đang niêm yết",
        Closed = "closed" "Đã kết thúc",
    }
}

codes! {
    /// What becomes of an objection (kiến nghị).
    Outcome {
        Upheld = "upheld" "Có cơ sở, xem xét lại hồ sơ",
        Dismissed = "dismissed" "Không có cơ sở, giữ nguyên đề nghị",
    }
}

/// More working days than any regulation asks for.
pub const MOST_DAYS: i64 = 60;
/// Offered where no regulation says how many (practice: five working days).
pub const USUAL_DAYS: i64 = 5;
