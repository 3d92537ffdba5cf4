//! The numbers on top of a page.

use super::{Links, Words, percent};
use crate::domain::law::AwardCode;
use crate::domain::number::format_whole;
use crate::domain::progress::{Standing, round_titles, share};
use crate::domain::subject::SubjectKind;

/// One number of the summary on top.
pub struct Fact {
    pub label: String,
    pub value: String,
    /// What is counted: people, or collectives.
    pub unit: &'static str,
    pub link: String,
    pub is_provisional: bool,
    pub note: String,
}

impl Words<'_> {
    /// The round's titles in sum: of the lowest how far all have come, of the next who aims for it or has it.
    pub fn facts(&self) -> Vec<Fact> {
        let titles = [round_titles(SubjectKind::Unit), round_titles(SubjectKind::Person)];
        let mut facts = Vec::new();
        for rung in 0..2 {
            for titles in &titles {
                if let Some(award) = titles.get(rung) {
                    facts.push(self.fact(*award));
                }
            }
        }
        facts
    }

    fn fact(&self, award: AwardCode) -> Fact {
        let (year, is_of_people) = (self.year(), award.award().takes(SubjectKind::Person));
        let (now, before) = (self.figures.this.total(award), self.figures.last.total(award));
        let (whole, whole_before, of_what) = if is_of_people {
            (self.figures.this.all_staff(), self.figures.last.all_staff(), "người")
        } else {
            (self.figures.collectives, self.figures.collectives_last, "tập thể")
        };
        let name = award.award().name_on(year.end());
        let last = format!("Năm {}: {}/{whole_before} {of_what}", year.previous(), before.achieved);
        let standing = now.standing(self.is_running());
        let is_provisional = matches!(standing, Standing::Provisional(_));
        if self.is_running() && !is_provisional {
            return Fact {
                label: format!("{name}, đăng ký"),
                value: format_whole(now.registered),
                unit: of_what,
                link: self.links.registrations(year, self.only_unit(), award),
                is_provisional: false,
                note: format!("{last}, {}", percent(share(before.achieved, whole_before))),
            };
        }
        let link = if is_provisional { Links::provisional } else { Links::awards };
        Fact {
            label: name.to_owned(),
            value: format!("{}/{whole}", standing.count()),
            unit: of_what,
            link: link(self.links, year, self.only_unit(), award),
            is_provisional,
            note: format!("{}. {last}", percent(share(standing.count(), whole))),
        }
    }
}
