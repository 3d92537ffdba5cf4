//! Until when a certificate is valid: the few parts of its DER form (X.509) that lead there.

use chrono::{DateTime, NaiveDateTime, Utc};

const SEQUENCE: u8 = 0x30;
const VERSION: u8 = 0xa0;
const UTC_TIME: u8 = 0x17;
const GENERALIZED_TIME: u8 = 0x18;

/// The last moment of a certificate; `None` for what is none.
pub fn valid_until(der: &[u8]) -> Option<DateTime<Utc>> {
    let (certificate, _) = part(der, SEQUENCE)?;
    let (body, _) = part(certificate, SEQUENCE)?;
    let body = part(body, VERSION).map_or(body, |(_, rest)| rest);
    let (_, _, rest) = any_part(body)?; // serial number
    let (_, rest) = part(rest, SEQUENCE)?; // algorithm
    let (_, rest) = part(rest, SEQUENCE)?; // issuer
    let (validity, _) = part(rest, SEQUENCE)?;
    let (_, _, rest) = any_part(validity)?; // from when
    let (tag, written, _) = any_part(rest)?;
    let written = std::str::from_utf8(written).ok()?;
    let full = match tag {
        // Two digits of the year: RFC 5280 has 50 to 99 in the last century.
        UTC_TIME if written.get(..2)? < "50" => format!("20{written}"),
        UTC_TIME => format!("19{written}"),
        GENERALIZED_TIME => written.to_owned(),
        _ => return None,
    };
    Some(NaiveDateTime::parse_from_str(&full, "%Y%m%d%H%M%SZ").ok()?.and_utc())
}

/// What stands in a part with this tag, and what follows it.
fn part(der: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    let (found, content, rest) = any_part(der)?;
    (found == tag).then_some((content, rest))
}

/// Tag, content and rest.
fn any_part(der: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (tag, der) = der.split_first()?;
    let (length, der) = der.split_first()?;
    let (length, der) = match *length {
        short @ 0..0x80 => (usize::from(short), der),
        long => {
            let count = usize::from(long & 0x7f);
            let digits = der.get(..count).filter(|_| (1..=4).contains(&count))?;
            (digits.iter().fold(0, |length, digit| length << 8 | usize::from(*digit)), der.get(count..)?)
        }
    };
    Some((*tag, der.get(..length)?, der.get(length..)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn wrap(tag: u8, content: &[u8]) -> Vec<u8> {
        let length = content.len();
        let head = if length < 0x80 { vec![tag, length as u8] } else { vec![tag, 0x81, length as u8] };
        [&head, content].concat()
    }

    /// The frame of a certificate around its last moment.
    fn ending(tag: u8, moment: &str, issuer: &str) -> Vec<u8> {
        let validity = [wrap(UTC_TIME, b"140715000000Z"), wrap(tag, moment.as_bytes())].concat();
        let body = [
            wrap(VERSION, &wrap(2, &[2])),
            wrap(2, &[1, 2, 3]),
            wrap(SEQUENCE, &[]),
            wrap(SEQUENCE, issuer.as_bytes()),
            wrap(SEQUENCE, &validity),
        ];
        wrap(SEQUENCE, &wrap(SEQUENCE, &body.concat()))
    }

    #[test]
    fn the_last_moment_is_found_in_both_ways_it_is_written() {
        let until = |tag, moment| valid_until(&ending(tag, moment, "Sở Tài chính")).map(|at| at.to_rfc3339());
        assert_eq!(until(UTC_TIME, "261231235959Z").unwrap(), "2026-12-31T23:59:59+00:00");
        assert_eq!(until(UTC_TIME, "991231235959Z").unwrap(), "1999-12-31T23:59:59+00:00");
        assert_eq!(until(GENERALIZED_TIME, "20511231235959Z").unwrap(), "2051-12-31T23:59:59+00:00");
        assert_eq!(until(UTC_TIME, "never"), None);
        assert_eq!(until(12, "261231235959Z"), None);
    }

    proptest! {
        #[test]
        fn whatever_bytes_come_nothing_breaks(bytes in prop::collection::vec(any::<u8>(), 0..200), cut in 0usize..100) {
            valid_until(&bytes);
            let whole = ending(UTC_TIME, "261231235959Z", "Sở Tài chính");
            prop_assert!(cut >= whole.len() || valid_until(&whole[..cut]).is_none());
        }
    }
}
