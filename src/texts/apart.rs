//! Reading a file in a process of its own, so that no file can break or fill the program that serves everybody.

use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use rustix::process::{Resource, Rlimit, setrlimit};

use super::{TextFault, TextKind, read_here};

/// What a process that reads a file may use, in bytes and in seconds of a processor.
const MEMORY: u64 = 400 * 1024 * 1024;
const SECONDS: u64 = 10;
/// Four bytes to a character at most.
const MOST_ANSWER: u64 = 4 * super::MOST_CHARACTERS as u64;

static PROGRAM: OnceLock<PathBuf> = OnceLock::new();

/// From now on files are read by this program, started as `PROGRAM text-of KIND`.
pub fn read_apart_with(program: PathBuf) {
    let _ = PROGRAM.set(program);
}

/// Takes from this process the memory and time that reading one file does not need.
///
/// # Errors
/// When the system refuses.
pub fn limit_this_process() -> io::Result<()> {
    let most = |bound| Rlimit { current: Some(bound), maximum: Some(bound) };
    setrlimit(Resource::As, most(MEMORY))?;
    setrlimit(Resource::Core, most(0))?;
    Ok(setrlimit(Resource::Cpu, most(SECONDS))?)
}

/// The text of a file.
///
/// # Errors
/// When it is damaged, takes too much to read, or holds no words.
pub fn text_of(kind: TextKind, bytes: &[u8]) -> Result<String, TextFault> {
    match PROGRAM.get() {
        Some(program) => read_in_child(program.clone(), kind, bytes).unwrap_or(Err(TextFault::Damaged)),
        None => read_here(kind, bytes),
    }
}

/// The text on success; exit code 1 says that there is none, whatever else that it broke down.
fn read_in_child(program: PathBuf, kind: TextKind, bytes: &[u8]) -> io::Result<Result<String, TextFault>> {
    let mut child = Command::new(program)
        .args(["text-of", kind.code()])
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    // It reads all before it answers, so neither waits for the other.
    let sent = child.stdin.take().map_or(Ok(()), |mut into| into.write_all(bytes));
    let mut text = String::new();
    let received = match child.stdout.take() {
        Some(from) => from.take(MOST_ANSWER).read_to_string(&mut text).map(drop),
        None => Ok(()),
    };
    let ended = child.wait()?;
    sent.and(received)?;
    Ok(match ended.code() {
        Some(0) => Ok(text),
        Some(1) => Err(TextFault::NoText),
        _ => Err(TextFault::Damaged),
    })
}
