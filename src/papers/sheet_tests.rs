//! What is written on a sheet stands where it was put, however long it is.

use super::Face;
use super::sheet::*;

const PLAIN: Face = Face { is_bold: false, is_italic: false };

fn words(text: &str) -> Words<'_> {
    Words {
        text,
        left: 30.0,
        top: 80.0,
        width: 120.0,
        size: 26.0,
        line_height: 1.25,
        most_lines: 2,
        anchor: Anchor::Middle,
        face: PLAIN,
        colour: "#000000",
    }
}

fn sheet(of: &[Words]) -> Sheet {
    let mut sheet = Sheet { label: "Tờ thử".into(), width: 297.0, height: 210.0, marks: Vec::new() };
    of.iter().for_each(|it| sheet.write(it));
    sheet
}

/// Sizes in mm and texts of the lines.
fn lines(sheet: &Sheet) -> Vec<(f64, String)> {
    let line = |mark: &Mark| match mark {
        Mark::Text { size, text, .. } => Some((*size, text.clone())),
        _ => None,
    };
    sheet.marks.iter().filter_map(line).collect()
}

#[test]
fn a_short_text_keeps_its_size_and_a_long_one_goes_on_in_the_next_line() {
    let short = lines(&sheet(&[words("Lê Thị Hoa")]));
    assert_eq!(short, [(9.17, "Lê Thị Hoa".to_owned())]);
    let long = lines(&sheet(&[words("Công Tằng Tôn Nữ Thị Hoàng Lan Phương")]));
    assert_eq!(long.len(), 2);
    assert!(long.iter().all(|(size, _)| *size == 9.17), "{long:?}");
}

#[test]
fn what_needs_too_many_lines_becomes_smaller_and_nothing_is_lost() {
    let position = "Phó Trưởng phòng phụ trách ".repeat(5);
    assert!(position.chars().count() > 120);
    let fitted = lines(&sheet(&[Words { width: 200.0, ..words(&position) }]));
    assert_eq!(fitted.len(), 2, "{fitted:?}");
    assert!(fitted[0].0 < 9.17 && fitted[0].0 >= 4.58, "{fitted:?}");
    let endless = "Ư".repeat(200);
    let cut = lines(&sheet(&[words(&endless)]));
    assert_eq!(cut.iter().map(|(_, text)| text.as_str()).collect::<String>(), endless);
    assert!(cut.iter().all(|(size, text)| PLAIN.width(text) * size <= 120.0), "{cut:?}");
    assert_eq!(lines(&sheet(&[words("KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC")])).len(), 2, "lines stay lines");
    assert!(lines(&sheet(&[words("")])).is_empty());
}

#[cfg(feature = "pdf")]
mod pdf {
    use pdf_extract::{Document, MediaBox, OutputDev, OutputError, Transform, output_doc};

    use super::*;

    /// Page, left end and foot in mm from the upper left corner, and the letter.
    #[derive(Default)]
    struct Letters {
        page: u32,
        /// mm
        size: (f64, f64),
        found: Vec<(u32, f64, f64, String)>,
    }

    const POINT: f64 = 25.4 / 72.0;

    impl OutputDev for Letters {
        fn begin_page(&mut self, page: u32, it: &MediaBox, _: Option<(f64, f64, f64, f64)>) -> Result<(), OutputError> {
            self.page = page;
            self.size = ((it.urx - it.llx) * POINT, (it.ury - it.lly) * POINT);
            Ok(())
        }

        fn end_page(&mut self) -> Result<(), OutputError> {
            Ok(())
        }

        fn output_character(&mut self, at: &Transform, _: f64, _: f64, _: f64, it: &str) -> Result<(), OutputError> {
            self.found.push((self.page, at.m31 * POINT, self.size.1 - at.m32 * POINT, it.to_owned()));
            Ok(())
        }

        fn begin_word(&mut self) -> Result<(), OutputError> {
            Ok(())
        }

        fn end_word(&mut self) -> Result<(), OutputError> {
            Ok(())
        }

        fn end_line(&mut self) -> Result<(), OutputError> {
            Ok(())
        }
    }

    fn read(sheets: &[Sheet]) -> Letters {
        let body = super::super::sheet::pdf("Bằng", sheets).unwrap();
        let mut letters = Letters::default();
        output_doc(&Document::load_mem(&body).unwrap(), &mut letters).unwrap();
        letters
    }

    #[track_caller]
    fn assert_near(is: f64, expected: f64) {
        assert!((is - expected).abs() < 0.2, "{is} mm instead of {expected} mm");
    }

    #[test]
    fn every_line_stands_where_it_was_put() {
        for (anchor, of_middle) in [(Anchor::Start, None), (Anchor::Middle, Some(90.0)), (Anchor::End, None)] {
            let letters = read(&[sheet(&[Words { anchor, ..words("NHHN") }])]);
            assert_near(letters.size.0, 297.0);
            assert_near(letters.size.1, 210.0);
            let width = PLAIN.width("NHHN") * 26.0 * POINT;
            let (_, x, y, first) = &letters.found[0];
            assert_eq!(first, "N");
            assert_near(*y, 80.0 + 0.891 * 26.0 * POINT);
            match (anchor, of_middle) {
                (Anchor::Start, _) => assert_near(*x, 30.0),
                (Anchor::Middle, Some(middle)) => assert_near(*x, middle - width / 2.0),
                _ => assert_near(*x, 150.0 - width),
            }
        }
    }

    #[test]
    fn lines_follow_each_other_at_their_distance_and_sheets_are_pages_of_their_size() {
        let two = sheet(&[words("MỘT\nHAI")]);
        let small = Sheet { width: 210.0, height: 148.0, ..sheet(&[words("BA")]) };
        let letters = read(&[two, small]);
        let foot = |letter: &str| letters.found.iter().find(|it| it.3 == letter).unwrap().clone();
        assert_near(foot("H").2 - foot("M").2, 1.25 * 26.0 * POINT);
        assert_eq!((foot("H").0, foot("B").0), (1, 2));
        assert_near(letters.size.0, 210.0);
    }

    #[test]
    fn what_people_wrote_is_drawn_and_never_read_as_markup() {
        for nasty in ["#panic()", "$x$ *y* _z_", "<a>@b & \"c\" 'd'", "`", "\\", "</svg>", "\u{1}b", "=1+1"] {
            let letters = read(&[sheet(&[words(nasty)])]);
            let text: String = letters.found.iter().map(|it| it.3.as_str()).collect();
            let plain = |text: &str| text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect::<String>();
            assert_eq!(plain(&text), plain(nasty));
        }
    }
}
