//! Records that contradict each other or cannot be right, said plainly so that somebody mends them.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::context::Context;
use super::facts::{AwardFact, DisciplineFact, Facts, GradeFact, InitiativeFact, Who};
use crate::domain::date::format_date;
use crate::domain::law::{AwardCode, GradeCode};
use crate::domain::year::Year;

/// What is odd about the records of a subject, one sentence each, the earliest year first.
pub fn faults(facts: &Facts, context: &Context) -> Vec<String> {
    let mut found: Vec<(Year, String)> = Vec::new();
    found.extend(grades(facts, context));
    found.extend(facts.awards.iter().flat_map(|fact| award(facts, context, fact)));
    found.extend(repeated_titles(facts));
    found.extend(facts.initiatives.iter().chain(&facts.research).flat_map(|fact| work(fact, context.today())));
    found.extend(facts.disciplines.iter().flat_map(|fact| discipline(fact, context.today())));
    found.sort();
    found.dedup();
    found.into_iter().map(|(_, said)| said).collect()
}

fn grades(facts: &Facts, context: &Context) -> Vec<(Year, String)> {
    let mut by_year: BTreeMap<(Year, Option<&str>), Vec<&GradeFact>> = BTreeMap::new();
    for fact in &facts.grades {
        by_year.entry((fact.year, fact.of.as_deref())).or_default().push(fact);
    }
    let this_year = Year::of(context.today());
    let mut found = Vec::new();
    for ((year, _), of_year) in by_year {
        let mut different: Vec<GradeCode> = of_year.iter().map(|fact| fact.grade).collect();
        different.sort_unstable();
        different.dedup();
        if different.len() > 1 {
            found.push((year, format!("Năm {year} có {} xếp loại khác nhau: giữ lại một", different.len())));
        }
        if year > this_year {
            found.push((year, format!("Xếp loại năm {year} nằm trong tương lai: kiểm tra lại năm")));
        }
        found.extend(of_year.into_iter().filter_map(|fact| Some((year, against_the_score(facts, context, fact)?))));
    }
    found
}

fn against_the_score(facts: &Facts, context: &Context, fact: &GradeFact) -> Option<String> {
    let Who::Person(person) = &facts.who else { return None };
    let grading = context.catalogue().grading_on(fact.year.end(), person.staff_kind)?;
    let scored = grading.grade_for(fact.score_hundredths?)?;
    (scored != fact.grade.code()).then(|| {
        let year = fact.year;
        format!("Năm {year} xếp loại {} nhưng điểm ứng với {scored}: kiểm tra lại", fact.grade.code())
    })
}

fn award(facts: &Facts, context: &Context, fact: &AwardFact) -> Vec<(Year, String)> {
    let name = fact.award.award().name_on(fact.decided_on);
    let what = format!("{name} năm {}", fact.year);
    let decided = format_date(fact.decided_on);
    let mut said = Vec::new();
    if fact.decision_no.trim().is_empty() {
        said.push(format!("{what}: quyết định ngày {decided} không có số"));
    }
    if fact.decided_on > context.today() {
        said.push(format!("{what}: ngày quyết định {decided} nằm trong tương lai"));
    }
    if fact.year > Year::of(context.today()) {
        said.push(format!("{what}: năm nằm trong tương lai"));
    }
    if let Some(revocation) = fact.revoked.as_ref().filter(|it| it.on < fact.decided_on) {
        said.push(format!("{what}: thu hồi ngày {} trước ngày quyết định {decided}", format_date(revocation.on)));
    }
    if let Who::Person(person) = &facts.who {
        if fact.own && fact.year < Year::of(person.joined_on) {
            let joined = format_date(person.joined_on);
            said.push(format!("{what}: cơ quan quyết định trước ngày vào cơ quan {joined}"));
        }
        if let Some(left) = person.left_on.filter(|left| fact.year > Year::of(*left)) {
            said.push(format!("{what}: sau ngày nghỉ {}", format_date(left)));
        }
        if let Some(of) = &fact.of {
            said.push(format!("{what}: ghi nhận dưới mã {of} đã gộp, cần xác nhận là cùng một người"));
        }
    }
    said.into_iter().map(|text| (fact.year, text)).collect()
}

/// A yearly title granted twice for one year.
fn repeated_titles(facts: &Facts) -> Vec<(Year, String)> {
    let mut granted: BTreeMap<(Year, AwardCode, Option<&str>), usize> = BTreeMap::new();
    let in_force = facts.awards.iter().filter(|fact| fact.revoked.is_none() && fact.award.award().is_yearly());
    for fact in in_force {
        *granted.entry((fact.year, fact.award, fact.of.as_deref())).or_default() += 1;
    }
    let twice = granted.into_iter().filter(|(_, times)| *times > 1);
    twice
        .map(|((year, award, _), times)| {
            let name = award.award().name_on(year.end());
            (year, format!("{name} năm {year} có {times} quyết định còn hiệu lực"))
        })
        .collect()
}

fn work(fact: &InitiativeFact, today: NaiveDate) -> Vec<(Year, String)> {
    let Some(recognition) = &fact.recognition else { return Vec::new() };
    let what = format!("{} năm {}: quyết định công nhận", fact.code, fact.year);
    decision(fact.year, &what, &recognition.decision_no, recognition.recognised_on, today)
}

fn discipline(fact: &DisciplineFact, today: NaiveDate) -> Vec<(Year, String)> {
    let what = format!("{}: quyết định", fact.kind.discipline().name);
    decision(Year::of(fact.decided_on), &what, &fact.decision_no, fact.decided_on, today)
}

fn decision(year: Year, what: &str, number: &str, on: NaiveDate, today: NaiveDate) -> Vec<(Year, String)> {
    let day = format_date(on);
    let mut said = Vec::new();
    if number.trim().is_empty() {
        said.push((year, format!("{what} ngày {day} không có số")));
    }
    if on > today {
        said.push((year, format!("{what} ngày {day} nằm trong tương lai")));
    }
    said
}
