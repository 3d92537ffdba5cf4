// A unit meets, votes and closes its minutes: its head at a desk with a keyboard, another's on a phone without
// JavaScript; then the pages that follow the year, in three sizes.
import { after, before, test } from "node:test";
import { holdMeeting } from "../meeting.js";
import { paper } from "../paper.js";
import { SIZES, department, visit } from "../support.js";

let sample;
before(async () => { sample = await department(); });
after(async () => { await sample.close(); });

test("a unit meets and proposes", async () => {
  const [page, meeting] = await holdMeeting(sample, "truongphong");
  await paper(page, `${meeting}/print`, ["BIÊN BẢN", "Nghỉ phép", "Nhất trí đề nghị."]);
});

test("a unit meets and proposes without script, on a phone", async () => {
  await holdMeeting(sample, "uyvien2", { script: false, size: SIZES.phone });
});

test("more time to register is given and taken back", async () => {
  const page = await sample.login("thuongtruc", { size: SIZES.phone });
  await visit(page, "/years/2014");
  await page.getByRole("link", { name: "Gia hạn đăng ký" }).click();
  await page.getByLabel("Mã cán bộ hoặc mã đơn vị").fill("QLNS");
  await page.getByLabel("Gia hạn đến ngày").fill("15/12/2014");
  await page.getByLabel("Lý do").fill("Đơn vị bận quyết toán.");
  await page.getByRole("button", { name: "Gia hạn đăng ký" }).click();
  await page.getByText("Đã gia hạn đăng ký.").waitFor();
  await visit(page, "/rounds/extensions?year=2014");
  await page.getByRole("link", { name: /^Thu hồi/ }).click();
  await page.getByLabel("Lý do thu hồi").fill("Nhầm đơn vị.");
  await page.getByRole("button", { name: "Thu hồi gia hạn" }).click();
  await page.getByText("Đã thu hồi gia hạn đăng ký.").waitFor();
});
