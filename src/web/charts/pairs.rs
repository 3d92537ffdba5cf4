//! Lying bars below one another for each of a few things, such as what was planned and what came in: the name above, the
//! number behind each bar.

use super::{Frame, percent};

/// Of a bar, of the room it has, and of the name above it, in pixels; texts are 16 px high.
const BAR: usize = 16;
const PLACE: usize = 21;
const NAME: usize = 24;
const GAP: usize = 10;
/// How far the longest bar reaches, in percent: the rest is for its number.
const WIDTH: f64 = 76.0;

/// A thing with its bars: value, as it is written, class.
pub type Thing = (String, Vec<(f64, String, &'static str)>);

/// What the template draws.
pub struct Pairs {
    pub frame: Frame,
    /// What each bar is, with its class.
    pub legend: Vec<(String, &'static str)>,
    pub rows: Vec<PairRow>,
    pub height: usize,
}

pub struct PairRow {
    pub name: String,
    pub name_y: usize,
    pub bars: Vec<PairBar>,
}

pub struct PairBar {
    pub class: &'static str,
    pub y: usize,
    pub height: usize,
    pub width: String,
    pub shown: String,
    pub shown_y: usize,
}

impl Pairs {
    /// `top` is what the whole length stands for.
    pub fn of(frame: Frame, legend: Vec<(String, &'static str)>, things: Vec<Thing>, top: f64) -> Self {
        let mut height = 0;
        let mut rows = Vec::new();
        for (name, bars) in things {
            let from = height + NAME;
            let drawn: Vec<PairBar> =
                bars.into_iter().enumerate().map(|(at, it)| bar(from + at * PLACE, it, top)).collect();
            height = from + drawn.len() * PLACE + GAP;
            rows.push(PairRow { name, name_y: from - 7, bars: drawn });
        }
        Self { frame, legend, rows, height }
    }
}

fn bar(y: usize, (value, shown, class): (f64, String, &'static str), top: f64) -> PairBar {
    let width = percent(WIDTH * (value / top).clamp(0.0, 1.0));
    PairBar { class, y, height: BAR, width, shown, shown_y: y + BAR - 2 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_lie_below_one_another_and_none_leaves_its_box() {
        let frame = Frame::new("thu", "Thu đạt một nửa", "");
        let bars = |value| vec![(10.0, "10,0".to_owned(), "chart__past"), (value, "5,0".to_owned(), "chart__col")];
        let drawn = Pairs::of(frame, Vec::new(), vec![("Một".into(), bars(5.0)), ("Hai".into(), bars(-1.0))], 10.0);
        let widths: Vec<&str> = drawn.rows.iter().flat_map(|row| &row.bars).map(|it| it.width.as_str()).collect();
        assert_eq!(widths, ["76.00%", "38.00%", "76.00%", "0.00%"]);
        let ys: Vec<usize> = drawn.rows.iter().flat_map(|row| &row.bars).map(|it| it.y).collect();
        assert!(ys.windows(2).all(|pair| pair[0] + BAR <= pair[1]) && drawn.height > ys[3] + BAR, "{ys:?}");
    }
}
