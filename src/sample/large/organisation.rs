//! Units and the people in them, with the few who came, moved or left during the years.

use chrono::{Datelike, Months, NaiveDate};
use diesel::prelude::*;

use super::dice::Dice;
use super::{Calendar, insert_rows, names, tree};
use crate::db::Tx;
use crate::domain::event::Object;
use crate::domain::ids::*;
use crate::domain::sort_key;
use crate::domain::subject::{Gender, StaffKind, SubjectKind, UnitKind};
use crate::domain::text;
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::features::settings;
use crate::schema::{memberships, people, subjects, units};
use crate::web::history::version;

const PEOPLE_A_UNIT: usize = 25;
/// As many as a province has; a sample of more than 50,000 people has larger units.
const MOST_UNITS: usize = 2_000;
/// The director and three deputies, in the agency's own unit.
const LEADERS: usize = 4;
/// The first of each unit stay all the years: heads, deputies, and whoever has an account.
const SETTLED: usize = 14;
const AGENCY: &str = tree::AGENCY.0;
const NAME: &str = tree::AGENCY.1;
const PARENT: &str = "UBND tỉnh Minh họa";
const PLACE: &str = "Minh họa";

/// A unit of the sample.
pub struct Unit {
    pub id: UnitId,
    pub parent: Option<UnitId>,
    pub code: String,
    pub kind: UnitKind,
    pub name: String,
    pub sort_key: Vec<u8>,
    /// Places in [`Organisation::people`].
    pub members: Vec<usize>,
}

/// Somebody of the sample.
pub struct Member {
    pub id: PersonId,
    pub code: String,
    pub full_name: String,
    pub sort_key: Vec<u8>,
    pub position: &'static str,
    /// Where he is now, and where until the beginning of a year.
    unit: UnitId,
    before: Option<(UnitId, Year)>,
    pub gender: Gender,
    birth_date: NaiveDate,
    staff_kind: StaffKind,
    joined_on: NaiveDate,
    left_on: Option<NaiveDate>,
}

impl Member {
    /// Whether he was there the whole year.
    pub fn works_in(&self, year: Year) -> bool {
        self.joined_on <= year.start() && self.left_on.is_none_or(|left| left >= year.end())
    }

    /// Where he was in a year.
    pub fn unit_in(&self, year: Year) -> UnitId {
        match self.before {
            Some((unit, until)) if year < until => unit,
            _ => self.unit,
        }
    }
}

pub struct Organisation {
    /// The agency, then the divisions, then the offices outside that answer for revenue.
    pub units: Vec<Unit>,
    pub people: Vec<Member>,
    divisions: usize,
}

impl Organisation {
    /// Makes the units and people of a size and stores them.
    pub fn found(tx: &mut Tx, dice: &mut Dice, calendar: &Calendar, size: u32) -> AppResult<Self> {
        let divisions = ((size as usize).saturating_sub(LEADERS) / PEOPLE_A_UNIT).clamp(1, MOST_UNITS);
        let mut organisation =
            Self { units: tree::units(divisions), people: Vec::with_capacity(size as usize), divisions };
        for place in 0..=divisions {
            for nth in 0..organisation.planned_members(place, size as usize) {
                organisation.hire(dice, calendar, place, nth);
            }
        }
        organisation.store(tx)?;
        Ok(organisation)
    }

    pub fn director(&self) -> &Member {
        &self.people[self.units[0].members[0]]
    }

    pub fn outside(&self) -> &[Unit] {
        &self.units[self.divisions + 1..]
    }

    /// The agency and its divisions, each with those who worked there all the year, in the order of ids.
    pub fn staff_in(&self, year: Year) -> Vec<(&Unit, Vec<&Member>)> {
        let mut staff: Vec<_> = self.units[..=self.divisions].iter().map(|unit| (unit, Vec::new())).collect();
        for member in self.people.iter().filter(|member| member.works_in(year)) {
            let place = (member.unit_in(year).0 - self.units[0].id.0) as usize;
            staff[place].1.push(member);
        }
        staff
    }

    /// The code of the person an account of CONTRACT.md §2 belongs to. Where there are fewer units than members
    /// of the council, the rest of these are the next in the units there are.
    pub fn holder_of(&self, username: &str) -> String {
        let (unit, nth) = match username {
            "giamdoc" => (0, 0),
            "phogiamdoc" => (0, 1),
            "uyvien1" => (0, 2),
            "truongphong" => (1, 0),
            "canbo" => (1, 11),
            "thuongtruc" => (1 + 1 % self.divisions, 12),
            "ketoan" => (1 + 2 % self.divisions, 13),
            other => {
                let round = other.trim_start_matches("uyvien").parse().unwrap_or(2) - 1;
                (1 + round % self.divisions, round / self.divisions)
            }
        };
        let members = &self.units[unit].members;
        self.people[members[nth]].code.clone()
    }

    /// Divisions differ by one person at most.
    fn planned_members(&self, place: usize, size: usize) -> usize {
        match place {
            0 => LEADERS.min(size),
            _ => (size.saturating_sub(LEADERS) + self.divisions - place) / self.divisions,
        }
    }

    fn hire(&mut self, dice: &mut Dice, calendar: &Calendar, place: usize, nth: usize) {
        let is_settled = nth < SETTLED;
        let gender = if dice.happens(52) { Gender::Female } else { Gender::Male };
        let full_name = names::full_name(dice, gender);
        let joined_in = match dice.below(100) {
            rolled if is_settled || rolled < 85 => calendar.first.0 - dice.within(1..=20) as i32,
            _ => dice.within(calendar.first.0 as u32..=calendar.running.0 as u32) as i32,
        };
        let joined_on = NaiveDate::from_ymd_opt(joined_in, 1, 1).unwrap_or_default();
        let age = Months::new(12 * dice.within(22..=32) + dice.below(12));
        let unit = self.units[place].id;
        let mut member = Member {
            id: PersonId(self.units.len() as i64 + 1 + self.people.len() as i64),
            code: format!("{}-{:03}", self.units[place].code, nth + 1),
            sort_key: sort_key::name_key(&full_name),
            full_name,
            position: position(dice, place == 0, nth),
            unit,
            before: None,
            gender,
            birth_date: joined_on.checked_sub_months(age).unwrap_or(joined_on),
            staff_kind: dice.weighed(&[
                (85, StaffKind::CivilServant),
                (10, StaffKind::PublicEmployee),
                (5, StaffKind::Worker),
            ]),
            joined_on,
            left_on: None,
        };
        if !is_settled {
            self.unsettle(dice, calendar, &mut member);
        }
        self.units[place].members.push(self.people.len());
        self.people.push(member);
    }

    /// Lets some move from another unit or leave in the middle of a year.
    fn unsettle(&self, dice: &mut Dice, calendar: &Calendar, member: &mut Member) {
        let later = dice.within(calendar.first.0 as u32..=calendar.running.0 as u32) as i32;
        if later <= member.joined_on.year() {
            return;
        }
        if dice.happens(6) {
            let from = 1 + dice.below(self.divisions as u32) as usize;
            let from = self.units[from].id;
            member.before = (from != member.unit).then_some((from, Year(later)));
        } else if dice.happens(3) {
            member.left_on = NaiveDate::from_ymd_opt(later, 6, 30).filter(|left| *left < calendar.today);
        }
    }

    fn store(&self, tx: &mut Tx) -> AppResult<()> {
        insert_rows!(tx.conn, subjects::table, self.subject_rows());
        insert_rows!(tx.conn, units::table, self.unit_rows());
        insert_rows!(tx.conn, people::table, self.people.iter().map(PersonRow::of).collect::<Vec<_>>());
        insert_rows!(tx.conn, memberships::table, self.people.iter().flat_map(MembershipRow::of).collect::<Vec<_>>());
        self.found_agency(tx)
    }

    fn found_agency(&self, tx: &mut Tx) -> AppResult<()> {
        settings::ops::create_agency(tx, self.units[0].id, PARENT, PLACE, AGENCY)?;
        let agency = settings::ops::agency(tx.conn)?;
        let officer = |nth: usize| self.people[self.units[0].members[nth]].code.clone();
        let named = settings::ops::AgencyChange {
            name: NAME.into(),
            parent_name: PARENT.into(),
            place: PLACE.into(),
            symbol: AGENCY.into(),
            head: officer(0),
            union_chair: officer(2),
            help_contact: "Tổ tin học".into(),
            address_form: agency.address_form,
            review_days: agency.review_days,
            score_sheet: agency.score_sheet,
            spares_own_unit: agency.spares_own_unit,
            least_boxes: agency.least_boxes,
        };
        let seen = version(tx.conn, Object::Agency)?;
        settings::ops::change_agency(tx, seen, &named)
    }

    fn subject_rows(&self) -> Vec<SubjectRow<'_>> {
        let units = self.units.iter().map(|unit| SubjectRow {
            id: unit.id.into(),
            kind: SubjectKind::Unit,
            code: &unit.code,
            name: &unit.name,
            folded_name: text::fold(&unit.name),
            sort_key: &unit.sort_key,
        });
        let people = self.people.iter().map(|member| SubjectRow {
            id: member.id.into(),
            kind: SubjectKind::Person,
            code: &member.code,
            name: &member.full_name,
            folded_name: text::fold(&member.full_name),
            sort_key: &member.sort_key,
        });
        units.chain(people).collect()
    }

    fn unit_rows(&self) -> Vec<UnitRow> {
        let row = |(sort_order, unit): (i64, &Unit)| UnitRow {
            id: unit.id,
            parent_id: unit.parent,
            kind: unit.kind,
            sort_order,
        };
        (1..).zip(&self.units).map(row).collect()
    }
}

fn position(dice: &mut Dice, is_leader: bool, nth: usize) -> &'static str {
    match (is_leader, nth) {
        (true, 0) => "Giám đốc",
        (true, _) => "Phó Giám đốc",
        (false, 0) => "Trưởng phòng",
        (false, 1 | 2) => "Phó Trưởng phòng",
        (false, _) => {
            dice.weighed(&[(60, "Chuyên viên"), (20, "Chuyên viên chính"), (10, "Kế toán viên"), (10, "Nhân viên")])
        }
    }
}

#[derive(Insertable)]
#[diesel(table_name = subjects)]
struct SubjectRow<'o> {
    id: SubjectId,
    kind: SubjectKind,
    code: &'o str,
    name: &'o str,
    folded_name: String,
    sort_key: &'o [u8],
}

#[derive(Insertable)]
#[diesel(table_name = units, treat_none_as_default_value = false)]
struct UnitRow {
    id: UnitId,
    parent_id: Option<UnitId>,
    kind: UnitKind,
    sort_order: i64,
}

#[derive(Insertable)]
#[diesel(table_name = people, treat_none_as_default_value = false)]
struct PersonRow<'o> {
    id: PersonId,
    unit_id: UnitId,
    position: &'static str,
    gender: Gender,
    birth_date: NaiveDate,
    staff_kind: StaffKind,
    joined_on: NaiveDate,
    left_on: Option<NaiveDate>,
    national_id: &'static str,
    sort_key: &'o [u8],
}

impl<'o> PersonRow<'o> {
    fn of(member: &'o Member) -> Self {
        Self {
            id: member.id,
            unit_id: member.unit,
            position: member.position,
            gender: member.gender,
            birth_date: member.birth_date,
            staff_kind: member.staff_kind,
            joined_on: member.joined_on,
            left_on: member.left_on,
            national_id: "",
            sort_key: &member.sort_key,
        }
    }
}

#[derive(Insertable)]
#[diesel(table_name = memberships, treat_none_as_default_value = false)]
struct MembershipRow {
    person_id: PersonId,
    unit_id: UnitId,
    position: &'static str,
    from_date: NaiveDate,
    to_date: Option<NaiveDate>,
}

impl MembershipRow {
    /// One, or two of somebody who moved.
    fn of(member: &Member) -> impl Iterator<Item = Self> {
        let row = |unit_id, from_date, to_date| Self {
            person_id: member.id,
            unit_id,
            position: member.position,
            from_date,
            to_date,
        };
        let before = member.before.map(|(unit, until)| row(unit, member.joined_on, Some(until.previous().end())));
        let from = member.before.map_or(member.joined_on, |(_, until)| until.start());
        before.into_iter().chain([row(member.unit, from, member.left_on)])
    }
}
