//! GET: the periods of a year, one of them, the forms to open, extend and end one.

use actix_web::{HttpResponse, web};
use serde::Deserialize;

use super::ops::{self, Opening};
use super::store;
use super::view::*;
use crate::db::Db;
use crate::domain::date::format_date;
use crate::domain::event::Object;
use crate::domain::ids::*;
use crate::domain::publicity::{State, USUAL_DAYS};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::features::dossiers::ops::Ripeness;
use crate::features::years;
use crate::policy::{self, Act, Scope};
use crate::sheets::{Column, Kind, TableFormat, Value, Written};
use crate::web::current_user::CurrentUser;
use crate::web::forms::TypedFields;
use crate::web::lists::{self, FileKind};
use crate::web::shell::{Menu, Shell};
use crate::web::{history, page};

#[derive(Debug, Clone, Default, Deserialize)]
pub struct Query {
    #[serde(default)]
    year: String,
}

const FORMAT: TableFormat = TableFormat {
    name: "publicity",
    columns: &[
        Column::required("year", "Năm", Kind::YEAR),
        Column::required("opened_on", "Từ ngày", Kind::Date),
        Column::required("ends_on", "Đến hết ngày", Kind::Date),
        Column::required("working_days", "Số ngày làm việc", Kind::COUNT),
        Column::required("state", "Trạng thái", Kind::Word(|| State::WORDS.to_vec(), Written::AsOnScreen)),
        Column::required("lines", "Số đề nghị", Kind::COUNT),
        Column::required("objections", "Số kiến nghị", Kind::COUNT),
        Column::optional("minutes_no", "Biên bản kết thúc", Kind::Line),
    ],
};

/// GET /publicity
pub async fn index(user: CurrentUser, query: web::Query<Query>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeePublicity)?;
    let today = user.today;
    let found = db.read(move |conn| {
        let year = years::ops::asked_or_current(conn, &query.year, today)?;
        Ok((year, years::ops::choices(conn)?, store::list(conn, year)?))
    });
    let (year, years, listed) = found.await?;
    page(&IndexPage {
        shell: Shell::for_page(&user, Menu::Publicity),
        year: year.to_string(),
        years,
        lines: listed.iter().map(|it| ListLine::of(it, today)).collect(),
        can_keep: policy::may(&user, Act::KeepPublicity),
    })
}

/// GET /publicity.csv, /publicity.xlsx
pub async fn file(
    user: CurrentUser,
    kind: web::Path<FileKind>,
    query: web::Query<Query>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeePublicity)?;
    let today = user.today;
    let listed = db.read(move |conn| {
        let year = years::ops::asked_or_current(conn, &query.year, today)?;
        store::list(conn, year)
    });
    let row = |it: store::Listed| -> Vec<Value> {
        vec![
            Value::from(i64::from(it.period.year.0)),
            it.period.opened_on.into(),
            it.period.ends_on.into(),
            Value::from(it.period.working_days),
            Value::Word(it.period.state.code()),
            Value::from(it.lines),
            Value::from(it.objections),
            Some(it.period.minutes_no).filter(|number| !number.is_empty()).into(),
        ]
    };
    let rows: Vec<_> = listed.await?.into_iter().map(row).collect();
    lists::file(kind.into_inner(), &FORMAT, rows).await
}

/// GET /publicity/new: all that the council has passed, ticked.
pub async fn new(user: CurrentUser, query: web::Query<Query>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let mut form = TypedFields::default();
    form.set("year", &query.year);
    form.set("fresh", "1");
    page(&form_page(&user, &db, form, FieldErrors::default()).await?)
}

/// The form of a list, fresh or with what is wrong.
pub async fn form_page(user: &CurrentUser, db: &Db, mut form: TypedFields, errors: FieldErrors) -> AppResult<FormPage> {
    policy::must(user, Act::KeepPublicity)?;
    let (asked, today) = (form.of("year").to_owned(), user.today);
    let found = db.read(move |conn| {
        let year = years::ops::asked_or_current(conn, &asked, today)?;
        Ok((year, years::ops::choices(conn)?, store::candidates(conn, year)?, Ripeness::on(conn, today)?))
    });
    let (year, years, candidates, ripeness) = found.await?;
    let is_fresh = form.has("fresh");
    if is_fresh {
        let days = if ripeness.publicity_days == 0 { USUAL_DAYS } else { ripeness.publicity_days };
        form.set("working_days", days.to_string());
    }
    form.set("year", year.to_string());
    let row = |it: store::Candidate| {
        let is_chosen = is_fresh || form.has(&format!("dossier_{}", it.dossier));
        Row::of(it, year, is_chosen)
    };
    Ok(FormPage {
        shell: Shell::for_page(user, Menu::Publicity),
        rows: candidates.into_iter().map(row).collect(),
        asked_days: ripeness.publicity_days,
        year: year.to_string(),
        years,
        form,
        errors,
    })
}

/// Who will be shown until when.
pub async fn check_page(user: &CurrentUser, db: &Db, form: TypedFields, new: Opening) -> AppResult<CheckPage> {
    let (year, today, chosen) = (new.year, user.today, new.dossiers.clone());
    let found = db.read(move |conn| Ok((ops::judge(conn, today, &new)?, store::candidates(conn, year)?)));
    let (reckoned, mut candidates) = found.await?;
    candidates.retain(|it| chosen.iter().any(|seen| seen.id == it.dossier && seen.version == it.version));
    if candidates.len() < chosen.len() {
        return Err(FieldErrors::one("lines", "Có hồ sơ vừa thay đổi. Chọn lại trong danh sách dưới đây.").into());
    }
    Ok(CheckPage {
        shell: Shell::for_page(user, Menu::Publicity),
        rows: candidates.into_iter().map(|it| Row::of(it, year, true)).collect(),
        last_day: format_date(reckoned.last_day),
        unknown_year: reckoned.unknown_year.map_or_else(String::new, |year| year.to_string()),
        form,
    })
}

/// GET /publicity/{id}
pub async fn show(user: CurrentUser, id: web::Path<PublicityId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let shown = load(&user, &db, *id).await?;
    let id = *id;
    let history = db.read(move |conn| history::of(conn, Object::Publicity(id))).await?;
    let is_open = shown.period.state == State::Open;
    let keeps = is_open && policy::may(&user, Act::KeepPublicity);
    page(&ShowPage {
        shell: Shell::for_page(&user, Menu::Publicity),
        can_object: shown.it.takes_objections && policy::may(&user, Act::RaiseObjection),
        can_extend: keeps,
        can_close: keeps && user.today > shown.period.ends_on,
        sees_all: policy::may(&user, Act::SeeObjections),
        it: shown.it,
        lines: shown.lines,
        objections: shown.objections,
        history,
    })
}

/// A period with its list, and the objections the reader may read.
pub struct Shown {
    pub period: ops::Period,
    pub it: Detail,
    pub lines: Vec<LineView>,
    pub objections: Vec<ObjectionView>,
}

pub async fn load(user: &CurrentUser, db: &Db, id: PublicityId) -> AppResult<Shown> {
    policy::must(user, Act::SeePublicity)?;
    let (of, today) = (objections_of(user), user.today);
    let found = db.read(move |conn| {
        let period = store::find(conn, id)?;
        let version = history::version(conn, Object::Publicity(id))?;
        Ok((period, version, store::lines_of(conn, id)?, store::objections_to(conn, id, of)?))
    });
    let (period, version, lines, objections) = found.await?;
    // Whoever sees all dossiers finds them from here.
    let may_open = policy::dossiers_of(user) == Scope::All;
    Ok(Shown {
        it: Detail::of(&period, version, today),
        lines: lines.into_iter().map(|it| LineView::of(it, period.year, may_open)).collect(),
        objections: objections.into_iter().map(|it| ObjectionView::of(it, period.year, user)).collect(),
        period,
    })
}

/// Whoever reads all objections, or those he has raised.
fn objections_of(user: &CurrentUser) -> Option<AccountId> {
    if policy::may(user, Act::SeeObjections) { None } else { Some(user.account.unwrap_or(AccountId(0))) }
}

/// GET /publicity/{id}/extension
pub async fn extension(user: CurrentUser, id: web::Path<PublicityId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    page(&extension_page(&user, &db, *id, TypedFields::default(), FieldErrors::default()).await?)
}

pub async fn extension_page(
    user: &CurrentUser,
    db: &Db,
    id: PublicityId,
    mut form: TypedFields,
    errors: FieldErrors,
) -> AppResult<ExtensionPage> {
    let it = running(user, db, id).await?.it;
    form.set("version", it.version.to_string());
    Ok(ExtensionPage { shell: Shell::for_page(user, Menu::Publicity), it, form, errors })
}

/// GET /publicity/{id}/closing
pub async fn closing(user: CurrentUser, id: web::Path<PublicityId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let mut form = TypedFields::default();
    form.set("fresh", "1");
    page(&closing_page(&user, &db, *id, form, FieldErrors::default()).await?)
}

pub async fn closing_page(
    user: &CurrentUser,
    db: &Db,
    id: PublicityId,
    mut form: TypedFields,
    errors: FieldErrors,
) -> AppResult<ClosingPage> {
    let shown = running(user, db, id).await?;
    let (period, today) = (shown.period.clone(), user.today);
    let why_not = db.read(move |conn| ops::why_not_closed(conn, &period, today)).await?;
    form.set("version", shown.it.version.to_string());
    let kept = shown.lines.iter().filter(|line| line.is_kept).count();
    if form.has("fresh") {
        form.set("conclusion", usual_conclusion(&shown, kept));
    }
    Ok(ClosingPage {
        shell: Shell::for_page(user, Menu::Publicity),
        it: shown.it,
        kept,
        stopped: shown.lines.len() - kept,
        why_not: why_not.unwrap_or_default(),
        form,
        errors,
    })
}

/// What minutes usually conclude, to be gone over.
fn usual_conclusion(shown: &Shown, kept: usize) -> String {
    let raised = shown.objections.len();
    let objections = if raised == 0 {
        "không có kiến nghị".to_owned()
    } else {
        format!("có {raised} kiến nghị, đã trả lời đủ")
    };
    format!(
        "Hết thời hạn niêm yết, {objections}. Đề nghị xét khen thưởng {kept} trên {} đề nghị đã niêm yết.",
        shown.lines.len()
    )
}

/// One that still runs, for whoever keeps it.
async fn running(user: &CurrentUser, db: &Db, id: PublicityId) -> AppResult<Shown> {
    policy::must(user, Act::KeepPublicity)?;
    let shown = load(user, db, id).await?;
    if shown.period.state == State::Open { Ok(shown) } else { Err(AppError::Illegal) }
}
