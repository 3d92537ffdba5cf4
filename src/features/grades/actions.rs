//! POST: save the grades of one unit. The policy is asked before anything typed is looked at: a form that comes back
//! with its errors names people.

use actix_web::{HttpRequest, HttpResponse, web};

use super::form::GradesForm;
use super::ops;
use super::pages::{sheet, sheet_page};
use crate::db::{Db, Tx};
use crate::domain::event::Object;
use crate::error::AppResult;
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::paging::address;
use crate::web::posted::Posted;
use crate::web::{flash, history, or_form_again};

/// POST /grades
pub async fn enter(
    request: HttpRequest,
    user: CurrentUser,
    posted: Posted<GradesForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::EnterGrades)?;
    let form = posted.form;
    let sheet = sheet(&db, &form.year, &form.unit, user.today).await?;
    let (unit, year, version) = (sheet.unit, sheet.year, form.version);
    let back = address("/grades", &[("year", &year.to_string()), ("unit", &sheet.unit_code)]);
    let saved = match form.parse() {
        Ok(entries) => {
            let enter = move |tx: &mut Tx| {
                history::must_be_at(tx.conn, Object::Unit(unit), version)?;
                ops::enter(tx, unit, year, &entries).map(|()| back)
            };
            db.carry_out(user.actor.clone(), posted.number, enter).await
        }
        Err(error) => Err(error),
    };
    let said = saved.map(|location| flash::said(&request, &location, &format!("Đã lưu xếp loại năm {year}.")));
    or_form_again(said, async |errors| Ok(sheet_page(&user, sheet, Some(form), errors))).await
}
