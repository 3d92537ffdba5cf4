//! What is typed about the time.

use serde::Deserialize;

use super::ops::BOUNDS;
use crate::error::FieldErrors;
use crate::web::forms::Check;

#[derive(Debug, Clone, Default, Deserialize)]
pub struct RetentionForm {
    #[serde(default)]
    pub version: i64,
    #[serde(default)]
    pub access_months: String,
}

impl RetentionForm {
    pub fn parse(&self) -> Result<i64, FieldErrors> {
        let mut check = Check::new();
        let months = check.whole("access_months", &self.access_months, "Số tháng", BOUNDS);
        check.finish(|| months)
    }
}
