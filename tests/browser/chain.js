// The main job by five accounts, used with script and without: register → agree → accept → draft → issue.
import { check, visit } from "./support.js";

export const AWARD = "Chiến sĩ thi đua cơ sở";

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

/** Walks the chain with the decision's number; `options` go to each login. */
export async function chain(sample, number, options) {
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
