//! GET: the regimes in order, one of them, every entry as a list, one entry with its confirmations.

use actix_web::{HttpResponse, web};

use super::entries::{self, Entry, EntryKind};
use super::form::{ConfirmationForm, WithdrawalForm};
use super::list::{self, Confirmed, ListQuery};
use super::store;
use super::view::*;
use crate::db::{Connection, Db};
use crate::domain::law::{Regime, catalogue};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::policy::{self, Act};
use crate::sheets::{Column, Kind, TableFormat, Value, Written};
use crate::web::current_user::CurrentUser;
use crate::web::forms::Choice;
use crate::web::lists::{FileKind, chips, file};
use crate::web::page;
use crate::web::paging::{Paging, address as with_query, page_number};
use crate::web::shell::{Menu, Shell};

const ENTRIES: &str = "/laws/entries";

const REGIMES: TableFormat = TableFormat {
    name: "laws",
    columns: &[
        Column::required("code", "Mã chế độ", Kind::Line),
        Column::required("name", "Tên", Kind::Line),
        Column::required("effective_from", "Có hiệu lực từ", Kind::Date),
        Column::optional("effective_to", "Đến hết ngày", Kind::Date),
        Column::required("documents", "Văn bản", Kind::Paragraphs),
        Column::required("state", "Tình trạng", Kind::Word(|| list::Standing::WORDS.to_vec(), Written::AsOnScreen)),
        Column::required("unconfirmed", "Số mục chưa đối chiếu", Kind::COUNT),
    ],
};

/// GET /laws
pub async fn index(user: CurrentUser, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeSettings)?;
    let confirmed = db.read(confirmed).await?;
    let all = entries::all();
    let lines = |kind| lines(&all, kind, &confirmed);
    let sunset = lines(EntryKind::Sunset).pop().ok_or(AppError::NotFound)?;
    page(&IndexPage {
        shell: Shell::for_page(&user, Menu::Laws),
        regimes: catalogue().regimes.iter().map(|regime| regime_line(regime, &confirmed)).collect(),
        sunset,
        salaries: lines(EntryKind::BaseSalary),
        deadlines: lines(EntryKind::Deadline),
        unconfirmed: confirmed.unconfirmed(&all),
    })
}

/// GET /laws.csv, /laws.xlsx: the regimes.
pub async fn regimes_file(user: CurrentUser, kind: web::Path<FileKind>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeSettings)?;
    let confirmed = db.read(confirmed).await?;
    let row = |regime: &'static Regime| -> Vec<Value> {
        let line = regime_line(regime, &confirmed);
        vec![
            line.code.into(),
            line.name.into(),
            regime.effective_from.into(),
            regime.effective_to.into(),
            line.documents.join("\n").into(),
            Value::Word(line.standing.code()),
            Value::Whole(line.unconfirmed as i64),
        ]
    };
    let rows: Vec<_> = catalogue().regimes.iter().map(row).collect();
    file(kind.into_inner(), &REGIMES, rows).await
}

/// GET /laws/{regime}
pub async fn regime(user: CurrentUser, code: web::Path<String>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeSettings)?;
    let found = catalogue().regimes.iter().find(|regime| regime.code == *code);
    let regime: &'static Regime = found.ok_or(AppError::NotFound)?;
    let confirmed = db.read(confirmed).await?;
    let entries = entries::of_regime(catalogue(), regime);
    let lines = |kind| lines(&entries, kind, &confirmed);
    let itself = lines(EntryKind::Regime).pop().ok_or(AppError::NotFound)?;
    let award =
        |entry: &Entry| Some(AwardBlock { criteria: entry.criteria()?, entry: EntryLine::of(entry, &confirmed) });
    let general = entries::general_rules(catalogue(), regime);
    page(&RegimePage {
        shell: Shell::for_page(&user, Menu::Laws),
        it: regime_line(regime, &confirmed),
        province_documents: &regime.province_documents,
        warning: regime.warning.as_deref().unwrap_or_default(),
        itself,
        awards: entries.iter().filter_map(award).collect(),
        caps: lines(EntryKind::RatioCap),
        votes: lines(EntryKind::VoteRule),
        bonuses: lines(EntryKind::Bonus),
        bonus_policy: bonus_policy(regime),
        general: general.iter().map(|entry| EntryLine::of(entry, &confirmed)).collect(),
    })
}

/// GET /laws/entries
pub async fn entries(user: CurrentUser, query: web::Query<ListQuery>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeSettings)?;
    let confirmed = db.read(confirmed).await?;
    let query = query.into_inner();
    let found = wanted(&query, &confirmed);
    let paging = Paging::new(ENTRIES, &query.in_address(), page_number(&query.page), found.len() as i64);
    let shown = paging.cut(&found);
    let label = |words: &[(&str, &str)], code: &str| {
        words.iter().find(|(known, _)| *known == code).map_or_else(String::new, |(_, word)| (*word).to_owned())
    };
    let labels = [
        ("state", label(list::Standing::WORDS, &query.state)),
        ("regime", query.regime.clone()),
        ("kind", label(EntryKind::WORDS, &query.kind)),
    ];
    page(&EntriesPage {
        shell: Shell::for_page(&user, Menu::Laws),
        chips: chips(ENTRIES, &query.in_address(), &labels),
        files: with_query("", &query.in_address()),
        regimes: catalogue().regimes.iter().map(|it| Choice::new(it.code.clone(), it.name.clone())).collect(),
        lines: shown.into_iter().map(|entry| EntryLine::of(entry, &confirmed)).collect(),
        can_confirm: policy::may(&user, Act::KeepSettings),
        state: query.state,
        regime: query.regime,
        kind: query.kind,
        paging,
    })
}

/// GET /laws/entries.csv, .xlsx
pub async fn entries_file(
    user: CurrentUser,
    kind: web::Path<FileKind>,
    query: web::Query<ListQuery>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeSettings)?;
    let confirmed = db.read(confirmed).await?;
    let rows: Vec<_> = wanted(&query, &confirmed).iter().map(|entry| list::row(entry, &confirmed)).collect();
    file(kind.into_inner(), &list::FORMAT, rows).await
}

/// GET /laws/entries/{key}
pub async fn entry(user: CurrentUser, key: web::Path<String>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    page(&entry_page(&user, &db, key.into_inner(), Typed::default(), FieldErrors::default()).await?)
}

/// What was typed into one of the two forms of an entry.
#[derive(Debug, Default)]
pub struct Typed {
    pub confirmation: ConfirmationForm,
    pub withdrawal: WithdrawalForm,
}

pub async fn entry_page(
    user: &CurrentUser,
    db: &Db,
    key: String,
    typed: Typed,
    errors: FieldErrors,
) -> AppResult<EntryPage> {
    policy::must(user, Act::SeeSettings)?;
    let entry = entries::find(&key).ok_or(AppError::NotFound)?;
    let history = db.read(move |conn| store::of_entry(conn, &key)).await?;
    let standing = history.iter().filter(|it| it.withdrawn_at.is_none()).cloned().collect();
    Ok(EntryPage {
        shell: Shell::for_page(user, Menu::Laws),
        regime_name: entry.regime.map_or("", |regime| &regime.name),
        criteria: entry.criteria(),
        entry: EntryLine::of(&entry, &Confirmed::of(standing)),
        history: history.into_iter().map(HistoryLine::of).collect(),
        form: typed.confirmation,
        withdrawal: typed.withdrawal,
        errors,
        can_confirm: policy::may(user, Act::KeepSettings),
    })
}

fn confirmed(conn: &mut Connection) -> AppResult<Confirmed> {
    Ok(Confirmed::of(store::standing(conn)?))
}

fn wanted(query: &ListQuery, confirmed: &Confirmed) -> Vec<Entry> {
    entries::all().into_iter().filter(|entry| query.takes(entry, confirmed.standing(entry))).collect()
}

fn lines(entries: &[Entry], kind: EntryKind, confirmed: &Confirmed) -> Vec<EntryLine> {
    let of_kind = entries.iter().filter(|entry| entry.kind() == kind);
    of_kind.map(|entry| EntryLine::of(entry, confirmed)).collect()
}

fn regime_line(regime: &'static Regime, confirmed: &Confirmed) -> RegimeLine {
    let entries = entries::of_regime(catalogue(), regime);
    let itself = entries.iter().find(|entry| entry.kind() == EntryKind::Regime);
    let standing = itself.map_or(list::Standing::Unconfirmed, |entry| confirmed.standing(entry));
    RegimeLine::of(regime, standing, confirmed.unconfirmed(&entries))
}

/// How bonuses are rounded and combined, with the article.
fn bonus_policy(regime: &Regime) -> String {
    let policy = catalogue().bonus_policies.iter().find(|policy| policy.regimes.contains(&regime.code));
    policy.map_or_else(String::new, |policy| format!("{} Căn cứ: {}.", policy.words(), policy.provenance.source))
}
