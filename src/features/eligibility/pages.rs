//! GET: who qualifies for an award, and what one subject still lacks for each.

use actix_web::{HttpResponse, web};
use chrono::NaiveDate;
use serde::Deserialize;

use super::criteria::Criteria;
use super::form::JudgementForm;
use super::load::{Loaded, Whom, load};
use super::ops::{self, Receipts, context};
use super::store;
use super::view::*;
use crate::db::{Connection, Db};
use crate::domain::eligibility::{Assessment, Detail, NoRule, Outcome, assess, earliest_years};
use crate::domain::ids::*;
use crate::domain::law::{AwardCode, ClauseType};
use crate::domain::subject::SubjectKind;
use crate::domain::year::Year;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::features::{units, years};
use crate::policy::{self, Act, Actor, Scope};
use crate::sheets::{Column, Kind, TableFormat, Value, Written};
use crate::web::current_user::CurrentUser;
use crate::web::forms::Choice;
use crate::web::lists::{self, FileKind};
use crate::web::page;
use crate::web::paging::{PAGE_SIZE, Paging, address, page_number};
use crate::web::shell::{Menu, Shell};
use crate::web::status::Tagged;

const PATH: &str = "/eligibility";
/// The award shown when none is asked for: the one most dossiers are about.
const USUAL: &str = "CSTDCS";
/// Filter words beside the outcomes.
const NEAR: (&str, &str) = ("near", "Gần đủ");

/// The filters of the list, as in its address.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct ListQuery {
    #[serde(default)]
    year: String,
    #[serde(default)]
    award: String,
    #[serde(default)]
    unit: String,
    #[serde(default)]
    state: String,
    #[serde(default)]
    page: String,
}

impl ListQuery {
    fn award(&self) -> AppResult<AwardCode> {
        let code = if self.award.is_empty() { USUAL } else { &self.award };
        AwardCode::from_code(code).ok_or(AppError::NotFound)
    }

    fn in_address<'q>(&'q self, year: &'q str) -> [(&'static str, &'q str); 4] {
        [("year", year), ("award", &self.award), ("unit", &self.unit), ("state", &self.state)]
    }
}

/// What the list's file holds; the keys of CONTRACT.md §4.
const FORMAT: TableFormat = TableFormat {
    name: "eligibility",
    columns: &[
        Column::required("subject_code", "Mã cán bộ/đơn vị", Kind::Line),
        Column::required("subject_name", "Họ và tên, tên tập thể", Kind::Line),
        Column::required("unit_code", "Mã đơn vị", Kind::Line),
        Column::required("award_code", "Mã danh hiệu, hình thức", Kind::Line),
        Column::required("outcome", "Kết quả", Kind::Word(|| Outcome::WORDS.to_vec(), Written::Code)),
        Column::optional("missing", "Còn thiếu", Kind::Paragraphs),
    ],
};

/// Everybody's answer for one award.
struct Answers {
    year: Year,
    award: AwardCode,
    answers: Vec<(Loaded, Assessment)>,
    no_rule: Option<NoRule>,
}

/// GET /eligibility
pub async fn index(user: CurrentUser, query: web::Query<ListQuery>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let (actor, today, query) = (user.actor.clone(), user.today, query.into_inner());
    let asked = query.clone();
    let found = db.read(move |conn| {
        let answers = answers(conn, &actor, &asked, today)?;
        let bar = bar_of(conn, &asked, answers.year)?;
        let names = units::ops::all(conn)?;
        Ok((answers, bar, names))
    });
    let (answers, filter, names) = found.await?;
    let in_address = query.in_address(&filter.year);
    let shown: Vec<&(Loaded, Assessment)> =
        answers.answers.iter().filter(|(_, it)| is_wanted(it, &query.state)).collect();
    let paging = Paging::new(PATH, &in_address, page_number(&query.page), shown.len() as i64);
    let from = usize::try_from(paging.offset()).unwrap_or_default();
    let unit_name =
        |unit: UnitId| names.iter().find(|name| name.id == unit).map_or_else(String::new, |name| name.name.clone());
    let law = answers.answers.first().map_or_else(String::new, |(_, it)| it.regime.name.clone());
    page(&IndexPage {
        chips: lists::chips(PATH, &in_address, &labels(&filter)),
        clear: address(PATH, &[("year", &filter.year), ("award", &query.award)]),
        award: answers.award.award().name_on(answers.year.end()).to_owned(),
        law,
        no_rule: answers.no_rule.as_ref().map_or_else(String::new, ToString::to_string),
        counts: counts(&answers.answers, &query, &filter.year),
        lines: shown
            .into_iter()
            .skip(from)
            .take(PAGE_SIZE as usize)
            .map(|(loaded, it)| line(loaded, it, unit_name(loaded.unit)))
            .collect(),
        files: address("", &in_address),
        quota: if policy::may(&user, Act::TryQuota) {
            address("/eligibility/quota", &[("year", &filter.year)])
        } else {
            String::new()
        },
        shell: Shell::for_page(&user, Menu::Eligibility),
        paging,
        filter,
    })
}

/// GET /eligibility.csv, /eligibility.xlsx
pub async fn file(
    user: CurrentUser,
    kind: web::Path<FileKind>,
    query: web::Query<ListQuery>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (actor, today, query) = (user.actor.clone(), user.today, query.into_inner());
    let state = query.state.clone();
    let found = db.read(move |conn| Ok((answers(conn, &actor, &query, today)?, units::ops::all(conn)?)));
    let (answers, names) = found.await?;
    let code_of =
        |unit: UnitId| names.iter().find(|name| name.id == unit).map_or_else(String::new, |name| name.code.clone());
    let rows: Vec<Vec<Value>> = answers
        .answers
        .iter()
        .filter(|(_, it)| is_wanted(it, &state))
        .map(|(loaded, it)| {
            vec![
                loaded.facts.code.to_string().into(),
                loaded.name.clone().into(),
                code_of(loaded.unit).into(),
                it.award.code().into(),
                Value::Word(it.outcome.code()),
                it.missing().into(),
            ]
        })
        .collect();
    lists::personal_file(&db, user.actor, "Đủ điều kiện", kind.into_inner(), &FORMAT, rows).await
}

/// Asks for everybody the actor may read about. Without a rule nobody is listed, and the reason is said.
fn answers(conn: &mut Connection, actor: &Actor, query: &ListQuery, today: NaiveDate) -> AppResult<Answers> {
    policy::must(actor, Act::SeeEligibility)?;
    let year = years::ops::asked_or_current(conn, &query.year, today)?;
    let award = query.award()?;
    let context = context(conn, today)?.in_detail(Detail::Notes);
    let receipts = Receipts::of(conn, year, None, today)?;
    let on = year.end().min(today);
    let unit = units::ops::asked(conn, &query.unit)?;
    let mut answers = Answers { year, award, answers: Vec::new(), no_rule: None };
    for &kind in SubjectKind::ALL.iter().filter(|kind| award.award().takes(**kind)) {
        for loaded in wanted(conn, actor, kind, on, unit, year, today)? {
            match assess(&receipts.question(loaded.id, award), &loaded.facts, &context) {
                Ok(assessment) => answers.answers.push((loaded, assessment)),
                Err(no_rule) => answers.no_rule = Some(no_rule),
            }
        }
    }
    if !answers.answers.is_empty() {
        answers.no_rule = None;
    }
    Ok(answers)
}

fn wanted(
    conn: &mut Connection,
    actor: &Actor,
    kind: SubjectKind,
    on: NaiveDate,
    unit: Option<UnitId>,
    year: Year,
    today: NaiveDate,
) -> AppResult<Vec<Loaded>> {
    let scope = policy::registrations_of(actor);
    let whom = match (kind, scope) {
        (_, Scope::Nothing) => return Ok(Vec::new()),
        (SubjectKind::Person, Scope::Own(person)) => Whom::Person(person),
        (SubjectKind::Person, Scope::Unit(own, _)) => Whom::People { on, unit: Some(own) },
        (SubjectKind::Person, Scope::All) => Whom::People { on, unit },
        (SubjectKind::Unit, Scope::Own(_)) => return Ok(Vec::new()),
        (SubjectKind::Unit, Scope::Unit(own, _)) => Whom::Unit(own),
        (SubjectKind::Unit, Scope::All) => Whom::Units { on },
    };
    let mut loaded = load(conn, whom, year, today)?;
    if let Some(unit) = unit {
        loaded.retain(|it| it.unit == unit);
    }
    Ok(loaded)
}

fn is_wanted(it: &Assessment, state: &str) -> bool {
    match state {
        "" => true,
        near if near == NEAR.0 => it.nearly_qualifies(),
        code => it.outcome.code() == code,
    }
}

fn line(loaded: &Loaded, it: &Assessment, unit: String) -> Line {
    Line {
        address: subject_address(loaded, it.award, it.year),
        name: loaded.name.clone(),
        position: loaded.position.clone(),
        unit,
        outcome: it.outcome.word(),
        tag: it.outcome.tag(),
        is_near: it.nearly_qualifies(),
        missing: it.missing(),
    }
}

fn subject_address(loaded: &Loaded, award: AwardCode, year: Year) -> String {
    let asked = (year.to_string(), award.code());
    ops::address_of(loaded.facts.kind(), &loaded.facts.code, Some((&asked.0, asked.1)))
}

fn counts(answers: &[(Loaded, Assessment)], query: &ListQuery, year: &str) -> Vec<Count> {
    let states = [
        ("met", "đủ điều kiện"),
        (NEAR.0, "gần đủ, thiếu đúng một tiêu chí"),
        ("needs_judgement", "cần người xem xét"),
        ("not_met", "chưa đủ"),
    ];
    states
        .into_iter()
        .map(|(state, label)| Count {
            label,
            n: answers.iter().filter(|(_, it)| is_wanted(it, state)).count(),
            address: address(PATH, &[("year", year), ("award", &query.award), ("unit", &query.unit), ("state", state)]),
        })
        .collect()
}

fn bar_of(conn: &mut Connection, query: &ListQuery, year: Year) -> AppResult<FilterBar> {
    let mut awards: Vec<AwardCode> = AwardCode::all().collect();
    awards.sort_by_key(|code| code.award().rank);
    let answered = [Outcome::Met, Outcome::NeedsJudgement, Outcome::NotMet];
    let mut states: Vec<Choice> = answered.iter().map(|it| Choice::new(it.code(), it.word())).collect();
    states.insert(1, Choice::new(NEAR.0, NEAR.1));
    Ok(FilterBar {
        year: year.to_string(),
        award: query.award()?.code().to_owned(),
        unit: query.unit.clone(),
        state: query.state.clone(),
        years: years::ops::choices(conn)?,
        awards: awards.iter().map(|it| Choice::new(it.code(), it.award().name_on(year.end()))).collect(),
        units: units::ops::choices(conn, &query.unit)?,
        states,
    })
}

fn labels(bar: &FilterBar) -> Vec<(&'static str, String)> {
    let named = |choices: &[Choice], value: &str| {
        choices.iter().find(|choice| choice.value == value).map_or_else(String::new, |choice| choice.label.clone())
    };
    vec![("unit", bar.units.named(&bar.unit)), ("state", named(&bar.states, &bar.state))]
}

/// Which year and award of one subject.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct SubjectQuery {
    #[serde(default)]
    pub year: String,
    #[serde(default)]
    pub award: String,
}

/// GET /people/{code}/eligibility
pub async fn person(
    user: CurrentUser,
    code: web::Path<String>,
    query: web::Query<SubjectQuery>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    fresh_page(&user, &db, SubjectKind::Person, code.into_inner(), query.into_inner()).await
}

/// GET /units/{code}/eligibility
pub async fn unit(
    user: CurrentUser,
    code: web::Path<String>,
    query: web::Query<SubjectQuery>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    fresh_page(&user, &db, SubjectKind::Unit, code.into_inner(), query.into_inner()).await
}

async fn fresh_page(
    user: &CurrentUser,
    db: &Db,
    kind: SubjectKind,
    code: String,
    query: SubjectQuery,
) -> AppResult<HttpResponse> {
    let (form, errors) = (JudgementForm::default(), FieldErrors::default());
    page(&subject_page(user, db, kind, code, query, form, errors).await?)
}

/// A subject the actor may read about; anybody else does not exist for him.
pub fn seen(conn: &mut Connection, actor: &Actor, kind: SubjectKind, code: &str) -> AppResult<SubjectId> {
    let subject = store::subject_by_code(conn, code, kind)?;
    let act = match kind {
        SubjectKind::Person => {
            let person = PersonId(subject.0);
            Act::SeePerson { person, unit: store::unit_of(conn, person)? }
        }
        SubjectKind::Unit => Act::SeeUnitRecord(UnitId(subject.0)),
    };
    policy::must_see(actor, act)?;
    Ok(subject)
}

/// The page of one subject: every award it can receive, and the criteria of the chosen one.
pub async fn subject_page(
    user: &CurrentUser,
    db: &Db,
    kind: SubjectKind,
    code: String,
    query: SubjectQuery,
    form: JudgementForm,
    errors: FieldErrors,
) -> AppResult<SubjectPage> {
    let (actor, today) = (user.actor.clone(), user.today);
    let found = db.read(move |conn| {
        let subject = seen(conn, &actor, kind, &code)?;
        let year = years::ops::asked_or_current(conn, &query.year, today)?;
        let whom = match kind {
            SubjectKind::Person => Whom::Person(PersonId(subject.0)),
            SubjectKind::Unit => Whom::Unit(UnitId(subject.0)),
        };
        let asking = (context(conn, today)?, Receipts::of(conn, year, Some(subject), today)?);
        let loaded = load(conn, whom, year, today)?.pop().ok_or(AppError::NotFound)?;
        let unit = units::ops::all(conn)?.into_iter().find(|it| it.id == loaded.unit).map(|it| it.name);
        Ok((loaded, asking, year, unit.unwrap_or_default(), years::ops::choices(conn)?, query))
    });
    let (loaded, (context, receipts), year, unit, years, query) = found.await?;
    let awards = awards_for(kind);
    let chosen = awards.iter().copied().find(|it| it.code() == query.award).or_else(|| awards.first().copied());
    let chosen = chosen.ok_or(AppError::NotFound)?;
    let path = ops::address_of(kind, &loaded.facts.code, None);
    let ask = |award| assess(&receipts.question(loaded.id, award), &loaded.facts, &context);
    let earliest = earliest_years(&loaded.facts, &context, year);
    let first = |award| earliest.iter().find(|(known, _)| *known == award).and_then(|(_, year)| *year);
    let lines = awards
        .iter()
        .map(|&award| award_line(&ask(award), award, award == chosen, &loaded, first(award), year))
        .collect();
    let answer = ask(chosen);
    let humans = answer.as_ref().map_or_else(|_| Vec::new(), humans);
    Ok(SubjectPage {
        record: path.trim_end_matches("/eligibility").to_owned(),
        name: loaded.name.clone(),
        code: loaded.facts.code.to_string(),
        unit,
        year: year.to_string(),
        years,
        lines,
        award: chosen.award().name_on(year.end()).to_owned(),
        award_code: chosen.code().to_owned(),
        no_rule: answer.as_ref().err().map_or_else(String::new, ToString::to_string),
        criteria: answer.as_ref().ok().map(|it| Criteria::of(it, receipts.is_known(loaded.id, chosen))),
        can_judge: policy::may(user, Act::JudgeCriterion(loaded.id)),
        humans,
        form,
        errors,
        shell: Shell::for_page(user, Menu::Eligibility),
        here: path,
    })
}

/// What a kind of subject can receive, the usual first.
fn awards_for(kind: SubjectKind) -> Vec<AwardCode> {
    let mut awards: Vec<AwardCode> = AwardCode::all().filter(|code| code.award().takes(kind)).collect();
    awards.sort_by_key(|code| code.award().rank);
    awards
}

fn award_line(
    answer: &Result<Assessment, NoRule>,
    award: AwardCode,
    is_chosen: bool,
    loaded: &Loaded,
    earliest: Option<Year>,
    year: Year,
) -> AwardLine {
    let (outcome, tag, missing) = match answer {
        Ok(it) => (it.outcome.word(), it.outcome.tag(), it.missing()),
        Err(no_rule) => ("Không có quy định", "", no_rule.to_string()),
    };
    let earliest = earliest.map_or_else(|| "–".to_owned(), |it| it.to_string());
    AwardLine {
        address: subject_address(loaded, award, year),
        award: award.award().name_on(year.end()).to_owned(),
        is_chosen,
        outcome,
        tag,
        missing,
        earliest,
    }
}

/// The criteria of an answer that only a person can judge.
fn humans(assessment: &Assessment) -> Vec<Choice> {
    let mut found: Vec<ClauseType> =
        assessment.findings.iter().map(|it| it.clause).filter(|clause| clause.is_human()).collect();
    found.dedup();
    found.into_iter().map(|it| Choice::new(it.code(), it.word())).collect()
}
