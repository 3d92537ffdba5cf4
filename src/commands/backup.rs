//! `thidua backup`: one checked file, made while the department goes on working.

use std::path::PathBuf;

use clap::Args;

use super::Data;

/// Sao lưu toàn bộ dữ liệu vào một tệp, kiểm tra xong mới tính
#[derive(Args)]
pub struct Options {
    /// Tệp sao lưu (không ghi thì là backups/thidua-NGÀY-GIỜ.zip trong thư mục dữ liệu)
    #[arg(value_name = "TỆP")]
    file: Option<PathBuf>,
    #[command(flatten)]
    data: Data,
}

pub fn run(options: Options) -> anyhow::Result<()> {
    let file = options.data.folder().back_up(options.file)?;
    println!("Đã sao lưu vào {}", file.display());
    Ok(())
}
