//! The originals that the program brings: `originals.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::{PaperKind, Passage, Slot};

/// A paper as the program brings it.
#[derive(Debug)]
pub struct OriginalPaper {
    /// Places that every passage may use.
    pub slots: Vec<Slot>,
    /// In the order of the paper.
    pub passages: Vec<Original>,
}

/// A passage as the program brings it.
#[derive(Debug)]
pub struct Original {
    pub passage: Passage,
    pub label: String,
    pub help: String,
    pub text: String,
    /// Places that only this passage may use.
    pub slots: Vec<Slot>,
    /// The paper may go without it.
    pub is_optional: bool,
}

impl OriginalPaper {
    pub fn passage(&self, passage: Passage) -> Option<&Original> {
        self.passages.iter().find(|it| it.passage == passage)
    }

    /// The places that a passage may use.
    pub fn allowed(&self, passage: Passage) -> Vec<Slot> {
        let own = self.passage(passage).into_iter().flat_map(|it| it.slots.iter());
        self.slots.iter().chain(own).copied().collect()
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenPaper {
    slots: Vec<String>,
    passages: Vec<WrittenPassage>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenPassage {
    part: String,
    label: Option<String>,
    #[serde(default)]
    help: String,
    #[serde(default)]
    text: String,
    #[serde(default)]
    slots: Vec<String>,
    #[serde(default)]
    optional: bool,
}

static ORIGINALS: LazyLock<BTreeMap<PaperKind, OriginalPaper>> = LazyLock::new(|| {
    // A test reads this very text, so no program with faulty originals is ever released.
    parse(include_str!("originals.toml")).unwrap_or_else(|problem| panic!("originals.toml: {problem}"))
});

/// What the program brings of a paper.
pub fn original(kind: PaperKind) -> &'static OriginalPaper {
    &ORIGINALS[&kind]
}

fn parse(text: &str) -> Result<BTreeMap<PaperKind, OriginalPaper>, String> {
    let written: BTreeMap<String, WrittenPaper> = toml::from_str(text).map_err(|error| error.to_string())?;
    let mut papers = BTreeMap::new();
    for (code, paper) in written {
        let kind = PaperKind::from_code(&code).ok_or_else(|| format!("no paper {code}"))?;
        papers.insert(kind, paper_of(paper)?);
    }
    match PaperKind::ALL.iter().find(|kind| !papers.contains_key(kind)) {
        Some(kind) => Err(format!("{} is missing", kind.code())),
        None => Ok(papers),
    }
}

fn paper_of(written: WrittenPaper) -> Result<OriginalPaper, String> {
    let passage = |it: WrittenPassage| {
        let passage = Passage::from_code(&it.part).ok_or_else(|| format!("no part {}", it.part))?;
        Ok(Original {
            passage,
            label: it.label.unwrap_or_else(|| passage.word().to_owned()),
            help: it.help,
            text: it.text,
            slots: slots_of(&it.slots)?,
            is_optional: it.optional,
        })
    };
    let passages = written.passages.into_iter().map(passage).collect::<Result<_, String>>()?;
    Ok(OriginalPaper { slots: slots_of(&written.slots)?, passages })
}

fn slots_of(names: &[String]) -> Result<Vec<Slot>, String> {
    names.iter().map(|name| Slot::from_code(name).ok_or_else(|| format!("no place {name}"))).collect()
}
