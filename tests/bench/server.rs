//! The program itself as a process of its own, and what it has used up.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, bail, ensure};

use crate::client::Client;

const PROGRAM: &str = env!("CARGO_BIN_EXE_thidua");

/// A sample of a size, made when it is not there yet.
pub fn sample(people: u32, years: u32) -> anyhow::Result<PathBuf> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("sample-{people}-{years}"));
    if !folder.join("thidua.db").exists() {
        let began = Instant::now();
        let made = Command::new(PROGRAM)
            .args(["sample", "--people", &people.to_string(), "--years", &years.to_string(), "--data"])
            .arg(&folder)
            .stdout(Stdio::null())
            .status()?;
        ensure!(made.success(), "thidua sample failed");
        let megabytes = fs::metadata(folder.join("thidua.db"))?.len() / 1_000_000;
        println!("made a sample of {people} people × {years} years in {:.1?}: {megabytes} MB", began.elapsed());
    }
    Ok(folder)
}

/// A copy to write into, so that the next run finds the sample as it was.
pub fn copy_of(sample: &Path) -> anyhow::Result<PathBuf> {
    let copy = sample.with_extension("run");
    if copy.exists() {
        fs::remove_dir_all(&copy)?;
    }
    fs::create_dir_all(&copy)?;
    for entry in fs::read_dir(sample)? {
        let entry = entry?;
        let place = copy.join(entry.file_name());
        if entry.file_type()?.is_file() {
            fs::copy(entry.path(), place)?;
        } else {
            fs::create_dir(place)?; // empty in a sample; an upgrade puts its backup there
        }
    }
    Ok(copy)
}

pub struct Server {
    process: Child,
    pub address: String,
    /// From the start of the program until the login page was read.
    pub start: Duration,
    /// Kept open: it goes on to list the accounts.
    _said: BufReader<ChildStdout>,
}

impl Server {
    pub fn start(folder: &Path) -> anyhow::Result<Self> {
        let began = Instant::now();
        let mut process = Command::new(PROGRAM)
            .args(["demo", "--addr", "127.0.0.1:0", "--data"])
            .arg(folder)
            .stdout(Stdio::piped())
            .spawn()?;
        let mut said = BufReader::new(process.stdout.take().context("the server has no output")?);
        let address = said_address(&mut said)?;
        Client::connect(&address)?.get("/login")?;
        Ok(Self { process, address, start: began.elapsed(), _said: said })
    }

    /// Processor time used so far by all its threads, in seconds.
    pub fn cpu(&self) -> anyhow::Result<f64> {
        cpu_of(&self.process.id().to_string())
    }

    /// Memory held, in MB: of its own, and with the parts of the program's file that were read.
    pub fn memory(&self) -> anyhow::Result<(f64, f64)> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process.id()))?;
        let megabytes = |name: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(name)).context("no such line in status")?;
            let kib: f64 = line.trim().trim_end_matches(" kB").parse()?;
            anyhow::Ok(kib / 1_000.0)
        };
        Ok((megabytes("RssAnon:")?, megabytes("VmRSS:")?))
    }
}

/// Processor time used so far by the threads of a process (a number or "self"), in seconds: the kernel counts it in
/// nanoseconds.
pub fn cpu_of(process: &str) -> anyhow::Result<f64> {
    let mut nanoseconds = 0.0;
    for thread in fs::read_dir(format!("/proc/{process}/task"))? {
        // A thread may end while this goes on; one that idled has hardly used any time.
        let Ok(said) = fs::read_to_string(thread?.path().join("schedstat")) else { continue };
        nanoseconds += said.split(' ').next().and_then(|used| used.parse::<f64>().ok()).unwrap_or_default();
    }
    Ok(nanoseconds / 1e9)
}

/// Host and port in the line that says where to look.
fn said_address(said: &mut BufReader<ChildStdout>) -> anyhow::Result<String> {
    let mut line = String::new();
    while said.read_line(&mut line)? > 0 {
        if let Some((_, after)) = line.split_once("http://") {
            return Ok(after.split_whitespace().next().unwrap_or_default().to_owned());
        }
        line.clear();
    }
    bail!("the server did not say where it is")
}

impl Drop for Server {
    fn drop(&mut self) {
        // Nothing is lost: the folder is a copy, and the next run makes a new one.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
