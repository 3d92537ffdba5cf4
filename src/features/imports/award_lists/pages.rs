//! GET: send a list of old decisions, see how far one has come.

use actix_web::{HttpResponse, web};

use super::form::LEAVE_OUT;
use super::ops::{self, Opened};
use super::reading::Part;
use super::store::{self, Choice, List};
use super::view::*;
use crate::db::Db;
use crate::domain::date::format_date_time;
use crate::domain::ids::*;
use crate::domain::law::AwardCode;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::policy::{self, Act};
use crate::records::award_words;
use crate::sheets::{Column, Kind, TableFormat};
use crate::web::current_user::CurrentUser;
use crate::web::forms::{self, TypedFields};
use crate::web::lists::{self, FileKind};
use crate::web::page;
use crate::web::shell::{Menu, Shell};

pub const PATH: &str = "/imports/award-lists";
/// So many lists, faults and words are shown.
const LISTED: i64 = 50;
const FAULTS: usize = 20;
const WORDS: usize = 10;

/// GET /imports/award-lists
pub async fn index(user: CurrentUser, db: web::Data<Db>) -> AppResult<HttpResponse> {
    page(&index_page(&user, FieldErrors::default(), &db).await?)
}

pub async fn index_page(user: &CurrentUser, errors: FieldErrors, db: &Db) -> AppResult<IndexPage> {
    policy::must(user, Act::ImportRegisters)?;
    let account = user.account.ok_or(AppError::Denied)?;
    let lists = db.read(move |conn| store::of_account(conn, account, LISTED)).await?;
    Ok(IndexPage { shell: Shell::for_page(user, Menu::Imports), errors, lists: lists.iter().map(list_line).collect() })
}

fn list_line(list: &List) -> ListLine {
    let (state, tag) =
        if list.stored.is_some() { ("Đã nhập", "tag--ok") } else { ("Đang đối chiếu", "tag--warn") };
    ListLine {
        address: format!("{PATH}/{}", list.id),
        file_name: list.file_name.clone(),
        at: format_date_time(list.stored.map_or(list.sent_at, |stored| stored.at).and_utc()),
        state: state.to_owned(),
        tag,
    }
}

static LISTS: TableFormat = TableFormat {
    name: "award_lists",
    columns: &[
        Column::required("file_name", "Tệp", Kind::Line),
        Column::required("at", "Lúc", Kind::Line),
        Column::required("state", "Trạng thái", Kind::Line),
    ],
};

/// GET /imports/award-lists.csv, .xlsx
pub async fn file(user: CurrentUser, kind: web::Path<FileKind>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::ImportRegisters)?;
    let account = user.account.ok_or(AppError::Denied)?;
    let all = db.read(move |conn| store::of_account(conn, account, i64::MAX)).await?;
    let row = |list: &List| {
        let line = list_line(list);
        vec![line.file_name.into(), line.at.into(), line.state.into()]
    };
    lists::file(kind.into_inner(), &LISTS, all.iter().map(row).collect()).await
}

/// GET /imports/award-lists/{id}
pub async fn show(user: CurrentUser, id: web::Path<AwardListId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    page(&show_page(&user, *id, &TypedFields::default(), FieldErrors::default(), &db).await?)
}

/// A list, fresh or with what is wrong.
pub async fn show_page(
    user: &CurrentUser,
    id: AwardListId,
    typed: &TypedFields,
    errors: FieldErrors,
    db: &Db,
) -> AppResult<ShowPage> {
    let actor = user.actor.clone();
    let read = db.read(move |conn| {
        let list = ops::find(conn, &actor, id)?;
        Ok((store::stored_twin(conn, id)?, ops::open(conn, list)?))
    });
    let (twin, opened) = read.await?;
    let twin = twin.map(|(who, at)| format!("Tệp này đã được {who} nhập lúc {}.", format_date_time(at.and_utc())));
    let asked = opened.asked();
    let words = asked.iter().enumerate().take(WORDS).map(|(at, (word, rows))| WordField {
        at,
        word: (*word).to_owned(),
        rows: *rows,
        chosen: typed.of(&format!("word_{at}")).to_owned(),
    });
    let faults: Vec<String> =
        opened.faulty().map(|(row, why)| format!("Dòng {}, {}: {why}", row.number, row.name())).collect();
    let chosen = |wanted: fn(&Choice) -> bool| {
        opened.matched().filter(|(row, _)| opened.choices.get(&row.number).is_some_and(wanted)).count()
    };
    let stored = opened.list.stored;
    let is_settled = asked.is_empty() && faults.is_empty() && opened.open_rows() == 0;
    Ok(ShowPage {
        shell: Shell::for_page(user, Menu::Imports),
        path: format!("{PATH}/{id}"),
        file_name: opened.list.file_name.clone(),
        twin: twin.unwrap_or_default(),
        columns: column_fields(&opened, typed),
        headings: headings(&opened),
        more_words: asked.len().saturating_sub(WORDS),
        words: words.collect(),
        awards: award_choices(),
        rows: opened.rows.len(),
        matched: opened.matched().count(),
        open_rows: opened.open_rows(),
        new_people: chosen(|choice| matches!(choice, Choice::New(_))),
        left_out: chosen(|choice| matches!(choice, Choice::LeftOut)),
        faults_in_all: faults.len(),
        faults: faults.into_iter().take(FAULTS).collect(),
        can_store: stored.is_none() && is_settled && opened.matched().next().is_some(),
        stored_at: stored.map_or_else(String::new, |stored| format_date_time(stored.at.and_utc())),
        imports: stored.map_or_else(Vec::new, |stored| {
            let people = stored.people.map(|people| (format!("/imports/{people}"), "cán bộ mới"));
            std::iter::once((format!("/imports/{}", stored.awards), "khen thưởng")).chain(people).collect()
        }),
        errors,
    })
}

fn headings(opened: &Opened) -> Vec<forms::Choice> {
    let columns = opened.headings.columns.iter();
    columns.map(|(column, heading)| forms::Choice::new(column.to_string(), heading)).collect()
}

fn column_fields(opened: &Opened, typed: &TypedFields) -> Vec<ColumnField> {
    let field = |part: &Part| {
        let name = part.code();
        let fixed_name = if part.can_be_fixed() { format!("fixed_{name}") } else { String::new() };
        let column = opened.columns.column(*part).map_or_else(String::new, |column| column.to_string());
        ColumnField {
            name,
            label: part.word(),
            column: typed_or(typed, name, || column),
            fixed: typed_or(typed, &fixed_name, || opened.columns.fixed(*part).to_owned()),
            fixed_name,
        }
    };
    Part::ALL.iter().map(field).collect()
}

/// All awards and the way to leave rows of a word out.
fn award_choices() -> Vec<forms::Choice> {
    let awards = award_words().into_iter().map(|(code, name)| forms::Choice::new(code, name));
    std::iter::once(forms::Choice::new(LEAVE_OUT, "Bỏ qua các dòng này")).chain(awards).collect()
}

/// The award as pages tell of it.
pub(super) fn name_of(award: AwardCode) -> &'static str {
    award.award().name_on(chrono::NaiveDate::MAX)
}
