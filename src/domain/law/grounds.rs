//! The lines "Căn cứ …" of a paper: the documents in force on the day it is signed (`grounds.toml`).

use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::Deserialize;

use super::Confidence;

/// What a paper decides or proposes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Matter {
    /// Titles and forms of commendation.
    Emulation,
    Initiative,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    ground: Vec<Ground>,
}

/// A document on which papers rest.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Ground {
    matters: Vec<Matter>,
    /// Only for agencies of this province.
    place: Option<String>,
    #[serde(default, deserialize_with = "super::reading::optional_day")]
    from: Option<NaiveDate>,
    /// The last day.
    #[serde(default, deserialize_with = "super::reading::optional_day")]
    to: Option<NaiveDate>,
    text: String,
    #[expect(dead_code, reason = "for whoever keeps the file")]
    source: String,
    #[expect(dead_code, reason = "for whoever keeps the file")]
    confidence: Confidence,
}

impl Ground {
    fn holds(&self, matter: Matter, day: NaiveDate, place: &str) -> bool {
        self.matters.contains(&matter)
            && self.from.is_none_or(|from| from <= day)
            && self.to.is_none_or(|to| day <= to)
            && self.place.as_deref().is_none_or(|only| only == place)
    }
}

static GROUNDS: LazyLock<Vec<Ground>> = LazyLock::new(|| {
    // A test reads this very text, so no program with faulty grounds is ever released.
    let read: Result<Written, _> = toml::from_str(include_str!("grounds.toml"));
    read.unwrap_or_else(|problem| panic!("grounds.toml: {problem}")).ground
});

/// "Căn cứ Nghị định số 42/2010/NĐ-CP ngày …", a line for each document that a paper on the matter rests on when it is
/// signed at the place on the day, without the mark at its end.
pub fn grounds_on(matter: Matter, day: NaiveDate, place: &str) -> Vec<String> {
    let holding = GROUNDS.iter().filter(|it| it.holds(matter, day, place));
    holding.map(|it| format!("Căn cứ {}", it.text)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(matter: Matter, day: &str) -> String {
        grounds_on(matter, day.parse().unwrap(), "Thái Nguyên").join(";\n")
    }

    #[test]
    fn a_paper_rests_on_what_is_in_force_on_its_day() {
        let cases = [
            ("2014-01-20", "42/2010/NĐ-CP", true),
            ("2014-05-31", "ngày 16 tháng 11 năm 2013", false),
            ("2014-06-01", "ngày 16 tháng 11 năm 2013", true),
            ("2014-07-15", "Thông tư số 02/2011/TT-BNV", true),
            ("2014-07-15", "36/2015/QĐ-UBND", false),
            ("2014-10-14", "Thông tư số 07/2014/TT-BNV", false),
            ("2014-10-15", "Thông tư số 07/2014/TT-BNV", true),
            ("2016-01-20", "36/2015/QĐ-UBND", true),
            ("2024-03-01", "Nghị định số 98/2023/NĐ-CP", true),
            ("2025-09-01", "Nghị định số 98/2023/NĐ-CP", false),
            ("2025-07-01", "Nghị định số 152/2025/NĐ-CP", true),
            ("2026-11-30", "Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022", true),
        ];
        for (day, document, cited) in cases {
            assert_eq!(on(Matter::Emulation, day).contains(document), cited, "{document} on {day}");
        }
        assert!(on(Matter::Initiative, "1999-01-01").is_empty());
    }

    #[test]
    fn a_paper_on_initiatives_rests_on_their_decree() {
        let said = on(Matter::Initiative, "2014-06-20");
        assert!(said.starts_with("Căn cứ Nghị định số 13/2012/NĐ-CP ngày 02 tháng 3 năm 2012"), "{said}");
        assert!(!said.contains("42/2010") && !on(Matter::Emulation, "2014-06-20").contains("13/2012"));
    }

    #[test]
    fn what_a_province_issued_is_cited_there_only() {
        let day = "2018-07-01".parse().unwrap();
        let elsewhere = grounds_on(Matter::Emulation, day, "Cao Bằng").join(";");
        assert!(!elsewhere.contains("UBND") && on(Matter::Emulation, "2018-07-01").contains("11/2018/QĐ-UBND"));
    }

    #[test]
    fn one_law_and_one_decree_at_least_hold_on_every_day_since_2010() {
        let mut day: NaiveDate = "2010-06-01".parse().unwrap();
        while day < "2027-02-28".parse().unwrap() {
            let all = grounds_on(Matter::Emulation, day, "Cao Bằng");
            let of = |kind: &str| all.iter().filter(|it| it.starts_with(kind)).count();
            assert!(of("Căn cứ Luật") >= 1 && of("Căn cứ Nghị định") >= 1, "{day}: {all:?}");
            assert!(!all.iter().any(|it| it.ends_with([';', '.', ' '])), "{day}");
            day += chrono::TimeDelta::days(7);
        }
    }
}
