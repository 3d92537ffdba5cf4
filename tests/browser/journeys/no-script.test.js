// Each journey once with JavaScript off: everything works, only less comfortably.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { chain } from "../chain.js";
import { figures, importFigures } from "../figures.js";
import { PASSWORD, SIZES, department, visit } from "../support.js";

const OFF = { script: false };
let sample;
before(async () => { sample = await department(); });
after(async () => { await sample.close(); });

test("the main job without script, on a phone", async () => {
  await chain(sample, "45", { ...OFF, size: SIZES.phone });
});

test("figures are imported without script", async () => {
  await importFigures(sample, figures(["2014;7;A.I.4;1234567"]), OFF);
});

test("a session that ends while one writes costs a login and no text, without script", async () => {
  const title = "Sổ tay \"thu\" <b> & chi";
  const summary = "Dòng một của phần tóm tắt.\nDòng hai, dài hơn.";
  const page = await sample.login("canbo", { ...OFF, size: SIZES.phone });
  await visit(page, "/initiatives/new");
  await page.getByLabel("Tên sáng kiến").fill(title);
  await page.locator("#summary").fill(summary);
  await page.context().clearCookies({ name: "id" });
  await page.getByRole("button", { name: "Lưu nháp" }).click();

  await page.getByText("Đăng nhập lại, nội dung đang viết vẫn còn").waitFor();
  for (const password of ["không phải nó", PASSWORD]) {
    await page.getByLabel("Tên đăng nhập").fill("canbo");
    await page.getByLabel("Mật khẩu", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Đăng nhập" }).click();
  }
  await page.getByRole("heading", { name: "Nội dung chưa gửi" }).waitFor();
  await page.getByRole("button", { name: "Gửi" }).click();
  await page.getByText("Đã lưu nháp").waitFor();
  await visit(page, `${new URL(page.url()).pathname}/edit`);
  assert.equal(await page.getByLabel("Tên sáng kiến").inputValue(), title);
  assert.equal(await page.locator("#summary").inputValue(), summary);
});
