//! Passwords: argon2id (19 MiB, 2 passes), never cut, compared after NFC.

use std::sync::{Condvar, LazyLock, Mutex, PoisonError};

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Argon2, Params};
use tokio::sync::{Semaphore, SemaphorePermit};
use unicode_normalization::UnicodeNormalization;

use super::common;
use super::login_rules::LoginRules;
use crate::db::off_thread;
use crate::domain::text::fold;
use crate::error::{AppError, AppResult};
use crate::web::random_bytes;

pub const SHORTEST: usize = 10;
pub const LONGEST: usize = 128;

/// What is stored of a password.
pub fn hash(password: &str) -> AppResult<String> {
    let _turn = Turn::take();
    #[cfg(test)]
    tests::count_run();
    let hash = Argon2::default()
        .hash_password(normal(password).as_bytes())
        .map_err(|error| AppError::Unexpected(anyhow::anyhow!("argon2: {error}")))?;
    Ok(hash.to_string())
}

/// Whether a stored password is hashed with less work than passwords are today.
pub fn is_outdated(stored: &str) -> bool {
    let Ok(parsed) = PasswordHash::new(stored) else { return false };
    let Ok(params) = Params::try_from(&parsed) else { return true };
    let today = Params::default();
    parsed.algorithm != argon2::ARGON2ID_IDENT || params.m_cost() < today.m_cost() || params.t_cost() < today.t_cost()
}

/// Whether this is the password. Without a stored one (no such account) it takes as long and says no.
pub fn is_right(password: &str, stored: Option<&str>) -> bool {
    static NOBODY: LazyLock<String> = LazyLock::new(|| hash("không ai có mật khẩu này").unwrap_or_default());
    let known = stored.is_some();
    let Ok(parsed) = PasswordHash::new(stored.unwrap_or(&NOBODY)) else {
        return false;
    };
    let _turn = Turn::take();
    #[cfg(test)]
    tests::count_run();
    Argon2::default().verify_password(normal(password).as_bytes(), &parsed).is_ok() && known
}

/// A password nobody chose, and what is stored of it: made before the one writer is taken, because hashing is slow.
pub struct OneTime {
    /// In four groups that can be read out.
    pub plain: String,
    pub hash: String,
}

impl OneTime {
    /// # Errors
    /// Without random numbers.
    pub fn new() -> AppResult<Self> {
        let plain = signs(20, 5)?;
        let hash = hash(&plain)?;
        Ok(Self { plain, hash })
    }

    /// The same for a request, which holds no thread while it waits for its turn.
    pub async fn in_turn() -> AppResult<Self> {
        let turn = turn().await?;
        off_thread(move || {
            let _turn = turn;
            Self::new()
        })
        .await
    }
}

/// Letters and digits by chance, without look-alikes, in groups that can be read out.
///
/// # Errors
/// Without random numbers.
pub fn signs(count: usize, group: usize) -> AppResult<String> {
    const SIGNS: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";
    let bytes = random_bytes(count)?;
    let signs: Vec<char> = bytes.iter().map(|byte| SIGNS[usize::from(*byte) % SIGNS.len()] as char).collect();
    Ok(signs.chunks(group).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-"))
}

/// Names that stand in no password of this account.
#[derive(Debug, Clone, Copy)]
pub struct Refused<'a> {
    pub username: &'a str,
    /// The agency's short name.
    pub agency: &'a str,
}

/// What is wrong with a new password, as the sentence at the field.
pub fn fault(password: &str, rules: &LoginRules, refused: Refused) -> Option<String> {
    let length = normal(password).chars().count();
    let shortest = usize::try_from(rules.least_length).unwrap_or(SHORTEST).max(SHORTEST);
    if length < shortest {
        return Some(format!("Mật khẩu cần ít nhất {shortest} ký tự. Có thể dùng một câu dễ nhớ, có dấu cách."));
    }
    if length > LONGEST {
        return Some(format!("Mật khẩu tối đa {LONGEST} ký tự."));
    }
    if password.to_lowercase().contains(&refused.username.to_lowercase()) {
        return Some("Mật khẩu không được chứa tên đăng nhập.".into());
    }
    let agency = fold(refused.agency);
    if !agency.is_empty() && fold(password).split(|sign: char| !sign.is_alphabetic()).any(|word| word == agency) {
        return Some("Mật khẩu không được chứa tên viết tắt của cơ quan.".into());
    }
    if common::is_common(password) {
        return Some("Mật khẩu này quá phổ biến, dễ bị đoán. Chọn một câu chỉ riêng mình nhớ.".into());
    }
    if rules.needs_mixture && !is_mixed(password) {
        return Some("Mật khẩu cần đủ chữ hoa, chữ thường, chữ số và ký tự khác, ví dụ dấu cách.".into());
    }
    None
}

fn is_mixed(password: &str) -> bool {
    let has = |kind: fn(&char) -> bool| password.chars().any(|sign| kind(&sign));
    has(|sign| sign.is_uppercase())
        && has(|sign| sign.is_lowercase())
        && has(|sign| sign.is_numeric())
        && has(|sign| !sign.is_alphanumeric())
}

fn normal(password: &str) -> String {
    password.nfc().collect()
}

/// So many are hashed at once: each takes 19 MiB and a core for a while.
const AT_ONCE: u8 = 4;

/// A turn to hash for a request, taken before a thread is.
///
/// # Errors
/// Never: the turns are not closed.
pub async fn turn() -> AppResult<SemaphorePermit<'static>> {
    static TURNS: Semaphore = Semaphore::const_new(AT_ONCE as usize);
    TURNS.acquire().await.map_err(|error| AppError::Unexpected(error.into()))
}

/// A turn of whoever hashes, commands and changes of a password too.
struct Turn;

static RUNNING: Mutex<u8> = Mutex::new(0);
static FREED: Condvar = Condvar::new();

impl Turn {
    fn take() -> Self {
        let mut running = RUNNING.lock().unwrap_or_else(PoisonError::into_inner);
        while *running >= AT_ONCE {
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

/// All turns: while a test holds them nothing is hashed.
#[cfg(test)]
pub struct Turns([Turn; AT_ONCE as usize]);

#[cfg(test)]
impl Turns {
    pub fn take_all() -> Self {
        Self(std::array::from_fn(|_| Turn::take()))
    }
}

#[cfg(test)]
pub mod tests {
    use std::cell::Cell;

    use super::*;

    thread_local! {
        static RUNS: Cell<usize> = const { Cell::new(0) };
    }

    pub fn count_run() {
        RUNS.set(RUNS.get() + 1);
    }

    /// How often this thread has run argon2.
    pub fn runs() -> usize {
        RUNS.get()
    }

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

    const HOA: Refused = Refused { username: "lethihoa", agency: "STC" };

    fn fault_of(password: &str) -> Option<String> {
        fault(password, &LoginRules::default(), HOA)
    }

    #[test]
    fn short_long_common_and_own_names_are_refused() {
        for bad in
            ["ngắn", &"x9 ".repeat(43), "toi la lethihoa nhe", "STC@2014 nhé anh", "stc-hoa-sen-2014", "Matkhau@123"]
        {
            assert!(fault_of(bad).is_some(), "{bad}");
        }
        for good in ["một câu dễ nhớ", "best choice of mine"] {
            assert_eq!(fault_of(good), None);
        }
    }

    #[test]
    fn length_and_mixture_are_asked_for_where_they_are_set() {
        let rules = LoginRules { least_length: 16, needs_mixture: true, ..LoginRules::default() };
        assert!(fault("một câu dễ nhớ", &rules, HOA).unwrap().contains("16 ký tự"));
        assert!(fault("một câu dễ nhớ lắm", &rules, HOA).unwrap().contains("chữ hoa"));
        assert_eq!(fault("Một câu dễ nhớ thứ 2", &rules, HOA), None);
    }

    #[test]
    fn what_is_hashed_with_less_work_is_outdated() {
        let weak =
            Argon2::new(argon2::Algorithm::Argon2id, argon2::Version::V0x13, Params::new(8_192, 1, 1, None).unwrap());
        let stored = weak.hash_password("một câu dễ nhớ".as_bytes()).unwrap().to_string();
        assert!(is_outdated(&stored));
        assert!(is_right("một câu dễ nhớ", Some(&stored)));
        let today = hash("một câu dễ nhớ").unwrap();
        assert!(!is_outdated(&today));
        let params = Params::try_from(&PasswordHash::new(&today).unwrap()).unwrap();
        assert!(params.m_cost() >= 19 * 1024 && params.t_cost() >= 2 && params.p_cost() == 1);
    }

    #[test]
    fn one_time_passwords_are_long_enough() {
        let [one, other] = [OneTime::new().unwrap(), OneTime::new().unwrap()];
        let refused = Refused { username: "quantri", agency: "STC" };
        assert_eq!(fault(&one.plain, &LoginRules::default(), refused), None);
        assert_ne!(one.plain, other.plain);
        assert!(is_right(&one.plain, Some(&one.hash)));
    }
}
