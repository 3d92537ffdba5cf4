//! Text as people type it: cleaned before it is stored, folded before it is searched,
//! raised to capitals for heads and codes. Everything stored is NFC.

use std::fmt;

use unicode_normalization::UnicodeNormalization;

/// A character no one can see or print, such as NUL, which is refused rather than dropped in silence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ControlCharacter(pub char);

impl fmt::Display for ControlCharacter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Có ký tự ẩn (U+{:04X}) không in được. Hãy gõ lại thay vì dán.", u32::from(self.0))
    }
}

impl std::error::Error for ControlCharacter {}

/// The text as it is stored: NFC, trimmed, lines ended by `\n`; tabs and line breaks stay.
///
/// # Errors
/// Any other control character (C0, DEL, C1, a lone carriage return) is refused.
pub fn clean(typed: &str) -> Result<String, ControlCharacter> {
    let lines = typed.replace("\r\n", "\n");
    match lines.chars().find(|&c| c.is_control() && c != '\n' && c != '\t') {
        Some(control) => Err(ControlCharacter(control)),
        None => Ok(lines.trim().nfc().collect()),
    }
}

/// [`clean`] for a one-line field: line breaks, tabs and runs of blanks become one blank.
///
/// # Errors
/// As [`clean`].
pub fn clean_line(typed: &str) -> Result<String, ControlCharacter> {
    clean(typed).map(|text| one_blank_between_words(&text))
}

/// What search compares: lower case, without Vietnamese marks, `đ` as `d`, blanks collapsed.
/// Both spellings of a tone ("hoà", "hòa") fold alike. The result may differ in length from the text.
pub fn fold(text: &str) -> String {
    one_blank_between_words(&without_marks(text).to_lowercase())
}

/// An FTS5 `MATCH` expression that asks for every typed word, the last one as a beginning, so that
/// results appear while somebody is still typing. Quoted, so no sign can act as an FTS5 operator.
/// `None` when nothing searchable was typed.
pub fn search_expression(typed: &str) -> Option<String> {
    let words: Vec<String> = fold(typed)
        .split(|c: char| c.is_whitespace() || c.is_control() || c == '"')
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .map(|word| format!("\"{word}\""))
        .collect();
    (!words.is_empty()).then(|| words.join(" ") + "*")
}

/// Capitals for heads and certificates: "Nguyễn Thị Hoà" becomes "NGUYỄN THỊ HOÀ".
pub fn upper(text: &str) -> String {
    text.nfc().flat_map(char::to_uppercase).collect()
}

/// The first letters of an organisation's name in capitals without marks, as document symbols
/// use them: "Sở Tài chính tỉnh Thái Nguyên" gives "STC". The place it belongs to and "và" do not count.
pub fn initials(organisation: &str) -> String {
    let name: String = organisation.nfc().flat_map(char::to_lowercase).collect();
    let words: Vec<&str> = name.split([' ', ',', '-', '–']).filter(|word| !word.is_empty()).collect();
    let own_words = (1..words.len()).find(|&index| begins_place(&words[index..])).unwrap_or(words.len());
    let letters = words[..own_words].iter().filter(|word| **word != "và").filter_map(|word| word.chars().next());
    upper(&without_marks(&letters.collect::<String>()))
}

/// Whether the name of a province or commune follows, before which the organisation's own name ends.
fn begins_place(words: &[&str]) -> bool {
    matches!(words, ["tỉnh" | "huyện" | "xã" | "phường", ..] | ["thành", "phố", ..])
}

/// The given name: the last word of a Vietnamese full name ("Nguyễn Thị Hoà" gives "Hoà").
pub fn given_name(full_name: &str) -> &str {
    full_name.split_whitespace().next_back().unwrap_or_default()
}

fn without_marks(text: &str) -> String {
    text.nfd()
        .filter(|c| !('\u{300}'..='\u{36f}').contains(c))
        .map(|c| match c {
            'đ' => 'd',
            'Đ' => 'D',
            other => other,
        })
        .collect()
}

fn one_blank_between_words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn cleaning_keeps_lines_and_emoji_and_composes_letters() {
        let cases = [
            ("  Hoà\u{300} ", "Hoà\u{300}"), // one mark too many is somebody's text, not ours to mend
            ("Nguye\u{302}\u{303}n", "Nguyễn"),
            ("dòng một\r\n\tdòng hai\r\n", "dòng một\n\tdòng hai"),
            ("đạt 100% 🎉", "đạt 100% 🎉"),
            ("", ""),
        ];
        for (typed, stored) in cases {
            assert_eq!(clean(typed).as_deref(), Ok(stored), "{typed:?}");
        }
    }

    #[test]
    fn hidden_control_characters_are_refused_with_their_code() {
        for control in ['\0', '\u{7}', '\r', '\u{1b}', '\u{7f}', '\u{85}'] {
            assert_eq!(clean(&format!("a{control}b")), Err(ControlCharacter(control)));
        }
        assert_eq!(ControlCharacter('\0').to_string(), "Có ký tự ẩn (U+0000) không in được. Hãy gõ lại thay vì dán.");
    }

    #[test]
    fn a_line_has_single_blanks_only() {
        assert_eq!(clean_line(" Lê\u{a0}\t Thị\r\n Hoa ").as_deref(), Ok("Lê Thị Hoa"));
    }

    #[test]
    fn names_typed_with_and_without_marks_fold_alike() {
        for typed in ["Nguyễn Thị Hoà", "nguyen thi hòa", " NGUYỄN  THỊ HOÀ", "Nguye\u{302}\u{303}n Thị Hoa"]
        {
            assert_eq!(fold(typed), "nguyen thi hoa");
        }
        assert_eq!(fold("Đỗ Đức Ưởng"), "do duc uong");
    }

    #[test]
    fn search_words_are_quoted_and_the_last_is_a_beginning() {
        let cases = [
            ("Hoà", Some("\"hoa\"*")),
            ("lê thị  hoà", Some("\"le\" \"thi\" \"hoa\"*")),
            ("12/2026", Some("\"12/2026\"*")),
            ("SK-2014-005", Some("\"sk-2014-005\"*")),
            ("a\" OR \"b", Some("\"a\" \"or\" \"b\"*")),
            ("a\0b *", Some("\"a\" \"b\"*")),
            (" - * \" 🎉 ", None),
            ("", None),
        ];
        for (typed, expression) in cases {
            assert_eq!(search_expression(typed).as_deref(), expression, "{typed:?}");
        }
    }

    #[test]
    fn initials_leave_out_the_place_and_the_word_va() {
        let cases = [
            ("Sở Tài chính", "STC"),
            ("Sở Tài chính tỉnh Thái Nguyên", "STC"),
            ("Sở Kế hoạch và Đầu tư", "SKHDT"),
            ("Sở Văn hóa, Thể thao và Du lịch thành phố Hà Nội", "SVHTTDL"),
            ("Văn phòng Ủy ban nhân dân tỉnh", "VPUBND"),
            ("Ban Điều phối địa phương", "BDPDP"),
            ("", ""),
        ];
        for (organisation, code) in cases {
            assert_eq!(initials(organisation), code, "{organisation}");
        }
    }

    #[test]
    fn capitals_keep_vietnamese_marks() {
        assert_eq!(upper("Đặng Thị Ướt"), "ĐẶNG THỊ ƯỚT");
        assert_eq!(given_name("Vũ Mạnh Phú "), "Phú");
        assert_eq!(given_name("  "), "");
    }

    proptest! {
        #[test]
        fn cleaning_twice_changes_nothing(typed in "\\PC*") {
            let once = clean(&typed).expect("no control characters");
            prop_assert_eq!(clean(&once).expect("still none"), once);
        }

        #[test]
        fn folding_twice_changes_nothing(typed in "[a-zA-ZàáảãạăằâầđĐêôơưừỳýỵ ]*") {
            prop_assert_eq!(fold(&fold(&typed)), fold(&typed));
        }

        #[test]
        fn capitals_fold_like_the_text(typed in "[a-zA-ZàáảãạăằâầđĐêôơưừỳýỵ ]*") {
            prop_assert_eq!(fold(&upper(&typed)), fold(&typed));
        }
    }
}
