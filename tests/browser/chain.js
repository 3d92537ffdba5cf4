// The main job by five accounts, used with script and without: register and record an initiative → agree →
// accept and recognise → draft → issue → award list, its printed page and file, the unit's progress.
import assert from "node:assert/strict";
import { RECOGNITION, confirm, recognise, record } from "./initiative.js";
import { check, texts, visit } from "./support.js";

const AWARD = "Chiến sĩ thi đua cơ sở";
const WHO = { code: "QLNS-014", name: "Ma Thị Kim Yến" };

async function register(page) {
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

async function decide(page, address, button) {
  await visit(page, address);
  await page.getByRole("button", { name: button, exact: true }).click();
  await page.getByRole("status").first().waitFor();
}

/** Gathers what was accepted into a draft; answers its address. */
async function draft(secretariat) {
  await visit(secretariat, "/decisions/new?year=2014");
  await secretariat.getByRole("button", { name: "Lưu dự thảo" }).click();
  await secretariat.getByRole("heading", { name: "Dự thảo quyết định" }).waitFor();
  return new URL(secretariat.url()).pathname;
}

async function issue(director, decision, number) {
  await visit(director, decision);
  await director.getByRole("link", { name: "Ban hành quyết định" }).click();
  await director.getByLabel("Số quyết định").fill(number);
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
  await page.getByRole("row", { name: AWARD }).first().locator("td").nth(2).getByRole("link").click();
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

/** Walks the chain with the decision's number; `options` go to each login. */
export async function chain(sample, number, options) {
  const staff = await sample.login("canbo", options);
  const registration = await register(staff);
  const initiative = await record(staff);

  const head = await sample.login("truongphong", options);
  await decide(head, registration, "Đồng ý");
  await confirm(head, initiative);

  const secretariat = await sample.login("thuongtruc", options);
  await decide(secretariat, registration, "Chấp nhận");
  await recognise(secretariat, initiative);
  const decision = await draft(secretariat);

  await issue(await sample.login("giamdoc", options), decision, number);

  await seeOnTheList(secretariat, number, decision);
  await seeInProgress(secretariat, number);
  await seeAsTheirs(staff, initiative);
}
