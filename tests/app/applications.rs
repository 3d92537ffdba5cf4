//! The application of an initiative: all its fields, the word of every co-author, savings by itself, what is
//! confidential, and the paper.

use actix_web::test::TestRequest;
use chrono::Duration;
use thidua::clock::Clock;
use thidua::texts::{TextKind, read_here};

use crate::support::initiatives::*;
use crate::support::*;

struct Office {
    app: TestApp,
    lan: Client,
    tu: Client,
    hoa: Client,
    head: Client,
    secretariat: Client,
}

async fn office() -> Office {
    let app = TestApp::new();
    let lan = app.login("LAN", "QLNS", &[Role::Staff]).await;
    let tu = app.login("TU", "QLNS", &[Role::Staff]).await;
    let hoa = app.login("HOA", "DT", &[Role::Staff]).await;
    let head = app.login("HUONG", "QLNS", &[Role::Staff, Role::UnitHead]).await;
    let secretariat = app.login("NGUYET", "VP", &[Role::Staff, Role::Secretariat]).await;
    Office { app, lan, tu, hoa, head, secretariat }
}

const THREE: [(&str, &str); 3] = [("QLNS-LAN", "50"), ("QLNS-TU", "30"), ("DT-HOA", "20")];
const SECRET: &str = "Công thức chấm điểm rủi ro của từng doanh nghiệp";

/// What is filed needs the word of these.
#[track_caller]
fn assert_waits_for(page: &Page, row: usize, words: &str) {
    page.assert_field_error(&format!("author_code_{row}"), words);
}

#[actix_web::test]
async fn every_field_of_the_application_is_kept_and_shown() {
    let Office { mut lan, mut head, .. } = office().await;
    lan.post("/initiatives", &[("year", "2014"), ("title", "Sổ tay"), ("draft", "1")]).await.assert_status(303);
    let more = [
        ("investor", "Kho bạc Nhà nước tỉnh"),
        ("continues", "sk-2014-001"),
        ("conditions", "Một máy tính\nvà số liệu hằng ngày"),
        ("benefits_by_users", "Huyện nhận tin sớm hơn"),
        ("qualification_1", "Thạc sĩ kinh tế"),
        ("participant_name_1", "Ma Thị Út"),
        ("participant_birth_date_1", "5/9/1980"),
        ("participant_workplace_1", "Chi cục Thuế"),
        ("participant_position_1", "Đội trưởng"),
        ("participant_qualification_1", "Cử nhân"),
        ("participant_support_1", "Cung cấp số liệu"),
    ];
    let fields = [&by(&[("QLNS-LAN", "100")])[..], &more].concat();
    let address = file(&mut lan, &fields).await;
    let page = head.get(&address).await;
    page.assert_shows("Một máy tính\nvà số liệu hằng ngày").assert_shows("href=\"/initiatives/SK-2014-001\"");
    let paper = head.get(&format!("{address}/print")).await;
    for (name, value) in &more[3..] {
        if !name.contains("birth_date") {
            page.assert_shows(value);
            paper.assert_shows(value);
        }
    }
    page.assert_hides("05/09/1980");
    paper.assert_shows("05/09/1980");
    step_with(&mut head, &address, "return", &[("note", "Nêu số đo được")]).await;
    let form = lan.get(&format!("{address}/edit")).await;
    let form = form.forms().into_iter().find(|form| form.action == address).unwrap();
    let kept = |name: &str| form.fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.clone());
    assert_eq!(kept("investor").as_deref(), Some("Kho bạc Nhà nước tỉnh"));
    assert_eq!(kept("continues").as_deref(), Some("SK-2014-001"));
    assert_eq!(kept("participant_support_1").as_deref(), Some("Cung cấp số liệu"));
    assert_eq!(kept("qualification_1").as_deref(), Some("Thạc sĩ kinh tế"));
    assert_eq!(kept("participant_name_2").as_deref(), Some(""));
}

#[actix_web::test]
async fn what_is_wrong_in_the_application_is_said_at_its_field_and_nothing_is_written() {
    let Office { mut lan, mut hoa, .. } = office().await;
    hoa.post("/initiatives", &[("year", "2014"), ("title", "Của người khác"), ("draft", "1")]).await;
    for unknown in ["SK-2010-009", "SK-2014-001"] {
        let page = lan.post("/initiatives", &typed(by(&[("QLNS-LAN", "100")]), "continues", unknown)).await;
        let words = "Không có sáng kiến nào mang mã này mà đồng chí được xem. Nhập mã, ví dụ SK-2013-001.";
        page.assert_field_error("continues", words);
    }
    let nameless = typed(by(&[("QLNS-LAN", "100")]), "participant_support_1", "Nhập liệu");
    let page = lan.post("/initiatives", &typed(nameless, "participant_birth_date_1", "31/02/1980")).await;
    page.assert_field_error("participant_name_1", "Nhập họ và tên người tham gia.");
    page.assert_shows("href=\"#participant_birth_date_1\"").assert_shows("Nhập liệu");
    lan.get("/initiatives?author=me").await.assert_shows("0 sáng kiến năm 2014");
    let address = record(&mut lan, &by(&[("QLNS-LAN", "100")])).await;
    let own = address.rsplit('/').next().unwrap();
    let fields = typed(typed(by(&[("QLNS-LAN", "100")]), "continues", own), "version", "1");
    let words = "Đây là mã của chính sáng kiến này. Nhập mã sáng kiến trước mà nó kế thừa.";
    lan.post(&address, &fields).await.assert_field_error("continues", words);
}

#[actix_web::test]
async fn an_author_who_has_left_is_named_with_his_last_day() {
    let Office { mut lan, mut secretariat, .. } = office().await;
    let leaving = "/people/QLNS-TU/leaving";
    secretariat.post_from(leaving, leaving, &[("left_on", "30/06/2014")]).await.assert_status(303);
    for typed in ["QLNS-TU", "nguyen thi tu"] {
        let page = lan.post("/initiatives", &by(&[("QLNS-LAN", "60"), (typed, "40")])).await;
        let words = "Đồng chí Nguyễn Thị TU đã nghỉ từ ngày 30/06/2014, không còn làm việc ở cơ quan. \
                     Bỏ dòng này hoặc sửa mã.";
        page.assert_field_error("author_code_2", words);
    }
}

#[actix_web::test]
async fn the_list_of_parts_says_what_is_missing() {
    let Office { mut lan, mut head, .. } = office().await;
    lan.post("/initiatives", &[("year", "2014"), ("title", "Sổ tay"), ("draft", "1")]).await.assert_status(303);
    let page = lan.get("/initiatives/SK-2014-001").await;
    page.assert_shows("Còn thiếu").assert_shows("href=\"/initiatives/SK-2014-001/edit#nature\"");
    head.get("/initiatives/SK-2014-001").await.assert_hides("Các phần của đơn");
    let fields = typed(by(&[("QLNS-LAN", "100")]), "version", "1");
    lan.post("/initiatives/SK-2014-001", &fields).await.assert_status(303);
    lan.get("/initiatives/SK-2014-001").await.assert_hides("Còn thiếu").assert_shows("Không bắt buộc");
}

#[actix_web::test]
async fn every_co_author_confirms_before_it_is_filed() {
    let Office { app, mut lan, mut tu, mut hoa, mut head, .. } = office().await;
    let address = record(&mut lan, &by(&THREE)).await;
    let page = step(&mut lan, &address, "filing").await;
    let words = "Đồng chí Nguyễn Thị TU chưa xác nhận. Gửi sáng kiến sau khi đồng chí ấy xác nhận.";
    assert_waits_for(&page, 2, words);
    lan.get(&format!("{address}/filing")).await.assert_hides("Gửi sáng kiến</button>").assert_shows(words);

    tu.get("/").await.assert_shows("Xác nhận 1 sáng kiến đồng chí là đồng tác giả");
    tu.get("/initiatives?author=me&answer=asked").await.assert_shows(INITIATIVE).assert_shows("Chờ tôi xác nhận");
    tu.get("/notices").await.assert_shows("Sáng kiến SK-2014-001 chờ đồng chí xác nhận là đồng tác giả.");
    tu.get(&address).await.assert_shows("tỷ lệ đóng góp 30%");
    step(&mut tu, &address, "confirmation").await.assert_went_to(&address);
    tu.get("/").await.assert_hides("Xác nhận 1 sáng kiến");
    step(&mut tu, &address, "confirmation").await.assert_status(403);
    hoa.get(&address).await.assert_shows("Đã xác nhận").assert_shows("Chờ xác nhận");
    step(&mut hoa, &address, "confirmation").await.assert_went_to(&address);
    lan.get("/notices").await.assert_shows("Các tác giả đã xác nhận đủ sáng kiến SK-2014-001.");

    step(&mut lan, &address, "filing").await.assert_went_to(&format!("{address}/filed"));
    head.get(&address).await.assert_shows("Chờ đơn vị duyệt");
    let confirmed = app.audited().into_iter().filter(|kind| kind == "authorship_confirmed").count();
    assert_eq!((confirmed, app.audited().contains(&"authors_asked".to_owned())), (2, true));
}

#[actix_web::test]
async fn only_a_co_author_who_is_asked_answers_and_only_what_he_has_read() {
    let Office { mut lan, mut tu, mut head, mut secretariat, .. } = office().await;
    lan.post("/initiatives", &typed(by(&THREE), "draft", "1")).await.assert_went_to("/initiatives/SK-2014-001");
    let address = "/initiatives/SK-2014-001";
    let at = |version: &'static str| [("version", version), ("note", "Sai tỷ lệ")];
    tu.post(&format!("{address}/confirmation"), &at("1")).await.assert_status(403);
    lan.post(&format!("{address}/confirmation-request"), &at("1")).await.assert_went_to(&format!("{address}/filing"));
    for other in [&mut lan, &mut secretariat] {
        other.post(&format!("{address}/confirmation"), &at("1")).await.assert_status(403);
        other.post(&format!("{address}/refusal"), &at("1")).await.assert_status(403);
    }
    head.post(&format!("{address}/confirmation"), &at("1")).await.assert_status(403);
    let changed = typed(typed(by(&THREE), "version", "1"), "nature", "Cách làm khác");
    lan.post(address, &changed).await.assert_status(303);
    let page = tu.post(&format!("{address}/confirmation"), &at("1")).await;
    page.assert_status(409).assert_shows("Đồng chí lan vừa sửa sáng kiến lúc");
    tu.post(&format!("{address}/confirmation"), &at("2")).await.assert_went_to(address);
}

#[actix_web::test]
async fn a_refusal_holds_it_up_until_the_authors_change_it_and_all_confirm_afresh() {
    let Office { app, mut lan, mut tu, mut hoa, .. } = office().await;
    let address = record(&mut lan, &by(&THREE)).await;
    step(&mut tu, &address, "confirmation").await.assert_status(303);
    step(&mut hoa, &address, "refusal").await.assert_field_error("note", "Nêu lý do để người gửi biết cần sửa gì.");
    let reason = [("note", "Phần của tôi phải là 25%.")];
    step_with(&mut hoa, &address, "refusal", &reason).await.assert_went_to(&address);
    lan.get(&address).await.assert_shows("Không đồng ý").assert_shows("Phần của tôi phải là 25%.");
    lan.get("/notices").await.assert_shows("Một đồng tác giả không đồng ý đứng tên sáng kiến SK-2014-001.");
    let page = step(&mut lan, &address, "filing").await;
    let words = "Đồng chí Nguyễn Thị HOA không đồng ý đứng tên: Phần của tôi phải là 25%. \
                 Sửa nội dung hoặc tác giả, tỷ lệ rồi bấm Tiếp tục để hỏi lại.";
    assert_waits_for(&page, 3, words);
    let shares = [("QLNS-LAN", "45"), ("QLNS-TU", "30"), ("DT-HOA", "25")];
    lan.post(&address, &typed(by(&shares), "version", "1")).await.assert_went_to(&format!("{address}/filing"));
    let page = step(&mut lan, &address, "filing").await;
    assert_waits_for(&page, 2, "Đồng chí Nguyễn Thị TU chưa xác nhận. Gửi sáng kiến sau khi đồng chí ấy xác nhận.");
    for author in [&mut tu, &mut hoa] {
        step(author, &address, "confirmation").await.assert_went_to(&address);
    }
    step(&mut lan, &address, "filing").await.assert_went_to(&format!("{address}/filed"));
    assert!(app.audited().contains(&"authorship_refused".to_owned()));
}

#[actix_web::test]
async fn saving_what_is_unchanged_keeps_what_the_others_have_said() {
    let Office { mut lan, mut tu, .. } = office().await;
    let fields = by(&[("QLNS-LAN", "60"), ("QLNS-TU", "40")]);
    let address = record(&mut lan, &fields).await;
    step(&mut tu, &address, "confirmation").await.assert_status(303);
    lan.post(&address, &typed(fields, "version", "1")).await.assert_went_to(&format!("{address}/filing"));
    step(&mut lan, &address, "filing").await.assert_went_to(&format!("{address}/filed"));
    tu.post(&format!("{address}/refusal"), &[("version", "2"), ("note", "Muộn")]).await.assert_status(403);
}

#[actix_web::test]
async fn who_has_no_account_confirms_on_paper_through_the_secretariat() {
    let Office { app, mut lan, mut tu, mut secretariat, .. } = office().await;
    app.person("QLNS-050", "Hoàng Văn Giấy", "QLNS");
    let address = record(&mut lan, &by(&[("QLNS-LAN", "60"), ("QLNS-050", "40")])).await;
    let page = step(&mut lan, &address, "filing").await;
    let words = "Đồng chí Hoàng Văn Giấy không có tài khoản nên không xác nhận ở đây được. \
                 Đưa thường trực giấy xác nhận có chữ ký để ghi xác nhận bằng giấy.";
    assert_waits_for(&page, 2, words);
    secretariat.get("/notices").await.assert_shows("có đồng tác giả không có tài khoản");
    let paper = [("author", "QLNS-050"), ("paper", "Giấy xác nhận ngày 10/07/2014")];
    for other in [&mut lan, &mut tu] {
        let fields = [&paper[..], &[("version", "1")]].concat();
        let page = other.post(&format!("{address}/paper-confirmation"), &fields).await;
        assert!(matches!(page.status.as_u16(), 403 | 404), "{}", page.status);
    }
    let page = step(&mut secretariat, &address, "paper-confirmation").await;
    page.assert_field_error("author", "Chọn đồng tác giả đã xác nhận bằng giấy.");
    page.assert_field_error("paper", "Ghi giấy xác nhận, ví dụ: Giấy xác nhận ngày 10/07/2014.");
    step_with(&mut secretariat, &address, "paper-confirmation", &paper).await.assert_went_to(&address);
    lan.get(&address).await.assert_shows("Giấy xác nhận ngày 10/07/2014");
    step(&mut lan, &address, "filing").await.assert_went_to(&format!("{address}/filed"));
    assert!(app.audited().contains(&"authorship_confirmed_on_paper".to_owned()));
}

#[actix_web::test]
async fn a_secretary_who_is_an_author_records_no_paper() {
    let Office { app, mut lan, mut secretariat, .. } = office().await;
    app.person("QLNS-050", "Hoàng Văn Giấy", "QLNS");
    let shares = [("QLNS-LAN", "50"), ("VP-NGUYET", "30"), ("QLNS-050", "20")];
    let address = record(&mut lan, &by(&shares)).await;
    let paper = [("author", "QLNS-050"), ("paper", "Giấy xác nhận ngày 10/07/2014")];
    step_with(&mut secretariat, &address, "paper-confirmation", &paper).await.assert_status(403);
}

#[actix_web::test]
async fn the_confidential_part_is_read_by_those_who_decide_and_by_nobody_else() {
    let Office { app, mut lan, mut tu, mut head, mut secretariat, .. } = office().await;
    let mut auditor = {
        app.account("kiem", None, &[Role::Auditor]);
        app.client("kiem").await
    };
    let mut other = app.login("DUNG", "DT", &[Role::Staff]).await;
    let fields = typed(by(&[("QLNS-LAN", "60"), ("QLNS-TU", "40")]), "confidential", SECRET);
    let address = record(&mut lan, &fields).await;
    tu.get(&address).await.assert_shows(SECRET);
    step(&mut tu, &address, "confirmation").await;
    step(&mut lan, &address, "filing").await;
    for reader in [&mut lan, &mut head, &mut secretariat, &mut auditor] {
        reader.get(&address).await.assert_shows(SECRET);
        reader.get(&format!("{address}/print")).await.assert_shows(SECRET);
    }
    step(&mut head, &address, "agreement").await;
    head.get(&address).await.assert_ok().assert_hides(SECRET);
    let recognition = [("level", "base"), ("decision_no", "152/QĐ-STC"), ("recognised_on", "15/07/2014")];
    step_with(&mut secretariat, &address, "recognition", &recognition).await.assert_status(303);
    for path in [address.as_str(), "/initiatives.csv"] {
        other.get(path).await.assert_ok().assert_hides(SECRET);
    }
    // The paper has days of birth, too.
    other.get(&format!("{address}/print")).await.assert_status(403);
    other.get(&format!("{address}/print.docx")).await.assert_status(403);
    assert!(
        !app.read(|conn| {
            use diesel::prelude::*;
            use thidua::schema::audit_entries::dsl::{audit_entries, changes};
            audit_entries.select(changes).load::<String>(conn)
        })
        .concat()
        .contains(SECRET)
    );
}

#[actix_web::test]
async fn the_paper_has_the_authors_all_parts_and_room_for_every_signature() {
    let Office { mut lan, .. } = office().await;
    let address = record(&mut lan, &by(&THREE)).await;
    let page = lan.get(&format!("{address}/print")).await;
    page.assert_shows("ĐƠN YÊU CẦU CÔNG NHẬN SÁNG KIẾN").assert_shows("Độc lập - Tự do - Hạnh phúc");
    page.assert_shows("Tỷ lệ (%) đóng góp").assert_shows("05/09/1979").assert_shows("Phòng Quản lý ngân sách");
    page.assert_shows("Chúng tôi xin cam đoan").assert_shows("ngày 15 tháng 7 năm 2014");
    for author in ["LAN", "TU", "HOA"] {
        page.assert_shows(&format!("<p><b>Nguyễn Thị {author}</b></p>"));
    }
    let docx = lan.get(&format!("{address}/print.docx")).await;
    let text = read_here(TextKind::Docx, &docx.bytes).unwrap();
    for words in ["ĐƠN YÊU CẦU CÔNG NHẬN SÁNG KIẾN", "Kính gửi: ", "Chúng tôi xin cam đoan", "TÁC GIẢ 3"]
    {
        assert!(text.contains(words), "{words} in {text}");
    }
}

/// As the script of the form sends it.
async fn save_itself(client: &mut Client, path: &str, number: &str, fields: &[(&str, &str)]) -> Page {
    let token = client.token().to_owned();
    let own = [("_token", token.as_str()), ("_number", number), ("draft", "1"), ("autosave", "1")];
    client.post_exactly(path, &[&own[..], fields].concat()).await
}

#[actix_web::test]
async fn a_draft_saves_itself_once_it_has_a_title_and_is_sent_by_hand_afterwards() {
    let Office { app, mut lan, .. } = office().await;
    let nothing = save_itself(&mut lan, "/initiatives", "n-0", &[("year", "2014"), ("title", " ")]).await;
    nothing.assert_status(422).assert_shows("{\"said\":\"Chưa tự lưu được. Nhập tên sáng kiến.\"}");
    let typing = [("year", "2014"), ("title", "Sổ tay"), ("nature", "Đang viết")];
    for _ in 0..2 {
        let saved = save_itself(&mut lan, "/initiatives", "n-0", &typing).await;
        saved.assert_ok().assert_shows("\"address\":\"/initiatives/SK-2014-001\"").assert_shows("\"version\":\"1\"");
        saved.assert_shows("Đã tự lưu lúc 12:00.");
    }
    lan.get("/initiatives").await.assert_shows("1 sáng kiến năm 2014");
    let address = "/initiatives/SK-2014-001";
    for (number, text, version) in [("n-1", "Đang viết tiếp", "1"), ("n-2", "Đang viết tiếp nữa", "2")] {
        let typing = [("year", "2014"), ("title", "Sổ tay"), ("nature", text), ("version", version)];
        let next = (version.parse::<i32>().unwrap() + 1).to_string();
        let saved = save_itself(&mut lan, address, number, &typing).await;
        saved.assert_ok().assert_shows(&format!("\"version\":\"{next}\""));
    }
    let page = lan.get(address).await;
    page.assert_shows("Đang viết tiếp nữa");
    assert_eq!(page.body.matches("tự lưu nháp sáng kiến").count(), 1, "{}", page.body);
    assert_eq!(app.audited().iter().filter(|kind| *kind == "initiative_autosaved").count(), 2);
    let by_hand = typed(by(&[("QLNS-LAN", "100")]), "version", "3");
    lan.post(address, &by_hand).await.assert_went_to(&format!("{address}/filing"));
}

#[actix_web::test]
async fn a_draft_that_saves_itself_keeps_no_session_alive() {
    let Office { app, lan, .. } = office().await;
    let in_minutes = |minutes: i64| {
        let mut db = app.db.clone();
        db.clock = Clock::shifted(db.clock.offset() + Duration::minutes(minutes));
        lan.with_db(db)
    };
    in_minutes(29).get("/initiatives").await.assert_ok();
    let itself = || TestRequest::get().uri("/initiatives").insert_header(("X-Background", "1"));
    in_minutes(58).send(itself()).await.assert_ok();
    in_minutes(60).send(itself()).await.assert_went_to("/login?next=%2Finitiatives");
    in_minutes(60).get("/initiatives").await.assert_went_to("/login?next=%2Finitiatives");
}

#[actix_web::test]
async fn what_somebody_else_has_changed_is_not_saved_over() {
    let Office { mut lan, mut tu, .. } = office().await;
    let fields = by(&[("QLNS-LAN", "60"), ("QLNS-TU", "40")]);
    let address = record(&mut lan, &fields).await;
    let changed = typed(typed(fields.clone(), "version", "1"), "title", "Tên mới");
    tu.post(&address, &changed).await.assert_status(303);
    let page = save_itself(&mut lan, &address, "n-1", &typed(fields.clone(), "version", "1")).await;
    page.assert_status(409).assert_shows("\"stop\":true").assert_shows("Phần đang viết chưa lưu.");
    lan.get(&address).await.assert_shows("Tên mới");
    // What saved itself is to be confirmed, too.
    let text = typed(typed(changed, "version", "2"), "nature", "Viết lại");
    save_itself(&mut tu, &address, "n-9", &text).await.assert_ok();
    let page = step(&mut tu, &address, "filing").await;
    assert_waits_for(&page, 1, "Chưa gửi đồng chí Nguyễn Thị LAN xác nhận. Bấm Tiếp tục để gửi.");
}
