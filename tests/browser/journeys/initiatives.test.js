// The whole way of an initiative: three authors, their word, a copy of an earlier one found and shown, five examiners of
// whom one is recused, minutes and decision, and at once its author meets a criterion he lacked.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { EXAMINERS, conclude, gather, open, score } from "../round.js";
import { check, department, visit } from "../support.js";

let sample;
before(async () => { sample = await department(); });
after(async () => { await sample.close(); });

const SOURCE = "Tự động kiểm tra tệp báo cáo trước khi nạp vào phần mềm ngân sách";
const TITLE = "Cong cu soat tep du lieu dau thang";
const AUTHORS = [["QLNS-014", "50"], ["THTK-004", "30"], ["GCS-003", "20"]];
const NEW_WORDS = ["luong", "xu", "ly", "rieng", "cho", "phong", "ta", "viet", "lai", "theo", "cach", "moi"];

/** What stands under a heading of the library. */
async function written(page, term) {
  return page.locator("dt", { hasText: term }).locator("xpath=following-sibling::dd").first().innerText();
}

/** The same text without marks, its sentences in another order, three words in ten of each replaced. */
function disguised(text) {
  const plain = text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d").replace(/Đ/g, "D");
  const changed = plain.split(/\.\s+/).filter((sentence) => sentence).map((sentence) => {
    const words = sentence.replace(/\.$/, "").split(/\s+/);
    const kept = words.slice(0, Math.ceil(words.length * 0.7));
    return [...kept, ...NEW_WORDS.slice(0, words.length - kept.length)].join(" ");
  });
  return `${changed.reverse().join(". ")}.`;
}

async function copyOfTheSource(reader) {
  await visit(reader, "/library?q=tu+dong+kiem+tra+tep");
  await reader.getByRole("link", { name: SOURCE }).click();
  await reader.getByRole("heading", { name: SOURCE }).waitFor();
  return {
    summary: disguised(await written(reader, "Tóm tắt")),
    nature: disguised(await written(reader, "Bản chất")),
    benefits: disguised(await written(reader, "Lợi ích theo tác giả")),
  };
}

async function fill(author, { title, summary, nature, benefits }) {
  await visit(author, "/initiatives/new");
  await author.getByLabel("Tên sáng kiến").fill(title);
  await author.getByLabel("Tóm tắt").fill(summary);
  await author.getByLabel("Mô tả bản chất").fill(nature);
  await author.getByLabel("Lợi ích theo ý kiến của tác giả").fill(benefits);
  await author.getByLabel("Ngày áp dụng lần đầu").fill("05/05/2014");
}

/** Recorded by the first of three authors, who hears at once what it is like; filed when the others have confirmed. */
async function file(author, copy) {
  await fill(author, { title: TITLE, ...copy });
  for (const [index, [code, percent]] of AUTHORS.entries()) {
    await author.locator(`#author_code_${index + 1}`).fill(code);
    await author.locator(`#percent_${index + 1}`).fill(percent);
  }
  await author.getByRole("button", { name: "Kiểm tra trùng" }).click();
  await author.getByRole("heading", { name: "Kết quả kiểm tra trùng" }).waitFor();
  await author.getByRole("link", { name: SOURCE }).waitFor();
  await check(author);
  await author.getByRole("button", { name: "Tiếp tục" }).click();
  await author.getByText("Chưa gửi được:").waitFor();
  const address = new URL(author.url()).pathname.replace("/filing", "");
  for (const username of ["uyvien8", "uyvien6"]) {
    const other = await sample.login(username);
    await visit(other, address);
    await other.getByRole("button", { name: "Xác nhận", exact: true }).click();
    await other.getByText("Đã xác nhận đồng chí là đồng tác giả.").waitFor();
  }
  await visit(author, `${address}/filing`);
  await author.getByRole("button", { name: "Gửi sáng kiến" }).click();
  await author.getByRole("heading", { name: "Đã gửi sáng kiến" }).waitFor();
  return address;
}

async function shownSideBySide(secretariat, address) {
  await visit(secretariat, "/approvals?kind=initiative");
  await secretariat.getByRole("row", { name: new RegExp(TITLE) }).getByText(/Giống \d+%/).waitFor();
  await check(secretariat);
  await visit(secretariat, `${address}/comparison`);
  const row = secretariat.getByRole("row", { name: new RegExp(SOURCE) });
  const percent = Number((await row.getByText(/Giống \d+%/).innerText()).match(/\d+/)[0]);
  assert.ok(percent >= 35, `only ${percent}%`);
  await row.getByRole("link").first().click();
  await secretariat.locator("mark").first().waitFor();
  assert.ok(await secretariat.locator("mark").count() >= 4);
  await check(secretariat);
}

test("a copy is found, the initiative is judged by five, and its author meets the criterion", async () => {
  const author = await sample.login("canbo");
  const copy = await copyOfTheSource(author);
  const eligibility = "/people/QLNS-014/eligibility?year=2014&award=CSTDCS";
  await visit(author, eligibility);
  await author.getByText("Cần 1 sáng kiến được công nhận cấp cơ sở, đã có 0").first().waitFor();
  const address = await file(author, copy);
  const head = await sample.login("truongphong");
  await visit(head, address);
  await head.getByRole("button", { name: "Đồng ý" }).click();
  await head.getByText("Đã xác nhận.").waitFor();
  const secretariat = await sample.login("thuongtruc");
  await shownSideBySide(secretariat, address);
  const round = await open(secretariat);
  await gather(secretariat, round, TITLE);
  for (const nth of EXAMINERS.keys()) await score(sample, nth);
  await conclude(sample, secretariat, round);
  await visit(author, address);
  await author.getByText("177/QĐ-STC").first().waitFor();
  await visit(author, eligibility);
  assert.equal(await author.getByText("Cần 1 sáng kiến được công nhận cấp cơ sở, đã có 0").count(), 0);
  await author.getByText(/177\/QĐ-STC/).first().waitFor();
  await check(author);
});

test("what is merely about the same thing is not marked as a copy", async () => {
  const author = await sample.login("canbo", { script: false });
  await fill(author, {
    title: "Nhắc đơn vị nộp báo cáo tháng bằng tin nhắn",
    summary: "Đơn vị hay nộp báo cáo tháng muộn, Sở phải gọi điện từng nơi. Tin nhắn tự gửi ba ngày trước hạn, ai đã nộp thì không nhận nữa.",
    nature: "Danh sách đơn vị và số điện thoại người phụ trách nằm trong một bảng. Mỗi sáng hệ thống đối chiếu với sổ nhận báo cáo rồi soạn tin cho nơi còn thiếu.",
    benefits: "Số đơn vị nộp muộn giảm từ 21 xuống 6 sau hai tháng.",
  });
  await author.getByRole("button", { name: "Kiểm tra trùng" }).click();
  await author.getByRole("heading", { name: "Kết quả kiểm tra trùng" }).waitFor();
  assert.equal(await author.locator(".tag--warn").count(), 0);
  await check(author);
});
