//! GET: a year's blocks, the form of one.

use actix_web::{HttpResponse, web};
use serde::Deserialize;

use super::criteria_pages::load_prepared;
use super::form::ClusterForm;
use super::ops;
use super::store;
use super::view::*;
use crate::db::{Connection, Db};
use crate::domain::date::format_date;
use crate::domain::emulation_cluster::{SheetState, State};
use crate::domain::ids::*;
use crate::domain::year::Year;
use crate::error::{AppResult, FieldErrors};
use crate::features::{units, years};
use crate::policy::{self, Act, Actor};
use crate::sheets::{Column, Kind, TableFormat, Value, Written};
use crate::web::current_user::CurrentUser;
use crate::web::forms::{Choice, words};
use crate::web::lists::{self, FileKind};
use crate::web::page;
use crate::web::paging::address;
use crate::web::shell::{Menu, Shell};

const PATH: &str = "/clusters";
/// Days there are to score, and to verify, unless somebody says otherwise.
const DAYS_TO_SCORE: u64 = 14;
const DAYS_TO_VERIFY: u64 = 21;

#[derive(Debug, Clone, Default, Deserialize)]
pub struct ListQuery {
    #[serde(default)]
    year: String,
    #[serde(default)]
    state: String,
}

const FORMAT: TableFormat = TableFormat {
    name: "clusters",
    columns: &[
        Column::required("year", "Năm", Kind::YEAR),
        Column::required("name", "Tên khối", Kind::Line),
        Column::optional("basis", "Căn cứ", Kind::Line),
        Column::required("units", "Số đơn vị", Kind::COUNT),
        Column::required("submitted", "Phiếu đã gửi", Kind::COUNT),
        Column::required("confirmed", "Phiếu đã thẩm định", Kind::COUNT),
        Column::required("self_due_on", "Hạn tự chấm", Kind::Date),
        Column::required("verify_due_on", "Hạn thẩm định", Kind::Date),
        Column::required("state", "Trạng thái", Kind::Word(|| State::WORDS.to_vec(), Written::AsOnScreen)),
    ],
};

/// The block of an address; a draft is not there for those who do not keep or conclude it.
pub fn find_visible(conn: &mut Connection, actor: &Actor, id: ClusterId) -> AppResult<ops::Cluster> {
    policy::must(actor, Act::SeeResults)?;
    let cluster = ops::find(conn, id)?;
    if cluster.state == State::Draft {
        policy::must_see(actor, Act::SeeDraftClusters)?;
    }
    Ok(cluster)
}

/// [`find_visible`] on a connection of its own.
pub async fn load(db: &Db, user: &CurrentUser, id: ClusterId) -> AppResult<ops::Cluster> {
    let actor = user.actor.clone();
    db.read(move |conn| find_visible(conn, &actor, id)).await
}

/// A block with its members and their sheets.
struct Listed {
    it: ops::Cluster,
    members: Vec<(UnitId, Option<(ClusterSheetId, SheetState)>)>,
}

impl Listed {
    fn in_states(&self, states: &[SheetState]) -> usize {
        let is_in = |(_, state): (ClusterSheetId, SheetState)| states.contains(&state);
        self.members.iter().filter(|(_, sheet)| sheet.is_some_and(is_in)).count()
    }

    fn sent(&self) -> usize {
        self.in_states(&[SheetState::Submitted, SheetState::Confirmed])
    }

    fn confirmed(&self) -> usize {
        self.in_states(&[SheetState::Confirmed])
    }

    fn own_sheet(&self, unit: Option<UnitId>) -> String {
        let own = self.members.iter().find(|(of, _)| Some(*of) == unit).and_then(|(_, sheet)| *sheet);
        own.map_or_else(String::new, |(id, _)| format!("/cluster-sheets/{id}"))
    }
}

fn asked_for(
    conn: &mut Connection,
    query: &ListQuery,
    actor: &Actor,
    today: chrono::NaiveDate,
) -> AppResult<(Year, Vec<Listed>)> {
    let year = years::ops::asked_or_current(conn, &query.year, today)?;
    let mut found = ops::of_year(conn, year, policy::may(actor, Act::SeeDraftClusters))?;
    if let Some(state) = State::from_code(&query.state) {
        found.retain(|it| it.state == state);
    }
    let of_year = store::members_of_year(conn, year)?;
    let listed = |it: ops::Cluster| {
        let own = of_year.iter().filter(|(cluster, ..)| *cluster == it.id);
        Listed { members: own.map(|(_, unit, sheet)| (*unit, *sheet)).collect(), it }
    };
    Ok((year, found.into_iter().map(listed).collect()))
}

/// GET /clusters
pub async fn index(user: CurrentUser, query: web::Query<ListQuery>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeResults)?;
    let (today, actor, query) = (user.today, user.actor.clone(), query.into_inner());
    let state = State::from_code(&query.state);
    let found = db.read(move |conn| {
        let (year, found) = asked_for(conn, &query, &actor, today)?;
        Ok((year.to_string(), years::ops::choices(conn)?, found))
    });
    let (year, years, found) = found.await?;
    let code = state.map_or("", State::code);
    let in_address = [("year", year.as_str()), ("state", code)];
    let named = state.map_or_else(String::new, |it| it.word().to_owned());
    let line = |it: &Listed| ListLine {
        head: Head::of(&it.it),
        members: it.members.len(),
        sent: it.sent(),
        confirmed: it.confirmed(),
        own_sheet: it.own_sheet(user.unit),
    };
    page(&IndexPage {
        shell: Shell::for_page(&user, Menu::Clusters),
        chips: lists::chips(PATH, &in_address, &[("state", named)]),
        clear: address(PATH, &in_address[..1]),
        files: address("", &in_address),
        state: code.to_owned(),
        years,
        states: words(State::WORDS),
        lines: found.iter().map(line).collect(),
        can_keep: policy::may(&user, Act::KeepClusters),
        year,
    })
}

/// GET /clusters.csv, /clusters.xlsx
pub async fn file(
    user: CurrentUser,
    kind: web::Path<FileKind>,
    query: web::Query<ListQuery>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeResults)?;
    let (today, actor) = (user.today, user.actor.clone());
    let found = db.read(move |conn| asked_for(conn, &query, &actor, today).map(|(_, found)| found));
    let row = |it: Listed| -> Vec<Value> {
        let (sent, confirmed) = (it.sent() as i64, it.confirmed() as i64);
        let content = it.it.content;
        vec![
            content.year.0.into(),
            content.name.into(),
            content.basis.into(),
            (it.members.len() as i64).into(),
            sent.into(),
            confirmed.into(),
            content.self_due_on.into(),
            content.verify_due_on.into(),
            Value::Word(it.it.state.code()),
        ]
    };
    let rows: Vec<_> = found.await?.into_iter().map(row).collect();
    lists::file(kind.into_inner(), &FORMAT, rows).await
}

/// GET /clusters/new
pub async fn new(user: CurrentUser, query: web::Query<ListQuery>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepClusters)?;
    let (query, today) = (query.into_inner(), user.today);
    let year = db.read(move |conn| years::ops::asked_or_current(conn, &query.year, today)).await?;
    let after = |days| today.checked_add_days(chrono::Days::new(days)).map_or_else(String::new, format_date);
    let form = ClusterForm {
        year: year.to_string(),
        self_due: after(DAYS_TO_SCORE),
        verify_due: after(DAYS_TO_VERIFY),
        ..ClusterForm::default()
    };
    page(&form_page(&user, &db, form, FieldErrors::default(), None).await?)
}

/// GET /clusters/{id}/edit
pub async fn edit(user: CurrentUser, id: web::Path<ClusterId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let id = *id;
    let it = load_prepared(&db, &user, id).await?;
    let members = db.read(move |conn| ops::members(conn, id)).await?;
    page(&form_page(&user, &db, ClusterForm::of(it, members), FieldErrors::default(), Some(id)).await?)
}

/// The form, fresh or with what is wrong; `id` when it changes an existing block.
pub async fn form_page(
    user: &CurrentUser,
    db: &Db,
    form: ClusterForm,
    errors: FieldErrors,
    id: Option<ClusterId>,
) -> AppResult<FormPage> {
    let (today, chosen) = (user.today, form.units.clone());
    let (years, units) = db
        .read(move |conn| {
            let mut units = units::ops::all(conn)?;
            units.retain(|it| it.kind.is_collective() && (it.existed_on(today) || chosen.contains(&it.code)));
            let choice = |it: units::ops::UnitName| Choice::new(it.code, it.name);
            Ok((years::ops::choices(conn)?, units.into_iter().map(choice).collect()))
        })
        .await?;
    Ok(FormPage {
        shell: Shell::for_page(user, Menu::Clusters),
        action: id.map_or_else(|| PATH.to_owned(), |id| format!("{PATH}/{id}")),
        back: id.map_or_else(|| PATH.to_owned(), |id| format!("{PATH}/{id}/criteria")),
        is_new: id.is_none(),
        form,
        errors,
        years,
        units,
    })
}
