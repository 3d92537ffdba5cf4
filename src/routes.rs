//! Every address of the program: what people can see (GET) and do (POST). Read this first.
//! Everything needs a login but what stands in `public`.

use actix_web::web::{ServiceConfig, get, post};

use crate::features::*;
use crate::web::assets;

pub fn all(app: &mut ServiceConfig) {
    public(app);
    account(app);
    help(app);
    initiatives(app);
    library(app);
    accounts(app);
    audit(app);
    personal_data(app);
    backups(app);
    settings(app);
    holidays(app);
    wordings(app);
    notices(app);
    calendars(app);
    digests(app);
    delegations(app);
    laws(app);
    regulations(app);
    years(app);
    movements(app);
    pacts(app);
    conferences(app);
    documents(app);
    rounds(app);
    registrations(app);
    dossiers(app);
    unit_meetings(app);
    council_meetings(app);
    council_results(app);
    publicity(app);
    escalations(app);
    decisions(app);
    initiative_rounds(app);
    funds(app);
    payments(app);
    certificates(app);
    awards(app);
    approvals(app);
    revenue(app);
    units(app);
    people(app);
    relatives(app);
    councils(app);
    disciplines(app);
    leaves(app);
    eligibility(app);
    interim_results(app);
    imports(app);
    progress(app);
    reports(app);
    clusters(app);
    statistics(app);
    grades(app);
}

fn public(app: &mut ServiceConfig) {
    app.route("/healthz", get().to(crate::app::healthz))
        .route("/assets/{name}", get().to(assets::show))
        .route("/login", get().to(account::pages::login))
        .route("/login", post().to(account::actions::log_in))
        .route("/login/code", get().to(account::second_factor::login::show))
        .route("/login/code", post().to(account::second_factor::login::answer))
        .route("/calendar/{secret}.ics", get().to(calendars::pages::feed));
}

fn account(app: &mut ServiceConfig) {
    app.route("/", get().to(home::pages::index))
        .route("/logout", post().to(account::actions::log_out))
        .route("/account/password", get().to(account::pages::password))
        .route("/account/password", post().to(account::actions::change_password))
        .route("/account/second-factor", get().to(account::second_factor::pages::show))
        .route("/account/second-factor", post().to(account::second_factor::actions::begin))
        .route("/account/second-factor/confirmation", post().to(account::second_factor::actions::confirm))
        .route("/account/second-factor/recovery-codes", post().to(account::second_factor::actions::renew_codes))
        .route("/account/second-factor/removal", get().to(account::second_factor::pages::check_removal))
        .route("/account/second-factor/removal", post().to(account::second_factor::actions::remove))
        .route("/account/sessions", get().to(account::pages::my_sessions))
        .route("/account/sessions/{key}/ending", post().to(account::actions::end_session))
        .route("/account/text-size", post().to(account::actions::choose_text_size))
        .route("/account/record", get().to(account::pages::record))
        .route("/account/filters", get().to(filters::pages::index))
        .route("/account/filters", post().to(filters::actions::save))
        .route("/account/filters/new", get().to(filters::pages::new))
        .route("/account/filters/{id}/removal", post().to(filters::actions::remove))
        .route("/account/unit", get().to(account::pages::unit));
}

fn help(app: &mut ServiceConfig) {
    app.route("/help", get().to(help::pages::index)).route("/help/{guide}", get().to(help::pages::show));
}

fn initiatives(app: &mut ServiceConfig) {
    use initiatives::{
        actions, authorship_actions, comparison, file_actions, levels, pages, print, result_papers, similar_titles,
    };
    app.route("/initiatives", get().to(pages::index))
        .route("/initiatives.{kind}", get().to(pages::file))
        .route("/initiatives/new", get().to(pages::new))
        .route("/initiatives", post().to(actions::create))
        .route("/initiatives/similar-titles", get().to(similar_titles::show))
        .route("/initiatives/{code}", get().to(pages::show))
        .route("/initiatives/{code}", post().to(actions::change))
        .route("/initiatives/{code}/edit", get().to(pages::edit))
        .route("/initiatives/{code}/files", post().to(file_actions::attach))
        .route("/initiatives/{code}/files/{file}", get().to(file_actions::give))
        .route("/initiatives/{code}/files/{file}/removal", post().to(file_actions::remove))
        .route("/initiatives/{code}/comparison", get().to(comparison::index))
        .route("/initiatives/{code}/comparison", post().to(comparison::remark))
        .route("/initiatives/{code}/comparison/{source}", get().to(comparison::side_by_side))
        .route("/initiatives/{code}/filing", get().to(pages::check))
        .route("/initiatives/{code}/filing", post().to(actions::file))
        .route("/initiatives/{code}/filed", get().to(pages::filed))
        .route("/initiatives/{code}/print", get().to(print::show))
        .route("/initiatives/{code}/print.{format}", get().to(print::show))
        .route("/initiatives/{code}/certificate", get().to(result_papers::certificate))
        .route("/initiatives/{code}/certificate.{format}", get().to(result_papers::certificate))
        .route("/initiatives/{code}/notice", get().to(result_papers::notice))
        .route("/initiatives/{code}/notice.{format}", get().to(result_papers::notice))
        .route("/initiatives/{code}/confirmation-request", post().to(authorship_actions::ask))
        .route("/initiatives/{code}/confirmation", post().to(authorship_actions::confirm))
        .route("/initiatives/{code}/refusal", post().to(authorship_actions::refuse))
        .route("/initiatives/{code}/paper-confirmation", post().to(authorship_actions::confirm_on_paper))
        .route("/initiatives/{code}/withdrawal", post().to(actions::withdraw))
        .route("/initiatives/{code}/agreement", post().to(actions::agree))
        .route("/initiatives/{code}/return", post().to(actions::return_for_changes))
        .route("/initiatives/{code}/recognition", post().to(actions::recognise))
        .route("/initiatives/{code}/rejection", post().to(actions::reject))
        .route("/initiatives/{code}/levels", get().to(levels::pages::index))
        .route("/initiatives/{code}/levels", post().to(levels::actions::raise))
        .route("/initiatives/{code}/levels/withdrawal", post().to(levels::actions::withdraw));
}

fn library(app: &mut ServiceConfig) {
    use library::{actions, pages};
    app.route("/library", get().to(pages::index))
        .route("/library.{kind}", get().to(pages::file))
        .route("/library/{code}", get().to(pages::show))
        .route("/library/{code}/confirmation", get().to(pages::confirmation))
        .route("/library/{code}/confirmation.{format}", get().to(pages::confirmation))
        .route("/library/{code}/uses", post().to(actions::confirm))
        .route("/library/{code}/uses/withdrawal", post().to(actions::withdraw));
}

fn accounts(app: &mut ServiceConfig) {
    use account::admin::{actions, pages, show};
    use account::{login_rules, roles, second_factor, staff};
    app.route("/admin/login-rules", get().to(login_rules::pages::show))
        .route("/admin/login-rules", post().to(login_rules::actions::save))
        .route("/admin/accounts/{username}/second-factor-reset", get().to(pages::check_second_factor_reset))
        .route("/admin/accounts/{username}/second-factor-reset", post().to(second_factor::actions::reset))
        .route("/admin/accounts", get().to(pages::index))
        .route("/admin/accounts.{kind}", get().to(pages::file))
        .route("/admin/accounts/staff", get().to(staff::pages::index))
        .route("/admin/accounts/staff", post().to(staff::actions::create))
        .route("/admin/accounts/new", get().to(pages::new))
        .route("/admin/accounts/{username}", get().to(show::show))
        .route("/admin/accounts/{username}/roles", get().to(roles::pages::ask))
        .route("/admin/accounts/{username}/roles", post().to(roles::actions::ask))
        .route("/role-requests", get().to(roles::pages::index))
        .route("/role-requests.{kind}", get().to(roles::pages::file))
        .route("/role-requests/{id}", get().to(roles::pages::show))
        .route("/role-requests/{id}/confirmation", post().to(roles::actions::confirm))
        .route("/role-requests/{id}/refusal", post().to(roles::actions::refuse))
        .route("/role-requests/{id}/withdrawal", post().to(roles::actions::withdraw))
        .route("/admin/accounts", post().to(actions::create))
        .route("/admin/accounts/{username}/reset", get().to(pages::check_reset))
        .route("/admin/accounts/{username}/reset", post().to(actions::reset))
        .route("/admin/accounts/{username}/sessions-ending", post().to(actions::end_sessions))
        .route("/admin/accounts/{username}/lock", get().to(pages::check_lock))
        .route("/admin/accounts/{username}/lock", post().to(actions::lock))
        .route("/admin/accounts/{username}/unlock", post().to(actions::unlock));
}

fn personal_data(app: &mut ServiceConfig) {
    use crate::features::personal_data::{actions, pages};
    app.route("/account/data", get().to(pages::own))
        .route("/account/data.{kind}", get().to(pages::file))
        .route("/account/data/corrections", post().to(actions::ask))
        .route("/corrections", get().to(pages::index))
        .route("/corrections.{kind}", get().to(pages::index_file))
        .route("/corrections/{id}", get().to(pages::show))
        .route("/corrections/{id}/answer", post().to(actions::answer));
}

fn audit(app: &mut ServiceConfig) {
    use crate::features::audit::{retention, seals};
    app.route("/audit/seals", get().to(seals::index))
        .route("/audit/seals.{kind}", get().to(seals::file))
        .route("/admin/retention", get().to(retention::pages::show))
        .route("/admin/retention", post().to(retention::actions::save))
        .route("/audit", get().to(crate::features::audit::pages::index))
        .route("/audit.{kind}", get().to(crate::features::audit::pages::file));
}

fn backups(app: &mut ServiceConfig) {
    use backup::{actions, health, pages};
    app.route("/admin/backups", get().to(pages::index))
        .route("/admin/backups.{kind}", get().to(pages::file))
        .route("/admin/backups", post().to(actions::make))
        .route("/admin/health", get().to(health::show));
}

fn settings(app: &mut ServiceConfig) {
    app.route("/admin/agency", get().to(settings::pages::agency))
        .route("/admin/agency", post().to(settings::actions::change));
}

fn notices(app: &mut ServiceConfig) {
    use notices::{actions, pages};
    app.route("/notices", get().to(pages::index)).route("/notices/seen", post().to(actions::mark_seen));
}

fn calendars(app: &mut ServiceConfig) {
    use calendars::{actions, pages};
    app.route("/account/calendar", get().to(pages::own))
        .route("/account/calendar", post().to(actions::make))
        .route("/account/calendar/revocation", post().to(actions::revoke));
}

fn digests(app: &mut ServiceConfig) {
    use digests::{actions, pages};
    app.route("/account/mail", get().to(pages::own))
        .route("/account/mail", post().to(actions::change_own))
        .route("/admin/accounts/{username}/mail", get().to(pages::of_account))
        .route("/admin/accounts/{username}/mail", post().to(actions::change_of_account))
        .route("/admin/mail", get().to(pages::settings))
        .route("/admin/mail", post().to(actions::change_settings))
        .route("/admin/mail/test", post().to(actions::test));
}

fn delegations(app: &mut ServiceConfig) {
    use delegations::{actions, pages};
    app.route("/delegations", get().to(pages::index))
        .route("/delegations.{kind}", get().to(pages::file))
        .route("/delegations/new", get().to(pages::new))
        .route("/delegations", post().to(actions::give))
        .route("/delegations/{id}/end", post().to(actions::end));
}

fn laws(app: &mut ServiceConfig) {
    use laws::{actions, pages};
    app.route("/laws", get().to(pages::index))
        .route("/laws.{kind}", get().to(pages::regimes_file))
        .route("/laws/entries", get().to(pages::entries))
        .route("/laws/entries.{kind}", get().to(pages::entries_file))
        .route("/laws/entries/{key}", get().to(pages::entry))
        .route("/laws/entries/{key}/confirmation", post().to(actions::confirm))
        .route("/laws/entries/{key}/withdrawal", post().to(actions::withdraw))
        .route("/laws/{regime}", get().to(pages::regime));
}

fn regulations(app: &mut ServiceConfig) {
    use regulations::{actions, pages};
    app.route("/regulations", get().to(pages::index))
        .route("/regulations.{kind}", get().to(pages::file))
        .route("/regulations", post().to(actions::create))
        .route("/regulations/new", get().to(pages::new))
        .route("/regulations/{id}", get().to(pages::show))
        .route("/regulations/{id}", post().to(actions::change))
        .route("/regulations/{id}/edit", get().to(pages::edit))
        .route("/regulations/{id}/criteria/new", get().to(pages::new_criterion))
        .route("/regulations/{id}/criteria", post().to(actions::add_criterion))
        .route("/regulations/{id}/criteria/{part}/removal", post().to(actions::remove_criterion))
        .route("/regulations/{id}/caps/new", get().to(pages::new_cap))
        .route("/regulations/{id}/caps", post().to(actions::add_cap))
        .route("/regulations/{id}/caps/{part}/removal", post().to(actions::remove_cap))
        .route("/regulations/{id}/vote-rules/new", get().to(pages::new_vote_rule))
        .route("/regulations/{id}/vote-rules", post().to(actions::add_vote_rule))
        .route("/regulations/{id}/vote-rules/{part}/removal", post().to(actions::remove_vote_rule))
        .route("/regulations/{id}/score-sheet", get().to(pages::score_sheet))
        .route("/regulations/{id}/score-sheet.{format}", get().to(pages::score_sheet))
        .route("/regulations/{id}/score-lines", post().to(actions::add_score_line))
        .route("/regulations/{id}/score-lines/{part}/removal", post().to(actions::remove_score_line))
        .route("/regulations/{id}/application", post().to(actions::apply))
        .route("/regulations/{id}/end", post().to(actions::end))
        .route("/regulations/{id}/withdrawal", post().to(actions::withdraw))
        .route("/regulations/{id}/removal", post().to(actions::discard));
}

fn years(app: &mut ServiceConfig) {
    use years::{actions, pages};
    app.route("/years", get().to(pages::index))
        .route("/years.{kind}", get().to(pages::file))
        .route("/years/new", get().to(pages::new))
        .route("/years", post().to(actions::open))
        .route("/years/{year}", get().to(pages::show))
        .route("/years/{year}", post().to(actions::change))
        .route("/years/{year}/closing", get().to(pages::closing))
        .route("/years/{year}/closing", post().to(actions::close))
        .route("/years/{year}/reopening", get().to(pages::reopening))
        .route("/years/{year}/reopening", post().to(actions::reopen));
}

fn movements(app: &mut ServiceConfig) {
    use movements::{actions, acts, file_actions, pages, print, review_pages, sections, show, target_pages};
    app.route("/movements", get().to(pages::index))
        .route("/movements.{kind}", get().to(pages::file))
        .route("/movements/new", get().to(pages::new))
        .route("/movements", post().to(actions::create))
        .route("/movements/{id}", get().to(show::show))
        .route("/movements/{id}", post().to(actions::change))
        .route("/movements/{id}/edit", get().to(pages::edit))
        .route("/movements/{id}/sections/{section}", get().to(sections::show))
        .route("/movements/{id}/sections/{section}", post().to(sections::save))
        .route("/movements/{id}/targets/new", get().to(target_pages::new))
        .route("/movements/{id}/targets", post().to(target_pages::create))
        .route("/movements/{id}/targets/{target}", get().to(target_pages::edit))
        .route("/movements/{id}/targets/{target}", post().to(target_pages::change))
        .route("/movements/{id}/targets/{target}/removal", post().to(target_pages::remove))
        .route("/movements/{id}/targets/{target}/figure", get().to(acts::figure))
        .route("/movements/{id}/targets/{target}/figure", post().to(actions::figure))
        .route("/movements/{id}/files", post().to(file_actions::attach))
        .route("/movements/{id}/files/{file}", get().to(file_actions::give))
        .route("/movements/{id}/files/{file}/removal", post().to(file_actions::remove))
        .route("/movements/{id}/discarding", post().to(actions::discard))
        .route("/movements/{id}/launching", get().to(acts::launch))
        .route("/movements/{id}/launching", post().to(actions::launch))
        .route("/movements/{id}/amendment", get().to(acts::amend))
        .route("/movements/{id}/amendment", post().to(actions::amend))
        .route("/movements/{id}/cancellation", get().to(acts::cancel))
        .route("/movements/{id}/cancellation", post().to(actions::cancel))
        .route("/movements/{id}/copying", get().to(acts::copy))
        .route("/movements/{id}/copying", post().to(actions::copy))
        .route("/movements/{id}/print", get().to(print::show))
        .route("/movements/{id}/print.{format}", get().to(print::show))
        .route("/movements/{id}/reviews", get().to(review_pages::index))
        .route("/movements/{id}/reviews.{kind}", get().to(review_pages::file))
        .route("/movements/{id}/reviews/{review}/{unit}", get().to(review_pages::show))
        .route("/movements/{id}/reviews/{review}/{unit}", post().to(review_pages::write))
        .route("/movements/{id}/reviews/{review}/{unit}/remark", post().to(review_pages::remark));
}

fn pacts(app: &mut ServiceConfig) {
    use pacts::{actions, bulk_pages, overview, pages, print, report_pages, show, signing_pages, target_pages};
    app.route("/pacts", get().to(pages::index))
        .route("/pacts.{kind}", get().to(pages::file))
        .route("/pacts/new", get().to(pages::new))
        .route("/pacts", post().to(actions::create))
        .route("/pacts/drafting", get().to(bulk_pages::drafting))
        .route("/pacts/drafting", post().to(bulk_pages::draft))
        .route("/pacts/offering", get().to(bulk_pages::offering))
        .route("/pacts/offering", post().to(bulk_pages::offer))
        .route("/pacts/signing", get().to(bulk_pages::signing))
        .route("/pacts/signing", post().to(bulk_pages::sign))
        .route("/pacts/progress", get().to(overview::index))
        .route("/pacts/progress.{kind}", get().to(overview::file))
        .route("/pacts/{id}", get().to(show::show))
        .route("/pacts/{id}", post().to(actions::change))
        .route("/pacts/{id}/edit", get().to(pages::edit))
        .route("/pacts/{id}/targets/new", get().to(target_pages::new))
        .route("/pacts/{id}/targets", post().to(target_pages::create))
        .route("/pacts/{id}/targets/{target}", get().to(target_pages::edit))
        .route("/pacts/{id}/targets/{target}", post().to(target_pages::change))
        .route("/pacts/{id}/targets/{target}/removal", post().to(target_pages::remove))
        .route("/pacts/{id}/discarding", post().to(actions::discard))
        .route("/pacts/{id}/offering", post().to(actions::offer))
        .route("/pacts/{id}/signing", get().to(signing_pages::check))
        .route("/pacts/{id}/signing", post().to(signing_pages::sign))
        .route("/pacts/{id}/withdrawal", get().to(signing_pages::withdrawal))
        .route("/pacts/{id}/withdrawal", post().to(actions::take_back))
        .route("/pacts/{id}/progress/{quarter}", get().to(report_pages::show))
        .route("/pacts/{id}/progress/{quarter}", post().to(report_pages::report))
        .route("/pacts/{id}/progress/{quarter}/confirmation", post().to(report_pages::confirm))
        .route("/pacts/{id}/progress/{quarter}/return", post().to(report_pages::return_report))
        .route("/pacts/{id}/print", get().to(print::show))
        .route("/pacts/{id}/print.{format}", get().to(print::show));
}

fn conferences(app: &mut ServiceConfig) {
    use conferences::{actions, pages};
    app.route("/conferences", get().to(pages::index))
        .route("/conferences.{kind}", get().to(pages::file))
        .route("/conferences/new", get().to(pages::new))
        .route("/conferences", post().to(actions::plan))
        .route("/conferences/{id}", get().to(pages::show))
        .route("/conferences/{id}", post().to(actions::change))
        .route("/conferences/{id}/edit", get().to(pages::edit))
        .route("/conferences/{id}/record", get().to(pages::record))
        .route("/conferences/{id}/record", post().to(actions::record))
        .route("/conferences/{id}/print", get().to(pages::print))
        .route("/conferences/{id}/print.{format}", get().to(pages::print));
}

fn documents(app: &mut ServiceConfig) {
    use documents::{actions, file_actions, pages, papers, readers_pages, steps_pages};
    app.route("/documents", get().to(pages::index))
        .route("/documents.{kind}", get().to(pages::file))
        .route("/documents/new", get().to(pages::new))
        .route("/documents", post().to(actions::create))
        .route("/documents/{id}", get().to(pages::show))
        .route("/documents/{id}", post().to(actions::change))
        .route("/documents/{id}/print", get().to(papers::print))
        .route("/documents/{id}/print.{format}", get().to(papers::print))
        .route("/documents/{id}/edit", get().to(pages::edit))
        .route("/documents/{id}/files", post().to(file_actions::attach))
        .route("/documents/{id}/files/{file}", get().to(file_actions::give))
        .route("/documents/{id}/files/{file}/removal", post().to(file_actions::remove))
        .route("/documents/{id}/sending", get().to(steps_pages::sending))
        .route("/documents/{id}/sending", post().to(actions::send))
        .route("/documents/{id}/withdrawal", get().to(steps_pages::withdrawal))
        .route("/documents/{id}/withdrawal", post().to(actions::withdraw))
        .route("/documents/{id}/discarding", post().to(file_actions::discard))
        .route("/documents/{id}/receipt", post().to(actions::mark_read))
        .route("/documents/{id}/readers", get().to(readers_pages::index))
        .route("/documents/{id}/readers.{kind}", get().to(readers_pages::file))
        .route("/documents/{id}/readers/print", get().to(readers_pages::print))
        .route("/documents/{id}/readers/print.{format}", get().to(readers_pages::print));
}

fn rounds(app: &mut ServiceConfig) {
    use rounds::{actions, extension_pages, ledger_pages, missing_pages, nudge_pages, summary_pages};
    app.route("/rounds", get().to(nudge_pages::index))
        .route("/rounds.{kind}", get().to(nudge_pages::file))
        .route("/rounds/print", get().to(nudge_pages::print))
        .route("/rounds/print.{format}", get().to(nudge_pages::print))
        .route("/rounds/missing", get().to(missing_pages::index))
        .route("/rounds/missing.{kind}", get().to(missing_pages::file))
        .route("/rounds/missing/print", get().to(missing_pages::print))
        .route("/rounds/missing/print.{format}", get().to(missing_pages::print))
        .route("/rounds/summary", get().to(summary_pages::index))
        .route("/rounds/summary.{kind}", get().to(summary_pages::file))
        .route("/rounds/summary/print", get().to(summary_pages::print))
        .route("/rounds/summary/print.{format}", get().to(summary_pages::print))
        .route("/rounds/ledger", get().to(ledger_pages::index))
        .route("/rounds/ledger.{kind}", get().to(ledger_pages::file))
        .route("/rounds/ledger/print", get().to(ledger_pages::print))
        .route("/rounds/ledger/print.{format}", get().to(ledger_pages::print))
        .route("/rounds/extensions", get().to(extension_pages::index))
        .route("/rounds/extensions.{kind}", get().to(extension_pages::file))
        .route("/rounds/extensions", post().to(actions::grant))
        .route("/rounds/extensions/{id}/withdrawal", get().to(extension_pages::withdrawal))
        .route("/rounds/extensions/{id}/withdrawal", post().to(actions::withdraw));
}

fn registrations(app: &mut ServiceConfig) {
    use registrations::{actions, pages, papers};
    app.route("/registrations", get().to(pages::index))
        .route("/registrations.{kind}", get().to(pages::file))
        .route("/registrations/new", get().to(pages::new))
        .route("/registrations", post().to(actions::create))
        .route("/registrations/{id}", get().to(pages::show))
        .route("/registrations/{id}", post().to(actions::change))
        .route("/registrations/{id}/edit", get().to(pages::edit))
        .route("/registrations/{id}/print", get().to(papers::form))
        .route("/registrations/{id}/print.{format}", get().to(papers::form))
        .route("/registrations/{id}/filing", get().to(pages::check))
        .route("/registrations/{id}/filing", post().to(actions::file))
        .route("/registrations/{id}/filed", get().to(pages::filed))
        .route("/registrations/{id}/withdrawal", post().to(actions::withdraw))
        .route("/registrations/{id}/agreement", post().to(actions::agree))
        .route("/registrations/{id}/return", post().to(actions::return_for_changes))
        .route("/registrations/{id}/acceptance", post().to(actions::accept))
        .route("/registrations/{id}/rejection", post().to(actions::reject))
        .route("/registrations/{id}/receipt", post().to(actions::mend_receipt));
}

fn dossiers(app: &mut ServiceConfig) {
    use dossiers::{actions, acts, file_actions, form_pages, ledger_pages, pages, report_print, show};
    app.route("/dossiers", get().to(pages::index))
        .route("/dossiers.{kind}", get().to(pages::file))
        .route("/dossiers/new", get().to(form_pages::new))
        .route("/dossiers", post().to(actions::create))
        .route("/dossiers/ledger", get().to(ledger_pages::index))
        .route("/dossiers/ledger.{kind}", get().to(ledger_pages::file))
        .route("/dossiers/ledger/print", get().to(ledger_pages::print))
        .route("/dossiers/ledger/print.{format}", get().to(ledger_pages::print))
        .route("/dossiers/{id}", get().to(show::show))
        .route("/dossiers/{id}", post().to(actions::change))
        .route("/dossiers/{id}/edit", get().to(form_pages::edit))
        .route("/dossiers/{id}/report", get().to(report_print::show))
        .route("/dossiers/{id}/report.{format}", get().to(report_print::show))
        .route("/dossiers/{id}/report/{section}", get().to(form_pages::section))
        .route("/dossiers/{id}/report/{section}", post().to(actions::write_section))
        .route("/dossiers/{id}/files", post().to(file_actions::attach))
        .route("/dossiers/{id}/files/{file}", get().to(file_actions::give))
        .route("/dossiers/{id}/files/{file}/removal", post().to(file_actions::remove))
        .route("/dossiers/{id}/filing", get().to(pages::check))
        .route("/dossiers/{id}/filing", post().to(actions::file))
        .route("/dossiers/{id}/filed", get().to(pages::filed))
        .route("/dossiers/{id}/withdrawal", post().to(actions::withdraw))
        .route("/dossiers/{id}/recall", post().to(actions::recall))
        .route("/dossiers/{id}/agreement", post().to(actions::agree))
        .route("/dossiers/{id}/return", post().to(actions::return_for_changes))
        .route("/dossiers/{id}/verification", post().to(actions::verify))
        .route("/dossiers/{id}/rejection", post().to(actions::reject))
        .route("/dossiers/{id}/downgrade", get().to(acts::downgrade))
        .route("/dossiers/{id}/downgrade", post().to(actions::downgrade))
        .route("/dossiers/{id}/hold", get().to(acts::hold))
        .route("/dossiers/{id}/hold", post().to(actions::hold))
        .route("/dossiers/{id}/resumption", get().to(acts::resume))
        .route("/dossiers/{id}/resumption", post().to(actions::resume))
        .route("/dossiers/{id}/handover", get().to(acts::hand_over))
        .route("/dossiers/{id}/handover", post().to(actions::hand_over))
        .route("/dossiers/{id}/receipt", get().to(acts::receipt))
        .route("/dossiers/{id}/receipt", post().to(actions::mend_receipt));
}

fn unit_meetings(app: &mut ServiceConfig) {
    use unit_meetings::{actions, closing_pages, pages, print};
    app.route("/unit-meetings", get().to(pages::index))
        .route("/unit-meetings.{kind}", get().to(pages::file))
        .route("/unit-meetings/new", get().to(pages::new))
        .route("/unit-meetings", post().to(actions::create))
        .route("/unit-meetings/{id}", get().to(pages::show))
        .route("/unit-meetings/{id}", post().to(actions::change))
        .route("/unit-meetings/{id}/edit", get().to(pages::edit))
        .route("/unit-meetings/{id}/closing", get().to(closing_pages::check))
        .route("/unit-meetings/{id}/closing", post().to(actions::close))
        .route("/unit-meetings/{id}/discarding", post().to(actions::discard))
        .route("/unit-meetings/{id}/print", get().to(print::show))
        .route("/unit-meetings/{id}/print.{format}", get().to(print::show));
}

fn council_meetings(app: &mut ServiceConfig) {
    use council_meetings::{
        actions, concluding_pages, file_actions, pages, papers, preparing_pages, voting_actions, voting_pages,
    };
    app.route("/ballots", get().to(voting_pages::own))
        .route("/council-meetings", get().to(pages::index))
        .route("/council-meetings.{kind}", get().to(pages::file))
        .route("/council-meetings", post().to(actions::call))
        .route("/council-meetings/new", get().to(pages::new))
        .route("/council-meetings/secrecy", get().to(pages::secrecy))
        .route("/council-meetings/{id}", get().to(pages::show))
        .route("/council-meetings/{id}", post().to(actions::amend))
        .route("/council-meetings/{id}/edit", get().to(pages::edit))
        .route("/council-meetings/{id}/dropping", post().to(actions::drop_meeting))
        .route("/council-meetings/{id}/agenda", get().to(preparing_pages::agenda))
        .route("/council-meetings/{id}/agenda", post().to(actions::put_on_agenda))
        .route("/council-meetings/{id}/agenda/{dossier}/removal", post().to(actions::take_off_agenda))
        .route("/council-meetings/{id}/members", get().to(preparing_pages::members))
        .route("/council-meetings/{id}/members", post().to(actions::attend))
        .route("/council-meetings/{id}/conflicts", get().to(preparing_pages::conflicts))
        .route("/council-meetings/{id}/conflicts", post().to(actions::declare))
        .route("/council-meetings/{id}/conflicts/removal", post().to(actions::undeclare))
        .route("/council-meetings/{id}/start", get().to(voting_pages::start))
        .route("/council-meetings/{id}/start", post().to(voting_actions::start))
        .route("/council-meetings/{id}/turnout", get().to(voting_pages::turnout))
        .route("/council-meetings/{id}/ballot", get().to(voting_pages::ballot))
        .route("/council-meetings/{id}/ballot", post().to(voting_actions::cast))
        .route("/council-meetings/{id}/ballot/check", post().to(voting_actions::check))
        .route("/council-meetings/{id}/ballot/done", get().to(voting_pages::done))
        .route("/council-meetings/{id}/counts", get().to(voting_pages::counts))
        .route("/council-meetings/{id}/counts", post().to(voting_actions::enter_counts))
        .route("/council-meetings/{id}/closing", get().to(voting_pages::closing))
        .route("/council-meetings/{id}/closing", post().to(voting_actions::close))
        .route("/council-meetings/{id}/opening", get().to(voting_pages::opening))
        .route("/council-meetings/{id}/opening", post().to(voting_actions::open))
        .route("/council-meetings/{id}/voiding", get().to(voting_pages::voiding))
        .route("/council-meetings/{id}/voiding", post().to(voting_actions::void))
        .route("/council-meetings/{id}/conclusion", get().to(concluding_pages::conclusion))
        .route("/council-meetings/{id}/conclusion", post().to(actions::conclude))
        .route("/council-meetings/{id}/amendments", post().to(actions::write_on))
        .route("/council-meetings/{id}/files", post().to(file_actions::attach))
        .route("/council-meetings/{id}/files/{file}", get().to(file_actions::give))
        .route("/council-meetings/{id}/files/{file}/removal", post().to(file_actions::remove))
        .route("/council-meetings/{id}/documents.zip", get().to(papers::pack))
        .route("/council-meetings/{id}/ballot-paper", get().to(papers::ballot_paper))
        .route("/council-meetings/{id}/ballot-paper.{format}", get().to(papers::ballot_paper))
        .route("/council-meetings/{id}/counting-minutes", get().to(papers::counting_minutes))
        .route("/council-meetings/{id}/counting-minutes.{format}", get().to(papers::counting_minutes))
        .route("/council-meetings/{id}/minutes", get().to(papers::minutes))
        .route("/council-meetings/{id}/minutes.{format}", get().to(papers::minutes));
}

fn council_results(app: &mut ServiceConfig) {
    use council_results::{pages, print};
    app.route("/council-results", get().to(pages::index))
        .route("/council-results.{kind}", get().to(pages::file))
        .route("/council-results/{id}", get().to(pages::show))
        .route("/council-results/{id}/print", get().to(print::print))
        .route("/council-results/{id}/print.{format}", get().to(print::print));
}

fn publicity(app: &mut ServiceConfig) {
    use publicity::{actions, objection_pages, pages, print};
    app.route("/publicity", get().to(pages::index))
        .route("/publicity.{kind}", get().to(pages::file))
        .route("/publicity/new", get().to(pages::new))
        .route("/publicity/check", post().to(actions::check))
        .route("/publicity", post().to(actions::open))
        .route("/publicity/{id}", get().to(pages::show))
        .route("/publicity/{id}/print", get().to(print::list))
        .route("/publicity/{id}/print.{format}", get().to(print::list))
        .route("/publicity/{id}/extension", get().to(pages::extension))
        .route("/publicity/{id}/extension", post().to(actions::extend))
        .route("/publicity/{id}/objections/new", get().to(objection_pages::new))
        .route("/publicity/{id}/objections", post().to(actions::raise))
        .route("/publicity/{id}/objections/{objection}", get().to(objection_pages::show))
        .route("/publicity/{id}/objections/{objection}", post().to(actions::answer))
        .route("/publicity/{id}/closing", get().to(pages::closing))
        .route("/publicity/{id}/closing", post().to(actions::close))
        .route("/publicity/{id}/minutes", get().to(print::minutes))
        .route("/publicity/{id}/minutes.{format}", get().to(print::minutes));
}

fn escalations(app: &mut ServiceConfig) {
    use escalations::{actions, pages, print};
    app.route("/escalations", get().to(pages::index))
        .route("/escalations.{kind}", get().to(pages::file))
        .route("/escalations/new", get().to(pages::new))
        .route("/escalations", post().to(actions::create))
        .route("/escalations/{id}", get().to(pages::show))
        .route("/escalations/{id}", post().to(actions::change))
        .route("/escalations/{id}/edit", get().to(pages::edit))
        .route("/escalations/{id}/discarding", post().to(actions::discard))
        .route("/escalations/{id}/submission", get().to(pages::submission))
        .route("/escalations/{id}/submission", post().to(actions::submit))
        .route("/escalations/{id}/print", get().to(print::show))
        .route("/escalations/{id}/print.{format}", get().to(print::show));
}

fn wordings(app: &mut ServiceConfig) {
    use wordings::{actions, pages};
    app.route("/wordings", get().to(pages::index))
        .route("/wordings/{paper}", get().to(pages::edit))
        .route("/wordings/{paper}", post().to(actions::change))
        .route("/wordings/{paper}/restoration", post().to(actions::restore))
        .route("/wordings/{paper}/history", get().to(pages::versions))
        .route("/wordings/{paper}/reuse", post().to(actions::reuse));
}

fn holidays(app: &mut ServiceConfig) {
    use holidays::{actions, pages};
    app.route("/holidays", get().to(pages::index))
        .route("/holidays.{kind}", get().to(pages::file))
        .route("/holidays", post().to(actions::add))
        .route("/holidays/{day}/removal", post().to(actions::remove));
}

fn initiative_rounds(app: &mut ServiceConfig) {
    use initiative_rounds::{
        actions, assigning_pages, gathering_pages, outcome_pages, pages, papers, scan_actions, sheet_actions,
        sheet_pages,
    };
    app.route("/initiative-rounds", get().to(pages::index))
        .route("/initiative-rounds.{kind}", get().to(pages::file))
        .route("/initiative-rounds/new", get().to(pages::new))
        .route("/initiative-rounds", post().to(actions::open))
        .route("/initiative-rounds/{id}", get().to(pages::show))
        .route("/initiative-rounds/{id}", post().to(actions::amend))
        .route("/initiative-rounds/{id}/edit", get().to(pages::edit))
        .route("/initiative-rounds/{id}/initiatives", get().to(gathering_pages::initiatives))
        .route("/initiative-rounds/{id}/initiatives", post().to(actions::take_up))
        .route("/initiative-rounds/{id}/initiatives/{code}/removal", post().to(actions::put_back))
        .route("/initiative-rounds/{id}/council", get().to(gathering_pages::council))
        .route("/initiative-rounds/{id}/council", post().to(actions::seat))
        .route("/initiative-rounds/{id}/council/copying", post().to(actions::seat_council))
        .route("/initiative-rounds/{id}/council/{person}/removal", post().to(actions::unseat))
        .route("/initiative-rounds/{id}/examiners", get().to(assigning_pages::index))
        .route("/initiative-rounds/{id}/examiners/{code}", get().to(assigning_pages::show))
        .route("/initiative-rounds/{id}/examiners/{code}", post().to(actions::assign))
        .route("/initiative-rounds/{id}/split", get().to(assigning_pages::split))
        .route("/initiative-rounds/{id}/split", post().to(actions::accept_split))
        .route("/initiative-rounds/{id}/scoring", post().to(actions::start))
        .route("/initiative-rounds/{id}/matrix", get().to(outcome_pages::matrix))
        .route("/initiative-rounds/{id}/conclusion", get().to(outcome_pages::conclusion))
        .route("/initiative-rounds/{id}/conclusion", post().to(actions::conclude))
        .route("/initiative-rounds/{id}/draft", get().to(outcome_pages::draft))
        .route("/initiative-rounds/{id}/draft", post().to(actions::draft))
        .route("/initiative-rounds/{id}/issuance", get().to(outcome_pages::issuance))
        .route("/initiative-rounds/{id}/issuance", post().to(actions::issue))
        .route("/initiative-rounds/{id}/minutes", get().to(papers::minutes))
        .route("/initiative-rounds/{id}/minutes.{format}", get().to(papers::minutes))
        .route("/initiative-rounds/{id}/sheets", get().to(papers::sheets))
        .route("/initiative-rounds/{id}/sheets.{format}", get().to(papers::sheets))
        .route("/initiative-rounds/{id}/decision", get().to(papers::decision))
        .route("/initiative-rounds/{id}/decision.{format}", get().to(papers::decision))
        .route("/initiative-rounds/{id}/scans", post().to(scan_actions::attach))
        .route("/initiative-rounds/{id}/scans/{scan}", get().to(scan_actions::give))
        .route("/initiative-rounds/{id}/scans/{scan}/removal", post().to(scan_actions::remove))
        .route("/initiative-sheets", get().to(sheet_pages::index))
        .route("/initiative-sheets/{id}", get().to(sheet_pages::show))
        .route("/initiative-sheets/{id}", post().to(sheet_actions::score))
        .route("/initiative-sheets/{id}/recusal", post().to(sheet_actions::recuse))
        .route("/initiative-sheets/{id}/reopening", post().to(sheet_actions::reopen))
        .route("/initiative-sheets/{id}/replacement", post().to(sheet_actions::replace));
}

fn councils(app: &mut ServiceConfig) {
    use councils::{actions, pages};
    app.route("/councils", get().to(pages::index))
        .route("/councils.{kind}", get().to(pages::file))
        .route("/councils/new", get().to(pages::new))
        .route("/councils", post().to(actions::set_up))
        .route("/councils/{id}", get().to(pages::show))
        .route("/councils/{id}", post().to(actions::amend))
        .route("/councils/{id}/edit", get().to(pages::edit))
        .route("/councils/{id}/end", post().to(actions::end))
        .route("/councils/{id}/members.{kind}", get().to(pages::members_file))
        .route("/councils/{id}/seats", post().to(actions::seat))
        .route("/councils/{id}/seats/{seat}", get().to(pages::seat))
        .route("/councils/{id}/seats/{seat}", post().to(actions::change_seat))
        .route("/councils/{id}/seats/{seat}/end", post().to(actions::end_seat))
        .route("/councils/{id}/seats/{seat}/removal", post().to(actions::remove_seat));
}

fn funds(app: &mut ServiceConfig) {
    use funds::{entry_page, pages, print, reversal_page, sources_page};
    app.route("/funds", get().to(pages::index))
        .route("/funds.{kind}", get().to(pages::file))
        .route("/funds/print", get().to(print::print))
        .route("/funds/print.{format}", get().to(print::print))
        .route("/funds/plans/new", get().to(entry_page::new_plan))
        .route("/funds/plans", post().to(entry_page::plan))
        .route("/funds/receipts/new", get().to(entry_page::new_receipt))
        .route("/funds/receipts", post().to(entry_page::receipt))
        .route("/funds/payments/new", get().to(entry_page::new_payment))
        .route("/funds/payments", post().to(entry_page::payment))
        .route("/funds/overrides/new", get().to(entry_page::new_override))
        .route("/funds/overrides", post().to(entry_page::let_overdraw))
        .route("/funds/entries/{id}/reversal", get().to(reversal_page::show))
        .route("/funds/entries/{id}/reversal", post().to(reversal_page::reverse))
        .route("/funds/sources", get().to(sources_page::index))
        .route("/funds/sources", post().to(sources_page::add))
        .route("/funds/sources/{id}/closure", post().to(sources_page::close));
}

fn certificates(app: &mut ServiceConfig) {
    use certificates::{act_pages, actions, pages, printing, register, template_actions, template_pages};
    app.route("/certificates", get().to(pages::index))
        .route("/certificates/register", get().to(register::index))
        .route("/certificates/register.{kind}", get().to(register::file))
        .route("/certificates/decisions/{id}", get().to(pages::show_decision))
        .route("/certificates/decisions/{id}/entry", get().to(pages::entry))
        .route("/certificates/decisions/{id}/entry", post().to(actions::enter))
        .route("/certificates/decisions/{id}/handover", get().to(pages::handover))
        .route("/certificates/decisions/{id}/handover", post().to(actions::hand_over_many))
        .route("/certificates/decisions/{id}/print", get().to(printing::decision))
        .route("/certificates/decisions/{id}/print.pdf", get().to(printing::decision_pdf))
        .route("/certificates/decisions/{id}/receipts", get().to(printing::receipts))
        .route("/certificates/decisions/{id}/receipts.{format}", get().to(printing::receipts))
        .route("/certificates/awards/{id}", get().to(pages::show))
        .route("/certificates/awards/{id}/print", get().to(printing::one))
        .route("/certificates/awards/{id}/print.pdf", get().to(printing::one_pdf))
        .route("/certificates/awards/{id}/handover", get().to(act_pages::hand_over))
        .route("/certificates/awards/{id}/handover", post().to(actions::hand_over))
        .route("/certificates/awards/{id}/spoiling", get().to(act_pages::spoiling))
        .route("/certificates/awards/{id}/spoiling", post().to(actions::spoil))
        .route("/certificates/awards/{id}/reissue", get().to(act_pages::reissue))
        .route("/certificates/awards/{id}/reissue", post().to(actions::reissue))
        .route("/certificates/awards/{id}/return", get().to(act_pages::take_back))
        .route("/certificates/awards/{id}/return", post().to(actions::take_back))
        .route("/certificates/templates", get().to(template_pages::index))
        .route("/certificates/printer", post().to(template_actions::set_offset))
        .route("/certificates/templates/{award}", get().to(template_pages::show))
        .route("/certificates/templates/{award}", post().to(template_actions::save))
        .route("/certificates/templates/{award}/restoring", post().to(template_actions::restore))
        .route("/certificates/templates/{award}/sample", get().to(template_pages::sample))
        .route("/certificates/templates/{award}/sample.pdf", get().to(template_pages::sample_pdf))
        .route("/certificates/templates/{award}/test", get().to(template_pages::test))
        .route("/certificates/templates/{award}/test.pdf", get().to(template_pages::test_pdf));
}

fn payments(app: &mut ServiceConfig) {
    use payments::{actions, correction_page, pages, print, recoveries};
    app.route("/payments", get().to(pages::index))
        .route("/payments.{kind}", get().to(pages::file))
        .route("/payments/check", post().to(actions::check))
        .route("/payments", post().to(actions::create))
        .route("/payments/print", get().to(print::print))
        .route("/payments/print.{format}", get().to(print::print))
        .route("/payments/recoveries", get().to(recoveries::index))
        .route("/payments/recoveries.{kind}", get().to(recoveries::file))
        .route("/payments/{id}/recovery", get().to(recoveries::show))
        .route("/payments/{id}/recovery", post().to(recoveries::save))
        .route("/payments/{id}/correction", get().to(correction_page::show))
        .route("/payments/{id}/correction", post().to(correction_page::save));
}

fn decisions(app: &mut ServiceConfig) {
    use decisions::{
        actions, correction_page, correction_print, pages, papers, register_pages, revocation_page, scan_actions,
    };
    app.route("/decisions", get().to(pages::index))
        .route("/decisions.{kind}", get().to(pages::file))
        .route("/decisions/new", get().to(pages::new))
        .route("/decisions", post().to(actions::create))
        .route("/decisions/higher/new", get().to(pages::higher))
        .route("/decisions/higher", post().to(actions::record_higher))
        .route("/decisions/register", get().to(register_pages::index))
        .route("/decisions/register.{kind}", get().to(register_pages::file))
        .route("/decisions/register/print", get().to(register_pages::print))
        .route("/decisions/register/print.{format}", get().to(register_pages::print))
        .route("/decisions/{id}/paper", get().to(papers::paper))
        .route("/decisions/{id}/paper.{format}", get().to(papers::paper))
        .route("/decisions/{id}", get().to(pages::show))
        .route("/decisions/{id}", post().to(actions::change))
        .route("/decisions/{id}/edit", get().to(pages::edit))
        .route("/decisions/{id}/discarding", post().to(actions::discard))
        .route("/decisions/{id}/issuance", get().to(pages::check))
        .route("/decisions/{id}/issuance", post().to(actions::issue))
        .route("/decisions/{id}/correction", get().to(correction_page::show))
        .route("/decisions/{id}/correction/print", get().to(correction_print::print))
        .route("/decisions/{id}/correction/print.{format}", get().to(correction_print::print))
        .route("/decisions/{id}/correction", post().to(correction_page::save))
        .route("/decisions/{id}/scans", post().to(scan_actions::attach))
        .route("/decisions/{id}/scans/{scan}", get().to(scan_actions::give))
        .route("/decisions/{id}/scans/{scan}/removal", post().to(scan_actions::remove))
        .route("/decisions/{id}/revocation", get().to(revocation_page::show))
        .route("/decisions/{id}/revocation", post().to(revocation_page::revoke));
}

fn awards(app: &mut ServiceConfig) {
    use awards::pages;
    app.route("/awards", get().to(pages::index))
        .route("/awards.{kind}", get().to(pages::file))
        .route("/awards/print", get().to(pages::print))
        .route("/awards/print.{format}", get().to(pages::print));
}

fn approvals(app: &mut ServiceConfig) {
    use approvals::{actions, pages};
    app.route("/approvals", get().to(pages::index))
        .route("/approvals.{kind}", get().to(pages::file))
        .route("/approvals/next", get().to(pages::next))
        .route("/approvals/check", post().to(actions::check))
        .route("/approvals/agreement", post().to(actions::agree))
        .route("/approvals/return", post().to(actions::return_for_changes));
}

fn revenue(app: &mut ServiceConfig) {
    use revenue::{actions, assignments, comparison, entries, months, outlook, pages, profile, tables};
    app.route("/revenue", get().to(pages::index))
        .route("/revenue.{kind}", get().to(pages::file))
        .route("/revenue/forecast", get().to(outlook::forecast))
        .route("/revenue/forecast.{kind}", get().to(outlook::forecast_file))
        .route("/revenue/units", get().to(outlook::units))
        .route("/revenue/units.{kind}", get().to(outlook::units_file))
        .route("/revenue/compare", get().to(comparison::index))
        .route("/revenue/compare.{kind}", get().to(comparison::file))
        .route("/revenue/profile", get().to(profile::index))
        .route("/revenue/profile.{kind}", get().to(profile::file))
        .route("/revenue/entries", get().to(entries::index))
        .route("/revenue/entries.{kind}", get().to(entries::file))
        .route("/revenue/assignments", get().to(assignments::index))
        .route("/revenue/assignments.{kind}", get().to(assignments::file))
        .route("/revenue/months", get().to(months::index))
        .route("/revenue/months.{kind}", get().to(months::file))
        .route("/revenue/months/{year}/{month}/closing", get().to(months::closing))
        .route("/revenue/months/{year}/{month}/closing", post().to(actions::close_month))
        .route("/revenue/months/{year}/{month}/reopening", get().to(months::reopening))
        .route("/revenue/months/{year}/{month}/reopening", post().to(actions::reopen_month))
        .route("/revenue/entry", get().to(tables::entry))
        .route("/revenue/entry", post().to(actions::enter_month))
        .route("/revenue/estimates", get().to(tables::estimates))
        .route("/revenue/estimates", post().to(actions::assign_estimate));
}

fn units(app: &mut ServiceConfig) {
    use units::{actions, pages};
    app.route("/units", get().to(pages::index))
        .route("/units.{kind}", get().to(pages::file))
        .route("/units/new", get().to(pages::new))
        .route("/units", post().to(actions::create))
        .route("/units/{code}", get().to(pages::show))
        .route("/units/{code}", post().to(actions::change))
        .route("/units/{code}/edit", get().to(pages::edit));
}

fn people(app: &mut ServiceConfig) {
    use people::{actions, pages};
    app.route("/people", get().to(pages::index))
        .route("/people.{kind}", get().to(pages::file))
        .route("/people/new", get().to(pages::new))
        .route("/people", post().to(actions::create))
        .route("/people/{code}", get().to(pages::show))
        .route("/people/{code}", post().to(actions::change))
        .route("/people/{code}/edit", get().to(pages::edit))
        .route("/people/{code}/transfer", get().to(pages::transfer))
        .route("/people/{code}/transfer", post().to(actions::transfer))
        .route("/people/{code}/leaving", get().to(pages::leaving))
        .route("/people/{code}/leaving", post().to(actions::leave));
}

fn eligibility(app: &mut ServiceConfig) {
    use eligibility::{actions, pages, quota};
    app.route("/eligibility", get().to(pages::index))
        .route("/eligibility.{kind}", get().to(pages::file))
        .route("/eligibility/quota", get().to(quota::index))
        .route("/people/{code}/eligibility", get().to(pages::person))
        .route("/people/{code}/eligibility/judgements", post().to(actions::judge_person))
        .route("/units/{code}/eligibility", get().to(pages::unit))
        .route("/units/{code}/eligibility/judgements", post().to(actions::judge_unit));
}

fn relatives(app: &mut ServiceConfig) {
    use relatives::{actions, pages};
    app.route("/relatives", get().to(pages::index))
        .route("/relatives.{kind}", get().to(pages::file))
        .route("/relatives", post().to(actions::declare))
        .route("/relatives/{person}/{relative}/removal", post().to(actions::remove));
}

fn disciplines(app: &mut ServiceConfig) {
    use disciplines::{actions, pages};
    app.route("/people/{code}/disciplines", get().to(pages::index))
        .route("/people/{code}/disciplines.{kind}", get().to(pages::file))
        .route("/people/{code}/disciplines", post().to(actions::record))
        .route("/people/{code}/disciplines/{id}", get().to(pages::edit))
        .route("/people/{code}/disciplines/{id}", post().to(actions::correct))
        .route("/people/{code}/disciplines/{id}/removal", get().to(pages::removal))
        .route("/people/{code}/disciplines/{id}/removal", post().to(actions::remove));
}

fn leaves(app: &mut ServiceConfig) {
    use leaves::{actions, pages};
    app.route("/people/{code}/leaves", get().to(pages::index))
        .route("/people/{code}/leaves.{kind}", get().to(pages::file))
        .route("/people/{code}/leaves", post().to(actions::record))
        .route("/people/{code}/leaves/{id}", get().to(pages::edit))
        .route("/people/{code}/leaves/{id}", post().to(actions::correct))
        .route("/people/{code}/leaves/{id}/removal", get().to(pages::removal))
        .route("/people/{code}/leaves/{id}/removal", post().to(actions::remove));
}

fn interim_results(app: &mut ServiceConfig) {
    use interim_results::{actions, pages};
    app.route("/interim-results", get().to(pages::index))
        .route("/interim-results/proposal", post().to(actions::propose))
        .route("/interim-results/confirmation", get().to(pages::check))
        .route("/interim-results/confirmation", post().to(actions::confirm));
}

fn reports(app: &mut ServiceConfig) {
    use reports::{actions, pages};
    app.route("/reports", get().to(pages::index))
        .route("/reports", post().to(actions::draft))
        .route("/reports/{id}", get().to(pages::show))
        .route("/reports/{id}", post().to(actions::write))
        .route("/reports/{id}/text", get().to(pages::text))
        .route("/reports/{id}/print", get().to(pages::print))
        .route("/reports/{id}/print.{format}", get().to(pages::print))
        .route("/reports/{id}/figures", post().to(actions::count_again))
        .route("/reports/{id}/completion", post().to(actions::complete))
        .route("/reports/{id}/reopening", post().to(actions::reopen))
        .route("/reports/{id}/discarding", post().to(actions::discard))
        // Before the page: its last part would take the ending too.
        .route("/reports/{year}/{kind}.{format}", get().to(pages::show_now))
        .route("/reports/{year}/{kind}", get().to(pages::show_now));
}

fn clusters(app: &mut ServiceConfig) {
    use clusters::{actions, acts, criteria_pages, file_actions, pages, print, sheet_actions, sheet_pages, show};
    app.route("/clusters", get().to(pages::index))
        .route("/clusters.{kind}", get().to(pages::file))
        .route("/clusters/new", get().to(pages::new))
        .route("/clusters", post().to(actions::create))
        // Before the page: its last part would take the ending too.
        .route("/clusters/{id}.{kind:csv|xlsx}", get().to(show::file))
        .route("/clusters/{id}", get().to(show::show))
        .route("/clusters/{id}", post().to(actions::change))
        .route("/clusters/{id}/edit", get().to(pages::edit))
        .route("/clusters/{id}/criteria", get().to(criteria_pages::index))
        .route("/clusters/{id}/criteria.{kind}", get().to(criteria_pages::file))
        .route("/clusters/{id}/criteria/new", get().to(criteria_pages::new))
        .route("/clusters/{id}/criteria", post().to(actions::add_criterion))
        .route("/clusters/{id}/criteria/{criterion}", get().to(criteria_pages::edit))
        .route("/clusters/{id}/criteria/{criterion}", post().to(actions::change_criterion))
        .route("/clusters/{id}/criteria/{criterion}/removal", post().to(actions::remove_criterion))
        .route("/clusters/{id}/copying", post().to(actions::copy))
        .route("/clusters/{id}/publication", get().to(acts::publish))
        .route("/clusters/{id}/publication", post().to(actions::publish))
        .route("/clusters/{id}/revision", get().to(acts::revise))
        .route("/clusters/{id}/revision", post().to(actions::revise))
        .route("/clusters/{id}/proposal", get().to(acts::propose))
        .route("/clusters/{id}/proposal", post().to(actions::propose))
        .route("/clusters/{id}/conclusion", get().to(acts::conclude))
        .route("/clusters/{id}/conclusion", post().to(actions::conclude))
        .route("/clusters/{id}/return", get().to(acts::return_))
        .route("/clusters/{id}/return", post().to(actions::return_))
        .route("/clusters/{id}/revocation", get().to(acts::revoke))
        .route("/clusters/{id}/revocation", post().to(actions::revoke))
        .route("/clusters/{id}/discarding", get().to(acts::discard))
        .route("/clusters/{id}/discarding", post().to(actions::discard))
        .route("/clusters/{id}/print", get().to(print::show))
        .route("/clusters/{id}/print.{format}", get().to(print::show))
        .route("/cluster-sheets/{id}.{kind:csv|xlsx}", get().to(sheet_pages::file))
        .route("/cluster-sheets/{id}", get().to(sheet_pages::show))
        .route("/cluster-sheets/{id}", post().to(sheet_actions::score))
        .route("/cluster-sheets/{id}/verification", get().to(sheet_pages::verify))
        .route("/cluster-sheets/{id}/verification", post().to(sheet_actions::verify))
        .route("/cluster-sheets/{id}/return", post().to(sheet_actions::return_))
        .route("/cluster-sheets/{id}/scribe", post().to(sheet_actions::name_scribe))
        .route("/cluster-sheets/{id}/files", post().to(file_actions::attach))
        .route("/cluster-sheets/{id}/files/{file}", get().to(file_actions::give))
        .route("/cluster-sheets/{id}/files/{file}/removal", post().to(file_actions::remove));
}

fn statistics(app: &mut ServiceConfig) {
    use statistics::{actions, codes_page, pages, print, rows};
    app.route("/statistics", get().to(pages::index))
        .route("/statistics/codes/{regime}", get().to(codes_page::codes))
        .route("/statistics/codes/{regime}", post().to(actions::save_codes))
        .route("/statistics/print", get().to(print::all))
        .route("/statistics/print.{format}", get().to(print::all))
        .route("/statistics/{form}/print", get().to(print::print))
        .route("/statistics/{form}/print.{format}", get().to(print::print))
        .route("/statistics/{form}/rows", get().to(rows::index))
        .route("/statistics/{form}/rows.{kind}", get().to(rows::file))
        .route("/statistics/{form}.{kind:csv|xlsx}", get().to(pages::file))
        .route("/statistics/{form}", get().to(pages::show));
}

fn progress(app: &mut ServiceConfig) {
    use progress::{pages, refusals, years_pages};
    app.route("/progress", get().to(pages::index))
        .route("/progress.{kind}", get().to(pages::file))
        .route("/progress/years", get().to(years_pages::index))
        .route("/progress/years.{kind}", get().to(years_pages::file))
        .route("/progress/refusals", get().to(refusals::index))
        .route("/progress/refusals.{kind}", get().to(refusals::file))
        .route("/progress/units/{code}.{kind:csv|xlsx}", get().to(pages::unit_file))
        .route("/progress/units/{code}", get().to(pages::unit));
}

fn grades(app: &mut ServiceConfig) {
    use grades::{actions, pages};
    app.route("/grades", get().to(pages::index))
        .route("/grades.{kind}", get().to(pages::file))
        .route("/grades", post().to(actions::enter));
}

fn revenue_sheets(app: &mut ServiceConfig) {
    use imports::revenue_sheets::{actions, names, pages};
    app.route("/imports/revenue-sheets", get().to(pages::index))
        .route("/imports/revenue-sheets", post().to(actions::keep))
        .route("/imports/revenue-sheets.{kind}", get().to(pages::file))
        .route("/imports/revenue-sheets/names", get().to(names::index))
        .route("/imports/revenue-sheets/names.{kind}", get().to(names::file))
        .route("/imports/revenue-sheets/names/{id}/forgetting", post().to(names::forget))
        .route("/imports/revenue-sheets/{id}", get().to(pages::show))
        .route("/imports/revenue-sheets/{id}/lines.{kind}", get().to(pages::lines))
        .route("/imports/revenue-sheets/{id}/settings", post().to(actions::choose))
        .route("/imports/revenue-sheets/{id}/names", post().to(actions::name_rows))
        .route("/imports/revenue-sheets/{id}/confirmation", post().to(actions::confirm))
        .route("/imports/revenue-sheets/{id}/discarding", post().to(actions::discard));
}

fn award_lists(app: &mut ServiceConfig) {
    use imports::award_lists::{actions, names, pages, rows_page};
    app.route("/imports/award-lists", get().to(pages::index))
        .route("/imports/award-lists", post().to(actions::keep))
        .route("/imports/award-lists.{kind}", get().to(pages::file))
        .route("/imports/award-lists/names", get().to(names::index))
        .route("/imports/award-lists/names.{kind}", get().to(names::file))
        .route("/imports/award-lists/names/{id}/forgetting", post().to(names::forget))
        .route("/imports/award-lists/{id}", get().to(pages::show))
        .route("/imports/award-lists/{id}/rows", get().to(rows_page::index))
        .route("/imports/award-lists/{id}/rows", post().to(rows_page::choose))
        .route("/imports/award-lists/{id}/columns", post().to(actions::set_columns))
        .route("/imports/award-lists/{id}/words", post().to(actions::name_awards))
        .route("/imports/award-lists/{id}/confirmation", post().to(actions::confirm))
        .route("/imports/award-lists/{id}/undoing", post().to(actions::undo))
        .route("/imports/award-lists/{id}/discarding", post().to(actions::discard));
}

fn imports(app: &mut ServiceConfig) {
    use imports::{actions, pages};
    // Before the import of a number: their last part would be taken for one.
    revenue_sheets(app);
    award_lists(app);
    app.route("/imports", get().to(pages::index))
        .route("/imports", post().to(actions::stage))
        .route("/imports/templates/{table}.{kind}", get().to(pages::template))
        .route("/imports/{id}", get().to(pages::show))
        .route("/imports/{id}/faults.{kind}", get().to(pages::faults))
        .route("/imports/{id}/confirmation", post().to(actions::confirm))
        .route("/imports/{id}/undoing", post().to(actions::undo));
}
