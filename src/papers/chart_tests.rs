//! A chart has its numbers and its words in every kind of file.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::tests::{paper, part};
use super::*;
#[cfg(feature = "pdf")]
use crate::texts::{TextKind, read_here};

fn charts() -> Vec<Chart> {
    let number = |value: f64| Some(Number { value, shown: format!("{value:.1}").replace('.', ",") });
    let said = |id: &str, title: &str| Said {
        id: id.into(),
        title: title.into(),
        words: "Biểu đồ <thử> & xem".into(),
        unit: "tỷ đồng",
    };
    let months: Vec<String> = (1..=12).map(|month| month.to_string()).collect();
    let now = (1..=12).map(|month| number(f64::from(month) * 1.5).filter(|_| month <= 6)).collect();
    let plan = (1..=12).map(|month| number(f64::from(month) * 2.0)).collect();
    let lines = vec![Series::new("Thực hiện", Look::Now, now), Series::new("Kế hoạch", Look::Plan, plan)];
    let names = || vec!["Thu nội địa".to_owned(), "Thu <hải quan>".to_owned()];
    let bars = vec![
        Series::new("Dự toán", Look::Plan, vec![number(345.0), None]),
        Series::new("Lũy kế", Look::Now, vec![number(226.5), number(-3.0)]),
    ];
    let column = |id: &str| {
        let years = vec!["2012".to_owned(), "2013".to_owned()];
        let counts = vec![Some(Number::count(21, "21".into())), Some(Number::count(33, "33".into()))];
        Chart::of(Shape::Columns, said(id, "Tăng từ 21 lên 33 người"), years, vec![Series::new("A", Look::Now, counts)])
    };
    [
        Chart::of(Shape::Lines, said("thang", "Thu chậm hơn kế hoạch"), months, lines),
        Chart::of(Shape::Bars, said("khoan", "Thu nội địa đạt 65,7%"), names(), bars),
        column("a"),
        column("b"),
    ]
    .map(Option::unwrap)
    .to_vec()
}

fn with_charts() -> Paper {
    let mut it = paper("Một");
    let all = charts();
    let blocks =
        [Block::charts(all[..1].to_vec()), Block::charts(all[1..2].to_vec()), Block::charts(all[2..].to_vec())];
    it.blocks.extend(blocks.map(Option::unwrap));
    it
}

#[test]
fn nothing_to_draw_is_no_chart() {
    let said = || Said { id: "a".into(), title: String::new(), words: String::new(), unit: "" };
    for numbers in [vec![], vec![None], vec![Some(Number::count(0, "0".into()))]] {
        let names = vec!["2013".to_owned(); numbers.len()];
        assert!(Chart::of(Shape::Columns, said(), names, vec![Series::new("A", Look::Now, numbers)]).is_none());
    }
    assert!(Block::charts(None).is_none());
}

#[test]
fn word_gets_charts_of_its_own_with_their_numbers_in_them_and_in_a_workbook() {
    let body = docx("Báo cáo", &[with_charts(), with_charts()]).unwrap();
    let types = part(&body, "[Content_Types].xml");
    let (document, rels) = (part(&body, "word/document.xml"), part(&body, "word/_rels/document.xml.rels"));
    for number in 1..=8 {
        assert!(types.contains(&format!("/word/charts/chart{number}.xml")), "{number}");
        assert!(
            rels.contains(&format!("Id=\"rIdChart{number}\"")) && rels.contains(&format!("charts/chart{number}.xml"))
        );
        assert_eq!(document.matches(&format!("r:id=\"rIdChart{number}\"")).count(), 1);
        let own = part(&body, &format!("word/charts/_rels/chart{number}.xml.rels"));
        assert!(own.contains(&format!("../embeddings/chart{number}.xlsx")));
        let xml = part(&body, &format!("word/charts/chart{number}.xml"));
        assert!(xml.starts_with("<?xml"), "{xml:.60}");
        let mut reader = quick_xml::Reader::from_str(&xml);
        while !matches!(reader.read_event().unwrap(), quick_xml::events::Event::Eof) {}
    }
    assert!(document.contains("descr=\"Thu chậm hơn kế hoạch. Biểu đồ &#60;thử&#62; &#38; xem\""));
    let lines = part(&body, "word/charts/chart1.xml");
    assert!(
        lines.contains("Thu chậm hơn kế hoạch") && lines.contains("<c:v>1.5</c:v>") && lines.contains("<c:v>24</c:v>")
    );
    assert!(lines.contains("prstDash val=\"dash\"") && lines.contains("<c:max val=\"25\"/>"), "{lines}");
    let bars = part(&body, "word/charts/chart2.xml");
    assert!(
        bars.contains("<c:v>226.5</c:v>")
            && bars.contains("Thu &#60;hải quan&#62;")
            && bars.contains("Số liệu&#39;!$C$2:$C$3")
    );
    let mut workbook = Vec::new();
    let mut zip = ZipArchive::new(Cursor::new(&body)).unwrap();
    zip.by_name("word/embeddings/chart2.xlsx").unwrap().read_to_end(&mut workbook).unwrap();
    let grid = crate::sheets::read_grids(&workbook, "a.xlsx", None).unwrap().remove(0);
    let typed = |cells: &[crate::sheets::RawCell]| -> Vec<String> {
        cells.iter().map(|cell| cell.typed.clone()).filter(|typed| !typed.is_empty()).collect()
    };
    let rows: Vec<Vec<String>> = grid.rows.iter().map(|row| typed(&row.cells)).collect();
    assert_eq!(rows, [vec!["Dự toán", "Lũy kế"], vec!["Thu nội địa", "345", "226,5"], vec!["Thu <hải quan>", "-3"]]);
    assert_eq!(body, docx("Báo cáo", &[with_charts(), with_charts()]).unwrap(), "the same paper is the same file");
}

#[cfg(feature = "pdf")]
#[test]
fn a_chart_in_a_pdf_is_words_that_can_be_found_and_says_what_it_shows() {
    let body = pdf("Báo cáo", &[with_charts()]).unwrap();
    let text = read_here(TextKind::Pdf, &body).unwrap();
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for said in ["Thu chậm hơn kế hoạch", "Thu nội địa đạt 65,7%", "226,5", "Kế hoạch", "Tăng từ 21 lên 33 người"]
    {
        assert!(words.contains(said), "{said} in {text}");
    }
    let count = |word: &[u8]| body.windows(word.len()).filter(|window| *window == word).count();
    assert!(count(b"/Alt") >= 4, "{}", count(b"/Alt"));
}

#[test]
fn a_paper_kept_with_charts_is_read_back_as_it_was() {
    let written = serde_json::to_string(&with_charts()).unwrap();
    let read: Paper = serde_json::from_str(&written).unwrap();
    assert_eq!(serde_json::to_string(&read).unwrap(), written);
}
