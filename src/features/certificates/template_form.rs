//! What is typed of a template, in millimetres and points, and of the printer's offset.

use crate::domain::certificate::{Align, Field, Placement, Template, Tenths};
use crate::domain::law::AwardCode;
use crate::error::FieldErrors;
use crate::web::forms::{Check, TypedFields};

use super::drawing::YEAR;

/// mm
const PAGE: std::ops::RangeInclusive<Tenths> = Tenths::whole(100)..=Tenths::whole(420);
const PLACE: std::ops::RangeInclusive<Tenths> = Tenths::whole(0)..=Tenths::whole(420);
const WIDTH: std::ops::RangeInclusive<Tenths> = Tenths::whole(5)..=Tenths::whole(420);
const OFFSET: std::ops::RangeInclusive<Tenths> = Tenths::whole(-30)..=Tenths::whole(30);
/// Points.
const SIZE: std::ops::RangeInclusive<Tenths> = Tenths::whole(6)..=Tenths::whole(96);
/// Longest standing text of the achievement, in characters.
pub const ACHIEVEMENT: usize = 300;

/// The fields of the form as a template fills them in.
pub fn filled(version: i64, template: &Template) -> TypedFields {
    let mut typed = TypedFields::default();
    typed.set("version", version.to_string());
    typed.set("page_width", template.page_width.to_string());
    typed.set("page_height", template.page_height.to_string());
    typed.set("achievement", template.achievement.clone());
    if template.is_in_use {
        typed.set("in_use", "1");
    }
    for (field, at) in template.fields() {
        let code = field.code();
        for (name, value) in [("left", at.left), ("top", at.top), ("width", at.width), ("size", at.size)] {
            typed.set(format!("{name}_{code}"), value.to_string());
        }
        typed.set(format!("align_{code}"), at.align.code());
        for (name, is_on) in [("shown", at.is_shown), ("bold", at.is_bold), ("capitals", at.is_capitals)] {
            if is_on {
                typed.set(format!("{name}_{code}"), "1");
            }
        }
    }
    typed
}

pub fn parse(typed: &TypedFields, award: AwardCode) -> Result<Template, FieldErrors> {
    let mut check = Check::new();
    let achievement = check.optional_line("achievement", typed.of("achievement"), ACHIEVEMENT);
    if achievement.replace(YEAR, "").contains(['{', '}']) {
        let words = format!("Chỉ dùng được chỗ trống {YEAR}. Bỏ các dấu ngoặc nhọn khác.");
        check.errors.add("achievement", words);
    }
    let page_width = tenths(&mut check, "page_width", typed, "Chiều ngang tờ giấy", PAGE, "mm");
    let page_height = tenths(&mut check, "page_height", typed, "Chiều dọc tờ giấy", PAGE, "mm");
    let placements: Vec<Option<Placement>> =
        Field::ALL.iter().map(|field| placement(&mut check, typed, *field, page_width, page_height)).collect();
    let is_in_use = typed.has("in_use");
    check.finish(|| {
        let placements = placements.into_iter().collect::<Option<Vec<_>>>()?;
        Some(Template { award, is_in_use, page_width: page_width?, page_height: page_height?, achievement, placements })
    })
}

/// Refuses what is shown and would leave the sheet.
fn placement(
    check: &mut Check,
    typed: &TypedFields,
    field: Field,
    page_width: Option<Tenths>,
    page_height: Option<Tenths>,
) -> Option<Placement> {
    let (code, word) = (field.code(), field.word());
    let name = |part: &str| format!("{part}_{code}");
    let left = tenths(check, &name("left"), typed, &format!("{word}: khoảng cách từ mép trái"), PLACE, "mm");
    let top = tenths(check, &name("top"), typed, &format!("{word}: khoảng cách từ mép trên"), PLACE, "mm");
    let width = tenths(check, &name("width"), typed, &format!("{word}: độ rộng"), WIDTH, "mm");
    let size = tenths(check, &name("size"), typed, &format!("{word}: cỡ chữ"), SIZE, "pt");
    let missing = format!("{word}: chọn canh trái, giữa hoặc phải.");
    let align = check.choice(&name("align"), Align::from_code(typed.of(&name("align"))), &missing);
    let (is_shown, is_bold) = (typed.has(&name("shown")), typed.has(&name("bold")));
    let at = Placement {
        is_shown,
        left: left?,
        top: top?,
        width: width?,
        size: size?,
        align: align?,
        is_bold,
        is_capitals: typed.has(&name("capitals")),
    };
    let (right, page_width, page_height) = (at.left + at.width, page_width?, page_height?);
    if is_shown && right > page_width {
        let words = format!(
            "{word} vượt mép phải: trái {} + rộng {} = {right} mm, tờ giấy ngang {page_width} mm. Giảm một trong hai số.",
            at.left, at.width
        );
        check.errors.add(name("width"), words);
    }
    let bottom = Tenths((at.top.as_f64() * 10.0 + at.height(field.style()) * 10.0).ceil() as i64);
    if is_shown && bottom > page_height {
        let lines = field.style().most_lines;
        let words = format!(
            "{word} vượt mép dưới: tới {bottom} mm với {lines} dòng, tờ giấy dọc {page_height} mm. Đưa lên cao hơn."
        );
        check.errors.add(name("top"), words);
    }
    Some(at)
}

/// To the right and to the bottom.
pub fn offset(typed: &TypedFields) -> Result<(Tenths, Tenths), FieldErrors> {
    let mut check = Check::new();
    let right = tenths(&mut check, "to_right", typed, "Độ lệch sang phải", OFFSET, "mm");
    let bottom = tenths(&mut check, "to_bottom", typed, "Độ lệch xuống dưới", OFFSET, "mm");
    check.finish(|| Some((right?, bottom?)))
}

fn tenths(
    check: &mut Check,
    field: &str,
    typed: &TypedFields,
    label: &str,
    allowed: std::ops::RangeInclusive<Tenths>,
    unit: &str,
) -> Option<Tenths> {
    let example = "Nhập số có nhiều nhất một chữ số lẻ, ví dụ 25 hoặc 25,5.";
    match Tenths::parse(typed.of(field)) {
        Ok(value) if allowed.contains(&value) => Some(value),
        Ok(_) => {
            let (from, to) = (allowed.start(), allowed.end());
            check.errors.add(field, format!("{label} phải từ {from} đến {to} {unit}."));
            None
        }
        Err(_) => {
            check.errors.add(field, format!("{label} chưa đúng. {example}"));
            None
        }
    }
}
