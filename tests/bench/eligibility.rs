//! What it costs to say for everybody, and for every award, whether the criteria of a year are met.

use std::path::Path;
use std::time::Instant;

use thidua::data_folder::DataFolder;
use thidua::domain::eligibility::{Detail, assess};
use thidua::domain::law::AwardCode;
use thidua::domain::subject::SubjectKind;
use thidua::domain::year::Year;
use thidua::features::eligibility::ops::{Receipts, Whom, context, load};

use crate::server::cpu_of;

/// Opens a folder cold, loads all people of its last whole year and asks for every award of theirs.
pub fn everybody(folder: &Path) -> anyhow::Result<()> {
    let (cpu, began) = (cpu_of("self")?, Instant::now());
    let db = DataFolder::at(folder).open()?.db;
    let today = db.clock.today();
    let year = Year::of(today).previous();
    let (loaded, asked) = db.read_now(|conn| {
        let context = context(conn, today)?.in_detail(Detail::Outcomes);
        let receipts = Receipts::of(conn, year, None, today)?;
        let people = load(conn, Whom::People { on: year.end(), unit: None }, year, today)?;
        let awards: Vec<AwardCode> = AwardCode::all().filter(|it| it.award().takes(SubjectKind::Person)).collect();
        let asked = people.iter().flat_map(|it| awards.iter().map(move |award| (it, *award)));
        let answered = asked.filter(|(it, award)| {
            // An award without a rule in the regime is an answer too.
            let answer = assess(&receipts.question(it.id, *award), &it.facts, &context);
            std::hint::black_box(answer).is_ok()
        });
        Ok((people.len(), answered.count()))
    })?;
    let (cpu, wall) = (cpu_of("self")? - cpu, began.elapsed().as_secs_f64());
    println!(
        "eligibility of {loaded} people for every award of {year}: {asked} assessments, {cpu:.2} s CPU, {wall:.2} s wall\n"
    );
    Ok(())
}
