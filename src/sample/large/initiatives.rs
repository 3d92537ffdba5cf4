//! Initiatives and their authors: about one for eight people a year.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use super::dice::Dice;
use super::organisation::{Member, Organisation};
use super::{Calendar, insert_rows, moment, names};
use crate::db::Tx;
use crate::domain::ids::*;
use crate::domain::initiative::{Level, State};
use crate::domain::text;
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::schema::{initiative_authors, initiatives};

const PEOPLE_AN_INITIATIVE: u32 = 8;
/// Of one, two and three authors.
const SHARES: [&[i32]; 3] = [&[100], &[60, 40], &[50, 30, 20]];
const SUMMARY: &str = "Trước đây mỗi hồ sơ được kiểm tra lại ở ba bước, bằng bảng giấy của từng người. Giải pháp gộp \
     thành một bảng kiểm dùng chung, ai làm bước nào ghi ngay vào đó, nhờ vậy thời gian xử lý giảm gần một nửa.";
const ENDED: [(u32, State); 2] = [(70, State::Recognised), (30, State::Rejected)];
const RUNNING: [(u32, State); 6] = [
    (55, State::Recognised),
    (12, State::UnitReviewed),
    (10, State::Filed),
    (5, State::Returned),
    (15, State::Draft),
    (3, State::Withdrawn),
];

pub fn fill(tx: &mut Tx, dice: &mut Dice, calendar: &Calendar, organisation: &Organisation) -> AppResult<()> {
    let mut last_id = 0;
    for year in calendar.years() {
        let (mut rows, mut authors) = (Vec::new(), Vec::new());
        for (unit, staff) in organisation.staff_in(year) {
            for _ in 0..number_of(dice, staff.len()) {
                last_id += 1;
                let id = InitiativeId(last_id);
                rows.push(InitiativeRow::roll(dice, calendar, year, id, unit.id, rows.len() + 1));
                authors.extend(authors_among(dice, &staff, id));
            }
        }
        insert_rows!(tx.conn, initiatives::table, rows);
        insert_rows!(tx.conn, initiative_authors::table, authors);
    }
    Ok(())
}

/// How many come from so many people; what is left over comes by chance.
fn number_of(dice: &mut Dice, people: usize) -> u32 {
    let people = people as u32;
    people / PEOPLE_AN_INITIATIVE + u32::from(dice.below(PEOPLE_AN_INITIATIVE) < people % PEOPLE_AN_INITIATIVE)
}

#[derive(Insertable)]
#[diesel(table_name = initiatives, treat_none_as_default_value = false)]
struct InitiativeRow {
    id: InitiativeId,
    code: String,
    year: Year,
    unit_id: UnitId,
    title: String,
    folded_title: String,
    field: &'static str,
    summary: &'static str,
    state: State,
    version: i64,
    filed_on: Option<NaiveDate>,
    level: Option<Level>,
    decision_no: String,
    recognised_on: Option<NaiveDate>,
    reason: &'static str,
    since: NaiveDateTime,
    due_on: Option<NaiveDate>,
}

impl InitiativeRow {
    fn roll(
        dice: &mut Dice,
        calendar: &Calendar,
        year: Year,
        id: InitiativeId,
        unit_id: UnitId,
        number: usize,
    ) -> Self {
        let state = if year == calendar.running { dice.weighed(&RUNNING) } else { dice.weighed(&ENDED) };
        let title = names::initiative(dice);
        let filed_on = calendar.day(year, dice.within(3..=9), dice.within(1..=28));
        let recognised_on = (state == State::Recognised).then(|| calendar.day(year, 10, 30));
        let is_waiting = matches!(state, State::Filed | State::UnitReviewed | State::Returned);
        Self {
            id,
            code: format!("SK-{year}-{number:03}"),
            year,
            unit_id,
            folded_title: text::fold(&title),
            title,
            field: "Cải cách hành chính",
            summary: SUMMARY,
            state,
            version: 1,
            filed_on: (state != State::Draft).then_some(filed_on),
            level: recognised_on.map(|_| dice.weighed(&[(88, Level::Base), (12, Level::Provincial)])),
            decision_no: recognised_on.map_or_else(String::new, |_| format!("{}/QĐ-SMH", 800 + dice.below(20))),
            recognised_on,
            reason: match state {
                State::Rejected => "Giải pháp đã được công nhận ở đơn vị khác.",
                State::Returned => "Nêu rõ số liệu trước và sau khi áp dụng.",
                _ => "",
            },
            since: moment(recognised_on.unwrap_or(filed_on)),
            due_on: is_waiting.then(|| calendar.today + chrono::Days::new(u64::from(dice.within(0..=14)))),
        }
    }
}

#[derive(Insertable)]
#[diesel(table_name = initiative_authors)]
struct AuthorRow {
    initiative_id: InitiativeId,
    person_id: PersonId,
    percent: i32,
    ordinal: i32,
}

/// One to three neighbours of a unit, whose shares make a whole.
fn authors_among(dice: &mut Dice, staff: &[&Member], initiative_id: InitiativeId) -> Vec<AuthorRow> {
    let shares = SHARES[dice.below(SHARES.len().min(staff.len()) as u32) as usize];
    let first = dice.below(staff.len() as u32) as usize;
    let author = |(ordinal, &percent): (i32, &i32)| AuthorRow {
        initiative_id,
        person_id: staff[(first + ordinal as usize) % staff.len()].id,
        percent,
        ordinal,
    };
    (1..).zip(shares).map(author).collect()
}
