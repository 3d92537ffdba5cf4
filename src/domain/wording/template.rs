//! A text with places for data in braces, read piece by piece. A brace that is only a brace is written twice.

use std::fmt;

use super::codes::Slot;

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    Words(String),
    Place(Slot),
}

/// Why a text is refused, in words for whoever typed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// What stands behind the brace.
    Unclosed(String),
    /// What stands before the brace.
    Unopened(String),
    Unknown {
        name: String,
        meant: Option<Slot>,
        allowed: Vec<Slot>,
    },
}

/// How much of a text a message quotes, in characters.
const QUOTED: usize = 24;

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unclosed(behind) => {
                write!(
                    f,
                    "Dấu {{ trước “{behind}” chưa có dấu }} đóng lại. Thêm dấu }}, hoặc gõ {{{{ nếu chỉ cần dấu ngoặc."
                )
            }
            Self::Unopened(before) => {
                write!(f, "Dấu }} sau “{before}” không có dấu {{ mở ra. Xóa đi, hoặc gõ }}}} nếu chỉ cần dấu ngoặc.")
            }
            Self::Unknown { name, meant: Some(slot), .. } => {
                write!(f, "Không có chỗ điền {{{name}}}. Viết {} cho đúng dấu.", slot.braced())
            }
            Self::Unknown { name, meant: None, allowed } => {
                let allowed: Vec<String> = allowed.iter().map(|slot| slot.braced()).collect();
                write!(f, "Không có chỗ điền {{{name}}}. Đoạn này dùng được: {}.", allowed.join(", "))
            }
        }
    }
}

impl std::error::Error for Fault {}

/// Reads a text in which these places are allowed.
///
/// # Errors
/// A brace without its other half, or a place that is not allowed here.
pub fn read(text: &str, allowed: &[Slot]) -> Result<Vec<Piece>, Fault> {
    let mut pieces = Vec::new();
    let mut words = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        let (before, from) = rest.split_at(at);
        words.push_str(before);
        if let Some(behind) = from.strip_prefix("{{") {
            words.push('{');
            rest = behind;
        } else if let Some(behind) = from.strip_prefix("}}") {
            words.push('}');
            rest = behind;
        } else if let Some(behind) = from.strip_prefix('{') {
            let end = behind.find(['{', '}', '\n']).filter(|end| behind[*end..].starts_with('}'));
            let end = end.ok_or_else(|| Fault::Unclosed(behind.chars().take(QUOTED).collect()))?;
            pieces.extend((!words.is_empty()).then(|| Piece::Words(std::mem::take(&mut words))));
            pieces.push(Piece::Place(place(&behind[..end], allowed)?));
            rest = &behind[end + 1..];
        } else {
            let skipped = before.chars().count().saturating_sub(QUOTED);
            return Err(Fault::Unopened(before.chars().skip(skipped).collect()));
        }
    }
    words.push_str(rest);
    pieces.extend((!words.is_empty()).then_some(Piece::Words(words)));
    Ok(pieces)
}

fn place(typed: &str, allowed: &[Slot]) -> Result<Slot, Fault> {
    Slot::named(typed).filter(|slot| allowed.contains(slot)).ok_or_else(|| Fault::Unknown {
        name: typed.chars().take(QUOTED).collect(),
        meant: Slot::like(typed, allowed),
        allowed: allowed.to_vec(),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ALLOWED: &[Slot] = &[Slot::Year, Slot::Total];

    fn written(pieces: &[Piece]) -> String {
        let one = |piece: &Piece| match piece {
            Piece::Words(words) => words.clone(),
            Piece::Place(slot) => format!("<{}>", slot.code()),
        };
        pieces.iter().map(one).collect()
    }

    #[test]
    fn places_are_found_however_they_are_spaced() {
        for text in ["Năm {năm}: {tổng tiền} đồng", "Năm { Năm }: {TỔNG  tiền} đồng"] {
            assert_eq!(written(&read(text, ALLOWED).unwrap()), "Năm <năm>: <tổng tiền> đồng");
        }
        assert_eq!(read("", ALLOWED), Ok(Vec::new()));
    }

    #[test]
    fn what_is_wrong_is_named_with_what_is_allowed() {
        let cases = [
            ("Năm {năm", "Dấu { trước “năm” chưa có dấu } đóng lại. Thêm dấu }, hoặc gõ {{ nếu chỉ cần dấu ngoặc."),
            ("{a\n}", "Dấu { trước “a\n}” chưa có dấu } đóng lại. Thêm dấu }, hoặc gõ {{ nếu chỉ cần dấu ngoặc."),
            (
                "{năm {năm}",
                "Dấu { trước “năm {năm}” chưa có dấu } đóng lại. Thêm dấu }, hoặc gõ {{ nếu chỉ cần dấu ngoặc.",
            ),
            ("Năm }", "Dấu } sau “Năm ” không có dấu { mở ra. Xóa đi, hoặc gõ }} nếu chỉ cần dấu ngoặc."),
            ("{}", "Không có chỗ điền {}. Đoạn này dùng được: {năm}, {tổng tiền}."),
            ("{lý do}", "Không có chỗ điền {lý do}. Đoạn này dùng được: {năm}, {tổng tiền}."),
            ("{tong tien}", "Không có chỗ điền {tong tien}. Viết {tổng tiền} cho đúng dấu."),
        ];
        for (text, words) in cases {
            assert_eq!(read(text, ALLOWED).unwrap_err().to_string(), words, "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_text_without_braces_is_itself(text in "[^{}]*") {
            prop_assert_eq!(written(&read(&text, ALLOWED).unwrap()), text);
        }

        #[test]
        fn a_text_with_its_braces_doubled_is_itself(text in "[a-zà-ỹ<&\"'{}\n ]*") {
            let doubled = text.replace('{', "{{").replace('}', "}}");
            prop_assert_eq!(written(&read(&doubled, ALLOWED).unwrap()), text);
        }

        #[test]
        fn nothing_typed_breaks_the_reader(text in "\\PC*") {
            let _ = read(&text, ALLOWED);
        }
    }
}
