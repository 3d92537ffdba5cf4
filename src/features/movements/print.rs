//! GET /movements/{id}/print: the plan of the launch as a paper.

use actix_web::{HttpResponse, web};

use super::ops;
use super::pages::find_visible;
use super::paper_view::Desk;
use super::show::target_lines;
use super::view::{Detail, TaskLine, plan_words};
use crate::db::Db;
use crate::domain::date::local;
use crate::domain::ids::MovementId;
use crate::error::AppResult;
use crate::features::settings::ops::letterhead;
use crate::papers::{Bundle, Format, answer};
use crate::web::ById;
use crate::web::current_user::CurrentUser;
use crate::web::shell::{Menu, Shell};

/// GET /movements/{id}/print
pub async fn show(
    user: CurrentUser,
    id: web::Path<ById<MovementId>>,
    format: Format,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (id, actor, today) = (id.id, user.actor.clone(), user.today);
    let found = db.read(move |conn| {
        let it = find_visible(conn, &actor, id)?;
        // The day of the paper is that of the launch; of a draft it is today.
        let day = it.launched_at.map_or(today, |at| local(at.and_utc()).date());
        let mut head = letterhead(conn, day)?;
        head.number.clone_from(&it.content.document_number);
        let units = ops::units_of(conn, id)?;
        Ok(Desk {
            head,
            tasks: ops::tasks_of(conn, id)?.into_iter().map(|task| TaskLine::of(task, today)).collect(),
            targets: target_lines(conn, &it, today)?,
            plan: ops::plan_of(conn, id)?.iter().map(|line| plan_words(line, it.content.year)).collect(),
            units: units.into_iter().map(|unit| unit.name).collect(),
            it: Detail::of(it, today),
        })
    });
    let desk = found.await?;
    let bundle = Bundle {
        title: format!("Kế hoạch {}", desk.it.name),
        papers: vec![desk.plan_paper()],
        empty: "",
        back: format!("/movements/{id}"),
        address: desk.it.address("print"),
        query: String::new(),
    };
    answer(format, Shell::for_page(&user, Menu::Movements), bundle).await
}
