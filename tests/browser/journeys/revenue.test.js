import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { figures, importFigures, refuseFigures } from "../figures.js";
import { department, visit } from "../support.js";

let sample;
before(async () => { sample = await department(); });
after(async () => { await sample.close(); });

test("the article's figures to June 2014, and how they are rounded", async () => {
  const page = await sample.login("canbo");
  await visit(page, "/revenue?year=2014&month=6&estimate=province");
  const text = await page.locator("main").innerText();
  for (const figure of ["2.590,7", "4.250,0", "61,0%", "60,96%", "2.259,7", "3.450,0", "65,5%", "331,0", "800,0", "41,4%", "60,9"]) {
    assert.ok(text.includes(figure), `${figure} on the page`);
  }
});

test("July is imported after a preview and shows at once", async () => {
  await importFigures(sample, figures(["2014;7;A.I.4;1234567000000"]));
  const page = await sample.login("canbo");
  await visit(page, "/revenue?year=2014&month=7&estimate=province");
  assert.ok((await page.locator("main").innerText()).includes("1.234,6"));
});

test("a faulty cell is named and nothing is stored", async () => {
  const page = await refuseFigures(sample, figures(["2014;7;A.I;5", "2014;13;A.I.4;5"]), "C2");
  assert.equal(await page.getByRole("button", { name: /^Nhập/ }).count(), 0);
});
