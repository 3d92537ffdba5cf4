//! Blocks of all states: 1 is scored, with a file on the sheet of QLNS (2), that of DT (3) sent; 2 is a draft with two
//! lines, 3 one without any; 4 waits for its conclusion, 5 is concluded; on 6 every sheet is verified.

use thidua::domain::emulation_cluster::Manner;

use super::*;

pub async fn of_all_states(app: &TestApp) {
    let lines = [criterion("Hoàn thành nhiệm vụ", Manner::SelfScored, 60), criterion("Cách làm mới", Manner::Bonus, 5)];
    let running = app.scored_cluster(2014, "Khối một", &["VP", "QLNS", "DT"], &lines);
    let mut head = app.client("head").await;
    head.upload_to("/cluster-sheets/2/files", "1", "a.pdf", b"%PDF-1.4").await.assert_status(303);
    app.send_cluster_sheet(running, "DT", &["50", ""]);
    app.cluster(2011, "Khối hai", &["VP", "DT"], &lines);
    app.cluster(2011, "Khối ba", &[], &[]);
    app.proposed_cluster(2013, "Khối bốn", &["VP", "QLNS"], &lines[..1]);
    app.concluded_cluster(2010, "Khối năm", &["VP", "QLNS"], &lines[..1]);
    let last = app.scored_cluster(2009, "Khối sáu", &["VP", "DT"], &lines[..1]);
    for unit in ["VP", "DT"] {
        app.verify_cluster_sheet(last, unit, &["50"]);
    }
}

/// The block on which an act makes sense.
pub fn address(path: &str) -> String {
    let cluster = match path.rsplit('/').next().unwrap() {
        "edit" | "new" | "{criterion}" | "removal" | "publication" | "discarding" => "2",
        "copying" => "3",
        "conclusion" | "return" => "4",
        "revocation" => "5",
        "proposal" => "6",
        _ => "1",
    };
    path.replace("{kind:csv|xlsx}", "csv").replace("{kind}", "csv").replace("{id}", cluster).replace("{criterion}", "3")
}

/// The sheet of QLNS while it is written, that of DT once it is sent.
pub fn sheet_address(path: &str) -> String {
    let sheet = if matches!(path.rsplit('/').next().unwrap(), "verification" | "return") { "3" } else { "2" };
    path.replace("{kind:csv|xlsx}", "csv").replace("{id}", sheet).replace("{file}", "1")
}
