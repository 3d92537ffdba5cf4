//! What `thidua check` looks at before a department goes into use and whenever something seems wrong (SECURITY.md B4): the
//! folder, how it was last served, the database, its history, backups, disk, clock and accounts. None of the data are changed. But to see whether
//! it takes its pragmas, the database is opened for writing as the program does, which sets its journal to WAL; and a restore
//! that was decided and cut off is carried through first, for half of one is nothing to look at.

mod certificate;
mod database;
mod surroundings;

use crate::data_folder::DataFolder;
use crate::db::{self, SchemaAge};

/// How a finding is to be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Light {
    Good,
    /// Worth a look; nothing is lost or open.
    Warn,
    /// To be mended before anything else.
    Red,
}

impl Light {
    pub const fn word(self) -> &'static str {
        match self {
            Self::Good => "Tốt",
            Self::Warn => "Cần xem",
            Self::Red => "Phải sửa",
        }
    }
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub what: &'static str,
    pub light: Light,
    pub words: String,
}

impl Finding {
    fn new(what: &'static str, light: Light, words: impl Into<String>) -> Self {
        Self { what, light, words: words.into() }
    }

    fn good(what: &'static str, words: impl Into<String>) -> Self {
        Self::new(what, Light::Good, words)
    }

    fn warn(what: &'static str, words: impl Into<String>) -> Self {
        Self::new(what, Light::Warn, words)
    }

    fn red(what: &'static str, words: impl Into<String>) -> Self {
        Self::new(what, Light::Red, words)
    }
}

/// Looks at everything of a folder.
///
/// # Errors
/// When there is no installation, or its database cannot even be opened.
pub fn all(folder: &DataFolder) -> anyhow::Result<Vec<Finding>> {
    folder.must_have_installation()?;
    let _taken = folder.carry_restore_through(None)?;
    let mut conn = db::connect_read_only(&folder.database())?;
    let mut found = surroundings::all(folder);
    found.push(database::whole(&mut conn));
    found.push(database::pragmas(&folder.database()));
    match db::schema_age(&mut conn)? {
        SchemaAge::Current => found.extend(database::all(&mut conn)?),
        SchemaAge::Older => found.push(Finding::warn(
            "Phiên bản dữ liệu",
            "Dữ liệu của phiên bản cũ, sẽ được sao lưu rồi nâng cấp khi chạy; sau đó kiểm tra lại.",
        )),
        SchemaAge::Newer => found.push(Finding::red(
            "Phiên bản dữ liệu",
            "Dữ liệu do một phiên bản thidua mới hơn ghi. Hãy dùng phiên bản đó.",
        )),
    }
    Ok(found)
}
