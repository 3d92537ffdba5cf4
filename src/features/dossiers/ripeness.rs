//! When a dossier can be decided: the council has passed it and, where the regulation of the agency asks for
//! publicity or it was shown anyway, that is over. A short one needs neither.

use chrono::NaiveDate;

use super::store::Dossier;
use crate::db::Connection;
use crate::domain::dossier::State;
use crate::error::AppResult;
use crate::features::{registrations, regulations};

/// What a day asks of a dossier before it is decided or sent up.
#[derive(Debug, Clone, Copy)]
pub struct Ripeness {
    /// Working days of publicity; 0 where no regulation asks for it.
    pub publicity_days: i64,
}

/// The same as [`Ripeness::is_ripe`] as a condition on `dossiers`, of those that may do without publicity or not.
macro_rules! ripe {
    ($ripeness:expr) => {{
        use diesel::IntoSql;
        use $crate::domain::dossier::{Kind, State};
        let needs_none = ($ripeness.publicity_days == 0).into_sql::<diesel::sql_types::Bool>();
        let is_short = dossiers::state.eq(State::Verified).and(dossiers::kind.ne(Kind::Merit));
        let is_shown = dossiers::state.eq(State::Published).and(dossiers::publicity_closed_on.is_not_null());
        is_shown.or(is_short).or(dossiers::state.eq(State::CouncilVoted).and(needs_none))
    }};
}
pub(crate) use ripe;

impl Ripeness {
    /// By the regulations in force on a day.
    pub fn on(conn: &mut Connection, day: NaiveDate) -> AppResult<Self> {
        let publicity_days = regulations::ops::settled_on(conn, day)?.publicity_days.unwrap_or(0);
        Ok(Self { publicity_days })
    }

    pub fn is_ripe(self, dossier: &Dossier) -> bool {
        self.why_not(dossier).is_none()
    }

    /// Why it cannot be decided now, to stand behind the name.
    pub fn why_not(self, dossier: &Dossier) -> Option<&'static str> {
        match dossier.facts.state {
            State::Published if dossier.publicity_closed_on.is_some() => None,
            State::Published => Some("đợt niêm yết chưa kết thúc"),
            State::CouncilVoted if self.publicity_days == 0 => None,
            State::CouncilVoted => Some("chưa niêm yết công khai theo quy chế"),
            State::Verified if dossier.kind.is_short() => None,
            _ => Some("hồ sơ chưa được Hội đồng thông qua, hoặc đã chuyển sang bước khác"),
        }
    }

    /// Why it cannot be sent to a higher level now: a short one goes there past the council too.
    pub fn why_not_escalated(self, dossier: &Dossier) -> Option<&'static str> {
        if registrations::ops::is_granted_here(dossier.award) {
            return Some("thuộc thẩm quyền của Giám đốc Sở, lập dự thảo quyết định");
        }
        self.why_not(dossier)
    }
}
