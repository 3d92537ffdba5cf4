//! What both pages say below their first table: awards of higher levels, and the years of one title.

use super::{Cell, Words, percent, width};
use crate::domain::law::{AuthorityCode, AwardCode};
use crate::domain::number::format_whole;
use crate::domain::progress::{course, round_titles, share};
use crate::domain::registration;
use crate::domain::subject::SubjectKind;
use crate::domain::year::Year;
use crate::features::progress::figures::Point;
use crate::features::progress::store::Higher;
use crate::web::forms::Choice;

/// What both pages say below their first table.
pub struct Below {
    pub higher_year: Year,
    pub higher: Vec<HigherLine>,
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

impl HigherLine {
    pub fn tag(&self) -> &'static str {
        registration::State::Escalated.word()
    }
}

/// The five years of one title.
pub struct Series {
    pub heading: String,
    pub caption: String,
    pub whole: &'static str,
    pub lines: Vec<YearLine>,
    pub award: String,
    pub awards: Vec<Choice>,
}

/// One past year of the title followed.
pub struct YearLine {
    pub year: Year,
    pub achieved: Cell,
    pub whole: String,
    pub share: String,
    pub width: String,
}

impl Words<'_> {
    pub fn below(&self) -> Below {
        Below {
            higher_year: self.figures.higher_year,
            higher: self.higher_lines(),
            series: self.series(),
            moved: self.figures.this.moved + self.figures.last.moved,
        }
    }

    fn higher_lines(&self) -> Vec<HigherLine> {
        let year = self.figures.higher_year;
        let unit = self.only_unit();
        let line = |it: &Higher, is_escalated: bool| {
            let link = |kind| match is_escalated {
                true => self.links.escalated(year, unit, it.award, kind),
                false => self.links.higher(year, unit, it, kind),
            };
            let authority =
                if is_escalated { it.award.authority().authority().name.clone() } else { named(&it.authority) };
            HigherLine {
                award: it.award.award().name_on(year.end()).to_owned(),
                authority,
                is_escalated,
                collectives: Cell::new(it.collectives, link(SubjectKind::Unit), String::new()),
                people: Cell::new(it.people, link(SubjectKind::Person), String::new()),
            }
        };
        let decided = self.figures.higher.iter().map(|it| line(it, false));
        decided.chain(self.figures.escalated.iter().map(|it| line(it, true))).collect()
    }

    fn series(&self) -> Series {
        let award = self.figures.question.award;
        let points = &self.figures.series;
        let name = award.award().name_on(self.year().end());
        let is_of_people = award.award().takes(SubjectKind::Person);
        let (first, last) = match points[..] {
            [first, .., last] => (first, last),
            _ => return self.no_series(),
        };
        let what = if is_of_people { "người" } else { "tập thể" };
        Series {
            heading: format!("{name} {} {what}", course(first.achieved, last.achieved)),
            caption: format!("{name} từ {} đến {}", first.year, last.year),
            whole: if is_of_people { "Số người" } else { "Số tập thể" },
            lines: points.iter().map(|point| self.year_line(award, point)).collect(),
            award: award.code().to_owned(),
            awards: self.award_choices(),
        }
    }

    fn no_series(&self) -> Series {
        Series {
            heading: String::new(),
            caption: String::new(),
            whole: "",
            lines: Vec::new(),
            award: String::new(),
            awards: self.award_choices(),
        }
    }

    fn award_choices(&self) -> Vec<Choice> {
        let day = self.year().end();
        let titles = [round_titles(SubjectKind::Person), round_titles(SubjectKind::Unit)].concat();
        titles.iter().map(|award| Choice::new(award.code(), award.award().name_on(day))).collect()
    }

    fn year_line(&self, award: AwardCode, point: &Point) -> YearLine {
        let part = share(point.achieved, point.whole);
        YearLine {
            year: point.year,
            achieved: Cell::new(point.achieved, self.links.awards(point.year, self.only_unit(), award), String::new()),
            whole: format_whole(point.whole),
            share: percent(part),
            width: width(part),
        }
    }
}

fn named(authority: &str) -> String {
    AuthorityCode::from_code(authority).map_or_else(|| authority.to_owned(), |code| code.authority().name.clone())
}
