//! What is typed of a relative.

use super::ops::Declaration;
use crate::error::FieldErrors;
use crate::web::forms::{Check, LINE, TypedFields};

const RELATION: usize = 60;

pub fn declaration(typed: &TypedFields) -> Result<Declaration, FieldErrors> {
    let mut check = Check::new();
    let person = check.optional_line("person", typed.of("person"), LINE);
    let missing = "Nhập mã cán bộ hoặc họ và tên người thân.";
    let relative = check.line("relative", typed.of("relative"), LINE, missing);
    let relation = check.line("relation", typed.of("relation"), RELATION, "Nhập quan hệ, ví dụ vợ, em ruột.");
    check.finish(|| Some(Declaration { person, relative, relation }))
}
