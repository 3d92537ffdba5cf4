//! GET: the agency's data, to read or to change.

use actix_web::{HttpResponse, web};

use super::form::AgencyForm;
use super::ops::{self, AddressForm};
use super::store::{self, Named};
use super::view::AgencyPage;
use crate::db::{Connection, Db};
use crate::domain::event::Object;
use crate::domain::ids::PersonId;
use crate::domain::law::catalogue;
use crate::error::{AppResult, FieldErrors};
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::forms::{Choice, words};
use crate::web::shell::{Menu, Shell};
use crate::web::{history, page};

/// GET /admin/agency
pub async fn agency(user: CurrentUser, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeSettings)?;
    page(&agency_page(&user, &db, None, FieldErrors::default()).await?)
}

/// The page as stored, or with what was `typed` and what is wrong with it.
pub async fn agency_page(
    user: &CurrentUser,
    db: &Db,
    typed: Option<AgencyForm>,
    errors: FieldErrors,
) -> AppResult<AgencyPage> {
    let found = db.read(|conn| {
        let agency = ops::agency(conn)?;
        let name = store::name_of(conn, agency.unit_id.into())?;
        let (head, union_chair) = (person(conn, agency.head_person_id)?, person(conn, agency.union_chair_person_id)?);
        let version = history::version(conn, Object::Agency)?;
        Ok((agency, name, head, union_chair, version, history::of(conn, Object::Agency)?))
    });
    let (agency, name, head, union_chair, version, history) = found.await?;
    let (head_now, union_chair_now) = (who(head.as_ref()), who(union_chair.as_ref()));
    let stored = || AgencyForm {
        name,
        parent_name: agency.parent_name,
        place: agency.place,
        symbol: agency.symbol,
        head: head.map_or_else(String::new, |it| it.code),
        union_chair: union_chair.map_or_else(String::new, |it| it.code),
        help_contact: agency.help_contact,
        address_form: agency.address_form.code().to_owned(),
        review_days: agency.review_days.to_string(),
        score_sheet: agency.score_sheet,
        spares_own_unit: if agency.spares_own_unit { "1".to_owned() } else { String::new() },
        least_boxes: agency.least_boxes.to_string(),
        version,
    };
    Ok(AgencyPage {
        shell: Shell::for_page(user, Menu::Agency),
        can_edit: policy::may(user, Act::KeepSettings),
        form: typed.unwrap_or_else(stored),
        errors,
        head: head_now,
        union_chair: union_chair_now,
        address_forms: words(AddressForm::WORDS),
        score_sheets: score_sheets(),
        history,
    })
}

/// The sheets of the catalogue, each with what it takes to pass.
fn score_sheets() -> Vec<Choice> {
    let sheets = catalogue().score_sheets.iter();
    sheets.map(|it| Choice::new(it.code.as_str(), format!("{} (đạt từ {})", it.name, it.pass_total))).collect()
}

fn person(conn: &mut Connection, id: Option<PersonId>) -> AppResult<Option<Named>> {
    id.map(|id| store::person(conn, id)).transpose()
}

fn who(person: Option<&Named>) -> String {
    person.map_or_else(String::new, |it| format!("{} ({}, {})", it.name, it.code, it.position))
}
