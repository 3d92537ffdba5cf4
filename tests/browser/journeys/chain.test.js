// The main job, end to end, by five people in one department: what each does is what the next one finds.
import { after, before, test } from "node:test";
import { chain } from "../chain.js";
import { department } from "../support.js";

let sample;
before(async () => { sample = await department(); });
after(async () => { await sample.close(); });

test("a registration and an initiative become an award on the printed list", async () => {
  await chain(sample, "45");
});
