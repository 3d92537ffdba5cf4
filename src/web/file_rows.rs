//! The rows of attached files. Each feature has a table of its own for what is attached to its things; all are alike.

use chrono::NaiveDateTime;

use super::attached::size_words;
use crate::domain::date::format_date_time;

/// An attached file.
#[derive(Debug, Clone, diesel::Queryable)]
pub struct FileRow<Id> {
    pub id: Id,
    pub file_name: String,
    pub media_type: String,
    /// In bytes.
    pub size: i64,
    /// Under which it lies in the data folder.
    pub stored_name: String,
    pub added_at: NaiveDateTime,
}

impl<Id> FileRow<Id> {
    /// "1,1 MB, 15/07/2014 08:30"
    pub fn about(&self) -> String {
        format!("{}, {}", size_words(self.size), format_date_time(self.added_at.and_utc()))
    }
}

/// The reads and writes of such a table, given with its column that says whose a file is, and with the one that says who
/// added it where it has one: `file_rows!(movement_files: MovementFileId, movement_id: MovementId, added_by)`.
macro_rules! file_rows {
    ($table:ident: $Id:ty, $owner:ident: $Owner:ty $(, $added_by:ident)?) => {
        pub type Attachment = crate::web::file_rows::FileRow<$Id>;

        macro_rules! rows {
            () => {
                $table::table.select((
                    $table::id,
                    $table::file_name,
                    $table::media_type,
                    $table::size,
                    $table::stored_name,
                    $table::added_at,
                ))
            };
        }

        /// Oldest first.
        pub fn of(conn: &mut crate::db::Connection, owner: $Owner) -> crate::error::AppResult<Vec<Attachment>> {
            use diesel::prelude::*;
            Ok(rows!().filter($table::$owner.eq(owner)).order($table::id).load(conn)?)
        }

        pub fn find(conn: &mut crate::db::Connection, owner: $Owner, id: $Id) -> crate::error::AppResult<Attachment> {
            use diesel::prelude::*;
            Ok(rows!().filter($table::$owner.eq(owner)).filter($table::id.eq(id)).first(conn)?)
        }

        /// Whether a row says that this stored file belongs to something.
        pub fn is_known(conn: &mut crate::db::Connection, stored_name: &str) -> crate::error::AppResult<bool> {
            use diesel::prelude::*;
            let found = $table::table.filter($table::stored_name.eq(stored_name));
            Ok(diesel::select(diesel::dsl::exists(found)).get_result(conn)?)
        }

        /// Adds the row of a file that already lies in the data folder. `of_what` says what it belongs to: "Văn bản".
        ///
        /// # Errors
        /// `Fields` at `file` when there are too many already, or too much.
        fn add(
            tx: &mut crate::db::Tx,
            owner: $Owner,
            file: &crate::web::attached::Accepted,
            kept: &crate::data_folder::attachments::Kept,
            of_what: &str,
        ) -> crate::error::AppResult<()> {
            use diesel::prelude::*;
            let there: Vec<i64> = of(tx.conn, owner)?.iter().map(|file| file.size).collect();
            crate::web::attached::must_fit(&there, kept.size, of_what)?;
            diesel::insert_into($table::table)
                .values((
                    $table::$owner.eq(owner),
                    $table::file_name.eq(&file.file_name),
                    $table::media_type.eq(file.media_type),
                    $table::size.eq(kept.size),
                    $table::sha256.eq(&kept.sha256),
                    $table::stored_name.eq(&kept.name),
                    $($table::$added_by.eq(tx.actor.account),)?
                    $table::added_at.eq(tx.now.naive_utc()),
                ))
                .execute(tx.conn)?;
            Ok(())
        }

        /// Takes a row away and answers it: its file is for the caller to remove.
        fn take(conn: &mut crate::db::Connection, owner: $Owner, id: $Id) -> crate::error::AppResult<Attachment> {
            use diesel::prelude::*;
            let file = find(conn, owner, id)?;
            diesel::delete($table::table.find(id)).execute(conn)?;
            Ok(file)
        }
    };
}

pub(crate) use file_rows;
