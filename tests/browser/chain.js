// The main job by six accounts, used with script and without: register and record an initiative → agree → accept and
// recognise → dossier with its report → the unit's minutes → verification → the council's vote → draft → issue → award
// list, its printed page and file, the unit's progress → bonus paid.
import assert from "node:assert/strict";
import { attend, call, close, conclude, count, start } from "./council.js";
import { RECOGNITION, confirm, recognise, record } from "./initiative.js";
import { check, texts, visit } from "./support.js";

export const AWARD = "Chiến sĩ thi đua cơ sở";
export const WHO = { code: "QLNS-014", name: "Ma Thị Kim Yến" };

export async function register(page) {
  await visit(page, "/");
  await page.getByRole("link", { name: /Đăng ký danh hiệu thi đua năm 2014/ }).click();
  await page.getByRole("button", { name: "Tiếp tục" }).click();
  await page.getByText("Có 1 chỗ cần sửa").waitFor();
  await check(page);
  await page.getByLabel("Danh hiệu, hình thức đăng ký").selectOption({ label: AWARD });
  await page.getByLabel("Tên sáng kiến dự kiến").fill("Cảnh báo sớm khoản thu chậm tiến độ");
  await page.getByLabel("Chỉ tiêu cam kết").fill("Giảm số khoản thu chậm từ 14 xuống 8 trước ngày 30/11/2014.");
  await page.getByRole("button", { name: "Tiếp tục" }).click();
  await page.getByRole("heading", { name: "Kiểm tra lại trước khi gửi" }).waitFor();
  await check(page);
  await page.getByRole("button", { name: "Gửi đăng ký" }).click();
  await page.getByRole("heading", { name: "Đã gửi đăng ký" }).waitFor();
  await check(page);
  const link = page.getByRole("link", { name: "Xem hồ sơ" });
  return link.getAttribute("href");
}

export async function decide(page, address, button) {
  await visit(page, address);
  await page.getByRole("button", { name: button, exact: true }).click();
  await page.getByRole("status").first().waitFor();
}

/** The dossier that comes of the registration, with all of its report, sent to the unit; answers its address. */
async function propose(staff, registration) {
  await visit(staff, registration);
  await staff.getByRole("link", { name: "Lập hồ sơ đề nghị" }).click();
  await staff.getByRole("button", { name: "Lưu nháp và viết báo cáo" }).click();
  for (const part of ["Sơ lược lý lịch", "Quyền hạn, nhiệm vụ được giao", "Thành tích đạt được", "Sáng kiến, biện pháp, đề tài"]) {
    await staff.getByRole("link", { name: `Viết ${part}` }).click();
    await staff.getByLabel("Nội dung").fill("Theo dõi 14 khoản thu, còn 8 khoản chậm tiến độ.");
    await staff.getByRole("button", { name: "Xong phần này" }).click();
    await staff.getByText("Đã xong một phần báo cáo.").waitFor();
  }
  const address = new URL(staff.url()).pathname;
  await staff.getByRole("link", { name: "Kiểm tra và gửi" }).click();
  await staff.getByRole("button", { name: "Gửi hồ sơ" }).click();
  await staff.getByRole("heading", { name: "Đã gửi hồ sơ" }).waitFor();
  return address;
}

/** The head attaches the minutes of the unit's meeting and agrees. */
async function reviewDossier(head, dossier) {
  await visit(head, dossier);
  await head.getByText("Đính kèm tệp", { exact: true }).click();
  await head.getByLabel("Loại giấy tờ").selectOption({ label: "Biên bản họp bình xét của đơn vị" });
  await head.getByLabel("Tệp", { exact: true }).setInputFiles({ name: "Biên bản.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.4 biên bản") });
  await head.getByRole("button", { name: "Đính kèm" }).click();
  await head.getByRole("link", { name: "Biên bản.pdf" }).waitFor();
  await decide(head, dossier, "Đồng ý");
}

/** The council votes on this dossier on paper, eight of nine in favour; the others wait on. */
async function recordVote(secretariat) {
  const meeting = await call(secretariat, [new RegExp(`^${WHO.name}`)]);
  await attend(secretariat, meeting, {}, "Bỏ phiếu giấy");
  await start(secretariat, meeting);
  await count(secretariat, meeting, "8");
  await close(secretariat, meeting);
  await visit(secretariat, `${meeting}/conclusion`);
  await secretariat.getByText("8/9 phiếu (88,9%)").first().waitFor();
  await conclude(secretariat, meeting, "05/BB-HĐ");
  await secretariat.getByRole("link", { name: "Kết quả từng hồ sơ" }).click();
  await check(secretariat);
  await visit(secretariat, `${new URL(secretariat.url()).pathname}/print`);
  await secretariat.getByRole("row", { name: WHO.name }).waitFor();
}

/** The accountant enters the bonus as paid. */
async function pay(accountant, number, dossier, staff) {
  await visit(accountant, "/");
  await accountant.getByRole("link", { name: /Chi thưởng theo 1 hồ sơ/ }).click();
  await accountant.getByRole("heading", { name: "Chi tiền thưởng" }).waitFor();
  await check(accountant);
  await accountant.getByLabel(`Đã chi cho ${WHO.name}, ${AWARD}`).check();
  await accountant.getByRole("button", { name: "Ghi đã chi các dòng đã chọn" }).click();
  await accountant.getByText("cộng 1.150.000 đồng").waitFor();
  await check(accountant);
  await accountant.getByRole("button", { name: "Ghi đã chi 1 hồ sơ" }).click();
  await accountant.getByText("Đã ghi chi thưởng cho 1 hồ sơ.").waitFor();
  await visit(accountant, "/payments/print?year=2014");
  await accountant.getByRole("row", { name: `${number}/QĐ-STC` }).waitFor();
  await visit(staff, dossier);
  await staff.getByText("1.150.000 đồng, ngày 15/07/2014").first().waitFor();
}

/** Gathers what the council has passed into a draft; answers its address. */
export async function draft(secretariat) {
  await visit(secretariat, "/decisions/new?year=2014");
  await secretariat.getByRole("button", { name: "Lưu dự thảo" }).click();
  await secretariat.getByRole("heading", { name: "Dự thảo quyết định" }).waitFor();
  return new URL(secretariat.url()).pathname;
}

export async function issue(director, decision, number) {
  await visit(director, decision);
  await director.getByRole("link", { name: "Ban hành quyết định" }).click();
  await director.getByLabel("Số quyết định").fill(number);
  await director.getByRole("textbox", { name: "Mật khẩu của đồng chí" }).fill("thidua-demo");
  await check(director);
  await director.getByRole("button", { name: "Ban hành quyết định" }).click();
  await director.getByText("Đã ban hành quyết định").waitFor();
}

/** The list on screen, on paper and as files. */
async function seeOnTheList(page, number, decision) {
  await visit(page, "/awards?year=2014&award=CSTDCS&unit=QLNS&q=Ma+Thi+Kim+Yen");
  await page.getByRole("row", { name: WHO.name }).getByRole("link", { name: `${number}/QĐ-STC` }).waitFor();

  await visit(page, `/awards/print?year=2014&decision=${decision.split("/").pop()}`);
  await page.getByText("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM").waitFor();
  await page.getByText(`Kèm theo Quyết định số ${number}/QĐ-STC`).waitFor();
  await page.getByRole("row", { name: WHO.name }).first().waitFor();
  const pdf = await page.pdf({ preferCSSPageSize: true });
  assert.equal(pdf.subarray(0, 5).toString(), "%PDF-");

  const csv = await (await page.request.get("/awards.csv?year=2014&award=CSTDCS")).text();
  const row = csv.split("\r\n").find((line) => line.startsWith(`2014,${WHO.code},`));
  assert.match(row, new RegExp(`^2014,${WHO.code},${WHO.name},QLNS,.*,CSTDCS,${AWARD},${number}/QĐ-STC,2014-07-15,false$`));
  const workbook = texts(await (await page.request.get("/awards.xlsx?year=2014&award=CSTDCS")).body());
  for (const text of [WHO.code, WHO.name, AWARD, `${number}/QĐ-STC`]) assert.ok(workbook.includes(text), `${text} in the workbook`);
}

/** The unit's number of this award leads to the award. */
async function seeInProgress(page, number) {
  await visit(page, "/progress/units/QLNS?year=2014");
  const table = page.locator("table", { has: page.locator("#danh-hieu") });
  const heads = await table.locator("thead th").allTextContents();
  const column = heads.findIndex((head) => head.startsWith("Đạt 2014"));
  // The first column is the head of the row.
  await table.getByRole("row", { name: AWARD }).locator("td").nth(column - 1).getByRole("link").click();
  await page.getByRole("row", { name: WHO.name }).getByRole("link", { name: `${number}/QĐ-STC` }).waitFor();
  await check(page);
}

/** The author finds both decided; anybody finds the initiative by a title typed without marks. */
async function seeAsTheirs(staff, initiative) {
  await visit(staff, "/registrations?subject=me");
  await staff.getByRole("table").getByText("Đạt", { exact: true }).waitFor();
  await visit(staff, initiative);
  await staff.getByText("Đã công nhận").first().waitFor();
  await staff.getByText(RECOGNITION).first().waitFor();
  await visit(staff, "/initiatives?year=2014&q=bang+tra+nhanh+dinh+muc");
  await staff.getByRole("link", { name: new RegExp(initiative.split("/").pop()) }).first().waitFor();
}

/** Walks the chain with the decision's number; `options` go to each login. Answers the decision's address. */
export async function chain(sample, number, options) {
  const staff = await sample.login("canbo", options);
  const registration = await register(staff);
  const initiative = await record(sample, staff, options);

  const head = await sample.login("truongphong", options);
  await decide(head, registration, "Đồng ý");
  await confirm(head, initiative);

  const secretariat = await sample.login("thuongtruc", options);
  await decide(secretariat, registration, "Chấp nhận");
  await recognise(secretariat, initiative);

  const dossier = await propose(staff, registration);
  await reviewDossier(head, dossier);
  await decide(secretariat, dossier, "Thẩm định xong");
  await recordVote(secretariat);
  const decision = await draft(secretariat);

  await issue(await sample.login("giamdoc", options), decision, number);

  await seeOnTheList(secretariat, number, decision);
  await seeInProgress(secretariat, number);
  await seeAsTheirs(staff, initiative);
  await pay(await sample.login("ketoan", options), number, dossier, staff);
  return decision;
}
