//! The originals that the program brings: `originals.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::Deserialize;

use super::{PaperKind, Passage, Slot};
use crate::domain::date::format_date;

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
    pub texts: Vec<Dated>,
    /// Places that only this passage may use.
    pub slots: Vec<Slot>,
    /// The paper may go without it.
    pub is_optional: bool,
}

/// What a passage says on papers signed in some time.
#[derive(Debug)]
pub struct Dated {
    /// The first day; of the first text none.
    pub from: Option<NaiveDate>,
    /// The last day; of the last text none.
    pub to: Option<NaiveDate>,
    pub text: String,
}

impl Dated {
    /// "văn bản ký từ 01/01/2024"; empty where it holds for all time.
    pub fn words(&self) -> String {
        match (self.from, self.to) {
            (None, None) => String::new(),
            (None, Some(to)) => format!("văn bản ký đến {}", format_date(to)),
            (Some(from), None) => format!("văn bản ký từ {}", format_date(from)),
            (Some(from), Some(to)) => format!("văn bản ký từ {} đến {}", format_date(from), format_date(to)),
        }
    }
}

impl Original {
    /// What it says on a paper signed on the day.
    pub fn on(&self, day: NaiveDate) -> &str {
        let holds = |it: &&Dated| it.from.is_none_or(|from| from <= day);
        self.texts.iter().rfind(holds).map_or("", |it| it.text.as_str())
    }
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
    /// What it says from some day on instead, in the order of their days.
    #[serde(default)]
    later: Vec<Later>,
    #[serde(default)]
    slots: Vec<String>,
    #[serde(default)]
    optional: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Later {
    from: toml::value::Datetime,
    #[serde(default)]
    text: String,
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
            texts: dated(it.text, it.later)?,
            slots: slots_of(&it.slots)?,
            is_optional: it.optional,
        })
    };
    let passages = written.passages.into_iter().map(passage).collect::<Result<_, String>>()?;
    Ok(OriginalPaper { slots: slots_of(&written.slots)?, passages })
}

/// Each holds until the day before the next.
fn dated(first: String, later: Vec<Later>) -> Result<Vec<Dated>, String> {
    let mut texts = vec![Dated { from: None, to: None, text: first }];
    for it in later {
        let from: NaiveDate = it.from.to_string().parse().map_err(|_| format!("no day {}", it.from))?;
        let before = texts.last_mut().ok_or("no text")?;
        if before.from.is_some_and(|earlier| earlier >= from) {
            return Err(format!("{from} comes too late"));
        }
        before.to = from.pred_opt();
        texts.push(Dated { from: Some(from), to: None, text: it.text });
    }
    Ok(texts)
}

fn slots_of(names: &[String]) -> Result<Vec<Slot>, String> {
    names.iter().map(|name| Slot::from_code(name).ok_or_else(|| format!("no place {name}"))).collect()
}
