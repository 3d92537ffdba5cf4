//! Who is meant by a code or a full name that somebody typed.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::db::Connection;
use crate::domain::ids::PersonId;
use crate::domain::text;
use crate::error::{AppResult, FieldErrors};
use crate::schema::{people, subjects};

/// More people of one name than this are not listed.
const NAMESAKES: i64 = 6;

#[derive(Queryable)]
struct InService {
    id: PersonId,
    code: String,
    name: String,
    position: String,
}

/// The one person in service whose code or full name was typed, marks and case aside; nobody when nothing was. That no
/// one, or more than one, is meant is added to `errors` at `field`.
pub fn meant(
    conn: &mut Connection,
    field: &str,
    typed: &str,
    today: NaiveDate,
    errors: &mut FieldErrors,
) -> AppResult<Option<PersonId>> {
    if typed.is_empty() {
        return Ok(None);
    }
    let found: Vec<InService> = people::table
        .inner_join(subjects::table)
        .filter(people::left_on.is_null().or(people::left_on.ge(today)))
        .filter(subjects::code.eq(typed.to_uppercase()).or(subjects::folded_name.eq(text::fold(typed))))
        .order(subjects::code)
        .limit(NAMESAKES)
        .select((people::id, subjects::code, subjects::name, people::position))
        .load(conn)?;
    match &found[..] {
        [] => errors.add(field, format!("Không có cán bộ đang công tác mang mã hoặc họ tên “{typed}”. Kiểm tra lại.")),
        [only] => return Ok(Some(only.id)),
        several => {
            let named: Vec<_> =
                several.iter().map(|it| format!("{} ({}, {})", it.code, it.name, it.position)).collect();
            errors.add(field, format!("Có nhiều cán bộ cùng họ tên. Nhập một mã: {}.", named.join("; ")));
        }
    }
    Ok(None)
}
