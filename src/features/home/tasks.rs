//! The tasks of the inbox: one for each pile that waits.

use chrono::NaiveDate;

use super::view::{Task, sorted};
use crate::domain::pact::Quarter;
use crate::domain::year::Year;
use crate::web::waiting::{Pile, Waiting};

/// One task for each pile that is not empty.
pub fn tasks(waiting: &Waiting, today: NaiveDate) -> Vec<Task> {
    let w = waiting;
    let count = |pile: Pile| pile.count;
    let tasks = [
        Task::of(
            w.registrations_returned,
            today,
            format!("Sửa {} đăng ký của tôi", count(w.registrations_returned)),
            "Được trả lại để sửa",
            "/registrations?subject=me&state=returned",
            "Sửa đăng ký",
        ),
        Task::of(
            w.dossiers_drafted,
            today,
            format!("Hoàn thành {} hồ sơ của tôi", count(w.dossiers_drafted)),
            "Còn nháp, chưa gửi",
            "/dossiers?subject=me&state=draft",
            "Viết tiếp",
        ),
        Task::of(
            w.dossiers_returned,
            today,
            format!("Sửa {} hồ sơ của tôi", count(w.dossiers_returned)),
            "Được trả lại để sửa",
            "/dossiers?subject=me&state=returned",
            "Sửa hồ sơ",
        ),
        Task::of(
            w.initiatives_returned,
            today,
            format!("Sửa {} sáng kiến của tôi", count(w.initiatives_returned)),
            "Được trả lại để sửa",
            "/initiatives?author=me&state=returned",
            "Sửa sáng kiến",
        ),
        Task::of(
            w.initiatives_to_confirm,
            today,
            format!("Xác nhận {} sáng kiến đồng chí là đồng tác giả", count(w.initiatives_to_confirm)),
            "Sáng kiến chờ đồng chí xác nhận",
            "/initiatives?author=me&answer=asked",
            "Đọc và xác nhận",
        ),
        Task::of(
            w.not_registered,
            today,
            format!("Đăng ký danh hiệu thi đua năm {}", Year::of(today)),
            "Đồng chí chưa đăng ký danh hiệu nào",
            "/registrations/new",
            "Đăng ký",
        ),
        Task::of(
            w.documents_to_read,
            today,
            format!("Đọc {} văn bản", count(w.documents_to_read)),
            "Đã gửi tới đồng chí, chưa xác nhận đã đọc",
            "/documents?state=unread",
            "Đọc văn bản",
        ),
        Task::of(
            w.unit_not_registered,
            today,
            format!("Nhắc {} người của đơn vị chưa đăng ký", count(w.unit_not_registered)),
            "Chưa gửi đăng ký nào của năm nay",
            "/rounds/missing",
            "Xem danh sách",
        ),
        Task::of(
            w.meetings_to_close,
            today,
            "Chốt biên bản họp bình xét".to_owned(),
            "Cuộc họp đã ghi, chưa chốt",
            "/unit-meetings",
            "Xem cuộc họp",
        ),
        Task::of(
            w.registrations_to_agree,
            today,
            format!("Duyệt {} đăng ký của đơn vị", count(w.registrations_to_agree)),
            "Cán bộ của đơn vị đã gửi",
            "/approvals?kind=registration",
            "Xét duyệt",
        ),
        Task::of(
            w.dossiers_to_agree,
            today,
            format!("Duyệt {} hồ sơ đề nghị của đơn vị", count(w.dossiers_to_agree)),
            "Cán bộ của đơn vị đã gửi",
            "/approvals?kind=dossier",
            "Xét duyệt",
        ),
        Task::of(
            w.initiatives_to_agree,
            today,
            format!("Xác nhận {} sáng kiến của đơn vị", count(w.initiatives_to_agree)),
            "Cán bộ của đơn vị đã gửi",
            "/approvals?kind=initiative",
            "Xác nhận",
        ),
        Task::of(
            w.registrations_to_verify,
            today,
            format!("Thẩm định {} đăng ký", count(w.registrations_to_verify)),
            "Các đơn vị đã đồng ý",
            "/approvals?kind=registration",
            "Thẩm định",
        ),
        Task::of(
            w.dossiers_to_verify,
            today,
            format!("Thẩm định {} hồ sơ đề nghị", count(w.dossiers_to_verify)),
            "Các đơn vị đã đồng ý",
            "/approvals?kind=dossier",
            "Thẩm định",
        ),
        Task::of(
            w.initiatives_to_verify,
            today,
            format!("Ghi kết quả {} sáng kiến", count(w.initiatives_to_verify)),
            "Các đơn vị đã xác nhận",
            "/approvals?kind=initiative",
            "Ghi kết quả",
        ),
        Task::of(
            w.dossiers_to_vote,
            today,
            format!("Đưa {} hồ sơ ra Hội đồng", count(w.dossiers_to_vote)),
            "Đã thẩm định, chờ Hội đồng bỏ phiếu",
            "/council-meetings",
            "Xem phiên họp",
        ),
        Task::of(
            w.objections_to_answer,
            today,
            format!("Trả lời {} kiến nghị", count(w.objections_to_answer)),
            "Về danh sách đang niêm yết",
            "/publicity",
            "Trả lời",
        ),
        Task::of(
            w.publicity_to_close,
            today,
            format!("Kết thúc {} đợt niêm yết", count(w.publicity_to_close)),
            "Đã hết thời hạn",
            "/publicity",
            "Kết thúc",
        ),
        Task::of(
            w.dossiers_to_decide,
            today,
            format!("Niêm yết, lập dự thảo hoặc trình cấp trên {} hồ sơ", count(w.dossiers_to_decide)),
            "Hội đồng đã thông qua, hoặc hồ sơ đột xuất, chuyên đề",
            "/decisions/new",
            "Lập dự thảo",
        ),
        Task::of(
            w.interim_results_to_confirm,
            today,
            format!("Xác nhận {} kết quả sơ kết", count(w.interim_results_to_confirm)),
            "Các đơn vị đã đề nghị",
            "/interim-results",
            "Xác nhận",
        ),
        Task::of(
            w.roles_to_confirm,
            today,
            format!("Xác nhận {} đề nghị vai trò", count(w.roles_to_confirm)),
            "Quản trị CNTT đã đề nghị",
            "/role-requests",
            "Xem và xác nhận",
        ),
        Task::of(
            w.backups_to_mend,
            today,
            "Sửa việc sao lưu dữ liệu".to_owned(),
            "Lần sao lưu gần nhất không thành công",
            "/admin/backups",
            "Xem lý do",
        ),
        Task::of(
            w.backups_failing,
            today,
            "Nhắc quản trị CNTT sửa việc sao lưu".to_owned(),
            "Dữ liệu không sao lưu được từ hơn hai ngày nay",
            "/help/administrator",
            "Xem việc cần làm",
        ),
        Task::of(
            w.decisions_to_issue,
            today,
            format!("Ban hành {} quyết định", count(w.decisions_to_issue)),
            "Thường trực đã lập dự thảo",
            "/approvals?kind=decision",
            "Xem và ban hành",
        ),
        Task::of(
            w.dossiers_to_pay,
            today,
            format!("Chi thưởng theo {} hồ sơ", count(w.dossiers_to_pay)),
            "Đã có quyết định, chưa chi",
            "/payments",
            "Chi thưởng",
        ),
        Task::of(
            w.bonuses_to_recover,
            today,
            format!("Thu hồi tiền thưởng của {} hồ sơ", count(w.bonuses_to_recover)),
            "Khen thưởng bị thu hồi sau khi đã chi",
            "/payments/recoveries",
            "Ghi thu hồi",
        ),
        Task::of(
            w.month_without_revenue,
            today,
            "Nhập số thu ngân sách của tháng vừa qua".to_owned(),
            "Chưa có số nào của tháng này",
            "/revenue/entry",
            "Nhập số thu",
        ),
    ];
    let tasks =
        tasks.into_iter().chain(council_tasks(w, today)).chain(round_tasks(w, today)).chain(pact_tasks(w, today));
    let tasks = tasks.chain(cluster_tasks(w, today));
    sorted(tasks.flatten().collect())
}

/// The council's meetings.
fn council_tasks(w: &Waiting, today: NaiveDate) -> [Option<Task>; 3] {
    [
        Task::of(
            w.ballots_to_cast,
            today,
            format!("Bỏ phiếu {} phiên họp Hội đồng", w.ballots_to_cast.count),
            "Phiếu kín, bỏ một lần",
            "/ballots",
            "Bỏ phiếu",
        ),
        Task::of(
            w.ballots_to_open,
            today,
            format!("Mở hòm phiếu {} phiên họp", w.ballots_to_open.count),
            "Hai người giữ khóa cùng gõ cụm mật khẩu",
            "/ballots",
            "Mở hòm phiếu",
        ),
        Task::of(
            w.council_meetings_to_conclude,
            today,
            format!("Kết luận {} phiên họp Hội đồng", w.council_meetings_to_conclude.count),
            "Đã kiểm phiếu",
            "/council-meetings",
            "Kết luận",
        ),
    ]
}

/// What the review of initiatives has waiting.
fn round_tasks(w: &Waiting, today: NaiveDate) -> [Option<Task>; 3] {
    [
        Task::of(
            w.sheets_to_score,
            today,
            format!("Chấm {} sáng kiến", w.sheets_to_score.count),
            "Được phân công, chưa gửi phiếu",
            "/initiative-sheets",
            "Chấm điểm",
        ),
        Task::of(
            w.rounds_to_conclude,
            today,
            format!("Kết luận {} đợt xét sáng kiến", w.rounds_to_conclude.count),
            "Đã đủ phiếu chấm, hoặc chưa có dự thảo quyết định",
            "/initiative-rounds",
            "Xem đợt xét",
        ),
        Task::of(
            w.rounds_to_decide,
            today,
            format!("Ban hành {} quyết định công nhận sáng kiến", w.rounds_to_decide.count),
            "Thường trực đã lập dự thảo",
            "/initiative-rounds",
            "Xem và ban hành",
        ),
    ]
}

/// What the scoring of blocks has waiting.
fn cluster_tasks(w: &Waiting, today: NaiveDate) -> [Option<Task>; 3] {
    [
        Task::of(
            w.cluster_sheets_to_score,
            today,
            "Tự chấm điểm thi đua của đơn vị".to_owned(),
            "Bảng tiêu chí của khối đã công bố",
            "/clusters",
            "Chấm điểm",
        ),
        Task::of(
            w.cluster_sheets_to_verify,
            today,
            format!("Thẩm định {} phiếu tự chấm điểm của các đơn vị", w.cluster_sheets_to_verify.count),
            "Các đơn vị đã gửi",
            "/clusters",
            "Thẩm định",
        ),
        Task::of(
            w.clusters_to_conclude,
            today,
            format!("Kết luận chấm điểm {} khối thi đua", w.clusters_to_conclude.count),
            "Thường trực đã trình bảng tổng hợp",
            "/clusters",
            "Xem và kết luận",
        ),
    ]
}

/// What pacts have waiting: signatures and quarters.
fn pact_tasks(w: &Waiting, today: NaiveDate) -> [Option<Task>; 5] {
    let quarter = Quarter::ended_before(today);
    let quarter_words = format!("{quarter} năm {}", quarter.year);
    let many = |pile: Pile| format!("Ký {} giao ước thi đua", pile.count);
    [
        Task::of(
            w.unit_pacts_to_sign,
            today,
            "Ký giao ước thi đua của đơn vị".to_owned(),
            "Thường trực đã trình ký",
            "/pacts?unit=me",
            "Đọc và ký",
        ),
        Task::of(
            w.agency_pacts_to_sign,
            today,
            many(w.agency_pacts_to_sign),
            "Chờ lãnh đạo cơ quan",
            "/pacts/signing?side=agency",
            "Đọc và ký",
        ),
        Task::of(
            w.union_pacts_to_sign,
            today,
            many(w.union_pacts_to_sign),
            "Chờ Công đoàn",
            "/pacts/signing?side=union",
            "Đọc và ký",
        ),
        Task::of(
            w.quarter_to_report,
            today,
            format!("Báo cáo tiến độ giao ước {quarter_words}"),
            "Đơn vị chưa báo cáo, hoặc báo cáo bị trả lại",
            &format!("/pacts?unit=me&year={}", quarter.year),
            "Báo cáo",
        ),
        Task::of(
            w.quarters_to_confirm,
            today,
            format!("Xác nhận {} báo cáo tiến độ giao ước", w.quarters_to_confirm.count),
            "Các đơn vị đã gửi",
            &format!("/pacts/progress?year={}", quarter.year),
            "Xem và xác nhận",
        ),
    ]
}
