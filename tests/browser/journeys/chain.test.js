// The main job, end to end, by five people in one department: what each does is what the next one finds.
import { after, before, test } from "node:test";
import { WHO, chain } from "../chain.js";
import { paper } from "../paper.js";
import { PASSWORD, check, department, visit } from "../support.js";

let sample, decision;
before(async () => { sample = await department(); });
after(async () => { await sample.close(); });

test("a registration and an initiative become an award on the printed list", async () => {
  decision = await chain(sample, "45");
  const secretariat = await sample.login("thuongtruc");
  await paper(secretariat, `${decision}/paper`, ["Số: 45/QĐ-STC", WHO.name]);
  await paper(secretariat, `/awards/print?year=2014&decision=${decision.split("/").pop()}`, ["Kèm theo Quyết định số 45/QĐ-STC", WHO.name]);
  await paper(secretariat, "/payments/print?year=2014", [WHO.name, "1.150.000", "một triệu một trăm năm mươi nghìn đồng"]);
});

test("what was misprinted is corrected by a letter, what was wrong is revoked by a decision", async () => {
  const director = await sample.login("giamdoc");
  await visit(director, `${decision}/correction`);
  await director.getByLabel("Số văn bản đính chính").fill("210");
  await director.getByLabel("Nội dung đính chính").fill("Tại dòng 1, chức vụ in “Chuyên viên” nay sửa là “Chuyên viên chính”.");
  await director.getByRole("button", { name: "Ghi đính chính" }).click();
  await director.getByRole("status").first().waitFor();
  const secretariat = await sample.login("thuongtruc");
  await paper(secretariat, `${decision}/correction/print`, ["Số: 210/STC", "Chuyên viên chính", "45/QĐ-STC"]);

  await visit(director, `${decision}/revocation`);
  await director.getByLabel(`Thu hồi Chiến sĩ thi đua cơ sở của ${WHO.name}`).check();
  await director.getByLabel("Số quyết định thu hồi").fill("61");
  await director.getByLabel("Lý do thu hồi").fill("Sáng kiến bị phát hiện sao chép.");
  await director.getByLabel("Gõ lại số quyết định bị thu hồi").fill("45/QĐ-STC");
  await director.getByRole("textbox", { name: "Mật khẩu của đồng chí" }).fill(PASSWORD);
  await check(director);
  await director.getByRole("button", { name: "Thu hồi các dòng đã chọn" }).click();
  await director.getByRole("status").first().waitFor();
  await visit(director, "/decisions?year=2014");
  await director.getByRole("link", { name: "61/QĐ-STC" }).first().click();
  await paper(secretariat, `${new URL(director.url()).pathname}/paper`, ["Số: 61/QĐ-STC", WHO.name, "45/QĐ-STC"]);
});
