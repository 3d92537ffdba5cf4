//! Movements and pacts at each stage, made through their verbs by the machine itself.

use thidua::db::Tx;
use thidua::domain::ids::*;
use thidua::domain::movement::Origin;
use thidua::domain::pact::Side;
use thidua::domain::target::{Manner, Quantity, Source};
use thidua::domain::year::Year;
use thidua::features::movements::ops::{self as movements, Content, Part};
use thidua::features::pacts::ops::{self as pacts, Seen, TypedPact};
use thidua::features::targets::ops::{self as targets, Typed};

use super::TestApp;

/// A target due on no day.
pub fn target(indicator: &str, source: Source, manner: Manner, goal: i64) -> Typed {
    let content = targets::Content {
        indicator: indicator.to_owned(),
        measure: "%".to_owned(),
        source,
        manner,
        goal: Some(Quantity::whole(goal)),
        words: String::new(),
        lines: String::new(),
        answering: None,
        award_code: String::new(),
        due_on: None,
    };
    Typed { content, answering: String::new() }
}

impl TestApp {
    /// A draft of 2014 that lacks nothing: a task for everybody and a target by hand.
    pub fn prepared_movement(&self, name: &str) -> MovementId {
        self.set_up(|tx| {
            let day = |written: &str| written.parse().unwrap();
            let new = Content {
                year: Year(2014),
                name: name.to_owned(),
                origin: Origin::Own,
                launched_by: "Sở Tài chính".to_owned(),
                higher_document: String::new(),
                document_number: "05/KH-STC".to_owned(),
                starts_on: day("2014-01-15"),
                ends_on: day("2014-12-31"),
                aims: "Thu đạt dự toán.".to_owned(),
            };
            let id = movements::add(tx, &new)?;
            let seen = movements::find(tx.conn, id)?.seen();
            movements::save_part(tx, seen, &Part::Tasks(vec![("Rà soát nguồn thu".to_owned(), String::new(), None)]))?;
            let seen = movements::find(tx.conn, id)?.seen();
            movements::put_target(tx, seen, None, &target("Hồ sơ đúng hạn", Source::ByHand, Manner::Level, 98))?;
            Ok(id)
        })
    }

    pub fn launched_movement(&self, name: &str) -> MovementId {
        let id = self.prepared_movement(name);
        self.set_up(|tx| {
            let seen = movements::find(tx.conn, id)?.seen();
            movements::launch(tx, seen, false)
        });
        id
    }

    /// A draft with a level by hand.
    pub fn drafted_pact(&self, year: i32, unit: &str) -> PactId {
        self.set_up(|tx| {
            let new = TypedPact {
                year: Year(year),
                unit_code: unit.to_owned(),
                movement: None,
                commitments: "Giữ kỷ cương".to_owned(),
                support: String::new(),
            };
            let id = pacts::add(tx, &new)?;
            let seen = pacts::find(tx.conn, id)?.seen();
            pacts::put_target(tx, seen, None, &target("Hồ sơ đúng hạn", Source::ByHand, Manner::Level, 98))?;
            Ok(id)
        })
    }

    pub fn offered_pact(&self, year: i32, unit: &str) -> PactId {
        let id = self.drafted_pact(year, unit);
        self.set_up(|tx| {
            let seen = seen(tx, id);
            pacts::offer(tx, seen)
        });
        id
    }

    /// Signed by whoever must.
    pub fn signed_pact(&self, year: i32, unit: &str) -> PactId {
        let id = self.offered_pact(year, unit);
        self.set_up(|tx| {
            for side in Side::ALL {
                if pacts::find(tx.conn, id)?.standing.awaits(*side) {
                    let seen = seen(tx, id);
                    pacts::sign(tx, seen, *side)?;
                }
            }
            Ok(())
        });
        id
    }
}

fn seen(tx: &mut Tx, id: PactId) -> Seen {
    pacts::find(tx.conn, id).unwrap().seen()
}
