//! GET /pacts/{id}/print: the pact as a paper, with a place for each side.

use actix_web::{HttpResponse, web};
use chrono::NaiveDate;

use super::ops::{self, Pact};
use super::pages::find_visible;
use super::paper_view::{pact_paper, values_of};
use super::show::target_lines;
use super::signing::Signature;
use super::store;
use super::view::{Detail, SignatureLine};
use crate::db::{Connection, Db};
use crate::domain::date::format_date;
use crate::domain::event::{EventKind, Object};
use crate::domain::ids::PactId;
use crate::domain::pact::{Side, State};
use crate::domain::text::upper;
use crate::domain::wording::{PaperKind, Wording};
use crate::error::AppResult;
use crate::features::settings::ops::{Issued, agency, letterhead, wording};
use crate::features::targets::ops::{self as targets, Owner};
use crate::papers::{self, Bundle, Format, Sample, answer};
use crate::policy::Actor;
use crate::web::ById;
use crate::web::current_user::CurrentUser;
use crate::web::shell::{Menu, Shell};

/// From left to right.
const PLACES: [Side; 3] = [Side::Unit, Side::Agency, Side::Union];

/// GET /pacts/{id}/print
pub async fn show(
    user: CurrentUser,
    id: web::Path<ById<PactId>>,
    format: Format,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (id, actor, today) = (id.id, user.actor.clone(), user.today);
    let written = db.read(move |conn| written(conn, &actor, id, today, None)).await?;
    let bundle = Bundle {
        title: written.of,
        papers: written.papers,
        empty: "",
        back: format!("/pacts/{id}"),
        address: format!("/pacts/{id}/print"),
        query: String::new(),
    };
    answer(format, Shell::for_page(&user, Menu::Pacts), bundle).await
}

/// The newest pact, in these words.
pub async fn sample(user: &CurrentUser, db: &Db, words: Wording) -> AppResult<Option<Sample>> {
    let (actor, today) = (user.actor.clone(), user.today);
    db.read(move |conn| match store::newest(conn)? {
        Some(id) => written(conn, &actor, id, today, Some(words)).map(Some),
        None => Ok(None),
    })
    .await
}

fn written(
    conn: &mut Connection,
    actor: &Actor,
    id: PactId,
    today: NaiveDate,
    words: Option<Wording>,
) -> AppResult<Sample> {
    let it = find_visible(conn, actor, id)?;
    let head = letterhead(conn, it.standing.signed_on.unwrap_or(today))?;
    let found = targets::of(conn, Owner::Pact(id))?;
    let valid: Vec<Signature> = match it.standing.state {
        State::Draft => Vec::new(),
        _ => {
            let all = ops::signatures_of(conn, id)?.into_iter();
            all.filter(|signature| signature.edition == it.standing.edition).collect()
        }
    };
    let with_union = match it.standing.state {
        // As it will be offered.
        State::Draft => agency(conn)?.union_chair_person_id.is_some(),
        _ => it.standing.awaits_union || valid.iter().any(|signature| signature.side == Side::Union),
    };
    let place = |side: Side| signing_place(&it, side, &head.signer_position, &valid);
    let places = PLACES.into_iter().filter(|side| *side != Side::Union || with_union).map(place).collect();
    let targets = target_lines(conn, &it, &found, &[], &[], today)?;
    // What was offered for signing is what is signed.
    let day = it.standing.signed_on.unwrap_or(today);
    let offered = Issued { object: Object::Pact(id), by: EventKind::PactOffered, day };
    let issued = (it.standing.state != State::Draft).then_some(offered);
    let words = words.map_or_else(|| wording(conn, PaperKind::Pact, issued, day), Ok)?;
    let it = Detail::of(it);
    let said = words.with(values_of(&it));
    Ok(Sample {
        of: format!("Giao ước thi đua năm {} của {}", it.year, it.unit),
        papers: vec![pact_paper(&head, &it, targets, places, &said)],
        missing: said.missing(),
    })
}

fn signing_place(it: &Pact, side: Side, director: &str, valid: &[Signature]) -> papers::Signature {
    let signed = valid.iter().find(|signature| signature.side == side);
    let heading = match side {
        Side::Agency => "ĐẠI DIỆN LÃNH ĐẠO".to_owned(),
        Side::Union => "ĐẠI DIỆN CÔNG ĐOÀN".to_owned(),
        Side::Unit => format!("ĐẠI DIỆN {}", upper(&it.unit_name)),
    };
    let own = |signature: &Signature| upper(signature.signer_position.trim_end_matches(" Sở"));
    let position = match (side, signed) {
        // Whatever else the chair is, here he signs as one.
        (Side::Union, _) => "CHỦ TỊCH".to_owned(),
        (Side::Agency, None) => director.to_owned(),
        (_, Some(signature)) => own(signature),
        (Side::Unit, None) => String::new(),
    };
    let said = |signature: &Signature| {
        let line = SignatureLine::of(signature);
        format!("Đã ký trên hệ thống ngày {} bởi {}", line.day, line.signer)
    };
    let on_paper = it.standing.signed_on.filter(|_| signed.is_none() && it.standing.state == State::Signed);
    let words = on_paper.map(|day| format!("Đã ký trên giấy ngày {}", format_date(day)));
    papers::Signature {
        position: format!("{heading}\n{position}").trim_end().to_owned(),
        note: signed.map(said).or(words).unwrap_or_default(),
        name: signed.map_or_else(String::new, |signature| signature.signer_name.clone()),
    }
}
