//! From a template and what a decision says to marks on a sheet.

use super::lines::Line;
use crate::domain::certificate::{Align, Field, Placement, Template, named};
use crate::domain::date::paper_date;
use crate::domain::ids::DecisionId;
use crate::domain::subject::SubjectKind;
use crate::domain::text::upper;
use crate::domain::year::Year;
use crate::features::dossiers::ops::award_name;
use crate::features::settings::ops::Letterhead;
use crate::papers::{Anchor, DOTS, Face, Sheet, Words};

const BLACK: &str = "#000000";
const RED: &str = "#c00000";
const GREY: &str = "#8a94a0";
/// From one line to the next, in parts of the size of the letters.
const LINE_HEIGHT: f64 = 1.25;

/// How far everything is moved on paper, in mm: what the printer in use needs.
pub type Offset = (f64, f64);

/// What all certificates of a decision say alike.
#[derive(Debug, Clone)]
pub struct Common {
    pub decision: DecisionId,
    pub number: String,
    /// "ngày 14 tháng 7 năm 2014"
    pub day: String,
    pub head: Letterhead,
}

impl Common {
    /// Of a certificate that nobody has: a sample.
    pub fn of_sample(head: Letterhead) -> Self {
        let day = format!("ngày {DOTS} tháng {DOTS} năm {DOTS}");
        Self { decision: DecisionId(0), number: DOTS.to_owned(), day, head }
    }

    fn text_of(&self, field: Field) -> Option<String> {
        let head = &self.head;
        Some(match field {
            Field::NationalHeading => "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM".to_owned(),
            Field::Motto => "Độc lập - Tự do - Hạnh phúc".to_owned(),
            Field::Giver => format!("{} {}", head.office(), head.agency_name),
            Field::Decision => format!("Quyết định số {} {}", self.number, self.day),
            Field::PlaceAndDate => head.place_and_date.clone(),
            Field::SignerPosition => head.signer_position.clone(),
            Field::SignerName => head.signer_name.clone(),
            _ => return None,
        })
    }
}

/// The day of a decision as its certificates say it.
pub fn day_said(day: chrono::NaiveDate) -> String {
    paper_date(day)
}

/// The certificate of a line of the decision.
pub fn certificate(template: &Template, common: &Common, line: &Line, offset: Offset) -> Sheet {
    let (verb, award) = named(line.award, award_name(line.award, line.year));
    let text_of = |field| {
        common.text_of(field).unwrap_or_else(|| match field {
            Field::Verb => verb.to_owned(),
            Field::Award => award.to_owned(),
            Field::Recipient => line.name.clone(),
            Field::Position => line.position.clone(),
            Field::Unit => belonging(line, &common.head.agency_name),
            Field::Achievement => achievement(template, line),
            _ => book_said(line.certificate.as_ref().map(|it| it.book_no)),
        })
    };
    let label = format!("{award} – {}", line.name);
    drawn(template, label, text_of, offset)
}

/// Everything in its place, with words that stand for those of somebody.
pub fn sample(template: &Template, common: &Common, year: Year, offset: Offset) -> Sheet {
    let (verb, award) = named(template.award, award_name(template.award, year));
    let text_of = |field| {
        common.text_of(field).unwrap_or_else(|| match field {
            Field::Verb => verb.to_owned(),
            Field::Award => award.to_owned(),
            Field::Recipient => "Họ và tên người được tặng".to_owned(),
            Field::Position => "Chức vụ".to_owned(),
            Field::Unit => format!("Đơn vị, {}", common.head.agency_name),
            Field::Achievement => with_year(&template.achievement, year),
            _ => book_said(None),
        })
    };
    drawn(template, format!("{award} – mẫu trống"), text_of, offset)
}

/// The sample with a frame around the room of each line.
pub fn preview(template: &Template, common: &Common, year: Year) -> Sheet {
    let mut sheet = sample(template, common, year, (0.0, 0.0));
    for (field, at) in shown(template) {
        sheet.frame(at.left.as_f64(), at.top.as_f64(), at.width.as_f64(), at.height(field.style()));
    }
    sheet
}

/// To be laid over the stock: a grid of centimetres, a cross in each corner, and a named frame for each line.
pub fn test(template: &Template, offset: Offset) -> Sheet {
    let mut sheet = empty(template, "Tờ in thử".to_owned());
    let (width, height) = (sheet.width, sheet.height);
    let cm = |mm: f64| (1..).map(|nth| f64::from(nth) * 10.0).take_while(move |at| *at < mm);
    for x in cm(width) {
        sheet.line((x, 0.0), (x, height), if x % 50.0 == 0.0 { GREY } else { "#d5dae0" });
        note(&mut sheet, &format!("{x}"), x + 0.5, 1.0, GREY);
    }
    for y in cm(height) {
        sheet.line((0.0, y), (width, y), if y % 50.0 == 0.0 { GREY } else { "#d5dae0" });
        note(&mut sheet, &format!("{y}"), 1.0, y + 0.3, GREY);
    }
    for (x, y) in [(10.0, 10.0), (width - 10.0, 10.0), (10.0, height - 10.0), (width - 10.0, height - 10.0)] {
        let (x, y) = (x + offset.0, y + offset.1);
        sheet.line((x - 5.0, y), (x + 5.0, y), BLACK);
        sheet.line((x, y - 5.0), (x, y + 5.0), BLACK);
    }
    for (field, at) in shown(template) {
        let (left, top) = (at.left.as_f64() + offset.0, at.top.as_f64() + offset.1);
        sheet.frame(left, top, at.width.as_f64(), at.height(field.style()));
        note(&mut sheet, field.word(), left + 1.0, top + 0.5, BLACK);
    }
    sheet
}

fn note(sheet: &mut Sheet, text: &str, left: f64, top: f64, colour: &'static str) {
    let face = Face { is_bold: false, is_italic: false };
    let (width, size, line_height, anchor) = (100.0, 8.0, LINE_HEIGHT, Anchor::Start);
    sheet.write(&Words { text, left, top, width, size, line_height, most_lines: 1, anchor, face, colour });
}

fn empty(template: &Template, label: String) -> Sheet {
    let (width, height) = (template.page_width.as_f64(), template.page_height.as_f64());
    Sheet { label, width, height, marks: Vec::new() }
}

fn shown(template: &Template) -> impl Iterator<Item = (Field, &Placement)> {
    template.fields().filter(|(_, at)| at.is_shown)
}

fn drawn(template: &Template, label: String, text_of: impl Fn(Field) -> String, offset: Offset) -> Sheet {
    let mut sheet = empty(template, label);
    for (field, at) in shown(template) {
        let (text, style) = (text_of(field), field.style());
        let text = if at.is_capitals { upper(&text) } else { text };
        sheet.write(&Words {
            text: &text,
            left: at.left.as_f64() + offset.0,
            top: at.top.as_f64() + offset.1,
            width: at.width.as_f64(),
            size: at.size.as_f64(),
            line_height: LINE_HEIGHT,
            most_lines: style.most_lines,
            anchor: match at.align {
                Align::Left => Anchor::Start,
                Align::Centre => Anchor::Middle,
                Align::Right => Anchor::End,
            },
            face: Face { is_bold: at.is_bold, is_italic: style.is_italic },
            colour: if style.is_red { RED } else { BLACK },
        });
    }
    sheet
}

/// "Phòng Quản lý ngân sách, Sở Tài chính tỉnh Thái Nguyên"; of a collective the agency alone.
fn belonging(line: &Line, agency: &str) -> String {
    match line.kind {
        SubjectKind::Person if line.unit_name != agency => format!("{}, {agency}", line.unit_name),
        _ if line.name == agency => String::new(),
        _ => agency.to_owned(),
    }
}

/// As the award says it, else its dossier, else the template.
fn achievement(template: &Template, line: &Line) -> String {
    let said = [line.achievement.as_str(), line.proposed_for.as_str()];
    match said.iter().find(|it| !it.is_empty()) {
        Some(said) => (*said).to_owned(),
        None => with_year(&template.achievement, line.year),
    }
}

/// The placeholder that stands for the year of emulation.
pub const YEAR: &str = "{năm}";

fn with_year(text: &str, year: Year) -> String {
    text.replace(YEAR, &year.to_string())
}

fn book_said(number: Option<i64>) -> String {
    format!("Số sổ vàng: {}", number.map_or_else(|| DOTS.to_owned(), |number| number.to_string()))
}
