//! What is wrong with a file, in words that say where and how to mend it.

use std::fmt;

use super::package::PackageFault;

/// One cell that cannot be taken as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// As a spreadsheet numbers its rows; the first one is 1.
    pub row: u32,
    /// The Vietnamese heading, or what stands there when the heading itself is at fault.
    pub column: String,
    /// Such as "D7"; the row alone when the file does not have the column.
    pub address: String,
    /// What the cell holds, as the user typed it.
    pub typed: String,
    /// Says what is wrong and then how to mend it.
    pub message: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.address, self.column)?;
        if !self.typed.is_empty() {
            write!(f, " “{}”", self.typed)?;
        }
        write!(f, ": {}", self.message)
    }
}

/// Why a file cannot be read as this table at all.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum SheetError {
    #[error("Tệp không phải bảng CSV hay XLSX. Lưu lại dạng .xlsx hoặc .csv rồi chọn lại tệp.")]
    UnknownEnding,
    #[error("Tệp là bảng Excel kiểu cũ hoặc có mật khẩu. Bỏ mật khẩu, lưu lại dạng .xlsx rồi chọn lại tệp.")]
    OldOrProtected,
    #[error("Nội dung tệp không khớp với đuôi tên tệp. Lưu lại từ Excel dạng .xlsx hoặc CSV UTF-8.")]
    EndingDisagrees,
    #[error("Tệp CSV không dùng mã UTF-8. Trong Excel chọn Lưu thành, kiểu “CSV UTF-8”, hoặc lưu dạng .xlsx.")]
    NotUtf8,
    #[error("Tệp CSV có dấu ngoặc kép mở mà không đóng, từ dòng {row}. Sửa dấu ngoặc kép ở dòng đó.")]
    OpenQuote { row: u32 },
    #[error(transparent)]
    Package(#[from] PackageFault),
    #[error("Không đọc được bảng trong tệp. Mở tệp bằng Excel, lưu lại dạng .xlsx rồi chọn lại.")]
    Unreadable,
    #[error("Tệp không có dòng nào. Dòng đầu cần ghi tên các cột; dùng tệp mẫu để bắt đầu.")]
    Empty,
    #[error("Dòng tên cột có {} chỗ cần sửa.", .0.len())]
    Headings(Vec<Fault>),
    #[error("Tệp có hơn {limit} dòng, nhiều hơn mức nhận một lần. Chia thành nhiều tệp nhỏ hơn.")]
    TooManyRows { limit: usize },
}

impl SheetError {
    /// The cells of the heading row that are at fault; empty when the whole file is.
    #[must_use]
    pub fn faults(&self) -> &[Fault] {
        match self {
            Self::Headings(faults) => faults,
            _ => &[],
        }
    }
}

/// "D7" for column 3 (the first one is 0) of row 7.
pub fn address(column: u32, row: u32) -> String {
    format!("{}{row}", column_letters(column))
}

fn column_letters(column: u32) -> String {
    let last = char::from(b'A' + (column % 26) as u8);
    match column / 26 {
        0 => last.to_string(),
        rest => column_letters(rest - 1) + &last.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_those_a_spreadsheet_shows() {
        for (column, expected) in [(0, "A7"), (3, "D7"), (25, "Z7"), (26, "AA7"), (701, "ZZ7"), (702, "AAA7")] {
            assert_eq!(address(column, 7), expected);
        }
    }

    #[test]
    fn a_fault_reads_as_one_line() {
        let fault = Fault {
            row: 7,
            column: "Ngày sinh".into(),
            address: "D7".into(),
            typed: "31/02/1975".into(),
            message: "Ngày chưa đúng.".into(),
        };
        assert_eq!(fault.to_string(), "D7 (Ngày sinh) “31/02/1975”: Ngày chưa đúng.");
    }
}
