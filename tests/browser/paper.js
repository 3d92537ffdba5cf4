// Papers as files: kept in a folder (PAPERS=folder to look at them afterwards) and measured on the page.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { rmSync } from "node:fs";
import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

export const run = promisify(execFile);
export const has = async (program) => Boolean(await run("which", [program]).catch(() => null));

export const folder = process.env.PAPERS ?? await mkdtemp(join(tmpdir(), "thidua-papers-"));
await mkdir(folder, { recursive: true });
if (!process.env.PAPERS) process.once("exit", () => rmSync(folder, { recursive: true, force: true }));

/** Asks for the paper of an address as a file of a kind and keeps it; answers where. */
export async function keep(reader, address, kind, prefix = "") {
  const [path, query = ""] = address.split("?");
  const answer = await reader.request.get(`${path}.${kind}${query && `?${query}`}`);
  assert.equal(answer.status(), 200, address);
  const body = await answer.body();
  const signature = { docx: "PK", pdf: "%PDF" }[kind];
  assert.equal(body.subarray(0, signature.length).toString("latin1"), signature, `${address} as ${kind}`);
  const file = join(folder, `${prefix}${address.replaceAll(/[^A-Za-z0-9]+/g, "-").slice(1)}.${kind}`);
  await writeFile(file, body);
  return file;
}

/** Pages of a PDF: width, height and words with their places, all in mm. */
export async function pages(file) {
  const { stdout } = await run("pdftotext", ["-bbox", file, "-"], { maxBuffer: 1e8 });
  const mm = (points) => points * 25.4 / 72;
  return stdout.split("<page ").slice(1).map((page) => {
    const [, width, height] = page.match(/width="([\d.]+)" height="([\d.]+)"/);
    const words = [...page.matchAll(/<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)</g)]
      .map(([, left, top, right, bottom, text]) => ({ text, left: mm(left), top: mm(top), right: mm(right), bottom: mm(bottom) }));
    return { width: mm(width), height: mm(height), words };
  });
}

/**
 * What stands outside the text of a page: the margins are those of the rules, turned for a page that lies. A line may hang
 * over by the room below its letters.
 */
function outside({ width, height, words }) {
  const lies = width > height;
  const [top, bottom, left, right] = lies ? [30, 15, 20, 20] : [20, 20, 30, 15];
  return words.filter((word) => word.left < left - 0.5 || word.right > width - right + 0.5 || word.top < top - 1.5 || word.bottom > height - bottom + 1.5);
}

/** How signatures begin; none of them, nor who receives the paper, opens a page. */
const SIGNATURE = /^(GIÁM|KT\.|TM\.|TRƯỞNG|NGƯỜI|THỦ|CHỦ|THƯ|TÁC|XÁC|Nơi)$/;

/** No page is empty, and none but the first begins with a signature. */
function beginsWell(file, at, { words }) {
  const said = words.filter((word) => !/^\d+$/.test(word.text));
  assert.ok(said.length > 2, `${file}, page ${at + 1} is empty`);
  const first = said.reduce((one, other) => (other.top < one.top - 1 || (Math.abs(other.top - one.top) <= 1 && other.left < one.left) ? other : one));
  if (at > 0) assert.doesNotMatch(first.text, SIGNATURE, `${file}, page ${at + 1}`);
}

/** Every page keeps the margins, but for its number, which stands where `isPlace` says; the first page has none. */
export async function measured(file, isPlace) {
  for (const [at, page] of (await pages(file)).entries()) {
    beginsWell(file, at, page);
    for (const word of outside(page)) {
      assert.match(word.text, /^\d+$/, `${file}, page ${at + 1}: “${word.text}” stands in the margin (${JSON.stringify(word)})`);
      assert.ok(at > 0 && isPlace(word, page), `${file}, page ${at + 1}: number ${JSON.stringify(word)}`);
    }
  }
}

export const AT_FOOT = (word, page) => word.top > page.height - 25 && word.right > page.width / 2;
export const AT_HEAD = (word, page) => word.bottom < 30 && Math.abs((word.left + word.right) / 2 - page.width / 2) < 15;

/** The words of a PDF, one after the other. */
export async function words(file) {
  const { stdout } = await run("pdftotext", [file, "-"], { maxBuffer: 1e8 });
  return stdout.replaceAll(/\s+/g, " ").normalize("NFC");
}

/** A paper that a journey has made: a Word file and a PDF that keeps the margins of 2014 and says all of `said`. */
export async function paper(reader, address, said, prefix = "") {
  await keep(reader, address, "docx", prefix);
  const file = await keep(reader, address, "pdf", prefix);
  if (!(await has("pdftotext"))) return;
  await measured(file, AT_FOOT);
  const text = await words(file);
  for (const one of said) assert.ok(text.includes(one), `${one} in ${address}: ${text}`);
}
