//! Rights on dossiers: who may take which step on one, in which state (SECURITY.md §4).

use super::{Actor, made, registrations_of, within};
use crate::domain::dossier::{State, Step};
use crate::domain::ids::*;
use crate::domain::role::Role;

/// What a step on a dossier depends on.
#[derive(Debug, Clone)]
pub struct DossierFacts {
    pub subject: SubjectId,
    /// Set when the subject is a collective.
    pub collective: Option<UnitId>,
    pub unit: UnitId,
    pub state: State,
    pub created_by: Option<AccountId>,
    pub moved_by: Option<AccountId>,
    /// The subject is of the secretariat and nobody else is: then the head of the agency decides.
    pub is_only_secretariat: bool,
}

/// What can be asked to be done with one dossier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DossierAct {
    See,
    Edit,
    File,
    Withdraw,
    /// Take back what one has just filed, to mend it.
    Recall,
    /// Add a paper, or take one's own away again.
    Attach,
    Agree,
    Return,
    Verify,
    Reject,
    Downgrade,
    Hold,
    Resume,
    HandOver,
    MendReceipt,
    /// Show it to all staff: no judgement, so one's own may stand in the list.
    Publish,
    Escalate,
    Pay,
}

/// Whether the actor may do it to this dossier as it is now.
pub fn may(actor: &Actor, act: DossierAct, it: &DossierFacts) -> bool {
    use State::*;
    match act {
        DossierAct::See => within(registrations_of(actor), it.subject, it.unit) || made(actor, it.created_by),
        DossierAct::Edit | DossierAct::File => it.state.is_editable() && proposes(actor, it),
        DossierAct::Withdraw => it.state.step(Step::Withdraw).is_ok() && proposes(actor, it),
        DossierAct::Recall => {
            matches!(it.state, Filed | UnitReviewed) && proposes(actor, it) && made(actor, it.moved_by)
        }
        DossierAct::Attach => attaches(actor, it),
        DossierAct::Agree => it.state == Filed && it.collective.is_none() && reviews(actor, it),
        DossierAct::Return => match it.state {
            Filed => reviews(actor, it),
            UnitReviewed | Verified | CouncilVoted => verifies(actor, it),
            _ => false,
        },
        DossierAct::Verify => it.state == UnitReviewed && verifies(actor, it),
        DossierAct::Reject => {
            matches!(it.state, UnitReviewed | Verified | CouncilVoted | Published) && verifies(actor, it)
        }
        DossierAct::Downgrade => matches!(it.state, UnitReviewed | Verified | CouncilVoted) && verifies(actor, it),
        DossierAct::Hold => it.state.step(Step::Hold).is_ok() && it.state != Draft && verifies(actor, it),
        DossierAct::Resume => it.state == OnHold && verifies(actor, it),
        DossierAct::HandOver | DossierAct::MendReceipt => lies_with_secretariat(it.state) && verifies(actor, it),
        DossierAct::Publish => it.state.step(Step::Publish).is_ok() && actor.is(Role::Secretariat),
        DossierAct::Escalate => it.state.step(Step::Escalate).is_ok() && verifies(actor, it),
        DossierAct::Pay => it.state == Decided && actor.is(Role::Accountant),
    }
}

const fn lies_with_secretariat(state: State) -> bool {
    use State::*;
    matches!(state, UnitReviewed | Verified | CouncilVoted | Published | Escalated | HigherDecided | OnHold)
}

/// Files and mends it: the person himself, the head for his collective, the secretariat what it made on behalf.
fn proposes(actor: &Actor, it: &DossierFacts) -> bool {
    actor.owns(it.subject)
        || it.collective.is_some_and(|unit| actor.heads(unit))
        || (actor.is(Role::Secretariat) && made(actor, it.created_by))
}

/// The unit's step, which nobody takes on his own.
fn reviews(actor: &Actor, it: &DossierFacts) -> bool {
    actor.reviews(it.unit) && !actor.owns(it.subject)
}

/// The secretariat's step, which nobody takes on his own.
fn verifies(actor: &Actor, it: &DossierFacts) -> bool {
    if it.is_only_secretariat {
        return actor.is_agency_head && !actor.owns(it.subject);
    }
    actor.is(Role::Secretariat) && !actor.owns(it.subject)
}

/// Papers come from whom the dossier lies with: who proposes, then the unit, then the secretariat.
fn attaches(actor: &Actor, it: &DossierFacts) -> bool {
    match it.state {
        state if state.is_editable() => proposes(actor, it),
        State::Filed => reviews(actor, it),
        state => lies_with_secretariat(state) && verifies(actor, it),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::role::Roles;

    fn actor(account: i64, person: i64, roles: &[Role]) -> Actor {
        let roles: Roles = roles.iter().copied().collect();
        let mut actor = Actor::of_account(AccountId(account), String::new(), String::new(), roles);
        actor.person = Some(PersonId(person));
        actor.unit = Some(UnitId(1));
        actor
    }

    fn dossier(state: State) -> DossierFacts {
        DossierFacts {
            subject: SubjectId(10),
            collective: None,
            unit: UnitId(1),
            state,
            created_by: Some(AccountId(1)),
            moved_by: Some(AccountId(1)),
            is_only_secretariat: false,
        }
    }

    #[test]
    fn nobody_takes_a_step_on_his_own() {
        use DossierAct::*;
        let all = actor(1, 10, &[Role::Staff, Role::UnitHead, Role::Secretariat, Role::Leader]);
        for state in State::ALL {
            for act in [Agree, Return, Verify, Reject, Downgrade, Hold, Resume, HandOver, MendReceipt, Escalate] {
                assert!(!may(&all, act, &dossier(*state)), "{act:?} {state:?}");
            }
        }
    }

    #[test]
    fn it_is_recalled_only_by_who_took_the_last_step() {
        let owner = actor(1, 10, &[Role::Staff]);
        assert!(may(&owner, DossierAct::Recall, &dossier(State::Filed)));
        let agreed = DossierFacts { moved_by: Some(AccountId(2)), ..dossier(State::UnitReviewed) };
        assert!(!may(&owner, DossierAct::Recall, &agreed));
        assert!(may(&owner, DossierAct::Withdraw, &agreed));
        assert!(!may(&owner, DossierAct::Withdraw, &dossier(State::Verified)));
    }

    #[test]
    fn the_only_secretarys_own_goes_to_the_head_of_the_agency() {
        let own = DossierFacts { is_only_secretariat: true, ..dossier(State::UnitReviewed) };
        let mut head = actor(3, 30, &[Role::Leader]);
        assert!(!may(&head, DossierAct::Verify, &own));
        head.is_agency_head = true;
        assert!(may(&head, DossierAct::Verify, &own));
        assert!(!may(&head, DossierAct::Verify, &dossier(State::UnitReviewed)));
        assert!(!may(&actor(1, 10, &[Role::Secretariat]), DossierAct::Verify, &own));
    }

    #[test]
    fn papers_come_from_whom_it_lies_with() {
        let (owner, head, secretary) =
            (actor(1, 10, &[Role::Staff]), actor(2, 20, &[Role::UnitHead]), actor(3, 30, &[Role::Secretariat]));
        let who =
            |state: State| [&owner, &head, &secretary].map(|actor| may(actor, DossierAct::Attach, &dossier(state)));
        assert_eq!(who(State::Draft), [true, false, false]);
        assert_eq!(who(State::Filed), [false, true, false]);
        assert_eq!(who(State::CouncilVoted), [false, false, true]);
        assert_eq!(who(State::Decided), [false, false, false]);
    }
}
