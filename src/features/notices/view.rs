//! The page of notices.

use askama::Template;

use super::store::Told;
use crate::domain::date;
use crate::policy::{self, Act, Actor};
use crate::web::paging::Paging;
use crate::web::shell::Shell;

pub struct Line {
    pub words: String,
    /// Empty where the reader may not open it (any more).
    pub address: String,
    pub at: String,
    pub is_new: bool,
}

impl Line {
    pub fn of(it: Told, reader: &Actor, seen_up_to: i64) -> Self {
        let address = if may_open(reader, &it.object_kind) { it.address } else { String::new() };
        let at = date::format_date_time(it.at.and_utc());
        Self { words: it.words, address, at, is_new: it.id > seen_up_to }
    }
}

/// Whether pages of this kind open to the reader at all; of one thing its own page decides.
fn may_open(reader: &Actor, object_kind: &str) -> bool {
    let act = match object_kind {
        "registration" => Act::SeeRegistrations,
        "dossier" => Act::SeeDossiers,
        "initiative" => Act::SeeInitiatives,
        "decision" => Act::SeeDecisions,
        "correction_request" => Act::SeeCorrections,
        "delegation" => Act::SeeDelegations,
        "year" | "registration_extension" => Act::RegisterAtAll,
        _ => Act::SeeResults,
    };
    policy::may(reader, act)
}

#[derive(Template)]
#[template(path = "notices/index.html")]
pub struct IndexPage {
    pub shell: Shell,
    pub lines: Vec<Line>,
    pub paging: Paging,
    /// The newest there is: what marking as seen goes up to. 0 when nothing is new.
    pub newest: i64,
}
