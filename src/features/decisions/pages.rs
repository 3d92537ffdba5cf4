//! GET: the year's decisions, one of them, its draft form, the check before issuing, the higher level's answer.

use actix_web::{HttpResponse, web};
use serde::Deserialize;

use super::correction::{self, Correction, is_correctable};
use super::form::{DraftForm, HigherForm, IssueForm};
use super::lines::{self, Line};
use super::revocation::is_revocable;
use super::scans::{self, is_scannable};
use super::view::*;
use super::{ops, register};
use crate::db::Db;
use crate::domain::date;
use crate::domain::decision::State;
use crate::domain::event::Object;
use crate::domain::ids::*;
use crate::domain::law::AuthorityCode;
use crate::domain::wording::PaperKind;
use crate::domain::year::Year;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::features::dossiers::ops::Ripeness;
use crate::features::{escalations, registrations, years};
use crate::papers::kept;
use crate::policy::{self, Act};
use crate::sheets::{Column, Kind, TableFormat, Value, Written};
use crate::web::current_user::CurrentUser;
use crate::web::forms::Choice;
use crate::web::lists::{self, FileKind};
use crate::web::shell::{Menu, Shell};
use crate::web::{history, page};

#[derive(Debug, Clone, Default, Deserialize)]
pub struct YearQuery {
    #[serde(default)]
    year: String,
    #[serde(default)]
    authority: String,
    /// The proposal whose answer is recorded.
    #[serde(default)]
    escalation: String,
}

const FORMAT: TableFormat = TableFormat {
    name: "decisions",
    columns: &[
        Column::optional("number", "Số quyết định", Kind::Line),
        Column::optional("decided_on", "Ngày quyết định", Kind::Date),
        Column::required("authority", "Cơ quan quyết định", Kind::Line),
        Column::required("state", "Trạng thái", Kind::Word(|| State::WORDS.to_vec(), Written::AsOnScreen)),
        Column::required("awards", "Số lượt khen thưởng", Kind::COUNT),
    ],
};

/// GET /decisions
pub async fn index(user: CurrentUser, query: web::Query<YearQuery>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeDecisions)?;
    let (today, with_drafts) = (user.today, policy::may(&user, Act::SeeDraftDecisions));
    let found = db.read(move |conn| {
        let year = years::ops::asked_or_current(conn, &query.year, today)?;
        Ok((year, years::ops::choices(conn)?, ops::list(conn, year, with_drafts)?))
    });
    let (year, years, listed) = found.await?;
    page(&IndexPage {
        shell: Shell::for_page(&user, Menu::Decisions),
        year: year.to_string(),
        years,
        lines: listed.iter().map(ListLine::of).collect(),
        can_draft: policy::may(&user, Act::DraftDecision),
        can_record: policy::may(&user, Act::RecordHigherDecision),
    })
}

/// GET /decisions.csv, /decisions.xlsx
pub async fn file(
    user: CurrentUser,
    kind: web::Path<FileKind>,
    query: web::Query<YearQuery>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeDecisions)?;
    let (today, with_drafts) = (user.today, policy::may(&user, Act::SeeDraftDecisions));
    let listed = db.read(move |conn| {
        let year = years::ops::asked_or_current(conn, &query.year, today)?;
        ops::list(conn, year, with_drafts)
    });
    let rows: Vec<Vec<Value>> = listed
        .await?
        .into_iter()
        .map(|Listed { decision, awards }| {
            vec![
                decision.number.into(),
                decision.decided_on.into(),
                decision.authority.into(),
                Value::Word(decision.state.code()),
                Value::from(awards),
            ]
        })
        .collect();
    lists::file(kind.into_inner(), &FORMAT, rows).await
}

use super::ops::Listed;

/// GET /decisions/new
pub async fn new(user: CurrentUser, query: web::Query<YearQuery>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::DraftDecision)?;
    let form = DraftForm { year: query.year.clone(), ..DraftForm::default() };
    page(&form_page(&user, &db, form, FieldErrors::default(), None).await?)
}

/// GET /decisions/{id}/edit
pub async fn edit(user: CurrentUser, id: web::Path<DecisionId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::DraftDecision)?;
    let id = *id;
    let (decision, lines) = load(&db, &user, id).await?;
    if decision.state != State::Draft {
        return Err(AppError::Illegal);
    }
    let form = DraftForm {
        year: decision.year.to_string(),
        abstract_line: decision.abstract_line,
        lines: lines.iter().filter_map(|line| line.dossier).map(|id| id.0).collect(),
        version: decision.version,
    };
    page(&form_page(&user, &db, form, FieldErrors::default(), Some(id)).await?)
}

/// The draft's form, fresh (everything ready is chosen) or with what is wrong.
pub async fn form_page(
    user: &CurrentUser,
    db: &Db,
    mut form: DraftForm,
    errors: FieldErrors,
    id: Option<DecisionId>,
) -> AppResult<FormPage> {
    let (asked, today) = (form.year.clone(), user.today);
    let found = db.read(move |conn| {
        let year = years::ops::asked_or_current(conn, &asked, today)?;
        let ripeness = Ripeness::on(conn, today)?;
        Ok((year, lines::ready(conn, year, ripeness, id)?))
    });
    let (year, ready) = found.await?;
    let is_fresh = id.is_none() && form.lines.is_empty() && errors.is_empty();
    if is_fresh {
        form.abstract_line = format!("Về việc công nhận danh hiệu thi đua, tặng Giấy khen năm {year}");
    }
    form.year = year.to_string();
    let candidates = ready
        .into_iter()
        .filter(|line| registrations::ops::is_granted_here(line.award))
        .map(|line| {
            let is_chosen = is_fresh || line.dossier.is_some_and(|id| form.lines.contains(&id.0));
            Candidate::of(line, year, is_chosen)
        })
        .collect();
    Ok(FormPage {
        shell: Shell::for_page(user, Menu::Decisions),
        action: id.map_or_else(|| "/decisions".to_owned(), |id| format!("/decisions/{id}")),
        is_new: id.is_none(),
        year,
        form,
        errors,
        candidates,
    })
}

/// GET /decisions/{id}
pub async fn show(user: CurrentUser, id: web::Path<DecisionId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    page(&show_page(&user, &db, *id, FieldErrors::default()).await?)
}

pub async fn show_page(user: &CurrentUser, db: &Db, id: DecisionId, errors: FieldErrors) -> AppResult<ShowPage> {
    let (decision, lines) = load(db, user, id).await?;
    let found = db.read(move |conn| {
        let object = Object::Decision(id);
        let beside = (correction::of(conn, id)?, scans::of(conn, id)?, kept(conn, object, PaperKind::Decision)?);
        Ok((history::of(conn, object)?, beside))
    });
    let (history, (corrections, scans, kept)) = found.await?;
    let correction =
        |it: Correction| (format!("{} ngày {}", it.document_no, date::format_date(it.corrected_on)), it.content);
    let is_draft = decision.state == State::Draft;
    let (lines, bonuses) = Candidate::listed(lines, decision.year, decision.decided_on.unwrap_or(user.today));
    Ok(ShowPage {
        shell: Shell::for_page(user, Menu::Decisions),
        can_see_certificates: decision.own && !is_draft && policy::may(user, Act::SeeCertificates),
        can_revoke: is_revocable(&decision) && !lines.is_empty() && policy::may(user, Act::IssueDecision),
        lines,
        bonuses,
        history,
        can_change: is_draft && policy::may(user, Act::DraftDecision),
        can_correct: is_correctable(&decision) && policy::may(user, Act::IssueDecision),
        can_scan: is_scannable(&decision) && policy::may(user, Act::DraftDecision),
        corrections: corrections.into_iter().map(correction).collect(),
        scans,
        kept,
        can_issue: is_draft && policy::may(user, Act::IssueDecision),
        it: Detail::of(&decision),
        errors,
    })
}

/// GET /decisions/{id}/issuance: the check, with number and date to fill in.
pub async fn check(user: CurrentUser, id: web::Path<DecisionId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let form = IssueForm { decided_on: date::format_date(user.today), ..IssueForm::default() };
    page(&issue_page(&user, &db, *id, form, FieldErrors::default()).await?)
}

pub async fn issue_page(
    user: &CurrentUser,
    db: &Db,
    id: DecisionId,
    mut form: IssueForm,
    errors: FieldErrors,
) -> AppResult<IssuePage> {
    policy::must(user, Act::IssueDecision)?;
    let (decision, lines) = load(db, user, id).await?;
    if decision.state != State::Draft {
        return Err(AppError::Illegal);
    }
    if errors.is_empty() {
        form.version = decision.version;
    }
    let today = user.today;
    let latest = db.read(move |conn| register::latest(conn, today)).await?;
    let (lines, bonuses) = Candidate::listed(lines, decision.year, today);
    Ok(IssuePage {
        shell: Shell::for_page(user, Menu::Decisions),
        it: Detail::of(&decision),
        counts: counted(&lines),
        latest: latest.map(|it| format!("{} ngày {}", it.number, date::format_date(it.day))).unwrap_or_default(),
        lines,
        bonuses,
        form,
        errors,
    })
}

fn counted(lines: &[Candidate]) -> Vec<String> {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for line in lines {
        match counts.iter_mut().find(|(award, _)| *award == line.award) {
            Some((_, count)) => *count += 1,
            None => counts.push((&line.award, 1)),
        }
    }
    counts.into_iter().map(|(award, count)| format!("{count} {award}")).collect()
}

/// A decision the user may see, with its list.
pub(super) async fn load(db: &Db, user: &CurrentUser, id: DecisionId) -> AppResult<(ops::Found, Vec<Line>)> {
    policy::must(user, Act::SeeDecisions)?;
    let found = db.read(move |conn| {
        let decision = ops::find(conn, id)?;
        let lines = lines::listed(conn, &decision)?;
        Ok((decision, lines))
    });
    let (decision, lines) = found.await?;
    if decision.state == State::Draft {
        policy::must_see(user, Act::SeeDraftDecisions)?;
    }
    Ok((decision, lines))
}

/// GET /decisions/higher/new
pub async fn higher(user: CurrentUser, query: web::Query<YearQuery>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let form = HigherForm {
        year: query.year.clone(),
        authority: query.authority.clone(),
        escalation: query.escalation.clone(),
        ..HigherForm::default()
    };
    page(&higher_page(&user, &db, form, FieldErrors::default()).await?)
}

pub async fn higher_page(
    user: &CurrentUser,
    db: &Db,
    mut form: HigherForm,
    errors: FieldErrors,
) -> AppResult<HigherPage> {
    policy::must(user, Act::RecordHigherDecision)?;
    let (asked, today, escalation) = (form.year.clone(), user.today, form.escalation());
    let found = db.read(move |conn| {
        let year = years::ops::asked_or_current(conn, &asked, today)?;
        let proposal = match escalation {
            Some(id) => escalations::ops::find(conn, id)?.number.unwrap_or_default(),
            None => String::new(),
        };
        Ok((year, lines::escalated(conn, year, escalation)?, proposal))
    });
    let (year, lines, proposal) = found.await?;
    form.year = year.to_string();
    let lines = lines.into_iter().map(|line| escalated(line, year, &form)).collect();
    let authorities = AuthorityCode::all()
        .filter(|code| code.code() != ops::OWN_AUTHORITY)
        .map(|code| Choice::new(code.code(), code.authority().name.clone()))
        .collect();
    Ok(HigherPage { shell: Shell::for_page(user, Menu::Decisions), year, form, errors, authorities, lines, proposal })
}

fn escalated(line: Line, year: Year, form: &HigherForm) -> Escalated {
    let id = line.dossier.map_or(0, |id| id.0);
    Escalated {
        dossier: id.to_string(),
        name: line.name,
        unit: line.unit_name,
        award: line.award.award().name_on(year.end()).to_owned(),
        authority: line.award.authority().authority().name.clone(),
        is_granted: form.granted.contains(&id),
        is_refused: form.refused.contains(&id),
    }
}
