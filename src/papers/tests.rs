//! Every writer draws every kind of block, and nothing that people write is read as anything but words.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::*;
use crate::texts::{TextKind, read_here};

type Writer = fn(&str, &[Paper]) -> AppResult<Vec<u8>>;

const WRITERS: &[(TextKind, Writer)] = &[
    (TextKind::Docx, docx),
    #[cfg(feature = "pdf")]
    (TextKind::Pdf, pdf),
];

pub fn paper(title: &str) -> Paper {
    let row = |number: &str, name: &str, amount: &str| [number, name, amount, BOX, TICKED].map(str::to_owned).to_vec();
    Paper {
        head: Head {
            parent: "UBND TỈNH THÁI NGUYÊN".into(),
            agency: "SỞ TÀI CHÍNH".into(),
            number: "15/QĐ-STC".into(),
            place_and_date: "Thái Nguyên, ngày 15 tháng 7 năm 2014".into(),
            layout: Layout::on("2014-07-15".parse().unwrap()),
            ..Head::default()
        },
        title: "QUYẾT ĐỊNH".into(),
        subtitle: "Về việc công nhận sáng kiến".into(),
        is_landscape: false,
        is_annex: false,
        blocks: vec![
            Block::note("(Dự thảo)"),
            Block::addressed("Kính gửi: Hội đồng sáng kiến"),
            Block::ground("Căn cứ Luật Thi đua, khen thưởng;\nXét đề nghị của Chánh Văn phòng,"),
            Block::centred("QUYẾT ĐỊNH:"),
            Block::article(1, "Công nhận sáng kiến."),
            Block::heading("I. THÀNH PHẦN"),
            Block::fact("Tên sáng kiến", title),
            Block::text(format!("Dòng một\nDòng hai {BOX} Đồng ý")),
            Block::Table {
                caption: "Kết quả".into(),
                columns: vec![
                    Column::narrow("STT"),
                    Column::wide("Họ và tên", 1),
                    Column::number("Tiền thưởng"),
                    Column::narrow("Đồng ý"),
                    Column::narrow("Không đồng ý"),
                ],
                rows: vec![
                    Row::group("Phòng Quản lý ngân sách"),
                    row("1", title, "1.150.000").into(),
                    row("2", "Tác giả\nĐồng tác giả", "345.000").into(),
                ],
                total: Some(row("", "Tổng cộng", "1.495.000")),
            },
        ],
        recipients: vec!["- Như Điều 2;".into(), "- Lưu: VT.".into()],
        signatures: vec![
            Signature::of("THƯ KÝ", "Lê Thị Hoà"),
            Signature {
                note: "(Ký, ghi rõ họ tên)".into(),
                ..Signature::of("KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC", "Trần Văn Tú")
            },
        ],
    }
}

pub fn part(package: &[u8], name: &str) -> String {
    let mut xml = String::new();
    ZipArchive::new(Cursor::new(package)).unwrap().by_name(name).unwrap().read_to_string(&mut xml).unwrap();
    xml
}

#[test]
fn every_kind_of_block_can_be_read_back() {
    for (kind, write) in WRITERS {
        let body = write("Quyết định", &[paper("Đối chiếu sổ")]).unwrap();
        let text = read_here(*kind, &body).unwrap();
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        for said in [
            "SỞ TÀI CHÍNH",
            "Số: 15/QĐ-STC",
            "ngày 15 tháng 7 năm 2014",
            "Về việc công nhận sáng kiến",
            "(Dự thảo)",
            "Kính gửi: Hội đồng sáng kiến",
            "Xét đề nghị của Chánh Văn phòng,",
            "QUYẾT ĐỊNH:",
            "Điều 1. Công nhận sáng kiến.",
            "I. THÀNH PHẦN",
            "Tên sáng kiến: Đối chiếu sổ",
            "Dòng hai",
            "Phòng Quản lý ngân sách",
            "1.150.000",
            "Đồng tác giả",
            "1.495.000",
            "Nơi nhận:",
            "- Lưu: VT.",
            "PHÓ GIÁM ĐỐC",
            "(Ký, ghi rõ họ tên)",
            "Trần Văn Tú",
        ] {
            assert!(words.contains(said), "{kind:?}: {said} in {text}");
        }
    }
}

#[test]
fn each_paper_begins_a_page() {
    let wide = Paper { is_landscape: true, ..paper("Ba") };
    for (kind, write) in WRITERS {
        let body = write("Phiếu chấm", &[paper("Một"), paper("Hai"), wide.clone()]).unwrap();
        let text = read_here(*kind, &body).unwrap();
        assert_eq!(text.matches("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM").count(), 3, "{kind:?}: {text}");
        assert_eq!(text.matches("Lê Thị Hoà").count(), 3, "{kind:?}: {text}");
    }
    let body = docx("Phiếu chấm", &[paper("Một"), wide]).unwrap();
    let document = part(&body, "word/document.xml");
    assert_eq!(document.matches("<w:sectPr>").count(), 2);
    assert_eq!(document.matches("w:orient=\"landscape\"").count(), 1);
}

#[test]
fn what_was_written_is_never_read_as_markup() {
    let nasty = [
        "#panic()",
        "$ x",
        "*đậm* _nghiêng_",
        "#import \"/etc/passwd\"",
        "`",
        "\\",
        "<a>@b & c",
        "]]></w:t></w:r>",
        "</script>",
        "☐☒",
        "a\u{0}\u{1}\u{b}\u{1b}\u{fffe}\u{ffff}b",
        "\n\n",
        "",
    ];
    for (kind, write) in WRITERS {
        for words in nasty {
            let mut it = paper(words);
            it.title = words.into();
            it.head.number = words.into();
            it.recipients = vec![words.into()];
            let body = write(words, &[it, Paper::default()]).unwrap();
            assert!(read_here(*kind, &body).unwrap().contains("Lê Thị Hoà"), "{kind:?}: {words:?}");
        }
    }
}

#[test]
fn a_word_file_says_what_was_written_and_is_sound_xml() {
    let body = docx("Tiêu đề <&>", &[paper("a\u{b}<b> & \"c\"")]).unwrap();
    assert!(read_here(TextKind::Docx, &body).unwrap().contains("Tên sáng kiến: a<b> & \"c\""));
    for name in ZipArchive::new(Cursor::new(&body)).unwrap().file_names() {
        let xml = part(&body, &name.unwrap());
        assert!(xml.starts_with("<?xml"), "{xml:.60}");
        let mut reader = quick_xml::Reader::from_str(&xml);
        while !matches!(reader.read_event().unwrap(), quick_xml::events::Event::Eof) {}
    }
    assert!(part(&body, "docProps/core.xml").contains("Tiêu đề &#60;&#38;&#62;"));
}

#[test]
fn word_repeats_heads_and_holds_the_signatures_to_the_text() {
    let document = part(&docx("Phiếu", &[paper("Một")]).unwrap(), "word/document.xml");
    assert_eq!(document.matches("<w:tblHeader/>").count(), 1);
    let total = document.split("TableTotal").nth(1).unwrap();
    assert!(total.starts_with("\"/><w:keepNext/>"), "{total:.60}");
    // Of a table that ends a paper, the last two rows stay with the signatures.
    let mut long = paper("Một");
    let rows = (1..=9).map(|nth| vec![format!("Dòng {nth}")]).collect();
    long.blocks = vec![Block::table("Bảng", vec![Column::wide("Tên", 1)], rows)];
    let held = part(&docx("Phiếu", &[long]).unwrap(), "word/document.xml");
    let row = |nth: usize| held.split("<w:tr>").find(|row| row.contains(&format!("Dòng {nth}<"))).unwrap().to_owned();
    assert!(row(9).contains("keepNext") && row(8).contains("keepNext") && !row(7).contains("keepNext"));
    let styles = include_str!("../../templates/papers/docx/styles.xml");
    let used: Vec<&str> = document.split("Style w:val=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(used.len() > 40);
    for style in used {
        assert!(styles.contains(&format!("w:styleId=\"{style}\"")), "{style}");
    }
}

/// The value of an attribute of the first element of a name, in mm.
fn mm(xml: &str, element: &str, attribute: &str) -> u32 {
    let from = xml.split(&format!("<w:{element} ")).nth(1).unwrap();
    let value = from.split(&format!("w:{attribute}=\"")).nth(1).unwrap().split('"').next().unwrap();
    (value.parse::<f64>().unwrap() * 25.4 / 1440.0).round() as u32
}

#[test]
fn a_paper_looks_as_the_rules_of_the_day_it_is_signed_ask() {
    for (day, top, bottom, left, right, number_at) in [
        // TT 01/2011/TT-BNV, then NĐ 30/2020/NĐ-CP.
        ("2014-07-15", 20..=25, 20..=25, 30..=35, 15..=20, "rId4"),
        ("2026-07-15", 20..=25, 20..=25, 30..=35, 15..=20, "rId3"),
    ] {
        let mut it = paper("Một");
        it.head.layout = Layout::on(day.parse().unwrap());
        let document = part(&docx("Phiếu", &[it.clone()]).unwrap(), "word/document.xml");
        let margin = |side| mm(&document, "pgMar", side);
        assert!(top.contains(&margin("top")) && bottom.contains(&margin("bottom")), "{day}");
        assert!(left.contains(&margin("left")) && right.contains(&margin("right")), "{day}");
        assert_eq!((mm(&document, "pgSz", "w"), mm(&document, "pgSz", "h")), (210, 297));
        assert!(document.contains(number_at) && document.contains("<w:titlePg/>"), "{day}");
        it.is_landscape = true;
        let lying = part(&docx("Phiếu", &[it]).unwrap(), "word/document.xml");
        assert_eq!(mm(&lying, "pgMar", "top"), margin("left"), "bound at the same edge");
    }
}

#[test]
fn letters_have_the_sizes_that_the_rules_name() {
    let styles = include_str!("../../templates/papers/docx/styles.xml");
    let style =
        |id: &str| styles.split(&format!("w:styleId=\"{id}\"")).nth(1).unwrap().split("</w:style>").next().unwrap();
    let half_points = |id: &str| -> u32 {
        let from = style(id).split("<w:sz w:val=\"").nth(1);
        from.map_or(26, |it| it.split('"').next().unwrap().parse().unwrap())
    };
    for (id, points) in [
        ("Normal", 13..=14),
        ("Title", 13..=14),
        ("Subtitle", 13..=14),
        ("Issuer", 12..=13),
        ("Motto", 13..=14),
        ("NumberLine", 13..=13),
        ("DateLine", 13..=14),
        ("Position", 13..=14),
        ("Signer", 13..=14),
        ("RecipientsHead", 12..=12),
        ("Recipients", 11..=11),
    ] {
        assert!(points.contains(&(half_points(id) / 2)), "{id}: {}", half_points(id));
    }
    assert!(styles.contains("w:ascii=\"Times New Roman\"") && style("Normal").contains("w:after=\"120\""));
    assert!(style("BodyText").contains("w:firstLine=\"567\"") && style("DateLine").contains("<w:i/>"));
}

#[test]
fn a_letter_says_what_it_is_about_under_its_number_and_has_no_title() {
    let mut letter = paper("Một");
    letter.title = String::new();
    letter.subtitle = String::new();
    letter.head.about = "V/v đính chính Quyết định".into();
    for (kind, write) in WRITERS {
        let text = read_here(*kind, &write("Công văn", &[letter.clone()]).unwrap()).unwrap();
        let (number, about) = (text.find("Số: 15/QĐ-STC").unwrap(), text.find("V/v đính chính").unwrap());
        assert!(number < about && about < text.find("Kính gửi").unwrap(), "{kind:?}: {text}");
    }
    assert!(!part(&docx("Công văn", &[letter.clone()]).unwrap(), "word/document.xml").contains("\"Title\""));
    // Papers that were kept before letters were written can still be read.
    let kept = serde_json::to_string(&paper("Một")).unwrap();
    assert!(!kept.contains("about") && serde_json::from_str::<Paper>(&kept).unwrap().head.about.is_empty());
}

#[test]
fn room_to_write_in_does_not_spread_the_words_before_it() {
    let mut open = paper("Một");
    open.blocks = vec![Block::fact("Khả năng nhân rộng", "……………………………………"), Block::text("Dòng đầy")];
    let document = part(&docx("Phiếu", &[open]).unwrap(), "word/document.xml");
    let of = |words: &str| document.split("<w:p>").find(|it| it.contains(words)).unwrap().contains("w:jc");
    assert!(of("Khả năng") && !of("Dòng đầy"));
}

#[cfg(feature = "pdf")]
#[test]
fn every_page_but_the_first_of_each_paper_has_its_number() {
    let mut long = paper("Dài");
    long.blocks = (0..60).map(|_| Block::text("Dòng chữ")).collect();
    for day in ["2014-07-15", "2026-07-15"] {
        long.head.layout = Layout::on(day.parse().unwrap());
        let body = pdf("Phiếu", &[long.clone(), long.clone()]).unwrap();
        let text = read_here(TextKind::Pdf, &body).unwrap();
        let alone = |number: &str| text.lines().filter(|line| line.trim() == number).count();
        assert_eq!((alone("1"), alone("2"), alone("3")), (0, 2, 2), "{day}: {text}");
    }
}

#[cfg(feature = "pdf")]
#[test]
fn a_pdf_is_tagged_and_carries_its_fonts() {
    let body = pdf("Phiếu chấm", &[paper("Một")]).unwrap();
    let has = |word: &[u8]| body.windows(word.len()).any(|window| window == word);
    assert!(has(b"/MarkInfo") && has(b"LiberationSerif"));
}
