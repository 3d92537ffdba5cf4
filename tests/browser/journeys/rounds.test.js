// A round of reviewing initiatives, from its deadline to the decision; the author's initiative is recognised.
import { after, before, test } from "node:test";
import { EXAMINERS, conclude, gather, open, score } from "../round.js";
import { paper } from "../paper.js";
import { department, visit } from "../support.js";

let sample;
before(async () => { sample = await department(); });
after(async () => { await sample.close(); });

test("a round from its deadline to the decision, with one examiner recused", async () => {
  const secretariat = await sample.login("thuongtruc");
  const round = await open(secretariat);
  const title = await gather(secretariat, round, "");
  for (const nth of EXAMINERS.keys()) await score(sample, nth);
  await conclude(sample, secretariat, round);
  await paper(secretariat, `${round}/minutes`, ["BIÊN BẢN", "03/BB-HĐSK"]);
  await paper(secretariat, `${round}/decision`, ["Số: 177/QĐ-STC", "Công nhận 01 sáng kiến"]);
  await visit(secretariat, `/library?q=${encodeURIComponent(title)}`);
  await secretariat.getByRole("link", { name: title, exact: true }).waitFor();
});
