//! The only reader of the machine's time. A demo's clock is shifted here, and tests choose the day.

use chrono::{DateTime, Duration, NaiveDate, NaiveDateTime, Utc};

use crate::domain::date;

/// The machine's time plus a fixed offset.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    offset: Duration,
}

impl Clock {
    pub const fn machine() -> Self {
        Self { offset: Duration::zero() }
    }

    pub const fn shifted(offset: Duration) -> Self {
        Self { offset }
    }

    /// A clock on which it is now `start`, local time.
    pub fn starting_at(start: NaiveDateTime) -> Self {
        Self { offset: date::from_local(start) - Utc::now() }
    }

    pub const fn offset(&self) -> Duration {
        self.offset
    }

    pub fn now(&self) -> DateTime<Utc> {
        Utc::now() + self.offset
    }

    /// Today in Vietnam.
    pub fn today(&self) -> NaiveDate {
        date::local(self.now()).date()
    }
}
