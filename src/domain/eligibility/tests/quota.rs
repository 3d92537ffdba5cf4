use std::collections::BTreeMap;

use super::super::quota::*;
use super::super::*;
use super::builders::*;
use crate::domain::law::{CapRounding, catalogue};
use crate::domain::ratio::Ratio;
use crate::domain::subject::SubjectKind;

fn cap(percent: i64, rounding: CapRounding, managers: Option<i64>) -> Cap {
    Cap {
        max_ratio: Ratio::new(percent, 100).expect("a share"),
        rounding,
        max_manager_share: managers.and_then(|share| Ratio::new(share, 100)),
        citation: "quy chế".into(),
    }
}

/// "A:m" is a manager of unit A.
fn candidates(written: &str) -> Vec<Candidate> {
    let of = |(place, word): (usize, &str)| {
        let (unit, kind) = word.split_once(':').unwrap_or((word, ""));
        Candidate { subject: format!("{place}").into(), unit: unit.into(), is_manager: kind == "m" }
    };
    written.split_whitespace().enumerate().map(of).collect()
}

fn bases(written: &[(&str, i64)]) -> BTreeMap<Text, i64> {
    written.iter().map(|(unit, base)| (Text::from(*unit), *base)).collect()
}

#[test]
fn the_last_in_order_fall_out_and_one_more_is_reckoned() {
    let quota = simulate(
        &[cap(15, CapRounding::Floor, None)],
        Scope::Agency,
        &bases(&[("A", 20), ("B", 13)]),
        &candidates("A B A B A"),
    );
    assert_eq!(quota.places, [Place::In, Place::In, Place::In, Place::In, Place::OverCap]);
    let count = &quota.counts[0];
    assert_eq!((count.base, count.places, count.taken), (33, 4, 4), "15% of 33 is 4,95");
    assert_eq!(count.base_for_one_more, Some(34));
    assert_eq!(count.next.as_deref(), Some("4"));
}

#[test]
fn rounding_is_that_of_the_regulation() {
    assert_eq!(places(&cap(15, CapRounding::Floor, None), 30), 4);
    assert_eq!(places(&cap(15, CapRounding::Nearest, None), 30), 5, "4,5 rounds up");
    assert_eq!(places(&cap(100, CapRounding::None, None), 30), 30);
}

#[test]
fn each_unit_may_have_its_own_places() {
    let quota = simulate(
        &[cap(20, CapRounding::Floor, None)],
        Scope::EachUnit,
        &bases(&[("A", 10), ("B", 5)]),
        &candidates("A A A B B"),
    );
    assert_eq!(quota.places, [Place::In, Place::In, Place::OverCap, Place::In, Place::OverCap]);
    let places: Vec<_> = quota.counts.iter().map(|count| (count.unit.as_deref(), count.places)).collect();
    assert_eq!(places, [(Some("A"), 2), (Some("B"), 1)]);
}

#[test]
fn managers_have_a_share_of_those_taken() {
    let caps = [cap(50, CapRounding::Floor, Some(40))];
    let quota = simulate(&caps, Scope::Agency, &bases(&[("A", 10)]), &candidates("A:m A:m A:m A A A A"));
    use Place::*;
    assert_eq!(quota.places, [In, In, OverManagerShare, In, In, In, OverCap]);
    let few = simulate(&caps, Scope::Agency, &bases(&[("A", 10)]), &candidates("A:m A:m A:m A"));
    assert_eq!(
        few.places,
        [OverManagerShare, OverManagerShare, OverManagerShare, In],
        "one of two would be more than 40%"
    );
}

#[test]
fn the_caps_of_a_day_are_those_of_the_law_and_of_the_regulation() {
    let local = LocalRule {
        document_no: "QĐ 12/2018/QĐ-UBND".into(),
        effective_from: day("2018-01-01"),
        effective_to: None,
        award: award("CSTDCS"),
        subject: SubjectKind::Person,
        clauses: Vec::new(),
        cap: Some(LocalCap {
            max_ratio: Ratio::new(10, 100).expect("a share"),
            rounding: CapRounding::Nearest,
            max_manager_share: None,
        }),
    };
    let context = Context::new(catalogue(), day("2019-01-10"), Confirmations::default(), vec![local]);
    let on = |written: &str| caps(award("CSTDCS"), SubjectKind::Person, day(written), &context);
    let cited: Vec<_> = on("2018-12-31").into_iter().map(|cap| cap.citation).collect();
    assert_eq!(cited, ["NĐ 91/2017/NĐ-CP Điều 9 khoản 3", "QĐ 12/2018/QĐ-UBND"]);
    assert_eq!(on("2017-12-31").len(), 1);
    assert_eq!(on("2014-10-14").len(), 0, "the cap starts on 15/10/2014");
    let quota = simulate(&on("2018-12-31"), Scope::Agency, &bases(&[("A", 100)]), &[]);
    assert_eq!(quota.counts[0].places, 10, "the stricter of the two");
}

#[test]
fn without_a_cap_everybody_stays() {
    let quota = simulate(&[], Scope::Agency, &bases(&[("A", 1)]), &candidates("A A A"));
    assert_eq!(quota.places, [Place::In; 3]);
    assert_eq!(quota.counts[0].base_for_one_more, None);
}
