//! Cumulative lines of a year's months against the plan and the year before.

use super::{Frame, Scale, percent};
use crate::domain::money::{Dong, MoneyUnit};
use crate::domain::revenue::Point;

/// Where the axis lies and how much of the box the curves use, in percent from above.
const BASE: f64 = 92.0;
const HEIGHT: f64 = 88.0;
const LEFT: f64 = 1.0;
const WIDTH: f64 = 98.0;
const MONTHS_OF_YEAR: f64 = 12.0;

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

/// Cumulated amounts of the months from January on, in tỷ đồng; a curve ends where nothing is known.
pub struct Curves {
    pub now: Vec<Option<f64>>,
    /// Of the whole year: drawn as twelve even parts.
    pub plan: Option<f64>,
    pub last_year: Vec<Option<f64>>,
    /// The month to be marked, its amount and that in words.
    pub dot: Option<(i32, f64, String)>,
}

impl Lines {
    /// `month` is the chosen one. `None` when there is nothing to draw.
    pub fn of(frame: Frame, legend: Legend, points: &[Point], month: i32) -> Option<Self> {
        let amounts = points.iter().flat_map(|point| [point.now, point.even, point.last_year]);
        let top = amounts.flatten().max().filter(|top| *top > Dong::ZERO)?;
        let curve = |amount: fn(&Point) -> Option<Dong>| points.iter().map(|it| amount(it).map(billions)).collect();
        let shown = points.iter().filter(|point| point.period.month <= month);
        let last = shown.filter_map(|point| Some((point.period.month, point.now?))).next_back();
        let curves = Curves {
            now: curve(|point| point.now),
            plan: points.last().and_then(|point| point.even).map(billions),
            last_year: curve(|point| point.last_year),
            dot: last.map(|(month, amount)| (month, billions(amount), amount.billions(1))),
        };
        Some(Self::drawn(frame, legend, &curves, &Scale::up_to(billions(top))))
    }

    pub fn drawn(frame: Frame, legend: Legend, curves: &Curves, scale: &Scale) -> Self {
        let canvas = Canvas { top: scale.top };
        Self {
            frame,
            legend,
            grid: scale.marks().into_iter().map(|(amount, word)| mark(canvas.height_of(amount), word)).collect(),
            months: (1..=MONTHS_OF_YEAR as i32).map(|month| mark(across(month), month)).collect(),
            plan: curves.plan.map(|year| canvas.stroke((0, 0.0), (12, year))),
            last_year: canvas.curve(&curves.last_year),
            now: canvas.curve(&curves.now),
            dot: curves.dot.as_ref().map(|(month, amount, word)| canvas.dot(*month, *amount, word)),
        }
    }
}

/// The box, up to an amount in tỷ đồng.
struct Canvas {
    top: f64,
}

impl Canvas {
    fn curve(&self, amounts: &[Option<f64>]) -> Vec<Stroke> {
        let known = (1..).zip(amounts).map_while(|(month, amount)| Some((month, (*amount)?)));
        let mut from = (0, 0.0);
        known.map(|to| self.stroke(std::mem::replace(&mut from, to), to)).collect()
    }

    fn stroke(&self, from: (i32, f64), to: (i32, f64)) -> Stroke {
        let at = |(month, amount): (i32, f64)| (percent(across(month)), percent(self.height_of(amount)));
        let ((x1, y1), (x2, y2)) = (at(from), at(to));
        Stroke { x1, y1, x2, y2 }
    }

    fn dot(&self, month: i32, amount: f64, word: &str) -> Dot {
        let (anchor, shift) = if month < 3 { ("start", 10) } else { ("end", -10) };
        Dot { x: percent(across(month)), y: percent(self.height_of(amount)), word: word.to_owned(), anchor, shift }
    }

    /// Corrections may push a sum below zero; the axis is as low as the box goes.
    fn height_of(&self, billions: f64) -> f64 {
        BASE - HEIGHT * billions.max(0.0) / self.top
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
