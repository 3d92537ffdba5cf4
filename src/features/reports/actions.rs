//! POST: begin a report, write it, count its figures again, complete it, open it again, drop it.

use actix_web::{HttpRequest, HttpResponse, web};

use super::form::{self, Asked, New};
use super::ops::{self, Seen};
use super::pages::{index_page, load_to_write, show_page, text_page};
use super::store::Report;
use super::view::{Field, fields};
use crate::db::{Db, FormNumber, Tx};
use crate::domain::ids::*;
use crate::domain::report::About;
use crate::error::{AppResult, FieldErrors};
use crate::features::units;
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::forms::TypedFields;
use crate::web::posted::{Posted, carry_out};
use crate::web::steps::{RemovalForm, StepForm};
use crate::web::{flash, or_form_again, page};

/// POST /reports
pub async fn draft(
    request: HttpRequest,
    user: CurrentUser,
    posted: Posted<Asked>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::WriteReports)?;
    let asked = posted.form;
    let drafted = match asked.parse() {
        Ok(new) => {
            let draft = move |tx: &mut Tx| {
                let about = about(tx, &new)?;
                ops::draft(tx, about).map(|id| format!("/reports/{id}"))
            };
            db.carry_out(user.actor.clone(), posted.number, draft).await
        }
        Err(errors) => Err(errors.into()),
    };
    let words = "Đã lưu báo cáo với số liệu hôm nay. Sửa lời, viết thêm rồi bấm Hoàn thành.";
    let said = drafted.map(|location| flash::said(&request, &location, words));
    or_form_again(said, async |errors| index_page(&user, &db, asked, errors).await).await
}

fn about(tx: &mut Tx, new: &New) -> AppResult<About> {
    let unit = match new.unit.as_str() {
        "" => None,
        code => {
            let known = units::ops::by_code(tx.conn, code)?;
            Some(known.ok_or_else(|| FieldErrors::one("unit", "Chọn một đơn vị trong danh sách."))?)
        }
    };
    Ok(About { kind: new.kind, year: new.year, month: new.month, unit })
}

/// POST /reports/{id}: saved, or by another button of the form shown with the counted text back in its field.
pub async fn write(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<ReportId>,
    posted: Posted<TypedFields>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let found = load_to_write(&db, &user, *id).await?;
    let typed = posted.form;
    if let Some(part) = found.content.parts.iter().find(|part| part.key == typed.of("counted")) {
        let (key, counted) = (part.key.clone(), part.counted_text().unwrap_or_default().to_owned());
        return put_back(&user, &found, typed, key, counted);
    }
    let seen = Seen { id: *id, version: typed.version() };
    let saved = match form::parse(&found.content, &typed) {
        Ok(texts) => {
            let write = move |tx: &mut Tx| ops::write(tx, seen, &texts).map(|()| address(seen.id));
            db.carry_out(user.actor.clone(), posted.number, write).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = saved.map(|location| flash::said(&request, &location, "Đã lưu lời báo cáo."));
    or_form_again(said, async |errors| Ok(text_page(&user, &found, &typed, errors))).await
}

fn put_back(
    user: &CurrentUser,
    found: &Report,
    mut typed: TypedFields,
    key: String,
    counted: String,
) -> AppResult<HttpResponse> {
    typed.set(key.as_str(), counted);
    let mut again = text_page(user, found, &typed, FieldErrors::default());
    let label = fields(&found.content.parts, &typed).into_iter().find_map(|field| match field {
        Field::Paragraph(it) if it.key == key => Some(it.label),
        _ => None,
    });
    again.put_back = label.map(|label| (key, label));
    page(&again)
}

/// POST /reports/{id}/figures
pub async fn count_again(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<ReportId>,
    posted: Posted<StepForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    load_to_write(&db, &user, *id).await?;
    let location = stepped(&user, &db, *id, posted, address(*id), ops::count_again).await?;
    Ok(flash::said(&request, &location, "Đã lấy lại số liệu. Lời đã viết giữ nguyên."))
}

/// POST /reports/{id}/completion
pub async fn complete(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<ReportId>,
    posted: Posted<StepForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    load_to_write(&db, &user, *id).await?;
    let location = stepped(&user, &db, *id, posted, address(*id), ops::complete).await?;
    Ok(flash::said(&request, &location, "Đã hoàn thành báo cáo. Mọi người trong cơ quan đọc được."))
}

/// POST /reports/{id}/reopening
pub async fn reopen(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<ReportId>,
    posted: Posted<RemovalForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let found = load_to_write(&db, &user, *id).await?;
    let form = posted.form;
    let said = reopened(&user, &db, *id, &form, posted.number).await.map(|location| {
        flash::said(&request, &location, "Đã mở lại báo cáo. Người khác không thấy báo cáo cho đến khi hoàn thành.")
    });
    or_form_again(said, async |errors| show_page(&user, &db, found, form.note, errors).await).await
}

async fn reopened(
    user: &CurrentUser,
    db: &Db,
    id: ReportId,
    form: &RemovalForm,
    number: FormNumber,
) -> AppResult<String> {
    let seen = Seen { id, version: form.version };
    let reason = form.parse_as("Nêu lý do mở lại báo cáo.")?;
    db.carry_out(user.actor.clone(), number, move |tx: &mut Tx| ops::reopen(tx, seen, &reason).map(|()| address(id)))
        .await
}

/// POST /reports/{id}/discarding
pub async fn discard(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<ReportId>,
    posted: Posted<StepForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let found = load_to_write(&db, &user, *id).await?;
    let back = format!("/reports?year={}", found.about.year);
    let location = stepped(&user, &db, *id, posted, back, ops::discard).await?;
    Ok(flash::said(&request, &location, "Đã bỏ báo cáo đang soạn."))
}

/// A step that needs nothing but the version that was read, then on to `location`.
async fn stepped(
    user: &CurrentUser,
    db: &Db,
    id: ReportId,
    posted: Posted<StepForm>,
    location: String,
    verb: fn(&mut Tx, Seen) -> AppResult<()>,
) -> AppResult<String> {
    let seen = Seen { id, version: posted.form.version };
    carry_out(user, db, posted.number, Ok(()), location, move |tx, ()| verb(tx, seen)).await
}

fn address(id: ReportId) -> String {
    format!("/reports/{id}")
}
