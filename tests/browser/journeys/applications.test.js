// The application of an initiative: a draft that saves itself, three authors of whom one first refuses, the list of
// what is missing, and the paper.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { SIZES, check, department, visit } from "../support.js";

let sample;
before(async () => { sample = await department(); });
after(async () => { await sample.close(); });

const TITLE = "Phiếu hẹn trả kết quả có mã tra cứu";
const NATURE = "Phiếu hẹn in kèm mã.\nNgười dân tra trạng thái hồ sơ trên mạng nội bộ tại một cửa.";

async function fillShares(staff, shares) {
  for (const [index, [code, percent]] of shares.entries()) {
    await staff.locator(`#author_code_${index + 1}`).fill(code);
    await staff.locator(`#percent_${index + 1}`).fill(percent);
  }
}

/** The draft as it saved itself; answers its address. */
async function draft(staff) {
  await visit(staff, "/initiatives/new");
  await staff.getByLabel("Tên sáng kiến").fill(TITLE);
  await staff.getByLabel("Mô tả bản chất").fill(NATURE);
  await staff.getByText(/Đã tự lưu lúc \d\d:\d\d/).waitFor({ timeout: 40_000 });
  assert.match(new URL(staff.url()).pathname, /^\/initiatives\/SK-2014-\d+\/edit$/);
  await staff.reload();
  assert.equal(await staff.getByLabel("Tên sáng kiến").inputValue(), TITLE);
  assert.equal(await staff.getByLabel("Mô tả bản chất").inputValue(), NATURE);
  await check(staff);
  return new URL(staff.url()).pathname.replace("/edit", "");
}

test("a draft saves itself, three authors agree on it after one has refused, and it is filed", async () => {
  const staff = await sample.login("canbo", { size: SIZES.phone });
  const address = await draft(staff);
  await visit(staff, address);
  await staff.getByRole("link", { name: "Viết phần lợi ích theo ý kiến tác giả" }).click();
  await staff.getByLabel("Lợi ích theo ý kiến của tác giả").fill("Giảm 40% lượt hỏi trực tiếp.");
  await staff.getByLabel("Ngày áp dụng lần đầu").fill("05/05/2014");
  await fillShares(staff, [["QLNS-014", "60"], ["THTK-004", "30"], ["DT-005", "20"]]);
  await staff.getByRole("button", { name: "Tiếp tục" }).click();
  await staff.getByRole("alert").getByText("Tỷ lệ đóng góp cộng lại là 110%").waitFor();
  await check(staff);
  await fillShares(staff, [["QLNS-014", "60"], ["THTK-004", "30"], ["DT-005", "10"]]);
  await staff.getByRole("button", { name: "Tiếp tục" }).click();
  await staff.getByText("Chưa gửi được:").waitFor();
  await check(staff);

  const second = await sample.login("uyvien8", { size: SIZES.phone });
  await visit(second, "/");
  await second.getByRole("link", { name: "Đọc và xác nhận" }).click();
  await second.getByRole("link", { name: /^Xem sáng kiến/ }).click();
  await second.getByText("tỷ lệ đóng góp 30%").waitFor();
  await check(second);
  await second.getByRole("button", { name: "Xác nhận", exact: true }).click();
  await second.getByText("Đã xác nhận đồng chí là đồng tác giả.").waitFor();

  const third = await sample.login("uyvien5", { script: false });
  await visit(third, address);
  await third.locator("summary", { hasText: "Không đồng ý" }).click();
  await third.getByRole("button", { name: "Gửi ý kiến không đồng ý" }).click();
  await third.getByText("Có 1 chỗ cần sửa").waitFor();
  await third.getByLabel("Vì sao không đồng ý").fill("Phần của tôi là 20%.");
  await third.getByRole("button", { name: "Gửi ý kiến không đồng ý" }).click();
  await third.getByText("Đã ghi không đồng ý đứng tên.").waitFor();

  await visit(staff, `${address}/filing`);
  await staff.getByText("Phần của tôi là 20%.").first().waitFor();
  assert.equal(await staff.getByRole("button", { name: "Gửi sáng kiến" }).count(), 0);
  await staff.getByRole("link", { name: "Sửa" }).click();
  await fillShares(staff, [["QLNS-014", "50"], ["THTK-004", "30"], ["DT-005", "20"]]);
  await staff.getByRole("button", { name: "Tiếp tục" }).click();
  await staff.getByText("Chưa gửi được:").waitFor();
  for (const author of [second, third]) {
    await visit(author, address);
    await author.getByRole("button", { name: "Xác nhận", exact: true }).click();
    await author.getByText("Đã xác nhận đồng chí là đồng tác giả.").waitFor();
  }
  await visit(staff, `${address}/filing`);
  await staff.getByRole("button", { name: "Gửi sáng kiến" }).click();
  await staff.getByRole("heading", { name: "Đã gửi sáng kiến" }).waitFor();

  const head = await sample.login("truongphong");
  await visit(head, address);
  await head.getByText("Người dân tra trạng thái hồ sơ").waitFor();
  await visit(head, `${address}/print`);
  await head.getByRole("heading", { name: "ĐƠN YÊU CẦU CÔNG NHẬN SÁNG KIẾN" }).waitFor();
  assert.equal(await head.locator(".print-sign__by b", { hasText: /^(?!TÁC GIẢ)/ }).count(), 3);
});

test("what is typed while it saves itself is sent by hand in the right version", async () => {
  const staff = await sample.login("canbo");
  await visit(staff, "/initiatives/new");
  await staff.getByLabel("Tên sáng kiến").fill("Bản nháp gửi vội");
  // The first answer is late: the button is pressed meanwhile.
  await staff.route("**/initiatives", async (route) => {
    const answer = await route.fetch();
    await new Promise((resolve) => { setTimeout(resolve, 1_500); });
    await route.fulfill({ response: answer });
  });
  await staff.evaluate(() => {
    Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await staff.getByLabel("Tóm tắt").fill("Viết thêm trong lúc đang lưu");
  await staff.getByRole("button", { name: "Lưu nháp" }).click();
  await staff.getByRole("heading", { name: "Bản nháp gửi vội" }).waitFor();
  await staff.getByText("Viết thêm trong lúc đang lưu").waitFor();
  await visit(staff, "/initiatives?year=2014&q=ban+nhap+gui+voi");
  assert.equal(await staff.getByRole("link", { name: /^Xem sáng kiến/ }).count(), 1);
});
