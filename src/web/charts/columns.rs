//! Columns side by side, such as the years of one award: each with its number on top and its name below.

use super::percent;

/// Where the columns stand and how high the highest is, in percent from above: room for a number and a name.
const BASE: f64 = 84.0;
const HEIGHT: f64 = 68.0;
/// How much of its place a column fills.
const FILLED: f64 = 0.62;

/// How a column is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// Light, with an outline: what it is compared with.
    Past,
    /// Filled: the one that is spoken of.
    Now,
}

/// A number to draw.
#[derive(Debug, Clone)]
pub struct Column {
    pub name: String,
    pub count: i64,
    /// The number as it is written.
    pub shown: String,
    pub look: Look,
}

/// A column as the template draws it.
#[derive(Debug, Clone)]
pub struct Drawn {
    pub x: String,
    pub y: String,
    pub width: String,
    pub height: String,
    pub middle: String,
    pub name: String,
    pub shown: String,
    pub class: &'static str,
}

/// What the template draws.
#[derive(Debug, Clone)]
pub struct Columns {
    pub columns: Vec<Drawn>,
    /// Name and number of each, for those who do not see it.
    pub words: String,
}

impl Columns {
    /// `top` is what the full height stands for: the same for charts that are compared with one another.
    pub fn of(columns: &[Column], top: i64) -> Self {
        let place = 100.0 / columns.len().max(1) as f64;
        let drawn = columns.iter().enumerate().map(|(at, it)| {
            let height = HEIGHT * (it.count.max(0) as f64 / top.max(1) as f64).min(1.0);
            let left = place * at as f64;
            Drawn {
                x: percent(left + place * (1.0 - FILLED) / 2.0),
                y: percent(BASE - height),
                width: percent(place * FILLED),
                height: percent(height),
                middle: percent(left + place / 2.0),
                name: it.name.clone(),
                shown: it.shown.clone(),
                class: match it.look {
                    Look::Past => "chart__past",
                    Look::Now => "chart__col",
                },
            }
        });
        let said: Vec<String> = columns.iter().map(|it| format!("{}: {}", it.name, it.shown)).collect();
        Self { columns: drawn.collect(), words: said.join("; ") }
    }

    /// The highest of these numbers.
    pub fn top(columns: &[Column]) -> i64 {
        columns.iter().map(|it| it.count).max().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(name: &str, count: i64) -> Column {
        Column { name: name.into(), count, shown: count.to_string(), look: Look::Past }
    }

    #[test]
    fn the_highest_column_fills_the_box_and_none_leaves_it() {
        let columns = [column("2012", 21), column("2013", 42), column("2014", -3)];
        let drawn = Columns::of(&columns, Columns::top(&columns)).columns;
        assert_eq!((drawn[1].y.as_str(), drawn[1].height.as_str()), ("16.00%", "68.00%"));
        assert_eq!(drawn[0].height, "34.00%");
        assert_eq!(drawn[2].height, "0.00%");
        assert_eq!(Columns::of(&columns, 10).columns[1].height, "68.00%");
    }

    #[test]
    fn nothing_to_draw_is_drawn_without_a_fault() {
        assert!(Columns::of(&[], 0).columns.is_empty());
        assert_eq!(Columns::of(&[column("2013", 0)], 0).columns[0].height, "0.00%");
    }

    #[test]
    fn the_words_say_every_number() {
        assert_eq!(Columns::of(&[column("2012", 21), column("2013", 33)], 33).words, "2012: 21; 2013: 33");
    }
}
