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
    step(&mut secretariat, &address, "escalation", &[]).await.assert_status(403);
    pass(&app, &address);
    step(&mut secretariat, &address, "escalation", &[]).await.assert_went_to(&address);
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
async fn what_is_granted_here_is_not_sent_on() {
    let mut office = office().await;
    let address = reviewed(&mut office, "LDTT").await;
    step(&mut office.secretariat, &address, "verification", &[]).await;
    pass(&office.app, &address);
    office.secretariat.get(&address).await.assert_hides("Ghi đã trình cấp trên");
    let page = step(&mut office.secretariat, &address, "escalation", &[]).await;
    page.assert_field_error("award_code", "Giám đốc Sở có thẩm quyền với danh hiệu này: lập dự thảo quyết định.");
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

#[actix_web::test]
async fn several_are_sent_on_together_with_a_result_for_each() {
    let Office { app, mut secretariat, mut staff, .. } = office().await;
    app.person("QLNS-009", "Đặng Thị Hòa", "QLNS");
    let ids = [("QLNS-LAN", "BK_TINH"), ("QLNS-009", "BK_TINH"), ("QLNS-009", "LDTT")]
        .map(|(code, award)| app.passed(code, award));
    // The first has its report; the second will be held, and would lack it.
    app.set_up(|tx| {
        use thidua::schema::dossier_report_sections as sections;
        for section in PERSON {
            let of = (sections::dossier_id.eq(ids[0]), sections::section.eq(*section));
            let written = (sections::content.eq("Đã làm"), sections::done.eq(true));
            diesel::insert_into(sections::table).values((of, written)).execute(tx.conn)?;
        }
        tx.audit(Event::new(EventKind::DossierChanged, Object::Dossier(ids[0])))
    });
    let pick = |id: DossierId| format!("{id}:{}", app.dossier(id).version);
    let picks = ids.map(pick);
    let picked = [("id", picks[0].as_str()), ("id", picks[1].as_str())];
    let list = secretariat.get("/dossiers/escalation").await;
    list.assert_shows("2 hồ sơ Hội đồng đã thông qua").assert_hides(&format!("value=\"{}\"", picks[2]));
    staff.get("/dossiers/escalation").await.assert_status(403);
    staff.post("/dossiers/escalation", &picked).await.assert_status(403);
    let page = secretariat.post("/dossiers/escalation/check", &[]).await;
    page.assert_status(422).assert_shows("Chưa chọn hồ sơ nào. Đánh dấu ít nhất một hồ sơ.");
    secretariat.post("/dossiers/escalation/check", &picked).await.assert_ok().assert_shows("Trình 2 hồ sơ");
    app.set_up(|tx| {
        let seen = ops::find(tx.conn, ids[1])?.seen();
        ops::hold(tx, seen, "Xem xét kỷ luật")
    });
    let page = secretariat.post("/dossiers/escalation", &picked[1..]).await;
    page.assert_status(409).assert_shows("Còn 1 hồ sơ chưa trình được");
    let page = secretariat.post("/dossiers/escalation", &picked).await;
    page.assert_ok().assert_shows("Đã ghi trình cấp trên 1 hồ sơ").assert_shows("vừa tạm dừng xét hồ sơ lúc");
    let states = ids.map(|id| app.dossier(id).facts.state);
    assert_eq!(states, [State::Escalated, State::OnHold, State::CouncilVoted]);
    // What the director grants is not sent on, whoever asks.
    let page = secretariat.post("/dossiers/escalation", &[("id", picks[2].as_str())]).await;
    page.assert_status(409).assert_shows("Giám đốc Sở có thẩm quyền với danh hiệu này");
}
