//! The vocabulary of criteria (`[clause_types]`): every clause is read once into its typed form, so that an
//! unknown type, a misspelt parameter or a missing one refuses the catalogue instead of a dossier.

use super::award::AwardSet;
use super::params::Params;
use super::{Catalogue, Comparison, DisciplineCode, GradeCode};
use crate::domain::codes::codes;
use crate::domain::initiative::Level as InitiativeLevel;
use crate::domain::leave::LeaveKind;
use crate::domain::ratio::Ratio;

codes! {
    /// What a clause looks at; the word names the criterion in lists.
    ClauseType {
        RegisteredInYear = "registered_in_year" "Đăng ký thi đua",
        GradeInYear = "grade_in_year" "Xếp loại của năm",
        GradeStreak = "grade_streak" "Xếp loại nhiều năm liên tục",
        GradeCount = "grade_count" "Số năm đạt mức xếp loại",
        TitleInYear = "title_in_year" "Danh hiệu của năm",
        TitleStreak = "title_streak" "Danh hiệu nhiều lần liên tục",
        TitleCount = "title_count" "Số lần đạt danh hiệu",
        PriorAward = "prior_award" "Hình thức khen thưởng đã có",
        Initiative = "initiative" "Sáng kiến",
        Research = "research" "Đề tài, đề án khoa học",
        MemberTitleRatio = "member_title_ratio" "Tỷ lệ thành viên đạt danh hiệu",
        MemberGradeRatio = "member_grade_ratio" "Tỷ lệ thành viên đạt mức xếp loại",
        MemberTitleExists = "member_title_exists" "Có thành viên đạt danh hiệu",
        NoMemberDiscipline = "no_member_discipline" "Không có thành viên bị kỷ luật",
        NoDiscipline = "no_discipline" "Không bị kỷ luật",
        MinMonthsEmployed = "min_months_employed" "Thời gian công tác tối thiểu",
        MaxLeaveDays = "max_leave_days" "Số ngày nghỉ",
        ServiceYears = "service_years" "Thời gian công tác trong ngành",
        UnitAge = "unit_age" "Thời gian thành lập",
        ExceedsTargets = "exceeds_targets" "Hoàn thành vượt mức chỉ tiêu, nhiệm vụ",
        ClusterLeader = "cluster_leader" "Dẫn đầu cụm, khối thi đua",
        MovementAchievement = "movement_achievement" "Thành tích xuất sắc trong phong trào thi đua",
        SuddenAchievement = "sudden_achievement" "Thành tích đột xuất, có phạm vi ảnh hưởng",
        Contribution = "contribution" "Đóng góp vào phát triển kinh tế - xã hội",
        SelectedOutstanding = "selected_outstanding" "Được chọn là tiêu biểu xuất sắc",
        Conduct = "conduct" "Chấp hành tốt chủ trương, pháp luật, đoàn kết",
        UnitMovement = "unit_movement" "Phong trào thi đua thường xuyên, thiết thực, hiệu quả",
        OtherRoute = "other_route" "Trường hợp khác của cùng điều luật",
    }
}

codes! {
    /// What a proposal rests on (loại hình khen thưởng); only merit counts the achievements of years.
    CommendationKind {
        Merit = "merit" "Công trạng",
        Sudden = "sudden" "Đột xuất",
        Thematic = "thematic" "Theo phong trào, chuyên đề",
        Contribution = "contribution" "Có đóng góp",
        Service = "service" "Quá trình cống hiến, trường hợp khác",
    }
}

impl ClauseType {
    /// Only a person can judge it: nothing in the registers says so.
    pub const fn is_human(self) -> bool {
        matches!(
            self,
            Self::ExceedsTargets
                | Self::ClusterLeader
                | Self::MovementAchievement
                | Self::SuddenAchievement
                | Self::Contribution
                | Self::SelectedOutstanding
                | Self::Conduct
                | Self::UnitMovement
                | Self::OtherRoute
        )
    }

    /// The kind of proposal whose declaration opens an alternative made of such clauses.
    pub const fn opened_by(self) -> Option<CommendationKind> {
        match self {
            Self::MovementAchievement => Some(CommendationKind::Thematic),
            Self::SuddenAchievement => Some(CommendationKind::Sudden),
            Self::Contribution => Some(CommendationKind::Contribution),
            Self::OtherRoute => Some(CommendationKind::Service),
            _ => None,
        }
    }
}

/// A least grade: reached by it and every better one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct GradeBar {
    pub(super) ordinal: i32,
}

impl GradeBar {
    pub fn is_reached_by(self, grade: GradeCode) -> bool {
        grade.grade().ordinal >= self.ordinal
    }
}

/// A least discipline: met by it and every heavier one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Severity {
    pub(super) ordinal: i32,
}

impl Severity {
    pub fn is_reached_by(self, discipline: DisciplineCode) -> bool {
        discipline.discipline().ordinal >= self.ordinal
    }
}

/// Awards a clause names, and all whose grant serves: a higher title that includes the named one, or its
/// counterpart of another branch (chiến sĩ thi đua Bộ for that of the province).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    pub named: AwardSet,
    pub accepted: AwardSet,
}

/// The years among which a clause counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Within {
    AwardYear,
    /// The run of years that the streak clause of the same alternative (or of all) asks for.
    Streak,
}

/// The year of the last grant of a run of titles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LastIn {
    AwardYear,
    PreviousYear,
    Either,
}

/// A run of yearly grades.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GradeStreak {
    /// How many years; 0 with `whole_service`.
    pub years: u32,
    pub min: GradeBar,
    /// The run starts after the decision year of one of these.
    pub after: Option<AwardSet>,
    /// Every year since recruitment.
    pub whole_service: bool,
}

/// A run of grants of one title.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TitleStreak {
    pub title: Wanted,
    pub count: u32,
    /// Years between two grants: 1, or 3 for titles that cover three years.
    pub step_years: u32,
    pub last_in: LastIn,
    pub after: Option<AwardSet>,
}

/// One condition of a rule.
#[derive(Debug, Clone, PartialEq)]
pub enum Clause {
    RegisteredInYear,
    GradeInYear { min: GradeBar },
    GradeStreak(GradeStreak),
    GradeCount { min: GradeBar, count: u32, within: Within },
    TitleInYear { title: Wanted },
    TitleStreak(TitleStreak),
    TitleCount { titles: Wanted, count: u32, within: Within },
    PriorAward { awards: Wanted, count: u32, any_time: bool, within_streak: bool },
    Initiative { level: InitiativeLevel, count: u32, within: Within },
    Research { level: InitiativeLevel, count: u32, within: Within },
    MemberTitleRatio { title: Wanted, op: Comparison, ratio: Ratio },
    MemberGradeRatio { min: GradeBar, op: Comparison, ratio: Ratio },
    MemberTitleExists { title: Wanted, count: u32 },
    NoMemberDiscipline { min_severity: Severity },
    NoDiscipline { min_severity: Severity },
    MinMonthsEmployed { months: u32 },
    MaxLeaveDays { days: u32, exempt: Vec<LeaveKind> },
    ServiceYears { male: u32, female: u32 },
    UnitAge { years: u32 },
    Human(ClauseType),
}

impl Clause {
    /// Reads a clause as the catalogue and local regulations write it: `{ type = "initiative", level = "base" }`.
    ///
    /// # Errors
    /// Says, in Vietnamese, which type or parameter is unknown, missing or out of range.
    pub fn read(written: &toml::Table, catalogue: &Catalogue) -> Result<Self, String> {
        use ClauseType as T;
        let mut params = Params::of(written, catalogue)?;
        let p = &mut params;
        let clause = match p.kind {
            T::RegisteredInYear => Self::RegisteredInYear,
            T::GradeInYear => Self::GradeInYear { min: p.grade("min")? },
            T::GradeStreak => Self::GradeStreak(grade_streak(p)?),
            T::GradeCount => Self::GradeCount { min: p.grade("min")?, count: p.count()?, within: p.within()? },
            T::TitleInYear => Self::TitleInYear { title: p.award("title")? },
            T::TitleStreak => Self::TitleStreak(title_streak(p)?),
            T::TitleCount => Self::TitleCount { titles: p.awards("titles")?, count: p.count()?, within: p.within()? },
            T::PriorAward => Self::PriorAward {
                awards: p.awards("awards")?,
                count: p.count()?,
                any_time: p.flag("any_time")?,
                within_streak: p.within()? == Within::Streak,
            },
            T::Initiative => Self::Initiative { level: p.level()?, count: p.count()?, within: p.within()? },
            T::Research => Self::Research { level: p.level()?, count: p.count()?, within: p.within()? },
            T::MemberTitleRatio => {
                Self::MemberTitleRatio { title: p.award("title")?, op: p.comparison()?, ratio: p.ratio()? }
            }
            T::MemberGradeRatio => {
                Self::MemberGradeRatio { min: p.grade("min")?, op: p.comparison()?, ratio: p.ratio()? }
            }
            T::MemberTitleExists => Self::MemberTitleExists { title: p.award("title")?, count: p.count()? },
            T::NoMemberDiscipline => Self::NoMemberDiscipline { min_severity: p.severity()? },
            T::NoDiscipline => Self::NoDiscipline { min_severity: p.severity()? },
            T::MinMonthsEmployed => Self::MinMonthsEmployed { months: p.number("months")? },
            T::MaxLeaveDays => Self::MaxLeaveDays { days: p.number("days")?, exempt: p.leave_kinds("exempt")? },
            T::ServiceYears => Self::ServiceYears { male: p.number("male")?, female: p.number("female")? },
            T::UnitAge => Self::UnitAge { years: p.number("years")? },
            human => Self::Human(human),
        };
        params.nothing_left()?;
        Ok(clause)
    }

    /// The awards it builds on, of the subject itself.
    pub const fn wanted(&self) -> Option<Wanted> {
        match self {
            Self::TitleInYear { title } => Some(*title),
            Self::TitleStreak(streak) => Some(streak.title),
            Self::TitleCount { titles, .. } => Some(*titles),
            Self::PriorAward { awards, .. } => Some(*awards),
            _ => None,
        }
    }

    /// Its name in the vocabulary.
    pub const fn kind(&self) -> ClauseType {
        use ClauseType as T;
        match self {
            Self::RegisteredInYear => T::RegisteredInYear,
            Self::GradeInYear { .. } => T::GradeInYear,
            Self::GradeStreak(_) => T::GradeStreak,
            Self::GradeCount { .. } => T::GradeCount,
            Self::TitleInYear { .. } => T::TitleInYear,
            Self::TitleStreak(_) => T::TitleStreak,
            Self::TitleCount { .. } => T::TitleCount,
            Self::PriorAward { .. } => T::PriorAward,
            Self::Initiative { .. } => T::Initiative,
            Self::Research { .. } => T::Research,
            Self::MemberTitleRatio { .. } => T::MemberTitleRatio,
            Self::MemberGradeRatio { .. } => T::MemberGradeRatio,
            Self::MemberTitleExists { .. } => T::MemberTitleExists,
            Self::NoMemberDiscipline { .. } => T::NoMemberDiscipline,
            Self::NoDiscipline { .. } => T::NoDiscipline,
            Self::MinMonthsEmployed { .. } => T::MinMonthsEmployed,
            Self::MaxLeaveDays { .. } => T::MaxLeaveDays,
            Self::ServiceYears { .. } => T::ServiceYears,
            Self::UnitAge { .. } => T::UnitAge,
            Self::Human(kind) => *kind,
        }
    }
}

fn grade_streak(p: &mut Params) -> Result<GradeStreak, String> {
    let whole_service = p.flag("whole_service")?;
    let years = p.any_number("years")?;
    if (years == 0) != whole_service {
        return Err(p.wrong("years", "phải lớn hơn 0, trừ khi whole_service"));
    }
    Ok(GradeStreak { years, min: p.grade("min")?, after: p.after()?, whole_service })
}

fn title_streak(p: &mut Params) -> Result<TitleStreak, String> {
    let last_in = match p.word("last_in")? {
        None | Some("award_year") => LastIn::AwardYear,
        Some("previous_year") => LastIn::PreviousYear,
        Some("either") => LastIn::Either,
        Some(_) => return Err(p.wrong("last_in", "chỉ nhận award_year, previous_year hoặc either")),
    };
    let step_years = p.number_or("step_years", 1)?;
    Ok(TitleStreak { title: p.award("title")?, count: p.count()?, step_years, last_in, after: p.after()? })
}
