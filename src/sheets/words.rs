//! Fixed words: understood by code or Vietnamese word, written by the one the column asks for.

use std::borrow::Cow;

use super::format::{Kind, Words, Written};
use crate::domain::text;

/// The code of what was typed, whatever its case; marks may be missing where that leaves no doubt.
pub(super) fn code_of(typed: &str, words: Words) -> Option<&'static str> {
    let words = words();
    let names = |wanted: &str, as_compared: fn(&str) -> String| -> Vec<&'static str> {
        let matches = |name: &str| as_compared(name) == wanted;
        words.iter().filter(|(code, word)| matches(code) || matches(word)).map(|(code, _)| *code).collect()
    };
    let exact = names(&typed.to_lowercase(), str::to_lowercase);
    let folded = names(&text::fold(typed), text::fold);
    match (&exact[..], &folded[..]) {
        ([code, ..], _) | ([], [code]) => Some(code),
        _ => None,
    }
}

/// What may be typed, for the message beside a cell that holds something else.
pub(super) fn choices(words: Words) -> String {
    words().into_iter().map(|(_, word)| word).collect::<Vec<_>>().join(", ")
}

/// The Vietnamese word of a code where the column wants it; a code outside the list as it is.
pub(super) fn shown<'a>(kind: &Kind, code: &'a str, in_vietnamese: fn(Written) -> bool) -> Cow<'a, str> {
    let Kind::Word(words, written) = kind else {
        return code.into();
    };
    if !in_vietnamese(*written) {
        return code.into();
    }
    let word = words().into_iter().find(|(known, _)| *known == code).map(|(_, word)| word);
    word.unwrap_or(code).to_owned().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn states() -> Vec<(&'static str, &'static str)> {
        vec![("awarded", "Đạt"), ("dated", "Dat"), ("not_awarded", "Không đạt")]
    }

    #[test]
    fn a_word_is_known_by_code_and_vietnamese_in_any_case() {
        for typed in ["not_awarded", "NOT_AWARDED", "Không đạt", "KHÔNG ĐẠT", "khong dat"] {
            assert_eq!(code_of(typed, states), Some("not_awarded"), "{typed}");
        }
    }

    #[test]
    fn missing_marks_are_forgiven_only_where_no_doubt_remains() {
        assert_eq!(code_of("đạt", states), Some("awarded"));
        assert_eq!(code_of("dat", states), Some("dated"));
        assert_eq!(code_of("dạt", states), None);
    }

    #[test]
    fn the_column_says_which_name_is_written() {
        let word = |written| Kind::Word(states, written);
        let in_xlsx = |written| written != Written::Code;
        assert_eq!(shown(&word(Written::Code), "awarded", in_xlsx), "awarded");
        assert_eq!(shown(&word(Written::Vietnamese), "awarded", in_xlsx), "Đạt");
        assert_eq!(shown(&word(Written::AsOnScreen), "awarded", in_xlsx), "Đạt");
        assert_eq!(shown(&word(Written::AsOnScreen), "unheard_of", in_xlsx), "unheard_of");
    }
}
