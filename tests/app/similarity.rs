//! What of an initiative stands in earlier ones: found on filing, shown to whom it may be shown, answered at the machine.

use diesel::prelude::*;
use thidua::features::initiatives::ops;
use thidua::schema::{initiative_comparisons, similarity_shingles, similarity_texts};

use crate::support::*;

mod files;
mod labelled;
pub mod pairs;

/// The made-up texts, by their names.
fn text(name: &str) -> &'static str {
    pairs::texts().into_iter().find(|(of, _)| *of == name).unwrap().1
}

struct Office {
    app: TestApp,
    /// Of QLNS, like the head.
    staff: Client,
    head: Client,
    /// Of DT.
    other: Client,
    secretariat: Client,
    council: Client,
}

async fn office() -> Office {
    let app = TestApp::new();
    let staff = app.login("LAN", "QLNS", &[Role::Staff]).await;
    let head = app.login("HUONG", "QLNS", &[Role::Staff, Role::UnitHead]).await;
    let other = app.login("TU", "DT", &[Role::Staff]).await;
    app.login("SON", "DT", &[Role::Staff, Role::UnitHead]).await;
    let secretariat = app.login("NGUYET", "VP", &[Role::Staff, Role::Secretariat]).await;
    let council = app.login("MINH", "VP", &[Role::Staff, Role::CouncilMember]).await;
    Office { app, staff, head, other, secretariat, council }
}

async fn draft(client: &mut Client, author: &str, title: &str, summary: &str) -> String {
    let fields = [
        ("year", "2014"),
        ("title", title),
        ("summary", summary),
        ("nature", "Nêu trên."),
        ("benefits_by_author", "Tốt."),
        ("first_used_on", "15/02/2014"),
        ("author_code_1", author),
        ("percent_1", "100"),
        ("draft", "1"),
    ];
    let saved = client.post("/initiatives", &fields).await;
    saved.assert_status(303);
    saved.location
}

async fn step(client: &mut Client, address: &str, step: &str, fields: &[(&str, &str)]) -> Page {
    client.post_from(address, &format!("{address}/{step}"), fields).await
}

async fn file(client: &mut Client, author: &str, title: &str, summary: &str) -> String {
    let address = draft(client, author, title, summary).await;
    client.post_from(&format!("{address}/filing"), &format!("{address}/filing"), &[]).await.assert_status(303);
    address
}

/// Code of the source and percentage, of the initiative with this code.
fn found(app: &TestApp, address: &str) -> Vec<(String, u32)> {
    let code = address.strip_prefix("/initiatives/").unwrap();
    app.db
        .read_now(|conn| {
            let id = ops::id_of(conn, code)?;
            let rows: Vec<(thidua::domain::ids::InitiativeId, i32)> = initiative_comparisons::table
                .filter(initiative_comparisons::initiative_id.eq(id))
                .order(initiative_comparisons::percent.desc())
                .select((initiative_comparisons::source_id, initiative_comparisons::percent))
                .load(conn)?;
            rows.into_iter().map(|(source, percent)| Ok((ops::find(conn, source)?.code, percent as u32))).collect()
        })
        .unwrap()
}

#[actix_web::test]
async fn a_near_copy_is_found_on_filing_and_shown_side_by_side() {
    let Office { app, mut staff, mut head, mut secretariat, .. } = office().await;
    let original = file(&mut staff, "QLNS-LAN", "Bảng theo dõi thu", text("thu-a")).await;
    file(&mut staff, "QLNS-LAN", "Nhắc nợ tiền đất", text("thu-b")).await;
    let copy = pairs::near_copy(text("thu-a"), 7);
    let address = file(&mut staff, "QLNS-LAN", "Phương án mới hẳn", &copy).await;
    let found = found(&app, &address);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(original.ends_with(&found[0].0) && found[0].1 >= 35, "{found:?}");
    let page = secretariat.get(&address).await;
    page.assert_shows("Giống các sáng kiến trước").assert_shows(&format!("tag--warn\">Giống {}%", found[0].1));
    let list = secretariat.get(&format!("{address}/comparison")).await;
    list.assert_shows("Bảng theo dõi thu").assert_shows("Nguyễn Thị LAN").assert_shows("Chờ đơn vị duyệt");
    let both = secretariat.get(&format!("{address}/comparison/{}", found[0].0)).await;
    assert!(both.body.matches("<mark>").count() >= 4, "{}", both.body);
    both.assert_shows("<mark>chia theo mùa vụ của ba năm</mark>");
    secretariat.get(&format!("{address}/comparison/SK-2014-002")).await.assert_status(404);
    head.get("/approvals?kind=initiative").await.assert_shows(&format!("Giống {}%", found[0].1));
}

#[actix_web::test]
async fn the_same_topic_stays_below_the_warning() {
    let Office { app, mut staff, mut secretariat, .. } = office().await;
    file(&mut staff, "QLNS-LAN", "Phiếu kiểm tra", text("thanhtra-a")).await;
    let address = file(&mut staff, "QLNS-LAN", "Sổ kiến nghị", text("thanhtra-b")).await;
    assert_eq!(found(&app, &address), []);
    let page = secretariat.get(&address).await;
    page.assert_shows("Không thấy phần nào giống các sáng kiến trước.").assert_hides("tag--warn\">Giống");
}

#[actix_web::test]
async fn an_author_sees_of_what_he_may_not_read_only_how_near_it_is() {
    let Office { app, mut staff, mut head, mut other, mut secretariat, mut council } = office().await;
    let original = file(&mut staff, "QLNS-LAN", "Kho giá tham chiếu", text("gia-a")).await;
    let address = file(&mut other, "DT-TU", "Kho giá", text("gia-a")).await;
    let page = other.get(&format!("{address}/comparison")).await;
    page.assert_shows("Có 1 sáng kiến khác, mức giống").assert_shows("đồng chí không xem được nội dung");
    page.assert_hides("Kho giá tham chiếu").assert_hides("SK-2014-001").assert_hides("Nguyễn Thị LAN");
    let side_by_side = format!("{address}/comparison/SK-2014-001");
    other.get(&side_by_side).await.assert_status(404);
    secretariat.get(&side_by_side).await.assert_ok();
    head.get(&format!("{address}/comparison")).await.assert_status(404);
    // What is recognised everybody may read; who sees only that reads no comparison.
    step(&mut head, &original, "agreement", &[]).await.assert_status(303);
    let recognition = [("level", "base"), ("decision_no", "152/QĐ-STC"), ("recognised_on", "15/07/2014")];
    step(&mut secretariat, &original, "recognition", &recognition).await.assert_status(303);
    other.get(&side_by_side).await.assert_shows("<mark>").assert_shows("Đã công nhận, Cấp cơ sở");
    other.get(&format!("{original}/comparison")).await.assert_status(404);
    council.get(&format!("{original}/comparison")).await.assert_ok();
    council.get(&format!("{address}/comparison")).await.assert_status(404);
    let _ = app;
}

#[actix_web::test]
async fn what_it_continues_is_marked_and_no_warning() {
    use thidua::schema::initiatives;
    let Office { app, mut staff, mut head, mut secretariat, .. } = office().await;
    file(&mut staff, "QLNS-LAN", "Quét tem tài sản", text("congsan-b")).await;
    let address = draft(&mut staff, "QLNS-LAN", "Quét tem tài sản, mở rộng", text("congsan-b")).await;
    app.set_up(|tx| {
        let first = ops::id_of(tx.conn, "SK-2014-001")?;
        diesel::update(initiatives::table.filter(initiatives::code.eq("SK-2014-002")))
            .set(initiatives::continues_id.eq(first))
            .execute(tx.conn)?;
        tx.audit(thidua::domain::event::Event::new(
            thidua::domain::event::EventKind::InitiativeChanged,
            thidua::domain::event::Object::Initiative(first),
        ))
    });
    client_files(&mut staff, &address).await;
    let page = secretariat.get(&format!("{address}/comparison")).await;
    page.assert_shows("Kế thừa").assert_hides("tag--warn");
    secretariat.get(&address).await.assert_shows("Chỉ giống sáng kiến mà nó kế thừa.");
    head.get("/approvals?kind=initiative").await.assert_hides("Giống ");
}

async fn client_files(client: &mut Client, address: &str) {
    let filing = format!("{address}/filing");
    client.post_from(&filing, &filing, &[]).await.assert_status(303);
}

#[actix_web::test]
async fn drafts_and_what_was_taken_back_are_no_sources_and_the_index_follows() {
    let Office { app, mut staff, mut head, .. } = office().await;
    draft(&mut staff, "QLNS-LAN", "Nháp", text("tinhoc-a")).await;
    let withdrawn = file(&mut staff, "QLNS-LAN", "Rút", text("tinhoc-a")).await;
    step(&mut staff, &withdrawn, "withdrawal", &[]).await.assert_status(303);
    let shingles = |app: &TestApp| app.read(|conn| similarity_shingles::table.count().get_result::<i64>(conn));
    assert_eq!(shingles(&app), 0);
    let third = file(&mut staff, "QLNS-LAN", "Gửi", text("tinhoc-a")).await;
    assert_eq!(found(&app, &third), []);
    let before = shingles(&app);
    assert!(before > 20);
    // Returned and shortened: later ones are compared with what stands there now.
    step(&mut head, &third, "return", &[("note", "Viết gọn")]).await.assert_status(303);
    let fields = [("title", "Gửi"), ("summary", "Gọn lại còn một câu ngắn."), ("draft", "1"), ("year", "2014")];
    staff.post_from(&format!("{third}/edit"), &third, &fields).await.assert_status(303);
    assert!(shingles(&app) < before / 2);
}

#[actix_web::test]
async fn what_is_imported_is_compared_with_from_then_on() {
    let Office { app, mut staff, mut secretariat, .. } = office().await;
    let csv = format!(
        "code,year,title,authors,summary,level,decision_no,recognised_on\n\
         CU-1,2012,Cẩm nang cũ,QLNS-LAN:100,\"{}\",base,5/QĐ,2012-12-01\n",
        text("hanhchinh-b")
    );
    secretariat.upload("initiatives", "x.csv", csv.as_bytes()).await.assert_went_to("/imports/1");
    secretariat.post("/imports/1/confirmation", &[]).await.assert_status(303);
    let address = file(&mut staff, "QLNS-LAN", "Cẩm nang", text("hanhchinh-b")).await;
    let found = found(&app, &address);
    assert_eq!(found[0].0, "CU-1");
    staff.get(&format!("{address}/comparison")).await.assert_shows("Đã công nhận, Cấp cơ sở, 01/12/2012");
    // A folder of a program before there was an index has none.
    app.db.keep_house_now(|conn| Ok(diesel::delete(similarity_texts::table).execute(conn)?)).unwrap();
    assert!(app.db.read_now(ops::lacks_in_index).unwrap());
    app.db.keep_house_now(ops::index_missing).unwrap();
    assert!(!app.db.read_now(ops::lacks_in_index).unwrap());
    let alike = app.db.read_now(|conn| ops::like(conn, text("hanhchinh-b"), None)).unwrap();
    assert_eq!(alike.len(), 2);
}

#[actix_web::test]
async fn checking_saves_nothing_and_keeps_what_was_typed() {
    let Office { app, mut staff, mut other, .. } = office().await;
    file(&mut staff, "QLNS-LAN", "Kiểm kê tài sản bằng điện thoại", text("congsan-b")).await;
    let before = app.all_rows();
    let typed = [
        ("year", "2014"),
        ("title", "Kiểm kê tài sản bằng mã quét"),
        ("summary", text("congsan-b")),
        ("author_code_1", "QLNS-LAN"),
        ("percent_1", "chưa rõ"),
        ("check", "1"),
    ];
    let page = staff.post("/initiatives", &typed).await;
    page.assert_ok().assert_shows("Kết quả kiểm tra trùng").assert_shows("tag--warn\">Giống ");
    page.assert_shows("Sáng kiến trước đây có tên gần giống").assert_shows("value=\"chưa rõ\"");
    page.assert_shows("href=\"/initiatives/SK-2014-001\"");
    let page = other.post("/initiatives", &typed).await;
    page.assert_shows("Có 1 sáng kiến khác, mức giống").assert_hides("SK-2014-001");
    let page = other.post("/initiatives", &[("year", "2014"), ("title", "Việc khác hẳn"), ("check", "1")]).await;
    page.assert_shows("Không thấy phần nào giống các sáng kiến trước.");
    assert_eq!(app.all_rows(), before);
    let draft = draft(&mut staff, "QLNS-LAN", "Nháp", "").await;
    staff.post_from(&format!("{draft}/edit"), &draft, &typed).await.assert_ok().assert_shows("Giống ");
    other.post(&draft, &typed).await.assert_status(404);
}

#[actix_web::test]
async fn titles_like_the_one_typed_are_offered_to_those_who_may_read_them() {
    let Office { mut staff, mut other, .. } = office().await;
    draft(&mut staff, "QLNS-LAN", "Kiểm kê tài sản bằng điện thoại", "").await;
    draft(&mut staff, "QLNS-LAN", "Sổ tay tài sản công", "").await;
    let asked = "/initiatives/similar-titles?q=kiem+ke+tai+san";
    let page = staff.get(asked).await;
    page.assert_ok().assert_shows("Kiểm kê tài sản bằng điện thoại").assert_shows("Sổ tay tài sản công");
    other.get(asked).await.assert_ok().assert_hides("Kiểm kê");
    for nothing in ["", "x", "%22+OR+%2A", "khong+co+gi"] {
        let page = staff.get(&format!("/initiatives/similar-titles?q={nothing}")).await;
        page.assert_ok().assert_hides("<li>");
    }
    staff.get("/initiatives/new").await.assert_shows("data-similar-titles=\"/initiatives/similar-titles\"");
}

#[actix_web::test]
async fn the_secretariat_and_the_council_remark_on_a_comparison() {
    let Office { app, mut staff, mut head, mut secretariat, .. } = office().await;
    let address = file(&mut staff, "QLNS-LAN", "Bảng công thức", text("nganhang-a")).await;
    let comparison = format!("{address}/comparison");
    let page = secretariat.post_from(&comparison, &comparison, &[("words", " ")]).await;
    page.assert_field_error("words", "Viết nhận xét trước khi gửi.");
    let remark = [("words", "Phần hai trùng bản năm 2012")];
    secretariat.post_from(&comparison, &comparison, &remark).await.assert_went_to(&comparison);
    staff.get(&comparison).await.assert_shows("Phần hai trùng bản năm 2012").assert_shows("nguyet");
    for client in [&mut staff, &mut head] {
        client.post(&comparison, &[("version", "2"), ("words", "Tôi thấy khác")]).await.assert_status(403);
    }
    secretariat.post(&comparison, &[("version", "1"), ("words", "Cũ")]).await.assert_status(409);
    assert!(app.audited().contains(&"comparison_remarked".to_owned()));
}
