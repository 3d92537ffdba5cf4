//! GET /eligibility/quota: how many may receive the title of the base level, and who falls out under an order
//! the user chooses. Nothing is stored: it answers "what if".

mod candidates;
mod room;
mod view;

use std::collections::BTreeMap;

use actix_web::{HttpResponse, web};
use serde::Deserialize;

use self::candidates::{Order, Proposed, bases, proposed};
pub use self::room::{Room, room};
pub use self::view::cap_words;
use self::view::{CandidateLine, CountLine, QuotaPage};
use super::ops::context;
use crate::db::Db;
use crate::domain::eligibility::Text;
use crate::domain::eligibility::quota::{Candidate, Scope, caps, simulate};
use crate::domain::law::AwardCode;
use crate::domain::position::is_manager;
use crate::domain::subject::SubjectKind;
use crate::error::{AppError, AppResult};
use crate::features::{units, years};
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::page;
use crate::web::shell::{Menu, Shell};

/// The title that is capped, and the one whose holders the caps count from.
const CAPPED: &str = "CSTDCS";
const BASE: &str = "LDTT";

#[derive(Debug, Clone, Default, Deserialize)]
pub struct QuotaQuery {
    #[serde(default)]
    year: String,
    #[serde(default)]
    order: String,
    #[serde(default)]
    scope: String,
}

impl QuotaQuery {
    fn scope(&self) -> Scope {
        if self.scope == view::EACH_UNIT { Scope::EachUnit } else { Scope::Agency }
    }
}

/// GET /eligibility/quota
pub async fn index(user: CurrentUser, query: web::Query<QuotaQuery>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::TryQuota)?;
    let (today, query) = (user.today, query.into_inner());
    let (capped, base) = (award(CAPPED)?, award(BASE)?);
    let (order, scope) = (Order::from_code(&query.order).unwrap_or(Order::Grade), query.scope());
    let found = db.read(move |conn| {
        let year = years::ops::asked_or_current(conn, &query.year, today)?;
        let context = context(conn, today)?;
        let people = proposed(conn, capped, year, today)?;
        let bases = bases(conn, base, year)?;
        let caps = caps(capped, SubjectKind::Person, year.end(), &context);
        Ok((year, people, bases, caps, units::ops::all(conn)?, years::ops::choices(conn)?))
    });
    let (year, mut people, bases, caps, names, years) = found.await?;
    order.sort(&mut people);
    let unit_code = |it: &Proposed| {
        names
            .iter()
            .find(|name| name.id == it.loaded.unit)
            .map_or_else(|| Text::from(""), |name| Text::from(name.code.as_str()))
    };
    let candidates: Vec<Candidate> = people
        .iter()
        .map(|it| Candidate {
            subject: it.loaded.facts.code.clone(),
            unit: unit_code(it),
            is_manager: is_manager(&it.loaded.position),
        })
        .collect();
    let bases: BTreeMap<Text, i64> = bases.into_iter().map(|(code, n)| (Text::from(code), n)).collect();
    let quota = simulate(&caps, scope, &bases, &candidates);
    let unit_name = |code: &str| names.iter().find(|it| it.code == code).map_or("", |it| it.name.as_str()).to_owned();
    let person_name = |code: &str| {
        people.iter().find(|it| &*it.loaded.facts.code == code).map_or("", |it| it.loaded.name.as_str()).to_owned()
    };
    page(&QuotaPage {
        shell: Shell::for_page(&user, Menu::Eligibility),
        award: capped.award().name_on(year.end()).to_owned(),
        base: base.award().name_on(year.end()).to_owned(),
        year: year.to_string(),
        years,
        order: order.code(),
        scope: if scope == Scope::EachUnit { view::EACH_UNIT } else { view::AGENCY },
        caps: caps.iter().map(cap_words).collect(),
        counts: quota.counts.iter().map(|it| CountLine::of(it, &unit_name, &person_name)).collect(),
        lines: people
            .iter()
            .zip(&candidates)
            .zip(&quota.places)
            .map(|((it, candidate), place)| CandidateLine::of(it, candidate, *place, unit_name(&candidate.unit), year))
            .collect(),
    })
}

/// The title everybody can earn, and the one whose number is capped by it: those a list of collectives counts.
pub fn counted_titles() -> AppResult<[AwardCode; 2]> {
    Ok([award(BASE)?, award(CAPPED)?])
}

/// A title of the law catalogue. One that a catalogue no longer has is not found.
fn award(code: &str) -> AppResult<AwardCode> {
    AwardCode::from_code(code).ok_or(AppError::NotFound)
}
