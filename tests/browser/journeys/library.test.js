// A recognised initiative is found without diacritics, taken up by another unit, and recognised by the province on the
// evidence of those who use it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { SIZES, check, department, visit } from "../support.js";

let sample;
before(async () => { sample = await department(); });
after(async () => { await sample.close(); });

/** A head finds one by its words and says that his unit works with it. */
async function confirm(username, options) {
  const head = await sample.login(username, options);
  await visit(head, "/library");
  await head.getByLabel("Từ cần tìm").fill("tep bao cao sai mau");
  await head.getByRole("button", { name: "Tìm" }).click();
  await head.getByRole("link", { name: /^Tự động kiểm tra tệp báo cáo/ }).waitFor();
  assert.ok(await head.locator("mark").count() >= 4);
  await check(head);
  await head.getByRole("link", { name: /^Tự động kiểm tra tệp báo cáo/ }).click();
  await head.getByRole("button", { name: "Xác nhận đã áp dụng" }).click();
  await head.getByText("Có 2 chỗ cần sửa").waitFor();
  await check(head);
  await head.getByLabel("Áp dụng từ ngày").fill("01/07/2014");
  await head.getByLabel("Hiệu quả tại đơn vị").fill("Không phải nạp lại tệp nào trong tháng 7.");
  await head.getByRole("button", { name: "Xác nhận đã áp dụng" }).click();
  await head.getByText("Đã xác nhận đơn vị áp dụng sáng kiến.").waitFor();
  await check(head);
  return head;
}

test("a unit takes an initiative up, and the province recognises it", async () => {
  const head = await confirm("uyvien5", { size: SIZES.phone });
  const address = new URL(head.url()).pathname;
  const secretariat = await sample.login("thuongtruc");
  await visit(secretariat, address);
  await secretariat.getByText("Không phải nạp lại tệp nào trong tháng 7.").waitFor();
  await secretariat.getByRole("link", { name: "In giấy xác nhận hiệu quả" }).click();
  await secretariat.getByText("Các đơn vị đã áp dụng: 4 đơn vị.").waitFor();
  await check(secretariat);
  await visit(secretariat, address);
  await secretariat.getByRole("link", { name: "Công nhận ở cấp cao hơn" }).click();
  await secretariat.getByLabel("Cấp tỉnh").check();
  await secretariat.getByLabel("Số quyết định").fill("1245/QĐ-UBND");
  await secretariat.getByLabel("Ngày quyết định").fill("14/07/2014");
  await secretariat.getByLabel("Nơi xác nhận").fill("Hội đồng sáng kiến tỉnh");
  await secretariat.getByLabel("Ngày xác nhận").fill("11/07/2014");
  await secretariat.getByLabel("Nội dung xác nhận").fill("Đã áp dụng tại 4 đơn vị, áp dụng được cho các sở khác.");
  await check(secretariat);
  await secretariat.getByRole("button", { name: "Ghi công nhận" }).click();
  await secretariat.getByText("Đã ghi công nhận ở cấp cao hơn.").waitFor();
  await visit(secretariat, address);
  await secretariat.getByText("Cấp tỉnh, Quyết định số 1245/QĐ-UBND ngày 14/07/2014.").waitFor();
  await check(secretariat);
});

test("a unit takes an initiative up without script too", async () => {
  await confirm("uyvien6", { script: false });
});

test("what an initiative has served is shown beside it", async () => {
  const auditor = await sample.login("kiemsoat");
  await visit(auditor, "/library/SK-2013-002");
  await auditor.getByText("Chiến sĩ thi đua cơ sở năm 2013, Quyết định 15/QĐ-STC ngày 20/01/2014").waitFor();
  await check(auditor);
});
