//! `thidua export`: a whole table into a file that `thidua import` reads back unchanged.

use std::path::PathBuf;

use anyhow::{Context, bail};
use clap::Args;

use super::{Data, import};
use crate::domain::event::Event;
use crate::features::imports::ops;
use crate::policy::Actor;
use crate::records::Table;
use crate::sheets::{write_csv, write_xlsx};

/// Xuất một bảng ra tệp CSV hoặc XLSX, theo đuôi của tên tệp
#[derive(Args)]
pub struct Options {
    /// Tên bảng: units, people, memberships, grades, disciplines, leaves, awards, initiatives, registrations,
    /// revenue_estimates, revenue_actuals
    #[arg(value_name = "BẢNG", value_parser = import::table)]
    kind: &'static Table,
    /// Tệp sẽ ghi, đuôi .csv hoặc .xlsx
    #[arg(value_name = "TỆP")]
    file: PathBuf,
    #[command(flatten)]
    data: Data,
}

pub fn run(options: &Options) -> anyhow::Result<()> {
    let table = options.kind;
    let ending = options.file.extension().unwrap_or_default().to_ascii_lowercase();
    let write: fn(&_, &[_]) -> anyhow::Result<Vec<u8>> = match ending.to_str() {
        Some("csv") => |format, rows| Ok(write_csv(format, rows)),
        Some("xlsx") => |format, rows| Ok(write_xlsx(format, rows)?),
        _ => bail!("Đặt tên tệp có đuôi .csv hoặc .xlsx."),
    };
    let db = options.data.folder().open()?.db;
    let rows = db.read_now(|conn| ops::all(conn, table))?;
    let bytes = write(table.format, &rows)?;
    db.write_now(&Actor::machine(), |tx| tx.audit(Event::list_exported(table.title, rows.len())))?;
    std::fs::write(&options.file, bytes).with_context(|| format!("Không ghi được {}", options.file.display()))?;
    println!("Đã xuất {}: {} dòng.", table.title, rows.len());
    Ok(())
}
