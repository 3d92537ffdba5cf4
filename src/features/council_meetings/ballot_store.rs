//! Reads and writes of ballots: sheets, what was counted on paper, the roll and the sealed boxes. Roll and boxes are never
//! joined: nothing says which box is whose.

use std::collections::BTreeMap;

use diesel::prelude::*;

use crate::db::Connection;
use crate::domain::ballot::{Choices, State};
use crate::domain::council_meeting::SheetPlan;
use crate::domain::ids::*;
use crate::error::AppResult;
use crate::schema::{ballot_lines as lines, ballot_sheets as sheets, ballots, result, roll, sealed};

/// A vote of a meeting.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = ballots)]
pub struct Ballot {
    pub id: BallotId,
    pub state: State,
    /// None where nobody votes on the screen.
    pub public_key: Option<Vec<u8>>,
    pub holder_one: Option<PersonId>,
    pub holder_two: Option<PersonId>,
    pub least_boxes: i64,
}

/// A sheet of it, with what was counted so far.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = sheets)]
pub struct Sheet {
    pub id: BallotSheetId,
    pub ordinal: i64,
    pub paper_issued: i64,
    pub paper_invalid: Option<i64>,
    /// How many absent members gave an opinion in writing.
    pub written: i64,
    pub boxes: Option<i64>,
    pub boxes_invalid: Option<i64>,
}

/// A line of a sheet; agreement by each way of voting, once it is counted.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = lines)]
pub struct Line {
    #[diesel(column_name = sheet_id)]
    pub sheet: BallotSheetId,
    #[diesel(column_name = dossier_id)]
    pub dossier: DossierId,
    pub paper_agree: Option<i64>,
    pub written_agree: Option<i64>,
    pub screen_agree: Option<i64>,
}

/// Who is on the roll of a sheet, and whether he has voted.
#[derive(Debug, Clone, Copy, Queryable)]
pub struct OnRoll {
    pub sheet: BallotSheetId,
    pub member: PersonId,
    pub voted: bool,
}

/// The ballot of a meeting that was not voided.
pub fn live(conn: &mut Connection, meeting: CouncilMeetingId) -> AppResult<Option<Ballot>> {
    let found = ballots::table.filter(ballots::meeting_id.eq(meeting)).filter(ballots::state.ne(State::Voided));
    Ok(found.select(Ballot::as_select()).first(conn).optional()?)
}

/// Why earlier ballots of a meeting were voided, the first one first.
pub fn voided(conn: &mut Connection, meeting: CouncilMeetingId) -> AppResult<Vec<String>> {
    let found = ballots::table.filter(ballots::meeting_id.eq(meeting)).filter(ballots::state.eq(State::Voided));
    Ok(found.order(ballots::id).select(ballots::voided_because).load(conn)?)
}

/// Ballots whose key is still needed, with their meetings.
pub fn running(conn: &mut Connection) -> AppResult<Vec<(BallotId, CouncilMeetingId)>> {
    let found = ballots::table
        .filter(ballots::state.eq_any([State::Voting, State::Closed]))
        .filter(ballots::public_key.is_not_null());
    Ok(found.select((ballots::id, ballots::meeting_id)).load(conn)?)
}

/// Where somebody has to vote or to open the boxes: the page to go to.
pub fn own(conn: &mut Connection, person: PersonId) -> AppResult<Option<(CouncilMeetingId, &'static str)>> {
    let to_cast = roll::table
        .inner_join(sheets::table.on(sheets::id.eq(roll::meeting)))
        .inner_join(ballots::table.on(ballots::id.eq(sheets::ballot_id)))
        .filter(roll::member.eq(person))
        .filter(roll::voted.eq(false))
        .filter(ballots::state.eq(State::Voting))
        .order(ballots::id)
        .select(ballots::meeting_id);
    if let Some(meeting) = to_cast.first(conn).optional()? {
        return Ok(Some((meeting, "ballot")));
    }
    let to_open = ballots::table
        .filter(ballots::state.eq(State::Closed))
        .filter(ballots::holder_one.eq(person).or(ballots::holder_two.eq(person)))
        .order(ballots::id)
        .select(ballots::meeting_id);
    Ok(to_open.first(conn).optional()?.map(|meeting| (meeting, "opening")))
}

pub fn sheets_of(conn: &mut Connection, ballot: BallotId) -> AppResult<Vec<Sheet>> {
    let found = sheets::table.filter(sheets::ballot_id.eq(ballot)).order(sheets::ordinal);
    Ok(found.select(Sheet::as_select()).load(conn)?)
}

pub fn lines_of(conn: &mut Connection, ballot: BallotId) -> AppResult<Vec<Line>> {
    Ok(lines::table
        .inner_join(sheets::table)
        .filter(sheets::ballot_id.eq(ballot))
        .order((sheets::ordinal, lines::ordinal))
        .select(Line::as_select())
        .load(conn)?)
}

pub fn roll_of(conn: &mut Connection, of: &[BallotSheetId]) -> AppResult<Vec<OnRoll>> {
    Ok(roll::table.filter(roll::meeting.eq_any(of)).load(conn)?)
}

/// What a ballot starts with.
pub struct NewBallot<'n> {
    pub meeting: CouncilMeetingId,
    pub public_key: Option<&'n [u8]>,
    pub holders: Option<(PersonId, PersonId)>,
    pub least_boxes: i64,
}

pub fn insert(conn: &mut Connection, new: &NewBallot) -> AppResult<BallotId> {
    Ok(diesel::insert_into(ballots::table)
        .values((
            ballots::meeting_id.eq(new.meeting),
            ballots::state.eq(State::Voting),
            ballots::public_key.eq(new.public_key),
            ballots::holder_one.eq(new.holders.map(|it| it.0)),
            ballots::holder_two.eq(new.holders.map(|it| it.1)),
            ballots::least_boxes.eq(new.least_boxes),
            ballots::voided_because.eq(""),
        ))
        .returning(ballots::id)
        .get_result(conn)?)
}

/// Who gets a sheet by which way: on the screen by name, on paper and in writing only how many.
pub struct NewSheet {
    pub plan: SheetPlan,
    pub on_screen: Vec<PersonId>,
    pub paper: i64,
    pub written: i64,
}

pub fn insert_sheet(conn: &mut Connection, ballot: BallotId, ordinal: i64, new: &NewSheet) -> AppResult<()> {
    let id: BallotSheetId = diesel::insert_into(sheets::table)
        .values((
            sheets::ballot_id.eq(ballot),
            sheets::ordinal.eq(ordinal),
            sheets::paper_issued.eq(new.paper),
            sheets::written.eq(new.written),
        ))
        .returning(sheets::id)
        .get_result(conn)?;
    let line = |(at, dossier): (i64, &DossierId)| {
        (lines::sheet_id.eq(id), lines::ordinal.eq(at), lines::dossier_id.eq(*dossier))
    };
    let rows: Vec<_> = (0..).zip(&new.plan.lines).map(line).collect();
    diesel::insert_into(lines::table).values(rows).execute(conn)?;
    let member = |person: &PersonId| (roll::meeting.eq(id), roll::member.eq(*person), roll::voted.eq(false));
    let rows: Vec<_> = new.on_screen.iter().map(member).collect();
    diesel::insert_into(roll::table).values(rows).execute(conn)?;
    Ok(())
}

/// Notes that a member has voted: whether he had not yet.
pub fn tick(conn: &mut Connection, sheet: BallotSheetId, member: PersonId) -> AppResult<bool> {
    let row = roll::table.find((sheet, member)).filter(roll::voted.eq(false));
    Ok(diesel::update(row).set(roll::voted.eq(true)).execute(conn)? == 1)
}

pub fn insert_box(conn: &mut Connection, name: [u8; 16], sheet: BallotSheetId, sealed_box: &[u8]) -> AppResult<()> {
    diesel::insert_into(sealed::table)
        .values((sealed::id.eq(name.as_slice()), sealed::meeting.eq(sheet), sealed::box_.eq(sealed_box)))
        .execute(conn)?;
    Ok(())
}

/// The boxes of sheets, in the order of their random names.
pub fn boxes_of(conn: &mut Connection, of: &[BallotSheetId]) -> AppResult<Vec<(BallotSheetId, Vec<u8>)>> {
    let found = sealed::table.filter(sealed::meeting.eq_any(of)).order(sealed::id);
    Ok(found.select((sealed::meeting, sealed::box_)).load(conn)?)
}

pub fn delete_boxes(conn: &mut Connection, of: &[BallotSheetId]) -> AppResult<()> {
    diesel::delete(sealed::table.filter(sealed::meeting.eq_any(of))).execute(conn)?;
    Ok(())
}

pub fn delete_roll(conn: &mut Connection, of: &[BallotSheetId]) -> AppResult<()> {
    diesel::delete(roll::table.filter(roll::meeting.eq_any(of))).execute(conn)?;
    Ok(())
}

/// What the counting board found on paper and in writing; agreement in the order of the lines.
pub fn save_paper(
    conn: &mut Connection,
    sheet: BallotSheetId,
    invalid: i64,
    paper: &[i64],
    written: &[i64],
) -> AppResult<()> {
    diesel::update(sheets::table.find(sheet)).set(sheets::paper_invalid.eq(invalid)).execute(conn)?;
    for ((at, paper), written) in (0_i64..).zip(paper).zip(written) {
        diesel::update(lines::table.find((sheet, at)))
            .set((lines::paper_agree.eq(*paper), lines::written_agree.eq(*written)))
            .execute(conn)?;
    }
    Ok(())
}

/// What lay in the boxes of a sheet: how often which choices, and per line how many agree.
pub fn save_opened(
    conn: &mut Connection,
    sheet: BallotSheetId,
    boxes: i64,
    invalid: i64,
    found: &BTreeMap<Choices, i64>,
    agree: &[i64],
) -> AppResult<()> {
    diesel::update(sheets::table.find(sheet))
        .set((sheets::boxes.eq(boxes), sheets::boxes_invalid.eq(invalid)))
        .execute(conn)?;
    let row = |(choices, n): (&Choices, &i64)| {
        (result::meeting.eq(sheet), result::choices.eq(choices.code()), result::n.eq(*n))
    };
    let rows: Vec<_> = found.iter().map(row).collect();
    diesel::insert_into(result::table).values(rows).execute(conn)?;
    for (at, agree) in (0_i64..).zip(agree) {
        diesel::update(lines::table.find((sheet, at))).set(lines::screen_agree.eq(*agree)).execute(conn)?;
    }
    Ok(())
}

pub fn save_state(conn: &mut Connection, ballot: BallotId, state: State, voided_because: &str) -> AppResult<()> {
    diesel::update(ballots::table.find(ballot))
        .set((ballots::state.eq(state), ballots::voided_because.eq(voided_because)))
        .execute(conn)?;
    Ok(())
}
