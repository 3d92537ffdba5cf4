//! `thidua check`: whether a folder is fit to be served, line by line.

use anyhow::ensure;
use clap::Args;

use super::Data;
use super::table::print_table;
use crate::inspection::{self, Finding, Light};

/// Kiểm tra cài đặt: thư mục, HTTPS, khóa, dữ liệu, nhật ký, sao lưu, đĩa, đồng hồ, tài khoản thử
#[derive(Args)]
pub struct Options {
    #[command(flatten)]
    data: Data,
}

pub fn run(options: &Options) -> anyhow::Result<()> {
    let found = inspection::all(&options.data.folder())?;
    let line = |it: &Finding| [it.what.to_owned(), it.light.word().to_owned(), it.words.clone()];
    print_table(["Mục", "Kết quả", "Chi tiết"], found.iter().map(line));
    let red = found.iter().filter(|it| it.light == Light::Red).count();
    ensure!(red == 0, "Có {red} mục phải sửa.");
    Ok(())
}
