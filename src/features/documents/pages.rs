//! GET: a year's documents, one of them, its form.

use actix_web::{HttpResponse, web};
use chrono::NaiveDate;
use serde::Deserialize;

use super::form::DocumentForm;
use super::list::{self, Filter, Standing};
use super::readers::{self, Asked};
use super::store::{self, Document};
use super::view::*;
use super::{files, papers};
use crate::db::{Connection, Db};
use crate::domain::date::{format_date, format_date_time};
use crate::domain::document::{Kind, Readers, State};
use crate::domain::event::Object;
use crate::domain::ids::*;
use crate::domain::role::Role;
use crate::domain::year::Year;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::features::{conferences, settings, units, years};
use crate::policy::{self, Act, Actor, Scope};
use crate::sheets::{Column, Kind as Cell, TableFormat, Value, Written};
use crate::web::current_user::CurrentUser;
use crate::web::forms::{Choice, words};
use crate::web::lists::{self, FileKind};
use crate::web::paging::{PAGE_SIZE, Paging, address, page_number};
use crate::web::shell::{Menu, Shell};
use crate::web::{history, page};

const PATH: &str = "/documents";
/// Of the filter by state: sent to the reader, who has not said that he read it.
const UNREAD: (&str, &str) = ("unread", "Tôi chưa đọc");

#[derive(Debug, Clone, Default, Deserialize)]
pub struct ListQuery {
    #[serde(default)]
    year: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    state: String,
    #[serde(default)]
    q: String,
    #[serde(default)]
    page: String,
}

impl ListQuery {
    fn in_address<'q>(&'q self, year: &'q str) -> [(&'static str, &'q str); 4] {
        [("year", year), ("kind", &self.kind), ("state", &self.state), ("q", &self.q)]
    }
}

const FORMAT: TableFormat = TableFormat {
    name: "documents",
    columns: &[
        Column::required("year", "Năm", Cell::YEAR),
        Column::required("kind", "Loại văn bản", Cell::Word(|| Kind::WORDS.to_vec(), Written::AsOnScreen)),
        Column::optional("number", "Số, ký hiệu", Cell::Line),
        Column::required("issued_on", "Ngày văn bản", Cell::Date),
        Column::required("agency", "Cơ quan ban hành", Cell::Line),
        Column::required("abstract_line", "Trích yếu", Cell::Line),
        Column::required("readers", "Người cần đọc", Cell::Word(|| Readers::WORDS.to_vec(), Written::AsOnScreen)),
        Column::optional("due_on", "Hạn đọc", Cell::Date),
        Column::required("state", "Trạng thái", Cell::Word(|| State::WORDS.to_vec(), Written::AsOnScreen)),
        Column::optional("sent_on", "Ngày gửi", Cell::Date),
    ],
};

fn filter_of(conn: &mut Connection, actor: &Actor, query: &ListQuery, today: NaiveDate) -> AppResult<Filter> {
    Ok(Filter {
        year: years::ops::asked_or_current(conn, &query.year, today)?,
        kind: Kind::from_code(&query.kind),
        standing: match State::from_code(&query.state) {
            Some(state) => Standing::In(state),
            None if query.state == UNREAD.0 => Standing::Unread,
            None => Standing::Any,
        },
        q: query.q.clone(),
        with_drafts: policy::may(actor, Act::SeeDraftDocuments),
        reader: actor.person.unwrap_or(PersonId(0)),
        unit: actor.unit.unwrap_or(UnitId::NONE),
        is_head: actor.is(Role::UnitHead),
    })
}

/// GET /documents
pub async fn index(user: CurrentUser, query: web::Query<ListQuery>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeResults)?;
    let (actor, today, query) = (user.actor.clone(), user.today, query.into_inner());
    let found = db.read(move |conn| {
        let filter = filter_of(conn, &actor, &query, today)?;
        let year = filter.year.to_string();
        let total = list::count(conn, &filter)?;
        let paging = Paging::new(PATH, &query.in_address(&year), page_number(&query.page), total);
        let rows = list::rows(conn, &filter, PAGE_SIZE, paging.offset())?;
        Ok((year, paging, rows, years::ops::choices(conn)?, query))
    });
    let (year, paging, rows, years, query) = found.await?;
    let filter = bar(&user, query.clone(), year, years);
    let in_address = query.in_address(&filter.year);
    page(&IndexPage {
        chips: lists::chips(PATH, &in_address, &labels(&filter)),
        clear: address(PATH, &in_address[..1]),
        files: address("", &in_address),
        lines: rows.into_iter().map(|it| Line::of(it, user.person.is_some(), today)).collect(),
        paging,
        can_prepare: policy::may(&user, Act::PrepareDocuments),
        shell: Shell::for_page(&user, Menu::Documents),
        filter,
    })
}

fn bar(user: &CurrentUser, query: ListQuery, year: String, years: Vec<Choice>) -> Bar {
    let mut states = words(State::WORDS);
    if !policy::may(user, Act::SeeDraftDocuments) {
        states.retain(|it| it.value != State::Draft.code());
    }
    if user.person.is_some() {
        states.push(Choice::new(UNREAD.0, UNREAD.1));
    }
    let ListQuery { kind, state, q, .. } = query;
    Bar { year, kind, state, q, years, kinds: words(Kind::WORDS), states }
}

fn labels(bar: &Bar) -> [(&'static str, String); 3] {
    let named = |choices: &[Choice], value: &str| {
        choices.iter().find(|it| it.value == value).map_or_else(String::new, |it| it.label.clone())
    };
    [("kind", named(&bar.kinds, &bar.kind)), ("state", named(&bar.states, &bar.state)), ("q", bar.q.clone())]
}

/// GET /documents.csv, .xlsx
pub async fn file(
    user: CurrentUser,
    kind: web::Path<FileKind>,
    query: web::Query<ListQuery>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeResults)?;
    let (actor, today) = (user.actor.clone(), user.today);
    let found = db.read(move |conn| {
        let filter = filter_of(conn, &actor, &query, today)?;
        Ok((filter.year, list::rows(conn, &filter, -1, 0)?))
    });
    let (year, found) = found.await?;
    let row = |it: list::Row| -> Vec<Value> {
        vec![
            year.0.into(),
            Value::Word(it.kind.code()),
            it.number.into(),
            it.issued_on.into(),
            it.agency.into(),
            it.abstract_line.into(),
            Value::Word(it.readers.code()),
            it.due_on.into(),
            Value::Word(it.state.code()),
            it.sent_on.into(),
        ]
    };
    let rows: Vec<_> = found.into_iter().map(row).collect();
    lists::file(kind.into_inner(), &FORMAT, rows).await
}

#[derive(Debug, Clone, Default, Deserialize)]
pub struct NewQuery {
    #[serde(default)]
    year: String,
    #[serde(default)]
    conference: String,
    /// A withdrawn one, from which the form is filled in.
    #[serde(default)]
    replaces: String,
}

/// GET /documents/new
pub async fn new(user: CurrentUser, query: web::Query<NewQuery>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::PrepareDocuments)?;
    let (today, query) = (user.today, query.into_inner());
    let form = db.read(move |conn| {
        if let Ok(replaced) = query.replaces.parse().map(DocumentId) {
            let form = DocumentForm::filled(&store::find(conn, replaced)?, store::units_of(conn, replaced)?);
            let replaces = replaced.to_string();
            return Ok(DocumentForm { replaces, due_on: String::new(), issued_on: format_date(today), ..form });
        }
        let agency = settings::ops::agency(conn)?;
        let own = units::ops::all(conn)?.into_iter().find(|unit| unit.id == agency.unit_id);
        let year = years::ops::asked_or_current(conn, &query.year, today)?;
        Ok(DocumentForm {
            year: year.to_string(),
            conference: query.conference,
            agency: own.map_or_else(String::new, |unit| unit.name),
            issued_on: format_date(today),
            readers: Readers::Everyone.code().to_owned(),
            ..DocumentForm::default()
        })
    });
    page(&form_page(&user, &db, None, form.await?, FieldErrors::default()).await?)
}

/// GET /documents/{id}/edit
pub async fn edit(user: CurrentUser, id: web::Path<DocumentId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let id = *id;
    let found = load_draft(&db, &user, id).await?;
    let units = db.read(move |conn| store::units_of(conn, id)).await?;
    let form = DocumentForm::filled(&found, units);
    page(&form_page(&user, &db, Some(id), form, FieldErrors::default()).await?)
}

/// The form, new or of the draft of this id.
pub async fn form_page(
    user: &CurrentUser,
    db: &Db,
    id: Option<DocumentId>,
    form: DocumentForm,
    errors: FieldErrors,
) -> AppResult<FormPage> {
    let year = Year::parse(&form.year).unwrap_or(Year::of(user.today));
    let found = db.read(move |conn| Ok((conferences::ops::choices(conn, year)?, units::ops::inside(conn)?)));
    let (conferences, units) = found.await?;
    let (action, back) = match id {
        None => (PATH.to_owned(), format!("{PATH}?year={year}")),
        Some(id) => (format!("{PATH}/{id}"), format!("{PATH}/{id}")),
    };
    Ok(FormPage {
        shell: Shell::for_page(user, Menu::Documents),
        is_new: id.is_none(),
        action,
        back,
        form,
        errors,
        kinds: words(Kind::WORDS),
        conferences,
        audiences: words(Readers::WORDS),
        units,
    })
}

/// A document the user may read: a draft is there only for those who prepare it.
pub async fn load(db: &Db, user: &CurrentUser, id: DocumentId) -> AppResult<Document> {
    policy::must(user, Act::SeeResults)?;
    let found = db.read(move |conn| store::find(conn, id)).await?;
    if found.state == State::Draft && !policy::may(user, Act::SeeDraftDocuments) {
        return Err(AppError::NotFound);
    }
    Ok(found)
}

/// A draft that the user may change.
pub async fn load_draft(db: &Db, user: &CurrentUser, id: DocumentId) -> AppResult<Document> {
    let found = load(db, user, id).await?;
    policy::must(user, Act::PrepareDocuments)?;
    if found.state == State::Draft { Ok(found) } else { Err(AppError::Illegal) }
}

/// Whose readers somebody may follow: all units', or those of the unit he heads.
pub fn followed(actor: &Actor) -> Option<Option<UnitId>> {
    match policy::registrations_of(actor) {
        _ if !policy::may(actor, Act::FollowYear) => None,
        Scope::All => Some(None),
        Scope::Unit(unit, _) => Some(Some(unit)),
        Scope::Own(_) | Scope::Nothing => None,
    }
}

/// GET /documents/{id}
pub async fn show(user: CurrentUser, id: web::Path<DocumentId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    page(&show_page(&user, &db, *id, FieldErrors::default()).await?)
}

/// All that the page reads beside the document.
struct Around {
    units: Vec<store::Unit>,
    files: Vec<files::Attachment>,
    conference: Option<Link>,
    replaces: Option<Link>,
    replaced_by: Option<Link>,
    concerns: bool,
    read_at: String,
    progress: Option<(i64, i64)>,
    is_own_paper: bool,
    history: Vec<history::HistoryEntry>,
}

impl Around {
    fn read(conn: &mut Connection, it: &Document, actor: &Actor, today: NaiveDate) -> AppResult<Self> {
        let receipt = match actor.person {
            Some(person) => store::receipt(conn, it.id, person)?,
            None => None,
        };
        let conference = match it.conference {
            Some(id) => Some(conferences::ops::find(conn, id)?),
            None => None,
        };
        let replaces = match it.replaces {
            Some(id) => Some(store::find(conn, id)?),
            None => None,
        };
        let sees_drafts = policy::may(actor, Act::SeeDraftDocuments);
        let replaced_by = store::replacement(conn, it.id)?.filter(|it| sees_drafts || it.state != State::Draft);
        let progress = match followed(actor).filter(|_| it.state != State::Draft) {
            Some(unit) => {
                let counts = readers::counts(conn, it, Asked { unit, unread_only: false, today })?;
                Some((counts.iter().map(|unit| unit.read).sum(), counts.iter().map(|unit| unit.people).sum()))
            }
            None => None,
        };
        Ok(Self {
            units: store::units_of(conn, it.id)?,
            files: files::of(conn, it.id)?,
            conference: conference.map(|it| Link { address: format!("/conferences/{}", it.id), words: it.title }),
            replaces: replaces.as_ref().map(Link::to),
            replaced_by: replaced_by.as_ref().map(Link::to),
            concerns: store::concerns(conn, it.id, actor)?,
            read_at: receipt.map_or_else(String::new, |at| format_date_time(at.and_utc())),
            progress,
            is_own_paper: papers::is_own_paper(conn, it)?,
            history: history::of(conn, Object::Document(it.id))?,
        })
    }
}

pub async fn show_page(user: &CurrentUser, db: &Db, id: DocumentId, errors: FieldErrors) -> AppResult<ShowPage> {
    let document = load(db, user, id).await?;
    let (actor, today) = (user.actor.clone(), user.today);
    let found = db.read(move |conn| {
        let around = Around::read(conn, &document, &actor, today)?;
        Ok((document, around))
    });
    let (document, around) = found.await?;
    Ok(ShowPage {
        shell: Shell::for_page(user, Menu::Documents),
        is_to_read: document.state == State::Sent && around.concerns && around.read_at.is_empty(),
        it: Detail::of(&document, &around.units),
        errors,
        files: around.files.into_iter().map(FileLine::of).collect(),
        conference: around.conference,
        replaces: around.replaces,
        replaced_by: around.replaced_by,
        read_at: around.read_at,
        progress: around.progress,
        can_print: around.is_own_paper,
        can_prepare: policy::may(user, Act::PrepareDocuments),
        history: around.history,
    })
}
