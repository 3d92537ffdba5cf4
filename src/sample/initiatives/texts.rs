//! What the authors wrote. People and figures are made up.

use super::Reached;

/// An initiative as its first author records it.
pub struct Written {
    /// Code and share in percent of each.
    pub authors: &'static [(&'static str, i32)],
    pub field: &'static str,
    pub title: &'static str,
    pub summary: &'static str,
    pub(super) reached: Reached,
}

pub const INITIATIVES: [Written; 14] = [
    Written {
        authors: &[("QLNS-006", 60), ("QLNS-011", 40)],
        field: "Quản lý ngân sách",
        title: "Bảng theo dõi số dư dự toán các huyện cập nhật hằng tuần",
        summary: "Số dư dự toán trước đây chỉ tổng hợp theo quý. Bảng mới lấy số liệu Kho bạc mỗi thứ Sáu và tô \
             màu khoản chậm phân bổ. Số khoản chậm quá 30 ngày giảm từ 41 xuống 9 sau ba tháng.",
        reached: Reached::Recognised,
    },
    Written {
        authors: &[("HCSN-006", 100)],
        field: "Tài chính hành chính sự nghiệp",
        title: "Mẫu thuyết minh dự toán thống nhất cho các trường học",
        summary: "Mỗi trường thuyết minh một kiểu nên khó so sánh định mức. Mẫu mới có sẵn 12 chỉ tiêu và công \
             thức kiểm tra. Thời gian thẩm định một hồ sơ giảm từ 90 phút xuống 40 phút.",
        reached: Reached::Recognised,
    },
    Written {
        authors: &[("THTK-003", 70), ("THTK-002", 30)],
        field: "Tin học, thống kê",
        title: "Tự động kiểm tra tệp báo cáo trước khi nạp vào phần mềm ngân sách",
        summary: "Tệp báo cáo sai mẫu làm gián đoạn việc nạp số liệu đầu tháng. Chương trình nhỏ kiểm tra cột, \
             mã và tổng trước khi nạp. Số lần nạp lại trong tháng giảm từ 17 xuống 3.",
        reached: Reached::Recognised,
    },
    Written {
        authors: &[("QLNS-018", 100)],
        field: "Quản lý ngân sách",
        title: "Sổ theo dõi tạm ứng ngân sách xã",
        summary: "Sổ ghi các khoản tạm ứng của từng xã và ngày phải hoàn. Đã dùng thử ở hai huyện.",
        reached: Reached::Rejected,
    },
    Written {
        authors: &[("HCSN-003", 100)],
        field: "Tài chính hành chính sự nghiệp",
        title: "Danh mục câu hỏi thường gặp về chế độ công tác phí",
        summary: "Tập hợp 30 câu hỏi và căn cứ trả lời, gửi các đơn vị dự toán.",
        reached: Reached::Withdrawn,
    },
    Written {
        authors: &[("VP-008", 70), ("VP-005", 30)],
        field: "Hành chính, văn phòng",
        title: "Lịch trực và điều xe dùng chung trên mạng nội bộ",
        summary: "Đăng ký xe qua điện thoại hay bị trùng lịch. Lịch dùng chung cho mọi phòng xem và đặt trước. \
             Số chuyến trùng giảm từ 8 xuống 0 trong quý II.",
        reached: Reached::Reviewed,
    },
    Written {
        authors: &[("TCDN-002", 100)],
        field: "Tài chính doanh nghiệp",
        title: "Bộ chỉ tiêu cảnh báo sớm tình hình tài chính doanh nghiệp nhà nước",
        summary: "Báo cáo quý được chấm theo sáu chỉ tiêu, doanh nghiệp có hai chỉ tiêu xấu được làm việc ngay. \
             Hai doanh nghiệp đã được chấn chỉnh trong nửa đầu năm.",
        reached: Reached::Reviewed,
    },
    Written {
        authors: &[("GCS-004", 100)],
        field: "Giá và công sản",
        title: "Ảnh hiện trạng kèm tọa độ trong hồ sơ nhà đất công",
        summary: "Hồ sơ nhà đất thiếu ảnh nên phải đi kiểm tra lại. Mẫu phiếu mới có ba ảnh kèm tọa độ. \
             Số chuyến kiểm tra lại giảm một nửa.",
        reached: Reached::Reviewed,
    },
    Written {
        authors: &[("QLNS-003", 60), ("QLNS-012", 40)],
        field: "Quản lý ngân sách",
        title: "Thư mời làm việc kèm danh mục số liệu còn thiếu của từng huyện",
        summary: "Các huyện lên làm việc thường thiếu số liệu nên phải hẹn lại. Thư mời nay kèm danh mục lấy từ \
             phần mềm. Số buổi phải hẹn lại giảm từ 11 xuống 2 trong quý II.",
        reached: Reached::Filed,
    },
    Written {
        authors: &[("DT-002", 60), ("DT-001", 40)],
        field: "Tài chính đầu tư",
        title: "Bảng kiểm hồ sơ quyết toán dự án hoàn thành",
        summary: "Hồ sơ thiếu giấy tờ bị trả nhiều lần. Bảng kiểm một trang gửi chủ đầu tư trước khi nộp. \
             Tỷ lệ hồ sơ đủ ngay lần đầu tăng từ 48% lên 77%.",
        reached: Reached::Filed,
    },
    Written {
        authors: &[("TTR-007", 100)],
        field: "Thanh tra, kiểm tra",
        title: "Mẫu biên bản thanh tra có phần tự tính số phải thu hồi",
        summary: "Số phải thu hồi tính tay hay lệch giữa biên bản và kết luận. Mẫu mới tự cộng theo từng nội dung. \
             Ba cuộc gần nhất không phải đính chính số liệu.",
        reached: Reached::Filed,
    },
    Written {
        authors: &[("GCS-005", 100)],
        field: "Giá và công sản",
        title: "Cập nhật giá vật liệu xây dựng theo tháng từ ba nguồn",
        summary: "Giá vật liệu được lấy từ ba nguồn và so sánh trước khi công bố.",
        reached: Reached::Returned,
    },
    Written {
        authors: &[("THTK-005", 100)],
        field: "Tin học, thống kê",
        title: "Hướng dẫn dùng chữ ký số bằng hình cho kế toán xã",
        summary: "",
        reached: Reached::Draft,
    },
    Written {
        authors: &[("QLNS-020", 100)],
        field: "Quản lý ngân sách",
        title: "Nhắc hạn nộp quyết toán cho xã qua tin nhắn",
        summary: "Tin nhắn gửi trước hạn bảy ngày cho kế toán và chủ tịch xã. \
             Số xã nộp chậm giảm từ 29 xuống 12 so với năm trước.",
        reached: Reached::Filed,
    },
];
