//! What the votes and the caps on a title propose of each line, and where only the chair can say.

use super::meeting::{Counted, Meeting};
use crate::db::Connection;
use crate::domain::council::Vote;
use crate::domain::eligibility::quota::Place;
use crate::domain::ids::*;
use crate::domain::law::AwardCode;
use crate::domain::subject::SubjectKind;
use crate::error::AppResult;
use crate::features::eligibility::ops::{Room, room};

/// Where a line stands beside the others of its award.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Alone,
    /// As many votes as another.
    Tied,
    /// As many votes as another, and the caps leave room for one of them only.
    TiedAtCap,
    OverCap,
    OverManagerShare,
}

impl Standing {
    /// For a tag; empty where nothing is to be said.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Alone => "",
            Self::Tied => "Bằng phiếu",
            Self::TiedAtCap => "Bằng phiếu, tỷ lệ không đủ chỗ",
            Self::OverCap => "Vượt tỷ lệ",
            Self::OverManagerShare => "Vượt tỷ lệ lãnh đạo",
        }
    }
}

#[derive(Debug, Clone)]
pub struct Proposed<'m> {
    pub line: Counted<'m>,
    pub standing: Standing,
    /// Whether it passes without a word of the chair; `None` where only the chair can say.
    pub passes: Option<bool>,
}

#[derive(Debug, Clone)]
pub struct Proposals<'m> {
    /// Most votes first within an award.
    pub lines: Vec<Proposed<'m>>,
    /// Of the capped title, where lines of it reached their votes.
    pub room: Option<Room>,
}

/// Whether the votes alone pass a line: the threshold, or without one more than half of all members.
pub fn has_votes(line: &Counted) -> bool {
    line.threshold.would_decide(line.vote).unwrap_or_else(|| is_majority(line.vote))
}

const fn is_majority(vote: Vote) -> bool {
    vote.agree * 2 > vote.members
}

impl<'m> Proposals<'m> {
    /// Of a meeting whose votes are counted.
    pub fn of(conn: &mut Connection, meeting: &'m Meeting) -> AppResult<Self> {
        let counted = meeting.counted();
        let proposed = |title: AwardCode| -> Vec<SubjectId> {
            let is_for = |it: &&Counted| it.item.award == title && it.item.kind == SubjectKind::Person;
            counted.iter().filter(is_for).filter(|it| has_votes(it)).map(|it| it.item.subject).collect()
        };
        let room = room(conn, meeting.row.year, proposed, meeting.row.held_on)?;
        let place = |line: &Counted| match &room {
            Some(room) if line.item.award == room.award && has_votes(line) => room.place(line.item.subject),
            _ => Place::In,
        };
        let propose = |line: &Counted<'m>| {
            let standing = standing(line, &counted, &place);
            let passes = match standing {
                Standing::TiedAtCap => None,
                Standing::OverCap | Standing::OverManagerShare => Some(false),
                Standing::Alone | Standing::Tied => Some(has_votes(line)),
            };
            Proposed { line: line.clone(), standing, passes }
        };
        let lines = counted.iter().map(propose).collect();
        Ok(Self { lines, room })
    }
}

fn standing(line: &Counted, all: &[Counted], place: &impl Fn(&Counted) -> Place) -> Standing {
    let is_equal = |it: &&Counted| {
        it.item.dossier != line.item.dossier && it.item.award == line.item.award && it.vote.agree == line.vote.agree
    };
    let mut equals = all.iter().filter(is_equal).peekable();
    let is_tied = equals.peek().is_some();
    let is_in = |it: &Counted| place(it) == Place::In;
    match place(line) {
        own if equals.any(|it| is_in(it) != (own == Place::In)) => Standing::TiedAtCap,
        Place::OverCap => Standing::OverCap,
        Place::OverManagerShare => Standing::OverManagerShare,
        Place::In if is_tied => Standing::Tied,
        Place::In => Standing::Alone,
    }
}
