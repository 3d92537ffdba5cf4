//! The pages of the second factor.

use askama::Template;

use crate::error::FieldErrors;
use crate::features::account::onward::Onward;
use crate::web::qr::Qr;
use crate::web::shell::Shell;

/// What the page of one's factor offers.
pub enum Offer {
    Begin,
    Confirm {
        /// In groups of four, to be typed.
        secret: String,
        picture: Option<Qr>,
    },
    Keep {
        since: String,
        codes_left: i64,
    },
}

#[derive(Template)]
#[template(path = "account/second_factor/show.html")]
pub struct ShowPage {
    pub shell: Shell,
    pub errors: FieldErrors,
    pub offer: Offer,
    pub is_demanded: bool,
}

/// What taking it away does, before it is done.
#[derive(Template)]
#[template(path = "account/second_factor/remove.html")]
pub struct RemovePage {
    pub shell: Shell,
    pub errors: FieldErrors,
}

/// Shown once, as the answer to the POST that made the codes.
#[derive(Template)]
#[template(path = "account/second_factor/codes.html")]
pub struct CodesPage {
    pub shell: Shell,
    pub codes: Vec<String>,
    pub is_new: bool,
}

/// Between the password and the first page: nobody is logged in yet.
#[derive(Template)]
#[template(path = "account/second_factor/login.html")]
pub struct CodePage {
    pub agency: String,
    pub help_contact: String,
    pub is_demo: Option<String>,
    pub token: String,
    pub onward: Onward,
    pub errors: FieldErrors,
}

impl CodePage {
    pub fn style_address(&self) -> &'static str {
        crate::web::assets::style_address()
    }

    pub fn script_address(&self) -> &'static str {
        crate::web::assets::script_address()
    }
}
