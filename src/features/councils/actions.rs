//! POST: set a council up, correct its decision, end it; seat somebody, change or end a seat.

use actix_web::{HttpRequest, HttpResponse, web};

use super::form;
use super::ops::{self, Seen};
use super::pages::{edit_page, new_page, seat_page, show_page};
use super::view::address;
use crate::db::{Db, Tx};
use crate::domain::ids::*;
use crate::error::AppResult;
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::forms::TypedFields;
use crate::web::posted::Posted;
use crate::web::{flash, or_form_again};

type Id = web::Path<CouncilId>;
type SeatId = web::Path<(CouncilId, CouncilSeatId)>;
type Typed = Posted<TypedFields>;

/// POST /councils
pub async fn set_up(
    request: HttpRequest,
    user: CurrentUser,
    posted: Typed,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepCouncils)?;
    let typed = posted.form;
    let made = match form::council(&typed) {
        Ok(new) => {
            let set_up = move |tx: &mut Tx| ops::set_up(tx, &new).map(address);
            db.carry_out(user.actor.clone(), posted.number, set_up).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = made.map(|location| flash::said(&request, &location, "Đã lưu hội đồng. Cử các thành viên."));
    or_form_again(said, async |errors| new_page(&user, &db, typed, errors).await).await
}

/// POST /councils/{id}
pub async fn amend(
    request: HttpRequest,
    user: CurrentUser,
    id: Id,
    posted: Typed,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (id, typed) = (*id, posted.form.clone());
    let amend = move |tx: &mut Tx, seen: Seen| ops::amend(tx, seen, &form::correction(&typed)?);
    let said = carry_out(&request, &user, &db, &posted, id, "Đã sửa quyết định thành lập.", amend).await;
    or_form_again(said, async |errors| edit_page(&user, &db, id, Some(posted.form), errors).await).await
}

/// POST /councils/{id}/end
pub async fn end(
    request: HttpRequest,
    user: CurrentUser,
    id: Id,
    posted: Typed,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (id, typed) = (*id, posted.form.clone());
    let end = move |tx: &mut Tx, seen: Seen| ops::end(tx, seen, form::last_day(&typed, "ends_on")?);
    let said = carry_out(&request, &user, &db, &posted, id, "Đã ghi ngày cuối của hội đồng.", end).await;
    or_form_again(said, async |errors| show_page(&user, &db, id, Some(posted.form), errors).await).await
}

/// POST /councils/{id}/seats
pub async fn seat(
    request: HttpRequest,
    user: CurrentUser,
    id: Id,
    posted: Typed,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (id, typed) = (*id, posted.form.clone());
    let seat = move |tx: &mut Tx, seen: Seen| ops::seat(tx, seen, &form::seating(&typed)?);
    let said = carry_out(&request, &user, &db, &posted, id, "Đã cử thành viên.", seat).await;
    or_form_again(said, async |errors| show_page(&user, &db, id, Some(posted.form), errors).await).await
}

/// POST /councils/{id}/seats/{seat}
pub async fn change_seat(
    request: HttpRequest,
    user: CurrentUser,
    path: SeatId,
    posted: Typed,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let ((id, seat), typed) = (path.into_inner(), posted.form.clone());
    let change = move |tx: &mut Tx, seen: Seen| ops::change(tx, seen, seat, form::change(&typed)?);
    let said = carry_out(&request, &user, &db, &posted, id, "Đã đổi vị trí.", change).await;
    or_form_again(said, async |errors| seat_page(&user, &db, (id, seat), Some(posted.form), errors).await).await
}

/// POST /councils/{id}/seats/{seat}/end
pub async fn end_seat(
    request: HttpRequest,
    user: CurrentUser,
    path: SeatId,
    posted: Typed,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let ((id, seat), typed) = (path.into_inner(), posted.form.clone());
    let end = move |tx: &mut Tx, seen: Seen| ops::end_seat(tx, seen, seat, form::last_day(&typed, "last_day")?);
    let said = carry_out(&request, &user, &db, &posted, id, "Đã ghi ngày cuối tham gia.", end).await;
    or_form_again(said, async |errors| seat_page(&user, &db, (id, seat), Some(posted.form), errors).await).await
}

/// POST /councils/{id}/seats/{seat}/removal
pub async fn remove_seat(
    request: HttpRequest,
    user: CurrentUser,
    path: SeatId,
    posted: Typed,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (id, seat) = path.into_inner();
    let remove = move |tx: &mut Tx, seen: Seen| ops::remove(tx, seen, seat);
    carry_out(&request, &user, &db, &posted, id, "Đã bỏ dòng ghi nhầm.", remove).await
}

/// Does it to the version that was read, and goes back to the council.
async fn carry_out<F>(
    request: &HttpRequest,
    user: &CurrentUser,
    db: &Db,
    posted: &Typed,
    id: CouncilId,
    done: &str,
    verb: F,
) -> AppResult<HttpResponse>
where
    F: FnOnce(&mut Tx, Seen) -> AppResult<()> + Send + 'static,
{
    policy::must(user, Act::KeepCouncils)?;
    let seen = Seen { id, version: posted.form.version() };
    let work = move |tx: &mut Tx| verb(tx, seen).map(|()| address(id));
    let location = db.carry_out(user.actor.clone(), posted.number.clone(), work).await?;
    Ok(flash::said(request, &location, done))
}
