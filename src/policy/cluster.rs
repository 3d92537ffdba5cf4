//! Rights on the score sheets of a block: the unit's own while it writes, then whoever verifies them, never both.

use super::{Actor, verifies_only_secretary};
use crate::domain::emulation_cluster::{SheetState, State};
use crate::domain::ids::*;
use crate::domain::role::Role;

/// What an act on one sheet depends on.
#[derive(Debug, Clone)]
pub struct ClusterSheetFacts {
    pub unit: UnitId,
    pub state: SheetState,
    pub cluster: State,
    /// Who writes for the head of the unit.
    pub scribe: Option<PersonId>,
    pub submitted_by: Option<AccountId>,
    /// The day is over until which the unit scores itself.
    pub is_overdue: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClusterSheetAct {
    /// Read explanations and evidence; the points of sent sheets are everybody's.
    See,
    Score,
    Submit,
    NameScribe,
    Verify,
    Return,
}

pub(super) fn may(actor: &Actor, act: ClusterSheetAct, it: &ClusterSheetFacts) -> bool {
    let writes = actor.reviews(it.unit) || (actor.person.is_some() && actor.person == it.scribe);
    let is_open = it.cluster == State::Scoring && it.state.is_with_unit();
    match act {
        ClusterSheetAct::See => {
            let oversees = [Role::Secretariat, Role::Leader, Role::Auditor].iter().any(|role| actor.is(*role));
            writes || oversees || actor.unit == Some(it.unit)
        }
        ClusterSheetAct::Score => writes && is_open,
        ClusterSheetAct::Submit | ClusterSheetAct::NameScribe => actor.reviews(it.unit) && is_open,
        // Where the unit does not score itself in time, the secretariat does.
        ClusterSheetAct::Verify => {
            let is_due = it.state == SheetState::Submitted || (it.is_overdue && it.state.is_with_unit());
            verifies(actor, writes, it) && is_due
        }
        ClusterSheetAct::Return => verifies(actor, writes, it) && !it.state.is_with_unit(),
    }
}

/// Nobody verifies what he answers for or has sent.
fn verifies(actor: &Actor, writes: bool, it: &ClusterSheetFacts) -> bool {
    let keeps = actor.is(Role::Secretariat) || verifies_only_secretary(actor);
    let sent = it.submitted_by.is_some() && it.submitted_by == actor.account;
    keeps && !writes && !sent && it.cluster == State::Scoring
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::role::Roles;

    fn actor(person: i64, unit: i64, roles: &[Role]) -> Actor {
        let roles: Roles = roles.iter().copied().collect();
        let mut actor = Actor::of_account(AccountId(person), String::new(), String::new(), roles);
        actor.person = Some(PersonId(person));
        actor.unit = Some(UnitId(unit));
        actor
    }

    fn sheet(state: SheetState) -> ClusterSheetFacts {
        let submitted_by = None;
        ClusterSheetFacts {
            unit: UnitId(1),
            state,
            cluster: State::Scoring,
            scribe: Some(PersonId(5)),
            submitted_by,
            is_overdue: false,
        }
    }

    #[test]
    fn the_unit_writes_until_it_has_sent_its_sheet_and_only_its_head_sends_it() {
        use ClusterSheetAct::*;
        let (head, scribe) = (actor(1, 1, &[Role::UnitHead]), actor(5, 1, &[Role::Staff]));
        let (staff, other) = (actor(6, 1, &[Role::Staff]), actor(7, 2, &[Role::UnitHead]));
        let who = |act, state| [&head, &scribe, &staff, &other].map(|actor| may(actor, act, &sheet(state)));
        assert_eq!(who(Score, SheetState::Draft), [true, true, false, false]);
        assert_eq!(who(Submit, SheetState::Returned), [true, false, false, false]);
        assert_eq!(who(See, SheetState::Draft), [true, true, true, false]);
        assert_eq!(who(Score, SheetState::Submitted), [false; 4]);
        let proposed = ClusterSheetFacts { cluster: State::Proposed, ..sheet(SheetState::Draft) };
        assert!(!may(&head, Score, &proposed));
    }

    #[test]
    fn nobody_verifies_the_sheet_of_the_unit_he_answers_for() {
        use ClusterSheetAct::*;
        let (secretary, head) = (actor(2, 1, &[Role::Secretariat]), actor(3, 1, &[Role::Secretariat, Role::UnitHead]));
        assert!(may(&secretary, Verify, &sheet(SheetState::Submitted)));
        assert!(!may(&head, Verify, &sheet(SheetState::Submitted)));
        assert!(!may(&secretary, Verify, &sheet(SheetState::Draft)));
        let overdue = ClusterSheetFacts { is_overdue: true, ..sheet(SheetState::Draft) };
        assert!(may(&secretary, Verify, &overdue));
        let sent = ClusterSheetFacts { submitted_by: Some(AccountId(2)), ..sheet(SheetState::Submitted) };
        assert!(!may(&secretary, Verify, &sent));
        assert!(!may(&secretary, Return, &sheet(SheetState::Draft)));
    }
}
