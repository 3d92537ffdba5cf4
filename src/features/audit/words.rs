//! What the history calls things, and which of them are technical.

use crate::domain::event::EventKind;

/// Codes of objects with their words, in the order in which the filter offers them.
pub const OBJECTS: &[(&str, &str)] = &[
    ("account", "Tài khoản"),
    ("installation", "Hệ thống, sao lưu, xuất danh sách"),
    ("access", "Lượt xem danh sách, lần bị từ chối"),
    ("retention", "Thời hạn giữ nhật ký truy cập"),
    ("login_rules", "Chính sách mật khẩu"),
    ("mail_settings", "Cài đặt gửi thư"),
    ("agency", "Thông tin cơ quan"),
    ("registration", "Đăng ký"),
    ("dossier", "Hồ sơ đề nghị"),
    ("initiative", "Sáng kiến"),
    ("decision", "Quyết định"),
    ("award", "Khen thưởng"),
    ("council_meeting", "Họp Hội đồng"),
    ("council", "Hội đồng"),
    ("initiative_round", "Đợt xét sáng kiến"),
    ("escalation", "Trình cấp trên"),
    ("publicity", "Niêm yết"),
    ("objection", "Ý kiến niêm yết"),
    ("unit_meeting", "Họp bình xét"),
    ("movement", "Phong trào"),
    ("pact", "Giao ước"),
    ("document", "Văn bản"),
    ("report", "Báo cáo"),
    ("person", "Cán bộ"),
    ("unit", "Đơn vị"),
    ("year", "Năm thi đua"),
    ("regulation", "Quy chế"),
    ("import", "Nhập dữ liệu"),
    ("fund", "Quỹ khen thưởng"),
    ("certificate", "Bằng, giấy khen"),
    ("delegation", "Ủy quyền"),
    ("correction_request", "Đề nghị sửa dữ liệu"),
    ("wording", "Mẫu văn bản"),
    ("holidays", "Ngày nghỉ năm"),
    ("law_confirmation", "Đối chiếu căn cứ pháp lý"),
    ("registration_extension", "Gia hạn đăng ký"),
    ("ballot", "Bỏ phiếu kín"),
    ("council_result", "Kết quả bỏ phiếu"),
    ("initiative_sheet", "Phiếu chấm sáng kiến"),
    ("certificate_template", "Mẫu in bằng, giấy khen"),
    ("certificate_printer", "Máy in bằng, giấy khen"),
    ("conference", "Hội nghị"),
    ("cluster", "Khối thi đua"),
    ("cluster_sheet", "Bảng chấm điểm khối"),
    ("revenue_sheet", "Tệp số thu"),
    ("revenue_line_name", "Tên khoản thu trong tệp"),
    ("award_list", "Danh sách khen thưởng cũ"),
    ("award_word", "Tên danh hiệu trong tệp"),
    ("statistics_codes", "Mã số biểu thống kê"),
];

/// What IT reads: the program itself, not what is done with it. The secretariat reads all but that.
pub const TECHNICAL: [&str; 6] = ["account", "installation", "access", "retention", "login_rules", "mail_settings"];

/// What is listed only when it is asked for: there is more of it than of all else.
pub const ACCESS: &str = "access";

/// What everybody reads of himself.
pub const LOGINS: [EventKind; 5] = [
    EventKind::LoggedIn,
    EventKind::LoginFailed,
    EventKind::LoggedOut,
    EventKind::PasswordChanged,
    EventKind::SessionEnded,
];

/// What a thing is called.
pub fn object(code: &str) -> &str {
    OBJECTS.iter().find(|(known, _)| *known == code).map_or(code, |(_, word)| word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_thing_has_a_word() {
        let source = include_str!("../../domain/event.rs");
        let kinds = source.split("=> (\"").skip(1).filter_map(|rest| rest.split_once("\", ")).map(|(kind, _)| kind);
        let nameless: Vec<_> = kinds.filter(|kind| OBJECTS.iter().all(|(known, _)| known != kind)).collect();
        assert!(nameless.is_empty(), "{nameless:?}");
    }

    #[test]
    fn each_thing_has_one_word_and_what_is_technical_is_among_them() {
        for (nth, (code, word)) in OBJECTS.iter().enumerate() {
            assert_eq!(object(code), *word);
            assert!(OBJECTS[..nth].iter().all(|(other, said)| other != code && said != word), "{code}");
        }
        assert!(TECHNICAL.iter().all(|code| OBJECTS.iter().any(|(known, _)| known == code)));
    }
}
