//! The papers of a round: the minutes of the council, its sheets, the decision with its list.

use askama::Template;

use super::gathering_view::Member;
use super::outcome_view::ResultLine;
use super::sheet_view::SheetDetail;
use super::view::Detail;
use crate::features::settings::ops::Letterhead;
use crate::web::shell::Shell;

#[derive(Template)]
#[template(path = "initiative_rounds/minutes_print.html")]
pub struct MinutesPaper {
    pub shell: Shell,
    pub head: Letterhead,
    pub it: Detail,
    pub attended: Vec<Member>,
    pub absent: Vec<Member>,
    pub chair: String,
    pub secretary: String,
    pub lines: Vec<ResultLine>,
}

impl MinutesPaper {
    fn passed(&self) -> usize {
        self.lines.iter().filter(|line| line.passes).count()
    }

    fn has_grades(&self) -> bool {
        !self.it.grades.is_empty()
    }
}

#[derive(Template)]
#[template(path = "initiative_rounds/decision_print.html")]
pub struct DecisionPaper {
    pub shell: Shell,
    pub head: Letterhead,
    pub it: Detail,
    /// Those that are recognised.
    pub lines: Vec<ResultLine>,
}

impl DecisionPaper {
    fn has_grades(&self) -> bool {
        !self.it.grades.is_empty()
    }
}

#[derive(Template)]
#[template(path = "initiative_rounds/sheets_print.html")]
pub struct SheetsPaper {
    pub shell: Shell,
    pub head: Letterhead,
    pub it: Detail,
    pub sheets: Vec<SheetDetail>,
}
