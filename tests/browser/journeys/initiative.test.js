import { after, before, test } from "node:test";
import { initiative } from "../initiative.js";
import { department, visit } from "../support.js";

let sample;
before(async () => { sample = await department(); });
after(async () => { await sample.close(); });

test("an initiative is recorded, confirmed and recognised, and found without marks", async () => {
  const address = await initiative(sample);
  const other = await sample.login("uyvien4");
  await visit(other, "/initiatives?year=2014&q=bang+tra+nhanh+dinh+muc");
  await other.getByRole("link", { name: new RegExp(address.split("/").pop()) }).first().waitFor();
});
