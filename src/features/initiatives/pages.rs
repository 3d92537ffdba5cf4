//! GET: the year's list, the form, the check before sending, one initiative.

use actix_web::{HttpResponse, web};
use serde::Deserialize;

use super::application_view::{FormPage, PartLine, paper_choices};
use super::comparison_view::Summary;
use super::form::{InitiativeForm, PaperForm, RecognitionForm};
use super::list::{self, Filter};
use super::ops::{self, Found};
use super::rows::{type_author, type_participant};
use super::view::*;
use super::{comparison, files};
use crate::db::{Connection, Db};
use crate::domain::date;
use crate::domain::event::{EventKind, Object};
use crate::domain::ids::*;
use crate::domain::initiative::{Answer, Level, State, WHOLE};
use crate::error::{AppResult, FieldErrors};
use crate::features::{people, units, years};
use crate::papers::kept;
use crate::policy::{self, Act, Actor};
use crate::sheets::{Column, Kind, TableFormat, Value, Written};
use crate::web::current_user::CurrentUser;
use crate::web::forms::words;
use crate::web::history::HistoryEntry;
use crate::web::lists::{self, FileKind};
use crate::web::paging::{PAGE_SIZE, Paging, address, page_number};
use crate::web::shell::{Menu, Shell};
use crate::web::steps::StepForm;
use crate::web::{history, page};

const PATH: &str = "/initiatives";

/// The filters of the list, as in its address.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct ListQuery {
    #[serde(default)]
    year: String,
    #[serde(default)]
    unit: String,
    #[serde(default)]
    state: String,
    #[serde(default)]
    author: String,
    /// `asked`: those that wait for the reader's word.
    #[serde(default)]
    answer: String,
    #[serde(default)]
    q: String,
    #[serde(default)]
    page: String,
}

/// What the list's file holds; the keys of CONTRACT.md §3 and the state.
const FORMAT: TableFormat = TableFormat {
    name: "initiatives",
    columns: &[
        Column::required("code", "Mã sáng kiến", Kind::Line),
        Column::required("year", "Năm", Kind::YEAR),
        Column::required("title", "Tên", Kind::Line),
        Column::optional("field", "Lĩnh vực", Kind::Line),
        Column::optional("authors", "Tác giả", Kind::Line),
        Column::optional("summary", "Tóm tắt", Kind::Paragraphs),
        Column::optional("level", "Cấp công nhận", Kind::Word(|| Level::WORDS.to_vec(), Written::Code)),
        Column::optional("decision_no", "Số quyết định", Kind::Line),
        Column::optional("recognised_on", "Ngày công nhận", Kind::Date),
        Column::required("state", "Trạng thái", Kind::Word(|| State::WORDS.to_vec(), Written::AsOnScreen)),
    ],
};

/// GET /initiatives
pub async fn index(user: CurrentUser, query: web::Query<ListQuery>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeInitiatives)?;
    let (actor, today, query) = (user.actor.clone(), user.today, query.into_inner());
    let is_mine = query.author == "me";
    let shell = Shell::for_page(&user, if is_mine { Menu::MyInitiatives } else { Menu::Initiatives });
    let found = db.read(move |conn| {
        let filter = filter_of(conn, &actor, &query, today)?;
        let total = list::count(conn, &filter)?;
        let bar = bar_of(conn, &query, filter.year.to_string())?;
        let paging = Paging::new(PATH, &in_address(&query, &bar.year), page_number(&query.page), total);
        let rows = list::rows(conn, &filter, PAGE_SIZE, paging.offset())?;
        Ok((bar, paging, rows, query))
    });
    let (filter, paging, rows, query) = found.await?;
    let address_query = in_address(&query, &filter.year);
    page(&IndexPage {
        is_mine,
        chips: lists::chips(PATH, &address_query, &filter.labels()),
        clear: address(PATH, &[("year", &filter.year), ("author", &query.author)]),
        files: address("", &address_query),
        lines: rows.into_iter().map(Line::of).collect(),
        paging,
        can_record: policy::may(&user, Act::RecordInitiative),
        filter,
        shell,
    })
}

/// GET /initiatives.csv, /initiatives.xlsx: all rows of the same filters.
pub async fn file(
    user: CurrentUser,
    kind: web::Path<FileKind>,
    query: web::Query<ListQuery>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeInitiatives)?;
    let (actor, today) = (user.actor.clone(), user.today);
    let found = db.read(move |conn| {
        let filter = filter_of(conn, &actor, &query, today)?;
        Ok((filter.year, list::records(conn, &filter)?))
    });
    let (year, records) = found.await?;
    let rows: Vec<Vec<Value>> = records
        .into_iter()
        .map(|it| {
            vec![
                it.code.into(),
                Value::from(i64::from(year.0)),
                it.title.into(),
                it.field.into(),
                it.authors.into(),
                it.summary.into(),
                it.level.map_or(Value::Empty, |level| Value::Word(level.code())),
                it.decision_no.into(),
                it.recognised_on.into(),
                Value::Word(it.state.code()),
            ]
        })
        .collect();
    lists::personal_file(&db, user.actor, "Sáng kiến", kind.into_inner(), &FORMAT, rows).await
}

fn filter_of(conn: &mut Connection, actor: &Actor, query: &ListQuery, today: chrono::NaiveDate) -> AppResult<Filter> {
    Ok(Filter {
        year: years::ops::asked_or_current(conn, &query.year, today)?,
        scope: policy::initiatives_of(actor),
        reader: actor.account,
        unit: units::ops::asked(conn, &query.unit)?,
        state: State::from_code(&query.state),
        author: match query.author.as_str() {
            "" => None,
            "me" => Some(actor.person.unwrap_or(PersonId(0))),
            code => Some(people::ops::by_code(conn, code)?.unwrap_or(PersonId(0))),
        },
        to_answer_by: Answer::from_code(&query.answer)
            .filter(|answer| *answer == Answer::Asked)
            .map(|_| actor.person.unwrap_or(PersonId(0))),
        q: query.q.clone(),
    })
}

fn bar_of(conn: &mut Connection, query: &ListQuery, year: String) -> AppResult<FilterBar> {
    Ok(FilterBar {
        q: query.q.clone(),
        year,
        unit: query.unit.clone(),
        state: query.state.clone(),
        answer: query.answer.clone(),
        years: years::ops::choices(conn)?,
        units: units::ops::choices(conn, &query.unit)?,
        states: words(State::WORDS),
    })
}

fn in_address<'q>(query: &'q ListQuery, year: &'q str) -> [(&'static str, &'q str); 6] {
    let (author, answer) = (&query.author, &query.answer);
    let (unit, state, q) = (&query.unit, &query.state, &query.q);
    [("year", year), ("unit", unit), ("state", state), ("author", author), ("answer", answer), ("q", q)]
}

#[derive(Debug, Deserialize)]
pub struct NewQuery {
    #[serde(default)]
    year: String,
}

/// GET /initiatives/new: the whole is one's own until co-authors are typed.
pub async fn new(user: CurrentUser, query: web::Query<NewQuery>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::RecordInitiative)?;
    let (person, today, asked) = (user.person, user.today, query.into_inner().year);
    let found = db.read(move |conn| {
        let own_code = person.map(|person| people::ops::code_of(conn, person)).transpose()?;
        Ok((own_code.unwrap_or_default(), years::ops::asked_or_current(conn, &asked, today)?))
    });
    let (own_code, year) = found.await?;
    let mut form = InitiativeForm { year: year.to_string(), ..InitiativeForm::default() };
    type_author(&mut form.rows, 1, &own_code, WHOLE, "");
    page(&form_page(&user, form, FieldErrors::default(), None))
}

/// GET /initiatives/{code}/edit
pub async fn edit(user: CurrentUser, code: web::Path<String>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let it = load(&db, &user, &code).await?;
    policy::must(&user, Act::EditInitiative(&it.facts))?;
    page(&form_page(&user, form_of(&it), FieldErrors::default(), Some(&code)))
}

/// What was recorded, as typed.
pub fn form_of(it: &Found) -> InitiativeForm {
    let said = it.application.clone();
    let mut form = InitiativeForm {
        year: it.year.to_string(),
        title: it.title.clone(),
        field: it.field.clone(),
        investor: said.investor,
        continues: said.continues,
        first_used_on: it.first_used_on.map_or_else(String::new, date::format_date),
        summary: it.summary.clone(),
        nature: said.nature,
        confidential: said.confidential,
        conditions: said.conditions,
        benefits_by_author: said.benefits_by_author,
        benefits_by_users: said.benefits_by_users,
        version: it.version,
        ..InitiativeForm::default()
    };
    for (row, author) in (1..).zip(&it.authors) {
        type_author(&mut form.rows, row, &author.code, author.percent, &author.qualification);
    }
    for (row, participant) in (1..).zip(&said.participants) {
        type_participant(&mut form.rows, row, participant);
    }
    form
}

/// The form, fresh or with what is wrong; `code` when it changes an initiative that exists.
pub fn form_page(user: &CurrentUser, form: InitiativeForm, errors: FieldErrors, code: Option<&str>) -> FormPage {
    FormPage {
        shell: Shell::for_page(user, Menu::MyInitiatives),
        action: code.map_or_else(|| PATH.to_owned(), address_of),
        is_new: code.is_none(),
        form,
        checked: None,
        titles: Vec::new(),
        errors,
    }
}

/// GET /initiatives/{code}
pub async fn show(user: CurrentUser, code: web::Path<String>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    page(&show_page(&user, &db, &code, Typed::default(), FieldErrors::default()).await?)
}

/// What was typed into the forms of the page of an initiative.
#[derive(Default)]
pub struct Typed {
    pub step: StepForm,
    pub recognition: RecognitionForm,
    pub paper: PaperForm,
}

pub async fn show_page(
    user: &CurrentUser,
    db: &Db,
    code: &str,
    typed: Typed,
    errors: FieldErrors,
) -> AppResult<ShowPage> {
    let it = load(db, user, code).await?;
    let sees_files = policy::may(user, Act::SeeInitiativeFiles(&it.facts));
    let sees_comparison = it.filed_on.is_some() && policy::may(user, Act::SeeComparison(&it.facts));
    let (actor, acts) = (user.actor.clone(), Acts::of(user, &it));
    let result = acts.result;
    let found = db.read(move |conn| {
        let files = if sees_files { files::of(conn, it.id)? } else { Vec::new() };
        let compared = if sees_comparison { comparison::compared(conn, &actor, &it)? } else { Vec::new() };
        let object = Object::Initiative(it.id);
        let kept = match result {
            Some(kind) => kept(conn, object, kind)?,
            None => None,
        };
        Ok((history::of(conn, object)?, it, files, compared, kept))
    });
    let (history, it, files, compared, kept) = found.await?;
    let own = it.authors.iter().find(|author| user.person == Some(author.person));
    Ok(ShowPage {
        shell: Shell::for_page(user, if own.is_some() { Menu::MyInitiatives } else { Menu::Initiatives }),
        own_percent: own.map_or(0, |author| author.percent),
        parts: if acts.edit { PartLine::all(&it, !files.is_empty(), user.today) } else { Vec::new() },
        on_paper: if acts.record_paper { paper_choices(&it) } else { Vec::new() },
        can_attach: policy::may(user, Act::AttachToInitiative(&it.facts)),
        comparison: sees_comparison.then(|| Summary::of(&it, &compared)),
        files: files.into_iter().map(FileLine::of).collect(),
        sees_files,
        kept,
        acts,
        it: Detail::of(&it),
        history: told_once(history),
        step: typed.step,
        recognition: typed.recognition,
        paper: typed.paper,
        errors,
    })
}

/// Of savings of the form by itself, one after the other by the same person, the newest stands for all.
fn told_once(mut history: Vec<HistoryEntry>) -> Vec<HistoryEntry> {
    let by_itself = EventKind::InitiativeAutosaved.word();
    history.dedup_by(|older, newer| older.what == by_itself && newer.what == by_itself && older.who == newer.who);
    history
}

/// GET /initiatives/{code}/filing: the check before sending.
pub async fn check(user: CurrentUser, code: web::Path<String>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let it = load(&db, &user, &code).await?;
    policy::must(&user, Act::EditInitiative(&it.facts))?;
    let waits_for = ops::missing_when_files(&it, user.person).into_iter().map(|(_, missing)| missing).collect();
    page(&CheckPage { shell: Shell::for_page(&user, Menu::MyInitiatives), waits_for, it: Detail::of(&it) })
}

/// GET /initiatives/{code}/filed: what happens next.
pub async fn filed(user: CurrentUser, code: web::Path<String>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let it = load(&db, &user, &code).await?;
    page(&FiledPage { shell: Shell::for_page(&user, Menu::MyInitiatives), it: Detail::of(&it) })
}

/// An initiative the user may see, without what is confidential where that is not for him.
pub async fn load(db: &Db, user: &CurrentUser, code: &str) -> AppResult<Found> {
    let code = code.to_owned();
    let found = db.read(move |conn| {
        let id = ops::id_of(conn, &code)?;
        ops::find(conn, id)
    });
    let it = found.await?;
    policy::must_see(user, Act::SeeInitiative(&it.facts))?;
    Ok(it.for_reader(user))
}
