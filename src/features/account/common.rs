//! Passwords that everybody tries first (SECURITY.md L3): a well-known word, or two of them, with digits and signs
//! around and between, in whatever case, with or without marks, with `@` for a and `0` for o. Said by its parts, the list
//! is longer than one that names each, and nothing has to be looked up outside.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::domain::text::fold;

const WORDS: &str = include_str!("common_words.txt");
/// Ways of the fingers over the keys and along the alphabet.
const RUNS: [&str; 10] = [
    "qwertyuiopasdfghjklzxcvbnmqwertyuiop",
    "poiuytrewqlkjhgfdsamnbvcxz",
    "abcdefghijklmnopqrstuvwxyzabcdefghij",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
    "qazwsxedcrfvtgbyhnujmikolp",
    "1q2w3e4r5t6y7u8i9o0p",
    "q1w2e3r4t5y6u7i8o9p0",
    "a1b2c3d4e5f6g7h8i9j0",
    "1a2b3c4d5e6f7g8h9i0j",
    "zaq12wsxcde34rfvbgt56yhnmju78",
];
/// Digits alone up to here are days of birth and telephone numbers.
const NUMBERS: usize = 12;
/// Fewer different signs make no password however often they are repeated.
const FEW_SIGNS: usize = 3;

static KNOWN: LazyLock<HashSet<&str>> = LazyLock::new(|| WORDS.split_whitespace().collect());

/// Whether a password is one of those that are tried first.
pub fn is_common(password: &str) -> bool {
    let plain = fold(password);
    let signs: Vec<char> = plain.chars().filter(|sign| !sign.is_whitespace()).collect();
    if signs.iter().collect::<HashSet<_>>().len() <= FEW_SIGNS {
        return true;
    }
    if signs.iter().all(|sign| !sign.is_alphabetic()) && signs.len() <= NUMBERS {
        return true;
    }
    let joined: String = signs.iter().filter(|sign| sign.is_alphanumeric()).collect();
    if RUNS.iter().any(|run| run.contains(joined.as_str())) {
        return true;
    }
    is_made_of_words(&letters(&signs)) || ['i', 'l'].into_iter().any(|one| is_made_of_words(&inside(&signs, one)))
}

/// Its letters alone, digits and signs left out.
fn letters(signs: &[char]) -> String {
    signs.iter().filter(|sign| sign.is_ascii_alphabetic()).collect()
}

/// What stands between the digits and signs around it, those within read as the letters they stand for.
fn inside(signs: &[char], one: char) -> String {
    let is_letter = |sign: &char| sign.is_ascii_alphabetic();
    let (Some(first), Some(last)) = (signs.iter().position(is_letter), signs.iter().rposition(is_letter)) else {
        return String::new();
    };
    // "p@ssw0rd" ends in a letter; "@dmin" begins with one that is written as a sign.
    let first = if first > 0 && signs[first - 1] == '@' { first - 1 } else { first };
    let read = |sign: &char| match sign {
        '@' | '4' => Some('a'),
        '0' => Some('o'),
        '1' | '!' => Some(one),
        '3' => Some('e'),
        '5' | '$' => Some('s'),
        '7' => Some('t'),
        letter if letter.is_ascii_alphabetic() => Some(*letter),
        _ => None,
    };
    signs[first..=last].iter().filter_map(read).collect()
}

/// One known word, or two.
fn is_made_of_words(letters: &str) -> bool {
    let known = |word: &str| KNOWN.contains(word);
    known(letters) || (1..letters.len()).any(|at| known(&letters[..at]) && known(&letters[at..]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_everybody_tries_first_is_known() {
        for tried in [
            "matkhau123",
            "Matkhau@123",
            "Abc@123456",
            "abcd@12345",
            "anhyeuem123",
            "Anh Yêu Em!",
            "password123",
            "P@ssw0rd123",
            "Passw0rd!!",
            "qwertyuiop",
            "qwerty12345",
            "1qaz2wsx3edc",
            "1q2w3e4r5t",
            "1234567890",
            "0123456789",
            "0912345678",
            "aaaaaaaaaa",
            "1111111111",
            "iloveyou123",
            "Admin@12345",
            "admin123456",
            "Vietnam@2024",
            "Hanoi@123456",
            "thainguyen2014",
            "Thidua@2024",
            "thidua-demo",
            "nguyenvan1990",
            "abcdefghij",
            "12/12/1990",
            "a1b2c3d4e5",
            "letmein1234",
            "Welcome@123",
            "sunshine2020",
            "superman123!",
            "!@#$%^&*()",
        ] {
            assert!(is_common(tried), "{tried}");
        }
    }

    #[test]
    fn a_sentence_or_chance_is_not() {
        for good in [
            "một câu dễ nhớ",
            "câu khác hẳn",
            "ba con voi đi chợ huyện",
            "nhà tôi có cây khế ngọt",
            "xK9#mQ2$vL7!",
            "kqzrt-xwbnd-mvprf-htysc",
            "h7kf-m2xq-9rtz-c4wd",
            "correct horse battery staple",
        ] {
            assert!(!is_common(good), "{good}");
        }
    }

    #[test]
    fn the_list_is_longer_than_three_thousand() {
        let endings = ["123456789", "@123456", "2024", "@2024", "123", "!!!", "1234567", "#12345"];
        let tried: HashSet<String> = KNOWN
            .iter()
            .flat_map(|word| endings.map(|ending| format!("{word}{ending}")))
            .filter(|tried| tried.chars().count() >= super::super::password::SHORTEST)
            .collect();
        assert!(tried.len() >= 3_000, "{}", tried.len());
        for tried in tried {
            assert!(is_common(&tried), "{tried}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_typed_is_looked_at_without_a_fault(password in "\\PC{0,40}") {
            is_common(&password);
        }
    }
}
