//! Rights on meetings of the emulation council and their ballots: the secretariat sets up and closes, only who is on the
//! roll votes, and only the two key holders open the boxes (SECURITY.md §4).

use super::Actor;
use crate::domain::council_meeting::{State, Step};
use crate::domain::ids::PersonId;
use crate::domain::role::Role;

/// What an act on a meeting depends on.
#[derive(Debug, Clone, Default)]
pub struct MeetingFacts {
    pub state: Option<State>,
    /// All members of the council.
    pub members: Vec<PersonId>,
    /// Who votes on the screen and has not yet.
    pub to_vote: Vec<PersonId>,
    pub holders: Vec<PersonId>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MeetingAct {
    See,
    /// Agenda, members and how they vote.
    Prepare,
    /// Say that a member must not vote on a line.
    Declare(PersonId),
    Start,
    Cast,
    EnterCounts,
    Close,
    Open,
    Void,
    Conclude,
    Attach,
    /// Write further minutes.
    WriteOn,
}

pub(super) fn may(actor: &Actor, act: MeetingAct, it: &MeetingFacts) -> bool {
    let Some(state) = it.state else { return false };
    let keeps = actor.is(Role::Secretariat);
    let takes = |step| state.step(step).is_ok();
    match act {
        MeetingAct::See => keeps || actor.is(Role::Leader) || actor.is(Role::Auditor) || is_one_of(actor, &it.members),
        MeetingAct::Prepare => keeps && state.is_prepared(),
        MeetingAct::Declare(person) => {
            state.is_prepared() && it.members.contains(&person) && (keeps || actor.person == Some(person))
        }
        MeetingAct::Start => keeps && takes(Step::Start),
        MeetingAct::Cast => state == State::Voting && votes(actor) && is_one_of(actor, &it.to_vote),
        MeetingAct::EnterCounts | MeetingAct::Close => keeps && takes(Step::Close),
        MeetingAct::Open => takes(Step::Count) && votes(actor) && is_one_of(actor, &it.holders),
        MeetingAct::Void => keeps && takes(Step::Void),
        MeetingAct::Conclude => keeps && takes(Step::Conclude),
        MeetingAct::Attach => keeps && state != State::Concluded,
        MeetingAct::WriteOn => keeps && state == State::Concluded,
    }
}

/// Whoever runs the machine or looks over the shoulders of others is never on a roll.
fn votes(actor: &Actor) -> bool {
    !actor.is(Role::ItAdmin) && !actor.is(Role::Auditor)
}

fn is_one_of(actor: &Actor, people: &[PersonId]) -> bool {
    actor.person.is_some_and(|person| people.contains(&person))
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

    fn meeting(state: State) -> MeetingFacts {
        let members = vec![PersonId(1), PersonId(2), PersonId(3)];
        MeetingFacts {
            state: Some(state),
            to_vote: vec![PersonId(1)],
            holders: vec![PersonId(1), PersonId(2)],
            members,
        }
    }

    #[test]
    fn only_who_is_on_the_roll_and_has_not_voted_votes_whatever_his_roles() {
        let voting = meeting(State::Voting);
        assert!(may(&actor(1, &[Role::Staff]), MeetingAct::Cast, &voting));
        assert!(!may(&actor(2, &[Role::CouncilMember]), MeetingAct::Cast, &voting), "has voted");
        assert!(!may(&actor(9, &[Role::Secretariat, Role::Leader]), MeetingAct::Cast, &voting));
        for role in [Role::ItAdmin, Role::Auditor] {
            assert!(!may(&actor(1, &[Role::Staff, role]), MeetingAct::Cast, &voting), "{role}");
        }
        for state in [State::Preparing, State::Closed, State::Counted, State::Concluded] {
            assert!(!may(&actor(1, &[Role::Staff]), MeetingAct::Cast, &meeting(state)), "{state}");
        }
    }

    #[test]
    fn only_a_key_holder_opens_and_only_what_is_closed() {
        let closed = meeting(State::Closed);
        assert!(may(&actor(2, &[Role::Staff]), MeetingAct::Open, &closed));
        assert!(!may(&actor(3, &[Role::Leader]), MeetingAct::Open, &closed));
        assert!(!may(&actor(9, &[Role::Secretariat]), MeetingAct::Open, &closed));
        assert!(!may(&actor(2, &[Role::Staff]), MeetingAct::Open, &meeting(State::Voting)));
    }

    #[test]
    fn a_member_declares_for_himself_and_the_secretariat_for_anybody() {
        let prepared = meeting(State::Preparing);
        let declare = MeetingAct::Declare(PersonId(3));
        assert!(may(&actor(3, &[Role::Staff]), declare, &prepared));
        assert!(may(&actor(9, &[Role::Secretariat]), declare, &prepared));
        assert!(!may(&actor(2, &[Role::Staff]), declare, &prepared));
        assert!(!may(&actor(3, &[Role::Staff]), declare, &meeting(State::Voting)));
    }
}
