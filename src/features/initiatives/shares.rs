//! Whose an initiative is: from the authors as typed to people with their shares.

use super::author_store;
use super::form::{author_field, percent_field};
use crate::db::Tx;
use crate::domain::date;
use crate::domain::ids::*;
use crate::domain::initiative::WHOLE;
use crate::error::{AppResult, FieldErrors};

/// An author as typed, by code or full name, in a row of the form; the share in percent.
#[derive(Debug, Clone)]
pub struct Share {
    pub row: usize,
    pub author: String,
    pub percent: i32,
    pub qualification: String,
}

/// An author of the staff, with the unit of today; the share in percent.
#[derive(Debug, Clone)]
pub struct Author {
    pub person: PersonId,
    pub unit: UnitId,
    pub percent: i32,
    pub qualification: String,
}

/// The people behind the names. What is wrong with them is added to `errors`, at their rows.
pub fn authors_of(tx: &mut Tx, shares: &[Share], errors: &mut FieldErrors) -> AppResult<Vec<Author>> {
    let mut authors: Vec<Author> = Vec::new();
    for share in shares {
        let found = author_store::staff_called(tx.conn, &share.author, tx.today)?;
        match &found[..] {
            [only] if authors.iter().any(|author| author.person == only.person) => {
                errors.add(author_field(share.row), "Tác giả này đã có ở dòng trên. Mỗi người chỉ ghi một dòng.");
            }
            [only] => authors.push(Author {
                person: only.person,
                unit: only.unit,
                percent: share.percent,
                qualification: share.qualification.clone(),
            }),
            [] => errors.add(author_field(share.row), not_on_the_staff(tx, &share.author)?),
            several => {
                let codes: Vec<&str> = several.iter().map(|person| person.code.as_str()).collect();
                let (many, codes) = (codes.len(), codes.join(", "));
                errors.add(author_field(share.row), format!("Có {many} người cùng họ tên này: {codes}. Nhập mã."));
            }
        }
    }
    Ok(authors)
}

fn not_on_the_staff(tx: &mut Tx, typed: &str) -> AppResult<String> {
    Ok(match author_store::left_called(tx.conn, typed, tx.today)? {
        Some((name, day)) => format!(
            "Đồng chí {name} đã nghỉ từ ngày {}, không còn làm việc ở cơ quan. Bỏ dòng này hoặc sửa mã.",
            date::format_date(day)
        ),
        None => "Không có cán bộ đang làm việc mang mã hoặc họ tên này. Kiểm tra lại, ví dụ QLNS-006.".to_owned(),
    })
}

/// What the shares of an initiative that is filed must be: there, and the whole.
pub fn check_whole(shares: &[Share], errors: &mut FieldErrors) {
    let Some(first) = shares.first() else {
        errors.add(author_field(1), "Nhập ít nhất một tác giả.");
        return;
    };
    let sum: i32 = shares.iter().map(|share| share.percent).sum();
    if sum != WHOLE {
        errors.add(
            percent_field(first.row),
            format!("Tỷ lệ đóng góp cộng lại là {sum}%, phải đúng {WHOLE}%. Sửa lại các tỷ lệ."),
        );
    }
}
