//! Passwords: argon2id (19 MiB, 2 passes), never cut, compared after NFC.

use std::sync::{Condvar, LazyLock, Mutex, PoisonError};

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use unicode_normalization::UnicodeNormalization;

use crate::error::{AppError, AppResult};

pub const SHORTEST: usize = 10;
pub const LONGEST: usize = 128;

/// What is stored of a password.
pub fn hash(password: &str) -> AppResult<String> {
    let _turn = Turn::take();
    let hash = Argon2::default()
        .hash_password(normal(password).as_bytes())
        .map_err(|error| AppError::Unexpected(anyhow::anyhow!("argon2: {error}")))?;
    Ok(hash.to_string())
}

/// Whether this is the password. Without a stored one (no such account) it takes as long and says no.
pub fn is_right(password: &str, stored: Option<&str>) -> bool {
    static NOBODY: LazyLock<String> = LazyLock::new(|| hash("không ai có mật khẩu này").unwrap_or_default());
    let known = stored.is_some();
    let Ok(parsed) = PasswordHash::new(stored.unwrap_or(&NOBODY)) else {
        return false;
    };
    let _turn = Turn::take();
    Argon2::default().verify_password(normal(password).as_bytes(), &parsed).is_ok() && known
}

/// A password nobody chose, in four groups that can be read out: 20 letters and digits without look-alikes.
pub fn one_time() -> String {
    const SIGNS: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";
    let mut bytes = [0u8; 20];
    if getrandom::fill(&mut bytes).is_err() {
        tracing::error!("the system gives no random numbers");
    }
    let signs: Vec<char> = bytes.iter().map(|byte| SIGNS[usize::from(*byte) % SIGNS.len()] as char).collect();
    signs.chunks(5).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

/// What is wrong with a new password, as the sentence at the field.
pub fn fault(password: &str, username: &str) -> Option<String> {
    let length = normal(password).chars().count();
    if length < SHORTEST {
        return Some(format!("Mật khẩu cần ít nhất {SHORTEST} ký tự. Có thể dùng một câu dễ nhớ, có dấu cách."));
    }
    if length > LONGEST {
        return Some(format!("Mật khẩu tối đa {LONGEST} ký tự."));
    }
    if password.to_lowercase().contains(&username.to_lowercase()) {
        return Some("Mật khẩu không được chứa tên đăng nhập.".into());
    }
    None
}

fn normal(password: &str) -> String {
    password.nfc().collect()
}

/// At most four are hashed at once: each takes 19 MiB and a core for a while.
struct Turn;

static RUNNING: Mutex<u8> = Mutex::new(0);
static FREED: Condvar = Condvar::new();

impl Turn {
    fn take() -> Self {
        let mut running = RUNNING.lock().unwrap_or_else(PoisonError::into_inner);
        while *running >= 4 {
            running = FREED.wait(running).unwrap_or_else(PoisonError::into_inner);
        }
        *running += 1;
        Self
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        *RUNNING.lock().unwrap_or_else(PoisonError::into_inner) -= 1;
        FREED.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_stored_as_argon2id_and_found_again() {
        let stored = hash("một câu dễ nhớ").unwrap();
        assert!(stored.starts_with("$argon2id$"));
        assert!(is_right("một câu dễ nhớ", Some(&stored)));
        assert!(!is_right("một câu dễ nhớ ", Some(&stored)));
        assert!(!is_right("không ai có mật khẩu này", None));
    }

    #[test]
    fn the_last_of_128_characters_counts() {
        let stored = hash(&format!("{}a", "x".repeat(127))).unwrap();
        assert!(!is_right(&format!("{}b", "x".repeat(127)), Some(&stored)));
    }

    #[test]
    fn short_long_and_own_names_are_refused() {
        assert!(fault("ngắn", "lan").is_some());
        assert!(fault(&"x".repeat(129), "lan").is_some());
        assert!(fault("toi la lethihoa nhe", "lethihoa").is_some());
        assert_eq!(fault("một câu dễ nhớ", "lethihoa"), None);
    }

    #[test]
    fn one_time_passwords_are_long_enough() {
        assert_eq!(fault(&one_time(), "quantri"), None);
        assert_ne!(one_time(), one_time());
    }
}
