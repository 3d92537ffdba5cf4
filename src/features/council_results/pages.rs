//! GET: the meetings of a year, the form for a new one, one of them.

use actix_web::{HttpResponse, web};
use serde::Deserialize;

use super::ops::{Judged, NewResult};
use super::store::{self, Filter};
use super::view::*;
use crate::db::{Connection, Db};
use crate::domain::council::Threshold;
use crate::domain::date::format_date;
use crate::domain::event::Object;
use crate::domain::ids::*;
use crate::domain::law::{AwardCode, catalogue};
use crate::error::{AppResult, FieldErrors};
use crate::features::{laws, regulations, units, years};
use crate::policy::{self, Act, DossierAct, Scope};
use crate::sheets::{Column, Kind, TableFormat, Value};
use crate::web::current_user::CurrentUser;
use crate::web::forms::{Choice, TypedFields};
use crate::web::lists::{self, FileKind};
use crate::web::paging::PAGE_SIZE;
use crate::web::shell::{Menu, Shell};
use crate::web::{history, page};

#[derive(Debug, Clone, Default, Deserialize)]
pub struct Query {
    #[serde(default)]
    year: String,
    #[serde(default)]
    award: String,
    #[serde(default)]
    unit: String,
    /// The meeting whose votes are gone on with.
    #[serde(default)]
    result: String,
}

const FORMAT: TableFormat = TableFormat {
    name: "council_results",
    columns: &[
        Column::required("year", "Năm", Kind::YEAR),
        Column::required("held_on", "Ngày họp", Kind::Date),
        Column::required("minutes_no", "Số biên bản", Kind::Line),
        Column::required("members", "Tổng số thành viên", Kind::COUNT),
        Column::required("present", "Có mặt", Kind::COUNT),
        Column::required("passed", "Thông qua", Kind::COUNT),
        Column::required("refused", "Không thông qua", Kind::COUNT),
    ],
};

/// GET /council-results
pub async fn index(user: CurrentUser, query: web::Query<Query>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeCouncilResults)?;
    let today = user.today;
    let found = db.read(move |conn| {
        let year = years::ops::asked_or_current(conn, &query.year, today)?;
        Ok((year, years::ops::choices(conn)?, store::list(conn, year)?))
    });
    let (year, years, listed) = found.await?;
    page(&IndexPage {
        shell: Shell::for_page(&user, Menu::Dossiers),
        year: year.to_string(),
        years,
        lines: listed.iter().map(ListLine::of).collect(),
        can_record: policy::may(&user, Act::RecordCouncilResult),
    })
}

/// GET /council-results.csv, /council-results.xlsx
pub async fn file(
    user: CurrentUser,
    kind: web::Path<FileKind>,
    query: web::Query<Query>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeCouncilResults)?;
    let today = user.today;
    let listed = db.read(move |conn| {
        let year = years::ops::asked_or_current(conn, &query.year, today)?;
        store::list(conn, year)
    });
    let row = |it: store::Listed| {
        vec![
            Value::from(i64::from(it.result.year.0)),
            it.result.held_on.into(),
            it.result.minutes_no.into(),
            Value::from(it.result.members),
            Value::from(it.result.present),
            Value::from(it.passed),
            Value::from(it.refused),
        ]
    };
    let rows: Vec<Vec<Value>> = listed.await?.into_iter().map(row).collect();
    lists::file(kind.into_inner(), &FORMAT, &rows)
}

/// GET /council-results/new: the dossiers that wait, and the minutes of the meeting one goes on with.
pub async fn new(user: CurrentUser, query: web::Query<Query>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::RecordCouncilResult)?;
    let mut form = TypedFields::default();
    for (field, value) in [("year", &query.year), ("award", &query.award), ("unit", &query.unit)] {
        form.set(field, value);
    }
    if let Ok(id) = query.result.parse().map(CouncilResultId) {
        let it = db.read(move |conn| store::find(conn, id)).await?;
        form.set("year", it.year.to_string());
        form.set("held_on", format_date(it.held_on));
        form.set("minutes_no", it.minutes_no);
        form.set("members", it.members.to_string());
        form.set("present", it.present.to_string());
    }
    page(&form_page(&user, &db, form, FieldErrors::default()).await?)
}

/// The form, fresh or with what is wrong.
pub async fn form_page(user: &CurrentUser, db: &Db, mut form: TypedFields, errors: FieldErrors) -> AppResult<FormPage> {
    policy::must(user, Act::RecordCouncilResult)?;
    let (asked, today) = (form.clone(), user.today);
    let found = db.read(move |conn| {
        let filter = filter_of(conn, &asked, today)?;
        let waiting = store::waiting(conn, filter, PAGE_SIZE)?;
        let total = store::count(conn, filter)?;
        let asked = (laws::ops::confirmations(conn)?, regulations::ops::local_vote_rules(conn)?);
        let choices = (years::ops::choices(conn)?, units::ops::choices(conn)?);
        Ok((filter.year, waiting, total, asked, choices))
    });
    let (year, waiting, total, (confirmations, local), (years, units)) = found.await?;
    form.set("year", year.to_string());
    let may = |it: &store::Candidate| policy::may(user, Act::OnDossier(DossierAct::RecordVote, &it.facts));
    let row = |it: &store::Candidate| {
        Row::of(it, &Threshold::of(catalogue(), it.award, it.received_on, &confirmations, &local), &form)
    };
    let rows: Vec<Row> = waiting.iter().filter(|it| may(it)).map(row).collect();
    Ok(FormPage {
        shell: Shell::for_page(user, Menu::Dossiers),
        year: year.to_string(),
        award: form.of("award").to_owned(),
        unit: form.of("unit").to_owned(),
        years,
        awards: awards(year),
        units,
        has_own: rows.len() < waiting.len(),
        form,
        errors,
        rows,
        total,
    })
}

fn filter_of(conn: &mut Connection, asked: &TypedFields, today: chrono::NaiveDate) -> AppResult<Filter> {
    Ok(Filter {
        year: years::ops::asked_or_current(conn, asked.of("year"), today)?,
        award: AwardCode::from_code(asked.of("award")),
        unit: match asked.of("unit") {
            "" => None,
            code => Some(units::ops::by_code(conn, code)?.unwrap_or(UnitId::NONE)),
        },
    })
}

/// All awards in order of prestige.
fn awards(year: crate::domain::year::Year) -> Vec<Choice> {
    let mut awards: Vec<AwardCode> = AwardCode::all().collect();
    awards.sort_by_key(|code| code.award().rank);
    awards.into_iter().map(|code| Choice::new(code.code(), code.award().name_on(year.end()))).collect()
}

/// What recording will do, row by row.
pub async fn check_page(
    user: &CurrentUser,
    db: &Db,
    form: TypedFields,
    new: &NewResult,
    judged: &[Judged],
) -> AppResult<CheckPage> {
    let filter = Filter { year: new.year, award: None, unit: None };
    let total = db.read(move |conn| store::count(conn, filter)).await?;
    Ok(CheckPage {
        shell: Shell::for_page(user, Menu::Dossiers),
        lines: judged.iter().map(Outcome::of).collect(),
        left: total - judged.len() as i64,
        form,
    })
}

/// GET /council-results/{id}
pub async fn show(user: CurrentUser, id: web::Path<CouncilResultId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let id = *id;
    let (it, lines) = load(&user, &db, id).await?;
    let year = it.year;
    let found = db.read(move |conn| {
        let waits = store::count(conn, Filter { year, award: None, unit: None })?;
        Ok((waits, history::of(conn, Object::CouncilResult(id))?))
    });
    let (waits, history) = found.await?;
    page(&ShowPage {
        shell: Shell::for_page(&user, Menu::Dossiers),
        it: Meeting::of(&it),
        lines,
        history,
        can_go_on: waits > 0 && policy::may(&user, Act::RecordCouncilResult),
    })
}

/// A meeting the user may see, with its lines; whoever sees all dossiers finds them from here.
pub async fn load(user: &CurrentUser, db: &Db, id: CouncilResultId) -> AppResult<(store::CouncilResult, Vec<Line>)> {
    policy::must(user, Act::SeeCouncilResults)?;
    let may_open = policy::dossiers_of(user) == Scope::All;
    let (it, lines) = db.read(move |conn| Ok((store::find(conn, id)?, store::lines_of(conn, id)?))).await?;
    let lines = lines.into_iter().map(|line| Line::of(line, &it, may_open)).collect();
    Ok((it, lines))
}
