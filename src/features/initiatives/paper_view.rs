//! The application as a paper (TT 18/2013/TT-BKHCN): the authors write it, so that no agency stands at its head.

use super::application::Application;
use super::application_view::ParticipantLine;
use super::view::Detail;
use crate::domain::wording::{Filled, Passage, Slot, Values};
use crate::features::settings::ops::Letterhead;
use crate::papers::{Block, Column, Head, Paper, Signature};

/// An author as the paper names him.
pub struct Signer {
    pub name: String,
    pub birth_date: String,
    pub workplace: String,
    pub position: String,
    pub qualification: String,
    pub percent: i32,
}

/// What comes into the places of the texts of an application.
pub fn application_values(head: &Letterhead, it: &Detail, signers: &[Signer]) -> Values {
    // How the authors speak of themselves.
    let we = if signers.len() > 1 { "Chúng tôi" } else { "Tôi" };
    Values::default()
        .set(Slot::Agency, head.agency_name.as_str())
        .set(Slot::AgencyCapitals, head.agency.as_str())
        .set(Slot::Title, it.title.as_str())
        .set(Slot::We, we)
        .set(Slot::PlaceAndDate, head.place_and_date.as_str())
}

/// Đơn yêu cầu công nhận sáng kiến.
pub fn application_paper(
    head: &Letterhead,
    it: &Detail,
    application: &Application,
    signers: &[Signer],
    said: &Filled,
) -> Paper {
    let mut blocks = vec![
        Block::addressed(said.say(Passage::Addressed)),
        Block::text(said.say(Passage::Opening)),
        authors_table(signers),
        Block::fact(&said.say(Passage::Body), it.title.as_str()),
    ];
    if !application.continues.is_empty() {
        let before = Values::default().set(Slot::Code, application.continues.to_string());
        blocks.push(Block::text(said.say_of(Passage::BodyOther, &before)));
    }
    for (heading, text) in parts(it, application) {
        blocks.push(Block::heading(heading));
        blocks.push(Block::text(if text.is_empty() { "Không có." } else { text }));
    }
    blocks.push(Block::heading("9. Danh sách người đã tham gia áp dụng thử hoặc áp dụng lần đầu"));
    blocks.push(participants(&it.reading.participants));
    blocks.push(Block::text(said.say(Passage::Closing)));
    blocks.push(Block::note(said.say(Passage::ListNote)));
    Paper {
        head: Head { layout: head.layout, ..Head::default() },
        title: "ĐƠN YÊU CẦU CÔNG NHẬN SÁNG KIẾN".to_owned(),
        blocks,
        signatures: signatures(signers, &said.say(Passage::SignedBy)),
        ..Paper::default()
    }
}

/// What the form asks for in words.
fn parts<'a>(it: &'a Detail, said: &'a Application) -> [(&'static str, &'a str); 8] {
    [
        ("1. Chủ đầu tư tạo ra sáng kiến (nếu tác giả không phải là chủ đầu tư)", &said.investor),
        ("2. Lĩnh vực áp dụng sáng kiến", &it.field),
        ("3. Ngày sáng kiến được áp dụng lần đầu hoặc áp dụng thử", &it.first_used_on),
        ("4. Mô tả bản chất của sáng kiến", &said.nature),
        ("5. Những thông tin cần được bảo mật", &said.confidential),
        ("6. Các điều kiện cần thiết để áp dụng sáng kiến", &said.conditions),
        ("7. Lợi ích thu được hoặc dự kiến thu được theo ý kiến của tác giả", &said.benefits_by_author),
        (
            "8. Lợi ích thu được hoặc dự kiến thu được theo ý kiến của tổ chức, cá nhân đã áp dụng",
            &said.benefits_by_users,
        ),
    ]
}

/// What is asked of each person, before the last column.
fn about_people() -> Vec<Column> {
    vec![
        Column::narrow("STT"),
        Column::wide("Họ và tên", 3),
        Column::narrow("Ngày sinh"),
        Column::wide("Nơi công tác", 3),
        Column::wide("Chức danh", 2),
        Column::wide("Trình độ chuyên môn", 2),
    ]
}

fn authors_table(signers: &[Signer]) -> Block {
    let row = |(at, it): (usize, &Signer)| {
        vec![
            (at + 1).to_string(),
            it.name.clone(),
            it.birth_date.clone(),
            it.workplace.clone(),
            it.position.clone(),
            it.qualification.clone(),
            it.percent.to_string(),
        ]
    };
    let mut columns = about_people();
    columns.push(Column::number("Tỷ lệ (%) đóng góp"));
    Block::table("Tác giả", columns, signers.iter().enumerate().map(row).collect())
}

fn participants(all: &[ParticipantLine]) -> Block {
    if all.is_empty() {
        return Block::text("Không có.");
    }
    let row = |(at, it): (usize, &ParticipantLine)| {
        vec![
            (at + 1).to_string(),
            it.name.clone(),
            it.birth_date.clone(),
            it.workplace.clone(),
            it.position.clone(),
            it.qualification.clone(),
            it.support.clone(),
        ]
    };
    let mut columns = about_people();
    columns.push(Column::wide("Nội dung công việc hỗ trợ", 3));
    Block::table("Người tham gia áp dụng lần đầu", columns, all.iter().enumerate().map(row).collect())
}

fn signatures(signers: &[Signer], author: &str) -> Vec<Signature> {
    let signature = |(at, it): (usize, &Signer)| Signature {
        position: if signers.len() > 1 { format!("{author} {}", at + 1) } else { author.to_owned() },
        note: "(Ký và ghi rõ họ tên)".to_owned(),
        name: it.name.clone(),
    };
    signers.iter().enumerate().map(signature).collect()
}
