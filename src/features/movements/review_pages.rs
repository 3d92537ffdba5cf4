//! The reviews of a movement: who has written and who has not, the form of a unit, the leadership's answer.

use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;

use super::form::ReviewForm;
use super::ops::{self, Place};
use super::pages::{find_visible, load};
use super::reviews;
use super::show::target_lines;
use super::view::{Detail, ReviewLine, ReviewPage, ReviewsPage, TaskLine};
use crate::db::{Connection, Db, Tx};
use crate::domain::date::{format_date, format_date_time, local};
use crate::domain::ids::*;
use crate::domain::movement::{Review, State};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::features::units;
use crate::policy::{self, Act, Actor};
use crate::sheets::{Column, Kind, TableFormat, Value};
use crate::web::current_user::CurrentUser;
use crate::web::forms::Choice;
use crate::web::lists::{self, FileKind};
use crate::web::paging::{Paging, address, page_number};
use crate::web::posted::Posted;
use crate::web::shell::{Menu, Shell};
use crate::web::{flash, or_form_again, page};

const FORMAT: TableFormat = TableFormat {
    name: "movement_reviews",
    columns: &[
        Column::required("unit_code", "Mã đơn vị", Kind::Line),
        Column::required("unit_name", "Tên đơn vị", Kind::Line),
        Column::optional("interim_on", "Ngày sơ kết", Kind::Date),
        Column::optional("final_on", "Ngày tổng kết", Kind::Date),
    ],
};

#[derive(Debug, Clone, Default, Deserialize)]
pub struct ReviewsQuery {
    /// Only units that have not written this review.
    #[serde(default)]
    missing: String,
    #[serde(default)]
    page: String,
}

/// GET /movements/{id}/reviews
pub async fn index(
    user: CurrentUser,
    id: web::Path<MovementId>,
    query: web::Query<ReviewsQuery>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (id, query) = (*id, query.into_inner());
    policy::must(&user, Act::FollowYear)?;
    let it = load(&db, &user, id).await?;
    let missing = Review::from_code(&query.missing);
    let all = db.read(move |conn| reviews::lines(conn, id, None)).await?;
    let (interim, last) = (
        all.iter().filter(|it| it.interim_at.is_some()).count(),
        all.iter().filter(|it| it.final_at.is_some()).count(),
    );
    let counts = format!("Sơ kết {interim}/{} đơn vị, tổng kết {last}/{} đơn vị.", all.len(), all.len());
    let lacks = |line: &reviews::Line| match missing {
        None => true,
        Some(Review::Interim) => line.interim_at.is_none(),
        Some(Review::Final) => line.final_at.is_none(),
    };
    let shown: Vec<_> = all.into_iter().filter(lacks).collect();
    let path = format!("/movements/{id}/reviews");
    let code = missing.map_or("", Review::code);
    let in_address = [("missing", code)];
    let paging = Paging::new(&path, &in_address, page_number(&query.page), shown.len() as i64);
    let day = |at: Option<chrono::NaiveDateTime>| {
        at.map_or_else(|| "Chưa có".to_owned(), |at| format_date(local(at.and_utc()).date()))
    };
    let line = |it: reviews::Line| ReviewLine {
        unit: it.name,
        code: it.code,
        interim: day(it.interim_at),
        last: day(it.final_at),
    };
    let named = missing.map_or_else(String::new, |kind| format!("Chưa {}", kind.word().to_lowercase()));
    page(&ReviewsPage {
        shell: Shell::for_page(&user, Menu::Movements),
        it: Detail::of(it, user.today),
        missing: code.to_owned(),
        kinds: Review::ALL
            .iter()
            .map(|kind| Choice::new(kind.code(), format!("Chưa {}", kind.word().to_lowercase())))
            .collect(),
        chips: lists::chips(&path, &in_address, &[("missing", named)]),
        clear: path.clone(),
        files: address("", &in_address),
        counts,
        lines: paging.cut(shown).into_iter().map(line).collect(),
        paging,
    })
}

/// GET /movements/{id}/reviews.csv, .xlsx
pub async fn file(
    user: CurrentUser,
    path: web::Path<(MovementId, FileKind)>,
    query: web::Query<ReviewsQuery>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (id, kind) = path.into_inner();
    policy::must(&user, Act::FollowYear)?;
    load(&db, &user, id).await?;
    let missing = Review::from_code(&query.missing);
    let lines = db.read(move |conn| reviews::lines(conn, id, missing)).await?;
    let day = |at: Option<chrono::NaiveDateTime>| at.map(|at| local(at.and_utc()).date());
    let row = |it: reviews::Line| -> Vec<Value> {
        vec![it.code.into(), it.name.into(), day(it.interim_at).into(), day(it.final_at).into()]
    };
    let rows: Vec<_> = lines.into_iter().map(row).collect();
    lists::file(kind, &FORMAT, rows).await
}

type Address = (MovementId, String, String);

/// The review an address names; it is there for the unit itself and for those who follow all units.
fn place_of(conn: &mut Connection, actor: &Actor, address: &Address) -> AppResult<Place> {
    let (movement, kind, code) = address;
    let it = find_visible(conn, actor, *movement)?;
    let kind = Review::from_code(kind).ok_or(AppError::NotFound)?;
    let unit = units::ops::by_code(conn, code)?.ok_or(AppError::NotFound)?;
    if it.state == State::Draft || !ops::takes_part(conn, *movement, unit)? {
        return Err(AppError::NotFound);
    }
    if !policy::may(actor, Act::ReportFor(unit)) {
        policy::must_see(actor, Act::SeeDraftMovements)?;
    }
    Ok(Place { movement: *movement, unit, kind })
}

/// GET /movements/{id}/reviews/{review}/{unit}
pub async fn show(user: CurrentUser, path: web::Path<Address>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let (actor, address) = (user.actor.clone(), path.into_inner());
    let place = db.read(move |conn| place_of(conn, &actor, &address)).await?;
    page(&review_page(&user, &db, place, None, FieldErrors::default()).await?)
}

/// The review as written, or what was typed with what is wrong.
async fn review_page(
    user: &CurrentUser,
    db: &Db,
    place: Place,
    typed: Option<ReviewForm>,
    errors: FieldErrors,
) -> AppResult<ReviewPage> {
    let (actor, today, shell) = (user.actor.clone(), user.today, Shell::for_page(user, Menu::Movements));
    db.read(move |conn| {
        let it = find_visible(conn, &actor, place.movement)?;
        let written = reviews::find(conn, place)?;
        let (code, unit) = reviews::unit_named(conn, place.unit)?;
        let of_unit =
            ops::tasks_of(conn, place.movement)?.into_iter().filter(|task| task.unit.is_none_or(|of| of == place.unit));
        let tasks = of_unit.map(|task| TaskLine::of(task, today)).collect();
        let targets = target_lines(conn, &it, today)?;
        let stored = written.as_ref().map_or_else(ReviewForm::default, |it| ReviewForm::of(&it.text, it.version));
        let has_remark = written.as_ref().is_some_and(|it| !it.remark.is_empty());
        let runs = it.state == State::Launched;
        let signed = |who: &str, at: chrono::NaiveDateTime| format!("{who}, {}", format_date_time(at.and_utc()));
        Ok(ReviewPage {
            shell,
            it: Detail::of(it, today),
            kind: place.kind,
            unit,
            code,
            form: typed.unwrap_or(stored),
            errors,
            can_write: runs && !has_remark && policy::may(&actor, Act::ReportFor(place.unit)),
            can_remark: written.is_some() && policy::may(&actor, Act::ConfirmReports),
            written: written.as_ref().map_or_else(String::new, |it| signed(&it.written_by, it.written_at)),
            remarked: written
                .as_ref()
                .and_then(|it| it.remarked_at.map(|at| signed(&it.remarked_by, at)))
                .unwrap_or_default(),
            remark: written.map_or_else(String::new, |it| it.remark),
            tasks,
            targets,
        })
    })
    .await
}

/// POST /movements/{id}/reviews/{review}/{unit}
pub async fn write(
    request: HttpRequest,
    user: CurrentUser,
    path: web::Path<Address>,
    posted: Posted<ReviewForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (actor, address) = (user.actor.clone(), path.into_inner());
    let place = db.read(move |conn| place_of(conn, &actor, &address)).await?;
    policy::must(&user, Act::ReportFor(place.unit))?;
    let (form, number) = (posted.form, posted.number);
    let version = form.version;
    let saved = match form.parse() {
        Ok(text) => {
            let back = request.path().to_owned();
            let save = move |tx: &mut Tx| ops::write_review(tx, place, version, &text).map(|()| back);
            db.carry_out(user.actor.clone(), number, save).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = saved.map(|location| flash::said(&request, &location, "Đã gửi báo cáo."));
    or_form_again(said, async |errors| review_page(&user, &db, place, Some(form), errors).await).await
}

/// POST /movements/{id}/reviews/{review}/{unit}/remark
pub async fn remark(
    request: HttpRequest,
    user: CurrentUser,
    path: web::Path<Address>,
    posted: Posted<ReviewForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (actor, address) = (user.actor.clone(), path.into_inner());
    let place = db.read(move |conn| place_of(conn, &actor, &address)).await?;
    policy::must(&user, Act::ConfirmReports)?;
    let (form, number) = (posted.form, posted.number);
    let version = form.version;
    let saved = match form.parse_remark() {
        Ok(words) => {
            let back = request.path().trim_end_matches("/remark").to_owned();
            let save = move |tx: &mut Tx| ops::remark(tx, place, version, &words).map(|()| back);
            db.carry_out(user.actor.clone(), number, save).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = saved.map(|location| flash::said(&request, &location, "Đã ghi ý kiến."));
    let again = async |errors: FieldErrors| {
        let mut page = review_page(&user, &db, place, None, errors).await?;
        page.form.note = form.note;
        Ok(page)
    };
    or_form_again(said, again).await
}
