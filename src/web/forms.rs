//! From what was typed to what we accept: every check gathers its message at the field.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;

use crate::domain::money::{Dong, MoneyUnit};
use crate::domain::{date, number, text};
use crate::error::FieldErrors;

/// Longest one-line text, in characters.
pub const LINE: usize = 200;
/// Longest text of several lines, in characters.
pub const TEXT: usize = 4_000;

/// Reads the fields of one form in page order and gathers what is wrong.
#[derive(Debug, Default)]
pub struct Check {
    pub errors: FieldErrors,
}

impl Check {
    pub fn new() -> Self {
        Self::default()
    }

    /// One line that must be there; `missing` says what to do, e.g. "Nhập tên sáng kiến."
    pub fn line(&mut self, field: &str, typed: &str, longest: usize, missing: &str) -> String {
        let line = self.optional_line(field, typed, longest);
        if line.is_empty() && self.errors.of(field).is_empty() {
            self.errors.add(field, missing);
        }
        line
    }

    pub fn optional_line(&mut self, field: &str, typed: &str, longest: usize) -> String {
        let cleaned = text::clean_line(typed);
        self.cleaned(field, cleaned, longest)
    }

    /// Several lines that may be empty.
    pub fn optional_text(&mut self, field: &str, typed: &str, longest: usize) -> String {
        let cleaned = text::clean(typed);
        self.cleaned(field, cleaned, longest)
    }

    pub fn text(&mut self, field: &str, typed: &str, longest: usize, missing: &str) -> String {
        let text = self.optional_text(field, typed, longest);
        if text.is_empty() && self.errors.of(field).is_empty() {
            self.errors.add(field, missing);
        }
        text
    }

    /// A date that must be there. `label` begins the sentence: "Ngày sinh chưa đúng: …".
    pub fn date(&mut self, field: &str, typed: &str, label: &str) -> Option<NaiveDate> {
        if typed.trim().is_empty() {
            self.errors.add(field, format!("Chưa nhập {}. Nhập ngày/tháng/năm, ví dụ 05/09/2014.", lower_first(label)));
            return None;
        }
        self.optional_date(field, typed, label)
    }

    pub fn optional_date(&mut self, field: &str, typed: &str, label: &str) -> Option<NaiveDate> {
        if typed.trim().is_empty() {
            return None;
        }
        match date::parse_date(typed) {
            Ok(date) => Some(date),
            Err(error) => {
                self.errors.add(field, format!("{label} chưa đúng: {error}"));
                None
            }
        }
    }

    pub fn whole(
        &mut self,
        field: &str,
        typed: &str,
        label: &str,
        allowed: std::ops::RangeInclusive<i64>,
    ) -> Option<i64> {
        match number::parse_whole(typed) {
            Ok(number) if allowed.contains(&number) => Some(number),
            Ok(_) => {
                let (from, to) = (number::format_whole(*allowed.start()), number::format_whole(*allowed.end()));
                self.errors.add(field, format!("{label} phải từ {from} đến {to}."));
                None
            }
            Err(error) => {
                self.errors.add(field, format!("{label} chưa đúng. {error}"));
                None
            }
        }
    }

    pub fn money(&mut self, field: &str, typed: &str, unit: MoneyUnit, label: &str) -> Option<Dong> {
        match unit.parse(typed) {
            Ok(amount) => Some(amount),
            Err(error) => {
                self.errors.add(field, format!("{label} chưa đúng. {error}"));
                None
            }
        }
    }

    /// One of a fixed list; `missing` says what to choose.
    pub fn choice<T>(&mut self, field: &str, found: Option<T>, missing: &str) -> Option<T> {
        if found.is_none() {
            self.errors.add(field, missing);
        }
        found
    }

    /// What was accepted, or everything that is wrong.
    pub fn finish<T>(self, accepted: impl FnOnce() -> Option<T>) -> Result<T, FieldErrors> {
        if self.errors.is_empty()
            && let Some(accepted) = accepted()
        {
            return Ok(accepted);
        }
        Err(self.errors)
    }

    fn cleaned(&mut self, field: &str, cleaned: Result<String, text::ControlCharacter>, longest: usize) -> String {
        match cleaned {
            Ok(text) if text.chars().count() > longest => {
                let (is, most) = (text.chars().count() as i64, longest as i64);
                let (is, most) = (number::format_whole(is), number::format_whole(most));
                self.errors.add(field, format!("Nội dung dài {is} ký tự, tối đa {most}. Hãy viết ngắn lại."));
                text
            }
            Ok(text) => text,
            Err(error) => {
                self.errors.add(field, error.to_string());
                String::new()
            }
        }
    }
}

fn lower_first(label: &str) -> String {
    let mut chars = label.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

/// One choice of a select or of radio buttons.
#[derive(Debug, Clone)]
pub struct Choice {
    pub value: String,
    pub label: String,
    pub hint: String,
}

impl Choice {
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), hint: String::new() }
    }

    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }
}

/// With more units than these a unit is typed, not chosen: so many options would weigh more than the page.
pub const MOST_UNITS: usize = 100;
/// Of those that fit what was typed so many are offered.
pub const MOST_MATCHES: usize = 20;

/// The units of a filter or a field: all of them while they are few. Of many only those that fit what was typed.
#[derive(Debug, Clone, Default)]
pub struct UnitChoices {
    pub shown: Vec<Choice>,
    /// Too many to be chosen from.
    pub is_many: bool,
}

impl UnitChoices {
    /// Out of units that are known, as far as what was typed asks for them.
    pub fn among(mut all: Vec<Choice>, typed: &str) -> Self {
        let is_many = all.len() > MOST_UNITS;
        if is_many {
            let folded = text::fold(typed);
            let is_code = all.iter().any(|unit| unit.value == typed);
            let fits = |unit: &Choice| match is_code {
                true => unit.value == typed,
                false => text::fold(&unit.value).starts_with(&folded) || text::fold(&unit.label).contains(&folded),
            };
            all.retain(|unit| !folded.is_empty() && fits(unit));
            all.truncate(MOST_MATCHES);
        }
        Self { shown: all, is_many }
    }

    /// Whether the unit is typed rather than chosen. What fits several or none is chosen among those that fit.
    pub fn is_typed(&self, value: &str) -> bool {
        self.is_many && (self.shown.is_empty() || self.shown.iter().any(|choice| choice.value == value))
    }

    /// The name of the unit asked for by its code, or by words that fit it alone; else what was typed.
    pub fn named(&self, value: &str) -> String {
        let known = self.shown.iter().find(|choice| choice.value == value);
        let only = self.shown.first().filter(|_| self.is_many && self.shown.len() == 1);
        match known.or(only) {
            Some(choice) => choice.label.clone(),
            None if self.is_many => value.to_owned(),
            None => String::new(),
        }
    }

    /// Whether a choice is the one asked for.
    pub fn is_chosen(&self, choice: &Choice, value: &str) -> bool {
        choice.value == value || (self.is_many && self.shown.len() == 1)
    }

    pub fn is_empty(&self) -> bool {
        self.shown.is_empty() && !self.is_many
    }
}

/// Every field of a form by its name, where the names are not known beforehand (a row for each date, for each
/// target). Of a field sent twice the last copy counts.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(from = "Vec<(String, String)>")]
pub struct TypedFields(BTreeMap<String, String>);

impl From<Vec<(String, String)>> for TypedFields {
    fn from(fields: Vec<(String, String)>) -> Self {
        Self(fields.into_iter().collect())
    }
}

impl TypedFields {
    pub fn of(&self, field: &str) -> &str {
        self.0.get(field).map_or("", String::as_str)
    }

    /// Whether the form had the field at all: a box that is not ticked is not sent.
    pub fn has(&self, field: &str) -> bool {
        self.0.contains_key(field)
    }

    pub fn set(&mut self, field: impl Into<String>, value: impl Into<String>) {
        self.0.insert(field.into(), value.into());
    }

    /// What follows `prefix` in the names of the fields that begin with it.
    pub fn codes_of<'f>(&'f self, prefix: &'f str) -> impl Iterator<Item = &'f str> {
        self.0.keys().filter_map(move |name| name.strip_prefix(prefix))
    }

    /// The fields of a row each, `agree_7` among them: what follows the prefix, and what was typed.
    pub fn rows<'f>(&'f self, prefix: &'f str) -> impl Iterator<Item = (i64, &'f str)> {
        let of_row = move |(field, value): (&String, &'f String)| {
            let row: i64 = field.strip_prefix(prefix)?.parse().ok()?;
            Some((row, value.as_str()))
        };
        self.0.iter().filter_map(of_row)
    }

    /// Name and value of all, to be carried on by a check page.
    pub fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .filter(|(field, _)| !field.starts_with('_'))
            .map(|(field, value)| (field.as_str(), value.as_str()))
    }

    /// The version of what was read, 0 when it is not a number: then somebody else is always quicker.
    pub fn version(&self) -> i64 {
        self.of("version").parse().unwrap_or_default()
    }
}

/// The choices of a fixed list of words.
pub fn words(words: &[(&str, &str)]) -> Vec<Choice> {
    words.iter().map(|(code, word)| Choice::new(*code, *word)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_mistakes_are_gathered_in_page_order() {
        let mut check = Check::new();
        check.line("title", "  ", LINE, "Nhập tên sáng kiến.");
        check.date("used_on", "31/02/2014", "Ngày áp dụng");
        check.whole("percent", "120", "Tỷ lệ", 1..=100);
        let errors = check.finish(|| Some(())).unwrap_err();
        let fields: Vec<_> = errors.0.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(fields, ["title", "used_on", "percent"]);
        assert_eq!(errors.of("title"), "Nhập tên sáng kiến.");
    }

    #[test]
    fn a_hidden_sign_is_refused_once() {
        let mut check = Check::new();
        check.line("title", "a\0b", LINE, "Nhập tên sáng kiến.");
        assert_eq!(check.errors.len(), 1);
        assert!(check.errors.of("title").contains("ký tự ẩn"));
    }
}
