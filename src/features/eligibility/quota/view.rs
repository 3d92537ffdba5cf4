//! The page of the quota simulator.

use askama::Template;

use super::candidates::{Order, Proposed};
use crate::domain::eligibility::quota::{Candidate, Cap, Count, Place};
use crate::domain::law::CapRounding;
use crate::domain::number::format_percent;
use crate::domain::year::Year;
use crate::web::forms::{Choice, words};
use crate::web::paging::Paging;
use crate::web::shell::Shell;

pub const AGENCY: &str = "agency";
pub const EACH_UNIT: &str = "unit";

pub struct CandidateLine {
    pub address: String,
    pub name: String,
    pub position: String,
    pub unit: String,
    pub is_manager: bool,
    pub grade: &'static str,
    pub initiatives: usize,
    pub times: usize,
    pub word: &'static str,
    pub tag: &'static str,
}

impl CandidateLine {
    pub fn of(it: &Proposed, candidate: &Candidate, place: Place, unit: String, year: Year) -> Self {
        let (word, tag) = match place {
            Place::In => ("Trong tỷ lệ", "tag--ok"),
            Place::OverCap => ("Vượt tỷ lệ", "tag--warn"),
            Place::OverManagerShare => ("Vượt tỷ lệ lãnh đạo", "tag--warn"),
        };
        Self {
            address: format!("/people/{}/eligibility", candidate.subject),
            name: it.loaded.name.clone(),
            position: it.loaded.position.clone(),
            unit,
            is_manager: candidate.is_manager,
            grade: it.grade.map_or("–", |grade| grade.grade().name_on(year.end())),
            initiatives: it.initiatives,
            times: it.times,
            word,
            tag,
        }
    }
}

pub struct CountLine {
    pub unit: String,
    pub base: i64,
    pub proposed: i64,
    pub places: String,
    pub taken: i64,
    pub managers: String,
    pub one_more: String,
}

impl CountLine {
    pub fn of(it: &Count, unit_name: &impl Fn(&str) -> String, person_name: &impl Fn(&str) -> String) -> Self {
        let one_more = match (it.base_for_one_more, &it.next) {
            (_, None) => "Không còn ai ngoài tỷ lệ".to_owned(),
            (Some(base), Some(next)) => format!("Cần {base} người làm gốc; khi đó thêm {}", person_name(next)),
            (None, Some(next)) => format!("Thêm {}", person_name(next)),
        };
        Self {
            unit: it.unit.as_ref().map_or_else(|| "Toàn cơ quan".to_owned(), |code| unit_name(code)),
            base: it.base,
            proposed: it.proposed,
            places: if it.places == i64::MAX { "Không giới hạn".to_owned() } else { it.places.to_string() },
            taken: it.taken,
            managers: it
                .manager_places
                .map_or_else(|| it.managers.to_string(), |most| format!("{} trên {most}", it.managers)),
            one_more,
        }
    }
}

/// "Không quá 15% số Lao động tiên tiến, làm tròn xuống (NĐ …)".
pub fn cap_words(cap: &Cap) -> String {
    let rounding = match cap.rounding {
        CapRounding::Floor => ", làm tròn xuống",
        CapRounding::Nearest => ", làm tròn đến số gần nhất",
        CapRounding::None => "",
    };
    let managers = cap.max_manager_share.map_or_else(String::new, |share| {
        format!("; lãnh đạo, quản lý không quá {}", format_percent(share.percent(), 0))
    });
    format!("Không quá {}{rounding}{managers} ({})", format_percent(cap.max_ratio.percent(), 0), cap.citation)
}

#[derive(Template)]
#[template(path = "eligibility/quota.html")]
pub struct QuotaPage {
    pub shell: Shell,
    pub award: String,
    pub base: String,
    pub year: String,
    pub years: Vec<Choice>,
    pub order: &'static str,
    pub scope: &'static str,
    pub caps: Vec<String>,
    pub counts: Vec<CountLine>,
    /// All units are counted, not only those of the people on the page.
    pub has_few_units: bool,
    pub lines: Vec<CandidateLine>,
    pub paging: Paging,
    /// How many people stand on the pages before this one.
    pub first: usize,
}

impl QuotaPage {
    pub fn orders(&self) -> Vec<Choice> {
        words(Order::WORDS)
    }

    pub fn scopes(&self) -> Vec<Choice> {
        vec![Choice::new(AGENCY, "Toàn cơ quan"), Choice::new(EACH_UNIT, "Từng đơn vị")]
    }
}
