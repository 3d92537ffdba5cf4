//! Liberation Serif, whose letters are as wide as those of Times New Roman, and how wide they are.

use std::sync::LazyLock;

/// Upright, bold, italic, bold italic.
pub const FILES: [&[u8]; 4] = [
    include_bytes!("fonts/LiberationSerif-Regular.ttf"),
    include_bytes!("fonts/LiberationSerif-Bold.ttf"),
    include_bytes!("fonts/LiberationSerif-Italic.ttf"),
    include_bytes!("fonts/LiberationSerif-BoldItalic.ttf"),
];

/// One of the four.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Face {
    pub is_bold: bool,
    pub is_italic: bool,
}

impl Face {
    /// The width of a line, in parts of the size of its letters.
    pub fn width(self, text: &str) -> f64 {
        let widths = &WIDTHS[usize::from(self.is_bold) + 2 * usize::from(self.is_italic)];
        text.chars().map(|c| widths.of(c)).sum()
    }
}

/// What is not in the font is drawn as wide as a wide letter.
const UNKNOWN: f64 = 1.0;

static WIDTHS: LazyLock<[Widths; 4]> = LazyLock::new(|| FILES.map(|file| Widths::read(file).unwrap_or_default()));

/// By the code of the letter, from the first one on.
#[derive(Debug, Default)]
struct Widths(Vec<f64>);

/// All letters of Vietnamese stand below; the tables of a font are read once.
const MOST: u32 = 0x2100;

impl Widths {
    fn of(&self, letter: char) -> f64 {
        self.0.get(letter as usize).copied().unwrap_or(UNKNOWN)
    }

    /// From the tables `head`, `hhea`, `hmtx` and `cmap` (format 4) of an OpenType font.
    fn read(font: &'static [u8]) -> Option<Self> {
        let units = f64::from(short(table(font, b"head")?, 18)?);
        let last = usize::from(short(table(font, b"hhea")?, 34)?).checked_sub(1)?;
        let (metrics, letters) = (table(font, b"hmtx")?, letters_of(table(font, b"cmap")?)?);
        let width = |code: u32| {
            let glyph = glyph(letters, u16::try_from(code).ok()?)?;
            Some(f64::from(short(metrics, 4 * usize::from(glyph).min(last))?) / units)
        };
        Some(Self((0..MOST).map(|code| width(code).unwrap_or(UNKNOWN)).collect()))
    }
}

fn short(data: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(data.get(at..at + 2)?.try_into().ok()?))
}

fn long(data: &[u8], at: usize) -> Option<usize> {
    Some(u32::from_be_bytes(data.get(at..at + 4)?.try_into().ok()?) as usize)
}

fn table<'f>(font: &'f [u8], name: &[u8; 4]) -> Option<&'f [u8]> {
    let mut entries = (0..usize::from(short(font, 4)?)).map(|nth| 12 + 16 * nth);
    let entry = entries.find(|at| font.get(*at..at + 4).is_some_and(|tag| tag == name))?;
    font.get(long(font, entry + 8)?..)
}

/// The part of `cmap` for the first 65.536 letters.
fn letters_of(cmap: &[u8]) -> Option<&[u8]> {
    let offsets = (0..usize::from(short(cmap, 2)?)).filter_map(|nth| long(cmap, 4 + 8 * nth + 4));
    offsets.filter_map(|at| cmap.get(at..)).find(|part| short(part, 0) == Some(4))
}

fn glyph(letters: &[u8], code: u16) -> Option<u16> {
    let doubled = usize::from(short(letters, 6)?);
    let nth = (0..doubled / 2).find(|nth| short(letters, 14 + 2 * nth).is_some_and(|end| end >= code))?;
    let start = short(letters, 16 + doubled + 2 * nth)?;
    let delta = short(letters, 16 + 2 * doubled + 2 * nth)?;
    let range_at = 16 + 3 * doubled + 2 * nth;
    let within = code.checked_sub(start)?;
    let glyph = match short(letters, range_at)? {
        0 => code.wrapping_add(delta),
        range => short(letters, range_at + usize::from(range) + 2 * usize::from(within))?.wrapping_add(delta),
    };
    (glyph != 0).then_some(glyph)
}

#[cfg(test)]
mod tests {
    use super::*;

    const UPRIGHT: Face = Face { is_bold: false, is_italic: false };
    const BOLD: Face = Face { is_bold: true, is_italic: false };

    #[test]
    fn letters_are_as_wide_as_those_of_times_new_roman() {
        let rounded = |face: Face, text: &str| (face.width(text) * 1000.0).round() as i64;
        for (letter, upright, bold) in
            [("A", 722, 722), ("m", 778, 833), ("i", 278, 278), (" ", 250, 250), ("0", 500, 500)]
        {
            assert_eq!((rounded(UPRIGHT, letter), rounded(BOLD, letter)), (upright, bold), "{letter}");
        }
        for (marked, plain) in [("ằ", "a"), ("Ễ", "E"), ("ị", "i"), ("Ợ", "Ơ"), ("đ", "d")] {
            assert_eq!(rounded(UPRIGHT, marked), rounded(UPRIGHT, plain), "{marked}");
        }
    }
}
