//! One type an id, so that a unit's number can never stand where a person's belongs.

/// Makes newtypes around `i64` that map to SQLite's integer keys and parse from a path segment.
macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$meta])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash,
            diesel::expression::AsExpression, diesel::deserialize::FromSqlRow,
            serde::Deserialize, serde::Serialize,
        )]
        #[diesel(sql_type = diesel::sql_types::BigInt)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl diesel::serialize::ToSql<diesel::sql_types::BigInt, diesel::sqlite::Sqlite> for $name {
            fn to_sql<'b>(
                &'b self,
                out: &mut diesel::serialize::Output<'b, '_, diesel::sqlite::Sqlite>,
            ) -> diesel::serialize::Result {
                out.set_value(self.0);
                Ok(diesel::serialize::IsNull::No)
            }
        }

        impl diesel::deserialize::FromSql<diesel::sql_types::BigInt, diesel::sqlite::Sqlite> for $name {
            fn from_sql(
                value: <diesel::sqlite::Sqlite as diesel::backend::Backend>::RawValue<'_>,
            ) -> diesel::deserialize::Result<Self> {
                <i64 as diesel::deserialize::FromSql<diesel::sql_types::BigInt, diesel::sqlite::Sqlite>>::from_sql(value).map(Self)
            }
        }
    )+};
}

ids! {
    /// Whoever a title, grade or award belongs to: a person or a unit.
    SubjectId,
    PersonId,
    UnitId,
    MembershipId,
    DisciplineId,
    LeaveId,
    LawConfirmationId,
    RegulationId,
    CriterionId,
    CapId,
    ScoreLineId,
    VoteRuleId,
    AccountId,
    DelegationId,
    RoleRequestId,
    CorrectionRequestId,
    RegistrationId,
    RegistrationExtensionId,
    UnitMeetingId,
    InitiativeId,
    InitiativeRaiseId,
    InitiativeUseId,
    InitiativeRoundId,
    InitiativeSheetId,
    InitiativeFileId,
    DecisionId,
    DecisionScanId,
    InitiativeRoundScanId,
    ReportId,
    FilterId,
    AwardId,
    FundSourceId,
    FundEntryId,
    CertificateId,
    CertificateTemplateId,
    CouncilId,
    CouncilSeatId,
    CouncilResultId,
    CouncilMeetingId,
    CouncilMeetingFileId,
    BallotId,
    BallotSheetId,
    DossierId,
    DossierFileId,
    EscalationId,
    PublicityId,
    ObjectionId,
    InterimResultId,
    MovementId,
    MovementFileId,
    PactId,
    PactReportId,
    TargetId,
    ConferenceId,
    ClusterId,
    ClusterCriterionId,
    ClusterSheetId,
    ClusterFileId,
    ClusterConclusionId,
    DocumentId,
    DocumentFileId,
    ImportId,
    RevenueSheetId,
    RevenueLineNameId,
    AwardListId,
    AwardWordId,
    WordingVersionId,
}

impl From<PersonId> for SubjectId {
    fn from(id: PersonId) -> Self {
        Self(id.0)
    }
}

impl From<UnitId> for SubjectId {
    fn from(id: UnitId) -> Self {
        Self(id.0)
    }
}

impl UnitId {
    /// No unit has it: what a filter asks for when nobody knows the code that was typed.
    pub const NONE: Self = Self(-1);
    /// Stands for all units together in the tables of kept counts.
    pub const ALL: Self = Self(0);
}
