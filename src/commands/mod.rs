//! What can be typed at the machine: one file a command.

mod assess;
mod backup;
mod bonus;
mod check;
mod demo;
mod export;
mod import;
mod init;
mod restore;
mod sample;
mod serve;
mod similar;
mod table;
mod text_of;
mod tls;
pub mod usage;
mod user;

use std::path::PathBuf;

use clap::Args;

use crate::data_folder::DataFolder;

#[derive(clap::Subcommand)]
pub enum Command {
    Demo(demo::Options),
    Init(init::Options),
    Serve(serve::Options),
    #[command(subcommand)]
    User(user::Command),
    Backup(backup::Options),
    Restore(restore::Options),
    Check(check::Options),
    Import(import::Options),
    Export(export::Options),
    Sample(sample::Options),
    Assess(assess::Options),
    Bonus(bonus::Options),
    Similar(similar::Options),
    #[command(hide = true)]
    TextOf(text_of::Options),
}

/// Carries out a command.
///
/// # Errors
/// What the input or the state of the folder did not allow, in words for whoever typed it.
pub fn run(command: Command) -> anyhow::Result<()> {
    match command {
        Command::Demo(options) => demo::run(options),
        Command::Init(options) => init::run(options),
        Command::Serve(options) => serve::run(options),
        Command::User(command) => user::run(command),
        Command::Backup(options) => backup::run(options),
        Command::Restore(options) => restore::run(options),
        Command::Check(options) => check::run(&options),
        Command::Import(options) => import::run(&options),
        Command::Export(options) => export::run(&options),
        Command::Sample(options) => sample::run(&options),
        Command::Assess(options) => assess::run(&options),
        Command::Bonus(options) => bonus::run(&options),
        Command::Similar(options) => similar::run(&options),
        Command::TextOf(options) => text_of::run(&options),
    }
}

/// The option every command takes.
#[derive(Args)]
pub struct Data {
    /// Thư mục dữ liệu (hoặc biến THIDUA_DATA; không ghi thì là ./data)
    #[arg(long = "data", value_name = "THƯ_MỤC", env = "THIDUA_DATA", default_value = "data")]
    root: PathBuf,
}

impl Data {
    fn folder(&self) -> DataFolder {
        DataFolder::at(&self.root)
    }
}
