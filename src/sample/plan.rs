//! What everybody registers for in the running year, and how far it has come.

use crate::domain::registration::State;

/// How far a registration has come by the middle of July.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reached {
    Draft,
    Filed,
    /// Sent back by the unit.
    Returned,
    Reviewed,
    Withdrawn,
    Rejected,
    Accepted,
    Escalated,
}

impl Reached {
    /// Whether whoever it waits for in a state has already answered.
    pub fn is_past(self, state: State) -> bool {
        match state {
            State::Filed => self != Self::Filed,
            State::UnitReviewed => !matches!(self, Self::Filed | Self::Reviewed),
            _ => false,
        }
    }
}

/// Who registers for the title of the base level, besides the head: so many of each unit (CONTRACT.md §2).
pub const FIGHTERS: [(&str, usize); 10] = [
    ("STC", 2),
    ("VP", 5),
    ("TTR", 4),
    ("QLNS", 6),
    ("HCSN", 5),
    ("DT", 4),
    ("GCS", 4),
    ("TCDN", 3),
    ("THTK", 3),
    ("NSHX", 3),
];
/// The one who has not registered yet.
pub const NOT_YET: &str = "QLNS-014";
/// Whose own registration waits for the head of the agency: there is nobody else in the secretariat.
pub const SECRETARY: &str = "VP-010";
/// Among those, whatever the order of the codes.
pub const CERTAIN_FIGHTERS: [&str; 4] = ["STC-002", "STC-004", "QLNS-004", "QLNS-011"];

/// Higher titles: subject, award, how far.
pub const HIGHER: [(&str, &str, Reached); 8] = [
    ("TCDN-008", "CSTD_TINH", Reached::Escalated),
    ("QLNS-004", "CSTD_TINH", Reached::Accepted),
    ("QLNS-011", "CSTD_TINH", Reached::Reviewed),
    ("VP", "TTLDXS", Reached::Accepted),
    ("QLNS", "TTLDXS", Reached::Accepted),
    ("HCSN", "TTLDXS", Reached::Escalated),
    ("DT", "TTLDXS", Reached::Reviewed),
    ("GCS", "TTLDXS", Reached::Withdrawn),
];

/// How far the registration of the `nth` of a unit has come, for the title everybody aims at.
pub const fn labourer(nth: usize) -> Reached {
    match nth {
        1 | 5 => Reached::Filed,
        2 => Reached::Reviewed,
        7 => Reached::Returned,
        8 => Reached::Draft,
        _ => Reached::Accepted,
    }
}

/// The same for the title of the base level.
pub const fn fighter(nth: usize) -> Reached {
    match nth {
        1 => Reached::Reviewed,
        2 => Reached::Filed,
        4 => Reached::Rejected,
        5 => Reached::Returned,
        _ => Reached::Accepted,
    }
}

/// The same for the collective's title.
pub const fn collective(nth: usize) -> Reached {
    if nth < 7 { Reached::Accepted } else { Reached::Reviewed }
}

/// What those who aim at the base level plan, one after the other.
pub const PLANNED_INITIATIVES: [&str; 8] = [
    "Rút ngắn thời gian thẩm định hồ sơ bằng bảng kiểm dùng chung",
    "Mẫu tổng hợp số liệu tháng tự cộng theo đơn vị",
    "Cẩm nang hỏi đáp nghiệp vụ cho kế toán xã",
    "Theo dõi tiến độ giải ngân bằng biểu màu hằng tuần",
    "Đối chiếu số liệu với Kho bạc theo lịch cố định",
    "Bộ câu hỏi kiểm tra trước khi trình ký",
    "Sổ tay quy trình tiếp nhận và trả kết quả",
    "Lưu trữ hồ sơ theo mã thống nhất của phòng",
];

/// What people promise, one after the other.
pub const PLEDGES: [&str; 4] = [
    "Hoàn thành đúng hạn mọi nhiệm vụ được giao, không có hồ sơ trễ hẹn.",
    "Chấp hành tốt kỷ luật lao động, tham gia đầy đủ các phong trào của cơ quan.",
    "Hoàn thành tốt nhiệm vụ, tự học ít nhất một chuyên đề nghiệp vụ trong năm.",
    "Phối hợp tốt với đồng nghiệp, giữ gìn đoàn kết trong đơn vị.",
];

pub const COLLECTIVE_PLEDGE: &str = "Hoàn thành các chỉ tiêu đã ký trong giao ước thi đua năm 2014.";
pub const RETURNED_BECAUSE: &str = "Ghi rõ chỉ tiêu phấn đấu trong năm.";
pub const REJECTED_BECAUSE: &str = "Sáng kiến dự kiến trùng với giải pháp đã được công nhận năm 2013.";
