//! GET: the award list, its file and its printed page.

use actix_web::{HttpResponse, web};
use diesel::dsl::max;
use diesel::prelude::*;
use serde::Deserialize;

use super::list::{self, Filter, Order, Results};
use super::print::{self, Annex};
use super::view::*;
use crate::db::{Connection, Db};
use crate::domain::ids::*;
use crate::domain::law::AwardCode;
use crate::domain::subject::SubjectKind;
use crate::domain::wording::{PaperKind, Wording};
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::features::settings::ops::{letterhead, wording};
use crate::features::{units, years};
use crate::papers::{Bundle, Format, Sample, answer_list};
use crate::policy::{self, Act};
use crate::schema::{awards, decisions, subjects};
use crate::sheets::{Column, Kind, TableFormat, Value};
use crate::web::current_user::CurrentUser;
use crate::web::forms::Choice;
use crate::web::lists::{self, FileKind};
use crate::web::page;
use crate::web::paging::{PAGE_SIZE, Paging, address, page_number};
use crate::web::shell::{Menu, Shell};

const PATH: &str = "/awards";

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
    authority: String,
    #[serde(default)]
    subject: String,
    #[serde(default)]
    decision: String,
    #[serde(default)]
    state: String,
    #[serde(default)]
    q: String,
    #[serde(default)]
    page: String,
}

impl ListQuery {
    fn results(&self) -> Results {
        Results::from_code(&self.state).unwrap_or(Results::Decided)
    }

    fn in_address<'q>(&'q self, year: &'q str) -> [(&'static str, &'q str); 9] {
        [
            ("year", year),
            ("unit", &self.unit),
            ("award", &self.award),
            ("kind", &self.kind),
            ("authority", &self.authority),
            ("subject", &self.subject),
            ("decision", &self.decision),
            ("state", &self.state),
            ("q", &self.q),
        ]
    }
}

const FORMAT: TableFormat = TableFormat {
    name: "awards",
    columns: &[
        Column::required("year", "Năm", Kind::YEAR),
        Column::required("subject_code", "Mã cán bộ/đơn vị", Kind::Line),
        Column::required("subject_name", "Họ và tên, tên tập thể", Kind::Line),
        Column::required("unit_code", "Mã đơn vị", Kind::Line),
        Column::optional("position", "Chức vụ", Kind::Line),
        Column::required("award_code", "Mã danh hiệu, hình thức", Kind::Line),
        Column::required("award_name", "Danh hiệu, hình thức", Kind::Line),
        Column::optional("decision_no", "Số quyết định", Kind::Line),
        Column::optional("decided_on", "Ngày quyết định", Kind::Date),
        Column::required("provisional", "Tạm tính", Kind::YesNo),
    ],
};

/// GET /awards
pub async fn index(user: CurrentUser, query: web::Query<ListQuery>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeResults)?;
    let (today, query) = (user.today, query.into_inner());
    let found = db.read(move |conn| {
        let filter = filter_of(conn, &query, today, Order::ByUnit)?;
        let year = filter.year.to_string();
        let total = list::count(conn, &filter)?;
        let paging = Paging::new(PATH, &query.in_address(&year), page_number(&query.page), total);
        let rows = list::rows(conn, &filter, PAGE_SIZE, paging.offset())?;
        Ok((filter.year, bar_of(conn, &query, &year)?, paging, rows, query))
    });
    let (year, filter, paging, rows, query) = found.await?;
    let in_address = query.in_address(&filter.year);
    let chips = lists::chips(PATH, &in_address, &labels(&query, &filter));
    page(&IndexPage {
        shell: Shell::for_page(&user, Menu::Awards),
        provisional: query.results() == Results::Provisional,
        counted: query.results() == Results::Counted,
        chips,
        clear: address(PATH, &[("year", &filter.year)]),
        files: address("", &in_address),
        lines: rows.into_iter().map(|row| Line::of(row, year)).collect(),
        paging,
        filter,
    })
}

/// GET /awards.csv, /awards.xlsx
pub async fn file(
    user: CurrentUser,
    kind: web::Path<FileKind>,
    query: web::Query<ListQuery>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeResults)?;
    let today = user.today;
    let found = db.read(move |conn| {
        let filter = filter_of(conn, &query, today, Order::ByUnit)?;
        Ok((list::rows(conn, &filter, -1, 0)?, filter))
    });
    let (rows, filter) = found.await?;
    let rows: Vec<Vec<Value>> = rows
        .into_iter()
        .map(|row| {
            let day = row.decided_on.unwrap_or_else(|| filter.year.end());
            vec![
                Value::from(i64::from(filter.year.0)),
                row.subject_code.into(),
                row.subject_name.into(),
                row.unit_code.into(),
                row.position.into(),
                row.award.code().into(),
                row.award.award().name_on(day).into(),
                row.decision_no.into(),
                row.decided_on.into(),
                Value::YesNo(filter.results == Results::Provisional),
            ]
        })
        .collect();
    lists::personal_file(&db, user.actor, "Khen thưởng", kind.into_inner(), &FORMAT, rows).await
}

/// GET /awards/print
pub async fn print(
    user: CurrentUser,
    query: web::Query<ListQuery>,
    format: Format,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeResults)?;
    let (count, in_address, written) = written(&user, &db, query.into_inner(), None).await?;
    let bundle = Bundle {
        papers: written.papers,
        empty: "Không có lượt khen thưởng nào.",
        back: format!("{PATH}{in_address}"),
        address: format!("{PATH}/print"),
        query: in_address,
        title: written.of,
    };
    let shell = Shell::for_page(&user, Menu::Awards);
    answer_list(&db, user.actor, count, format, shell, bundle).await
}

/// The list of the newest year with awards, in these words.
pub async fn sample(user: &CurrentUser, db: &Db, words: Wording) -> AppResult<Option<Sample>> {
    policy::must(user, Act::SeeResults)?;
    let newest = |conn: &mut Connection| Ok(awards::table.select(max(awards::year)).first::<Option<Year>>(conn)?);
    let Some(year) = db.read(newest).await? else { return Ok(None) };
    let query = ListQuery { year: year.to_string(), ..ListQuery::default() };
    let (_, _, sample) = written(user, db, query, Some(words)).await?;
    Ok((!sample.papers.is_empty()).then_some(sample))
}

/// The list as it was asked for, with how many lines it has and the query of its address.
async fn written(
    user: &CurrentUser,
    db: &Db,
    query: ListQuery,
    words: Option<Wording>,
) -> AppResult<(usize, String, Sample)> {
    let today = user.today;
    let found = db.read(move |conn| {
        let filter = filter_of(conn, &query, today, Order::ForPaper)?;
        let mut rows = list::rows(conn, &filter, -1, 0)?;
        rows.retain(|row| row.revoked_on.is_none());
        let annex = match filter.decision {
            Some(id) => annex_of(conn, id)?,
            None => None,
        };
        let day = annex.as_ref().map_or(today, |annex| annex.decided_on);
        let in_address = address("", &query.in_address(&filter.year.to_string()));
        let words = words.map_or_else(|| wording(conn, PaperKind::AwardList, None, day), Ok)?;
        Ok((filter, rows, annex, (letterhead(conn, day)?, words), in_address))
    });
    let (filter, rows, annex, (head, words), in_address) = found.await?;
    let (count, is_provisional) = (rows.len(), filter.results == Results::Provisional);
    let said = words.with(print::values_of(filter.year, &rows, annex.as_ref()));
    let papers = if rows.is_empty() {
        Vec::new()
    } else {
        vec![print::paper(head, filter.year, is_provisional, rows, annex.as_ref(), &said)]
    };
    let of = print::title(filter.year, is_provisional);
    Ok((count, in_address, Sample { of, papers, missing: said.missing() }))
}

fn annex_of(conn: &mut Connection, id: DecisionId) -> AppResult<Option<Annex>> {
    type Decided = (Option<String>, Option<chrono::NaiveDate>, String, (String, String));
    let signer = (decisions::signer_name, decisions::signer_position);
    let found: Option<Decided> = decisions::table
        .find(id)
        .select((decisions::number, decisions::decided_on, decisions::authority, signer))
        .first(conn)
        .optional()?;
    Ok(found.and_then(|(number, decided_on, authority, signer)| {
        Some(Annex { number: number?, decided_on: decided_on?, authority, signer })
    }))
}

fn filter_of(conn: &mut Connection, query: &ListQuery, today: chrono::NaiveDate, order: Order) -> AppResult<Filter> {
    let subject = match query.subject.as_str() {
        "" => None,
        code => Some(
            subjects::table
                .filter(subjects::code.eq(code))
                .select(subjects::id)
                .first(conn)
                .optional()?
                .unwrap_or(SubjectId(0)),
        ),
    };
    Ok(Filter {
        year: years::ops::asked_or_current(conn, &query.year, today)?,
        unit: units::ops::asked(conn, &query.unit)?,
        award: AwardCode::from_code(&query.award),
        kind: SubjectKind::from_code(&query.kind),
        authority: query.authority.clone(),
        subject,
        decision: query.decision.parse().ok().map(DecisionId),
        q: query.q.clone(),
        results: query.results(),
        order,
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
        awards: award_choices(Year::parse(year)),
        states: [Results::Counted, Results::Provisional].map(|it| Choice::new(it.code(), it.word())).to_vec(),
    })
}

fn award_choices(year: Option<Year>) -> Vec<Choice> {
    let mut awards: Vec<AwardCode> = AwardCode::all().collect();
    awards.sort_by_key(|code| code.award().rank);
    let day = year.map_or(chrono::NaiveDate::MAX, Year::end);
    awards.iter().map(|code| Choice::new(code.code(), code.award().name_on(day))).collect()
}

fn labels(query: &ListQuery, bar: &FilterBar) -> Vec<(&'static str, String)> {
    let named = |choices: &[Choice], value: &str| {
        choices.iter().find(|choice| choice.value == value).map_or_else(String::new, |choice| choice.label.clone())
    };
    let said = |word: &str, value: &str| {
        if value.trim().is_empty() { String::new() } else { format!("{word} {}", value.trim()) }
    };
    vec![
        ("unit", bar.units.named(&query.unit)),
        ("award", named(&bar.awards, &query.award)),
        ("state", named(&bar.states, &query.state)),
        ("kind", SubjectKind::from_code(&query.kind).map_or("", SubjectKind::word).to_owned()),
        ("authority", authority_name(query.authority.trim().to_owned())),
        ("subject", said("Mã:", &query.subject)),
        ("decision", if query.decision.is_empty() { String::new() } else { "Một quyết định".into() }),
        ("q", said("Tên:", &query.q)),
    ]
}
