// What surrounds the decision: names shown to all staff, an objection and its answer, nothing sent on before the end; a
// proposal to the higher level and its answers, person by person.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { paper } from "../paper.js";
import { SIZES, check, department, visit } from "../support.js";

let sample;
before(async () => { sample = await department(); });
after(async () => { await sample.close(); });

/** Somebody of the staff objects to a line on a phone. */
async function object(options) {
  const staff = await sample.login("canbo", { size: SIZES.phone, ...options });
  await visit(staff, "/publicity?year=2014");
  await staff.getByRole("link", { name: "08/07/2014 – 16/07/2014" }).click();
  await staff.getByRole("heading", { name: "Danh sách niêm yết năm 2014" }).waitFor();
  await staff.getByRole("link", { name: /^Kiến nghị về Phòng Tài chính đầu tư/ }).click();
  await staff.getByRole("button", { name: "Gửi kiến nghị" }).click();
  await staff.getByText("Có 1 chỗ cần sửa").waitFor();
  await check(staff);
  await staff.getByLabel("Nội dung kiến nghị").fill("Số liệu tháng 5 chưa khớp.");
  await staff.getByRole("button", { name: "Gửi kiến nghị" }).click();
  await staff.getByText("Đã gửi kiến nghị.").waitFor();
  return staff;
}

async function answerAll(secretariat) {
  await visit(secretariat, "/");
  await secretariat.getByRole("link", { name: /Trả lời \d kiến nghị/ }).waitFor();
  await visit(secretariat, "/publicity/1");
  for (const link of await secretariat.getByRole("link", { name: /^Trả lời kiến nghị/ }).all()) {
    assert.ok(await link.isVisible());
  }
  while (await secretariat.getByRole("link", { name: /^Trả lời kiến nghị/ }).count() > 0) {
    await secretariat.getByRole("link", { name: /^Trả lời kiến nghị/ }).first().click();
    await secretariat.getByLabel("Không có cơ sở, giữ nguyên đề nghị").check();
    await secretariat.getByLabel("Trả lời người kiến nghị").fill("Đã đối chiếu, số liệu khớp.");
    await check(secretariat);
    await secretariat.getByRole("button", { name: "Gửi trả lời" }).click();
    await secretariat.getByText("Đã trả lời kiến nghị.").waitFor();
  }
}

test("an objection is raised on a phone and answered, and the list is not closed before its last day", async () => {
  const staff = await object({});
  const secretariat = await sample.login("thuongtruc");
  await answerAll(secretariat);
  await visit(staff, "/publicity/1");
  await staff.getByText("Đã đối chiếu, số liệu khớp.").waitFor();
  // Whoever is shown does not learn who has said what.
  const other = await sample.login("uyvien5");
  await visit(other, "/publicity/1");
  assert.equal(await other.getByText("Số liệu tháng 5 chưa khớp.").count(), 0);
  await visit(secretariat, "/publicity/1/closing");
  await secretariat.getByLabel("Số biên bản kết thúc niêm yết").fill("07/BB-STC");
  await secretariat.getByRole("button", { name: "Kết thúc niêm yết" }).click();
  await secretariat.getByRole("alert").getByText("Đợt niêm yết còn đến hết ngày 16/07/2014.").waitFor();
  await check(secretariat);
});

test("an objection is raised without script too", async () => {
  await object({ script: false });
});

test("what is being shown is not sent to the higher level before the end", async () => {
  const secretariat = await sample.login("thuongtruc", { script: false });
  await visit(secretariat, "/escalations/new?year=2014");
  await secretariat.getByRole("checkbox", { name: /^Chọn Văn phòng/ }).waitFor();
  assert.equal(await secretariat.getByRole("checkbox", { name: /^Chọn Phòng Tài chính đầu tư/ }).count(), 0);
  await secretariat.getByRole("button", { name: "Lưu dự thảo tờ trình" }).click();
  await secretariat.getByText("Đã lập dự thảo.").waitFor();
  await check(secretariat);
  const draft = new URL(secretariat.url()).pathname;
  await visit(secretariat, `${draft}/print`);
  await secretariat.getByText("Kính gửi: UBND tỉnh Thái Nguyên").waitFor();
  // Meanwhile it is put on the notice board.
  await visit(secretariat, "/publicity/new?year=2014");
  await secretariat.getByRole("button", { name: "Tiếp tục" }).click();
  await secretariat.getByText("22/07/2014").waitFor();
  await check(secretariat);
  await secretariat.getByRole("button", { name: "Niêm yết 1 đề nghị" }).click();
  await secretariat.getByText("Đã niêm yết danh sách.").waitFor();
  await visit(secretariat, `${draft}/submission`);
  await secretariat.getByLabel("Số tờ trình").fill("45");
  await secretariat.getByRole("button", { name: "Ghi đã trình 1 hồ sơ" }).click();
  await secretariat.getByRole("alert").getByText(/: đợt niêm yết chưa kết thúc\./).waitFor();
  await check(secretariat);
});

test("of three people and a collective two are granted, one is refused and one waits", async () => {
  const secretariat = await sample.login("thuongtruc");
  await visit(secretariat, "/escalations?year=2013");
  await secretariat.getByRole("link", { name: "06/TTr-STC" }).click();
  await secretariat.getByText("4 đang chờ trả lời").waitFor();
  const names = await secretariat.getByRole("rowheader").getByRole("link").allTextContents();
  assert.equal(names.length, 4);
  await secretariat.getByRole("link", { name: "Ghi kết quả của cấp trên" }).click();
  await secretariat.getByLabel("Chủ tịch nước").check();
  await secretariat.getByLabel("Số quyết định").fill("1188/QĐ-CTN");
  await secretariat.getByLabel("Ngày quyết định").fill("10/07/2014");
  await secretariat.getByLabel(`Được tặng ${names[0]}`).check();
  await secretariat.getByLabel(`Được tặng ${names[1]}`).check();
  await secretariat.getByLabel(`Không được ${names[2]}`).check();
  await secretariat.getByRole("button", { name: "Ghi quyết định" }).click();
  await secretariat.getByText("Có 1 chỗ cần sửa").waitFor();
  await check(secretariat);
  await secretariat.getByLabel("Lý do không khen thưởng").fill("Chưa đủ thời gian giữ Bằng khen.");
  await secretariat.getByRole("button", { name: "Ghi quyết định" }).click();
  await secretariat.getByText("Đã ghi nhận quyết định của cấp trên.").waitFor();
  await secretariat.getByText("2 được tặng, tính vào khen thưởng của cấp quyết định").waitFor();
  await secretariat.getByText("1 không được tặng").waitFor();
  await secretariat.getByText("1 đang chờ trả lời").waitFor();
  await secretariat.getByText("Chưa đủ thời gian giữ Bằng khen.").waitFor();
  await check(secretariat);
  // Granted: on the list of awards by the State President's decision. The others are not.
  const awards = await (await secretariat.request.get("/awards.csv?year=2013&award=HCLD_BA")).text();
  for (const [nth, name] of names.entries()) {
    const is_granted = awards.split("\r\n").some((row) => row.split(",")[2] === name && row.includes("1188/QĐ-CTN"));
    assert.equal(is_granted, nth < 2, name);
  }
  const csv = await (await secretariat.request.get("/escalations.csv?year=2013")).text();
  assert.match(csv, /^2013,06\/TTr-STC,2014-01-10,UBND tỉnh Thái Nguyên,submitted,4,2,1,1$/m);
});

test("after its last day the list is closed by minutes", async () => {
  const later = await department({ day: "2014-07-17" });
  try {
    const secretariat = await later.login("thuongtruc");
    await answerAll(secretariat);
    await visit(secretariat, "/publicity/1/closing");
    await secretariat.getByLabel("Số biên bản kết thúc niêm yết").fill("07/BB-STC");
    await secretariat.getByRole("button", { name: "Kết thúc niêm yết" }).click();
    await secretariat.getByRole("status").first().waitFor();
    await paper(secretariat, "/publicity/1/minutes", ["07/BB-STC", "Phòng Tài chính đầu tư"]);
  } finally {
    await later.close();
  }
});
