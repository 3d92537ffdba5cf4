//! What is ticked on the sheet of one unit, and what is confirmed.

use serde::Deserialize;

use crate::domain::year::Year;
use crate::error::{AppError, AppResult};

/// The sheet of one unit as sent: `subject` holds the code of everybody ticked.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct SheetForm {
    #[serde(default)]
    pub year: String,
    #[serde(default)]
    pub unit: String,
    #[serde(default)]
    pub version: String,
    #[serde(default)]
    pub subject: Vec<String>,
}

impl SheetForm {
    /// The year, which the page filled in; nobody types it.
    pub fn year(&self) -> AppResult<Year> {
        Year::parse(&self.year).ok_or(AppError::BadRequest("Năm thi đua chưa đúng. Mở lại trang kết quả sơ kết."))
    }
}
