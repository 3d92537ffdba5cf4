//! GET /clusters/{id}/print: the summary of a block's points as a paper, with the sheet of each unit behind it.

use actix_web::{HttpResponse, web};

use super::ops::Table;
use super::pages::find_visible;
use super::paper_view::{Desk, papers};
use super::view::Head;
use crate::db::Db;
use crate::domain::date::local;
use crate::domain::emulation_cluster::State;
use crate::domain::event::{EventKind, Object};
use crate::domain::ids::ClusterId;
use crate::error::AppResult;
use crate::features::settings::ops::letterhead;
use crate::papers::{Bundle, Format, answer};
use crate::web::ById;
use crate::web::current_user::CurrentUser;
use crate::web::history;
use crate::web::shell::{Menu, Shell};

/// GET /clusters/{id}/print
pub async fn show(
    user: CurrentUser,
    id: web::Path<ById<ClusterId>>,
    format: Format,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (id, actor, today) = (id.id, user.actor.clone(), user.today);
    let (title, papers) = db
        .read(move |conn| {
            let it = find_visible(conn, &actor, id)?;
            // The day of the paper is that of the conclusion; before it is today.
            let concluded = match it.state {
                State::Concluded => history::moment(conn, Object::Cluster(id), EventKind::ClusterConcluded)?,
                _ => None,
            };
            let day = concluded.map_or(today, |at| local(at.and_utc()).date());
            let head = letterhead(conn, day)?;
            let table = Table::load(conn, id, today)?;
            let title = format!("Chấm điểm thi đua {} năm {}", it.content.name, it.content.year);
            Ok((title, papers(&Desk { head, table: &table, it: Head::of(&it) })))
        })
        .await?;
    let bundle = Bundle {
        title,
        papers,
        empty: "Bảng tiêu chí chưa công bố, chưa có gì để in.",
        back: format!("/clusters/{id}"),
        address: format!("/clusters/{id}/print"),
        query: String::new(),
    };
    answer(format, Shell::for_page(&user, Menu::Clusters), bundle).await
}
