//! GET: the rounds of a year, one of them with what is to be done, the form.

use actix_web::{HttpResponse, web};
use serde::Deserialize;

use super::board::Board;
use super::view::*;
use super::{list, ops, scans};
use crate::db::{Connection, Db};
use crate::domain::date::format_date;
use crate::domain::event::Object;
use crate::domain::ids::*;
use crate::domain::initiative_round::State;
use crate::domain::law::catalogue;
use crate::domain::scoring;
use crate::domain::wording::PaperKind;
use crate::error::{AppResult, FieldErrors};
use crate::features::{settings, years};
use crate::papers::kept;
use crate::policy::{self, Act, Actor, RoundAct};
use crate::sheets::{Column, Kind, TableFormat, Value, Written};
use crate::web::current_user::CurrentUser;
use crate::web::forms::{Choice, TypedFields};
use crate::web::lists::{self, FileKind};
use crate::web::shell::{Menu, Shell};
use crate::web::{history, page};

#[derive(Debug, Clone, Default, Deserialize)]
pub struct Query {
    #[serde(default)]
    year: String,
}

const FORMAT: TableFormat = TableFormat {
    name: "initiative_rounds",
    columns: &[
        Column::required("year", "Năm", Kind::YEAR),
        Column::required("name", "Tên đợt xét", Kind::Line),
        Column::required("filing_due_on", "Hạn nộp", Kind::Date),
        Column::required("state", "Trạng thái", Kind::Word(|| State::WORDS.to_vec(), Written::AsOnScreen)),
        Column::required("initiatives", "Số sáng kiến", Kind::COUNT),
        Column::required("sheets_done", "Phiếu đã xong", Kind::COUNT),
        Column::required("sheets", "Số phiếu", Kind::COUNT),
        Column::optional("minutes_no", "Biên bản", Kind::Line),
        Column::optional("decision_no", "Số quyết định", Kind::Line),
        Column::optional("decided_on", "Ngày quyết định", Kind::Date),
    ],
};

/// GET /initiative-rounds
pub async fn index(user: CurrentUser, query: web::Query<Query>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeInitiatives)?;
    let today = user.today;
    let found = db.read(move |conn| {
        let year = years::ops::asked_or_current(conn, &query.year, today)?;
        Ok((year, years::ops::choices(conn)?, list::of_year(conn, year)?))
    });
    let (year, years, listed) = found.await?;
    page(&IndexPage {
        shell: Shell::for_page(&user, Menu::InitiativeRounds),
        year: year.to_string(),
        years,
        lines: listed.into_iter().map(|it| ListLine::of(it, &user, today)).collect(),
        can_keep: policy::may(&user, Act::KeepRounds),
    })
}

/// GET /initiative-rounds.csv, .xlsx
pub async fn file(
    user: CurrentUser,
    kind: web::Path<FileKind>,
    query: web::Query<Query>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeInitiatives)?;
    let today = user.today;
    let listed = db.read(move |conn| {
        let year = years::ops::asked_or_current(conn, &query.year, today)?;
        list::of_year(conn, year)
    });
    let row = |it: list::Listed| -> Vec<Value> {
        vec![
            Value::from(i64::from(it.round.year.0)),
            it.round.name.into(),
            it.round.filing_due_on.into(),
            Value::Word(it.round.state.code()),
            Value::from(it.initiatives),
            Value::from(it.sheets_done),
            Value::from(it.sheets),
            Some(it.round.minutes_no).filter(|number| !number.is_empty()).into(),
            it.round.decision_no.into(),
            it.round.decided_on.into(),
        ]
    };
    let rows: Vec<_> = listed.await?.into_iter().map(row).collect();
    lists::file(kind.into_inner(), &FORMAT, rows).await
}

/// GET /initiative-rounds/new
pub async fn new(user: CurrentUser, query: web::Query<Query>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepRounds)?;
    let today = user.today;
    let found = db
        .read(move |conn| Ok((years::ops::asked_or_current(conn, &query.year, today)?, settings::ops::agency(conn)?)));
    let (year, agency) = found.await?;
    let mut form = TypedFields::default();
    form.set("year", year.to_string());
    form.set("name", format!("Đợt xét sáng kiến năm {year}"));
    if let Some(sheet) = scoring::usual_sheet(catalogue(), &agency.score_sheet) {
        form.set("sheet_code", sheet.code.as_str());
    }
    if agency.spares_own_unit {
        form.set("spares_own_unit", "1");
    }
    page(&form_page(&user, form, FieldErrors::default(), None)?)
}

/// GET /initiative-rounds/{id}/edit
pub async fn edit(user: CurrentUser, id: web::Path<InitiativeRoundId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let (board, version) = load(&db, &user, *id).await?;
    policy::must(&user, Act::OnRound(RoundAct::Amend, &board.facts()))?;
    let it = &board.round;
    let mut form = TypedFields::default();
    let pass_mark = it.pass_mark().to_string();
    for (field, value) in [
        ("version", version.to_string()),
        ("year", it.year.to_string()),
        ("name", it.name.clone()),
        ("filing_due_on", format_date(it.filing_due_on)),
        ("sheet_code", it.sheet_code.clone()),
        ("pass_mark", pass_mark),
        ("council_no", it.council_no.clone()),
    ] {
        form.set(field, value);
    }
    if it.spares_own_unit {
        form.set("spares_own_unit", "1");
    }
    for (number, grade) in (1..).zip(board.grades.all()) {
        form.set(format!("grade_{number}"), grade.letter.as_str());
        form.set(format!("from_{number}"), grade.from.to_string());
    }
    page(&form_page(&user, form, FieldErrors::default(), Some(*id))?)
}

/// The form, fresh or with what is wrong; `id` when it changes a round that exists.
pub fn form_page(
    user: &CurrentUser,
    form: TypedFields,
    errors: FieldErrors,
    id: Option<InitiativeRoundId>,
) -> AppResult<FormPage> {
    policy::must(user, Act::KeepRounds)?;
    let own_address = id.map(|id| format!("/initiative-rounds/{id}"));
    let sheets = catalogue().score_sheets.iter();
    let sheets = sheets
        .map(|it| Choice::new(it.code.as_str(), it.name.as_str()).with_hint(format!("Đạt từ {}.", it.pass_total)));
    Ok(FormPage {
        shell: Shell::for_page(user, Menu::InitiativeRounds),
        back: own_address.clone().unwrap_or_else(|| format!("/initiative-rounds?year={}", form.of("year"))),
        action: own_address.unwrap_or_else(|| "/initiative-rounds".to_owned()),
        is_new: id.is_none(),
        sheets: sheets.collect(),
        form,
        errors,
    })
}

/// GET /initiative-rounds/{id}
pub async fn show(user: CurrentUser, id: web::Path<InitiativeRoundId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    page(&show_page(&user, &db, *id, FieldErrors::default()).await?)
}

pub async fn show_page(user: &CurrentUser, db: &Db, id: InitiativeRoundId, errors: FieldErrors) -> AppResult<ShowPage> {
    let (board, version) = load(db, user, id).await?;
    let object = Object::InitiativeRound(id);
    let found = db.read(move |conn| {
        Ok((history::of(conn, object)?, kept(conn, object, PaperKind::InitiativeDecision)?, scans::of(conn, id)?))
    });
    let (history, kept, scans) = found.await?;
    let facts = board.facts();
    let may = |act| policy::may(user, Act::OnRound(act, &facts));
    Ok(ShowPage {
        shell: Shell::for_page(user, Menu::InitiativeRounds),
        it: Detail::of(&board, version, user.today)?,
        tasks: tasks(&board, user),
        history,
        can_amend: may(RoundAct::Amend),
        can_start: may(RoundAct::StartScoring) && ops::missing_to_start(&board).is_empty(),
        kept,
        scans,
        can_scan: may(RoundAct::Scan),
        errors,
    })
}

const TO_DO: (&str, &str) = ("", "Chưa làm");
const DOING: (&str, &str) = ("tag--warn", "Đang làm");
const DONE: (&str, &str) = ("tag--ok", "Xong");

/// What there is to do on a round, in order.
fn tasks(board: &Board, reader: &Actor) -> Vec<Task> {
    let state = board.round.state;
    let (done, all) = board.progress();
    let assigned = board.items.iter().filter(|item| board.sheets_of(item.head.id).next().is_some()).count();
    let begun = |is_begun: bool, is_done: bool| match (is_begun, is_done) {
        (_, true) => DONE,
        (true, false) => DOING,
        (false, false) => TO_DO,
    };
    let is_past_gathering = !state.is_open();
    let facts = board.facts();
    let opens = |act: RoundAct| policy::may(reader, Act::OnRound(act, &facts));
    let of = |label, page: &str, words: String, (tag, state): (&'static str, &'static str)| Task {
        label,
        address: if page.is_empty() { String::new() } else { format!("/initiative-rounds/{}/{page}", board.round.id) },
        words,
        tag,
        state,
    };
    let conclusion = if opens(RoundAct::Conclude) {
        "conclusion"
    } else if state.has_results() {
        "minutes"
    } else {
        ""
    };
    let decision = if opens(RoundAct::Issue) {
        "issuance"
    } else if opens(RoundAct::DraftDecision) {
        "draft"
    } else if state.has_results() {
        "decision"
    } else {
        ""
    };
    vec![
        of(
            "Hồ sơ",
            "initiatives",
            format!("{} sáng kiến", board.items.len()),
            begun(!board.items.is_empty(), is_past_gathering),
        ),
        of(
            "Hội đồng",
            "council",
            format!("{} thành viên", board.seats.len()),
            begun(!board.seats.is_empty(), is_past_gathering),
        ),
        of(
            "Phân công",
            "examiners",
            format!("{assigned}/{} sáng kiến đã có người chấm", board.items.len()),
            begun(assigned > 0, assigned > 0 && assigned == board.items.len()),
        ),
        of(
            "Chấm điểm",
            "matrix",
            format!("{done}/{all} phiếu đã xong"),
            begun(is_past_gathering, all > 0 && done == all),
        ),
        of("Kết luận", conclusion, board.round.minutes_no.clone(), begun(false, state.has_results())),
        of(
            "Quyết định",
            decision,
            board.round.decision_no.clone().unwrap_or_else(|| board.round.decision_abstract.clone()),
            begun(facts.is_drafted, state == State::Decided),
        ),
    ]
}

/// A round the user may see, with its version.
pub async fn load(db: &Db, user: &CurrentUser, id: InitiativeRoundId) -> AppResult<(Board, i64)> {
    let (board, version) = db.read(move |conn| with_version(conn, id)).await?;
    policy::must_see(user, Act::OnRound(RoundAct::See, &board.facts()))?;
    Ok((board, version))
}

fn with_version(conn: &mut Connection, id: InitiativeRoundId) -> AppResult<(Board, i64)> {
    Ok((Board::load(conn, id)?, history::version(conn, Object::InitiativeRound(id))?))
}
