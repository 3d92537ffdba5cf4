//! The register of the award fund: made-up figures of two years, each marked as such.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::actors;
use crate::db::{Db, Tx};
use crate::domain::fund::EntryKind::{self, Payment, Plan, Receipt};
use crate::domain::ids::{FundEntryId, FundSourceId};
use crate::domain::money::Dong;
use crate::domain::year::Year;
use crate::error::{AppError, AppResult};
use crate::features::funds::ops::{self, NewEntry, Reversal};
use crate::schema::fund_entries;

const NOTE: &str = "Số liệu minh họa";
const OWN_FUND: FundSourceId = FundSourceId(1);

/// Year, month, day.
type Day = (i32, u32, u32);

/// Kind, day, voucher, what for, đồng.
const ENTRIES: [(EntryKind, Day, &str, &str, i64); 12] = [
    (Plan, (2013, 1, 4), "12/QĐ-STC", "Dự toán được giao năm 2013", 95_000_000),
    (Receipt, (2013, 1, 15), "PT01", "Ngân sách cấp đợt 1", 60_000_000),
    (Payment, (2013, 1, 25), "PC01", "Chi tiền thưởng danh hiệu năm 2012", 48_300_000),
    (Payment, (2013, 1, 28), "PC02", "Mua khung, phôi Giấy khen", 4_250_000),
    (Receipt, (2013, 7, 10), "PT02", "Ngân sách cấp đợt 2", 35_000_000),
    (Payment, (2013, 12, 20), "PC03", "Hoa, khung phục vụ Hội nghị tổng kết", 6_400_000),
    (Plan, (2014, 1, 6), "08/QĐ-STC", "Dự toán được giao năm 2014", 110_000_000),
    (Receipt, (2014, 1, 6), "PT01", "Số dư năm 2013 chuyển sang", 36_050_000),
    (Receipt, (2014, 1, 15), "PT02", "Ngân sách cấp đợt 1", 60_000_000),
    (Payment, (2014, 1, 24), "PC01", "Chi tiền thưởng danh hiệu năm 2013", 51_700_000),
    (Payment, (2014, 1, 27), "PC02", "Mua khung, phôi Giấy khen", 4_600_000),
    (Payment, (2014, 5, 16), "PC03", WRONG, 1_020_000),
];
/// Entered with two digits of its amount exchanged first, and taken back.
const WRONG: &str = "In phôi Giấy chứng nhận sáng kiến";
const WRONG_AMOUNT: i64 = 1_200_000;

pub fn enter(db: &mut Db) -> AppResult<()> {
    let accountant = db.read_now(|conn| actors::with_account(conn, actors::ACCOUNTANT))?;
    db.write_now(&accountant, |tx| {
        for (kind, day, document_no, content, amount) in ENTRIES {
            let on = date(day)?;
            if content == WRONG {
                take_back(tx, on)?;
            }
            ops::enter(tx, &entry(kind, on, document_no, content, amount))?;
        }
        Ok(())
    })
}

fn take_back(tx: &mut Tx, on: NaiveDate) -> AppResult<()> {
    ops::enter(tx, &entry(Payment, on, "PC03", WRONG, WRONG_AMOUNT))?;
    let id: FundEntryId = fund_entries::table.order(fund_entries::id.desc()).select(fund_entries::id).first(tx.conn)?;
    let reason = format!("Ghi nhầm số tiền. {NOTE}");
    ops::reverse(tx, id, &Reversal { on, document_no: "PC03".into(), reason })
}

fn entry(kind: EntryKind, on: NaiveDate, document_no: &str, content: &str, amount: i64) -> NewEntry {
    NewEntry {
        source: OWN_FUND,
        year: Year::of(on),
        kind,
        on,
        document_no: document_no.into(),
        content: content.into(),
        note: NOTE.into(),
        amount: Dong::new(amount),
    }
}

fn date((year, month, day): Day) -> AppResult<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day).ok_or(AppError::NotFound)
}
