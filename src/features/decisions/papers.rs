//! GET: a decision with its list as papers: of a draft as they would be today, later as they were issued.

use actix_web::{HttpResponse, web};

use super::bonuses::computed;
use super::kept_papers;
use super::pages::load;
use super::paper_store as store;
use super::paper_view::Desk;
use super::store::{Decision, Line};
use crate::db::{Connection, Db};
use crate::domain::ids::*;
use crate::domain::subject::SubjectKind;
use crate::error::{AppError, AppResult};
use crate::features::eligibility;
use crate::features::settings::ops::{Letterhead, agency, letterhead};
use crate::papers::{Bundle, DOTS, Format, answer};
use crate::web::ById;
use crate::web::current_user::CurrentUser;
use crate::web::shell::{Menu, Shell};

/// GET /decisions/{id}/paper
pub async fn paper(
    user: CurrentUser,
    id: web::Path<ById<DecisionId>>,
    format: Format,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let id = id.id;
    let (decision, _) = load(&db, &user, id).await?;
    if !decision.own {
        return Err(AppError::NotFound);
    }
    let today = user.today;
    let number = decision.number.clone();
    let papers = db.read(move |conn| match kept_papers::of(conn, id)? {
        Some(kept) => Ok(kept.papers),
        None => Ok(desk(conn, decision, today)?.papers()),
    });
    let bundle = Bundle {
        title: number.map_or_else(|| "Dự thảo quyết định".to_owned(), |number| format!("Quyết định {number}")),
        papers: papers.await?,
        empty: "",
        back: format!("/decisions/{id}"),
        address: format!("/decisions/{id}/paper"),
        query: String::new(),
    };
    answer(format, Shell::for_page(&user, Menu::Decisions), bundle).await
}

/// All that the papers of a decision say.
pub(super) fn desk(conn: &mut Connection, decision: Decision, today: chrono::NaiveDate) -> AppResult<Desk> {
    let day = decision.decided_on.unwrap_or(today);
    let granted = store::granted(conn, &decision)?;
    let takes_back = granted.is_empty();
    let named = if takes_back { store::taken_back(conn, &decision)? } else { granted };
    let of_kind = |kind| named.iter().filter(move |it| it.kind == kind);
    let people: Vec<SubjectId> = of_kind(SubjectKind::Person).map(|it| it.subject).collect();
    let units: Vec<UnitId> = of_kind(SubjectKind::Unit).map(|it| UnitId(it.subject.0)).collect();
    let dossiers: Vec<DossierId> = named.iter().filter_map(|it| it.dossier).collect();
    let lines: Vec<Line> = named.iter().map(store::Named::line).collect();
    let titles = eligibility::ops::counted_titles()?;
    Ok(Desk {
        head: head(letterhead(conn, day)?, &decision, &agency(conn)?.symbol),
        bonuses: computed(&lines, decision.year, day),
        recognitions: store::recognitions(conn, &people, decision.year)?,
        minutes: store::minutes(conn, &dossiers)?,
        headcounts: store::headcounts(conn, &units, day)?,
        holders: store::holders(conn, &units, &titles, decision.year)?,
        titles,
        takes_back: takes_back && !named.is_empty(),
        named,
        decision,
        day,
    })
}

/// One that was signed keeps its signer, whose name is not known of an imported one; a draft waits for whoever heads the
/// agency, and for its number.
fn head(head: Letterhead, decision: &Decision, symbol: &str) -> Letterhead {
    let Some(number) = decision.number.clone() else {
        return Letterhead { number: format!("{DOTS}/QĐ-{symbol}"), ..head };
    };
    Letterhead { number, signer_name: String::new(), ..head }
        .signed_by(&decision.signer_name, &decision.signer_position)
}
