//! What a request costs, over HTTP, logged in, on samples of several sizes. It measures, it never judges.
//!
//! `cargo bench` takes 120 and 5,000 people; `cargo bench -- --large` also 50,000 (some minutes more).
//! `cargo bench -- --similarity 150000` measures only how a text is compared with so many initiatives.
//! `cargo bench -- --load` measures only how long 50 readers and 5 writers at once wait.
//! `cargo bench -- --papers` measures only how long papers and lists take to be written.
//! The median is that of all requests of a page, one after another over one connection: of 50,000 people the page of
//! the agency shall stay under 30 ms and a unit's under 15 ms. Processor time is that of the whole server process. As absolute times wander with the machine, each is
//! also given as a multiple of an empty logged-in page measured in turns with it.

mod client;
mod dossiers;
mod eligibility;
mod load;
#[path = "../app/similarity/pairs.rs"]
mod pairs;
mod papers;
mod reach;
mod server;
mod similarity;

use std::fs;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};

use client::{Client, token_of};
use server::{Server, copy_of, sample};

const PASSWORD: &str = "thidua-demo";
const YEARS: u32 = 10;
/// Each page is asked for in so many rounds of so many requests, as long as there is time. The cheapest round
/// counts: what disturbs a machine only adds.
const ROUNDS: u32 = 10;
const REQUESTS: u32 = 40;
const LONGEST: Duration = Duration::from_secs(8);
const EMPTY: &str = "/account/password";
const WRITERS: usize = 8;
const WRITES: usize = 400;
const LOGINS: u32 = 20;
const STARTS: usize = 5;

/// What is measured: name, who asks, address. A sample of any size has these units and people.
const PAGES: [(&str, &str, &str); 33] = [
    ("registrations, 50 of all", "thuongtruc", "/registrations"),
    ("registrations, page 2", "thuongtruc", "/registrations?page=2"),
    ("registrations of a unit", "thuongtruc", "/registrations?unit=P002"),
    ("registrations by award and state", "thuongtruc", "/registrations?award=LDTT&state=accepted"),
    ("queue of 2,000 dossiers", "thuongtruc", "/approvals?kind=dossier"),
    ("queue of everything", "thuongtruc", "/approvals"),
    ("units", "thuongtruc", "/units"),
    ("a person with ten years", "thuongtruc", "/people/P002-002"),
    ("a unit with ten years", "thuongtruc", "/units/P002"),
    ("progress of a unit", "thuongtruc", "/progress/units/P002"),
    ("progress of all units", "thuongtruc", "/progress"),
    ("progress, the list of units", "thuongtruc", "/progress?page=1"),
    ("five years, unit by unit", "thuongtruc", "/progress/years"),
    ("what was turned down", "thuongtruc", "/progress/refusals"),
    ("revenue", "ketoan", "/revenue"),
    ("revenue by month", "ketoan", "/revenue/months"),
    ("revenue: months of three years", "ketoan", "/revenue/profile?line=A.I"),
    ("revenue: forecast of 34 lines from three years", "ketoan", "/revenue/forecast"),
    ("revenue by unit", "ketoan", "/revenue/units?line=A.I"),
    ("revenue: two spans compared", "ketoan", "/revenue/compare"),
    ("search by name", "thuongtruc", "/people?q=nguyen+thi+hoa"),
    ("search by a common word", "thuongtruc", "/people?q=nguyen"),
    ("staff list", "thuongtruc", "/people"),
    ("staff list of a day", "thuongtruc", "/people?on=2020-12-31"),
    ("clusters", "thuongtruc", "/clusters"),
    ("reports", "thuongtruc", "/reports"),
    ("library, the newest", "canbo", "/library"),
    ("library by two words", "canbo", "/library?q=bang+kiem"),
    ("library by words that stand everywhere", "canbo", "/library?q=ho+so"),
    ("what a person still lacks", "thuongtruc", "/people/P002-002/eligibility"),
    ("award list", "thuongtruc", "/awards"),
    ("tasks of the secretariat", "thuongtruc", "/"),
    ("tasks of a person", "canbo", "/"),
];

/// Of one request, in milliseconds.
#[derive(Debug, Clone, Copy, Default)]
struct Cost {
    cpu: f64,
    wall: f64,
    /// Of single requests; none of those that run at once.
    median: f64,
    bytes: usize,
}

impl Cost {
    fn or_less(self, other: Self) -> Self {
        Self { cpu: self.cpu.min(other.cpu), wall: self.wall.min(other.wall), ..other }
    }
}

struct Line {
    name: String,
    cost: Cost,
    /// The empty page at the same moment.
    empty: Option<f64>,
}

impl Line {
    fn multiple(&self) -> Option<f64> {
        self.empty.filter(|empty| *empty > 0.0).map(|empty| self.cost.cpu / empty)
    }
}

struct Run {
    people: u32,
    lines: Vec<Line>,
}

fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip_while(|argument| argument != "--similarity").skip(1);
    if let Some(number) = arguments.next() {
        println!("{}\n", machine());
        return similarity::measure(number.parse()?);
    }
    if std::env::args().any(|argument| argument == "--load") {
        println!("{}\n", machine());
        return load::measure();
    }
    if std::env::args().any(|argument| argument == "--papers") {
        println!("{}\n", machine());
        return papers::measure();
    }
    let is_large = std::env::args().any(|argument| argument == "--large");
    let sizes: &[u32] = if is_large { &[120, 5_000, 50_000] } else { &[120, 5_000] };
    println!("{}\n", machine());
    let runs = sizes.iter().map(|people| run(*people)).collect::<anyhow::Result<Vec<_>>>()?;
    compare(&runs);
    Ok(())
}

fn run(people: u32) -> anyhow::Result<Run> {
    let made = sample(people, YEARS)?;
    println!("## {people} people × {YEARS} years\n");
    let apart = copy_of(&made)?;
    reach::launch_and_send(&apart, people, PASSWORD)?;
    fs::remove_dir_all(apart)?;
    let folder = copy_of(&made)?;
    println!("{:46} {:>9} {:>9} {:>9} {:>9} {:>9}", "", "CPU ms", "× empty", "wall ms", "median", "bytes");
    let mut run = Run { people, lines: Vec::new() };
    let mut starts: Vec<f64> = Vec::new();
    for _ in 0..STARTS {
        starts.push(Server::start(&folder)?.start.as_secs_f64() * 1_000.0);
    }
    starts.sort_by(f64::total_cmp);
    eligibility::everybody(&folder)?;
    dossiers::fill_and_decide(&folder)?;
    let server = Server::start(&folder)?;
    std::thread::sleep(Duration::from_millis(500));
    let idle = server.memory()?;
    for (name, username, path) in PAGES {
        let mut client = Client::logged_in(&server.address, username, PASSWORD)?;
        let (cost, empty) = measure(&server, &mut client, path)?;
        run.tell(name, cost, Some(empty.cpu));
    }
    let mut client = Client::logged_in(&server.address, "thuongtruc", PASSWORD)?;
    let (empty, _) = measure(&server, &mut client, EMPTY)?;
    run.tell("the empty page", empty, None);
    run.tell("a registration, 8 writing at once", writes(&server, &mut client)?, Some(empty.cpu));
    run.tell("log in", logins(&server)?, Some(empty.cpu));
    println!("start to first page {:.0} ms", starts[STARTS / 2]);
    for (when, (own, all)) in [("idle", idle), ("after all this", server.memory()?)] {
        println!("memory {when} {own:.1} MB, with the program itself {all:.1} MB");
    }
    println!();
    fs::remove_dir_all(folder)?;
    Ok(run)
}

impl Run {
    fn tell(&mut self, name: &str, cost: Cost, empty: Option<f64>) {
        let line = Line { name: name.to_owned(), cost, empty };
        let multiple = line.multiple().map_or_else(String::new, |multiple| format!("{multiple:.2}"));
        let Cost { cpu, wall, median, bytes } = cost;
        println!("{name:46} {cpu:9.3} {multiple:>9} {wall:9.3} {median:9.3} {bytes:9}");
        self.lines.push(line);
    }
}

/// A page and the empty page in turns, after a few requests to warm up: of each the cheapest round.
fn measure(server: &Server, client: &mut Client, path: &str) -> anyhow::Result<(Cost, Cost)> {
    for _ in 0..5 {
        client.get(path)?;
    }
    let began = Instant::now();
    let (mut took, mut took_empty) = (Vec::new(), Vec::new());
    let mut cost = round(server, client, path, &mut took)?;
    let mut empty = round(server, client, EMPTY, &mut took_empty)?;
    for _ in 1..ROUNDS {
        if began.elapsed() > LONGEST {
            break;
        }
        cost = cost.or_less(round(server, client, path, &mut took)?);
        empty = empty.or_less(round(server, client, EMPTY, &mut took_empty)?);
    }
    (cost.median, empty.median) = (median(took), median(took_empty));
    Ok((cost, empty))
}

/// In milliseconds.
fn median(mut took: Vec<Duration>) -> f64 {
    took.sort_unstable();
    took.get(took.len() / 2).map_or(0.0, |took| took.as_secs_f64() * 1_000.0)
}

fn round(server: &Server, client: &mut Client, path: &str, took: &mut Vec<Duration>) -> anyhow::Result<Cost> {
    let (cpu, began, mut bytes) = (server.cpu()?, Instant::now(), 0);
    for _ in 0..REQUESTS {
        let asked = Instant::now();
        bytes = client.get(path)?.len();
        took.push(asked.elapsed());
    }
    cost_of(server, cpu, began, f64::from(REQUESTS), bytes)
}

fn cost_of(server: &Server, cpu_before: f64, began: Instant, done: f64, bytes: usize) -> anyhow::Result<Cost> {
    let wall = began.elapsed().as_secs_f64() * 1_000.0 / done;
    let cpu = (server.cpu()? - cpu_before) * 1_000.0 / done;
    Ok(Cost { cpu, wall, median: 0.0, bytes })
}

/// Drafts saved on behalf of people, each with its audit entry.
fn writes(server: &Server, client: &mut Client) -> anyhow::Result<Cost> {
    let (mut drafts, year) = (drafts_of(client)?, this_year(client)?);
    drafts.truncate(WRITES);
    let mut writers = Vec::new();
    for _ in 0..WRITERS {
        let mut writer = Client::logged_in(&server.address, "thuongtruc", PASSWORD)?;
        let token = token_of(&writer.get(EMPTY)?)?;
        writers.push((writer, token));
    }
    let (cpu, began, next) = (server.cpu()?, Instant::now(), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        let threads: Vec<_> = writers
            .iter_mut()
            .map(|(writer, token)| scope.spawn(|| write_on(writer, token, &drafts, &year, &next)))
            .collect();
        threads.into_iter().try_for_each(|thread| match thread.join() {
            Ok(written) => written,
            Err(_) => anyhow::bail!("a writer broke down"),
        })
    })?;
    cost_of(server, cpu, began, drafts.len() as f64, 0)
}

/// Saves draft after draft until none is left.
fn write_on(
    writer: &mut Client,
    token: &str,
    drafts: &[(String, &str)],
    year: &str,
    next: &AtomicUsize,
) -> anyhow::Result<()> {
    loop {
        let place = next.fetch_add(1, Ordering::Relaxed);
        let Some(draft) = drafts.get(place) else { return Ok(()) };
        save_draft(writer, token, draft, year)?;
    }
}

/// A draft on behalf of somebody.
fn save_draft(writer: &mut Client, token: &str, (code, award): &(String, &str), year: &str) -> anyhow::Result<()> {
    let number = format!("bench-{code}-{award}");
    let fields = [
        ("_token", token),
        ("_number", &number),
        ("year", year),
        ("subject_code", code),
        ("award_code", award),
        ("pledge", "Hoàn thành đúng hạn mọi nhiệm vụ được giao."),
        ("draft", "1"),
    ];
    let answer = writer.post("/registrations", &fields)?;
    ensure!(answer.status == 303, "a registration of {award} for {code} was not saved: {}", answer.status);
    Ok(())
}

/// What can be drafted for the staff: person and award.
fn drafts_of(client: &mut Client) -> anyhow::Result<Vec<(String, &'static str)>> {
    let codes = people(client)?;
    let awards = ["GK", "BK_TINH", "BK_BO", "BK_TTG"];
    Ok(awards.iter().flat_map(|award| codes.iter().map(|code| (code.clone(), *award))).collect())
}

/// Codes of everybody on the staff now.
fn people(client: &mut Client) -> anyhow::Result<Vec<String>> {
    let list = client.get("/people.csv")?;
    let mut rows = list.trim_start_matches('\u{feff}').lines();
    let heading: Vec<_> = rows.next().unwrap_or_default().split(',').collect();
    let left_on = heading.iter().position(|key| *key == "left_on").context("people.csv has no left_on")?;
    let working = rows.filter(|row| row.split(',').nth(left_on).is_none_or(str::is_empty));
    Ok(working.filter_map(|row| row.split(',').next()).map(str::to_owned).collect())
}

/// The year a registration is for, as the form says it.
fn this_year(client: &mut Client) -> anyhow::Result<String> {
    const BEFORE: &str = "name=\"year\" value=\"";
    let page = client.get("/registrations/new")?;
    let start = page.find(BEFORE).context("the form names no year")? + BEFORE.len();
    Ok(page[start..start + 4].to_owned())
}

fn logins(server: &Server) -> anyhow::Result<Cost> {
    let (cpu, began) = (server.cpu()?, Instant::now());
    for _ in 0..LOGINS {
        Client::logged_in(&server.address, "canbo", PASSWORD)?;
    }
    cost_of(server, cpu, began, f64::from(LOGINS), 0)
}

/// What the same page costs on the largest sample, compared with the smallest. Milliseconds wander with the
/// machine, and multiples of the empty page hide what that one costs more itself: so both.
fn compare(runs: &[Run]) {
    let (Some(small), Some(large)) = (runs.first(), runs.last()) else { return };
    println!("## {} people against {}: how many times as much\n", large.people, small.people);
    println!("{:46} {:>9} {:>9}", "", "CPU ms", "× empty");
    for (of_small, of_large) in small.lines.iter().zip(&large.lines) {
        let times = of_large.cost.cpu / of_small.cost.cpu;
        let multiples = of_small.multiple().zip(of_large.multiple()).map(|(before, after)| after / before);
        let multiples = multiples.map_or_else(String::new, |times| format!("{times:.2}"));
        println!("{:46} {times:9.2} {multiples:>9}", of_large.name);
    }
}

/// Processor and cores, from /proc.
fn machine() -> String {
    let info = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = info.lines().find_map(|line| line.strip_prefix("model name")).unwrap_or(": unknown");
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    format!("Machine: {cores} cores of {}", model.trim_start_matches([' ', '\t', ':']))
}
