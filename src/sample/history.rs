//! What the department brings along: units, people, and its records of 2009 to 2013, as sheets.

use rust_embed::RustEmbed;

use super::{LAST, RUNNING, day};
use crate::db::Tx;
use crate::domain::event::Object;
use crate::error::{AppError, AppResult};
use crate::features::{imports, settings, units, years};
use crate::web::history::version;

#[derive(RustEmbed)]
#[folder = "src/sample/department/"]
struct Department;

/// In an order in which each table finds what it speaks of.
const TABLES: [&str; 9] =
    ["units", "people", "memberships", "initiatives", "grades", "disciplines", "leaves", "registrations", "awards"];
const NAME: &str = "Sở Tài chính tỉnh Thái Nguyên";
const PARENT: &str = "UBND tỉnh Thái Nguyên";
const PLACE: &str = "Thái Nguyên";
const SYMBOL: &str = "STC";
const HEAD: &str = "STC-001";
const UNION_CHAIR: &str = "STC-003";
const HELP_CONTACT: &str = "Tổ tin học, điện thoại 0208 000 123";

pub fn import(tx: &mut Tx) -> AppResult<()> {
    years::ops::open(tx, LAST)?;
    years::ops::open(tx, RUNNING)?;
    years::ops::set_registration_due(tx, RUNNING, day(11, 30))?;
    for kind in TABLES {
        import_table(tx, kind)?;
        match kind {
            "units" => found_agency(tx)?,
            "people" => appoint(tx)?,
            _ => {}
        }
    }
    Ok(())
}

/// Reads one of the department's sheets in.
pub fn import_table(tx: &mut Tx, kind: &str) -> AppResult<()> {
    let file_name = format!("{kind}.csv");
    let table = imports::ops::table(kind).ok_or(AppError::NotFound)?;
    let sheet = Department::get(&file_name).ok_or(AppError::NotFound)?;
    imports::ops::store_file(tx, table, &sheet.data, &file_name)?;
    Ok(())
}

fn found_agency(tx: &mut Tx) -> AppResult<()> {
    let agency = units::ops::by_code(tx.conn, "STC")?.ok_or(AppError::NotFound)?;
    settings::ops::create_agency(tx, agency, PARENT, PLACE, SYMBOL)
}

fn appoint(tx: &mut Tx) -> AppResult<()> {
    let agency = settings::ops::agency(tx.conn)?;
    let named = settings::ops::AgencyChange {
        name: NAME.into(),
        parent_name: PARENT.into(),
        place: PLACE.into(),
        symbol: SYMBOL.into(),
        head: HEAD.into(),
        union_chair: UNION_CHAIR.into(),
        help_contact: HELP_CONTACT.into(),
        address_form: agency.address_form,
        review_days: agency.review_days,
        score_sheet: agency.score_sheet,
        spares_own_unit: agency.spares_own_unit,
        least_boxes: agency.least_boxes,
    };
    let seen = version(tx.conn, Object::Agency)?;
    settings::ops::change_agency(tx, seen, &named)
}
