// Each journey once with JavaScript off: everything works, only less comfortably.
import { after, before, test } from "node:test";
import { department, visit } from "../support.js";

let sample;
before(async () => { sample = await department(); });
after(async () => { await sample.close(); });
