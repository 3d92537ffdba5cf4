//! What is typed to open a round, to seat its council, to assign, to conclude and to decide.

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveTime};

use super::conclusion::Minutes;
use super::ops::Opening;
use crate::domain::council::{CouncilKind, Seat};
use crate::domain::ids::*;
use crate::domain::law::catalogue;
use crate::domain::scoring::{self, Grade, GradeFault, Grades, Points};
use crate::domain::year::Year;
use crate::error::FieldErrors;
use crate::features::initiatives::ops::Seen as SeenInitiative;
use crate::web::forms::{Check, LINE, TEXT, TypedFields};

/// Rows for grades in the form.
pub const MOST_GRADES: usize = 5;
/// Examiners an initiative can be given by the split.
pub const MOST_EXAMINERS: i64 = 15;
const NUMBER: usize = 60;
const LETTER: usize = 10;

/// A round; rows of grades are `grade_1`, `from_1`, `grade_2`, …
pub fn opening(typed: &TypedFields) -> Result<Opening, FieldErrors> {
    let mut check = Check::new();
    let name = check.line("name", typed.of("name"), LINE, "Nhập tên đợt xét, ví dụ Đợt xét sáng kiến năm 2014.");
    let filing_due_on = check.date("filing_due_on", typed.of("filing_due_on"), "Hạn nộp");
    let council_no = check.optional_line("council_no", typed.of("council_no"), NUMBER);
    let sheet = scoring::sheet_of(catalogue(), typed.of("sheet_code"));
    let sheet = check.choice("sheet_code", sheet, "Chọn phiếu chấm trong danh sách.");
    let year = check.choice("name", Year::parse(typed.of("year")), "Năm thi đua chưa đúng. Mở lại trang này.");
    let mut settled = None;
    if let Some(sheet) = sheet {
        let most = scoring::most_of(sheet);
        let pass_mark = pass_mark(&mut check, typed.of("pass_mark"), Points::whole(sheet.pass_total), most);
        if let Some(pass_mark) = pass_mark {
            settled = grades(&mut check, typed, pass_mark, most).map(|grades| (pass_mark, grades));
        }
    }
    check.finish(|| {
        let (pass_mark, grades) = settled?;
        Some(Opening {
            year: year?,
            name,
            filing_due_on: filing_due_on?,
            sheet_code: sheet?.code.clone(),
            pass_mark,
            grades,
            spares_own_unit: typed.has("spares_own_unit"),
            council_no,
        })
    })
}

/// The sheet's own mark where nothing was typed.
fn pass_mark(check: &mut Check, typed: &str, usual: Points, most: Points) -> Option<Points> {
    if typed.trim().is_empty() {
        return Some(usual);
    }
    let typed = Points::parse(typed).filter(|mark| mark.0 > 0 && *mark <= most);
    check.choice("pass_mark", typed, &format!("Nhập mức đạt lớn hơn 0, không quá {most}, ví dụ 70 hoặc 72,5."))
}

fn grades(check: &mut Check, typed: &TypedFields, pass_mark: Points, most: Points) -> Option<Grades> {
    let mut rows = Vec::new();
    let before = check.errors.len();
    let mut grades = Vec::new();
    for row in 1..=MOST_GRADES {
        let (letter_field, from_field) = (format!("grade_{row}"), format!("from_{row}"));
        let (letter, from) = (typed.of(&letter_field).trim(), typed.of(&from_field).trim());
        if letter.is_empty() && from.is_empty() {
            continue;
        }
        let letter = check.line(&letter_field, letter, LETTER, "Nhập tên loại, ví dụ A.");
        let from = check.choice(&from_field, Points::parse(from), "Nhập điểm thấp nhất của loại, ví dụ 90 hoặc 87,5.");
        rows.push(row);
        grades.extend(from.map(|from| Grade { letter, from }));
    }
    if check.errors.len() > before {
        return None;
    }
    match Grades::new(grades, pass_mark, most) {
        Ok(grades) => Some(grades),
        Err(fault) => {
            let (at, field, words) = match fault {
                GradeFault::NotFalling(at) => (at, "from", "Điểm phải thấp hơn loại ở dòng trên.".to_owned()),
                GradeFault::AboveMost(at) => {
                    (at, "from", format!("Điểm cao nhất của phiếu là {most}. Nhập không quá."))
                }
                GradeFault::TwiceTheSame(at) => (at, "grade", "Loại này đã có ở dòng trên. Đặt tên khác.".to_owned()),
                GradeFault::NotFromPassMark(at) => {
                    (at, "from", format!("Loại thấp nhất phải bắt đầu từ mức đạt, {pass_mark} điểm."))
                }
            };
            let row = rows.get(at).copied().unwrap_or(1);
            check.errors.add(format!("{field}_{row}"), words);
            None
        }
    }
}

/// The initiatives that are ticked: `initiative_7` holds the version in which the seventh was read.
pub fn chosen(typed: &TypedFields) -> Vec<SeenInitiative> {
    typed
        .rows("initiative_")
        .map(|(id, version)| SeenInitiative { id: InitiativeId(id), version: version.parse().unwrap_or_default() })
        .collect()
}

pub fn seating(typed: &TypedFields) -> Result<(String, Seat), FieldErrors> {
    let mut check = Check::new();
    let member = check.line("member", typed.of("member"), LINE, "Nhập mã cán bộ hoặc họ và tên.");
    let seat = Seat::from_code(typed.of("seat")).filter(|seat| CouncilKind::Initiative.seats().contains(seat));
    let seat = check.choice("seat", seat, "Chọn vị trí trong Hội đồng.");
    check.finish(|| Some((member, seat?)))
}

/// Members that are ticked: `examiner_12`.
pub fn examiners(typed: &TypedFields) -> BTreeSet<PersonId> {
    typed.rows("examiner_").map(|(id, _)| PersonId(id)).collect()
}

/// How many examiners each initiative gets.
pub fn per(typed: &str) -> Result<usize, FieldErrors> {
    let mut check = Check::new();
    let per = check.whole("per", typed, "Số người chấm", 1..=MOST_EXAMINERS);
    check.finish(|| usize::try_from(per?).ok())
}

/// Minutes; `attended_12` is ticked for who was there.
pub fn minutes(typed: &TypedFields) -> Result<Minutes, FieldErrors> {
    let mut check = Check::new();
    let minutes_no = check.line("minutes_no", typed.of("minutes_no"), NUMBER, "Nhập số biên bản, ví dụ 03/BB-HĐSK.");
    let held_on = check.date("held_on", typed.of("held_on"), "Ngày họp");
    let begun_at = time(&mut check, "begun_at", typed.of("begun_at"));
    let ended_at = time(&mut check, "ended_at", typed.of("ended_at"));
    if let (Some(begun), Some(ended)) = (begun_at, ended_at)
        && ended <= begun
    {
        check.errors.add("ended_at", "Giờ kết thúc phải sau giờ bắt đầu.");
    }
    let place = check.line("place", typed.of("place"), LINE, "Nhập nơi họp.");
    let opinions = check.optional_text("opinions", typed.of("opinions"), TEXT);
    let attended = typed.rows("attended_").map(|(id, _)| PersonId(id)).collect();
    check.finish(|| {
        Some(Minutes {
            minutes_no,
            held_on: held_on?,
            begun_at: clock(begun_at?),
            ended_at: clock(ended_at?),
            place,
            opinions,
            attended,
        })
    })
}

fn time(check: &mut Check, field: &str, typed: &str) -> Option<NaiveTime> {
    let typed = typed.trim().replace(['h', 'g', '.'], ":");
    let typed = NaiveTime::parse_from_str(typed.trim_end_matches(':'), "%H:%M").ok();
    check.choice(field, typed, "Nhập giờ và phút, ví dụ 08:00.")
}

fn clock(time: NaiveTime) -> String {
    time.format("%H:%M").to_string()
}

pub fn draft(typed: &TypedFields) -> Result<String, FieldErrors> {
    let mut check = Check::new();
    let missing = "Nhập trích yếu, ví dụ Về việc công nhận sáng kiến năm 2014.";
    let abstract_line = check.line("abstract_line", typed.of("abstract_line"), LINE, missing);
    check.finish(|| Some(abstract_line))
}

pub fn issuing(typed: &TypedFields) -> Result<(String, NaiveDate), FieldErrors> {
    let mut check = Check::new();
    let number = check.line("number", typed.of("number"), 40, "Nhập số quyết định, ví dụ 15.");
    let decided_on = check.date("decided_on", typed.of("decided_on"), "Ngày quyết định");
    check.finish(|| Some((number, decided_on?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(more: &[(&str, &str)]) -> TypedFields {
        let mut typed = TypedFields::default();
        let usual =
            [("year", "2014"), ("name", "Đợt 1"), ("filing_due_on", "30/06/2014"), ("sheet_code", "SHEET_100_A")];
        for (field, value) in usual.iter().chain(more) {
            typed.set(*field, *value);
        }
        typed
    }

    #[test]
    fn grades_are_read_row_by_row_and_faults_named_at_their_row() {
        let good =
            opening(&typed(&[("grade_1", "A"), ("from_1", "87,5"), ("grade_3", "B"), ("from_3", "70")])).unwrap();
        assert_eq!((good.pass_mark, good.grades.all().len()), (Points::whole(70), 2));
        let faults = |rows: &[(&str, &str)]| {
            let errors = opening(&typed(rows)).unwrap_err();
            errors.0.iter().map(|error| error.field.clone()).collect::<Vec<_>>()
        };
        assert_eq!(faults(&[("grade_1", "A"), ("from_1", "90"), ("grade_3", "B"), ("from_3", "75")]), ["from_3"]);
        assert_eq!(faults(&[("grade_1", "A"), ("from_2", "x")]), ["from_1", "grade_2", "from_2"]);
        assert_eq!(faults(&[("pass_mark", "101")]), ["pass_mark"]);
    }

    #[test]
    fn the_clock_is_read_as_people_write_it() {
        let mut check = Check::new();
        for typed in ["8:00", "08h00", "8h00", "08.00", "8g00"] {
            assert_eq!(time(&mut check, "begun_at", typed).map(clock).as_deref(), Some("08:00"), "{typed}");
        }
        assert_eq!(time(&mut check, "begun_at", "25:00"), None);
    }
}
