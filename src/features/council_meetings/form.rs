//! What is typed of a meeting: when and where, how members take part, choices, counts, the minutes.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveTime;

use super::concluding::Conclusion;
use super::meeting::Meeting;
use super::ops::{Call, Seen};
use super::voting::SheetCount;
use crate::ballot_box::Passphrase;
use crate::domain::ballot::Choices;
use crate::domain::council_meeting::Way;
use crate::domain::ids::*;
use crate::domain::year::Year;
use crate::error::FieldErrors;
use crate::web::forms::{Check, LINE, TEXT, TypedFields};

const NUMBER: usize = 60;
const REASON: usize = 500;
pub const AGREE: &str = "agree";
pub const DISAGREE: &str = "disagree";

pub fn seen(id: CouncilMeetingId, typed: &TypedFields) -> Seen {
    Seen { id, version: typed.version() }
}

/// "08:00", as a clock shows it.
fn time(check: &mut Check, field: &str, typed: &str) -> String {
    match NaiveTime::parse_from_str(typed.trim(), "%H:%M") {
        Ok(time) => time.format("%H:%M").to_string(),
        Err(_) => {
            check.errors.add(field, "Nhập giờ theo dạng giờ:phút, ví dụ 08:00.");
            String::new()
        }
    }
}

pub fn call(typed: &TypedFields) -> Result<Call, FieldErrors> {
    let mut check = Check::new();
    let council = typed.of("council").parse().ok().map(CouncilId);
    let council = check.choice("council", council, "Chọn Hội đồng.");
    let held_on = check.date("held_on", typed.of("held_on"), "Ngày họp");
    let begun_at = time(&mut check, "begun_at", typed.of("begun_at"));
    let place = check.line("place", typed.of("place"), LINE, "Nhập nơi họp, ví dụ Phòng họp tầng 2.");
    let year = check.choice("held_on", Year::parse(typed.of("year")), "Năm thi đua chưa đúng. Mở lại trang này.");
    check.finish(|| {
        Some(Call {
            year: year?,
            council: council?,
            board: typed.of("board").parse().ok().map(CouncilId),
            held_on: held_on?,
            begun_at,
            place,
            votes_on_own: typed.has("votes_on_own"),
            spares_own_unit: typed.has("spares_own_unit"),
            counts_recused: !typed.has("leaves_out_recused"),
        })
    })
}

/// The dossiers whose box is ticked.
pub fn chosen(typed: &TypedFields) -> Vec<DossierId> {
    typed.rows("dossier_").map(|(id, _)| DossierId(id)).collect()
}

/// How each member takes part; whoever is absent has a reason.
pub fn ways(typed: &TypedFields) -> Result<Vec<(PersonId, Way, String)>, FieldErrors> {
    let mut check = Check::new();
    let mut ways = Vec::new();
    for (id, typed_way) in typed.rows("way_") {
        let field = format!("absence_{id}");
        let reason = check.optional_line(&field, typed.of(&field), REASON);
        let way = check.choice(&format!("way_{id}"), Way::from_code(typed_way), "Chọn cách bỏ phiếu trong danh sách.");
        let Some(way) = way else { continue };
        if !way.is_present() && reason.is_empty() {
            check.errors.add(field, "Ghi lý do vắng, ví dụ đi công tác.");
        }
        ways.push((PersonId(id), way, if way.is_present() { String::new() } else { reason }));
    }
    check.finish(|| Some(ways))
}

/// Who must not vote on which line, and why.
pub fn declaration(typed: &TypedFields) -> Result<(DossierId, PersonId, String), FieldErrors> {
    let mut check = Check::new();
    let person = typed.of("person").parse().ok().map(PersonId);
    let person = check.choice("person", person, "Chọn thành viên.");
    let dossier = typed.of("dossier").parse().ok().map(DossierId);
    let dossier = check.choice("dossier", dossier, "Chọn hồ sơ.");
    let reason = check.line("reason", typed.of("reason"), REASON, "Ghi lý do không bỏ phiếu.");
    check.finish(|| Some((dossier?, person?, reason)))
}

/// Two passphrases as typed at set-up (each twice) or at the opening.
pub fn passphrases(typed: &TypedFields, is_new: bool) -> Result<(Passphrase, Passphrase), FieldErrors> {
    let mut check = Check::new();
    let mut one_of = |field: &str, again: &str| {
        let phrase = Passphrase::parse(typed.of(field)).map_err(|words| check.errors.add(field, words)).ok()?;
        let repeated = Passphrase::parse(typed.of(again)).ok();
        if is_new && !repeated.is_some_and(|it| it.is_same_as(&phrase)) {
            check.errors.add(again, "Hai lần gõ chưa giống nhau. Gõ lại.");
        }
        Some(phrase)
    };
    let (one, two) = (one_of("password_one", "again_password_one"), one_of("password_two", "again_password_two"));
    if is_new && one.as_ref().zip(two.as_ref()).is_some_and(|(one, two)| one.is_same_as(two)) {
        check.errors.add("password_two", "Hai người phải đặt hai cụm mật khẩu khác nhau.");
    }
    check.finish(|| one.zip(two))
}

/// The two key holders.
pub fn holders(typed: &TypedFields) -> Result<(PersonId, PersonId), FieldErrors> {
    let mut check = Check::new();
    let mut holder = |field: &str| {
        let person = typed.of(field).parse().ok().map(PersonId);
        check.choice(field, person, "Chọn người giữ khóa.")
    };
    let (one, two) = (holder("holder_one"), holder("holder_two"));
    check.finish(|| one.zip(two))
}

/// A choice on every line of every sheet of this member.
///
/// # Errors
/// At `line_…` of each line left empty.
pub fn choices(
    typed: &TypedFields,
    meeting: &Meeting,
    member: PersonId,
) -> Result<BTreeMap<BallotSheetId, Choices>, FieldErrors> {
    let mut errors = FieldErrors::default();
    let mut all = BTreeMap::new();
    for (sheet, _) in meeting.sheets_for(member) {
        let mut lines = Vec::new();
        for line in meeting.lines_of(sheet.id) {
            let field = format!("line_{}", line.dossier);
            match typed.of(&field) {
                AGREE => lines.push(true),
                DISAGREE => lines.push(false),
                _ => {
                    let name = meeting.item(line.dossier).map_or("", |item| &item.name);
                    errors.add(field, format!("{name}: chọn Đồng ý hoặc Không đồng ý."));
                }
            }
        }
        all.insert(sheet.id, Choices::new(lines));
    }
    if errors.is_empty() { Ok(all) } else { Err(errors) }
}

/// What the counting board found on each sheet that has paper or writing.
pub fn counts(typed: &TypedFields, meeting: &Meeting) -> Result<Vec<SheetCount>, FieldErrors> {
    let mut check = Check::new();
    let mut counts = Vec::new();
    for sheet in meeting.sheets.iter().filter(|it| it.paper_issued + it.written > 0) {
        let id = sheet.id;
        let most = sheet.paper_issued.max(sheet.written).max(1);
        let mut whole = |field: String, label: &str, is_asked: bool| {
            if !is_asked {
                return Some(0);
            }
            check.whole(&field, typed.of(&field), label, 0..=most)
        };
        let paper = sheet.paper_issued > 0;
        let returned = whole(format!("returned_{id}"), "Số phiếu thu về", paper);
        let valid = whole(format!("valid_{id}"), "Số phiếu hợp lệ", paper);
        let invalid = whole(format!("invalid_{id}"), "Số phiếu không hợp lệ", paper);
        let lines: Vec<DossierId> = meeting.lines_of(id).map(|line| line.dossier).collect();
        let paper_agree: Option<Vec<i64>> =
            lines.iter().map(|line| whole(format!("paper_{line}"), "Số phiếu đồng ý", paper)).collect();
        let written_agree: Option<Vec<i64>> =
            lines.iter().map(|line| whole(format!("written_{line}"), "Số ý kiến đồng ý", sheet.written > 0)).collect();
        let count = || {
            Some(SheetCount {
                sheet: id,
                returned: returned?,
                valid: valid?,
                invalid: invalid?,
                paper_agree: paper_agree?,
                written_agree: written_agree?,
            })
        };
        counts.extend(count());
    }
    check.finish(|| Some(counts))
}

/// A reason that has to be given.
pub fn reason(typed: &TypedFields) -> Result<String, FieldErrors> {
    let mut check = Check::new();
    let reason = check.text("reason", typed.of("reason"), REASON, "Ghi lý do hủy, ví dụ quên cụm mật khẩu.");
    check.finish(|| Some(reason))
}

pub fn conclusion(typed: &TypedFields) -> Result<Conclusion, FieldErrors> {
    let mut check = Check::new();
    let minutes_no = typed.of("minutes_no");
    let minutes_no = check.line("minutes_no", minutes_no, NUMBER, "Nhập số biên bản, ví dụ 05/BB-HĐ.");
    let ended_at = time(&mut check, "ended_at", typed.of("ended_at"));
    let opinions = check.optional_text("opinions", typed.of("opinions"), TEXT);
    let conclusion = check.optional_text("conclusion", typed.of("conclusion"), TEXT);
    let mut said = HashMap::new();
    for (id, passed) in typed.rows("passed_") {
        let field = format!("reason_{id}");
        let reason = check.optional_line(&field, typed.of(&field), REASON);
        said.insert(DossierId(id), (passed == "yes", reason));
    }
    check.finish(|| Some(Conclusion { minutes_no, ended_at, opinions, conclusion, said }))
}

/// Number and text of further minutes.
pub fn amendment(typed: &TypedFields) -> Result<(String, String), FieldErrors> {
    let mut check = Check::new();
    let number = check.line("minutes_no", typed.of("minutes_no"), NUMBER, "Nhập số biên bản, ví dụ 05a/BB-HĐ.");
    let content = check.text("content", typed.of("content"), TEXT, "Ghi nội dung đính chính.");
    check.finish(|| Some((number, content)))
}
