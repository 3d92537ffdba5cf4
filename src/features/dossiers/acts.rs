//! The rarer acts of the secretariat, each with a page of its own.

use actix_web::{HttpResponse, web};

use super::form::ActForm;
use super::ops::{self, Found, award_name};
use super::pages::load;
use super::view::{ActPage, Detail};
use crate::db::{Connection, Db};
use crate::domain::codes::codes;
use crate::domain::date;
use crate::domain::ids::*;
use crate::domain::law::AwardCode;
use crate::domain::role::Role;
use crate::error::{AppResult, FieldErrors};
use crate::features::account;
use crate::policy::{self, DossierAct};
use crate::web::current_user::CurrentUser;
use crate::web::forms::Choice;
use crate::web::page;
use crate::web::shell::{Menu, Shell};

codes! {
    /// Code: the last part of its address.
    Act {
        Downgrade = "downgrade" "Hạ mức đề nghị",
        Hold = "hold" "Tạm dừng xét",
        Resume = "resumption" "Xét tiếp",
        HandOver = "handover" "Chuyển người xử lý",
        Receipt = "receipt" "Sửa ngày nhận",
    }
}

impl Act {
    pub const fn right(self) -> DossierAct {
        match self {
            Self::Downgrade => DossierAct::Downgrade,
            Self::Hold => DossierAct::Hold,
            Self::Resume => DossierAct::Resume,
            Self::HandOver => DossierAct::HandOver,
            Self::Receipt => DossierAct::MendReceipt,
        }
    }

    /// What it means, said above the form.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Downgrade => {
                "Hồ sơ giữ nguyên bước đang xét, chỉ đổi sang mức thấp hơn. Sổ theo dõi danh sách ghi lại."
            }
            Self::Hold => "Hồ sơ dừng ở bước này cho đến khi xét tiếp.",
            Self::Resume => "Hồ sơ trở lại bước đã dừng.",
            Self::HandOver => "Người nhận thấy hồ sơ trong hàng chờ “Của tôi”.",
            Self::Receipt => "Ngày nhận quyết định hồ sơ được xét theo quy định nào.",
        }
    }

    pub const fn is_note_optional(self) -> bool {
        matches!(self, Self::HandOver)
    }

    pub const fn note_label(self) -> &'static str {
        match self {
            Self::HandOver => "Ghi chú cho người nhận",
            _ => "Lý do",
        }
    }
}

/// GET /dossiers/{id}/downgrade
pub async fn downgrade(user: CurrentUser, id: web::Path<DossierId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    show(user, *id, db, Act::Downgrade).await
}

/// GET /dossiers/{id}/hold
pub async fn hold(user: CurrentUser, id: web::Path<DossierId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    show(user, *id, db, Act::Hold).await
}

/// GET /dossiers/{id}/resumption
pub async fn resume(user: CurrentUser, id: web::Path<DossierId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    show(user, *id, db, Act::Resume).await
}

/// GET /dossiers/{id}/handover
pub async fn hand_over(user: CurrentUser, id: web::Path<DossierId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    show(user, *id, db, Act::HandOver).await
}

/// GET /dossiers/{id}/receipt
pub async fn receipt(user: CurrentUser, id: web::Path<DossierId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    show(user, *id, db, Act::Receipt).await
}

async fn show(user: CurrentUser, id: DossierId, db: web::Data<Db>, act: Act) -> AppResult<HttpResponse> {
    let it = load(&db, &user, id).await?;
    let form = ActForm {
        version: it.version,
        received_on: it.received_on.map_or_else(String::new, date::format_date),
        ..ActForm::default()
    };
    page(&act_page(&user, &db, it, act, form, FieldErrors::default()).await?)
}

/// The page of an act, fresh or with what is wrong.
pub async fn act_page(
    user: &CurrentUser,
    db: &Db,
    it: Found,
    act: Act,
    form: ActForm,
    errors: FieldErrors,
) -> AppResult<ActPage> {
    policy::must(user, policy::Act::OnDossier(act.right(), &it.facts))?;
    let detail = Detail::of(&it);
    let choices = db.read(move |conn| choices(conn, &it, act)).await?;
    Ok(ActPage { shell: Shell::for_page(user, Menu::Dossiers), it: detail, act, form, errors, choices })
}

fn choices(conn: &mut Connection, it: &Found, act: Act) -> AppResult<Vec<Choice>> {
    match act {
        Act::Downgrade => Ok(lower_awards(it)),
        Act::HandOver => {
            let colleagues = account::ops::holding(conn, Role::Secretariat)?.into_iter();
            let others = colleagues.filter(|other| other.person.map(SubjectId::from) != Some(it.facts.subject));
            Ok(others.map(|other| Choice::new(other.username, other.full_name)).collect())
        }
        Act::Hold | Act::Resume | Act::Receipt => Ok(Vec::new()),
    }
}

/// The awards below the one proposed, the nearest first.
pub fn lower_awards(it: &ops::Found) -> Vec<Choice> {
    let is_lower = |code: &AwardCode| code.award().is_lower_than(it.award.award(), it.subject_kind);
    let mut lower: Vec<AwardCode> = AwardCode::all().filter(is_lower).collect();
    lower.sort_by_key(|code| std::cmp::Reverse(code.award().rank));
    lower.into_iter().map(|code| Choice::new(code.code(), award_name(code, it.year))).collect()
}
