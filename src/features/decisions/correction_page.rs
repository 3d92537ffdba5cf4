//! GET and POST: the page on which the head of the agency corrects a decision.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use serde::Deserialize;

use super::correction::{Correction, correct, is_correctable};
use super::ops::Seen;
use super::pages::load;
use super::view::Detail;
use crate::db::{Db, Tx};
use crate::domain::date;
use crate::domain::ids::*;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::forms::Check;
use crate::web::posted::{Posted, carry_out};
use crate::web::shell::{Menu, Shell};
use crate::web::{flash, or_form_again, page};

/// The document that corrects.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct CorrectionForm {
    #[serde(default)]
    pub document_no: String,
    #[serde(default)]
    pub corrected_on: String,
    #[serde(default)]
    pub content: String,
    #[serde(default)]
    pub version: i64,
}

impl CorrectionForm {
    fn parse(&self) -> Result<Correction, FieldErrors> {
        let mut check = Check::new();
        let missing = "Nhập số văn bản đính chính, ví dụ 210/STC-VP.";
        let document_no = check.line("document_no", &self.document_no, 60, missing);
        let corrected_on = check.date("corrected_on", &self.corrected_on, "Ngày đính chính");
        let content = check.text("content", &self.content, 2_000, "Ghi chỗ sai và nội dung đúng.");
        check.finish(|| Some(Correction { document_no, corrected_on: corrected_on?, content }))
    }
}

#[derive(Template)]
#[template(path = "decisions/correction.html")]
pub struct CorrectionPage {
    shell: Shell,
    it: Detail,
    form: CorrectionForm,
    errors: FieldErrors,
}

/// GET /decisions/{id}/correction
pub async fn show(user: CurrentUser, id: web::Path<DecisionId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let form = CorrectionForm { corrected_on: date::format_date(user.today), ..CorrectionForm::default() };
    page(&correction_page(&user, &db, *id, form, FieldErrors::default()).await?)
}

async fn correction_page(
    user: &CurrentUser,
    db: &Db,
    id: DecisionId,
    mut form: CorrectionForm,
    errors: FieldErrors,
) -> AppResult<CorrectionPage> {
    policy::must(user, Act::IssueDecision)?;
    let (decision, _) = load(db, user, id).await?;
    if !is_correctable(&decision) {
        return Err(AppError::Illegal);
    }
    if errors.is_empty() {
        form.version = decision.version;
    }
    Ok(CorrectionPage { shell: Shell::for_page(user, Menu::Decisions), it: Detail::of(&decision), form, errors })
}

/// POST /decisions/{id}/correction
pub async fn save(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<DecisionId>,
    posted: Posted<CorrectionForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::IssueDecision)?;
    let (form, id) = (posted.form, *id);
    let seen = Seen { id, version: form.version };
    let verb = move |tx: &mut Tx, it: Correction| correct(tx, seen, it);
    let corrected = carry_out(&user, &db, posted.number, form.parse(), format!("/decisions/{id}"), verb).await;
    let said = corrected.map(|location| flash::said(&request, &location, "Đã ghi đính chính."));
    or_form_again(said, async |errors| correction_page(&user, &db, id, form, errors).await).await
}
