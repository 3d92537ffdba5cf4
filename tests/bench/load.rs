//! Many at once: readers who ask for page after page without a pause, and writers who save drafts meanwhile.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::anyhow;

use super::client::{Client, token_of};
use super::server::{Server, copy_of, sample};
use super::{EMPTY, PASSWORD, drafts_of, save_draft, this_year};

const PEOPLE: u32 = 300;
const YEARS: u32 = 5;
const READERS: usize = 50;
const WRITERS: usize = 5;
const LASTS: Duration = Duration::from_secs(60);

/// Who reads what; every reader goes through all of them.
const PAGES: [(&str, &str); 8] = [
    ("canbo", "/"),
    ("canbo", "/registrations?subject=me"),
    ("canbo", "/library?q=bang+kiem"),
    ("thuongtruc", "/registrations"),
    ("thuongtruc", "/people?q=nguyen"),
    ("thuongtruc", "/progress"),
    ("ketoan", "/revenue"),
    ("thuongtruc", "/awards"),
];

/// Says how long requests took, of reading and of writing. An answer that is no success ends the measuring.
pub fn measure() -> anyhow::Result<()> {
    let folder = copy_of(&sample(PEOPLE, YEARS)?)?;
    let server = Server::start(&folder)?;
    let mut first = Client::logged_in(&server.address, "thuongtruc", PASSWORD)?;
    let (year, drafts) = (this_year(&mut first)?, drafts_of(&mut first)?);
    let ends = Instant::now() + LASTS;
    let over = AtomicBool::new(false);
    let (read, written) = thread::scope(|scope| {
        let readers: Vec<_> = (0..READERS)
            .map(|nth| {
                let address = &server.address;
                scope.spawn(move || reader(address, nth, ends))
            })
            .collect();
        let writers: Vec<_> = (0..WRITERS)
            .map(|nth| {
                let mine: Vec<_> = drafts.iter().skip(nth).step_by(WRITERS).collect();
                let (address, year, over) = (&server.address, &year, &over);
                scope.spawn(move || writer(address, &mine, year, over))
            })
            .collect();
        let read = gather(readers);
        over.store(true, Ordering::Relaxed);
        anyhow::Ok((read?, gather(writers)?))
    })?;
    println!(
        "{READERS} readers and {WRITERS} writers for {LASTS:?}, a sample of {PEOPLE} people × {YEARS} years; no error"
    );
    say("read", read);
    say("written", written);
    std::fs::remove_dir_all(folder)?;
    Ok(())
}

fn gather(threads: Vec<thread::ScopedJoinHandle<'_, anyhow::Result<Vec<Duration>>>>) -> anyhow::Result<Vec<Duration>> {
    let mut all = Vec::new();
    for thread in threads {
        all.extend(thread.join().map_err(|_| anyhow!("somebody broke down"))??);
    }
    Ok(all)
}

fn reader(address: &str, nth: usize, ends: Instant) -> anyhow::Result<Vec<Duration>> {
    let (username, _) = PAGES[nth % PAGES.len()];
    let mine: Vec<_> = PAGES.iter().filter(|(who, _)| *who == username).collect();
    let mut client = Client::logged_in(address, username, PASSWORD)?;
    let mut took = Vec::new();
    for (_, path) in mine.iter().cycle() {
        if Instant::now() > ends {
            break;
        }
        let began = Instant::now();
        client.get(path)?;
        took.push(began.elapsed());
    }
    Ok(took)
}

fn writer(address: &str, drafts: &[&(String, &str)], year: &str, over: &AtomicBool) -> anyhow::Result<Vec<Duration>> {
    let mut client = Client::logged_in(address, "thuongtruc", PASSWORD)?;
    let token = token_of(&client.get(EMPTY)?)?;
    let mut took = Vec::new();
    for draft in drafts {
        if over.load(Ordering::Relaxed) {
            break;
        }
        let began = Instant::now();
        save_draft(&mut client, &token, draft, year)?;
        took.push(began.elapsed());
        // Somebody types.
        thread::sleep(Duration::from_millis(100));
    }
    Ok(took)
}

fn say(what: &str, mut took: Vec<Duration>) {
    took.sort();
    let at = |share: usize| {
        took.get((took.len() * share / 100).min(took.len().saturating_sub(1)))
            .map_or(0.0, |it| it.as_secs_f64() * 1_000.0)
    };
    println!(
        "{what:8} {:7} times: median {:.1} ms, p95 {:.1} ms, longest {:.1} ms",
        took.len(),
        at(50),
        at(95),
        at(100)
    );
}
