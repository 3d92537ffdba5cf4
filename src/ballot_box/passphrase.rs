//! The passphrase (cụm mật khẩu) of a key holder, and one to suggest.

use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

/// Shorter ones are too easy to guess.
pub const LEAST_CHARACTERS: usize = 12;
const LONGEST: usize = 200;
/// Words of a suggestion.
const SUGGESTED: usize = 5;

/// As typed, however the keyboard composes its letters and however many spaces stand between words.
pub struct Passphrase(Zeroizing<String>);

impl Passphrase {
    /// # Errors
    /// What is wrong with it, for its field.
    pub fn parse(typed: &str) -> Result<Self, String> {
        let words: Vec<&str> = typed.split_whitespace().collect();
        let text = Zeroizing::new(words.join(" ").nfc().collect::<String>());
        match text.chars().count() {
            0 => Err("Nhập cụm mật khẩu.".to_owned()),
            length if length < LEAST_CHARACTERS => {
                Err(format!("Cụm mật khẩu có {length} ký tự, cần từ {LEAST_CHARACTERS}. Gõ thêm vài từ."))
            }
            length if length > LONGEST => Err(format!("Cụm mật khẩu dài quá {LONGEST} ký tự. Gõ ngắn lại.")),
            _ => Ok(Self(text)),
        }
    }

    pub(super) fn bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }

    pub fn is_same_as(&self, other: &Self) -> bool {
        *self.0 == *other.0
    }
}

/// Five words at random, easy to write down and to type: 2⁴⁰ such phrases, each guess as slow as the key file makes it.
pub fn suggested() -> Option<String> {
    let mut random = [0u8; SUGGESTED];
    getrandom::fill(&mut random).ok()?;
    let words = random.iter().filter_map(|at| WORDS.split_whitespace().nth(usize::from(*at)));
    Some(words.collect::<Vec<_>>().join(" "))
}

/// 256 plain words, typed without marks.
const WORDS: &str = include_str!("words.txt");

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn a_suggestion_is_five_of_256_different_words() {
        let words: HashSet<&str> = WORDS.split_whitespace().collect();
        assert_eq!(words.len(), 256);
        assert_eq!(WORDS.split_whitespace().count(), 256);
        assert!(words.iter().all(|word| word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')));
        let phrase = suggested().unwrap();
        assert_eq!(phrase.split(' ').count(), SUGGESTED, "{phrase}");
        assert!(Passphrase::parse(&phrase).is_ok(), "{phrase}");
    }

    #[test]
    fn it_is_the_same_however_it_is_composed_and_spaced() {
        let composed = Passphrase::parse("hoa sữa tháng mười").unwrap();
        let decomposed: String = "  hoa  sữa tháng\tmười ".nfd().collect();
        assert!(composed.is_same_as(&Passphrase::parse(&decomposed).unwrap()));
        assert!(!composed.is_same_as(&Passphrase::parse("hoa sữa tháng chạp").unwrap()));
    }

    #[test]
    fn what_is_too_short_says_how_short() {
        let said = |typed| Passphrase::parse(typed).err();
        assert_eq!(said("   ").as_deref(), Some("Nhập cụm mật khẩu."));
        assert_eq!(said("hoa sen").as_deref(), Some("Cụm mật khẩu có 7 ký tự, cần từ 12. Gõ thêm vài từ."));
        assert!(said("hoa sen ao lang").is_none());
        assert!(said(&"dài ".repeat(100)).is_some());
    }
}
