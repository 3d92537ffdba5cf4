//! Giving one's acts to somebody for a time, and taking them back.

use chrono::{Days, NaiveDate};

use super::store::{self, Delegation};
use crate::db::{Connection, Tx};
use crate::domain::date::format_date;
use crate::domain::delegation::{Form, Scope};
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::*;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::features::notices;
use crate::policy::{self, Act, Actor};

/// The longest one lasts, in days: for longer absences the post itself is filled.
const LONGEST: u64 = 366;

/// What is given, to whom, for how long.
#[derive(Debug, Clone)]
pub struct Giving {
    pub scope: Scope,
    pub taker: AccountId,
    pub form: Form,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
    pub reason: String,
}

/// Gives one's own acts to somebody.
///
/// # Errors
/// `Fields` where the taker cannot stand in, the days lie behind or too far, or they are given already.
pub fn give(tx: &mut Tx, new: &Giving) -> AppResult<()> {
    policy::must(tx.actor, Act::Delegate(new.scope))?;
    let (giver, unit) = giver_of(tx.actor)?;
    let found = store::colleagues(tx.conn, new.scope, unit, giver)?.into_iter().find(|it| it.account == new.taker);
    let Some(taker) = found else {
        return Err(FieldErrors::one("taker", "Chọn người nhận ủy quyền trong danh sách.").into());
    };
    let mut errors = FieldErrors::default();
    let is_deputy = new.scope == Scope::Review || store::is_leader(tx.conn, new.taker)?;
    if (new.form == Form::Deputy) != is_deputy {
        let words = if is_deputy {
            "Cấp phó ký thay: chọn Ký thay (KT.)."
        } else {
            "Người này không phải cấp phó: chọn Thừa lệnh (TL.) hoặc Thừa ủy quyền (TUQ.)."
        };
        errors.add("form", words);
    }
    if new.starts_on < tx.today {
        errors.add("starts_on", "Ngày bắt đầu phải từ hôm nay trở đi.");
    }
    if new.ends_on < new.starts_on {
        errors.add("ends_on", "Ngày kết thúc phải từ ngày bắt đầu trở đi.");
    } else if new.starts_on.checked_add_days(Days::new(LONGEST)).is_some_and(|latest| new.ends_on > latest) {
        errors.add("ends_on", "Ủy quyền tối đa một năm. Nhập ngày kết thúc sớm hơn.");
    }
    if let Some(other) = store::overlapping(tx.conn, giver, new)? {
        let days = format!("{}–{}", format_date(other.starts_on), format_date(other.ends_on));
        errors.add("starts_on", format!("Đã ủy quyền cho {} ({days}). Kết thúc lần đó trước.", other.taker_name));
    }
    if !errors.is_empty() {
        return Err(errors.into());
    }
    let id = store::insert(tx, giver, new)?;
    let days = format!("{}–{}", format_date(new.starts_on), format_date(new.ends_on));
    let told = format!("{} ủy quyền cho đồng chí: {}, {days}.", tx.actor.full_name, new.scope.word());
    notices::ops::tell(tx, taker.audience(), told, Object::Delegation(id))?;
    let what = format!("{} cho {}, {days}. {}", new.scope.word(), taker.full_name, new.reason);
    tx.audit(Event::new(EventKind::DelegationGiven, Object::Delegation(id)).because(what.trim()))
}

/// Takes it back before its last day; whatever was done meanwhile stands.
pub fn end(tx: &mut Tx, id: DelegationId) -> AppResult<()> {
    let found = store::find(tx.conn, id)?;
    policy::must_see(tx.actor, Act::EndDelegation { giver: found.giver })?;
    if !found.is_open(tx.today) {
        return Err(AppError::Illegal);
    }
    store::end(tx.conn, id, tx.today)?;
    let what = format!("{} cho {}", found.scope.word(), found.taker_name);
    tx.audit(Event::new(EventKind::DelegationEnded, Object::Delegation(id)).because(what))
}

impl Delegation {
    /// Runs, or will.
    pub fn is_open(&self, today: NaiveDate) -> bool {
        self.ended_on.is_none() && today <= self.ends_on
    }
}

/// What one gave and was given; the auditor reads all.
pub fn list(conn: &mut Connection, actor: &Actor) -> AppResult<Vec<Delegation>> {
    let of = if policy::may(actor, Act::SeeAllDelegations) { None } else { actor.account };
    store::list(conn, of)
}

/// The account that gives, and its unit.
pub fn giver_of(actor: &Actor) -> AppResult<(AccountId, UnitId)> {
    actor.account.zip(actor.unit).ok_or(AppError::Denied)
}
