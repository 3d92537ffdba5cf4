//! The table `people`: everybody with the unit and position of the last membership.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::db::{Connection, Tx};
use crate::domain::date::format_date;
use crate::domain::ids::*;
use crate::domain::subject::{Gender, StaffKind, SubjectKind};
use crate::error::{AppError, AppResult};
use crate::policy::Act;
use crate::records::{Codes, Reading, Records, RowCheck, codes, read_rows, subjects as subject_rows};
use crate::schema::{memberships, people, subjects, units};
use crate::sheets::{Column, Kind, Row, Sheet, TableFormat, Value, Written};

static FORMAT: TableFormat = TableFormat {
    name: "people",
    columns: &[
        Column::required("code", "Mã cán bộ", Kind::Line),
        Column::required("full_name", "Họ và tên", Kind::Line),
        Column::required("gender", "Giới tính", Kind::Word(|| Gender::WORDS.to_vec(), Written::Vietnamese)),
        Column::optional("birth_date", "Ngày sinh", Kind::Date),
        Column::required("unit_code", "Mã đơn vị", Kind::Line),
        Column::required("position", "Chức vụ", Kind::Line),
        Column::required("staff_kind", "Đối tượng", Kind::Word(|| StaffKind::WORDS.to_vec(), Written::Vietnamese)),
        Column::required("joined_on", "Ngày vào", Kind::Date),
        Column::optional("left_on", "Ngày nghỉ", Kind::Date),
        Column::optional("national_id", "Số CCCD", Kind::Line),
    ],
};

#[derive(Debug)]
pub struct PersonRecord {
    /// Of a known person: the first and the last membership.
    membership: Option<(PersonId, MembershipId, MembershipId)>,
    code: String,
    full_name: String,
    gender: Gender,
    birth_date: Option<NaiveDate>,
    unit: UnitId,
    position: String,
    staff_kind: StaffKind,
    joined_on: NaiveDate,
    left_on: Option<NaiveDate>,
    national_id: String,
}

/// The table `people`.
pub struct People;

impl Records for People {
    type Record = PersonRecord;
    const FORMAT: &'static TableFormat = &FORMAT;
    const KEY: &'static [&'static str] = &["code"];
    const ACT: Act<'static> = Act::ImportRegisters;

    fn read(conn: &mut Connection, sheet: &Sheet, _today: NaiveDate) -> AppResult<Reading<PersonRecord>> {
        let codes = Codes::load(conn)?;
        let service = Service::load(conn)?;
        Ok(read_rows(sheet, |check| read(check, &codes, &service)))
    }

    fn put(tx: &mut Tx, records: Vec<PersonRecord>) -> AppResult<()> {
        for record in &records {
            match record.membership {
                Some(known) => update(tx.conn, known, record)?,
                None => insert(tx.conn, record)?,
            }
        }
        Ok(())
    }

    /// Refused where the person has been moved since, and by the database where anything names the person.
    fn remove(tx: &mut Tx, rows: &[Row]) -> AppResult<()> {
        let codes = Codes::load(tx.conn)?;
        let service = Service::load(tx.conn)?;
        for id in rows.iter().filter_map(|row| codes.person(row.text("code"))) {
            if service.get(&id).is_some_and(|service| service.is_moved) {
                return Err(AppError::Illegal);
            }
            diesel::delete(subjects::table.find(SubjectId::from(id))).execute(tx.conn)?;
        }
        Ok(())
    }

    fn all(conn: &mut Connection) -> AppResult<Vec<Vec<Value>>> {
        type Stored = (
            (String, String, Gender, Option<NaiveDate>, i64),
            (String, StaffKind, NaiveDate, Option<NaiveDate>, String),
        );
        let codes = codes::by_id(conn)?;
        let rows: Vec<Stored> = people::table
            .inner_join(subjects::table)
            .inner_join(units::table)
            .order((units::sort_order, units::id, people::sort_key, people::id))
            .select((
                (subjects::code, subjects::name, people::gender, people::birth_date, people::unit_id),
                (people::position, people::staff_kind, people::joined_on, people::left_on, people::national_id),
            ))
            .load(conn)?;
        let row = |((code, name, gender, born, unit), (position, staff_kind, joined, left, national_id)): Stored| {
            vec![
                code.into(),
                name.into(),
                Value::Word(gender.code()),
                born.into(),
                codes.get(&unit).map(String::as_str).into(),
                position.into(),
                Value::Word(staff_kind.code()),
                joined.into(),
                left.into(),
                Some(national_id).filter(|id| !id.is_empty()).into(),
            ]
        };
        Ok(rows.into_iter().map(row).collect())
    }
}

/// What a person's memberships leave open to the first and last day of service.
struct Service {
    first: MembershipId,
    first_to: Option<NaiveDate>,
    last: MembershipId,
    last_from: NaiveDate,
    is_moved: bool,
}

impl Service {
    fn load(conn: &mut Connection) -> AppResult<HashMap<PersonId, Self>> {
        let rows: Vec<(MembershipId, PersonId, NaiveDate, Option<NaiveDate>)> = memberships::table
            .order((memberships::person_id, memberships::from_date))
            .select((memberships::id, memberships::person_id, memberships::from_date, memberships::to_date))
            .load(conn)?;
        let mut all: HashMap<PersonId, Self> = HashMap::new();
        for (id, person, from, to) in rows {
            let alone = Self { first: id, first_to: to, last: id, last_from: from, is_moved: false };
            all.entry(person)
                .and_modify(|service| (service.last, service.last_from, service.is_moved) = (id, from, true))
                .or_insert(alone);
        }
        Ok(all)
    }
}

fn read(check: &mut RowCheck, codes: &Codes, service: &HashMap<PersonId, Service>) -> Option<PersonRecord> {
    let row = check.row;
    let known = codes.get(row.text("code"));
    let id = known.and_then(|subject| subject.person());
    check.refuse_if(known.is_some() && id.is_none(), "code", "Mã này là của một đơn vị. Chọn mã khác.");
    let unit = codes.need_inner_unit(check, "unit_code");
    check_dates(check, id.and_then(|id| service.get(&id)).filter(|service| service.is_moved));
    let national_id = row.text("national_id");
    let is_number = matches!(national_id.len(), 0 | 9 | 12) && national_id.bytes().all(|byte| byte.is_ascii_digit());
    check.refuse_if(!is_number, "national_id", "Số CCCD có 12 chữ số, CMND có 9. Nhập lại hoặc để trống.");
    Some(PersonRecord {
        membership: id.and_then(|id| Some((id, service.get(&id)?.first, service.get(&id)?.last))),
        code: row.text("code").to_owned(),
        full_name: row.text("full_name").to_owned(),
        gender: Gender::from_code(row.word("gender"))?,
        birth_date: row.date_if("birth_date"),
        unit: unit?,
        position: row.text("position").to_owned(),
        staff_kind: StaffKind::from_code(row.word("staff_kind"))?,
        joined_on: row.date("joined_on"),
        left_on: row.date_if("left_on"),
        national_id: national_id.to_owned(),
    })
}

/// `moved` is set for somebody with several memberships, which these dates must leave whole.
fn check_dates(check: &mut RowCheck, moved: Option<&Service>) {
    let row = check.row;
    let (joined_on, left_on) = (row.date("joined_on"), row.date_if("left_on"));
    let is_unborn = row.date_if("birth_date").is_some_and(|born| born >= joined_on);
    check.refuse_if(is_unborn, "birth_date", "Ngày sinh sau ngày vào. Sửa một trong hai ngày.");
    if left_on.is_some_and(|left| left < joined_on) {
        check.refuse("left_on", "Ngày nghỉ trước ngày vào. Sửa một trong hai ngày.");
        return;
    }
    let Some(service) = moved else { return };
    if let Some(first_to) = service.first_to.filter(|to| *to < joined_on) {
        let first_to = format_date(first_to);
        check.refuse(
            "joined_on",
            format!("Quá trình công tác đầu tiên đã kết thúc {first_to}. Ngày vào phải trước ngày đó."),
        );
    }
    if left_on.is_some_and(|left| left < service.last_from) {
        let last_from = format_date(service.last_from);
        check.refuse("left_on", format!("Cán bộ nhận công tác mới từ {last_from}. Ngày nghỉ phải từ ngày đó."));
    }
}

fn insert(conn: &mut Connection, record: &PersonRecord) -> AppResult<()> {
    let id = PersonId(subject_rows::insert(conn, SubjectKind::Person, &record.code, &record.full_name)?.0);
    diesel::insert_into(people::table)
        .values((
            people::id.eq(id),
            people::unit_id.eq(record.unit),
            people::position.eq(&record.position),
            people::gender.eq(record.gender),
            people::birth_date.eq(record.birth_date),
            people::staff_kind.eq(record.staff_kind),
            people::joined_on.eq(record.joined_on),
            people::left_on.eq(record.left_on),
            people::national_id.eq(&record.national_id),
            people::sort_key.eq(subject_rows::key_of(SubjectKind::Person, &record.full_name)),
        ))
        .execute(conn)?;
    diesel::insert_into(memberships::table)
        .values((
            memberships::person_id.eq(id),
            memberships::unit_id.eq(record.unit),
            memberships::position.eq(&record.position),
            memberships::from_date.eq(record.joined_on),
            memberships::to_date.eq(record.left_on),
        ))
        .execute(conn)?;
    Ok(())
}

/// Unit, position and the last day correct the last membership, the first day the first one.
fn update(
    conn: &mut Connection,
    (id, first, last): (PersonId, MembershipId, MembershipId),
    record: &PersonRecord,
) -> AppResult<()> {
    subject_rows::rename(conn, id.into(), SubjectKind::Person, &record.full_name)?;
    diesel::update(people::table.find(id))
        .set((
            people::unit_id.eq(record.unit),
            people::position.eq(&record.position),
            people::gender.eq(record.gender),
            people::birth_date.eq(record.birth_date),
            people::staff_kind.eq(record.staff_kind),
            people::joined_on.eq(record.joined_on),
            people::left_on.eq(record.left_on),
            people::national_id.eq(&record.national_id),
            people::sort_key.eq(subject_rows::key_of(SubjectKind::Person, &record.full_name)),
        ))
        .execute(conn)?;
    let begins = memberships::from_date.eq(record.joined_on);
    let goes_on = (
        memberships::unit_id.eq(record.unit),
        memberships::position.eq(&record.position),
        memberships::to_date.eq(record.left_on),
    );
    if first == last {
        diesel::update(memberships::table.find(first)).set((begins, goes_on)).execute(conn)?;
    } else {
        diesel::update(memberships::table.find(first)).set(begins).execute(conn)?;
        diesel::update(memberships::table.find(last)).set(goes_on).execute(conn)?;
    }
    Ok(())
}
