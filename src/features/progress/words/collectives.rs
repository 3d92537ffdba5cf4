//! What units registered and received as collectives.

use super::{Links, Words};
use crate::domain::law::AwardCode;
use crate::domain::progress::{Standing, Tally, round_titles};
use crate::domain::subject::SubjectKind;
use crate::domain::year::Year;
use crate::features::progress::figures::YearFigures;
use crate::features::progress::store::Unit;

/// What a unit registered or received as a collective: the titles by their abbreviation.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    pub words: String,
    pub link: String,
    pub is_provisional: bool,
}

impl Words<'_> {
    /// Registered this year, received this year, received last year.
    pub(super) fn collective_outcomes(&self, unit: &Unit) -> Vec<Outcome> {
        if !unit.kind.is_collective() {
            return vec![Outcome::default(); 3];
        }
        let year = self.year();
        let highest = |of: &YearFigures, has: fn(Tally) -> i64| {
            let titles = round_titles(SubjectKind::Unit);
            titles.iter().rev().copied().find(|award| has(of.tallies.of(unit.id, *award)) > 0)
        };
        let said = |award: Option<AwardCode>, link: &dyn Fn(AwardCode) -> String, is_provisional: bool| {
            award.map_or_else(Outcome::default, |award| Outcome {
                words: award.award().abbreviation().to_owned(),
                link: link(award),
                is_provisional,
            })
        };
        let awarded = |year: Year| move |award| self.links.awards(year, Some(unit), award);
        let this = &self.figures.this;
        let now = match highest(this, |it| it.achieved) {
            Some(award) => said(Some(award), &awarded(year), false),
            None => {
                let link = |award| self.links.provisional(year, Some(unit), award);
                said(highest(this, |it| it.provisional), &link, true)
            }
        };
        let filed = |award| self.links.registrations(year, Some(unit), award);
        vec![
            said(highest(this, |it| it.registered), &filed, false),
            now,
            said(highest(&self.figures.last, |it| it.achieved), &awarded(year.previous()), false),
        ]
    }

    pub(super) fn collective_totals(&self) -> Vec<Outcome> {
        let Some(award) = round_titles(SubjectKind::Unit).first().copied() else { return Vec::new() };
        let (now, before) = (self.figures.this.total(award), self.figures.last.total(award));
        let standing = now.standing(self.is_running());
        let is_provisional = matches!(standing, Standing::Provisional(_));
        let link = if is_provisional { Links::provisional } else { Links::awards };
        let outcome = |count: i64, words: String, link: String, is_provisional: bool| {
            if count == 0 { Outcome::default() } else { Outcome { words, link, is_provisional } }
        };
        let year = self.year();
        vec![
            outcome(now.registered, now.registered.to_string(), self.links.registrations(year, None, award), false),
            outcome(
                standing.count(),
                format!("{}/{}", standing.count(), self.figures.collectives),
                link(self.links, year, None, award),
                is_provisional,
            ),
            outcome(
                before.achieved,
                format!("{}/{}", before.achieved, self.figures.collectives_last),
                self.links.awards(year.previous(), None, award),
                false,
            ),
        ]
    }
}
