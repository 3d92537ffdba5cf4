//! What is typed of the forms: a code and a receiver each.

use super::store::FormCode;
use crate::domain::law::{StatisticsRegime, catalogue};
use crate::error::FieldErrors;
use crate::web::forms::{Check, TypedFields};

/// Letters of a code, "0901.N/BNV-TĐKT"; and of whoever receives the form.
const CODE: usize = 60;
const RECEIVER: usize = 200;

pub fn code_field(form: &str) -> String {
    format!("code_{form}")
}

pub fn receiver_field(form: &str) -> String {
    format!("receiver_{form}")
}

/// One for each form of the circular; those with nothing typed are left out.
pub fn parse(typed: &TypedFields, regime: &StatisticsRegime) -> Result<Vec<FormCode>, FieldErrors> {
    let mut check = Check::new();
    let mut codes = Vec::new();
    for form in catalogue().statistics_forms_of(regime) {
        let (code, receiver) = (code_field(&form.code), receiver_field(&form.code));
        let code = check.optional_line(&code, typed.of(&code), CODE);
        let receiver = check.optional_line(&receiver, typed.of(&receiver), RECEIVER);
        if !(code.is_empty() && receiver.is_empty()) {
            codes.push(FormCode { regime: regime.code.clone(), form: form.code.clone(), code, receiver });
        }
    }
    check.finish(|| Some(codes))
}
