//! POST: a template tried, kept or put back to the original; the printer's offset.

use actix_web::{HttpRequest, HttpResponse, web};

use super::ops;
use super::template_form as form;
use super::template_pages::{Tried, address_of, asked, index_page, template_page};
use crate::db::{Db, Tx};
use crate::error::{AppResult, FieldErrors};
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::forms::TypedFields;
use crate::web::posted::Posted;
use crate::web::{flash, or_form_again, page};

/// POST /certificates/templates/{award}: with `try` it is only shown.
pub async fn save(
    request: HttpRequest,
    user: CurrentUser,
    award: web::Path<String>,
    posted: Posted<TypedFields>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepCertificates)?;
    let (award, typed) = (asked(&award)?, posted.form);
    let parsed = form::parse(&typed, award);
    if typed.has("try")
        && let Ok(template) = &parsed
    {
        let tried = Tried { template: Some(template.clone()), typed };
        return page(&template_page(&user, &db, award, Some(tried), FieldErrors::default()).await?);
    }
    let seen = typed.version();
    let saved = match parsed {
        Ok(new) => {
            let save = move |tx: &mut Tx| ops::save_template(tx, seen, &new).map(|()| address_of(award));
            db.carry_out(user.actor.clone(), posted.number, save).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = saved.map(|location| flash::said(&request, &location, "Đã lưu mẫu. In thử trước khi in lên phôi."));
    or_form_again(said, async |errors| {
        template_page(&user, &db, award, Some(Tried { typed, template: None }), errors).await
    })
    .await
}

/// POST /certificates/templates/{award}/restoring
pub async fn restore(
    request: HttpRequest,
    user: CurrentUser,
    award: web::Path<String>,
    posted: Posted<TypedFields>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepCertificates)?;
    let (award, seen) = (asked(&award)?, posted.form.version());
    let restore = move |tx: &mut Tx| ops::restore_template(tx, seen, award).map(|()| address_of(award));
    let location = db.carry_out(user.actor.clone(), posted.number, restore).await?;
    Ok(flash::said(&request, &location, "Đã khôi phục mẫu gốc."))
}

/// POST /certificates/printer
pub async fn set_offset(
    request: HttpRequest,
    user: CurrentUser,
    posted: Posted<TypedFields>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepCertificates)?;
    let (typed, seen) = (posted.form.clone(), posted.form.version());
    let set = match form::offset(&typed) {
        Ok((right, bottom)) => {
            let set = move |tx: &mut Tx| {
                ops::set_offset(tx, seen, right, bottom).map(|()| "/certificates/templates".to_owned())
            };
            db.carry_out(user.actor.clone(), posted.number, set).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = set.map(|location| flash::said(&request, &location, "Đã lưu độ lệch của máy in."));
    or_form_again(said, async |errors| index_page(&user, &db, Some(typed), errors).await).await
}
