//! What comes of a dossier: downgraded, sent on, answered, decided; and with it of the registration it was made from.

use super::*;

fn registration_state(app: &TestApp, id: RegistrationId) -> (String, String) {
    app.read(|conn| registrations::table.find(id).select((registrations::state, registrations::reason)).first(conn))
}

/// A dossier made from a registration, with its report written, straight in the state in which it is verified.
fn from_registration(app: &TestApp, registration: RegistrationId, award_code: &str) -> String {
    let id = app.set_up(|tx| {
        let new = Proposal {
            year: Year(2014),
            subject_code: "QLNS-LAN".into(),
            award: award(award_code),
            kind: Kind::Merit,
            movement: None,
            registration: Some(registration),
            achievement: String::new(),
        };
        let id = ops::propose(tx, &new)?;
        for (version, section) in PERSON.iter().enumerate() {
            ops::write_section(tx, Seen { id, version: version as i64 + 1 }, *section, "Đã làm", true)?;
        }
        Ok(id)
    });
    hold_meeting(app, "QLNS", "QLNS-LAN", award_code, 8);
    app.set_up(|tx| {
        for verb in [ops::file, ops::agree] {
            let seen = ops::find(tx.conn, id)?.seen();
            verb(tx, seen)?;
        }
        Ok(())
    });
    format!("/dossiers/{id}")
}

#[actix_web::test]
async fn what_comes_of_a_dossier_comes_of_its_registration() {
    let Office { app, mut secretariat, .. } = office().await;
    let registration = accepted(&app, "QLNS-LAN", "LDTT");
    let address = from_registration(&app, registration, "LDTT");
    step(&mut secretariat, &address, "verification", &[]).await.assert_went_to(NEXT);
    pass(&app, &address);
    app.set_up(|tx| ops::mark_decided(tx, id_of(&address), "15/QĐ-STC"));
    assert_eq!(registration_state(&app, registration).0, "awarded");

    let refused = accepted(&app, "QLNS-LAN", "GK");
    let address = from_registration(&app, refused, "GK");
    step(&mut secretariat, &address, "rejection", &[("note", "Chưa đủ thành tích")]).await.assert_went_to(NEXT);
    assert_eq!(registration_state(&app, refused), ("not_awarded".into(), "Chưa đủ thành tích".into()));
}

#[actix_web::test]
async fn a_lower_award_takes_the_place_of_the_one_proposed() {
    let Office { app, mut secretariat, .. } = office().await;
    let registration = accepted(&app, "QLNS-LAN", "CSTDCS");
    let address = from_registration(&app, registration, "CSTDCS");
    secretariat.get(&format!("{address}/downgrade")).await.assert_ok().assert_shows("Lao động tiên tiến");
    let page = step(&mut secretariat, &address, "downgrade", &[("award_code", "LDTT")]).await;
    page.assert_field_error("note", "Nêu lý do hạ mức đề nghị.");
    let page = step(&mut secretariat, &address, "downgrade", &[("award_code", "CSTD_TINH"), ("note", "x")]).await;
    page.assert_field_error("award_code", "Chọn một mức thấp hơn mức đang đề nghị.");
    let fields = [("award_code", "LDTT"), ("note", "Chưa có sáng kiến")];
    step(&mut secretariat, &address, "downgrade", &fields).await.assert_went_to(&address);
    assert_eq!(state(&app, &address), State::UnitReviewed);
    secretariat.get(&address).await.assert_shows("Chiến sĩ thi đua cơ sở thành Lao động tiên tiến");
    step(&mut secretariat, &address, "verification", &[]).await.assert_went_to(NEXT);
    pass(&app, &address);
    app.set_up(|tx| ops::mark_decided(tx, id_of(&address), "15/QĐ-STC"));
    let settled = registration_state(&app, registration);
    assert_eq!(settled, ("not_awarded".into(), "Đạt Lao động tiên tiến thay cho Chiến sĩ thi đua cơ sở.".into()));
    let ledger = secretariat.get("/dossiers/ledger?year=2014&award=CSTDCS").await;
    ledger.assert_ok().assert_shows("1 thay đổi năm 2014").assert_shows("Hạ mức").assert_shows("Chưa có sáng kiến");
    secretariat.get("/dossiers/ledger/print?year=2014").await.assert_ok().assert_shows("PHỤ LỤC");
    let docx = secretariat.get("/dossiers/ledger/print.docx?year=2014").await;
    let text = read_here(TextKind::Docx, &docx.bytes).unwrap();
    for words in ["PHỤ LỤC", "Theo dõi thay đổi danh sách đề nghị năm 2014", "Hạ mức", "Chưa có sáng kiến"]
    {
        assert!(text.contains(words), "{words} is missing in {text}");
    }
    let csv = secretariat.get("/dossiers/ledger.csv?year=2014").await;
    csv.assert_shows(
        "2014,verification,downgraded,QLNS-LAN,Nguyễn Thị LAN,QLNS,CSTDCS,LDTT,nguyet,2014-12-05,Chưa có sáng kiến",
    );
}

#[actix_web::test]
async fn what_a_higher_level_grants_is_sent_on_and_answered() {
    let Office { app, mut secretariat, .. } = office().await;
    let registration = accepted(&app, "QLNS-LAN", "BK_TINH");
    let address = from_registration(&app, registration, "BK_TINH");
    step(&mut secretariat, &address, "verification", &[]).await.assert_went_to(NEXT);
    secretariat.get(&address).await.assert_hides("Đưa vào tờ trình");
    pass(&app, &address);
    secretariat.get(&address).await.assert_shows("Đưa vào tờ trình");
    app.set_up(|tx| ops::mark_escalated(tx, id_of(&address), "Tờ trình 25/TTr-STC"));
    assert_eq!(registration_state(&app, registration).0, "escalated");
    let copy = TestApp::copy_of(&app);
    app.set_up(|tx| ops::mark_answered_granted(tx, id_of(&address), "212/QĐ-UBND"));
    assert_eq!(state(&app, &address), State::Decided);
    assert_eq!(registration_state(&app, registration).0, "awarded");
    copy.set_up(|tx| ops::mark_answered_refused(tx, id_of(&address), "Tỉnh không xét"));
    assert_eq!(state(&copy, &address), State::Rejected);
    assert_eq!(registration_state(&copy, registration), ("not_awarded".into(), "Tỉnh không xét".into()));
}

#[actix_web::test]
async fn no_decision_comes_before_the_councils_vote() {
    let mut office = office().await;
    let address = reviewed(&mut office, "LDTT").await;
    step(&mut office.secretariat, &address, "verification", &[]).await;
    let decided = office
        .app
        .db
        .write_now(&thidua::policy::Actor::machine(), |tx| ops::mark_decided(tx, id_of(&address), "15/QĐ-STC"));
    assert!(matches!(decided, Err(AppError::Illegal)), "{decided:?}");
}
