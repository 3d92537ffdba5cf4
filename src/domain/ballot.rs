//! A sheet of a secret ballot (phiếu bầu): how its choices are written, and what the counting board counts.

use super::codes::codes;

codes! {
    State {
        Voting = "voting" "Đang bỏ phiếu",
        Closed = "closed" "Đã kết thúc",
        Opened = "opened" "Đã mở hòm phiếu",
        Voided = "voided" "Đã hủy",
    }
}

/// Agreement or not on every line of a sheet.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Choices(Vec<bool>);

/// Boxes are as long as the next multiple of this.
const BLOCK: usize = 32;
const AGREE: u8 = b'1';
const DISAGREE: u8 = b'0';
const PADDING: u8 = b' ';

impl Choices {
    pub const fn new(lines: Vec<bool>) -> Self {
        Self(lines)
    }

    pub fn lines(&self) -> &[bool] {
        &self.0
    }

    /// As it is sealed: equally long for everybody with this sheet.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes: Vec<u8> = self.0.iter().map(|agrees| if *agrees { AGREE } else { DISAGREE }).collect();
        bytes.resize(bytes.len().next_multiple_of(BLOCK), PADDING);
        bytes
    }

    /// What was sealed for a sheet of so many lines; `None` makes the ballot invalid.
    pub fn from_bytes(bytes: &[u8], lines: usize) -> Option<Self> {
        let (choices, padding) = bytes.split_at_checked(lines)?;
        let is_padded = padding.iter().all(|byte| *byte == PADDING) && bytes.len() == lines.next_multiple_of(BLOCK);
        let choice = |byte: &u8| match *byte {
            AGREE => Some(true),
            DISAGREE => Some(false),
            _ => None,
        };
        is_padded.then(|| choices.iter().map(choice).collect::<Option<Vec<bool>>>()).flatten().map(Self)
    }

    /// As the result keeps it: "1101".
    pub fn code(&self) -> String {
        self.0.iter().map(|agrees| if *agrees { '1' } else { '0' }).collect()
    }
}

/// What became of the ballots of a sheet, over all ways of voting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    pub issued: i64,
    pub returned: i64,
    pub invalid: i64,
}

impl Counts {
    pub const fn valid(self) -> i64 {
        self.returned - self.invalid
    }

    pub const fn and(self, other: Self) -> Self {
        Self {
            issued: self.issued + other.issued,
            returned: self.returned + other.returned,
            invalid: self.invalid + other.invalid,
        }
    }
}

/// What the counting board found on paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PaperCount {
    pub issued: i64,
    pub returned: i64,
    pub valid: i64,
    pub invalid: i64,
}

impl PaperCount {
    /// What does not add up: issued = returned = valid + invalid, and no line has more than the valid ones.
    pub fn fault(self, agree: &[i64]) -> Option<String> {
        let Self { issued, returned, valid, invalid } = self;
        if returned != issued {
            return Some(format!(
                "Phát ra {issued} phiếu, thu về {returned} phiếu: phải bằng nhau. Thành viên không nộp phiếu thì ghi là vắng."
            ));
        }
        if valid + invalid != returned {
            return Some(format!(
                "Hợp lệ {valid} cộng không hợp lệ {invalid} phải bằng số thu về {returned}. Kiểm lại phiếu."
            ));
        }
        agree
            .iter()
            .any(|agree| *agree > valid)
            .then(|| format!("Có dòng nhiều hơn {valid} phiếu đồng ý. Kiểm lại phiếu."))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_written_is_read_again_and_all_are_equally_long(one: Vec<bool>, seed: u64) {
            let other: Vec<bool> = one.iter().enumerate().map(|(at, _)| (seed >> (at % 64)) & 1 == 1).collect();
            let (first, second) = (Choices::new(one.clone()).to_bytes(), Choices::new(other).to_bytes());
            prop_assert_eq!(first.len(), second.len());
            prop_assert_eq!(Choices::from_bytes(&first, one.len()), Some(Choices::new(one)));
        }
    }

    #[test]
    fn what_was_not_written_by_this_program_is_invalid() {
        let good = Choices::new(vec![true, false]).to_bytes();
        assert!(Choices::from_bytes(&good, 2).is_some());
        assert!(Choices::from_bytes(&good, 3).is_none());
        assert!(Choices::from_bytes(&good[..2], 2).is_none());
        assert!(Choices::from_bytes(b"", 2).is_none());
        let mut other = good;
        other[1] = b'2';
        assert!(Choices::from_bytes(&other, 2).is_none());
    }

    #[test]
    fn paper_has_to_add_up() {
        let count = |issued, returned, valid, invalid| PaperCount { issued, returned, valid, invalid };
        assert_eq!(count(2, 2, 2, 0).fault(&[2, 0]), None);
        assert_eq!(count(0, 0, 0, 0).fault(&[0]), None);
        for (paper, agree) in
            [(count(2, 1, 1, 0), 1), (count(2, 2, 1, 0), 1), (count(2, 2, 1, 1), 2), (count(2, 3, 3, 0), 1)]
        {
            assert!(paper.fault(&[agree]).is_some(), "{paper:?}, {agree}");
        }
    }
}
