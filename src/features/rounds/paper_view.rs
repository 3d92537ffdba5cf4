//! The papers of a year's round: whom to remind, who has not registered, what was registered, the ledger.

use std::collections::BTreeMap;

use super::ledger_pages::LineView;
use super::missing_pages::Line as Missing;
use super::nudge_pages::Line as Nudge;
use super::nudges::Kind;
use super::pages::award_name;
use super::summary::Registered;
use super::summary_pages::{Line as Counted, Table};
use crate::domain::subject::SubjectKind;
use crate::domain::wording::{Filled, Passage};
use crate::domain::year::Year;
use crate::features::settings::ops::Letterhead;
use crate::papers::{Align, Block, Bundle, Column, Paper, Row, Signature};

/// A paper of the page at `path`, printed as it was filtered; none where it has nothing to show.
pub fn bundle(path: &str, query: String, title: String, paper: Option<Paper>, empty: &'static str) -> Bundle {
    Bundle {
        title,
        papers: paper.into_iter().collect(),
        empty,
        back: format!("{path}{query}"),
        address: format!("{path}/print"),
        query,
    }
}

fn paper(head: &Letterhead, title: &str, subtitle: &str, blocks: Vec<Block>) -> Paper {
    Paper {
        head: head.into(),
        title: title.to_owned(),
        subtitle: subtitle.to_owned(),
        blocks,
        signatures: vec![Signature::of(head.signer_position.as_str(), head.signer_name.as_str())],
        ..Paper::default()
    }
}

fn table(caption: &str, columns: Vec<Column>, rows: Vec<Row>) -> Block {
    Block::Table { caption: caption.to_owned(), columns, rows, total: None }
}

/// Whom to remind, unit by unit.
pub fn nudges(head: &Letterhead, subtitle: &str, lines: &[Nudge]) -> Option<Paper> {
    let mut totals = BTreeMap::<Kind, usize>::new();
    let mut rows = Vec::new();
    for group in lines.chunk_by(|one, next| one.unit == next.unit) {
        rows.push(Row::group(format!("{}: {} việc", group[0].unit, group.len())));
        for (at, it) in group.iter().enumerate() {
            *totals.entry(it.kind).or_default() += 1;
            let [number, kind] = [(at + 1).to_string(), it.kind.word().to_owned()];
            let award = it.award.to_owned();
            rows.push(vec![number, kind, it.name.clone(), award, it.since.clone(), it.due.clone()].into());
        }
    }
    let totals: Vec<String> = totals.into_iter().map(|(kind, n)| format!("{}: {n}", kind.word())).collect();
    let columns = vec![
        Column::narrow("STT"),
        Column::wide("Việc cần nhắc", 3),
        Column::wide("Họ và tên, tập thể", 4),
        Column::wide("Danh hiệu, hình thức", 3),
        Column::wide("Từ ngày", 3),
        Column::narrow("Hạn"),
    ];
    let blocks =
        vec![Block::text(format!("{}.", totals.join("; "))), table("Việc cần nhắc theo đơn vị", columns, rows)];
    let list = Paper { is_landscape: true, ..paper(head, "DANH SÁCH", subtitle, blocks) };
    (!lines.is_empty()).then_some(list)
}

/// Who has not registered.
pub fn missing(head: &Letterhead, subtitle: &str, due: &str, lines: Vec<Missing>) -> Option<Paper> {
    let count = lines.len();
    let row = |(at, it): (usize, Missing)| {
        let standing = if it.extended.is_empty() {
            it.standing.to_owned()
        } else {
            format!("{}, gia hạn đến {}", it.standing, it.extended)
        };
        Row::from(vec![(at + 1).to_string(), it.name, it.position, it.unit, standing])
    };
    let columns = vec![
        Column::narrow("STT"),
        Column::wide("Họ và tên, tên tập thể", 4),
        Column::wide("Chức vụ", 3),
        Column::wide("Đơn vị", 4),
        Column::wide("Tình trạng", 3),
    ];
    let blocks = vec![
        Block::note(format!("Hạn đăng ký: {due}")),
        Block::text(format!("{count} cá nhân, tập thể chưa đăng ký.")),
        table("Cá nhân, tập thể chưa đăng ký", columns, lines.into_iter().enumerate().map(row).collect()),
    ];
    (count > 0).then(|| paper(head, "DANH SÁCH", subtitle, blocks))
}

/// What was registered: how many by unit and title, then each.
pub fn summary(head: &Letterhead, said: &Filled, table: &Table, year: Year, all: Vec<Registered>) -> Option<Paper> {
    let is_empty = all.is_empty();
    let mut blocks: Vec<Block> = Block::optional(said.say(Passage::Opening)).into_iter().collect();
    blocks.extend([
        Block::heading(said.say(Passage::Heading1)),
        counts(table),
        Block::heading(said.say(Passage::Heading2)),
        registrations(year, all),
    ]);
    blocks.extend(Block::optional(said.say(Passage::Closing)));
    let summary = paper(head, "BẢNG TỔNG HỢP", &said.say(Passage::Subtitle), blocks).sent_to(said);
    (!is_empty).then_some(Paper { is_landscape: true, ..summary })
}

fn counts(table: &Table) -> Block {
    let award = |(_, name): &(&'static str, &'static str)| Column { align: Align::Right, ..Column::wide(name, 2) };
    let mut columns = vec![Column::narrow("STT"), Column::wide("Đơn vị", 4)];
    columns.extend(table.awards.iter().map(award));
    columns.push(Column::number("Cộng"));
    let row = |number: String, line: &Counted| {
        let mut row = vec![number, line.name.clone()];
        row.extend(line.cells.iter().chain([&line.total]).map(|cell| cell.n.to_string()));
        row
    };
    let rows = table.lines.iter().enumerate().map(|(at, line)| row((at + 1).to_string(), line).into());
    Block::Table {
        caption: "Số đăng ký theo đơn vị và danh hiệu, hình thức".to_owned(),
        columns,
        rows: rows.collect(),
        total: Some(row(String::new(), &table.totals)),
    }
}

fn registrations(year: Year, all: Vec<Registered>) -> Block {
    let (units, people): (Vec<_>, Vec<_>) = all.into_iter().partition(|it| it.kind == SubjectKind::Unit);
    let parts = [("TẬP THỂ", units), ("CÁ NHÂN", people)].into_iter().filter(|(_, part)| !part.is_empty());
    let mut rows = Vec::new();
    for ((title, part), number) in parts.zip(["A", "B"]) {
        rows.push(Row::group(format!("{number}. {title}")));
        rows.extend(part.into_iter().enumerate().map(|(at, it)| registration(at + 1, year, it)));
    }
    let columns = vec![
        Column::narrow("STT"),
        Column::wide("Họ và tên, tên tập thể", 4),
        Column::wide("Chức vụ", 3),
        Column::wide("Đơn vị", 4),
        Column::wide("Danh hiệu, hình thức đăng ký", 4),
        Column::wide("Sáng kiến dự kiến", 5),
        Column::wide("Ghi chú", 3),
    ];
    table("Danh sách đăng ký", columns, rows)
}

fn registration(number: usize, year: Year, it: Registered) -> Row {
    let name = if it.kind == SubjectKind::Unit { format!("Tập thể {}", it.name) } else { it.name };
    let award = award_name(it.award, year).to_owned();
    let position = it.position.unwrap_or_default();
    vec![number.to_string(), name, position, it.unit, award, it.planned_initiative, it.note].into()
}

/// What was registered, proposed and achieved, or why not.
pub fn ledger(head: &Letterhead, subtitle: &str, lines: Vec<LineView>) -> Option<Paper> {
    let count = lines.len();
    let joined = |one: String, by: &str, other: String| if other.is_empty() { one } else { one + by + &other };
    let row = |(at, it): (usize, LineView)| {
        let achieved = joined(it.achieved, ", ", it.decision);
        let outcome = joined(it.outcome.word().to_owned(), ": ", it.reason);
        Row::from(vec![(at + 1).to_string(), it.name, it.unit, it.registered, it.proposed, achieved, outcome])
    };
    let columns = vec![
        Column::narrow("STT"),
        Column::wide("Họ và tên, tên tập thể", 4),
        Column::wide("Đơn vị", 4),
        Column::wide("Đăng ký", 3),
        Column::wide("Đề nghị", 3),
        Column::wide("Đạt, số quyết định", 3),
        Column::wide("Kết quả, lý do", 5),
    ];
    let blocks = vec![
        Block::text(format!("{count} đăng ký, đề nghị.")),
        table("Đăng ký, đề nghị và kết quả", columns, lines.into_iter().enumerate().map(row).collect()),
    ];
    let ledger = Paper { is_landscape: true, ..paper(head, "SỔ THEO DÕI", subtitle, blocks) };
    (count > 0).then_some(ledger)
}
