//! What it costs to find the earlier initiatives that a two-page text is like, among so many of two pages each; and how
//! right the warning is.

use std::collections::HashMap;
use std::fs;
use std::time::Instant;

use anyhow::Context;
use diesel::prelude::*;
use thidua::data_folder::DataFolder;
use thidua::db::{Connection, Db};
use thidua::domain::ids::{InitiativeId, UnitId};
use thidua::domain::initiative::State;
use thidua::domain::law::catalogue;
use thidua::domain::text;
use thidua::domain::year::Year;
use thidua::error::AppResult;
use thidua::features::initiatives::ops;
use thidua::schema::{initiatives, units};

use crate::pairs;
use crate::server::{copy_of, sample};

/// Words of two pages.
const WORDS: usize = 900;
/// Written by one statement.
const ROWS: usize = 500;
const QUERIES: usize = 60;

/// Makes so many initiatives, indexes them, and asks for near copies of some and for new texts.
pub fn measure(number: usize) -> anyhow::Result<()> {
    labelled();
    let folder = copy_of(&sample(120, 1)?)?;
    let db = DataFolder::at(&folder).open()?.db;
    let writer = Writer::new();
    let today = db.clock.today();
    let first = db.keep_house_now(|conn| fill(conn, &writer, number, Year::of(today)))?;
    let began = Instant::now();
    db.keep_house_now(ops::index_missing)?;
    let built = began.elapsed();
    db.settle()?;
    let megabytes = fs::metadata(folder.join("thidua.db"))?.len() / 1_000_000;
    println!("{number} initiatives of {WORDS} words: indexed in {built:.1?}, {megabytes} MB with their texts");
    ask(&db, &writer, first, number)?;
    drop(db);
    fs::remove_dir_all(folder)?;
    Ok(())
}

/// What the warning makes of the labelled pairs.
fn labelled() {
    let pairs = pairs::all();
    let warning = catalogue().initiative.similarity_warning_percent;
    let (precision, recall) = pairs::precision_and_recall(&pairs, warning);
    println!("{} labelled pairs, warning from {warning}%: precision {precision:.3}, recall {recall:.3}", pairs.len());
    for origin in pairs::Origin::ALL {
        let mut percents: Vec<u32> = pairs.iter().filter(|it| it.origin == origin).map(pairs::Pair::percent).collect();
        percents.sort_unstable();
        println!("  {origin:?}: {percents:?}");
    }
    for pair in pairs.iter().filter(|pair| (pair.percent() >= warning) != pair.origin.is_copied()) {
        println!("  wrong: {}, {}%", pair.name, pair.percent());
    }
}

fn ask(db: &Db, writer: &Writer, first: i64, number: usize) -> anyhow::Result<()> {
    let (mut times, mut found, mut false_warnings) = (Vec::new(), 0, 0);
    for query in 0..QUERIES {
        let copied = query * number / QUERIES;
        let is_copy = query % 2 == 0;
        let asked = match is_copy {
            true => pairs::near_copy(&writer.text(copied as u64), query as u64 + 1),
            false => writer.text((number + query) as u64),
        };
        let began = Instant::now();
        let alike = db.read_now(|conn| ops::like(conn, &asked, None))?;
        times.push(began.elapsed().as_secs_f64() * 1_000.0);
        let warned = alike.first().filter(|nearest| ops::is_warning(nearest.percent));
        match warned {
            Some(nearest) if is_copy && nearest.source == InitiativeId(first + copied as i64) => found += 1,
            Some(_) if !is_copy => false_warnings += 1,
            _ => {}
        }
    }
    times.sort_by(f64::total_cmp);
    let (median, p95) = (times[QUERIES / 2], times[QUERIES * 95 / 100]);
    println!("compared with all: median {median:.0} ms, p95 {p95:.0} ms, longest {:.0} ms", times[QUERIES - 1]);
    println!("near copies found {found} of {}, new texts warned of {false_warnings}", QUERIES / 2);
    println!("memory {} now, {} at most", of_status("VmRSS:")?, of_status("VmHWM:")?);
    Ok(())
}

fn of_status(name: &str) -> anyhow::Result<String> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix(name)).context("no such line in status")?;
    Ok(line.trim().to_owned())
}

/// The id of the first.
fn fill(conn: &mut Connection, writer: &Writer, number: usize, year: Year) -> AppResult<i64> {
    let unit: UnitId = units::table.select(units::id).first(conn)?;
    let last: Option<InitiativeId> =
        initiatives::table.order(initiatives::id.desc()).select(initiatives::id).first(conn).optional()?;
    let first = last.map_or(1, |id| id.0 + 1);
    let numbers: Vec<usize> = (0..number).collect();
    for chunk in numbers.chunks(ROWS) {
        let row = |nth: &usize| {
            let title = format!("Sáng kiến số {nth}");
            (
                initiatives::id.eq(InitiativeId(first + *nth as i64)),
                initiatives::code.eq(format!("BM-{nth}")),
                initiatives::year.eq(year),
                initiatives::unit_id.eq(unit),
                initiatives::folded_title.eq(text::fold(&title)),
                initiatives::title.eq(title),
                initiatives::field.eq(""),
                initiatives::summary.eq(writer.text(*nth as u64)),
                initiatives::state.eq(State::Rejected),
                initiatives::version.eq(1_i64),
                initiatives::decision_no.eq(""),
                initiatives::reason.eq(""),
                initiatives::since.eq(chrono::DateTime::UNIX_EPOCH.naive_utc()),
            )
        };
        let rows: Vec<_> = chunk.iter().map(row).collect();
        diesel::insert_into(initiatives::table).values(rows).execute(conn)?;
    }
    Ok(first)
}

/// Writes texts in the words of the labelled ones, each word most often followed by one that follows it there.
struct Writer {
    words: Vec<&'static str>,
    after: HashMap<&'static str, Vec<&'static str>>,
}

impl Writer {
    fn new() -> Self {
        let words: Vec<&'static str> = pairs::texts().iter().flat_map(|(_, text)| text.split_whitespace()).collect();
        let mut after: HashMap<&str, Vec<&str>> = HashMap::new();
        for (word, next) in words.iter().zip(words.iter().cycle().skip(1)) {
            after.entry(word).or_default().push(next);
        }
        Self { words, after }
    }

    /// The same for the same number. Every tenth sentence is one that everybody writes.
    fn text(&self, number: u64) -> String {
        const EVERYBODY: &str = "Căn cứ chức năng, nhiệm vụ được giao và tình hình thực tế của đơn vị.";
        let mut dice = number.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
        let mut roll = |sides: usize| {
            dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (dice >> 33) as usize % sides
        };
        let (mut text, mut word) = (String::with_capacity(WORDS * 7), self.words[roll(self.words.len())]);
        for place in 0..WORDS {
            if place % 150 == 149 {
                text.push_str(EVERYBODY);
                text.push(' ');
            }
            text.push_str(word);
            text.push(' ');
            let following = &self.after[word];
            word = if roll(10) < 5 { following[roll(following.len())] } else { self.words[roll(self.words.len() - 1)] };
        }
        text
    }
}
