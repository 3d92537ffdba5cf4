//! Documents (văn bản): plans and guidance that are brought to everyone, each with who is to read it.

use super::codes::codes;

codes! {
    Kind {
        Plan = "plan" "Kế hoạch",
        Guidance = "guidance" "Hướng dẫn",
        Announcement = "announcement" "Thông báo",
        Resolution = "resolution" "Nghị quyết",
        Launch = "launch" "Văn bản phát động",
        Decision = "decision" "Quyết định",
        Letter = "letter" "Công văn",
        Minutes = "minutes" "Biên bản",
        Report = "report" "Báo cáo",
    }
}

codes! {
    State {
        Draft = "draft" "Nháp",
        Sent = "sent" "Đã gửi",
        Withdrawn = "withdrawn" "Đã thu hồi",
    }
}

codes! {
    /// Who is to say that he has read it.
    Readers {
        Everyone = "everyone" "Mọi cán bộ của cơ quan",
        Units = "units" "Cán bộ của đơn vị được chọn",
        Heads = "heads" "Chỉ trưởng đơn vị",
    }
}
