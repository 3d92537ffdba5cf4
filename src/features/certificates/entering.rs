//! Several certificates at once into the golden book, each with the blank on which it is printed.

use std::collections::HashSet;

use chrono::NaiveDate;

use super::lines::{self, Line};
use super::store;
use crate::db::Tx;
use crate::domain::certificate::next_serial;
use crate::domain::date::format_date;
use crate::domain::decision;
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::*;
use crate::domain::law::AwardCode;
use crate::domain::year::Year;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::features::decisions::ops as decisions;
use crate::policy::{self, Act};

/// What is entered of a decision: certificates of one award, which come out of one pile.
#[derive(Debug, Clone)]
pub struct Entry {
    pub decision: DecisionId,
    pub award: AwardCode,
    pub printed_on: NaiveDate,
    /// Of the blank on top of the pile.
    pub first_serial: String,
    /// Who, and the serial where one was typed; empty for the one that follows.
    pub lines: Vec<(AwardId, String)>,
}

/// Gives each the next number of the book of the year of the decision. Answers how many.
///
/// # Errors
/// `Fields` at the day, at a serial or at `lines`; then nothing is entered. `Illegal` for a decision that grants nothing.
pub fn enter(tx: &mut Tx, new: &Entry) -> AppResult<usize> {
    policy::must(tx.actor, Act::KeepCertificates)?;
    let found = decisions::find(tx.conn, new.decision)?;
    let decided_on = match found.decided_on {
        Some(day) if found.own && matches!(found.state, decision::State::Issued | decision::State::Corrected) => day,
        _ => return Err(AppError::Illegal),
    };
    let ids: Vec<AwardId> = new.lines.iter().map(|(id, _)| *id).collect();
    let lines = lines::of_awards(tx.conn, &ids)?;
    let mut errors = FieldErrors::default();
    check_day(tx.today, "printed_on", "Ngày in", new.printed_on, decided_on, &mut errors);
    check_lines(new, &lines, &mut errors);
    let serials = serials(new, &lines, &mut errors);
    check_free(tx, new, &lines, &serials, &mut errors)?;
    if !errors.is_empty() {
        return Err(errors.into());
    }
    let year = Year::of(decided_on);
    let first = store::next_number(tx.conn, year)?;
    for (number, (line, serial)) in (first..).zip(lines.iter().zip(&serials)) {
        let id = store::insert(tx.conn, line, year, number)?;
        store::insert_blank(tx.conn, id, line.award, serial, new.printed_on)?;
        let words = format!("{}: số sổ vàng {number}/{year}, phôi {serial}", line.name);
        tx.audit(Event::new(EventKind::CertificateEntered, Object::Certificate(id)).because(words))?;
    }
    Ok(lines.len())
}

/// Neither ahead nor before the decision.
pub fn check_day(
    today: NaiveDate,
    field: &str,
    what: &str,
    day: NaiveDate,
    decided_on: NaiveDate,
    errors: &mut FieldErrors,
) {
    if day > today {
        errors.add(field, format!("{what} không được sau hôm nay."));
    } else if day < decided_on {
        let decided_on = format_date(decided_on);
        errors.add(field, format!("{what} trước ngày của quyết định ({decided_on}). Kiểm tra lại ngày."));
    }
}

fn check_lines(new: &Entry, lines: &[Line], errors: &mut FieldErrors) {
    if lines.is_empty() || lines.len() != new.lines.len() {
        errors.add("lines", "Chưa chọn dòng nào của quyết định này. Đánh dấu ít nhất một dòng.");
    }
    for line in lines {
        let why = if line.decision != new.decision || line.award != new.award {
            "không có trong danh sách này"
        } else if line.is_revoked() {
            "đã bị thu hồi khen thưởng"
        } else if line.certificate.is_some() {
            "đã vào sổ"
        } else {
            continue;
        };
        errors.add("lines", format!("{}: {why}. Bỏ dấu ở dòng này.", line.name));
    }
}

/// As typed, else counted on from the one before.
fn serials(new: &Entry, lines: &[Line], errors: &mut FieldErrors) -> Vec<String> {
    let mut serials: Vec<String> = Vec::with_capacity(lines.len());
    let mut seen: HashSet<String> = HashSet::new();
    for line in lines {
        let typed = new.lines.iter().find(|(id, _)| *id == line.id).map_or("", |(_, serial)| serial);
        let counted = match serials.last() {
            _ if !typed.is_empty() => Some(typed.to_owned()),
            None => Some(new.first_serial.clone()).filter(|it| !it.is_empty()),
            Some(last) => next_serial(last),
        };
        let serial = counted.unwrap_or_default();
        if serial.is_empty() && serials.is_empty() {
            errors.add("first_serial", "Nhập số phôi của tờ đầu tiên, in sẵn trên phôi, ví dụ 000123.");
            return serials;
        }
        let field = serial_field(line.id);
        if serial.is_empty() {
            errors.add(field, format!("Nhập số phôi của {}: số trước không có chữ số ở cuối để đếm tiếp.", line.name));
        } else if !seen.insert(serial.clone()) {
            errors.add(field, format!("Số phôi {serial} đã dùng cho dòng trên. Nhập số khác."));
        }
        serials.push(serial);
    }
    serials
}

/// The field of a line's serial.
pub fn serial_field(award: AwardId) -> String {
    format!("serial_{award}")
}

fn check_free(tx: &mut Tx, new: &Entry, lines: &[Line], serials: &[String], errors: &mut FieldErrors) -> AppResult<()> {
    let asked: Vec<&str> = serials.iter().map(String::as_str).collect();
    let taken = store::taken(tx.conn, new.award, &asked)?;
    for (nth, (line, serial)) in lines.iter().zip(serials).enumerate() {
        let Some(holder) = taken.get(serial) else { continue };
        let is_first = nth == 0 && *serial == new.first_serial;
        let field = if is_first { "first_serial".to_owned() } else { serial_field(line.id) };
        errors.add(field, already_used(serial, *holder));
    }
    Ok(())
}

pub fn already_used(serial: &str, (year, number): (Year, i64)) -> String {
    format!("Phôi {serial} đã dùng cho bằng số {number}/{year} trong sổ vàng. Kiểm tra lại số in trên phôi.")
}

/// Whether a certificate of the line can be entered.
pub fn can_enter(line: &Line) -> bool {
    line.certificate.is_none() && !line.is_revoked()
}
