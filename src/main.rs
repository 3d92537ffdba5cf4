//! Reads the command line and hands over to a command.

use std::process::ExitCode;

use clap::Parser;
use thidua::commands::{self, Command, usage};
use thidua::texts;

/// Thi đua, khen thưởng: đăng ký, sáng kiến, quyết định và tiến độ của một cơ quan trong năm.
#[derive(Parser)]
#[command(name = "thidua", version)]
struct Program {
    #[command(subcommand)]
    command: Command,
}

fn main() -> ExitCode {
    let program = match usage::read::<Program>(std::env::args_os()) {
        Ok(program) => program,
        Err(told) => return told,
    };
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_max_level(tracing::Level::WARN)
        .with_target(false)
        .init();
    if let Ok(program) = std::env::current_exe() {
        texts::read_apart_with(program);
    }
    match commands::run(program.command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(refused) => {
            eprintln!("{refused:#}");
            ExitCode::from(1)
        }
    }
}
