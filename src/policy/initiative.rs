//! Rights on initiatives: who sees one, mends it, reviews it and records what became of it (SECURITY.md §4).

use super::{Act, Actor, Scope, initiatives_of, made, may};
use crate::domain::ids::*;
use crate::domain::initiative::State;
use crate::domain::role::Role;

/// What a step on an initiative depends on.
#[derive(Debug, Clone)]
pub struct InitiativeFacts {
    pub authors: Vec<PersonId>,
    /// Those of them who were asked and have not confirmed.
    pub asked: Vec<PersonId>,
    pub unit: UnitId,
    pub state: State,
    pub created_by: Option<AccountId>,
    pub moved_by: Option<AccountId>,
    pub has_only_secretariat: bool,
    /// The council of the round it is or was in: they read all of it.
    pub reviewers: Vec<PersonId>,
}

pub(super) fn sees(actor: &Actor, it: &InitiativeFacts) -> bool {
    let is_everybodys = it.state == State::Recognised && may(actor, Act::SeeInitiatives);
    is_everybodys || has_to_do_with(actor, it)
}

/// Its authors, their unit, the council that reviews it, and whoever sees all.
pub(super) fn has_to_do_with(actor: &Actor, it: &InitiativeFacts) -> bool {
    is_author_or_made(actor, it)
        || is_reviewer(actor, it)
        || match initiatives_of(actor) {
            Scope::All => true,
            Scope::Unit(unit, _) => unit == it.unit,
            Scope::Own(_) | Scope::Nothing => false,
        }
}

/// The part that is not for everybody: its authors, whoever reviews it now, and whoever sees all.
pub(super) fn sees_confidential(actor: &Actor, it: &InitiativeFacts) -> bool {
    is_author_or_made(actor, it)
        || is_reviewer(actor, it)
        || initiatives_of(actor) == Scope::All
        || (it.state == State::Filed && actor.reviews(it.unit))
}

/// Says that he is an author, or not.
pub(super) fn answers(actor: &Actor, it: &InitiativeFacts) -> bool {
    it.state.is_editable() && actor.person.is_some_and(|person| it.asked.contains(&person))
}

/// Records what authors without an account say on paper.
pub(super) fn records_answers(actor: &Actor, it: &InitiativeFacts) -> bool {
    it.state.is_editable() && !it.asked.is_empty() && actor.is(Role::Secretariat) && !is_author(actor, it)
}

pub(super) fn edits(actor: &Actor, it: &InitiativeFacts) -> bool {
    it.state.is_editable() && is_author_or_made(actor, it)
}

pub(super) fn withdraws(actor: &Actor, it: &InitiativeFacts) -> bool {
    is_author_or_made(actor, it) && is_still_with(actor, it)
}

pub(super) fn agrees(actor: &Actor, it: &InitiativeFacts) -> bool {
    it.state == State::Filed && actor.reviews(it.unit) && !is_author(actor, it)
}

pub(super) fn returns(actor: &Actor, it: &InitiativeFacts) -> bool {
    match it.state {
        State::Filed => actor.reviews(it.unit) && !is_author(actor, it),
        _ => verifies(actor, it),
    }
}

/// Records a recognition that was decided on paper.
pub(super) fn records(actor: &Actor, it: &InitiativeFacts) -> bool {
    it.state == State::UnitReviewed && verifies(actor, it)
}

/// Records that a higher level recognised it.
pub(super) fn raises(actor: &Actor, it: &InitiativeFacts) -> bool {
    it.state == State::Recognised && verifies(actor, it)
}

/// Says for a unit that it works with it.
pub(super) fn confirms_use(actor: &Actor, unit: UnitId, it: &InitiativeFacts) -> bool {
    it.state == State::Recognised && actor.reviews(unit) && !is_author(actor, it)
}

/// Also its files and what it was compared with: not everybody who may read a recognised one.
pub(super) fn sees_all_of(actor: &Actor, it: &InitiativeFacts) -> bool {
    let reads_all = [Role::Secretariat, Role::CouncilMember, Role::Leader, Role::Auditor];
    sees(actor, it)
        && (is_author_or_made(actor, it)
            || is_reviewer(actor, it)
            || actor.reviews(it.unit)
            || reads_all.iter().any(|role| actor.is(*role)))
}

/// The initiatives that one was found to be like, whoever wrote them; its authors see only what they may read anyway.
pub(super) fn sees_compared_sources(actor: &Actor, it: &InitiativeFacts) -> bool {
    let is_of_council = (actor.is(Role::CouncilMember) || is_reviewer(actor, it)) && !is_author(actor, it);
    initiatives_of(actor) == Scope::All || is_of_council
}

pub(super) fn remarks(actor: &Actor, it: &InitiativeFacts) -> bool {
    (actor.is(Role::Secretariat) || actor.is(Role::CouncilMember) || is_reviewer(actor, it)) && !is_author(actor, it)
}

/// Sits in the council that reviews it.
pub fn is_reviewer(actor: &Actor, it: &InitiativeFacts) -> bool {
    actor.person.is_some_and(|person| it.reviewers.contains(&person))
}

/// Nobody else has acted on it yet.
fn is_still_with(actor: &Actor, it: &InitiativeFacts) -> bool {
    use State::*;
    match it.state {
        Draft | Filed | Returned => true,
        UnitReviewed => made(actor, it.moved_by),
        UnderReview | Recognised | Rejected | Withdrawn => false,
    }
}

fn is_author(actor: &Actor, it: &InitiativeFacts) -> bool {
    actor.person.is_some_and(|person| it.authors.contains(&person))
}

fn is_author_or_made(actor: &Actor, it: &InitiativeFacts) -> bool {
    is_author(actor, it) || made(actor, it.created_by)
}

/// The secretariat's step, which nobody takes on his own.
fn verifies(actor: &Actor, it: &InitiativeFacts) -> bool {
    if it.has_only_secretariat {
        return actor.is_agency_head && !is_author(actor, it);
    }
    actor.is(Role::Secretariat) && !is_author(actor, it)
}
