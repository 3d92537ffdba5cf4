//! The pages of one's calendar.

use askama::Template;

use crate::web::shell::Shell;

#[derive(Template)]
#[template(path = "calendars/own.html")]
pub struct OwnPage {
    pub shell: Shell,
    /// "15/07/2014 08:00"; empty where there is no address.
    pub made_at: String,
}

#[derive(Template)]
#[template(path = "calendars/made.html")]
pub struct MadePage {
    pub shell: Shell,
    pub address: String,
}
