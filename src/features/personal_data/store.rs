//! Everything that is stored of one person, register by register, in words.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};

use crate::db::Connection;
use crate::domain::date::{format_date, format_date_time};
use crate::domain::ids::{AccountId, PersonId, SubjectId};
use crate::domain::law::{AwardCode, DisciplineCode, GradeCode};
use crate::domain::leave::LeaveKind;
use crate::domain::role::Role;
use crate::domain::subject::{Gender, StaffKind};
use crate::domain::year::Year;
use crate::domain::{dossier, initiative, registration};
use crate::error::AppResult;
use crate::schema::{
    account_roles, accounts, audit_entries, awards, decisions, disciplines, dossiers, grades, initiative_authors,
    initiatives, leaves, mail_addresses, memberships, people, registrations, relatives, saved_filters, second_factors,
    sessions, subjects,
};
use crate::sql::sql;

/// One register, what it is kept for, and what it says of the reader.
#[derive(Debug, Clone)]
pub struct Section {
    pub title: &'static str,
    pub why: &'static str,
    /// What, and how it is.
    pub items: Vec<(String, String)>,
}

/// All registers, those that say nothing too: that nothing is stored is an answer.
pub fn all(conn: &mut Connection, account: AccountId, person: Option<PersonId>) -> AppResult<Vec<Section>> {
    let mut found = vec![of_account(conn, account)?, traces(conn, account)?];
    let Some(person) = person else { return Ok(found) };
    let subject = SubjectId::from(person);
    found.push(on_staff(conn, person)?);
    found.push(places(conn, person)?);
    found.push(graded(conn, subject)?);
    found.push(awarded(conn, subject)?);
    found.push(registered(conn, subject)?);
    found.push(proposed(conn, subject)?);
    found.push(thought_up(conn, person)?);
    found.push(disciplined(conn, person)?);
    found.push(away(conn, person)?);
    found.push(related(conn, person)?);
    found.push(elsewhere(conn, account, person)?);
    Ok(found)
}

/// Registers that name a person in passing, by how many of their rows do; `?1` is the person, `?2` the account.
const ELSEWHERE: &str = "\
    SELECT 'Kết quả sơ kết' AS what, (SELECT COUNT(*) FROM interim_results WHERE subject_id = ?1) AS n UNION ALL \
    SELECT 'Đánh giá tiêu chí khi xét', (SELECT COUNT(*) FROM judgements WHERE subject_id = ?1) UNION ALL \
    SELECT 'Gia hạn đăng ký', (SELECT COUNT(*) FROM registration_extensions WHERE subject_id = ?1) UNION ALL \
    SELECT 'Họp bình xét đã dự', (SELECT COUNT(*) FROM unit_meeting_attendance WHERE person_id = ?1) UNION ALL \
    SELECT 'Được bình xét ở cuộc họp đơn vị', (SELECT COUNT(*) FROM unit_meeting_lines WHERE subject_id = ?1) UNION ALL \
    SELECT 'Thành viên hội đồng', (SELECT COUNT(*) FROM council_seats WHERE person_id = ?1) UNION ALL \
    SELECT 'Phiên họp Hội đồng', (SELECT COUNT(*) FROM council_meeting_members WHERE person_id = ?1) UNION ALL \
    SELECT 'Hội đồng sáng kiến', (SELECT COUNT(*) FROM initiative_round_seats WHERE person_id = ?1) UNION ALL \
    SELECT 'Văn bản đã xác nhận đọc', (SELECT COUNT(*) FROM document_receipts WHERE person_id = ?1) UNION ALL \
    SELECT 'Ủy quyền đã giao, đã nhận', (SELECT COUNT(*) FROM delegations WHERE ?2 IN (giver_id, taker_id)) UNION ALL \
    SELECT 'Kiến nghị khi niêm yết', (SELECT COUNT(*) FROM objections WHERE author_id = ?2) UNION ALL \
    SELECT 'Đề nghị giao vai trò', (SELECT COUNT(*) FROM role_requests WHERE account_id = ?2) UNION ALL \
    SELECT 'Đề nghị sửa dữ liệu', (SELECT COUNT(*) FROM correction_requests WHERE account_id = ?2) UNION ALL \
    SELECT 'Thư nhắc việc', (SELECT COUNT(*) FROM mails WHERE account_id = ?2)";

#[derive(QueryableByName)]
struct Named {
    #[diesel(sql_type = Text)]
    what: String,
    #[diesel(sql_type = BigInt)]
    n: i64,
}

fn elsewhere(conn: &mut Connection, account: AccountId, person: PersonId) -> AppResult<Section> {
    let rows: Vec<Named> = sql(ELSEWHERE).bind::<BigInt, _>(person).bind::<BigInt, _>(account).load(conn)?;
    Ok(Section {
        title: "Nơi khác có tên đồng chí",
        why: "Số dòng trong các sổ khác; nội dung đọc ở mục của từng sổ.",
        items: rows.into_iter().filter(|it| it.n > 0).map(|it| (it.what, it.n.to_string())).collect(),
    })
}

fn day(day: Option<NaiveDate>) -> String {
    day.map_or_else(String::new, format_date)
}

fn moment(at: NaiveDateTime) -> String {
    format_date_time(at.and_utc())
}

fn items<const N: usize>(pairs: [(&str, String); N]) -> Vec<(String, String)> {
    pairs.map(|(what, how)| (what.to_owned(), how)).to_vec()
}

fn of_account(conn: &mut Connection, id: AccountId) -> AppResult<Section> {
    type Row = (String, String, NaiveDateTime, Option<NaiveDateTime>);
    let (username, full_name, created_at, password_set_at): Row = accounts::table
        .find(id)
        .select((accounts::username, accounts::full_name, accounts::created_at, accounts::password_set_at))
        .first(conn)?;
    let roles: Vec<String> =
        account_roles::table.filter(account_roles::account_id.eq(id)).select(account_roles::role).load(conn)?;
    let roles: Vec<&str> = roles.iter().filter_map(|role| Role::from_code(role)).map(Role::word).collect();
    let mail: Option<String> = mail_addresses::table.find(id).select(mail_addresses::address).first(conn).optional()?;
    let factors = second_factors::table.find(id).filter(second_factors::confirmed_at.is_not_null());
    let factor: Option<NaiveDateTime> =
        factors.select(second_factors::confirmed_at.assume_not_null()).first(conn).optional()?;
    Ok(Section {
        title: "Tài khoản",
        why: "Để đăng nhập và nhận thư nhắc. Mật khẩu chỉ lưu bản băm, không ai đọc được.",
        items: items([
            ("Tên đăng nhập", username),
            ("Họ và tên", full_name),
            ("Vai trò", roles.join(", ")),
            ("Địa chỉ thư", mail.unwrap_or_default()),
            ("Tạo lúc", moment(created_at)),
            ("Đổi mật khẩu lúc", password_set_at.map_or_else(String::new, moment)),
            ("Xác thực hai lớp từ", factor.map_or_else(String::new, moment)),
        ]),
    })
}

fn traces(conn: &mut Connection, id: AccountId) -> AppResult<Section> {
    let open: Vec<(String, NaiveDateTime)> = sessions::table
        .filter(sessions::account_id.eq(id))
        .order(sessions::created_at.desc())
        .select((sessions::address, sessions::created_at))
        .load(conn)?;
    let filters: Vec<String> =
        saved_filters::table.filter(saved_filters::account_id.eq(id)).select(saved_filters::name).load(conn)?;
    let noted: i64 = audit_entries::table.filter(audit_entries::account_id.eq(id)).count().get_result(conn)?;
    let mut all = vec![("Dòng nhật ký ghi việc đồng chí làm".to_owned(), noted.to_string())];
    all.extend(open.into_iter().map(|(address, at)| (format!("Phiên đăng nhập từ {address}"), moment(at))));
    all.extend(filters.into_iter().map(|name| ("Bộ lọc đã lưu".to_owned(), name)));
    Ok(Section {
        title: "Dấu vết sử dụng",
        why: "Để bảo vệ tài khoản và trả lời khi có khiếu nại. Lượt đăng nhập, xem danh sách giữ có thời hạn (không dưới 12 tháng).",
        items: all,
    })
}

fn on_staff(conn: &mut Connection, id: PersonId) -> AppResult<Section> {
    type Row = (String, String, String, Gender, Option<NaiveDate>, StaffKind, NaiveDate, Option<NaiveDate>, String);
    let row: Row = people::table
        .inner_join(subjects::table)
        .filter(people::id.eq(id))
        .select((
            subjects::code,
            subjects::name,
            people::position,
            people::gender,
            people::birth_date,
            people::staff_kind,
            people::joined_on,
            people::left_on,
            people::national_id,
        ))
        .first(conn)?;
    let (code, name, position, gender, birth_date, staff_kind, joined_on, left_on, national_id) = row;
    Ok(Section {
        title: "Danh sách cán bộ",
        why: "Để xét và ghi khen thưởng đúng người (Luật Thi đua, khen thưởng).",
        items: items([
            ("Mã cán bộ", code),
            ("Họ và tên", name),
            ("Chức vụ", position),
            ("Giới tính", gender.word().to_owned()),
            ("Ngày sinh", day(birth_date)),
            ("Đối tượng", staff_kind.word().to_owned()),
            ("Ngày vào", format_date(joined_on)),
            ("Ngày nghỉ", day(left_on)),
            ("Số CCCD", national_id),
        ]),
    })
}

fn places(conn: &mut Connection, id: PersonId) -> AppResult<Section> {
    let rows: Vec<(NaiveDate, Option<NaiveDate>, String, String)> = memberships::table
        .inner_join(subjects::table.on(subjects::id.eq(memberships::unit_id)))
        .filter(memberships::person_id.eq(id))
        .order(memberships::from_date)
        .select((memberships::from_date, memberships::to_date, memberships::position, subjects::name))
        .load(conn)?;
    let item = |(from, to, position, unit): (NaiveDate, Option<NaiveDate>, String, String)| {
        (format!("{} – {}", format_date(from), day(to)), format!("{position}, {unit}"))
    };
    Ok(Section {
        title: "Quá trình công tác",
        why: "Để tính thành tích theo đơn vị của từng thời gian.",
        items: rows.into_iter().map(item).collect(),
    })
}

fn graded(conn: &mut Connection, id: SubjectId) -> AppResult<Section> {
    let rows: Vec<(Year, GradeCode)> = grades::table
        .filter(grades::subject_id.eq(id))
        .order(grades::year)
        .select((grades::year, grades::grade))
        .load(conn)?;
    let item = |(year, grade): (Year, GradeCode)| (format!("Năm {year}"), grade.code().to_owned());
    Ok(Section {
        title: "Xếp loại hằng năm",
        why: "Là tiêu chuẩn của danh hiệu thi đua.",
        items: rows.into_iter().map(item).collect(),
    })
}

fn awarded(conn: &mut Connection, id: SubjectId) -> AppResult<Section> {
    let rows: Vec<(Year, AwardCode, Option<String>, Option<NaiveDate>)> = awards::table
        .inner_join(decisions::table.on(decisions::id.eq(awards::decision_id)))
        .filter(awards::subject_id.eq(id))
        .order((awards::year, awards::id))
        .select((awards::year, awards::award_code, decisions::number, awards::revoked_on))
        .load(conn)?;
    let item = |(year, award, number, revoked): (Year, AwardCode, Option<String>, Option<NaiveDate>)| {
        let revoked = revoked.map_or_else(String::new, |day| format!(", thu hồi {}", format_date(day)));
        let name = award.award().name_on(year.end());
        (format!("Năm {year}"), format!("{name}, số {}{revoked}", number.unwrap_or_default()))
    };
    Ok(Section {
        title: "Khen thưởng",
        why: "Hồ sơ khen thưởng lưu theo quy định về lưu trữ.",
        items: rows.into_iter().map(item).collect(),
    })
}

fn registered(conn: &mut Connection, id: SubjectId) -> AppResult<Section> {
    let rows: Vec<(Year, AwardCode, registration::State)> = registrations::table
        .filter(registrations::subject_id.eq(id))
        .order((registrations::year, registrations::id))
        .select((registrations::year, registrations::award_code, registrations::state))
        .load(conn)?;
    let item = |(year, award, state): (Year, AwardCode, registration::State)| {
        (format!("Năm {year}"), format!("{}: {state}", award.award().name_on(year.end())))
    };
    Ok(Section {
        title: "Đăng ký thi đua",
        why: "Do đồng chí hoặc thường trực đăng ký.",
        items: rows.into_iter().map(item).collect(),
    })
}

fn proposed(conn: &mut Connection, id: SubjectId) -> AppResult<Section> {
    let rows: Vec<(Year, AwardCode, dossier::State)> = dossiers::table
        .filter(dossiers::subject_id.eq(id))
        .order((dossiers::year, dossiers::id))
        .select((dossiers::year, dossiers::award_code, dossiers::state))
        .load(conn)?;
    let item = |(year, award, state): (Year, AwardCode, dossier::State)| {
        (format!("Năm {year}"), format!("{}: {state}", award.award().name_on(year.end())))
    };
    Ok(Section {
        title: "Hồ sơ đề nghị khen thưởng",
        why: "Báo cáo thành tích và các bước xét; đọc toàn văn ở mục Hồ sơ đề nghị.",
        items: rows.into_iter().map(item).collect(),
    })
}

fn thought_up(conn: &mut Connection, id: PersonId) -> AppResult<Section> {
    let rows: Vec<(String, String, i32, initiative::State)> = initiative_authors::table
        .inner_join(initiatives::table.on(initiatives::id.eq(initiative_authors::initiative_id)))
        .filter(initiative_authors::person_id.eq(id))
        .order(initiatives::id)
        .select((initiatives::code, initiatives::title, initiative_authors::percent, initiatives::state))
        .load(conn)?;
    let item = |(code, title, percent, state): (String, String, i32, initiative::State)| {
        (code, format!("{title}, đóng góp {percent}%: {state}"))
    };
    Ok(Section {
        title: "Sáng kiến",
        why: "Là tiêu chuẩn của danh hiệu chiến sĩ thi đua.",
        items: rows.into_iter().map(item).collect(),
    })
}

fn disciplined(conn: &mut Connection, id: PersonId) -> AppResult<Section> {
    let rows: Vec<(NaiveDate, DisciplineCode, String)> = disciplines::table
        .filter(disciplines::person_id.eq(id))
        .order(disciplines::decided_on)
        .select((disciplines::decided_on, disciplines::kind, disciplines::decision_no))
        .load(conn)?;
    let item = |(on, kind, number): (NaiveDate, DisciplineCode, String)| {
        (format_date(on), format!("{}, số {number}", kind.discipline().name))
    };
    Ok(Section {
        title: "Kỷ luật",
        why: "Luật không cho xét danh hiệu của năm bị kỷ luật.",
        items: rows.into_iter().map(item).collect(),
    })
}

fn away(conn: &mut Connection, id: PersonId) -> AppResult<Section> {
    let rows: Vec<(NaiveDate, Option<NaiveDate>, LeaveKind)> = leaves::table
        .filter(leaves::person_id.eq(id))
        .order(leaves::from_date)
        .select((leaves::from_date, leaves::to_date, leaves::kind))
        .load(conn)?;
    let item = |(from, to, kind): (NaiveDate, Option<NaiveDate>, LeaveKind)| {
        (format!("{} – {}", format_date(from), day(to)), kind.word().to_owned())
    };
    Ok(Section {
        title: "Nghỉ dài ngày, đi học",
        why: "Luật tính thời gian này theo cách riêng khi xét danh hiệu.",
        items: rows.into_iter().map(item).collect(),
    })
}

fn related(conn: &mut Connection, id: PersonId) -> AppResult<Section> {
    let rows: Vec<(String, String)> = relatives::table
        .inner_join(subjects::table.on(subjects::id.eq(relatives::relative_id)))
        .filter(relatives::person_id.eq(id))
        .select((relatives::relation, subjects::name))
        .load(conn)?;
    Ok(Section {
        title: "Người thân trong cơ quan", why: "Để không ai chấm hay bỏ phiếu cho người thân.", items: rows
    })
}
