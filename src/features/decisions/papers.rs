//! GET: a decision with its list as papers: of a draft as they would be today, later as they were issued.

use actix_web::{HttpResponse, web};
use chrono::NaiveDate;

use super::bonuses::computed;
use super::lines;
use super::pages::load;
use super::paper_store as store;
use super::paper_view::{Desk, values_of};
use super::store::Decision;
use crate::db::{Connection, Db};
use crate::domain::event::{EventKind, Object};
use crate::domain::ids::*;
use crate::domain::subject::SubjectKind;
use crate::domain::wording::{PaperKind, Wording};
use crate::error::{AppError, AppResult};
use crate::features::eligibility;
use crate::features::settings::ops::{Issued, Letterhead, agency, letterhead, wording};
use crate::papers::{Bundle, DOTS, Format, Sample, answer, kept};
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
    let papers = db.read(move |conn| match kept(conn, Object::Decision(id), PaperKind::Decision)? {
        Some(kept) => Ok(kept.papers),
        None => Ok(desk(conn, decision, None, today)?.papers()),
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

/// The newest decision that grants, or that takes back, in these words.
pub async fn sample(user: &CurrentUser, db: &Db, wording: Wording) -> AppResult<Option<Sample>> {
    let today = user.today;
    let takes_back = wording.kind == PaperKind::Revocation;
    db.read(move |conn| {
        let Some(decision) = store::newest(conn, takes_back)? else { return Ok(None) };
        let of =
            decision.number.clone().map_or_else(|| "Dự thảo quyết định".to_owned(), |it| format!("Quyết định {it}"));
        let desk = desk(conn, decision, Some(wording), today)?;
        let papers = desk.papers();
        Ok(Some(Sample { of, papers, missing: desk.said.missing() }))
    })
    .await
}

/// In the words it was issued with, or in others.
pub(super) fn desk(
    conn: &mut Connection,
    decision: Decision,
    wording: Option<Wording>,
    today: NaiveDate,
) -> AppResult<Desk> {
    let day = decision.decided_on.unwrap_or(today);
    let granted = lines::granted(conn, &decision)?;
    let takes_back = granted.is_empty();
    let named = if takes_back { lines::taken_back(conn, &decision)? } else { granted };
    let of_kind = |kind| named.iter().filter(move |it| it.kind == kind);
    let people: Vec<SubjectId> = of_kind(SubjectKind::Person).map(|it| it.subject).collect();
    let units: Vec<UnitId> = of_kind(SubjectKind::Unit).map(|it| UnitId(it.subject.0)).collect();
    let dossiers: Vec<DossierId> = named.iter().filter_map(|it| it.dossier).collect();
    let titles = eligibility::ops::counted_titles()?;
    let head = head(letterhead(conn, day)?, &decision, &agency(conn)?.symbol);
    let bonuses = computed(&named, decision.year, day);
    let takes_back = takes_back && !named.is_empty();
    let wording = match wording {
        Some(wording) => wording,
        None => wording_of(conn, &decision, takes_back, day)?,
    };
    Ok(Desk {
        said: wording.with(values_of(&decision, &head, (&named, &bonuses), day)),
        head,
        bonuses,
        recognitions: store::recognitions(conn, &people, decision.year)?,
        minutes: store::minutes(conn, &dossiers)?,
        headcounts: store::headcounts(conn, &units, day)?,
        holders: store::holders(conn, &units, &titles, decision.year)?,
        titles,
        takes_back,
        named,
        decision,
        day,
    })
}

fn wording_of(conn: &mut Connection, it: &Decision, takes_back: bool, day: NaiveDate) -> AppResult<Wording> {
    let kind = if takes_back { PaperKind::Revocation } else { PaperKind::Decision };
    let by = EventKind::DecisionIssued;
    let issued = it.decided_on.map(|day| Issued { object: Object::Decision(it.id), by, day });
    wording(conn, kind, issued, day)
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
