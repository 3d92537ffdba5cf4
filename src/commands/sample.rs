//! `thidua sample`: a made-up department or province for load tests.

use std::path::PathBuf;

use clap::Args;
use clap::value_parser;

use crate::clock::Clock;
use crate::data_folder::DataFolder;
use crate::sample::large::{self, Size};

/// Lập dữ liệu giả để thử tải, trong thư mục còn trống; xem bằng thidua demo
#[derive(Args)]
pub struct Options {
    /// Số cán bộ
    #[arg(long, value_name = "SỐ", value_parser = value_parser!(u32).range(30..=200_000))]
    people: u32,
    /// Số năm, năm nay là năm cuối
    #[arg(long, value_name = "SỐ", value_parser = value_parser!(u32).range(1..=30))]
    years: u32,
    /// Cùng một số cho cùng một bộ dữ liệu
    #[arg(long, value_name = "SỐ", default_value_t = 1)]
    seed: u64,
    /// Thư mục dữ liệu (hoặc biến THIDUA_DATA)
    #[arg(long = "data", value_name = "THƯ_MỤC", env = "THIDUA_DATA")]
    root: PathBuf,
}

pub fn run(options: &Options) -> anyhow::Result<()> {
    let folder = DataFolder::at(&options.root);
    let _lock = folder.claim()?;
    let size = Size { people: options.people, years: options.years, seed: options.seed };
    folder.make(Clock::machine(), |db| Ok(large::build(db, size)?))?;
    println!("Đã lập dữ liệu giả gồm {} cán bộ trong {} năm.", size.people, size.years);
    println!("Bước tiếp theo: thidua demo --data {}", folder.root().display());
    Ok(())
}
