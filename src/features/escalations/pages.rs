//! GET: the proposals of a year, one of them with its papers and answers, the forms.

use actix_web::{HttpResponse, web};
use serde::Deserialize;

use super::form::{DraftForm, SubmissionForm};
use super::ops;
use super::store;
use super::view::*;
use crate::db::{Connection, Db};
use crate::domain::date::format_date;
use crate::domain::escalation::State;
use crate::domain::event::Object;
use crate::domain::ids::*;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::features::{settings, years};
use crate::policy::{self, Act};
use crate::sheets::{Column, Kind, TableFormat, Value, Written};
use crate::web::current_user::CurrentUser;
use crate::web::lists::{self, FileKind};
use crate::web::shell::{Menu, Shell};
use crate::web::{history, page};

#[derive(Debug, Clone, Default, Deserialize)]
pub struct Query {
    #[serde(default)]
    year: String,
    /// The dossier one comes from: it alone is ticked.
    #[serde(default)]
    dossier: String,
}

const FORMAT: TableFormat = TableFormat {
    name: "escalations",
    columns: &[
        Column::required("year", "Năm", Kind::YEAR),
        Column::optional("number", "Số tờ trình", Kind::Line),
        Column::optional("submitted_on", "Ngày", Kind::Date),
        Column::required("recipient", "Nơi nhận", Kind::Line),
        Column::required("state", "Trạng thái", Kind::Word(|| State::WORDS.to_vec(), Written::AsOnScreen)),
        Column::required("lines", "Số hồ sơ", Kind::COUNT),
        Column::required("granted", "Được tặng", Kind::COUNT),
        Column::required("refused", "Không được tặng", Kind::COUNT),
        Column::required("waiting", "Đang chờ", Kind::COUNT),
    ],
};

/// GET /escalations
pub async fn index(user: CurrentUser, query: web::Query<Query>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeEscalations)?;
    let (actor, today) = (user.actor.clone(), user.today);
    let found = db.read(move |conn| {
        let year = years::ops::asked_or_current(conn, &query.year, today)?;
        let ready = store::ready(conn, &actor, year, None, today)?.len();
        Ok((year, years::ops::choices(conn)?, store::list(conn, year)?, ready))
    });
    let (year, years, listed, ready) = found.await?;
    page(&IndexPage {
        shell: Shell::for_page(&user, Menu::Escalations),
        year: year.to_string(),
        years,
        lines: listed.iter().map(ListLine::of).collect(),
        ready,
        can_keep: policy::may(&user, Act::KeepEscalations),
    })
}

/// GET /escalations.csv, /escalations.xlsx
pub async fn file(
    user: CurrentUser,
    kind: web::Path<FileKind>,
    query: web::Query<Query>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeEscalations)?;
    let today = user.today;
    let listed = db.read(move |conn| {
        let year = years::ops::asked_or_current(conn, &query.year, today)?;
        store::list(conn, year)
    });
    let row = |it: store::Listed| -> Vec<Value> {
        vec![
            Value::from(i64::from(it.escalation.year.0)),
            it.escalation.number.into(),
            it.escalation.submitted_on.into(),
            it.escalation.recipient.into(),
            Value::Word(it.escalation.state.code()),
            Value::from(it.counts.lines),
            Value::from(it.counts.granted),
            Value::from(it.counts.refused),
            Value::from(it.counts.waiting()),
        ]
    };
    let rows: Vec<_> = listed.await?.into_iter().map(row).collect();
    lists::file(kind.into_inner(), &FORMAT, rows).await
}

/// GET /escalations/new: all that is ripe is ticked, or the dossier one comes from.
pub async fn new(user: CurrentUser, query: web::Query<Query>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let lines = query.dossier.parse().ok().into_iter().collect();
    let form = DraftForm { year: query.year.clone(), lines, ..DraftForm::default() };
    page(&form_page(&user, &db, form, FieldErrors::default(), None).await?)
}

/// GET /escalations/{id}/edit
pub async fn edit(user: CurrentUser, id: web::Path<EscalationId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepEscalations)?;
    let id = *id;
    let found = db.read(move |conn| {
        let version = history::version(conn, Object::Escalation(id))?;
        Ok((ops::find(conn, id)?, version, ops::dossiers_of(conn, id)?))
    });
    let (it, version, lines) = found.await?;
    if it.state != State::Draft {
        return Err(AppError::Illegal);
    }
    let form = DraftForm {
        year: it.year.to_string(),
        recipient: it.recipient,
        summary: it.summary,
        lines: lines.into_iter().map(|id| id.0).collect(),
        version,
    };
    page(&form_page(&user, &db, form, FieldErrors::default(), Some(id)).await?)
}

/// The draft's form, fresh (everything ripe is ticked) or with what is wrong.
pub async fn form_page(
    user: &CurrentUser,
    db: &Db,
    mut form: DraftForm,
    errors: FieldErrors,
    id: Option<EscalationId>,
) -> AppResult<FormPage> {
    policy::must(user, Act::KeepEscalations)?;
    let (asked, actor, today) = (form.year.clone(), user.actor.clone(), user.today);
    let found = db.read(move |conn| {
        let year = years::ops::asked_or_current(conn, &asked, today)?;
        let ready = store::ready(conn, &actor, year, id, today)?;
        Ok((year, years::ops::choices(conn)?, ready, settings::ops::agency(conn)?.parent_name))
    });
    let (year, years, ready, parent) = found.await?;
    form.year = year.to_string();
    let is_fresh = id.is_none() && errors.is_empty();
    if is_fresh {
        form.recipient = parent;
    }
    let ticks_all = is_fresh && form.lines.is_empty();
    let candidates =
        ready.into_iter().map(|it| Candidate::of(&it, year, ticks_all || form.lines.contains(&it.dossier.0))).collect();
    Ok(FormPage {
        shell: Shell::for_page(user, Menu::Escalations),
        id: id.map_or_else(String::new, |id| id.to_string()),
        year,
        years,
        candidates,
        form,
        errors,
    })
}

/// GET /escalations/{id}
pub async fn show(user: CurrentUser, id: web::Path<EscalationId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let (it, pack) = load(&user, &db, *id).await?;
    let id = *id;
    let history = db.read(move |conn| history::of(conn, Object::Escalation(id))).await?;
    let is_draft = it.state == State::Draft;
    let keeps = is_draft && policy::may(&user, Act::KeepEscalations);
    let can_record = !is_draft && pack.counts.waiting() > 0 && policy::may(&user, Act::RecordHigherDecision);
    page(&ShowPage {
        shell: Shell::for_page(&user, Menu::Escalations),
        it: Detail::of(&it, pack.version),
        lines: pack.lines,
        counts: pack.counts,
        history,
        can_change: keeps,
        can_record,
    })
}

/// What is known of the lines of a proposal.
pub struct Pack {
    pub version: i64,
    pub lines: Vec<LineView>,
    pub counts: store::Counts,
}

pub async fn load(user: &CurrentUser, db: &Db, id: EscalationId) -> AppResult<(ops::Escalation, Pack)> {
    policy::must(user, Act::SeeEscalations)?;
    db.read(move |conn| {
        let it = ops::find(conn, id)?;
        let pack = pack(conn, &it)?;
        Ok((it, pack))
    })
    .await
}

fn pack(conn: &mut Connection, it: &ops::Escalation) -> AppResult<Pack> {
    let lines = store::lines_of(conn, it.id)?;
    let ids: Vec<DossierId> = lines.iter().map(|line| line.dossier).collect();
    let (mut votes, mut grants) = (store::votes(conn, &ids)?, store::grants(conn, &ids)?);
    let (meetings, mut files) = (store::meetings(conn, &ids)?, store::files(conn, &ids)?);
    let counts = store::Counts::of(lines.iter().map(|line| line.state));
    let view = |line: store::Line| {
        let id = line.dossier;
        let papers = Papers {
            meeting: meetings.get(&id).copied(),
            vote: votes.remove(&id),
            files: files.remove(&id).unwrap_or_default(),
        };
        LineView::of(line, it.year, papers, grants.remove(&id))
    };
    Ok(Pack {
        version: history::version(conn, Object::Escalation(it.id))?,
        lines: lines.into_iter().map(view).collect(),
        counts,
    })
}

/// GET /escalations/{id}/submission
pub async fn submission(user: CurrentUser, id: web::Path<EscalationId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let form = SubmissionForm { submitted_on: format_date(user.today), ..SubmissionForm::default() };
    page(&submission_page(&user, &db, *id, form, FieldErrors::default()).await?)
}

pub async fn submission_page(
    user: &CurrentUser,
    db: &Db,
    id: EscalationId,
    mut form: SubmissionForm,
    errors: FieldErrors,
) -> AppResult<SubmissionPage> {
    policy::must(user, Act::KeepEscalations)?;
    let (it, pack) = load(user, db, id).await?;
    if it.state != State::Draft {
        return Err(AppError::Illegal);
    }
    form.version = pack.version;
    Ok(SubmissionPage {
        shell: Shell::for_page(user, Menu::Escalations),
        it: Detail::of(&it, pack.version),
        lines: pack.lines,
        form,
        errors,
    })
}
