//! Bars against a target: how far each has come, and a mark where it should be or may go at most. Drawn as a
//! table, so that names wrap on a phone and a screen reader hears the numbers that the bars show.

use rust_decimal::Decimal;

use super::Frame;
use crate::domain::number::format_percent;

/// A bar with its numbers.
#[derive(Debug, Clone)]
pub struct Bar {
    pub name: String,
    /// Where the rows behind the number are; empty where there are none to open.
    pub link: String,
    /// The number as it is written.
    pub number: String,
    /// What it is a share of: the number, its words, and where its rows are.
    pub whole: String,
    pub of: String,
    pub of_link: String,
    /// "34,4%".
    pub share: String,
    /// Of the box, as SVG reads it.
    pub width: String,
    /// Where the target stands; empty without one.
    pub mark: String,
    /// What the target is, in words.
    pub target: String,
    /// A word beside the share, such as that it is above the mark.
    pub verdict: &'static str,
    /// The colour of that word.
    pub tag: &'static str,
}

impl Bar {
    /// Sets the lengths: shares in percent, of which the box shows up to `top`.
    pub fn drawn(mut self, share: Option<Decimal>, target: Option<Decimal>, top: Decimal) -> Self {
        self.share = format_percent(share, 1);
        self.width = length(share.unwrap_or_default(), top);
        self.mark = target.map_or_else(String::new, |target| length(target, top));
        self
    }
}

/// What the template draws.
#[derive(Debug, Clone)]
pub struct Bars {
    pub frame: Frame,
    /// Heads of the columns: what the rows are, the number, what it is of, the target.
    pub heads: [&'static str; 4],
    pub bars: Vec<Bar>,
}

/// A share of the box, never beyond it.
fn length(share: Decimal, top: Decimal) -> String {
    let part = share.max(Decimal::ZERO).checked_mul(Decimal::ONE_HUNDRED).and_then(|it| it.checked_div(top));
    format!("{}%", part.unwrap_or_default().min(Decimal::ONE_HUNDRED).round_dp(1).normalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_ends_with_its_box() {
        assert_eq!(length(Decimal::from(15), Decimal::ONE_HUNDRED), "15%");
        assert_eq!(length(Decimal::from(60), Decimal::from(120)), "50%");
        assert_eq!(length(Decimal::from(130), Decimal::from(120)), "100%");
        assert_eq!(length(Decimal::from(-4), Decimal::from(120)), "0%");
        assert_eq!(length(Decimal::from(7), Decimal::ZERO), "0%");
    }
}
