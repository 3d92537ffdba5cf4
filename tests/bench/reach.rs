//! What reaches everybody at once: a movement launched to thousands of units, a document sent to all staff.

use std::path::Path;
use std::time::Instant;

use thidua::data_folder::DataFolder;
use thidua::db::Tx;
use thidua::domain::document::{Kind, Readers};
use thidua::domain::ids::DocumentId;
use thidua::domain::movement::Origin;
use thidua::domain::subject::UnitKind;
use thidua::domain::year::Year;
use thidua::error::AppResult;
use thidua::features::documents::ops::{self as documents, Writing};
use thidua::features::movements::ops::{self as movements, Content, Part};
use thidua::features::units::ops::{self as units, NewUnit};
use thidua::policy::Actor;

use super::client::Client;
use super::server::Server;

const UNITS: i64 = 2_000;

/// Says what launching, sending and counting the readers take, of a folder that nothing else is measured in.
pub fn launch_and_send(folder: &Path, people: u32, password: &str) -> anyhow::Result<()> {
    let db = DataFolder::at(folder).open()?.db;
    let machine = Actor::machine();
    db.write_now(&machine, |tx| (0..UNITS).try_for_each(|nth| add_unit(tx, nth)))?;
    let seen = db.write_now(&machine, |tx| {
        let year = Year::of(tx.today);
        let new = Content {
            year,
            name: "Thi đua cao điểm".to_owned(),
            origin: Origin::Own,
            launched_by: "Sở Tài chính".to_owned(),
            higher_document: String::new(),
            document_number: String::new(),
            starts_on: tx.today,
            ends_on: year.end(),
            aims: "Hoàn thành vượt mức.".to_owned(),
        };
        let id = movements::add(tx, &new)?;
        let seen = movements::find(tx.conn, id)?.seen();
        movements::save_part(tx, seen, &Part::Tasks(vec![("Rà soát".to_owned(), String::new(), None)]))?;
        Ok(movements::find(tx.conn, id)?.seen())
    })?;
    let began = Instant::now();
    db.write_now(&machine, |tx| movements::launch(tx, seen, false))?;
    println!("a movement launched to {UNITS} units and more: {:.0?}", began.elapsed());

    let (id, version) = db.write_now(&machine, draft)?;
    let began = Instant::now();
    db.write_now(&machine, |tx| documents::send(tx, documents::Seen { id, version }))?;
    println!("a document sent to {people} people: {:.0?}", began.elapsed());
    drop(db);
    let server = Server::start(folder)?;
    let mut client = Client::logged_in(&server.address, "thuongtruc", password)?;
    let began = Instant::now();
    client.get(&format!("/documents/{id}/readers"))?;
    println!("who has not read it, counted and listed: {:.0?}\n", began.elapsed());
    Ok(())
}

fn add_unit(tx: &mut Tx, nth: i64) -> AppResult<()> {
    let (code, name) = (format!("Z{nth:04}"), format!("Đơn vị cơ sở {nth}"));
    let new =
        NewUnit { code, name, kind: UnitKind::Division, parent: None, sort_order: 10_000 + nth, founded_on: None };
    units::add(tx, &new).map(|_| ())
}

fn draft(tx: &mut Tx) -> AppResult<(DocumentId, i64)> {
    let new = Writing {
        year: Year::of(tx.today),
        kind: Kind::Plan,
        number: "05/KH-STC".to_owned(),
        issued_on: tx.today,
        agency: "Sở Tài chính".to_owned(),
        abstract_line: "Kế hoạch năm".to_owned(),
        content: "Nội dung".to_owned(),
        readers: Readers::Everyone,
        units: Vec::new(),
        due_on: None,
        conference: None,
        replaces: None,
    };
    let id = documents::draft(tx, &new)?;
    Ok((id, documents::find(tx.conn, id)?.version))
}
