//! Guards against hostile DOCX and XLSX files, which are ZIP packages of XML: looked at here before
//! any other reader unpacks them. Also used for attachments.

use std::io::{Cursor, Read};

use quick_xml::events::Event;
use zip::ZipArchive;

const MAX_ENTRIES: usize = 2_000;
const MAX_UNPACKED: u64 = 200 * 1024 * 1024;
const MAX_RATIO: u64 = 100;
/// Of one list of relations, in bytes.
const MAX_RELATIONS: usize = 4 * 1024 * 1024;
/// Below this size no ratio does harm, and a short, repetitive part may honestly have a high one.
const RATIO_COUNTS_FROM: u64 = 1024 * 1024;

/// Why a package is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PackageFault {
    #[error("Tệp bị hỏng hoặc không đúng kiểu. Mở lại bằng Excel hoặc Word, lưu lại rồi chọn lại tệp.")]
    Damaged,
    #[error("Tệp có quá nhiều phần bên trong (tối đa 2.000). Chép nội dung sang một tệp mới.")]
    TooManyEntries,
    #[error("Tệp bung ra quá lớn (tối đa 200 MB). Chia nội dung thành nhiều tệp nhỏ hơn.")]
    TooLarge,
    #[error("Tệp nén bất thường nên bị từ chối. Chép nội dung sang một tệp mới rồi chọn lại.")]
    TooDense,
    #[error(
        "Tệp chứa liên kết tới tệp khác. Ngắt liên kết (Excel: Dữ liệu, Sửa liên kết) hoặc chép nội dung sang một tệp mới."
    )]
    Link,
    #[error("Tệp chứa macro. Lưu lại dạng .xlsx hoặc .docx không có macro.")]
    Macro,
    #[error("Tệp chứa khai báo không được phép. Chép nội dung sang một tệp mới.")]
    Entities,
}

/// Looks through a package without keeping any of it: at most 2,000 parts, 200 MB unpacked,
/// a hundredfold unpacking, no links, no macros, no document type (the door to XML entities).
///
/// # Errors
/// The first fault found. What headers claim about sizes is never trusted, only what is unpacked.
pub fn inspect(bytes: &[u8]) -> Result<(), PackageFault> {
    look_through(bytes, &mut Budget { packed: bytes.len() as u64, unpacked: 0 })
}

fn look_through(bytes: &[u8], budget: &mut Budget) -> Result<(), PackageFault> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| PackageFault::Damaged)?;
    if archive.len() > MAX_ENTRIES {
        return Err(PackageFault::TooManyEntries);
    }
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).map_err(|_| PackageFault::Damaged)?;
        if entry.is_symlink() {
            return Err(PackageFault::Link);
        }
        let name = entry.name().map_err(|_| PackageFault::Damaged)?.to_lowercase();
        if name.ends_with("vbaproject.bin") {
            return Err(PackageFault::Macro);
        }
        let packed = entry.compressed_size();
        let mut kept = name.ends_with(".rels").then(Vec::new);
        unpack(&mut entry, packed, is_xml(&name), budget, kept.as_mut())?;
        if kept.is_some_and(|relations| leads_out(&relations)) {
            return Err(PackageFault::Link);
        }
    }
    Ok(())
}

/// Whether a part is fetched from elsewhere when the file is opened: a template, a picture, another workbook. A hyperlink
/// only leads where somebody clicks.
fn leads_out(relations: &[u8]) -> bool {
    // Other encodings than UTF-8, in which all of them come, would go unread.
    if relations.contains(&0) {
        return true;
    }
    let mut reader = quick_xml::Reader::from_reader(relations);
    loop {
        match reader.read_event() {
            Ok(Event::Start(relation) | Event::Empty(relation)) => {
                let value = |name: &str| {
                    let found = relation.attributes().flatten().find(|it| it.key.local_name().as_ref() == name);
                    found.map_or_else(String::new, |it| it.value.to_ascii_lowercase())
                };
                if value("TargetMode") == "external" && !value("Type").ends_with("/hyperlink") {
                    return true;
                }
            }
            Ok(Event::Eof) | Err(_) => return false,
            Ok(_) => {}
        }
    }
}

/// Whether a package has a part of this name.
pub fn holds(bytes: &[u8], part: &str) -> bool {
    ZipArchive::new(Cursor::new(bytes)).is_ok_and(|archive| archive.index_for_name(part).is_some())
}

struct Budget {
    packed: u64,
    unpacked: u64,
}

impl Budget {
    fn spend(&mut self, size: usize) -> Result<(), PackageFault> {
        self.unpacked += size as u64;
        if self.unpacked > MAX_UNPACKED {
            return Err(PackageFault::TooLarge);
        }
        check_ratio(self.unpacked, self.packed)
    }
}

fn check_ratio(unpacked: u64, packed: u64) -> Result<(), PackageFault> {
    if unpacked > RATIO_COUNTS_FROM && unpacked / MAX_RATIO >= packed.max(1) {
        return Err(PackageFault::TooDense);
    }
    Ok(())
}

/// Reads a part to its end; what is read is kept where it is asked for.
fn unpack(
    entry: &mut impl Read,
    packed: u64,
    is_xml: bool,
    budget: &mut Budget,
    mut kept: Option<&mut Vec<u8>>,
) -> Result<(), PackageFault> {
    let mut chunk = vec![0; 64 * 1024];
    let mut unpacked = 0;
    loop {
        let size = entry.read(&mut chunk).map_err(|_| PackageFault::Damaged)?;
        if size == 0 {
            return Ok(());
        }
        // A document type stands before the first element. One hidden behind a longer comment does
        // no harm: none of our readers expands entities.
        if unpacked == 0 && is_xml && chunk[..size].windows(9).any(|window| window == b"<!DOCTYPE") {
            return Err(PackageFault::Entities);
        }
        unpacked += size as u64;
        check_ratio(unpacked, packed)?;
        budget.spend(size)?;
        if let Some(kept) = kept.as_deref_mut() {
            if kept.len() > MAX_RELATIONS {
                return Err(PackageFault::TooLarge);
            }
            kept.extend_from_slice(&chunk[..size]);
        }
    }
}

fn is_xml(name: &str) -> bool {
    [".xml", ".rels", ".vml"].iter().any(|ending| name.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in parts {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(content).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn an_honest_package_passes() {
        assert_eq!(inspect(&package(&[("xl/workbook.xml", b"<?xml version=\"1.0\"?><workbook/>")])), Ok(()));
    }

    #[test]
    fn bytes_that_are_no_package_are_damaged() {
        assert_eq!(inspect(b""), Err(PackageFault::Damaged));
        assert_eq!(inspect(b"PK\x03\x04 and then nothing"), Err(PackageFault::Damaged));
    }

    #[test]
    fn a_bomb_is_refused_before_it_is_unpacked() {
        let bomb = package(&[("xl/worksheets/sheet1.xml", &vec![b' '; 20 * 1024 * 1024])]);
        let mut budget = Budget { packed: bomb.len() as u64, unpacked: 0 };
        assert_eq!(look_through(&bomb, &mut budget), Err(PackageFault::TooDense));
        assert!(budget.unpacked <= 2 * RATIO_COUNTS_FROM, "{} bytes unpacked", budget.unpacked);
    }

    #[test]
    fn many_small_bombs_count_together() {
        let blanks = vec![b' '; 900 * 1024];
        let parts: Vec<_> = (0..40).map(|n| format!("part{n}.xml")).collect();
        let parts: Vec<_> = parts.iter().map(|name| (name.as_str(), blanks.as_slice())).collect();
        assert_eq!(inspect(&package(&parts)), Err(PackageFault::TooDense));
    }

    #[test]
    fn more_than_200_mb_is_refused() {
        let mut budget = Budget { packed: MAX_UNPACKED, unpacked: 0 };
        assert_eq!(budget.spend(MAX_UNPACKED as usize), Ok(()));
        assert_eq!(budget.spend(1), Err(PackageFault::TooLarge));
    }

    #[test]
    fn more_than_2000_parts_are_refused() {
        let names: Vec<_> = (0..2_001).map(|n| format!("{n}.txt")).collect();
        let parts: Vec<_> = names.iter().map(|name| (name.as_str(), b"".as_slice())).collect();
        assert_eq!(inspect(&package(&parts[..2_000])), Ok(()));
        assert_eq!(inspect(&package(&parts)), Err(PackageFault::TooManyEntries));
    }

    #[test]
    fn links_macros_and_entities_are_refused() {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        writer.add_symlink("xl/link.xml", "/etc/passwd", SimpleFileOptions::default()).unwrap();
        assert_eq!(inspect(&writer.finish().unwrap().into_inner()), Err(PackageFault::Link));

        let relation = |kind: &str| {
            format!(
                "<Relationships><Relationship Id='r1' Type=\"http://x/{kind}\" Target=\"http://y/z\" TargetMode = 'External'/></Relationships>"
            )
        };
        for outside in ["attachedTemplate", "image", "externalLinkPath", "oleObject"] {
            let package = package(&[("word/_rels/settings.xml.rels", relation(outside).as_bytes())]);
            assert_eq!(inspect(&package), Err(PackageFault::Link), "{outside}");
        }
        assert_eq!(inspect(&package(&[("word/_rels/document.xml.rels", relation("hyperlink").as_bytes())])), Ok(()));
        let inside = "<Relationships><Relationship Id='r1' Type='http://x/image' Target='a.png'/></Relationships>";
        assert_eq!(inspect(&package(&[("word/_rels/document.xml.rels", inside.as_bytes())])), Ok(()));

        assert_eq!(inspect(&package(&[("xl/vbaProject.bin", b"x")])), Err(PackageFault::Macro));

        let laughs = b"<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><x>&b;</x>";
        assert_eq!(inspect(&package(&[("xl/sharedStrings.xml", laughs)])), Err(PackageFault::Entities));
    }
}
