// Each journey once with JavaScript off: everything works, only less comfortably.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { chain } from "../chain.js";
import { figures, importFigures } from "../figures.js";
import { initiative } from "../initiative.js";
import { SIZES, department } from "../support.js";

const OFF = { script: false };
let sample;
before(async () => { sample = await department(); });
after(async () => { await sample.close(); });

test("the main job without script", async () => {
  const { secretariat } = await chain(sample, "45", OFF);
  const page = await secretariat.request.get("/awards.csv?year=2014&award=CSTDCS");
  assert.match(await page.text(), /QLNS-014/);
});

test("an initiative without script, on a phone", async () => {
  await initiative(sample, { ...OFF, size: SIZES.phone });
});

test("figures are imported without script", async () => {
  await importFigures(sample, figures(["2014;7;A.I.4;1234567"]), OFF);
});
