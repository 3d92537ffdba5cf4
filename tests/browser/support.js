// A sample department of its own for each journey, a browser to walk it with, and what every visited page
// must keep: no accessibility violation, no sideways scrolling, no request to another host.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cp, mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { inflateRawSync } from "node:zlib";
import { chromium } from "playwright-core";

const here = fileURLToPath(new URL(".", import.meta.url));
const program = process.env.THIDUA ?? join(here, "../../target/debug/thidua");
const axe = await readFile(join(here, "node_modules/axe-core/axe.min.js"), "utf8");

/** Pages of browsers without JavaScript: the accessibility tool needs it. */
const scriptless = new WeakSet();

export const PASSWORD = "thidua-demo";
export const SIZES = { desktop: { width: 1366, height: 768 }, tablet: { width: 768, height: 1024 }, phone: { width: 390, height: 844 } };

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function start(folder, port, day) {
  port ??= await freePort();
  const today = day ? ["--today", day] : [];
  const child = spawn(program, ["demo", "--addr", `127.0.0.1:${port}`, "--data", folder, ...today], { stdio: ["ignore", "ignore", "inherit"] });
  const address = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 600; tries += 1) {
    if (child.exitCode !== null) throw new Error(`the demo ended with ${child.exitCode}`);
    const answer = await fetch(`${address}/healthz`).catch(() => null);
    if (answer?.ok) return { child, address };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("the demo did not start within a minute");
}

async function stop(child, signal = "SIGTERM") {
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill(signal);
  await ended;
}

// The sample department is made once a build and copied for each journey.
async function master() {
  const { mtimeMs } = await stat(program);
  const folder = join(tmpdir(), `thidua-browser-${Math.round(mtimeMs)}`);
  if (!(await stat(join(folder, "thidua.db")).catch(() => null))) {
    const { child } = await start(folder);
    await stop(child);
  }
  return folder;
}

/** A running sample department and a browser; `close()` ends both. On `day` (yyyy-MM-dd) instead of that of the sample. */
export async function department({ day } = {}) {
  const folder = await mkdtemp(join(tmpdir(), "thidua-journey-"));
  if (!day) await cp(await master(), folder, { recursive: true });
  let { child, address } = await start(folder, undefined, day);
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
  const strangers = [];
  return {
    address,
    strangers,
    /** A logged-in page of one account; `script: false` is a browser without JavaScript. */
    async login(username, { script = true, size = SIZES.desktop } = {}) {
      const context = await browser.newContext({ baseURL: address, viewport: size, javaScriptEnabled: script, locale: "vi-VN" });
      context.on("request", (request) => { if (!request.url().startsWith(address)) strangers.push(request.url()); });
      context.setDefaultTimeout(20_000);
      context.on("weberror", (event) => { throw event.error(); });
      const page = await context.newPage();
      if (!script) scriptless.add(page);
      await page.goto("/login");
      await page.getByLabel("Tên đăng nhập").fill(username);
      await page.getByLabel("Mật khẩu", { exact: true }).fill(PASSWORD);
      await page.getByRole("button", { name: "Đăng nhập" }).click();
      await page.waitForURL((url) => !url.pathname.startsWith("/login"));
      return page;
    },
    async stranger({ size = SIZES.desktop } = {}) {
      const context = await browser.newContext({ baseURL: address, viewport: size, locale: "vi-VN" });
      return context.newPage();
    },
    /** As when the power fails: the program has no time to do anything, and starts again at the same address. */
    async crash() {
      await stop(child, "SIGKILL");
      ({ child } = await start(folder, Number(new URL(address).port)));
    },
    async close() {
      await browser.close();
      await stop(child);
      await rm(folder, { recursive: true, force: true });
      assert.deepEqual(strangers, [], "a page asked another host");
    },
  };
}

/** Fails when the page has a WCAG A or AA violation, scrolls sideways, or is too heavy. */
export async function check(page) {
  if (scriptless.has(page)) return;
  await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const { violations } = await window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => node.target.join(" ")).join(", ")}`);
  });
  assert.deepEqual(found, [], `accessibility of ${page.url()}`);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(overflow <= 1, `${page.url()} scrolls sideways by ${overflow} px`);
}

/** Goes to an address and checks the page. */
export async function visit(page, address) {
  const answer = await page.goto(address);
  assert.equal(answer.status(), 200, `${address} answered ${answer.status()}`);
  await check(page);
}

/** Everything written in a workbook: its parts, one after the other. */
export function texts(workbook) {
  assert.equal(workbook.subarray(0, 2).toString(), "PK");
  const end = workbook.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  let entry = workbook.readUInt32LE(end + 16);
  let all = "";
  for (let left = workbook.readUInt16LE(end + 10); left > 0; left -= 1) {
    const size = workbook.readUInt32LE(entry + 20);
    const local = workbook.readUInt32LE(entry + 42);
    const start = local + 30 + workbook.readUInt16LE(local + 26) + workbook.readUInt16LE(local + 28);
    const packed = workbook.subarray(start, start + size);
    all += workbook.readUInt16LE(entry + 10) === 0 ? packed : inflateRawSync(packed);
    entry += 46 + workbook.readUInt16LE(entry + 28) + workbook.readUInt16LE(entry + 30) + workbook.readUInt16LE(entry + 32);
  }
  return all;
}
