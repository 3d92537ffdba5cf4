//! What a comparison says on the page.

use super::comparison::{Comparison, Entry};
use super::estimates::EstimateEntry;
use super::form::LEAVE_OUT;
use super::layout::Layout;
use super::ops::{Settings, line_of};
use super::reading::Notation;
use super::store::StoredLine;
use super::view::{Answer, CompareRow, Compared, EstimateRow, Question, SettingsChoices};
use crate::domain::date::format_date;
use crate::domain::law::RevenueLineCode;
use crate::domain::money::{Dong, MoneyUnit};
use crate::domain::number;
use crate::domain::revenue::sheet::Measure;
use crate::domain::revenue::{MONTHS, Period};
use crate::web::forms::{self, Choice, TypedFields};

/// So many names are asked for at a time: each has a list of all lines.
const ASKED_AT_ONCE: usize = 10;
/// So many lines are named in one sentence.
const NAMED: usize = 8;

/// The amount in a unit with all its decimals.
pub fn exact(amount: Dong, unit: MoneyUnit) -> String {
    let count = amount.in_unit(unit).normalize();
    number::format_decimal(count, count.scale())
}

pub fn read_as(settings: &Settings, layout: &Layout) -> String {
    let Settings {
        year: Some(year),
        month: Some(month),
        measure: Some(measure),
        money: Some(money),
        column: Some(column),
        ..
    } = *settings
    else {
        return String::new();
    };
    let counted = match measure {
        Measure::Month => "số trong tháng".to_owned(),
        Measure::Quarter => format!("số cả quý, từ tháng {} đến tháng {month}", (month - 2).max(1)),
        Measure::Cumulative => format!("số lũy kế từ tháng 1 đến hết tháng {month}"),
    };
    let heading = layout.heading_of(column);
    format!("{}, {counted}, {}, lấy ở cột “{heading}”.", Period { year, month }, money.name())
}

pub fn choices(layout: &Layout) -> SettingsChoices {
    SettingsChoices {
        months: MONTHS.map(|month| Choice::new(month.to_string(), format!("Tháng {month}"))).collect(),
        measures: forms::words(Measure::WORDS),
        money: MoneyUnit::ALL.iter().map(|unit| Choice::new(unit.name(), unit.name())).collect(),
        columns: layout.amounts.iter().map(|known| Choice::new(known.column.to_string(), &known.heading)).collect(),
        notations: forms::words(Notation::WORDS),
    }
}

/// All lines and the way to leave a row out.
pub fn line_choices() -> Vec<Choice> {
    let line = |line: RevenueLineCode| {
        let sum = if line.is_leaf() { "" } else { " (dòng cộng)" };
        Choice::new(line.code(), format!("{} {}{sum}", line.code(), line.title()))
    };
    std::iter::once(Choice::new(LEAVE_OUT, "Bỏ qua dòng này")).chain(RevenueLineCode::all().map(line)).collect()
}

pub struct Questions {
    pub shown: Vec<Question>,
    pub more: usize,
}

pub fn questions(found: Option<&Comparison>, money: Option<MoneyUnit>, typed: &TypedFields) -> Questions {
    let Some((found, money)) = found.zip(money) else { return Questions { shown: Vec::new(), more: 0 } };
    let question = |at: usize, is_sum: bool| {
        let row = &found.rows[at];
        let field = format!("row_{}", row.number);
        Question {
            number: row.number,
            name: row.name.clone(),
            under: found.name_above(at).to_owned(),
            amount: row.amount.map_or_else(|| "không đọc được số".to_owned(), |amount| exact(amount, money)),
            chosen: typed.of(&field).to_owned(),
            is_sum,
            field,
        }
    };
    let unknown = found.unknown.iter().map(|at| question(*at, false));
    let mut shown: Vec<Question> = unknown.chain(found.alone.iter().map(|at| question(*at, true))).collect();
    let more = shown.len().saturating_sub(ASKED_AT_ONCE);
    shown.truncate(ASKED_AT_ONCE);
    Questions { shown, more }
}

pub fn compared(found: &Comparison, money: MoneyUnit, typed: &TypedFields) -> Compared {
    let is_changed = |entry: &&Entry| entry.is_new() || entry.differs();
    let changed = || found.entries.iter().filter(is_changed);
    let amounts = changed().map(|entry| entry.share.amount);
    let rows = found.entries.iter().map(|entry| {
        let is_chosen = typed.has(&format!("replace_{}", entry.line.code()));
        CompareRow { is_chosen, ..compare_row(found, entry, money) }
    });
    let months = |months: &[i32]| months.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let incomplete = found.incomplete().filter(is_changed);
    Compared {
        money: money.name(),
        is_cumulated: found.measure != Measure::Month,
        added: found.entries.iter().filter(|entry| entry.is_new()).count(),
        differing: found.differing().count(),
        same: found.same(),
        left_out: found.left_out.len(),
        month_sum: exact(amounts.sum(), money),
        warnings: warnings(found, money),
        faults: found.faults.clone(),
        rows: rows.collect(),
        incomplete: incomplete
            .map(|entry| format!("{}: tháng {}", entry.line.title(), months(&entry.share.missing)))
            .collect(),
        has_negative: changed().any(|entry| entry.share.amount < Dong::ZERO),
        can_store: found.unknown.is_empty()
            && found.faults.is_empty()
            && (changed().next().is_some() || found.differing_estimates().next().is_some()),
        differing_choices: vec![
            Choice::new("replace", "Thay tất cả bằng số trong tệp"),
            Choice::new("chosen", "Chỉ thay các dòng tôi đánh dấu trong bảng"),
            Choice::new("keep", "Giữ số đã có, chỉ thêm dòng mới"),
        ],
        estimates: found.differing_estimates().map(|it| estimate_row(it, money, typed)).collect(),
        estimate_choices: vec![
            Choice::new("none", "Không nhập dự toán"),
            Choice::new("all", "Nhập dự toán của mọi khoản trong bảng này"),
            Choice::new("chosen", "Chỉ nhập các khoản tôi đánh dấu"),
        ],
        answer: Answer {
            estimates: if typed.has("estimates") { typed.of("estimates") } else { "none" }.to_owned(),
            assigned_on: match found.last_assigned {
                Some(day) if !typed.has("assigned_on") => format_date(day),
                _ => typed.of("assigned_on").to_owned(),
            },
            differing: typed.of("differing").to_owned(),
            whole: typed.has("whole"),
            reason: typed.of("reason").to_owned(),
        },
    }
}

fn estimate_row(it: &EstimateEntry, money: MoneyUnit, typed: &TypedFields) -> EstimateRow {
    EstimateRow {
        code: it.line.code(),
        line: it.line.title(),
        amount: exact(it.amount, money),
        before: it.before.map_or_else(|| "–".to_owned(), |before| exact(before, money)),
        difference: difference(it.before, it.amount, money),
        is_chosen: typed.has(&format!("estimate_{}", it.line.code())),
    }
}

fn compare_row(found: &Comparison, entry: &Entry, money: MoneyUnit) -> CompareRow {
    let names = entry.rows.iter().map(|at| format!("{} (dòng {})", found.rows[*at].name, found.rows[*at].number));
    let origin = entry.origin.as_ref().filter(|_| entry.differs());
    let (word, tag) = match (entry.is_new(), entry.differs()) {
        (true, _) => ("Mới", "tag--info"),
        (false, true) => ("Khác", "tag--warn"),
        (false, false) => ("Giống", ""),
    };
    CompareRow {
        code: entry.line.code(),
        line: entry.line.title(),
        names: names.collect::<Vec<_>>().join(" + "),
        reported: exact(entry.reported, money),
        earlier: exact(entry.share.earlier, money),
        before: entry.before.map_or_else(|| "–".to_owned(), |before| exact(before, money)),
        amount: exact(entry.share.amount, money),
        difference: difference(entry.before, entry.share.amount, money),
        word,
        tag,
        origin: origin
            .map_or_else(String::new, |it| format!("Số đã có từ {}, tệp {} ({})", it.source, it.file_name, it.stored)),
        differs: entry.differs(),
        is_chosen: false,
    }
}

/// How much more or less than before; "–" where there was nothing.
fn difference(before: Option<Dong>, amount: Dong, money: MoneyUnit) -> String {
    match before {
        None => "–".to_owned(),
        Some(before) if before == amount => "0".to_owned(),
        Some(before) if before < amount => format!("+{}", exact(amount - before, money)),
        Some(before) => exact(amount - before, money),
    }
}

pub fn stored_row(line: &StoredLine, money: MoneyUnit) -> CompareRow {
    CompareRow {
        code: line.line.code(),
        line: line.line.title(),
        names: String::new(),
        reported: exact(line.reported, money),
        earlier: exact(line.earlier, money),
        before: line.before.map_or_else(|| "–".to_owned(), |before| exact(before, money)),
        amount: exact(line.amount, money),
        difference: difference(line.before, line.amount, money),
        word: "",
        tag: "",
        origin: String::new(),
        differs: false,
        is_chosen: false,
    }
}

/// What does not stop anybody, but must not pass in silence.
fn warnings(found: &Comparison, money: MoneyUnit) -> Vec<String> {
    let mut all = Vec::new();
    // Before every name has its line, sums cannot be right.
    if found.unknown.is_empty() {
        for check in &found.sums {
            let row = &found.rows[check.row];
            all.push(format!(
                "Dòng {} “{}” ghi {}, cộng các khoản bên dưới trong tệp được {}, lệch {}.",
                row.number,
                row.name,
                exact(check.said, money),
                exact(check.sum, money),
                exact(check.said - check.sum, money)
            ));
        }
    }
    for at in &found.alone {
        let row = &found.rows[*at];
        let line = line_of(found.meanings[*at]).map_or_else(String::new, |line| line.title());
        let amount = row.amount.unwrap_or_default();
        all.push(format!(
            "Dòng {} “{}” là dòng cộng ({line}) mà tệp không có khoản con: {} {} chưa được nhập vào khoản nào.",
            row.number,
            row.name,
            exact(amount, money),
            money.name()
        ));
    }
    let several: Vec<String> =
        found.entries.iter().filter(|entry| entry.rows.len() > 1).map(|entry| several_rows(found, entry)).collect();
    all.extend(several);
    if !found.left_out.is_empty() {
        let rows = found
            .left_out
            .iter()
            .take(NAMED)
            .map(|at| format!("“{}” (dòng {})", found.rows[*at].name, found.rows[*at].number));
        all.push(format!(
            "{} dòng bỏ qua theo lựa chọn đã ghi nhớ: {}.",
            found.left_out.len(),
            rows.collect::<Vec<_>>().join(", ")
        ));
    }
    let bad: Vec<String> = found.bad_estimates().into_iter().map(|at| found.rows[at].number.to_string()).collect();
    if !bad.is_empty() {
        all.push(format!(
            "Không đọc được ô dự toán ở dòng {}. Dự toán của các dòng này không nhập được.",
            bad.join(", ")
        ));
    }
    all
}

fn several_rows(found: &Comparison, entry: &Entry) -> String {
    let rows = entry.rows.iter().map(|at| found.rows[*at].number.to_string()).collect::<Vec<_>>().join(", ");
    format!("Khoản {} được cộng từ {} dòng của tệp: {rows}.", entry.line.title(), entry.rows.len())
}
