// Each journey once with JavaScript off: everything works, only less comfortably.
import { after, before, test } from "node:test";
import { chain } from "../chain.js";
import { figures, importFigures } from "../figures.js";
import { SIZES, department } from "../support.js";

const OFF = { script: false };
let sample;
before(async () => { sample = await department(); });
after(async () => { await sample.close(); });

test("the main job without script, on a phone", async () => {
  await chain(sample, "45", { ...OFF, size: SIZES.phone });
});

test("figures are imported without script", async () => {
  await importFigures(sample, figures(["2014;7;A.I.4;1234567"]), OFF);
});
