//! Who asks: read afresh on each request, so that a lock or a lost role works at once.

use std::future::Future;
use std::ops::Deref;
use std::pin::Pin;

use actix_session::SessionExt;
use actix_web::dev::Payload;
use actix_web::http::Method;
use actix_web::{FromRequest, HttpMessage, HttpRequest, web};
use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Date, Integer, Nullable, Text, Timestamp};

use super::sessions;
use super::waiting::Waiting;
use super::{entrance, flash, guard};
use crate::db::{Connection, Db};
use crate::domain::delegation::{Form, Scope};
use crate::domain::ids::*;
use crate::domain::role::{Role, Roles};
use crate::error::{AppError, AppResult};
use crate::policy::{Actor, StandIn};
use crate::sql::sql;

/// The logged-in user and what the frame of every page says to him.
pub struct CurrentUser {
    pub actor: Actor,
    pub agency: String,
    pub help_contact: String,
    pub text_size: i32,
    pub token: String,
    pub today: NaiveDate,
    pub is_demo: bool,
    /// Unencrypted HTTP was allowed beyond this machine.
    pub is_open_http: bool,
    /// Typed the password again a short while ago.
    pub is_confirmed: bool,
    pub waiting: Waiting,
    pub flash: Option<String>,
    pub path: String,
    /// What stands behind the question mark of the address.
    pub query: String,
}

impl Deref for CurrentUser {
    type Target = Actor;

    fn deref(&self) -> &Actor {
        &self.actor
    }
}

/// Opens only the pages on which a one-time password is changed.
pub struct PasswordChanger(pub CurrentUser);

/// Opens only the pages on which a second factor is set up.
pub struct FactorSetter(pub CurrentUser);

/// What somebody must do before anything else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Owed {
    Nothing,
    Password,
    SecondFactor,
}

impl FromRequest for CurrentUser {
    type Error = AppError;
    type Future = Pin<Box<dyn Future<Output = AppResult<Self>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            match load(&request).await? {
                (_, Owed::Password) => Err(AppError::PasswordChangeNeeded),
                (_, Owed::SecondFactor) => Err(AppError::SecondFactorNeeded),
                (user, Owed::Nothing) => Ok(user),
            }
        })
    }
}

impl FromRequest for PasswordChanger {
    type Error = AppError;
    type Future = Pin<Box<dyn Future<Output = AppResult<Self>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move { Ok(Self(load(&request).await?.0)) })
    }
}

impl FromRequest for FactorSetter {
    type Error = AppError;
    type Future = Pin<Box<dyn Future<Output = AppResult<Self>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            match load(&request).await? {
                (_, Owed::Password) => Err(AppError::PasswordChangeNeeded),
                (user, _) => Ok(Self(user)),
            }
        })
    }
}

async fn load(request: &HttpRequest) -> AppResult<(CurrentUser, Owed)> {
    let session = request.get_session();
    let next = if *request.method() == Method::GET { guard::asked_for(request) } else { guard::came_from(request) };
    let Ok(Some(account)) = session.get::<AccountId>(sessions::ACCOUNT) else {
        return Err(AppError::LoginNeeded(next));
    };
    let db = request.app_data::<web::Data<Db>>().ok_or(AppError::NotFound)?;
    let address = guard::address_of(request);
    let (today, now) = (db.clock.today(), db.clock.now().naive_utc());
    let found = db.read(move |conn| {
        let Some(row) = row_of(conn, account, today, now)? else {
            return Ok(None);
        };
        let actor = row.actor(account, address)?;
        let waiting = Waiting::of(conn, &actor, today)?;
        Ok(Some((row, actor, waiting)))
    });
    let Some((row, actor, waiting)) = found.await? else {
        session.purge();
        return Err(AppError::LoginNeeded(next));
    };
    if !guard::is_background(request) {
        sessions::note_use(&session, now)?;
    }
    // For whoever notes what was shown or refused to him.
    request.extensions_mut().insert(actor.clone());
    let user = CurrentUser {
        actor,
        agency: row.agency,
        help_contact: row.help_contact,
        text_size: row.text_size,
        token: sessions::token(&session)?,
        today,
        is_demo: row.is_demo,
        is_open_http: entrance::of(request).is_some_and(|entrance| entrance.is_open_http),
        is_confirmed: sessions::is_confirmed(&session, now),
        waiting,
        flash: flash::read(request),
        path: request.uri().path().to_owned(),
        query: request.uri().query().unwrap_or_default().to_owned(),
    };
    let owed = match (row.must_change_password, row.lacks_second_factor) {
        (true, _) => Owed::Password,
        (false, true) => Owed::SecondFactor,
        (false, false) => Owed::Nothing,
    };
    Ok((user, owed))
}

/// Account, person, unit, roles and agency in one read.
const ACCOUNT: &str = "SELECT a.username, a.full_name, a.person_id, p.unit_id, a.text_size, \
     (a.must_change_password OR COALESCE((SELECT r.most_days > 0 AND \
     julianday(?) - julianday(COALESCE(a.password_set_at, a.created_at)) > r.most_days FROM login_rules r), 0)) \
     AS must_change_password, \
     (EXISTS (SELECT 1 FROM login_rules r JOIN account_roles o ON o.account_id = a.id \
     WHERE instr(',' || r.second_factor_roles || ',', ',' || o.role || ',') > 0) \
     AND NOT EXISTS (SELECT 1 FROM second_factors WHERE account_id = a.id AND confirmed_at IS NOT NULL)) \
     AS lacks_second_factor, \
     COALESCE((SELECT group_concat(role) FROM account_roles WHERE account_id = a.id), '') AS roles, \
     COALESCE(g.head_person_id = a.person_id, 0) AS is_agency_head, \
     COALESCE(g.union_chair_person_id = a.person_id, 0) AS is_union_chair, \
     (SELECT json_group_array(json_array(d.scope, d.form, ga.full_name, gp.position)) \
     FROM delegations d JOIN accounts ga ON ga.id = d.giver_id AND ga.locked_at IS NULL JOIN people gp ON gp.id = ga.person_id \
     WHERE d.taker_id = a.id AND d.ends_on >= ? AND d.starts_on <= ? AND d.ended_on IS NULL AND CASE d.scope \
     WHEN 'decisions' THEN gp.id = g.head_person_id \
     ELSE gp.unit_id = p.unit_id AND EXISTS (SELECT 1 FROM account_roles WHERE account_id = ga.id AND role = 'unit_head') END) \
     AS stands_in, \
     COALESCE(s.name, '') AS agency, COALESCE(g.help_contact, '') AS help_contact, \
     COALESCE((SELECT kind <> 'department' FROM installations), 0) AS is_demo \
     FROM accounts a LEFT JOIN people p ON p.id = a.person_id LEFT JOIN agencies g ON g.id = 1 \
     LEFT JOIN subjects s ON s.id = g.unit_id WHERE a.id = ? AND a.locked_at IS NULL";

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    username: String,
    #[diesel(sql_type = Text)]
    full_name: String,
    #[diesel(sql_type = Nullable<BigInt>)]
    person_id: Option<PersonId>,
    #[diesel(sql_type = Nullable<BigInt>)]
    unit_id: Option<UnitId>,
    #[diesel(sql_type = Integer)]
    text_size: i32,
    #[diesel(sql_type = Bool)]
    must_change_password: bool,
    #[diesel(sql_type = Bool)]
    lacks_second_factor: bool,
    #[diesel(sql_type = Text)]
    roles: String,
    #[diesel(sql_type = Bool)]
    is_agency_head: bool,
    #[diesel(sql_type = Bool)]
    is_union_chair: bool,
    /// As JSON.
    #[diesel(sql_type = Text)]
    stands_in: String,
    #[diesel(sql_type = Text)]
    agency: String,
    #[diesel(sql_type = Text)]
    help_contact: String,
    #[diesel(sql_type = Bool)]
    is_demo: bool,
}

impl Row {
    fn actor(&self, account: AccountId, address: String) -> AppResult<Actor> {
        let roles: Roles = self.roles.split(',').filter_map(Role::from_code).collect();
        let mut actor = Actor::of_account(account, self.username.clone(), self.full_name.clone(), roles).at(address);
        actor.person = self.person_id;
        actor.unit = self.unit_id;
        actor.is_agency_head = self.is_agency_head;
        actor.is_union_chair = self.is_union_chair;
        actor.stands_in = self.stands_in()?;
        Ok(actor)
    }

    fn stands_in(&self) -> AppResult<Vec<StandIn>> {
        let given: Vec<(String, String, String, String)> =
            serde_json::from_str(&self.stands_in).map_err(|error| AppError::Unexpected(error.into()))?;
        let stand_in = |(scope, form, giver, position): (String, String, String, String)| {
            Some(StandIn { scope: Scope::from_code(&scope)?, form: Form::from_code(&form)?, giver, position })
        };
        Ok(given.into_iter().filter_map(stand_in).collect())
    }
}

fn row_of(conn: &mut Connection, account: AccountId, today: NaiveDate, now: NaiveDateTime) -> AppResult<Option<Row>> {
    let asked = sql(ACCOUNT).bind::<Timestamp, _>(now).bind::<Date, _>(today).bind::<Date, _>(today);
    Ok(asked.bind::<BigInt, _>(account).get_result(conn).optional()?)
}

/// The actor an account is in its own right, without a request: for the sample department and tests.
pub fn actor_of(conn: &mut Connection, account: AccountId) -> AppResult<Actor> {
    row_of(conn, account, NaiveDate::MIN, NaiveDateTime::MIN)?.ok_or(AppError::NotFound)?.actor(account, String::new())
}
