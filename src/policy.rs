//! Who may do what: one function that pages and verbs both ask. Closed by default.

mod cluster;
mod dossier;
mod initiative;
mod meeting;
mod round;

use crate::domain::delegation::{self, Form};
use crate::domain::ids::*;
use crate::domain::notice::Audience;
use crate::domain::pact::Side;
use crate::domain::registration;
use crate::domain::report;
use crate::domain::role::{Role, Roles};
use crate::error::{AppError, AppResult};

pub use cluster::{ClusterSheetAct, ClusterSheetFacts};
pub use dossier::{DossierAct, DossierFacts};
pub use initiative::{InitiativeFacts, is_reviewer};
pub use meeting::{MeetingAct, MeetingFacts};
pub use round::{RoundAct, RoundFacts, SheetAct, SheetFacts};

/// Whoever acts: read afresh for each request, so that a lock or a lost role works at once.
#[derive(Debug, Clone)]
pub struct Actor {
    pub account: Option<AccountId>,
    pub username: String,
    pub full_name: String,
    pub person: Option<PersonId>,
    pub unit: Option<UnitId>,
    pub roles: Roles,
    /// The head of the agency (a setting): issues decisions.
    pub is_agency_head: bool,
    /// The chair of the trade union (a setting): signs pacts for it.
    pub is_union_chair: bool,
    /// Whose acts were given to him for today.
    pub stands_in: Vec<StandIn>,
    pub address: String,
    machine: bool,
}

impl Actor {
    /// A command typed at the machine itself: needs no account, and is audited as such.
    pub fn machine() -> Self {
        Self {
            account: None,
            username: String::new(),
            full_name: "Lệnh tại máy chủ".into(),
            person: None,
            unit: None,
            roles: Roles::default(),
            is_agency_head: false,
            is_union_chair: false,
            stands_in: Vec::new(),
            address: "máy chủ".into(),
            machine: true,
        }
    }

    pub fn of_account(account: AccountId, username: String, full_name: String, roles: Roles) -> Self {
        Self { account: Some(account), username, full_name, roles, machine: false, ..Self::machine() }
    }

    /// Somebody who has not logged in: may do nothing, but is named in the history.
    pub fn stranger(address: String) -> Self {
        Self { full_name: "Chưa đăng nhập".into(), address, machine: false, ..Self::machine() }
    }

    pub fn at(self, address: String) -> Self {
        Self { address, ..self }
    }

    pub const fn is(&self, role: Role) -> bool {
        self.roles.has(role)
    }

    pub fn role_codes(&self) -> String {
        if self.machine {
            return "machine".into();
        }
        self.roles.iter().map(Role::code).collect::<Vec<_>>().join(",")
    }

    fn owns(&self, subject: SubjectId) -> bool {
        self.person.is_some_and(|person| SubjectId::from(person) == subject)
    }

    fn heads(&self, unit: UnitId) -> bool {
        self.is(Role::UnitHead) && self.unit == Some(unit)
    }

    /// Of somebody who gave him such acts, if anybody has.
    pub fn stand_in(&self, scope: delegation::Scope) -> Option<&StandIn> {
        self.stands_in.iter().find(|it| it.scope == scope)
    }

    /// The unit whose registrations, dossiers and initiatives he reviews, as its head or in the head's place.
    pub fn reviewed_unit(&self) -> Option<UnitId> {
        let reviews = self.is(Role::UnitHead) || self.stand_in(delegation::Scope::Review).is_some();
        self.unit.filter(|_| reviews)
    }

    fn reviews(&self, unit: UnitId) -> bool {
        self.reviewed_unit() == Some(unit)
    }

    /// Issues decisions, as the head of the agency or in his place.
    pub fn issues_decisions(&self) -> bool {
        (self.is(Role::Leader) && self.is_agency_head) || self.stand_in(delegation::Scope::Decisions).is_some()
    }
}

/// Somebody in whose place an actor may act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandIn {
    pub scope: delegation::Scope,
    pub form: Form,
    pub giver: String,
    /// As papers name it: "Giám đốc Sở".
    pub position: String,
}

/// Which rows of a register an actor may read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    Nothing,
    Own(PersonId),
    /// The unit's, and the reader's own wherever he was at the time.
    Unit(UnitId, PersonId),
    All,
}

/// Registrations, achievement records, eligibility: SECURITY.md §4.
pub fn registrations_of(actor: &Actor) -> Scope {
    if actor.machine || [Role::Secretariat, Role::Leader, Role::Auditor].iter().any(|role| actor.is(*role)) {
        return Scope::All;
    }
    own_or_unit(actor)
}

/// Oneself and the collective one heads; twice the same, or nobody, where one is missing.
pub fn own_subjects(actor: &Actor) -> [SubjectId; 2] {
    let person = actor.person.map_or(SubjectId(0), SubjectId::from);
    let collective = actor.unit.filter(|unit| actor.heads(*unit)).map(SubjectId::from);
    [person, collective.unwrap_or(person)]
}

/// Whose notices the actor reads.
pub fn audiences_of(actor: &Actor) -> Vec<Audience> {
    let mut audiences = Vec::with_capacity(8);
    audiences.extend(may(actor, Act::SeeResults).then_some(Audience::Everyone));
    audiences.extend(actor.person.map(Audience::Person));
    audiences.extend(actor.unit.map(Audience::Unit));
    audiences.extend(actor.is(Role::UnitHead).then_some(Audience::Heads));
    audiences.extend(actor.reviewed_unit().map(Audience::HeadOf));
    audiences.extend(actor.roles.iter().map(Audience::Role));
    audiences
}

/// How far somebody reads the history of the whole program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuditScope {
    /// One's own logins.
    Own,
    /// What belongs to dossiers, and one's own logins.
    Trail,
    /// Accounts, settings, backups.
    Technical,
    All,
}

/// SECURITY.md §4.
pub fn audit_of(actor: &Actor) -> AuditScope {
    let (is_technical, keeps_dossiers) = (actor.is(Role::ItAdmin), actor.is(Role::Secretariat));
    let sees_all = actor.machine || actor.is(Role::Leader) || actor.is(Role::Auditor);
    match (is_technical, keeps_dossiers) {
        _ if sees_all => AuditScope::All,
        (true, true) => AuditScope::All,
        (true, false) => AuditScope::Technical,
        (false, true) => AuditScope::Trail,
        (false, false) => AuditScope::Own,
    }
}

/// Dossiers carry the achievement reports.
pub fn dossiers_of(actor: &Actor) -> Scope {
    registrations_of(actor)
}

/// Initiatives that are not yet recognised; the recognised are everybody's but IT's.
pub fn initiatives_of(actor: &Actor) -> Scope {
    registrations_of(actor)
}

/// Who can be looked up on the staff list: the secretariat keeps it, heads see their unit.
pub fn people_of(actor: &Actor) -> Scope {
    registrations_of(actor)
}

fn own_or_unit(actor: &Actor) -> Scope {
    match (actor.person, actor.unit) {
        (Some(person), Some(unit)) if actor.reviews(unit) => Scope::Unit(unit, person),
        (Some(person), _) => Scope::Own(person),
        _ => Scope::Nothing,
    }
}

/// What a step on a registration depends on.
#[derive(Debug, Clone)]
pub struct RegistrationFacts {
    pub subject: SubjectId,
    /// Set when the subject is a collective.
    pub collective: Option<UnitId>,
    pub unit: UnitId,
    pub state: registration::State,
    pub created_by: Option<AccountId>,
    pub moved_by: Option<AccountId>,
    /// The subject is of the secretariat and nobody else is: then the head of the agency decides.
    pub is_only_secretariat: bool,
}

/// For whom somebody registers.
#[derive(Debug, Clone, Copy)]
pub enum For {
    Person(PersonId),
    Collective(UnitId),
}

/// Everything the program can be asked to do.
#[derive(Debug, Clone, Copy)]
pub enum Act<'a> {
    /// Any page behind the login that shows no personal rows: movements, counts, decided awards, revenue.
    SeeResults,
    SeeUnits,
    SeePerson {
        person: PersonId,
        unit: UnitId,
    },
    SeeUnitRecord(UnitId),
    SeeRegistrations,
    SeeRegistration(&'a RegistrationFacts),
    /// Register, or propose a dossier.
    RegisterAtAll,
    /// Register, or propose a dossier, for somebody else, which is marked on it.
    RegisterOnBehalf,
    RegisterFor(For),
    EditRegistration(&'a RegistrationFacts),
    FileRegistration(&'a RegistrationFacts),
    WithdrawRegistration(&'a RegistrationFacts),
    AgreeToRegistration(&'a RegistrationFacts),
    ReturnRegistration(&'a RegistrationFacts),
    AcceptRegistration(&'a RegistrationFacts),
    RejectRegistration(&'a RegistrationFacts),
    SeeEligibility,
    /// Record what only a person can judge of a subject.
    JudgeCriterion(SubjectId),
    /// Mend the day on which a registration was received, which decides the law it is judged by.
    MendReceipt(&'a RegistrationFacts),
    TryQuota,
    /// See who has not registered, what has come of it, and what to remind of: all units', or one's own as its head.
    FollowYear,
    /// Record the meeting in which a unit proposes, and end it with its minutes.
    HoldUnitMeeting(UnitId),
    SeeDossiers,
    OnDossier(DossierAct, &'a DossierFacts),
    SeeApprovals,
    /// Be the specialist to whom a colleague hands a dossier.
    HaveDossiersHandedOver,
    SeeInitiatives,
    SeeInitiative(&'a InitiativeFacts),
    RecordInitiative,
    /// The application as a paper, with days of birth.
    PrintInitiative(&'a InitiativeFacts),
    /// The part that is not for everybody who may read it.
    SeeConfidential(&'a InitiativeFacts),
    EditInitiative(&'a InitiativeFacts),
    /// Says as a co-author whether it is his and his share right.
    AnswerAuthorship(&'a InitiativeFacts),
    /// Records what a co-author has signed on paper.
    RecordPaperConfirmation(&'a InitiativeFacts),
    WithdrawInitiative(&'a InitiativeFacts),
    AgreeToInitiative(&'a InitiativeFacts),
    ReturnInitiative(&'a InitiativeFacts),
    RecordRecognition(&'a InitiativeFacts),
    /// Record that a higher level recognised it.
    RaiseInitiative(&'a InitiativeFacts),
    /// Say for a unit that it works with an initiative, or no longer.
    ConfirmUse(UnitId, &'a InitiativeFacts),
    /// Prepare rounds in which initiatives are reviewed; what can be done when, the round says.
    KeepRounds,
    OnRound(RoundAct, &'a RoundFacts),
    OnSheet(SheetAct, &'a SheetFacts),
    /// Say who of the staff is one's relative; of anybody, for whoever keeps the staff list.
    DeclareRelatives(PersonId),
    SeeAllRelatives,
    AttachToInitiative(&'a InitiativeFacts),
    /// Its files, which may hold what is confidential.
    SeeInitiativeFiles(&'a InitiativeFacts),
    /// How much of it stands in earlier ones.
    SeeComparison(&'a InitiativeFacts),
    /// The earlier ones it is like, also those that are not everybody's to read.
    SeeComparedSources(&'a InitiativeFacts),
    RemarkOnComparison(&'a InitiativeFacts),
    SeeDecisions,
    SeeDraftDecisions,
    DraftDecision,
    IssueDecision,
    RecordHigherDecision,
    RecordAward,
    /// The councils and who sits in them.
    SeeCouncils,
    KeepCouncils,
    SeeCouncilResults,
    SeePublicity,
    KeepPublicity,
    RaiseObjection,
    /// All objections with who raised them, not only one's own.
    SeeObjections,
    SeeObjection {
        author: AccountId,
    },
    /// Nobody answers his own, nor one against himself.
    AnswerObjection {
        author: AccountId,
        subject: SubjectId,
    },
    /// Gather dossiers under a proposal to a higher level; which, each dossier asks by itself.
    KeepEscalations,
    SeeEscalations,
    /// Call meetings of the council; what can be done when, the meeting says.
    KeepMeetings,
    OnMeeting(MeetingAct, &'a MeetingFacts),
    SeePayments,
    /// Enter bonuses as paid; which, each dossier asks by itself.
    EnterPayments,
    /// The fund's plan and the list of sources.
    PlanFund,
    /// Receipts, other payments, counter-entries.
    EnterFund,
    /// Let more be paid than the fund holds.
    OverrideFund,
    /// The golden book, the register of blanks and the templates.
    SeeCertificates,
    /// Print certificates and keep their registers.
    KeepCertificates,
    SeeInterimResults,
    ProposeInterimResults(UnitId),
    ConfirmInterimResults,
    EnterGrades,
    KeepPeople,
    /// Enter, correct and take out disciplines and leaves.
    KeepDisciplinesAndLeaves,
    SeeDisciplinesAndLeaves(PersonId),
    /// Enter figures and estimates, and close a month.
    EnterRevenue,
    /// Open a month that an account has closed: leadership, to whom its figures were reported, and never whoever closed it.
    ReopenRevenueMonth {
        closed_by: Option<AccountId>,
    },
    PrepareMovements,
    /// Movements and pacts before they are launched or offered.
    SeeDraftMovements,
    LaunchMovements,
    /// Say how far a unit has come: its part in a movement, a quarter of its pact. Whoever stands in for the head may.
    ReportFor(UnitId),
    /// Answer what units report.
    ConfirmReports,
    /// Bind oneself in the name of a side: only whoever leads it, for the agency also whoever signs in its head's place.
    SignPact(Side, UnitId),
    /// Set up blocks of units with their tables of criteria, propose what came of them.
    KeepClusters,
    /// Tables of criteria before they are published.
    SeeDraftClusters,
    /// Conclude how a block ranks, and take the conclusion back.
    ConcludeClusters,
    OnClusterSheet(ClusterSheetAct, &'a ClusterSheetFacts),
    /// Write documents and send them, plan conferences and record them.
    PrepareDocuments,
    SeeDraftDocuments,
    Import,
    /// Bring in whole tables other than revenue.
    ImportRegisters,
    KeepSettings,
    /// Write any report at all.
    WriteReports,
    /// Draft, write and complete a report: of the agency, or of one unit.
    WriteReport(report::Kind, Option<UnitId>),
    /// Read it before it is completed.
    SeeDraftReport(report::Kind, Option<UnitId>),
    SeeSettings,
    /// Give one's own acts to somebody for a time.
    Delegate(delegation::Scope),
    DelegateAtAll,
    EndDelegation {
        giver: AccountId,
    },
    SeeDelegations,
    SeeAllDelegations,
    KeepAccounts,
    /// Ask that an account gets or loses roles.
    AskForRoles,
    /// Give and take what somebody else asked for, never of one's own account.
    ConfirmRoles {
        account: AccountId,
        asked_by: AccountId,
    },
    SeeRoleRequests,
    /// What people ask to have corrected in what is stored of them.
    SeeCorrections,
    AnswerCorrections,
    KeepInstallation,
}

/// Whether the actor may do it.
pub fn may(actor: &Actor, act: Act) -> bool {
    use Role::*;
    if actor.machine {
        return true;
    }
    let any = |roles: &[Role]| roles.iter().any(|role| actor.is(*role));
    match act {
        Act::SeeResults | Act::SeeUnits | Act::SeeDecisions => {
            any(&[Staff, UnitHead, Secretariat, CouncilMember, Leader, Accountant, Auditor])
        }
        Act::SeePerson { person, unit } => within(people_of(actor), person.into(), unit),
        Act::SeeUnitRecord(unit) => within(registrations_of(actor), unit.into(), unit),
        Act::SeeRegistrations => registrations_of(actor) != Scope::Nothing,
        Act::SeeRegistration(it) => within(registrations_of(actor), it.subject, it.unit) || made(actor, it.created_by),
        Act::RegisterAtAll => actor.person.is_some() || actor.is(Secretariat),
        Act::RegisterOnBehalf => actor.is(Secretariat),
        Act::RegisterFor(For::Person(person)) => actor.person == Some(person) || actor.is(Secretariat),
        Act::RegisterFor(For::Collective(unit)) => actor.heads(unit) || actor.is(Secretariat),
        Act::EditRegistration(it) | Act::FileRegistration(it) => it.state.is_editable() && registers(actor, it),
        Act::WithdrawRegistration(it) => registers(actor, it) && is_still_with(actor, it),
        Act::AgreeToRegistration(it) => {
            it.state == registration::State::Filed
                && it.collective.is_none()
                && actor.reviews(it.unit)
                && !actor.owns(it.subject)
        }
        Act::ReturnRegistration(it) => match it.state {
            registration::State::Filed => actor.reviews(it.unit) && !actor.owns(it.subject),
            _ => verifies(actor, it),
        },
        Act::AcceptRegistration(it) | Act::RejectRegistration(it) => {
            it.state == registration::State::UnitReviewed && verifies(actor, it)
        }
        Act::SeeEligibility => registrations_of(actor) != Scope::Nothing,
        Act::JudgeCriterion(subject) => actor.is(Secretariat) && !actor.owns(subject),
        Act::MendReceipt(it) => verifies(actor, it),
        Act::TryQuota => any(&[Secretariat, Leader, Auditor]),
        Act::FollowYear => any(&[UnitHead, Secretariat, Leader, Auditor]),
        Act::HoldUnitMeeting(unit) => actor.heads(unit) || actor.is(Secretariat),
        Act::SeeDossiers => dossiers_of(actor) != Scope::Nothing,
        Act::OnDossier(act, it) => dossier::may(actor, act, it),
        Act::HaveDossiersHandedOver => actor.is(Secretariat),
        Act::SeeApprovals => {
            any(&[UnitHead, Secretariat, Leader]) || actor.reviewed_unit().is_some() || actor.issues_decisions()
        }
        Act::SeeInitiatives => any(&[Staff, UnitHead, Secretariat, CouncilMember, Leader, Accountant, Auditor]),
        Act::SeeInitiative(it) => initiative::sees(actor, it),
        Act::RecordInitiative => actor.person.is_some(),
        Act::PrintInitiative(it) => initiative::has_to_do_with(actor, it),
        Act::SeeConfidential(it) => initiative::sees_confidential(actor, it),
        Act::AnswerAuthorship(it) => initiative::answers(actor, it),
        Act::RecordPaperConfirmation(it) => initiative::records_answers(actor, it),
        Act::EditInitiative(it) => initiative::edits(actor, it),
        Act::WithdrawInitiative(it) => initiative::withdraws(actor, it),
        Act::AgreeToInitiative(it) => initiative::agrees(actor, it),
        Act::ReturnInitiative(it) => initiative::returns(actor, it),
        Act::RecordRecognition(it) => initiative::records(actor, it),
        Act::RaiseInitiative(it) => initiative::raises(actor, it),
        Act::ConfirmUse(unit, it) => initiative::confirms_use(actor, unit, it),
        Act::KeepRounds => actor.is(Secretariat),
        Act::OnRound(act, it) => round::may(actor, act, it),
        Act::OnSheet(act, it) => round::may_on_sheet(actor, act, it),
        Act::DeclareRelatives(person) => actor.person == Some(person) || actor.is(Secretariat),
        Act::SeeAllRelatives => any(&[Secretariat, Auditor]),
        Act::AttachToInitiative(it) => initiative::edits(actor, it),
        Act::SeeInitiativeFiles(it) | Act::SeeComparison(it) => initiative::sees_all_of(actor, it),
        Act::SeeComparedSources(it) => initiative::sees_compared_sources(actor, it),
        Act::RemarkOnComparison(it) => initiative::remarks(actor, it),
        Act::SeeDraftDecisions => any(&[Secretariat, Leader, Auditor]) || actor.issues_decisions(),
        Act::DraftDecision | Act::RecordHigherDecision | Act::RecordAward => actor.is(Secretariat),
        Act::SeeCouncils => any(&[UnitHead, Secretariat, CouncilMember, Leader, Auditor]),
        Act::KeepCouncils => actor.is(Secretariat),
        Act::SeeCouncilResults => any(&[Secretariat, CouncilMember, Leader, Auditor]),
        Act::KeepMeetings => actor.is(Secretariat),
        Act::OnMeeting(act, it) => meeting::may(actor, act, it),
        Act::SeePublicity => may(actor, Act::SeeResults),
        Act::KeepPublicity => actor.is(Secretariat),
        Act::KeepEscalations => actor.is(Secretariat) || verifies_only_secretary(actor),
        Act::RaiseObjection => actor.person.is_some() && may(actor, Act::SeePublicity),
        Act::SeeObjections => any(&[Secretariat, Leader, Auditor]),
        Act::SeeObjection { author } => made(actor, Some(author)) || may(actor, Act::SeeObjections),
        Act::AnswerObjection { author, subject } => {
            let answers = actor.is(Secretariat) || verifies_only_secretary(actor);
            answers && !made(actor, Some(author)) && !actor.owns(subject)
        }
        Act::SeeEscalations => any(&[Secretariat, Leader, Auditor]),
        Act::SeePayments => any(&[Secretariat, Leader, Accountant, Auditor]),
        Act::EnterPayments | Act::EnterFund => actor.is(Accountant),
        Act::PlanFund => any(&[Secretariat, Accountant]),
        Act::OverrideFund => actor.is(Leader) && actor.is_agency_head,
        Act::SeeCertificates => any(&[Secretariat, Auditor]),
        Act::KeepCertificates => actor.is(Secretariat),
        Act::IssueDecision => actor.issues_decisions(),
        Act::SeeInterimResults => any(&[UnitHead, Secretariat, Leader, Auditor]),
        Act::ProposeInterimResults(unit) => actor.heads(unit) || actor.is(Secretariat),
        Act::ConfirmInterimResults => actor.is(Secretariat),
        Act::EnterGrades | Act::KeepPeople | Act::PrepareMovements | Act::KeepSettings => actor.is(Secretariat),
        Act::SeeDraftMovements => any(&[Secretariat, Leader, Auditor]),
        Act::LaunchMovements | Act::ConfirmReports => actor.is(Leader),
        Act::ReportFor(unit) => actor.reviews(unit),
        Act::SignPact(Side::Agency, _) => actor.issues_decisions(),
        Act::SignPact(Side::Union, _) => actor.is_union_chair,
        Act::SignPact(Side::Unit, unit) => actor.heads(unit),
        Act::WriteReports => any(&[Secretariat, Accountant, UnitHead]),
        Act::WriteReport(kind, unit) => {
            actor.is(Secretariat)
                || (kind == report::Kind::Revenue && actor.is(Accountant))
                || unit.is_some_and(|unit| actor.heads(unit))
        }
        Act::SeeDraftReport(kind, unit) => any(&[Leader, Auditor]) || may(actor, Act::WriteReport(kind, unit)),
        Act::KeepClusters => actor.is(Secretariat),
        Act::SeeDraftClusters => any(&[Secretariat, Leader, Auditor]),
        Act::ConcludeClusters => actor.issues_decisions(),
        Act::OnClusterSheet(act, it) => cluster::may(actor, act, it),
        Act::PrepareDocuments => actor.is(Secretariat),
        Act::SeeDraftDocuments => any(&[Secretariat, Leader, Auditor]),
        Act::KeepDisciplinesAndLeaves => actor.is(Secretariat),
        Act::SeeDisciplinesAndLeaves(person) => any(&[Secretariat, Auditor]) || actor.person == Some(person),
        Act::SeeSettings => any(&[Secretariat, Auditor]),
        Act::EnterRevenue => actor.is(Accountant),
        Act::ReopenRevenueMonth { closed_by } => {
            actor.is(Leader) && (closed_by.is_none() || actor.account != closed_by)
        }
        Act::ImportRegisters => actor.is(Secretariat),
        Act::Import => any(&[Secretariat, Accountant]),
        Act::Delegate(delegation::Scope::Review) => actor.person.is_some() && actor.is(UnitHead),
        Act::Delegate(delegation::Scope::Decisions) => {
            actor.person.is_some() && actor.is(Leader) && actor.is_agency_head
        }
        Act::DelegateAtAll => delegation::Scope::ALL.iter().any(|scope| may(actor, Act::Delegate(*scope))),
        Act::EndDelegation { giver } => made(actor, Some(giver)),
        Act::SeeAllDelegations => actor.is(Auditor),
        Act::SeeDelegations => may(actor, Act::DelegateAtAll) || actor.is(Auditor) || !actor.stands_in.is_empty(),
        Act::KeepAccounts | Act::KeepInstallation => actor.is(ItAdmin),
        Act::AskForRoles => actor.is(ItAdmin),
        Act::ConfirmRoles { account, asked_by } => {
            any(&[Secretariat, Leader]) && !made(actor, Some(account)) && !made(actor, Some(asked_by))
        }
        Act::SeeCorrections => any(&[Secretariat, Auditor]),
        Act::AnswerCorrections => actor.is(Secretariat),
        Act::SeeRoleRequests => any(&[Secretariat, Leader, ItAdmin, Auditor]),
    }
}

/// In whose place the actor does what he may do only so.
pub fn in_place_of<'a>(actor: &'a Actor, act: Act) -> Option<&'a StandIn> {
    let alone = Actor { stands_in: Vec::new(), ..actor.clone() };
    let scope = match act {
        Act::IssueDecision | Act::SignPact(..) | Act::ConcludeClusters => delegation::Scope::Decisions,
        _ => delegation::Scope::Review,
    };
    actor.stand_in(scope).filter(|_| !may(&alone, act) && may(actor, act))
}

/// Refuses what the actor may not do.
pub fn must(actor: &Actor, act: Act) -> AppResult<()> {
    if may(actor, act) { Ok(()) } else { Err(AppError::Denied) }
}

/// What the actor may not see does not exist for him.
pub fn must_see(actor: &Actor, act: Act) -> AppResult<()> {
    if may(actor, act) { Ok(()) } else { Err(AppError::NotFound) }
}

fn within(scope: Scope, subject: SubjectId, unit: UnitId) -> bool {
    match scope {
        Scope::Nothing => false,
        Scope::Own(person) => SubjectId::from(person) == subject,
        Scope::Unit(own_unit, person) => own_unit == unit || SubjectId::from(person) == subject,
        Scope::All => true,
    }
}

fn made(actor: &Actor, account: Option<AccountId>) -> bool {
    account.is_some() && account == actor.account
}

/// Files and mends it: the person himself, the head for his collective, the secretariat what it made on behalf.
fn registers(actor: &Actor, it: &RegistrationFacts) -> bool {
    actor.owns(it.subject)
        || it.collective.is_some_and(|unit| actor.heads(unit))
        || (actor.is(Role::Secretariat) && made(actor, it.created_by))
}

/// Nobody else has acted on it yet.
fn is_still_with(actor: &Actor, it: &RegistrationFacts) -> bool {
    use registration::State::*;
    match it.state {
        Draft | Filed | Returned => true,
        UnitReviewed => made(actor, it.moved_by),
        _ => false,
    }
}

/// The secretariat's step, which nobody takes on his own.
fn verifies(actor: &Actor, it: &RegistrationFacts) -> bool {
    if it.is_only_secretariat {
        return actor.is_agency_head && !actor.owns(it.subject);
    }
    actor.is(Role::Secretariat) && !actor.owns(it.subject)
}

/// Whether what the only secretary files comes to this actor: the head of the agency, unless he is that secretary.
pub fn verifies_only_secretary(actor: &Actor) -> bool {
    actor.is_agency_head && !actor.is(Role::Secretariat)
}
