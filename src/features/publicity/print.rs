//! GET: the list that is shown and the minutes of its end, as papers.

use actix_web::{HttpResponse, web};

use super::pages::load;
use super::paper_view::{self, values_of};
use super::store;
use crate::db::Db;
use crate::domain::event::{EventKind, Object};
use crate::domain::ids::PublicityId;
use crate::domain::wording::{PaperKind, Wording};
use crate::error::{AppError, AppResult};
use crate::features::settings::ops::{Issued, Letterhead, letterhead, wording};
use crate::papers::{Bundle, Format, Sample, answer, answer_list};
use crate::policy::{self, Act};
use crate::web::ById;
use crate::web::current_user::CurrentUser;
use crate::web::shell::{Menu, Shell};

type Id = web::Path<ById<PublicityId>>;

/// GET /publicity/{id}/print
pub async fn list(user: CurrentUser, id: Id, format: Format, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let (written, rows) = list_of(&user, &db, id.id, None).await?;
    let shell = Shell::for_page(&user, Menu::Publicity);
    answer_list(&db, user.actor, rows, format, shell, bundle(id.id, "print", written)).await
}

/// GET /publicity/{id}/minutes: whoever reads all objections, once it is closed.
pub async fn minutes(user: CurrentUser, id: Id, format: Format, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let written = minutes_of(&user, &db, id.id, None).await?;
    answer(format, Shell::for_page(&user, Menu::Publicity), bundle(id.id, "minutes", written)).await
}

/// The newest list or minutes, in these words.
pub async fn sample(user: &CurrentUser, db: &Db, words: Wording) -> AppResult<Option<Sample>> {
    let is_list = words.kind == PaperKind::PublicityList;
    let Some(id) = db.read(move |conn| store::newest(conn, !is_list)).await? else { return Ok(None) };
    let sample = if is_list {
        list_of(user, db, id, Some(words)).await.map(|it| it.0)
    } else {
        minutes_of(user, db, id, Some(words)).await
    };
    sample.map(Some)
}

/// With how many it names.
async fn list_of(user: &CurrentUser, db: &Db, id: PublicityId, words: Option<Wording>) -> AppResult<(Sample, usize)> {
    let shown = load(user, db, id).await?;
    let day = shown.period.opened_on;
    let issued = Issued { object: Object::Publicity(id), by: EventKind::PublicityOpened, day };
    let found = db.read(move |conn| {
        let words = words.map_or_else(|| wording(conn, PaperKind::PublicityList, Some(issued), day), Ok)?;
        Ok((letterhead(conn, day)?, words))
    });
    let (head, words) = found.await?;
    let rows = shown.lines.len();
    let said = words.with(values_of(&shown.it, rows));
    let of = format!("Danh sách niêm yết {}", shown.it.opened_on);
    let papers = vec![paper_view::notice(&head, shown.lines, &said)];
    Ok((Sample { of, papers, missing: said.missing() }, rows))
}

async fn minutes_of(user: &CurrentUser, db: &Db, id: PublicityId, words: Option<Wording>) -> AppResult<Sample> {
    policy::must(user, Act::SeeObjections)?;
    let shown = load(user, db, id).await?;
    let day = shown.period.closed_on.ok_or(AppError::NotFound)?;
    let issued = Issued { object: Object::Publicity(id), by: EventKind::PublicityClosed, day };
    let found = db.read(move |conn| {
        let words = words.map_or_else(|| wording(conn, PaperKind::PublicityMinutes, Some(issued), day), Ok)?;
        Ok((letterhead(conn, day)?, words))
    });
    let (head, words) = found.await?;
    let head = Letterhead { number: shown.period.minutes_no.clone(), ..head };
    let said = words.with(values_of(&shown.it, shown.lines.len()));
    let of = format!("Biên bản kết thúc niêm yết {}", shown.it.minutes_no);
    let papers = vec![paper_view::minutes(&head, &shown.it, shown.lines, shown.objections, &said)];
    Ok(Sample { of, papers, missing: said.missing() })
}

fn bundle(id: PublicityId, page: &str, written: Sample) -> Bundle {
    Bundle {
        title: written.of,
        papers: written.papers,
        empty: "",
        back: format!("/publicity/{id}"),
        address: format!("/publicity/{id}/{page}"),
        query: String::new(),
    }
}
