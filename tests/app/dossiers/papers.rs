//! The report, the papers each step waits for, and attached files.

use super::*;

#[actix_web::test]
async fn a_report_that_is_not_written_holds_up_the_filing() {
    let Office { app, mut staff, .. } = office().await;
    let address = propose(&mut staff, "QLNS-LAN", "LDTT").await;
    staff.get(&address).await.assert_shows("Chưa làm").assert_shows("0 trên 4 phần đã xong");
    let page = step(&mut staff, &address, "report/duties", &[("content", "Theo dõi thu"), ("draft", "1")]).await;
    page.assert_went_to(&address);
    staff.get(&address).await.assert_shows("Đang làm");
    let page = step(&mut staff, &address, "filing", &[]).await;
    let missing = "Thiếu báo cáo thành tích. Viết xong các phần của báo cáo, hoặc đính kèm bản đã ký.";
    page.assert_field_error("papers", missing);
    assert_eq!(state(&app, &address), State::Draft);
    let page = step(&mut staff, &address, "report/duties", &[("content", "  ")]).await;
    page.assert_field_error("content", "Chưa viết gì. Viết nội dung, hoặc chọn Lưu nháp.");
    let much = "a".repeat(8_001);
    let page = step(&mut staff, &address, "report/duties", &[("content", &much)]).await;
    page.assert_field_error("content", "Nội dung dài 8.001 ký tự, tối đa 8.000. Hãy viết ngắn lại.");
    page.assert_shows(&much);
    step(&mut staff, &address, "report/organisation", &[("content", "x")]).await.assert_status(404);
}

#[actix_web::test]
async fn a_new_report_begins_with_what_seldom_changes() {
    let Office { app, mut staff, .. } = office().await;
    let first = propose(&mut staff, "QLNS-LAN", "LDTT").await;
    step(&mut staff, &first, "report/background", &[("content", "Quê quán: Phú Lương")]).await;
    step(&mut staff, &first, "report/achievements", &[("content", "Năm 2014 tăng thu 12%")]).await;
    let second = propose(&mut staff, "QLNS-LAN", "GK").await;
    staff.get(&format!("{second}/report/background")).await.assert_shows("Quê quán: Phú Lương");
    staff.get(&format!("{second}/report/achievements")).await.assert_hides("tăng thu 12%");
    staff.get(&second).await.assert_shows("0 trên 4 phần đã xong");
    let _ = app;
}

#[actix_web::test]
async fn the_unit_agrees_only_on_the_minutes_of_its_meeting() {
    let Office { app, mut staff, mut head, .. } = office().await;
    let address = file(&mut staff, "QLNS-LAN", "LDTT").await;
    let missing = "Thiếu biên bản họp bình xét của đơn vị. Ghi cuộc họp bình xét của đơn vị, hoặc đính kèm biên bản.";
    step(&mut head, &address, "agreement", &[]).await.assert_field_error("papers", missing);
    // A meeting that voted against him does not help, a file does.
    hold_meeting(&app, "QLNS", "QLNS-LAN", "LDTT", 1);
    step(&mut head, &address, "agreement", &[]).await.assert_status(422);
    attach(&mut head, &address, "bien_ban_binh_xet", "Biên bản.pdf", b"%PDF-1.4 x").await.assert_went_to(&address);
    step(&mut head, &address, "agreement", &[]).await.assert_went_to(NEXT);
}

#[actix_web::test]
async fn a_fighter_is_verified_on_an_initiative_or_a_grade() {
    let mut office = office().await;
    let address = reviewed(&mut office, "CSTDCS").await;
    let page = step(&mut office.secretariat, &address, "verification", &[]).await;
    let missing = "Thiếu xác nhận sáng kiến hoặc mức độ hoàn thành nhiệm vụ. Đính kèm tệp vào hồ sơ.";
    page.assert_field_error("papers", missing);
    let grade =
        "INSERT INTO grades (year, subject_id, grade) SELECT 2014, id, 'HTXSNV' FROM subjects WHERE code = 'QLNS-LAN'";
    office.app.set_up(|tx| {
        diesel::sql_query(grade).execute(tx.conn)?;
        tx.audit(Event::new(EventKind::GradesEntered, Object::Agency))
    });
    step(&mut office.secretariat, &address, "verification", &[]).await.assert_went_to(NEXT);
}

#[actix_web::test]
async fn a_short_dossier_needs_neither_meeting_nor_council() {
    let Office { app, mut staff, mut head, mut secretariat, .. } = office().await;
    let address = propose_kind(&mut staff, "QLNS-LAN", "GK", "sudden").await;
    write_report(&mut staff, &address, PERSON).await;
    step(&mut staff, &address, "filing", &[]).await.assert_status(303);
    step(&mut head, &address, "agreement", &[]).await.assert_went_to(NEXT);
    step(&mut secretariat, &address, "verification", &[]).await.assert_went_to(NEXT);
    app.set_up(|tx| ops::mark_decided(tx, id_of(&address), "16/QĐ-STC"));
    assert_eq!(state(&app, &address), State::Decided);
}

/// Sends a file as the page's form does.
async fn attach(client: &mut Client, address: &str, paper: &str, file_name: &str, bytes: &[u8]) -> Page {
    client.upload_to(&format!("{address}/files"), paper, file_name, bytes).await
}

#[actix_web::test]
async fn a_file_is_given_back_to_those_who_may_read_the_dossier() {
    let Office { app, mut staff, mut head, .. } = office().await;
    let address = propose(&mut staff, "QLNS-LAN", "LDTT").await;
    let bytes = b"%PDF-1.4 noi dung";
    attach(&mut staff, &address, "bao_cao_thanh_tich", "../Báo cáo \"1\".pdf", bytes).await.assert_went_to(&address);
    staff.get(&address).await.assert_shows("Báo cáo &#34;1&#34;.pdf").assert_shows("/files/1");
    let page = head.get(&format!("{address}/files/1")).await;
    page.assert_ok();
    assert_eq!(page.bytes, bytes);
    let header = |name: &str| page.headers.get(name).unwrap().to_str().unwrap().to_owned();
    assert!(
        header("content-disposition").starts_with("attachment; filename*=UTF-8''B%C3%A1o%20c%C3%A1o%20%221%22.pdf")
    );
    assert_eq!(header("content-type"), "application/pdf");
    assert_eq!(header("x-content-type-options"), "nosniff");
    assert_eq!(header("content-security-policy"), "sandbox; default-src 'none'");
    let mut other = app.login("HUNG", "DT", &[Role::Staff]).await;
    other.get(&format!("{address}/files/1")).await.assert_status(404);
    // The signed report stands for the written one.
    step(&mut staff, &address, "filing", &[]).await.assert_went_to(&format!("{address}/filed"));
    assert!(app.audited().contains(&"dossier_file_added".to_owned()));
}

#[actix_web::test]
async fn a_file_that_is_refused_leaves_nothing_behind() {
    let Office { app, mut staff, mut head, .. } = office().await;
    let address = propose(&mut staff, "QLNS-LAN", "LDTT").await;
    let page = attach(&mut staff, &address, "minh_chung", "a.pdf", b"MZ\x90").await;
    page.assert_field_error("file", "Nội dung không phải dạng .pdf. Lưu lại đúng dạng rồi chọn lại tệp.");
    let page = attach(&mut staff, &address, "", "a.svg", b"<svg/>").await;
    page.assert_status(422).assert_shows("Chưa chọn loại giấy tờ.").assert_shows("Chỉ nhận tệp pdf");
    attach(&mut staff, &address, "minh_chung", "", b"").await.assert_status(422);
    attach(&mut head, &address, "minh_chung", "a.pdf", b"%PDF-1.4").await.assert_status(403);
    for number in 0..10 {
        let name = format!("{number}.pdf");
        attach(&mut staff, &address, "minh_chung", &name, b"%PDF-1.4").await.assert_went_to(&address);
    }
    let page = attach(&mut staff, &address, "minh_chung", "11.pdf", b"%PDF-1.4").await;
    page.assert_field_error("file", "Hồ sơ đã có 10 tệp, nhiều nhất là 10. Bỏ bớt tệp hoặc gộp lại.");
    assert_eq!(std::fs::read_dir(app.attachments()).unwrap().count(), 10);
    step(&mut head, &address, "files/1/removal", &[]).await.assert_status(403);
    step(&mut staff, &address, "files/1/removal", &[]).await.assert_went_to(&address);
    assert_eq!(std::fs::read_dir(app.attachments()).unwrap().count(), 9);
    staff.get(&format!("{address}/files/1")).await.assert_status(404);
}

#[actix_web::test]
async fn the_report_is_a_paper_with_what_is_known_of_the_person() {
    let Office { app, mut staff, .. } = office().await;
    let table = thidua::features::imports::ops::table("awards").unwrap();
    let csv = "subject_code,award_code,year,decision_no,decided_on,authority\n\
               QLNS-LAN,LDTT,2013,15/QĐ-STC,2014-01-20,department_director\n";
    app.set_up(|tx| thidua::features::imports::ops::store_file(tx, table, csv.as_bytes(), "x.csv"));
    let address = propose(&mut staff, "QLNS-LAN", "LDTT").await;
    write_report(&mut staff, &address, &[Section::Duties]).await;
    let page = staff.get(&format!("{address}/report")).await;
    page.assert_ok().assert_shows("Mẫu số 02").assert_shows("Ngày, tháng, năm sinh: 05/09/1979");
    page.assert_shows("1. Quyền hạn, nhiệm vụ được giao").assert_shows("Hoàn thành 12/12 việc");
    page.assert_shows("15/QĐ-STC ngày 20/01/2014, Giám đốc Sở").assert_shows("NGƯỜI BÁO CÁO THÀNH TÍCH");
    let docx = staff.get(&format!("{address}/report.docx")).await;
    let text = read_here(TextKind::Docx, &docx.bytes).unwrap();
    for words in [
        "BÁO CÁO THÀNH TÍCH",
        "(Mẫu số 02)",
        "Đề nghị Lao động tiên tiến năm 2014",
        "- Đơn vị công tác: Phòng Quản lý ngân sách",
        "Hoàn thành 12/12 việc",
        "15/QĐ-STC ngày 20/01/2014",
        "2. Hình thức khen thưởng: chưa có.",
    ] {
        assert!(text.contains(words), "{words} is missing in {text}");
    }
}

#[actix_web::test]
async fn a_report_is_signed_by_whoever_its_award_and_its_subject_ask_for() {
    let Office { mut staff, mut head, .. } = office().await;
    let own = propose(&mut staff, "QLNS-LAN", "LDTT").await;
    let page = staff.get(&format!("{own}/report")).await;
    page.assert_shows("THỦ TRƯỞNG ĐƠN VỊ XÁC NHẬN").assert_hides("XÁC NHẬN CỦA CẤP TRÌNH");
    let of_state = propose(&mut staff, "QLNS-LAN", "HCLD_BA").await;
    let page = staff.get(&format!("{of_state}/report")).await;
    page.assert_shows("THỦ TRƯỞNG ĐƠN VỊ XÁC NHẬN").assert_shows("XÁC NHẬN CỦA CẤP TRÌNH");
    let collective = propose(&mut head, "QLNS", "TTLDTT").await;
    let page = head.get(&format!("{collective}/report")).await;
    page.assert_shows("(Mẫu số 01)").assert_shows("1. Sơ lược đặc điểm, tình hình");
    page.assert_shows("XÁC NHẬN CỦA CẤP TRÌNH").assert_hides("NGƯỜI BÁO CÁO THÀNH TÍCH");
}
