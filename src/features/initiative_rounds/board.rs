//! A round with all that belongs to it, in a fixed number of reads: what its pages show and its verbs judge.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::sheet_store::{self, Author, Marks, Sheet};
use super::store::{self, Head, Kept, Round, Seated};
use crate::db::Connection;
use crate::domain::ids::*;
use crate::domain::initiative_round::{SheetState, Verdict};
use crate::domain::scoring::{Grades, Opinion, Points, Seeker, Tally};
use crate::error::{AppError, AppResult};
use crate::features::relatives;
use crate::policy::{RoundFacts, SheetFacts};

/// An initiative of a round.
#[derive(Debug, Clone)]
pub struct Item {
    pub head: Head,
    pub authors: Vec<Author>,
    pub kept: Kept,
}

impl Item {
    /// "Lê Thị Hoa 60%, Nguyễn Văn Tú 40%".
    pub fn authors_in_words(&self) -> String {
        authors_in_words(&self.authors)
    }

    fn is_by(&self, person: PersonId) -> bool {
        self.authors.iter().any(|author| author.person == person)
    }
}

pub fn authors_in_words(authors: &[Author]) -> String {
    authors.iter().map(|it| format!("{} {}%", it.name, it.percent)).collect::<Vec<_>>().join(", ")
}

#[derive(Debug, Clone)]
pub struct Board {
    pub round: Round,
    pub grades: Grades,
    pub seats: Vec<Seated>,
    pub items: Vec<Item>,
    pub sheets: Vec<Sheet>,
    marks: HashMap<InitiativeSheetId, Marks>,
    relatives: BTreeSet<(PersonId, PersonId)>,
}

impl Board {
    pub fn load(conn: &mut Connection, id: InitiativeRoundId) -> AppResult<Self> {
        let round = store::find(conn, id)?;
        let found = store::items_of(conn, id)?;
        let ids: Vec<InitiativeId> = found.iter().map(|(head, _)| head.id).collect();
        let mut authors = sheet_store::authors_of(conn, &ids)?;
        let seats = store::seats_of(conn, id)?;
        let seated: Vec<PersonId> = seats.iter().map(|it| it.person).collect();
        Ok(Self {
            grades: store::grades_of(conn, id)?,
            items: found
                .into_iter()
                .map(|(head, kept)| Item { authors: authors.remove(&head.id).unwrap_or_default(), head, kept })
                .collect(),
            sheets: sheet_store::of_round(conn, id)?,
            marks: sheet_store::marks_of_round(conn, id)?,
            relatives: relatives::ops::pairs_of(conn, &seated)?.into_iter().collect(),
            round,
            seats,
        })
    }

    pub fn facts(&self) -> RoundFacts {
        RoundFacts {
            state: self.round.state,
            seated: self.seats.iter().map(|it| it.person).collect(),
            is_drafted: !self.round.decision_abstract.is_empty(),
        }
    }

    pub fn sheet_facts(&self, sheet: &Sheet) -> AppResult<SheetFacts> {
        let item = self.item(sheet.initiative)?;
        Ok(SheetFacts {
            examiner: sheet.examiner,
            state: sheet.state,
            round: self.round.state,
            authors: item.authors.iter().map(|author| author.person).collect(),
            seated: self.seats.iter().map(|it| it.person).collect(),
            all_sent: self.all_sent(sheet.initiative),
            is_replaced: self.is_replaced(sheet),
        })
    }

    pub fn item(&self, id: InitiativeId) -> AppResult<&Item> {
        self.items.iter().find(|item| item.head.id == id).ok_or(AppError::NotFound)
    }

    pub fn item_called(&self, code: &str) -> AppResult<&Item> {
        self.items.iter().find(|item| item.head.code == code).ok_or(AppError::NotFound)
    }

    pub fn seat_of(&self, person: PersonId) -> AppResult<&Seated> {
        self.seats.iter().find(|it| it.person == person).ok_or(AppError::NotFound)
    }

    pub fn sheet(&self, id: InitiativeSheetId) -> AppResult<&Sheet> {
        self.sheets.iter().find(|sheet| sheet.id == id).ok_or(AppError::NotFound)
    }

    /// All sheets of an initiative, those of replaced examiners too.
    pub fn sheets_of(&self, id: InitiativeId) -> impl Iterator<Item = &Sheet> {
        self.sheets.iter().filter(move |sheet| sheet.initiative == id)
    }

    /// Those that count: of whoever was replaced, the one in his place.
    pub fn counted(&self, id: InitiativeId) -> impl Iterator<Item = &Sheet> {
        self.sheets_of(id).filter(|sheet| !self.is_replaced(sheet))
    }

    pub fn is_replaced(&self, sheet: &Sheet) -> bool {
        self.sheets.iter().any(|other| other.replaces == Some(sheet.id))
    }

    /// Nobody is waited for any more.
    pub fn all_sent(&self, id: InitiativeId) -> bool {
        let mut sheets = self.sheets_of(id).peekable();
        sheets.peek().is_some() && sheets.all(|sheet| sheet.state != SheetState::Assigned)
    }

    /// Sheets that are done, and all: "3/5".
    pub fn progress(&self) -> (usize, usize) {
        let done = self.sheets.iter().filter(|sheet| sheet.state != SheetState::Assigned).count();
        (done, self.sheets.len())
    }

    pub fn mark(&self, sheet: InitiativeSheetId, criterion: &str) -> Option<Points> {
        self.marks.get(&sheet)?.get(criterion).copied()
    }

    pub fn total(&self, sheet: InitiativeSheetId) -> Points {
        Points(self.marks.get(&sheet).map_or(0, |marks| marks.values().map(|points| points.0).sum()))
    }

    /// As kept at the conclusion, before it as it stands.
    pub fn tally(&self, item: &Item) -> Tally {
        if self.round.state.has_results() {
            return item.kept.tally();
        }
        let opinion = |sheet: &Sheet| match sheet.state {
            SheetState::Sent => {
                Some(Opinion::Sent { total: self.total(sheet.id), verdict: sheet.verdict.unwrap_or(Verdict::Refuse) })
            }
            SheetState::Recused => Some(Opinion::Recused),
            SheetState::Assigned => None,
        };
        Tally::of(&self.counted(item.head.id).filter_map(opinion).collect::<Vec<_>>())
    }

    /// Whether it would be recognised.
    pub fn passes(&self, tally: Tally) -> AppResult<bool> {
        Ok(tally.passes(self.round.pass_mark(), self.round.threshold()?))
    }

    /// Why its authors were not recognised; empty where they are.
    pub fn why_refused(&self, tally: Tally) -> AppResult<String> {
        Ok(tally.why_not(self.round.pass_mark(), self.round.threshold()?))
    }

    /// What keeps a member from scoring an initiative.
    pub fn why_not(&self, member: &Seated, item: &Item) -> Option<&'static str> {
        let is_relative = |author: &Author| self.relatives.contains(&(member.person, author.person));
        let is_colleague = |author: &Author| author.unit == member.unit;
        if item.is_by(member.person) {
            Some("là tác giả")
        } else if item.authors.iter().any(is_relative) {
            Some("là người thân của tác giả")
        } else if self.round.spares_own_unit && (item.head.unit == member.unit || item.authors.iter().any(is_colleague))
        {
            Some("cùng đơn vị với tác giả")
        } else {
            None
        }
    }

    /// The initiatives that have fewer than `per` examiners, each with who may still be one.
    pub fn seekers(&self, per: usize) -> Vec<Seeker> {
        let seeker = |item: &Item| {
            let asked: BTreeSet<PersonId> = self.sheets_of(item.head.id).map(|sheet| sheet.examiner).collect();
            let is_free = |member: &&Seated| !asked.contains(&member.person) && self.why_not(member, item).is_none();
            let active = self.counted(item.head.id).filter(|sheet| sheet.state != SheetState::Recused).count();
            Seeker {
                initiative: item.head.id,
                free: self.seats.iter().filter(is_free).map(|member| member.person).collect(),
                wanted: per.saturating_sub(active),
            }
        };
        self.items.iter().map(seeker).filter(|seeker| seeker.wanted > 0).collect()
    }

    /// How many sheets each member has.
    pub fn loads(&self) -> BTreeMap<PersonId, usize> {
        let of = |member: &Seated| {
            let own = |sheet: &&Sheet| sheet.examiner == member.person && sheet.state != SheetState::Recused;
            (member.person, self.sheets.iter().filter(own).count())
        };
        self.seats.iter().map(of).collect()
    }
}
