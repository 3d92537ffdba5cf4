//! Which guides there are, and for whom.

use crate::domain::codes::codes;
use crate::domain::role::Role;
use crate::policy::Actor;

codes! {
    /// A guide. Its code is the last part of its address, its word the heading.
    Guide {
        Start = "start" "Bắt đầu sử dụng",
        Staff = "staff" "Hướng dẫn cho cán bộ",
        UnitHead = "unit-head" "Hướng dẫn cho trưởng đơn vị",
        Secretariat = "secretariat" "Hướng dẫn cho thường trực",
        Council = "council" "Hướng dẫn cho ủy viên Hội đồng",
        Leader = "leader" "Hướng dẫn cho lãnh đạo",
        Accountant = "accountant" "Hướng dẫn cho kế toán",
        Administrator = "administrator" "Hướng dẫn cho quản trị CNTT",
        RestoreDrill = "restore-drill" "Diễn tập khôi phục dữ liệu",
        Auditor = "auditor" "Hướng dẫn cho kiểm soát",
    }
}

impl Guide {
    /// Whose it is; none where it is everybody's.
    pub const fn role(self) -> Option<Role> {
        Some(match self {
            Self::Start => return None,
            Self::Staff => Role::Staff,
            Self::UnitHead => Role::UnitHead,
            Self::Secretariat => Role::Secretariat,
            Self::Council => Role::CouncilMember,
            Self::Leader => Role::Leader,
            Self::Accountant => Role::Accountant,
            Self::Administrator | Self::RestoreDrill => Role::ItAdmin,
            Self::Auditor => Role::Auditor,
        })
    }

    /// What stands in it, in one sentence.
    pub const fn about(self) -> &'static str {
        match self {
            Self::Start => "Đăng nhập, trang Việc cần làm, mật khẩu, cỡ chữ, thông báo và thư nhắc.",
            Self::Staff => {
                "Đăng ký danh hiệu, nộp sáng kiến, lập hồ sơ, xem kết quả; làm gì khi hồ sơ bị trả lại hoặc quá hạn."
            }
            Self::UnitHead => {
                "Duyệt đăng ký và hồ sơ, ký giao ước, họp bình xét, sơ kết, chấm điểm đơn vị, ủy quyền khi đi vắng."
            }
            Self::Secretariat => "Từ mở năm thi đua đến quyết định, trình cấp trên, báo cáo và kết thúc năm.",
            Self::Council => "Bỏ phiếu kín, giữ khóa hòm phiếu, chấm sáng kiến, xem biên bản.",
            Self::Leader => "Ký giao ước, phát động, ban hành và thu hồi quyết định, kết luận, ủy quyền.",
            Self::Accountant => "Số thu ngân sách và chốt tháng, chi tiền thưởng, quỹ khen thưởng, báo cáo số thu.",
            Self::Administrator => {
                "Đưa vào sử dụng, tài khoản, sao lưu, nâng cấp, hết ổ đĩa, theo dõi máy chủ, khi lộ dữ liệu cá nhân."
            }
            Self::RestoreDrill => "Trang để in: khôi phục bản sao lưu trên máy thứ hai trong 30 phút, mỗi quý một lần.",
            Self::Auditor => "Xem được gì ở đâu, lần theo một hồ sơ, đối chiếu số liệu, xuất tệp.",
        }
    }

    pub fn address(self) -> String {
        format!("/help/{}", self.code())
    }

    /// The guides of a reader's own roles, and the others.
    pub fn for_reader(reader: &Actor) -> (Vec<Self>, Vec<Self>) {
        Self::ALL.iter().copied().partition(|guide| guide.role().is_none_or(|role| reader.is(role)))
    }
}
