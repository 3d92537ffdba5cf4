//! Award progress as a file.

use actix_web::HttpResponse;

use super::figures::Figures;
use super::store::Unit;
use crate::domain::law::AwardCode;
use crate::domain::progress::{Tally, share};
use crate::domain::subject::SubjectKind;
use crate::error::AppResult;
use crate::sheets::{Column, Kind, TableFormat, Value};
use crate::web::lists::{self, FileKind};

/// The keys of CONTRACT.md §4.
const FORMAT: TableFormat = TableFormat {
    name: "progress",
    columns: &[
        Column::required("unit_code", "Mã đơn vị", Kind::Line),
        Column::required("award_code", "Mã danh hiệu, hình thức", Kind::Line),
        Column::required("staff", "Số người", Kind::COUNT),
        Column::required("registered", "Đăng ký", Kind::COUNT),
        Column::required("achieved", "Đạt", Kind::COUNT),
        Column::required("provisional", "Tạm tính", Kind::COUNT),
        Column::optional("percent", "Tỷ lệ (%)", Kind::Decimal),
    ],
};

pub async fn answer(kind: FileKind, figures: &Figures) -> AppResult<HttpResponse> {
    lists::file(kind, &FORMAT, rows(figures)).await
}

/// Each unit's awards with a number this year, the round's titles in any case.
fn rows(figures: &Figures) -> Vec<Vec<Value>> {
    let mut rows = Vec::new();
    for unit in &figures.units {
        let round = figures.round_of(Some(unit));
        for award in figures.awards_shown(Some(unit)) {
            let tally = figures.this.tallies.of(unit.id, award);
            if !tally.is_empty() || round.contains(&award) {
                rows.push(row(figures, unit, award, tally));
            }
        }
    }
    rows
}

/// The percentage is of the staff, or of the one collective, and of what is provisional while the year runs
/// and the interim review has a result.
fn row(figures: &Figures, unit: &Unit, award: AwardCode, tally: Tally) -> Vec<Value> {
    let staff = figures.this.staff_of(unit.id);
    let whole = match (award.award().takes(SubjectKind::Person), award.award().takes(SubjectKind::Unit)) {
        (true, false) => staff,
        (false, true) => 1,
        // Given to people and collectives alike: a share of neither.
        _ => 0,
    };
    let standing = tally.standing(figures.question.is_running());
    vec![
        unit.code.clone().into(),
        award.code().into(),
        staff.into(),
        tally.registered.into(),
        tally.achieved.into(),
        tally.provisional.into(),
        share(standing.count(), whole).map(|percent| percent.round_dp(2)).into(),
    ]
}
