//! GET: an initiative's levels, with the form that records a higher one.

use actix_web::{HttpResponse, web};

use super::form::{LevelForm, WithdrawalForm};
use super::ops;
use super::view::{LevelsPage, Line};
use crate::db::Db;
use crate::domain::initiative::Level;
use crate::domain::law::catalogue;
use crate::error::{AppResult, FieldErrors};
use crate::features::initiatives::pages::load;
use crate::features::initiatives::view::address_of;
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::forms::Choice;
use crate::web::page;
use crate::web::shell::{Menu, Shell};

/// What was typed into the forms of the page.
#[derive(Default)]
pub struct Typed {
    pub level: Option<LevelForm>,
    pub withdrawal: WithdrawalForm,
}

/// GET /initiatives/{code}/levels
pub async fn index(user: CurrentUser, code: web::Path<String>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    page(&levels_page(&user, &db, &code, Typed::default(), FieldErrors::default()).await?)
}

pub async fn levels_page(
    user: &CurrentUser,
    db: &Db,
    code: &str,
    typed: Typed,
    errors: FieldErrors,
) -> AppResult<LevelsPage> {
    let it = load(db, user, code).await?;
    policy::must(user, Act::RaiseInitiative(&it.facts))?;
    let id = it.id;
    let raises = db.read(move |conn| ops::of(conn, id)).await?;
    let in_force = it.recognition.as_ref();
    let above = |level: &&Level| in_force.is_some_and(|in_force| **level > in_force.level);
    let levels: Vec<&Level> = Level::ALL.iter().filter(above).collect();
    let form = typed.level.unwrap_or_else(|| LevelForm {
        version: it.version,
        level: levels.first().map_or_else(String::new, |level| level.code().to_owned()),
        authority: levels.first().map_or_else(String::new, |level| authority(**level)),
        ..LevelForm::default()
    });
    Ok(LevelsPage {
        shell: Shell::for_page(user, Menu::Initiatives),
        address: address_of(&it.code),
        in_force: in_force.map_or_else(String::new, ToString::to_string),
        lines: raises.iter().map(Line::of).collect(),
        levels: levels.into_iter().map(|level| Choice::new(level.code(), level.word())).collect(),
        withdrawal: WithdrawalForm { version: it.version, ..typed.withdrawal },
        code: it.code,
        title: it.title,
        form,
        errors,
    })
}

/// Who recognises at a level.
fn authority(level: Level) -> String {
    let known = catalogue().initiative_levels.iter().find(|it| it.code == level.code());
    known.map_or_else(String::new, |it| it.recognised_by.to_string())
}
