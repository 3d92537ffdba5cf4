//! The pages of mail.

use askama::Template;

use super::form::{AddressForm, SettingsForm, TestForm};
use crate::error::FieldErrors;
use crate::web::forms::Choice;
use crate::web::shell::Shell;

#[derive(Template)]
#[template(path = "digests/address.html")]
pub struct AddressPage {
    pub shell: Shell,
    pub form: AddressForm,
    pub errors: FieldErrors,
    /// The user's own; otherwise IT's, of this account.
    pub is_own: bool,
    pub username: String,
    pub action: String,
    /// Mail is set up and on.
    pub is_on: bool,
}

#[derive(Template)]
#[template(path = "digests/settings.html")]
pub struct SettingsPage {
    pub shell: Shell,
    pub form: SettingsForm,
    pub test: TestForm,
    pub errors: FieldErrors,
    pub securities: Vec<Choice>,
    pub is_saved: bool,
    /// "15/07/2014 07:00"; empty before the first try.
    pub last_try: String,
    pub last_error: String,
    /// "12 đã gửi, 1 máy chủ thư từ chối".
    pub today: String,
}
