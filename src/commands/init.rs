//! `thidua init`: an empty department, its own unit and the first account.

use anyhow::ensure;
use clap::Args;

use super::Data;
use crate::clock::Clock;
use crate::db::{Db, Tx};
use crate::domain::role::Role;
use crate::domain::subject::UnitKind;
use crate::domain::text;
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::features::settings::ops::InstallationKind;
use crate::features::{account, settings, units, years};
use crate::policy::Actor;

/// Lập một cơ quan mới trong thư mục dữ liệu còn trống
#[derive(Args)]
pub struct Options {
    /// Tên cơ quan, ví dụ "Sở Tài chính tỉnh Thái Nguyên"
    #[arg(long, value_name = "TÊN", value_parser = line)]
    agency: String,
    /// Cơ quan cấp trên, ghi ở đầu văn bản, ví dụ "UBND tỉnh Thái Nguyên"
    #[arg(long, value_name = "TÊN", value_parser = line)]
    parent: String,
    /// Địa danh ghi trước ngày ký văn bản
    #[arg(long, value_name = "ĐỊA_DANH", value_parser = line)]
    place: String,
    /// Mã và ký hiệu của cơ quan (không ghi thì lấy chữ đầu của tên)
    #[arg(long, value_name = "MÃ", value_parser = line)]
    code: Option<String>,
    #[command(flatten)]
    data: Data,
}

fn line(typed: &str) -> Result<String, String> {
    let clean = text::clean_line(typed).map_err(|hidden| hidden.to_string())?;
    if clean.is_empty() { Err("Không để trống.".to_owned()) } else { Ok(clean) }
}

pub fn run(options: Options) -> anyhow::Result<()> {
    let code = options.code.clone().unwrap_or_else(|| text::initials(&options.agency));
    ensure!(!code.is_empty(), "Không lấy được mã từ tên cơ quan. Ghi mã bằng --code, ví dụ --code STC.");
    let folder = options.data.folder();
    let _lock = folder.claim()?;
    let one_time = account::ops::OneTime::new()?;
    let found = |tx: &mut Tx| found(tx, &options, code, &one_time);
    folder.make(Clock::machine(), |db: &mut Db| Ok(db.write_now(&Actor::machine(), found)?))?;
    println!("Đã lập “{}” trong thư mục {}.", options.agency, folder.root().display());
    println!("Tài khoản quản trị: quantri");
    println!("Mật khẩu dùng một lần, chỉ hiện ở đây, dùng được trong 72 giờ: {}", one_time.plain);
    println!("Bước tiếp theo: thidua serve --data {}", folder.root().display());
    Ok(())
}

/// Agency, its year and its first account with this password, in one transaction.
fn found(tx: &mut Tx, options: &Options, code: String, one_time: &account::ops::OneTime) -> AppResult<()> {
    settings::ops::install(tx, InstallationKind::Department, Clock::machine())?;
    let unit = units::ops::NewUnit {
        code: code.clone(),
        name: options.agency.clone(),
        kind: UnitKind::Agency,
        parent: None,
        sort_order: 0,
        founded_on: None,
    };
    let unit = units::ops::add(tx, &unit)?;
    settings::ops::create_agency(tx, unit, &options.parent, &options.place, &code)?;
    years::ops::open(tx, Year::of(tx.today))?;
    let it_admin = account::ops::NewUser {
        username: "quantri".into(),
        full_name: "Quản trị công nghệ thông tin".into(),
        person: None,
        roles: [Role::ItAdmin].into_iter().collect(),
    };
    account::ops::create(tx, &it_admin, one_time).map(|_| ())
}
