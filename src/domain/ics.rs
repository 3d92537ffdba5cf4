//! A calendar as a file (RFC 5545): whole days only, so that no time zone is needed.

use chrono::{DateTime, Days, NaiveDate, Utc};

/// The longest line, in octets, without its end.
const LONGEST: usize = 75;

/// Something on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayEvent {
    /// The same thing keeps it, so that a calendar moves it instead of showing it twice.
    pub uid: String,
    pub day: NaiveDate,
    pub summary: String,
}

/// The file of a calendar.
pub fn write(name: &str, now: DateTime<Utc>, events: &[DayEvent]) -> String {
    let mut file = String::new();
    for line in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//thidua//VI", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"] {
        push(&mut file, line);
    }
    push(&mut file, &format!("X-WR-CALNAME:{}", escape(name)));
    let stamp = now.format("%Y%m%dT%H%M%SZ");
    for event in events {
        let ends = event.day.checked_add_days(Days::new(1)).unwrap_or(event.day);
        push(&mut file, "BEGIN:VEVENT");
        push(&mut file, &format!("UID:{}", escape(&event.uid)));
        push(&mut file, &format!("DTSTAMP:{stamp}"));
        push(&mut file, &format!("DTSTART;VALUE=DATE:{}", event.day.format("%Y%m%d")));
        push(&mut file, &format!("DTEND;VALUE=DATE:{}", ends.format("%Y%m%d")));
        push(&mut file, &format!("SUMMARY:{}", escape(&event.summary)));
        push(&mut file, "TRANSP:TRANSPARENT");
        push(&mut file, "END:VEVENT");
    }
    push(&mut file, "END:VCALENDAR");
    file
}

/// A value of the type TEXT.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => escaped.extend(['\\', c]),
            '\n' => escaped.push_str("\\n"),
            c if c.is_control() => {}
            c => escaped.push(c),
        }
    }
    escaped
}

/// Adds a line, folded between letters where it is too long.
fn push(file: &mut String, line: &str) {
    let mut used = 0;
    for c in line.chars() {
        if used + c.len_utf8() > LONGEST {
            file.push_str("\r\n ");
            used = 1;
        }
        file.push(c);
        used += c.len_utf8();
    }
    file.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(summary: &str) -> DayEvent {
        DayEvent { uid: "key-2014-REGISTER@thidua".into(), day: NaiveDate::MIN, summary: summary.into() }
    }

    #[test]
    fn a_calendar_reads_as_the_standard_says() {
        let day = NaiveDate::from_ymd_opt(2014, 11, 30).unwrap();
        let now = "2014-07-15T01:02:03Z".parse().unwrap();
        let event = DayEvent { day, ..event("Hạn đăng ký; mang theo phiếu, bút \\ sổ") };
        let expected = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//thidua//VI\r\nCALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n\
             X-WR-CALNAME:Thi đua\r\nBEGIN:VEVENT\r\nUID:key-2014-REGISTER@thidua\r\nDTSTAMP:20140715T010203Z\r\n\
             DTSTART;VALUE=DATE:20141130\r\nDTEND;VALUE=DATE:20141201\r\n\
             SUMMARY:Hạn đăng ký\\; mang theo phiếu\\, bút \\\\ sổ\r\nTRANSP:TRANSPARENT\r\nEND:VEVENT\r\n\
             END:VCALENDAR\r\n";
        assert_eq!(write("Thi đua", now, &[event]), expected);
    }

    #[test]
    fn long_lines_are_folded_between_letters() {
        let summary = "Ắ".repeat(100);
        let file = write("x", DateTime::UNIX_EPOCH, &[event(&summary)]);
        assert!(file.split("\r\n").all(|line| line.len() <= LONGEST), "{file}");
        assert!(file.replace("\r\n ", "").contains(&format!("SUMMARY:{summary}\r\n")));
    }

    #[test]
    fn what_is_typed_begins_no_line_of_its_own() {
        let file = write("x", DateTime::UNIX_EPOCH, &[event("a\r\nEND:VCALENDAR\nb")]);
        assert!(file.contains("SUMMARY:a\\nEND:VCALENDAR\\nb\r\n"), "{file}");
    }
}
