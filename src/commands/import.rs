//! `thidua import`: a whole table from a file, with the readers of the web page.

use std::path::PathBuf;

use anyhow::Context;
use clap::Args;

use super::Data;
use crate::features::imports::ops;
use crate::policy::Actor;
use crate::records::Table;

/// Nhập một bảng từ tệp CSV hoặc XLSX; có ô sai thì không lưu dòng nào
#[derive(Args)]
pub struct Options {
    /// Tên bảng: units, people, memberships, grades, disciplines, leaves, awards, initiatives, registrations,
    /// revenue_estimates, revenue_actuals
    #[arg(value_name = "BẢNG", value_parser = table)]
    kind: &'static Table,
    /// Tệp .csv (UTF-8) hoặc .xlsx
    #[arg(value_name = "TỆP")]
    file: PathBuf,
    /// Chỉ kiểm tra, không lưu
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    data: Data,
}

/// The table of a KIND typed on the command line.
pub(super) fn table(kind: &str) -> Result<&'static Table, String> {
    ops::table(kind).ok_or_else(|| {
        let kinds: Vec<_> = ops::kinds().collect();
        format!("Các bảng: {}.", kinds.join(", "))
    })
}

pub fn run(options: &Options) -> anyhow::Result<()> {
    let bytes = std::fs::read(&options.file).with_context(|| format!("Không đọc được {}", options.file.display()))?;
    let name = options.file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let db = options.data.folder().open()?.db;
    let table = options.kind;
    if options.dry_run {
        let counts = db.read_now(|conn| ops::dry_run(conn, db.clock.today(), table, &bytes, &name))?;
        println!("Tệp không có lỗi. Khi nhập sẽ {counts}.");
    } else {
        let counts = db.write_now(&Actor::machine(), |tx| ops::store_file(tx, table, &bytes, &name))?;
        println!("Đã nhập {}: {counts}.", table.title);
    }
    Ok(())
}
