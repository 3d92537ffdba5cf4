//! The verbs of mail: its settings, where each account's goes; sending what is due in [`sending`](super::sending).

use super::store;
use crate::db::{Connection, Tx};
use crate::domain::date::format_date_time;
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::AccountId;
use crate::domain::mail::Security;
use crate::error::{AppError, AppResult};
use crate::policy::{self, Act};
use crate::web::history;

pub use super::sending::send_due;

/// How mail leaves the house, as accepted from the form.
#[derive(Debug, Clone)]
pub struct Settings {
    pub is_on: bool,
    pub host: String,
    pub port: i64,
    pub security: Security,
    pub sender: String,
    pub username: String,
    /// Absent where the one that is stored stays.
    pub password: Option<String>,
    /// The hour of the day from which mail is sent.
    pub hour: i64,
    /// What links in a mail begin with; empty for a mail without links.
    pub site: String,
}

/// Sets up mail; `seen` is the version that was read. The password is neither shown nor told in the history.
pub fn change_settings(tx: &mut Tx, seen: i64, new: &Settings) -> AppResult<()> {
    policy::must(tx.actor, Act::KeepInstallation)?;
    history::must_be_at(tx.conn, Object::MailSettings, seen)?;
    let before = store::settings(tx.conn)?;
    store::put_settings(tx.conn, new)?;
    let was = |of: fn(&store::Settings) -> String| before.as_ref().map_or_else(String::new, of);
    let event = Event::new(EventKind::MailSettingsChanged, Object::MailSettings)
        .changed("is_on", was(|it| it.is_on.to_string()), new.is_on)
        .changed("host", was(|it| it.host.clone()), &new.host)
        .changed("port", was(|it| it.port.to_string()), new.port)
        .changed("security", was(|it| it.security.to_string()), new.security)
        .changed("sender", was(|it| it.sender.clone()), &new.sender)
        .changed("username", was(|it| it.username.clone()), &new.username)
        .changed("hour", was(|it| it.hour.to_string()), new.hour)
        .changed("site", was(|it| it.site.clone()), &new.site);
    let note = if new.password.is_some() { "Đã đổi mật khẩu của tài khoản gửi thư." } else { "" };
    tx.audit(event.because(note))
}

/// Notes how a test went.
pub fn note_test(tx: &mut Tx, to: &str, error: &str) -> AppResult<()> {
    policy::must(tx.actor, Act::KeepInstallation)?;
    store::note_try(tx.conn, tx.now.naive_utc(), error)?;
    let outcome = if error.is_empty() { "gửi được" } else { error };
    tx.audit(Event::new(EventKind::MailTested, Object::MailSettings).because(format!("{to}: {outcome}")))
}

/// Where an account's mail goes, and whether it wants the daily one; an empty address takes it out.
///
/// # Errors
/// `Denied` for another's, but for IT.
pub fn set_address(tx: &mut Tx, account: AccountId, address: &str, is_wanted: bool) -> AppResult<()> {
    if tx.actor.account != Some(account) {
        policy::must(tx.actor, Act::KeepAccounts)?;
    }
    let (before, wanted) = store::address_of(tx.conn, account)?.unwrap_or_default();
    store::put_address(tx.conn, account, address, is_wanted)?;
    tx.audit(
        Event::new(EventKind::MailAddressChanged, Object::Account(account))
            .changed("address", before, address)
            .changed("is_wanted", wanted, is_wanted),
    )
}

/// What IT is to know: that the last try did not go out, and why.
pub fn trouble(conn: &mut Connection) -> AppResult<Option<String>> {
    let settings = store::settings(conn)?.filter(|it| it.is_on && !it.last_error.is_empty());
    Ok(settings.map(|it| {
        let at = it.last_try_at.map_or_else(String::new, |at| format!(" lúc {}", format_date_time(at.and_utc())));
        format!("Thư nhắc chưa gửi được{at}: {} Các việc khác vẫn chạy; thư được gửi lại trong ngày.", it.last_error)
    }))
}

/// The account of a name, for IT.
pub fn account_named(conn: &mut Connection, username: &str) -> AppResult<AccountId> {
    crate::features::account::ops::by_username(conn, username)?.ok_or(AppError::NotFound)
}
