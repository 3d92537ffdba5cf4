// An initiative from draft to recognition, used with script and without.
import { check, visit } from "./support.js";

const TITLE = "Bảng tra nhanh định mức phân bổ ngân sách xã";
export const RECOGNITION = "152/QĐ-STC";

/** Drafted by two authors, confirmed by the second, filed by the first; answers its address. */
export async function record(sample, staff, options) {
  await visit(staff, "/initiatives/new");
  await staff.getByLabel("Tên sáng kiến").fill(TITLE);
  await staff.getByRole("button", { name: "Lưu nháp" }).click();
  await staff.getByRole("heading", { name: TITLE }).waitFor();
  await check(staff);
  const address = new URL(staff.url()).pathname;

  await visit(staff, `${address}/edit`);
  await staff.getByLabel("Tóm tắt").fill("Trước đây tra từng văn bản. Nay một bảng tính trả lời ngay; giảm nửa thời gian thẩm tra.");
  await staff.getByLabel("Mô tả bản chất").fill("Bảng tính gom định mức của 12 văn bản. Chọn loại xã, bảng tính trả lời ngay.");
  await staff.getByLabel("Lợi ích theo ý kiến của tác giả").fill("Giảm nửa thời gian thẩm tra.");
  await staff.getByLabel("Ngày áp dụng lần đầu").fill("15/05/2014");
  await staff.locator("#percent_1").fill("60");
  await staff.locator("#author_code_2").fill("THTK-004");
  await staff.locator("#percent_2").fill("30");
  await staff.getByRole("button", { name: "Tiếp tục" }).click();
  await staff.getByText("chỗ cần sửa").waitFor();
  await check(staff);
  await staff.locator("#percent_2").fill("40");
  await staff.getByRole("button", { name: "Tiếp tục" }).click();
  await staff.getByText("chưa xác nhận. Gửi sáng kiến sau khi").waitFor();
  await check(staff);

  const second = await sample.login("uyvien8", options);
  await visit(second, address);
  await second.getByRole("button", { name: "Xác nhận", exact: true }).click();
  await second.getByText("Đã xác nhận đồng chí là đồng tác giả.").waitFor();
  await visit(staff, `${address}/filing`);
  await staff.getByRole("button", { name: "Gửi sáng kiến" }).click();
  await staff.getByText("Chờ đơn vị duyệt").or(staff.getByRole("heading", { name: "Đã gửi sáng kiến" })).first().waitFor();
  return address;
}

/** The head of the unit confirms it. */
export async function confirm(head, address) {
  await visit(head, address);
  await head.getByRole("button", { name: "Đồng ý", exact: true }).click();
  await head.waitForURL((url) => url.pathname !== address);
}

/** The secretariat records the decision that recognises it. */
export async function recognise(secretariat, address) {
  await visit(secretariat, address);
  await secretariat.getByLabel("Cấp cơ sở").check();
  await secretariat.getByLabel("Số quyết định công nhận").fill(RECOGNITION);
  await secretariat.getByLabel("Ngày quyết định").fill("15/07/2014");
  await secretariat.getByRole("button", { name: "Ghi công nhận" }).click();
  await secretariat.waitForURL((url) => url.pathname !== address);
}
