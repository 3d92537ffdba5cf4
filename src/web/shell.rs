//! The frame around every page: header, menu, banner, message. Built here and read only by layout.html.

use chrono::NaiveDate;

use super::current_user::CurrentUser;
use super::paging::address;
use super::random_token;
use super::waiting::MOST_NOTICES;
use crate::domain::date;
use crate::domain::number::format_whole;
use crate::domain::text::given_name;
use crate::error::AppResult;
use crate::policy::{Act, Actor, may};

/// Entries of the menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Menu {
    Home,
    Notices,
    MyRegistrations,
    MyDossiers,
    MyInitiatives,
    MyRecord,
    Relatives,
    Approvals,
    Delegations,
    UnitRecord,
    InterimResults,
    UnitMeetings,
    Rounds,
    Grades,
    Movements,
    Pacts,
    Publicity,
    Escalations,
    Documents,
    Conferences,
    Registrations,
    Dossiers,
    Initiatives,
    Library,
    Councils,
    InitiativeRounds,
    CouncilMeetings,
    Eligibility,
    Decisions,
    Payments,
    Funds,
    Certificates,
    Imports,
    People,
    Units,
    Progress,
    Awards,
    Revenue,
    Reports,
    Clusters,
    Statistics,
    Years,
    Agency,
    Wordings,
    Laws,
    Accounts,
    RoleRequests,
    Corrections,
    LoginRules,
    Audit,
    Backups,
    Health,
    Mail,
    /// Pages that stand in the user's own menu or in none.
    Elsewhere,
}

#[derive(Debug, Clone)]
pub struct MenuEntry {
    pub label: &'static str,
    pub address: String,
    pub is_current: bool,
    pub count: i64,
}

impl MenuEntry {
    /// "4.921".
    pub fn count_words(&self) -> String {
        format_whole(self.count)
    }
}

#[derive(Debug, Clone)]
pub struct MenuGroup {
    pub label: &'static str,
    pub entries: Vec<MenuEntry>,
}

/// What layout.html needs of the user and the moment.
#[derive(Debug, Clone)]
pub struct Shell {
    pub agency: String,
    pub help_contact: String,
    pub full_name: String,
    pub username: String,
    pub record_address: Option<String>,
    pub text_size: i32,
    pub path: String,
    /// Where the filters of this list are kept under a name; none on a page without any.
    pub saving: Option<String>,
    pub token: String,
    pub today: NaiveDate,
    pub is_demo: bool,
    /// Said to IT for as long as it is so.
    pub warns_of_http: bool,
    /// Typed the password again a short while ago.
    pub is_confirmed: bool,
    pub flash: Option<String>,
    pub groups: Vec<MenuGroup>,
    pub tasks: i64,
    /// New since the user last looked.
    pub notices: i64,
}

impl Shell {
    pub fn for_page(user: &CurrentUser, menu: Menu) -> Self {
        let tasks = user.waiting.tasks();
        Self {
            agency: user.agency.clone(),
            help_contact: user.help_contact.clone(),
            full_name: user.full_name.clone(),
            username: user.username.clone(),
            record_address: user.person.map(|_| "/account/record".to_owned()),
            text_size: user.text_size,
            path: user.path.clone(),
            saving: (!user.query.is_empty() && !user.path.starts_with("/account") && !user.path.ends_with("/new"))
                .then(|| {
                    let shown = format!("{}?{}", user.path, user.query);
                    address("/account/filters/new", &[("address", &shown)])
                }),
            token: user.token.clone(),
            today: user.today,
            is_demo: user.is_demo,
            warns_of_http: user.is_open_http && may(&user.actor, Act::KeepInstallation),
            is_confirmed: user.is_confirmed,
            flash: user.flash.clone(),
            groups: groups(user, menu, tasks),
            tasks,
            notices: user.waiting.unread_notices.count,
        }
    }

    pub fn is_logged_in(&self) -> bool {
        !self.username.is_empty()
    }

    /// "3", "99+".
    pub fn notices_count(&self) -> String {
        if self.notices < MOST_NOTICES { self.notices.to_string() } else { format!("{}+", MOST_NOTICES - 1) }
    }

    /// The given name alone is what a phone has room for.
    pub fn short_name(&self) -> &str {
        given_name(&self.full_name)
    }

    pub fn other_names(&self) -> &str {
        self.full_name.strip_suffix(self.short_name()).unwrap_or_default()
    }

    pub fn today_words(&self) -> String {
        date::format_date(self.today)
    }

    /// A fresh number for each form, so that a double click carries it out once.
    ///
    /// # Errors
    /// Without random numbers.
    pub fn form_number(&self) -> AppResult<String> {
        random_token()
    }

    pub fn style_address(&self) -> &'static str {
        super::assets::style_address()
    }

    pub fn script_address(&self) -> &'static str {
        super::assets::script_address()
    }

    pub fn version(&self) -> &'static str {
        env!("CARGO_PKG_VERSION")
    }
}

/// Group, entry, label, address: in the order of UI.md §1. An entry shows when the policy allows its page.
fn groups(user: &CurrentUser, current: Menu, tasks: i64) -> Vec<MenuGroup> {
    let actor = &user.actor;
    let entry = |menu: Menu, label: &'static str, address: &str, count: i64| -> Option<MenuEntry> {
        is_open(actor, menu).then(|| MenuEntry {
            label,
            address: address.to_owned(),
            is_current: menu == current,
            count,
        })
    };
    let groups = [
        (
            "",
            vec![
                entry(Menu::Home, "Việc cần làm", "/", tasks),
                entry(Menu::Notices, "Thông báo", "/notices", user.waiting.unread_notices.count),
            ],
        ),
        (
            "Của tôi",
            vec![
                entry(Menu::MyRegistrations, "Đăng ký", "/registrations?subject=me", 0),
                entry(Menu::MyDossiers, "Hồ sơ đề nghị", "/dossiers?subject=me", 0),
                entry(Menu::MyInitiatives, "Sáng kiến", "/initiatives?author=me", 0),
                entry(Menu::MyRecord, "Thành tích", "/account/record", 0),
                entry(Menu::Relatives, "Người thân trong cơ quan", "/relatives", 0),
            ],
        ),
        (
            "Đơn vị",
            vec![
                entry(Menu::Approvals, "Xét duyệt", "/approvals", user.waiting.to_approve()),
                entry(Menu::UnitRecord, "Đơn vị tôi", "/account/unit", 0),
                entry(Menu::InterimResults, "Kết quả sơ kết", "/interim-results", 0),
                entry(Menu::UnitMeetings, "Họp bình xét", "/unit-meetings", 0),
                entry(Menu::Rounds, "Việc cần nhắc", "/rounds", 0),
                entry(Menu::Units, "Danh sách đơn vị", "/units", 0),
                entry(Menu::Delegations, "Ủy quyền", "/delegations", 0),
            ],
        ),
        (
            "Phong trào",
            vec![
                entry(Menu::Movements, "Phong trào", "/movements", 0),
                entry(Menu::Library, "Thư viện sáng kiến", "/library", 0),
                entry(Menu::Pacts, "Giao ước", "/pacts", 0),
                entry(Menu::Documents, "Văn bản", "/documents", user.waiting.documents_to_read.count),
                entry(Menu::Conferences, "Hội nghị", "/conferences", 0),
            ],
        ),
        (
            "Hội đồng",
            vec![
                entry(Menu::Councils, "Hội đồng", "/councils", 0),
                entry(Menu::CouncilMeetings, "Họp Hội đồng", "/council-meetings", 0),
                entry(
                    Menu::InitiativeRounds,
                    "Xét sáng kiến",
                    "/initiative-rounds",
                    user.waiting.sheets_to_score.count,
                ),
            ],
        ),
        (
            "Thường trực",
            vec![
                entry(Menu::Registrations, "Tất cả đăng ký", "/registrations", 0),
                entry(Menu::Dossiers, "Tất cả hồ sơ", "/dossiers", 0),
                entry(Menu::Initiatives, "Tất cả sáng kiến", "/initiatives", 0),
                entry(Menu::Eligibility, "Đủ điều kiện", "/eligibility", 0),
                entry(Menu::People, "Cán bộ", "/people", 0),
                entry(Menu::Grades, "Xếp loại", "/grades", 0),
                entry(Menu::Imports, "Nhập dữ liệu", "/imports", 0),
                entry(Menu::Laws, "Căn cứ pháp lý", "/laws", 0),
            ],
        ),
        (
            "Kết quả",
            vec![
                entry(Menu::Progress, "Tiến độ thi đua", "/progress", 0),
                entry(Menu::Awards, "Danh sách khen thưởng", "/awards", 0),
                entry(Menu::Revenue, "Thu ngân sách", "/revenue", 0),
                entry(Menu::Reports, "Báo cáo", "/reports", 0),
                entry(Menu::Clusters, "Chấm điểm khối", "/clusters", 0),
                entry(Menu::Statistics, "Thống kê", "/statistics", 0),
            ],
        ),
        (
            "Ra quyết định",
            vec![
                entry(Menu::Publicity, "Niêm yết", "/publicity", 0),
                entry(Menu::Escalations, "Trình cấp trên", "/escalations", 0),
                entry(Menu::Decisions, "Quyết định", "/decisions", user.waiting.decisions_to_issue.count),
                entry(Menu::Payments, "Chi tiền thưởng", "/payments", user.waiting.dossiers_to_pay.count),
                entry(Menu::Funds, "Quỹ khen thưởng", "/funds", 0),
                entry(Menu::Certificates, "In bằng, giấy khen", "/certificates", 0),
            ],
        ),
        (
            "Quản trị",
            vec![
                entry(Menu::Years, "Năm thi đua", "/years", 0),
                entry(Menu::Agency, "Thông tin cơ quan", "/admin/agency", 0),
                entry(Menu::Wordings, "Mẫu văn bản", "/wordings", 0),
                entry(Menu::Accounts, "Tài khoản", "/admin/accounts", 0),
                entry(Menu::RoleRequests, "Đề nghị vai trò", "/role-requests", user.waiting.roles_to_confirm.count),
                entry(Menu::Corrections, "Đề nghị sửa dữ liệu", "/corrections", 0),
                entry(Menu::LoginRules, "Chính sách mật khẩu", "/admin/login-rules", 0),
                entry(Menu::Backups, "Sao lưu", "/admin/backups", 0),
                entry(Menu::Health, "Tình trạng hệ thống", "/admin/health", 0),
                entry(Menu::Audit, "Nhật ký", "/audit", 0),
                entry(Menu::Mail, "Gửi thư", "/admin/mail", 0),
            ],
        ),
    ];
    groups
        .into_iter()
        .map(|(label, entries)| MenuGroup { label, entries: entries.into_iter().flatten().collect() })
        .filter(|group| !group.entries.is_empty())
        .collect()
}

fn is_open(actor: &Actor, menu: Menu) -> bool {
    use crate::policy::{Scope, registrations_of};
    let sees_many = !matches!(registrations_of(actor), Scope::Nothing | Scope::Own(_));
    match menu {
        Menu::Home | Menu::Notices => true,
        Menu::MyRegistrations | Menu::MyDossiers | Menu::MyInitiatives | Menu::MyRecord => actor.person.is_some(),
        Menu::Relatives => actor.person.is_some() || may(actor, Act::SeeAllRelatives),
        Menu::Approvals => may(actor, Act::SeeApprovals),
        Menu::Delegations => may(actor, Act::SeeDelegations),
        Menu::UnitRecord => actor.unit.is_some_and(|unit| may(actor, Act::SeeUnitRecord(unit))),
        Menu::UnitMeetings | Menu::Rounds => may(actor, Act::FollowYear),
        Menu::InterimResults => may(actor, Act::SeeInterimResults),
        Menu::Units | Menu::Movements | Menu::Pacts => may(actor, Act::SeeUnits),
        Menu::Registrations | Menu::Dossiers | Menu::People | Menu::Eligibility => sees_many,
        Menu::Initiatives | Menu::InitiativeRounds | Menu::Library => may(actor, Act::SeeInitiatives),
        Menu::CouncilMeetings => may(actor, Act::SeeCouncilResults),
        Menu::Councils => may(actor, Act::SeeCouncils),
        Menu::Publicity => may(actor, Act::SeePublicity),
        Menu::Escalations => may(actor, Act::SeeEscalations),
        Menu::Grades => may(actor, Act::EnterGrades),
        Menu::Imports => may(actor, Act::Import),
        Menu::Years | Menu::Agency | Menu::Wordings | Menu::Laws => may(actor, Act::SeeSettings),
        Menu::Progress | Menu::Awards | Menu::Revenue | Menu::Reports | Menu::Statistics => may(actor, Act::SeeResults),
        Menu::Clusters => may(actor, Act::SeeResults),
        Menu::Documents | Menu::Conferences => may(actor, Act::SeeResults),
        Menu::Decisions => may(actor, Act::SeeDecisions),
        Menu::Payments | Menu::Funds => may(actor, Act::SeePayments),
        Menu::Certificates => may(actor, Act::SeeCertificates),
        Menu::Corrections => may(actor, Act::SeeCorrections),
        Menu::RoleRequests => may(actor, Act::SeeRoleRequests),
        Menu::Audit => crate::policy::audit_of(actor) != crate::policy::AuditScope::Own,
        Menu::Accounts => may(actor, Act::KeepAccounts),
        Menu::LoginRules | Menu::Backups | Menu::Health | Menu::Mail => may(actor, Act::KeepInstallation),
        Menu::Elsewhere => false,
    }
}
