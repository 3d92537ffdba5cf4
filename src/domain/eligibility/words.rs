//! Facts, criteria and reasons in plain Vietnamese.

use rust_decimal::Decimal;

use super::case::{Case, Doubt, Start};
use super::facts::{AwardFact, DisciplineFact, GradeFact, InitiativeFact, LeaveFact, Revocation, Who};
use crate::domain::date::format_date;
pub(super) use crate::domain::law::wording::{bar, capital, percent};
use crate::domain::law::{AwardSet, Clause, GradeBar, GradeStreak, TitleStreak, Wording};
use crate::domain::number::plain_decimal_comma;
use crate::domain::year::Year;

/// "Chiến sĩ thi đua cơ sở", or several with "hoặc".
pub(super) fn awards(case: &Case, set: AwardSet) -> String {
    wording(case).awards(set)
}

pub(super) fn grade_bar(case: &Case, bar: GradeBar) -> String {
    wording(case).grade(bar)
}

/// One grant, with its decision and what is odd about it.
pub(super) fn award(case: &Case, fact: &AwardFact) -> String {
    let name = fact.award.award().name_on(fact.decided_on);
    let number = if fact.decision_no.is_empty() { "không số" } else { &fact.decision_no };
    let mut said = format!("{name} năm {}, Quyết định {number} ngày {}", fact.year, format_date(fact.decided_on));
    if !fact.authority.is_empty() {
        said.push_str(&format!(" của {}", fact.authority));
    }
    if let Some(of) = &fact.of {
        said.push_str(&format!(" (ghi nhận cho {of})"));
    }
    if let Some(revocation) = &fact.revoked {
        said.push_str(&format!("; {}", revoked(revocation)));
    } else if case.is_left_out(fact) {
        said.push_str(&format!("; khen {} không làm căn cứ xét công trạng", fact.basis.word().to_lowercase()));
    } else if let Some(odd) = case.doubt(fact) {
        said.push_str(&format!("; lưu ý: {}", doubt(odd)));
    }
    said
}

pub(super) fn revoked(revocation: &Revocation) -> String {
    let by = if revocation.by.is_empty() { "không rõ số" } else { &revocation.by };
    format!("đã bị thu hồi theo Quyết định {by} ngày {}", format_date(revocation.on))
}

pub(super) const fn doubt(doubt: Doubt) -> &'static str {
    match doubt {
        Doubt::NoDecisionNumber => "quyết định không có số",
        Doubt::DateInFuture => "ngày hoặc năm nằm trong tương lai",
        Doubt::BeforeJoining => "cơ quan quyết định trước khi người này vào làm",
        Doubt::UnderMergedCode => "ghi nhận dưới mã cán bộ khác đã gộp",
    }
}

/// One year's grade, and where it contradicts its score.
pub(super) fn grade(case: &Case, fact: &GradeFact) -> String {
    let mut said = format!("Năm {}: {}", fact.year, fact.grade.grade().name_on(fact.year.end()));
    if let Some(score) = fact.score_hundredths {
        said.push_str(&format!(" ({} điểm)", plain_decimal_comma(Decimal::new(score, 2).normalize())));
    }
    if let Some(of) = &fact.of {
        said.push_str(&format!(" (ghi nhận cho {of})"));
    }
    if case.scored_grade(fact).is_some_and(|code| code != fact.grade.code()) {
        said.push_str("; lưu ý: không khớp với điểm");
    }
    said
}

pub(super) fn initiative(fact: &InitiativeFact) -> String {
    let mut said = format!("{} “{}” năm {}", fact.code, fact.title, fact.year);
    match &fact.recognition {
        None => said.push_str(", chưa công nhận"),
        Some(recognised) => {
            let number = if recognised.decision_no.is_empty() { "không số" } else { &recognised.decision_no };
            said.push_str(&format!(
                ", công nhận {}, Quyết định {number} ngày {}",
                recognised.level.word().to_lowercase(),
                format_date(recognised.recognised_on)
            ));
        }
    }
    if fact.percent < 100 {
        said.push_str(&format!(", đóng góp {}%", fact.percent));
    }
    said
}

pub(super) fn discipline(fact: &DisciplineFact) -> String {
    let number = if fact.decision_no.is_empty() { "không số" } else { &fact.decision_no };
    let kind = &fact.kind.discipline().name;
    format!("{kind}, Quyết định {number} ngày {}", format_date(fact.decided_on))
}

pub(super) fn leave(fact: &LeaveFact) -> String {
    let until = fact.to.map_or_else(|| "nay".to_owned(), format_date);
    format!("{} từ {} đến {until}", fact.kind.word(), format_date(fact.from))
}

/// Years of which the register holds nothing, if any: "các năm 2009–2011, 2013 thiếu dữ liệu (vào cơ quan ngày …)".
pub(super) fn unknown(case: &Case, years: &mut [Year]) -> Option<String> {
    years.sort_unstable();
    let earliest = *years.first()?;
    let many = if years.len() > 1 { "các năm" } else { "năm" };
    let start = match &case.facts.who {
        Who::Person(person) => Some((person.joined_on, "vào cơ quan")),
        Who::Unit(unit) => unit.founded_on.map(|day| (day, "thành lập")),
    };
    let before_it = start.filter(|(day, _)| earliest.end() < *day);
    let why = before_it.map_or_else(String::new, |(day, what)| format!(" ({what} ngày {})", format_date(day)));
    Some(format!("{many} {} thiếu dữ liệu{why}", spans(years)))
}

/// "2009–2011, 2013", of years in order.
fn spans(years: &[Year]) -> String {
    let together = years.chunk_by(|before, after| before.next() == *after);
    let spans: Vec<String> = together
        .map(|span| match span {
            [first, .., last] => format!("{first}–{last}"),
            alone => alone.iter().map(ToString::to_string).collect(),
        })
        .collect();
    spans.join(", ")
}

/// The first of several reasons; one is enough to know, all would be a page.
pub(super) fn first_few(mut reasons: Vec<String>) -> Vec<String> {
    const SHOWN: usize = 3;
    let more = reasons.len().saturating_sub(SHOWN);
    reasons.truncate(SHOWN);
    if more > 0 {
        reasons.push(format!("và {more} năm khác"));
    }
    reasons
}

/// What a clause asks for in the year of the case, as a phrase.
pub(super) fn criterion(case: &Case, clause: &Clause) -> String {
    wording(case).clause(clause)
}

fn wording<'a>(case: &'a Case) -> Wording<'a> {
    Wording {
        catalogue: case.context.catalogue(),
        as_of: case.as_of,
        award: case.award.award().name_on(case.as_of),
        year: Some(case.year),
    }
}

/// "năm 2014", "các năm 2012–2014".
pub(super) fn years(first: Year, last: Year) -> String {
    if first == last { format!("năm {last}") } else { format!("các năm {first}–{last}") }
}

/// What a run of grades asks for, as a phrase.
pub(super) fn streak_of_grades(case: &Case, streak: &GradeStreak) -> String {
    let name = grade_bar(case, streak.min);
    match streak.years {
        0 => format!("mọi năm công tác xếp loại từ {name} trở lên"),
        years => format!("{years} năm liên tục xếp loại từ {name} trở lên"),
    }
}

/// What a run of titles that ends in a year asks for.
pub(super) fn streak_of_titles(case: &Case, streak: &TitleStreak, last: Year) -> String {
    format!("{} lần liên tục đạt {} đến năm {last}", streak.count, awards(case, streak.title.named))
}

/// Why a run does not begin after the award it must follow.
pub(super) fn start(case: &Case, after: AwardSet, start: Start) -> String {
    match start {
        Start::TooLate(fact) => format!(
            "thời gian tính từ sau năm {} ({} theo Quyết định {})",
            Year::of(fact.decided_on),
            fact.award.award().name_on(fact.decided_on),
            fact.decision_no
        ),
        Start::NoAward => format!("chưa được tặng {}", awards(case, after)),
        Start::Doubtful | Start::InTime => format!("kiểm tra lại quyết định tặng {}", awards(case, after)),
    }
}

/// Of several units that one carries on, some hold a title of the year and some do not.
pub(super) fn divided(year: Year) -> String {
    format!("Năm {year} chỉ một trong các đơn vị tiền thân đạt danh hiệu")
}

pub(super) fn list(parts: &[String]) -> String {
    parts.join(", ")
}

/// With its first letter small, to stand inside a sentence.
pub(super) fn small(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
