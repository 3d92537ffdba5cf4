//! GET /clusters/{id}: how the units of a block stand, what explains it, and what can be done.

use actix_web::{HttpResponse, web};

use super::acts::Act;
use super::ops::{self, Cluster, Row, Table};
use super::pages::find_visible;
use super::view::*;
use crate::db::Db;
use crate::domain::emulation_cluster::{Manner, SheetState};
use crate::domain::event::Object;
use crate::domain::ids::*;
use crate::error::AppResult;
use crate::policy::{self, Act as Right, Actor};
use crate::sheets::{Column, Kind, TableFormat, Value, Written};
use crate::web::current_user::CurrentUser;
use crate::web::lists::{self, FileKind};
use crate::web::shell::{Menu, Shell};
use crate::web::{history, page};

const FORMAT: TableFormat = TableFormat {
    name: "cluster_ranking",
    columns: &[
        Column::optional("rank", "Hạng", Kind::COUNT),
        Column::required("unit_code", "Mã đơn vị", Kind::Line),
        Column::required("unit_name", "Tên đơn vị", Kind::Line),
        Column::required("points", "Điểm tiêu chí", Kind::Decimal),
        Column::required("bonus", "Điểm thưởng", Kind::Decimal),
        Column::required("minus", "Điểm trừ", Kind::Decimal),
        Column::required("total", "Tổng điểm", Kind::Decimal),
        Column::required("state", "Trạng thái phiếu", Kind::Word(|| SheetState::WORDS.to_vec(), Written::AsOnScreen)),
        Column::optional("tie", "Giải thích khi bằng điểm", Kind::Paragraphs),
    ],
};

fn acts(actor: &Actor, it: &Cluster) -> Acts {
    let is_open = |act: &Act| act.is_open(actor, it);
    Acts {
        edit: it.state.is_prepared() && policy::may(actor, Right::KeepClusters),
        steps: Act::ALL.iter().copied().filter(is_open).collect(),
    }
}

/// "2 phiếu đã thẩm định, 3 phiếu chờ thẩm định, 4 phiếu đơn vị chưa gửi."
fn standing(rows: &[Row]) -> String {
    let count = |is: fn(SheetState) -> bool| rows.iter().filter(|row| is(row.sheet.state)).count();
    format!(
        "{} phiếu đã thẩm định, {} phiếu chờ thẩm định, {} phiếu đơn vị chưa gửi.",
        count(|state| state == SheetState::Confirmed),
        count(|state| state == SheetState::Submitted),
        count(SheetState::is_with_unit)
    )
}

/// GET /clusters/{id}
pub async fn show(user: CurrentUser, id: web::Path<ClusterId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let (id, actor, today) = (*id, user.actor.clone(), user.today);
    let shell = Shell::for_page(&user, Menu::Clusters);
    let shown = db.read(move |conn| {
        let it = find_visible(conn, &actor, id)?;
        let table = Table::load(conn, id, today)?;
        let criteria = if it.is_published() { table.criteria.clone() } else { ops::criteria_of(conn, id, 1)? };
        let name = |at: usize| table.criteria.get(at).map(|it| it.content.content.clone());
        let own = table.rows.iter().find(|row| Some(row.unit.id) == actor.unit);
        Ok(ShowPage {
            shell,
            acts: acts(&actor, &it),
            members: ops::members(conn, id)?.into_iter().map(|unit| unit.name).collect(),
            standing: standing(&table.rows),
            breakers: table.breakers().into_iter().filter_map(name).collect(),
            worth: if criteria.is_empty() { "Chưa có tiêu chí nào.".to_owned() } else { worth_words(&criteria) },
            own_sheet: own.map_or_else(String::new, |row| format!("/cluster-sheets/{}", row.sheet.id)),
            conclusions: ops::conclusions_of(conn, id)?.into_iter().map(ConclusionLine::of).collect(),
            history: history::of(conn, Object::Cluster(id))?,
            ranking: Ranking::of(&table),
            it: Head::of(&it),
        })
    });
    page(&shown.await?)
}

/// GET /clusters/{id}.csv, .xlsx
pub async fn file(
    user: CurrentUser,
    path: web::Path<(ClusterId, FileKind)>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let ((id, kind), actor, today) = (path.into_inner(), user.actor.clone(), user.today);
    let table = db.read(move |conn| {
        find_visible(conn, &actor, id)?;
        Table::load(conn, id, today)
    });
    let table = table.await?;
    let row = |it: &Row| -> Vec<Value> {
        vec![
            it.rank.map(|rank| rank as i64).into(),
            it.unit.code.clone().into(),
            it.unit.name.clone().into(),
            sum(&table, it, |line| line.manner.is_regular()).value().into(),
            sum(&table, it, |line| line.manner == Manner::Bonus).value().into(),
            sum(&table, it, |line| line.manner == Manner::Minus).value().into(),
            it.total.value().into(),
            Value::Word(it.sheet.state.code()),
            it.tie.clone().into(),
        ]
    };
    let rows: Vec<_> = table.rows.iter().map(row).collect();
    lists::file(kind, &FORMAT, rows).await
}
