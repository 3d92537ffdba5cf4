// A head agrees to what his people have filed, with one thumb on a phone: ten at once, and ten one by one.
// Every tap is counted.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { SIZES, check, department, visit } from "../support.js";

const PEOPLE = ["001", "002", "003", "004", "005", "008", "009", "010", "011", "012"].map((number) => `QLNS-${number}`);
const MOST_TAPS_TOGETHER = 5;
const MOST_TAPS_EACH = 2;

let sample;
before(async () => { sample = await department(); });
after(async () => { await sample.close(); });

/** Sends a form as the page would, with a number of its own; answers where it led. */
async function post(page, address, fields) {
  const token = await page.locator("input[name=_token]").first().inputValue();
  const answer = await page.request.post(address, {
    headers: { "Sec-Fetch-Site": "same-origin" },
    maxRedirects: 0,
    ...fields({ _token: token, _number: `${Math.random()}` }),
  });
  assert.equal(answer.status(), 303, `${address} answered ${answer.status()}`);
  return answer.headers().location;
}

/** A short dossier on behalf of each, with a signed report, sent to the head. */
async function fileForAll(secretariat) {
  await visit(secretariat, "/dossiers/new?year=2014");
  const report = { name: "Báo cáo.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.4 báo cáo") };
  for (const subject_code of PEOPLE) {
    const proposal = { year: "2014", subject_code, award_code: "GK", kind: "sudden" };
    const address = await post(secretariat, "/dossiers", (form) => ({ form: { ...form, ...proposal } }));
    await post(secretariat, `${address}/files`, (form) => ({ multipart: { ...form, kind: "bao_cao_thanh_tich", file: report } }));
    await post(secretariat, `${address}/filing`, (form) => ({ form: { ...form, version: "2" } }));
  }
}

/** A page on which taps are counted. */
function counted(page) {
  const taps = { count: 0 };
  taps.tap = async (locator) => { taps.count += 1; await locator.click(); };
  taps.button = (name) => taps.tap(page.getByRole("button", { name, exact: true }));
  return taps;
}

test("ten dossiers are agreed to together in at most five taps", async () => {
  await fileForAll(await sample.login("thuongtruc"));
  const head = await sample.login("truongphong", { size: SIZES.phone });
  await visit(head, "/");
  const taps = counted(head);
  await taps.tap(head.getByRole("link", { name: /Duyệt 10 hồ sơ đề nghị của đơn vị/ }));
  await head.getByRole("heading", { name: "Xét duyệt" }).waitFor();
  await check(head);
  await taps.tap(head.getByLabel("Chọn tất cả trên trang này"));
  await taps.button("Đồng ý các mục đã chọn");
  await head.getByRole("heading", { name: "Kiểm tra lại trước khi đồng ý" }).waitFor();
  await check(head);
  await taps.button("Đồng ý 10 hồ sơ");
  await head.getByText("Đã đồng ý 10 hồ sơ.").waitFor();
  await check(head);
  assert.ok(taps.count <= MOST_TAPS_TOGETHER, `${taps.count} taps`);
});

test("one by one each takes at most two", async () => {
  await fileForAll(await sample.login("thuongtruc"));
  const head = await sample.login("truongphong", { size: SIZES.phone });
  await visit(head, "/approvals?kind=dossier");
  const taps = counted(head);
  await taps.tap(head.getByRole("link", { name: /^Xem hồ sơ/ }).first());
  for (let left = PEOPLE.length; left > 0; left -= 1) {
    await head.getByRole("button", { name: "Đồng ý", exact: true }).waitFor();
    if (left === PEOPLE.length) await check(head);
    await taps.button("Đồng ý");
    await head.getByText("Đã đồng ý. Hồ sơ chuyển sang thường trực thẩm định.").waitFor();
  }
  await head.getByText("Không có hồ sơ nào chờ đồng chí xử lý.").waitFor();
  assert.ok(taps.count <= MOST_TAPS_EACH * PEOPLE.length, `${taps.count} taps`);
});

test("by keyboard alone a dossier is written, returned and timed", async () => {
  const staff = await sample.login("canbo");
  await visit(staff, "/dossiers/new?year=2014");
  await staff.getByLabel("Danh hiệu, hình thức đề nghị").selectOption("LDTT");
  await staff.getByRole("button", { name: "Lưu nháp và viết báo cáo" }).focus();
  await staff.keyboard.press("Enter");
  await staff.getByText("0 trên 4 phần đã xong").waitFor();
  await check(staff);
  for (const part of ["Sơ lược lý lịch", "Quyền hạn, nhiệm vụ được giao", "Thành tích đạt được", "Sáng kiến, biện pháp, đề tài"]) {
    await staff.getByRole("link", { name: `Viết ${part}` }).focus();
    await staff.keyboard.press("Enter");
    await staff.getByLabel("Nội dung").fill("Theo dõi 12 khoản thu, tăng 12% so với năm 2013.");
    if (part === "Thành tích đạt được") await check(staff);
    await staff.getByRole("button", { name: "Xong phần này" }).focus();
    await staff.keyboard.press("Enter");
    await staff.getByText("Đã xong một phần báo cáo.").waitFor();
  }
  const address = new URL(staff.url()).pathname;
  await staff.getByRole("link", { name: "Kiểm tra và gửi" }).focus();
  await staff.keyboard.press("Enter");
  await staff.getByRole("heading", { name: "Kiểm tra lại trước khi gửi" }).waitFor();
  await check(staff);
  await staff.getByRole("button", { name: "Gửi hồ sơ" }).focus();
  await staff.keyboard.press("Enter");
  await staff.getByRole("heading", { name: "Đã gửi hồ sơ" }).waitFor();
  await check(staff);
  await visit(staff, `${address}/report`);
  await staff.getByText("Mẫu số 02").waitFor();

  const head = await sample.login("truongphong");
  await visit(head, address);
  await head.getByRole("button", { name: "Đồng ý", exact: true }).click();
  await head.getByText("Thiếu biên bản họp bình xét của đơn vị.").first().waitFor();
  await check(head);
  await head.getByText("Trả lại để sửa", { exact: true }).click();
  await head.getByLabel("Phần cần sửa").selectOption({ label: "Thành tích đạt được" });
  await head.getByLabel("Cần sửa gì, vì sao").fill("Nêu số liệu từng quý.");
  await head.getByRole("button", { name: "Trả lại cho Ma Thị Kim Yến" }).click();
  await visit(staff, address);
  await staff.getByText("Nêu số liệu từng quý.").first().waitFor();
  await staff.getByText("Phạm Thị Lan Hương trả lại hồ sơ để sửa, trong ngày.").waitFor();
  await staff.getByRole("link", { name: "Thành tích đạt được", exact: true }).click();
  await staff.getByLabel("Nội dung").waitFor();
});
