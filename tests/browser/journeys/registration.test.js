// The main job, end to end: register → agree → accept → draft → issue → award list, its print and file, progress.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { AWARD, chain } from "../chain.js";
import { department, visit } from "../support.js";

let sample;
before(async () => { sample = await department(); });
after(async () => { await sample.close(); });

test("a registration becomes an award on the printed list", async () => {
  const { staff, secretariat, decision } = await chain(sample, "45");

  await visit(staff, "/registrations?subject=me");
  await staff.getByRole("table").getByText("Đạt", { exact: true }).waitFor();

  await visit(secretariat, `/awards?year=2014&award=CSTDCS&unit=QLNS&q=Ma+Thi+Kim+Yen`);
  await secretariat.getByRole("link", { name: "45/QĐ-STC" }).waitFor();
  const list = await secretariat.request.get("/awards.xlsx?year=2014&award=CSTDCS");
  assert.equal(list.status(), 200);
  assert.equal((await list.body()).subarray(0, 2).toString(), "PK");
  const csv = await (await secretariat.request.get("/awards.csv?year=2014&award=CSTDCS")).text();
  assert.match(csv, /2014,QLNS-014,Ma Thị Kim Yến,QLNS,.*,CSTDCS,Chiến sĩ thi đua cơ sở,45\/QĐ-STC,/);

  await visit(secretariat, `/awards/print?year=2014&decision=${decision.split("/").pop()}`);
  await secretariat.getByText("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM").waitFor();
  await secretariat.getByText("Kèm theo Quyết định số 45/QĐ-STC").waitFor();
  const pdf = await secretariat.pdf({ preferCSSPageSize: true });
  assert.equal(pdf.subarray(0, 5).toString(), "%PDF-");

  await visit(secretariat, "/progress/units/QLNS?year=2014");
  await secretariat.getByText(AWARD).first().waitFor();
});
