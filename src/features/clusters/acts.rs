//! GET: the pages of the acts on a block, each with what it means; where a ranking is proposed or concluded, with it.

use actix_web::{HttpResponse, web};

use super::form::ActForm;
use super::ops::{self, Cluster, Table};
use super::pages::load;
use super::view::{ActPage, Head, Ranking};
use crate::db::Db;
use crate::domain::codes::codes;
use crate::domain::emulation_cluster::{State, Step};
use crate::domain::ids::ClusterId;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::policy::{self, Act as Right, Actor};
use crate::web::current_user::CurrentUser;
use crate::web::page;
use crate::web::shell::{Menu, Shell};

codes! {
    /// What is done with a block on a page of its own.
    Act {
        Publish = "publication" "Công bố bảng tiêu chí",
        Propose = "proposal" "Trình kết luận",
        Revise = "revision" "Sửa bảng tiêu chí",
        Conclude = "conclusion" "Kết luận xếp hạng",
        Return = "return" "Trả lại thường trực",
        Revoke = "revocation" "Thu hồi kết luận",
        Discard = "discarding" "Bỏ dự thảo",
    }
}

impl Act {
    pub const fn right(self) -> Right<'static> {
        match self {
            Self::Publish | Self::Revise | Self::Propose | Self::Discard => Right::KeepClusters,
            Self::Conclude | Self::Return | Self::Revoke => Right::ConcludeClusters,
        }
    }

    /// Whether the block as it stands allows it.
    pub fn is_due(self, it: &Cluster) -> bool {
        let step = match self {
            Self::Publish => Step::Publish,
            Self::Revise => Step::Revise,
            Self::Propose => Step::Propose,
            Self::Conclude => Step::Conclude,
            Self::Return => Step::Return,
            Self::Revoke => Step::Revoke,
            Self::Discard => return it.state == State::Draft,
        };
        it.state.step(step).is_ok()
    }

    pub fn is_open(self, actor: &Actor, it: &Cluster) -> bool {
        policy::may(actor, self.right()) && self.is_due(it)
    }

    /// What it means, said above the form.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Publish => {
                "Công bố rồi các đơn vị tự chấm theo bảng này. Muốn sửa phải mở phiên bản mới, có lý do. Khi công bố lại, \
                 phiếu đã gửi trở về đơn vị; điểm ở tiêu chí không đổi được giữ."
            }
            Self::Revise => {
                "Các đơn vị dừng chấm cho đến khi công bố lại. Bảng đang áp dụng được giữ làm phiên bản trước."
            }
            Self::Propose => {
                "Trình người đứng đầu cơ quan kết luận xếp hạng dưới đây. Trình rồi không chấm, không thẩm định nữa."
            }
            Self::Conclude => {
                "Kết luận rồi điểm, thứ hạng được giữ như dưới đây, số tự động không đổi nữa. Các đơn vị được báo."
            }
            Self::Return => "Bảng trở về thường trực để chấm, thẩm định tiếp.",
            Self::Revoke => "Xếp hạng trở lại đang chấm. Kết luận cũ vẫn được giữ trong quá trình cùng lý do thu hồi.",
            Self::Discard => "Đơn vị và tiêu chí đã ghi bị bỏ theo, không lấy lại được.",
        }
    }

    /// Asked for when nothing is said; empty where nothing need be said.
    pub const fn missing(self) -> &'static str {
        match self {
            Self::Revise => "Nêu lý do sửa bảng tiêu chí.",
            Self::Return => "Nêu lý do trả lại.",
            Self::Revoke => "Nêu lý do thu hồi kết luận.",
            Self::Publish | Self::Propose | Self::Conclude | Self::Discard => "",
        }
    }

    /// Something can be said with it.
    pub const fn takes_note(self) -> bool {
        !matches!(self, Self::Publish | Self::Discard)
    }

    pub const fn is_dangerous(self) -> bool {
        matches!(self, Self::Revoke | Self::Discard)
    }

    pub const fn note_label(self) -> &'static str {
        if self.missing().is_empty() { "Ý kiến" } else { "Lý do" }
    }

    const fn shows_ranking(self) -> bool {
        matches!(self, Self::Propose | Self::Conclude)
    }
}

async fn fresh(user: CurrentUser, db: web::Data<Db>, id: ClusterId, act: Act) -> AppResult<HttpResponse> {
    policy::must(&user, act.right())?;
    let version = load(&db, &user, id).await?.version;
    let form = ActForm { version, ..ActForm::default() };
    page(&act_page(&user, &db, id, act, form, FieldErrors::default()).await?)
}

/// The page of an act, fresh or with what is wrong.
pub async fn act_page(
    user: &CurrentUser,
    db: &Db,
    id: ClusterId,
    act: Act,
    form: ActForm,
    mut errors: FieldErrors,
) -> AppResult<ActPage> {
    policy::must(user, act.right())?;
    let it = load(db, user, id).await?;
    if !act.is_due(&it) {
        return Err(AppError::Illegal);
    }
    let today = user.today;
    let head = Head::of(&it);
    let (ranking, lacking) = db
        .read(move |conn| {
            let lacking = if act == Act::Publish { ops::lacking(conn, &it, today)? } else { FieldErrors::default() };
            let none = Ranking { groups: Vec::new(), has_bonus: false, has_minus: false, lines: Vec::new() };
            let ranking = if act.shows_ranking() { Ranking::of(&Table::load(conn, id, today)?) } else { none };
            Ok((ranking, lacking))
        })
        .await?;
    if errors.is_empty() {
        errors = lacking;
    }
    Ok(ActPage { shell: Shell::for_page(user, Menu::Clusters), it: head, act, form, errors, ranking })
}

/// GET /clusters/{id}/publication
pub async fn publish(user: CurrentUser, id: web::Path<ClusterId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    fresh(user, db, *id, Act::Publish).await
}

/// GET /clusters/{id}/revision
pub async fn revise(user: CurrentUser, id: web::Path<ClusterId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    fresh(user, db, *id, Act::Revise).await
}

/// GET /clusters/{id}/proposal
pub async fn propose(user: CurrentUser, id: web::Path<ClusterId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    fresh(user, db, *id, Act::Propose).await
}

/// GET /clusters/{id}/conclusion
pub async fn conclude(user: CurrentUser, id: web::Path<ClusterId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    fresh(user, db, *id, Act::Conclude).await
}

/// GET /clusters/{id}/return
pub async fn return_(user: CurrentUser, id: web::Path<ClusterId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    fresh(user, db, *id, Act::Return).await
}

/// GET /clusters/{id}/revocation
pub async fn revoke(user: CurrentUser, id: web::Path<ClusterId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    fresh(user, db, *id, Act::Revoke).await
}

/// GET /clusters/{id}/discarding
pub async fn discard(user: CurrentUser, id: web::Path<ClusterId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    fresh(user, db, *id, Act::Discard).await
}
