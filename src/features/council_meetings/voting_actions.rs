//! POST: start the vote, vote, count paper, close, open, void. What was chosen is never logged, kept or shown again.

use actix_session::Session;
use actix_web::{HttpRequest, HttpResponse, web};

use super::actions::{Typed, address, must};
use super::ballot_store::Ballot;
use super::voting::Start;
use super::{form, ops, pages, voting_pages};
use crate::ballot_box::{self, BallotFault, OpenKey, Passphrase};
use crate::data_folder::ballot_keys::BallotKeys;
use crate::db::{Db, Tx, off_thread};
use crate::domain::ids::*;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::features::account::ops::confirm;
use crate::policy::MeetingAct;
use crate::web::current_user::CurrentUser;
use crate::web::forms::TypedFields;
use crate::web::posted::carry_out;
use crate::web::{flash, or_form_again, page};

type Id = web::Path<CouncilMeetingId>;

/// POST /council-meetings/{id}/start
pub async fn start(
    request: HttpRequest,
    user: CurrentUser,
    id: Id,
    posted: Typed,
    db: web::Data<Db>,
    keys: web::Data<BallotKeys>,
) -> AppResult<HttpResponse> {
    let (typed, id) = (posted.form, *id);
    must(&db, &user, id, MeetingAct::Start).await?;
    let seen = form::seen(id, &typed);
    let started = match key_of(&typed).await {
        Ok(key) => {
            let keys = keys.get_ref().clone();
            let start =
                move |tx: &mut Tx, start: Option<Start>| ops::start(tx, seen, start.as_ref().map(|it| (it, &keys)));
            carry_out(&user, &db, posted.number, Ok(key), address(id, "turnout"), start).await
        }
        Err(error) => Err(error),
    };
    let said = started.map(|location| flash::said(&request, &location, "Đã mở bỏ phiếu. Thành viên được báo."));
    or_form_again(said, async |errors| voting_pages::start_page(&user, &db, id, without_secrets(typed), errors).await)
        .await
}

/// A fresh key for the two holders; none where the form asked for none, because nobody votes on the screen.
async fn key_of(typed: &TypedFields) -> AppResult<Option<Start>> {
    if !typed.has("holder_one") {
        return Ok(None);
    }
    let (holders, phrases) = match (form::holders(typed), form::passphrases(typed, true)) {
        (Ok(holders), Ok(phrases)) => (holders, phrases),
        (holders, phrases) => {
            let mut errors = FieldErrors::default();
            errors.0.extend(holders.err().into_iter().chain(phrases.err()).flat_map(|it| it.0));
            return Err(errors.into());
        }
    };
    let (one, two) = phrases;
    let key = off_thread(move || Ok(ballot_box::fresh_key(&one, &two).map_err(anyhow::Error::from)?)).await?;
    Ok(Some(Start { holders, key }))
}

/// The form again, without what nobody else may read from the page.
fn without_secrets(mut typed: TypedFields) -> TypedFields {
    for field in ["password_one", "again_password_one", "password_two", "again_password_two"] {
        typed.set(field, "");
    }
    typed
}

/// POST /council-meetings/{id}/ballot/check: shows once more what was chosen; it keeps nothing.
pub async fn check(user: CurrentUser, id: Id, posted: Typed, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let (typed, id) = (posted.form, *id);
    let (meeting, it, shell) = voting_pages::load_to_vote(&db, &user, id).await?;
    let member = user.person.ok_or(AppError::Denied)?;
    if typed.has("back") {
        return page(&voting_pages::ballot_page(&user, &db, id, &typed, FieldErrors::default()).await?);
    }
    let checked = form::choices(&typed, &meeting, member).map_err(AppError::from);
    let shown = match checked {
        Ok(_) => return page(&voting_pages::check_page(&meeting, it, shell, member, &typed)?),
        Err(error) => Err(error),
    };
    or_form_again(shown, async |errors| voting_pages::ballot_page(&user, &db, id, &typed, errors).await).await
}

/// POST /council-meetings/{id}/ballot
pub async fn cast(
    user: CurrentUser,
    id: Id,
    posted: Typed,
    db: web::Data<Db>,
    keys: web::Data<BallotKeys>,
) -> AppResult<HttpResponse> {
    let (typed, id) = (posted.form, *id);
    let (meeting, ..) = voting_pages::load_to_vote(&db, &user, id).await?;
    let member = user.person.ok_or(AppError::Denied)?;
    let keys = keys.get_ref().clone();
    let cast = move |tx: &mut Tx, choices| ops::cast(tx, id, &choices, &keys);
    let chosen = form::choices(&typed, &meeting, member);
    let done = carry_out(&user, &db, posted.number, chosen, address(id, "ballot/done"), cast).await;
    let gone = done.map(|location| crate::web::see_other(&location));
    or_form_again(gone, async |errors| voting_pages::ballot_page(&user, &db, id, &typed, errors).await).await
}

/// POST /council-meetings/{id}/counts
pub async fn enter_counts(
    request: HttpRequest,
    user: CurrentUser,
    id: Id,
    posted: Typed,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (typed, id) = (posted.form, *id);
    must(&db, &user, id, MeetingAct::EnterCounts).await?;
    let (meeting, _) = pages::load(&db, &user, id).await?;
    let seen = form::seen(id, &typed);
    let enter = move |tx: &mut Tx, counts: Vec<_>| ops::enter_counts(tx, seen, &counts);
    let counted = form::counts(&typed, &meeting);
    let done = carry_out(&user, &db, posted.number, counted, address(id, ""), enter).await;
    let said = done.map(|location| flash::said(&request, &location, "Đã ghi kết quả kiểm phiếu giấy."));
    or_form_again(said, async |errors| voting_pages::counts_page(&user, &db, id, typed, errors).await).await
}

/// POST /council-meetings/{id}/closing
pub async fn close(
    request: HttpRequest,
    user: CurrentUser,
    id: Id,
    posted: Typed,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (typed, id) = (posted.form, *id);
    must(&db, &user, id, MeetingAct::Close).await?;
    let seen = form::seen(id, &typed);
    let close = move |tx: &mut Tx, ()| ops::close(tx, seen);
    let done = carry_out(&user, &db, posted.number, Ok(()), address(id, ""), close).await;
    let said = done.map(|location| flash::said(&request, &location, "Đã kết thúc bỏ phiếu."));
    or_form_again(said, async |errors| voting_pages::closing_page(&user, &db, id, errors).await).await
}

/// POST /council-meetings/{id}/opening: both holders type on one screen, and whoever is logged in types his password.
pub async fn open(
    request: HttpRequest,
    session: Session,
    mut user: CurrentUser,
    id: Id,
    posted: Typed,
    db: web::Data<Db>,
    keys: web::Data<BallotKeys>,
) -> AppResult<HttpResponse> {
    let (typed, id) = (posted.form, *id);
    let (meeting, _) = pages::load(&db, &user, id).await?;
    let keys = keys.get_ref();
    let opened = match (ops::must_open(&meeting, &user), meeting.ballot) {
        (Ok(()), Some(ballot)) => {
            let phrases = form::passphrases(&typed, false);
            let confirmed = confirm(&mut user, &session, &db, typed.of("password"), phrases).await?;
            match unlocked(confirmed, &ballot, keys).await {
                Ok(key) => {
                    let (seen, ballot) = (form::seen(id, &typed), ballot.id);
                    let open = move |tx: &mut Tx, key: OpenKey| ops::open(tx, seen, &key).map(|_| ());
                    let done = carry_out(&user, &db, posted.number, Ok(key), address(id, ""), open).await;
                    forget(done, &db, keys, ballot).await
                }
                Err(error) => Err(error),
            }
        }
        (Ok(()), None) => Err(AppError::Illegal),
        (Err(error), _) => Err(error),
    };
    let said = opened.map(|location| flash::said(&request, &location, "Đã mở hòm phiếu. Phiếu và khóa đã được hủy."));
    or_form_again(said, async |errors| voting_pages::opening_page(&user, &db, keys, id, errors).await).await
}

/// The private key, from its file and both passphrases.
async fn unlocked(
    phrases: Result<(Passphrase, Passphrase), FieldErrors>,
    ballot: &Ballot,
    keys: &BallotKeys,
) -> AppResult<OpenKey> {
    let (one, two) = phrases?;
    let (keys, id) = (keys.clone(), ballot.id);
    off_thread(move || {
        let gone = "Khóa của cuộc bỏ phiếu không còn trên máy này. Hủy cuộc bỏ phiếu rồi bỏ phiếu lại.";
        let file = keys.read(id)?.ok_or_else(|| FieldErrors::one("password_one", gone))?;
        ballot_box::open_key(&file, &one, &two).map_err(|fault| match fault {
            BallotFault::WrongPassphrase => {
                let words = "Một trong hai cụm mật khẩu chưa đúng. Cả hai người gõ lại.";
                FieldErrors::one("password_one", words).into()
            }
            other => AppError::Unexpected(other.into()),
        })
    })
    .await
}

/// Once the boxes are gone from the tables, nothing of them stays in the log, and the key goes last.
async fn forget(done: AppResult<String>, db: &Db, keys: &BallotKeys, ballot: BallotId) -> AppResult<String> {
    let location = done?;
    let (database, keys) = (db.clone(), keys.clone());
    off_thread(move || {
        database.empty_log()?;
        Ok(keys.remove(ballot)?)
    })
    .await?;
    Ok(location)
}

/// POST /council-meetings/{id}/voiding
pub async fn void(
    request: HttpRequest,
    user: CurrentUser,
    id: Id,
    posted: Typed,
    db: web::Data<Db>,
    keys: web::Data<BallotKeys>,
) -> AppResult<HttpResponse> {
    let (typed, id) = (posted.form, *id);
    must(&db, &user, id, MeetingAct::Void).await?;
    let (meeting, _) = pages::load(&db, &user, id).await?;
    let ballot = meeting.ballot.ok_or(AppError::Illegal)?.id;
    let seen = form::seen(id, &typed);
    let void = move |tx: &mut Tx, reason: String| ops::void(tx, seen, &reason).map(|_| ());
    let done = carry_out(&user, &db, posted.number, form::reason(&typed), address(id, ""), void).await;
    let done = forget(done, &db, &keys, ballot).await;
    let said =
        done.map(|location| flash::said(&request, &location, "Đã hủy cuộc bỏ phiếu. Chuẩn bị lại rồi mở bỏ phiếu."));
    or_form_again(said, async |errors| voting_pages::voiding_page(&user, &db, id, typed, errors).await).await
}
