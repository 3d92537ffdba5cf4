//! Does the warning find the copies, and only these?

use thidua::domain::law::catalogue;

use super::pairs::{self, Origin, precision_and_recall};

#[test]
fn copies_and_edited_copies_are_warned_of_and_nothing_else() {
    let pairs = pairs::all();
    assert!(pairs.len() >= 40);
    let warning = catalogue().initiative.similarity_warning_percent;
    for origin in Origin::ALL {
        let of_origin = pairs.iter().filter(|pair| pair.origin == origin);
        let found: Vec<String> = of_origin.map(|pair| format!("{}: {}%", pair.name, pair.percent())).collect();
        assert!(found.len() >= 6, "too few of {origin:?}");
        println!("{origin:?}\n  {}", found.join("\n  "));
    }
    let (precision, recall) = precision_and_recall(&pairs, warning);
    assert!(precision >= 0.95 && recall >= 0.95, "precision {precision}, recall {recall}");
}

#[test]
fn what_is_told_in_other_words_or_of_the_same_topic_stays_below() {
    let warning = catalogue().initiative.similarity_warning_percent;
    for pair in pairs::all().iter().filter(|pair| !pair.origin.is_copied()) {
        assert!(pair.percent() < warning, "{}: {}%", pair.name, pair.percent());
    }
}
