//! Whom a notice (thông báo) is for: a handful of keys a reader holds, so that one row tells thousands.

use super::ids::*;
use super::role::Role;
use super::subject::SubjectKind;

/// One audience of a notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// All who take part in emulation: everybody but those who only look after the machine.
    Everyone,
    Unit(UnitId),
    /// The heads of all units.
    Heads,
    /// Who reviews for a unit: its head, and whoever stands in for him.
    HeadOf(UnitId),
    Person(PersonId),
    Role(Role),
}

impl Audience {
    /// As it stands in the table.
    pub fn key(self) -> String {
        match self {
            Self::Everyone => "everyone".to_owned(),
            Self::Unit(id) => format!("unit:{id}"),
            Self::Heads => "heads".to_owned(),
            Self::HeadOf(id) => format!("head_of:{id}"),
            Self::Person(id) => format!("person:{id}"),
            Self::Role(role) => format!("role:{}", role.code()),
        }
    }

    /// The person himself, or all of the collective.
    pub const fn of_subject(kind: SubjectKind, subject: SubjectId) -> Self {
        match kind {
            SubjectKind::Person => Self::Person(PersonId(subject.0)),
            SubjectKind::Unit => Self::Unit(UnitId(subject.0)),
        }
    }

    /// Who answers for a subject: the person himself, or the head of the collective.
    pub fn who_answers_for(subject: SubjectId, collective: Option<UnitId>) -> Self {
        collective.map_or(Self::Person(PersonId(subject.0)), Self::HeadOf)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_audience_has_its_own_key() {
        let (unit, person) = (UnitId(7), PersonId(7));
        let all = [
            Audience::Everyone,
            Audience::Unit(unit),
            Audience::Heads,
            Audience::HeadOf(unit),
            Audience::Person(person),
            Audience::Role(Role::Leader),
            Audience::Role(Role::Auditor),
        ];
        let keys: std::collections::BTreeSet<String> = all.iter().map(|it| it.key()).collect();
        assert_eq!(keys.len(), all.len());
        assert_eq!(Audience::who_answers_for(SubjectId(7), None), Audience::Person(person));
        assert_eq!(Audience::who_answers_for(SubjectId(7), Some(unit)), Audience::HeadOf(unit));
    }
}
