//! From a draft with a title to a recognised initiative: each step works, is refused to the wrong person and
//! in the wrong state, and leaves its history.

use crate::support::initiatives::*;
use crate::support::*;

async fn save_draft(client: &mut Client, title: &str) -> Page {
    client.post("/initiatives", &[("year", "2014"), ("title", title), ("draft", "1")]).await
}

/// Where one goes after deciding.
const NEXT: &str = "/approvals/next?kind=initiative";
const RECOGNITION: [(&str, &str); 3] =
    [("level", "base"), ("decision_no", "152/QĐ-STC"), ("recognised_on", "15/07/2014")];

struct Office {
    app: TestApp,
    staff: Client,
    colleague: Client,
    head: Client,
    secretariat: Client,
}

async fn office() -> Office {
    let app = TestApp::new();
    let staff = app.login("LAN", "QLNS", &[Role::Staff]).await;
    let colleague = app.login("TU", "QLNS", &[Role::Staff]).await;
    let head = app.login("HUONG", "QLNS", &[Role::Staff, Role::UnitHead]).await;
    let secretariat = app.login("NGUYET", "VP", &[Role::Staff, Role::Secretariat]).await;
    Office { app, staff, colleague, head, secretariat }
}

#[actix_web::test]
async fn an_initiative_goes_from_its_authors_to_the_unit_to_recognition() {
    let Office { app, mut staff, mut head, mut secretariat, .. } = office().await;
    let address = file(&mut staff, &by(&[("QLNS-LAN", "100")])).await;
    assert_eq!(address, "/initiatives/SK-2014-001");
    staff.get(&address).await.assert_shows("Chờ đơn vị duyệt").assert_shows("Nguyễn Thị LAN 100%");
    step(&mut head, &address, "agreement").await.assert_went_to(NEXT);
    head.get(NEXT).await.assert_went_to("/approvals?kind=initiative");
    secretariat.get(NEXT).await.assert_went_to(&address);
    secretariat.get(&address).await.assert_shows("Chờ thẩm định").assert_shows("Giám đốc Sở");
    step_with(&mut secretariat, &address, "recognition", &RECOGNITION).await.assert_went_to(NEXT);
    let page = staff.get(&address).await;
    page.assert_shows("Đã công nhận").assert_shows("Cấp cơ sở, Quyết định số 152/QĐ-STC ngày 15/07/2014.");
    let certificate = staff.get(&format!("{address}/certificate")).await;
    certificate
        .assert_shows("Là tác giả của sáng kiến:")
        .assert_shows("theo Quyết định số 152/QĐ-STC ngày 15/07/2014.");
    staff.get(&format!("{address}/notice")).await.assert_status(404);
    for kind in ["drafted", "filed", "agreed", "recognised"] {
        let kind = format!("initiative_{kind}");
        assert!(app.audited().contains(&kind), "{kind}");
    }
}

#[actix_web::test]
async fn a_draft_needs_only_its_title_and_numbers_run_through_the_year() {
    let Office { mut staff, mut colleague, .. } = office().await;
    staff.get("/initiatives/new").await.assert_shows("value=\"QLNS-LAN\"").assert_shows("value=\"100\"");
    save_draft(&mut staff, " ").await.assert_field_error("title", "Nhập tên sáng kiến.");
    save_draft(&mut staff, "Một").await.assert_went_to("/initiatives/SK-2014-001");
    save_draft(&mut colleague, "Hai").await.assert_went_to("/initiatives/SK-2014-002");
    let of_last_year = [("year", "2013"), ("title", "Ba"), ("draft", "1")];
    staff.post("/initiatives", &of_last_year).await.assert_went_to("/initiatives/SK-2013-001");
    let page = staff.get("/initiatives?author=me").await;
    page.assert_hides("Hai");
}

#[actix_web::test]
async fn what_filing_needs_is_asked_for_at_the_fields() {
    let Office { mut staff, .. } = office().await;
    save_draft(&mut staff, "Sổ tay <b>").await;
    let page = step(&mut staff, "/initiatives/SK-2014-001", "filing").await;
    page.assert_field_error(
        "nature",
        "Mô tả bản chất của sáng kiến trước khi gửi: cách làm trước đây, điểm mới, cách làm mới.",
    );
    page.assert_field_error("benefits_by_author", "Nêu lợi ích theo ý kiến của tác giả, có kết quả đo được.");
    page.assert_field_error("first_used_on", "Nhập ngày áp dụng lần đầu hoặc áp dụng thử.");
    page.assert_field_error("author_code_1", "Nhập ít nhất một tác giả.");
    page.assert_shows("Sổ tay &#60;b&#62;");
    let fields = typed(by(&[("QLNS-LAN", "100")]), "first_used_on", "16/07/2014");
    let page = staff.post("/initiatives", &fields).await;
    page.assert_field_error("first_used_on", "Ngày áp dụng lần đầu chưa tới. Gửi sáng kiến sau khi đã áp dụng.");
    page.assert_shows("16/07/2014").assert_shows("Phát hiện khoản thu chậm trước 20 ngày.");
}

#[actix_web::test]
async fn shares_make_the_whole_and_nobody_stands_twice() {
    let Office { mut staff, .. } = office().await;
    let authors = [("QLNS-LAN", "60"), ("QLNS-TU", "30"), ("VP-NGUYET", "20")];
    let page = staff.post("/initiatives", &by(&authors)).await;
    page.assert_field_error("percent_1", "Tỷ lệ đóng góp cộng lại là 110%, phải đúng 100%. Sửa lại các tỷ lệ.");
    let page = staff.post("/initiatives", &by(&[("QLNS-LAN", "60"), ("nguyen thi lan", "40")])).await;
    page.assert_field_error("author_code_2", "Tác giả này đã có ở dòng trên. Mỗi người chỉ ghi một dòng.");
    let page = staff.post("/initiatives", &by(&[("QLNS-LAN", "60"), ("Ai Đó", "40")])).await;
    page.assert_field_error(
        "author_code_2",
        "Không có cán bộ đang làm việc mang mã hoặc họ tên này. Kiểm tra lại, ví dụ QLNS-006.",
    );
    staff.get("/initiatives").await.assert_shows("0 sáng kiến năm 2014");
}

#[actix_web::test]
async fn one_name_of_two_people_is_asked_for_by_code() {
    let Office { app, mut staff, .. } = office().await;
    app.person("QLNS-009", "Đặng Thị Hoà", "QLNS");
    let page = staff.post("/initiatives", &by(&[("dang thi hoa", "100")])).await;
    page.assert_went_to("/initiatives/SK-2014-001/filing");
    app.person("DT-009", "Đặng Thị Hoà", "DT");
    let page = staff.post("/initiatives", &by(&[("dang thi hoa", "100")])).await;
    page.assert_field_error("author_code_1", "Có 2 người cùng họ tên này: DT-009, QLNS-009. Nhập mã.");
}

#[actix_web::test]
async fn a_co_author_changes_it_and_others_do_not() {
    let Office { app, mut staff, mut colleague, mut head, .. } = office().await;
    let fields = by(&[("QLNS-LAN", "60"), ("QLNS-TU", "40")]);
    staff.post("/initiatives", &fields).await.assert_went_to("/initiatives/SK-2014-001/filing");
    let fields = typed(typed(fields, "version", "1"), "title", "Tên mới");
    head.post("/initiatives/SK-2014-001", &fields).await.assert_status(403);
    colleague.post("/initiatives/SK-2014-001", &fields).await.assert_went_to("/initiatives/SK-2014-001/filing");
    staff.get("/initiatives/SK-2014-001").await.assert_shows("Tên mới");
    assert!(app.audited().iter().any(|kind| kind == "initiative_changed"));
    let page = staff.post("/initiatives/SK-2014-001", &fields).await;
    page.assert_status(409).assert_shows("Đồng chí tu vừa sửa sáng kiến lúc");
}

#[actix_web::test]
async fn a_double_click_makes_one_initiative() {
    let Office { mut staff, .. } = office().await;
    let token = staff.token().to_owned();
    let fields = [("_token", token.as_str()), ("_number", "same"), ("year", "2014"), ("title", "Một"), ("draft", "1")];
    let first = staff.post_exactly("/initiatives", &fields).await;
    staff.post_exactly("/initiatives", &fields).await.assert_went_to(&first.location);
    save_draft(&mut staff, "Hai").await.assert_went_to("/initiatives/SK-2014-002");
}

#[actix_web::test]
async fn a_heads_own_goes_straight_to_the_secretariat_and_no_author_agrees() {
    let Office { mut staff, mut head, .. } = office().await;
    let own = file(&mut head, &by(&[("QLNS-HUONG", "100")])).await;
    head.get(&own).await.assert_shows("Chờ thẩm định");
    let of_staff = file(&mut staff, &by(&[("QLNS-LAN", "100")])).await;
    step(&mut staff, &of_staff, "agreement").await.assert_status(403);
}

#[actix_web::test]
async fn the_secretariat_alone_records_recognition_and_only_after_the_unit() {
    let Office { mut staff, mut head, mut secretariat, .. } = office().await;
    let address = file(&mut staff, &by(&[("QLNS-LAN", "100")])).await;
    let path = format!("{address}/recognition");
    let in_version = |version| [&RECOGNITION[..], &[("version", version)]].concat();
    secretariat.post(&path, &in_version("2")).await.assert_status(403);
    step(&mut head, &address, "agreement").await;
    head.post(&path, &in_version("3")).await.assert_status(403);
    let early = [("level", ""), ("decision_no", ""), ("recognised_on", "1/7/14")];
    let page = step_with(&mut secretariat, &address, "recognition", &early).await;
    page.assert_field_error("level", "Chọn cấp công nhận.");
    page.assert_field_error("decision_no", "Nhập số quyết định, ví dụ 152/QĐ-STC.");
    page.assert_shows("1/7/14");
    for (day, message) in [
        ("16/07/2014", "Ngày quyết định chưa tới. Nhập ngày không sau hôm nay, 15/07/2014."),
        ("14/07/2014", "Sáng kiến gửi ngày 15/07/2014. Nhập ngày từ đó trở đi."),
    ] {
        let fields = [("level", "base"), ("decision_no", "1"), ("recognised_on", day)];
        let page = step_with(&mut secretariat, &address, "recognition", &fields).await;
        page.assert_field_error("recognised_on", message);
    }
}

#[actix_web::test]
async fn what_was_returned_is_filed_again_and_may_be_rejected() {
    let Office { app, mut staff, mut head, mut secretariat, .. } = office().await;
    let address = file(&mut staff, &by(&[("QLNS-LAN", "100")])).await;
    step(&mut head, &address, "return").await.assert_field_error("note", "Nêu lý do để người gửi biết cần sửa gì.");
    let reason = [("note", "Nêu số đo được")];
    step_with(&mut head, &address, "return", &reason).await.assert_went_to(NEXT);
    staff.get(&address).await.assert_shows("Trả lại để sửa").assert_shows("Nêu số đo được");
    step(&mut staff, &address, "filing").await.assert_went_to(&format!("{address}/filed"));
    step(&mut head, &address, "agreement").await;
    step_with(&mut secretariat, &address, "rejection", &[("note", "Đã có giải pháp này")]).await;
    staff.get(&address).await.assert_shows("Không công nhận").assert_shows("Đã có giải pháp này");
    staff.get(&format!("{address}/notice")).await.assert_shows("Lý do: Đã có giải pháp này");
    staff.get(&format!("{address}/certificate")).await.assert_status(404);
    for kind in ["initiative_returned", "initiative_rejected"] {
        assert!(app.audited().iter().any(|audited| audited == kind), "{kind}");
    }
}

#[actix_web::test]
async fn it_is_withdrawn_until_the_next_person_has_acted() {
    let Office { app, mut staff, mut head, .. } = office().await;
    let first = file(&mut staff, &by(&[("QLNS-LAN", "100")])).await;
    step(&mut staff, &first, "withdrawal").await.assert_went_to(&first);
    staff.get(&first).await.assert_shows("Đã rút").assert_hides("Rút lại");
    assert!(app.audited().iter().any(|kind| kind == "initiative_withdrawn"));
    let second = file(&mut staff, &by(&[("QLNS-LAN", "100")])).await;
    step(&mut head, &second, "agreement").await;
    staff.get(&second).await.assert_hides("Rút lại");
    staff.post(&format!("{second}/withdrawal"), &[("version", "3")]).await.assert_status(403);
}

#[actix_web::test]
async fn the_second_of_two_deciding_at_once_is_told_who_was_first() {
    let Office { app, mut staff, mut head, .. } = office().await;
    let mut deputy = app.login("MINH", "QLNS", &[Role::Staff, Role::UnitHead]).await;
    let address = file(&mut staff, &by(&[("QLNS-LAN", "100")])).await;
    let version = version(&mut head, &address).await;
    step(&mut head, &address, "agreement").await;
    let page = deputy.post(&format!("{address}/agreement"), &[("version", &version)]).await;
    page.assert_status(409).assert_shows("Đồng chí huong vừa xác nhận sáng kiến lúc");
}

#[actix_web::test]
async fn only_what_is_recognised_is_seen_beyond_the_unit() {
    let Office { app, mut staff, mut head, mut secretariat, .. } = office().await;
    let mut other = app.login("HUNG", "DT", &[Role::Staff, Role::UnitHead]).await;
    let address = file(&mut staff, &by(&[("QLNS-LAN", "100")])).await;
    other.get(&address).await.assert_status(404);
    other.post(&format!("{address}/agreement"), &[("version", "2")]).await.assert_status(404);
    other.get("/initiatives").await.assert_shows("0 sáng kiến năm 2014");
    step(&mut head, &address, "agreement").await;
    step_with(&mut secretariat, &address, "recognition", &RECOGNITION).await.assert_went_to(NEXT);
    other.get(&address).await.assert_ok();
    other.get("/initiatives").await.assert_shows("1 sáng kiến năm 2014");
}

#[actix_web::test]
async fn the_list_is_searched_without_marks_and_comes_as_a_file() {
    let Office { mut staff, mut colleague, mut secretariat, .. } = office().await;
    file_together(&mut staff, &mut [&mut colleague], &by(&[("QLNS-LAN", "60"), ("QLNS-TU", "40")])).await;
    save_draft(&mut staff, "Sổ tay đấu thầu").await;
    let page = secretariat.get("/initiatives?q=canh+bao+som").await;
    page.assert_shows("1 sáng kiến năm 2014").assert_shows(INITIATIVE).assert_shows("Tên: canh bao som");
    secretariat.get("/initiatives?unit=QLNS&state=draft").await.assert_shows("1 sáng kiến năm 2014");
    secretariat.get("/initiatives?author=QLNS-TU").await.assert_shows("1 sáng kiến năm 2014");
    let csv = secretariat.get("/initiatives.csv?state=filed").await;
    csv.assert_shows("code,year,title,field,authors,summary,level,decision_no,recognised_on,state");
    csv.assert_shows("SK-2014-001,2014,Cảnh báo sớm khoản thu chậm tiến độ,Thu ngân sách,QLNS-LAN:60;QLNS-TU:40,");
    csv.assert_shows(",filed");
    secretariat.get("/initiatives.xlsx").await.assert_ok();
}

#[actix_web::test]
async fn the_queue_leaves_out_ones_own() {
    use thidua::domain::initiative::State;
    use thidua::features::initiatives::ops;

    let Office { app, mut staff, mut colleague, .. } = office().await;
    file_together(&mut staff, &mut [&mut colleague], &by(&[("QLNS-LAN", "60"), ("QLNS-TU", "40")])).await;
    let unit = Some(app.unit("QLNS"));
    let waiting = |except| app.db.read_now(|conn| ops::waiting(conn, State::Filed, except, unit, 50, 0)).unwrap();
    let lines = waiting(None);
    assert_eq!(lines[0].authors, "Nguyễn Thị LAN 60%, Nguyễn Thị TU 40%");
    assert_eq!((lines[0].code.as_str(), lines[0].unit_code.as_str()), ("SK-2014-001", "QLNS"));
    assert!(waiting(app.actor("tu").person).is_empty());
}
