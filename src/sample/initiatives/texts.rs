//! What the authors wrote. People and figures are made up.

use super::Reached;

/// An initiative as its first author records it.
pub struct Written {
    /// Code and share in percent of each.
    pub authors: &'static [(&'static str, i32)],
    pub field: &'static str,
    pub title: &'static str,
    pub summary: &'static str,
    pub nature: &'static str,
    pub benefits: &'static str,
    pub(super) reached: Reached,
}

pub const INITIATIVES: [Written; 14] = [
    Written {
        authors: &[("QLNS-006", 60), ("QLNS-011", 40)],
        field: "Quản lý ngân sách",
        title: "Bảng theo dõi số dư dự toán các huyện cập nhật hằng tuần",
        summary: "Số dư dự toán trước đây chỉ tổng hợp theo quý. Bảng mới lấy số liệu Kho bạc mỗi thứ Sáu và tô \
             màu khoản chậm phân bổ. Số khoản chậm quá 30 ngày giảm từ 41 xuống 9 sau ba tháng.",
        nature: "Mỗi thứ Sáu chuyên viên tải số liệu dự toán đã phân bổ từ Kho bạc và dán vào trang số \
             liệu. Trang theo dõi tự đối chiếu với quyết định giao dự toán của từng huyện, tính số dư và số \
             ngày chưa phân bổ. Khoản quá 15 ngày tô vàng, quá 30 ngày tô đỏ và được nêu trong thư nhắc gửi \
             huyện đầu tuần sau.",
        benefits: "Khoản chậm phân bổ quá 30 ngày giảm từ 41 xuống 9. Báo cáo giao ban không còn phải gọi \
             điện hỏi số liệu từng huyện.",
        reached: Reached::Recognised,
    },
    Written {
        authors: &[("HCSN-006", 100)],
        field: "Tài chính hành chính sự nghiệp",
        title: "Mẫu thuyết minh dự toán thống nhất cho các trường học",
        summary: "Mỗi trường thuyết minh một kiểu nên khó so sánh định mức. Mẫu mới có sẵn 12 chỉ tiêu và công \
             thức kiểm tra. Thời gian thẩm định một hồ sơ giảm từ 90 phút xuống 40 phút.",
        nature: "Mẫu gồm 12 chỉ tiêu về học sinh, lớp, biên chế và cơ sở vật chất. Trường nhập số liệu \
             gốc, mẫu tự tính định mức và báo ô nào lệch so với năm trước quá 10%. Người thẩm định chỉ làm \
             việc với các ô bị báo.",
        benefits: "Thời gian thẩm định một hồ sơ giảm từ 90 phút xuống 40 phút, với 38 trường tiết kiệm \
             được hơn 30 giờ mỗi mùa dự toán.",
        reached: Reached::Recognised,
    },
    Written {
        authors: &[("THTK-003", 70), ("THTK-002", 30)],
        field: "Tin học, thống kê",
        title: "Tự động kiểm tra tệp báo cáo trước khi nạp vào phần mềm ngân sách",
        summary: "Tệp báo cáo sai mẫu làm gián đoạn việc nạp số liệu đầu tháng. Chương trình nhỏ kiểm tra cột, \
             mã và tổng trước khi nạp. Số lần nạp lại trong tháng giảm từ 17 xuống 3.",
        nature: "Chương trình đọc tệp trước khi nạp, so tên cột với mẫu, kiểm tra từng mã trong danh mục \
             và cộng lại các dòng tổng. Dòng sai được liệt kê kèm số thứ tự và cách sửa để đơn vị gửi lại \
             ngay trong ngày.",
        benefits: "Số lần nạp lại trong tháng giảm từ 17 xuống 3, báo cáo tháng hoàn thành sớm hơn hai \
             ngày.",
        reached: Reached::Recognised,
    },
    Written {
        authors: &[("QLNS-018", 100)],
        field: "Quản lý ngân sách",
        title: "Sổ theo dõi tạm ứng ngân sách xã",
        summary: "Sổ ghi các khoản tạm ứng của từng xã và ngày phải hoàn. Đã dùng thử ở hai huyện.",
        nature: "Mỗi khoản tạm ứng ghi một dòng với số tiền, lý do, ngày chi và ngày phải hoàn. Sổ lọc \
             theo xã và theo tháng đến hạn.",
        benefits: "Hai huyện dùng thử thấy dễ tra cứu hơn sổ giấy.",
        reached: Reached::Rejected,
    },
    Written {
        authors: &[("HCSN-003", 100)],
        field: "Tài chính hành chính sự nghiệp",
        title: "Danh mục câu hỏi thường gặp về chế độ công tác phí",
        summary: "Tập hợp 30 câu hỏi và căn cứ trả lời, gửi các đơn vị dự toán.",
        nature: "Mỗi câu hỏi có câu trả lời ngắn và điều khoản làm căn cứ. Danh mục xếp theo khâu: đi \
             lại, lưu trú, thanh toán.",
        benefits: "Giảm số cuộc gọi hỏi về chế độ công tác phí.",
        reached: Reached::Withdrawn,
    },
    Written {
        authors: &[("VP-008", 70), ("VP-005", 30)],
        field: "Hành chính, văn phòng",
        title: "Lịch trực và điều xe dùng chung trên mạng nội bộ",
        summary: "Đăng ký xe qua điện thoại hay bị trùng lịch. Lịch dùng chung cho mọi phòng xem và đặt trước. \
             Số chuyến trùng giảm từ 8 xuống 0 trong quý II.",
        nature: "Lịch tuần của ba xe đặt trên mạng nội bộ, mỗi ô là một buổi. Phòng cần xe ghi nơi đến và \
             số người vào ô trống, Văn phòng duyệt trong ngày và ghép các chuyến cùng tuyến.",
        benefits: "Số chuyến trùng giảm từ 8 xuống 0 trong quý II, ghép được 11 chuyến cùng tuyến.",
        reached: Reached::Reviewed,
    },
    Written {
        authors: &[("TCDN-002", 100)],
        field: "Tài chính doanh nghiệp",
        title: "Bộ chỉ tiêu cảnh báo sớm tình hình tài chính doanh nghiệp nhà nước",
        summary: "Báo cáo quý được chấm theo sáu chỉ tiêu, doanh nghiệp có hai chỉ tiêu xấu được làm việc ngay. \
             Hai doanh nghiệp đã được chấn chỉnh trong nửa đầu năm.",
        nature: "Sáu chỉ tiêu gồm khả năng thanh toán, nợ trên vốn, lợi nhuận, nợ quá hạn, nộp ngân sách \
             và dòng tiền. Mỗi chỉ tiêu có ngưỡng theo ngành. Doanh nghiệp có từ hai chỉ tiêu xấu được mời \
             làm việc trong vòng mười ngày.",
        benefits: "Hai doanh nghiệp được chấn chỉnh sớm nửa năm, tránh được khoản nợ quá hạn mới.",
        reached: Reached::Reviewed,
    },
    Written {
        authors: &[("GCS-004", 100)],
        field: "Giá và công sản",
        title: "Ảnh hiện trạng kèm tọa độ trong hồ sơ nhà đất công",
        summary: "Hồ sơ nhà đất thiếu ảnh nên phải đi kiểm tra lại. Mẫu phiếu mới có ba ảnh kèm tọa độ. \
             Số chuyến kiểm tra lại giảm một nửa.",
        nature: "Mẫu phiếu yêu cầu ba ảnh: mặt trước, ranh giới và hiện trạng sử dụng, chụp bằng điện \
             thoại có ghi tọa độ. Người nhận đối chiếu tọa độ với bản đồ địa chính trước khi nhập sổ.",
        benefits: "Số chuyến kiểm tra lại giảm một nửa, hồ sơ có tranh chấp ranh giới được phát hiện ngay \
             khi nhận.",
        reached: Reached::Reviewed,
    },
    Written {
        authors: &[("QLNS-003", 60), ("QLNS-012", 40)],
        field: "Quản lý ngân sách",
        title: "Thư mời làm việc kèm danh mục số liệu còn thiếu của từng huyện",
        summary: "Các huyện lên làm việc thường thiếu số liệu nên phải hẹn lại. Thư mời nay kèm danh mục lấy từ \
             phần mềm. Số buổi phải hẹn lại giảm từ 11 xuống 2 trong quý II.",
        nature: "Ba ngày trước buổi làm việc, phần mềm liệt kê các biểu mà huyện chưa gửi hoặc gửi thiếu. \
             Danh mục in ngay dưới thư mời với tên người phụ trách và hạn gửi.",
        benefits: "Số buổi phải hẹn lại giảm từ 11 xuống 2 trong quý II.",
        reached: Reached::Filed,
    },
    Written {
        authors: &[("DT-002", 60), ("DT-001", 40)],
        field: "Tài chính đầu tư",
        title: "Bảng kiểm hồ sơ quyết toán dự án hoàn thành",
        summary: "Hồ sơ thiếu giấy tờ bị trả nhiều lần. Bảng kiểm một trang gửi chủ đầu tư trước khi nộp. \
             Tỷ lệ hồ sơ đủ ngay lần đầu tăng từ 48% lên 77%.",
        nature: "Bảng kiểm một trang nêu 18 loại giấy tờ theo thứ tự cần xếp, ai ký và bản gốc hay bản \
             sao. Chủ đầu tư tự đánh dấu trước khi nộp, bộ phận một cửa chỉ nhận hồ sơ có bảng kiểm.",
        benefits: "Tỷ lệ hồ sơ đủ ngay lần đầu tăng từ 48% lên 77%, thời gian thẩm tra trung bình giảm sáu \
             ngày.",
        reached: Reached::Filed,
    },
    Written {
        authors: &[("TTR-007", 100)],
        field: "Thanh tra, kiểm tra",
        title: "Mẫu biên bản thanh tra có phần tự tính số phải thu hồi",
        summary: "Số phải thu hồi tính tay hay lệch giữa biên bản và kết luận. Mẫu mới tự cộng theo từng nội dung. \
             Ba cuộc gần nhất không phải đính chính số liệu.",
        nature: "Biên bản có phụ lục tính sẵn theo từng nội dung sai phạm: số kiểm tra, số được chấp nhận \
             và số phải thu hồi. Tổng ở biên bản lấy thẳng từ phụ lục nên không lệch với kết luận.",
        benefits: "Ba cuộc gần nhất không phải đính chính số liệu.",
        reached: Reached::Filed,
    },
    Written {
        authors: &[("GCS-005", 100)],
        field: "Giá và công sản",
        title: "Cập nhật giá vật liệu xây dựng theo tháng từ ba nguồn",
        summary: "Giá vật liệu được lấy từ ba nguồn và so sánh trước khi công bố.",
        nature: "Giá được lấy từ báo giá nhà sản xuất, giá các huyện báo cáo và hóa đơn công trình. Bảng \
             so sánh lấy giá giữa và nêu lý do khi ba nguồn lệch nhau quá 15%.",
        benefits: "Giá công bố sát giá thị trường hơn.",
        reached: Reached::Returned,
    },
    Written {
        authors: &[("THTK-005", 100)],
        field: "Tin học, thống kê",
        title: "Hướng dẫn dùng chữ ký số bằng hình cho kế toán xã",
        summary: "",
        nature: "",
        benefits: "",
        reached: Reached::Draft,
    },
    Written {
        authors: &[("QLNS-020", 100)],
        field: "Quản lý ngân sách",
        title: "Nhắc hạn nộp quyết toán cho xã qua tin nhắn",
        summary: "Tin nhắn gửi trước hạn bảy ngày cho kế toán và chủ tịch xã. \
             Số xã nộp chậm giảm từ 29 xuống 12 so với năm trước.",
        nature: "Danh sách số điện thoại kế toán và chủ tịch xã được cập nhật mỗi quý. Bảy ngày trước \
             hạn, phần mềm nhắn tin cho xã chưa nộp, ba ngày trước hạn nhắn lại và báo cho phòng tài chính \
             huyện.",
        benefits: "Số xã nộp chậm giảm từ 29 xuống 12 so với năm trước.",
        reached: Reached::Filed,
    },
];
