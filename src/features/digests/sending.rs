//! Sending: claimed in one transaction, then sent one by one, each noted at once. What could not be sent is tried again
//! later the same day; what was claimed when the program stopped is not, so that nobody gets two.

use std::time::Duration;

use chrono::{DateTime, NaiveDate, Timelike, Utc};
use lettre::message::{Mailbox, SinglePart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::{AsyncSmtpTransport, Error};
use lettre::{AsyncTransport, Message, Tokio1Executor};

use super::content::{self, Letter};
use super::store::{self, Settings};
use crate::db::Db;
use crate::domain::date;
use crate::domain::ids::AccountId;
use crate::domain::mail::{Security, State};
use crate::error::AppResult;
use crate::features::holidays;

type Transport = AsyncSmtpTransport<Tokio1Executor>;

/// A server that has not answered by then is taken for down.
const PATIENCE: Duration = Duration::from_secs(10);

const TRY: &str = "Thư thử của phần mềm Thi đua, khen thưởng. Nhận được thư này là gửi thư đã chạy.\n";

/// Sends the day's mails whose time has come, and answers how many went out.
pub async fn send_due(db: &Db, now: DateTime<Utc>) -> AppResult<usize> {
    let Some((settings, password)) =
        db.read(|conn| Ok(store::settings(conn)?.zip(Some(store::password(conn)?)))).await?
    else {
        return Ok(0);
    };
    let day = date::local(now).date();
    if !settings.is_on || i64::from(date::local(now).hour()) < settings.hour {
        return Ok(0);
    }
    if !db.read(move |conn| holidays::ops::is_worked(conn, day)).await? {
        return Ok(0);
    }
    let letters = db.keep_house(move |conn| {
        store::forget_old(conn, day)?;
        let letters = content::letters(conn, day, now.naive_utc())?;
        store::claim(conn, day, now.naive_utc(), &letters)?;
        Ok(letters.into_iter().filter(Letter::is_due).collect::<Vec<_>>())
    });
    let letters = letters.await?;
    if letters.is_empty() {
        return Ok(0);
    }
    let (sent, trouble) = send_all(db, &settings, password, day, &letters).await?;
    let left: Vec<AccountId> = letters.iter().skip(sent.handled).map(|letter| letter.account).collect();
    db.keep_house(move |conn| {
        if !left.is_empty() {
            store::put_off(conn, &left, day, now.naive_utc(), &trouble)?;
        }
        store::note_try(conn, now.naive_utc(), &trouble)
    })
    .await?;
    Ok(sent.sent)
}

/// How far it came.
#[derive(Default)]
struct Progress {
    sent: usize,
    /// Sent, or refused for good.
    handled: usize,
}

/// Until the first trouble that is not the recipient's own; its words, or none.
async fn send_all(
    db: &Db,
    settings: &Settings,
    password: String,
    day: NaiveDate,
    letters: &[Letter],
) -> AppResult<(Progress, String)> {
    let mut progress = Progress::default();
    let transport = match connected(settings, password).await {
        Ok(transport) => transport,
        Err(error) => return Ok((progress, words(settings, &error))),
    };
    for letter in letters {
        let (state, error) = match message(settings, letter, day) {
            None => (State::Refused, "Địa chỉ thư chưa đúng.".to_owned()),
            Some(message) => match transport.send(message).await {
                Ok(_) => (State::Sent, String::new()),
                Err(error) if error.is_permanent() => (State::Refused, words(settings, &error)),
                Err(error) => return Ok((progress, words(settings, &error))),
            },
        };
        let account = letter.account;
        db.keep_house(move |conn| store::settle(conn, account, day, state, &error)).await?;
        progress.sent += usize::from(state == State::Sent);
        progress.handled += 1;
    }
    Ok((progress, String::new()))
}

fn message(settings: &Settings, letter: &Letter, day: NaiveDate) -> Option<Message> {
    let from: Mailbox = settings.sender.parse().ok()?;
    let to = Mailbox::new(Some(letter.full_name.clone()), letter.address.parse().ok()?);
    let id = format!("<{day}.{}.{}@{}>", letter.account, letter.attempts + 1, from.email.domain());
    Message::builder()
        .from(from)
        .to(to)
        .subject(letter.subject())
        .message_id(Some(id))
        .singlepart(SinglePart::plain(letter.text(day, &settings.site)))
        .ok()
}

/// Sends one line to try the settings; answers what is wrong, or nothing.
pub async fn try_out(db: &Db, to: &str) -> AppResult<Option<String>> {
    let Some((settings, password)) =
        db.read(|conn| Ok(store::settings(conn)?.zip(Some(store::password(conn)?)))).await?
    else {
        return Ok(Some("Chưa lưu cài đặt gửi thư.".to_owned()));
    };
    let (Ok(from), Ok(to)) = (settings.sender.parse::<Mailbox>(), to.parse::<Mailbox>()) else {
        return Ok(Some("Địa chỉ thư chưa đúng.".to_owned()));
    };
    let message = Message::builder()
        .from(from)
        .to(to)
        .subject("Thi đua, khen thưởng: thư thử")
        .singlepart(SinglePart::plain(TRY.to_owned()));
    let Ok(message) = message else {
        return Ok(Some("Địa chỉ thư chưa đúng.".to_owned()));
    };
    let sent = match connected(&settings, password).await {
        Ok(transport) => transport.send(message).await.map(|_| ()),
        Err(error) => Err(error),
    };
    Ok(sent.err().map(|error| words(&settings, &error)))
}

/// A connection that has been tried, name and password included.
async fn connected(settings: &Settings, password: String) -> Result<Transport, Error> {
    let builder = match settings.security {
        Security::StartTls => Transport::starttls_relay(&settings.host)?,
        Security::Tls => Transport::relay(&settings.host)?,
        Security::None => Transport::builder_dangerous(&settings.host),
    };
    let mut builder = builder.port(u16::try_from(settings.port).unwrap_or_default()).timeout(Some(PATIENCE));
    if !settings.username.is_empty() {
        builder = builder.credentials(Credentials::new(settings.username.clone(), password));
    }
    let transport = builder.build();
    transport.test_connection().await?;
    Ok(transport)
}

/// What went wrong, and what to look at.
fn words(settings: &Settings, error: &Error) -> String {
    let server = format!("{}:{}", settings.host, settings.port);
    if let Some(code) = error.status() {
        return format!("Máy chủ thư {server} từ chối (mã {code}). Kiểm tra tên, mật khẩu và địa chỉ gửi.");
    }
    if error.is_tls() {
        return format!("Không lập được kết nối mã hóa với {server}. Kiểm tra cách mã hóa và chứng thư của máy chủ.");
    }
    if error.is_timeout() {
        return format!("Máy chủ thư {server} không trả lời. Kiểm tra tên máy chủ, cổng và đường mạng.");
    }
    format!("Không kết nối được máy chủ thư {server}. Kiểm tra tên máy chủ, cổng và đường mạng.")
}
