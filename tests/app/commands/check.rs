//! `thidua check`: each of its lines turns red for its own reason.

use std::os::unix::fs::PermissionsExt;

use diesel::connection::SimpleConnection;
use diesel::{Connection, SqliteConnection};
use thidua::data_folder::served_as::ServedAs;

use super::*;

impl Machine {
    fn check(&self) -> Ran {
        self.run(&["check"])
    }

    /// Behind the program's back.
    fn execute(&self, statement: &str) {
        let file = self.folder().database();
        SqliteConnection::establish(file.to_str().unwrap()).unwrap().batch_execute(statement).unwrap();
    }

    fn chmod(&self, name: &str, mode: u32) {
        std::fs::set_permissions(self.root.join(name), std::fs::Permissions::from_mode(mode)).unwrap();
    }
}

impl Ran {
    #[track_caller]
    fn is_red(&self, what: &str, because: &str) {
        assert_eq!(self.code, 1, "{}", self.out);
        let line = self.out.lines().find(|line| line.starts_with(what)).expect(&self.out);
        assert!(line.contains("Phải sửa") && line.contains(because), "{line}");
        assert!(self.err.contains("mục phải sửa"), "{}", self.err);
    }
}

#[test]
fn a_fresh_department_has_nothing_to_be_mended() {
    let machine = Machine::with_department();
    let ran = machine.check().succeeded();
    for what in [
        "Thư mục dữ liệu",
        "Khóa ký cookie",
        "HTTPS",
        "Chỗ trống trên đĩa",
        "Cơ sở dữ liệu",
        "Cách ghi đĩa",
        "Nhật ký",
        "Sao lưu",
        "Đồng hồ",
        "Mật khẩu dùng một lần",
        "Tài khoản thử",
    ] {
        assert!(ran.out.lines().any(|line| line.starts_with(what)), "no {what} in\n{}", ran.out);
    }
    Machine::new().run(&["check"]).was_refused("chưa có dữ liệu");
}

#[test]
fn folder_key_and_certificate_are_looked_at() {
    let machine = Machine::with_department();
    machine.chmod("", 0o755);
    machine.check().is_red("Thư mục dữ liệu", "chmod 700");
    machine.chmod("", 0o700);
    machine.chmod("secret.key", 0o644);
    machine.check().is_red("Khóa ký cookie", "chmod 600");
    machine.chmod("secret.key", 0o600);
    let folder = machine.folder();
    folder.note_served(&ServedAs { is_open_http: true, ..ServedAs::default() }).unwrap();
    machine.check().is_red("HTTPS", "--allow-http");
    let (certificate, key) = https::certificate(&machine);
    let with = |certificate: &str| ServedAs {
        certificate: Some(certificate.into()),
        key: Some(key.clone().into()),
        ..ServedAs::default()
    };
    folder.note_served(&with(&certificate)).unwrap();
    machine.check().is_red("Chứng thư HTTPS", "là hết hạn");
    folder.note_served(&with("/khong/co.pem")).unwrap();
    machine.check().is_red("Chứng thư HTTPS", "Không đọc được");
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o644)).unwrap();
    machine.check().is_red("Khóa của chứng thư", "chmod 600");
}

#[test]
fn how_it_was_served_is_kept_for_the_check() {
    let machine = Machine::with_department();
    let _server = Server::start(&machine);
    assert_eq!(machine.folder().served_as(), Some(ServedAs::default()));
    assert!(machine.check().succeeded().out.contains("chỉ phục vụ trên chính máy này"));
}

#[test]
fn history_clock_backups_and_trial_accounts_are_looked_at() {
    let machine = Machine::with_department();
    machine.execute("DROP TRIGGER audit_entries_are_never_changed; UPDATE audit_entries SET note = 'x' WHERE id = 2;");
    machine.check().is_red("Nhật ký", "Dòng 2 không khớp");

    let machine = Machine::with_department();
    machine.execute(
        "DROP TRIGGER audit_entries_are_never_changed; UPDATE audit_entries SET at = datetime('now', '-3 days');",
    );
    machine.check().is_red("Sao lưu", "Chưa sao lưu lần nào");
    machine.backup();
    assert!(machine.check().out.contains("Bản gần nhất lúc"));
    machine.execute("UPDATE audit_entries SET at = datetime('now', '-3 days') WHERE event = 'backed_up';");
    machine.check().is_red("Sao lưu", "quá 48 giờ");
    // A backup from a time when the clock was ahead is none; beside a real one it is told of.
    machine.execute("UPDATE audit_entries SET at = datetime('now', '+3 days') WHERE event = 'backed_up';");
    machine.check().is_red("Sao lưu", "sau bây giờ, nên không tính");
    std::fs::remove_file(machine.root.with_file_name("backup.zip")).unwrap();
    machine.backup();
    let ran = machine.check();
    let line = ran.out.lines().find(|line| line.starts_with("Sao lưu")).unwrap();
    assert!(line.contains("Cần xem") && line.contains("khi đồng hồ chạy sai"), "{line}");

    let machine = Machine::with_department();
    machine.execute(
        "DROP TRIGGER audit_entries_are_never_changed; UPDATE audit_entries SET at = datetime('now', '+1 day');",
    );
    machine.check().is_red("Đồng hồ", "Chỉnh giờ");

    let machine = Machine::with_department();
    machine.account("test1");
    assert!(machine.check().succeeded().out.contains("Trông như tài khoản thử: test1"));
    machine.account("canbo");
    let known = thidua::features::account::password::hash(thidua::sample::PASSWORD).unwrap();
    machine.execute(&format!("UPDATE accounts SET password_hash = '{known}' WHERE username = 'canbo';"));
    machine.check().is_red("Tài khoản thử", "canbo");
}

#[test]
fn a_damaged_database_is_found() {
    let machine = Machine::with_department();
    machine.execute("PRAGMA foreign_keys = OFF; INSERT INTO old_passwords VALUES (1, 999, 'x');");
    machine.check().is_red("Cơ sở dữ liệu", "trỏ tới dòng không có");
}
