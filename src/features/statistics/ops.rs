//! The one verb of statistics: saying the codes of the forms.

use super::store::{self, FormCode};
use crate::db::Tx;
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::law::StatisticsRegime;
use crate::error::AppResult;
use crate::policy::{self, Act};
use crate::web::history;

/// Says code and receiver of the forms of a circular; `seen` is the version that was read.
///
/// # Errors
/// `Stale` when somebody was quicker.
pub fn save_codes(tx: &mut Tx, seen: i64, regime: &StatisticsRegime, new: &[FormCode]) -> AppResult<()> {
    policy::must(tx.actor, Act::KeepSettings)?;
    history::must_be_at(tx.conn, Object::StatisticsCodes, seen)?;
    let before = store::codes(tx.conn, &regime.code)?;
    store::replace_codes(tx.conn, &regime.code, new)?;
    let event = Event::new(EventKind::StatisticsCodesChanged, Object::StatisticsCodes).because(&regime.document);
    tx.audit(event.changed("codes", said(&before), said(new)))
}

/// "state: 0902/BNV-TĐKT, Sở Nội vụ; …"
fn said(codes: &[FormCode]) -> String {
    let one = |it: &FormCode| format!("{}: {}, {}", it.form, it.code, it.receiver);
    codes.iter().map(one).collect::<Vec<_>>().join("; ")
}
