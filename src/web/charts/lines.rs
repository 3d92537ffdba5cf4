//! Cumulative lines of a year's months against the plan and the year before.

use super::{Frame, percent};
use crate::domain::money::{Dong, MoneyUnit};
use crate::domain::number;
use crate::domain::revenue::Point;

/// Where the axis lies and how much of the box the curves use, in percent from above.
const BASE: f64 = 92.0;
const HEIGHT: f64 = 88.0;
const LEFT: f64 = 1.0;
const WIDTH: f64 = 98.0;
const MONTHS_OF_YEAR: f64 = 12.0;
/// At most so many lines across.
const MOST_LINES: f64 = 5.0;

/// A stroke from one month to the next, in percent of the box.
pub struct Stroke {
    pub x1: String,
    pub y1: String,
    pub x2: String,
    pub y2: String,
}

/// A line across or a month below, with its word.
pub struct Mark {
    pub at: String,
    pub word: String,
}

/// The last month entered up to the chosen one, with its amount beside it.
pub struct Dot {
    pub x: String,
    pub y: String,
    pub word: String,
    /// The word stands before the dot, except where the box begins.
    pub anchor: &'static str,
    pub shift: i32,
}

/// What each line is, for the legend; the marks of the lines differ beside their colours.
pub struct Legend {
    pub now: String,
    pub plan: String,
    pub last_year: String,
}

/// What the template draws.
pub struct Lines {
    pub frame: Frame,
    pub legend: Legend,
    pub grid: Vec<Mark>,
    pub months: Vec<Mark>,
    pub plan: Option<Stroke>,
    pub last_year: Vec<Stroke>,
    pub now: Vec<Stroke>,
    pub dot: Option<Dot>,
}

impl Lines {
    /// `month` is the chosen one. `None` when there is nothing to draw.
    pub fn of(frame: Frame, legend: Legend, points: &[Point], month: i32) -> Option<Self> {
        let amounts = points.iter().flat_map(|point| [point.now, point.even, point.last_year]);
        let top = amounts.flatten().max().filter(|top| *top > Dong::ZERO)?;
        let scale = Scale::up_to(billions(top));
        let curve = |amount: fn(&Point) -> Option<Dong>| scale.curve(points, amount);
        let shown = points.iter().filter(|point| point.period.month <= month);
        let last = shown.filter_map(|point| Some((point.period.month, point.now?))).next_back();
        Some(Self {
            frame,
            legend,
            grid: scale.grid(),
            months: points.iter().map(|point| mark(across(point.period.month), point.period.month)).collect(),
            plan: points.last().and_then(|point| point.even).map(|year| scale.stroke((0, Dong::ZERO), (12, year))),
            last_year: curve(|point| point.last_year),
            now: curve(|point| point.now),
            dot: last.map(|(month, amount)| scale.dot(month, amount)),
        })
    }
}

/// The amount at the top of the box and the step between lines, in tỷ đồng.
struct Scale {
    top: f64,
    step: f64,
}

impl Scale {
    /// A step of 1, 2 or 5 times a power of ten.
    fn up_to(highest: f64) -> Self {
        let power = 10f64.powf((highest / MOST_LINES).log10().floor());
        let steps = [1.0, 2.0, 5.0, 10.0].map(|step| step * power);
        let step = steps.into_iter().find(|step| highest / step <= MOST_LINES).unwrap_or(10.0 * power);
        Self { top: (2.0 * highest / step).ceil() * step / 2.0, step }
    }

    fn grid(&self) -> Vec<Mark> {
        let lines = (self.top / self.step).floor() as i32;
        let places = u32::from(self.step < 1.0);
        let word = |amount: f64| {
            let amount = rust_decimal::Decimal::from_f64_retain(amount).unwrap_or_default();
            number::format_decimal(amount, places)
        };
        let amounts = (1..=lines).map(|line| f64::from(line) * self.step);
        amounts.map(|amount| mark(self.height_of(amount), word(amount))).collect()
    }

    fn curve(&self, points: &[Point], amount: fn(&Point) -> Option<Dong>) -> Vec<Stroke> {
        let known = points.iter().map_while(|point| Some((point.period.month, amount(point)?)));
        let mut from = (0, Dong::ZERO);
        known.map(|to| self.stroke(std::mem::replace(&mut from, to), to)).collect()
    }

    fn stroke(&self, from: (i32, Dong), to: (i32, Dong)) -> Stroke {
        let at = |(month, amount): (i32, Dong)| (percent(across(month)), percent(self.down(amount)));
        let ((x1, y1), (x2, y2)) = (at(from), at(to));
        Stroke { x1, y1, x2, y2 }
    }

    fn dot(&self, month: i32, amount: Dong) -> Dot {
        let (anchor, shift) = if month < 3 { ("start", 10) } else { ("end", -10) };
        Dot { x: percent(across(month)), y: percent(self.down(amount)), word: amount.billions(1), anchor, shift }
    }

    /// Corrections may push a sum below zero; the axis is as low as the box goes.
    fn down(&self, amount: Dong) -> f64 {
        self.height_of(billions(amount).max(0.0))
    }

    fn height_of(&self, billions: f64) -> f64 {
        BASE - HEIGHT * billions / self.top
    }
}

fn across(month: i32) -> f64 {
    LEFT + WIDTH * f64::from(month) / MONTHS_OF_YEAR
}

/// Good enough to draw with; nothing is computed from it.
fn billions(amount: Dong) -> f64 {
    amount.amount() as f64 / MoneyUnit::Billion.dong() as f64
}

fn mark(at: f64, word: impl ToString) -> Mark {
    Mark { at: percent(at), word: word.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_across_are_few_and_round() {
        for (highest, lines) in [(4_250.0, 4), (17.0, 3), (0.9, 4), (10_000.0, 5), (1.0, 5)] {
            let scale = Scale::up_to(highest);
            assert_eq!(scale.grid().len(), lines, "{highest}");
            assert!(scale.top >= highest && scale.top < 1.5 * highest, "{highest}");
        }
        assert_eq!(Scale::up_to(4_250.0).grid()[3].word, "4.000");
    }
}
