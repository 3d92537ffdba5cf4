//! GET: finding, one initiative, the confirmation of effect as a paper.

use actix_web::{HttpResponse, web};
use serde::Deserialize;

use super::form::{UseForm, WithdrawalForm};
use super::paper_view::confirmation_paper;
use super::store::{self, Filter};
use super::uses;
use super::view::*;
use crate::db::{Connection, Db};
use crate::domain::highlight::Words;
use crate::domain::initiative::{Level, State};
use crate::domain::year::Year;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::features::eligibility::ops::served;
use crate::features::settings::ops::letterhead;
use crate::features::{initiatives, units, years};
use crate::papers::{Bundle, Format, answer};
use crate::policy::{self, Act};
use crate::sheets::{Column, Kind, TableFormat, Value, Written};
use crate::web::current_user::CurrentUser;
use crate::web::lists::{self, FileKind};
use crate::web::page;
use crate::web::paging::{PAGE_SIZE, Paging, address, page_number};
use crate::web::shell::{Menu, Shell};

const PATH: &str = "/library";

/// The filters of the list, as in its address.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct ListQuery {
    #[serde(default)]
    q: String,
    #[serde(default)]
    year: String,
    #[serde(default)]
    unit: String,
    #[serde(default)]
    level: String,
    #[serde(default)]
    page: String,
}

const FORMAT: TableFormat = TableFormat {
    name: "library",
    columns: &[
        Column::required("code", "Mã sáng kiến", Kind::Line),
        Column::required("year", "Năm", Kind::YEAR),
        Column::required("title", "Tên", Kind::Line),
        Column::optional("field", "Lĩnh vực", Kind::Line),
        Column::required("authors", "Tác giả", Kind::Line),
        Column::required("unit_code", "Mã đơn vị", Kind::Line),
        Column::optional("summary", "Tóm tắt", Kind::Paragraphs),
        Column::required("level", "Cấp công nhận", Kind::Word(|| Level::WORDS.to_vec(), Written::Code)),
        Column::required("decision_no", "Số quyết định", Kind::Line),
        Column::required("recognised_on", "Ngày công nhận", Kind::Date),
        Column::required("uses", "Số đơn vị đã áp dụng", Kind::COUNT),
    ],
};

/// GET /library
pub async fn index(user: CurrentUser, query: web::Query<ListQuery>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeInitiatives)?;
    let query = query.into_inner();
    let found = db.read(move |conn| {
        let filter = filter_of(conn, &query)?;
        let bar = bar_of(conn, &query)?;
        let extent = store::extent(conn, &filter)?;
        let paging = Paging::new(PATH, &in_address(&query), page_number(&query.page), extent.count);
        let rows = store::rows(conn, &filter, &extent, PAGE_SIZE, paging.offset())?;
        Ok((bar, paging, rows, query))
    });
    let (filter, paging, rows, query) = found.await?;
    let words = Words::of(&query.q);
    let address_query = in_address(&query);
    page(&IndexPage {
        shell: Shell::for_page(&user, Menu::Library),
        chips: lists::chips(PATH, &address_query, &filter.labels()),
        files: address("", &address_query),
        lines: rows.iter().map(|row| Line::of(row, &words)).collect(),
        filter,
        paging,
    })
}

/// GET /library.csv, /library.xlsx: all finds of the same filters.
pub async fn file(
    user: CurrentUser,
    kind: web::Path<FileKind>,
    query: web::Query<ListQuery>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeInitiatives)?;
    let found = db.read(move |conn| {
        let filter = filter_of(conn, &query)?;
        let extent = store::extent(conn, &filter)?;
        store::rows(conn, &filter, &extent, -1, 0)
    });
    let row = |it: store::Row| -> Vec<Value> {
        vec![
            it.code.into(),
            Value::from(i64::from(it.year.0)),
            it.title.into(),
            it.field.into(),
            it.authors.into(),
            it.unit_code.into(),
            it.summary.into(),
            it.level.map_or(Value::Empty, |level| Value::Word(level.code())),
            it.decision_no.into(),
            it.recognised_on.into(),
            Value::from(it.uses),
        ]
    };
    let rows: Vec<_> = found.await?.into_iter().map(row).collect();
    lists::personal_file(&db, user.actor, "Thư viện sáng kiến", kind.into_inner(), &FORMAT, rows).await
}

fn filter_of(conn: &mut Connection, query: &ListQuery) -> AppResult<Filter> {
    Ok(Filter {
        q: query.q.clone(),
        year: Year::parse(&query.year),
        unit: units::ops::asked(conn, &query.unit)?,
        level: Level::from_code(&query.level),
    })
}

fn bar_of(conn: &mut Connection, query: &ListQuery) -> AppResult<FilterBar> {
    Ok(FilterBar {
        q: query.q.clone(),
        year: query.year.clone(),
        unit: query.unit.clone(),
        level: query.level.clone(),
        years: years::ops::choices(conn)?,
        units: units::ops::choices(conn, &query.unit)?,
        levels: levels(),
    })
}

fn in_address(query: &ListQuery) -> [(&'static str, &str); 4] {
    [("q", &query.q), ("year", &query.year), ("unit", &query.unit), ("level", &query.level)]
}

/// GET /library/{code}
pub async fn show(user: CurrentUser, code: web::Path<String>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    page(&show_page(&user, &db, &code, Typed::default(), FieldErrors::default()).await?)
}

/// Refuses whoever may not speak for a unit that could use it, before anything typed is looked at.
pub async fn must_speak_for_unit(user: &CurrentUser, db: &Db, code: &str) -> AppResult<()> {
    let code = code.to_owned();
    let it = db.read(move |conn| recognised(conn, &code)).await?;
    let unit = user.reviewed_unit().ok_or(AppError::Denied)?;
    policy::must(user, Act::ConfirmUse(unit, &it.facts))
}

/// What was typed into the forms of the page.
#[derive(Default)]
pub struct Typed {
    pub form: UseForm,
    pub withdrawal: WithdrawalForm,
}

pub async fn show_page(
    user: &CurrentUser,
    db: &Db,
    code: &str,
    typed: Typed,
    errors: FieldErrors,
) -> AppResult<ShowPage> {
    policy::must(user, Act::SeeInitiatives)?;
    let (code, today) = (code.to_owned(), user.today);
    let found = db.read(move |conn| {
        let it = recognised(conn, &code)?;
        let content = store::content(conn, it.id)?;
        let raises = initiatives::ops::raises_of(conn, it.id)?;
        let served = served(conn, it.id, &code, today)?;
        Ok((uses::of(conn, it.id)?, raises, served, it, content))
    });
    let (used, raises, served, it, content) = found.await?;
    let unit = user.reviewed_unit();
    let unit_act = match unit.filter(|unit| policy::may(user, Act::ConfirmUse(*unit, &it.facts))) {
        None => UnitAct::Nothing,
        // What was typed comes back with its message, even where somebody of the unit was quicker.
        Some(_) if !errors.of("effect").is_empty() || !errors.of("used_from").is_empty() => UnitAct::Confirm,
        Some(unit) if used.iter().any(|it| it.unit == unit && it.withdrawn_on.is_none()) => UnitAct::Withdraw,
        Some(_) => UnitAct::Confirm,
    };
    Ok(ShowPage {
        shell: Shell::for_page(user, Menu::Library),
        raises: raises.iter().filter(|it| it.is_in_force()).map(raise_words).collect(),
        uses: used.iter().map(UseLine::of).collect(),
        served: served.iter().map(ServedLine::of).collect(),
        unit_act,
        can_raise: policy::may(user, Act::RaiseInitiative(&it.facts)),
        it: Detail::of(&it, content),
        form: typed.form,
        withdrawal: typed.withdrawal,
        errors,
    })
}

/// The initiative whose paper is asked for, whatever the format.
#[derive(Debug, Deserialize)]
pub struct ByCode {
    code: String,
}

/// GET /library/{code}/confirmation: Mẫu số 13 of NĐ 152/2025/NĐ-CP, filled in with what units confirmed.
pub async fn confirmation(
    user: CurrentUser,
    path: web::Path<ByCode>,
    format: Format,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeInitiatives)?;
    let (code, today) = (path.into_inner().code, user.today);
    let found = db.read(move |conn| {
        let it = recognised(conn, &code)?;
        let content = store::content(conn, it.id)?;
        Ok((uses::of(conn, it.id)?, letterhead(conn, today)?, Detail::of(&it, content)))
    });
    let (used, head, it) = found.await?;
    let uses = used.iter().filter(|it| it.withdrawn_on.is_none()).map(UseLine::of).collect();
    let bundle = Bundle {
        title: format!("Xác nhận hiệu quả áp dụng sáng kiến {}", it.code),
        papers: vec![confirmation_paper(&head, &it, uses)],
        empty: "",
        address: format!("{}/confirmation", it.address),
        query: String::new(),
        back: it.address,
    };
    answer(format, Shell::for_page(&user, Menu::Library), bundle).await
}

/// What is not recognised does not stand in the library, whoever asks.
fn recognised(conn: &mut Connection, code: &str) -> AppResult<initiatives::ops::Found> {
    let id = initiatives::ops::id_of(conn, code)?;
    let it = initiatives::ops::find(conn, id)?;
    if it.facts.state == State::Recognised { Ok(it) } else { Err(AppError::NotFound) }
}
