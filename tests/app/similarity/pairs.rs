//! Pairs of made-up applications of which it is known how they came about: copies, copies with changes, the same told in
//! other words, the same topic, and unrelated ones. The benchmark reads them too.

use thidua::domain::similarity::{Commonness, Words, compare};
use thidua::domain::text;

/// How the second text of a pair came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    Copy,
    EditedCopy,
    OtherWords,
    SameTopic,
    Unrelated,
}

impl Origin {
    pub const ALL: [Self; 5] = [Self::Copy, Self::EditedCopy, Self::OtherWords, Self::SameTopic, Self::Unrelated];

    /// Whether a warning is right.
    pub fn is_copied(self) -> bool {
        matches!(self, Self::Copy | Self::EditedCopy)
    }
}

pub struct Pair {
    pub origin: Origin,
    pub name: String,
    pub source: String,
    pub new: String,
}

impl Pair {
    pub fn percent(&self) -> u32 {
        compare(&Words::of(&self.new), &Words::of(&self.source), &Commonness::default()).percent()
    }
}

/// What a warning level makes of the pairs: how many of the warnings are right, and how many of the copies are warned of.
pub fn precision_and_recall(pairs: &[Pair], warning: u32) -> (f64, f64) {
    let warned: Vec<&Pair> = pairs.iter().filter(|pair| pair.percent() >= warning).collect();
    let right = warned.iter().filter(|pair| pair.origin.is_copied()).count() as f64;
    let copied = pairs.iter().filter(|pair| pair.origin.is_copied()).count() as f64;
    (right / warned.len() as f64, right / copied)
}

/// The texts by their names; two of a topic end in -a and -b, the same in other words in -kieukhac.
pub fn texts() -> Vec<(&'static str, &'static str)> {
    let sections = include_str!("texts.txt").split("# ").skip(1);
    sections
        .map(|section| section.split_once('\n').expect("a section has a name"))
        .map(|(name, text)| (name, text.trim()))
        .collect()
}

pub fn all() -> Vec<Pair> {
    let texts = texts();
    let (originals, retold): (Vec<_>, Vec<_>) = texts.iter().partition(|(name, _)| !name.ends_with("-kieukhac"));
    let mut pairs = Vec::new();
    let mut add = |origin, name: String, source: &str, new: String| {
        pairs.push(Pair { origin, name, source: source.to_owned(), new });
    };
    for (nth, (name, text)) in originals.iter().enumerate() {
        match nth % 4 {
            0 => add(Origin::Copy, format!("{name}, without marks"), text, text::fold(text)),
            1 => add(Origin::Copy, format!("{name}, as it is"), text, (*text).to_owned()),
            2 => add(Origin::Copy, format!("{name}, reordered"), text, reordered(text)),
            _ => add(Origin::Copy, format!("{name}, with a preface"), text, format!("Năm nay đơn vị tiếp tục. {text}")),
        }
        let seed = nth as u64 + 1;
        add(Origin::EditedCopy, format!("{name}, 30% replaced"), text, near_copy(text, seed));
        if nth % 2 == 0 {
            let other = originals[(nth + 5) % originals.len()].1;
            add(Origin::EditedCopy, format!("{name}, with sentences of another"), text, mixed(text, other));
        }
    }
    for (name, text) in &retold {
        let original = originals
            .iter()
            .find(|(of, _)| name.strip_suffix("-kieukhac") == Some(of))
            .expect("a pair has its original");
        add(Origin::OtherWords, (*name).to_owned(), original.1, (*text).to_owned());
    }
    for topic in originals.chunks(2) {
        let (source, new) = (in_form(topic[0].1), in_form(topic[1].1));
        add(Origin::SameTopic, format!("{} and {}", topic[0].0, topic[1].0), &source, new);
    }
    for (nth, (name, text)) in originals.iter().enumerate() {
        let (other, unlike) = originals[(nth + 6) % originals.len()];
        add(Origin::Unrelated, format!("{name} and {other}"), text, unlike.to_owned());
    }
    pairs
}

/// With what many applications of an office begin and end with.
fn in_form(text: &str) -> String {
    format!(
        "Căn cứ chức năng, nhiệm vụ được giao và yêu cầu cải cách hành chính trong công tác quản lý tài chính của Sở. \
         {text} Tôi xin cam đoan mọi thông tin nêu trong đơn là trung thực, đúng sự thật."
    )
}

/// The same text without marks, its sentences in another order, three of ten words replaced.
pub fn near_copy(text: &str, seed: u64) -> String {
    const NEW: [&str; 12] =
        ["mới", "khác", "thêm", "cùng", "đang", "theo", "vẫn", "đợt", "khâu", "nhóm", "bước", "toàn"];
    let mut dice = seed;
    let mut roll = |sides: u64| {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (dice >> 33) % sides
    };
    let text = text::fold(&reordered(text));
    let words = text.split(' ').map(|word| if roll(10) < 3 { NEW[roll(12) as usize] } else { word });
    words.collect::<Vec<_>>().join(" ")
}

/// The sentences, the last first.
fn reordered(text: &str) -> String {
    let sentences: Vec<&str> = text.split_inclusive(". ").map(str::trim).collect();
    sentences.into_iter().rev().collect::<Vec<_>>().join(" ")
}

/// Every sentence kept, and after each second one a sentence of another text.
fn mixed(text: &str, other: &str) -> String {
    let mut others = other.split_inclusive(". ");
    let mut mixed = String::new();
    for (nth, sentence) in text.split_inclusive(". ").enumerate() {
        mixed.push_str(sentence.trim());
        mixed.push(' ');
        if nth % 2 == 1 {
            mixed.push_str(others.next().unwrap_or_default());
        }
    }
    mixed
}
