//! Pages and acts on all pacts of a year: drafting, offering, signing many.

use actix_web::{HttpRequest, HttpResponse, web};

use super::form::BulkForm;
use super::ops::{self, Filter};
use super::store;
use super::view::{DraftingPage, Line, OfferingPage, SigningManyPage};
use crate::db::{Db, Tx};
use crate::domain::ids::UnitId;
use crate::domain::pact::{Side, State};
use crate::domain::year::Year;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::features::{movements, years};
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::forms::{Check, Choice};
use crate::web::posted::Posted;
use crate::web::shell::{Menu, Shell};
use crate::web::{flash, or_form_again, page};

/// More are signed in several goes: a page names them all.
const MOST: usize = 300;

/// GET /pacts/drafting
pub async fn drafting(user: CurrentUser, query: web::Query<BulkForm>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    page(&drafting_page(&user, &db, query.into_inner(), FieldErrors::default()).await?)
}

async fn drafting_page(
    user: &CurrentUser,
    db: &Db,
    mut form: BulkForm,
    errors: FieldErrors,
) -> AppResult<DraftingPage> {
    policy::must(user, Act::PrepareMovements)?;
    let (asked, today) = (form.year.clone(), user.today);
    let found = db.read(move |conn| {
        let year = years::ops::asked_or_current(conn, &asked, today)?;
        Ok((year, movements::ops::choices(conn, year)?))
    });
    let (year, mut sources) = found.await?;
    form.year = year.to_string();
    for source in &mut sources {
        source.label = format!("Chỉ tiêu của phong trào {}", source.label);
    }
    sources.push(Choice::new("last_year", format!("Giao ước năm {} của từng đơn vị", year.previous())));
    Ok(DraftingPage { shell: Shell::for_page(user, Menu::Pacts), form, errors, sources })
}

/// POST /pacts/drafting
pub async fn draft(
    request: HttpRequest,
    user: CurrentUser,
    posted: Posted<BulkForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::PrepareMovements)?;
    let form = posted.form;
    let drafted = match form.parse_from() {
        Ok((year, from)) => {
            let draft =
                move |tx: &mut Tx| ops::draft_all(tx, year, from).map(|_| format!("/pacts?year={year}&state=draft"));
            db.carry_out(user.actor.clone(), posted.number, draft).await
        }
        Err(errors) => Err(errors.into()),
    };
    let words = "Đã lập dự thảo giao ước cho các đơn vị. Kiểm tra chỉ tiêu rồi trình ký.";
    let said = drafted.map(|location| flash::said(&request, &location, words));
    or_form_again(said, async |errors| drafting_page(&user, &db, form, errors).await).await
}

/// GET /pacts/offering: the check that names the units.
pub async fn offering(user: CurrentUser, query: web::Query<BulkForm>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    page(&offering_page(&user, &db, &query.year, FieldErrors::default()).await?)
}

async fn offering_page(user: &CurrentUser, db: &Db, asked: &str, errors: FieldErrors) -> AppResult<OfferingPage> {
    policy::must(user, Act::PrepareMovements)?;
    let (asked, today) = (asked.to_owned(), user.today);
    let found = db.read(move |conn| {
        let year = years::ops::asked_or_current(conn, &asked, today)?;
        let filter = Filter { year, unit: None, state: Some(State::Draft), with_drafts: true };
        Ok((year, ops::list(conn, filter)?))
    });
    let (year, found) = found.await?;
    let lines = found.into_iter().map(Line::of).collect();
    Ok(OfferingPage { shell: Shell::for_page(user, Menu::Pacts), year: year.to_string(), errors, lines })
}

/// POST /pacts/offering
pub async fn offer(
    request: HttpRequest,
    user: CurrentUser,
    posted: Posted<BulkForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::PrepareMovements)?;
    let form = posted.form;
    let mut check = Check::new();
    let year: Option<Year> = form.parse_year(&mut check);
    let offered = match check.finish(|| year) {
        Ok(year) => {
            let offer =
                move |tx: &mut Tx| ops::offer_all(tx, year).map(|_| format!("/pacts?year={year}&state=offered"));
            db.carry_out(user.actor.clone(), posted.number, offer).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = offered.map(|location| flash::said(&request, &location, "Đã trình ký các giao ước."));
    or_form_again(said, async |errors| offering_page(&user, &db, &form.year, errors).await).await
}

/// GET /pacts/signing: all that wait for a side.
pub async fn signing(user: CurrentUser, query: web::Query<BulkForm>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    page(&signing_page(&user, &db, query.into_inner(), FieldErrors::default()).await?)
}

async fn signing_page(
    user: &CurrentUser,
    db: &Db,
    mut form: BulkForm,
    errors: FieldErrors,
) -> AppResult<SigningManyPage> {
    let signs = |side: &Side| policy::may(user, Act::SignPact(*side, UnitId::NONE));
    let mine = [Side::Agency, Side::Union].into_iter().filter(signs);
    let asked = Side::from_code(&form.side);
    let side = mine.clone().find(|side| Some(*side) == asked).or(mine.clone().next()).ok_or(AppError::Denied)?;
    let (asked, today) = (form.year.clone(), user.today);
    let found = db.read(move |conn| {
        // Where no year is asked for, the first in which any waits.
        let waiting = if asked.is_empty() { store::year_awaiting(conn, side, None)? } else { None };
        let year = match waiting {
            Some(year) => year,
            None => years::ops::asked_or_current(conn, &asked, today)?,
        };
        let filter = Filter { year, unit: None, state: Some(State::Offered), with_drafts: false };
        Ok((year, ops::list(conn, filter)?))
    });
    let (year, found) = found.await?;
    form.year = year.to_string();
    form.side = side.code().to_owned();
    let waiting = found.into_iter().filter(|it| it.standing.awaits(side)).take(MOST);
    let lines = waiting.map(Line::of).collect();
    Ok(SigningManyPage { shell: Shell::for_page(user, Menu::Pacts), form, side, errors, lines })
}

/// POST /pacts/signing
pub async fn sign(
    request: HttpRequest,
    user: CurrentUser,
    posted: Posted<BulkForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let sides = [Side::Agency, Side::Union];
    if !sides.iter().any(|side| policy::may(&user, Act::SignPact(*side, UnitId::NONE))) {
        return Err(AppError::Denied);
    }
    let form = posted.form;
    let year = Year::parse(&form.year).unwrap_or(Year::of(user.today));
    let signed = match form.parse_signing() {
        Ok((side, chosen)) => {
            let sign = move |tx: &mut Tx| ops::sign_many(tx, side, &chosen).map(|()| format!("/pacts?year={year}"));
            db.carry_out(user.actor.clone(), posted.number, sign).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = signed.map(|location| flash::said(&request, &location, "Đã ký các giao ước đã chọn."));
    or_form_again(said, async |errors| signing_page(&user, &db, form, errors).await).await
}
