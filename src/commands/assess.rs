//! `thidua assess`: what the eligibility engine says, for one subject or for all.

use anyhow::bail;
use chrono::NaiveDate;
use clap::Args;

use super::Data;
use super::table::print_table;
use crate::db::Connection;
use crate::domain::date;
use crate::domain::eligibility::{Assessment, Finding, NoRule, Question, assess};
use crate::domain::law::AwardCode;
use crate::domain::subject::SubjectKind;
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::features::eligibility::ops::{Loaded, Receipts, Whom, context, load};

/// Đối chiếu tiêu chuẩn của một danh hiệu, hình thức cho một hoặc tất cả cá nhân, tập thể
#[derive(Args)]
pub struct Options {
    /// Mã danh hiệu, hình thức, ví dụ CSTDCS
    #[arg(long, value_name = "MÃ", value_parser = award)]
    award: AwardCode,
    /// Năm thi đua
    #[arg(long, value_name = "NĂM", value_parser = year)]
    year: Year,
    /// Mã cán bộ hoặc đơn vị; không ghi thì là tất cả
    #[arg(long, value_name = "MÃ")]
    subject: Option<String>,
    /// Ngày nhận hồ sơ, ví dụ 2014-12-20; không ghi thì là ngày đã ghi, hoặc 31/12 của năm, hoặc hôm nay
    #[arg(long, value_name = "NGÀY", value_parser = day)]
    received: Option<NaiveDate>,
    /// In JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    data: Data,
}

pub fn award(typed: &str) -> Result<AwardCode, String> {
    AwardCode::from_code(&typed.to_uppercase()).ok_or_else(|| "Không có danh hiệu, hình thức mang mã này.".to_owned())
}

fn year(typed: &str) -> Result<Year, String> {
    Year::parse(typed).ok_or_else(|| "Viết năm bằng bốn chữ số, ví dụ 2014.".to_owned())
}

pub fn day(typed: &str) -> Result<NaiveDate, String> {
    date::parse_date(typed).map_err(|error| error.to_string())
}

pub fn run(options: &Options) -> anyhow::Result<()> {
    let db = options.data.folder().open()?.db;
    let today = db.clock.today();
    let answers = db.read_now(|conn| answers(conn, options, today))?;
    if answers.is_empty() {
        bail!("Không có cá nhân, tập thể nào để đối chiếu. Kiểm tra lại mã và năm.");
    }
    let mut told = Vec::new();
    for (loaded, answer) in answers {
        match answer {
            Ok(assessment) => told.push((loaded, assessment)),
            Err(no_rule) => bail!("{no_rule}"),
        }
    }
    if options.json {
        let reports: Vec<_> = told.iter().map(|(loaded, it)| it.report(&loaded.facts.code)).collect();
        println!("{}", serde_json::to_string_pretty(&reports)?);
    } else {
        print(&told);
    }
    Ok(())
}

type Answer = (Loaded, Result<Assessment, NoRule>);

fn answers(conn: &mut Connection, options: &Options, today: NaiveDate) -> AppResult<Vec<Answer>> {
    let (award, year) = (options.award, options.year);
    let context = context(conn, today)?;
    let receipts = Receipts::of(conn, year, None, today)?;
    let on = year.end().min(today);
    let mut answers = Vec::new();
    for kind in SubjectKind::ALL.iter().filter(|kind| award.award().takes(**kind)) {
        let whom = match kind {
            SubjectKind::Person => Whom::People { on, unit: None },
            SubjectKind::Unit => Whom::Units { on },
        };
        for loaded in load(conn, whom, year, today)? {
            if options.subject.as_ref().is_some_and(|code| !code.eq_ignore_ascii_case(&loaded.facts.code)) {
                continue;
            }
            let question = match options.received {
                Some(day) => Question::received(award, year, day),
                None => receipts.question(loaded.id, award),
            };
            let answer = assess(&question, &loaded.facts, &context);
            answers.push((loaded, answer));
        }
    }
    Ok(answers)
}

fn print(told: &[(Loaded, Assessment)]) {
    let heading = ["Mã", "Họ và tên, tập thể", "Chế độ", "Kết quả", "Còn thiếu, cần xem xét"];
    let line = |(loaded, it): &(Loaded, Assessment)| {
        let (code, outcome) = (loaded.facts.code.to_string(), it.outcome.word().to_owned());
        [code, loaded.name.clone(), it.regime.code.clone(), outcome, it.missing()]
    };
    print_table(heading, told.iter().map(line));
    if let [(_, it)] = told {
        println!();
        print_table(["Tiêu chí", "Kết quả", "Căn cứ", "Dữ liệu, lý do"], it.findings.iter().map(finding_line));
    }
}

fn finding_line(finding: &Finding) -> [String; 4] {
    let facts = finding.facts.iter().map(String::as_str).chain([finding.note.as_str()]);
    let facts: Vec<&str> = facts.filter(|said| !said.is_empty()).collect();
    let (outcome, citation) = (finding.outcome.word().to_owned(), finding.citation.clone().into_owned());
    [finding.criterion.clone(), outcome, citation, facts.join("; ")]
}
