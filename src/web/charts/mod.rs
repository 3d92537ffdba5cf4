//! Pictures people read, drawn here as SVG in percentages of their box: they stretch while their text stays the
//! same size, and need neither script nor inline style. `components/charts.html` has a macro for each.
//!
//! Every chart says its finding as its title, tells what it shows in words to those who do not see it, and has
//! the table behind it beside it on the page. Nothing is told by colour alone: numbers stand on the marks, and
//! the marks differ in shape, outline or dashes, so that a print in grey says the same.

pub mod bars;
pub mod columns;
pub mod lines;
pub mod multiples;
pub mod pairs;
mod scale;

pub use bars::{Bar, Bars};
pub use columns::{Column, Columns, Look};
pub use lines::{Curves, Legend, Lines};
pub use multiples::{Multiples, Panel, Sketch};
pub use pairs::Pairs;
pub use scale::{Scale, rounded};

/// What frames a chart: its place on the page, its finding, and what it shows in words.
#[derive(Debug, Clone)]
pub struct Frame {
    /// Begins the ids of its parts.
    pub id: String,
    /// The title, a sentence that says what one sees.
    pub finding: String,
    pub words: String,
}

impl Frame {
    pub fn new(id: impl Into<String>, finding: impl Into<String>, words: impl Into<String>) -> Self {
        Self { id: id.into(), finding: finding.into(), words: words.into() }
    }
}

/// A place in the box, as SVG reads it.
fn percent(value: f64) -> String {
    format!("{value:.2}%")
}
