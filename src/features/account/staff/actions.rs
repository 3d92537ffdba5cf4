//! POST: accounts for those of the staff who were ticked.

use std::sync::mpsc;

use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;

use super::ops::{self, MOST};
use super::pages::{SlipsPage, index_page};
use crate::db::{Db, Tx, off_thread};
use crate::domain::ids::PersonId;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::posted::Posted;
use crate::web::shell::{Menu, Shell};
use crate::web::{flash, or_form_again, page};

const PATH: &str = "/admin/accounts";
const SHOWN_BEFORE: &str = "Phiếu mật khẩu chỉ hiện một lần. Ai chưa nhận được phiếu thì cấp lại mật khẩu.";

#[derive(Debug, Default, Deserialize)]
pub struct StaffForm {
    #[serde(default)]
    pub people: Vec<String>,
}

/// POST /admin/accounts/staff
pub async fn create(
    request: HttpRequest,
    user: CurrentUser,
    posted: Posted<StaffForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepAccounts)?;
    let chosen: Option<Vec<PersonId>> = posted.form.people.iter().map(|id| id.parse().ok().map(PersonId)).collect();
    let made = match chosen.filter(|chosen| (1..=MOST).contains(&chosen.len())) {
        None => Err(AppError::Fields(FieldErrors::one("people", format!("Chọn từ 1 đến {MOST} người.")))),
        Some(chosen) => {
            let count = chosen.len();
            let prepared = off_thread(move || ops::prepare(count)).await?;
            let (tell, told) = mpsc::channel();
            let create = move |tx: &mut Tx| {
                // Nobody listens only when the browser has gone; then the passwords are lost and given anew.
                let _ = tell.send(ops::create(tx, &chosen, prepared)?);
                Ok(PATH.to_owned())
            };
            let done = db.carry_out(user.actor.clone(), posted.number, create).await;
            done.and_then(|location| match told.try_recv() {
                Ok(slips) => page(&SlipsPage { shell: Shell::for_page(&user, Menu::Accounts), slips }),
                Err(_) => Ok(flash::said(&request, &location, SHOWN_BEFORE)),
            })
        }
    };
    or_form_again(made, async |errors| index_page(&user, &db, errors).await).await
}
