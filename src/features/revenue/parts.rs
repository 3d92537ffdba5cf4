//! A line by the units that answer for it.

use super::found::Found;
use super::links::Links;
use super::store::Answering;
use super::view::Pace;
use crate::domain::law::{RevenueLineCode, catalogue};
use crate::domain::revenue::{History, Outlook, Progress, line_by_unit, months_by_line};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartKind {
    Unit,
    /// What no unit answers for.
    Rest,
    Whole,
}

/// What one unit answers for of a line, the rest, or the whole.
pub struct Part {
    pub kind: PartKind,
    pub code: String,
    pub name: String,
    pub progress: Progress,
    pub outlook: Option<Outlook>,
    pub links: Links,
}

/// The units that answer for a line, the rest and the whole.
pub fn by_unit(found: &Found, line: RevenueLineCode) -> Vec<Part> {
    if found.unit.is_some() || found.answering.is_empty() {
        return Vec::new();
    }
    let (whole, links) = (found.progress(line), found.links(line));
    let shared = line_by_unit(line, found.period, &found.actuals, &found.estimates, whole);
    let of_unit = |unit: &Answering| {
        let progress = *shared.units.get(&unit.id)?;
        Some(Part {
            kind: PartKind::Unit,
            code: unit.code.clone(),
            name: unit.name.clone(),
            progress,
            outlook: unit_outlook(found, line, unit, &progress),
            links: links.of_unit(&unit.code),
        })
    };
    let part = |kind: PartKind, name: &str, progress: Progress, links: Links| {
        let outlook = if kind == PartKind::Whole { found.outlook(line) } else { None };
        Part { kind, code: String::new(), name: name.to_owned(), progress, outlook, links }
    };
    let mut parts: Vec<Part> = found.answering.iter().filter_map(of_unit).collect();
    if !shared.rest.is_empty() {
        parts.push(part(PartKind::Rest, "Chưa giao cho đơn vị nào", shared.rest, links.of_rest()));
    }
    parts.push(part(PartKind::Whole, "Tổng cộng", whole, links));
    parts
}

fn unit_outlook(found: &Found, line: RevenueLineCode, unit: &Answering, progress: &Progress) -> Option<Outlook> {
    let (year, count) = (found.period.year, catalogue().revenue_limits.profile_years);
    let months = months_by_line(year, &found.actuals, Some(unit.id)).remove(&line).unwrap_or_default();
    let profile = History::before(year, count, &found.actuals, Some(unit.id)).profile(line);
    Some(Outlook::of(progress, &months, found.known_month?, found.has_gap(), &profile))
}

impl Part {
    /// Nobody is asked to reach a rest.
    pub fn pace(&self) -> Pace {
        if self.kind == PartKind::Rest { Pace::none() } else { Pace::of(&self.progress, self.outlook.as_ref()) }
    }
}
