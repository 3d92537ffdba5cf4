//! What became of a request for roles.

use super::codes::codes;

codes! {
    Outcome {
        Open = "open" "Chờ xác nhận",
        Confirmed = "confirmed" "Đã xác nhận",
        Refused = "refused" "Không đồng ý",
        Withdrawn = "withdrawn" "Đã rút",
    }
}
