//! GET: the year's list, the form, the check before sending, one registration.

use actix_web::{HttpResponse, web};
use serde::Deserialize;

use super::form::{ReceiptForm, RegistrationForm};
use super::list::{self, Filter, States};
use super::ops;
use super::view::*;
use crate::db::{Connection, Db};
use crate::domain::date;
use crate::domain::event::Object;
use crate::domain::ids::*;
use crate::domain::law::AwardCode;
use crate::domain::registration::State;
use crate::domain::subject::SubjectKind;
use crate::domain::year::Year;
use crate::error::{AppResult, FieldErrors};
use crate::features::eligibility::ops::{Assessed, Criteria};
use crate::features::{eligibility, rounds, units, years};
use crate::policy::{self, Act, Actor};
use crate::sheets::{Column, Kind, TableFormat, Value, Written};
use crate::web::current_user::CurrentUser;
use crate::web::forms::{Choice, words};
use crate::web::lists::{self, FileKind};
use crate::web::paging::{PAGE_SIZE, Paging, address, page_number};
use crate::web::shell::{Menu, Shell};
use crate::web::steps::StepForm;
use crate::web::{history, page};

const PATH: &str = "/registrations";

/// The filters of the list, as in its address.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct ListQuery {
    #[serde(default)]
    year: String,
    #[serde(default)]
    unit: String,
    #[serde(default)]
    award: String,
    /// "person" or "unit".
    #[serde(default)]
    kind: String,
    #[serde(default)]
    state: String,
    #[serde(default)]
    subject: String,
    #[serde(default)]
    q: String,
    #[serde(default)]
    page: String,
}

/// What the list's file holds; the keys of CONTRACT.md §4.
const FORMAT: TableFormat = TableFormat {
    name: "registrations",
    columns: &[
        Column::required("year", "Năm", Kind::YEAR),
        Column::required("subject_code", "Mã cán bộ/đơn vị", Kind::Line),
        Column::required("subject_name", "Họ và tên, tên đơn vị", Kind::Line),
        Column::required("unit_code", "Mã đơn vị", Kind::Line),
        Column::required("award_code", "Mã danh hiệu, hình thức", Kind::Line),
        Column::required("state", "Trạng thái", Kind::Word(|| State::WORDS.to_vec(), Written::AsOnScreen)),
        Column::optional("registered_on", "Ngày đăng ký", Kind::Date),
    ],
};

/// GET /registrations
pub async fn index(user: CurrentUser, query: web::Query<ListQuery>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeRegistrations)?;
    let (actor, today, query) = (user.actor.clone(), user.today, query.into_inner());
    let is_mine = query.subject == "me";
    let menu = if is_mine { Menu::MyRegistrations } else { Menu::Registrations };
    let shell = Shell::for_page(&user, menu);
    let found = db.read(move |conn| {
        let filter = filter_of(conn, &actor, &query, today)?;
        let total = list::count(conn, &filter)?;
        let year = filter.year.to_string();
        let bar = bar_of(conn, &query, &year)?;
        let paging = Paging::new(PATH, &in_address(&query, &year), page_number(&query.page), total);
        let rows = list::rows(conn, &filter, PAGE_SIZE, paging.offset())?;
        let due = years::ops::find(conn, filter.year).map(|it| date::format_date(it.registration_due_on));
        Ok((filter.year, bar, paging, rows, due.unwrap_or_default(), query))
    });
    let (year, filter, paging, rows, due, query) = found.await?;
    let address_query = in_address(&query, &filter.year);
    page(&IndexPage {
        is_mine,
        counted: States::from_code(&query.state) == States::Counted,
        chips: lists::chips(PATH, &address_query, &labels(&query, &filter)),
        clear: address(PATH, &[("year", &filter.year), ("subject", &query.subject)]),
        files: address("", &address_query),
        lines: rows.into_iter().map(|row| Line::of(row, year)).collect(),
        paging,
        due,
        filter,
        can_register: policy::may(&user, Act::RegisterAtAll),
        shell,
    })
}

/// GET /registrations.csv, /registrations.xlsx: all rows of the same filters.
pub async fn file(
    user: CurrentUser,
    kind: web::Path<FileKind>,
    query: web::Query<ListQuery>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeRegistrations)?;
    let (actor, today) = (user.actor.clone(), user.today);
    let found = db.read(move |conn| {
        let filter = filter_of(conn, &actor, &query, today)?;
        Ok((filter.year, list::rows(conn, &filter, -1, 0)?))
    });
    let (year, rows) = found.await?;
    let rows: Vec<Vec<Value>> = rows
        .into_iter()
        .map(|row| {
            vec![
                Value::from(i64::from(year.0)),
                row.subject_code.into(),
                row.subject_name.into(),
                row.unit_code.into(),
                row.award.code().into(),
                Value::Word(row.state.code()),
                row.registered_on.into(),
            ]
        })
        .collect();
    lists::personal_file(&db, user.actor, "Đăng ký thi đua", kind.into_inner(), &FORMAT, rows).await
}

fn filter_of(conn: &mut Connection, actor: &Actor, query: &ListQuery, today: chrono::NaiveDate) -> AppResult<Filter> {
    let subject = match query.subject.as_str() {
        "" => None,
        "me" => actor.person.map(SubjectId::from),
        code => Some(ops::subject_by_code(conn, code)?.unwrap_or(SubjectId(0))),
    };
    Ok(Filter {
        year: years::ops::asked_or_current(conn, &query.year, today)?,
        scope: policy::registrations_of(actor),
        unit: units::ops::asked(conn, &query.unit)?,
        award: AwardCode::from_code(&query.award),
        kind: SubjectKind::from_code(&query.kind),
        states: States::from_code(&query.state),
        subject,
        q: query.q.clone(),
    })
}

fn bar_of(conn: &mut Connection, query: &ListQuery, year: &str) -> AppResult<FilterBar> {
    Ok(FilterBar {
        q: query.q.clone(),
        year: year.to_owned(),
        unit: query.unit.clone(),
        award: query.award.clone(),
        state: query.state.clone(),
        years: years::ops::choices(conn)?,
        units: units::ops::choices(conn, &query.unit)?,
        awards: award_choices(None, Year::parse(year)),
        states: words(&[State::WORDS, &[States::SENT, States::COUNTED]].concat()),
    })
}

fn in_address<'q>(query: &'q ListQuery, year: &'q str) -> [(&'static str, &'q str); 7] {
    [
        ("year", year),
        ("unit", &query.unit),
        ("award", &query.award),
        ("kind", &query.kind),
        ("state", &query.state),
        ("subject", &query.subject),
        ("q", &query.q),
    ]
}

fn labels(query: &ListQuery, bar: &FilterBar) -> Vec<(&'static str, String)> {
    let named = |choices: &[Choice], value: &str| {
        choices.iter().find(|choice| choice.value == value).map_or_else(String::new, |choice| choice.label.clone())
    };
    vec![
        ("unit", bar.units.named(&query.unit)),
        ("award", named(&bar.awards, &query.award)),
        ("kind", SubjectKind::from_code(&query.kind).map_or("", SubjectKind::word).to_owned()),
        ("state", named(&bar.states, &query.state)),
        ("q", if query.q.trim().is_empty() { String::new() } else { format!("Tên: {}", query.q.trim()) }),
    ]
}

/// Awards of one kind of subject, or all, in order of prestige.
fn award_choices(kind: Option<SubjectKind>, year: Option<Year>) -> Vec<Choice> {
    let mut awards: Vec<AwardCode> =
        AwardCode::all().filter(|code| kind.is_none_or(|kind| code.award().takes(kind))).collect();
    awards.sort_by_key(|code| code.award().rank);
    let day = year.map_or(chrono::NaiveDate::MAX, Year::end);
    awards.iter().map(|code| Choice::new(code.code(), code.award().name_on(day))).collect()
}

#[derive(Debug, Deserialize)]
pub struct NewQuery {
    #[serde(default)]
    year: String,
    #[serde(default)]
    award: String,
}

/// GET /registrations/new
pub async fn new(user: CurrentUser, query: web::Query<NewQuery>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::RegisterAtAll)?;
    let own = own_subjects(&db, &user).await?;
    let form = RegistrationForm {
        year: query.year.clone(),
        award_code: query.award.clone(),
        subject_code: own.first().map_or_else(String::new, |choice| choice.value.clone()),
        ..RegistrationForm::default()
    };
    page(&form_page(&user, &db, form, FieldErrors::default(), None).await?)
}

/// GET /registrations/{id}/edit
pub async fn edit(user: CurrentUser, id: web::Path<RegistrationId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let it = load(&db, &user, *id).await?;
    policy::must(&user, Act::EditRegistration(&it.facts))?;
    let form = RegistrationForm {
        year: it.year.to_string(),
        subject_code: it.subject_code,
        award_code: it.award.code().to_owned(),
        planned_initiative: it.planned_initiative,
        pledge: it.pledge,
        version: it.version,
        draft: String::new(),
    };
    page(&form_page(&user, &db, form, FieldErrors::default(), Some(*id)).await?)
}

/// The form, fresh or with what is wrong; `id` when it changes an existing registration.
pub async fn form_page(
    user: &CurrentUser,
    db: &Db,
    mut form: RegistrationForm,
    errors: FieldErrors,
    id: Option<RegistrationId>,
) -> AppResult<FormPage> {
    let (asked, code, actor, today) = (form.year.clone(), form.subject_code.clone(), user.actor.clone(), user.today);
    let found = db.read(move |conn| {
        let year = years::ops::asked_or_current(conn, &asked, today)?;
        let due = years::ops::find(conn, year).map(|it| date::format_date(it.registration_due_on));
        let of = whose_last_year(conn, &actor, &code)?;
        let last_year = rounds::ops::outcomes_of(conn, year.previous(), of)?;
        Ok((year, due.unwrap_or_default(), last_year))
    });
    let (year, due, last_year) = found.await?;
    form.year = year.to_string();
    let mut subjects = own_subjects(db, user).await?;
    let may_type_code = policy::may(user, Act::RegisterOnBehalf);
    let only_people = subjects.len() == 1 && !may_type_code;
    if may_type_code && subjects.iter().all(|own| own.value != form.subject_code) {
        subjects.clear();
    }
    Ok(FormPage {
        shell: Shell::for_page(user, Menu::MyRegistrations),
        action: id.map_or_else(|| PATH.to_owned(), |id| format!("{PATH}/{id}")),
        is_new: id.is_none(),
        year,
        due,
        errors,
        subjects,
        may_type_code,
        last_year: last_year.iter().map(|line| ledger_words(line, year.previous())).collect(),
        awards: award_choices(only_people.then_some(SubjectKind::Person), Some(year)),
        form,
    })
}

/// Whose year before helps: that of oneself and the collective one heads, or of whom the secretariat registers.
fn whose_last_year(conn: &mut Connection, actor: &Actor, code: &str) -> AppResult<[SubjectId; 2]> {
    if policy::may(actor, Act::RegisterOnBehalf)
        && let Some(subject) = ops::subject_by_code(conn, code)?
    {
        return Ok([subject; 2]);
    }
    Ok(policy::own_subjects(actor))
}

/// Oneself and the collective one heads.
async fn own_subjects(db: &Db, user: &CurrentUser) -> AppResult<Vec<Choice>> {
    let actor = user.actor.clone();
    db.read(move |conn| {
        let mut choices = Vec::new();
        if let Some(person) = actor.person {
            let (code, name) = ops::code_and_name(conn, person.into())?;
            choices.push(Choice::new(code, format!("Cho tôi, {name}")));
        }
        if let Some(unit) =
            actor.unit.filter(|unit| policy::may(&actor, Act::RegisterFor(policy::For::Collective(*unit))))
        {
            let (code, name) = ops::code_and_name(conn, unit.into())?;
            choices.push(Choice::new(code, format!("Cho tập thể {name}")));
        }
        Ok(choices)
    })
    .await
}

/// GET /registrations/{id}
pub async fn show(user: CurrentUser, id: web::Path<RegistrationId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    page(&show_page(&user, &db, *id, StepForm::default(), FieldErrors::default()).await?)
}

pub async fn show_page(
    user: &CurrentUser,
    db: &Db,
    id: RegistrationId,
    step: StepForm,
    errors: FieldErrors,
) -> AppResult<ShowPage> {
    let it = load(db, user, id).await?;
    let (proposal, today) = (ops::proposal_of(&it), user.today);
    let (year, subject, unit) = (it.year, it.facts.subject, it.facts.unit);
    let found = db.read(move |conn| {
        let in_time = rounds::ops::is_in_time(conn, year, subject, unit, today)?;
        let criteria = match eligibility::ops::kept(conn, Assessed::Registration(id))? {
            Some(kept) => Ok(Criteria::kept(&kept)),
            None => eligibility::ops::current(conn, &proposal, today)?,
        };
        Ok((criteria, history::of(conn, Object::Registration(id))?, in_time))
    });
    let (criteria, history, in_time) = found.await?;
    let menu = if user.person.map(SubjectId::from) == Some(it.facts.subject) {
        Menu::MyRegistrations
    } else {
        Menu::Registrations
    };
    Ok(ShowPage {
        shell: Shell::for_page(user, menu),
        acts: Acts::of(user, &it, in_time),
        it: Detail::of(&it),
        eligibility: eligibility_address(&it),
        criteria: criteria.map_err(|no_rule| no_rule.to_string()),
        receipt: ReceiptForm::default(),
        history,
        step,
        errors,
    })
}

fn eligibility_address(it: &ops::Found) -> String {
    let year = it.year.to_string();
    eligibility::ops::address_of(it.subject_kind, &it.subject_code, Some((&year, it.award.code())))
}

/// GET /registrations/{id}/filing: the check before sending.
pub async fn check(user: CurrentUser, id: web::Path<RegistrationId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let it = load(&db, &user, *id).await?;
    policy::must(&user, Act::FileRegistration(&it.facts))?;
    page(&CheckPage { shell: Shell::for_page(&user, Menu::MyRegistrations), it: Detail::of(&it) })
}

/// GET /registrations/{id}/filed: what happens next.
pub async fn filed(user: CurrentUser, id: web::Path<RegistrationId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let it = load(&db, &user, *id).await?;
    page(&FiledPage { shell: Shell::for_page(&user, Menu::MyRegistrations), it: Detail::of(&it) })
}

/// A registration the user may see.
pub async fn load(db: &Db, user: &CurrentUser, id: RegistrationId) -> AppResult<ops::Found> {
    let it = db.read(move |conn| ops::find(conn, id)).await?;
    policy::must_see(user, Act::SeeRegistration(&it.facts))?;
    Ok(it)
}
