//! GET: the granted dossiers of a year with what is paid and to be paid, and their file.

use actix_web::{HttpResponse, web};
use serde::Deserialize;

use super::ops::{Judged, Payable, not_kept, payable};
use super::rules;
use super::store::{self, Filter};
use super::sums::{Sums, source_of};
use super::view::*;
use crate::db::{Connection, Db};
use crate::domain::date::format_date;
use crate::domain::dossier::State;
use crate::domain::ids::*;
use crate::domain::money::Dong;
use crate::domain::year::Year;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::features::{funds, years};
use crate::policy::{self, Act};
use crate::sheets::{Column, Kind, TableFormat, Value, Written};
use crate::web::current_user::CurrentUser;
use crate::web::forms::{Choice, TypedFields};
use crate::web::lists::{self, FileKind};
use crate::web::page;
use crate::web::paging::{PAGE_SIZE, Paging, address, page_number};
use crate::web::shell::{Menu, Shell};

pub const PATH: &str = "/payments";

/// The filters of the list, as in its address.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Query {
    #[serde(default)]
    pub year: String,
    #[serde(default)]
    pub decision: String,
    #[serde(default)]
    pub state: String,
    #[serde(default)]
    pub page: String,
}

const FORMAT: TableFormat = TableFormat {
    name: "payments",
    columns: &[
        Column::required("year", "Năm", Kind::YEAR),
        Column::required("subject_code", "Mã cán bộ/đơn vị", Kind::Line),
        Column::required("subject_name", "Họ và tên, tên đơn vị", Kind::Line),
        Column::required("unit_code", "Mã đơn vị", Kind::Line),
        Column::required("award_code", "Mã danh hiệu, hình thức", Kind::Line),
        Column::required("decision_no", "Số quyết định", Kind::Line),
        Column::required("decided_on", "Ngày quyết định", Kind::Date),
        Column::optional("bonus", "Tiền thưởng theo quy định (đồng)", Kind::Money),
        Column::required("state", "Trạng thái", Kind::Word(|| State::WORDS.to_vec(), Written::AsOnScreen)),
        Column::optional("paid_on", "Ngày chi", Kind::Date),
        Column::optional("paid_amount", "Số tiền đã chi (đồng)", Kind::Money),
        Column::optional("coefficient", "Hệ số", Kind::Line),
        Column::optional("base_salary", "Mức lương cơ sở (đồng)", Kind::Money),
        Column::optional("source", "Nguồn chi", Kind::Line),
        Column::optional("recovered", "Đã thu hồi (đồng)", Kind::Money),
        Column::optional("to_recover", "Còn phải thu hồi (đồng)", Kind::Money),
    ],
};

/// GET /payments
pub async fn index(user: CurrentUser, query: web::Query<Query>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let query = query.into_inner();
    let mut form = TypedFields::default();
    form.set("paid_on", format_date(user.today));
    page(&index_page(&user, &db, query, form, FieldErrors::default()).await?)
}

/// The list, fresh or with what is wrong in what was typed.
pub async fn index_page(
    user: &CurrentUser,
    db: &Db,
    query: Query,
    form: TypedFields,
    errors: FieldErrors,
) -> AppResult<IndexPage> {
    policy::must(user, Act::SeePayments)?;
    let (asked, today) = (query.clone(), user.today);
    let found = db.read(move |conn| {
        let filter = Filter { with_revoked: true, ..filter_of(conn, &asked, today)? };
        let year = filter.year.to_string();
        let total = store::count(conn, filter)?;
        let paging = Paging::new(PATH, &in_address(&asked, &year), page_number(&asked.page), total);
        let rows = store::rows(conn, filter, PAGE_SIZE, paging.offset())?;
        let bar = bar_of(conn, &asked, filter.year)?;
        let sources = funds::ops::open_sources(conn)?;
        let source = sources.first().ok_or(AppError::NotFound)?;
        let year = Year::of(today);
        let is_kept = funds::ops::ledger(conn, source.id, year)?.is_open();
        let warning = if is_kept { String::new() } else { not_kept(source, year) };
        let lines = payable(conn, rows)?;
        // One decision's list is short enough to be added up whole.
        let sums = match filter.decision {
            Some(_) if paging.pages > 1 => {
                let all = store::rows(conn, filter, -1, 0)?;
                Sums::of(&payable(conn, all)?, &source.name)
            }
            _ => Sums::of(&lines, &source.name),
        };
        Ok((bar, paging, lines, sums, sources, warning))
    });
    let (filter, paging, lines, sums, sources, warning) = found.await?;
    let may_pay = policy::may(user, Act::EnterPayments);
    let has_sums = sums.total > Dong::ZERO && (paging.pages == 1 || !query.decision.is_empty());
    let in_address = in_address(&query, &filter.year);
    Ok(IndexPage {
        shell: Shell::for_page(user, Menu::Payments),
        chips: lists::chips(PATH, &in_address, &labels(&filter)),
        clear: address(PATH, &[("year", &filter.year)]),
        files: address("", &in_address),
        rules: rules::of(&lines),
        sums: if has_sums { Some(SumsView::of(&sums)) } else { None },
        sources: sources.iter().map(|it| Choice::new(it.id.to_string(), it.name.as_str())).collect(),
        source: if form.has("source") {
            form.of("source").to_owned()
        } else {
            sources.first().map_or_else(String::new, |it| it.id.to_string())
        },
        warning: if may_pay { warning } else { String::new() },
        lines: lines.iter().map(|it| Line::of(it, &form, may_pay)).collect(),
        filter,
        form,
        errors,
        paging,
        may_pay,
    })
}

pub fn filter_of(conn: &mut Connection, query: &Query, today: chrono::NaiveDate) -> AppResult<Filter> {
    Ok(Filter {
        year: years::ops::asked_or_current(conn, &query.year, today)?,
        decision: query.decision.parse().ok().map(DecisionId),
        state: State::from_code(&query.state),
        with_revoked: false,
    })
}

pub fn in_address<'q>(query: &'q Query, year: &'q str) -> [(&'static str, &'q str); 3] {
    [("year", year), ("decision", &query.decision), ("state", &query.state)]
}

fn bar_of(conn: &mut Connection, query: &Query, year: Year) -> AppResult<FilterBar> {
    let decision = |(id, number, day): (DecisionId, String, chrono::NaiveDate)| {
        Choice::new(id.to_string(), format!("{number} ngày {}", format_date(day)))
    };
    let state = |state: State| Choice::new(state.code(), state.word());
    Ok(FilterBar {
        year: year.to_string(),
        decision: query.decision.clone(),
        state: query.state.clone(),
        years: years::ops::choices(conn)?,
        decisions: store::decisions_of(conn, year)?.into_iter().map(decision).collect(),
        states: [State::Decided, State::Paid, State::Revoked].map(state).to_vec(),
    })
}

fn labels(bar: &FilterBar) -> Vec<(&'static str, String)> {
    let named = |choices: &[Choice], value: &str| {
        choices.iter().find(|choice| choice.value == value).map_or_else(String::new, |choice| choice.label.clone())
    };
    vec![("decision", named(&bar.decisions, &bar.decision)), ("state", named(&bar.states, &bar.state))]
}

/// GET /payments.csv, /payments.xlsx
pub async fn file(
    user: CurrentUser,
    kind: web::Path<FileKind>,
    query: web::Query<Query>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeePayments)?;
    let today = user.today;
    let found = db.read(move |conn| {
        let filter = Filter { with_revoked: true, ..filter_of(conn, &query, today)? };
        let rows = store::rows(conn, filter, -1, 0)?;
        let sources = funds::ops::open_sources(conn)?;
        Ok((payable(conn, rows)?, sources.into_iter().next().ok_or(AppError::NotFound)?))
    });
    let (lines, source) = found.await?;
    let rows: Vec<Vec<Value>> = lines.into_iter().map(|it| values(it, &source.name)).collect();
    lists::personal_file(&db, user.actor, "Chi tiền thưởng", kind.into_inner(), &FORMAT, rows).await
}

fn values(it: Payable, source: &str) -> Vec<Value> {
    let source = source_of(&it, source).to_owned();
    let (is_revoked, money) = (it.row.state == State::Revoked, it.money);
    let back = |amount: Dong| if is_revoked { Value::Money(amount) } else { Value::Empty };
    let amount = |amount: Option<Dong>| amount.map_or(Value::Empty, Value::Money);
    let row = it.row;
    vec![
        Value::from(i64::from(row.year.0)),
        row.subject_code.into(),
        row.subject_name.into(),
        row.unit_code.into(),
        row.award.code().into(),
        row.decision_no.into(),
        row.decided_on.into(),
        amount(it.bonus.amount),
        Value::Word(row.state.code()),
        row.paid_on.into(),
        amount(row.paid_amount),
        Value::from(Some(it.bonus.coefficient).filter(|it| !it.is_empty())),
        amount(it.bonus.base_salary),
        source.into(),
        back(money.recovered),
        back(money.outstanding()),
    ]
}

/// The check before entering, with the people, the amounts and their sum.
pub fn check_page(user: &CurrentUser, form: TypedFields, judged: Judged) -> CheckPage {
    let total: Dong = judged.lines.iter().map(|(_, amount)| *amount).sum();
    CheckPage {
        shell: Shell::for_page(user, Menu::Payments),
        lines: judged.lines.iter().map(|(it, amount)| CheckLine::of(it, *amount)).collect(),
        left: judged.left,
        total: total.format(),
        total_words: total.in_words(),
        fund: judged.fund,
        is_unchecked: judged.is_unchecked,
        back: back(&form),
        form,
    }
}

/// The list as it was when the form was sent.
pub fn back(form: &TypedFields) -> String {
    address(PATH, &[("year", form.of("year")), ("decision", form.of("decision")), ("state", form.of("state"))])
}
