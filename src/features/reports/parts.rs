//! What a report consists of: what the figures say, and what an official wrote in place of a paragraph. Counting the
//! figures again renews what they say and keeps what was written.

use serde::{Deserialize, Serialize};

use crate::papers::{Block, Paper};

/// A paragraph, a heading, a table.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Part {
    /// By which it is found again when the figures are counted again.
    pub key: String,
    /// What the figures say; an empty text is room for more.
    pub counted: Block,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    own: Option<Own>,
}

/// What somebody wrote.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Own {
    text: String,
    /// What the figures said then.
    over: String,
}

impl Part {
    pub fn new(key: impl Into<String>, counted: Block) -> Self {
        Self { key: key.into(), counted, own: None }
    }

    /// What the figures say, where it is a paragraph: only those are written anew.
    pub fn counted_text(&self) -> Option<&str> {
        match &self.counted {
            Block::Text { text } => Some(text),
            _ => None,
        }
    }

    /// What stands in the report, of a paragraph.
    pub fn text(&self) -> Option<&str> {
        let counted = self.counted_text()?;
        Some(self.own.as_ref().map_or(counted, |own| &own.text))
    }

    pub const fn is_own(&self) -> bool {
        self.own.is_some()
    }

    /// Somebody wrote it, and the figures have changed since.
    pub fn is_outdated(&self) -> bool {
        self.own.as_ref().is_some_and(|own| self.counted_text() != Some(&own.over))
    }

    /// Writes a paragraph anew; what the figures say is theirs again.
    pub fn write(&mut self, text: &str) {
        let Some(over) = self.counted_text() else { return };
        let over = over.to_owned();
        self.own = (text != over).then(|| Own { text: text.to_owned(), over });
    }

    /// What comes on the paper; none of a paragraph that says nothing.
    fn block(&self) -> Option<Block> {
        match self.text() {
            Some("") => None,
            Some(text) => Some(Block::text(text)),
            None => Some(self.counted.clone()),
        }
    }
}

/// A report as it is kept.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Content {
    /// Its head, title, recipients and signature, without what stands between.
    frame: Paper,
    pub parts: Vec<Part>,
}

impl Content {
    pub fn new(frame: Paper, parts: Vec<Part>) -> Self {
        Self { frame, parts }
    }

    pub fn paper(&self) -> Paper {
        Paper { blocks: self.parts.iter().filter_map(Part::block).collect(), ..self.frame.clone() }
    }

    /// With the figures of another count, and what was written in this one. A paragraph that was written and is counted
    /// no more stays where it stood, behind the one before it.
    #[must_use]
    pub fn counted_again(&self, fresh: Self) -> Self {
        let mut parts = fresh.parts;
        let mut at = 0;
        for kept in &self.parts {
            match parts.iter().position(|part| part.key == kept.key) {
                Some(place) => {
                    parts[place].own.clone_from(&kept.own);
                    at = place + 1;
                }
                None if kept.is_own() => {
                    parts.insert(at.min(parts.len()), kept.clone());
                    at += 1;
                }
                None => {}
            }
        }
        Self { frame: fresh.frame, parts }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn content(texts: &[(&str, &str)]) -> Content {
        let parts = texts.iter().map(|(key, text)| Part::new(*key, Block::text(*text))).collect();
        Content::new(Paper::default(), parts)
    }

    fn texts(content: &Content) -> Vec<&str> {
        content.parts.iter().filter_map(Part::text).collect()
    }

    #[test]
    fn what_was_written_stays_and_says_that_the_figures_have_changed() {
        let mut kept = content(&[("a", "Thu 10"), ("b", "Thu 20"), ("c", "")]);
        kept.parts[1].write("Thu 20, nhờ các phòng");
        assert!(!kept.parts[1].is_outdated());
        let again = kept.counted_again(content(&[("a", "Thu 11"), ("b", "Thu 21"), ("c", "")]));
        assert_eq!(texts(&again), ["Thu 11", "Thu 20, nhờ các phòng", ""]);
        assert!(again.parts[1].is_outdated() && !again.parts[0].is_outdated());
        assert_eq!(again.paper().blocks.len(), 2, "what says nothing is not on the paper");
    }

    #[test]
    fn what_the_figures_say_is_theirs_again_when_it_is_typed() {
        let mut kept = content(&[("a", "Thu 10")]);
        kept.parts[0].write("");
        assert!(kept.parts[0].is_own() && kept.paper().blocks.is_empty());
        kept.parts[0].write("Thu 10");
        assert!(!kept.parts[0].is_own());
    }

    #[test]
    fn a_paragraph_that_is_counted_no_more_stays_only_if_somebody_wrote_it() {
        let mut kept = content(&[("a", "1"), ("gone", "2"), ("mine", "3"), ("z", "4")]);
        kept.parts[2].write("của tôi");
        assert_eq!(texts(&kept.counted_again(content(&[("a", "1"), ("z", "5")]))), ["1", "của tôi", "5"]);
    }

    proptest! {
        #[test]
        fn nothing_written_is_ever_lost(
            old in proptest::collection::btree_map("[a-f]", "[0-9]{1,2}", 0..6),
            new in proptest::collection::btree_map("[a-f]", "[0-9]{1,2}", 0..6),
            written in proptest::collection::vec(any::<bool>(), 6),
        ) {
            let of = |texts: &std::collections::BTreeMap<String, String>| {
                let parts = texts.iter().map(|(key, text)| Part::new(key.clone(), Block::text(text.clone()))).collect();
                Content::new(Paper::default(), parts)
            };
            let mut kept = of(&old);
            for (part, _) in kept.parts.iter_mut().zip(&written).filter(|(_, is_written)| **is_written) {
                let text = format!("tự viết {}", part.key);
                part.write(&text);
            }
            let again = kept.counted_again(of(&new));
            for part in kept.parts.iter().filter(|part| part.is_own()) {
                prop_assert_eq!(again.parts.iter().filter(|it| it.text() == part.text()).count(), 1);
            }
            for (key, text) in &new {
                let part = again.parts.iter().find(|it| it.key == *key);
                prop_assert_eq!(part.and_then(Part::counted_text), Some(text.as_str()));
            }
        }
    }
}
