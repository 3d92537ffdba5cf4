//! Who looked at a list of people, and whom the policy turned away: gathered while pages are answered, so that reading
//! stays reading, and written into the history within a few seconds (SECURITY.md N1).

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, web};
use chrono::{DateTime, TimeDelta, Utc};

use crate::db::Db;
use crate::domain::event::{Event, EventKind};
use crate::domain::ids::AccountId;
use crate::domain::role::Role;
use crate::error::{AppError, AppResult};
use crate::policy::Actor;

/// What was gathered is written so often.
pub const WRITTEN_EVERY: Duration = Duration::from_secs(5);
/// Who looks at the same list again within this time has not left it: pages are turned, filters tried.
const SAME_LOOK: TimeDelta = TimeDelta::minutes(10);
/// Refusals of one account within that time. Who asks for more than that is known by then, and may not fill the history;
/// of lists there are few.
const MOST_REFUSALS: usize = 200;

/// Pages that list more of other people than everybody in the house may read, by their routes; what is printed from the
/// browser lies below them.
pub const LISTS: &[(&str, &str)] = &[
    ("/admin/accounts", "Tài khoản"),
    ("/admin/accounts/staff", "Cán bộ chưa có tài khoản"),
    ("/approvals", "Hồ sơ chờ duyệt"),
    ("/audit", "Nhật ký"),
    ("/certificates/decisions/{id}/receipts", "Danh sách ký nhận bằng"),
    ("/certificates/register", "Sổ cấp bằng"),
    ("/corrections", "Đề nghị sửa dữ liệu"),
    ("/documents/{id}/readers", "Người nhận văn bản"),
    ("/dossiers", "Hồ sơ đề nghị"),
    ("/dossiers/ledger", "Sổ hồ sơ đề nghị"),
    ("/eligibility", "Điều kiện khen thưởng"),
    ("/funds", "Quỹ khen thưởng"),
    ("/grades", "Xếp loại"),
    ("/initiatives", "Sáng kiến"),
    ("/payments", "Bảng chi thưởng"),
    ("/payments/recoveries", "Thu hồi tiền thưởng"),
    ("/people", "Cán bộ"),
    ("/people/{code}/disciplines", "Kỷ luật của một cán bộ"),
    ("/people/{code}/leaves", "Thời gian nghỉ của một cán bộ"),
    ("/progress/refusals", "Không đạt danh hiệu"),
    ("/registrations", "Đăng ký thi đua"),
    ("/relatives", "Người thân trong cơ quan"),
    ("/role-requests", "Đề nghị giao vai trò"),
    ("/rounds/ledger", "Sổ đăng ký thi đua"),
    ("/rounds/missing", "Chưa đăng ký thi đua"),
    ("/statistics/{form}/rows", "Dòng của biểu thống kê"),
];

/// What is gathered by all threads that answer.
#[derive(Clone, Default)]
pub struct AccessLog(Arc<Mutex<Gathered>>);

#[derive(Default)]
struct Gathered {
    waiting: Vec<(Actor, Event)>,
    /// What each account was noted for, and when: kinds apart, so that none crowds out the other.
    noted: HashMap<(AccountId, EventKind), HashMap<String, DateTime<Utc>>>,
}

impl AccessLog {
    /// Takes a note that is new.
    fn note(&self, actor: &Actor, event: Event, now: DateTime<Utc>) {
        let Some(account) = actor.account else { return };
        let mut gathered = self.lock();
        let noted = gathered.noted.entry((account, event.kind)).or_default();
        noted.retain(|_, at| now - *at < SAME_LOOK);
        let is_full = event.kind == EventKind::AccessRefused && noted.len() >= MOST_REFUSALS;
        if is_full || noted.contains_key(&event.note) {
            return;
        }
        noted.insert(event.note.clone(), now);
        gathered.waiting.push((actor.clone(), event));
    }

    /// Writes what was gathered. What could not be written waits for the next time.
    pub fn write_now(&self, db: &Db) -> AppResult<()> {
        let mut waiting = std::mem::take(&mut self.lock().waiting).into_iter();
        while let Some((actor, event)) = waiting.next() {
            let entry = event.clone();
            if let Err(error) = db.write_now(&actor, |tx| tx.audit(entry)) {
                let rest = std::iter::once((actor, event)).chain(waiting);
                self.lock().waiting.splice(0..0, rest);
                return Err(error);
            }
        }
        Ok(())
    }

    /// A panic elsewhere leaves nothing half done in here.
    fn lock(&self) -> MutexGuard<'_, Gathered> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Notes what an answer shows or refuses to whoever is logged in.
pub async fn gather(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let response = next.call(request).await?;
    let request = response.request();
    let event = event_of(&response);
    if let (Some(event), Some(actor), Some(log), Some(db)) = (
        event,
        request.extensions().get::<Actor>(),
        request.app_data::<web::Data<AccessLog>>(),
        request.app_data::<web::Data<Db>>(),
    ) {
        let is_list = response.status().is_success();
        // Who has no other role than that of the staff is shown his own.
        if !is_list || actor.roles.iter().any(|role| role != Role::Staff) {
            log.note(actor, event, db.clock.now());
        }
    }
    Ok(response)
}

fn event_of(response: &ServiceResponse<impl MessageBody>) -> Option<Event> {
    let request = response.request();
    let pattern = request.match_pattern()?;
    if let Some(error) = response.response().error() {
        let why = match error.as_error::<AppError>()? {
            AppError::Denied => "không có quyền",
            AppError::NotFound => "không thuộc phạm vi được xem, hoặc không có",
            _ => return None,
        };
        return Some(Event::access_refused(request.method().as_str(), request.path(), why));
    }
    let is_read = *request.method() == Method::GET && response.status().is_success();
    let page = pattern.strip_suffix("/print").unwrap_or(&pattern);
    let (_, name) = LISTS.iter().find(|(path, _)| is_read && *path == page)?;
    Some(Event::list_viewed(name, request.path()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::role::Roles;

    fn noted(log: &AccessLog) -> Vec<String> {
        log.lock().waiting.iter().map(|(_, event)| event.note.clone()).collect()
    }

    fn reader(account: i64) -> Actor {
        Actor::of_account(AccountId(account), String::new(), String::new(), Roles::default())
    }

    #[test]
    fn the_same_look_is_noted_once_and_another_again() {
        let (log, now) = (AccessLog::default(), DateTime::UNIX_EPOCH);
        let look = |account, path, minutes| {
            log.note(&reader(account), Event::list_viewed("Cán bộ", path), now + TimeDelta::minutes(minutes));
        };
        look(1, "/people", 0);
        look(1, "/people", 9);
        look(2, "/people", 9);
        look(1, "/grades", 9);
        assert_eq!(noted(&log), ["Cán bộ: /people", "Cán bộ: /people", "Cán bộ: /grades"]);
        look(1, "/people", 10);
        assert_eq!(noted(&log).len(), 4);
    }

    #[test]
    fn nobody_fills_the_history() {
        let (log, now) = (AccessLog::default(), DateTime::UNIX_EPOCH);
        for id in 0..2 * MOST_REFUSALS {
            log.note(&reader(1), Event::access_refused("GET", &format!("/dossiers/{id}"), ""), now);
        }
        assert_eq!(noted(&log).len(), MOST_REFUSALS);
        // Nor does he hide so what he reads.
        log.note(&reader(1), Event::list_viewed("Cán bộ", "/people"), now);
        log.note(&Actor::machine(), Event::list_viewed("Cán bộ", "/people"), now);
        assert_eq!(noted(&log).len(), MOST_REFUSALS + 1);
    }
}
