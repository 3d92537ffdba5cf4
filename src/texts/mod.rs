//! The text of attached files, for comparing them: Word, PDF, plain text.
//!
//! Such files come from anywhere and the readers of PDF were not written for hostile ones. So a running program reads
//! each in a process of its own (`apart`), which may use only so much memory and time; whatever becomes of it, the
//! program goes on and the file counts as one without text.

mod apart;
mod docx;
mod pdf;

pub use apart::{limit_this_process, read_apart_with, text_of};

/// Text beyond so many characters is not kept: some 100 pages.
const MOST_CHARACTERS: usize = 300_000;

/// A kind of file whose text can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextKind {
    Docx,
    Pdf,
    Plain,
}

impl TextKind {
    /// By the ending of a file's name, whatever its capitals.
    pub fn of_name(file_name: &str) -> Option<Self> {
        let (_, ending) = file_name.rsplit_once('.')?;
        Self::from_code(&ending.to_lowercase())
    }

    /// As the ending is written.
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "docx" => Some(Self::Docx),
            "pdf" => Some(Self::Pdf),
            "txt" => Some(Self::Plain),
            _ => None,
        }
    }

    pub const fn code(self) -> &'static str {
        match self {
            Self::Docx => "docx",
            Self::Pdf => "pdf",
            Self::Plain => "txt",
        }
    }
}

/// Why a file gave no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TextFault {
    #[error("Tệp bị hỏng hoặc không đúng dạng, không đọc được chữ. Mở lại rồi lưu thành tệp mới.")]
    Damaged,
    #[error("Không tìm thấy chữ trong tệp. Tệp có thể là bản chụp; gửi bản gốc docx hoặc pdf có chữ.")]
    NoText,
}

/// Reads a file here and now. Only for a process that may break down: `text_of` is for all others.
///
/// # Errors
/// When it is damaged, or holds no words.
pub fn read_here(kind: TextKind, bytes: &[u8]) -> Result<String, TextFault> {
    let text = match kind {
        TextKind::Docx => docx::read(bytes)?,
        TextKind::Pdf => pdf::read(bytes)?,
        TextKind::Plain => plain(bytes)?,
    };
    tidy(&text).ok_or(TextFault::NoText)
}

fn plain(bytes: &[u8]) -> Result<String, TextFault> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    std::str::from_utf8(bytes).map(str::to_owned).map_err(|_| TextFault::Damaged)
}

/// Composed letters, one blank between words, no empty lines and nothing that cannot be printed; `None` when no word
/// is left.
fn tidy(text: &str) -> Option<String> {
    use unicode_normalization::UnicodeNormalization;
    let mut tidied = String::new();
    let printable: String = text.nfc().filter(|c| !c.is_control() || c.is_whitespace()).take(MOST_CHARACTERS).collect();
    for line in printable.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        if !words.is_empty() {
            tidied.push_str(&words.join(" "));
            tidied.push('\n');
        }
    }
    tidied.truncate(tidied.trim_end().len());
    tidied.chars().any(char::is_alphanumeric).then_some(tidied)
}

#[cfg(test)]
mod tests;
