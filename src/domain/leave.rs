//! Leave (thời gian nghỉ), which some titles allow only so much of.

use super::codes::codes;

codes! {
    /// Why somebody was away; the catalogue names by these codes the kinds that count as work.
    LeaveKind {
        Maternity = "maternity" "Nghỉ thai sản",
        RescueInjury = "rescue_injury" "Điều trị do bị thương khi cứu người, cứu tài sản",
        Study = "study" "Đi học",
        Unpaid = "unpaid" "Nghỉ không lương",
        Sick = "sick" "Nghỉ ốm",
    }
}
