//! `thidua demo`: the sample department, made at the first start and served on this machine alone.

use std::net::SocketAddr;
use std::path::PathBuf;

use anyhow::ensure;
use chrono::NaiveDate;
use clap::Args;

use super::serve::{Served, hosts, listen, serve};
use super::table::print_table;
use crate::clock::Clock;
use crate::data_folder::DataFolder;
use crate::db::Db;
use crate::domain::date::{format_date, parse_date};
use crate::domain::role::Role;
use crate::features::account;
use crate::features::settings::ops::InstallationKind;
use crate::sample;
use crate::web::entrance::Entrance;

/// Lập cơ quan mẫu trong thư mục còn trống rồi phục vụ trên máy này
#[derive(Args)]
pub struct Options {
    /// Địa chỉ và cổng để nghe, chỉ trên máy này (không ghi thì là 127.0.0.1:8080)
    #[arg(long, value_name = "ĐỊA_CHỈ:CỔNG", default_value = "127.0.0.1:8080")]
    addr: SocketAddr,
    /// Hôm nay của dữ liệu mẫu, từ 15/07/2014 trở đi (không ghi thì là 2014-07-15)
    #[arg(long, value_name = "NGÀY", default_value = "2014-07-15", value_parser = today)]
    today: NaiveDate,
    /// Thư mục dữ liệu (hoặc biến THIDUA_DATA; không ghi thì là ./data-demo)
    #[arg(long = "data", value_name = "THƯ_MỤC", env = "THIDUA_DATA", default_value = "data-demo")]
    root: PathBuf,
}

fn today(typed: &str) -> Result<NaiveDate, String> {
    let today = parse_date(typed).map_err(|wrong| wrong.to_string())?;
    if today < sample::EARLIEST_TODAY {
        return Err(format!("Nhập từ ngày {} trở đi.", format_date(sample::EARLIEST_TODAY)));
    }
    Ok(today)
}

pub fn run(options: Options) -> anyhow::Result<()> {
    ensure!(
        options.addr.ip().is_loopback(),
        "Dữ liệu mẫu có mật khẩu ai cũng biết nên chỉ phục vụ trên máy này. Dùng địa chỉ 127.0.0.1."
    );
    let folder = DataFolder::at(&options.root);
    let lock = folder.claim()?;
    let listener = listen(options.addr)?;
    if !folder.has_installation() {
        folder.make(Clock::machine(), |db| Ok(sample::build(db, options.today)?))?;
    }
    let opened = folder.open_held(&lock)?;
    ensure!(
        opened.kind != InstallationKind::Department,
        "Thư mục {} chứa dữ liệu thật của một cơ quan. Chọn thư mục khác bằng --data.",
        folder.root().display()
    );
    let addr = listener.local_addr()?;
    introduce(&opened.db, addr)?;
    let what = Served {
        db: opened.db,
        key: folder.key()?,
        attachments: folder.attachments(),
        ballot_keys: folder.ballot_keys(),
        folder: folder.clone(),
        backup_copy: None,
    };
    serve(what, Entrance::plain(hosts(addr, &[])), None, listener)
}

/// Where it is and who can log in.
fn introduce(db: &Db, addr: SocketAddr) -> anyhow::Result<()> {
    println!("Dữ liệu mẫu – hôm nay là {}", format_date(db.clock.today()));
    println!("Mở trong trình duyệt: http://{addr} (Ctrl+C để dừng)");
    println!("Mật khẩu của mọi tài khoản: {}\n", sample::PASSWORD);
    let accounts = db.read_now(account::ops::list)?;
    let rows = accounts.into_iter().map(|(account, roles)| {
        let roles = roles.iter().map(Role::word).collect::<Vec<_>>().join(", ");
        [account.username, account.full_name, roles]
    });
    print_table(["Tài khoản", "Họ và tên", "Vai trò"], rows);
    Ok(())
}
