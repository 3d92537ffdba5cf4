//! The parameters of one written clause, taken one by one; what nobody took is a typing mistake.

use super::award::AwardSet;
use super::clause::{ClauseType, GradeBar, Severity, Wanted, Within};
use super::{Catalogue, Comparison};
use crate::domain::initiative::Level as InitiativeLevel;
use crate::domain::leave::LeaveKind;
use crate::domain::ratio::Ratio;

pub(super) struct Params<'a> {
    pub(super) kind: ClauseType,
    written: &'a toml::Table,
    taken: Vec<&'a str>,
    catalogue: &'a Catalogue,
}

type Taken<T> = Result<T, String>;

impl<'a> Params<'a> {
    pub(super) fn of(written: &'a toml::Table, catalogue: &'a Catalogue) -> Taken<Self> {
        let name = written.get("type").and_then(toml::Value::as_str).ok_or("chưa ghi loại điều kiện (type)")?;
        let kind = ClauseType::from_code(name).ok_or_else(|| format!("không có loại điều kiện {name}"))?;
        Ok(Self { kind, written, taken: vec!["type"], catalogue })
    }

    pub(super) fn nothing_left(&self) -> Taken<()> {
        match self.written.keys().find(|key| !self.taken.contains(&key.as_str())) {
            Some(key) => Err(self.wrong(key, "không dùng được ở đây")),
            None => Ok(()),
        }
    }

    pub(super) fn wrong(&self, key: &str, problem: &str) -> String {
        format!("điều kiện {}: {key} {problem}", self.kind.code())
    }

    fn take(&mut self, key: &'a str) -> Option<&'a toml::Value> {
        self.taken.push(key);
        self.written.get(key)
    }

    pub(super) fn word(&mut self, key: &'a str) -> Taken<Option<&'a str>> {
        match self.take(key) {
            None => Ok(None),
            Some(value) => value.as_str().map(Some).ok_or_else(|| self.wrong(key, "phải là một mã")),
        }
    }

    fn required_word(&mut self, key: &'a str) -> Taken<&'a str> {
        self.word(key)?.ok_or_else(|| self.wrong(key, "chưa ghi"))
    }

    pub(super) fn flag(&mut self, key: &'a str) -> Taken<bool> {
        match self.take(key) {
            None => Ok(false),
            Some(value) => value.as_bool().ok_or_else(|| self.wrong(key, "phải là true hoặc false")),
        }
    }

    fn optional_number(&mut self, key: &'a str) -> Taken<Option<u32>> {
        // As many as a year has days: more than any criterion can ask for.
        const LARGEST: i64 = 366;
        match self.take(key) {
            None => Ok(None),
            Some(value) => value
                .as_integer()
                .filter(|number| *number <= LARGEST)
                .and_then(|number| u32::try_from(number).ok())
                .map(Some)
                .ok_or_else(|| self.wrong(key, "phải là số nguyên từ 0 đến 366")),
        }
    }

    pub(super) fn any_number(&mut self, key: &'a str) -> Taken<u32> {
        self.optional_number(key)?.ok_or_else(|| self.wrong(key, "chưa ghi"))
    }

    pub(super) fn number(&mut self, key: &'a str) -> Taken<u32> {
        let number = self.any_number(key)?;
        if number == 0 { Err(self.wrong(key, "phải lớn hơn 0")) } else { Ok(number) }
    }

    pub(super) fn number_or(&mut self, key: &'a str, default: u32) -> Taken<u32> {
        match self.optional_number(key)? {
            Some(0) => Err(self.wrong(key, "phải lớn hơn 0")),
            number => Ok(number.unwrap_or(default)),
        }
    }

    pub(super) fn count(&mut self) -> Taken<u32> {
        self.number_or("count", 1)
    }

    pub(super) fn within(&mut self) -> Taken<Within> {
        match self.word("within")? {
            None | Some("award_year") => Ok(Within::AwardYear),
            Some("streak") => Ok(Within::Streak),
            Some(_) => Err(self.wrong("within", "chỉ nhận award_year hoặc streak")),
        }
    }

    pub(super) fn comparison(&mut self) -> Taken<Comparison> {
        match self.required_word("op")? {
            ">" => Ok(Comparison::Above),
            ">=" => Ok(Comparison::AtLeast),
            _ => Err(self.wrong("op", "chỉ nhận > hoặc >=")),
        }
    }

    pub(super) fn ratio(&mut self) -> Taken<Ratio> {
        let share = self.take("ratio").and_then(toml::Value::as_float);
        let ratio = share.filter(|share| *share <= 1.0).and_then(Ratio::nearest);
        ratio.ok_or_else(|| self.wrong("ratio", "phải là số thập phân từ 0.0 đến 1.0"))
    }

    pub(super) fn level(&mut self) -> Taken<InitiativeLevel> {
        let code = self.required_word("level")?;
        InitiativeLevel::from_code(code).ok_or_else(|| self.unknown(code))
    }

    pub(super) fn grade(&mut self, key: &'a str) -> Taken<GradeBar> {
        let code = self.required_word(key)?;
        let grade = self.catalogue.grades.iter().find(|grade| grade.code == code);
        grade.map(|grade| GradeBar { ordinal: grade.ordinal }).ok_or_else(|| self.unknown(code))
    }

    pub(super) fn severity(&mut self) -> Taken<Severity> {
        let code = self.required_word("min_severity")?;
        let discipline = self.catalogue.disciplines.iter().find(|discipline| discipline.code == code);
        discipline.map(|discipline| Severity { ordinal: discipline.ordinal }).ok_or_else(|| self.unknown(code))
    }

    pub(super) fn leave_kinds(&mut self, key: &'a str) -> Taken<Vec<LeaveKind>> {
        let codes = self.words(key)?;
        codes.into_iter().map(|code| LeaveKind::from_code(code).ok_or_else(|| self.unknown(code))).collect()
    }

    pub(super) fn award(&mut self, key: &'a str) -> Taken<Wanted> {
        let code = self.required_word(key)?;
        self.wanted(&[code])
    }

    pub(super) fn awards(&mut self, key: &'a str) -> Taken<Wanted> {
        let codes = self.words(key)?;
        if codes.is_empty() { Err(self.wrong(key, "chưa ghi")) } else { self.wanted(&codes) }
    }

    /// After which award the run starts; its counterparts of other branches serve too.
    pub(super) fn after(&mut self) -> Taken<Option<AwardSet>> {
        let code = self.word("after")?;
        code.map(|code| self.wanted(&[code]).map(|wanted| wanted.accepted)).transpose()
    }

    fn wanted(&self, codes: &[&str]) -> Taken<Wanted> {
        let mut wanted = Wanted { named: AwardSet::EMPTY, accepted: AwardSet::EMPTY };
        for code in codes {
            let award = self.catalogue.award(code).ok_or_else(|| self.unknown(code))?;
            wanted.named = wanted.named.with(award.position);
            wanted.accepted = wanted.accepted.union(self.catalogue.serving_as(award));
        }
        Ok(wanted)
    }

    fn words(&mut self, key: &'a str) -> Taken<Vec<&'a str>> {
        match self.take(key) {
            None => Ok(Vec::new()),
            Some(toml::Value::Array(values)) => values
                .iter()
                .map(|value| value.as_str().ok_or_else(|| self.wrong(key, "phải là danh sách mã")))
                .collect(),
            Some(_) => Err(self.wrong(key, "phải là danh sách mã")),
        }
    }

    fn unknown(&self, code: &str) -> String {
        format!("điều kiện {} nhắc đến {code} không có trong danh mục", self.kind.code())
    }
}
