//! Files of an initiative: attached by its authors, compared like what they typed, opened by those who may.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;

/// A Word document with this one paragraph.
fn docx(text: &str) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file("word/document.xml", SimpleFileOptions::default()).unwrap();
    let xml = format!("<?xml version=\"1.0\"?><w:document><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:document>");
    writer.write_all(xml.as_bytes()).unwrap();
    writer.finish().unwrap().into_inner()
}

async fn attach(client: &mut Client, address: &str, name: &str, bytes: &[u8]) -> Page {
    client.upload_to(&format!("{address}/files"), "", name, bytes).await
}

#[actix_web::test]
async fn the_text_of_files_is_compared_and_shown_only_to_those_who_may_open_them() {
    let Office { app, mut staff, mut head, mut other, mut secretariat, .. } = office().await;
    let original = draft(&mut staff, "QLNS-LAN", "Bản đồ nhà đất", "Xem tệp đính kèm.").await;
    attach(&mut staff, &original, "Bản đồ.docx", &docx(text("congsan-a"))).await.assert_went_to(&original);
    staff.get(&original).await.assert_shows("Bản đồ.docx").assert_shows("Bỏ tệp");
    client_files(&mut staff, &original).await;
    step(&mut head, &original, "agreement", &[]).await.assert_status(303);
    let recognition = [("level", "base"), ("decision_no", "152/QĐ-STC"), ("recognised_on", "15/07/2014")];
    step(&mut secretariat, &original, "recognition", &recognition).await.assert_status(303);
    let address = file(&mut other, "DT-TU", "Nhà đất công", text("congsan-a")).await;
    assert!(found(&app, &address)[0].1 > 80);
    let side_by_side = format!("{address}/comparison/SK-2014-001");
    secretariat.get(&side_by_side).await.assert_shows("<mark>");
    let page = other.get(&side_by_side).await;
    page.assert_hides("<mark>").assert_shows("Phần giống nằm trong tệp đính kèm mà đồng chí không mở được");
    let opened = format!("{original}/files/1");
    secretariat.get(&opened).await.assert_ok();
    head.get(&opened).await.assert_ok();
    other.get(&original).await.assert_ok().assert_hides("Bản đồ.docx");
    other.get(&opened).await.assert_status(404);
}

#[actix_web::test]
async fn files_are_added_and_taken_away_only_while_it_is_written() {
    let Office { app, mut staff, mut head, mut other, .. } = office().await;
    let address = draft(&mut staff, "QLNS-LAN", "Sổ tay", "Nội dung").await;
    attach(&mut head, &address, "a.pdf", b"%PDF-1.4").await.assert_status(403);
    attach(&mut other, &address, "a.pdf", b"%PDF-1.4").await.assert_status(404);
    attach(&mut staff, &address, "a.png", b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x01\0\0\0\x01")
        .await
        .assert_went_to(&address);
    let page = step(&mut staff, &address, "files/1/removal", &[]).await;
    page.assert_went_to(&address);
    assert_eq!(std::fs::read_dir(app.attachments()).unwrap().count(), 0);
    attach(&mut staff, &address, "b.png", b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x01\0\0\0\x01")
        .await
        .assert_went_to(&address);
    client_files(&mut staff, &address).await;
    attach(&mut staff, &address, "c.png", b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x01\0\0\0\x01")
        .await
        .assert_status(403);
    staff.post(&format!("{address}/files/2/removal"), &[("version", "5")]).await.assert_status(403);
    assert_eq!(std::fs::read_dir(app.attachments()).unwrap().count(), 1);
    for kind in ["added", "removed"] {
        assert!(app.audited().contains(&format!("initiative_file_{kind}")), "{kind}");
    }
}

#[actix_web::test]
async fn a_file_without_text_is_kept_and_said() {
    let Office { mut staff, .. } = office().await;
    let address = draft(&mut staff, "QLNS-LAN", "Sổ tay", "Nội dung").await;
    attach(&mut staff, &address, "trống.docx", &docx(" ")).await.assert_went_to(&address);
    let page = staff.get(&address).await;
    page.assert_shows("Đã đính kèm tệp. Không tìm thấy chữ trong tệp.");
    page.assert_shows("trống.docx").assert_shows("nên tệp không được kiểm tra trùng");
    attach(&mut staff, &address, "hỏng.pdf", b"%PDF-1.4 hong").await.assert_went_to(&address);
    staff.get(&address).await.assert_shows("không đọc được chữ");
}

#[actix_web::test]
async fn hostile_files_are_refused_with_what_to_do_and_nothing_is_kept() {
    let Office { app, mut staff, .. } = office().await;
    let address = draft(&mut staff, "QLNS-LAN", "Sổ tay", "Nội dung").await;
    let before = app.all_rows();
    let page = attach(&mut staff, &address, "chương trình.pdf", b"MZ\x90\x00").await;
    page.assert_field_error("file", "Nội dung không phải dạng .pdf. Lưu lại đúng dạng rồi chọn lại tệp.");
    let bomb = docx(&" ".repeat(20 * 1024 * 1024));
    let page = attach(&mut staff, &address, "bom.docx", &bomb).await;
    page.assert_field_error("file", "Tệp nén bất thường nên bị từ chối. Chép nội dung sang một tệp mới rồi chọn lại.");
    let heavy = vec![b' '; 25 * 1024 * 1024];
    attach(&mut staff, &address, "nặng.pdf", &heavy).await.assert_status(413).assert_shows("20 MB");
    assert_eq!(app.all_rows(), before);
}
