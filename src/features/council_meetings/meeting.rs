//! A meeting with all that belongs to it, in a fixed number of reads: what its pages show and its verbs judge.

use std::collections::BTreeSet;

use super::agenda_store::{self, Conflict, Item, Said};
use super::attendance;
use super::ballot_store::{self, Ballot, Line, OnRoll, Sheet};
use super::store::{self, Amendment, Member, Row};
use crate::db::Connection;
use crate::domain::ballot::Counts;
use crate::domain::council::{LocalVoteRule, Seat, Threshold, Vote};
use crate::domain::council_meeting::{ConflictKind, SheetPlan, Way, sheets};
use crate::domain::eligibility::Confirmations;
use crate::domain::ids::*;
use crate::domain::law::catalogue;
use crate::error::{AppError, AppResult};
use crate::features::councils::ops::{self as councils, Council};
use crate::features::{laws, regulations, relatives};
use crate::policy::MeetingFacts;

/// The counting board of a meeting.
#[derive(Debug, Clone)]
pub struct Board {
    pub council: Council,
    pub members: Vec<councils::Member>,
}

#[derive(Debug, Clone)]
pub struct Meeting {
    pub row: Row,
    pub council: Council,
    pub board: Option<Board>,
    pub members: Vec<Member>,
    /// Who sits in the council on the day of the meeting, as long as it is being prepared.
    pub seated: Vec<(PersonId, Seat)>,
    pub items: Vec<(Item, Said)>,
    pub conflicts: Vec<Conflict>,
    pub ballot: Option<Ballot>,
    pub sheets: Vec<Sheet>,
    lines: Vec<Line>,
    roll: Vec<OnRoll>,
    pub amendments: Vec<Amendment>,
    confirmations: Confirmations,
    local: Vec<LocalVoteRule>,
}

/// A line as it was counted, or as it will be.
#[derive(Debug, Clone)]
pub struct Counted<'m> {
    pub item: &'m Item,
    pub vote: Vote,
    pub threshold: Threshold,
}

impl Meeting {
    pub fn load(conn: &mut Connection, id: CouncilMeetingId) -> AppResult<Self> {
        let row = store::find(conn, id)?;
        let seated = match row.state.is_prepared() {
            true => attendance::seated(conn, row.council_id, row.held_on)?,
            false => Vec::new(),
        };
        let members = store::members_of(conn, id)?;
        let items = agenda_store::items_of(conn, id)?;
        let mut conflicts = agenda_store::conflicts_of(conn, id)?;
        if row.state.is_prepared() {
            let people: Vec<PersonId> = members.iter().map(|it| it.person).collect();
            let relatives = relatives::ops::pairs_of(conn, &people)?.into_iter().collect();
            let found = found_conflicts(&row, &members, &items, &relatives);
            let is_new = |it: &Conflict| !conflicts.iter().any(|known| is_same(known, it));
            let found: Vec<Conflict> = found.into_iter().filter(is_new).collect();
            conflicts.extend(found);
        }
        let ballot = ballot_store::live(conn, id)?;
        let (mut sheets, mut lines, mut roll) = (Vec::new(), Vec::new(), Vec::new());
        if let Some(ballot) = &ballot {
            sheets = ballot_store::sheets_of(conn, ballot.id)?;
            lines = ballot_store::lines_of(conn, ballot.id)?;
            roll = ballot_store::roll_of(conn, &sheets.iter().map(|it| it.id).collect::<Vec<_>>())?;
        }
        let board = match row.board_id {
            Some(board) => Some(Board {
                council: councils::find(conn, board)?,
                members: councils::members_on(conn, board, row.held_on)?,
            }),
            None => None,
        };
        Ok(Self {
            council: councils::find(conn, row.council_id)?,
            amendments: store::amendments_of(conn, id)?,
            confirmations: laws::ops::confirmations(conn)?,
            local: regulations::ops::local_vote_rules(conn)?,
            row,
            board,
            members,
            seated,
            items,
            conflicts,
            ballot,
            sheets,
            lines,
            roll,
        })
    }

    pub fn facts(&self) -> MeetingFacts {
        let ballot = self.ballot.as_ref();
        MeetingFacts {
            state: Some(self.row.state),
            members: self.members.iter().map(|it| it.person).collect(),
            to_vote: self.roll.iter().filter(|it| !it.voted).map(|it| it.member).collect(),
            holders: ballot.iter().flat_map(|it| [it.holder_one, it.holder_two]).flatten().collect(),
        }
    }

    pub fn item(&self, id: DossierId) -> AppResult<&Item> {
        self.items.iter().map(|(item, _)| item).find(|item| item.dossier == id).ok_or(AppError::NotFound)
    }

    pub fn member(&self, id: PersonId) -> AppResult<&Member> {
        self.members.iter().find(|it| it.person == id).ok_or(AppError::NotFound)
    }

    /// Whether the council has changed since its members were seated.
    pub fn has_other_members(&self) -> bool {
        let sits = |it: &Member| self.seated.contains(&(it.person, it.seat));
        self.row.state.is_prepared() && (self.seated.len() != self.members.len() || !self.members.iter().all(sits))
    }

    pub fn present(&self) -> usize {
        self.members.iter().filter(|it| it.way.is_present()).count()
    }

    /// Who must not vote on a line.
    pub fn left_out(&self, dossier: DossierId) -> impl Iterator<Item = &Conflict> {
        self.conflicts.iter().filter(move |it| it.dossier == dossier)
    }

    /// The sheets as they will be given out.
    pub fn plan(&self) -> Vec<SheetPlan> {
        let agenda: Vec<DossierId> = self.items.iter().map(|(item, _)| item.dossier).collect();
        let conflicts: Vec<_> = self.conflicts.iter().map(|it| (it.dossier, it.person)).collect();
        sheets(&agenda, &conflicts)
    }

    /// Who votes on a sheet in some way.
    pub fn voters(&self, plan: &SheetPlan, way: Way) -> Vec<PersonId> {
        let votes = |it: &&Member| it.way == way && !plan.left_out.contains(&it.person);
        self.members.iter().filter(votes).map(|it| it.person).collect()
    }

    pub fn lines_of(&self, sheet: BallotSheetId) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(move |line| line.sheet == sheet)
    }

    pub fn roll_of(&self, sheet: BallotSheetId) -> impl Iterator<Item = &OnRoll> {
        self.roll.iter().filter(move |it| it.sheet == sheet)
    }

    /// The sheets on which somebody votes on the screen, whether he has or not.
    pub fn sheets_for(&self, person: PersonId) -> Vec<(&Sheet, bool)> {
        let mine = |sheet: &&Sheet| self.roll_of(sheet.id).any(|it| it.member == person);
        let voted = |sheet: &Sheet| self.roll_of(sheet.id).any(|it| it.member == person && it.voted);
        self.sheets.iter().filter(mine).map(|sheet| (sheet, voted(sheet))).collect()
    }

    /// "đã bỏ phiếu x/y": how many of those on the screen have voted on all their sheets.
    pub fn turnout(&self) -> (usize, usize) {
        let on_roll: BTreeSet<PersonId> = self.roll.iter().map(|it| it.member).collect();
        let waiting: BTreeSet<PersonId> = self.roll.iter().filter(|it| !it.voted).map(|it| it.member).collect();
        (on_roll.len() - waiting.len(), on_roll.len())
    }

    /// Whether all sheets have what the counting board enters.
    pub fn is_paper_counted(&self) -> bool {
        self.sheets.iter().all(|sheet| (sheet.paper_issued == 0 && sheet.written == 0) || sheet.paper_invalid.is_some())
    }

    /// What became of the ballots of a sheet, over all ways.
    pub fn counts(&self, sheet: &Sheet) -> Counts {
        let voted = self.roll_of(sheet.id).filter(|it| it.voted).count() as i64;
        let paper = Counts {
            issued: sheet.paper_issued,
            returned: sheet.paper_issued,
            invalid: sheet.paper_invalid.unwrap_or(0),
        };
        let written = Counts { issued: sheet.written, returned: sheet.written, invalid: 0 };
        let screen = Counts {
            issued: self.roll_of(sheet.id).count() as i64,
            returned: voted,
            invalid: sheet.boxes_invalid.unwrap_or(0),
        };
        paper.and(written).and(screen)
    }

    /// Of how many a line needs its share: all members, and by local rule without those who must not vote on it.
    pub fn denominator(&self, dossier: DossierId) -> i64 {
        let recused = if self.row.counts_recused { 0 } else { self.left_out(dossier).count() };
        (self.members.len() - recused) as i64
    }

    /// How many valid ballots do not agree to a line.
    pub fn disagreeing(&self, dossier: DossierId) -> i64 {
        let Some(line) = self.lines.iter().find(|line| line.dossier == dossier) else { return 0 };
        let sheet = self.sheets.iter().find(|sheet| sheet.id == line.sheet);
        let valid = sheet.map_or(0, |sheet| self.counts(sheet).valid());
        valid - [line.paper_agree, line.written_agree, line.screen_agree].into_iter().flatten().sum::<i64>()
    }

    /// The most who can agree to a line.
    pub fn most_agreeing(&self, dossier: DossierId) -> i64 {
        let may = |it: &&Member| it.way.votes() && !self.left_out(dossier).any(|out| out.person == it.person);
        self.members.iter().filter(may).count() as i64
    }

    pub fn threshold(&self, item: &Item) -> Threshold {
        match item.received_on {
            Some(day) => Threshold::of(catalogue(), item.award, day, &self.confirmations, &self.local),
            None => Threshold::None,
        }
    }

    /// Every line with its votes, most first within an award; only once they are counted.
    pub fn counted(&self) -> Vec<Counted<'_>> {
        if !self.row.state.has_counts() {
            return Vec::new();
        }
        let agree = |dossier: DossierId| {
            let line = self.lines.iter().find(|line| line.dossier == dossier);
            let ways = line.map_or([None; 3], |it| [it.paper_agree, it.written_agree, it.screen_agree]);
            ways.into_iter().flatten().sum()
        };
        let count = |(item, _): &'_ (Item, Said)| -> (Vote, Threshold) {
            let vote = Vote { agree: agree(item.dossier), members: self.denominator(item.dossier) };
            (vote, self.threshold(item))
        };
        let mut counted: Vec<Counted> = self
            .items
            .iter()
            .map(|it| {
                let (vote, threshold) = count(it);
                Counted { item: &it.0, vote, threshold }
            })
            .collect();
        counted.sort_by_key(|it| (it.item.award.award().rank, -it.vote.agree));
        counted
    }

    /// Lines that no unanimity of those who may vote can bring over the threshold: "8/9" for 90 %.
    pub fn out_of_reach(&self) -> Vec<(&Item, Vote, Threshold)> {
        let reach =
            |item: &Item| Vote { agree: self.most_agreeing(item.dossier), members: self.denominator(item.dossier) };
        self.items
            .iter()
            .map(|(item, _)| (item, reach(item), self.threshold(item)))
            .filter(|(_, vote, threshold)| threshold.would_decide(*vote) == Some(false))
            .collect()
    }
}

fn is_same(one: &Conflict, other: &Conflict) -> bool {
    (one.dossier, one.person) == (other.dossier, other.person)
}

/// Who must not vote on what, as far as the program knows: the candidate himself, his declared relatives, and by local
/// rule whoever is of his unit.
fn found_conflicts(
    row: &Row,
    members: &[Member],
    items: &[(Item, Said)],
    relatives: &BTreeSet<(PersonId, PersonId)>,
) -> Vec<Conflict> {
    let mut found = Vec::new();
    for (item, _) in items {
        let subject = PersonId(item.subject.0);
        let is_person = item.kind == crate::domain::subject::SubjectKind::Person;
        for member in members {
            let kind = if is_person && member.person == subject {
                (!row.votes_on_own).then_some(ConflictKind::Oneself)
            } else if is_person && relatives.contains(&(member.person, subject)) {
                Some(ConflictKind::Relative)
            } else {
                (row.spares_own_unit && member.unit == item.unit).then_some(ConflictKind::Unit)
            };
            if let Some(kind) = kind {
                found.push(Conflict { dossier: item.dossier, person: member.person, kind, reason: String::new() });
            }
        }
    }
    found
}
