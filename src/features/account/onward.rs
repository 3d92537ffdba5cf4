//! Where the steps of logging in lead: to the page that was asked for, or to what was typed when the session ended.

use actix_session::Session;
use actix_web::HttpResponse;

use super::pages::agency;
use super::view::KeptPage;
use crate::db::Db;
use crate::domain::date;
use crate::error::{AppResult, FieldErrors};
use crate::web::kept::Kept;
use crate::web::{local_path, page, see_other, sessions};

pub struct Onward {
    /// A page of ours.
    pub next: String,
    pub kept: Option<Kept>,
}

impl Onward {
    /// As the fields `next` and `kept` of a step say it.
    pub fn of(next: &str, kept: &str) -> Self {
        Self { next: local_path(next).to_owned(), kept: Kept::read(kept) }
    }

    /// After the last step: on to the page, or the page that shows the text. It is sent by whoever presses the button
    /// there, never by itself: somebody else may have logged in.
    pub async fn arrive(self, session: &Session, db: &Db, full_name: &str) -> AppResult<HttpResponse> {
        match self.kept {
            None => Ok(see_other(&self.next)),
            Some(kept) => page(&kept_page(session, db, kept, format!("Đã đăng nhập với tên {full_name}.")).await?),
        }
    }
}

/// What was typed, with a button that sends it; `said` is what has just been done.
pub async fn kept_page(session: &Session, db: &Db, kept: Kept, said: String) -> AppResult<KeptPage> {
    let (agency, _, help_contact, is_demo) = db.read(agency).await?;
    Ok(KeptPage {
        agency,
        help_contact,
        is_demo: is_demo.then(|| date::format_date(db.clock.today())),
        errors: FieldErrors::default(),
        said,
        owes_second_factor: false,
        again: kept.with_token(&sessions::token(session)?)?,
    })
}
