//! How a registration ended, or how far it has come.

use chrono::NaiveDate;

use super::super::Calendar;
use super::super::dice::Dice;
use crate::domain::registration::State;
use crate::domain::year::Year;

/// Of a past year.
const ENDED: [(u32, State); 4] =
    [(92, State::Awarded), (5, State::NotAwarded), (1, State::Rejected), (2, State::Withdrawn)];
/// Of the running year: most have been accepted, and every step has its queue.
const RUNNING: [(u32, State); 6] = [
    (82, State::Accepted),
    (6, State::UnitReviewed),
    (4, State::Filed),
    (2, State::Returned),
    (4, State::Draft),
    (2, State::Withdrawn),
];

/// Where a registration stands and since when.
#[derive(Debug, Clone, Copy)]
pub struct Outcome {
    pub state: State,
    pub registered_on: Option<NaiveDate>,
    pub since: NaiveDate,
    pub due_on: Option<NaiveDate>,
}

impl Outcome {
    pub fn roll(dice: &mut Dice, calendar: &Calendar, year: Year) -> Self {
        let is_running = year == calendar.running;
        let state = if is_running { dice.weighed(&RUNNING) } else { dice.weighed(&ENDED) };
        let filed_on = calendar.day(year, 2, dice.within(1..=28));
        let is_waiting = matches!(state, State::Filed | State::UnitReviewed | State::Returned);
        Self {
            state,
            registered_on: (state != State::Draft).then_some(filed_on),
            since: if is_running { filed_on } else { calendar.day(year, 12, 20) },
            due_on: is_waiting.then(|| calendar.today + chrono::Days::new(u64::from(dice.within(0..=14)))),
        }
    }

    pub fn is_awarded(self) -> bool {
        self.state == State::Awarded
    }
}

/// Why, in the states that ask for a reason.
pub const fn reason(state: State) -> &'static str {
    match state {
        State::NotAwarded => "Chưa đủ sáng kiến theo quy định.",
        State::Rejected => "Chưa đủ thời gian công tác trong năm.",
        State::Returned => "Ghi rõ chỉ tiêu phấn đấu trong năm.",
        _ => "",
    }
}
