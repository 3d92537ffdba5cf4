//! Vietnamese order as bytes the database can compare: letters a ă â b c d đ e ê …, then the tones
//! ngang, huyền, hỏi, ngã, sắc, nặng; people by given name, then family name, then middle names.

use std::sync::LazyLock;

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale_core::locale;
use unicode_normalization::UnicodeNormalization;

/// Stored with the keys. Raise it whenever keys change (new collation data, new rules here):
/// keys of another version are rebuilt at start. A test below notices such a change.
pub const SORT_KEY_VERSION: i32 = 1;

/// Sorts before every byte of a key, so a shorter name stands before a longer one.
const PART_END: u8 = 0x00;

static VIETNAMESE: LazyLock<CollatorBorrowed<'static>> = LazyLock::new(|| {
    Collator::try_new(locale!("vi").into(), CollatorOptions::default())
        .expect("collation data is compiled into the program")
});

/// The key of a text in Vietnamese order; capitals matter only between otherwise equal texts.
pub fn text_key(text: &str) -> Vec<u8> {
    let mut key = Vec::new();
    // Writing to memory cannot fail: the error type is uninhabited.
    let Ok(()) = VIETNAMESE.write_sort_key_to(&tone_on_main_vowel(text), &mut key);
    key
}

/// The key of a person's name: given name (last word), then family name (first), then those between.
pub fn name_key(full_name: &str) -> Vec<u8> {
    let words: Vec<&str> = full_name.split_whitespace().collect();
    let (family, middle, given) = match words[..] {
        [] => ("", String::new(), ""),
        [given] => ("", String::new(), given),
        [family, ref middle @ .., given] => (family, middle.join(" "), given),
    };
    let mut key = text_key(given);
    for part in [family, &middle] {
        key.push(PART_END);
        key.extend(text_key(part));
    }
    key
}

/// "hòa" and "hoà" are two spellings of one name; both get the key of the second, with the tone on
/// the vowel that carries it, so that they do not stand apart in a list.
fn tone_on_main_vowel(text: &str) -> String {
    let mut letters: Vec<char> = text.nfd().collect();
    for start in 0..letters.len().saturating_sub(2) {
        let [glide, tone, vowel] = [letters[start], letters[start + 1], letters[start + 2]];
        let ends = letters.get(start + 3).is_none_or(|next| !next.is_alphabetic() && !is_mark(*next));
        let open_pair =
            matches!((glide.to_ascii_lowercase(), vowel.to_ascii_lowercase()), ('o', 'a' | 'e') | ('u', 'y'));
        if open_pair && is_tone(tone) && ends {
            letters.swap(start + 1, start + 2);
        }
    }
    letters.into_iter().collect()
}

/// Grave, acute, tilde, hook above, dot below.
fn is_tone(c: char) -> bool {
    matches!(c, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}')
}

fn is_mark(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::text;
    use super::*;

    fn assert_in_order<K: Ord>(words: &[&str], key: impl Fn(&str) -> K) {
        for pair in words.windows(2) {
            assert!(key(pair[0]) < key(pair[1]), "{} before {}", pair[0], pair[1]);
        }
    }

    #[test]
    fn tones_follow_the_dictionary() {
        assert_in_order(&["ma", "mà", "mả", "mã", "má", "mạ"], text_key);
        assert_in_order(&["Hoa", "Hoà", "Hoả", "Hoã", "Hoá", "Hoạ"], text_key);
    }

    #[test]
    fn letters_follow_the_vietnamese_alphabet() {
        let alphabet = "a ă â b c d đ e ê g h i k l m n o ô ơ p q r s t u ư v x y";
        assert_in_order(&alphabet.split(' ').collect::<Vec<_>>(), text_key);
        assert_in_order(&["Da", "Dương", "Đa", "Đương", "Em"], text_key);
    }

    #[test]
    fn a_letter_weighs_more_than_a_tone() {
        assert_in_order(&["an", "ản", "anh", "ăn", "ân", "ấn"], text_key);
    }

    #[test]
    fn people_stand_by_given_name_then_family_then_middle_names() {
        let people = [
            "An",
            "Trần Văn An",
            "Lê Thị Bình",
            "Nguyễn An Bình",
            "Nguyễn Văn Bình",
            "Lê Đức Dũng",
            "Bùi Thị Đào",
            "Nguyễn Thị Hoa",
            "Đinh Thị Hòa",
            "Lê Thị Hoà",
            "Nguyễn Hồng Hoa Mai",
        ];
        assert_in_order(&people, name_key);
    }

    #[test]
    fn both_spellings_of_a_tone_are_one_name() {
        for (old, new) in [("Hòa", "Hoà"), ("Thúy", "Thuý"), ("KHỎE", "KHOẺ")] {
            assert_eq!(text_key(old), text_key(new));
        }
        assert_ne!(text_key("Thùy"), text_key("Thúy"));
        assert_eq!(tone_on_main_vowel("hoàn").nfc().collect::<String>(), "hoàn");
    }

    #[test]
    fn a_changed_key_asks_for_a_new_version() {
        assert_eq!(SORT_KEY_VERSION, 1);
        assert_eq!(
            hex(&name_key("Nguyễn Thị Hoà")),
            "39472b01438a01dc07004537535b34024501418b030501dc0a0051393b01438b0501dc07"
        );
    }

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    proptest! {
        #[test]
        fn only_the_separator_is_a_zero_byte(name in "[a-zA-ZàáảãạăằâầđĐêôơưừỳýỵ ]{0,30}") {
            let zeros = name_key(&name).into_iter().filter(|&byte| byte == PART_END).count();
            prop_assert_eq!(zeros, 2);
        }

        #[test]
        fn blanks_around_a_name_do_not_move_it(name in "[a-zA-ZàáảãạăằâầđĐêôơưừỳýỵ]{1,8}( [a-zđ]{1,6}){0,3}") {
            prop_assert_eq!(name_key(&format!("  {name} ")), name_key(&name));
        }

        #[test]
        fn texts_with_one_key_fold_alike(one in "[aàáâđdoe]{1,3}", other in "[aàáâđdoe]{1,3}") {
            if text_key(&one) == text_key(&other) {
                prop_assert_eq!(text::fold(&one), text::fold(&other));
            }
        }
    }
}
