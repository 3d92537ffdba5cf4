//! Power cuts and full disks, on the program itself: what was acknowledged is there, once, and nothing is half written.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::Duration;

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use thidua::domain::event::EventKind;
use thidua::schema::{audit_entries, documents};

use crate::http::{self, token_of};
use crate::support::*;

const ROUNDS: u64 = 20;
const WRITERS: usize = 4;

/// Somebody who drafts numbered documents, one after the other, each form sent until it is answered.
struct Writer {
    client: http::Client,
    token: String,
    name: usize,
    next: usize,
    acknowledged: Vec<String>,
}

impl Writer {
    fn new(server: &Server, name: usize) -> Self {
        let (client, token) = Self::log_in(server);
        Self { client, token, name, next: 0, acknowledged: Vec::new() }
    }

    fn log_in(server: &Server) -> (http::Client, String) {
        let mut client = http::Client::logged_in(&server.address, "thuongtruc", "thidua-demo").unwrap();
        let token = token_of(&client.get("/documents/new?year=2014").unwrap()).unwrap();
        (client, token)
    }

    /// The document in hand; the status, or nothing when the server hung up.
    fn post(&mut self) -> Option<u16> {
        let title = format!("Văn bản {} của người soạn {}.", self.next, self.name);
        let number = format!("{}-{}", self.name, self.next);
        let fields = [
            ("_token", self.token.as_str()),
            ("_number", &number),
            ("year", "2014"),
            ("kind", "plan"),
            ("issued_on", "15/07/2014"),
            ("agency", "Sở Tài chính"),
            ("abstract_line", &title),
            ("readers", "everyone"),
        ];
        let status = self.client.post("/documents", &fields).ok()?.status;
        if status == 303 {
            self.acknowledged.push(title);
            self.next += 1;
        }
        Some(status)
    }

    /// Goes on until the server is gone.
    fn write(&mut self) {
        while let Some(status) = self.post() {
            assert_eq!(status, 303);
        }
    }
}

#[derive(QueryableByName)]
struct Said {
    #[diesel(sql_type = Text)]
    integrity_check: String,
}

#[derive(QueryableByName)]
struct Counted {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

/// How often each title of a writer stands in the database, which must be sound.
fn kept(machine: &Machine) -> BTreeMap<String, usize> {
    let db = machine.folder().open().unwrap().db;
    db.read_now(|conn| {
        let Said { integrity_check } = diesel::sql_query("PRAGMA integrity_check").get_result(conn)?;
        assert_eq!(integrity_check, "ok");
        let Counted { n } = diesel::sql_query("SELECT count(*) AS n FROM pragma_foreign_key_check").get_result(conn)?;
        assert_eq!(n, 0, "rows without what they refer to");
        let all: i64 = documents::table.count().get_result(conn)?;
        let drafted = audit_entries::table.filter(audit_entries::event.eq(EventKind::DocumentDrafted));
        assert_eq!(drafted.count().get_result::<i64>(conn)?, all, "a document without its entry, or the reverse");
        let titles: Vec<String> = documents::table.select(documents::abstract_line).load(conn)?;
        let mut kept = BTreeMap::new();
        for title in titles.into_iter().filter(|title| title.contains(" của người soạn ")) {
            *kept.entry(title).or_default() += 1;
        }
        Ok(kept)
    })
    .unwrap()
}

/// All that was acknowledged is there; besides it at most what each writer had in hand; nothing twice.
fn must_hold(kept: &BTreeMap<String, usize>, writers: &[Writer]) {
    for title in writers.iter().flat_map(|writer| &writer.acknowledged) {
        assert_eq!(kept.get(title), Some(&1), "{title}");
    }
    let acknowledged: usize = writers.iter().map(|writer| writer.acknowledged.len()).sum();
    assert!(kept.values().all(|times| *times == 1), "twice in {kept:?}");
    assert!(kept.len() <= acknowledged + writers.len(), "{} kept, {acknowledged} acknowledged", kept.len());
}

#[test]
fn what_was_acknowledged_outlasts_twenty_kills_under_load() {
    let machine = Machine::new();
    let mut server = Server::demo(&machine);
    let mut writers: Vec<Writer> = (0..WRITERS).map(|name| Writer::new(&server, name)).collect();
    for round in 0..ROUNDS {
        thread::scope(|scope| {
            for writer in &mut writers {
                scope.spawn(|| writer.write());
            }
            thread::sleep(Duration::from_millis(40 + round * 97 % 300));
            server.stop("KILL");
        });
        must_hold(&kept(&machine), &writers);
        server = Server::demo(&machine);
        for writer in &mut writers {
            (writer.client, writer.token) = Writer::log_in(&server);
            // The form whose answer the kill has cut off is sent again: it may have been carried out or not.
            assert_eq!(writer.post(), Some(303));
        }
    }
    server.stop("TERM");
    let kept = kept(&machine);
    must_hold(&kept, &writers);
    assert_eq!(kept.len(), writers.iter().map(|writer| writer.acknowledged.len()).sum::<usize>());
    assert!(kept.len() > ROUNDS as usize * WRITERS, "the writers wrote nothing besides what they sent again");
}

/// A volume of its own, small enough to be filled.
struct Volume(PathBuf);

impl Volume {
    /// None on a machine that lets nobody mount one.
    fn of(megabytes: u32) -> Option<Self> {
        let folder = fresh_folder();
        let size = format!("size={megabytes}m");
        as_root(&["mount", "-t", "tmpfs", "-o", &size, "thidua-test"], &folder).then(|| Self(folder))
    }
}

impl Drop for Volume {
    fn drop(&mut self) {
        as_root(&["umount", "--lazy"], &self.0);
    }
}

fn as_root(command: &[&str], folder: &Path) -> bool {
    let is_root = fs::metadata("/proc/self").is_ok_and(|it| std::os::unix::fs::MetadataExt::uid(&it) == 0);
    let words: Vec<&str> = if is_root { command.to_vec() } else { [&["sudo", "-n"], command].concat() };
    Command::new(words[0]).args(&words[1..]).arg(folder).status().is_ok_and(|status| status.success())
}

#[test]
fn a_full_disk_is_said_loses_nothing_and_is_forgotten_once_there_is_room() {
    let Some(volume) = Volume::of(64) else {
        eprintln!("not proved here: this machine lets nobody mount a small volume");
        return;
    };
    let machine = Machine::at(volume.0.join("data"));
    let server = Server::demo(&machine);
    let mut writer = Writer::new(&server, 0);
    for _ in 0..5 {
        assert_eq!(writer.post(), Some(303));
    }

    let ballast = volume.0.join("ballast");
    // Ends with an error when the volume is full.
    let _ = fs::write(&ballast, vec![1; 64 << 20]);
    let mut tries = 0;
    while writer.post() == Some(303) {
        tries += 1;
        assert!(tries < 1_000, "the volume is never full");
    }
    let answer = writer.client.post("/documents", &[("_token", &writer.token)]).unwrap();
    assert_eq!(answer.status, 422, "wrong input is still told");
    assert_eq!(writer.post(), Some(507));
    let page = writer.client.get("/documents?year=2014").unwrap();
    assert!(page.contains("Văn bản 4 của người soạn 0."), "reading goes on");
    assert!(server.get("/healthz").starts_with("HTTP/1.1 507"), "it says that it cannot write");

    fs::remove_file(&ballast).unwrap();
    assert_eq!(writer.post(), Some(303));
    assert!(server.get("/healthz").ends_with("ok"));
    server.stop("KILL");
    let kept = kept(&machine);
    must_hold(&kept, &[writer]);
}
