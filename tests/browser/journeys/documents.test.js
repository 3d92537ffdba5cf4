// A plan from its draft to the list of who has not read it: sent by the secretariat, told by the bell, read by a button,
// followed by the head and the secretariat, taken back. The reader has no JavaScript.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { check, department, visit } from "../support.js";

let sample;
before(async () => { sample = await department(); });
after(async () => { await sample.close(); });

const NAME = "Kế hoạch 140/KH-STC ngày 15/07/2014";

async function write(secretariat) {
  await visit(secretariat, "/documents");
  await secretariat.getByRole("link", { name: "Soạn văn bản" }).click();
  await secretariat.getByRole("button", { name: "Lưu nháp" }).click();
  await secretariat.getByText("chỗ cần sửa").waitFor();
  await check(secretariat);
  await secretariat.getByLabel("Loại văn bản").selectOption("plan");
  await secretariat.getByLabel("Số, ký hiệu").fill("140/KH-STC");
  await secretariat.getByLabel("Trích yếu").fill("Đợt thi đua sáu tháng cuối năm");
  await secretariat.getByLabel("Hạn đọc").fill("18/07/2014");
  await secretariat.getByRole("button", { name: "Lưu nháp" }).click();
  await secretariat.getByText("Đã lưu nháp văn bản.").waitFor();
  await check(secretariat);
}

async function attachAndSend(secretariat) {
  await secretariat.getByText("Đính kèm tệp").click();
  await secretariat.getByLabel("Tệp", { exact: true }).setInputFiles({ name: "Kế hoạch.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.4\n%%EOF\n") });
  await secretariat.getByRole("button", { name: "Đính kèm" }).click();
  await secretariat.getByText("Đã đính kèm tệp.").waitFor();
  await secretariat.getByRole("link", { name: "Kiểm tra và gửi" }).click();
  await secretariat.getByText("Mọi cán bộ của cơ quan: 96 người").waitFor();
  await check(secretariat);
  await secretariat.getByRole("button", { name: "Gửi văn bản" }).click();
  await secretariat.getByText("0/96 người").waitFor();
  await check(secretariat);
}

/** From the bell to the button, and the bell is quiet again. */
async function readWithoutScript() {
  const staff = await sample.login("canbo", { script: false });
  await visit(staff, "/");
  await staff.getByRole("link", { name: /^Thông báo \(\d+\)$/ }).first().click();
  await staff.getByRole("link", { name: `Văn bản mới: ${NAME}` }).click();
  await staff.getByRole("button", { name: "Đã đọc" }).click();
  await staff.getByText("Đồng chí xác nhận đã đọc lúc").waitFor();
  assert.equal(await staff.getByRole("button", { name: "Đã đọc" }).count(), 0);
  await visit(staff, "/notices");
  await staff.getByRole("button", { name: "Đánh dấu đã xem" }).click();
  await staff.getByText("Không có thông báo mới").waitFor();
  assert.equal(await staff.getByRole("link", { name: /^Thông báo \(\d+\)$/ }).count(), 0);
  await staff.context().close();
}

test("a plan is sent, read by some, and who has not is listed", async () => {
  const secretariat = await sample.login("thuongtruc");
  await write(secretariat);
  await attachAndSend(secretariat);
  const address = new URL(secretariat.url()).pathname;
  await readWithoutScript();

  const head = await sample.login("truongphong");
  await visit(head, "/");
  await head.getByRole("link", { name: /Đọc văn bản/ }).waitFor();
  await visit(head, `${address}/readers`);
  const own = await head.locator("tbody th").allTextContents();
  await head.getByText(/1\/\d+ người của Phòng Quản lý ngân sách đã xác nhận/).waitFor();
  await check(head);

  await visit(secretariat, `${address}/readers`);
  await secretariat.getByText("1/96 người đã xác nhận, còn 95 người").waitFor();
  await secretariat.getByRole("link", { name: "Phòng Quản lý ngân sách", exact: true }).click();
  assert.deepEqual(await secretariat.locator("tbody th").allTextContents(), own);
  await secretariat.getByRole("link", { name: "Xem trước bản in" }).click();
  await secretariat.getByRole("heading", { name: "DANH SÁCH" }).waitFor();
  assert.equal(await secretariat.locator(".print-table tbody tr").count(), own.length);
  await check(secretariat);

  await visit(secretariat, `${address}/withdrawal`);
  await secretariat.getByLabel("Lý do thu hồi").fill("Ghi nhầm thời hạn");
  await secretariat.getByRole("button", { name: "Thu hồi văn bản" }).click();
  await secretariat.getByText("Đã thu hồi văn bản.").waitFor();
  await secretariat.getByRole("link", { name: "Soạn văn bản thay thế" }).waitFor();
  await check(secretariat);
  await visit(head, address);
  await head.getByText("Ghi nhầm thời hạn").first().waitFor();
  assert.equal(await head.getByRole("button", { name: "Đã đọc" }).count(), 0);
});
