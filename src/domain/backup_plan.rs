//! When backups are made by themselves, and which of them are kept (SECURITY.md B1, B2).

use std::collections::BTreeSet;

use chrono::{Datelike, Duration, NaiveDate, NaiveDateTime, Timelike};

use super::codes::codes;

/// The nightly one is made from this hour on, local time.
pub const NIGHTLY_HOUR: u32 = 22;
/// A snapshot is made at most this often, and only where something was written.
pub const SNAPSHOT_EVERY: Duration = Duration::minutes(15);
/// Snapshots are kept for so long.
pub const SNAPSHOTS_KEPT: Duration = Duration::hours(24);
/// So many days, weeks and months keep a nightly one.
pub const DAILY: usize = 14;
pub const WEEKLY: usize = 8;
pub const MONTHLY: usize = 24;

codes! {
    /// Where backups go.
    Place {
        Here = "here" "Sao lưu trên máy chủ",
        Copy = "copy" "Chép sang nơi thứ hai",
    }
}

/// Whether the backup of this night is still to be made. `last` is when the last nightly one was made; all local time.
pub fn is_nightly_due(now: NaiveDateTime, last: Option<NaiveDateTime>) -> bool {
    let night = night_of(now);
    last.is_none_or(|last| night_of(last) < night)
}

/// The night a moment belongs to, by the day on which it begins: until 22:00 it is the one of the day before, which a
/// machine that was switched off makes up for as soon as it runs.
fn night_of(moment: NaiveDateTime) -> NaiveDate {
    let day = moment.date();
    if moment.hour() >= NIGHTLY_HOUR { day } else { day.pred_opt().unwrap_or(day) }
}

/// Whether a snapshot is due: something was written since the last one (`written`, `last.1`: ids of the history), which
/// is old enough. A clock set back makes none wait for ever.
pub fn is_snapshot_due(now: NaiveDateTime, written: i64, last: Option<(NaiveDateTime, i64)>) -> bool {
    last.is_none_or(|(at, head)| written != head && (now - at >= SNAPSHOT_EVERY || at > now))
}

/// Which of the nightly backups may go: all but the newest of each of the last 14 days, 8 weeks and 24 months in which
/// there was any. The newest of all always stays.
pub fn to_remove(made: &[NaiveDateTime]) -> Vec<NaiveDateTime> {
    let mut newest_first = made.to_vec();
    newest_first.sort_unstable_by(|a, b| b.cmp(a));
    let mut kept = BTreeSet::new();
    for (most, period) in [(DAILY, day_of as fn(NaiveDateTime) -> (i32, u32)), (WEEKLY, week_of), (MONTHLY, month_of)] {
        let mut seen = BTreeSet::new();
        for moment in &newest_first {
            if seen.len() < most && seen.insert(period(*moment)) {
                kept.insert(*moment);
            }
        }
    }
    newest_first.into_iter().filter(|moment| !kept.contains(moment)).collect()
}

fn day_of(moment: NaiveDateTime) -> (i32, u32) {
    (moment.year(), moment.ordinal())
}

fn week_of(moment: NaiveDateTime) -> (i32, u32) {
    let week = moment.iso_week();
    (week.year(), week.week())
}

fn month_of(moment: NaiveDateTime) -> (i32, u32) {
    (moment.year(), moment.month())
}

/// Which snapshots may go: those older than a day.
pub fn snapshots_to_remove(made: &[NaiveDateTime], now: NaiveDateTime) -> Vec<NaiveDateTime> {
    made.iter().copied().filter(|at| now - *at > SNAPSHOTS_KEPT).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(text: &str) -> NaiveDateTime {
        text.parse().unwrap()
    }

    #[test]
    fn one_is_made_each_night_and_made_up_for_in_the_morning() {
        let last = Some(at("2026-03-01T22:00:30"));
        for (now, due) in [
            ("2026-03-01T23:59:00", false),
            ("2026-03-02T21:59:00", false),
            ("2026-03-02T22:00:00", true),
            ("2026-03-03T07:30:00", true),
        ] {
            assert_eq!(is_nightly_due(at(now), last), due, "{now}");
        }
        assert!(is_nightly_due(at("2026-03-01T10:00:00"), None));
        assert!(!is_nightly_due(at("2026-03-03T10:00:00"), Some(at("2026-03-03T07:30:00"))));
    }

    #[test]
    fn a_snapshot_follows_writes_and_not_the_clock_alone() {
        let last = Some((at("2026-03-01T10:00:00"), 7));
        assert!(!is_snapshot_due(at("2026-03-01T10:14:00"), 8, last));
        assert!(is_snapshot_due(at("2026-03-01T10:15:00"), 8, last));
        assert!(!is_snapshot_due(at("2026-03-01T18:00:00"), 7, last));
        assert!(is_snapshot_due(at("2026-03-01T09:00:00"), 8, last), "the clock was set back");
        assert!(is_snapshot_due(at("2026-03-01T10:00:00"), 1, None));
    }

    #[test]
    fn five_years_of_nights_leave_fourteen_days_eight_weeks_and_two_years_of_months() {
        let first = at("2021-01-01T22:00:00");
        let mut there: Vec<NaiveDateTime> = Vec::new();
        for day in 0..5 * 365 {
            there.push(first + Duration::days(day));
            let gone = to_remove(&there);
            there.retain(|moment| !gone.contains(moment));
        }
        let last = *there.last().unwrap();
        let within = |days: i64| there.iter().filter(|moment| last - **moment < Duration::days(days)).count();
        assert_eq!(within(14), 14);
        assert!(within(8 * 7) >= 14 + 5);
        assert!((last - there[0]).num_days() > 23 * 30, "{there:?}");
        assert!(there.len() <= DAILY + WEEKLY + MONTHLY);
    }

    proptest! {
        #[test]
        fn the_newest_stays_and_what_goes_never_comes_back(minutes in prop::collection::vec(0i64..4 * 365 * 1440, 1..200)) {
            let first = at("2021-01-01T00:00:00");
            let made: Vec<NaiveDateTime> = minutes.iter().map(|it| first + Duration::minutes(*it)).collect();
            let gone = to_remove(&made);
            let kept: Vec<NaiveDateTime> = made.iter().copied().filter(|it| !gone.contains(it)).collect();
            prop_assert!(kept.contains(made.iter().max().unwrap()));
            prop_assert!(to_remove(&kept).is_empty());
            let days = |all: &[NaiveDateTime]| all.iter().map(|it| it.date()).collect::<BTreeSet<_>>();
            let last: Vec<NaiveDate> = days(&made).into_iter().rev().take(DAILY).collect();
            prop_assert!(last.iter().all(|day| days(&kept).contains(day)));
        }
    }
}
