//! GET: one's own second factor.

use actix_web::{HttpResponse, web};

use super::ops::{self, Standing};
use super::view::{Offer, RemovePage, ShowPage};
use crate::db::Db;
use crate::domain::date;
use crate::domain::second_factor::{SECONDS, Secret};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::web::current_user::{CurrentUser, FactorSetter};
use crate::web::qr::Qr;
use crate::web::shell::{Menu, Shell};
use crate::web::{page, percent_encode};

/// Whom the app on the telephone names.
const ISSUER: &str = "Thi đua, khen thưởng";

/// GET /account/second-factor
pub async fn show(user: FactorSetter, db: web::Data<Db>) -> AppResult<HttpResponse> {
    page(&show_page(&user.0, &db, FieldErrors::default()).await?)
}

/// The page as the account stands, with what is wrong.
pub async fn show_page(user: &CurrentUser, db: &Db, errors: FieldErrors) -> AppResult<ShowPage> {
    let (account, roles) = (user.account.ok_or(AppError::NotFound)?, user.roles);
    let (standing, is_demanded) = db.read(move |conn| ops::standing(conn, account, roles)).await?;
    let offer = match standing {
        Standing::Without => Offer::Begin,
        Standing::Begun(secret) => Offer::Confirm {
            secret: in_groups(&secret.base32()),
            picture: Qr::of(&address_of(&secret, &user.username)),
        },
        Standing::Has { since, codes_left } => {
            Offer::Keep { since: date::format_date_time(since.and_utc()), codes_left }
        }
    };
    Ok(ShowPage { shell: Shell::for_page(user, Menu::Elsewhere), errors, offer, is_demanded })
}

/// GET /account/second-factor/removal
pub async fn check_removal(user: CurrentUser, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let account = user.account.ok_or(AppError::NotFound)?;
    if !db.read(move |conn| ops::has_one(conn, account)).await? {
        return Err(AppError::NotFound);
    }
    page(&remove_page(&user, FieldErrors::default()))
}

pub fn remove_page(user: &CurrentUser, errors: FieldErrors) -> RemovePage {
    RemovePage { shell: Shell::for_page(user, Menu::Elsewhere), errors }
}

/// What apps read from the picture.
fn address_of(secret: &Secret, username: &str) -> String {
    let (issuer, label) = (percent_encode(ISSUER), percent_encode(&format!("{ISSUER}:{username}")));
    format!("otpauth://totp/{label}?secret={}&issuer={issuer}&digits=6&period={SECONDS}", secret.base32())
}

fn in_groups(secret: &str) -> String {
    let signs: Vec<char> = secret.chars().collect();
    signs.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}
