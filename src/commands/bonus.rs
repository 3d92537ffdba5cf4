//! `thidua bonus`: the bonus of an award decided on a day, with the article it rests on.

use chrono::NaiveDate;
use clap::Args;
use rust_decimal::prelude::ToPrimitive;
use serde::Serialize;

use super::table::print_table;
use super::{Data, assess};
use crate::domain::bonus::Bonus;
use crate::domain::date::format_date;
use crate::domain::eligibility::Confirmations;
use crate::domain::law::{AwardCode, catalogue};
use crate::domain::number::plain_decimal_comma;
use crate::domain::subject::SubjectKind;
use crate::features::laws;

/// Tính tiền thưởng của một danh hiệu, hình thức khen thưởng theo ngày quyết định
#[derive(Args)]
pub struct Options {
    /// Mã danh hiệu, hình thức, ví dụ LDTT
    #[arg(long, value_name = "MÃ", value_parser = assess::award)]
    award: AwardCode,
    /// Đối tượng: individual (cá nhân) hoặc collective (tập thể)
    #[arg(long, value_name = "ĐỐI_TƯỢNG", value_parser = subject_kind)]
    subject_kind: SubjectKind,
    /// Ngày quyết định, ví dụ 20/12/2025 hoặc 2025-12-20
    #[arg(long, value_name = "NGÀY", value_parser = assess::day)]
    decided: NaiveDate,
    /// In JSON thay cho bảng
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    data: Data,
}

fn subject_kind(code: &str) -> Result<SubjectKind, String> {
    match code {
        "individual" => Ok(SubjectKind::Person),
        "collective" => Ok(SubjectKind::Unit),
        _ => Err("Ghi individual (cá nhân) hoặc collective (tập thể).".to_owned()),
    }
}

/// As CONTRACT.md §1 has it; money in đồng.
#[derive(Serialize)]
struct Answer<'a> {
    award: &'a str,
    subject_kind: &'a str,
    decided_on: NaiveDate,
    regime: &'a str,
    coefficient: Option<f64>,
    base_salary: i64,
    amount: i64,
    citation: &'a str,
    confidence: &'a str,
}

pub fn run(options: &Options) -> anyhow::Result<()> {
    let bonus = Bonus::of(catalogue(), options.award, options.subject_kind, options.decided)?;
    if options.json {
        let answer = Answer {
            award: bonus.award.code(),
            subject_kind: match bonus.subject {
                SubjectKind::Person => "individual",
                SubjectKind::Unit => "collective",
            },
            decided_on: bonus.decided_on,
            regime: &bonus.regime.code,
            coefficient: bonus.coefficient.to_f64(),
            base_salary: bonus.base_salary.amount(),
            amount: bonus.amount.amount(),
            citation: &bonus.citation,
            confidence: bonus.confidence.code(),
        };
        println!("{}", serde_json::to_string_pretty(&answer)?);
    } else {
        print_table(["Nội dung", "Giá trị"], rows(&bonus, &confirmations(&options.data)?));
    }
    Ok(())
}

/// What the secretariat of the department in this folder has confirmed; nothing where there is none.
fn confirmations(data: &Data) -> anyhow::Result<Confirmations> {
    let folder = data.folder();
    if !folder.has_installation() {
        return Ok(Confirmations::default());
    }
    Ok(folder.open()?.db.read_now(laws::ops::confirmations)?)
}

fn rows(bonus: &Bonus, confirmations: &Confirmations) -> Vec<[String; 2]> {
    let amount = format!("{} đồng", bonus.amount);
    let limit = if bonus.is_upper_limit { " (mức tối đa)" } else { "" };
    let is_open = !bonus.waits_for.is_empty();
    let confirmed = match bonus.is_confirmed(confirmations) {
        true if is_open => ", thường trực đã xác nhận",
        true => "",
        false => ", chờ thường trực xác nhận",
    };
    let rows = [
        ("Danh hiệu, hình thức", bonus.award.award().name_on(bonus.decided_on).to_owned()),
        ("Đối tượng", bonus.subject.word().to_owned()),
        ("Ngày quyết định", format_date(bonus.decided_on)),
        ("Chế độ pháp lý", format!("{} ({})", bonus.regime.name, bonus.regime.code)),
        ("Hệ số", format!("{}{limit}", plain_decimal_comma(bonus.coefficient))),
        ("Mức lương cơ sở", format!("{} đồng", bonus.base_salary)),
        ("Tiền thưởng", format!("{amount} ({})", bonus.amount.in_words())),
        ("Căn cứ", bonus.citation.clone()),
        ("Mức tin cậy", format!("{}{confirmed}", bonus.confidence.word())),
    ];
    rows.map(|(name, value)| [name.to_owned(), value]).to_vec()
}
