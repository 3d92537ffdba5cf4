//! Reads and writes of templates and of the printer's offset.

use std::collections::HashMap;

use diesel::prelude::*;

use crate::db::Connection;
use crate::domain::certificate::{Align, Field, Placement, Template, Tenths};
use crate::domain::event::Object;
use crate::domain::ids::CertificateTemplateId;
use crate::domain::law::AwardCode;
use crate::error::AppResult;
use crate::features::registrations::ops::is_granted_here;
use crate::schema::{
    certificate_printers as printers, certificate_template_fields as fields, certificate_templates as templates,
};
use crate::web::history;

/// A template as it stands, its row where it has one, and its version.
#[derive(Debug, Clone)]
pub struct Stored {
    /// None while it is the original.
    pub id: Option<CertificateTemplateId>,
    pub version: i64,
    pub template: Template,
}

type Row = (CertificateTemplateId, AwardCode, bool, i64, i64, String);
type FieldRow = (CertificateTemplateId, Field, (bool, i64, i64, i64, i64, Align, bool, bool));

/// The awards for which the agency may have stock: those it grants itself.
pub fn awards() -> impl Iterator<Item = AwardCode> {
    AwardCode::all().filter(|award| is_granted_here(*award))
}

/// One for each of [`awards`].
pub fn all(conn: &mut Connection) -> AppResult<HashMap<AwardCode, Template>> {
    let mut found: HashMap<AwardCode, Template> = awards().map(|award| (award, Template::original(award))).collect();
    let mut awards_of: HashMap<CertificateTemplateId, AwardCode> = HashMap::new();
    for row in rows(conn)? {
        awards_of.insert(row.0, row.1);
        if let Some(template) = found.get_mut(&row.1) {
            fill(template, row);
        }
    }
    for field in field_rows(conn)? {
        if let Some(template) = awards_of.get(&field.0).and_then(|award| found.get_mut(award)) {
            place(template, &field);
        }
    }
    Ok(found)
}

pub fn find(conn: &mut Connection, award: AwardCode) -> AppResult<Stored> {
    let mut template = Template::original(award);
    let Some(row) = rows(conn)?.into_iter().find(|row| row.1 == award) else {
        return Ok(Stored { id: None, version: 0, template });
    };
    let id = row.0;
    fill(&mut template, row);
    for field in field_rows(conn)?.into_iter().filter(|field| field.0 == id) {
        place(&mut template, &field);
    }
    let version = history::version(conn, Object::CertificateTemplate(id))?;
    Ok(Stored { id: Some(id), version, template })
}

fn rows(conn: &mut Connection) -> AppResult<Vec<Row>> {
    Ok(templates::table
        .select((
            templates::id,
            templates::award_code,
            templates::in_use,
            templates::page_width,
            templates::page_height,
            templates::achievement,
        ))
        .load(conn)?)
}

fn field_rows(conn: &mut Connection) -> AppResult<Vec<FieldRow>> {
    let placement = (
        fields::shown,
        fields::from_left,
        fields::from_top,
        fields::width,
        fields::size,
        fields::align,
        fields::bold,
        fields::capitals,
    );
    Ok(fields::table.select((fields::template_id, fields::field, placement)).load(conn)?)
}

fn fill(template: &mut Template, (_, _, in_use, width, height, achievement): Row) {
    template.is_in_use = in_use;
    (template.page_width, template.page_height) = (Tenths(width), Tenths(height));
    template.achievement = achievement;
}

fn place(template: &mut Template, (_, field, row): &FieldRow) {
    let (is_shown, left, top, width, size, align, is_bold, is_capitals) = *row;
    let [left, top, width, size] = [left, top, width, size].map(Tenths);
    if let Some(at) = template.placement(*field) {
        *at = Placement { is_shown, left, top, width, size, align, is_bold, is_capitals };
    }
}

/// Stores a template, in the row that it has or in a new one.
pub fn save(
    conn: &mut Connection,
    id: Option<CertificateTemplateId>,
    new: &Template,
) -> QueryResult<CertificateTemplateId> {
    let values = (
        templates::award_code.eq(new.award),
        templates::in_use.eq(new.is_in_use),
        templates::page_width.eq(new.page_width.0),
        templates::page_height.eq(new.page_height.0),
        templates::achievement.eq(&new.achievement),
    );
    let id = match id {
        Some(id) => {
            diesel::update(templates::table.find(id)).set(values).execute(conn)?;
            clear(conn, id)?;
            id
        }
        None => diesel::insert_into(templates::table).values(values).returning(templates::id).get_result(conn)?,
    };
    let row = |(field, at): (Field, &Placement)| {
        (
            fields::template_id.eq(id),
            fields::field.eq(field),
            fields::shown.eq(at.is_shown),
            fields::from_left.eq(at.left.0),
            fields::from_top.eq(at.top.0),
            fields::width.eq(at.width.0),
            fields::size.eq(at.size.0),
            fields::align.eq(at.align),
            fields::bold.eq(at.is_bold),
            fields::capitals.eq(at.is_capitals),
        )
    };
    let rows: Vec<_> = new.fields().map(row).collect();
    diesel::insert_into(fields::table).values(rows).execute(conn)?;
    Ok(id)
}

/// Without rows of their own all lines stand as in the original.
pub fn clear(conn: &mut Connection, id: CertificateTemplateId) -> QueryResult<()> {
    diesel::delete(fields::table.filter(fields::template_id.eq(id))).execute(conn)?;
    Ok(())
}

/// To the right and to the bottom.
pub fn offset(conn: &mut Connection) -> AppResult<(Tenths, Tenths)> {
    let found: Option<(i64, i64)> =
        printers::table.select((printers::to_right, printers::to_bottom)).first(conn).optional()?;
    let (right, bottom) = found.unwrap_or_default();
    Ok((Tenths(right), Tenths(bottom)))
}

pub fn save_offset(conn: &mut Connection, right: Tenths, bottom: Tenths) -> QueryResult<()> {
    let values = (printers::id.eq(1), printers::to_right.eq(right.0), printers::to_bottom.eq(bottom.0));
    diesel::replace_into(printers::table).values(values).execute(conn)?;
    Ok(())
}
