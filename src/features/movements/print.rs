//! GET /movements/{id}/print: the plan of the launch as a paper.

use actix_web::{HttpResponse, web};

use super::ops;
use super::pages::find_visible;
use super::show::target_lines;
use super::view::{Detail, PrintPage, TaskLine, plan_words};
use crate::db::Db;
use crate::domain::date::local;
use crate::domain::ids::MovementId;
use crate::error::AppResult;
use crate::features::settings::ops::letterhead;
use crate::web::current_user::CurrentUser;
use crate::web::page;
use crate::web::shell::{Menu, Shell};

/// GET /movements/{id}/print
pub async fn show(user: CurrentUser, id: web::Path<MovementId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let (id, actor, today) = (*id, user.actor.clone(), user.today);
    let shell = Shell::for_page(&user, Menu::Movements);
    let printed = db.read(move |conn| {
        let it = find_visible(conn, &actor, id)?;
        // The day of the paper is that of the launch; of a draft it is today.
        let day = it.launched_at.map_or(today, |at| local(at.and_utc()).date());
        let mut head = letterhead(conn, day)?;
        head.number.clone_from(&it.content.document_number);
        let units = ops::units_of(conn, id)?;
        Ok(PrintPage {
            shell,
            head,
            tasks: ops::tasks_of(conn, id)?.into_iter().map(|task| TaskLine::of(task, today)).collect(),
            targets: target_lines(conn, &it, today)?,
            plan: ops::plan_of(conn, id)?.iter().map(|line| plan_words(line, it.content.year)).collect(),
            units: units.into_iter().map(|unit| unit.name).collect(),
            it: Detail::of(it, today),
        })
    });
    page(&printed.await?)
}
