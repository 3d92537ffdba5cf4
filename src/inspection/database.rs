//! What the database says of itself: that it is whole, that its history holds together, when it was last backed up, which
//! accounts nobody should have forgotten.

use std::path::Path;

use chrono::{Duration, NaiveDateTime};
use diesel::dsl::max;
use diesel::prelude::*;

use super::Finding;
use crate::audit_chain;
use crate::clock::Clock;
use crate::db::{self, Connection};
use crate::domain::date;
use crate::domain::event::EventKind;
use crate::domain::number::format_whole;
use crate::error::AppResult;
use crate::features::account::password;
use crate::features::backup::{
    self,
    troubles::{self, Trouble},
};
use crate::features::settings::ops::{self as settings, InstallationKind};
use crate::sample;
use crate::schema::{accounts, audit_entries};

/// A backup older than this is no backup (RPO 24 h, and a day to notice).
const OLD: Duration = Duration::hours(48);
/// Clocks of two machines differ a little.
const AHEAD: Duration = Duration::minutes(5);
/// Names that are given when something is tried out.
const TRIED: [&str; 5] = ["test", "demo", "thu", "admin", "user"];

pub fn whole(conn: &mut Connection) -> Finding {
    const WHAT: &str = "Cơ sở dữ liệu";
    match backup::must_be_whole(conn) {
        Ok(()) => Finding::good(WHAT, "Nguyên vẹn (integrity_check, foreign_key_check)."),
        Err(broken) => Finding::red(WHAT, format!("{broken:#} Khôi phục từ bản sao lưu gần nhất.")),
    }
}

pub fn pragmas(file: &Path) -> Finding {
    const WHAT: &str = "Cách ghi đĩa";
    match db::wrong_pragmas(file) {
        Ok(wrong) if wrong.is_empty() => {
            Finding::good(WHAT, "WAL, synchronous FULL, foreign_keys, secure_delete đều bật.")
        }
        Ok(wrong) => Finding::red(WHAT, format!("Không đặt được: {}.", wrong.join(", "))),
        Err(error) => Finding::red(WHAT, format!("Không mở được để ghi: {error:#}")),
    }
}

pub fn all(conn: &mut Connection) -> AppResult<Vec<Finding>> {
    let (kind, clock) = settings::installation(conn)?.unwrap_or((InstallationKind::Department, Clock::machine()));
    let is_real = kind == InstallationKind::Department;
    let mut found = Vec::new();
    if !is_real {
        found.push(Finding::warn("Dữ liệu mẫu", "Mật khẩu ai cũng biết; không dùng cho một cơ quan thật."));
    }
    found.push(history(conn)?);
    found.push(backups(conn, clock, is_real)?);
    found.extend(troubles::all(conn)?.into_iter().map(trouble));
    found.push(moment(conn, clock)?);
    found.push(one_time_passwords(conn, clock)?);
    if is_real {
        found.push(trial_accounts(conn)?);
    }
    Ok(found)
}

fn history(conn: &mut Connection) -> AppResult<Finding> {
    const WHAT: &str = "Nhật ký";
    Ok(match audit_chain::verify(conn)? {
        Ok(head) => {
            let short = head.hash.get(..16).unwrap_or_default();
            Finding::good(WHAT, format!("{} dòng nối tiếp nhau, dòng cuối {short}.", format_whole(head.id)))
        }
        Err(broken) => Finding::red(
            WHAT,
            format!("Dòng {} không khớp dòng trước nó: có người đã sửa hoặc xóa nhật ký.", broken.id),
        ),
    })
}

fn backups(conn: &mut Connection, clock: Clock, is_real: bool) -> AppResult<Finding> {
    const WHAT: &str = "Sao lưu";
    let made = || audit_entries::table.filter(audit_entries::event.eq(EventKind::BackedUp));
    let now = clock.now().naive_utc();
    let last: Option<NaiveDateTime> =
        made().filter(audit_entries::at.le(now + AHEAD)).select(max(audit_entries::at)).first(conn)?;
    // What was made while the clock was ahead may be of any age.
    let ahead: Option<NaiveDateTime> =
        made().filter(audit_entries::at.gt(now + AHEAD)).select(max(audit_entries::at)).first(conn)?;
    let first: Option<NaiveDateTime> =
        audit_entries::table.order(audit_entries::id).select(audit_entries::at).first(conn).optional()?;
    let is_young = first.is_none_or(|at| now - at < OLD && at <= now + AHEAD);
    let words = |at: NaiveDateTime| date::format_date_time(at.and_utc());
    Ok(match (last, ahead) {
        (Some(at), None) if now - at < OLD => Finding::good(WHAT, format!("Bản gần nhất lúc {}.", words(at))),
        (Some(at), Some(ahead)) if now - at < OLD => Finding::warn(
            WHAT,
            format!("Bản gần nhất lúc {}; có bản ghi lúc {}, khi đồng hồ chạy sai.", words(at), words(ahead)),
        ),
        (_, Some(ahead)) if is_real => Finding::red(
            WHAT,
            format!("Có bản ghi lúc {}, sau bây giờ, nên không tính. Chỉnh giờ rồi chạy: thidua backup", words(ahead)),
        ),
        (Some(at), _) if is_real => {
            Finding::red(WHAT, format!("Bản gần nhất lúc {}, quá 48 giờ. Chạy: thidua backup", words(at)))
        }
        _ if !is_real || is_young => Finding::warn(WHAT, "Chưa sao lưu. Chạy: thidua backup"),
        _ => Finding::red(WHAT, "Chưa sao lưu lần nào. Chạy: thidua backup"),
    })
}

fn trouble(it: Trouble) -> Finding {
    let since = date::format_date_time(it.since.and_utc());
    Finding::red(it.step.word(), format!("Không thành công từ {since}: {}", it.why))
}

fn moment(conn: &mut Connection, clock: Clock) -> AppResult<Finding> {
    const WHAT: &str = "Đồng hồ";
    let last: Option<NaiveDateTime> = audit_entries::table.select(max(audit_entries::at)).first(conn)?;
    let now = clock.now().naive_utc();
    let shown = date::format_date_time(now.and_utc());
    Ok(match last {
        Some(at) if at > now + AHEAD => Finding::red(
            WHAT,
            format!(
                "Bây giờ là {shown}, nhưng nhật ký đã có dòng lúc {}. Chỉnh giờ.",
                date::format_date_time(at.and_utc())
            ),
        ),
        _ => Finding::good(WHAT, format!("{shown}, sau dòng cuối của nhật ký.")),
    })
}

fn one_time_passwords(conn: &mut Connection, clock: Clock) -> AppResult<Finding> {
    const WHAT: &str = "Mật khẩu dùng một lần";
    let over: i64 = accounts::table
        .filter(accounts::locked_at.is_null())
        .filter(accounts::must_change_password.eq(true))
        .filter(accounts::one_time_until.lt(clock.now().naive_utc()))
        .count()
        .get_result(conn)?;
    Ok(match over {
        0 => Finding::good(WHAT, "Không có tài khoản nào để quá hạn."),
        over => Finding::warn(WHAT, format!("{over} tài khoản chưa đổi và đã quá 72 giờ: cấp lại hoặc khóa.")),
    })
}

/// Accounts that were made to try something out, and those of the sample's names that still have its password.
fn trial_accounts(conn: &mut Connection) -> AppResult<Finding> {
    const WHAT: &str = "Tài khoản thử";
    let open: Vec<(String, String)> = accounts::table
        .filter(accounts::locked_at.is_null())
        .order(accounts::username)
        .select((accounts::username, accounts::password_hash))
        .load(conn)?;
    let of_sample = sample::usernames();
    // "test", "test2"; a name like "thuha" is somebody's.
    let is_tried = |name: &str| TRIED.contains(&name.trim_end_matches(|sign: char| sign.is_ascii_digit()));
    let is_known = |name: &str| of_sample.contains(&name) || is_tried(name);
    let suspects: Vec<&(String, String)> = open.iter().filter(|(name, _)| is_known(name)).collect();
    let weak: Vec<&str> = suspects
        .iter()
        .filter(|(_, hash)| password::is_right(sample::PASSWORD, Some(hash)))
        .map(|(name, _)| name.as_str())
        .collect();
    let tried: Vec<&str> = suspects.iter().map(|(name, _)| name.as_str()).filter(|name| is_tried(name)).collect();
    Ok(if !weak.is_empty() {
        Finding::red(WHAT, format!("Dùng mật khẩu của dữ liệu mẫu: {}. Khóa hoặc cấp lại mật khẩu.", weak.join(", ")))
    } else if !tried.is_empty() {
        Finding::warn(WHAT, format!("Trông như tài khoản thử: {}. Khóa nếu không ai dùng.", tried.join(", ")))
    } else {
        Finding::good(WHAT, "Không thấy.")
    })
}
