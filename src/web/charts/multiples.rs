//! Small multiples: the same columns for one thing after another, such as each award or each unit.

use super::{Column, Columns};

/// One of the small charts.
#[derive(Debug, Clone)]
pub struct Panel {
    /// Its place on the page, and the beginning of its ids.
    pub id: String,
    pub title: String,
    /// Where the title leads; empty: nowhere.
    pub link: String,
    /// How it went: "tăng từ 21 lên 33 người".
    pub finding: String,
    /// What happened to it in the meantime, in words.
    pub marks: Vec<String>,
    pub columns: Columns,
}

/// What the template draws.
#[derive(Debug, Clone, Default)]
pub struct Multiples {
    pub panels: Vec<Panel>,
}

/// A panel before it is drawn.
#[derive(Debug, Clone)]
pub struct Sketch {
    pub title: String,
    pub link: String,
    pub finding: String,
    pub marks: Vec<String>,
    pub columns: Vec<Column>,
}

impl Multiples {
    /// Each panel up to its own highest number: what differs much, as titles of different levels do.
    pub fn each_by_itself(id: &str, sketches: Vec<Sketch>) -> Self {
        let panels = sketches.into_iter().enumerate();
        Self { panels: panels.map(|(at, it)| panel(id, at, Columns::top(&it.columns), it)).collect() }
    }

    /// All up to the same number, so that they can be compared with one another.
    pub fn alike(id: &str, sketches: Vec<Sketch>) -> Self {
        let top = sketches.iter().map(|it| Columns::top(&it.columns)).max().unwrap_or_default();
        let panels = sketches.into_iter().enumerate();
        Self { panels: panels.map(|(at, it)| panel(id, at, top, it)).collect() }
    }
}

fn panel(id: &str, at: usize, top: i64, it: Sketch) -> Panel {
    Panel {
        id: format!("{id}-{at}"),
        columns: Columns::of(&it.columns, top),
        title: it.title,
        link: it.link,
        finding: it.finding,
        marks: it.marks,
    }
}
