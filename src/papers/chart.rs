//! A picture of numbers on a paper, said once: what it finds, its series, and what it says to those who do not see it.
//! The page to print shows it as SVG, PDF as lines and words, Word as a chart of its own whose numbers can be edited. Every
//! number it has stands in a table of the same paper.

use serde::{Deserialize, Serialize};

use super::Block;
use crate::domain::money::{Dong, MoneyUnit};
use crate::web::charts::{self, Columns, Curves, Frame, Legend, Lines, Multiples, Pairs, Panel, Scale};

/// How a chart is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// Lying bars, each category's below one another, with their numbers behind them.
    Bars,
    /// Standing columns of one series, such as years; the last is the one spoken of. Several charts stand side by side.
    Columns,
    /// Lines over the months of a year.
    Lines,
}

/// What a series is; each looks different without colour too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Look {
    /// Dark, or a solid line: the one spoken of.
    Now,
    /// Light with an outline, or dashed: what was planned.
    Plan,
    /// Light, or dotted: what was before.
    Past,
}

/// A number as it is drawn, and as the table writes it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Number {
    pub value: f64,
    pub shown: String,
}

impl Number {
    /// In tỷ đồng with one decimal, as tables have it.
    pub fn billions(amount: Dong) -> Self {
        let rounded = amount.in_unit(MoneyUnit::Billion);
        Self { value: charts::rounded(rounded, 1), shown: amount.billions(1) }
    }

    pub fn count(count: i64, shown: String) -> Self {
        Self { value: count as f64, shown }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Series {
    pub name: String,
    pub look: Look,
    /// One for each category; missing where nothing is known.
    pub numbers: Vec<Option<Number>>,
}

impl Series {
    pub fn new(name: impl Into<String>, look: Look, numbers: Vec<Option<Number>>) -> Self {
        Self { name: name.into(), look, numbers }
    }

    /// The last number that is known, and its place among the categories.
    pub fn last(&self) -> Option<(usize, &Number)> {
        self.numbers.iter().enumerate().filter_map(|(at, it)| Some((at, it.as_ref()?))).next_back()
    }

    fn values(&self) -> Vec<Option<f64>> {
        self.numbers.iter().map(|it| it.as_ref().map(|number| number.value)).collect()
    }
}

/// What stands over, beside and under a chart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Chart {
    /// Begins the ids of its parts on a page.
    pub id: String,
    pub shape: Shape,
    /// The finding, as a sentence without its point.
    pub title: String,
    /// What it shows, in words.
    pub words: String,
    /// What its numbers count: "tỷ đồng".
    pub unit: String,
    pub categories: Vec<String>,
    pub series: Vec<Series>,
    /// Where the axis ends, and its lines from the lowest on.
    top: f64,
    ticks: Vec<Number>,
}

/// How a chart is called and what it says.
#[derive(Debug, Clone)]
pub struct Said {
    pub id: String,
    pub title: String,
    pub words: String,
    pub unit: &'static str,
}

impl Chart {
    /// None where there is nothing above zero to draw.
    pub fn of(shape: Shape, said: Said, categories: Vec<String>, series: Vec<Series>) -> Option<Self> {
        let values = series.iter().flat_map(Series::values).flatten();
        let highest = values.fold(0.0, f64::max);
        if highest <= 0.0 {
            return None;
        }
        let scale = Scale::up_to(highest);
        let ticks = scale.marks().into_iter().map(|(value, shown)| Number { value, shown }).collect();
        let Said { id, title, words, unit } = said;
        Some(Self { id, shape, title, words, unit: unit.to_owned(), categories, series, top: scale.top, ticks })
    }

    /// Where the axis ends.
    pub const fn top(&self) -> f64 {
        self.top
    }

    /// From one line of the axis to the next.
    pub fn step(&self) -> f64 {
        self.ticks.first().map_or(self.top, |tick| tick.value)
    }

    fn frame(&self) -> Frame {
        Frame::new(self.id.as_str(), self.title.as_str(), self.words.as_str())
    }

    fn name_of(&self, look: Look) -> String {
        self.series.iter().find(|it| it.look == look).map_or_else(String::new, |it| it.name.clone())
    }

    fn values_of(&self, look: Look) -> Vec<Option<f64>> {
        self.series.iter().find(|it| it.look == look).map(Series::values).unwrap_or_default()
    }

    fn lines(&self) -> Lines {
        let legend = Legend {
            now: self.name_of(Look::Now),
            plan: self.name_of(Look::Plan),
            last_year: self.name_of(Look::Past),
        };
        let last = self.series.iter().find(|it| it.look == Look::Now).and_then(Series::last);
        let curves = Curves {
            now: self.values_of(Look::Now),
            plan: self.values_of(Look::Plan).into_iter().next_back().flatten(),
            last_year: self.values_of(Look::Past),
            dot: last.map(|(at, number)| (at as i32 + 1, number.value, number.shown.clone())),
        };
        Lines::drawn(self.frame(), legend, &curves, &Scale::up_to(self.top))
    }

    fn pairs(&self) -> Pairs {
        let legend = self.series.iter().map(|it| (it.name.clone(), class_of(it.look))).collect();
        let row = |(at, name): (usize, &String)| {
            let bars = self.series.iter().filter_map(|it| {
                let number = it.numbers.get(at)?.as_ref()?;
                Some((number.value, number.shown.clone(), class_of(it.look)))
            });
            (name.clone(), bars.collect())
        };
        Pairs::of(self.frame(), legend, self.categories.iter().enumerate().map(row).collect(), self.top)
    }

    fn panel(&self) -> Panel {
        let columns: Vec<charts::Column> = self.columns();
        Panel {
            id: self.id.clone(),
            title: self.title.clone(),
            link: String::new(),
            finding: String::new(),
            marks: Vec::new(),
            columns: Columns::of(&columns, Columns::top(&columns)),
        }
    }

    fn columns(&self) -> Vec<charts::Column> {
        let numbers = self.series.iter().flat_map(|it| it.numbers.iter());
        let newest = self.categories.len().saturating_sub(1);
        let drawn = self.categories.iter().zip(numbers).enumerate().map(|(at, (name, number))| charts::Column {
            name: name.clone(),
            count: number.as_ref().map_or(0, |it| it.value.round() as i64),
            shown: number.as_ref().map_or_else(String::new, |it| it.shown.clone()),
            look: if at == newest { charts::Look::Now } else { charts::Look::Past },
        });
        drawn.collect()
    }
}

const fn class_of(look: Look) -> &'static str {
    match look {
        Look::Now => "chart__col",
        Look::Plan | Look::Past => "chart__past",
    }
}

/// Charts that belong together: one as wide as the paper, columns side by side.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Charts(Vec<Chart>);

impl Charts {
    pub fn iter(&self) -> std::slice::Iter<'_, Chart> {
        self.0.iter()
    }

    /// Those that stand side by side.
    pub fn rows(&self) -> std::slice::Chunks<'_, Chart> {
        self.0.chunks(self.abreast())
    }

    /// How many stand side by side: columns are small.
    pub fn abreast(&self) -> usize {
        if self.0.iter().all(|it| it.shape == Shape::Columns) { self.0.len().clamp(1, 3) } else { 1 }
    }

    /// What the page to print draws.
    pub fn lines(&self) -> Vec<Lines> {
        self.of(Shape::Lines).map(Chart::lines).collect()
    }

    pub fn pairs(&self) -> Vec<Pairs> {
        self.of(Shape::Bars).map(Chart::pairs).collect()
    }

    pub fn multiples(&self) -> Option<Multiples> {
        let panels: Vec<Panel> = self.of(Shape::Columns).map(Chart::panel).collect();
        (!panels.is_empty()).then_some(Multiples { panels })
    }

    fn of(&self, shape: Shape) -> impl Iterator<Item = &Chart> {
        self.0.iter().filter(move |it| it.shape == shape)
    }
}

impl Block {
    /// None where there is nothing to draw.
    pub fn charts(charts: impl IntoIterator<Item = Chart>) -> Option<Self> {
        let charts: Vec<Chart> = charts.into_iter().collect();
        if charts.is_empty() { None } else { Some(Self::Charts { charts: Charts(charts) }) }
    }
}
