//! GET: the queue, its file, and on to the next item.

use actix_web::{HttpResponse, web};
use chrono::Days;
use serde::Deserialize;

use super::actions::PickForm;
use super::ops::{self, Item, Kind};
use super::view::*;
use crate::db::{Connection, Db};
use crate::domain::date::format_date;
use crate::error::{AppResult, FieldErrors};
use crate::features::settings;
use crate::policy::{self, Act, Actor};
use crate::sheets::{self, Column, TableFormat, Value};
use crate::web::current_user::CurrentUser;
use crate::web::lists::{self, FileKind};
use crate::web::paging::{PAGE_SIZE, Paging, page_number};
use crate::web::shell::{Menu, Shell};
use crate::web::{page, see_other};

#[derive(Debug, Clone, Default, Deserialize)]
pub struct QueueQuery {
    #[serde(default)]
    kind: String,
    /// "me": of the dossiers only what was handed to the reader.
    #[serde(default)]
    holder: String,
    #[serde(default)]
    page: String,
}

const FORMAT: TableFormat = TableFormat {
    name: "approvals",
    columns: &[
        Column::required("id", "Số", sheets::Kind::COUNT),
        Column::required("kind", "Loại", sheets::Kind::Line),
        Column::optional("subject_code", "Mã cán bộ/đơn vị", sheets::Kind::Line),
        Column::required("subject_name", "Tên", sheets::Kind::Line),
        Column::optional("unit_code", "Mã đơn vị", sheets::Kind::Line),
        Column::optional("award_code", "Mã danh hiệu, hình thức", sheets::Kind::Line),
        Column::required("state", "Trạng thái", sheets::Kind::Line),
        Column::required("since", "Từ ngày", sheets::Kind::Date),
        Column::optional("due", "Hạn", sheets::Kind::Date),
    ],
};

/// GET /approvals
pub async fn index(user: CurrentUser, query: web::Query<QueueQuery>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeApprovals)?;
    let asked = Asked { kind: kind_or_first(&query.kind, &user), only_handed: query.holder == "me" };
    page(&index_page(&user, &db, asked, page_number(&query.page), "").await?)
}

/// Which queue: of the dossiers all, or only what was handed to the reader.
#[derive(Debug, Clone, Copy)]
pub struct Asked {
    kind: Kind,
    only_handed: bool,
}

impl Asked {
    pub const fn all(kind: Kind) -> Self {
        Self { kind, only_handed: false }
    }

    const fn holder(self) -> &'static str {
        if self.only_handed { "me" } else { "" }
    }
}

/// The queue of a kind, fresh or with what is wrong.
pub async fn index_page(
    user: &CurrentUser,
    db: &Db,
    asked: Asked,
    page: i64,
    error: &'static str,
) -> AppResult<IndexPage> {
    let kind = asked.kind;
    let tabs = tabs(user, kind);
    let counted = tabs.iter().find(|tab| tab.is_current).map_or(0, |tab| tab.count);
    let (actor, today) = (user.actor.clone(), user.today);
    let found = db.read(move |conn| {
        let total = if asked.only_handed { ops::count_dossiers(conn, &actor, true)? } else { counted };
        let in_address = [("kind", kind.code()), ("holder", asked.holder())];
        let paging = Paging::new("/approvals", &in_address, page, total);
        Ok((items(conn, &actor, asked, PAGE_SIZE, paging.offset())?, paging))
    });
    let (items, paging) = found.await?;
    Ok(IndexPage {
        has_handed: kind == Kind::Dossier && policy::may(user, Act::HaveDossiersHandedOver),
        only_handed: asked.only_handed,
        shell: Shell::for_page(user, Menu::Approvals),
        kind: kind.code(),
        kind_word: kind.word().to_lowercase(),
        tabs,
        lines: items.into_iter().map(|item| Line::of(item, today)).collect(),
        paging,
        error,
    })
}

/// GET /approvals.csv, /approvals.xlsx
pub async fn file(
    user: CurrentUser,
    kind: web::Path<FileKind>,
    query: web::Query<QueueQuery>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeApprovals)?;
    let asked = Kind::from_code(&query.kind);
    let actor = user.actor.clone();
    let found = db.read(move |conn| {
        let mut all = Vec::new();
        for kind in Kind::ALL.iter().filter(|kind| asked.is_none_or(|asked| asked == **kind)) {
            all.extend(items(conn, &actor, Asked::all(*kind), -1, 0)?);
        }
        Ok(all)
    });
    let rows: Vec<Vec<Value>> = found.await?.into_iter().map(row).collect();
    lists::personal_file(&db, user.actor, "Xét duyệt", kind.into_inner(), &FORMAT, rows).await
}

fn row(item: Item) -> Vec<Value> {
    vec![
        Value::from(item.id),
        item.kind.code().into(),
        item.subject_code.into(),
        item.name.into(),
        item.unit_code.into(),
        item.award_code.into(),
        item.state_code.into(),
        item.since.date().into(),
        item.due_on.into(),
    ]
}

/// GET /approvals/next: opens what waits first, or the empty queue.
pub async fn next(user: CurrentUser, query: web::Query<QueueQuery>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeApprovals)?;
    let kind = kind_or_first(&query.kind, &user);
    let actor = user.actor;
    let first = db.read(move |conn| items(conn, &actor, Asked::all(kind), 1, 0)).await?;
    Ok(see_other(
        &first.first().map_or_else(|| format!("/approvals?kind={}", kind.code()), |item| item.address.clone()),
    ))
}

/// What waits for the actor, of one kind.
fn items(conn: &mut Connection, actor: &Actor, asked: Asked, limit: i64, offset: i64) -> AppResult<Vec<Item>> {
    match asked.kind {
        Kind::Dossier => ops::dossiers_for(conn, actor, asked.only_handed, limit, offset),
        Kind::Registration => ops::registrations_for(conn, actor, limit, offset),
        Kind::Initiative => ops::initiatives_for(conn, actor, limit, offset),
        Kind::Decision => ops::decisions_for(conn, actor),
    }
}

/// The check before doing something with what was picked, fresh or with what is wrong.
pub async fn check_page(
    user: &CurrentUser,
    db: &Db,
    kind: Kind,
    form: PickForm,
    errors: FieldErrors,
) -> AppResult<CheckPage> {
    let (actor, today, picked) = (user.actor.clone(), user.today, form.picked());
    let found = db.read(move |conn| {
        let waiting = items(conn, &actor, Asked::all(kind), -1, 0)?;
        Ok((waiting, settings::ops::agency(conn)?.review_days.unsigned_abs()))
    });
    let (waiting, review_days) = found.await?;
    let is_picked = |item: &Item| item.may_be_picked && picked.iter().any(|(id, _)| *id == item.id);
    let due = today.checked_add_days(Days::new(review_days)).map_or_else(String::new, format_date);
    Ok(CheckPage {
        shell: Shell::for_page(user, Menu::Approvals),
        kind: kind.code(),
        kind_word: kind.word().to_lowercase(),
        lines: waiting.into_iter().filter(is_picked).map(|item| Line::of(item, today)).collect(),
        is_return: form.is_return(),
        step: form.step(),
        due: if errors.is_empty() { due } else { form.due },
        errors,
    })
}

/// The kind asked for, else the first queue that is not empty.
fn kind_or_first(asked: &str, user: &CurrentUser) -> Kind {
    Kind::from_code(asked)
        .or_else(|| Kind::ALL.iter().copied().find(|kind| count(user, *kind) > 0))
        .unwrap_or(Kind::Registration)
}

fn count(user: &CurrentUser, kind: Kind) -> i64 {
    let waiting = &user.waiting;
    match kind {
        Kind::Registration => waiting.registrations_to_agree.count + waiting.registrations_to_verify.count,
        Kind::Dossier => waiting.dossiers_to_agree.count + waiting.dossiers_to_verify.count,
        Kind::Initiative => waiting.initiatives_to_agree.count + waiting.initiatives_to_verify.count,
        Kind::Decision => waiting.decisions_to_issue.count,
    }
}

fn tabs(user: &CurrentUser, current: Kind) -> Vec<Tab> {
    let shows = |kind: Kind| kind != Kind::Decision || user.issues_decisions();
    Kind::ALL
        .iter()
        .filter(|kind| shows(**kind))
        .map(|kind| Tab {
            label: kind.word(),
            count: count(user, *kind),
            address: format!("/approvals?kind={}", kind.code()),
            is_current: *kind == current,
        })
        .collect()
}
