//! GET: the results of a year, one of them.

use actix_web::{HttpResponse, web};
use serde::Deserialize;

use super::store;
use super::view::*;
use crate::db::Db;
use crate::domain::event::Object;
use crate::domain::ids::*;
use crate::error::AppResult;
use crate::features::years;
use crate::policy::{self, Act, Scope};
use crate::sheets::{Column, Kind, TableFormat, Value};
use crate::web::current_user::CurrentUser;
use crate::web::lists::{self, FileKind};
use crate::web::shell::{Menu, Shell};
use crate::web::{history, page};

#[derive(Debug, Clone, Default, Deserialize)]
pub struct Query {
    #[serde(default)]
    year: String,
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
        shell: Shell::for_page(&user, Menu::CouncilMeetings),
        year: year.to_string(),
        years,
        lines: listed.iter().map(ListLine::of).collect(),
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
    lists::file(kind.into_inner(), &FORMAT, rows).await
}

/// GET /council-results/{id}
pub async fn show(user: CurrentUser, id: web::Path<CouncilResultId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let id = *id;
    let (it, lines) = load(&user, &db, id).await?;
    let history = db.read(move |conn| history::of(conn, Object::CouncilResult(id))).await?;
    page(&ShowPage { shell: Shell::for_page(&user, Menu::CouncilMeetings), it: Meeting::of(&it), lines, history })
}

/// A meeting the user may see, with its lines; whoever sees all dossiers finds them from here.
pub async fn load(user: &CurrentUser, db: &Db, id: CouncilResultId) -> AppResult<(store::CouncilResult, Vec<Line>)> {
    policy::must(user, Act::SeeCouncilResults)?;
    let may_open = policy::dossiers_of(user) == Scope::All;
    let (it, lines) = db.read(move |conn| Ok((store::find(conn, id)?, store::lines_of(conn, id)?))).await?;
    let lines = lines.into_iter().map(|line| Line::of(line, &it, may_open)).collect();
    Ok((it, lines))
}
