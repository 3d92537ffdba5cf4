//! What long papers and lists cost to write: a decision with its list of 500 as Word file and PDF, and 50,000 awards as
//! XLSX.

use std::fs;
use std::time::Instant;

use anyhow::Context;
use chrono::NaiveDate;
use thidua::papers::{Block, Column, Head, Layout, Paper, Signature, docx, pdf};
use thidua::sheets::{Column as SheetColumn, Kind, TableFormat, Value, write_xlsx};

const PEOPLE: usize = 500;
const AWARDS: usize = 50_000;
const ROUNDS: usize = 5;

const FORMAT: TableFormat = TableFormat {
    name: "awards",
    columns: &[
        SheetColumn::required("year", "Năm", Kind::YEAR),
        SheetColumn::required("subject_code", "Mã cán bộ/đơn vị", Kind::Line),
        SheetColumn::required("subject_name", "Họ và tên, tên đơn vị", Kind::Line),
        SheetColumn::required("unit_code", "Mã đơn vị", Kind::Line),
        SheetColumn::optional("position", "Chức vụ", Kind::Line),
        SheetColumn::required("award_code", "Mã danh hiệu, hình thức", Kind::Line),
        SheetColumn::required("award_name", "Danh hiệu, hình thức", Kind::Line),
        SheetColumn::optional("decision_no", "Số quyết định", Kind::Line),
        SheetColumn::optional("decided_on", "Ngày quyết định", Kind::Date),
    ],
};

/// Prints the shortest of some rounds of each, and the memory the sheet took.
pub fn measure() -> anyhow::Result<()> {
    let day = NaiveDate::from_ymd_opt(2015, 1, 20).context("a day")?;
    let before = resident()?;
    let rows: Vec<Vec<Value>> = (0..AWARDS).map(|at| award(at, day)).collect();
    let with_rows = resident()?;
    tell(&format!("{AWARDS} awards as XLSX"), || Ok(write_xlsx(&FORMAT, &rows)?.len()))?;
    println!("memory: {before:.0} MB before, {with_rows:.0} MB with the rows, {:.0} MB at most", peak()?);
    let papers = decision(day);
    tell(&format!("decision and list of {PEOPLE} as DOCX"), || Ok(docx("Quyết định", &papers)?.len()))?;
    tell(&format!("decision and list of {PEOPLE} as PDF"), || Ok(pdf("Quyết định", &papers)?.len()))
}

fn tell(what: &str, write: impl Fn() -> anyhow::Result<usize>) -> anyhow::Result<()> {
    let mut shortest = f64::MAX;
    let mut bytes = 0;
    for _ in 0..ROUNDS {
        let began = Instant::now();
        bytes = write()?;
        shortest = shortest.min(began.elapsed().as_secs_f64() * 1_000.0);
    }
    println!("{what:44} {shortest:8.0} ms  {bytes:9} bytes");
    Ok(())
}

fn award(at: usize, day: NaiveDate) -> Vec<Value> {
    vec![
        Value::from(2014_i64),
        format!("P{:03}-{:03}", at / 25, at % 25).into(),
        name(at).into(),
        format!("P{:03}", at / 25).into(),
        "Chuyên viên chính".to_owned().into(),
        "CSTDCS".to_owned().into(),
        "Chiến sĩ thi đua cơ sở".to_owned().into(),
        format!("{}/QĐ-STC", at / 500 + 1).into(),
        Some(day).into(),
    ]
}

fn name(at: usize) -> String {
    let family = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng"][at % 5];
    let given = ["Hoa", "Bình", "Dũng", "Yến", "Quế", "Tâm", "Ánh"][at / 5 % 7];
    format!("{family} Thị Thu {given} {at}")
}

fn decision(day: NaiveDate) -> Vec<Paper> {
    let head = Head {
        about: String::new(),
        parent: "UBND TỈNH THÁI NGUYÊN".to_owned(),
        agency: "SỞ TÀI CHÍNH".to_owned(),
        number: "15/QĐ-STC".to_owned(),
        place_and_date: "Thái Nguyên, ngày 20 tháng 01 năm 2015".to_owned(),
        layout: Layout::on(day),
    };
    let text =
        "Công nhận danh hiệu thi đua, hình thức khen thưởng năm 2014 đối với các cá nhân có tên trong danh sách.";
    let columns = vec![
        Column::narrow("STT"),
        Column::wide("Họ và tên", 4),
        Column::wide("Chức vụ", 3),
        Column::wide("Đơn vị", 4),
        Column::wide("Danh hiệu, hình thức", 4),
        Column::number("Hệ số"),
        Column::number("Tiền thưởng (đồng)"),
    ];
    let row = |at: usize| {
        let unit = format!("Phòng Quản lý ngân sách số {}", at / 25 + 1);
        let cells = [
            &(at + 1).to_string(),
            &name(at),
            "Chuyên viên chính",
            &unit,
            "Chiến sĩ thi đua cơ sở",
            "1,0",
            "1.150.000",
        ];
        cells.map(str::to_owned).to_vec()
    };
    let list = Block::table("Cá nhân được khen thưởng", columns, (0..PEOPLE).map(row).collect());
    let decision = Paper {
        head: head.clone(),
        title: "QUYẾT ĐỊNH".to_owned(),
        subtitle: "Về việc công nhận danh hiệu thi đua năm 2014".to_owned(),
        blocks: (1..=3).map(|number| Block::article(number, text)).collect(),
        signatures: vec![Signature::of("GIÁM ĐỐC", "Trần Văn Giám")],
        ..Paper::default()
    };
    let annex = Paper {
        head: Head { layout: head.layout, ..Head::default() },
        title: "DANH SÁCH".to_owned(),
        is_landscape: true,
        is_annex: true,
        blocks: vec![list],
        ..Paper::default()
    };
    vec![decision, annex]
}

/// Of this process, in MB.
fn resident() -> anyhow::Result<f64> {
    field("VmRSS:")
}

/// The most it has been.
fn peak() -> anyhow::Result<f64> {
    field("VmHWM:")
}

fn field(name: &str) -> anyhow::Result<f64> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix(name)).context("the status names it")?;
    let kilobytes: f64 = line.trim().trim_end_matches(" kB").parse()?;
    Ok(kilobytes / 1_024.0)
}
