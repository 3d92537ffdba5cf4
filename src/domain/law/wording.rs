//! The vocabulary of the law in plain Vietnamese: one sentence for each type of clause, with its parameters.
//! A page of the law words it for any year, an assessment for the year it is about.

use std::fmt;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{
    AwardSet, Ballot, BonusPolicy, BonusRounding, CapBase, CapRounding, Catalogue, Clause, Combination, Comparison,
    CouncilLevel, GeneralEffect, GradeBar, GradeStreak, LastIn, RatioCap, SalaryDay, Severity, TitleStreak, VoteRule,
    Within,
};
use crate::domain::leave::LeaveKind;
use crate::domain::number::{format_whole, plain_decimal_comma};
use crate::domain::ratio::Ratio;
use crate::domain::year::Year;

/// What a clause is put into words with.
#[derive(Debug, Clone, Copy)]
pub struct Wording<'a> {
    pub catalogue: &'a Catalogue,
    /// Names are those of this day.
    pub as_of: NaiveDate,
    /// The award whose criterion it is.
    pub award: &'a str,
    /// The year of the award; without one the words fit any.
    pub year: Option<Year>,
}

/// The year of the award, or the one before.
struct AYear(Option<Year>, &'static str);

impl fmt::Display for AYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(year) => write!(f, "năm {year}"),
            None => f.write_str(self.1),
        }
    }
}

impl Wording<'_> {
    /// What a clause asks for, as a phrase.
    pub fn clause(&self, clause: &Clause) -> String {
        let year = self.this_year();
        match clause {
            Clause::RegisteredInYear => format!("Đăng ký {} {year}", self.award),
            Clause::GradeInYear { min } => format!("Xếp loại {year} {}", self.grades_from(*min)),
            Clause::GradeStreak(it) => self.grade_streak(it),
            Clause::GradeCount { min, count, within } => {
                format!("Ít nhất {count} năm xếp loại {} {}", self.grades_from(*min), self.window(*within))
            }
            Clause::TitleInYear { title } => {
                format!("Đạt {} hoặc đủ tiêu chuẩn {year}", self.awards(title.named))
            }
            Clause::TitleStreak(it) => self.title_streak(it),
            Clause::TitleCount { titles, count, within } => {
                format!("Ít nhất {count} lần đạt {} {}", self.awards(titles.named), self.window(*within))
            }
            Clause::PriorAward { awards, count, within_streak, .. } => {
                let when = if *within_streak { " trong thời gian tính thành tích" } else { "" };
                let times = if *count > 1 { format!("{count} lần ") } else { String::new() };
                format!("Đã được tặng {times}{}{when}", self.awards(awards.named))
            }
            Clause::Initiative { level, count, within } => {
                let level = level.word().to_lowercase();
                format!("Ít nhất {count} sáng kiến được công nhận {level} {}", self.window(*within))
            }
            Clause::Research { level, count, within } => {
                let level = level.word().to_lowercase();
                format!("Ít nhất {count} đề tài, đề án có hiệu quả {level} {}", self.window(*within))
            }
            Clause::MemberTitleRatio { title, op, ratio } => {
                format!("{} thành viên đạt {} {year}", capital(&bar(*op, *ratio)), self.awards(title.named))
            }
            Clause::MemberGradeRatio { min, op, ratio } => {
                format!("{} thành viên xếp loại {}", capital(&bar(*op, *ratio)), self.grades_from(*min))
            }
            Clause::MemberTitleExists { title, count } => {
                format!("Có ít nhất {count} thành viên đạt {} {year}", self.awards(title.named))
            }
            Clause::NoMemberDiscipline { min_severity } => {
                format!("Không có thành viên bị kỷ luật {} {year}", self.disciplines_from(*min_severity))
            }
            Clause::NoDiscipline { min_severity } => {
                format!("Không bị kỷ luật {} {year}", self.disciplines_from(*min_severity))
            }
            Clause::MinMonthsEmployed { months } => format!("Công tác từ {months} tháng trở lên tính đến hết {year}"),
            Clause::MaxLeaveDays { days, exempt } => {
                format!("Nghỉ dưới {days} ngày làm việc trong {year}{}", exempted(exempt))
            }
            Clause::ServiceYears { male, female } => {
                format!("Công tác trong ngành từ {male} năm (nam), {female} năm (nữ) trở lên")
            }
            Clause::UnitAge { years } => format!("Thành lập từ {years} năm trở lên"),
            Clause::Human(kind) => kind.word().to_owned(),
        }
    }

    /// "Chiến sĩ thi đua cơ sở", or several with "hoặc".
    pub fn awards(&self, set: AwardSet) -> String {
        let names: Vec<&str> = self.catalogue.awards_in(set).map(|award| award.name_on(self.as_of)).collect();
        names.join(" hoặc ")
    }

    pub fn grade(&self, bar: GradeBar) -> String {
        self.catalogue.grade_at(bar).map_or_else(String::new, |grade| grade.name_on(self.as_of).to_owned())
    }

    fn grade_streak(&self, it: &GradeStreak) -> String {
        let grades = self.grades_from(it.min);
        if it.whole_service {
            return format!("Mọi năm công tác xếp loại {grades}");
        }
        format!("{} năm liên tục đến {} xếp loại {grades}{}", it.years, self.this_year(), self.after(it.after))
    }

    fn title_streak(&self, it: &TitleStreak) -> String {
        let (this, before) = (self.this_year(), AYear(self.year.map(Year::previous), "năm liền trước"));
        let until = match it.last_in {
            LastIn::AwardYear => format!("đến {this}"),
            LastIn::PreviousYear => format!("đến {before}"),
            LastIn::Either => format!("đến {before} hoặc {this}"),
        };
        let step = if it.step_years > 1 { format!(", cách nhau {} năm", it.step_years) } else { String::new() };
        let (title, after) = (self.awards(it.title.named), self.after(it.after));
        format!("{} lần liên tục đạt {title} {until}{step}{after}", it.count)
    }

    fn this_year(&self) -> AYear {
        AYear(self.year, "năm xét")
    }

    fn window(&self, within: Within) -> String {
        match within {
            Within::AwardYear => format!("trong {}", self.this_year()),
            Within::Streak => "trong thời gian tính thành tích".to_owned(),
        }
    }

    fn grades_from(&self, bar: GradeBar) -> String {
        format!("từ {} trở lên", self.grade(bar))
    }

    fn disciplines_from(&self, severity: Severity) -> String {
        let least = self.catalogue.discipline_at(severity).map_or("", |it| it.name.as_str());
        format!("từ {} trở lên", least.to_lowercase())
    }

    fn after(&self, earlier: Option<AwardSet>) -> String {
        earlier.map_or_else(String::new, |set| format!(" sau {}", self.awards(set)))
    }
}

fn exempted(kinds: &[LeaveKind]) -> String {
    if kinds.is_empty() {
        return String::new();
    }
    let kinds: Vec<String> = kinds.iter().map(|kind| kind.word().to_lowercase()).collect();
    format!(", không tính {}", kinds.join(" và "))
}

/// A share as people read it: "70%", "66,67%".
pub fn percent(ratio: Ratio) -> String {
    let shown = |percent: Decimal| format!("{}%", plain_decimal_comma(percent.round_dp(2).normalize()));
    ratio.percent().map_or_else(String::new, shown)
}

/// "từ 70%", "trên 50%".
pub fn bar(op: Comparison, ratio: Ratio) -> String {
    let how = match op {
        Comparison::Above => "trên",
        Comparison::AtLeast => "từ",
    };
    format!("{how} {}", percent(ratio))
}

/// A document as papers name it: "TT 3/2018/TT-BNV" becomes "Thông tư số 03/2018/TT-BNV".
pub fn full_name(document: &str) -> String {
    let Some((kind, number)) = document.split_once(' ') else { return document.to_owned() };
    let kind = match kind {
        "NĐ" => "Nghị định",
        "TT" => "Thông tư",
        "QĐ" => "Quyết định",
        "NQ" => "Nghị quyết",
        _ => return document.to_owned(),
    };
    let (first, rest) = number.split_at(number.find(|c: char| !c.is_ascii_digit()).unwrap_or(number.len()));
    format!("{kind} số {first:0>2}{rest}")
}

/// With its first letter a capital.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

impl RatioCap {
    /// "Không quá 15% số người đạt Lao động tiên tiến, phần lẻ bỏ".
    pub fn words(&self) -> String {
        let rounding = match self.rounding {
            CapRounding::Floor => ", phần lẻ bỏ",
            CapRounding::Nearest => ", phần lẻ từ một nửa tính là một",
            CapRounding::None => return "Không giới hạn tỷ lệ".to_owned(),
        };
        format!("Không quá {} {}{rounding}", percent(self.max_ratio), self.base.words())
    }
}

impl CapBase {
    pub const fn words(self) -> &'static str {
        match self {
            Self::Labourers => "số người đạt Lao động tiên tiến",
            Self::FlagStandard => "số tập thể đủ tiêu chuẩn Cờ thi đua của tỉnh, Bộ",
            Self::WellGraded => {
                "số người xếp loại Hoàn thành tốt nhiệm vụ, trong đơn vị và từng nhóm chức vụ tương đương"
            }
        }
    }
}

impl VoteRule {
    /// "Hội đồng cấp trình: từ 80% tổng số thành viên đồng ý, bắt buộc bỏ phiếu".
    pub fn words(&self) -> String {
        let council = match self.council {
            CouncilLevel::ProvincialOrMinisterial => "Hội đồng cấp tỉnh, Bộ",
            CouncilLevel::SubmittingLevel => "Hội đồng cấp trình",
        };
        let ballot = match (self.ballot, self.secret) {
            (Ballot::Required, true) => "bắt buộc bỏ phiếu kín",
            (Ballot::Required, false) => "bắt buộc bỏ phiếu",
            (Ballot::Optional, _) => "bỏ phiếu hoặc biểu quyết",
        };
        let share = bar(self.op, self.threshold);
        format!("{council}: {share} tổng số thành viên đồng ý, {ballot}; người vắng mặt cho ý kiến bằng văn bản")
    }
}

impl BonusPolicy {
    /// How bonuses are rounded, and what is paid when several come together.
    pub fn words(&self) -> String {
        let (SalaryDay::DecisionDate, BonusRounding::Up) = (self.base_salary_at, self.round);
        let titles = |rule| match rule {
            Combination::HighestOnly => "chỉ chi danh hiệu có mức cao nhất",
            Combination::Each => "chi từng danh hiệu",
        };
        let both = match self.title_and_commendation_same_time {
            Combination::HighestOnly => "chỉ chi mức cao hơn",
            Combination::Each => "chi cả hai",
        };
        format!(
            "Mức lương cơ sở tại ngày quyết định, làm tròn lên đến {} đồng. Quyết định cùng thời điểm: danh hiệu của cùng \
             một năm {}, của các năm khác nhau {}; danh hiệu và hình thức khen thưởng {both}.",
            format_whole(self.round_unit),
            titles(self.same_time_same_period_titles),
            titles(self.same_time_different_period_titles),
        )
    }
}

impl GeneralEffect {
    /// What a cross-cutting rule is about.
    pub const fn words(self) -> &'static str {
        match self {
            Self::BlockSubmission => "Chưa xét khi đang xem xét kỷ luật, thanh tra, khiếu nại",
            Self::RestartStreaks => "Tính lại thời gian lập thành tích sau kỷ luật",
            Self::CountLeaveAsService => "Thời gian nghỉ được tính là thời gian công tác",
            Self::CombineWithUnitTime => "Cộng thời gian đào tạo vào thời gian công tác",
            Self::EligibleLdttIfResultGood => "Xét Lao động tiên tiến cho người đi đào tạo dài hạn",
            Self::RouteToNewUnit => "Đơn vị mới xét cho người chuyển công tác",
            Self::ExcludeFromMeritHistory => "Khen đột xuất, chuyên đề không làm căn cứ khen công trạng",
            Self::WarnDuplicate => "Nhắc khi một thành tích hoặc một năm có hai hình thức",
            Self::WarnReuse => "Nhắc khi sáng kiến đã dùng cho hình thức khác",
            Self::OrderTies => "Thứ tự ưu tiên khi đủ điều kiện như nhau",
            Self::NoGrade => "Không xếp loại khi công tác chưa đủ thời gian",
            Self::NextPeriodStart => "Thời điểm bắt đầu tính thành tích cho lần sau",
            Self::ChooseRegime => "Chọn quy định cho hồ sơ chuyển tiếp",
            Self::Warn => "Nhắc khi xét",
            Self::Revoke => "Thu hồi, hủy bỏ quyết định",
            Self::Info => "Thông tin cho người xét",
        }
    }
}
