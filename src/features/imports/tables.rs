//! Every table that can be imported, in an order in which an empty department can be filled.

use crate::features::awards::records::Awards;
use crate::features::disciplines::records::Disciplines;
use crate::features::grades::records::Grades;
use crate::features::initiatives::records::Initiatives;
use crate::features::leaves::records::Leaves;
use crate::features::people::records::{Memberships, People};
use crate::features::registrations::records::Registrations;
use crate::features::revenue::records::{Actuals, Estimates};
use crate::features::units::records::Units;
use crate::records::Table;

pub static TABLES: [Table; 11] = [
    Table::of::<Units>("Đơn vị"),
    Table::of::<People>("Cán bộ"),
    Table::of::<Memberships>("Quá trình công tác"),
    Table::of::<Grades>("Xếp loại"),
    Table::of::<Disciplines>("Kỷ luật"),
    Table::of::<Leaves>("Thời gian nghỉ"),
    Table::of::<Awards>("Khen thưởng"),
    Table::of::<Initiatives>("Sáng kiến"),
    Table::of::<Registrations>("Đăng ký thi đua"),
    Table::of::<Estimates>("Dự toán thu"),
    Table::of::<Actuals>("Số thu trong tháng"),
];

/// The table of a KIND.
pub fn table(kind: &str) -> Option<&'static Table> {
    TABLES.iter().find(|table| table.format.name == kind)
}
