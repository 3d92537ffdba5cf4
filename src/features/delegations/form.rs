//! What is typed to give one's acts to somebody.

use serde::Deserialize;

use super::ops::Giving;
use crate::domain::delegation::{Form, Scope};
use crate::domain::ids::AccountId;
use crate::error::FieldErrors;
use crate::web::forms::Check;

#[derive(Debug, Clone, Default, Deserialize)]
pub struct DelegationForm {
    #[serde(default)]
    pub scope: String,
    #[serde(default)]
    pub taker: String,
    #[serde(default)]
    pub form: String,
    #[serde(default)]
    pub starts_on: String,
    #[serde(default)]
    pub ends_on: String,
    #[serde(default)]
    pub reason: String,
}

impl DelegationForm {
    pub fn parse(&self) -> Result<Giving, FieldErrors> {
        let mut check = Check::new();
        let scope = check.choice("scope", Scope::from_code(&self.scope), "Chọn việc ủy quyền.");
        let taker = check.choice("taker", self.taker.parse().ok().map(AccountId), "Chọn người nhận ủy quyền.");
        let form = check.choice("form", Form::from_code(&self.form), "Chọn hình thức ký.");
        let starts_on = check.date("starts_on", &self.starts_on, "Ngày bắt đầu");
        let ends_on = check.date("ends_on", &self.ends_on, "Ngày kết thúc");
        let reason = check.text("reason", &self.reason, 1_000, "Nêu lý do, ví dụ đi công tác.");
        check.finish(|| {
            Some(Giving { scope: scope?, taker: taker?, form: form?, starts_on: starts_on?, ends_on: ends_on?, reason })
        })
    }
}
