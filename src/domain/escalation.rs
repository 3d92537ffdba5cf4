//! Escalation (trình cấp trên): dossiers sent together under one proposal (tờ trình) to the level that grants them.

use super::codes::codes;

codes! {
    State {
        Draft = "draft" "Dự thảo",
        Submitted = "submitted" "Đã trình",
    }
}
