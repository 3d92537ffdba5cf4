//! The program itself, started at a machine of its own.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use diesel::prelude::*;
use thidua::data_folder::DataFolder;
use thidua::schema::{accounts, audit_entries};

use super::*;

/// A data folder and the program run on it.
pub struct Machine {
    pub root: PathBuf,
}

/// How a run ended.
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Machine {
    pub fn new() -> Self {
        Self::at(fresh_folder().join("data"))
    }

    pub const fn at(root: PathBuf) -> Self {
        Self { root }
    }

    /// A machine on which a department was founded.
    pub fn with_department() -> Self {
        let machine = Self::new();
        machine.init().succeeded();
        machine
    }

    pub fn init(&self) -> Ran {
        self.run(&[
            "init",
            "--agency",
            "Sở Tài chính tỉnh Thái Nguyên",
            "--parent",
            "UBND tỉnh",
            "--place",
            "Thái Nguyên",
        ])
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_thidua"));
        command.args(args).arg("--data").arg(&self.root).env_remove("THIDUA_DATA");
        command
    }

    pub fn run(&self, args: &[&str]) -> Ran {
        let output = self.command(args).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Ran { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
    }

    pub fn folder(&self) -> DataFolder {
        DataFolder::at(&self.root)
    }

    /// A browser on what the folder holds.
    pub fn browser(&self) -> Client {
        let folder = self.folder();
        let db = folder.open().unwrap().db;
        Client::new(db, folder.key().unwrap(), folder.attachments(), folder.ballot_keys())
    }

    pub fn account(&self, username: &str) {
        let args = ["user", "create", "--username", username, "--full-name", "Nguyễn Thị Lan", "--roles", "staff"];
        self.run(&args).succeeded();
    }

    pub fn usernames(&self) -> Vec<String> {
        let db = self.folder().open().unwrap().db;
        let rows = accounts::table.order(accounts::username).select(accounts::username);
        db.read_now(|conn| Ok(rows.load(conn)?)).unwrap()
    }

    /// Where a backup of what is there now lies.
    pub fn backup(&self) -> String {
        let file = self.root.with_file_name("backup.zip").to_str().unwrap().to_owned();
        self.run(&["backup", &file]).succeeded();
        file
    }

    pub fn audited(&self) -> Vec<(String, String)> {
        let db = self.folder().open().unwrap().db;
        let rows = audit_entries::table.order(audit_entries::id).select((audit_entries::event, audit_entries::role));
        db.read_now(|conn| Ok(rows.load(conn)?)).unwrap()
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(self.root.parent().unwrap());
    }
}

impl Ran {
    #[track_caller]
    pub fn succeeded(self) -> Self {
        assert_eq!(self.code, 0, "{}", self.err);
        self
    }

    #[track_caller]
    pub fn was_refused(self, because: &str) {
        assert_eq!(self.code, 1, "{}", self.out);
        assert!(self.err.contains(because), "no “{because}” in\n{}", self.err);
        assert_eq!(self.out, "");
    }

    /// The password that was shown once.
    pub fn password(&self) -> &str {
        self.out.lines().find_map(|line| line.strip_prefix("Mật khẩu")?.rsplit(' ').next()).unwrap()
    }
}

/// A running server, stopped when dropped.
pub struct Server {
    child: Child,
    pub address: String,
    /// Kept open: a program whose words nobody takes would stop.
    _told: BufReader<Box<dyn Read>>,
}

impl Server {
    pub fn start(machine: &Machine) -> Self {
        Self::serving(machine, &[])
    }

    /// With further options.
    pub fn serving(machine: &Machine, options: &[&str]) -> Self {
        let args = [&["serve", "--addr", "127.0.0.1:0"], options].concat();
        let mut child = machine.command(&args).stderr(Stdio::piped()).spawn().unwrap();
        let told = child.stderr.take().unwrap();
        Self::told(child, Box::new(told))
    }

    pub fn demo(machine: &Machine) -> Self {
        let mut child = machine.command(&["demo", "--addr", "127.0.0.1:0"]).stdout(Stdio::piped()).spawn().unwrap();
        let told = child.stdout.take().unwrap();
        Self::told(child, Box::new(told))
    }

    /// A server whose address stands in what it tells.
    fn told(child: Child, told: Box<dyn Read>) -> Self {
        let mut told = BufReader::new(told);
        let mut line = String::new();
        while !line.contains("://") {
            line.clear();
            assert_ne!(told.read_line(&mut line).unwrap(), 0, "ended without telling its address");
        }
        let address = line.split("://").nth(1).unwrap().split_whitespace().next().unwrap().to_owned();
        Self { child, address, _told: told }
    }

    pub fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    /// Asks the process to stop, as a service manager does, and answers its exit code.
    pub fn stop(mut self, signal: &str) -> Option<i32> {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-s", signal, &id]).status().unwrap().success());
        self.child.wait().unwrap().code()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}
