//! GET and POST: the page on which the head of the agency takes awards back.

use actix_session::Session;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use serde::Deserialize;

use super::lines::{self, Line};
use super::ops::{self, Seen};
use super::pages::load;
use super::revocation::{Revocation, is_revocable};
use super::view::{Candidate, Detail};
use crate::db::{Db, Tx};
use crate::domain::date;
use crate::domain::ids::*;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::features::account::ops::confirm;
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::forms::Check;
use crate::web::posted::Posted;
use crate::web::shell::{Menu, Shell};
use crate::web::{flash, or_form_again, page};

/// The later decision, and the awards it takes back.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct RevocationForm {
    #[serde(default)]
    pub number: String,
    #[serde(default)]
    pub decided_on: String,
    #[serde(default)]
    pub reason: String,
    #[serde(default)]
    pub awards: Vec<i64>,
    #[serde(default)]
    pub confirmed: String,
    /// Asked for again before they are taken back.
    #[serde(default)]
    pub password: String,
    #[serde(default)]
    pub version: i64,
}

impl RevocationForm {
    fn parse(&self) -> Result<Revocation, FieldErrors> {
        let mut check = Check::new();
        if self.awards.is_empty() {
            check.errors.add("awards", "Chọn ít nhất một dòng bị thu hồi.");
        }
        let number = check.line("number", &self.number, 40, "Nhập số quyết định thu hồi, ví dụ 16.");
        let decided_on = check.date("decided_on", &self.decided_on, "Ngày quyết định thu hồi");
        let reason = check.text("reason", &self.reason, 1_000, "Nêu lý do thu hồi.");
        let confirmed = check.line("confirmed", &self.confirmed, 60, "Gõ lại số quyết định bị thu hồi.");
        let awards = self.awards.iter().copied().map(AwardId).collect();
        check.finish(|| Some(Revocation { number, decided_on: decided_on?, reason, awards, confirmed }))
    }
}

#[derive(Template)]
#[template(path = "decisions/revocation.html")]
pub struct RevocationPage {
    shell: Shell,
    it: Detail,
    /// Number of the award and the line.
    lines: Vec<(i64, Candidate)>,
    form: RevocationForm,
    errors: FieldErrors,
}

/// GET /decisions/{id}/revocation
pub async fn show(user: CurrentUser, id: web::Path<DecisionId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let form = RevocationForm { decided_on: date::format_date(user.today), ..RevocationForm::default() };
    page(&revocation_page(&user, &db, *id, form, FieldErrors::default()).await?)
}

async fn revocation_page(
    user: &CurrentUser,
    db: &Db,
    id: DecisionId,
    mut form: RevocationForm,
    errors: FieldErrors,
) -> AppResult<RevocationPage> {
    policy::must(user, Act::IssueDecision)?;
    let (decision, _) = load(db, user, id).await?;
    if !is_revocable(&decision) {
        return Err(AppError::Illegal);
    }
    if errors.is_empty() {
        form.version = decision.version;
    }
    let lines = db.read(move |conn| lines::standing(conn, id)).await?;
    let candidate =
        |(award, line): (AwardId, Line)| (award.0, Candidate::of(line, decision.year, form.awards.contains(&award.0)));
    Ok(RevocationPage {
        shell: Shell::for_page(user, Menu::Decisions),
        lines: lines.into_iter().map(candidate).collect(),
        it: Detail::of(&decision),
        form,
        errors,
    })
}

/// POST /decisions/{id}/revocation
pub async fn revoke(
    request: HttpRequest,
    session: Session,
    mut user: CurrentUser,
    id: web::Path<DecisionId>,
    posted: Posted<RevocationForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::IssueDecision)?;
    let (form, id) = (posted.form, *id);
    load(&db, &user, id).await?;
    let seen = Seen { id, version: form.version };
    let revoked = match confirm(&mut user, &session, &db, &form.password, form.parse()).await? {
        Ok(it) => {
            let revoke = move |tx: &mut Tx| Ok(format!("/decisions/{}", ops::revoke(tx, seen, &it)?));
            db.carry_out(user.actor.clone(), posted.number, revoke).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = revoked.map(|location| {
        flash::said(&request, &location, "Đã thu hồi. Hồ sơ và lượt khen thưởng ghi rõ quyết định này.")
    });
    or_form_again(said, async |errors| revocation_page(&user, &db, id, form, errors).await).await
}
