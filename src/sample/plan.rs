//! What everybody registers for and is proposed for, and how far it has come.

use chrono::NaiveDate;

use crate::domain::dossier::Kind;
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
    ("TCDN-008", "CSTD_TINH", Reached::Accepted),
    ("QLNS-004", "CSTD_TINH", Reached::Accepted),
    ("QLNS-011", "CSTD_TINH", Reached::Reviewed),
    ("VP", "TTLDXS", Reached::Accepted),
    ("QLNS", "TTLDXS", Reached::Accepted),
    ("HCSN", "TTLDXS", Reached::Accepted),
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

/// How far a dossier has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    Draft,
    Filed,
    /// Sent back by the unit.
    Returned,
    Withdrawn,
    /// Waits for the secretariat.
    Reviewed,
    OnHold,
    Rejected,
    /// Waits for the council or, as a short one, for the decision.
    Verified,
    /// The council has voted for it.
    Passed,
    /// Passed, and shown to all staff.
    Shown,
    Escalated,
}

/// A proposal of somebody for an award.
#[derive(Debug, Clone, Copy)]
pub struct Dossier {
    pub subject: &'static str,
    pub award: &'static str,
    pub kind: Kind,
    pub reached: Stage,
    /// In one sentence.
    pub achievement: &'static str,
    /// What the report says of it.
    pub report: &'static str,
}

const fn dossier(subject: &'static str, award: &'static str, kind: Kind, reached: Stage) -> Dossier {
    let (achievement, report) = match kind {
        Kind::Merit => (
            "Hoàn thành xuất sắc nhiệm vụ năm, dẫn đầu phong trào thi đua của cơ quan",
            "Hoàn thành 100% nhiệm vụ được giao, vượt tiến độ 5 ngày; không có hồ sơ trễ hẹn, tăng 12% so với năm trước.",
        ),
        Kind::Sudden => (
            "Phát hiện và xử lý kịp thời sai lệch số liệu thu khi đóng sổ tháng",
            "Phát hiện sai lệch 1,2 tỷ đồng giữa số của đơn vị và số của Kho bạc, đối chiếu xong trong 2 ngày.",
        ),
        Kind::Thematic => (
            "Dẫn đầu chuyên đề thi đua cải cách thủ tục hành chính",
            "Rút ngắn thời gian giải quyết từ 7 ngày còn 4 ngày cho 36 loại hồ sơ.",
        ),
    };
    Dossier { subject, award, kind, reached, achievement, report }
}

/// Went up in January; the higher level has not answered yet (CONTRACT.md §2).
pub const ORDERS_OF_LAST_YEAR: &[Dossier] = &[
    dossier("QLNS", "HCLD_BA", Kind::Merit, Stage::Escalated),
    dossier("QLNS-007", "HCLD_BA", Kind::Merit, Stage::Escalated),
    dossier("VP-011", "HCLD_BA", Kind::Merit, Stage::Escalated),
    dossier("STC-002", "HCLD_BA", Kind::Merit, Stage::Escalated),
];

/// Whose commendation the director is about to sign.
pub const DECIDED_SOON: &str = "TTR-004";

/// Those of the running year.
pub const DOSSIERS: &[Dossier] = &[
    dossier(DECIDED_SOON, "GK", Kind::Sudden, Stage::Verified),
    dossier("HCSN", "TTLDXS", Kind::Merit, Stage::Escalated),
    dossier("VP", "TTLDXS", Kind::Merit, Stage::Passed),
    dossier("DT", "TTLDXS", Kind::Merit, Stage::Shown),
    dossier("GCS", "TTLDXS", Kind::Merit, Stage::Shown),
    dossier("QLNS", "TTLDXS", Kind::Merit, Stage::Verified),
    dossier("DT-001", "GK", Kind::Thematic, Stage::Reviewed),
    dossier("GCS-001", "GK", Kind::Thematic, Stage::OnHold),
    dossier("TCDN-001", "GK", Kind::Sudden, Stage::Rejected),
    dossier("HCSN-001", "GK", Kind::Sudden, Stage::Filed),
    dossier("HCSN-002", "GK", Kind::Thematic, Stage::Returned),
    dossier("DT-002", "GK", Kind::Sudden, Stage::Withdrawn),
    dossier("VP-001", "GK", Kind::Thematic, Stage::Draft),
];

pub const PERSONAL_REPORT: &str =
    "Công tác tại Sở Tài chính tỉnh Thái Nguyên, được giao việc theo bảng phân công của đơn vị.";
pub const COLLECTIVE_REPORT: &str = "Đơn vị thực hiện đúng chức năng, nhiệm vụ được giao; nội bộ đoàn kết, chấp hành tốt \
     chủ trương, pháp luật; tổ chức đoàn thể hoạt động đều.";
pub const DOSSIER_RETURNED_BECAUSE: &str = "Nêu số liệu so sánh với trước khi có sáng kiến.";
pub const DOSSIER_REJECTED_BECAUSE: &str = "Thành tích đã được khen trong đợt thi đua quý I.";
pub const HELD_BECAUSE: &str = "Chờ kết luận kiểm tra nội bộ.";

pub const HIGHER_LEVEL: &str = "UBND tỉnh Thái Nguyên";
pub const HOW_REVIEWED: &str = "Các đơn vị đã họp bình xét; Thường trực Hội đồng đã thẩm định hồ sơ theo tiêu chuẩn.";
pub const NOTICE_BOARD: &str = "bảng tin tầng 1 trụ sở Sở";
/// Working days for which names are shown: those of July 2014 end on the day after the sample begins.
pub const SHOWN_DAYS: u32 = 6;

/// By which account, and what it says: one is answered, one still open.
pub const OBJECTIONS: [(&str, &str); 2] = [
    ("canbo", "Quý I đơn vị còn hai báo cáo gửi muộn, đề nghị xem lại mức độ hoàn thành nhiệm vụ."),
    ("ketoan", "Tên gọi của đơn vị trong danh sách chưa đúng với quyết định thành lập."),
];
pub const ANSWERED_ON: NaiveDate = super::day(7, 10);
pub const ANSWER: &str = "Hai báo cáo được lùi hạn theo văn bản của Bộ, không tính là gửi muộn.";
