//! Points that the program counts by itself: what a unit's revenue target has reached, what awards it has. Loaded in a
//! fixed number of reads for a whole block; each answer says its formula and where its rows stand.

use std::collections::HashMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::criteria_store::{Content, Criterion};
use super::store::Member;
use crate::db::Connection;
use crate::domain::emulation_cluster::{Manner, Points, by_count, by_percent};
use crate::domain::ids::*;
use crate::domain::law::AwardCode;
use crate::domain::number::{self, format_decimal};
use crate::domain::pact::State;
use crate::domain::progress::Tallies;
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::features::targets::ops::{self as targets, Figures, OfMovement, Target};
use crate::features::{pacts, progress, units};

/// The end of a year's course.
const DECEMBER: i32 = 12;

/// What the program has counted for a unit at a criterion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// None where there is nothing to count for this unit, so that it scores itself.
    pub points: Option<Points>,
    /// How they came about: "12 × 0,5 điểm = 6 điểm".
    pub words: String,
    /// Where the numbers stand: word and address.
    pub links: Vec<(String, String)>,
}

/// What the criteria of a block look their points up in.
pub struct Automatic {
    year: Year,
    figures: Option<Figures>,
    /// The revenue targets of each unit's signed pact.
    of_pacts: HashMap<UnitId, Vec<(PactId, Target)>>,
    of_movements: Vec<OfMovement>,
    tallies: Tallies,
    /// Codes of those who answer for revenue.
    codes: HashMap<UnitId, String>,
}

impl Automatic {
    /// Loads what these criteria need of a year, and nothing where none is automatic.
    pub fn load(conn: &mut Connection, year: Year, today: NaiveDate, criteria: &[Criterion]) -> AppResult<Self> {
        let needs = |manner: Manner| criteria.iter().any(|it| it.content.manner == manner);
        let mut it = Self {
            year,
            figures: None,
            of_pacts: HashMap::new(),
            of_movements: Vec::new(),
            tallies: Tallies::default(),
            codes: HashMap::new(),
        };
        if needs(Manner::Awards) {
            it.tallies = progress::ops::tallies(conn, year, today)?;
        }
        if needs(Manner::Revenue) {
            it.load_revenue(conn, today)?;
        }
        Ok(it)
    }

    fn load_revenue(&mut self, conn: &mut Connection, today: NaiveDate) -> AppResult<()> {
        let filter = pacts::ops::Filter { year: self.year, unit: None, state: Some(State::Signed), with_drafts: false };
        let unit_of: HashMap<PactId, UnitId> =
            pacts::ops::list(conn, filter)?.into_iter().map(|it| (it.id, it.unit)).collect();
        let mut all = Vec::new();
        for target in targets::of_pacts(conn, self.year)?.into_iter().filter(is_of_revenue) {
            if let Some(pact) = target.pact_id
                && let Some(unit) = unit_of.get(&pact)
            {
                all.push(target.clone());
                self.of_pacts.entry(*unit).or_default().push((pact, target));
            }
        }
        self.of_movements = targets::of_movements(conn, self.year)?;
        self.of_movements.retain(|it| is_of_revenue(&it.target));
        all.extend(self.of_movements.iter().map(|it| it.target.clone()));
        self.figures = Some(Figures::of(conn, self.year, UnitId::ALL, today, &all)?);
        self.codes = units::ops::all(conn)?.into_iter().map(|unit| (unit.id, unit.code)).collect();
        Ok(())
    }

    /// What a unit has at a criterion; none where nothing is counted there.
    pub fn count(&self, criterion: &Content, unit: &Member) -> Option<Counted> {
        match criterion.manner {
            Manner::Awards => Some(self.awards(criterion, unit)),
            Manner::Revenue => Some(self.revenue(criterion, unit)),
            Manner::SelfScored | Manner::Bonus | Manner::Minus => None,
        }
    }

    fn awards(&self, criterion: &Content, unit: &Member) -> Counted {
        let each = criterion.each.unwrap_or_default();
        let award = AwardCode::from_code(&criterion.award_code);
        let count = award.map_or(0, |award| self.tallies.of(unit.id, award).achieved);
        let points = by_count(count, each, criterion.most);
        let name = award.map_or_else(String::new, |award| award.award().name_on(self.year.end()).to_owned());
        let uncut = Points::rounded(Decimal::from(count) * each.value());
        let cut = if uncut > points { format!(", lấy mức tối đa {points}") } else { String::new() };
        let (year, code, of) = (self.year, &unit.code, &criterion.award_code);
        Counted {
            points: Some(points),
            words: format!("{name}: {count} × {each} điểm = {uncut} điểm{cut}."),
            links: vec![(
                format!("{count} kết quả"),
                format!("/awards?year={year}&unit={code}&award={of}&state=counted"),
            )],
        }
    }

    /// The mean of the percentages where a pact has several targets.
    fn revenue(&self, criterion: &Content, unit: &Member) -> Counted {
        let bound = self.bound_to(criterion, unit);
        if bound.is_empty() {
            let words = match criterion.target {
                Some(_) => "Chỉ tiêu chung không còn, đơn vị tự chấm.",
                None => "Giao ước đã ký của đơn vị không có chỉ tiêu gắn với khoản thu, đơn vị tự chấm.",
            };
            return Counted { points: None, words: words.to_owned(), links: Vec::new() };
        }
        let measured: Vec<_> = bound.iter().filter_map(|(address, target)| self.measured(address, target)).collect();
        let sum: Decimal = measured.iter().map(|it| it.percent).sum();
        let percent = (sum / Decimal::from(measured.len().max(1) as i64)).round_dp(PLACES);
        let full_at = criterion.full_at.map_or(Decimal::ONE_HUNDRED, |it| it.0);
        let points = by_percent(percent, full_at, criterion.most);
        let mut words: Vec<String> = measured.iter().map(|it| it.words.clone()).collect();
        if measured.len() > 1 {
            words.push(format!("Bình quân {}.", in_percent(percent)));
        }
        words.push(formula(percent, full_at, criterion.most, points));
        Counted {
            points: Some(points),
            words: words.join(" "),
            links: measured.into_iter().flat_map(|it| it.links).collect(),
        }
    }

    /// The targets a criterion hangs on, each with the page it stands on.
    fn bound_to(&self, criterion: &Content, unit: &Member) -> Vec<(String, &Target)> {
        match criterion.target {
            Some(id) => {
                let shared = self.of_movements.iter().filter(|it| it.target.id == id);
                shared.map(|it| (format!("/movements/{}#chi-tieu", it.movement), &it.target)).collect()
            }
            None => {
                let own = self.of_pacts.get(&unit.id).into_iter().flatten();
                own.map(|(pact, target)| (format!("/pacts/{pact}#targets"), target)).collect()
            }
        }
    }

    fn measured(&self, address: &str, target: &Target) -> Option<Measured> {
        let (figures, content) = (self.figures.as_ref()?, &target.content);
        let page = ("chỉ tiêu".to_owned(), address.to_owned());
        let now = figures.value(content, DECEMBER);
        let goal = content.goal_in_words();
        let percent = now.value.zip(content.goal).and_then(|(value, goal)| number::percent(value.0, goal.0));
        let (Some(value), Some(percent)) = (now.value, percent) else {
            let words = format!("{}: chưa có số thu trên mức {goal}.", content.indicator);
            return Some(Measured { percent: Decimal::ZERO, words, links: vec![page] });
        };
        let percent = percent.round_dp(PLACES);
        let (shown, said) = (content.shown(value), in_percent(percent));
        let words = format!("{}: {shown} trên {goal} đạt {said} ({}).", content.indicator, now.as_of);
        let mut links = vec![page];
        if let Some(month) = figures.last_month(content) {
            let unit = content.answering.and_then(|unit| self.codes.get(&unit));
            let unit = unit.map_or_else(String::new, |code| format!("&unit={code}"));
            links.push(("số thu".to_owned(), format!("/revenue?year={}&month={month}{unit}", self.year)));
        }
        Some(Measured { percent, words, links })
    }
}

/// A target with what it has reached.
struct Measured {
    percent: Decimal,
    words: String,
    links: Vec<(String, String)>,
}

/// Percentages are rounded before they are multiplied, so that the formula can be followed with a pencil.
const PLACES: u32 = 2;

fn in_percent(percent: Decimal) -> String {
    let percent = percent.normalize();
    format!("{}%", format_decimal(percent, percent.scale()))
}

/// "Điểm: 20 × 59,76% = 11,95."
fn formula(percent: Decimal, full_at: Decimal, most: Points, points: Points) -> String {
    if percent >= full_at {
        return format!("Từ {} được đủ {most} điểm.", in_percent(full_at));
    }
    let over = if full_at == Decimal::ONE_HUNDRED { String::new() } else { format!(" : {}", in_percent(full_at)) };
    format!("Điểm: {most} × {}{over} = {points}.", in_percent(percent.max(Decimal::ZERO)))
}

fn is_of_revenue(target: &Target) -> bool {
    target.content.source.is_revenue() && target.content.goal.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_formula_can_be_followed_with_a_pencil() {
        let (hundred, most) = (Decimal::ONE_HUNDRED, Points::whole(20));
        let said = |percent: &str, full_at: Decimal| {
            let percent: Decimal = percent.parse().expect("a decimal");
            formula(percent, full_at, most, by_percent(percent, full_at, most))
        };
        assert_eq!(said("59.76", hundred), "Điểm: 20 × 59,76% = 11,95.");
        assert_eq!(said("59.76", Decimal::from(120)), "Điểm: 20 × 59,76% : 120% = 9,96.");
        assert_eq!(said("104", hundred), "Từ 100% được đủ 20 điểm.");
        assert_eq!(said("-4", hundred), "Điểm: 20 × 0% = 0.");
    }
}
