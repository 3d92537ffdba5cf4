//! People and their memberships as tables to import and export.

mod memberships;
mod people;

pub use self::memberships::Memberships;
pub use self::people::People;
