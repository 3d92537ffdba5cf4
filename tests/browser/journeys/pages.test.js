// Every page a role can open, in three sizes: no accessibility violation, no sideways scrolling, light enough.
// With SCREENSHOTS=folder the pictures are kept to be looked at.
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { SIZES, check, department, visit } from "../support.js";

const PAGES = {
  canbo: ["/", "/registrations?subject=me", "/registrations/new", "/dossiers?subject=me", "/dossiers/new", "/initiatives?author=me", "/initiatives/new", "/library", "/library?q=doi+chieu+so", "/library?q=khong+co", "/library/SK-2013-001", "/library/SK-2013-001/confirmation", "/people/QLNS-014", "/people/QLNS-014/eligibility?year=2014&award=CSTDCS", "/units", "/units/QLNS", "/movements", "/movements/2", "/movements/1/print", "/pacts", "/pacts/9", "/pacts/9/print", "/pacts/progress?year=2014", "/progress?year=2013", "/progress?year=2014", "/progress/units/QLNS?year=2013", "/progress/years?year=2013", "/awards?year=2013", "/awards/print?year=2013", "/awards?year=2014&state=provisional", "/awards?year=2013&unit=QLNS&award=LDTT&state=counted", "/decisions?year=2013", "/revenue", "/account/password", "/account/sessions", "/account/second-factor", "/account/data", "/audit", "/account/mail", "/account/calendar", "/notices", "/documents", "/documents?state=unread", "/documents/1", "/documents/3", "/conferences", "/conferences/1", "/conferences/1/print", "/initiative-rounds?year=2014", "/initiative-sheets?year=2014", "/relatives", "/revenue/forecast?year=2014&month=6", "/revenue/units?year=2014&month=6&line=A.I", "/revenue/compare?year=2014&month=6", "/revenue/profile?year=2014&month=6&line=A.I.3", "/revenue/assignments?year=2014&line=A.I", "/revenue/entries?year=2014&line=A.III&month=6", "/revenue/months?year=2014", "/clusters?year=2014", "/clusters?year=2012", "/clusters/1", "/clusters/1/criteria", "/clusters/1/print", "/cluster-sheets/2", "/cluster-sheets/3", "/help", "/help/start", "/help/staff"],
  truongphong: ["/", "/approvals", "/registrations?year=2014", "/interim-results?year=2014", "/people", "/unit-meetings?year=2014", "/unit-meetings/new?year=2014", "/rounds", "/rounds/missing?year=2014", "/movements/2", "/movements/2/reviews?missing=interim", "/movements/2/reviews/interim/QLNS", "/movements/2/reviews/final/QLNS", "/pacts?unit=me", "/pacts/9/progress/2", "/documents/3/readers", "/notices", "/clusters", "/cluster-sheets/2", "/cluster-sheets/3", "/help/unit-head"],
  thuongtruc: ["/", "/approvals", "/approvals?kind=initiative", "/approvals?kind=dossier", "/dossiers", "/dossiers/ledger?year=2014", "/dossiers/ledger/print?year=2014", "/registrations?year=2014", "/registrations?year=2014&award=LDTT&state=counted", "/registrations?q=khong+co+ai", "/initiatives", "/initiatives/SK-2013-001/levels", "/initiatives/SK-2014-006", "/initiatives/SK-2014-006/print", "/people", "/people/new", "/people?q=nguyen+thi", "/people/QLNS-014/disciplines", "/people/QLNS-014/leaves", "/eligibility?year=2013", "/eligibility?year=2014&award=KNC_BTC", "/eligibility/quota?year=2014&scope=unit", "/people/QLNS-004/eligibility?year=2013&award=CSTD_TINH", "/units/QLNS/eligibility?year=2013&award=TTLDXS", "/units/new", "/grades?year=2013", "/imports", "/laws", "/laws/R2014", "/laws/entries?state=unconfirmed", "/laws/entries/rule:LDTT:individual:R2010", "/regulations", "/regulations/1", "/regulations/1/score-sheet", "/regulations/2", "/regulations/2/criteria/new?award=CSTDCS:person&clause=initiative", "/regulations/2/caps/new", "/regulations/2/vote-rules/new", "/regulations/new", "/years", "/years/2014", "/admin/agency", "/decisions/new", "/decisions/higher/new?year=2013", "/council-results?year=2014", "/council-meetings?year=2014", "/council-meetings/new?year=2014", "/council-meetings/secrecy", "/council-meetings/1", "/council-meetings/1/agenda", "/council-meetings/1/members", "/council-meetings/1/conflicts", "/council-meetings/1/turnout", "/council-meetings/1/minutes", "/council-meetings/1/ballot-paper", "/council-meetings/1/counting-minutes", "/council-results/1", "/council-results/1/print", "/payments?year=2013", "/years/2014/closing", "/rounds?year=2014", "/rounds/print?year=2014", "/rounds/missing?year=2014", "/rounds/missing/print?year=2014", "/rounds/summary?year=2014", "/rounds/summary/print?year=2014", "/rounds/ledger?year=2013", "/rounds/ledger/print?year=2013&unit=QLNS", "/rounds/extensions?year=2014", "/unit-meetings/new?year=2014", "/movements/new", "/movements/new?origin=received", "/movements/2", "/movements/2/copying", "/movements/1/targets/1/figure", "/pacts/new", "/pacts/drafting?year=2014", "/pacts/offering?year=2014", "/pacts/7/withdrawal", "/publicity?year=2014", "/publicity/new?year=2014", "/publicity/1", "/publicity/1/print", "/publicity/1/extension", "/publicity/1/closing", "/publicity/1/objections/2", "/escalations?year=2014", "/escalations/new?year=2014", "/escalations/1", "/escalations/2/print", "/holidays?year=2014", "/decisions/higher/new?year=2013&escalation=1", "/decisions/2/paper", "/registrations/3/print", "/reports?year=2014", "/reports/2014/half-year", "/reports/2014/revenue?month=6", "/reports/2014/half-year?unit=QLNS", "/corrections", "/role-requests", "/account/filters", "/account/filters/new?address=/awards%3Fyear%3D2013", "/statistics?year=2014", "/statistics/higher?year=2014", "/statistics/movements?year=2014&period=statistics", "/statistics/higher/rows?year=2014&row=04", "/statistics/movements/rows?year=2014", "/statistics/codes/S2023", "/documents/new", "/documents/3/readers", "/documents/3/readers?state=all", "/documents/3/readers/print", "/documents/3/withdrawal", "/conferences/new", "/conferences/1/record", "/initiative-rounds/new?year=2014", "/relatives", "/councils", "/councils/new", "/councils/1", "/councils/2", "/councils/2/edit", "/councils/2/seats/8", "/wordings", "/wordings/decision", "/wordings/decision/history", "/certificates?year=2013", "/certificates/register?year=2014", "/certificates/decisions/19", "/certificates/decisions/19/entry?award=CSTDCS", "/certificates/decisions/19/receipts", "/certificates/templates", "/certificates/templates/GK", "/certificates/templates/GK/test", "/progress?year=2014", "/progress?year=2014&page=1", "/units?kind=collective&on=2013-12-31", "/people?on=2013-12-31", "/progress/units/NSHX?year=2014", "/progress/refusals?year=2014", "/progress/refusals?year=2013", "/imports/award-lists", "/imports/award-lists/names", "/clusters", "/clusters/new?year=2014", "/clusters/1", "/clusters/1/revision", "/clusters/1/proposal", "/cluster-sheets/1", "/cluster-sheets/7", "/cluster-sheets/2", "/cluster-sheets/2/verification", "/help/secretariat", "/help/council"],
  giamdoc: ["/", "/delegations", "/delegations/new", "/approvals?kind=decision", "/decisions?year=2014", "/council-results?year=2014", "/movements/2/amendment", "/movements/2/cancellation", "/movements/2/reviews/interim/QLNS", "/pacts/signing?year=2014", "/pacts/5/progress/2", "/help/leader"],
  ketoan: ["/", "/payments?year=2014", "/payments/print?year=2014", "/payments/recoveries", "/funds?year=2014", "/funds/print?year=2014", "/funds/receipts/new?year=2014", "/funds/plans/new?year=2014", "/funds/entries/8/reversal", "/funds/sources", "/revenue/entry?year=2014&month=6", "/revenue/estimates?year=2014", "/revenue/months/2014/6/closing", "/imports", "/imports/revenue-sheets", "/imports/revenue-sheets/names", "/help/accountant"],
  quantri: ["/", "/admin/accounts", "/admin/accounts?q=phong&role=staff&state=in_use", "/admin/accounts/canbo", "/admin/accounts/new", "/admin/accounts/staff", "/admin/accounts/canbo/roles", "/admin/accounts/canbo/reset", "/admin/accounts/canbo/second-factor-reset", "/role-requests", "/audit", "/audit?object=access", "/audit/seals", "/admin/retention", "/admin/accounts/canbo/mail", "/admin/login-rules", "/admin/backups", "/admin/health", "/admin/mail", "/help/administrator", "/help/restore-drill"],
  kiemsoat: ["/", "/registrations?year=2014", "/councils", "/councils/2", "/help/auditor"],
};
const MOST_HTML = 60 * 1024;
const MOST_REQUESTS = 5;

let sample;
before(async () => { sample = await department(); });
after(async () => { await sample.close(); });

async function keep(page, size, username, address) {
  if (!process.env.SCREENSHOTS) return;
  await mkdir(process.env.SCREENSHOTS, { recursive: true });
  const name = `${username}${address.replaceAll(/[^A-Za-z0-9]+/g, "-")}-${size}.png`;
  await page.screenshot({ path: join(process.env.SCREENSHOTS, name), fullPage: true });
}

for (const [username, addresses] of Object.entries(PAGES)) {
  test(`the pages of ${username}`, async (t) => {
    for (const [size, viewport] of Object.entries(SIZES)) {
      const page = await sample.login(username, { size: viewport });
      for (const address of addresses) {
        await t.test(`${address} (${size})`, async () => {
          let requests = 0;
          const count = () => { requests += 1; };
          page.on("request", count);
          await visit(page, address);
          page.off("request", count);
          assert.ok(requests <= MOST_REQUESTS, `${requests} requests`);
          const length = Buffer.byteLength(await page.content());
          assert.ok(length <= MOST_HTML, `${length} bytes of HTML`);
          await keep(page, size, username, address);
        });
      }
      await page.context().close();
    }
  });
}

test("the pages of a stranger, and what is not there", async () => {
  for (const [size, viewport] of Object.entries(SIZES)) {
    const page = await sample.stranger({ size: viewport });
    await visit(page, "/login");
    await keep(page, size, "stranger", "/login");
    const staff = await sample.login("canbo", { size: viewport });
    for (const [address, status] of [["/nowhere", 404], ["/approvals", 403]]) {
      assert.equal((await staff.goto(address)).status(), status);
      await check(staff);
      await keep(staff, size, "canbo", address);
    }
  }
});

test("everything is reached by keyboard: skip link, menu, the error summary", async () => {
  const page = await sample.login("canbo");
  await page.goto("/registrations/new");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip-link");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Tiếp tục" }).focus();
  await page.keyboard.press("Enter");
  await page.getByText("Có 1 chỗ cần sửa").waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.className), "error-summary");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "award_code");
});
