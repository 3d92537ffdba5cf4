//! The vocabulary of criteria as a form: which fields each type of clause has, and the clause they make.

use rust_decimal::prelude::ToPrimitive;
use serde_json::{Map, Value, json};

use crate::domain::initiative::Level;
use crate::domain::law::{AwardCode, Clause, ClauseType, DisciplineCode, GradeCode, catalogue};
use crate::domain::leave::LeaveKind;
use crate::domain::number;
use crate::domain::subject::SubjectKind;
use crate::error::FieldErrors;
use crate::web::forms::{Choice, TypedFields, words};

/// One parameter of a clause as people fill it in; `key` is that of the catalogue.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    pub key: &'static str,
    pub label: &'static str,
    pub input: Input,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Input {
    Grade,
    /// One award; the catalogue reads it as a list where the flag is set.
    Award {
        listed: bool,
    },
    Level,
    Within,
    /// A whole number from 1.
    Number,
    Percent,
    Discipline,
    Leaves,
}

const fn field(key: &'static str, label: &'static str, input: Input) -> Field {
    Field { key, label, input }
}

/// What a type of clause has to be told.
pub fn fields(kind: ClauseType) -> Vec<Field> {
    use ClauseType as T;
    let grade = field("min", "Xếp loại từ", Input::Grade);
    let title = field("title", "Danh hiệu", Input::Award { listed: false });
    let titles = |key| field(key, "Danh hiệu, hình thức khen thưởng", Input::Award { listed: true });
    let number = |key, label| field(key, label, Input::Number);
    let count = |label| number("count", label);
    let level = field("level", "Cấp công nhận từ", Input::Level);
    let within = field("within", "Tính trong", Input::Within);
    let percent = field("ratio", "Tỷ lệ thành viên từ", Input::Percent);
    let discipline = field("min_severity", "Hình thức kỷ luật từ", Input::Discipline);
    match kind {
        T::GradeInYear => vec![grade],
        T::GradeStreak => vec![number("years", "Số năm liên tục"), grade],
        T::GradeCount => vec![count("Số năm"), grade, within],
        T::TitleInYear => vec![title],
        T::TitleStreak => vec![count("Số lần liên tục"), title],
        T::TitleCount => vec![count("Số lần"), titles("titles"), within],
        T::PriorAward => vec![count("Số lần"), titles("awards"), within],
        T::Initiative | T::Research => vec![count("Số lượng"), level, within],
        T::MemberTitleRatio => vec![percent, title],
        T::MemberGradeRatio => vec![percent, grade],
        T::MemberTitleExists => vec![count("Số thành viên"), title],
        T::NoMemberDiscipline | T::NoDiscipline => vec![discipline],
        T::MinMonthsEmployed => vec![number("months", "Số tháng công tác từ")],
        T::MaxLeaveDays => {
            vec![number("days", "Nghỉ dưới số ngày làm việc"), field("exempt", "Không tính", Input::Leaves)]
        }
        T::ServiceYears => vec![number("male", "Số năm công tác của nam"), number("female", "Số năm công tác của nữ")],
        T::UnitAge => vec![number("years", "Số năm thành lập từ")],
        _ => Vec::new(),
    }
}

/// The types of clause that speak of this kind of subject: those the law itself uses for it.
pub fn types(subject: SubjectKind) -> Vec<ClauseType> {
    let rules = || catalogue().rules.iter().filter(|rule| rule.subject == subject);
    let is_used = |kind: &ClauseType| rules().any(|rule| rule.clauses().any(|clause| clause.kind() == *kind));
    ClauseType::ALL.iter().copied().filter(is_used).filter(|kind| kind.opened_by().is_none()).collect()
}

impl Input {
    /// What can be chosen; empty for what is typed.
    pub fn choices(self, subject: SubjectKind) -> Vec<Choice> {
        let year_end = catalogue().regimes.last().map(|regime| regime.effective_from).unwrap_or_default();
        match self {
            Self::Grade => GradeCode::all().map(|it| Choice::new(it.code(), it.grade().name_on(year_end))).collect(),
            Self::Award { .. } => {
                awards(subject).map(|it| Choice::new(it.code(), it.award().name_on(year_end))).collect()
            }
            Self::Level => words(Level::WORDS),
            Self::Within => {
                vec![Choice::new("award_year", "Năm xét"), Choice::new("streak", "Thời gian tính thành tích")]
            }
            Self::Discipline => DisciplineCode::all()
                .map(|it| Choice::new(it.code(), crate::domain::law::wording::capital(&it.discipline().name)))
                .collect(),
            Self::Leaves => words(LeaveKind::WORDS),
            Self::Number | Self::Percent => Vec::new(),
        }
    }
}

/// The awards that members (for a collective) and people can hold, or collectives.
fn awards(subject: SubjectKind) -> impl Iterator<Item = AwardCode> {
    AwardCode::all().filter(move |it| it.award().takes(subject) || it.award().takes(SubjectKind::Person))
}

/// The field of one kind of leave.
pub fn leave_field(kind: &str) -> String {
    format!("exempt_{kind}")
}

/// The clause that was filled in, as it is stored.
///
/// # Errors
/// At the fields that are missing or make no sense.
pub fn written(kind: ClauseType, form: &TypedFields) -> Result<String, FieldErrors> {
    let mut errors = FieldErrors::default();
    let mut clause = Map::from_iter([("type".to_owned(), json!(kind.code()))]);
    for field in fields(kind) {
        match value(field, form) {
            Ok(value) => drop(clause.insert(field.key.to_owned(), value)),
            Err(message) => errors.add(field.key, message),
        }
    }
    if matches!(kind, ClauseType::MemberTitleRatio | ClauseType::MemberGradeRatio) {
        clause.insert("op".to_owned(), json!(">="));
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    let clause = Value::Object(clause).to_string();
    read(&clause).map(|_| clause).map_err(|problem| FieldErrors::one("clause", problem))
}

fn value(field: Field, form: &TypedFields) -> Result<Value, String> {
    let typed = form.of(field.key).trim();
    let chosen = |known: bool| if known { Ok(typed) } else { Err(format!("Chọn {}.", field.label.to_lowercase())) };
    match field.input {
        Input::Grade => chosen(GradeCode::from_code(typed).is_some()).map(|code| json!(code)),
        Input::Award { listed } => {
            chosen(AwardCode::from_code(typed).is_some()).map(|code| if listed { json!([code]) } else { json!(code) })
        }
        Input::Level => chosen(Level::from_code(typed).is_some()).map(|code| json!(code)),
        Input::Within => chosen(matches!(typed, "award_year" | "streak")).map(|code| json!(code)),
        Input::Discipline => chosen(DisciplineCode::from_code(typed).is_some()).map(|code| json!(code)),
        Input::Number => number::parse_whole(typed)
            .ok()
            .filter(|number| (1..=366).contains(number))
            .map(|number| json!(number))
            .ok_or_else(|| format!("{}: nhập số nguyên từ 1 đến 366.", field.label)),
        Input::Percent => share(typed)
            .and_then(|hundredths| hundredths.to_f64())
            .map(|hundredths| json!(hundredths / 10_000.0))
            .ok_or_else(|| "Nhập tỷ lệ phần trăm từ 0,01 đến 100, ví dụ 70 hoặc 66,67.".to_owned()),
        Input::Leaves => Ok(json!(
            LeaveKind::ALL
                .iter()
                .map(|it| it.code())
                .filter(|it| !form.of(&leave_field(it)).is_empty())
                .collect::<Vec<_>>()
        )),
    }
}

/// A percentage in hundredths of a percent: 6667 for "66,67". `None` outside 0,01–100.
pub fn share(typed: &str) -> Option<i64> {
    let hundredths = number::parse_decimal(typed.trim().trim_end_matches('%')).ok()?.checked_mul(100.into())?;
    hundredths.to_i64().filter(|it| hundredths.fract().is_zero() && (1..=10_000).contains(it))
}

/// A stored clause in its typed form.
pub fn read(clause: &str) -> Result<Clause, String> {
    let table: toml::Table = serde_json::from_str(clause).map_err(|error| error.to_string())?;
    Clause::read(&table, catalogue())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_offered_type_makes_a_clause_that_the_engine_reads() {
        for &subject in SubjectKind::ALL {
            for kind in types(subject) {
                let mut form = TypedFields::default();
                for field in fields(kind) {
                    let typed = match field.input {
                        Input::Number => "3".to_owned(),
                        Input::Percent => "66,67".to_owned(),
                        Input::Leaves => String::new(),
                        input => input.choices(subject)[0].value.clone(),
                    };
                    form.set(field.key, typed);
                }
                let clause = written(kind, &form).unwrap_or_else(|errors| panic!("{kind}: {errors:?}"));
                assert_eq!(read(&clause).expect("a clause").kind(), kind);
                if !fields(kind).is_empty() && kind != ClauseType::MaxLeaveDays {
                    let errors = written(kind, &TypedFields::default()).expect_err("an empty form");
                    assert_eq!(errors.len(), fields(kind).len(), "{kind}: {errors:?}");
                }
            }
        }
    }

    #[test]
    fn types_fit_the_kind_of_subject() {
        let (people, units) = (types(SubjectKind::Person), types(SubjectKind::Unit));
        assert!(people.contains(&ClauseType::Initiative) && !people.contains(&ClauseType::MemberTitleRatio));
        assert!(units.contains(&ClauseType::MemberTitleRatio) && !units.contains(&ClauseType::MinMonthsEmployed));
    }

    #[test]
    fn shares_are_kept_exactly() {
        assert_eq!(
            (share("66,67"), share("15 %"), share("100"), share("0,01")),
            (Some(6_667), Some(1_500), Some(10_000), Some(1))
        );
        for bad in ["0", "100,01", "-5", "0,001", "x", ""] {
            assert_eq!(share(bad), None, "{bad}");
        }
    }
}
