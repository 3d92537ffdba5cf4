//! What can be done with a list of old decisions: keep it, say what its columns, words and names mean, store it, take it
//! back.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::matching::unit_key;
use super::reading::{self, AwardNames, Columns, Headings, ListRow, Part, Said, Told};
use super::store::{self, Choice, Choices, List, NewPerson};
use crate::db::{Connection, Tx};
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::*;
use crate::domain::law::AwardCode;
use crate::domain::subject::StaffKind;
use crate::domain::text::fold;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::features::imports::changes;
use crate::features::imports::ops as imports;
use crate::policy::{self, Act, Actor};
use crate::records::{Codes, codes};
use crate::sheets::{Value, read_grids};

const NO_HEADINGS: &str = "Không tìm thấy dòng tên cột trong tệp. Bảng cần cột Họ và tên và ít nhất một cột khác: Đơn vị, Danh hiệu, Số quyết định…";

/// Keeps a file to be worked through before anything is stored.
///
/// # Errors
/// `Fields` at `file` when it holds no such list.
pub fn keep(tx: &mut Tx, file_name: &str, bytes: &[u8]) -> AppResult<AwardListId> {
    policy::must(tx.actor, Act::ImportRegisters)?;
    let account = tx.actor.account.ok_or(AppError::Denied)?;
    let file_name = imports::plain_name(file_name);
    if file_name.is_empty() {
        return Err(FieldErrors::one("file", "Chưa chọn tệp. Chọn tệp Excel hoặc CSV cần nhập.").into());
    }
    let grids = read_grids(bytes, &file_name, Some(imports::MOST_ROWS))
        .map_err(|error| FieldErrors::one("file", imports::in_one(&error)))?;
    reading::find(&grids).ok_or_else(|| FieldErrors::one("file", NO_HEADINGS))?;
    let id = store::insert(tx, account, &file_name, bytes)?;
    let note = format!("Danh sách quyết định cũ: {file_name}.");
    tx.audit(Event::new(EventKind::ImportStaged, Object::AwardList(id)).because(note))?;
    Ok(id)
}

/// A list with everything its pages say.
#[derive(Debug)]
pub struct Opened {
    pub list: List,
    pub headings: Headings,
    pub columns: Columns,
    pub rows: Vec<ListRow>,
    /// What each row says, in the same order.
    pub said: Vec<Said>,
    pub choices: Choices,
}

impl Opened {
    /// The rows that tell of an award, for which somebody has to say who is meant.
    pub fn matched(&self) -> impl Iterator<Item = (&ListRow, &Told)> {
        self.rows.iter().zip(&self.said).filter_map(|(row, said)| match said {
            Said::Award(told) => Some((row, told)),
            _ => None,
        })
    }

    pub fn faulty(&self) -> impl Iterator<Item = (&ListRow, &str)> {
        self.rows.iter().zip(&self.said).filter_map(|(row, said)| match said {
            Said::Faulty(why) => Some((row, why.as_str())),
            _ => None,
        })
    }

    /// Words for awards that nobody knows, each with how many rows say so.
    pub fn asked(&self) -> BTreeMap<&str, usize> {
        let mut asked = BTreeMap::new();
        for (row, _) in self.rows.iter().zip(&self.said).filter(|(_, said)| **said == Said::Asked) {
            *asked.entry(row.said(Part::Award)).or_default() += 1;
        }
        asked
    }

    /// How many rows wait for somebody to say who is meant.
    pub fn open_rows(&self) -> usize {
        self.matched().filter(|(row, _)| !self.choices.contains_key(&row.number)).count()
    }
}

/// The actor's own list.
pub fn find(conn: &mut Connection, actor: &Actor, id: AwardListId) -> AppResult<List> {
    policy::must(actor, Act::ImportRegisters)?;
    store::find(conn, actor.account.ok_or(AppError::Denied)?, id)
}

pub fn open(conn: &mut Connection, list: List) -> AppResult<Opened> {
    let bytes = store::content(conn, list.id)?;
    let broken = || FieldErrors::one("file", NO_HEADINGS);
    let grids = read_grids(&bytes, &list.file_name, Some(imports::MOST_ROWS)).map_err(|_| broken())?;
    let (grid, headings) = reading::find(&grids).ok_or_else(broken)?;
    let columns = list.columns.clone().unwrap_or_else(|| headings.columns_named());
    let rows = reading::rows(grid, &headings, &columns);
    let names: AwardNames = store::names(conn)?;
    let said = rows.iter().map(|row| reading::said(row, &names)).collect();
    let choices = store::choices(conn, list.id)?;
    Ok(Opened { list, headings, columns, rows, said, choices })
}

/// Says which column holds what, and what counts for all rows.
///
/// # Errors
/// `Fields` at `name` without a column of names, or where two parts name one column.
pub fn set_columns(tx: &mut Tx, id: AwardListId, columns: &Columns) -> AppResult<()> {
    waiting(tx, id)?;
    let mut errors = FieldErrors::default();
    if columns.column(Part::Name).is_none() {
        errors.add(Part::Name.code(), "Chọn cột ghi họ và tên.");
    }
    let mut used: HashMap<u32, Part> = HashMap::new();
    for part in Part::ALL {
        let Some(column) = columns.column(*part) else { continue };
        if let Some(other) = used.insert(column, *part) {
            errors.add(part.code(), format!("Cột này đã chọn cho {}. Chọn cột khác.", other.word().to_lowercase()));
        }
    }
    errors.or(Some(()))?;
    store::set_columns(tx, id, columns)?;
    tx.audit(Event::new(EventKind::ListColumnsSet, Object::AwardList(id)))
}

/// Remembers what words for awards mean, for this list and all that follow; none: rows that say so are left out.
///
/// # Errors
/// `Fields` at `words` when nothing was chosen.
pub fn name_awards(tx: &mut Tx, id: AwardListId, meant: &[(String, Option<AwardCode>)]) -> AppResult<()> {
    let list = waiting(tx, id)?;
    let account = tx.actor.account.ok_or(AppError::Denied)?;
    let opened = open(tx.conn, list)?;
    let asked = opened.asked();
    let known: Vec<_> = meant.iter().filter(|(word, _)| asked.contains_key(word.as_str())).collect();
    if known.is_empty() {
        return Err(FieldErrors::one("words", "Chưa chọn danh hiệu nào. Chọn ít nhất một danh hiệu rồi lưu.").into());
    }
    let mut told = Vec::new();
    for (word, award) in known {
        store::put_word(tx, account, word, *award)?;
        told.push(format!("“{word}” là {}", award.map_or("mục bỏ qua", |award| award.code())));
    }
    tx.audit(Event::new(EventKind::AwardNamed, Object::AwardList(id)).because(told.join("; ") + "."))
}

/// Forgets what a word means: it is asked for again.
pub fn forget(tx: &mut Tx, id: AwardWordId) -> AppResult<()> {
    policy::must(tx.actor, Act::ImportRegisters)?;
    let (word, award) = store::take_word(tx, id)?;
    let meant = award.map_or("bỏ qua", |award| award.code());
    let event = Event::new(EventKind::AwardNameForgotten, Object::AwardWord(id)).because(word);
    tx.audit(event.changed("award_code", meant, ""))
}

/// Who is meant, as it comes from the form: the code of somebody known, not yet looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meant {
    Known(SubjectId),
    Code(String),
    New { gender: crate::domain::subject::Gender, unit_code: String, joined_on: chrono::NaiveDate },
    LeftOut,
}

/// Keeps who is meant by some rows; the others are kept as they were.
///
/// # Errors
/// `Fields` at `code_…` and `unit_…` where nobody has that code.
pub fn choose(tx: &mut Tx, id: AwardListId, meant: &BTreeMap<u32, Meant>) -> AppResult<()> {
    let list = waiting(tx, id)?;
    let opened = open(tx.conn, list)?;
    let codes = Codes::load(tx.conn)?;
    let known: HashSet<SubjectId> = codes.all().map(|subject| subject.id).collect();
    let mut errors = FieldErrors::default();
    let mut choices = Choices::new();
    for (row, meant) in meant {
        let is_of_list = opened.matched().any(|(known, _)| known.number == *row);
        let choice = match meant {
            _ if !is_of_list => Err((format!("choice_{row}"), "Dòng này không còn trong danh sách. Mở lại trang.")),
            Meant::LeftOut => Ok(Choice::LeftOut),
            Meant::Known(subject) if known.contains(subject) => Ok(Choice::Known(*subject)),
            Meant::Known(_) => Err((format!("choice_{row}"), "Người này không còn trong hệ thống. Chọn lại.")),
            Meant::Code(code) => match codes.get(code) {
                Some(subject) => Ok(Choice::Known(subject.id)),
                None => Err((format!("code_{row}"), "Không có cán bộ hay đơn vị nào mang mã này. Nhập lại mã.")),
            },
            Meant::New { gender, unit_code, joined_on } => match codes.unit(unit_code) {
                Some(unit) => Ok(Choice::New(NewPerson { gender: *gender, unit, joined_on: *joined_on })),
                None => Err((format!("unit_{row}"), "Không có đơn vị nào mang mã này. Nhập lại mã đơn vị.")),
            },
        };
        match choice {
            Ok(choice) => drop(choices.insert(*row, choice)),
            Err((field, message)) => errors.add(field, message),
        }
    }
    errors.or(Some(()))?;
    store::put_choices(tx, id, &choices)?;
    let note = format!("{} dòng.", choices.len());
    tx.audit(Event::new(EventKind::ListRowsMatched, Object::AwardList(id)).because(note))
}

/// Throws a waiting list away, with what was chosen.
pub fn discard(tx: &mut Tx, id: AwardListId) -> AppResult<()> {
    let list = waiting(tx, id)?;
    store::delete(tx, id)?;
    tx.audit(Event::new(EventKind::ListDiscarded, Object::AwardList(id)).because(list.file_name))
}

/// Stores a list: first those nobody has known, then all awards that are not stored already; all or nothing.
///
/// # Errors
/// `Fields` at `rows` while rows are open or faulty, or with what the tables refuse.
pub fn confirm(tx: &mut Tx, id: AwardListId) -> AppResult<()> {
    let list = waiting(tx, id)?;
    let opened = open(tx.conn, list)?;
    settled(&opened)?;
    let people = store_people(tx, &opened)?;
    let subject_codes = codes::by_id(tx.conn)?;
    let table = imports::table("awards").ok_or(AppError::NotFound)?;
    let stored = changes::stored(tx.conn, table)?;
    let (mut rows, mut numbers, mut seen) = (Vec::new(), Vec::new(), HashSet::new());
    for (row, told) in opened.matched() {
        let code = match opened.choices.get(&row.number) {
            Some(Choice::Known(subject)) => subject_codes.get(&subject.0),
            Some(Choice::New(person)) => people.codes.get(&group(row, person)),
            Some(Choice::LeftOut) | None => continue,
        };
        let Some(code) = code else {
            return Err(refused(row, "Người được chọn không còn trong hệ thống. Chọn lại."));
        };
        let values = award_row(code, told);
        // The first four are the key of the table; what is stored already may say more and stays as it is.
        let key = values[..4].to_vec();
        if !stored.contains_key(&key) && seen.insert(key) {
            rows.push(values);
            numbers.push((row.number, row.name().to_owned()));
        }
    }
    if rows.is_empty() {
        return Err(FieldErrors::one("rows", "Mọi dòng đã có sẵn hoặc được bỏ qua. Không có gì để nhập.").into());
    }
    let name_of = |at: usize| numbers.get(at).map_or_else(String::new, |(row, name)| format!("Dòng {row}, {name}"));
    let awards = imports::store_rows(tx, table, &opened.list.file_name, &rows, name_of)?;
    store::set_stored(tx, id, Some((awards, people.import)))
}

fn settled(opened: &Opened) -> Result<(), FieldErrors> {
    let mut errors = FieldErrors::default();
    let asked = opened.asked().len();
    if asked > 0 {
        errors.add("rows", format!("Còn {asked} cách ghi danh hiệu chưa chọn. Chọn hết rồi nhập."));
    }
    let faulty = opened.faulty().count();
    if faulty > 0 {
        errors.add("rows", format!("Còn {faulty} dòng thiếu hoặc sai thông tin. Bổ sung rồi nhập."));
    }
    let open = opened.open_rows();
    if open > 0 {
        errors.add("rows", format!("Còn {open} dòng chưa chọn người. Chọn hết rồi nhập."));
    }
    errors.or(Some(()))
}

/// New people by name and unit: one person may stand in several rows of a list.
type Group = (String, UnitId);

#[derive(Default)]
struct Added {
    codes: HashMap<Group, String>,
    import: Option<ImportId>,
}

fn group(row: &ListRow, person: &NewPerson) -> Group {
    (fold(row.name()), person.unit)
}

fn store_people(tx: &mut Tx, opened: &Opened) -> AppResult<Added> {
    let known = Codes::load(tx.conn)?;
    let unit_codes = codes::by_id(tx.conn)?;
    let mut added = Added::default();
    let (mut rows, mut names) = (Vec::new(), Vec::new());
    for (row, _) in opened.matched() {
        let Some(Choice::New(person)) = opened.choices.get(&row.number) else { continue };
        let group = group(row, person);
        if added.codes.contains_key(&group) {
            continue;
        }
        let unit = unit_codes.get(&person.unit.0).map_or("", String::as_str);
        let taken = |code: &String| known.get(code).is_some() || added.codes.values().any(|other| other == code);
        let code = (1..).map(|number| format!("{unit}-C{number:03}")).find(|code| !taken(code)).unwrap_or_default();
        rows.push(person_row(&code, row, unit, person));
        names.push(format!("Dòng {}, {}", row.number, row.name()));
        added.codes.insert(group, code);
    }
    if !rows.is_empty() {
        let table = imports::table("people").ok_or(AppError::NotFound)?;
        let name_of = |at: usize| names.get(at).cloned().unwrap_or_default();
        added.import = Some(imports::store_rows(tx, table, &opened.list.file_name, &rows, name_of)?);
    }
    Ok(added)
}

/// In the order of the table `people`.
fn person_row(code: &str, row: &ListRow, unit: &str, person: &NewPerson) -> Vec<Value> {
    let position = match row.said(Part::Position) {
        "" => "Cán bộ",
        position => position,
    };
    vec![
        code.into(),
        row.name().into(),
        Value::Word(person.gender.code()),
        Value::Empty,
        unit.into(),
        position.into(),
        Value::Word(StaffKind::CivilServant.code()),
        person.joined_on.into(),
        Value::Empty,
        Value::Empty,
    ]
}

/// In the order of the table `awards`.
fn award_row(code: &str, told: &Told) -> Vec<Value> {
    vec![
        code.into(),
        Value::Word(told.award.code()),
        told.year.0.into(),
        told.number.as_str().into(),
        told.day.into(),
        told.authority.as_str().into(),
        Value::Empty,
        Value::Empty,
        Value::Empty,
    ]
}

/// Takes a stored list back, whenever nothing rests on it: its awards, then the people it brought.
pub fn undo(tx: &mut Tx, id: AwardListId) -> AppResult<()> {
    let list = find(tx.conn, tx.actor, id)?;
    let stored = list.stored.ok_or(AppError::Illegal)?;
    imports::take_back(tx, stored.awards)?;
    if let Some(people) = stored.people {
        imports::take_back(tx, people)?;
    }
    store::set_stored(tx, id, None)
}

/// The actor's own list, as long as it waits.
fn waiting(tx: &mut Tx, id: AwardListId) -> AppResult<List> {
    let list = find(tx.conn, tx.actor, id)?;
    match list.stored {
        None => Ok(list),
        Some(stored) => {
            let when = crate::domain::date::format_date_time(stored.at.and_utc());
            Err(AppError::Stale(format!("Danh sách này đã được nhập lúc {when}.")))
        }
    }
}

fn refused(row: &ListRow, why: &str) -> AppError {
    FieldErrors::one("rows", format!("Dòng {}, {}: {why}", row.number, row.name())).into()
}

/// The unit of the house that a row names, for the form of a new person.
pub(super) fn unit_of<'u>(units: &'u [(String, String)], row: &ListRow) -> &'u str {
    let wanted = unit_key(row.said(Part::Unit));
    let is_named =
        |(code, name): &&(String, String)| unit_key(name) == wanted || fold(code) == fold(row.said(Part::Unit));
    units.iter().find(is_named).map_or("", |(code, _)| code)
}
