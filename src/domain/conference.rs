//! The staff conference (hội nghị cán bộ, công chức) of a year.

use chrono::NaiveDate;

use super::codes::codes;

codes! {
    State {
        Planned = "planned" "Đã lên kế hoạch",
        Held = "held" "Đã tổ chức",
    }
}

codes! {
    /// How it keeps the day by which it ought to be held.
    Timeliness {
        InTime = "in_time" "Đúng thời hạn",
        Late = "late" "Chậm thời hạn",
        Overdue = "overdue" "Quá hạn, chưa tổ chức",
        Ahead = "ahead" "Chưa đến hạn",
    }
}

impl Timeliness {
    /// Judged by the day it was held, or by today while it was not.
    pub fn of(due_on: NaiveDate, held_on: Option<NaiveDate>, today: NaiveDate) -> Self {
        match held_on {
            Some(day) if day <= due_on => Self::InTime,
            Some(_) => Self::Late,
            None if today > due_on => Self::Overdue,
            None => Self::Ahead,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_day_is_in_time() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let (due, next) = (day("2014-02-28"), day("2014-03-01"));
        assert_eq!(Timeliness::of(due, Some(due), next), Timeliness::InTime);
        assert_eq!(Timeliness::of(due, Some(next), next), Timeliness::Late);
        assert_eq!(Timeliness::of(due, None, due), Timeliness::Ahead);
        assert_eq!(Timeliness::of(due, None, next), Timeliness::Overdue);
    }
}
