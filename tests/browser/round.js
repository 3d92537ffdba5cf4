// A round of reviewing initiatives: gathered, split over five examiners of whom one declares a conflict, scored, concluded,
// decided.
import { SIZES, check, visit } from "./support.js";

const COUNCIL = [["STC-003", "Chủ tịch"], ["VP-011", "Ủy viên thư ký"], ["TTR-003", "Ủy viên"], ["HCSN-008", "Ủy viên"], ["DT-005", "Ủy viên"]];
export const EXAMINERS = ["uyvien1", "uyvien2", "uyvien3", "uyvien4", "uyvien5"];

/** Opens a round; answers its address. */
export async function open(secretariat) {
  await visit(secretariat, "/initiative-rounds?year=2014");
  await secretariat.getByRole("link", { name: "Mở đợt xét" }).first().click();
  await secretariat.getByLabel("Hạn nộp sáng kiến").fill("10/07/2014");
  await secretariat.locator("#grade_1").fill("A");
  await secretariat.locator("#from_1").fill("90");
  await secretariat.getByRole("button", { name: "Mở đợt xét" }).click();
  await secretariat.getByText("Có 1 chỗ cần sửa").waitFor();
  await check(secretariat);
  await secretariat.locator("#grade_2").fill("B");
  await secretariat.locator("#from_2").fill("70");
  await secretariat.getByRole("button", { name: "Mở đợt xét" }).click();
  await secretariat.getByText("Đã mở đợt xét sáng kiến.").waitFor();
  await check(secretariat);
  return new URL(secretariat.url()).pathname;
}

/** One initiative (the first that waits, or that of a title), its council, and five examiners; answers its title. */
export async function gather(secretariat, round, wanted) {
  await visit(secretariat, `${round}/initiatives`);
  const row = secretariat.getByRole("row").filter({ has: secretariat.getByRole("checkbox") }).filter({ hasText: wanted }).first();
  const title = await row.getByRole("rowheader").getByRole("link").textContent();
  await row.getByRole("checkbox").check();
  await secretariat.getByRole("button", { name: "Đưa vào đợt xét" }).click();
  await secretariat.getByText("Đã đưa sáng kiến vào đợt xét.").waitFor();
  await check(secretariat);
  for (const [code, seat] of COUNCIL) {
    await visit(secretariat, `${round}/council`);
    await secretariat.getByLabel("Cán bộ").fill(code);
    await secretariat.getByLabel(seat, { exact: true }).check();
    await secretariat.getByRole("button", { name: "Cử thành viên" }).click();
    await secretariat.getByText("Đã cử thành viên Hội đồng.").waitFor();
  }
  await visit(secretariat, `${round}/examiners`);
  await secretariat.getByLabel("Số người chấm mỗi sáng kiến").fill("5");
  await secretariat.getByRole("button", { name: "Xem cách chia đều" }).click();
  await check(secretariat);
  await secretariat.getByRole("button", { name: "Phân công theo cách chia này" }).click();
  await secretariat.getByText("Đã phân công theo cách chia này.").waitFor();
  await visit(secretariat, round);
  await secretariat.getByRole("button", { name: "Bắt đầu chấm" }).click();
  await secretariat.getByText("Đã bắt đầu chấm.").waitFor();
  return title;
}

/** On a phone; the first declares a conflict, the third has no script. */
export async function score(sample, nth) {
  const examiner = await sample.login(EXAMINERS[nth], { size: SIZES.phone, script: nth !== 2 });
  await visit(examiner, "/");
  await examiner.getByRole("link", { name: "Chấm điểm" }).click();
  await examiner.getByRole("link", { name: /^Chấm / }).first().click();
  await check(examiner);
  if (nth === 0) {
    await examiner.getByText("Xin không chấm").first().click();
    await examiner.getByLabel("Lý do không chấm").fill("Đã cùng thực hiện sáng kiến");
    await examiner.getByRole("button", { name: "Xin không chấm" }).click();
    await examiner.getByText("Đã ghi xin không chấm.").waitFor();
    return;
  }
  for (const [field, points] of [["NOVELTY", "25"], ["EFFECT", "35,5"], ["SCOPE", "21"], ["FORM", "8"]]) {
    await examiner.locator(`#points_${field}`).fill(points);
  }
  await examiner.getByLabel("Công nhận", { exact: true }).check();
  await examiner.getByRole("button", { name: "Gửi phiếu" }).click();
  await examiner.getByText("Có 1 chỗ cần sửa").waitFor();
  await check(examiner);
  await examiner.locator("#points_SCOPE").fill("16");
  await examiner.getByRole("button", { name: "Gửi phiếu" }).click();
  await examiner.getByText("Đã gửi phiếu chấm.").waitFor();
}

/** From the sheets to the decision, as the director issues it. */
export async function conclude(sample, secretariat, round) {
  await visit(secretariat, `${round}/matrix`);
  await secretariat.getByText("4/5").waitFor();
  await visit(secretariat, `${round}/conclusion`);
  await secretariat.getByLabel("Số biên bản").fill("03/BB-HĐSK");
  await secretariat.getByLabel("Bắt đầu lúc").fill("08:00");
  await secretariat.getByLabel("Kết thúc lúc").fill("11:00");
  await secretariat.getByLabel("Nơi họp").fill("Phòng họp tầng 2");
  await secretariat.getByRole("button", { name: "Kết luận đợt xét" }).click();
  await secretariat.getByText("Đã kết luận đợt xét.").waitFor();
  await visit(secretariat, `${round}/minutes`);
  await secretariat.getByRole("heading", { name: "BIÊN BẢN" }).waitFor();
  await visit(secretariat, `${round}/sheets`);
  await visit(secretariat, `${round}/draft`);
  await secretariat.getByRole("button", { name: "Lưu dự thảo" }).click();
  await secretariat.getByText("Đã lập dự thảo quyết định.").waitFor();
  const director = await sample.login("giamdoc");
  await visit(director, `${round}/issuance`);
  await director.getByLabel("Số quyết định").fill("177");
  await director.getByRole("textbox", { name: "Mật khẩu của đồng chí" }).fill("thidua-demo");
  await director.getByRole("button", { name: "Ban hành quyết định" }).click();
  await director.getByText("Đã ban hành quyết định.").waitFor();
  await check(director);
  await visit(director, `${round}/decision`);
  await director.getByText("Số: 177/QĐ-STC").waitFor();
}
