//! Who logs in to a sample (CONTRACT.md §2).

use diesel::prelude::*;

use super::PASSWORD;
use crate::db::Tx;
use crate::domain::role::Role::{self, *};
use crate::error::{AppError, AppResult};
use crate::features::account::ops::{self, KnownPassword, NewUser};
use crate::features::people;
use crate::schema::subjects;

const HEAD: &[Role] = &[Staff, UnitHead, CouncilMember];
const LEADING: &[Role] = &[Staff, Leader, CouncilMember];

/// Name of login, code of the person in the sample department, roles.
const STAFF: [(&str, &str, &[Role]); 15] = [
    ("canbo", "QLNS-014", &[Staff]),
    ("truongphong", "QLNS-007", &[Staff, UnitHead]),
    (super::actors::SECRETARIAT, "VP-010", &[Staff, Secretariat]),
    ("giamdoc", "STC-001", LEADING),
    ("phogiamdoc", "STC-002", LEADING),
    ("uyvien1", "STC-003", &[Staff, CouncilMember]),
    ("uyvien2", "VP-011", HEAD),
    ("uyvien3", "TTR-003", HEAD),
    ("uyvien4", "HCSN-008", HEAD),
    ("uyvien5", "DT-005", HEAD),
    ("uyvien6", "GCS-003", HEAD),
    ("uyvien7", "TCDN-008", HEAD),
    ("uyvien8", "THTK-004", HEAD),
    ("uyvien9", "QLNS-016", HEAD),
    (super::actors::ACCOUNTANT, "VP-007", &[Staff, Accountant]),
];
/// Accounts of nobody on the staff.
const OTHERS: [(&str, &str, Role); 2] =
    [("quantri", "Quản trị công nghệ thông tin", ItAdmin), ("kiemsoat", "Kiểm soát viên", Auditor)];

/// The names of login that samples have, for whoever looks for forgotten ones.
pub fn usernames() -> Vec<&'static str> {
    STAFF.iter().map(|(username, ..)| *username).chain(OTHERS.iter().map(|(username, ..)| *username)).collect()
}

/// Makes them. `holder` tells the code of whoever an account belongs to, from its name of login and the
/// code in the sample department.
pub fn create(tx: &mut Tx, holder: impl Fn(&str, &str) -> String) -> AppResult<()> {
    let password = KnownPassword::new(PASSWORD)?;
    for (username, code, roles) in STAFF {
        let person = people::ops::by_code(tx.conn, &holder(username, code))?.ok_or(AppError::NotFound)?;
        let full_name = subjects::table.find(person.0).select(subjects::name).first(tx.conn)?;
        let roles = roles.iter().copied().collect();
        let user = NewUser { username: username.into(), full_name, person: Some(person), roles };
        ops::create_for_sample(tx, &user, &password)?;
    }
    for (username, full_name, role) in OTHERS {
        let roles = [role].into_iter().collect();
        let user = NewUser { username: username.into(), full_name: full_name.into(), person: None, roles };
        ops::create_for_sample(tx, &user, &password)?;
    }
    Ok(())
}
