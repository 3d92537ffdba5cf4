//! GET /eligibility/quota: how many may receive the title of the base level, and who falls out under an order
//! the user chooses. Nothing is stored: it answers "what if".

mod candidates;
mod room;
mod view;

use std::collections::{BTreeMap, HashMap, HashSet};

use actix_web::{HttpResponse, web};
use serde::Deserialize;

use self::candidates::{Order, Proposed, bases, proposed};
pub use self::room::{Room, room};
pub use self::view::cap_words;
use self::view::{CandidateLine, CountLine, QuotaPage};
use super::ops::context;
use crate::db::Db;
use crate::domain::eligibility::Text;
use crate::domain::eligibility::quota::{Candidate, Count, Scope, caps, simulate};
use crate::domain::ids::UnitId;
use crate::domain::law::AwardCode;
use crate::domain::position::is_manager;
use crate::domain::subject::SubjectKind;
use crate::error::{AppError, AppResult};
use crate::features::{units, years};
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::page;
use crate::web::paging::{Paging, page_number};
use crate::web::shell::{Menu, Shell};

/// The title that is capped, and the one whose holders the caps count from.
const CAPPED: &str = "CSTDCS";
const BASE: &str = "LDTT";
const PATH: &str = "/eligibility/quota";
/// With more units than this the numbers of those alone are shown whose people are on the page.
const MOST_UNITS: usize = 50;

#[derive(Debug, Clone, Default, Deserialize)]
pub struct QuotaQuery {
    #[serde(default)]
    year: String,
    #[serde(default)]
    order: String,
    #[serde(default)]
    scope: String,
    #[serde(default)]
    page: String,
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
    let asked_page = page_number(&query.page);
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
    let codes: HashMap<UnitId, &str> = names.iter().map(|name| (name.id, name.code.as_str())).collect();
    let unit_code = |it: &Proposed| Text::from(codes.get(&it.loaded.unit).copied().unwrap_or_default());
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
    let by_code: HashMap<&str, &str> = names.iter().map(|it| (it.code.as_str(), it.name.as_str())).collect();
    let unit_name = |code: &str| by_code.get(code).copied().unwrap_or_default().to_owned();
    let person_name = |code: &str| {
        people.iter().find(|it| &*it.loaded.facts.code == code).map_or("", |it| it.loaded.name.as_str()).to_owned()
    };
    let (year_code, scope_code) =
        (year.to_string(), if scope == Scope::EachUnit { view::EACH_UNIT } else { view::AGENCY });
    let in_address = [("year", year_code.as_str()), ("scope", scope_code), ("order", order.code())];
    let paging = Paging::new(PATH, &in_address, asked_page, people.len() as i64);
    let shown = paging.cut(people.iter().zip(&candidates).zip(&quota.places));
    let units: HashSet<&str> = shown.iter().map(|((_, candidate), _)| &*candidate.unit).collect();
    let has_few_units = quota.counts.len() <= MOST_UNITS;
    let is_counted = |it: &&Count| has_few_units || it.unit.as_ref().is_none_or(|unit| units.contains(&**unit));
    page(&QuotaPage {
        shell: Shell::for_page(&user, Menu::Eligibility),
        has_few_units,
        award: capped.award().name_on(year.end()).to_owned(),
        base: base.award().name_on(year.end()).to_owned(),
        years,
        order: order.code(),
        scope: scope_code,
        caps: caps.iter().map(cap_words).collect(),
        counts: quota.counts.iter().filter(is_counted).map(|it| CountLine::of(it, &unit_name, &person_name)).collect(),
        lines: shown
            .into_iter()
            .map(|((it, candidate), place)| CandidateLine::of(it, candidate, *place, unit_name(&candidate.unit), year))
            .collect(),
        first: paging.offset() as usize,
        paging,
        year: year_code,
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
