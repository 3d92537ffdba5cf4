//! Certificates in every state, for the table of who may open what.

use thidua::domain::certificate::Template;
use thidua::domain::event::Object;
use thidua::domain::ids::*;
use thidua::features::certificates::ops::{self, Entry, Seen};
use thidua::features::decisions::ops::Revocation;
use thidua::web::history;

use super::*;

/// Decision 3 grants five giấy khen: 2 is not in the book, 3 is printed, 4 is spoiled, 5 was handed over, and 6 was printed
/// before its award was revoked. The template of the giấy khen was kept once.
pub fn of_all_states(app: &TestApp) {
    let lines = ["STC-901", "STC-902", "STC-903", "STC-904", "STC-905"].map(|code| {
        app.person(code, "Hoàng Thị Phôi", "STC");
        app.passed(code, "GK")
    });
    let lines = lines.to_vec();
    let gk = AwardCode::from_code("GK").unwrap();
    let day: chrono::NaiveDate = "2014-07-15".parse().unwrap();
    let draft = Draft { year: Year(2014), abstract_line: "Về việc tặng giấy khen".into(), lines };
    let id = app.db.write_now(&app.actor("secretariat"), |tx| decisions::draft(tx, &draft)).unwrap();
    assert_eq!(id, DecisionId(3));
    let issued = decisions::Seen { id, version: 1 };
    app.db.write_now(&app.actor("leader"), |tx| decisions::issue(tx, issued, "50", day)).unwrap();
    app.set_up(|tx| {
        let lines = [3, 4, 5, 6].map(|id| (AwardId(id), String::new())).to_vec();
        let entry = Entry { decision: id, award: gk, printed_on: day, first_serial: "GK-001".into(), lines };
        ops::enter(tx, &entry)?;
        let seen = |tx: &mut Tx, award: i64| {
            let object = Object::Certificate(CertificateId(award - 2));
            history::version(tx.conn, object).map(|version| Seen { award: AwardId(award), version })
        };
        let (spoiled, handed) = (seen(tx, 4)?, seen(tx, 5)?);
        ops::spoil(tx, spoiled, "In lệch")?;
        ops::hand_over(tx, handed, "", day)?;
        let revocation = Revocation {
            number: "51".into(),
            decided_on: day,
            reason: "Khai sai".into(),
            awards: vec![AwardId(6)],
            confirmed: "50/QĐ-STC".into(),
        };
        let version = decisions::find(tx.conn, id)?.version;
        decisions::revoke(tx, decisions::Seen { id, version }, &revocation)?;
        ops::save_template(tx, 0, &Template::original(gk))
    });
}

/// The certificate on which an act makes sense.
pub fn address(path: &str) -> String {
    let award = match path.rsplit('/').next().unwrap() {
        "reissue" => "4",
        "return" => "6",
        _ => "3",
    };
    path.replace("/decisions/{id}", "/decisions/3")
        .replace("/awards/{id}", &format!("/awards/{award}"))
        .replace("{award}", "GK")
        .replace("{kind}", "csv")
}
