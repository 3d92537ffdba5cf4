//! A paper in words that are not yet saved, with the newest real data of its kind.

use crate::db::Db;
use crate::domain::wording::{Filled, PaperKind, Values, Wording, original};
use crate::error::AppResult;
use crate::features::{
    awards, conferences, council_meetings, decisions, dossiers, escalations, initiative_rounds, initiatives, movements,
    pacts, payments, publicity, registrations, reports, rounds, unit_meetings,
};
use crate::papers::{Block, Paper, Sample};
use crate::web::current_user::CurrentUser;

/// The newest paper of the kind, or none where there is no record yet.
pub async fn sample(user: &CurrentUser, db: &Db, wording: Wording) -> AppResult<Option<Sample>> {
    match wording.kind {
        PaperKind::Decision | PaperKind::Revocation => decisions::papers::sample(user, db, wording).await,
        PaperKind::InitiativeDecision | PaperKind::InitiativeMinutes => {
            initiative_rounds::papers::sample(user, db, wording).await
        }
        PaperKind::Certificate | PaperKind::Refusal => initiatives::result_papers::sample(user, db, wording).await,
        PaperKind::Escalation => escalations::print::sample(user, db, wording).await,
        PaperKind::CouncilMinutes | PaperKind::CountingMinutes | PaperKind::Ballot | PaperKind::Roster => {
            council_meetings::papers::sample(user, db, wording).await
        }
        PaperKind::UnitMinutes => unit_meetings::print::sample(user, db, wording).await,
        PaperKind::Registration => registrations::papers::sample(user, db, wording).await,
        PaperKind::Pact => pacts::print::sample(user, db, wording).await,
        PaperKind::Plan => movements::print::sample(user, db, wording).await,
        PaperKind::PublicityList | PaperKind::PublicityMinutes => publicity::print::sample(user, db, wording).await,
        PaperKind::ConferenceMinutes => conferences::pages::sample(user, db, wording).await,
        PaperKind::Report | PaperKind::RevenueReport => reports::pages::sample(user, db, wording).await,
        PaperKind::PersonReport | PaperKind::UnitReport => dossiers::report_print::sample(user, db, wording).await,
        PaperKind::Application => initiatives::print::sample(user, db, wording).await,
        PaperKind::PaymentList => payments::print::sample(user, db, wording).await,
        PaperKind::AwardList => awards::pages::sample(user, db, wording).await,
        PaperKind::Correction => decisions::correction_print::sample(user, db, wording).await,
        PaperKind::RegistrationSummary => rounds::summary_pages::sample(user, db, wording).await,
    }
}

/// The texts alone, with room where data come.
pub fn blank(wording: Wording) -> Paper {
    let kind = wording.kind;
    let said: Filled = wording.with(Values::default());
    let blocks = original(kind).passages.iter().map(|it| Block::fact(&it.label, said.say(it.passage))).collect();
    Paper { title: crate::domain::text::upper(kind.word()), blocks, ..Paper::default() }
}
