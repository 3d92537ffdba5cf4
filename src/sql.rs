//! SQL written out, which SQLite reads once a connection and keeps.
//!
//! `diesel::sql_query` has its text read and planned anew each time, which costs a page more than running it:
//! Diesel cannot know whether such texts ever repeat. Ours do: they are put together from the constants of the
//! sources, and only values differ, which are bound.

use std::marker::PhantomData;

use diesel::prelude::*;
use diesel::query_builder::{AstPass, BoxedSqlQuery, Query, QueryFragment, QueryId, SqlQuery};
use diesel::serialize::ToSql;
use diesel::sql_types::{HasSqlType, Untyped};
use diesel::sqlite::Sqlite;

/// A statement put together piece by piece, each value bound where its `?` stands.
#[must_use = "a statement does nothing until it is loaded or executed"]
pub struct Sql<'v>(BoxedSqlQuery<'v, Sqlite, SqlQuery>);

/// Begins a statement.
pub fn sql<'v>(text: &'static str) -> Sql<'v> {
    Sql(diesel::sql_query(text).into_boxed())
}

impl<'v> Sql<'v> {
    /// Goes on with `text`.
    pub fn sql(self, text: &'static str) -> Self {
        Self(self.0.sql(text))
    }

    /// The rows by the place of their columns, of these types: where there are many, looking each column up by its
    /// name costs more than reading it.
    pub fn rows<Types>(self) -> Rows<'v, Types> {
        Rows { statement: self, types: PhantomData }
    }

    /// The value of the next `?`.
    pub fn bind<Type, Value>(self, value: Value) -> Self
    where
        Sqlite: HasSqlType<Type>,
        Value: ToSql<Type, Sqlite> + Send + 'v,
        Type: Send + 'v,
    {
        Self(self.0.bind::<Type, Value>(value))
    }
}

impl QueryFragment<Sqlite> for Sql<'_> {
    fn walk_ast<'b>(&'b self, pass: AstPass<'_, 'b, Sqlite>) -> QueryResult<()> {
        self.0.walk_ast(pass)
    }

    /// There are as many texts as ways through the sources, so keeping them all is cheap.
    fn is_safe_to_cache_prepared(&self, _: &Sqlite) -> QueryResult<bool> {
        Ok(true)
    }
}

impl QueryId for Sql<'_> {
    type QueryId = ();
    /// Told apart by their text.
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl Query for Sql<'_> {
    type SqlType = Untyped;
}

impl RunQueryDsl<SqliteConnection> for Sql<'_> {}

/// A statement whose columns have these types, in this order.
#[must_use = "a statement does nothing until it is loaded"]
pub struct Rows<'v, Types> {
    statement: Sql<'v>,
    types: PhantomData<Types>,
}

impl<Types> QueryFragment<Sqlite> for Rows<'_, Types> {
    fn walk_ast<'b>(&'b self, pass: AstPass<'_, 'b, Sqlite>) -> QueryResult<()> {
        self.statement.walk_ast(pass)
    }

    fn is_safe_to_cache_prepared(&self, backend: &Sqlite) -> QueryResult<bool> {
        self.statement.is_safe_to_cache_prepared(backend)
    }
}

impl<Types> QueryId for Rows<'_, Types> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<Types> Query for Rows<'_, Types> {
    type SqlType = Types;
}

impl<Types> RunQueryDsl<SqliteConnection> for Rows<'_, Types> {}
