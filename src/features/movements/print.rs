//! GET /movements/{id}/print: the plan of the launch as a paper.

use actix_web::{HttpResponse, web};
use chrono::NaiveDate;

use super::ops;
use super::pages::find_visible;
use super::paper_view::{Desk, values_of};
use super::show::target_lines;
use super::store;
use super::view::{Detail, TaskLine, plan_words};
use crate::db::{Connection, Db};
use crate::domain::date::local;
use crate::domain::event::{EventKind, Object};
use crate::domain::ids::MovementId;
use crate::domain::movement::State;
use crate::domain::wording::{PaperKind, Wording};
use crate::error::AppResult;
use crate::features::settings::ops::{Issued, letterhead, wording};
use crate::papers::{Bundle, Format, Sample, answer};
use crate::policy::Actor;
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
    let desk = db.read(move |conn| desk(conn, &actor, id, today, None)).await?;
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

/// The plan of the newest movement, in these words.
pub async fn sample(user: &CurrentUser, db: &Db, words: Wording) -> AppResult<Option<Sample>> {
    let (actor, today) = (user.actor.clone(), user.today);
    let found = db.read(move |conn| match store::newest(conn)? {
        Some(id) => desk(conn, &actor, id, today, Some(words)).map(Some),
        None => Ok(None),
    });
    let sample = |desk: Desk| {
        let papers = vec![desk.plan_paper()];
        Sample { of: format!("Kế hoạch {}", desk.it.name), papers, missing: desk.said.missing() }
    };
    Ok(found.await?.map(sample))
}

fn desk(
    conn: &mut Connection,
    actor: &Actor,
    id: MovementId,
    today: NaiveDate,
    words: Option<Wording>,
) -> AppResult<Desk> {
    let it = find_visible(conn, actor, id)?;
    // The day of the paper is that of the launch; of a draft it is today.
    let day = it.launched_at.map_or(today, |at| local(at.and_utc()).date());
    let mut head = letterhead(conn, day)?;
    head.number.clone_from(&it.content.document_number);
    let launched = Issued { object: Object::Movement(id), by: EventKind::MovementLaunched, day };
    let issued = (it.state != State::Draft).then_some(launched);
    let words = words.map_or_else(|| wording(conn, PaperKind::Plan, issued, day), Ok)?;
    let units: Vec<String> = ops::units_of(conn, id)?.into_iter().map(|unit| unit.name).collect();
    let targets = target_lines(conn, &it, today)?;
    let plan = ops::plan_of(conn, id)?.iter().map(|line| plan_words(line, it.content.year)).collect();
    let it = Detail::of(it, today);
    Ok(Desk {
        said: words.with(values_of(&it, &units)),
        head,
        tasks: ops::tasks_of(conn, id)?.into_iter().map(|task| TaskLine::of(task, today)).collect(),
        targets,
        plan,
        it,
    })
}
