//! What is typed to add or correct a person, to transfer him, to note that he leaves.

use chrono::NaiveDate;
use serde::Deserialize;

use super::ops::{NewPerson, PersonChange, Transfer};
use super::store::Person;
use crate::db::Connection;
use crate::domain::date;
use crate::domain::subject::{Gender, StaffKind, parse_code};
use crate::error::{AppResult, FieldErrors};
use crate::features::units::ops::by_typed_code;
use crate::web::forms::{Check, LINE};

const NAME: usize = 100;
const NO_UNIT: &str = "Chọn đơn vị.";

/// A person as typed; unit and position only for a new one.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct PersonForm {
    #[serde(default)]
    pub code: String,
    #[serde(default)]
    pub full_name: String,
    #[serde(default)]
    pub gender: String,
    #[serde(default)]
    pub birth_date: String,
    #[serde(default)]
    pub unit_code: String,
    #[serde(default)]
    pub position: String,
    #[serde(default)]
    pub staff_kind: String,
    #[serde(default)]
    pub joined_on: String,
    #[serde(default)]
    pub national_id: String,
    /// Of the person that was read.
    #[serde(default)]
    pub version: i64,
}

/// A new person as accepted, the unit still by its code.
#[derive(Debug, Clone)]
pub struct TypedPerson {
    pub code: String,
    unit_code: String,
    position: String,
    data: PersonChange,
}

impl PersonForm {
    /// What the edit form shows at first.
    pub fn of(person: &Person, version: i64) -> Self {
        Self {
            code: person.code.clone(),
            full_name: person.full_name.clone(),
            gender: person.gender.code().to_owned(),
            birth_date: person.birth_date.map_or_else(String::new, date::format_date),
            unit_code: person.unit_code.clone(),
            position: person.position.clone(),
            staff_kind: person.staff_kind.code().to_owned(),
            joined_on: date::format_date(person.joined_on),
            national_id: person.national_id.clone(),
            version,
        }
    }

    pub fn parse_new(&self) -> Result<TypedPerson, FieldErrors> {
        let mut check = Check::new();
        let missing = "Nhập mã cán bộ: chữ không dấu, số, gạch nối, ví dụ QLNS-006.";
        let code = check.choice("code", parse_code(&self.code), missing);
        let data = self.data(&mut check);
        let unit_code = check.line("unit_code", &self.unit_code, LINE, NO_UNIT);
        let position = check.line("position", &self.position, LINE, "Nhập chức vụ, ví dụ Chuyên viên.");
        check.finish(|| Some(TypedPerson { code: code?, unit_code, position, data: data? }))
    }

    pub fn parse_change(&self) -> Result<PersonChange, FieldErrors> {
        let mut check = Check::new();
        let data = self.data(&mut check);
        check.finish(|| data)
    }

    fn data(&self, check: &mut Check) -> Option<PersonChange> {
        let full_name = check.line("full_name", &self.full_name, NAME, "Nhập họ và tên.");
        let gender = check.choice("gender", Gender::from_code(&self.gender), "Chọn nam hoặc nữ.");
        let birth_date = check.optional_date("birth_date", &self.birth_date, "Ngày sinh");
        let staff_kind = check.choice("staff_kind", StaffKind::from_code(&self.staff_kind), "Chọn đối tượng.");
        let joined_on = check.date("joined_on", &self.joined_on, "Ngày vào");
        let national_id = self.national_id.replace([' ', '.'], "");
        if !national_id.is_empty() && !is_national_id(&national_id) {
            check.errors.add("national_id", "Số CCCD có 12 chữ số (CMND có 9). Kiểm tra lại.");
        }
        Some(PersonChange {
            full_name,
            gender: gender?,
            birth_date,
            staff_kind: staff_kind?,
            joined_on: joined_on?,
            national_id,
        })
    }
}

/// Twelve digits, or the nine of the older card.
fn is_national_id(typed: &str) -> bool {
    matches!(typed.len(), 9 | 12) && typed.bytes().all(|digit| digit.is_ascii_digit())
}

impl TypedPerson {
    /// The person to add.
    pub fn found(self, conn: &mut Connection) -> AppResult<NewPerson> {
        let unit = by_typed_code(conn, "unit_code", &self.unit_code)?;
        let PersonChange { full_name, gender, birth_date, staff_kind, joined_on, national_id } = self.data;
        Ok(NewPerson {
            code: self.code,
            full_name,
            gender,
            birth_date,
            unit: unit.ok_or_else(|| FieldErrors::one("unit_code", NO_UNIT))?,
            position: self.position,
            staff_kind,
            joined_on,
            left_on: None,
            national_id,
        })
    }
}

/// A transfer as typed.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct TransferForm {
    #[serde(default)]
    pub unit_code: String,
    #[serde(default)]
    pub position: String,
    #[serde(default)]
    pub from_date: String,
    #[serde(default)]
    pub version: i64,
}

/// A transfer as accepted, the unit still by its code.
#[derive(Debug, Clone)]
pub struct TypedTransfer {
    unit_code: String,
    position: String,
    from: NaiveDate,
}

impl TransferForm {
    pub fn parse(&self) -> Result<TypedTransfer, FieldErrors> {
        let mut check = Check::new();
        let unit_code = check.line("unit_code", &self.unit_code, LINE, NO_UNIT);
        let position = check.line("position", &self.position, LINE, "Nhập chức vụ mới, ví dụ Phó Trưởng phòng.");
        let from = check.date("from_date", &self.from_date, "Ngày bắt đầu");
        check.finish(|| Some(TypedTransfer { unit_code, position, from: from? }))
    }
}

impl TypedTransfer {
    /// The transfer to carry out.
    pub fn found(self, conn: &mut Connection) -> AppResult<Transfer> {
        let unit = by_typed_code(conn, "unit_code", &self.unit_code)?;
        let unit = unit.ok_or_else(|| FieldErrors::one("unit_code", NO_UNIT))?;
        Ok(Transfer { unit, position: self.position, from: self.from })
    }
}

/// The last day of service as typed.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct LeavingForm {
    #[serde(default)]
    pub left_on: String,
    #[serde(default)]
    pub version: i64,
}

impl LeavingForm {
    /// The last day; left empty it takes back one that was noted before.
    pub fn parse(&self) -> Result<Option<NaiveDate>, FieldErrors> {
        let mut check = Check::new();
        let day = check.optional_date("left_on", &self.left_on, "Ngày nghỉ");
        check.finish(|| Some(day))
    }
}
