//! `thidua bonus`: the bonus of an award decided on a day, with the article it rests on.

use chrono::NaiveDate;
use clap::Args;
use rust_decimal::prelude::ToPrimitive;
use serde::Serialize;

use super::table::print_table;
use crate::domain::bonus::Bonus;
use crate::domain::date::{format_date, parse_date};
use crate::domain::law::{AwardCode, catalogue};
use crate::domain::number::plain_decimal_comma;
use crate::domain::subject::SubjectKind;

/// Tính tiền thưởng của một danh hiệu, hình thức khen thưởng theo ngày quyết định
#[derive(Args)]
pub struct Options {
    /// Mã danh hiệu, hình thức, ví dụ LDTT
    #[arg(long, value_name = "MÃ", value_parser = award)]
    award: AwardCode,
    /// Đối tượng: individual (cá nhân) hoặc collective (tập thể)
    #[arg(long, value_name = "ĐỐI_TƯỢNG", value_parser = subject_kind)]
    subject_kind: SubjectKind,
    /// Ngày quyết định, ví dụ 20/12/2025 hoặc 2025-12-20
    #[arg(long, value_name = "NGÀY", value_parser = parse_date)]
    decided: NaiveDate,
    /// In JSON thay cho bảng
    #[arg(long)]
    json: bool,
}

fn award(code: &str) -> Result<AwardCode, String> {
    AwardCode::from_code(code).ok_or_else(|| {
        let codes: Vec<_> = AwardCode::all().map(AwardCode::code).collect();
        format!("Các mã: {}.", codes.join(", "))
    })
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
        print_table(["Nội dung", "Giá trị"], rows(&bonus));
    }
    Ok(())
}

fn rows(bonus: &Bonus) -> Vec<[String; 2]> {
    let amount = format!("{} đồng", bonus.amount);
    let limit = if bonus.is_upper_limit { " (mức tối đa)" } else { "" };
    let rows = [
        ("Danh hiệu, hình thức", bonus.award.award().name_on(bonus.decided_on).to_owned()),
        ("Đối tượng", bonus.subject.word().to_owned()),
        ("Ngày quyết định", format_date(bonus.decided_on)),
        ("Chế độ pháp lý", format!("{} ({})", bonus.regime.name, bonus.regime.code)),
        ("Hệ số", format!("{}{limit}", plain_decimal_comma(bonus.coefficient))),
        ("Mức lương cơ sở", format!("{} đồng", bonus.base_salary)),
        ("Tiền thưởng", format!("{amount} ({})", bonus.amount.in_words())),
        ("Căn cứ", bonus.citation.clone()),
        ("Mức tin cậy", bonus.confidence.word().to_owned()),
    ];
    rows.map(|(name, value)| [name.to_owned(), value]).to_vec()
}
