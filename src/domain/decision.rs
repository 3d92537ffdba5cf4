//! A decision: the act that grants (CONTRACT.md §5). A draft has a list, an issued one has made awards.

use super::codes::codes;

codes! {
    State {
        Draft = "draft" "Dự thảo",
        Issued = "issued" "Đã ban hành",
        Corrected = "corrected" "Đã đính chính",
        Revoked = "revoked" "Đã thu hồi",
    }
}
