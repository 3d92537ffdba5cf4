//! The department's own wording of its papers: every paper is made of passages, texts with places for data, of which the
//! program brings an original and the department may keep another.

mod codes;
mod original;
mod template;
mod values;

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;

pub use codes::{PaperKind, Passage, Slot};
pub use original::{Dated, Original, OriginalPaper, original};
pub use template::{Fault, Piece, read};
pub use values::Values;

/// Room to write in by hand where data are missing.
pub const ROOM: &str = "……";

/// The texts of one paper as they stand at some moment.
#[derive(Debug, Clone)]
pub struct Wording {
    pub kind: PaperKind,
    own: HashMap<Passage, String>,
    /// On which the paper is signed.
    day: NaiveDate,
}

impl Wording {
    /// What the program brings for papers signed on the day, but for the passages that the department words itself.
    pub fn new(kind: PaperKind, own: HashMap<Passage, String>, day: NaiveDate) -> Self {
        Self { kind, own, day }
    }

    pub fn text(&self, passage: Passage) -> &str {
        match self.own.get(&passage) {
            Some(text) => text,
            None => original(self.kind).passage(passage).map_or("", |it| it.on(self.day)),
        }
    }

    pub fn is_own(&self, passage: Passage) -> bool {
        self.own.contains_key(&passage)
    }

    pub fn with(self, values: Values) -> Filled {
        Filled { wording: self, values, missing: RefCell::default() }
    }
}

/// The texts of a paper with its data.
#[derive(Debug)]
pub struct Filled {
    wording: Wording,
    values: Values,
    missing: RefCell<BTreeSet<Slot>>,
}

impl Filled {
    /// A passage with the data in their places; room to write in where some are missing.
    pub fn say(&self, passage: Passage) -> String {
        self.say_of(passage, &Values::default())
    }

    /// The same of a passage that is said of each of several things, with what only that one has.
    pub fn say_of(&self, passage: Passage, own: &Values) -> String {
        let text = self.wording.text(passage);
        let allowed = original(self.wording.kind).allowed(passage);
        // What is stored was read when it was typed.
        let Ok(pieces) = read(text, &allowed) else { return text.to_owned() };
        pieces.into_iter().map(|piece| self.piece(piece, own)).collect()
    }

    /// The lines of a passage that say something.
    pub fn lines(&self, passage: Passage) -> Vec<String> {
        self.say(passage).lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
    }

    /// The lines of a passage of grounds, without the marks at their ends.
    pub fn grounds(&self, passage: Passage) -> Vec<String> {
        let lines = self.lines(passage).into_iter();
        lines.map(|line| line.trim_end_matches([';', '.', ' ']).to_owned()).collect()
    }

    /// Places that stood in what was said and had no data.
    pub fn missing(&self) -> Vec<Slot> {
        self.missing.borrow().iter().copied().collect()
    }

    fn piece(&self, piece: Piece, own: &Values) -> String {
        let slot = match piece {
            Piece::Words(words) => return words,
            Piece::Place(slot) => slot,
        };
        match own.get(slot).or_else(|| self.values.get(slot)) {
            Some(value) if value.is_known => value.text.clone(),
            value => {
                self.missing.borrow_mut().insert(slot);
                value.map_or(ROOM, |it| it.text.as_str()).to_owned()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_paper_has_its_originals_and_each_can_be_read() {
        for &kind in PaperKind::ALL {
            let paper = original(kind);
            assert!(!paper.passages.is_empty(), "{kind}");
            for it in &paper.passages {
                assert!(paper.passages.iter().filter(|other| other.passage == it.passage).count() == 1, "{}", it.label);
                for dated in &it.texts {
                    let read = read(&dated.text, &paper.allowed(it.passage));
                    assert!(read.is_ok(), "{kind}, {}: {}", it.label, read.unwrap_err());
                    assert!(it.is_optional || !dated.text.is_empty(), "{kind}, {}", it.label);
                }
            }
        }
    }

    fn day() -> NaiveDate {
        "2014-07-15".parse().unwrap()
    }

    #[test]
    fn an_original_is_that_of_the_day_of_the_paper_and_says_for_how_long_it_holds() {
        let it = original(PaperKind::InitiativeDecision).passage(Passage::Article1).unwrap();
        let (old, new) = (&it.texts[0], &it.texts[1]);
        assert_eq!(
            (old.words().as_str(), new.words().as_str()),
            ("văn bản ký đến 31/12/2023", "văn bản ký từ 01/01/2024")
        );
        assert_eq!(it.on("2023-12-31".parse().unwrap()), old.text);
        assert_eq!(it.on("2024-01-01".parse().unwrap()), new.text);
        let own = HashMap::from([(Passage::Article1, "Khác.".to_owned())]);
        for day in [day(), "2024-06-01".parse().unwrap()] {
            let wording = Wording::new(PaperKind::InitiativeDecision, own.clone(), day);
            assert_eq!(wording.text(Passage::Article1), "Khác.");
            assert!(Wording::new(PaperKind::Decision, HashMap::new(), day).text(Passage::Article1).starts_with("Công"));
        }
    }

    #[test]
    fn own_texts_stand_in_place_of_the_originals_and_what_is_missing_is_told() {
        let own = HashMap::from([(Passage::Article2, "Tổng {tổng tiền} & {số quyết định} <b>".to_owned())]);
        let wording = Wording::new(PaperKind::Decision, own, day());
        assert!(wording.is_own(Passage::Article2) && !wording.is_own(Passage::Article3));
        let values = Values::default().set(Slot::Total, "1.000.000").set(Slot::DecisionNo, "");
        let said = wording.with(values);
        assert_eq!(said.say(Passage::Article2), "Tổng 1.000.000 & …… <b>");
        assert_eq!(said.missing(), [Slot::DecisionNo]);
        assert_eq!(said.lines(Passage::Recipients).len(), 3);
        assert_eq!(said.grounds(Passage::LastGrounds), ["Theo đề nghị của Chánh Văn phòng Sở"]);
    }

    #[test]
    fn room_has_the_shape_of_what_comes_there_and_some_places_may_stay_empty() {
        let values = Values::default().or(Slot::DecisionDay, None, "ngày …… tháng …… năm ……").may(Slot::FiledOn, "");
        let own = HashMap::from([(Passage::ListNote, "{ngày quyết định}".to_owned())]);
        let said = Wording::new(PaperKind::Decision, own, day()).with(values.clone());
        assert_eq!(said.say(Passage::ListNote), "ngày …… tháng …… năm ……");
        assert_eq!(said.missing(), [Slot::DecisionDay]);
        let own = HashMap::from([(Passage::Body, "Đơn{ngày nộp đơn}.".to_owned())]);
        let said = Wording::new(PaperKind::Refusal, own, day()).with(values);
        assert_eq!((said.say(Passage::Body).as_str(), said.missing().len()), ("Đơn.", 0));
    }
}
