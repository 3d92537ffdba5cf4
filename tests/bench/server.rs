//! The program itself as a process of its own, and what it has used up.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, bail, ensure};

use crate::client::Client;

const PROGRAM: &str = env!("CARGO_BIN_EXE_thidua");
/// What /proc counts processor time in: USER_HZ is a hundred on every Linux that Rust runs on.
pub const TICKS_A_SECOND: f64 = 100.0;

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
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.process.id()))?;
        let (_, fields) = stat.rsplit_once(')').context("/proc/PID/stat has another form")?;
        let ticks: f64 = fields.split_whitespace().skip(11).take(2).filter_map(|field| field.parse::<f64>().ok()).sum();
        Ok(ticks / TICKS_A_SECOND)
    }

    /// Memory held, in MB.
    pub fn memory(&self) -> anyhow::Result<f64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("no VmRSS")?;
        let kib: f64 = line.trim().trim_end_matches(" kB").parse()?;
        Ok(kib / 1_000.0)
    }
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
