//! GET: what was given to whom, and the form to give.

use actix_web::{HttpResponse, web};

use super::form::DelegationForm;
use super::ops;
use super::store;
use super::view::*;
use crate::db::Db;
use crate::domain::date::format_date;
use crate::domain::delegation::{Form, Scope};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::policy::{self, Act};
use crate::sheets::{Column, Kind, TableFormat, Value, Written};
use crate::web::current_user::CurrentUser;
use crate::web::forms::{Choice, words};
use crate::web::lists::{self, FileKind};
use crate::web::page;
use crate::web::shell::{Menu, Shell};

const FORMAT: TableFormat = TableFormat {
    name: "delegations",
    columns: &[
        Column::required("giver", "Người ủy quyền", Kind::Line),
        Column::required("taker", "Người nhận", Kind::Line),
        Column::required("scope", "Việc", Kind::Word(|| Scope::WORDS.to_vec(), Written::AsOnScreen)),
        Column::required("form", "Hình thức ký", Kind::Word(|| Form::WORDS.to_vec(), Written::AsOnScreen)),
        Column::required("starts_on", "Từ ngày", Kind::Date),
        Column::required("ends_on", "Đến hết ngày", Kind::Date),
        Column::optional("ended_on", "Thôi từ ngày", Kind::Date),
        Column::required("reason", "Lý do", Kind::Paragraphs),
    ],
};

/// GET /delegations
pub async fn index(user: CurrentUser, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeDelegations)?;
    let actor = user.actor.clone();
    let found = db.read(move |conn| ops::list(conn, &actor)).await?;
    page(&IndexPage {
        lines: found.iter().map(|it| Line::of(it, user.account, user.today)).collect(),
        can_give: !scopes(&user).is_empty(),
        shell: Shell::for_page(&user, Menu::Delegations),
    })
}

/// GET /delegations.csv, /delegations.xlsx
pub async fn file(user: CurrentUser, kind: web::Path<FileKind>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeDelegations)?;
    let actor = user.actor.clone();
    let found = db.read(move |conn| ops::list(conn, &actor)).await?;
    let row = |it: &store::Delegation| -> Vec<Value> {
        vec![
            it.giver_name.as_str().into(),
            it.taker_name.as_str().into(),
            Value::Word(it.scope.code()),
            Value::Word(it.form.code()),
            it.starts_on.into(),
            it.ends_on.into(),
            it.ended_on.into(),
            it.reason.as_str().into(),
        ]
    };
    let rows: Vec<_> = found.iter().map(row).collect();
    lists::personal_file(&db, user.actor, "Ủy quyền", kind.into_inner(), &FORMAT, rows).await
}

/// GET /delegations/new
pub async fn new(user: CurrentUser, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let scope = scopes(&user).first().map_or_else(String::new, |scope| scope.code().to_owned());
    let form = DelegationForm {
        scope,
        form: Form::Deputy.code().to_owned(),
        starts_on: format_date(user.today),
        ..DelegationForm::default()
    };
    page(&new_page(&user, &db, form, FieldErrors::default()).await?)
}

pub async fn new_page(user: &CurrentUser, db: &Db, form: DelegationForm, errors: FieldErrors) -> AppResult<NewPage> {
    let scopes = scopes(user);
    if scopes.is_empty() {
        return Err(AppError::Denied);
    }
    let (giver, unit) = ops::giver_of(user)?;
    let offered = scopes.clone();
    let takers = db.read(move |conn| {
        let mut found = Vec::new();
        // One or two scopes: as many reads.
        for scope in offered {
            found.extend(store::colleagues(conn, scope, unit, giver)?);
        }
        Ok(found)
    });
    let mut takers = takers.await?;
    let mut seen = std::collections::HashSet::new();
    takers.retain(|it| seen.insert(it.account));
    let choice =
        |it: store::Colleague| Choice::new(it.account.to_string(), format!("{}, {}", it.full_name, it.position));
    Ok(NewPage {
        shell: Shell::for_page(user, Menu::Delegations),
        scopes: scopes.iter().map(|scope| Choice::new(scope.code(), scope.word())).collect(),
        takers: takers.into_iter().map(choice).collect(),
        forms: words(Form::WORDS),
        form,
        errors,
    })
}

/// What the user may give.
fn scopes(user: &CurrentUser) -> Vec<Scope> {
    Scope::ALL.iter().copied().filter(|scope| policy::may(user, Act::Delegate(*scope))).collect()
}
