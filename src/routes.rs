//! Every address of the program: what people can see (GET) and do (POST). Read this first.
//! Everything needs a login but what stands in `public`.

use actix_web::web::{ServiceConfig, get, post};

use crate::features::account;
use crate::web::assets;

pub fn all(app: &mut ServiceConfig) {
    public(app);
    account(app);
}

fn public(app: &mut ServiceConfig) {
    app.route("/healthz", get().to(crate::app::healthz))
        .route("/assets/{name}", get().to(assets::show))
        .route("/login", get().to(account::pages::login))
        .route("/login", post().to(account::actions::log_in));
}

fn account(app: &mut ServiceConfig) {
    app.route("/logout", post().to(account::actions::log_out))
        .route("/account/password", get().to(account::pages::password))
        .route("/account/password", post().to(account::actions::change_password))
        .route("/account/sessions", get().to(account::pages::my_sessions))
        .route("/account/sessions/{key}/ending", post().to(account::actions::end_session))
        .route("/account/text-size", post().to(account::actions::choose_text_size))
        .route("/account/record", get().to(account::pages::record))
        .route("/account/unit", get().to(account::pages::unit));
}
