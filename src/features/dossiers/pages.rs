//! GET: the year's list, and the check before sending; the form is in [`form_pages`](super::form_pages), one
//! dossier in [`show`](super::show).

use actix_web::{HttpResponse, web};
use serde::Deserialize;

use super::list::{self, Filter, States};
use super::ops;
use super::papers;
use super::view::*;
use crate::db::{Connection, Db};
use crate::domain::dossier::{Kind, State};
use crate::domain::ids::*;
use crate::domain::law::AwardCode;
use crate::domain::subject::SubjectKind;
use crate::domain::year::Year;
use crate::error::{AppResult, FieldErrors};
use crate::features::{registrations, units, years};
use crate::policy::{self, Act, Actor, DossierAct};
use crate::sheets::{self, Column, TableFormat, Value, Written};
use crate::web::current_user::CurrentUser;
use crate::web::forms::{Choice, words};
use crate::web::lists::{self, FileKind};
use crate::web::page;
use crate::web::paging::{PAGE_SIZE, Paging, address, page_number};
use crate::web::shell::{Menu, Shell};

const PATH: &str = "/dossiers";

/// The filters of the list, as in its address.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct ListQuery {
    #[serde(default)]
    year: String,
    #[serde(default)]
    unit: String,
    #[serde(default)]
    award: String,
    #[serde(default)]
    state: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    subject: String,
    #[serde(default)]
    q: String,
    #[serde(default)]
    page: String,
}

/// What the list's file holds; the keys of CONTRACT.md §4 and the day of receipt.
const FORMAT: TableFormat = TableFormat {
    name: "dossiers",
    columns: &[
        Column::required("year", "Năm", sheets::Kind::YEAR),
        Column::required("subject_code", "Mã cán bộ/đơn vị", sheets::Kind::Line),
        Column::required("subject_name", "Họ và tên, tên đơn vị", sheets::Kind::Line),
        Column::required("unit_code", "Mã đơn vị", sheets::Kind::Line),
        Column::required("award_code", "Mã danh hiệu, hình thức", sheets::Kind::Line),
        Column::required("kind", "Loại", sheets::Kind::Word(|| Kind::WORDS.to_vec(), Written::AsOnScreen)),
        Column::required("state", "Trạng thái", sheets::Kind::Word(|| State::WORDS.to_vec(), Written::AsOnScreen)),
        Column::optional("filed_on", "Ngày gửi", sheets::Kind::Date),
        Column::optional("received_on", "Ngày nhận", sheets::Kind::Date),
        Column::optional("registered_on", "Ngày đăng ký", sheets::Kind::Date),
    ],
};

/// GET /dossiers
pub async fn index(user: CurrentUser, query: web::Query<ListQuery>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeDossiers)?;
    let (actor, today, query) = (user.actor.clone(), user.today, query.into_inner());
    let is_mine = query.subject == "me";
    let shell = Shell::for_page(&user, if is_mine { Menu::MyDossiers } else { Menu::Dossiers });
    let found = db.read(move |conn| {
        let filter = filter_of(conn, &actor, &query, today)?;
        let total = list::count(conn, &filter)?;
        let year = filter.year.to_string();
        let bar = bar_of(conn, &query, &year)?;
        let paging = Paging::new(PATH, &in_address(&query, &year), page_number(&query.page), total);
        let rows = list::rows(conn, &filter, PAGE_SIZE, paging.offset())?;
        Ok((filter.year, bar, paging, rows, query))
    });
    let (year, filter, paging, rows, query) = found.await?;
    let address_query = in_address(&query, &filter.year);
    page(&IndexPage {
        is_mine,
        chips: lists::chips(PATH, &address_query, &labels(&query, &filter)),
        clear: address(PATH, &[("year", &filter.year), ("subject", &query.subject)]),
        files: address("", &address_query),
        lines: rows.into_iter().map(|row| Line::of(row, year)).collect(),
        paging,
        filter,
        can_propose: policy::may(&user, Act::RegisterAtAll),
        sees_council: !is_mine && policy::may(&user, Act::SeeCouncilResults),
        shell,
    })
}

/// GET /dossiers.csv, /dossiers.xlsx: all rows of the same filters.
pub async fn file(
    user: CurrentUser,
    kind: web::Path<FileKind>,
    query: web::Query<ListQuery>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeDossiers)?;
    let (actor, today) = (user.actor.clone(), user.today);
    let found = db.read(move |conn| {
        let filter = filter_of(conn, &actor, &query, today)?;
        Ok((filter.year, list::rows(conn, &filter, -1, 0)?))
    });
    let (year, rows) = found.await?;
    let rows: Vec<Vec<Value>> = rows
        .into_iter()
        .map(|row| {
            vec![
                Value::from(i64::from(year.0)),
                row.subject_code.into(),
                row.subject_name.into(),
                row.unit_code.into(),
                row.award.code().into(),
                Value::Word(row.kind.code()),
                Value::Word(row.state.code()),
                row.filed_on.into(),
                row.received_on.into(),
                row.registered_on.into(),
            ]
        })
        .collect();
    lists::personal_file(&db, user.actor, "Hồ sơ đề nghị", kind.into_inner(), &FORMAT, rows).await
}

fn filter_of(conn: &mut Connection, actor: &Actor, query: &ListQuery, today: chrono::NaiveDate) -> AppResult<Filter> {
    let subjects = match query.subject.as_str() {
        "" => None,
        "me" => Some(policy::own_subjects(actor)),
        code => Some([registrations::ops::subject_by_code(conn, code)?.unwrap_or(SubjectId(0)); 2]),
    };
    Ok(Filter {
        year: years::ops::asked_or_current(conn, &query.year, today)?,
        scope: policy::dossiers_of(actor),
        unit: units::ops::asked(conn, &query.unit)?,
        award: AwardCode::from_code(&query.award),
        states: States::from_code(&query.state),
        kind: Kind::from_code(&query.kind),
        subjects,
        q: query.q.clone(),
    })
}

fn bar_of(conn: &mut Connection, query: &ListQuery, year: &str) -> AppResult<FilterBar> {
    Ok(FilterBar {
        q: query.q.clone(),
        year: year.to_owned(),
        unit: query.unit.clone(),
        award: query.award.clone(),
        state: query.state.clone(),
        kind: query.kind.clone(),
        years: years::ops::choices(conn)?,
        units: units::ops::choices(conn, &query.unit)?,
        awards: award_choices(None, Year::parse(year)),
        states: words(&[State::WORDS, &[States::PROPOSED]].concat()),
        kinds: words(Kind::WORDS),
    })
}

fn in_address<'q>(query: &'q ListQuery, year: &'q str) -> [(&'static str, &'q str); 7] {
    [
        ("year", year),
        ("unit", &query.unit),
        ("award", &query.award),
        ("state", &query.state),
        ("kind", &query.kind),
        ("subject", &query.subject),
        ("q", &query.q),
    ]
}

fn labels(query: &ListQuery, bar: &FilterBar) -> Vec<(&'static str, String)> {
    let named = |choices: &[Choice], value: &str| {
        choices.iter().find(|choice| choice.value == value).map_or_else(String::new, |choice| choice.label.clone())
    };
    vec![
        ("unit", bar.units.named(&query.unit)),
        ("award", named(&bar.awards, &query.award)),
        ("state", named(&bar.states, &query.state)),
        ("kind", named(&bar.kinds, &query.kind)),
        ("q", if query.q.trim().is_empty() { String::new() } else { format!("Tên: {}", query.q.trim()) }),
    ]
}

/// Awards of one kind of subject, or all, in order of prestige.
pub fn award_choices(kind: Option<SubjectKind>, year: Option<Year>) -> Vec<Choice> {
    let mut awards: Vec<AwardCode> =
        AwardCode::all().filter(|code| kind.is_none_or(|kind| code.award().takes(kind))).collect();
    awards.sort_by_key(|code| code.award().rank);
    let day = year.map_or(chrono::NaiveDate::MAX, Year::end);
    awards.iter().map(|code| Choice::new(code.code(), code.award().name_on(day))).collect()
}

/// GET /dossiers/{id}/filing: the check before sending.
pub async fn check(user: CurrentUser, id: web::Path<DossierId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    page(&check_page(&user, &db, *id, FieldErrors::default()).await?)
}

/// The check, fresh or with what is missing.
pub async fn check_page(user: &CurrentUser, db: &Db, id: DossierId, errors: FieldErrors) -> AppResult<CheckPage> {
    let it = load(db, user, id).await?;
    policy::must(user, Act::OnDossier(DossierAct::File, &it.facts))?;
    let (dossier, today) = (it.clone(), user.today);
    let lines = db.read(move |conn| papers::lines(conn, &dossier, today)).await?;
    Ok(CheckPage {
        shell: Shell::for_page(user, menu_of(user, &it)),
        papers: lines.into_iter().map(|line| PaperView::of(line, |_| false)).collect(),
        it: Detail::of(&it),
        errors,
    })
}

/// GET /dossiers/{id}/filed: what happens next.
pub async fn filed(user: CurrentUser, id: web::Path<DossierId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let it = load(&db, &user, *id).await?;
    let (dossier, now, today) = (it.clone(), db.clock.now(), user.today);
    let holder = db.read(move |conn| super::timeline::holder(conn, &dossier, now, today)).await?;
    let place = holder.map_or_else(|| "Thường trực".to_owned(), |holder| holder.who);
    page(&FiledPage { shell: Shell::for_page(&user, menu_of(&user, &it)), it: Detail::of(&it), place })
}

/// A dossier the user may see.
pub async fn load(db: &Db, user: &CurrentUser, id: DossierId) -> AppResult<ops::Found> {
    let it = db.read(move |conn| ops::find(conn, id)).await?;
    policy::must_see(user, Act::OnDossier(DossierAct::See, &it.facts))?;
    Ok(it)
}

/// The user's own, or one of all.
pub fn menu_of(user: &CurrentUser, it: &ops::Found) -> Menu {
    if user.person.map(SubjectId::from) == Some(it.facts.subject) { Menu::MyDossiers } else { Menu::Dossiers }
}
