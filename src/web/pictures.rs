//! How large a picture is when it is drawn: a few bytes can unfold into more than a machine holds (SECURITY.md F2). Only
//! the head of a file is read.

/// More squares than this are no scan of a paper.
pub const MOST_PIXELS: u64 = 50_000_000;

/// Width times height of a PNG or JPEG; `None` where its head says nothing sensible.
pub fn pixels(bytes: &[u8]) -> Option<u64> {
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") { of_png(bytes) } else { of_jpeg(bytes) }
}

/// The first part of a PNG is its head.
fn of_png(bytes: &[u8]) -> Option<u64> {
    if bytes.get(12..16)? != b"IHDR" {
        return None;
    }
    let number = |at: usize| Some(u64::from(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?)));
    area(number(16)?, number(20)?)
}

/// The frame of a JPEG stands behind other segments, each with its length.
fn of_jpeg(bytes: &[u8]) -> Option<u64> {
    let short = |at: usize| Some(u64::from(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?)));
    let mut at = 2;
    loop {
        if *bytes.get(at)? != 0xff {
            return None;
        }
        match *bytes.get(at + 1)? {
            0xff => at += 1,
            // Frames of any kind; C4, C8 and CC are none.
            0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => return area(short(at + 7)?, short(at + 5)?),
            0x01 | 0xd0..=0xd8 => at += 2,
            0xd9 | 0xda => return None,
            _ => at += 2 + usize::try_from(short(at + 2)?).ok()?,
        }
    }
}

fn area(width: u64, height: u64) -> Option<u64> {
    (width > 0 && height > 0).then(|| width.saturating_mul(height))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The head of a PNG.
    pub fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR".to_vec();
        bytes.extend(width.to_be_bytes());
        bytes.extend(height.to_be_bytes());
        bytes
    }

    fn jpeg(width: u16, height: u16) -> Vec<u8> {
        // A comment of four bytes, then the frame.
        let mut bytes = vec![0xff, 0xd8, 0xff, 0xfe, 0, 6, 1, 2, 3, 4, 0xff, 0xc2, 0, 17, 8];
        bytes.extend(height.to_be_bytes());
        bytes.extend(width.to_be_bytes());
        bytes
    }

    #[test]
    fn the_size_is_read_from_the_head() {
        assert_eq!(pixels(&png(2_480, 3_508)), Some(2_480 * 3_508));
        assert_eq!(pixels(&jpeg(2_480, 3_508)), Some(2_480 * 3_508));
        assert_eq!(pixels(&png(u32::MAX, u32::MAX)), Some(u64::from(u32::MAX) * u64::from(u32::MAX)));
        for bad in [&b""[..], b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", &png(0, 5), &jpeg(5, 5)[..12], b"\xff\xd8\xff\xd9"]
        {
            assert_eq!(pixels(bad), None, "{bad:?}");
        }
    }

    proptest! {
        #[test]
        fn whatever_bytes_come_nothing_breaks(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            pixels(&bytes);
            pixels(&[b"\xff\xd8", &bytes[..]].concat());
            pixels(&[b"\x89PNG\r\n\x1a\n", &bytes[..]].concat());
        }
    }
}
