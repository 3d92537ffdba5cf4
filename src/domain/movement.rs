//! A movement (phong trào thi đua): prepared, launched once, over by its date.

use chrono::NaiveDate;

use super::codes::codes;

codes! {
    State {
        Draft = "draft" "Dự thảo",
        Launched = "launched" "Đã phát động",
        Cancelled = "cancelled" "Đã hủy",
    }
}

codes! {
    /// Whose movement it is.
    Origin {
        Own = "own" "Cơ quan phát động",
        Received = "received" "Hưởng ứng cấp trên",
    }
}

codes! {
    /// What is said of a movement on a day: its state, and of a launched one whether it runs.
    Standing {
        Draft = "draft" "Dự thảo",
        Ahead = "ahead" "Chưa bắt đầu",
        Running = "running" "Đang diễn ra",
        Over = "over" "Đã kết thúc",
        Cancelled = "cancelled" "Đã hủy",
    }
}

codes! {
    /// The two reviews that every unit writes.
    Review {
        Interim = "interim" "Sơ kết",
        Final = "final" "Tổng kết",
    }
}

/// How a movement stands on a day.
pub fn standing(state: State, starts_on: NaiveDate, ends_on: NaiveDate, today: NaiveDate) -> Standing {
    match state {
        State::Draft => Standing::Draft,
        State::Cancelled => Standing::Cancelled,
        State::Launched if today < starts_on => Standing::Ahead,
        State::Launched if today > ends_on => Standing::Over,
        State::Launched => Standing::Running,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_and_the_last_day_belong_to_it() {
        let day = |written: &str| written.parse::<NaiveDate>().expect("a date");
        let on = |today| standing(State::Launched, day("2014-03-01"), day("2014-10-31"), day(today));
        assert_eq!(on("2014-02-28"), Standing::Ahead);
        assert_eq!(on("2014-03-01"), Standing::Running);
        assert_eq!(on("2014-10-31"), Standing::Running);
        assert_eq!(on("2014-11-01"), Standing::Over);
    }
}
