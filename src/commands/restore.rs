//! `thidua restore`: puts a backup in the place of what the folder holds.

use std::path::PathBuf;

use clap::Args;

use super::Data;

/// Khôi phục dữ liệu từ tệp sao lưu; dữ liệu đang có được giữ lại bên cạnh
#[derive(Args)]
pub struct Options {
    /// Tệp sao lưu
    #[arg(value_name = "TỆP")]
    file: PathBuf,
    #[command(flatten)]
    data: Data,
}

pub fn run(options: Options) -> anyhow::Result<()> {
    let folder = options.data.folder();
    let _lock = folder.claim()?;
    let kept = folder.restore(&options.file)?;
    println!("Đã khôi phục từ {}. Mọi người cần đăng nhập lại.", options.file.display());
    println!("Dữ liệu trước đó được giữ ở {}", kept.display());
    Ok(())
}
