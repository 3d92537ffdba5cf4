//! Codes that change every half minute and that an app on a telephone reckons too (RFC 6238: SHA-1, 30 seconds, six
//! digits, which all such apps know).

use hmac::{Hmac, Mac};
use sha1::Sha1;

/// How long a code lasts, in seconds.
pub const SECONDS: i64 = 30;
/// Length of a secret, in bytes: as long as the hash, as RFC 4226 asks.
pub const SECRET_BYTES: usize = 20;
/// Clocks of telephones are a little wrong: the code before and the one after are taken too.
const DRIFT: i64 = 1;
const MODULUS: u32 = 1_000_000;
const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// What the program and the app both know.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret([u8; SECRET_BYTES]);

impl Secret {
    pub const fn of(bytes: [u8; SECRET_BYTES]) -> Self {
        Self(bytes)
    }

    /// As apps take it when it is typed: 32 letters and digits.
    pub fn base32(&self) -> String {
        let bits = |at: usize| self.0.get(at / 8).is_some_and(|byte| byte & (0x80 >> (at % 8)) != 0);
        let sign = |nth: usize| (0..5).fold(0, |value, bit| value << 1 | usize::from(bits(nth * 5 + bit)));
        (0..SECRET_BYTES * 8 / 5).map(|nth| char::from(BASE32[sign(nth)])).collect()
    }

    /// `None` for what is no secret of ours.
    pub fn from_base32(text: &str) -> Option<Self> {
        let mut bytes = [0; SECRET_BYTES];
        if text.len() != SECRET_BYTES * 8 / 5 {
            return None;
        }
        for (nth, sign) in text.bytes().enumerate() {
            let value = BASE32.iter().position(|known| *known == sign)?;
            for bit in (0..5).filter(|bit| value & (16 >> bit) != 0) {
                let at = nth * 5 + bit;
                bytes[at / 8] |= 0x80 >> (at % 8);
            }
        }
        Some(Self(bytes))
    }

    /// The code of a step of time.
    pub fn code(&self, step: i64) -> String {
        let Ok(mut mac) = Hmac::<Sha1>::new_from_slice(&self.0) else {
            return String::new(); // HMAC takes keys of any length
        };
        mac.update(&step.to_be_bytes());
        let hash = mac.finalize().into_bytes();
        let from = usize::from(hash[hash.len() - 1] & 0xf);
        let number = u32::from_be_bytes([hash[from] & 0x7f, hash[from + 1], hash[from + 2], hash[from + 3]]);
        format!("{:06}", number % MODULUS)
    }

    /// The step whose code was typed, around `now` and after the `last` that was used.
    pub fn step_of(&self, typed: &str, now: i64, last: i64) -> Option<i64> {
        let digits: String = typed.chars().filter(|sign| !sign.is_whitespace()).collect();
        let steps = (now - DRIFT..=now + DRIFT).filter(|step| *step > last);
        // All are compared to the end, so that the time tells nothing.
        steps.fold(None, |found, step| if is_same(&self.code(step), &digits) { Some(step) } else { found })
    }
}

/// The step of time at a moment, in seconds since 1970.
pub const fn step_at(unix_seconds: i64) -> i64 {
    unix_seconds.div_euclid(SECONDS)
}

fn is_same(one: &str, other: &str) -> bool {
    one.len() == other.len() && one.bytes().zip(other.bytes()).fold(0, |wrong, (a, b)| wrong | (a ^ b)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Appendix B of RFC 6238, whose codes have eight digits; ours are their last six.
    #[test]
    fn the_codes_are_those_of_the_standard() {
        let secret = Secret::of(*b"12345678901234567890");
        for (seconds, code) in [
            (59, "94287082"),
            (1_111_111_109, "07081804"),
            (1_111_111_111, "14050471"),
            (1_234_567_890, "89005924"),
            (2_000_000_000, "69279037"),
            (20_000_000_000, "65353130"),
        ] {
            assert_eq!(secret.code(step_at(seconds)), code[2..]);
        }
        assert_eq!(secret.base32(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    }

    #[test]
    fn a_code_is_taken_a_step_early_or_late_and_never_twice() {
        let secret = Secret::of([7; SECRET_BYTES]);
        let code = secret.code(1_000);
        for now in 999..=1_001 {
            assert_eq!(secret.step_of(&code, now, 0), Some(1_000));
            assert_eq!(secret.step_of(&code, now, 1_000), None);
        }
        assert_eq!(secret.step_of(&code, 1_002, 0), None);
        assert_eq!(secret.step_of(&format!(" {} {} ", &code[..3], &code[3..]), 1_000, 0), Some(1_000));
        for wrong in ["", "12345", "1234567", "abcdef", "\u{661}\u{662}\u{663}\u{664}\u{665}\u{666}"] {
            assert_eq!(secret.step_of(wrong, 1_000, 0), None, "{wrong:?}");
        }
    }

    proptest! {
        #[test]
        fn a_secret_is_read_back_as_it_was_written(bytes in prop::array::uniform20(any::<u8>())) {
            let secret = Secret::of(bytes);
            prop_assert!(Secret::from_base32(&secret.base32()) == Some(secret));
        }

        #[test]
        fn whatever_is_typed_only_codes_around_now_are_taken(typed in ".{0,12}", now in 10i64..1 << 40) {
            let secret = Secret::of([9; SECRET_BYTES]);
            let digits: String = typed.chars().filter(|sign| !sign.is_whitespace()).collect();
            let around: Vec<String> = (now - 1..=now + 1).map(|step| secret.code(step)).collect();
            prop_assert_eq!(secret.step_of(&typed, now, 0).is_some(), around.contains(&digits));
        }
    }
}
