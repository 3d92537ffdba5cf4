//! Notices: told once an audience, to those whom they concern and nobody else, new until they are marked as seen.

use diesel::prelude::*;
use thidua::domain::dossier::Kind;
use thidua::domain::event::Object;
use thidua::domain::ids::*;
use thidua::domain::notice::Audience;
use thidua::domain::year::Year;
use thidua::features::decisions::ops::{self as decisions, Draft};
use thidua::features::notices::ops as notices;
use thidua::schema::notices as table;

use crate::support::*;

const BELL: &str = "<a class=\"header__tasks\" href=\"/notices\">Thông báo";

struct Office {
    app: TestApp,
    staff: Client,
    head: Client,
    other: Client,
    secretariat: Client,
}

async fn office() -> Office {
    let app = TestApp::new();
    let staff = app.login("LAN", "QLNS", &[Role::Staff]).await;
    let head = app.login("HUONG", "QLNS", &[Role::Staff, Role::UnitHead]).await;
    let other = app.login("VAN", "VP", &[Role::Staff]).await;
    let secretariat = app.login("TT", "VP", &[Role::Staff, Role::Secretariat]).await;
    Office { app, staff, head, other, secretariat }
}

async fn bell(client: &mut Client) -> String {
    client.get("/").await.between(BELL, "</a>").unwrap()
}

#[actix_web::test]
async fn a_returned_registration_is_told_to_whoever_filed_it_and_to_nobody_else() {
    let Office { app, mut staff, mut head, mut other, .. } = office().await;
    let fields = [("year", "2014"), ("award_code", "LDTT"), ("subject_code", "QLNS-LAN")];
    let saved = staff.post("/registrations", &fields).await;
    let address = saved.location.strip_suffix("/filing").unwrap().to_owned();
    staff.post_from(&saved.location, &saved.location, &[]).await.assert_status(303);
    head.post_from(&address, &format!("{address}/return"), &[("note", "Bí mật nội bộ")]).await.assert_status(303);

    assert_eq!(bell(&mut staff).await, " (1)");
    let page = staff.get("/notices").await;
    page.assert_shows(&format!("<a href=\"{address}\">Đăng ký Lao động tiên tiến năm 2014 của đồng chí được trả lại"));
    page.assert_shows("Mới").assert_hides("Bí mật nội bộ").assert_hides("huong");
    for client in [&mut head, &mut other] {
        assert_eq!(bell(client).await, "");
        client.get("/notices").await.assert_hides(&address).assert_hides("Đánh dấu đã xem");
    }

    let up_to = page.between("name=\"up_to\" value=\"", "\"").unwrap();
    staff.post("/notices/seen", &[("up_to", &up_to)]).await.assert_went_to("/notices");
    assert_eq!(bell(&mut staff).await, "");
    staff.get("/notices").await.assert_shows("Không có thông báo mới").assert_hides(">Mới<").assert_shows(&address);
    assert_eq!(app.audited().iter().filter(|event| *event == "notices_seen").count(), 1);
    // Marking reaches no further than what there is: the next one is new again.
    staff.post("/notices/seen", &[("up_to", "999999")]).await.assert_status(303);
    app.set_up(|tx| tell(tx, Audience::Everyone, "Có tin mới."));
    assert_eq!(bell(&mut staff).await, " (1)");
    staff.post("/notices/seen", &[("up_to", "0")]).await.assert_status(303);
    assert_eq!(bell(&mut staff).await, " (1)", "marking never goes back, nor past what was read");
    staff.post("/notices/seen", &[("up_to", "x")]).await.assert_status(400);
}

fn tell(tx: &mut thidua::db::Tx, audience: Audience, words: &str) -> thidua::error::AppResult<()> {
    notices::tell(tx, audience, words, Object::Agency)?;
    tx.audit(thidua::domain::event::Event::new(thidua::domain::event::EventKind::AgencyChanged, Object::Agency))
}

#[actix_web::test]
async fn each_audience_reaches_its_own_and_what_was_told_before_an_account_is_not_new_to_it() {
    let Office { app, mut staff, mut head, mut other, mut secretariat } = office().await;
    app.account("it", None, &[Role::ItAdmin]);
    let mut it = app.client("it").await;
    let (qlns, lan) = (app.unit("QLNS"), app.actor("lan").person.unwrap());
    app.set_up(|tx| {
        for (audience, words) in [
            (Audience::Everyone, "Tin A."),
            (Audience::Unit(qlns), "Tin B."),
            (Audience::Heads, "Tin C."),
            (Audience::HeadOf(qlns), "Tin D."),
            (Audience::Person(lan), "Tin E."),
            (Audience::Role(Role::Secretariat), "Tin F."),
            (Audience::Role(Role::ItAdmin), "Tin G."),
        ] {
            tell(tx, audience, words)?;
        }
        Ok(())
    });
    let expected: [(&mut Client, &str); 5] =
        [(&mut staff, "ABE"), (&mut head, "ABCD"), (&mut other, "A"), (&mut secretariat, "AF"), (&mut it, "G")];
    for (client, letters) in expected {
        let page = client.get("/notices").await;
        let told: String = ('A'..='G').filter(|letter| page.body.contains(&format!("Tin {letter}."))).collect();
        assert_eq!(told, letters);
        assert_eq!(bell(client).await, format!(" ({})", letters.len()));
    }
    let mut late = app.login("MOI", "QLNS", &[Role::Staff]).await;
    assert_eq!(bell(&mut late).await, "");
    late.get("/notices").await.assert_shows("Tin B.").assert_hides(">Mới<");
}

#[actix_web::test]
async fn a_decision_tells_everybody_and_each_it_names_in_one_statement() {
    let Office { app, mut staff, mut other, .. } = office().await;
    let director = app.login("GIAM", "STC", &[Role::Staff, Role::Leader]).await;
    app.make_head_of_agency(app.actor("giam").person.unwrap());
    drop(director);
    let lines = vec![app.passed("QLNS-LAN", "LDTT"), app.passed("VP-VAN", "LDTT"), app.passed("QLNS", "TTLDTT")];
    let draft = Draft { year: Year(2014), abstract_line: "Về việc công nhận".into(), lines };
    let id = app.db.write_now(&app.actor("tt"), |tx| decisions::draft(tx, &draft)).unwrap();
    let before: i64 = app.read(|conn| table::table.count().get_result(conn));
    let seen = decisions::Seen { id, version: 1 };
    let day = "2014-07-15".parse().unwrap();
    app.db.write_now(&app.actor("giam"), |tx| decisions::issue(tx, seen, "15", day)).unwrap();
    let after: Vec<(String, NaiveAt)> =
        app.read(|conn| table::table.order(table::id).offset(before).select((table::audience, table::at)).load(conn));
    let audiences: Vec<&str> = after.iter().map(|(audience, _)| audience.as_str()).collect();
    let person = |name: &str| format!("person:{}", app.actor(name).person.unwrap());
    let mut expected = vec!["everyone".to_owned(), person("lan"), person("van"), format!("unit:{}", app.unit("QLNS"))];
    expected.sort();
    let mut found: Vec<String> = audiences.iter().map(|it| (*it).to_owned()).collect();
    found.sort();
    assert_eq!(found, expected);
    let page = staff.get("/notices").await;
    page.assert_shows("Đồng chí: Lao động tiên tiến năm 2014 được tặng theo Quyết định 15/QĐ-STC ngày 15/07/2014");
    page.assert_shows("Đơn vị: ").assert_shows("Về việc công nhận").assert_hides("VAN");
    other.get("/notices").await.assert_hides("Đơn vị: ");
    // Whoever did it is not told.
    let mut director = app.client("giam").await;
    assert_eq!(bell(&mut director).await, "");
}

type NaiveAt = chrono::NaiveDateTime;

#[actix_web::test]
async fn steps_on_dossiers_initiatives_delegations_and_rounds_are_told() {
    let Office { app, mut staff, mut head, mut secretariat, .. } = office().await;
    let id: DossierId = app.verified("QLNS-LAN", "LDTT", Kind::Merit, None);
    let seen = app.dossier(id).seen();
    let secretary = app.actor("tt");
    app.db.write_now(&secretary, |tx| thidua::features::dossiers::ops::hold(tx, seen, "Xem xét kỷ luật")).unwrap();
    let until = [("year", "2014"), ("subject_code", "QLNS"), ("until", "31/12/2014"), ("reason", "Bận")];
    secretariat.post("/rounds/extensions", &until).await.assert_status(303);
    let taker = app.actor("lan").account.unwrap().to_string();
    let given = [
        ("scope", "review"),
        ("taker", taker.as_str()),
        ("form", "deputy"),
        ("starts_on", "15/07/2014"),
        ("ends_on", "20/07/2014"),
        ("reason", "Đi công tác"),
    ];
    head.post("/delegations", &given).await.assert_status(303);
    let page = staff.get("/notices").await;
    page.assert_shows("Hồ sơ đề nghị Lao động tiên tiến năm 2014 của đồng chí tạm dừng xét");
    page.assert_shows("Hạn đăng ký thi đua năm 2014 được gia hạn đến hết ngày 31/12/2014");
    page.assert_shows("huong ủy quyền cho đồng chí").assert_hides("Xem xét kỷ luật");
    secretariat.post("/years", &[("year", "2015")]).await.assert_status(303);
    staff.get("/notices").await.assert_shows("Đã mở đăng ký thi đua năm 2015");
    secretariat.get("/notices").await.assert_hides("Đã mở đăng ký thi đua năm 2015");
}

#[test]
fn telling_many_is_one_row_and_counting_them_a_look_into_an_index() {
    let app = TestApp::new();
    app.set_up(|tx| {
        for nth in 0..300 {
            tell(tx, Audience::Everyone, &format!("Tin {nth}."))?;
        }
        Ok(())
    });
    let plan = "EXPLAIN QUERY PLAN SELECT 1 FROM json_each('[\"everyone\"]') k CROSS JOIN notices n \
         WHERE n.audience = k.value AND n.id > 1 AND n.account_id IS NOT 5 LIMIT 100";
    let steps: Vec<Step> = app.read(|conn| diesel::sql_query(plan).load(conn));
    assert!(steps.iter().any(|step| step.detail.contains("USING COVERING INDEX notices_by_audience")), "{steps:?}");
}

#[derive(Debug, QueryableByName)]
struct Step {
    #[diesel(sql_type = diesel::sql_types::Text)]
    detail: String,
}
