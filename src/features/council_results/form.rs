//! What is typed of a meeting: the minutes, then votes for each dossier in a row of its own.

use super::ops::{NewResult, Voted};
use crate::domain::ids::DossierId;
use crate::domain::year::Year;
use crate::error::FieldErrors;
use crate::features::dossiers::ops::Seen;
use crate::web::forms::{Check, TypedFields};

const MINUTES: usize = 60;
const MOST_MEMBERS: i64 = 200;

/// What the minutes say of a dossier whose award has no threshold that binds.
pub const PASSED: &str = "yes";
pub const NOT_PASSED: &str = "no";

pub fn parse(typed: &TypedFields) -> Result<NewResult, FieldErrors> {
    let mut check = Check::new();
    let held_on = check.date("held_on", typed.of("held_on"), "Ngày họp");
    let minutes_no = typed.of("minutes_no");
    let minutes_no = check.line("minutes_no", minutes_no, MINUTES, "Nhập số biên bản, ví dụ 05/BB-HĐ.");
    let members = check.whole("members", typed.of("members"), "Tổng số thành viên", 1..=MOST_MEMBERS);
    let present = check.whole("present", typed.of("present"), "Số thành viên có mặt", 1..=MOST_MEMBERS);
    if let (Some(members), Some(present)) = (members, present)
        && present > members
    {
        check.errors.add("present", format!("Số có mặt nhiều hơn tổng số thành viên ({members}). Kiểm tra lại."));
    }
    let year = check.choice("held_on", Year::parse(typed.of("year")), "Năm thi đua chưa đúng. Mở lại trang này.");
    let lines = votes(&mut check, typed, members.unwrap_or(MOST_MEMBERS));
    if lines.is_empty() && typed.rows("agree_").all(|(_, agree)| agree.trim().is_empty()) {
        let words = "Nhập số phiếu đồng ý của ít nhất một hồ sơ. Dòng để trống là chưa bỏ phiếu.";
        check.errors.add("lines", words);
    }
    check.finish(|| {
        Some(NewResult { year: year?, held_on: held_on?, minutes_no, members: members?, present: present?, lines })
    })
}

/// A row left empty has not been voted on.
fn votes(check: &mut Check, typed: &TypedFields, members: i64) -> Vec<Voted> {
    let mut lines = Vec::new();
    for (id, agree) in typed.rows("agree_").filter(|(_, agree)| !agree.trim().is_empty()) {
        let version = typed.of(&format!("version_{id}")).parse().unwrap_or_default();
        let said = match typed.of(&format!("passed_{id}")) {
            PASSED => Some(true),
            NOT_PASSED => Some(false),
            _ => None,
        };
        if let Some(agree) = check.whole(&format!("agree_{id}"), agree, "Số phiếu đồng ý", 0..=members) {
            lines.push(Voted { dossier: Seen { id: DossierId(id), version }, agree, said });
        }
    }
    lines
}
