//! GET: what `thidua check` finds, as a page.

use actix_web::{HttpResponse, web};
use askama::Template;

use crate::data_folder::attachments::Attachments;
use crate::db::off_thread;
use crate::error::AppResult;
use crate::inspection::{self, Finding, Light};
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::page;
use crate::web::shell::{Menu, Shell};

pub struct Line {
    pub what: &'static str,
    pub word: &'static str,
    pub tag: &'static str,
    pub words: String,
}

#[derive(Template)]
#[template(path = "backup/health.html")]
struct HealthPage {
    shell: Shell,
    lines: Vec<Line>,
    red: usize,
}

/// GET /admin/health
pub async fn show(user: CurrentUser, attachments: web::Data<Attachments>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepInstallation)?;
    let folder = attachments.data_folder();
    let found = off_thread(move || Ok(inspection::all(&folder)?)).await?;
    let red = found.iter().filter(|it| it.light == Light::Red).count();
    let lines = found.into_iter().map(line).collect();
    page(&HealthPage { shell: Shell::for_page(&user, Menu::Health), lines, red })
}

fn line(it: Finding) -> Line {
    let tag = match it.light {
        Light::Good => "tag--ok",
        Light::Warn => "tag--warn",
        Light::Red => "tag--danger",
    };
    Line { what: it.what, word: it.light.word(), tag, words: it.words }
}
