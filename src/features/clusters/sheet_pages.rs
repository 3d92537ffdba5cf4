//! GET: the score sheet of a unit, to read and to score; its verification; its file.

use actix_web::{HttpResponse, web};
use diesel::prelude::*;

use super::files;
use super::ops::{self, Row, Sheet, Table};
use super::pages::find_visible;
use super::sheet_form;
use super::sheet_view::*;
use super::view::{Head, worth_words};
use crate::db::{Connection, Db};
use crate::domain::emulation_cluster::Manner;
use crate::domain::event::Object;
use crate::domain::ids::*;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::policy::{self, Act, Actor, ClusterSheetAct, ClusterSheetFacts};
use crate::schema::subjects;
use crate::sheets::{Column, Kind, TableFormat, Value, Written};
use crate::web::current_user::CurrentUser;
use crate::web::forms::{Choice, TypedFields};
use crate::web::lists::{self, FileKind};
use crate::web::shell::{Menu, Shell};
use crate::web::{history, page};

const FORMAT: TableFormat = TableFormat {
    name: "cluster_sheet",
    columns: &[
        Column::required("number", "Số thứ tự", Kind::COUNT),
        Column::required("group", "Nhóm tiêu chí", Kind::Line),
        Column::required("content", "Nội dung", Kind::Line),
        Column::required("manner", "Cách chấm", Kind::Word(|| Manner::WORDS.to_vec(), Written::AsOnScreen)),
        Column::required("most", "Điểm tối đa", Kind::Decimal),
        Column::optional("self_points", "Điểm tự chấm", Kind::Decimal),
        Column::optional("verified_points", "Điểm thẩm định", Kind::Decimal),
        Column::optional("points", "Điểm được tính", Kind::Decimal),
        Column::optional("words", "Cách tính", Kind::Paragraphs),
        Column::optional("explanation", "Giải trình", Kind::Paragraphs),
        Column::optional("reason", "Lý do thẩm định khác", Kind::Paragraphs),
    ],
};

/// A sheet as somebody may read it: with the table it stands in.
pub struct Found {
    pub table: Table,
    pub facts: ClusterSheetFacts,
    id: ClusterSheetId,
}

impl Found {
    pub fn row(&self) -> AppResult<&Row> {
        self.table.rows.iter().find(|row| row.sheet.id == self.id).ok_or(AppError::NotFound)
    }

    pub fn may(&self, actor: &Actor, act: ClusterSheetAct) -> bool {
        policy::may(actor, Act::OnClusterSheet(act, &self.facts))
    }

    fn sees(&self, actor: &Actor) -> bool {
        self.may(actor, ClusterSheetAct::See)
    }
}

/// The sheet of an address; its points are everybody's who may see results, its words and files are not.
pub fn find_sheet(
    conn: &mut Connection,
    actor: &Actor,
    id: ClusterSheetId,
    today: chrono::NaiveDate,
) -> AppResult<Found> {
    policy::must(actor, Act::SeeResults)?;
    let sheet: Sheet = ops::find_sheet(conn, id)?;
    let cluster = find_visible(conn, actor, sheet.cluster_id)?;
    let facts = sheet.facts(&cluster, today);
    let found = Found { table: Table::load(conn, cluster.id, today)?, facts, id };
    found.row()?;
    Ok(found)
}

/// [`find_sheet`] on a connection of its own, for somebody who may do this with it.
pub async fn load_for(db: &Db, user: &CurrentUser, id: ClusterSheetId, act: ClusterSheetAct) -> AppResult<Found> {
    let (actor, today) = (user.actor.clone(), user.today);
    db.read(move |conn| {
        let found = find_sheet(conn, &actor, id, today)?;
        policy::must_see(&actor, Act::OnClusterSheet(ClusterSheetAct::See, &found.facts))?;
        policy::must(&actor, Act::OnClusterSheet(act, &found.facts))?;
        Ok(found)
    })
    .await
}

/// GET /cluster-sheets/{id}
pub async fn show(user: CurrentUser, id: web::Path<ClusterSheetId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    page(&sheet_page(&user, &db, *id, None, FieldErrors::default()).await?)
}

/// The sheet as stored, or what was typed with what is wrong.
pub async fn sheet_page(
    user: &CurrentUser,
    db: &Db,
    id: ClusterSheetId,
    typed: Option<TypedFields>,
    errors: FieldErrors,
) -> AppResult<SheetPage> {
    let (actor, today, shell) = (user.actor.clone(), user.today, Shell::for_page(user, Menu::Clusters));
    db.read(move |conn| {
        let found = find_sheet(conn, &actor, id, today)?;
        let (row, sees) = (found.row()?, found.sees(&actor));
        let files = if sees { files::of(conn, id)? } else { Vec::new() };
        let (code, name) = scribe(conn, row.sheet.scribe_id)?;
        let mut form = typed.unwrap_or_else(|| sheet_form::own_of(row));
        if !form.has("scribe") {
            form.set("scribe", code.as_str());
        }
        Ok(SheetPage {
            shell,
            cluster: Head::of(&found.table.cluster),
            it: SheetHead::of(row),
            acts: acts(&found, &actor),
            lines: CellLine::all(&found.table, row, sees),
            worth: worth_words(&found.table.criteria),
            form,
            errors,
            files: files.iter().map(FileLine::of).collect(),
            ordinals: ordinals(&found.table),
            scribe: code,
            scribe_name: name,
            history: if sees { history::of(conn, Object::ClusterSheet(id))? } else { Vec::new() },
        })
    })
    .await
}

fn acts(found: &Found, actor: &Actor) -> SheetActs {
    SheetActs {
        score: found.may(actor, ClusterSheetAct::Score),
        submit: found.may(actor, ClusterSheetAct::Submit),
        verify: found.may(actor, ClusterSheetAct::Verify),
        give_back: found.may(actor, ClusterSheetAct::Return),
        name_scribe: found.may(actor, ClusterSheetAct::NameScribe),
        see: found.sees(actor),
    }
}

fn scribe(conn: &mut Connection, person: Option<PersonId>) -> AppResult<(String, String)> {
    let Some(person) = person else { return Ok(Default::default()) };
    Ok(subjects::table.find(SubjectId::from(person)).select((subjects::code, subjects::name)).first(conn)?)
}

/// "Tiêu chí 3: …", short enough for a select.
fn ordinals(table: &Table) -> Vec<Choice> {
    let choice = |(number, content): (usize, &str)| {
        let short: String = content.chars().take(60).collect();
        Choice::new(number.to_string(), format!("Tiêu chí {number}: {short}"))
    };
    (1..).zip(table.criteria.iter().map(|it| it.content.content.as_str())).map(choice).collect()
}

/// GET /cluster-sheets/{id}/verification
pub async fn verify(user: CurrentUser, id: web::Path<ClusterSheetId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    page(&verify_page(&user, &db, *id, None, FieldErrors::default()).await?)
}

/// The verification as it begins, or what was typed with what is wrong.
pub async fn verify_page(
    user: &CurrentUser,
    db: &Db,
    id: ClusterSheetId,
    typed: Option<TypedFields>,
    errors: FieldErrors,
) -> AppResult<VerifyPage> {
    let found = load_for(db, user, id, ClusterSheetAct::Verify).await?;
    let files = db.read(move |conn| files::of(conn, id)).await?;
    let row = found.row()?;
    let mut form = typed.unwrap_or_else(|| sheet_form::verified_of(row));
    if !form.has("version") {
        form.set("version", row.sheet.version.to_string());
    }
    Ok(VerifyPage {
        shell: Shell::for_page(user, Menu::Clusters),
        cluster: Head::of(&found.table.cluster),
        it: SheetHead::of(row),
        can_give_back: found.may(user, ClusterSheetAct::Return),
        lines: CellLine::all(&found.table, row, true),
        form,
        errors,
        files: files.iter().map(FileLine::of).collect(),
    })
}

/// GET /cluster-sheets/{id}.csv, .xlsx
pub async fn file(
    user: CurrentUser,
    path: web::Path<(ClusterSheetId, FileKind)>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let ((id, kind), actor, today) = (path.into_inner(), user.actor.clone(), user.today);
    let (found, sees) = db
        .read(move |conn| {
            let found = find_sheet(conn, &actor, id, today)?;
            let sees = found.sees(&actor);
            Ok((found, sees))
        })
        .await?;
    let row = found.row()?;
    let told = |words: &str| if sees { words.to_owned() } else { String::new() };
    let is_sent = row.sheet.is_open();
    let value = |(number, (it, cell)): (i64, (&ops::Criterion, &ops::Cell))| -> Vec<Value> {
        let content = &it.content;
        let own = cell.own.filter(|_| cell.is_scored_by_unit() && (sees || is_sent));
        let counted = cell.counted.as_ref().map_or_else(String::new, |it| it.words.clone());
        vec![
            number.into(),
            content.group_name.clone().into(),
            content.content.clone().into(),
            Value::Word(content.manner.code()),
            content.most.value().into(),
            own.map(|it| it.value()).into(),
            cell.verified.filter(|_| is_sent).map(|it| it.value()).into(),
            cell.points.map(|it| it.value()).into(),
            counted.into(),
            told(&cell.explanation).into(),
            told(&cell.reason).into(),
        ]
    };
    let rows: Vec<_> = (1..).zip(found.table.criteria.iter().zip(&row.cells)).map(value).collect();
    lists::file(kind, &FORMAT, rows).await
}
