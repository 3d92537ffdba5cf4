//! What both pages say below their first table: awards by the level that grants them, and past years.

use super::run::Series;
use super::{Cell, Words};
use crate::domain::law::{AuthorityCode, Level};
use crate::domain::registration;
use crate::domain::subject::SubjectKind;
use crate::domain::year::Year;
use crate::features::progress::store::Higher;

/// What both pages say below their first table.
pub struct Below {
    pub higher_year: Year,
    pub higher: Vec<HigherLine>,
    /// All awards beside the titles of the round by the level that grants them, the highest first.
    pub levels: Vec<LevelGroup>,
    pub series: Series,
    pub moved: i64,
}

/// An award of a higher level and who decided it, or that it still lies there.
pub struct HigherLine {
    pub award: String,
    pub authority: String,
    pub is_escalated: bool,
    pub collectives: Cell,
    pub people: Cell,
}

/// The awards of one level.
pub struct LevelGroup {
    pub name: &'static str,
    pub lines: Vec<HigherLine>,
}

impl HigherLine {
    pub fn tag(&self) -> &'static str {
        registration::State::Escalated.word()
    }
}

impl Words<'_> {
    pub fn below(&self) -> Below {
        Below {
            higher_year: self.figures.higher_year,
            higher: self.higher_lines().into_iter().map(|(_, line)| line).collect(),
            levels: self.levels(),
            series: self.series(),
            moved: self.figures.this.moved + self.figures.last.moved,
        }
    }

    fn higher_lines(&self) -> Vec<(Level, HigherLine)> {
        let decided = self.figures.higher.iter().map(|it| self.level_line(it, false));
        decided.chain(self.figures.escalated.iter().map(|it| self.level_line(it, true))).collect()
    }

    fn levels(&self) -> Vec<LevelGroup> {
        let own = self.figures.own.iter().map(|it| self.level_line(it, false));
        let lines: Vec<(Level, HigherLine)> = self.higher_lines().into_iter().chain(own).collect();
        let mut groups: Vec<(Level, LevelGroup)> = Vec::new();
        for (level, line) in lines {
            match groups.iter_mut().find(|(known, _)| *known == level) {
                Some((_, group)) => group.lines.push(line),
                None => groups.push((level, LevelGroup { name: level_name(level), lines: vec![line] })),
            }
        }
        groups.sort_by_key(|(level, _)| std::cmp::Reverse(*level));
        groups.into_iter().map(|(_, group)| group).collect()
    }

    fn level_line(&self, it: &Higher, is_escalated: bool) -> (Level, HigherLine) {
        let (year, unit) = (self.figures.higher_year, self.only_unit());
        let link = |kind| match is_escalated {
            true => self.links.escalated(year, unit, it.award, kind),
            false => self.links.higher(year, unit, it, kind),
        };
        // What nobody has decided yet, or is only decided here.
        let authority =
            if it.authority.is_empty() { it.award.authority().authority().name.clone() } else { named(&it.authority) };
        let line = HigherLine {
            award: it.award.award().name_on(year.end()).to_owned(),
            authority,
            is_escalated,
            collectives: Cell::new(it.collectives, link(SubjectKind::Unit), String::new()),
            people: Cell::new(it.people, link(SubjectKind::Person), String::new()),
        };
        (it.award.award().level, line)
    }
}

fn named(authority: &str) -> String {
    AuthorityCode::from_code(authority).map_or_else(|| authority.to_owned(), |code| code.authority().name.clone())
}

const fn level_name(level: Level) -> &'static str {
    match level {
        Level::Base => "Cấp cơ sở",
        Level::Provincial => "Cấp tỉnh",
        Level::Ministerial => "Cấp Bộ",
        Level::Government => "Cấp Chính phủ",
        Level::State => "Cấp Nhà nước",
    }
}
