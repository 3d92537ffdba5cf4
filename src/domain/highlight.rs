//! Found words shown in the text they were found in: compared as search compares them, shown as they were written.

use super::text::fold;

/// A stretch of a text, and whether it is one of the words looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    pub text: String,
    pub is_hit: bool,
}

/// The words looked for; the last one may be the beginning of a word.
#[derive(Debug, Clone, Default)]
pub struct Words(Vec<String>);

/// Characters of an excerpt before its first hit.
const BEFORE: usize = 80;

impl Words {
    pub fn of(typed: &str) -> Self {
        let folded = fold(typed);
        let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        Self(words.map(str::to_owned).collect())
    }

    /// The whole text, its hits told apart.
    pub fn mark(&self, text: &str) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((from, to)) = self.first_hit(rest) {
            push(&mut pieces, &rest[..from], false);
            push(&mut pieces, &rest[from..to], true);
            rest = &rest[to..];
        }
        push(&mut pieces, rest, false);
        pieces
    }

    /// About `longest` characters around the first hit, or the beginning where there is none.
    pub fn excerpt(&self, text: &str, longest: usize) -> Vec<Piece> {
        let hit = self.first_hit(text).map_or(0, |(from, _)| from);
        let from = text[..hit].char_indices().rev().nth(BEFORE).map_or(0, |(at, _)| next_word(text, at));
        let to =
            text[from..].char_indices().nth(longest).map_or(text.len(), |(at, _)| last_word(text, from, from + at));
        let mut pieces = self.mark(&text[from..to]);
        if from > 0 {
            pieces.insert(0, Piece { text: "… ".to_owned(), is_hit: false });
        }
        if to < text.len() {
            pieces.push(Piece { text: " …".to_owned(), is_hit: false });
        }
        pieces
    }

    pub fn is_in(&self, text: &str) -> bool {
        self.first_hit(text).is_some()
    }

    fn first_hit(&self, text: &str) -> Option<(usize, usize)> {
        let mut from = 0;
        while let Some((start, end)) = next_run(text, from) {
            if self.has(&text[start..end]) {
                return Some((start, end));
            }
            from = end;
        }
        None
    }

    fn has(&self, word: &str) -> bool {
        let Some((last, whole)) = self.0.split_last() else { return false };
        let folded = fold(word);
        whole.contains(&folded) || folded.starts_with(last.as_str())
    }
}

/// The next run of letters, marks and digits.
fn next_run(text: &str, from: usize) -> Option<(usize, usize)> {
    let in_word = |c: char| c.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&c);
    let start = from + text[from..].find(in_word)?;
    let end = text[start..].find(|c| !in_word(c)).map_or(text.len(), |length| start + length);
    Some((start, end))
}

fn next_word(text: &str, at: usize) -> usize {
    text[at..].find(char::is_whitespace).map_or(at, |blank| at + blank + 1)
}

fn last_word(text: &str, from: usize, to: usize) -> usize {
    text[from..to].rfind(char::is_whitespace).map_or(to, |blank| from + blank)
}

fn push(pieces: &mut Vec<Piece>, text: &str, is_hit: bool) {
    if !text.is_empty() {
        pieces.push(Piece { text: text.to_owned(), is_hit });
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(pieces: &[Piece]) -> String {
        pieces.iter().map(|it| if it.is_hit { format!("[{}]", it.text) } else { it.text.clone() }).collect()
    }

    #[test]
    fn words_are_found_without_marks_and_shown_with_them() {
        let words = Words::of("doi chieu thu");
        assert_eq!(shown(&words.mark("Đối chiếu khoản thuế, thu")), "[Đối] [chiếu] khoản [thuế], [thu]");
        assert_eq!(shown(&Words::of("doi").mark("đổi, mới")), "[đổi], mới");
        assert_eq!(shown(&Words::of("  ").mark("đổi mới")), "đổi mới");
    }

    #[test]
    fn only_the_last_word_may_be_a_beginning() {
        assert_eq!(shown(&Words::of("thu ngan").mark("thuế ngân")), "thuế [ngân]");
    }

    #[test]
    fn an_excerpt_stands_around_the_first_hit() {
        let text = format!("{} mục tiêu {}", "trước ".repeat(40), "sau ".repeat(100));
        let excerpt = shown(&Words::of("muc tieu").excerpt(&text, 160));
        assert!(excerpt.starts_with("… trước") && excerpt.contains("[mục] [tiêu]") && excerpt.ends_with("sau …"));
        assert_eq!(shown(&Words::of("khác").excerpt("ngắn thôi", 160)), "ngắn thôi");
    }

    proptest! {
        #[test]
        fn nothing_of_the_text_is_lost(text in "[a-zđĐơưếộ0-9 .,\n\u{300}]*", typed in "[a-zđơ ]*") {
            let words = Words::of(&typed);
            let whole: String = words.mark(&text).into_iter().map(|it| it.text).collect();
            prop_assert_eq!(whole, text.clone());
            let _ = words.excerpt(&text, 10);
        }
    }
}
