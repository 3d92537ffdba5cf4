//! Reads and writes of documents.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::BigInt;

use super::ops::Writing;
use crate::db::{Connection, Tx};
use crate::domain::date::format_date;
use crate::domain::document::{Kind, Readers, State};
use crate::domain::event::Object;
use crate::domain::ids::*;
use crate::domain::role::Role;
use crate::domain::subject::UnitKind;
use crate::domain::text;
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::policy::Actor;
use crate::schema::{document_files, document_receipts, document_units, documents, subjects, units};
use crate::sql::sql;
use crate::web::history;
use crate::web::waiting::CONCERNS;

/// One document.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = documents)]
pub struct Document {
    pub id: DocumentId,
    pub year: Year,
    pub kind: Kind,
    pub number: String,
    pub issued_on: NaiveDate,
    pub agency: String,
    pub abstract_line: String,
    pub content: String,
    pub readers: Readers,
    pub due_on: Option<NaiveDate>,
    #[diesel(column_name = conference_id)]
    pub conference: Option<ConferenceId>,
    #[diesel(column_name = replaces_id)]
    pub replaces: Option<DocumentId>,
    pub state: State,
    pub version: i64,
    pub sent_on: Option<NaiveDate>,
    pub reason: String,
}

impl Document {
    /// "Kế hoạch 05/KH-STC ngày 10/01/2014".
    pub fn name(&self) -> String {
        let number = if self.number.is_empty() { String::new() } else { format!(" {}", self.number) };
        format!("{}{number} ngày {}", self.kind.word(), format_date(self.issued_on))
    }

    /// The name with what it is about.
    pub fn words(&self) -> String {
        format!("{}, {}", self.name(), self.abstract_line)
    }
}

pub fn find(conn: &mut Connection, id: DocumentId) -> AppResult<Document> {
    Ok(documents::table.find(id).select(Document::as_select()).first(conn)?)
}

/// What stands in the place of a withdrawn document.
pub fn replacement(conn: &mut Connection, of: DocumentId) -> AppResult<Option<Document>> {
    let found = documents::table.filter(documents::replaces_id.eq(of)).select(Document::as_select());
    Ok(found.first(conn).optional()?)
}

/// A unit that is to read it.
#[derive(Debug, Clone, Queryable)]
pub struct Unit {
    pub id: UnitId,
    pub code: String,
    pub name: String,
}

pub fn units_of(conn: &mut Connection, id: DocumentId) -> AppResult<Vec<Unit>> {
    Ok(document_units::table
        .inner_join(units::table.inner_join(subjects::table))
        .filter(document_units::document_id.eq(id))
        .order((units::sort_order, units::id))
        .select((units::id, subjects::code, subjects::name))
        .load(conn)?)
}

/// The units of these codes, outside ones aside.
pub fn units_of_codes(conn: &mut Connection, codes: &[String]) -> AppResult<Vec<UnitId>> {
    Ok(units::table
        .inner_join(subjects::table)
        .filter(subjects::code.eq_any(codes))
        .filter(units::kind.ne(UnitKind::External))
        .select(units::id)
        .load(conn)?)
}

fn folded(new: &Writing) -> String {
    text::fold(&format!("{} {} {}", new.number, new.abstract_line, new.agency))
}

pub fn insert(tx: &mut Tx, new: &Writing) -> QueryResult<DocumentId> {
    // One that no draft had which was dropped since.
    let told = history::highest_id(tx.conn, Object::Document(DocumentId(0)))?;
    let held: Option<i64> = documents::table.select(diesel::dsl::max(documents::id)).first(tx.conn)?;
    let id = DocumentId(told.max(held.unwrap_or_default()) + 1);
    diesel::insert_into(documents::table)
        .values((
            documents::id.eq(id),
            documents::year.eq(new.year),
            documents::kind.eq(new.kind),
            documents::number.eq(&new.number),
            documents::issued_on.eq(new.issued_on),
            documents::agency.eq(&new.agency),
            documents::abstract_line.eq(&new.abstract_line),
            documents::content.eq(&new.content),
            documents::readers.eq(new.readers),
            documents::due_on.eq(new.due_on),
            documents::conference_id.eq(new.conference),
            documents::replaces_id.eq(new.replaces),
            documents::state.eq(State::Draft),
            documents::version.eq(1),
            documents::reason.eq(""),
            documents::created_by.eq(tx.actor.account),
            documents::folded.eq(folded(new)),
        ))
        .returning(documents::id)
        .get_result(tx.conn)
}

pub fn update(conn: &mut Connection, id: DocumentId, new: &Writing) -> AppResult<()> {
    diesel::update(documents::table.find(id))
        .set((
            documents::kind.eq(new.kind),
            documents::number.eq(&new.number),
            documents::issued_on.eq(new.issued_on),
            documents::agency.eq(&new.agency),
            documents::abstract_line.eq(&new.abstract_line),
            documents::content.eq(&new.content),
            documents::readers.eq(new.readers),
            documents::due_on.eq(new.due_on),
            documents::conference_id.eq(new.conference),
            documents::folded.eq(folded(new)),
            documents::version.eq(documents::version + 1),
        ))
        .execute(conn)?;
    Ok(())
}

pub fn put_units(conn: &mut Connection, id: DocumentId, of: &[UnitId]) -> AppResult<()> {
    diesel::delete(document_units::table.filter(document_units::document_id.eq(id))).execute(conn)?;
    let rows: Vec<_> =
        of.iter().map(|unit| (document_units::document_id.eq(id), document_units::unit_id.eq(*unit))).collect();
    diesel::insert_into(document_units::table).values(rows).execute(conn)?;
    Ok(())
}

pub fn raise_version(conn: &mut Connection, id: DocumentId) -> AppResult<()> {
    diesel::update(documents::table.find(id)).set(documents::version.eq(documents::version + 1)).execute(conn)?;
    Ok(())
}

pub fn send(tx: &mut Tx, id: DocumentId) -> AppResult<()> {
    diesel::update(documents::table.find(id))
        .set((
            documents::state.eq(State::Sent),
            documents::sent_on.eq(tx.today),
            documents::version.eq(documents::version + 1),
        ))
        .execute(tx.conn)?;
    Ok(())
}

pub fn withdraw(conn: &mut Connection, id: DocumentId, reason: &str) -> AppResult<()> {
    diesel::update(documents::table.find(id))
        .set((
            documents::state.eq(State::Withdrawn),
            documents::reason.eq(reason),
            documents::version.eq(documents::version + 1),
        ))
        .execute(conn)?;
    Ok(())
}

/// Under which names its files lie.
pub fn stored_names(conn: &mut Connection, id: DocumentId) -> AppResult<Vec<String>> {
    let files = document_files::table.filter(document_files::document_id.eq(id));
    Ok(files.select(document_files::stored_name).load(conn)?)
}

/// Its units and files go with it.
pub fn delete(conn: &mut Connection, id: DocumentId) -> AppResult<()> {
    diesel::delete(documents::table.find(id)).execute(conn)?;
    Ok(())
}

#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

/// Whether it is for the actor to read.
pub fn concerns(conn: &mut Connection, id: DocumentId, actor: &Actor) -> AppResult<bool> {
    let query = sql("SELECT COUNT(*) AS n FROM documents d WHERE d.id = ? AND ").bind::<BigInt, _>(id);
    let query = query.sql(CONCERNS).bind::<BigInt, _>(actor.unit.unwrap_or(UnitId::NONE));
    let found: Found = query.bind::<BigInt, _>(i64::from(actor.is(Role::UnitHead))).get_result(conn)?;
    Ok(actor.person.is_some() && found.n > 0)
}

/// When a person said that he has read it.
pub fn receipt(conn: &mut Connection, id: DocumentId, of: PersonId) -> AppResult<Option<chrono::NaiveDateTime>> {
    Ok(document_receipts::table.find((id, of)).select(document_receipts::at).first(conn).optional()?)
}

/// Once: the first time stays.
pub fn insert_receipt(tx: &mut Tx, id: DocumentId, person: PersonId) -> AppResult<()> {
    diesel::insert_into(document_receipts::table)
        .values((
            document_receipts::document_id.eq(id),
            document_receipts::person_id.eq(person),
            document_receipts::at.eq(tx.now.naive_utc()),
        ))
        .on_conflict_do_nothing()
        .execute(tx.conn)?;
    Ok(())
}
