// The machine fails while the council votes: what was acknowledged stands, and every ballot is counted once.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { attend, call, close, fill, open, start, vote } from "../council.js";
import { department, visit } from "../support.js";

let sample;
before(async () => { sample = await department(); });
after(async () => { await sample.close(); });

const ALL = ["giamdoc", "phogiamdoc", "uyvien1", "uyvien2", "uyvien3", "uyvien4", "uyvien5", "uyvien6", "uyvien7"];

test("a server killed while members vote and while the boxes are opened loses no ballot and counts none twice", async (t) => {
  const secretariat = await sample.login("thuongtruc");
  const meeting = await call(secretariat, [/Phòng Quản lý ngân sách/]);
  await attend(secretariat, meeting, {});
  await start(secretariat, meeting);
  const ballots = new Map();
  for (const username of ALL) ballots.set(username, await fill(sample, username));
  const sent = [...ballots].map(([username, page]) => acknowledged(page).then((is) => is && username));
  await new Promise((resolve) => setTimeout(resolve, 120));
  await sample.crash();
  const voted = (await Promise.all(sent)).filter(Boolean);
  t.diagnostic(`killed after ${voted.length} of ${ALL.length} were told that they had voted`);
  for (const [username, cut] of ballots) {
    const page = await another(cut);
    await page.goto(`${meeting}/ballot`);
    const isAsked = await page.getByRole("button", { name: "Tiếp tục" }).count();
    assert.ok(!(isAsked && voted.includes(username)), `${username} was told that he had voted`);
    await page.context().close();
    if (isAsked) await vote(sample, username);
  }
  await visit(secretariat, `${meeting}/turnout`);
  await secretariat.getByRole("heading", { name: `Đã bỏ phiếu ${ALL.length}/${ALL.length}` }).waitFor();
  await close(secretariat, meeting);

  let director = await sample.login("giamdoc");
  for (const delay of [0, 300, 900, 2_000, 5_000]) {
    await open(director, meeting);
    await new Promise((resolve) => setTimeout(resolve, delay));
    await sample.crash();
    director = await another(director);
    await director.goto(meeting);
    if (!(await director.getByRole("link", { name: "Mở hòm phiếu" }).count())) {
      t.diagnostic(`opened within ${delay} ms`);
      break;
    }
  }
  await visit(secretariat, `${meeting}/counting-minutes`);
  await secretariat.getByText(`thu về ${ALL.length} phiếu, hợp lệ ${ALL.length} phiếu`).first().waitFor();
});

/** Gives the last word; whether the program answered that the vote was cast. */
async function acknowledged(page) {
  await page.getByRole("button", { name: "Bỏ phiếu" }).click({ noWaitAfter: true });
  return page.getByRole("heading", { name: "Đã bỏ phiếu" }).waitFor({ timeout: 5_000 }).then(() => true, () => false);
}

/** A page of the same session in place of one whose request the crash cut off: that one may still turn to the browser's own error. */
async function another(cut) {
  const page = await cut.context().newPage();
  await cut.close();
  return page;
}
