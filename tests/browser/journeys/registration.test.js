// The main job, end to end: register → agree → accept → draft → issue → award list, its print and file, progress.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { check, department, visit } from "../support.js";

let sample;
before(async () => { sample = await department(); });
after(async () => { await sample.close(); });

const AWARD = "Chiến sĩ thi đua cơ sở";

async function register(page) {
  await visit(page, "/");
  await page.getByRole("link", { name: /Đăng ký: Đăng ký danh hiệu thi đua năm 2014/ }).click();
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

/** The chain by five accounts, with or without script. */
async function chain(number, options) {
  const staff = await sample.login("canbo", options);
  const registration = await register(staff);
  await decide(await sample.login("truongphong", options), registration, "Đồng ý");

  const secretariat = await sample.login("thuongtruc", options);
  await decide(secretariat, registration, "Chấp nhận");
  await visit(secretariat, "/decisions/new?year=2014");
  await secretariat.getByRole("button", { name: "Lưu dự thảo" }).click();
  await secretariat.getByRole("heading", { name: "Dự thảo quyết định" }).waitFor();
  const decision = new URL(secretariat.url()).pathname;

  const director = await sample.login("giamdoc", options);
  await visit(director, decision);
  await director.getByRole("link", { name: "Ban hành quyết định" }).click();
  await director.getByLabel("Số quyết định").fill(number);
  await check(director);
  await director.getByRole("button", { name: "Ban hành quyết định" }).click();
  await director.getByText("Đã ban hành quyết định").waitFor();
  return { staff, secretariat, decision };
}

test("a registration becomes an award on the printed list", async () => {
  const { staff, secretariat, decision } = await chain("45");

  await visit(staff, "/registrations?subject=me");
  await staff.getByText("Đạt", { exact: true }).waitFor();

  await visit(secretariat, `/awards?year=2014&award=CSTDCS&unit=QLNS&q=Ma+Thi+Kim+Yen`);
  await secretariat.getByRole("link", { name: "45/QĐ-STC" }).waitFor();
  const list = await secretariat.request.get("/awards.xlsx?year=2014&award=CSTDCS");
  assert.equal(list.status(), 200);
  assert.equal((await list.body()).subarray(0, 2).toString(), "PK");
  const csv = await (await secretariat.request.get("/awards.csv?year=2014&award=CSTDCS")).text();
  assert.match(csv, /2014,QLNS-014,Ma Thị Kim Yến,QLNS,.*,CSTDCS,Chiến sĩ thi đua cấp? ?cơ sở,45\/QĐ-STC,/);

  await visit(secretariat, `/awards/print?year=2014&decision=${decision.split("/").pop()}`);
  await secretariat.getByText("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM").waitFor();
  await secretariat.getByText("Kèm theo Quyết định số 45/QĐ-STC").waitFor();
  const pdf = await secretariat.pdf({ preferCSSPageSize: true });
  assert.equal(pdf.subarray(0, 5).toString(), "%PDF-");

  await visit(secretariat, "/progress/units/QLNS?year=2014");
  await secretariat.getByText(AWARD).first().waitFor();
});
