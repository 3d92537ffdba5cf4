// A year of the department by seven accounts, from the opening of the round to the bonus paid: with one withdrawal,
// one return, one downgrade and one delegation. At the end the timelines and ledgers tell it as it was.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { attend, call, close, conclude, count, start } from "../council.js";
import { AWARD, WHO, decide, draft, issue, register } from "../chain.js";
import { confirm, recognise, record } from "../initiative.js";
import { check, department, visit } from "../support.js";

const COLLECTIVE = { name: "Phòng Quản lý ngân sách", proposed: "Tập thể lao động xuất sắc", granted: "Tập thể lao động tiên tiến" };
const NUMBER = "46";

let sample;
before(async () => { sample = await department(); });
after(async () => { await sample.close(); });

async function openRound(secretariat) {
  await visit(secretariat, "/years/2014");
  await secretariat.getByLabel("Ngày bắt đầu đăng ký").fill("16/07/2014");
  await secretariat.getByRole("button", { name: "Lưu các mốc" }).click();
  const early = await sample.login("canbo");
  await visit(early, "/registrations/new");
  await early.getByLabel("Danh hiệu, hình thức đăng ký").selectOption("LDTT");
  await early.getByRole("button", { name: "Tiếp tục" }).click();
  await early.getByText(/16\/07\/2014/).first().waitFor();
  await check(early);
  await early.context().close();
  await visit(secretariat, "/years/2014");
  await secretariat.getByLabel("Ngày bắt đầu đăng ký").fill("15/07/2014");
  await secretariat.getByRole("button", { name: "Lưu các mốc" }).click();
  await secretariat.getByText("Đã lưu các mốc của năm.").waitFor();
}

/** Another head registers for a certificate of merit and thinks better of it. */
async function registerAndWithdraw(page) {
  await visit(page, "/registrations/new");
  await page.getByLabel("Danh hiệu, hình thức đăng ký").selectOption("GK");
  await page.getByRole("button", { name: "Tiếp tục" }).click();
  await page.getByRole("button", { name: "Gửi đăng ký" }).click();
  await page.getByRole("link", { name: "Xem hồ sơ" }).click();
  await page.getByRole("button", { name: "Rút lại" }).click();
  await page.getByText("Đã rút").first().waitFor();
  await check(page);
}

/** The unit votes on all that is registered. Answers the draft that comes of it for the one. */
async function holdMeeting(head) {
  await visit(head, "/unit-meetings/new?year=2014");
  await head.getByLabel("Ngày họp").fill("15/07/2014");
  await head.getByLabel("Địa điểm").fill("Phòng họp tầng 2");
  await head.getByRole("button", { name: "Tiếp tục" }).click();
  await head.getByRole("heading", { name: "Kết quả biểu quyết" }).waitFor();
  await head.getByLabel("Chủ trì").selectOption({ index: 1 });
  await head.getByLabel("Thư ký").selectOption({ index: 2 });
  const present = (await head.getByLabel("Chủ trì").locator("option").count()) - 1;
  const rows = await head.locator("input[type=hidden][name^=code_]").count();
  for (let row = 1; row <= rows; row += 1) {
    // The collective stands for the higher title alone.
    const falls = (await head.locator(`input[name=award_${row}]`).inputValue()) === "TTLDTT";
    await head.locator(`#agree_${row}`).fill(falls ? "0" : `${present}`);
    await head.locator(`#disagree_${row}`).fill(falls ? `${present}` : "0");
  }
  await head.getByLabel("Kết luận").fill("Nhất trí đề nghị.");
  await head.getByRole("button", { name: "Lưu cuộc họp" }).click();
  await head.getByRole("link", { name: "Chốt biên bản" }).click();
  await head.getByRole("button", { name: "Chốt biên bản họp" }).click();
  await head.getByText("Đã chốt biên bản họp bình xét.").waitFor();
  return head.getByRole("link", { name: `Hồ sơ ${AWARD} của ${WHO.name}` }).getAttribute("href");
}

/** Writes every part of the report that is still open, and sends the dossier. */
async function writeAndFile(staff, dossier) {
  await visit(staff, dossier);
  const open = staff.getByRole("link", { name: /^Viết / });
  while (await open.count()) {
    await open.first().click();
    await staff.getByLabel("Nội dung").fill("Theo dõi 14 khoản thu, còn 8 khoản chậm tiến độ.");
    await staff.getByRole("button", { name: "Xong phần này" }).click();
    await staff.getByText("Đã xong một phần báo cáo.").waitFor();
  }
  await staff.getByRole("link", { name: "Kiểm tra và gửi" }).click();
  await staff.getByRole("button", { name: "Gửi hồ sơ" }).click();
  await staff.getByRole("heading", { name: "Đã gửi hồ sơ" }).waitFor();
}

async function sendBack(secretariat, dossier) {
  await visit(secretariat, dossier);
  await secretariat.getByText("Trả lại để sửa hoặc không đạt").click();
  await secretariat.getByLabel("Cần sửa gì, vì sao").fill("Nêu rõ số tiền thu thêm được.");
  await secretariat.getByLabel("Phần cần sửa").selectOption({ index: 1 });
  await secretariat.getByLabel("Hạn sửa").fill("25/07/2014");
  await secretariat.getByRole("button", { name: `Trả lại cho ${WHO.name}` }).click();
  await secretariat.getByRole("status").first().waitFor();
}

/** The collective stands for the higher title; the secretariat proposes the one below it. Answers its address. */
async function downgrade(secretariat) {
  await visit(secretariat, "/dossiers?year=2014&award=TTLDXS&unit=QLNS");
  await secretariat.getByRole("table").getByRole("link", { name: COLLECTIVE.name }).first().click();
  const dossier = new URL(secretariat.url()).pathname;
  await secretariat.getByRole("link", { name: "Hạ mức đề nghị" }).click();
  await secretariat.getByLabel(COLLECTIVE.granted).check();
  await secretariat.getByLabel("Lý do").fill("Tỷ lệ Chiến sĩ thi đua cơ sở chưa đủ.");
  await secretariat.getByRole("button", { name: "Hạ mức đề nghị" }).click();
  await secretariat.getByRole("status").first().waitFor();
  await check(secretariat);
  return dossier;
}

/** The council meets wholly on paper; everybody agrees. */
async function recordVotes(secretariat) {
  const meeting = await call(secretariat, [new RegExp(`^${WHO.name}`), new RegExp(`^${COLLECTIVE.name}`)]);
  await attend(secretariat, meeting, {}, "Bỏ phiếu giấy");
  await start(secretariat, meeting);
  await count(secretariat, meeting);
  await close(secretariat, meeting);
  await conclude(secretariat, meeting, "07/BB-HĐ");
}

/** The director is away: his deputy signs. */
async function delegate(director) {
  await visit(director, "/delegations/new");
  await director.getByLabel("Người nhận ủy quyền").selectOption({ index: 1 });
  const deputy = await director.getByLabel("Người nhận ủy quyền").locator("option", { hasText: "Phó Giám đốc" }).first().getAttribute("value");
  await director.getByLabel("Người nhận ủy quyền").selectOption(deputy);
  await director.getByLabel("Đến hết ngày").fill("20/07/2014");
  await director.getByLabel("Lý do").fill("Đi công tác tại Hà Nội.");
  await director.getByRole("button", { name: "Ủy quyền", exact: true }).click();
  await director.getByText("Đã ủy quyền.").waitFor();
  await check(director);
}

async function payAll(accountant) {
  await visit(accountant, "/payments?year=2014");
  for (const box of await accountant.getByRole("checkbox", { name: /^Đã chi cho/ }).all()) await box.check();
  await accountant.getByRole("button", { name: "Ghi đã chi các dòng đã chọn" }).click();
  await accountant.getByRole("button", { name: /^Ghi đã chi \d+ hồ sơ$/ }).click();
  await accountant.getByText(/^Đã ghi chi thưởng cho \d+ hồ sơ\.$/).waitFor();
}

/** What everybody can read afterwards. */
async function readBack(page, dossier, collective, decision) {
  await visit(page, dossier);
  const timeline = (await page.locator(".timeline").first().innerText()).replaceAll("\n", " ");
  for (const step of ["Nêu rõ số tiền thu thêm được.", "Biên bản 07/BB-HĐ", "9/9 phiếu", `${NUMBER}/QĐ-STC`, "thay mặt"]) {
    assert.ok(timeline.includes(step), `${step} in ${timeline}`);
  }
  await visit(page, collective);
  await page.getByText(`${COLLECTIVE.proposed} thành ${COLLECTIVE.granted}`).first().waitFor();
  await visit(page, "/dossiers/ledger?year=2014&award=TTLDTT");
  await page.getByRole("row", { name: COLLECTIVE.name }).filter({ hasText: "Tỷ lệ Chiến sĩ thi đua cơ sở chưa đủ." }).first().waitFor();
  await visit(page, "/rounds/ledger?year=2014&unit=QLNS");
  await page.getByRole("row", { name: WHO.name }).filter({ hasText: `${NUMBER}/QĐ-STC` }).first().waitFor();
  await page.getByRole("row", { name: COLLECTIVE.name }).filter({ hasText: COLLECTIVE.granted }).first().waitFor();
  await visit(page, `/awards/print?year=2014&decision=${decision.split("/").pop()}`);
  await page.getByText("KT. GIÁM ĐỐC").waitFor();
}

test("a year, from the opening of the round to the bonus", async () => {
  const secretariat = await sample.login("thuongtruc");
  await openRound(secretariat);
  await registerAndWithdraw(await sample.login("uyvien2"));

  const staff = await sample.login("canbo");
  const registration = await register(staff);
  const head = await sample.login("truongphong");
  await decide(head, registration, "Đồng ý");
  await decide(secretariat, registration, "Chấp nhận");
  const initiative = await record(sample, staff);
  await confirm(head, initiative);
  await recognise(secretariat, initiative);

  const dossier = await holdMeeting(head);
  await writeAndFile(staff, dossier);
  await decide(head, dossier, "Đồng ý");
  await sendBack(secretariat, dossier);
  await writeAndFile(staff, dossier);
  await decide(head, dossier, "Đồng ý");
  await decide(secretariat, dossier, "Thẩm định xong");

  const collective = await downgrade(secretariat);
  await recordVotes(secretariat);
  const decision = await draft(secretariat);
  await delegate(await sample.login("giamdoc"));
  const deputy = await sample.login("phogiamdoc");
  await issue(deputy, decision, NUMBER);
  await payAll(await sample.login("ketoan"));
  await readBack(secretariat, dossier, collective, decision);
});
