//! GET: the list on which each signs for the bonus he receives.

use actix_web::{HttpResponse, web};

use super::ops::{Payable, payable};
use super::pages::{PATH, Query, filter_of, in_address};
use super::rules;
use super::store;
use super::sums::{Part, Sums};
use crate::db::Db;
use crate::domain::date::format_date;
use crate::domain::money::Dong;
use crate::domain::wording::{Filled, PaperKind, Passage, Slot, Values, Wording};
use crate::domain::year::Year;
use crate::error::{AppError, AppResult};
use crate::features::dossiers::ops::award_name;
use crate::features::funds;
use crate::features::settings::ops::{Letterhead, letterhead, wording};
use crate::papers::{Block, Bundle, Column, Format, Paper, Row, Sample, Signature, answer_list};
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::paging::address;
use crate::web::shell::{Menu, Shell};

/// GET /payments/print
pub async fn print(
    user: CurrentUser,
    query: web::Query<Query>,
    format: Format,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeePayments)?;
    let (year, count, written) = written(&user, &db, query.0.clone(), None).await?;
    let in_address = address("", &in_address(&query, &year.to_string()));
    let bundle = Bundle {
        title: written.of,
        papers: written.papers,
        empty: "Không có hồ sơ nào.",
        back: format!("{PATH}{in_address}"),
        address: format!("{PATH}/print"),
        query: in_address,
    };
    let shell = Shell::for_page(&user, Menu::Payments);
    answer_list(&db, user.actor, count, format, shell, bundle).await
}

/// The list of the year in which the newest decision grants something, in these words.
pub async fn sample(user: &CurrentUser, db: &Db, words: Wording) -> AppResult<Option<Sample>> {
    policy::must(user, Act::SeePayments)?;
    let Some(year) = db.read(store::newest_year).await? else { return Ok(None) };
    let (_, _, sample) = written(user, db, Query { year: year.to_string(), ..Query::default() }, Some(words)).await?;
    Ok((!sample.papers.is_empty()).then_some(sample))
}

async fn written(
    user: &CurrentUser,
    db: &Db,
    asked: Query,
    words: Option<Wording>,
) -> AppResult<(Year, usize, Sample)> {
    let today = user.today;
    let found = db.read(move |conn| {
        let filter = filter_of(conn, &asked, today)?;
        let rows = store::rows(conn, filter, -1, 0)?;
        let sources = funds::ops::open_sources(conn)?;
        let source = sources.into_iter().next().ok_or(AppError::NotFound)?.name;
        let words = words.map_or_else(|| wording(conn, PaperKind::PaymentList, None, today), Ok)?;
        Ok((filter.year, payable(conn, rows)?, source, (letterhead(conn, today)?, words)))
    });
    let (year, lines, source, (head, words)) = found.await?;
    let sums = Sums::of(&lines, &source);
    let said = words.with(
        Values::default()
            .set(Slot::Year, year.to_string())
            .set(Slot::Total, sums.total.to_string())
            .set(Slot::TotalInWords, sums.total.in_words()),
    );
    let papers = if lines.is_empty() { Vec::new() } else { vec![paper(&head, &lines, &sums, &said)] };
    let of = format!("Bảng chi tiền thưởng thi đua, khen thưởng năm {year}");
    Ok((year, lines.len(), Sample { of, papers, missing: said.missing() }))
}

/// Bảng chi tiền thưởng, decision by decision.
fn paper(head: &Letterhead, lines: &[Payable], sums: &Sums, said: &Filled) -> Paper {
    let total = sums.total;
    let columns = vec![
        Column::narrow("STT"),
        Column::wide("Họ và tên, tên tập thể", 4),
        Column::wide("Đơn vị", 4),
        Column::wide("Danh hiệu, hình thức", 4),
        Column::number("Hệ số"),
        Column::number("Mức lương cơ sở"),
        Column::number("Tiền thưởng"),
        Column::wide("Ký nhận", 3),
    ];
    let sum = ["", "Cộng", "", "", "", "", &total.format(), ""].map(str::to_owned).to_vec();
    let table = Block::Table { caption: "Tiền thưởng".to_owned(), columns, rows: rows(lines), total: Some(sum) };
    let mut blocks = vec![
        Block::note(said.say(Passage::ListNote)),
        table,
        Block::text(said.say(Passage::ListTotal)),
        Block::heading(said.say(Passage::Heading1)),
        parts("Đơn vị", &sums.units),
        Block::heading(said.say(Passage::Heading2)),
        parts("Nguồn chi", &sums.sources),
    ];
    blocks.extend(rules::of(lines).into_iter().map(|rule| {
        let mark = if rule.is_sourced { String::new() } else { format!(" ({})", rule.confidence.to_lowercase()) };
        // Where a rule stands in the law is for the screen: a paper of 2014 cannot cite a decree of 2017 that repeats it.
        Block::fact("Cách tính", format!("{}{mark}", rule.words))
    }));
    blocks.extend(Block::optional(said.say(Passage::Closing)));
    Paper {
        head: head.into(),
        title: "BẢNG CHI TIỀN THƯỞNG".to_owned(),
        subtitle: said.say(Passage::Subtitle),
        is_landscape: true,
        blocks,
        signatures: vec![
            Signature::of(said.say(Passage::Witness), ""),
            Signature::of(head.signer_position.as_str(), head.signer_name.as_str()),
        ],
        ..Paper::default()
    }
}

fn parts(what: &str, parts: &[Part]) -> Block {
    let columns = vec![Column::wide(what, 5), Column::number("Số suất"), Column::number("Số tiền")];
    let row = |part: &Part| vec![part.name.clone(), part.count.to_string(), part.amount.format()];
    Block::table(what, columns, parts.iter().map(row).collect())
}

/// They come decision by decision.
fn rows(lines: &[Payable]) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut number = 0;
    for of_decision in lines.chunk_by(|one, next| one.row.decision == next.row.decision) {
        let decision = &of_decision[0].row;
        rows.push(Row::group(format!(
            "Quyết định số {} ngày {}",
            decision.decision_no,
            format_date(decision.decided_on)
        )));
        for it in of_decision {
            number += 1;
            rows.push(row(number, it));
        }
    }
    rows
}

fn row(number: usize, it: &Payable) -> Row {
    let award = award_name(it.row.award, it.row.year);
    let is_none = [it.bonus.amount, it.amount()] == [Some(Dong::ZERO); 2];
    let or_dash = |said: String| if said.is_empty() { "–".to_owned() } else { said };
    vec![
        number.to_string(),
        it.row.subject_name.clone(),
        it.row.unit_said(),
        if is_none { format!("{award}\n({})", it.bonus.words) } else { award.to_owned() },
        or_dash(it.bonus.coefficient.clone()),
        or_dash(it.bonus.base_salary.map_or_else(String::new, Dong::format)),
        or_dash(it.amount().map_or_else(String::new, Dong::format)),
        String::new(),
    ]
    .into()
}
