//! A result of the half-year's interim review: provisional, never an award (CONTRACT.md §2).

use super::codes::codes;

codes! {
    State {
        Proposed = "proposed" "Chờ xác nhận",
        Confirmed = "confirmed" "Đã xác nhận",
    }
}
