// The council meets: nine members, one absent with a written opinion, one who must not vote on his own line, two on paper;
// the result, and the minutes as a Word file.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { ONE, TWO, attend, call, close, conclude, count, start, vote } from "../council.js";
import { check, department, visit } from "../support.js";

let sample;
before(async () => { sample = await department(); });
after(async () => { await sample.close(); });

const ON_SCREEN = ["giamdoc", "phogiamdoc", "uyvien1", "uyvien2", "uyvien3"];

/** The full name of an account, as its own pages show it. */
async function nameOf(username) {
  const page = await sample.login(username);
  const name = await page.locator(".user-menu summary").textContent();
  await page.context().close();
  return name.replace(/\s+/g, " ").trim();
}

test("nine members vote in secret, on screen, on paper and in writing", async () => {
  const secretariat = await sample.login("thuongtruc");
  const meeting = await call(secretariat, [/Phòng Quản lý ngân sách/]);
  const [recused, seventh] = [await nameOf("uyvien4"), await nameOf("uyvien5")];
  const [eighth, ninth] = [await nameOf("uyvien6"), await nameOf("uyvien7")];
  const ways = { [seventh]: "Bỏ phiếu giấy", [eighth]: "Bỏ phiếu giấy", [ninth]: "Vắng, gửi ý kiến bằng văn bản" };
  await attend(secretariat, meeting, ways);
  await secretariat.getByText("8 có mặt trên 9 thành viên").waitFor();

  await visit(secretariat, `${meeting}/conflicts`);
  await secretariat.getByLabel("Thành viên").selectOption({ label: recused });
  await secretariat.getByLabel("Không bỏ phiếu cho").selectOption({ index: 1 });
  await secretariat.getByLabel("Lý do").fill("Đã trực tiếp chỉ đạo đề tài.");
  await secretariat.getByRole("button", { name: "Ghi không bỏ phiếu" }).click();
  await secretariat.getByText("Đã ghi thành viên không bỏ phiếu dòng này.").waitFor();
  await check(secretariat);
  await start(secretariat, meeting);

  for (const [nth, username] of ON_SCREEN.entries()) await vote(sample, username, { script: nth !== 2 });
  await visit(secretariat, `${meeting}/turnout`);
  await secretariat.getByRole("heading", { name: "Đã bỏ phiếu 5/5" }).waitFor();
  await check(secretariat);
  await count(secretariat, meeting, "1");
  await close(secretariat, meeting);

  const director = await sample.login("giamdoc");
  await visit(director, "/");
  await director.getByRole("link", { name: "Mở hòm phiếu" }).first().click();
  await director.getByLabel(/^Cụm mật khẩu của/).nth(0).fill(TWO);
  await director.getByLabel(/^Cụm mật khẩu của/).nth(1).fill(ONE);
  await director.getByRole("textbox", { name: "Mật khẩu của đồng chí" }).fill("thidua-demo");
  await director.getByRole("button", { name: "Mở hòm phiếu" }).click();
  await director.getByText("Một trong hai cụm mật khẩu chưa đúng.").first().waitFor();
  await check(director);
  await director.getByLabel(/^Cụm mật khẩu của/).nth(0).fill(ONE);
  await director.getByLabel(/^Cụm mật khẩu của/).nth(1).fill(TWO);
  await director.getByRole("button", { name: "Mở hòm phiếu" }).click();
  await director.getByText("Đã mở hòm phiếu. Phiếu và khóa đã được hủy.").waitFor();
  await check(director);

  // Five on the screen, one of two on paper, one in writing.
  await visit(secretariat, `${meeting}/conclusion`);
  await secretariat.getByText("7/9 phiếu (77,8%)").first().waitFor();
  await conclude(secretariat, meeting, "09/BB-HĐ");
  await check(secretariat);
  for (const paper of ["ballot-paper", "counting-minutes", "minutes"]) await visit(secretariat, `${meeting}/${paper}`);
  await asPicture(secretariat, meeting);

  const auditor = await sample.login("kiemsoat");
  await visit(auditor, "/council-meetings/secrecy");
  await auditor.getByText("Giới hạn:").waitFor();
});

/** The Word file opens in LibreOffice, where there is one, and fills at least a page. */
async function asPicture(page, meeting) {
  const answer = await page.request.get(`${meeting}/minutes.docx`);
  const body = await answer.body();
  assert.equal(body.subarray(0, 2).toString(), "PK");
  const run = promisify(execFile);
  if (!(await run("which", ["soffice"]).catch(() => null))) return;
  const folder = await mkdtemp(join(tmpdir(), "thidua-minutes-"));
  await writeFile(join(folder, "bien-ban.docx"), body);
  await run("soffice", ["--headless", "--convert-to", "pdf", "--outdir", folder, join(folder, "bien-ban.docx")]);
  assert.ok((await readdir(folder)).includes("bien-ban.pdf"));
}
