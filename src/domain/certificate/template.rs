//! Where each line stands on the stock of an award.

use rust_decimal::Decimal;

use super::original::{self, Style};
use super::{Align, Field};
use crate::domain::law::AwardCode;
use crate::domain::number::{NumberError, parse_decimal, plain_decimal_comma};

/// Tenths of a millimetre or, of letters, of a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Tenths(pub i64);

impl Tenths {
    pub const fn whole(number: i64) -> Self {
        Self(number * 10)
    }

    /// Of what was typed: "25" or "25,5".
    ///
    /// # Errors
    /// As `parse_decimal`, and for more than one decimal.
    pub fn parse(typed: &str) -> Result<Self, NumberError> {
        let tenths = parse_decimal(typed)?.checked_mul(Decimal::TEN).ok_or(NumberError::TooLarge)?;
        if !tenths.fract().is_zero() {
            return Err(NumberError::TooLarge);
        }
        i64::try_from(tenths.trunc()).map(Self).map_err(|_| NumberError::TooLarge)
    }

    /// In millimetres or points.
    pub fn as_f64(self) -> f64 {
        self.0 as f64 / 10.0
    }
}

impl std::fmt::Display for Tenths {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&plain_decimal_comma(Decimal::new(self.0, 1)))
    }
}

impl std::ops::Add for Tenths {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

/// Where a line stands, from the upper left corner of the sheet, and how it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placement {
    /// Off where the stock has it pre-printed.
    pub is_shown: bool,
    /// mm
    pub left: Tenths,
    /// mm
    pub top: Tenths,
    /// mm
    pub width: Tenths,
    /// Points.
    pub size: Tenths,
    pub align: Align,
    pub is_bold: bool,
    pub is_capitals: bool,
}

/// From one line to the next, in parts of the size of the letters.
pub const LINE_HEIGHT: f64 = 1.25;
pub const MM_IN_POINT: f64 = 25.4 / 72.0;

impl Placement {
    /// The room that as many lines as it may have take, in mm.
    pub fn height(&self, style: Style) -> f64 {
        self.size.as_f64() * MM_IN_POINT * LINE_HEIGHT * style.most_lines as f64
    }
}

/// How the certificates of an award are printed.
#[derive(Debug, Clone)]
pub struct Template {
    pub award: AwardCode,
    /// The agency has stock for it.
    pub is_in_use: bool,
    /// mm
    pub page_width: Tenths,
    /// mm
    pub page_height: Tenths,
    /// What is written where the award itself says nothing; `{năm}` stands for the year.
    pub achievement: String,
    /// In the order of `Field::ALL`.
    pub placements: Vec<Placement>,
}

impl Template {
    /// Mẫu gốc: as it stands until somebody changes it.
    pub fn original(award: AwardCode) -> Self {
        Self {
            award,
            is_in_use: true,
            page_width: original::PAGE.0,
            page_height: original::PAGE.1,
            achievement: original::ACHIEVEMENT.to_owned(),
            placements: Field::ALL.iter().map(|field| field.original()).collect(),
        }
    }

    pub fn fields(&self) -> impl Iterator<Item = (Field, &Placement)> {
        Field::ALL.iter().copied().zip(&self.placements)
    }

    pub fn placement(&mut self, field: Field) -> Option<&mut Placement> {
        let at = Field::ALL.iter().position(|it| *it == field)?;
        self.placements.get_mut(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_typed_with_one_decimal() {
        assert_eq!(Tenths::parse("25,5").unwrap(), Tenths(255));
        assert_eq!(Tenths::parse("-3").unwrap(), Tenths(-30));
        assert_eq!(Tenths(255).to_string(), "25,5");
        assert_eq!(Tenths(250).to_string(), "25");
        for bad in ["", "25,55", "a", "99999999999999999999999999"] {
            assert!(Tenths::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn the_original_fits_its_sheet() {
        let template = Template::original(AwardCode::from_code("GK").unwrap());
        for (field, at) in template.fields() {
            assert!(at.left + at.width <= template.page_width, "{field}");
            assert!(at.top.as_f64() + at.height(field.style()) <= template.page_height.as_f64(), "{field}");
        }
    }
}
