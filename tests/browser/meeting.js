// The meeting of a unit from its recording to the drafts that come of it, as its head walks it.
import assert from "node:assert/strict";
import { visit, check } from "./support.js";

/** Records the meeting, tells who was absent and how they voted, closes the minutes; answers the page and the address. */
export async function holdMeeting(sample, username, options) {
  const page = await sample.login(username, options);
  await visit(page, "/unit-meetings?year=2014");
  await page.getByRole("link", { name: "Ghi cuộc họp" }).first().click();
  await page.getByLabel("Ngày họp").fill("14/07/2014");
  await page.getByLabel("Địa điểm").fill("Phòng họp tầng 2");
  await page.getByRole("button", { name: "Tiếp tục" }).click();
  await page.getByRole("heading", { name: "Kết quả biểu quyết" }).waitFor();
  await check(page);
  const people = await page.getByLabel("Chủ trì").locator("option").evaluateAll((all) => all.map((one) => one.value).filter(Boolean));
  const [absent, secretary] = people.filter((code) => code !== "").slice(-2);
  const chair = people.find((code) => code !== absent && code !== secretary);
  await page.getByLabel("Chủ trì").selectOption(chair);
  await page.getByLabel("Thư ký").selectOption(secretary);
  await page.locator(`#absent_${absent}`).check();
  const present = people.length - 1;
  const rows = await page.locator("input[type=hidden][name^=code_]").count();
  assert.ok(rows > 1, "registrations are filled in");
  // The first falls through, everybody agrees to the others; one row asks for more votes than there are people.
  for (let row = 1; row <= rows; row += 1) {
    await page.locator(`#agree_${row}`).fill(`${row === 1 ? 1 : present}`);
    await page.locator(`#disagree_${row}`).fill(`${row === 1 ? present - 1 : 0}`);
  }
  await page.locator("#agree_2").fill(`${present + 1}`);
  await page.getByLabel("Kết luận").fill("Nhất trí đề nghị.");
  await page.getByRole("button", { name: "Lưu cuộc họp" }).click();
  await page.getByText("Có 1 chỗ cần sửa").waitFor();
  await page.locator(`#reason_${absent}`).fill("Nghỉ phép");
  await page.getByRole("button", { name: "Lưu cuộc họp" }).click();
  await page.getByText(`Có ${present + 1} phiếu mà chỉ ${present} người có mặt.`).first().waitFor();
  await check(page);
  await page.locator("#agree_2").fill(`${present}`);
  await page.getByRole("button", { name: "Lưu cuộc họp" }).click();
  await page.getByText("Đã lưu cuộc họp.").waitFor();
  await check(page);
  await page.getByRole("link", { name: "Chốt biên bản" }).click();
  await page.getByRole("heading", { name: "Kiểm tra lại trước khi chốt biên bản" }).waitFor();
  await check(page);
  await page.getByRole("button", { name: "Chốt biên bản họp" }).click();
  await page.getByText("Đã chốt biên bản họp bình xét.").waitFor();
  await check(page);
  assert.equal(await page.getByRole("link", { name: /^Hồ sơ .+ của/ }).count(), rows - 1);
  assert.equal(await page.getByRole("link", { name: "Sửa cuộc họp" }).count(), 0);
  const address = new URL(page.url()).pathname;
  await visit(page, "/dossiers?year=2014&state=draft");
  await page.getByRole("table").getByText("Nháp").first().waitFor();
  await visit(page, `${address}/print`);
  await page.getByRole("heading", { name: "BIÊN BẢN" }).waitFor();
  await page.getByText("Nghỉ phép").waitFor();
  return [page, address];
}
