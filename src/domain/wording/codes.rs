//! The papers whose wording is the department's own, the passages they are made of, and the places for data in them.

use crate::domain::codes::codes;
use crate::domain::text;

codes! {
    /// A paper with texts around its data. The history names one by its place here, so new ones come last.
    PaperKind {
        Decision = "decision" "Quyết định khen thưởng",
        Revocation = "revocation" "Quyết định thu hồi khen thưởng",
        InitiativeDecision = "initiative_decision" "Quyết định công nhận sáng kiến",
        Certificate = "initiative_certificate" "Giấy chứng nhận sáng kiến",
        Refusal = "initiative_notice" "Thông báo không công nhận sáng kiến",
        InitiativeMinutes = "initiative_minutes" "Biên bản họp Hội đồng sáng kiến",
        Escalation = "escalation" "Tờ trình khen thưởng",
        CouncilMinutes = "council_minutes" "Biên bản họp Hội đồng",
        CountingMinutes = "counting_minutes" "Biên bản kiểm phiếu",
        Ballot = "ballot" "Phiếu bầu",
        UnitMinutes = "unit_minutes" "Biên bản họp bình xét",
        Registration = "registration_form" "Phiếu đăng ký thi đua",
        Pact = "pact" "Bản giao ước thi đua",
        Plan = "movement_plan" "Kế hoạch phát động phong trào",
        Report = "report" "Báo cáo sơ kết, tổng kết",
        PublicityList = "publicity_list" "Danh sách niêm yết",
        PublicityMinutes = "publicity_minutes" "Biên bản kết thúc niêm yết",
        ConferenceMinutes = "conference_minutes" "Biên bản hội nghị",
        RevenueReport = "revenue_report" "Báo cáo tiến độ thu ngân sách",
        PersonReport = "person_report" "Báo cáo thành tích cá nhân",
        UnitReport = "unit_report" "Báo cáo thành tích tập thể",
        Application = "initiative_application" "Đơn yêu cầu công nhận sáng kiến",
        PaymentList = "payment_list" "Bảng chi tiền thưởng",
        AwardList = "award_list" "Danh sách khen thưởng",
        Correction = "decision_correction" "Công văn đính chính quyết định",
        RegistrationSummary = "registration_summary" "Bảng tổng hợp đăng ký",
        Roster = "roster" "Danh sách trích ngang",
    }
}

impl PaperKind {
    /// By which the history knows it.
    pub const fn number(self) -> i64 {
        self as i64 + 1
    }
}

codes! {
    /// A part of a paper that somebody may word anew; which parts a paper has stands in `originals.toml`.
    Passage {
        Subtitle = "subtitle" "Trích yếu",
        Authority = "authority" "Thẩm quyền",
        Addressed = "addressed" "Kính gửi",
        Opening = "opening" "Mở đầu",
        OpeningOther = "opening_other" "Mở đầu, trường hợp khác",
        FirstGrounds = "first_grounds" "Căn cứ riêng của cơ quan",
        MinutesGround = "minutes_ground" "Căn cứ biên bản",
        LastGrounds = "last_grounds" "Căn cứ cuối",
        Article1 = "article_1" "Điều 1",
        Article2 = "article_2" "Điều 2",
        Article2Other = "article_2_other" "Điều 2, trường hợp khác",
        Article3 = "article_3" "Điều 3",
        Heading1 = "heading_1" "Đề mục I",
        Heading2 = "heading_2" "Đề mục II",
        Heading3 = "heading_3" "Đề mục III",
        Heading4 = "heading_4" "Đề mục IV",
        Attendance = "attendance" "Thành phần",
        Body = "body" "Nội dung",
        BodyOther = "body_other" "Nội dung, trường hợp khác",
        Pacts = "pacts" "Giao ước",
        Initiatives = "initiatives" "Sáng kiến",
        Reason = "reason" "Lý do",
        NoOpinions = "no_opinions" "Khi không có ý kiến",
        Rule = "rule" "Cách tính",
        Conclusion = "conclusion" "Kết luận",
        Weaknesses = "weaknesses" "Tồn tại, nguyên nhân",
        Tasks = "tasks" "Phương hướng, nhiệm vụ",
        Term = "term" "Thời hạn",
        Duties = "duties" "Tổ chức thực hiện",
        Closing = "closing" "Đoạn cuối",
        Recipients = "recipients" "Nơi nhận",
        ListNote = "list_note" "Dòng dưới tên danh sách",
        ListTotal = "list_total" "Dòng cộng của danh sách",
        SignedBy = "signed_by" "Người ký",
        Witness = "witness" "Người xác nhận",
        HigherWitness = "higher_witness" "Cấp trình xác nhận",
        Grades = "grades" "Đề mục mức độ hoàn thành nhiệm vụ",
    }
}

codes! {
    /// A place for data: its name as it is written between braces, and what comes there.
    Slot {
        Year = "năm" "Năm thi đua",
        Agency = "tên cơ quan" "Tên cơ quan",
        AgencyCapitals = "tên cơ quan in hoa" "Tên cơ quan, chữ in hoa",
        Authority = "thẩm quyền" "Chức vụ của người có thẩm quyền, chữ in hoa",
        SignerPosition = "chức vụ người ký" "Chức vụ ghi ở chữ ký, chữ in hoa",
        IssuedBy = "người ban hành" "Chức vụ và tên cơ quan, như Giám đốc Sở Tài chính",
        Whom = "những ai" "Số lượt tập thể, cá nhân",
        Sums = "số lượng từng danh hiệu" "Mỗi danh hiệu, hình thức có bao nhiêu",
        Total = "tổng tiền" "Tổng số tiền thưởng, đồng",
        TotalInWords = "tổng tiền bằng chữ" "Tổng số tiền thưởng viết bằng chữ",
        DecisionNo = "số quyết định" "Số và ký hiệu của quyết định",
        DecisionDay = "ngày quyết định" "Ngày ban hành quyết định",
        MinutesNo = "số biên bản" "Số biên bản họp Hội đồng",
        MeetingDay = "ngày họp" "Ngày họp",
        BegunAt = "giờ bắt đầu" "Giờ bắt đầu họp",
        EndedAt = "giờ kết thúc" "Giờ kết thúc họp",
        Place = "địa điểm" "Nơi họp",
        Initiatives = "số sáng kiến" "Số sáng kiến",
        Title = "tên sáng kiến" "Tên sáng kiến",
        Code = "mã sáng kiến" "Mã sáng kiến",
        Authors = "tác giả" "Tên tác giả, các đồng tác giả",
        Share = "tư cách tác giả" "Tác giả, hoặc đồng tác giả với tỷ lệ đóng góp",
        Level = "phạm vi" "Phạm vi ảnh hưởng của sáng kiến",
        FiledOn = "ngày nộp đơn" "Gồm cả dấu phẩy: “, nộp ngày 05 tháng 3 năm 2014”; không có thì bỏ trống",
        Reason = "lý do" "Lý do Hội đồng nêu",
        Sheet = "phiếu chấm" "Tên phiếu chấm điểm",
        PassMark = "điểm đạt" "Điểm trung bình ít nhất",
        Threshold = "tỷ lệ đạt" "Tỷ lệ ít nhất người chấm đề nghị công nhận",
        Passed = "số thông qua" "Số được thông qua, được công nhận",
        Refused = "số không thông qua" "Số không được thông qua, không được công nhận",
        Recipient = "nơi kính gửi" "Cơ quan nhận tờ trình",
        Count = "số hồ sơ" "Số hồ sơ, số trường hợp",
        Unit = "đơn vị" "Tên phòng, đơn vị",
        Units = "các đơn vị" "Các phòng, đơn vị tham gia",
        All = "tổng số" "Tổng số người",
        Present = "có mặt" "Số người có mặt",
        Absent = "vắng" "Số người vắng",
        Movement = "phong trào" "Tên phong trào",
        Movements = "các phong trào" "Tên các phong trào của kỳ báo cáo",
        HigherDocument = "văn bản cấp trên" "Số văn bản phát động của cấp trên",
        LaunchedBy = "nơi phát động" "Cơ quan phát động",
        Starts = "ngày bắt đầu" "Ngày bắt đầu",
        Ends = "ngày kết thúc" "Ngày kết thúc",
        What = "loại" "Sơ kết hoặc tổng kết; phát động hoặc hưởng ứng",
        Period = "kỳ" "Kỳ báo cáo",
        Signed = "số đã ký" "Số giao ước đã ký",
        Filed = "số nộp" "Số sáng kiến đã nộp",
        Award = "danh hiệu" "Danh hiệu, hình thức được đề nghị",
        Form = "mẫu số" "Mẫu báo cáo theo ngày nhận hồ sơ, như Mẫu số 02",
        We = "chúng tôi" "“Tôi” khi có một tác giả, “Chúng tôi” khi có nhiều",
        PlaceAndDate = "nơi, ngày" "Địa danh và ngày, như Thái Nguyên, ngày 05 tháng 3 năm 2014",
        UnitCount = "số tập thể" "Số lượt tập thể",
        PersonCount = "số cá nhân" "Số lượt cá nhân",
        OfUnit = "của đơn vị" "Gồm cả chữ của: “ của Văn phòng Sở”; của mọi đơn vị thì bỏ trống",
        Abstract = "trích yếu" "Trích yếu của quyết định, gồm cả dấu cách đứng trước; không có thì bỏ trống",
    }
}

impl Slot {
    /// The one that is meant, however its blanks and capitals were typed.
    pub fn named(typed: &str) -> Option<Self> {
        let name = text::clean_line(typed).ok()?.to_lowercase();
        Self::from_code(&name)
    }

    /// The one that differs from what was typed only in its marks.
    pub fn like(typed: &str, among: &[Self]) -> Option<Self> {
        let folded = text::fold(typed);
        among.iter().copied().find(|slot| text::fold(slot.code()) == folded)
    }

    /// As it is written in a text: "{năm}".
    pub fn braced(self) -> String {
        format!("{{{}}}", self.code())
    }
}
