//! Where an axis ends and which lines lie across it: few and round.

use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};

use crate::domain::number;

/// At most so many lines across.
const MOST_LINES: f64 = 5.0;

/// The amount at the end of an axis and the step between its lines.
#[derive(Debug, Clone, Copy)]
pub struct Scale {
    pub top: f64,
    pub step: f64,
}

impl Scale {
    /// A step of 1, 2 or 5 times a power of ten.
    pub fn up_to(highest: f64) -> Self {
        let power = 10f64.powf((highest / MOST_LINES).log10().floor());
        let steps = [1.0, 2.0, 5.0, 10.0].map(|step| step * power);
        let step = steps.into_iter().find(|step| highest / step <= MOST_LINES).unwrap_or(10.0 * power);
        Self { top: (2.0 * highest / step).ceil() * step / 2.0, step }
    }

    /// The lines across, each with its number in words.
    pub fn marks(&self) -> Vec<(f64, String)> {
        let lines = (self.top / self.step).floor() as i32;
        let places = u32::from(self.step < 1.0);
        let word = |amount: f64| number::format_decimal(Decimal::from_f64_retain(amount).unwrap_or_default(), places);
        (1..=lines).map(|line| f64::from(line) * self.step).map(|amount| (amount, word(amount))).collect()
    }
}

/// As it is written with so many decimals: good enough to draw with, nothing is computed from it.
pub fn rounded(number: Decimal, places: u32) -> f64 {
    number.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero).to_f64().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_across_are_few_and_round() {
        for (highest, lines) in [(4_250.0, 4), (17.0, 3), (0.9, 4), (10_000.0, 5), (1.0, 5)] {
            let scale = Scale::up_to(highest);
            assert_eq!(scale.marks().len(), lines, "{highest}");
            assert!(scale.top >= highest && scale.top < 1.5 * highest, "{highest}");
        }
        assert_eq!(Scale::up_to(4_250.0).marks()[3].1, "4.000");
    }
}
