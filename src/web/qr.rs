//! Squares that a telephone reads (QR codes), drawn here as SVG: one path, no script and no inline style.

use qrcode::{Color, EcLevel, QrCode};

/// White around the squares, in squares, without which cameras do not find them.
const MARGIN: usize = 4;

/// A picture: how many squares it is wide, and the path of the dark ones.
pub struct Qr {
    pub size: usize,
    pub path: String,
}

impl Qr {
    /// `None` for a text longer than any picture holds.
    pub fn of(text: &str) -> Option<Self> {
        let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
        let width = code.width();
        let mut path = String::new();
        for (y, row) in code.to_colors().chunks(width).enumerate() {
            let mut x = 0;
            while x < width {
                let run = row[x..].iter().take_while(|color| **color == Color::Dark).count();
                if run > 0 {
                    path.push_str(&format!("M{} {}h{run}v1h-{run}z", x + MARGIN, y + MARGIN));
                }
                x += run.max(1);
            }
        }
        Some(Self { size: width + 2 * MARGIN, path })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_dark_squares_are_drawn_within_the_margin() {
        let qr = Qr::of("otpauth://totp/x?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ").unwrap();
        let code =
            QrCode::with_error_correction_level("otpauth://totp/x?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", EcLevel::M)
                .unwrap();
        let dark = code.to_colors().iter().filter(|color| **color == Color::Dark).count();
        let runs =
            qr.path.split('h').skip(1).step_by(2).map(|part| part.split('v').next().unwrap().parse::<usize>().unwrap());
        assert_eq!(runs.sum::<usize>(), dark);
        // The first corner is a line of seven.
        assert!(qr.path.starts_with("M4 4h7v1h-7z"), "{}", &qr.path[..20]);
        assert_eq!(qr.size, code.width() + 8);
    }

    #[test]
    fn what_fits_no_picture_is_none() {
        assert!(Qr::of(&"x".repeat(5_000)).is_none());
    }
}
