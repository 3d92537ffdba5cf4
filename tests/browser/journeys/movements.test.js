// A movement is taken over for the next year and launched to nine units; nine pacts are drafted from it, signed by
// every head, the union and the director; a quarter of this year is reported and confirmed.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { SIZES, check, department, visit } from "../support.js";

const HEADS = ["truongphong", "uyvien2", "uyvien3", "uyvien4", "uyvien5", "uyvien6", "uyvien7", "uyvien8", "uyvien9"];

let sample;
before(async () => { sample = await department(); });
after(async () => { await sample.close(); });

async function press(page, name) {
  await page.getByRole("button", { name }).click();
}

test("the movement that raises revenue shows the revenue to June by itself", async () => {
  const page = await sample.login("truongphong");
  await visit(page, "/movements?year=2014");
  await page.getByRole("row", { name: /tăng thu ngân sách/ }).getByRole("link").click();
  await check(page);
  const rows = [
    /Tổng thu ngân sách trên địa bàn.*4\.250 tỷ đồng.*2\.590,7 hết tháng 6 năm 2014 61,0%/,
    /Thu nội địa.*3\.450 tỷ đồng.*2\.259,7 hết tháng 6 năm 2014 65,5%/,
    /Thu từ hoạt động xuất, nhập khẩu.*800 tỷ đồng.*331,0 hết tháng 6 năm 2014 41,4%/,
  ];
  for (const name of rows) await page.getByRole("row", { name }).waitFor();
  await page.getByRole("heading", { name: "Việc của Phòng Quản lý ngân sách" }).waitFor();
});

test("a movement is taken over for next year, launched to nine units, and nine pacts are signed by all sides", async () => {
  const secretariat = await sample.login("thuongtruc");
  await visit(secretariat, "/years/new");
  await press(secretariat, /Mở năm/);
  await visit(secretariat, "/movements?year=2014");
  await secretariat.getByRole("row", { name: /tăng thu ngân sách/ }).getByRole("link").click();
  await secretariat.getByRole("link", { name: "Chép sang năm khác" }).click();
  await check(secretariat);
  await press(secretariat, "Chép thành dự thảo");
  await secretariat.getByText("Các phần của dự thảo").waitFor();
  await check(secretariat);
  const movement = new URL(secretariat.url()).pathname;

  const director = await sample.login("giamdoc");
  await visit(director, `${movement}/launching`);
  await director.getByText("9 đơn vị: Văn phòng Sở").waitFor();
  await press(director, "Phát động phong trào");
  await director.getByText("Đã phát động phong trào.").waitFor();
  await visit(director, `${movement}/print`);
  const again = await director.goto(`${movement}/launching`);
  assert.equal(again.status(), 409);

  await visit(secretariat, "/pacts/drafting?year=2015");
  await secretariat.getByLabel(/Chỉ tiêu của phong trào/).check();
  await press(secretariat, "Lập dự thảo");
  await secretariat.getByText("9 giao ước thi đua năm 2015").waitFor();
  await check(secretariat);
  await secretariat.getByRole("link", { name: "Trình ký dự thảo" }).click();
  await check(secretariat);
  await press(secretariat, "Trình ký 9 giao ước");
  await secretariat.getByText("Đã trình ký các giao ước.").waitFor();

  for (const username of HEADS) {
    const phone = await sample.login(username, { size: SIZES.phone });
    await visit(phone, "/");
    await phone.getByRole("listitem").filter({ hasText: "Ký giao ước thi đua của đơn vị" }).getByRole("link").click();
    await phone.getByRole("link", { name: /^Xem giao ước/ }).click();
    await check(phone);
    await phone.getByRole("link", { name: "Đọc và ký" }).click();
    await check(phone);
    await press(phone, "Ký giao ước");
    await phone.getByText("Đã ký giao ước.").waitFor();
    await phone.context().close();
  }
  for (const [username, page] of [["uyvien1", await sample.login("uyvien1")], ["giamdoc", director]]) {
    await visit(page, "/pacts/signing?year=2015");
    const boxes = page.getByRole("checkbox");
    assert.equal(await boxes.count(), 9, username);
    for (const box of await boxes.all()) await box.check();
    await press(page, "Ký các giao ước đã chọn");
    await page.getByText("Đã ký các giao ước đã chọn.").waitFor();
  }
  await visit(director, "/pacts?year=2015&state=signed");
  await director.getByText("9 giao ước thi đua năm 2015").waitFor();
  await director.getByRole("link", { name: /^Xem giao ước/ }).first().click();
  await check(director);
  await director.getByRole("link", { name: "Xem trước bản in" }).click();
  await check(director);
  assert.equal(await director.getByText(/Đã ký trên hệ thống ngày 15\/07\/2014 bởi/).count(), 3);
});

test("the head reports the quarter, the director returns it and confirms it mended, on paper of the whole year", async () => {
  const head = await sample.login("truongphong");
  await visit(head, "/pacts?year=2014&unit=me");
  await head.getByRole("link", { name: /^Xem giao ước/ }).click();
  await head.getByRole("link", { name: "Báo cáo Quý II" }).click();
  await check(head);
  await head.getByText("2.590,7").first().waitFor();
  await press(head, "Gửi báo cáo");
  await head.getByText("Có 1 chỗ cần sửa").waitFor();
  await check(head);
  await head.getByLabel("Thực hiện đến hết quý").fill("98,5");
  await press(head, "Gửi báo cáo");
  await head.getByText("Đã gửi báo cáo tiến độ.").waitFor();
  const report = `${new URL(head.url()).pathname}/progress/2`;

  const director = await sample.login("giamdoc");
  await visit(director, "/pacts/progress?year=2014");
  await visit(director, report);
  await director.getByText("Trả lại để sửa").click();
  await director.getByLabel("Cần sửa gì, vì sao").fill("Nêu rõ số hồ sơ.");
  await press(director, /^Trả lại cho/);
  await head.goto(report);
  await head.getByText("Nêu rõ số hồ sơ.").waitFor();
  await head.getByLabel("Nhận xét chung").fill("402 trên 408 hồ sơ đúng hạn.");
  await press(head, "Gửi báo cáo");
  await visit(director, report);
  await press(director, "Xác nhận tiến độ");
  await director.getByText("Đã xác nhận tiến độ.").waitFor();
  await visit(director, "/pacts/progress?year=2014");
  const row = director.getByRole("row", { name: /^Phòng Quản lý ngân sách [^h]/ });
  assert.equal(await row.count(), 1);
  assert.equal(await row.getByText("Đúng tiến độ").count(), 2);
  assert.equal(await row.getByText("chờ xác nhận").count(), 0);
});
