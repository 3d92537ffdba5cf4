//! What the history calls things, and which of them are technical.

use crate::domain::event::EventKind;

/// Codes of objects with their words, in the order in which the filter offers them.
pub const OBJECTS: &[(&str, &str)] = &[
    ("account", "Tài khoản"),
    ("installation", "Hệ thống, sao lưu, xuất danh sách"),
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
];

/// What IT reads: the program itself, not what is done with it. The secretariat reads all but that.
pub const TECHNICAL: [&str; 4] = ["account", "installation", "login_rules", "mail_settings"];

/// What everybody reads of himself.
pub const LOGINS: [EventKind; 5] = [
    EventKind::LoggedIn,
    EventKind::LoginFailed,
    EventKind::LoggedOut,
    EventKind::PasswordChanged,
    EventKind::SessionEnded,
];

/// What a thing is called; its code where it has no word of its own.
pub fn object(code: &str) -> &str {
    OBJECTS.iter().find(|(known, _)| *known == code).map_or(code, |(_, word)| word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_thing_has_one_word_and_what_is_technical_is_among_them() {
        for (nth, (code, word)) in OBJECTS.iter().enumerate() {
            assert_eq!(object(code), *word);
            assert!(OBJECTS[..nth].iter().all(|(other, said)| other != code && said != word), "{code}");
        }
        assert!(TECHNICAL.iter().all(|code| OBJECTS.iter().any(|(known, _)| known == code)));
    }
}
