//! What can happen, as the audit log and the history of each object tell it.

use super::codes::codes;
use super::ids::*;
use super::year::Year;

codes! {
    /// The word completes the sentence "Lê Thị Hoa …".
    EventKind {
        LoggedIn = "logged_in" "đăng nhập",
        LoginFailed = "login_failed" "nhập sai mật khẩu",
        LoggedOut = "logged_out" "đăng xuất",
        SessionEnded = "session_ended" "kết thúc một phiên đăng nhập",
        PasswordChanged = "password_changed" "đổi mật khẩu",
        TextSizeChanged = "text_size_changed" "đổi cỡ chữ",
        AccountCreated = "account_created" "tạo tài khoản",
        AccountLocked = "account_locked" "khóa tài khoản",
        AccountUnlocked = "account_unlocked" "mở khóa tài khoản",
        PasswordReset = "password_reset" "cấp mật khẩu dùng một lần",
        NoticesSeen = "notices_seen" "đánh dấu đã xem thông báo",
        MailAddressChanged = "mail_address_changed" "sửa địa chỉ thư nhắc",
        MailSettingsChanged = "mail_settings_changed" "sửa cài đặt gửi thư",
        MailTested = "mail_tested" "gửi thư thử",
        CalendarMade = "calendar_made" "tạo địa chỉ lịch",
        CalendarRevoked = "calendar_revoked" "thôi dùng địa chỉ lịch",
        DelegationGiven = "delegation_given" "ủy quyền",
        DelegationEnded = "delegation_ended" "thôi ủy quyền",
        AgencyCreated = "agency_created" "lập cơ quan",
        AgencyChanged = "agency_changed" "sửa thông tin cơ quan",
        YearOpened = "year_opened" "mở năm thi đua",
        YearChanged = "year_changed" "sửa mốc của năm thi đua",
        YearClosed = "year_closed" "kết thúc năm thi đua",
        YearReopened = "year_reopened" "mở lại năm thi đua",
        RegistrationExtended = "registration_extended" "gia hạn đăng ký",
        RegistrationExtensionWithdrawn = "registration_extension_withdrawn" "thu hồi gia hạn đăng ký",
        LawConfirmed = "law_confirmed" "xác nhận căn cứ pháp lý",
        LawConfirmationWithdrawn = "law_confirmation_withdrawn" "rút xác nhận căn cứ pháp lý",
        RegulationSaved = "regulation_saved" "lưu quy chế",
        RegulationApplied = "regulation_applied" "đưa quy chế vào áp dụng",
        RegulationEnded = "regulation_ended" "ghi ngày hết hiệu lực của quy chế",
        RegulationWithdrawn = "regulation_withdrawn" "thu lại quy chế nhập nhầm",
        RegulationDiscarded = "regulation_discarded" "bỏ dự thảo quy chế",
        UnitAdded = "unit_added" "thêm đơn vị",
        UnitChanged = "unit_changed" "sửa đơn vị",
        PersonAdded = "person_added" "thêm cán bộ",
        PersonChanged = "person_changed" "sửa thông tin cán bộ",
        PersonTransferred = "person_transferred" "điều động cán bộ",
        PersonLeft = "person_left" "ghi nhận cán bộ nghỉ",
        DisciplineRecorded = "discipline_recorded" "ghi kỷ luật",
        DisciplineCorrected = "discipline_corrected" "sửa kỷ luật",
        DisciplineRemoved = "discipline_removed" "xóa kỷ luật ghi nhầm",
        LeaveRecorded = "leave_recorded" "ghi thời gian nghỉ",
        LeaveCorrected = "leave_corrected" "sửa thời gian nghỉ",
        LeaveRemoved = "leave_removed" "xóa thời gian nghỉ ghi nhầm",
        GradesEntered = "grades_entered" "nhập xếp loại",
        RegistrationDrafted = "registration_drafted" "lưu nháp đăng ký",
        RegistrationChanged = "registration_changed" "sửa đăng ký",
        RegistrationFiled = "registration_filed" "gửi đăng ký",
        RegistrationAgreed = "registration_agreed" "đồng ý đăng ký",
        RegistrationReturned = "registration_returned" "trả lại đăng ký để sửa",
        RegistrationAccepted = "registration_accepted" "chấp nhận đăng ký",
        RegistrationRejected = "registration_rejected" "không chấp nhận đăng ký",
        RegistrationWithdrawn = "registration_withdrawn" "rút đăng ký",
        RegistrationEscalated = "registration_escalated" "trình cấp trên",
        RegistrationAwarded = "registration_awarded" "ghi nhận kết quả: đạt",
        RegistrationNotAwarded = "registration_not_awarded" "ghi nhận kết quả: không đạt",
        CriterionJudged = "criterion_judged" "ghi đánh giá tiêu chí",
        ReceiptMended = "receipt_mended" "sửa ngày nhận hồ sơ",
        DossierDrafted = "dossier_drafted" "lập hồ sơ đề nghị",
        DossierChanged = "dossier_changed" "sửa hồ sơ",
        DossierFileAdded = "dossier_file_added" "đính kèm tệp vào hồ sơ",
        DossierFileRemoved = "dossier_file_removed" "bỏ tệp khỏi hồ sơ",
        DossierFiled = "dossier_filed" "gửi hồ sơ",
        DossierRecalled = "dossier_recalled" "thu lại hồ sơ để sửa",
        DossierWithdrawn = "dossier_withdrawn" "rút hồ sơ",
        DossierAgreed = "dossier_agreed" "đồng ý hồ sơ",
        DossierReturned = "dossier_returned" "trả lại hồ sơ để sửa",
        DossierVerified = "dossier_verified" "thẩm định xong hồ sơ",
        DossierRejected = "dossier_rejected" "ghi hồ sơ không đạt",
        DossierDowngraded = "dossier_downgraded" "đổi sang mức thấp hơn",
        DossierHeld = "dossier_held" "tạm dừng xét hồ sơ",
        DossierResumed = "dossier_resumed" "xét tiếp hồ sơ",
        DossierHandedOver = "dossier_handed_over" "chuyển người xử lý hồ sơ",
        DossierReceiptMended = "dossier_receipt_mended" "sửa ngày nhận hồ sơ",
        DossierPassed = "dossier_passed" "ghi hội đồng thông qua",
        CouncilResultRecorded = "council_result_recorded" "ghi kết quả họp Hội đồng",
        DossierRevoked = "dossier_revoked" "ghi hồ sơ bị thu hồi khen thưởng",
        DossierEscalated = "dossier_escalated" "trình hồ sơ lên cấp trên",
        DossierPublished = "dossier_published" "đưa hồ sơ ra niêm yết",
        DossierPublicityClosed = "dossier_publicity_closed" "ghi niêm yết xong",
        PublicityOpened = "publicity_opened" "mở đợt niêm yết",
        PublicityExtended = "publicity_extended" "kéo dài đợt niêm yết",
        PublicityClosed = "publicity_closed" "kết thúc đợt niêm yết",
        ObjectionRaised = "objection_raised" "gửi kiến nghị",
        ObjectionAnswered = "objection_answered" "trả lời kiến nghị",
        EscalationDrafted = "escalation_drafted" "lập dự thảo tờ trình",
        EscalationChanged = "escalation_changed" "sửa dự thảo tờ trình",
        EscalationDiscarded = "escalation_discarded" "bỏ dự thảo tờ trình",
        EscalationSubmitted = "escalation_submitted" "ghi tờ trình đã gửi cấp trên",
        HolidayAdded = "holiday_added" "thêm ngày nghỉ, ngày làm bù",
        HolidayRemoved = "holiday_removed" "bỏ ngày nghỉ, ngày làm bù",
        DossierAnswered = "dossier_answered" "ghi cấp trên đã quyết định",
        DossierDecided = "dossier_decided" "ghi hồ sơ đã có quyết định",
        DossierPaid = "dossier_paid" "ghi đã chi thưởng",
        UnitMeetingRecorded = "unit_meeting_recorded" "ghi cuộc họp bình xét",
        UnitMeetingChanged = "unit_meeting_changed" "sửa cuộc họp bình xét",
        UnitMeetingClosed = "unit_meeting_closed" "chốt biên bản họp bình xét",
        UnitMeetingDiscarded = "unit_meeting_discarded" "bỏ cuộc họp bình xét",
        InitiativeDrafted = "initiative_drafted" "lưu nháp sáng kiến",
        InitiativeChanged = "initiative_changed" "sửa sáng kiến",
        InitiativeFiled = "initiative_filed" "gửi sáng kiến",
        InitiativeAgreed = "initiative_agreed" "xác nhận sáng kiến",
        InitiativeReturned = "initiative_returned" "trả lại sáng kiến để sửa",
        InitiativeRecognised = "initiative_recognised" "ghi nhận công nhận sáng kiến",
        InitiativeRejected = "initiative_rejected" "ghi nhận không công nhận sáng kiến",
        InitiativeWithdrawn = "initiative_withdrawn" "rút sáng kiến",
        InitiativeFileAdded = "initiative_file_added" "đính kèm tệp vào sáng kiến",
        InitiativeFileRemoved = "initiative_file_removed" "bỏ tệp khỏi sáng kiến",
        ComparisonRemarked = "comparison_remarked" "nhận xét kết quả kiểm tra trùng",
        DecisionDrafted = "decision_drafted" "lập dự thảo quyết định",
        DecisionChanged = "decision_changed" "sửa dự thảo quyết định",
        DecisionDiscarded = "decision_discarded" "bỏ dự thảo quyết định",
        DecisionIssued = "decision_issued" "ban hành quyết định",
        DecisionRevoked = "decision_revoked" "thu hồi khen thưởng theo quyết định",
        HigherDecisionRecorded = "higher_decision_recorded" "ghi nhận quyết định của cấp trên",
        AwardRecorded = "award_recorded" "ghi nhận khen thưởng",
        AwardRevoked = "award_revoked" "ghi nhận thu hồi khen thưởng",
        InterimResultsProposed = "interim_results_proposed" "đề nghị kết quả sơ kết",
        InterimResultsConfirmed = "interim_results_confirmed" "xác nhận kết quả sơ kết",
        MovementSaved = "movement_saved" "lưu phong trào thi đua",
        MovementDiscarded = "movement_discarded" "bỏ dự thảo phong trào",
        MovementFileAdded = "movement_file_added" "đính kèm văn bản phong trào",
        MovementFileRemoved = "movement_file_removed" "bỏ văn bản đính kèm của phong trào",
        MovementLaunched = "movement_launched" "phát động phong trào",
        MovementAmended = "movement_amended" "điều chỉnh phong trào",
        MovementCancelled = "movement_cancelled" "hủy phong trào",
        MovementFigureEntered = "movement_figure_entered" "ghi số thực hiện chỉ tiêu",
        MovementReviewed = "movement_reviewed" "báo cáo sơ kết, tổng kết phong trào",
        MovementRemarked = "movement_remarked" "cho ý kiến về báo cáo phong trào",
        PactSaved = "pact_saved" "lưu giao ước thi đua",
        PactDiscarded = "pact_discarded" "bỏ dự thảo giao ước",
        PactOffered = "pact_offered" "trình ký giao ước",
        PactTakenBack = "pact_taken_back" "đưa giao ước về dự thảo",
        PactSigned = "pact_signed" "ký giao ước",
        PactReported = "pact_reported" "báo cáo tiến độ giao ước",
        PactReportConfirmed = "pact_report_confirmed" "xác nhận tiến độ giao ước",
        PactReportReturned = "pact_report_returned" "trả lại báo cáo tiến độ giao ước",
        ConferencePlanned = "conference_planned" "lên kế hoạch hội nghị",
        ConferenceChanged = "conference_changed" "sửa kế hoạch hội nghị",
        ConferenceHeld = "conference_held" "ghi hội nghị đã tổ chức",
        ConferenceCorrected = "conference_corrected" "đính chính hội nghị",
        DocumentDrafted = "document_drafted" "soạn văn bản",
        DocumentChanged = "document_changed" "sửa văn bản",
        DocumentDiscarded = "document_discarded" "bỏ văn bản nháp",
        DocumentFileAdded = "document_file_added" "đính kèm tệp vào văn bản",
        DocumentFileRemoved = "document_file_removed" "bỏ tệp khỏi văn bản",
        DocumentSent = "document_sent" "gửi văn bản",
        DocumentWithdrawn = "document_withdrawn" "thu hồi văn bản",
        DocumentRead = "document_read" "xác nhận đã đọc văn bản",
        RevenueEntered = "revenue_entered" "nhập số thu ngân sách",
        EstimateAssigned = "estimate_assigned" "nhập dự toán thu ngân sách",
        RevenueNoted = "revenue_noted" "ghi chú số thu ngân sách",
        ImportStaged = "import_staged" "tải tệp lên để nhập",
        ImportStored = "import_stored" "nhập dữ liệu từ tệp",
        ImportUndone = "import_undone" "hoàn tác lần nhập",
        ListExported = "list_exported" "xuất danh sách",
        BackedUp = "backed_up" "sao lưu",
        Restored = "restored" "khôi phục từ bản sao lưu",
        SampleMade = "sample_made" "tạo dữ liệu mẫu",
    }
}

/// What an event is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Object {
    Account(AccountId),
    Delegation(DelegationId),
    Agency,
    MailSettings,
    Year(Year),
    /// Those of one calendar year.
    Holidays(Year),
    LawConfirmation(LawConfirmationId),
    Regulation(RegulationId),
    Unit(UnitId),
    Person(PersonId),
    Registration(RegistrationId),
    RegistrationExtension(RegistrationExtensionId),
    UnitMeeting(UnitMeetingId),
    Dossier(DossierId),
    CouncilResult(CouncilResultId),
    Publicity(PublicityId),
    Objection(ObjectionId),
    Escalation(EscalationId),
    Initiative(InitiativeId),
    Decision(DecisionId),
    Award(AwardId),
    Movement(MovementId),
    Pact(PactId),
    Conference(ConferenceId),
    Document(DocumentId),
    Import(ImportId),
    Installation,
}

impl Object {
    /// Code of the kind of thing, and its id (the year itself for a year, 1 where there is only one).
    pub const fn key(self) -> (&'static str, i64) {
        match self {
            Self::Account(id) => ("account", id.0),
            Self::Delegation(id) => ("delegation", id.0),
            Self::Agency => ("agency", 1),
            Self::MailSettings => ("mail_settings", 1),
            Self::Year(year) => ("year", year.0 as i64),
            Self::Holidays(year) => ("holidays", year.0 as i64),
            Self::LawConfirmation(id) => ("law_confirmation", id.0),
            Self::Regulation(id) => ("regulation", id.0),
            Self::Unit(id) => ("unit", id.0),
            Self::Person(id) => ("person", id.0),
            Self::Registration(id) => ("registration", id.0),
            Self::RegistrationExtension(id) => ("registration_extension", id.0),
            Self::UnitMeeting(id) => ("unit_meeting", id.0),
            Self::Dossier(id) => ("dossier", id.0),
            Self::CouncilResult(id) => ("council_result", id.0),
            Self::Publicity(id) => ("publicity", id.0),
            Self::Objection(id) => ("objection", id.0),
            Self::Escalation(id) => ("escalation", id.0),
            Self::Initiative(id) => ("initiative", id.0),
            Self::Decision(id) => ("decision", id.0),
            Self::Award(id) => ("award", id.0),
            Self::Movement(id) => ("movement", id.0),
            Self::Pact(id) => ("pact", id.0),
            Self::Conference(id) => ("conference", id.0),
            Self::Document(id) => ("document", id.0),
            Self::Import(id) => ("import", id.0),
            Self::Installation => ("installation", 1),
        }
    }
}

/// One entry of the audit log, without who and when, which the transaction knows.
#[derive(Debug, Clone)]
pub struct Event {
    pub kind: EventKind,
    pub object: Object,
    pub note: String,
    /// Field, before, after: of what was changed. Never passwords, file bodies or ballots.
    pub changes: Vec<(&'static str, String, String)>,
}

impl Event {
    pub fn new(kind: EventKind, object: Object) -> Self {
        Self { kind, object, note: String::new(), changes: Vec::new() }
    }

    /// Somebody took a whole list out of the program.
    pub fn list_exported(what: &str, rows: usize) -> Self {
        Self::new(EventKind::ListExported, Object::Agency).because(format!("{what}, {rows} dòng."))
    }

    /// Adds the reason given, or what the entry should say beyond its kind.
    pub fn because(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }

    /// Notes a changed field; equal values are left out.
    pub fn changed(mut self, field: &'static str, before: impl ToString, after: impl ToString) -> Self {
        let (before, after) = (before.to_string(), after.to_string());
        if before != after {
            self.changes.push((field, before, after));
        }
        self
    }
}
