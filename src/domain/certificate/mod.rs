//! Certificates on pre-printed stock (bằng, giấy khen): what stands where on the sheet, and what becomes of each blank.

mod original;
mod template;

use super::IllegalStep;
use super::codes::codes;

pub use original::{Style, named};
pub use template::{Placement, Template, Tenths};

codes! {
    /// What stands on a certificate, in the order of its lines.
    Field {
        NationalHeading = "national_heading" "Quốc hiệu",
        Motto = "motto" "Tiêu ngữ",
        Giver = "giver" "Chức vụ người tặng",
        Verb = "verb" "Dòng “Tặng”, “Tặng danh hiệu”",
        Award = "award" "Danh hiệu, hình thức",
        Recipient = "recipient" "Họ và tên, tên tập thể",
        Position = "position" "Chức vụ",
        Unit = "unit" "Đơn vị",
        Achievement = "achievement" "Thành tích",
        Decision = "decision" "Số, ngày quyết định",
        Book = "book" "Số sổ vàng",
        PlaceAndDate = "place_and_date" "Địa danh, ngày tháng",
        SignerPosition = "signer_position" "Chức vụ người ký",
        SignerName = "signer_name" "Họ tên người ký",
    }
}

codes! {
    Align {
        Left = "left" "Trái",
        Centre = "centre" "Giữa",
        Right = "right" "Phải",
    }
}

codes! {
    /// Where a blank, and with it the certificate, has come.
    State {
        Printed = "printed" "Đã in",
        Spoiled = "spoiled" "Phôi hỏng",
        HandedOver = "handed_over" "Đã trao",
        Returned = "returned" "Đã thu hồi",
    }
}

/// What moves a certificate on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The blank is spoiled, or was lost after it had been handed over.
    Spoil,
    /// Printed once more, on another blank.
    Reissue,
    HandOver,
    /// The award was revoked, and the certificate has come back.
    TakeBack,
}

impl State {
    /// The state after a step.
    ///
    /// # Errors
    /// When the certificate has not come so far, or further.
    pub const fn step(self, step: Step) -> Result<Self, IllegalStep> {
        match (self, step) {
            (Self::Printed | Self::HandedOver, Step::Spoil) => Ok(Self::Spoiled),
            (Self::Spoiled, Step::Reissue) => Ok(Self::Printed),
            (Self::Printed, Step::HandOver) => Ok(Self::HandedOver),
            (Self::Printed | Self::HandedOver, Step::TakeBack) => Ok(Self::Returned),
            _ => Err(IllegalStep),
        }
    }

    /// Whether a sheet of it lies somewhere that must come back once the award is revoked.
    pub const fn is_out(self) -> bool {
        matches!(self, Self::Printed | Self::HandedOver)
    }
}

/// The serial of the blank that lies under this one in the pile: "GK-0099" is followed by "GK-0100". `None` where it does
/// not end in digits, or in more than can be counted.
pub fn next_serial(serial: &str) -> Option<String> {
    let stem = serial.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = &serial[stem.len()..];
    let next = digits.parse::<u64>().ok()?.checked_add(1)?;
    Some(format!("{stem}{next:0width$}", width = digits.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serials_count_upwards_where_they_end_in_digits() {
        for (serial, next) in [("000123", "000124"), ("GK-0099", "GK-0100"), ("A/9", "A/10"), ("Số 7", "Số 8")] {
            assert_eq!(next_serial(serial).as_deref(), Some(next));
        }
        for serial in ["", "GK", "12-A", "99999999999999999999999"] {
            assert_eq!(next_serial(serial), None, "{serial}");
        }
    }

    #[test]
    fn a_certificate_goes_its_way_in_order() {
        use State::*;
        let ways = [
            (Printed, Step::Spoil, Some(Spoiled)),
            (HandedOver, Step::Spoil, Some(Spoiled)),
            (Spoiled, Step::Reissue, Some(Printed)),
            (Printed, Step::Reissue, None),
            (Printed, Step::HandOver, Some(HandedOver)),
            (Spoiled, Step::HandOver, None),
            (HandedOver, Step::HandOver, None),
            (HandedOver, Step::TakeBack, Some(Returned)),
            (Returned, Step::TakeBack, None),
            (Returned, Step::Reissue, None),
            (Spoiled, Step::TakeBack, None),
        ];
        for (from, step, to) in ways {
            assert_eq!(from.step(step).ok(), to, "{from} {step:?}");
        }
    }
}
