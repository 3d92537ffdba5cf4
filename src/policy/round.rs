//! Rights on rounds of reviewing initiatives and on the sheets of their examiners: a sheet is its examiner's alone until
//! all of its initiative are sent, and nobody scores or reads the scores of his own.

use super::Actor;
use crate::domain::ids::PersonId;
use crate::domain::initiative_round::{SheetState, State};
use crate::domain::role::Role;

/// What an act on a round depends on.
#[derive(Debug, Clone)]
pub struct RoundFacts {
    pub state: State,
    /// The council.
    pub seated: Vec<PersonId>,
    /// The decision lies before whoever issues it.
    pub is_drafted: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RoundAct {
    See,
    Amend,
    /// Gather initiatives and the council.
    Gather,
    Assign,
    StartScoring,
    Conclude,
    DraftDecision,
    Issue,
    /// Attach scans of the signed decision.
    Scan,
}

/// What an act on one sheet depends on.
#[derive(Debug, Clone)]
pub struct SheetFacts {
    pub examiner: PersonId,
    pub state: SheetState,
    pub round: State,
    pub authors: Vec<PersonId>,
    pub seated: Vec<PersonId>,
    /// No sheet of this initiative waits any more.
    pub all_sent: bool,
    /// Somebody has taken the place of the recused.
    pub is_replaced: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SheetAct {
    See,
    Score,
    Recuse,
    Reopen,
    Replace,
}

pub(super) fn may(actor: &Actor, act: RoundAct, it: &RoundFacts) -> bool {
    let keeps = actor.is(Role::Secretariat);
    match act {
        RoundAct::See => oversees(actor, &it.seated) || actor.issues_decisions(),
        RoundAct::Amend | RoundAct::Gather | RoundAct::StartScoring => keeps && it.state.is_open(),
        RoundAct::Assign => keeps && it.state.assigns(),
        RoundAct::Conclude => keeps && it.state == State::Scoring,
        RoundAct::DraftDecision => keeps && it.state == State::Concluded,
        RoundAct::Scan => keeps && it.state == State::Decided,
        RoundAct::Issue => it.state == State::Concluded && it.is_drafted && actor.issues_decisions(),
    }
}

pub(super) fn may_on_sheet(actor: &Actor, act: SheetAct, it: &SheetFacts) -> bool {
    let is_author = actor.person.is_some_and(|person| it.authors.contains(&person));
    let is_own = actor.person == Some(it.examiner) && !is_author;
    let keeps = actor.is(Role::Secretariat);
    match act {
        SheetAct::See => is_own || (it.all_sent && !is_author && oversees(actor, &it.seated)),
        SheetAct::Score => is_own && it.round == State::Scoring && it.state == SheetState::Assigned,
        SheetAct::Recuse => is_own && it.round.assigns() && it.state == SheetState::Assigned,
        SheetAct::Reopen => keeps && it.round == State::Scoring && it.state == SheetState::Sent,
        SheetAct::Replace => keeps && it.round.assigns() && it.state == SheetState::Recused && !it.is_replaced,
    }
}

/// Reads all of a round: the secretariat, the leaders, the auditor and its council.
fn oversees(actor: &Actor, seated: &[PersonId]) -> bool {
    let by_role = [Role::Secretariat, Role::Leader, Role::Auditor].iter().any(|role| actor.is(*role));
    by_role || actor.person.is_some_and(|person| seated.contains(&person))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::AccountId;
    use crate::domain::role::Roles;

    fn actor(person: i64, roles: &[Role]) -> Actor {
        let roles: Roles = roles.iter().copied().collect();
        let mut actor = Actor::of_account(AccountId(person), String::new(), String::new(), roles);
        actor.person = Some(PersonId(person));
        actor
    }

    fn sheet(state: SheetState) -> SheetFacts {
        SheetFacts {
            examiner: PersonId(1),
            state,
            round: State::Scoring,
            authors: vec![PersonId(9)],
            seated: vec![PersonId(1), PersonId(2), PersonId(9)],
            all_sent: false,
            is_replaced: false,
        }
    }

    #[test]
    fn a_sheet_is_its_examiners_alone_until_all_are_sent() {
        let (examiner, other) = (actor(1, &[Role::Staff]), actor(2, &[Role::Staff]));
        let (secretary, author) = (actor(3, &[Role::Secretariat]), actor(9, &[Role::Secretariat, Role::Leader]));
        let who = |all_sent| {
            let sheet = SheetFacts { all_sent, ..sheet(SheetState::Sent) };
            [&examiner, &other, &secretary, &author].map(|actor| may_on_sheet(actor, SheetAct::See, &sheet))
        };
        assert_eq!(who(false), [true, false, false, false]);
        assert_eq!(who(true), [true, true, true, false]);
    }

    #[test]
    fn only_its_examiner_scores_and_only_while_it_is_scored() {
        let (examiner, secretary) = (actor(1, &[Role::Staff]), actor(3, &[Role::Secretariat]));
        let assigned = sheet(SheetState::Assigned);
        assert!(may_on_sheet(&examiner, SheetAct::Score, &assigned));
        assert!(!may_on_sheet(&secretary, SheetAct::Score, &assigned));
        assert!(!may_on_sheet(&examiner, SheetAct::Score, &sheet(SheetState::Sent)));
        for round in [State::Open, State::Concluded, State::Decided] {
            let sheet = SheetFacts { round, ..sheet(SheetState::Assigned) };
            assert!(!may_on_sheet(&examiner, SheetAct::Score, &sheet));
        }
        let own = SheetFacts { authors: vec![PersonId(1)], ..sheet(SheetState::Assigned) };
        assert!(!may_on_sheet(&examiner, SheetAct::Score, &own));
    }

    #[test]
    fn a_sent_sheet_is_opened_again_by_the_secretariat_and_only_before_the_conclusion() {
        let (examiner, secretary) = (actor(1, &[Role::Staff]), actor(3, &[Role::Secretariat]));
        assert!(may_on_sheet(&secretary, SheetAct::Reopen, &sheet(SheetState::Sent)));
        assert!(!may_on_sheet(&examiner, SheetAct::Reopen, &sheet(SheetState::Sent)));
        let concluded = SheetFacts { round: State::Concluded, ..sheet(SheetState::Sent) };
        assert!(!may_on_sheet(&secretary, SheetAct::Reopen, &concluded));
    }
}
