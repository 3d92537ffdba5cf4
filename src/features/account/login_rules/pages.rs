//! GET: the rules of logins.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::form::RulesForm;
use super::{GUARDED, current};
use crate::db::Db;
use crate::domain::event::Object;
use crate::error::{AppResult, FieldErrors};
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::forms::Choice;
use crate::web::shell::{Menu, Shell};
use crate::web::{history, page};

#[derive(Template)]
#[template(path = "account/login_rules.html")]
pub struct RulesPage {
    shell: Shell,
    form: RulesForm,
    errors: FieldErrors,
    roles: Vec<Choice>,
}

/// GET /admin/login-rules
pub async fn show(user: CurrentUser, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepInstallation)?;
    let (rules, version) = db.read(|conn| Ok((current(conn)?, history::version(conn, Object::LoginRules)?))).await?;
    page(&rules_page(&user, RulesForm::filled(&rules, version), FieldErrors::default()))
}

/// The form, as it stands or with what is wrong.
pub fn rules_page(user: &CurrentUser, form: RulesForm, errors: FieldErrors) -> RulesPage {
    let roles = GUARDED.iter().map(|role| Choice::new(role.code(), role.word())).collect();
    RulesPage { shell: Shell::for_page(user, Menu::LoginRules), form, errors, roles }
}
