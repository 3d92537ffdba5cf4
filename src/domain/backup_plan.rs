//! When backups are made by themselves, and which of them are kept (SECURITY.md B1, B2).

use std::collections::BTreeSet;

use chrono::{Datelike, Duration, NaiveDate, NaiveDateTime, Timelike};

use super::codes::codes;

/// The nightly one is made from this hour on, local time.
pub const NIGHTLY_HOUR: u32 = 22;
/// A snapshot is made at most this often, and only where something was written. That one is due is seen within a minute, and
/// within another it lies in the second place: so no more than a quarter of an hour is lost with the machine (RPO).
pub const SNAPSHOT_EVERY: Duration = Duration::minutes(13);
/// After one that failed, the next is tried so much later: each try reads all there is.
pub const TRIED_AGAIN_AFTER: Duration = Duration::minutes(15);
/// Snapshots are kept for so long, and attachments that were taken away, which they may need.
pub const SNAPSHOTS_KEPT: Duration = Duration::hours(24);
/// So many days, weeks and months keep a nightly one.
pub const DAILY: usize = 14;
pub const WEEKLY: usize = 8;
pub const MONTHLY: usize = 24;

codes! {
    /// What is done of backing up, each by itself: one that fails keeps no other from being done.
    Step {
        Whole = "whole" "Sao lưu đầy đủ",
        Snapshot = "snapshot" "Chụp nhanh mỗi 15 phút",
        Copy = "copy" "Chép sang nơi thứ hai",
    }
}

/// Whether the backup of this night is still to be made. `made` is when there was a nightly one; all local time. One with a
/// moment after `now` is from a time when the clock was ahead, and counts as none.
pub fn is_nightly_due(now: NaiveDateTime, made: &[NaiveDateTime]) -> bool {
    let night = night_of(now);
    newest(made, now).is_none_or(|last| night_of(last) < night)
}

/// The newest of those that can be believed.
fn newest(made: &[NaiveDateTime], now: NaiveDateTime) -> Option<NaiveDateTime> {
    made.iter().copied().filter(|at| *at <= now).max()
}

/// Whether a backup that is due is tried, after one that failed. A clock set back makes none wait for ever.
pub fn may_try_again(now: NaiveDateTime, failed: Option<NaiveDateTime>) -> bool {
    failed.is_none_or(|at| now - at >= TRIED_AGAIN_AFTER || at > now)
}

/// The night a moment belongs to, by the day on which it begins: until 22:00 it is the one of the day before, which a
/// machine that was switched off makes up for as soon as it runs.
fn night_of(moment: NaiveDateTime) -> NaiveDate {
    let day = moment.date();
    if moment.hour() >= NIGHTLY_HOUR { day } else { day.pred_opt().unwrap_or(day) }
}

/// Whether a snapshot is due: something was written since the last one (`written`, `made.1`: ids of the history), which
/// is old enough. Those with a moment after `now` count as none.
pub fn is_snapshot_due(now: NaiveDateTime, written: i64, made: &[(NaiveDateTime, i64)]) -> bool {
    let last = made.iter().filter(|(at, _)| *at <= now).max();
    last.is_none_or(|(at, head)| written != *head && now - *at >= SNAPSHOT_EVERY)
}

/// Which of the nightly backups may go: all but the newest of each of the last 14 days, 8 weeks and 24 months in which
/// there was any. The newest of all always stays; so do those with a moment after `now`, which are real ones whose age
/// nobody knows: it may as well be this clock that is wrong.
pub fn to_remove(made: &[NaiveDateTime], now: NaiveDateTime) -> Vec<NaiveDateTime> {
    let mut newest_first: Vec<NaiveDateTime> = made.iter().copied().filter(|at| *at <= now).collect();
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

/// Which snapshots may go: those older than a day, and those with a moment after `now` as soon as this clock has gone for a
/// day. The newest that can be believed always stays.
pub fn snapshots_to_remove(made: &[NaiveDateTime], now: NaiveDateTime) -> Vec<NaiveDateTime> {
    let is_old = |at: NaiveDateTime| now - at > SNAPSHOTS_KEPT;
    let Some(newest) = newest(made, now) else { return Vec::new() };
    let has_gone_a_day = made.iter().any(|at| is_old(*at));
    let goes = |at: &NaiveDateTime| is_old(*at) && *at != newest || *at > now && has_gone_a_day;
    made.iter().copied().filter(goes).collect()
}

/// Whether an attachment that was taken away may go for good: a day later, unless a snapshot is left that is as old.
pub fn may_be_forgotten(removed: NaiveDateTime, snapshots: &[NaiveDateTime], now: NaiveDateTime) -> bool {
    now - removed > SNAPSHOTS_KEPT && snapshots.iter().all(|made| *made > removed)
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
        let last = &[at("2026-03-01T22:00:30")];
        for (now, due) in [
            ("2026-03-01T23:59:00", false),
            ("2026-03-02T21:59:00", false),
            ("2026-03-02T22:00:00", true),
            ("2026-03-03T07:30:00", true),
        ] {
            assert_eq!(is_nightly_due(at(now), last), due, "{now}");
        }
        assert!(is_nightly_due(at("2026-03-01T10:00:00"), &[]));
        assert!(!is_nightly_due(at("2026-03-03T10:00:00"), &[at("2026-03-03T07:30:00")]));
    }

    #[test]
    fn a_snapshot_follows_writes_and_not_the_clock_alone() {
        let last = &[(at("2026-03-01T10:00:00"), 7)];
        assert!(!is_snapshot_due(at("2026-03-01T10:12:59"), 8, last));
        assert!(is_snapshot_due(at("2026-03-01T10:13:00"), 8, last));
        assert!(!is_snapshot_due(at("2026-03-01T18:00:00"), 7, last));
        assert!(is_snapshot_due(at("2026-03-01T09:00:00"), 8, last), "the clock was set back");
        assert!(is_snapshot_due(at("2026-03-01T10:00:00"), 1, &[]));
    }

    #[test]
    fn a_backup_that_failed_is_tried_again_a_quarter_of_an_hour_later() {
        let failed = Some(at("2026-03-01T22:00:00"));
        assert!(may_try_again(at("2026-03-01T22:00:00"), None));
        assert!(!may_try_again(at("2026-03-01T22:14:59"), failed));
        assert!(may_try_again(at("2026-03-01T22:15:00"), failed));
        assert!(may_try_again(at("2026-03-01T21:59:00"), failed), "the clock was set back");
    }

    #[test]
    fn snapshots_of_a_clock_that_was_ahead_go_once_this_one_has_gone_for_a_day() {
        let (ahead, first) = (at("2030-01-01T00:00:00"), at("2026-03-01T10:00:00"));
        let go = |made: &[NaiveDateTime], now: &str| snapshots_to_remove(made, at(now));
        assert!(go(&[ahead], "2026-03-01T10:00:00").is_empty(), "nothing else is there");
        assert!(go(&[ahead, first], "2026-03-02T10:00:00").is_empty());
        assert_eq!(go(&[ahead, first], "2026-03-02T10:00:01"), [ahead], "the newest stays, old as it is");
        let later = at("2026-03-02T10:00:01");
        assert_eq!(go(&[ahead, first, later], "2026-03-02T10:00:01"), [ahead, first]);
    }

    #[test]
    fn what_was_taken_away_is_kept_for_a_day_and_for_the_snapshots_that_saw_it() {
        let removed = at("2026-03-01T10:00:00");
        let goes = |made: &str, now: &str| may_be_forgotten(removed, &[at(made)], at(now));
        assert!(!goes("2026-03-02T10:00:00", "2026-03-02T10:00:00"));
        assert!(goes("2026-03-02T10:00:00", "2026-03-02T10:00:01"));
        assert!(goes("2026-03-01T10:00:01", "2026-03-02T10:00:01"));
        assert!(!goes("2026-03-01T10:00:00", "2026-03-05T10:00:00"), "as old, and still there");
    }

    #[test]
    fn five_years_of_nights_leave_fourteen_days_eight_weeks_and_two_years_of_months() {
        let first = at("2021-01-01T22:00:00");
        let mut there: Vec<NaiveDateTime> = Vec::new();
        for day in 0..5 * 365 {
            there.push(first + Duration::days(day));
            let gone = to_remove(&there, first + Duration::days(day));
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
            let gone = to_remove(&made, first + Duration::days(5 * 365));
            let kept: Vec<NaiveDateTime> = made.iter().copied().filter(|it| !gone.contains(it)).collect();
            prop_assert!(kept.contains(made.iter().max().unwrap()));
            prop_assert!(to_remove(&kept, first + Duration::days(5 * 365)).is_empty());
            let days = |all: &[NaiveDateTime]| all.iter().map(|it| it.date()).collect::<BTreeSet<_>>();
            let last: Vec<NaiveDate> = days(&made).into_iter().rev().take(DAILY).collect();
            prop_assert!(last.iter().all(|day| days(&kept).contains(day)));
        }

        #[test]
        fn backups_of_a_clock_that_was_ahead_change_nothing_for_the_others(
            minutes in prop::collection::vec(0i64..60 * 1440, 0..60),
            ahead in prop::collection::vec(1i64..4 * 365 * 1440, 1..20),
        ) {
            let now = at("2026-03-01T23:00:00");
            let real: Vec<NaiveDateTime> = minutes.iter().map(|it| now - Duration::minutes(*it)).collect();
            let all: Vec<NaiveDateTime> =
                ahead.iter().map(|it| now + Duration::minutes(*it)).chain(real.iter().copied()).collect();
            prop_assert_eq!(is_nightly_due(now, &all), is_nightly_due(now, &real));
            prop_assert!(is_nightly_due(now, &all) || real.iter().any(|it| now - *it <= Duration::hours(1)));
            let headed = |made: &[NaiveDateTime]| made.iter().map(|it| (*it, 7)).collect::<Vec<_>>();
            prop_assert_eq!(is_snapshot_due(now, 8, &headed(&all)), is_snapshot_due(now, 8, &headed(&real)));
            prop_assert_eq!(to_remove(&all, now), to_remove(&real, now));
            let of_real: Vec<NaiveDateTime> =
                snapshots_to_remove(&all, now).into_iter().filter(|it| *it <= now).collect();
            prop_assert_eq!(of_real, snapshots_to_remove(&real, now));
            if let Some(newest) = real.iter().max() {
                prop_assert!(!to_remove(&all, now).contains(newest));
                prop_assert!(!snapshots_to_remove(&all, now).contains(newest));
            } else {
                prop_assert!(snapshots_to_remove(&all, now).is_empty());
            }
        }
    }
}
