//! The achievement report (báo cáo thành tích): the sections of its form that somebody has to write. What the
//! program knows (name, birth date, position, earlier awards, grades) is filled in and never asked for.
//! Mẫu số 05 is a person's, Mẫu số 04 a collective's (NĐ 98/2023, NĐ 152/2025; before them Mẫu 02 and 01).

use crate::domain::codes::codes;
use crate::domain::subject::SubjectKind;

codes! {
    Section {
        Background = "background" "Sơ lược lý lịch",
        Duties = "duties" "Quyền hạn, nhiệm vụ được giao",
        Achievements = "achievements" "Thành tích đạt được",
        Measures = "measures" "Sáng kiến, biện pháp, đề tài",
        Organisation = "organisation" "Sơ lược đặc điểm, tình hình",
        Functions = "functions" "Chức năng, nhiệm vụ",
        Results = "results" "Kết quả thực hiện nhiệm vụ",
        Causes = "causes" "Biện pháp, nguyên nhân, phong trào thi đua",
        Compliance = "compliance" "Chấp hành chủ trương, pháp luật",
        Associations = "associations" "Hoạt động của tổ chức Đảng, đoàn thể",
    }
}

codes! {
    /// How far a section has come.
    Progress {
        NotStarted = "not_started" "Chưa làm",
        Started = "started" "Đang làm",
        Done = "done" "Xong",
    }
}

/// Most characters of one section: two and a half printed pages.
pub const LONGEST: usize = 8_000;

impl Section {
    /// Those of the form for a kind of subject, in its order.
    pub const fn of(kind: SubjectKind) -> &'static [Self] {
        match kind {
            SubjectKind::Person => &[Self::Background, Self::Duties, Self::Achievements, Self::Measures],
            SubjectKind::Unit => &[
                Self::Organisation,
                Self::Functions,
                Self::Results,
                Self::Causes,
                Self::Compliance,
                Self::Associations,
            ],
        }
    }

    /// Its place in the form.
    pub const fn number(self) -> &'static str {
        match self {
            Self::Background => "I",
            Self::Duties | Self::Results => "II.1",
            Self::Achievements | Self::Measures | Self::Causes => "II.2",
            Self::Organisation => "I.1",
            Self::Functions => "I.2",
            Self::Compliance => "II.3",
            Self::Associations => "II.4",
        }
    }

    /// What belongs there.
    pub const fn hint(self) -> &'static str {
        match self {
            Self::Background => {
                "Quê quán, nơi thường trú, chức vụ Đảng, đoàn thể, trình độ chuyên môn, học hàm, học vị. \
                 Họ tên, ngày sinh, chức vụ và đơn vị đã có sẵn."
            }
            Self::Duties => "Việc được giao phụ trách trong thời gian báo cáo.",
            Self::Achievements => "Khối lượng, chất lượng, hiệu quả công việc, có số liệu so sánh với năm trước.",
            Self::Measures => "Sáng kiến, biện pháp, đề tài đã áp dụng và hiệu quả. Sáng kiến đã công nhận có sẵn.",
            Self::Organisation => "Địa điểm, quá trình thành lập, cơ cấu tổ chức, cơ sở vật chất. Số người đã có sẵn.",
            Self::Functions => "Theo quyết định giao chức năng, nhiệm vụ.",
            Self::Results => "Số liệu từng nhiệm vụ, so sánh với kế hoạch và với các năm trước.",
            Self::Causes => "Biện pháp đã làm, nguyên nhân đạt được, phong trào thi đua đã tham gia.",
            Self::Compliance => "Chủ trương của Đảng, chính sách, pháp luật của Nhà nước; phòng, chống tham nhũng.",
            Self::Associations => "Kết quả xếp loại tổ chức Đảng, Công đoàn, Đoàn Thanh niên.",
        }
    }

    /// Changes so little from year to year that the last report is a good beginning.
    pub const fn is_carried_over(self) -> bool {
        matches!(self, Self::Background | Self::Duties | Self::Organisation | Self::Functions)
    }
}

/// How far a section with this text is; `done` is what its writer said.
pub fn progress(content: &str, done: bool) -> Progress {
    match (content.is_empty(), done) {
        (true, _) => Progress::NotStarted,
        (false, false) => Progress::Started,
        (false, true) => Progress::Done,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_section_belongs_to_one_form() {
        let forms = SubjectKind::ALL.iter().flat_map(|kind| Section::of(*kind));
        let mut all: Vec<_> = forms.copied().collect();
        all.sort();
        assert_eq!(all, Section::ALL);
    }

    #[test]
    fn an_empty_section_is_never_done() {
        assert_eq!(progress("", true), Progress::NotStarted);
        assert_eq!(progress("a", false), Progress::Started);
        assert_eq!(progress("a", true), Progress::Done);
    }
}
