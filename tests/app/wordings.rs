//! The department's own wording of its papers: written, looked at, taken back; what was issued keeps its words.

use thidua::domain::ids::*;
use thidua::domain::wording::{PaperKind, original};
use thidua::domain::year::Year;
use thidua::features::decisions::ops::{self as decisions, Draft};
use thidua::texts::{TextKind, read_here};

use crate::support::*;

const DECISION: &str = "/wordings/decision";
const DUTY: &str = "Chánh Văn phòng Sở, Trưởng các phòng, đơn vị và các tập thể, cá nhân có tên";

struct Office {
    app: TestApp,
    secretariat: Client,
}

async fn office() -> Office {
    let app = TestApp::new();
    app.account("nguyet", Some(app.person("VP-010", "Đỗ Thị Nguyệt", "VP")), &[Role::Staff, Role::Secretariat]);
    let head = app.person("STC-001", "Trần Văn Giám", "STC");
    app.account("giamdoc", Some(head), &[Role::Staff, Role::Leader]);
    app.make_head_of_agency(head);
    let secretariat = app.client("nguyet").await;
    Office { app, secretariat }
}

impl Office {
    fn drafted(&self, code: &str, award: &str) -> DecisionId {
        let lines = vec![self.app.passed(code, award)];
        let draft = Draft { year: Year(2014), abstract_line: "Về việc công nhận".into(), lines };
        self.app.db.write_now(&self.app.actor("nguyet"), |tx| decisions::draft(tx, &draft)).unwrap()
    }

    fn issue(&self, id: DecisionId, number: &str) {
        let (seen, day) = (decisions::Seen { id, version: 1 }, "2014-07-15".parse().unwrap());
        self.app.db.write_now(&self.app.actor("giamdoc"), |tx| decisions::issue(tx, seen, number, day)).unwrap();
    }

    async fn write(&mut self, fields: &[(&str, &str)]) -> Page {
        self.secretariat.post_from(DECISION, DECISION, fields).await
    }
}

#[actix_web::test]
async fn a_paper_says_what_the_department_wrote_and_one_that_was_issued_what_stood_then() {
    let mut office = office().await;
    let (old, new) = (office.drafted("QLNS", "TTLDTT"), office.drafted("DT", "TTLDTT"));
    office.issue(old, "5");
    office.secretariat.get(&format!("/decisions/{old}/paper")).await.assert_shows(DUTY);
    let typed = [
        ("article_3", "Văn phòng Sở & các phòng <có tên> thi hành Quyết định năm {năm} của \"Sở\", {{như trên}}."),
        ("recipients", "- Như Điều 3;\n\n- Sở Nội vụ;"),
        ("first_grounds", "Căn cứ Quyết định số 12/2010/QĐ-UBND về chức năng của Sở;"),
        ("last_grounds", ""),
    ];
    office.write(&typed).await.assert_went_to(DECISION);
    let page = office.secretariat.get(&format!("/decisions/{new}/paper")).await;
    page.assert_hides(DUTY)
        .assert_shows(
            "Văn phòng Sở &#38; các phòng &#60;có tên&#62; thi hành Quyết định năm 2014 của &#34;Sở&#34;, {như trên}.",
        )
        .assert_shows("<li>- Sở Nội vụ;</li>")
        .assert_shows("Căn cứ Quyết định số 12/2010/QĐ-UBND về chức năng của Sở.")
        .assert_hides("Lãnh đạo Sở")
        .assert_hides("Theo đề nghị");
    let docx = office.secretariat.get(&format!("/decisions/{new}/paper.docx")).await;
    let text = read_here(TextKind::Docx, &docx.bytes).unwrap();
    assert!(
        text.contains("Văn phòng Sở & các phòng <có tên> thi hành Quyết định năm 2014 của \"Sở\", {như trên}."),
        "{text}"
    );
    office.secretariat.get(&format!("/decisions/{old}/paper")).await.assert_shows(DUTY).assert_shows("Theo đề nghị");
    let list = office.secretariat.get("/wordings").await;
    list.assert_shows("Đã sửa 4 đoạn").assert_shows("nguyet, 12:00 15/07/2014").assert_shows("Biên bản họp Hội đồng");
    assert_eq!(office.app.audited().last().map(String::as_str), Some("wording_changed"));
}

#[actix_web::test]
async fn what_cannot_be_filled_in_is_refused_at_its_field_and_nothing_is_written() {
    let mut office = office().await;
    let before = office.app.all_rows();
    let cases = [
        ("article_3", "Theo {so quyet dinh}", "Không có chỗ điền {so quyet dinh}. Viết {số quyết định} cho đúng dấu."),
        (
            "article_3",
            "Năm {năm",
            "Dấu { trước “năm” chưa có dấu } đóng lại. Thêm dấu }, hoặc gõ {{ nếu chỉ cần dấu ngoặc.",
        ),
        ("article_3", "Năm }", "Dấu } sau “Năm ” không có dấu { mở ra. Xóa đi, hoặc gõ }} nếu chỉ cần dấu ngoặc."),
        ("article_3", " ", "Văn bản cần đoạn này. Nhập nội dung, hoặc lấy lại mẫu gốc."),
        ("authority", "", "Văn bản cần đoạn này. Nhập nội dung, hoặc lấy lại mẫu gốc."),
    ];
    for (field, typed, words) in cases {
        let page = office.write(&[(field, typed), ("recipients", "- Sở Nội vụ;")]).await;
        page.assert_field_error(field, words).assert_shows("- Sở Nội vụ;</textarea>");
    }
    let page = office.write(&[("article_1", "{số biên bản}")]).await;
    page.assert_status(422).assert_shows("Không có chỗ điền {số biên bản}. Đoạn này dùng được: {năm}, {tên cơ quan},");
    let long = "x".repeat(2_001);
    office
        .write(&[("article_3", &long)])
        .await
        .assert_field_error("article_3", "Nội dung dài 2.001 ký tự, tối đa 2.000. Hãy viết ngắn lại.");
    let standing = original(PaperKind::Decision).passages[0].texts[0].text.as_str();
    let page = office.write(&[("authority", standing)]).await;
    page.assert_field_error("authority", "Chưa có đoạn nào thay đổi. Sửa ít nhất một đoạn rồi lưu.");
    assert_eq!(office.app.all_rows(), before);
}

#[actix_web::test]
async fn a_text_is_looked_at_with_real_data_before_it_is_saved() {
    let mut office = office().await;
    let typed = [("preview", "1"), ("article_3", "Thi hành Quyết định {số quyết định} {ngày quyết định}, năm {năm}.")];
    let page = office.write(&typed).await;
    page.assert_ok().assert_shows("Chưa có văn bản nào loại này").assert_shows("Thi hành Quyết định …… ……, năm ……");
    let id = office.drafted("QLNS", "TTLDTT");
    let page = office.write(&typed).await;
    page.assert_ok()
        .assert_shows("Số liệu thật của: Dự thảo quyết định")
        .assert_shows("Chưa có dữ liệu cho: {số quyết định}, {ngày quyết định}.")
        .assert_shows("Thi hành Quyết định …… ngày …… tháng …… năm ……, năm 2014.")
        .assert_shows("Thi hành Quyết định {số quyết định} {ngày quyết định}, năm {năm}.</textarea>");
    office.issue(id, "5");
    let page = office.write(&typed).await;
    page.assert_shows("Số liệu thật của: Quyết định 05/QĐ-STC").assert_hides("Chưa có dữ liệu cho");
    page.assert_shows("Thi hành Quyết định 05/QĐ-STC ngày 15 tháng 7 năm 2014, năm 2014.");
    office.write(&[("preview", "1"), ("article_3", "{sai}")]).await.assert_status(422);
    // An original is put back in its field, what else was typed stays, and nothing is saved.
    let page = office.write(&[("original", "article_3"), ("article_3", "Mới"), ("recipients", "- Sở Nội vụ;")]).await;
    page.assert_ok().assert_shows("Đã đưa mẫu gốc vào ô").assert_shows(&format!(">{DUTY}"));
    page.assert_shows("- Sở Nội vụ;</textarea>");
    office.secretariat.get("/wordings").await.assert_hides("Đã sửa");
    office.secretariat.get(&format!("{DECISION}/history")).await.assert_shows("Chưa ai sửa mẫu này");
}

#[actix_web::test]
async fn every_version_is_kept_and_the_original_can_always_be_had_again() {
    let mut office = office().await;
    office.write(&[("article_3", "Bản một.")]).await.assert_status(303);
    office.write(&[("article_3", "Bản hai.")]).await.assert_status(303);
    let history = format!("{DECISION}/history");
    let page = office.secretariat.get(&history).await;
    page.assert_shows("Bản một.").assert_shows("Bản hai.").assert_shows(DUTY).assert_shows("nguyet");
    assert_eq!(page.body.matches("Dùng lại bản này").count(), 1);
    let reuse = format!("{DECISION}/reuse");
    let page = office.secretariat.post_from(&history, &reuse, &[("text_version", "1")]).await;
    page.assert_went_to(&history);
    office.secretariat.get(DECISION).await.assert_shows("Bản một.</textarea>");
    office.secretariat.post_from(&history, &reuse, &[("text_version", "1")]).await.assert_status(409);
    office.secretariat.post_from(&history, &reuse, &[("text_version", "77")]).await.assert_status(404);
    let elsewhere = "/wordings/ballot/reuse";
    office.secretariat.post(elsewhere, &[("version", "0"), ("text_version", "1")]).await.assert_status(404);

    let restoration = format!("{DECISION}/restoration");
    let stale = office.secretariat.post(&restoration, &[("version", "1")]).await;
    stale.assert_status(409).assert_shows("nguyet vừa dùng lại mẫu cũ");
    office.secretariat.post_from(DECISION, &restoration, &[]).await.assert_went_to(DECISION);
    office.secretariat.get(DECISION).await.assert_shows("Đang dùng mẫu gốc").assert_shows(&format!(">{DUTY}"));
    office.secretariat.post_from(DECISION, &restoration, &[]).await.assert_status(409);
    let page = office.secretariat.get(&history).await;
    page.assert_shows("Bản hai.").assert_shows("<span class=\"tag\">Mẫu gốc</span>");
    office.secretariat.get("/wordings").await.assert_hides("Đã sửa").assert_shows("nguyet, 12:00 15/07/2014");
    let acts = ["wording_changed", "wording_changed", "wording_reused", "wording_restored"];
    assert!(office.app.audited().ends_with(&acts.map(str::to_owned)), "{:?}", office.app.audited());
}

#[actix_web::test]
async fn only_the_secretariat_words_papers_and_the_auditor_reads_them() {
    let mut office = office().await;
    let mut auditor = office.app.login("KIEM", "VP", &[Role::Auditor]).await;
    auditor.get("/wordings").await.assert_ok();
    auditor.get(DECISION).await.assert_shows(DUTY).assert_hides("<textarea").assert_hides("Lưu mẫu");
    let mut staff = office.app.login("HOA", "QLNS", &[Role::Staff]).await;
    for client in [&mut auditor, &mut staff] {
        client.post(DECISION, &[("version", "0"), ("article_3", "Khác.")]).await.assert_status(403);
        client.post(DECISION, &[("version", "0"), ("preview", "1")]).await.assert_status(403);
        client.post(&format!("{DECISION}/restoration"), &[("version", "0")]).await.assert_status(403);
    }
    staff.get("/wordings").await.assert_status(403);
    staff.get(DECISION).await.assert_status(403);
    office.secretariat.get("/wordings/nothing").await.assert_status(404);
}

#[actix_web::test]
async fn every_paper_has_its_editor_and_its_preview() {
    let mut office = office().await;
    let app = &office.app;
    app.registered("QLNS", "TTLDTT");
    app.launched_movement("Tăng thu");
    app.signed_pact(2014, "QLNS");
    for kind in PaperKind::ALL {
        let address = format!("/wordings/{}", kind.code());
        let page = office.secretariat.get(&address).await;
        page.assert_ok().assert_shows(&format!("<h1>{kind}</h1>"));
        for it in &original(*kind).passages {
            page.assert_shows(&format!("name=\"{}\"", it.passage.code()));
        }
        assert!(page.body.len() < 60_000, "{kind}: {}", page.body.len());
        let page = office.secretariat.post_from(&address, &address, &[("preview", "1")]).await;
        page.assert_ok().assert_shows("Xem thử, chưa lưu");
        let has_data =
            ["registration_form", "movement_plan", "pact", "report", "registration_summary", "revenue_report"]
                .contains(&kind.code());
        if has_data {
            page.assert_shows("Số liệu thật của: ");
        } else {
            page.assert_shows("Chưa có văn bản nào loại này");
        }
    }
    // A pact that was offered keeps its words, a plan that was launched too; a report is always written anew.
    for (paper, passage) in [("pact", "term"), ("movement_plan", "duties"), ("report", "weaknesses")] {
        let address = format!("/wordings/{paper}");
        let page = office.secretariat.post_from(&address, &address, &[(passage, "Câu chữ mới của cơ quan.")]).await;
        page.assert_went_to(&address);
    }
    for paper in ["/pacts/1/print", "/movements/1/print"] {
        office.secretariat.get(paper).await.assert_ok().assert_hides("Câu chữ mới của cơ quan.");
    }
    office.secretariat.get("/reports/2014/half-year").await.assert_shows("Câu chữ mới của cơ quan.");
    office.app.drafted_pact(2014, "DT");
    office.secretariat.get("/pacts/2/print").await.assert_shows("Câu chữ mới của cơ quan.");
}

#[actix_web::test]
async fn a_correction_is_a_letter_in_the_words_of_its_day() {
    let mut office = office().await;
    let id = office.drafted("QLNS", "TTLDTT");
    office.issue(id, "5");
    let print = format!("/decisions/{id}/correction/print");
    office.secretariat.get(&print).await.assert_shows("Quyết định chưa có đính chính nào.");
    let mut director = office.app.client("giamdoc").await;
    let correction = format!("/decisions/{id}/correction");
    let content = "Sửa “Hoà” thành “Hoa” & <b>";
    let fields = [("document_no", "210/STC-VP"), ("corrected_on", "15/07/2014"), ("content", content)];
    director.post_from(&correction, &correction, &fields).await.assert_status(303);
    let page = office.secretariat.get(&print).await;
    page.assert_shows("Số: 210/STC-VP<br>V/v đính chính Quyết định số 05/QĐ-STC ngày 15 tháng 7 năm 2014")
        .assert_shows("ngày 15 tháng 7 năm 2014 về việc công nhận. Sau khi kiểm tra")
        .assert_shows("Sửa “Hoà” thành “Hoa” &#38; &#60;b&#62;")
        .assert_shows("<li>- Lãnh đạo Sở;</li>");
    for format in ["docx", "pdf"] {
        office.secretariat.get(&format!("{print}.{format}")).await.assert_ok();
    }
    let page = office.secretariat.get(&format!("/decisions/{id}")).await;
    page.assert_shows("In công văn đính chính");
    // Whoever reads the decision reads what corrects it.
    let mut staff = office.app.login("LAN", "QLNS", &[Role::Staff]).await;
    staff.get(&print).await.assert_ok();

    let address = "/wordings/decision_correction";
    let fields = [("preview", "1"), ("closing", "Trân trọng thông báo số {số quyết định}.")];
    let page = office.secretariat.post_from(address, address, &fields).await;
    page.assert_shows("Số liệu thật của: Công văn đính chính 210/STC-VP")
        .assert_shows("Trân trọng thông báo số 05/QĐ-STC.");
    let page = office.secretariat.post_from(address, address, &fields[1..]).await;
    page.assert_went_to(address);
    office.secretariat.get(&print).await.assert_hides("Trân trọng thông báo");
}

#[actix_web::test]
async fn lists_reports_and_tables_say_what_the_department_wrote() {
    let mut office = office().await;
    office.app.registered("DT", "TTLDTT");
    let id = office.drafted("QLNS", "TTLDTT");
    office.issue(id, "5");
    let papers = [
        (
            "award_list",
            "closing",
            "Danh sách có {số tập thể} lượt.",
            "Danh sách có 01 lượt.",
            "/awards/print?year=2014",
        ),
        ("registration_summary", "recipients", "- Sở Nội vụ;", "<li>- Sở Nội vụ;</li>", "/rounds/summary/print"),
        ("payment_list", "witness", "NGƯỜI LẬP BẢNG", "NGƯỜI LẬP BẢNG", "/payments/print?year=2014"),
    ];
    for (paper, passage, typed, said, print) in papers {
        let address = format!("/wordings/{paper}");
        let page = office.secretariat.post_from(&address, &address, &[("preview", "1"), (passage, typed)]).await;
        page.assert_ok().assert_shows("Số liệu thật của: ").assert_shows(said);
        office.secretariat.get(print).await.assert_ok().assert_hides(said);
        office.secretariat.post_from(&address, &address, &[(passage, typed)]).await.assert_went_to(&address);
        office.secretariat.get(print).await.assert_shows(said);
    }
    // A paper that lies is shown lying.
    let page =
        office.secretariat.post_from("/wordings/payment_list", "/wordings/payment_list", &[("preview", "1")]).await;
    page.assert_shows("<div class=\"paper paper--wide\">");
    // A report that was filed keeps the words of that day.
    let dossier = format!("/dossiers/{}/report", office.app.passed("VP", "TTLDTT"));
    office.secretariat.get(&dossier).await.assert_shows("II. THÀNH TÍCH ĐẠT ĐƯỢC").assert_hides("Mức độ hoàn thành");
    let address = "/wordings/unit_report";
    let page = office.secretariat.get(address).await;
    page.assert_shows("Dùng cho văn bản ký đến 31/12/2023").assert_shows("Dùng cho văn bản ký từ 01/01/2024");
    let fields = [("preview", "1"), ("grades", "3. Kết quả xếp loại")];
    let page = office.secretariat.post_from(address, address, &fields).await;
    page.assert_ok().assert_shows("Số liệu thật của: Báo cáo thành tích ");
}
