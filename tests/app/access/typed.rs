//! What nobody should type: in every field of every form that a page offers. It is never a fault of the program,
//! nothing of it is half written, and a form sent twice is carried out once.

use thidua::features::imports::ops as imports;
use thidua::features::interim_results::ops as interim_results;
use thidua::features::{account, units, years};

use super::*;

const NASTY: &[&str] = &[
    "",
    "a\0b",
    "😀 <script>alert(1)</script> ' OR 1=1 --",
    "-1",
    "31/02/2014",
    "9999999999999999999999",
    "999999",
    "../../../etc/passwd",
    "%00 \u{202e}\u{1f3fb} \t\r\n",
];
/// A form has no more fields than this tried, each in turn; the rest are further rows of the same table.
const MOST_FIELDS: usize = 12;

/// What must be typed before a form is accepted, beyond what its page has filled in.
const FILL: &[(&str, &[(&str, &str)])] = &[
    ("/login", &[("username", "staff"), ("password", PASSWORD)]),
    ("/account/text-size", &[("size", "2")]),
    ("/account/filters", &[("name", "Khen thưởng năm trước"), ("address", "/awards?year=2013")]),
    (
        "/account/password",
        &[("old_password", PASSWORD), ("new_password", "một câu khác"), ("new_password_again", "một câu khác")],
    ),
    ("/admin/accounts/{username}/roles", &[("roles", "staff"), ("reason", "QĐ 12/QĐ-STC")]),
    ("/role-requests/{id}/confirmation", &[("password", PASSWORD)]),
    ("/role-requests/{id}/refusal", &[("note", "Chưa có quyết định")]),
    ("/account/data/corrections", &[("words", "Ngày sinh đúng là 05/09/1979")]),
    ("/corrections/{id}/answer", &[("answer", "Đã sửa")]),
    ("/account/second-factor", &[("password", PASSWORD)]),
    ("/account/second-factor/recovery-codes", &[("password", PASSWORD)]),
    ("/account/second-factor/removal", &[("password", PASSWORD)]),
    ("/admin/accounts/{username}/reset", &[("password", PASSWORD)]),
    ("/admin/accounts/{username}/second-factor-reset", &[("password", PASSWORD)]),
    ("/admin/accounts", &[("username", "moi"), ("full_name", "Người Mới"), ("person_code", "")]),
    ("/years", &[("year", "2015")]),
    ("/years/{year}/reopening", &[("note", "Cấp trên đính chính quyết định")]),
    ("/rounds/extensions", &[("subject_code", "DT"), ("until", "31/12/2014"), ("reason", "Bận kiểm tra")]),
    ("/rounds/extensions/{id}/withdrawal", &[("note", "Nhầm người")]),
    ("/unit-meetings", &[("place", "Phòng họp")]),
    ("/imports/award-lists/{id}/columns", &[("position", ""), ("year", ""), ("authority", "")]),
    ("/unit-meetings/{id}", &[("code_3", ""), ("code_4", ""), ("code_5", "")]),
    (
        "/movements",
        &[("name", "Thi đua mới"), ("launched_by", "Sở"), ("starts_on", "01/03/2014"), ("ends_on", "31/10/2014")],
    ),
    (
        "/movements/{id}/sections/{section}",
        &[
            ("content_1", "Rà soát"),
            ("unit_1", "QLNS"),
            ("unit_2", ""),
            ("unit_3", ""),
            ("unit_4", ""),
            ("unit_5", ""),
            ("unit_6", ""),
            ("unit_7", ""),
            ("unit_8", ""),
            ("unit_9", ""),
            ("unit_10", ""),
            ("unit_11", ""),
            ("unit_12", ""),
        ],
    ),
    ("/movements/{id}/targets", &[("indicator", "Thu"), ("source", "by_hand"), ("goal", "9"), ("measure", "%")]),
    ("/movements/{id}/targets/{target}/figure", &[("value", "97,5")]),
    ("/movements/{id}/amendment", &[("ends_on", "31/01/2015"), ("note", "Chờ quyết toán")]),
    ("/movements/{id}/cancellation", &[("note", "Phát động nhầm")]),
    ("/movements/{id}/copying", &[("year", "2013")]),
    ("/movements/{id}/reviews/{review}/{unit}/remark", &[("note", "Làm tốt")]),
    ("/pacts", &[("unit_code", "VP"), ("movement", "")]),
    ("/pacts/{id}/targets", &[("indicator", "Thu"), ("source", "by_hand"), ("goal", "9"), ("measure", "%")]),
    ("/pacts/{id}/withdrawal", &[("note", "Sửa chỉ tiêu")]),
    ("/pacts/{id}/progress/{quarter}/return", &[("note", "Nêu rõ số liệu")]),
    ("/clusters", &[("name", "Khối mới"), ("self_due", "31/07/2014"), ("verify_due", "15/08/2014")]),
    ("/clusters/{id}/criteria", &[("content", "Kỷ luật"), ("most", "10")]),
    ("/clusters/{id}/copying", &[("from", "5")]),
    ("/clusters/{id}/revision", &[("note", "Bổ sung tiêu chí")]),
    ("/clusters/{id}/return", &[("note", "Xem lại phiếu")]),
    ("/clusters/{id}/revocation", &[("note", "Số liệu sai")]),
    ("/cluster-sheets/{id}", &[("points_1", "50"), ("points_2", "2,5"), ("explanation_2", "Có cách làm mới")]),
    ("/cluster-sheets/{id}/return", &[("note", "Nêu rõ số liệu")]),
    ("/cluster-sheets/{id}/scribe", &[("scribe", "QLNS-STAFF")]),
    ("/conferences", &[("planned_on", "20/08/2014"), ("place", "Hội trường")]),
    (
        "/conferences/{id}/record",
        &[("held_on", "14/07/2014"), ("called", "9"), ("attended", "8"), ("resolutions", "Nhất trí")],
    ),
    ("/documents", &[("kind", "plan"), ("abstract_line", "Kế hoạch mới"), ("readers", "everyone")]),
    ("/documents/{id}/withdrawal", &[("note", "Nhầm số")]),
    ("/reports/{id}", &[("tasks", "Giữ tiến độ thu")]),
    ("/reports/{id}/reopening", &[("note", "Bổ sung số liệu")]),
    ("/account/mail", &[("address", "staff@stc.vn")]),
    ("/admin/accounts/{username}/mail", &[("address", "victim@stc.vn")]),
    ("/admin/mail/test", &[("to", "it@stc.vn")]),
    ("/registrations", &[("award_code", "GK")]),
    ("/registrations/{id}/return", &[("note", "Nêu rõ chỉ tiêu")]),
    ("/registrations/{id}/rejection", &[("note", "Chưa đủ")]),
    (
        "/initiatives",
        &[
            ("title", "Cẩm nang"),
            ("first_used_on", "15/02/2014"),
            ("nature", "Tra cứu nhanh"),
            ("benefits_by_author", "Bớt thời gian"),
        ],
    ),
    ("/initiatives/{code}/refusal", &[("note", "Tỷ lệ chưa đúng")]),
    ("/initiatives/{code}/paper-confirmation", &[("paper", "Giấy xác nhận ngày 10/07/2014")]),
    ("/initiatives/{code}/comparison", &[("words", "Phần đầu trùng, phần sau mới")]),
    ("/initiatives/{code}/return", &[("note", "Nêu rõ kết quả")]),
    ("/initiatives/{code}/rejection", &[("note", "Đã có")]),
    ("/initiatives/{code}/recognition", &[("decision_no", "9/QĐ-STC"), ("recognised_on", "15/07/2014")]),
    (
        "/initiatives/{code}/levels",
        &[
            ("level", "national"),
            ("decision_no", "9/QĐ-UBND"),
            ("decided_on", "15/07/2014"),
            ("confirmed_by", "Hội đồng sáng kiến tỉnh"),
            ("confirmed_on", "14/07/2014"),
            ("effect", "Giảm 3 ngày"),
        ],
    ),
    ("/initiatives/{code}/levels/withdrawal", &[("reason", "Ghi nhầm số")]),
    ("/library/{code}/uses", &[("used_from", "14/07/2014"), ("effect", "Giảm 3 ngày")]),
    ("/library/{code}/uses/withdrawal", &[("reason", "Chưa dùng")]),
    ("/decisions", &[("abstract_line", "Về việc công nhận")]),
    ("/council-meetings", &[("place", "Phòng họp tầng 2")]),
    ("/council-meetings/{id}/conflicts", &[("reason", "Hướng dẫn đề tài")]),
    (
        "/council-meetings/{id}/start",
        &[("password_one", ONE), ("again_password_one", ONE), ("password_two", TWO), ("again_password_two", TWO)],
    ),
    ("/council-meetings/{id}/opening", &[("password_one", ONE), ("password_two", TWO), ("password", PASSWORD)]),
    ("/council-meetings/{id}/voiding", &[("reason", "Quên cụm mật khẩu")]),
    ("/council-meetings/{id}/conclusion", &[("minutes_no", "08/BB-HĐ"), ("ended_at", "11:30")]),
    ("/council-meetings/{id}/amendments", &[("minutes_no", "09a/BB-HĐ"), ("content", "Sửa tên")]),
    ("/decisions/{id}/issuance", &[("number", "77"), ("decided_on", "15/07/2014"), ("password", PASSWORD)]),
    (
        "/decisions/{id}/correction",
        &[("document_no", "210/STC-VP"), ("corrected_on", "15/07/2014"), ("content", "Sửa tên đệm")],
    ),
    (
        "/decisions/{id}/revocation",
        &[
            ("number", "78"),
            ("decided_on", "15/07/2014"),
            ("reason", "Khai sai thành tích"),
            ("confirmed", "05/QĐ-STC"),
            ("password", PASSWORD),
        ],
    ),
    ("/certificates/decisions/{id}/entry", &[("first_serial", "GK-500")]),
    ("/certificates/awards/{id}/spoiling", &[("reason", "In lệch")]),
    ("/certificates/awards/{id}/reissue", &[("serial", "GK-501")]),
    ("/initiative-rounds", &[("filing_due_on", "30/09/2014")]),
    ("/initiative-rounds/{id}/council", &[("member", "QLNS-STAFF"), ("seat", "member")]),
    (
        "/initiative-rounds/{id}/conclusion",
        &[("minutes_no", "03/BB-HĐSK"), ("begun_at", "08:00"), ("ended_at", "11:00"), ("place", "Phòng họp")],
    ),
    ("/initiative-rounds/{id}/issuance", &[("number", "88"), ("password", PASSWORD)]),
    (
        "/initiative-sheets/{id}",
        &[("points_NOVELTY", "25"), ("points_EFFECT", "30,5"), ("points_SCOPE", "15"), ("points_FORM", "8")],
    ),
    ("/initiative-sheets/{id}/recusal", &[("conflict", "Đã cùng làm")]),
    ("/initiative-sheets/{id}/reopening", &[("reason", "Ghi nhầm điểm")]),
    (
        "/councils",
        &[
            ("kind", "counting_board"),
            ("decision_no", "9/QĐ-STC"),
            ("decided_on", "14/07/2014"),
            ("starts_on", "15/07/2014"),
        ],
    ),
    ("/councils/{id}/end", &[("ends_on", "31/12/2014")]),
    ("/councils/{id}/seats", &[("member", "QLNS-STAFF"), ("seat", "chair"), ("starts_on", "15/07/2014")]),
    ("/councils/{id}/seats/{seat}", &[("seat", "deputy"), ("starts_on", "10/07/2014")]),
    ("/councils/{id}/seats/{seat}/end", &[("last_day", "14/07/2014")]),
    ("/relatives", &[("relative", "DT-COUNCIL"), ("relation", "vợ")]),
    ("/statistics/codes/{regime}", &[("code_state", "0902.N/BNV"), ("receiver_base", "Sở Nội vụ")]),
    ("/wordings/{paper}", &[("article_3", "Các phòng, đơn vị thi hành Quyết định này./.")]),
    ("/holidays", &[("day", "22/12/2014"), ("name", "Nghỉ bù")]),
    ("/funds/plans", &[("amount", "60.000.000")]),
    ("/funds/receipts", &[("amount", "20.000.000"), ("content", "Ngân sách cấp đợt 2")]),
    ("/funds/payments", &[("amount", "1.500.000"), ("content", "Mua khung")]),
    ("/funds/overrides", &[("amount", "5.000.000"), ("content", "Chờ cấp bổ sung")]),
    ("/funds/entries/{id}/reversal", &[("reason", "Ghi nhầm")]),
    ("/funds/sources", &[("name", "Kinh phí tự chủ")]),
    ("/payments/{id}/correction", &[("amount", "400.000"), ("reason", "Ghi nhầm")]),
    ("/publicity/{id}/extension", &[("working_days", "2"), ("reason", "Mất điện hai ngày")]),
    ("/publicity/{id}/closing", &[("minutes_no", "08/BB-STC")]),
    ("/publicity/{id}/objections", &[("content", "Đi muộn nhiều lần")]),
    ("/publicity/{id}/objections/{objection}", &[("outcome", "dismissed"), ("answer", "Đã kiểm tra")]),
    ("/escalations/{id}/submission", &[("number", "25")]),
    (
        "/decisions/higher",
        &[
            ("authority", "finance_minister"),
            ("number", "12/QĐ-UBND"),
            ("decided_on", "15/07/2014"),
            ("reason", "Chưa đủ"),
        ],
    ),
    ("/revenue/entry", &[("A.I.4", "5")]),
    ("/revenue/months/{year}/{month}/reopening", &[("note", "Kho bạc đính chính")]),
    ("/revenue/estimates", &[("assigned_on", "15/07/2014"), ("A.I.4", "5")]),
    ("/units/{code}", &[("parent_code", ""), ("successor_code", "")]),
    ("/units", &[("parent_code", ""), ("code", "MOI"), ("name", "Phòng Mới"), ("sort_order", "50")]),
    (
        "/people",
        &[("code", "QLNS-900"), ("full_name", "Lê Văn Mới"), ("position", "Chuyên viên"), ("joined_on", "01/07/2014")],
    ),
    ("/people/{code}/transfer", &[("unit_code", "VP"), ("position", "Chuyên viên"), ("from_date", "15/07/2014")]),
    ("/people/{code}/leaving", &[("left_on", "31/12/2014")]),
    ("/laws/entries/{key}/confirmation", &[("document", "Điều 24 Luật 15/2003/QH11")]),
    ("/laws/entries/{key}/withdrawal", &[("reason", "Nhầm văn bản")]),
    // 5 is the staff member's account.
    ("/delegations", &[("taker", "5"), ("ends_on", "20/07/2014"), ("reason", "Nghỉ phép")]),
    ("/regulations", &[("document_no", "14/QĐ-STC"), ("title", "Quy chế"), ("effective_from", "01/08/2014")]),
    ("/regulations/{id}/criteria", &[("count", "3"), ("level", "base")]),
    ("/regulations/{id}/caps", &[("award", "CSTD_TINH:person"), ("share", "10")]),
    ("/regulations/{id}/vote-rules", &[("award", "GK"), ("threshold", "60")]),
    ("/regulations/{id}/score-lines", &[("subject", "unit"), ("name", "Kỷ luật"), ("points", "40")]),
    ("/regulations/{id}/end", &[("effective_to", "31/12/2014"), ("reason", "Có quy chế mới")]),
    ("/regulations/{id}/withdrawal", &[("withdrawn_because", "Nhập nhầm")]),
    ("/people/{code}/disciplines", &[("kind", "CANH_CAO"), ("decided_on", "01/07/2014"), ("decision_no", "8/QĐ-STC")]),
    ("/people/{code}/disciplines/{id}/removal", &[("note", "Ghi nhầm người")]),
    ("/people/{code}/leaves", &[("kind", "study"), ("from_date", "01/06/2014"), ("to_date", "05/06/2014")]),
    ("/people/{code}/leaves/{id}/removal", &[("note", "Ghi nhầm người")]),
    ("/people/{code}/eligibility/judgements", &[("clause", "conduct"), ("met", "true")]),
    ("/units/{code}/eligibility/judgements", &[("clause", "conduct"), ("met", "true")]),
    ("/approvals/return", &[("note", "Nêu rõ chỉ tiêu")]),
    ("/dossiers", &[("award_code", "GK"), ("kind", "sudden")]),
    ("/dossiers/{id}/report/{section}", &[("content", "Đã làm")]),
    ("/dossiers/{id}/return", &[("note", "Nêu rõ kết quả")]),
    ("/dossiers/{id}/rejection", &[("note", "Chưa đủ")]),
    ("/dossiers/{id}/downgrade", &[("award_code", "LDTT"), ("note", "Chưa có sáng kiến")]),
    ("/dossiers/{id}/hold", &[("note", "Xem xét kỷ luật")]),
    ("/dossiers/{id}/resumption", &[("note", "Đã kết luận")]),
    ("/dossiers/{id}/receipt", &[("received_on", "15/07/2014"), ("note", "Ngày ghi trên bản giấy")]),
    ("/registrations/{id}/receipt", &[("received_on", "14/07/2014"), ("receipt_reason", "Ngày ghi trên bản giấy")]),
];

/// What cannot be ticked together with what is.
const UNTICKED: &[(&str, &str)] = &[
    ("/clusters", "units"),
    ("/councils/{id}/seats", "records_only"),
    ("/councils/{id}/seats/{seat}", "records_only"),
    ("/decisions/higher", "refused"),
    ("/unit-meetings/{id}", "absent_DT-COUNCIL"),
    ("/unit-meetings/{id}", "absent_DT-002"),
    ("/unit-meetings/{id}", "drop_1"),
    ("/unit-meetings/{id}", "drop_2"),
];

/// Further pages with forms: things in other states than the first of their kind.
const MORE_PAGES: &[&str] = &[
    "/admin/accounts/auditor",
    "/admin/accounts/locked",
    "/clusters/3/criteria",
    "/cluster-sheets/3",
    "/movements/2",
    "/movements/3",
    "/pacts/2",
    "/pacts/signing?year=2013",
    "/registrations/2",
    "/registrations/3",
    "/registrations/5/edit",
    "/registrations/5/filing",
    "/dossiers/2",
    "/dossiers/3",
    "/dossiers/4",
    "/dossiers/5",
    "/decisions/2",
    "/decisions/2/correction",
    "/decisions/2/revocation",
    "/council-meetings/5",
    "/council-meetings/6",
    "/documents/1",
    "/documents/3",
    "/documents/new?replaces=3",
    "/reports/2",
    "/initiative-rounds/1/split?per=3",
    "/initiative-rounds/2/examiners/SK-2014-902",
    "/initiative-rounds/6",
    "/initiative-rounds/7",
    "/initiatives/SK-2014-002",
    "/initiatives/SK-2014-003",
    "/library/SK-2014-006",
    "/initiatives/SK-2014-004",
    "/initiatives/SK-2014-004/filing",
    "/initiatives/SK-2014-007",
    "/imports/2",
    "/imports/award-lists/2",
    "/imports/award-lists/3",
    "/interim-results?year=2014&unit=QLNS",
    "/interim-results/confirmation?year=2014",
    "/laws/entries/regime:R2010",
    "/regulations/1",
    "/regulations/1/criteria/new?award=CSTDCS:person&clause=initiative",
    "/regulations/2",
    "/unit-meetings/2",
    "/unit-meetings/2/edit",
    "/unit-meetings/2/closing",
    "/years/2012/reopening",
];

/// The department with something for every form to act on.
async fn furnished() -> Department {
    let department = department().await;
    let app = &department.app;
    let new = |code: &str, award: &str| Registering {
        year: Year(2014),
        subject_code: code.into(),
        award: AwardCode::from_code(award).unwrap(),
        planned_initiative: String::new(),
        pledge: String::new(),
    };
    // 5 is a draft; of the dossiers, one more waits for a decision and one lies with the higher level.
    app.db.write_now(&app.actor("staff"), |tx| registrations::register(tx, &new("QLNS-STAFF", "CSTD_TINH"))).unwrap();
    app.passed("DT", "TTLDTT");
    app.passed("VP", "BK_BO");
    let sent = app.passed("DT", "BK_BO");
    app.send_up(sent);
    app.account("locked", None, &[Role::Auditor]);
    app.set_up(|tx| {
        let id = account::ops::by_username(tx.conn, "locked")?.unwrap();
        account::ops::set_locked(tx, id, true)?;
        let unit = units::ops::by_code(tx.conn, "VP")?.unwrap();
        interim_results::propose(tx, Year(2014), unit, &["VP-SECRETARIAT".to_owned()])
    });
    // The meeting of QLNS is over, that of DT waits to be closed; a year has ended.
    let there = |code: &str, agree| meetings::TypedLine {
        row: 1,
        subject_code: code.into(),
        award: AwardCode::from_code("LDTT").unwrap(),
        agree,
        disagree: 0,
    };
    let minutes = |chair: &str, secretary: &str, lines: Vec<meetings::TypedLine>| meetings::Minutes {
        held_on: "2014-07-14".parse().unwrap(),
        place: "Phòng họp".into(),
        chair_code: chair.into(),
        secretary_code: secretary.into(),
        absent: Vec::new(),
        lines,
        opinions: String::new(),
        conclusion: "Nhất trí".into(),
    };
    app.person("DT-002", "Lê Văn Hai", "DT");
    let second = recorded(app, "DT");
    app.set_up(|tx| {
        let first = UnitMeetingId(1);
        let of_first = minutes("QLNS-HEAD", "QLNS-STAFF", vec![there("QLNS-STAFF", 2)]);
        meetings::change(tx, meetings::Seen { id: first, version: 1 }, &of_first)?;
        meetings::close(tx, meetings::Seen { id: first, version: 2 })?;
        let of_second = minutes("DT-COUNCIL", "DT-002", vec![there("DT-COUNCIL", 2), there("DT-002", 1)]);
        meetings::change(tx, meetings::Seen { id: second, version: 1 }, &of_second)?;
        let version = history::version(tx.conn, Object::Year(Year(2012)))?;
        years::ops::close(tx, Year(2012), version)
    });
    // A stored import, and a staged one in place of the one it takes away.
    let grades = imports::table("grades").unwrap();
    let stage = |tx: &mut thidua::db::Tx, row: &str| {
        imports::stage(tx, grades, "y.csv", format!("year,subject_code,grade\n{row}\n").as_bytes())
    };
    let stored = app.db.write_now(&app.actor("secretariat"), |tx| {
        let id = stage(tx, "2013,DT,HTTNV")?;
        imports::confirm(tx, id)?;
        stage(tx, "2013,VP,HTTNV")
    });
    stored.unwrap();
    intake::settled_lists(app);
    app.client("staff").await;
    department
}

/// A form, who is offered it, and the route it is posted to.
#[derive(Clone)]
struct Offered {
    letter: char,
    route: String,
    form: Form,
}

fn route_of(action: &str) -> String {
    let fits = |route: &str| {
        let (mut parts, mut given) = (route.split('/'), action.split('/'));
        loop {
            match (parts.next(), given.next()) {
                (None, None) => return true,
                (Some(part), Some(given)) if part == given || part.starts_with('{') => {}
                _ => return false,
            }
        }
    };
    let posts = routes().into_iter().filter(|(method, _)| method == "POST").map(|(_, route)| route);
    // "/decisions/higher" is no decision's own address.
    let mut found: Vec<String> = posts.filter(|route| fits(route)).collect();
    found.sort_by_key(|route| route.matches('{').count());
    found.into_iter().next().unwrap_or_else(|| panic!("a form is posted to {action}"))
}

fn add(all: &mut BTreeMap<String, Offered>, letter: char, page: &Page) {
    for mut form in page.forms() {
        let route = route_of(&form.action);
        let fill = FILL.iter().filter(|(of, _)| *of == route).flat_map(|(_, fill)| *fill);
        fill.for_each(|(name, value)| form.fill(name, value));
        form.fields.retain(|(name, _)| !UNTICKED.contains(&(route.as_str(), name.as_str())));
        all.entry(route.clone()).or_insert(Offered { letter, route, form });
    }
}

/// One form for each route that is posted to, as pages offer it, filled in so that it is accepted.
async fn offered(department: &mut Department) -> BTreeMap<String, Offered> {
    let mut all = BTreeMap::new();
    add(&mut all, '-', &department.app.stranger().get("/login").await);
    let mut without_code = department.app.stranger();
    without_code.log_in("auditor", PASSWORD).await.assert_went_to("/login/code?next=%2F");
    add(&mut all, '-', &without_code.get("/login/code").await);
    let pages = routes().into_iter().filter(|(method, path)| method == "GET" && !path.contains("{kind"));
    let mut addresses: Vec<String> = pages.map(|(_, path)| address(&path)).collect();
    addresses.extend(MORE_PAGES.iter().map(|page| (*page).to_owned()));
    for (letter, client) in &mut department.clients {
        for address in &addresses {
            add(&mut all, *letter, &client.get(address).await);
        }
    }
    // These pages check what was typed before it is carried out.
    let checked = [("/approvals/check", "agree"), ("/approvals/check", "return")];
    for (route, act) in checked.into_iter().chain([
        ("/council-meetings/{id}/ballot/check", ""),
        ("/payments/check", ""),
        ("/publicity/check", ""),
    ]) {
        let check = all[route].clone();
        let client = department.clients.iter_mut().find(|(letter, _)| *letter == check.letter);
        let picked = [check.form.as_pairs(), vec![("act", act)]].concat();
        add(&mut all, check.letter, &client.unwrap().1.post(&check.form.action, &picked).await);
    }
    let missing: Vec<_> =
        routes().into_iter().filter(|(method, route)| method == "POST" && !all.contains_key(route)).collect();
    assert!(missing.is_empty(), "no page offers a form for {missing:?}");
    // Its code is another every half minute: second_factor.rs.
    all.remove("/account/second-factor/confirmation");
    // A file is sent in its own way, below.
    all.remove("/imports");
    all.remove("/imports/revenue-sheets");
    all.remove("/imports/award-lists");
    all.remove("/dossiers/{id}/files");
    all.remove("/movements/{id}/files");
    all.remove("/cluster-sheets/{id}/files");
    all.remove("/documents/{id}/files");
    all.remove("/decisions/{id}/scans");
    all.remove("/initiative-rounds/{id}/scans");
    all.remove("/initiatives/{code}/files");
    all.remove("/council-meetings/{id}/files");
    all
}

/// A copy of the department to be written in and put back, with its clients.
struct Copy<'d> {
    department: &'d Department,
    app: TestApp,
    clients: BTreeMap<char, Client>,
    before: String,
}

impl<'d> Copy<'d> {
    async fn of(department: &'d Department) -> Self {
        let app = TestApp::copy_of(&department.app);
        let mut clients = BTreeMap::from([('-', app.stranger())]);
        clients.extend(department.clients.iter().map(|(letter, client)| (*letter, client.with_db(app.db.clone()))));
        for client in clients.values_mut() {
            client.get("/healthz").await.assert_ok();
        }
        let before = app.all_rows();
        assert!(before.lines().count() > 50, "{before}");
        Self { department, app, clients, before }
    }

    /// The client to whom the form is offered, as he was when the copy was made.
    async fn client(&self, offered: &Offered) -> Client {
        let mut client = self.clients[&offered.letter].clone();
        if offered.letter == '-' {
            client.ask_for_token().await;
        }
        client
    }

    fn has_written(&self) -> bool {
        self.app.all_rows() != self.before
    }

    fn put_back(&self) {
        self.app.go_back_to(&self.department.app);
    }
}

#[actix_web::test]
async fn every_form_is_accepted_as_filled_in_and_carried_out_once() {
    let mut department = furnished().await;
    let all = offered(&mut department).await;
    let copy = Copy::of(&department).await;
    let mut refused = Vec::new();
    for offered in all.values() {
        let (route, action) = (&offered.route, &offered.form.action);
        let mut client = copy.client(offered).await;
        let token = client.token().to_owned();
        let with = |token| [&[("_token", token), ("_number", "n twice")], &offered.form.as_pairs()[..]].concat();
        client.post_exactly(action, &with("another")).await.assert_status(403);
        assert!(!copy.has_written(), "{route} was carried out with a wrong token");

        let first = client.post_exactly(action, &with(&token)).await;
        if !matches!(first.status.as_u16(), 200 | 303) || first.location.starts_with("/login?") {
            let said = first.between("<ul><li><a href=\"#", "</ul>").unwrap_or_default();
            refused.push(format!("{route} as {} with {:?}: {} {said}", offered.letter, offered.form, first.status));
        }
        let once = copy.app.all_rows();
        let second = client.post_exactly(action, &with(&token)).await;
        assert!(second.status.as_u16() < 500, "{route} a second time: {}", second.body);
        assert_eq!(copy.app.all_rows(), once, "{route} was carried out twice");
        copy.put_back();
        assert_eq!(copy.app.all_rows(), copy.before, "after {route}");
    }
    assert!(refused.is_empty(), "as filled in above these are not accepted:\n{}", refused.join("\n"));
}

#[actix_web::test]
async fn nothing_typed_breaks_a_form_or_is_half_written() {
    let mut department = furnished().await;
    let all = offered(&mut department).await;
    let copy = Copy::of(&department).await;
    let long = "x".repeat(5_000);
    let nasty: Vec<&str> = NASTY.iter().copied().chain([long.as_str()]).collect();
    for offered in all.values() {
        let mut client = copy.client(offered).await;
        for sent in variations(&offered.form, &nasty) {
            let page = client.post(&offered.form.action, &sent).await;
            let said = format!("{} as {} with {sent:?}: {}", offered.route, offered.letter, page.status);
            assert!(page.status.as_u16() < 500, "{said}\n{}", page.body);
            assert!(!page.body.contains("<script>alert"), "{said} shows a script as it was typed");
            if page.status.as_u16() >= 400 {
                assert!(!copy.has_written(), "{said} and yet something was written");
                continue;
            }
            if !page.location.is_empty() {
                let next = client.get(&page.location).await;
                assert!(next.status.as_u16() < 500 && !next.body.contains("<script>alert"), "{said}\n{}", next.body);
            }
            copy.put_back();
            client = copy.client(offered).await;
        }
    }
}

/// Nothing at all, each of these in all fields, and each in one field after the other.
fn variations<'f>(form: &'f Form, nasty: &[&'f str]) -> Vec<Vec<(&'f str, &'f str)>> {
    let filled = form.as_pairs();
    let mut all = vec![Vec::new()];
    for nasty in nasty {
        all.push(filled.iter().map(|(name, _)| (*name, *nasty)).collect());
        for at in 0..filled.len().min(MOST_FIELDS) {
            let mut sent = filled.clone();
            sent[at].1 = nasty;
            all.push(sent);
        }
    }
    all
}

#[actix_web::test]
async fn what_does_not_exist_is_not_found_by_any_form() {
    let mut department = furnished().await;
    let all = offered(&mut department).await;
    let copy = Copy::of(&department).await;
    for offered in all.values().filter(|it| it.route.contains('{')) {
        let parts = offered.route.split('/').zip(offered.form.action.split('/'));
        for unknown in ["999999999", "-1", "KHONG-CO", "%F0%9F%98%80", "a%00b", "9999999999999999999999"] {
            let path: Vec<&str> =
                parts.clone().map(|(part, given)| if part.starts_with('{') { unknown } else { given }).collect();
            let page = copy.client(offered).await.post(&path.join("/"), &offered.form.as_pairs()).await;
            // To end a session that has ended is no mistake.
            let is_session = offered.route == "/account/sessions/{key}/ending";
            assert!((400..500).contains(&page.status.as_u16()) || is_session, "{path:?}: {}", page.status);
            assert!(!copy.has_written(), "{path:?} wrote something");
        }
    }
}

#[actix_web::test]
async fn a_megabyte_is_too_much_for_every_form_and_said_so() {
    let mut department = furnished().await;
    let all = offered(&mut department).await;
    let copy = Copy::of(&department).await;
    let much = "x".repeat(1024 * 1024);
    for offered in all.values() {
        let sent = [&offered.form.as_pairs()[..], &[("note", &much)]].concat();
        let page = copy.client(offered).await.post(&offered.form.action, &sent).await;
        page.assert_status(413).assert_shows("Nội dung gửi lên quá lớn");
        assert!(!copy.has_written(), "{}", offered.route);
    }
}

#[actix_web::test]
async fn no_file_and_no_name_of_one_breaks_the_import() {
    let department = furnished().await;
    let copy = Copy::of(&department).await;
    let mut secretary = copy.clients[&'T'].clone();
    let much = "x".repeat(1024 * 1024);
    for nasty in NASTY.iter().copied().chain([much.as_str()]) {
        let in_a_cell = format!("year,subject_code,grade\n2013,VP,\"{}\"\n", nasty.replace('"', ""));
        let name: String = nasty.chars().filter(|c| !"\"\r\n\0".contains(*c)).take(300).collect();
        for (kind, bytes) in [(nasty, "year,subject_code,grade\n"), ("grades", nasty), ("grades", in_a_cell.as_str())] {
            let page = secretary.upload(kind, &format!("{name}.csv"), bytes.as_bytes()).await;
            assert!(page.status.as_u16() < 500, "{kind:?} {name:?}: {}", page.body);
            assert!(!page.body.contains("<script>alert"), "{name:?} is shown as it was typed");
            if page.status.as_u16() >= 400 {
                assert!(!copy.has_written(), "{kind:?} {name:?}");
                continue;
            }
            secretary.get(&page.location).await.assert_ok().assert_hides("<script>alert");
            copy.put_back();
        }
    }
}
