//! Blocks at each stage, made through their verbs by the machine itself.

use thidua::domain::emulation_cluster::{Manner, Points};
use thidua::domain::ids::*;
use thidua::domain::target::Quantity;
use thidua::domain::year::Year;
use thidua::features::clusters::ops::{
    self, Content, CriterionContent, SeenSheet, TypedCluster, VerifiedTyped, Written,
};

use super::TestApp;

/// A line of 60 points that units give themselves.
pub fn criterion(content: &str, manner: Manner, most: u32) -> CriterionContent {
    CriterionContent {
        group_name: "I. Nhiệm vụ".to_owned(),
        content: content.to_owned(),
        manner,
        most: Points::whole(most),
        target: None,
        full_at: (manner == Manner::Revenue).then_some(Quantity::whole(100)),
        award_code: if manner == Manner::Awards { "TTLDTT".to_owned() } else { String::new() },
        each: (manner == Manner::Awards).then_some(Points::whole(most)),
        tie_order: None,
    }
}

fn points(typed: &str) -> Option<Points> {
    if typed.is_empty() { None } else { Some(Points::parse(typed).unwrap()) }
}

impl TestApp {
    /// A draft of these units with these lines.
    pub fn cluster(&self, year: i32, name: &str, units: &[&str], lines: &[CriterionContent]) -> ClusterId {
        self.set_up(|tx| {
            let content = Content {
                year: Year(year),
                name: name.to_owned(),
                basis: String::new(),
                self_due_on: "2014-07-31".parse().unwrap(),
                verify_due_on: "2014-08-15".parse().unwrap(),
            };
            let units = units.iter().map(|code| (*code).to_owned()).collect();
            let id = ops::add(tx, &TypedCluster { content, units })?;
            for line in lines {
                let seen = ops::find(tx.conn, id)?.seen();
                ops::put_criterion(tx, seen, None, line)?;
            }
            Ok(id)
        })
    }

    /// Published, so that its units score themselves.
    pub fn scored_cluster(&self, year: i32, name: &str, units: &[&str], lines: &[CriterionContent]) -> ClusterId {
        let id = self.cluster(year, name, units, lines);
        self.set_up(|tx| {
            let seen = ops::find(tx.conn, id)?.seen();
            ops::publish(tx, seen)
        });
        id
    }

    pub fn cluster_sheet(&self, cluster: ClusterId, unit: &str) -> ClusterSheetId {
        let unit = self.unit(unit);
        let all = self.db.read_now(|conn| ops::sheets_of(conn, cluster)).unwrap();
        all.into_iter().find(|sheet| sheet.unit == unit).unwrap().id
    }

    /// The version in which a sheet stands.
    pub fn cluster_sheet_version(&self, id: ClusterSheetId) -> i64 {
        self.db.read_now(|conn| ops::find_sheet(conn, id)).unwrap().version
    }

    fn written(&self, cluster: ClusterId, typed: &[&str]) -> Written {
        let cluster = self.db.read_now(|conn| ops::find(conn, cluster)).unwrap();
        let lines = self.db.read_now(|conn| ops::criteria_of(conn, cluster.id, cluster.edition)).unwrap();
        lines.iter().zip(typed).map(|(it, typed)| (it.id, (points(typed), "Theo sổ".to_owned()))).collect()
    }

    /// Sends a unit's sheet with these points.
    pub fn send_cluster_sheet(&self, cluster: ClusterId, unit: &str, typed: &[&str]) -> ClusterSheetId {
        let id = self.cluster_sheet(cluster, unit);
        let own = self.written(cluster, typed);
        let seen = SeenSheet { id, version: self.cluster_sheet_version(id) };
        self.set_up(|tx| ops::submit(tx, seen, &own));
        id
    }

    /// Verifies a sheet as the unit has scored itself.
    pub fn verify_cluster_sheet(&self, cluster: ClusterId, unit: &str, typed: &[&str]) {
        let id = self.send_cluster_sheet(cluster, unit, typed);
        let same = self.written(cluster, typed).into_iter();
        let same: VerifiedTyped =
            same.map(|(id, (points, _))| (id, (points.or(Some(Points::ZERO)), String::new()))).collect();
        let seen = SeenSheet { id, version: self.cluster_sheet_version(id) };
        self.set_up(|tx| ops::verify(tx, seen, &same));
    }

    /// Verified throughout and laid before the head of the agency.
    pub fn proposed_cluster(&self, year: i32, name: &str, units: &[&str], lines: &[CriterionContent]) -> ClusterId {
        let id = self.scored_cluster(year, name, units, lines);
        for unit in units {
            self.verify_cluster_sheet(id, unit, &["50"]);
        }
        self.set_up(|tx| {
            let seen = ops::find(tx.conn, id)?.seen();
            ops::propose(tx, seen, "")
        });
        id
    }

    pub fn concluded_cluster(&self, year: i32, name: &str, units: &[&str], lines: &[CriterionContent]) -> ClusterId {
        let id = self.proposed_cluster(year, name, units, lines);
        self.set_up(|tx| {
            let seen = ops::find(tx.conn, id)?.seen();
            ops::conclude(tx, seen, "")
        });
        id
    }
}
