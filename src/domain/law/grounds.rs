//! The lines "Căn cứ …" of a paper, from the documents in force on the day it is signed.

use chrono::NaiveDate;

use super::catalogue;
use crate::domain::date::parse_date;

/// "Căn cứ Nghị định số 42/2010/NĐ-CP", a line for each document of the regime, without the mark at its end.
pub fn grounds_on(day: NaiveDate) -> Vec<String> {
    let regime = catalogue().regime_on(day).into_iter();
    let documents = regime.flat_map(|regime| regime.documents.iter().chain(&regime.province_documents));
    documents.filter(|document| is_in_force(document, day)).map(|document| ground(document)).collect()
}

/// "TT 07/2014/TT-BNV (từ 15/10/2014)" is not yet on the day before.
fn is_in_force(document: &str, day: NaiveDate) -> bool {
    let from = document.split_once("từ ").map(|(_, rest)| rest.chars().take_while(|c| *c == '/' || c.is_ascii_digit()));
    from.and_then(|from| parse_date(&from.collect::<String>()).ok()).is_none_or(|from| from <= day)
}

fn ground(document: &str) -> String {
    let document = document.split(" (").next().unwrap_or(document);
    let (kind, rest) = document.split_once(' ').unwrap_or((document, ""));
    let kind = match kind {
        "NĐ" => "Nghị định số",
        "TT" => "Thông tư số",
        "QĐ" => "Quyết định số",
        "NQ" => "Nghị quyết số",
        "Luật" if rest.starts_with(|c: char| c.is_ascii_digit()) => "Luật số",
        other => other,
    };
    format!("Căn cứ {kind} {rest}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paper_rests_on_what_is_in_force_on_its_day() {
        let on = |day: &str| grounds_on(day.parse().unwrap());
        assert!(on("2014-01-20").contains(&"Căn cứ Nghị định số 42/2010/NĐ-CP".to_owned()));
        let new = "Căn cứ Thông tư số 07/2014/TT-BNV".to_owned();
        assert!(!on("2014-10-14").contains(&new) && on("2014-10-15").contains(&new));
        assert!(on("2026-11-30").contains(&"Căn cứ Luật số 06/2022/QH15".to_owned()));
        assert!(on("1999-01-01").is_empty());
    }
}
