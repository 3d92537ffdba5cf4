//! Attached files on their way in and out: which are accepted (SECURITY.md F1), and how they are given back (F3).

use actix_web::HttpResponse;
use actix_web::http::header::{
    self, Charset, ContentDisposition, DispositionParam, DispositionType, ExtendedValue, HeaderValue,
};
use unicode_normalization::UnicodeNormalization;

use super::pictures::{MOST_PIXELS, pixels};
use crate::domain::number;
use crate::error::FieldErrors;
use crate::sheets::package;

/// Ending, media type, and the bytes a file begins with.
struct FileType {
    ending: &'static str,
    media_type: &'static str,
    magic: &'static [u8],
    /// A part that the package must hold; "" where the file is no package.
    part: &'static str,
}

const TYPES: [FileType; 6] = [
    FileType { ending: "pdf", media_type: "application/pdf", magic: b"%PDF-", part: "" },
    FileType {
        ending: "docx",
        media_type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        magic: b"PK\x03\x04",
        part: "word/document.xml",
    },
    FileType {
        ending: "xlsx",
        media_type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        magic: b"PK\x03\x04",
        part: "xl/workbook.xml",
    },
    FileType { ending: "jpg", media_type: "image/jpeg", magic: b"\xff\xd8\xff", part: "" },
    FileType { ending: "jpeg", media_type: "image/jpeg", magic: b"\xff\xd8\xff", part: "" },
    FileType { ending: "png", media_type: "image/png", magic: b"\x89PNG\r\n\x1a\n", part: "" },
];

/// For the `accept` of a file field.
pub const ENDINGS: &str = ".pdf,.docx,.xlsx,.jpg,.jpeg,.png";
/// Longest name that is kept, without its ending.
const LONGEST_NAME: usize = 120;

/// A file that may be kept, under the name people see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    pub file_name: String,
    pub media_type: &'static str,
}

/// Accepts a file whose ending and content agree.
///
/// # Errors
/// What is wrong with it and what to do, for the file's field.
pub fn accept(file_name: &str, bytes: &[u8]) -> Result<Accepted, String> {
    if file_name.trim().is_empty() {
        return Err("Chưa chọn tệp. Chọn một tệp pdf, docx, xlsx, jpg hoặc png.".to_owned());
    }
    if bytes.is_empty() {
        return Err("Tệp rỗng. Kiểm tra lại rồi chọn lại tệp.".to_owned());
    }
    let name = own_name(file_name);
    let (stem, ending) = name.rsplit_once('.').unwrap_or((&name, ""));
    let ending = ending.to_lowercase();
    let Some(file_type) = TYPES.iter().find(|known| known.ending == ending) else {
        return Err("Chỉ nhận tệp pdf, docx, xlsx, jpg, png. Lưu lại theo một dạng đó rồi chọn lại tệp.".to_owned());
    };
    let differs = || format!("Nội dung không phải dạng .{ending}. Lưu lại đúng dạng rồi chọn lại tệp.");
    if !bytes.starts_with(file_type.magic) {
        return Err(differs());
    }
    if !file_type.part.is_empty() {
        package::inspect(bytes).map_err(|fault| fault.to_string())?;
        if !package::holds(bytes, file_type.part) {
            return Err(differs());
        }
    }
    if file_type.media_type.starts_with("image/") {
        let size = pixels(bytes).ok_or_else(differs)?;
        if size > MOST_PIXELS {
            return Err("Ảnh quá lớn (tối đa 50 triệu điểm ảnh). Giảm độ phân giải rồi chọn lại tệp.".to_owned());
        }
    }
    let stem: String = stem.trim().chars().take(LONGEST_NAME).collect();
    let stem = if stem.is_empty() { "tep" } else { &stem };
    Ok(Accepted { file_name: format!("{stem}.{ending}"), media_type: file_type.media_type })
}

/// Most files of one thing (SECURITY.md F1).
const MOST_FILES: usize = 10;
/// Most bytes of all of them.
const MOST_BYTES: i64 = 60 * 1024 * 1024;

/// Refuses one file more where there are too many already, or too much. `there` are the sizes, `of` says of what:
/// "Hồ sơ".
///
/// # Errors
/// `Fields` at `file`.
pub fn must_fit(there: &[i64], size: i64, of: &str) -> Result<(), FieldErrors> {
    if there.len() >= MOST_FILES {
        let words = format!("{of} đã có {MOST_FILES} tệp, nhiều nhất là {MOST_FILES}. Bỏ bớt tệp hoặc gộp lại.");
        return Err(FieldErrors::one("file", words));
    }
    let all: i64 = there.iter().sum::<i64>() + size;
    if all > MOST_BYTES {
        let (all, most) = (size_words(all), size_words(MOST_BYTES));
        let of = of.to_lowercase();
        let words = format!("Các tệp của {of} sẽ nặng {all}, tối đa {most}. Giảm dung lượng rồi chọn lại tệp.");
        return Err(FieldErrors::one("file", words));
    }
    Ok(())
}

/// The last part of a path, without what no name should hold.
fn own_name(typed: &str) -> String {
    let last = typed.rsplit(['/', '\\']).next().unwrap_or_default();
    last.nfc().filter(|c| !c.is_control() && !is_directional(*c)).collect()
}

/// Marks that turn the reading direction, so that "gpj.exe" looks like "exe.jpg".
const fn is_directional(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Gives a file back: to be saved, never shown as a page of this program.
pub fn give(file_name: &str, media_type: &str, body: Vec<u8>) -> HttpResponse {
    let name = ExtendedValue {
        charset: Charset::Ext("UTF-8".to_owned()),
        language_tag: None,
        value: file_name.as_bytes().to_vec(),
    };
    let mut response = HttpResponse::Ok()
        .insert_header(ContentDisposition {
            disposition: DispositionType::Attachment,
            parameters: vec![DispositionParam::FilenameExt(name)],
        })
        .insert_header((header::CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'"))
        .body(body);
    // What stands in the database came from the list above.
    if let Ok(media_type) = HeaderValue::from_str(media_type) {
        response.headers_mut().insert(header::CONTENT_TYPE, media_type);
    }
    response
}

/// "240 KB", "1,1 MB", "40,0 GB".
pub fn size_words(bytes: i64) -> String {
    const KB: i64 = 1024;
    let with_tenth = |tenths: i64| format!("{},{}", number::format_whole(tenths / 10), tenths % 10);
    match bytes {
        ..KB => format!("{bytes} byte"),
        KB..1_048_576 => format!("{} KB", bytes / KB),
        1_048_576..1_073_741_824 => format!("{} MB", with_tenth(bytes / KB * 10 / KB)),
        _ => format!("{} GB", with_tenth(bytes / KB / KB * 10 / KB)),
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write as _};

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn package(part: &str) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        writer.start_file(part, SimpleFileOptions::default()).unwrap();
        writer.write_all(b"<?xml version=\"1.0\"?><x/>").unwrap();
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn the_ending_and_the_content_must_agree() {
        assert_eq!(accept("Biên bản.PDF", b"%PDF-1.4").unwrap().media_type, "application/pdf");
        assert_eq!(accept("a.docx", &package("word/document.xml")).unwrap().file_name, "a.docx");
        for (name, bytes) in [
            ("a.pdf", b"MZ\x90\x00".to_vec()),
            ("a.png", b"<html><script>".to_vec()),
            ("a.xlsx", package("word/document.xml")),
            ("a.docx", b"PK\x03\x04 and nothing".to_vec()),
        ] {
            assert!(accept(name, &bytes).is_err(), "{name}");
        }
    }

    #[test]
    fn a_picture_that_would_unfold_without_end_is_refused() {
        use crate::web::pictures::tests::png;
        assert_eq!(accept("a.png", &png(2_480, 3_508)).unwrap().media_type, "image/png");
        assert!(accept("a.png", &png(60_000, 60_000)).unwrap_err().contains("50 triệu điểm ảnh"));
        assert!(accept("a.png", b"\x89PNG\r\n\x1a\n").is_err(), "no head");
        assert!(accept("a.jpg", b"\xff\xd8\xff").is_err(), "no frame");
    }

    #[test]
    fn packages_that_do_harm_are_refused_as_attachments_too() {
        assert!(accept("a.docx", &package("word/vbaProject.bin")).unwrap_err().contains("macro"));
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        writer.start_file("word/document.xml", SimpleFileOptions::default()).unwrap();
        writer.write_all(&vec![b'a'; 8 * 1024 * 1024]).unwrap();
        let bomb = writer.finish().unwrap().into_inner();
        assert!(accept("a.docx", &bomb).unwrap_err().contains("nén bất thường"));
    }

    #[test]
    fn other_kinds_and_empty_files_are_refused_with_what_to_do() {
        for name in ["a.svg", "a.exe", "a", "a.pdf.exe"] {
            assert!(accept(name, b"%PDF-1.4").unwrap_err().contains("Chỉ nhận tệp"), "{name}");
        }
        assert!(accept("a.pdf", b"").unwrap_err().contains("Tệp rỗng"));
        assert!(accept("", b"").unwrap_err().contains("Chưa chọn tệp"));
    }

    #[test]
    fn a_name_is_only_a_name() {
        let named = |name: &str| accept(name, b"%PDF-1.4").unwrap().file_name;
        assert_eq!(named("../../etc/pass\r\nwd.pdf"), "passwd.pdf");
        assert_eq!(named("C:\\Tài liệu\\Báo cáo.pdf"), "Báo cáo.pdf");
        assert_eq!(named("a\u{202e}fdp.exe.pdf"), "afdp.exe.pdf");
        assert_eq!(named(&format!("{}.pdf", "ẫ".repeat(300))).chars().count(), LONGEST_NAME + 4);
        assert_eq!(named(".pdf"), "tep.pdf");
    }

    #[test]
    fn it_is_given_back_as_a_file_that_can_do_nothing() {
        let response = give("Biên bản \"1\".pdf", "application/pdf", Vec::new());
        let header = |name| response.headers().get(name).unwrap().to_str().unwrap();
        let disposition = header(header::CONTENT_DISPOSITION);
        assert!(disposition.starts_with("attachment; filename*=UTF-8''Bi%C3%AAn%20b%E1%BA%A3n%20%221%22.pdf"));
        assert!(header(header::CONTENT_SECURITY_POLICY).starts_with("sandbox"));
        assert_eq!(header(header::CONTENT_TYPE), "application/pdf");
    }

    #[test]
    fn sizes_are_said_in_words() {
        assert_eq!(size_words(900), "900 byte");
        assert_eq!(size_words(240 * 1024), "240 KB");
        assert_eq!(size_words(1024 * 1024 + 110 * 1024), "1,1 MB");
        assert_eq!(size_words(40_914 << 20), "39,9 GB");
        assert!(size_words(i64::MAX).ends_with(" GB"));
    }
}
