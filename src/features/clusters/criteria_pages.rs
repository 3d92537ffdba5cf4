//! GET: the table of criteria of a block, in any of its editions, and the form of a line.

use actix_web::{HttpResponse, web};
use chrono::NaiveDate;
use serde::Deserialize;

use super::criteria;
use super::criteria_form::CriterionForm;
use super::criteria_store;
use super::ops::{self, Cluster, Criterion};
use super::pages::{find_visible, load};
use super::store;
use super::view::*;
use crate::db::{Connection, Db};
use crate::domain::emulation_cluster::{Manner, State};
use crate::domain::ids::*;
use crate::domain::law::AwardCode;
use crate::domain::year::Year;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::features::targets;
use crate::policy::{self, Act, Actor};
use crate::sheets::{Column, Kind, TableFormat, Value, Written};
use crate::web::current_user::CurrentUser;
use crate::web::forms::{Choice, words};
use crate::web::lists::{self, FileKind};
use crate::web::page;
use crate::web::paging::address;
use crate::web::shell::{Menu, Shell};

#[derive(Debug, Clone, Default, Deserialize)]
pub struct EditionQuery {
    /// An earlier one; else the one in force, or the one that is written.
    #[serde(default)]
    edition: String,
}

const FORMAT: TableFormat = TableFormat {
    name: "cluster_criteria",
    columns: &[
        Column::required("number", "Số thứ tự", Kind::COUNT),
        Column::required("group", "Nhóm tiêu chí", Kind::Line),
        Column::required("content", "Nội dung", Kind::Line),
        Column::required("most", "Điểm tối đa", Kind::Decimal),
        Column::required("manner", "Cách chấm", Kind::Word(|| Manner::WORDS.to_vec(), Written::AsOnScreen)),
        Column::optional("rule", "Cách tính", Kind::Paragraphs),
        Column::optional("tie_order", "Thứ tự xét khi bằng điểm", Kind::COUNT),
    ],
};

/// The block while its table is prepared, for whoever keeps it.
///
/// # Errors
/// `Illegal` once the table is published.
pub async fn load_prepared(db: &Db, user: &CurrentUser, id: ClusterId) -> AppResult<Cluster> {
    policy::must(user, Act::KeepClusters)?;
    let cluster = load(db, user, id).await?;
    if cluster.state.is_prepared() { Ok(cluster) } else { Err(AppError::Illegal) }
}

/// What the movements' revenue targets of a year are called.
pub fn target_names(conn: &mut Connection, year: Year) -> AppResult<TargetNames> {
    let all = targets::ops::of_movements(conn, year)?.into_iter();
    let of_revenue = all.filter(|it| it.target.content.source.is_revenue() && it.target.content.goal.is_some());
    Ok(of_revenue.map(|it| (it.target.id, format!("{}: {}", it.name, it.target.content.indicator))).collect())
}

/// The edition asked for; what is being written only for those who may see it.
fn edition_of(actor: &Actor, it: &Cluster, asked: &str) -> i64 {
    let newest = if policy::may(actor, Act::SeeDraftClusters) { it.working_edition() } else { it.edition };
    asked.parse().ok().filter(|edition| (1..=newest).contains(edition)).unwrap_or(newest)
}

fn shown(
    conn: &mut Connection,
    actor: &Actor,
    id: ClusterId,
    asked: &str,
) -> AppResult<(Cluster, i64, Vec<Criterion>, TargetNames)> {
    let it = find_visible(conn, actor, id)?;
    let edition = edition_of(actor, &it, asked);
    let criteria = ops::criteria_of(conn, id, edition)?;
    let names = target_names(conn, it.content.year)?;
    Ok((it, edition, criteria, names))
}

/// GET /clusters/{id}/criteria
pub async fn index(
    user: CurrentUser,
    id: web::Path<ClusterId>,
    query: web::Query<EditionQuery>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let asked = query.into_inner().edition;
    page(&criteria_page(&user, &db, *id, Some(asked), String::new(), FieldErrors::default()).await?)
}

/// The table, with what is wrong with the one chosen to be taken over.
pub async fn criteria_page(
    user: &CurrentUser,
    db: &Db,
    id: ClusterId,
    asked: Option<String>,
    from: String,
    errors: FieldErrors,
) -> AppResult<CriteriaPage> {
    let (actor, shell) = (user.actor.clone(), Shell::for_page(user, Menu::Clusters));
    db.read(move |conn| {
        let (it, edition, criteria, names) = shown(conn, &actor, id, asked.as_deref().unwrap_or_default())?;
        let is_written = it.state.is_prepared() && edition == it.working_edition();
        let can_edit = is_written && policy::may(&actor, Act::KeepClusters);
        let sources = if can_edit && criteria.is_empty() { sources(conn, &it)? } else { Vec::new() };
        let editions = criteria_store::editions(conn, id)?;
        let number = edition.to_string();
        Ok(CriteriaPage {
            shell,
            edition,
            lines: CriterionLine::all(&criteria, &names, it.content.year),
            worth: worth_words(&criteria),
            editions: editions.into_iter().map(EditionLine::of).collect(),
            files: address("", &[("edition", number.as_str())]),
            can_edit,
            sources,
            from,
            errors,
            it: Head::of(&it),
        })
    })
    .await
}

/// The published tables of this year and the last.
fn sources(conn: &mut Connection, it: &Cluster) -> AppResult<Vec<Choice>> {
    let mut all = store::of_year(conn, it.content.year.previous(), false)?;
    all.extend(store::of_year(conn, it.content.year, false)?);
    all.retain(|other| other.is_published() && other.id != it.id && other.state != State::Draft);
    let choice = |it: Cluster| Choice::new(it.id.to_string(), format!("{}, năm {}", it.content.name, it.content.year));
    Ok(all.into_iter().map(choice).collect())
}

/// GET /clusters/{id}/criteria.csv, .xlsx
pub async fn file(
    user: CurrentUser,
    path: web::Path<(ClusterId, FileKind)>,
    query: web::Query<EditionQuery>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let ((id, kind), actor, asked) = (path.into_inner(), user.actor.clone(), query.into_inner().edition);
    let (it, _, criteria, names) = db.read(move |conn| shown(conn, &actor, id, &asked)).await?;
    let row = |(number, line): (i64, Criterion)| -> Vec<Value> {
        let rule = rule_words(&line.content, &names, it.content.year);
        let content = line.content;
        vec![
            number.into(),
            content.group_name.into(),
            content.content.into(),
            content.most.value().into(),
            Value::Word(content.manner.code()),
            rule.into(),
            content.tie_order.into(),
        ]
    };
    let rows: Vec<_> = (1..).zip(criteria).map(row).collect();
    lists::file(kind, &FORMAT, rows).await
}

/// GET /clusters/{id}/criteria/new
pub async fn new(user: CurrentUser, id: web::Path<ClusterId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    page(&criterion_page(&user, &db, (*id, None), None, FieldErrors::default()).await?)
}

/// GET /clusters/{id}/criteria/{criterion}
pub async fn edit(
    user: CurrentUser,
    path: web::Path<(ClusterId, ClusterCriterionId)>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (id, criterion) = path.into_inner();
    page(&criterion_page(&user, &db, (id, Some(criterion)), None, FieldErrors::default()).await?)
}

/// The form of a line: as stored, or what was typed with what is wrong.
pub async fn criterion_page(
    user: &CurrentUser,
    db: &Db,
    (id, criterion): (ClusterId, Option<ClusterCriterionId>),
    typed: Option<CriterionForm>,
    errors: FieldErrors,
) -> AppResult<CriterionPage> {
    let it = load_prepared(db, user, id).await?;
    let shell = Shell::for_page(user, Menu::Clusters);
    db.read(move |conn| {
        let stored = match criterion {
            Some(criterion) => CriterionForm::of(&criteria::find(conn, &it, criterion)?, it.version),
            None => fresh(conn, &it)?,
        };
        let names = target_names(conn, it.content.year)?;
        let mut targets: Vec<Choice> = names.into_iter().map(|(id, name)| Choice::new(id.to_string(), name)).collect();
        targets.sort_by(|one, other| one.label.cmp(&other.label));
        let head = Head::of(&it);
        Ok(CriterionPage {
            shell,
            action: criterion.map_or_else(|| head.address("criteria"), |it| head.address(&format!("criteria/{it}"))),
            removal: criterion.map_or_else(String::new, |it| head.address(&format!("criteria/{it}/removal"))),
            form: typed.unwrap_or(stored),
            errors,
            manners: words(Manner::WORDS),
            targets,
            awards: awards(it.content.year.end()),
            it: head,
        })
    })
    .await
}

/// A new line goes on with the group of the last.
fn fresh(conn: &mut Connection, it: &Cluster) -> AppResult<CriterionForm> {
    let last = ops::criteria_of(conn, it.id, it.working_edition())?.pop();
    let group = last.map_or_else(String::new, |it| it.content.group_name);
    Ok(CriterionForm {
        version: it.version,
        group,
        manner: Manner::SelfScored.code().into(),
        ..CriterionForm::default()
    })
}

fn awards(day: NaiveDate) -> Vec<Choice> {
    let mut all: Vec<AwardCode> = AwardCode::all().collect();
    all.sort_by_key(|code| code.award().rank);
    all.iter().map(|code| Choice::new(code.code(), code.award().name_on(day))).collect()
}
