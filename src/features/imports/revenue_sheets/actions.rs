//! POST: send a revenue sheet, say how it is read and what its names mean, store it or throw it away.

use actix_web::{HttpRequest, HttpResponse, web};

use super::form::{self, SettingsForm};
use super::ops;
use super::pages::{self, PATH, Typed};
use crate::db::{Db, Tx};
use crate::domain::ids::RevenueSheetId;
use crate::domain::text;
use crate::error::{AppResult, FieldErrors};
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::forms::{Check, LINE, TypedFields};
use crate::web::posted::{Nothing, Posted, carry_out};
use crate::web::uploaded::Uploaded;
use crate::web::{flash, or_form_again, see_other};

/// POST /imports/revenue-sheets: the field `kind` names the agency.
pub async fn keep(user: CurrentUser, upload: Uploaded, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::EnterRevenue)?;
    let Uploaded { kind, file_name, bytes, number } = upload;
    let kept = match source_of(&kind) {
        Ok(source) => {
            let work = move |tx: &mut Tx| Ok(address_of(ops::keep(tx, &source, &file_name, &bytes)?));
            db.carry_out(user.actor.clone(), number, work).await
        }
        Err(errors) => Err(errors.into()),
    };
    let shown = kept.map(|location| see_other(&location));
    or_form_again(shown, async |errors| {
        pages::index_page(&user, text::clean_line(&kind).unwrap_or_default(), errors, &db).await
    })
    .await
}

fn source_of(typed: &str) -> Result<String, FieldErrors> {
    let mut check = Check::new();
    let source = check.optional_line("kind", typed, LINE);
    check.finish(|| Some(source))
}

/// POST /imports/revenue-sheets/{id}/settings
pub async fn choose(
    user: CurrentUser,
    id: web::Path<RevenueSheetId>,
    posted: Posted<SettingsForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::EnterRevenue)?;
    let (id, form) = (*id, posted.form);
    let columns = columns_of(&user, id, &db).await?;
    let verb = move |tx: &mut Tx, chosen| ops::choose(tx, id, &chosen);
    let chosen = carry_out(&user, &db, posted.number, form.parse(&columns), address_of(id), verb).await;
    let shown = chosen.map(|location| see_other(&location));
    let typed = Typed { settings: Some(form), ..Typed::default() };
    or_form_again(shown, async |errors| pages::again(&user, id, typed, errors, &db).await).await
}

async fn columns_of(user: &CurrentUser, id: RevenueSheetId, db: &Db) -> AppResult<Vec<u32>> {
    let (actor, today) = (user.actor.clone(), user.today);
    let read = db.read(move |conn| {
        let sheet = ops::find(conn, &actor, id)?;
        if sheet.stored.is_some() {
            return Ok(Vec::new());
        }
        Ok(ops::open(conn, today, sheet)?.layout.amounts.iter().map(|known| known.column).collect())
    });
    read.await
}

/// POST /imports/revenue-sheets/{id}/names
pub async fn name_rows(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<RevenueSheetId>,
    posted: Posted<TypedFields>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::EnterRevenue)?;
    let (id, fields) = (*id, posted.form);
    let verb = move |tx: &mut Tx, answered| ops::name_rows(tx, id, &answered);
    let named = carry_out(&user, &db, posted.number, form::answered(&fields), address_of(id), verb).await;
    let said =
        named.map(|location| flash::said(&request, &location, "Đã ghi nhớ tên khoản thu. Lần sau không hỏi lại."));
    let typed = Typed { fields, ..Typed::default() };
    or_form_again(said, async |errors| pages::again(&user, id, typed, errors, &db).await).await
}

/// POST /imports/revenue-sheets/{id}/confirmation
pub async fn confirm(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<RevenueSheetId>,
    posted: Posted<TypedFields>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::EnterRevenue)?;
    let (id, fields) = (*id, posted.form);
    let verb = move |tx: &mut Tx, answers| ops::confirm(tx, id, &answers).map(|_| ());
    let stored = carry_out(&user, &db, posted.number, form::answers(&fields), address_of(id), verb).await;
    let said = stored.map(|location| flash::said(&request, &location, "Đã nhập số thu từ tệp."));
    let typed = Typed { fields, ..Typed::default() };
    or_form_again(said, async |errors| pages::again(&user, id, typed, errors, &db).await).await
}

/// POST /imports/revenue-sheets/{id}/discarding
pub async fn discard(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<RevenueSheetId>,
    posted: Posted<Nothing>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::EnterRevenue)?;
    let id = *id;
    let work = move |tx: &mut Tx| ops::discard(tx, id).map(|()| PATH.to_owned());
    let location = db.carry_out(user.actor.clone(), posted.number, work).await?;
    Ok(flash::said(&request, &location, "Đã bỏ tệp chờ nhập. Số liệu đã lưu không thay đổi."))
}

fn address_of(id: RevenueSheetId) -> String {
    format!("{PATH}/{id}")
}
