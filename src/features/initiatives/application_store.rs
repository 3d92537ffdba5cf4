//! The columns of the application, and who took part in its first use.

use diesel::prelude::*;

use super::application::{Application, Participant};
use super::ops;
use super::store::Initiative;
use crate::db::Connection;
use crate::domain::ids::*;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::policy::{Act, Actor, may};
use crate::schema::{initiative_participants, initiatives};

/// The texts as they are stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = initiatives, treat_none_as_null = true)]
pub struct Texts {
    investor: String,
    nature: String,
    confidential: String,
    conditions: String,
    benefits_by_author: String,
    benefits_by_users: String,
    continues_id: Option<InitiativeId>,
}

impl Texts {
    pub fn of(application: &Application, continues: Option<InitiativeId>) -> Self {
        let it = application.clone();
        Self {
            investor: it.investor,
            nature: it.nature,
            confidential: it.confidential,
            conditions: it.conditions,
            benefits_by_author: it.benefits_by_author,
            benefits_by_users: it.benefits_by_users,
            continues_id: continues,
        }
    }
}

/// The application of an initiative, and the title of the one it builds on.
pub fn application(conn: &mut Connection, id: InitiativeId, texts: Texts) -> AppResult<(Application, String)> {
    let (continues, title) = match texts.continues_id {
        Some(earlier) => {
            initiatives::table.find(earlier).select((initiatives::code, initiatives::title)).first(conn)?
        }
        None => Default::default(),
    };
    let application = Application {
        investor: texts.investor,
        nature: texts.nature,
        confidential: texts.confidential,
        conditions: texts.conditions,
        benefits_by_author: texts.benefits_by_author,
        benefits_by_users: texts.benefits_by_users,
        continues,
        participants: participants(conn, id)?,
    };
    Ok((application, title))
}

/// The initiative of a code, on which `own` builds: one that the actor may read, or that it has built on before.
pub fn continued(
    conn: &mut Connection,
    actor: &Actor,
    code: &str,
    own: Option<&Initiative>,
    errors: &mut FieldErrors,
) -> AppResult<Option<InitiativeId>> {
    if code.is_empty() {
        return Ok(None);
    }
    let found = match ops::id_of(conn, code) {
        Ok(id) if own.is_some_and(|own| own.id == id) => {
            errors.add("continues", "Đây là mã của chính sáng kiến này. Nhập mã sáng kiến trước mà nó kế thừa.");
            return Ok(None);
        }
        Ok(id) if own.is_some_and(|own| own.application.continues == code) => return Ok(Some(id)),
        Ok(id) => Some(ops::find(conn, id)?).filter(|it| may(actor, Act::SeeInitiative(&it.facts))),
        Err(AppError::NotFound) => None,
        Err(other) => return Err(other),
    };
    if found.is_none() {
        errors.add("continues", "Không có sáng kiến nào mang mã này mà đồng chí được xem. Nhập mã, ví dụ SK-2013-001.");
    }
    Ok(found.map(|it| it.id))
}

#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = initiative_participants)]
struct Row {
    name: String,
    birth_date: Option<chrono::NaiveDate>,
    workplace: String,
    position: String,
    qualification: String,
    support: String,
}

fn participants(conn: &mut Connection, id: InitiativeId) -> AppResult<Vec<Participant>> {
    let rows: Vec<Row> = initiative_participants::table
        .filter(initiative_participants::initiative_id.eq(id))
        .order(initiative_participants::ordinal)
        .select(Row::as_select())
        .load(conn)?;
    let participant = |row: Row| Participant {
        name: row.name,
        birth_date: row.birth_date,
        workplace: row.workplace,
        position: row.position,
        qualification: row.qualification,
        support: row.support,
    };
    Ok(rows.into_iter().map(participant).collect())
}

/// Puts these in place of those there are.
pub fn set_participants(conn: &mut Connection, id: InitiativeId, all: &[Participant]) -> AppResult<()> {
    use initiative_participants as table;
    diesel::delete(table::table.filter(table::initiative_id.eq(id))).execute(conn)?;
    let rows: Vec<_> = (1..)
        .zip(all)
        .map(|(ordinal, it): (i32, _)| {
            (
                table::initiative_id.eq(id),
                table::ordinal.eq(ordinal),
                table::name.eq(&it.name),
                table::birth_date.eq(it.birth_date),
                table::workplace.eq(&it.workplace),
                table::position.eq(&it.position),
                table::qualification.eq(&it.qualification),
                table::support.eq(&it.support),
            )
        })
        .collect();
    diesel::insert_into(table::table).values(rows).execute(conn)?;
    Ok(())
}
