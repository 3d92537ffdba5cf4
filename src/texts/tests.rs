use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;

/// A Word document with this body.
fn docx(body: &str) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file("word/document.xml", SimpleFileOptions::default()).unwrap();
    let xml = format!("<?xml version=\"1.0\"?><w:document><w:body>{body}</w:body></w:document>");
    writer.write_all(xml.as_bytes()).unwrap();
    writer.finish().unwrap().into_inner()
}

/// A PDF of one page with these words in a standard font.
fn pdf(content: &str) -> Vec<u8> {
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R \
         /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
    ];
    let (mut file, mut places) = ("%PDF-1.4\n".to_owned(), Vec::new());
    for (nth, object) in (1..).zip(objects) {
        places.push(file.len());
        file.push_str(&format!("{nth} 0 obj\n{object}\nendobj\n"));
    }
    let xref = file.len();
    file.push_str(&format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1));
    for place in &places {
        file.push_str(&format!("{place:010} 00000 n \n"));
    }
    file.push_str(&format!("trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{xref}\n%%EOF", places.len() + 1));
    file.into_bytes()
}

#[test]
fn the_paragraphs_and_cells_of_a_word_document_are_read() {
    let body = "<w:p><w:r><w:t>Thu &amp; chi</w:t></w:r><w:r><w:t xml:space=\"preserve\"> năm &#50;014</w:t></w:r></w:p>\
         <w:tbl><w:tr><w:tc><w:p><w:r><w:t>một</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>hai</w:t></w:r></w:p></w:tc>\
         </w:tr></w:tbl><w:p><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>";
    assert_eq!(read_here(TextKind::Docx, &docx(body)).as_deref(), Ok("Thu & chi năm 2014\nmột\nhai"));
}

#[test]
fn the_words_of_a_pdf_are_read() {
    let page = pdf("BT /F1 12 Tf 72 700 Td (Sang kien thu ngan sach) Tj 0 -20 Td (Dong hai) Tj ET");
    let text = read_here(TextKind::Pdf, &page).unwrap();
    assert_eq!(text.split_whitespace().collect::<Vec<_>>().join(" "), "Sang kien thu ngan sach Dong hai");
}

#[test]
fn a_file_without_words_says_so() {
    assert_eq!(read_here(TextKind::Pdf, &pdf("0 0 m 100 100 l S")), Err(TextFault::NoText));
    assert_eq!(read_here(TextKind::Docx, &docx("<w:p/>")), Err(TextFault::NoText));
    assert_eq!(read_here(TextKind::Plain, b" \r\n -- "), Err(TextFault::NoText));
}

#[test]
fn damaged_files_are_faults_and_never_more() {
    let good = pdf("BT /F1 12 Tf 72 700 Td (Sang kien) Tj ET");
    for end in (0..good.len()).step_by(37) {
        let _ = read_here(TextKind::Pdf, &good[..end]);
    }
    for place in (0..good.len()).step_by(11) {
        let mut hurt = good.clone();
        hurt[place] ^= 0x15;
        let _ = read_here(TextKind::Pdf, &hurt);
    }
    assert_eq!(read_here(TextKind::Pdf, b"%PDF-1.4 nothing"), Err(TextFault::Damaged));
    assert_eq!(read_here(TextKind::Docx, b"PK\x03\x04"), Err(TextFault::Damaged));
    assert_eq!(read_here(TextKind::Docx, &docx("<w:p><w:t>a</w:p>")), Err(TextFault::Damaged));
    assert_eq!(read_here(TextKind::Plain, b"\xff\xfe"), Err(TextFault::Damaged));
}

#[test]
fn the_kind_follows_the_ending() {
    assert_eq!(TextKind::of_name("Đơn.DOCX"), Some(TextKind::Docx));
    assert_eq!(TextKind::of_name("bảng.xlsx"), None);
    assert_eq!(TextKind::of_name("không có đuôi"), None);
}
