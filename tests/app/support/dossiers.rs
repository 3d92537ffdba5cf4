//! Dossiers that have come as far as a test needs them, their papers aside.

use diesel::prelude::*;
use thidua::domain::dossier::{Kind, State};
use thidua::domain::event::{Event, EventKind, Object};
use thidua::domain::ids::*;
use thidua::domain::law::AwardCode;
use thidua::domain::year::Year;
use thidua::features::dossiers::ops::{self, Proposal};
use thidua::features::registrations::ops::{self as registering, Registering};
use thidua::schema::{dossiers, registrations};

use super::TestApp;

impl TestApp {
    /// A registration of 2014 that was filed.
    pub fn registered(&self, code: &str, award: &str) -> RegistrationId {
        let new = Registering {
            year: Year(2014),
            subject_code: code.into(),
            award: AwardCode::from_code(award).unwrap(),
            planned_initiative: String::new(),
            pledge: String::new(),
        };
        self.set_up(|tx| {
            let id = registering::register(tx, &new)?;
            let version = registrations::table.find(id).select(registrations::version).first(tx.conn)?;
            registering::file(tx, registering::Seen { id, version })?;
            Ok(id)
        })
    }

    /// Verified: waits for the council or, as a short one, for a decision. Received on 01/07/2014.
    pub fn verified(&self, code: &str, award: &str, kind: Kind, registration: Option<RegistrationId>) -> DossierId {
        let new = Proposal {
            year: Year(2014),
            subject_code: code.into(),
            award: AwardCode::from_code(award).unwrap(),
            kind,
            movement: None,
            registration,
            achievement: String::new(),
        };
        let received_on: chrono::NaiveDate = "2014-07-01".parse().unwrap();
        self.set_up(|tx| {
            let id = ops::propose(tx, &new)?;
            let is = (dossiers::filed_on.eq(received_on), dossiers::received_on.eq(received_on));
            diesel::update(dossiers::table.find(id)).set((dossiers::state.eq(State::Verified), is)).execute(tx.conn)?;
            Ok(id)
        })
    }

    /// The council has passed it.
    pub fn passed(&self, code: &str, award: &str) -> DossierId {
        let id = self.verified(code, award, Kind::Merit, None);
        self.pass(id);
        id
    }

    pub fn pass(&self, id: DossierId) {
        self.set_up(|tx| {
            let seen = ops::find(tx.conn, id)?.seen();
            ops::mark_passed(tx, seen, "Biên bản 05/BB-HĐ, 8/9 phiếu")
        });
    }

    /// Sent on to the level that grants it, its papers aside.
    pub fn send_up(&self, id: DossierId) {
        self.set_up(|tx| {
            diesel::update(dossiers::table.find(id)).set(dossiers::state.eq(State::Escalated)).execute(tx.conn)?;
            tx.audit(Event::new(EventKind::DossierEscalated, Object::Dossier(id)))
        });
    }

    /// As if its last day had been some time ago.
    pub fn end_publicity(&self, id: PublicityId) {
        use thidua::schema::publicity_periods as periods;
        let [opened_on, ends_on] = ["2014-06-20", "2014-06-27"].map(|day| day.parse::<chrono::NaiveDate>().unwrap());
        self.set_up(|tx| {
            diesel::update(periods::table.find(id))
                .set((periods::opened_on.eq(opened_on), periods::ends_on.eq(ends_on)))
                .execute(tx.conn)?;
            tx.audit(Event::new(EventKind::PublicityExtended, Object::Publicity(id)))
        });
    }

    pub fn dossier(&self, id: DossierId) -> ops::Found {
        self.db.read_now(|conn| ops::find(conn, id)).unwrap()
    }
}
