//! The first round of reviewing initiatives of the year: one is being scored by the middle of July.

use diesel::prelude::*;

use super::{RUNNING, actors, day, move_to};
use crate::db::{Db, Tx};
use crate::domain::event::Object;
use crate::domain::ids::*;
use crate::domain::initiative::State;
use crate::domain::initiative_round::Verdict;
use crate::domain::law::catalogue;
use crate::domain::scoring::{self, Grades, Points};
use crate::error::{AppError, AppResult};
use crate::features::initiative_rounds::ops::{self, Needs, Opening, Scored, Seen, SeenSheet};
use crate::features::initiatives::ops as initiatives_ops;
use crate::policy::Actor;
use crate::schema::{initiative_sheets, initiatives};
use crate::web::history;

/// What is scored now.
const TITLE: &str = "Ảnh hiện trạng kèm tọa độ trong hồ sơ nhà đất công";
/// Who scores it, of the initiative council.
const EXAMINERS: [&str; 3] = ["uyvien7", "uyvien8", "uyvien9"];
/// Those who have sent their sheet, with part of each maximum in percent, and their words.
const SENT: [(&str, u32, &str); 2] = [
    ("uyvien7", 80, "Dễ áp dụng cho cấp huyện; nên bổ sung hướng dẫn chụp ảnh."),
    ("uyvien8", 90, "Giảm hẳn việc đi kiểm tra lại hiện trạng."),
];

pub fn of_summer(db: &mut Db) -> AppResult<()> {
    move_to(db, day(7, 11));
    let secretariat = db.read_now(|conn| actors::with_account(conn, actors::SECRETARIAT))?;
    let examiners: Vec<Actor> = EXAMINERS
        .iter()
        .map(|username| db.read_now(|conn| actors::with_account(conn, username)))
        .collect::<AppResult<_>>()?;
    let round = db.write_now(&secretariat, |tx| begin(tx, &examiners))?;
    for (username, part, comment) in SENT {
        let examiner = db.read_now(|conn| actors::with_account(conn, username))?;
        db.write_now(&examiner, |tx| send(tx, round, part, comment))?;
    }
    Ok(())
}

fn begin(tx: &mut Tx, examiners: &[Actor]) -> AppResult<InitiativeRoundId> {
    let sheet = scoring::usual_sheet(catalogue(), "").ok_or(AppError::NotFound)?;
    let new = Opening {
        year: RUNNING,
        name: "Đợt 1 năm 2014".into(),
        filing_due_on: day(7, 10),
        sheet_code: sheet.code.clone(),
        pass_mark: Points::whole(sheet.pass_total),
        grades: Grades::default(),
        spares_own_unit: true,
        council_no: String::new(),
    };
    let id = ops::open(tx, &new)?;
    let item: InitiativeId = initiatives::table
        .filter(initiatives::title.eq(TITLE))
        .filter(initiatives::state.eq(State::UnitReviewed))
        .select(initiatives::id)
        .first(tx.conn)?;
    let chosen = initiatives_ops::Seen { id: item, version: initiatives_ops::find(tx.conn, item)?.version };
    let at = seen(tx, id)?;
    ops::take_up(tx, at, &[chosen])?;
    let at = seen(tx, id)?;
    ops::seat_council(tx, at)?;
    let code: String = initiatives::table.find(item).select(initiatives::code).first(tx.conn)?;
    let examiners = examiners.iter().filter_map(|member| member.person).collect();
    let at = seen(tx, id)?;
    ops::assign(tx, at, &code, &examiners)?;
    let at = seen(tx, id)?;
    ops::start(tx, at)?;
    Ok(id)
}

fn seen(tx: &mut Tx, id: InitiativeRoundId) -> AppResult<Seen> {
    Ok(Seen { id, version: history::version(tx.conn, Object::InitiativeRound(id))? })
}

fn send(tx: &mut Tx, round: InitiativeRoundId, part: u32, comment: &str) -> AppResult<()> {
    let own = initiative_sheets::table
        .filter(initiative_sheets::round_id.eq(round))
        .filter(initiative_sheets::examiner_id.eq(tx.actor.person.ok_or(AppError::Denied)?))
        .select(initiative_sheets::id);
    let id: InitiativeSheetId = own.first(tx.conn)?;
    let version = history::version(tx.conn, Object::InitiativeSheet(id))?;
    let rubric = scoring::usual_sheet(catalogue(), "").ok_or(AppError::NotFound)?;
    let marks = rubric
        .criteria
        .iter()
        .map(|criterion| (criterion.code.clone(), Points::whole(criterion.max * part / 100)))
        .collect();
    let scored = Scored { marks, verdict: Some(Verdict::Recognise), comment: comment.to_owned() };
    ops::score(tx, SeenSheet { id, version }, &scored, Needs::All)
}
