//! Names of lines as people write them: with numbering, in capitals, abbreviated; and the line each means.

use crate::domain::law::RevenueLineCode;
use crate::domain::text::fold;

/// What a row of a sheet stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    Line(RevenueLineCode),
    /// Somebody has said that rows of this name are left out.
    LeftOut,
    Unknown,
}

/// Abbreviations of the trade, as they stand in a folded name, and what they stand for.
const SHORT: [(&str, &str); 15] = [
    ("dnnn", "doanh nghiep nha nuoc"),
    ("dn", "doanh nghiep"),
    ("dtnn", "dau tu nuoc ngoai"),
    ("nqd", "ngoai quoc doanh"),
    ("kv", "khu vuc"),
    ("tw", "trung uong"),
    ("dp", "dia phuong"),
    ("nsnn", "ngan sach nha nuoc"),
    ("nsdp", "ngan sach dia phuong"),
    ("xnk", "xuat nhap khau"),
    ("gtgt", "gia tri gia tang"),
    ("ttdb", "tieu thu dac biet"),
    ("tncn", "thu nhap ca nhan"),
    ("bvmt", "bao ve moi truong"),
    ("xskt", "xo so kien thiet"),
];

/// What of a name counts when names are compared: no numbering, no marks, no punctuation, no note sign behind it,
/// abbreviations in full.
pub fn key_of(name: &str) -> String {
    let folded = fold(split_marker(name).1);
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut words: Vec<&str> =
        words.map(|word| SHORT.iter().find(|(short, _)| *short == word).map_or(word, |(_, full)| full)).collect();
    // "Thu nội địa (1)": the sign of a note below the table.
    if words.len() > 1 && words.last().is_some_and(|last| last.len() < 3 && last.bytes().all(|b| b.is_ascii_digit())) {
        words.pop();
    }
    words.join(" ")
}

/// The numbering that stands in the same cell before a name ("1.", "II", "a)", "-"), and the name.
pub fn split_marker(text: &str) -> (&str, &str) {
    let text = text.trim();
    if let Some(sign) = text.chars().next().filter(|c| is_dash(*c) || matches!(c, '+' | '*')) {
        let (marker, rest) = text.split_at(sign.len_utf8());
        return (marker, rest.trim_start_matches(|c: char| is_dash(c) || c == '+' || c.is_whitespace()));
    }
    let bytes = text.as_bytes();
    let run = |fits: fn(&u8) -> bool| bytes.iter().take_while(|byte| fits(byte)).count();
    let digits = run(|byte| byte.is_ascii_digit() || *byte == b'.');
    let roman = run(|byte| matches!(byte, b'I' | b'V' | b'X'));
    let letter = usize::from(bytes.first().is_some_and(u8::is_ascii_alphabetic));
    for length in [digits, roman, letter] {
        let marker = text[..length].trim_end_matches('.');
        let behind = &text[length..];
        let name = behind.trim_start_matches(|c: char| matches!(c, '.' | ')' | '/' | ':') || c.is_whitespace());
        let is_apart = behind.starts_with(['.', ')', '/', ':']) || text[..length].ends_with('.');
        // "Y tế" and "Ô tô" begin with no numbering; "A TỔNG THU" does.
        let by_blank = behind.starts_with(char::is_whitespace)
            && (length > 1
                || bytes.first().is_some_and(|byte| !byte.is_ascii_alphabetic() || b"ABCDEIVX".contains(byte)));
        if !marker.is_empty() && !name.is_empty() && (is_apart || by_blank) {
            return (marker, name);
        }
    }
    ("", text)
}

const fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '−' | '•')
}

/// How deep a line of this numbering stands in a report: less is higher. Rows without numbering are the deepest.
pub fn depth_of(marker: &str) -> u8 {
    let marker = marker.trim().trim_matches(['.', ')', '(', '/', ':']);
    let all = |fits: fn(char) -> bool| !marker.is_empty() && marker.chars().all(fits);
    match marker {
        _ if all(|c| matches!(c, 'I' | 'V' | 'X')) => 1,
        _ if all(|c| c.is_ascii_uppercase()) => 0,
        _ if all(|c| c.is_ascii_digit() || c == '.') => {
            2 + u8::try_from(marker.matches('.').count().min(3)).unwrap_or(3)
        }
        _ if all(|c| c.is_ascii_lowercase()) => 6,
        _ if all(is_dash) => 7,
        _ if all(|c| matches!(c, '+' | '*')) => 8,
        _ => 9,
    }
}

/// For rows of these depths the place of the row each stands under: the nearest one above that is higher.
pub fn stand_under(depths: &[u8]) -> Vec<Option<usize>> {
    let above = |at: usize| depths[..at].iter().rposition(|depth| *depth < depths[at]);
    (0..depths.len()).map(above).collect()
}

/// The line of the catalogue that a name means where it stands under `under`; never a guess: a name that two lines bear
/// means neither, and what stands under a line means a part of it.
pub fn meaning_of(name: &str, under: Option<Meaning>) -> Meaning {
    let key = key_of(name);
    let is_part = |line: &RevenueLineCode| match under {
        Some(Meaning::Line(above)) => *line != above && line.ancestry().any(|part| part == above),
        _ => true,
    };
    let mut named = RevenueLineCode::all().filter(|line| key_of(&line.line().name) == key).filter(is_part);
    match (named.next(), named.next()) {
        (Some(line), None) => Meaning::Line(line),
        _ => Meaning::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(code: &str) -> Meaning {
        Meaning::Line(RevenueLineCode::from_code(code).expect("a line of the catalogue"))
    }

    #[test]
    fn numbering_is_taken_off_and_names_that_begin_with_a_letter_stay() {
        let cases = [
            ("I. Thu nội địa", "I", "Thu nội địa"),
            ("II/ Thu từ dầu thô", "II", "Thu từ dầu thô"),
            ("1.Thuế thu nhập cá nhân", "1", "Thuế thu nhập cá nhân"),
            ("1.2. Thuế TNDN", "1.2", "Thuế TNDN"),
            ("10 Thu khác", "10", "Thu khác"),
            ("A TỔNG THU", "A", "TỔNG THU"),
            ("a) Thu từ DNNN trung ương", "a", "Thu từ DNNN trung ương"),
            ("- Thu tiền sử dụng đất", "-", "Thu tiền sử dụng đất"),
            ("–  – Thuế GTGT", "–", "Thuế GTGT"),
            ("Y tế", "", "Y tế"),
            ("XNK qua biên giới", "", "XNK qua biên giới"),
            ("Thu nội địa", "", "Thu nội địa"),
            ("1", "", "1"),
        ];
        for (text, marker, name) in cases {
            assert_eq!(split_marker(text), (marker, name), "{text}");
        }
    }

    #[test]
    fn names_are_compared_without_numbering_marks_and_note_signs() {
        for name in ["Thu nội địa", "I. THU NỘI ĐỊA", "thu noi dia (1)", " Thu  nội địa:"] {
            assert_eq!(key_of(name), "thu noi dia", "{name}");
        }
        assert_eq!(
            key_of("Thu từ KV DNNN do TW quản lý"),
            key_of("Thu từ khu vực doanh nghiệp nhà nước do Trung ương quản lý")
        );
        assert_ne!(key_of("Thuế bảo vệ môi trường"), key_of("Thuế bảo vệ môi trường thu từ hàng hóa nhập khẩu"));
    }

    #[test]
    fn every_line_of_the_catalogue_is_found_by_its_own_name() {
        for line in RevenueLineCode::all() {
            let under = line.parent().map(Meaning::Line);
            let numbered = format!("{} {}", line.line().marker, line.line().name.to_uppercase());
            assert_eq!(meaning_of(&line.line().name, under), Meaning::Line(line), "{}", line.code());
            assert_eq!(meaning_of(&numbered, under), Meaning::Line(line), "{numbered}");
        }
    }

    #[test]
    fn a_name_means_only_what_lies_under_the_line_above_it() {
        assert_eq!(meaning_of("Thu khác", Some(line("A.III"))), line("A.III.6"));
        assert_eq!(meaning_of("Thu khác", Some(line("A.I"))), Meaning::Unknown);
        assert_eq!(meaning_of("Thu khác", None), line("A.III.6"));
        assert_eq!(meaning_of("Thu phạt giao thông", None), Meaning::Unknown);
    }

    #[test]
    fn rows_stand_under_the_nearest_higher_one() {
        let markers = ["A", "I", "1", "-", "-", "2", "II", "", "B"];
        let depths: Vec<u8> = markers.iter().map(|marker| depth_of(marker)).collect();
        let under = stand_under(&depths);
        assert_eq!(under, [None, Some(0), Some(1), Some(2), Some(2), Some(1), Some(0), Some(6), None]);
        assert!(depth_of("1") < depth_of("1.1") && depth_of("1.1") < depth_of("a)") && depth_of("a)") < depth_of("+"));
    }
}
