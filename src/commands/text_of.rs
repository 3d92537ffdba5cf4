//! `thidua text-of`: reads one file and gives its text back, for another process of this program (src/texts/apart.rs).

use std::io::{Read, Write, stdin, stdout};

use clap::Args;

use crate::texts::{self, TextFault, TextKind};

/// Đọc chữ của một tệp từ đầu vào chuẩn
#[derive(Args)]
pub struct Options {
    /// Dạng tệp: docx, pdf hoặc txt
    #[arg(value_name = "DẠNG", value_parser = kind)]
    kind: TextKind,
}

/// Exit code of a file that cannot be read; 1 is one without words.
const DAMAGED: i32 = 3;

fn kind(code: &str) -> Result<TextKind, String> {
    TextKind::from_code(code).ok_or_else(|| "Ghi docx, pdf hoặc txt.".to_owned())
}

pub fn run(options: &Options) -> anyhow::Result<()> {
    texts::limit_this_process()?;
    let mut bytes = Vec::new();
    stdin().lock().read_to_end(&mut bytes)?;
    match texts::read_here(options.kind, &bytes) {
        Ok(text) => Ok(stdout().lock().write_all(text.as_bytes())?),
        Err(TextFault::Damaged) => std::process::exit(DAMAGED),
        Err(fault @ TextFault::NoText) => Err(fault.into()),
    }
}
