//! `thidua user`: accounts kept at the machine, so that the first installation can begin.

use anyhow::Context;
use clap::{Args, Subcommand};

use super::Data;
use super::table::print_table;
use crate::db::Tx;
use crate::domain::ids::AccountId;
use crate::domain::role::Role;
use crate::domain::text;
use crate::error::{AppResult, FieldErrors};
use crate::features::account::form;
use crate::features::account::ops::{self, NewUser, OneTime};
use crate::features::people;
use crate::policy::Actor;

/// Tạo, cấp lại mật khẩu, khóa và liệt kê tài khoản
#[derive(Subcommand)]
pub enum Command {
    /// Tạo tài khoản và in mật khẩu dùng một lần
    Create(NewAccount),
    /// Cấp mật khẩu dùng một lần
    Reset(Named),
    /// Khóa tài khoản; mọi phiên của tài khoản kết thúc ngay
    Lock(Named),
    /// Liệt kê các tài khoản
    List(Listed),
}

#[derive(Args)]
pub struct NewAccount {
    /// Tên đăng nhập: 3 đến 40 chữ thường không dấu, chữ số, dấu chấm
    #[arg(long, value_name = "TÊN", value_parser = username)]
    username: String,
    /// Họ và tên
    #[arg(long, value_name = "HỌ_TÊN", value_parser = full_name)]
    full_name: String,
    /// Các vai trò, cách nhau bằng dấu phẩy: staff, unit_head, secretariat, council_member, leader, accountant,
    /// it_admin, auditor
    #[arg(long, value_name = "VAI_TRÒ", value_delimiter = ',', required = true, value_parser = role)]
    roles: Vec<Role>,
    /// Mã cán bộ dùng tài khoản này
    #[arg(long, value_name = "MÃ")]
    person: Option<String>,
    #[command(flatten)]
    data: Data,
}

#[derive(Args)]
pub struct Named {
    /// Tên đăng nhập
    #[arg(value_name = "TÊN")]
    username: String,
    #[command(flatten)]
    data: Data,
}

#[derive(Args)]
pub struct Listed {
    #[command(flatten)]
    data: Data,
}

fn username(typed: &str) -> Result<String, String> {
    form::parse_username(typed).ok_or_else(|| form::USERNAME_RULE.to_owned())
}

fn full_name(typed: &str) -> Result<String, String> {
    match text::clean_line(typed) {
        Ok(name) if name.is_empty() => Err("Không để trống.".to_owned()),
        cleaned => cleaned.map_err(|hidden| hidden.to_string()),
    }
}

fn role(typed: &str) -> Result<Role, String> {
    Role::from_code(typed.trim()).ok_or_else(|| {
        let codes: Vec<_> = Role::ALL.iter().map(|role| role.code()).collect();
        format!("Các vai trò: {}.", codes.join(", "))
    })
}

pub fn run(command: Command) -> anyhow::Result<()> {
    match command {
        Command::Create(new) => create(new),
        Command::Reset(named) => {
            let one_time = OneTime::new()?;
            on_account(&named, |tx, id| ops::reset(tx, id, &one_time))?;
            print_one_time(&named.username, &one_time.plain);
            Ok(())
        }
        Command::Lock(named) => {
            on_account(&named, |tx, id| ops::set_locked(tx, id, true))?;
            println!("Đã khóa tài khoản {}.", named.username);
            Ok(())
        }
        Command::List(listed) => list(&listed),
    }
}

fn create(new: NewAccount) -> anyhow::Result<()> {
    let db = new.data.folder().open()?.db;
    let one_time = OneTime::new()?;
    db.write_now(&Actor::machine(), |tx| {
        let person = match &new.person {
            Some(code) => Some(
                people::ops::by_code(tx.conn, code)?
                    .ok_or_else(|| FieldErrors::one("person", format!("Không có cán bộ mang mã {code}.")))?,
            ),
            None => None,
        };
        let roles = new.roles.iter().copied().collect();
        let user = NewUser { username: new.username.clone(), full_name: new.full_name.clone(), person, roles };
        ops::create(tx, &user, &one_time)
    })?;
    print_one_time(&new.username, &one_time.plain);
    Ok(())
}

fn print_one_time(username: &str, one_time: &str) {
    println!("Tài khoản: {username}");
    println!("Mật khẩu dùng một lần, chỉ hiện ở đây, dùng được trong 72 giờ: {one_time}");
}

fn on_account<T>(named: &Named, change: impl FnOnce(&mut Tx, AccountId) -> AppResult<T>) -> anyhow::Result<T> {
    let db = named.data.folder().open()?.db;
    let id = db
        .read_now(|conn| ops::by_username(conn, &named.username))?
        .with_context(|| format!("Không có tài khoản {}.", named.username))?;
    Ok(db.write_now(&Actor::machine(), |tx| change(tx, id))?)
}

fn list(listed: &Listed) -> anyhow::Result<()> {
    let db = listed.data.folder().open()?.db;
    let accounts = db.read_now(ops::list)?;
    let rows = accounts.into_iter().map(|(account, roles)| {
        let state = account.state().to_string();
        [account.username, account.full_name, roles.to_string(), state]
    });
    print_table(["Tên đăng nhập", "Họ và tên", "Vai trò", "Tình trạng"], rows);
    Ok(())
}
