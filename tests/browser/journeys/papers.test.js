// Every paper of the sample department as Word file and as PDF: made, opened by LibreOffice and drawn by Poppler where the
// machine has them, and measured on the page. With PAPERS=folder the files are kept to be looked at.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { department } from "../support.js";

const run = promisify(execFile);
const has = async (program) => Boolean(await run("which", [program]).catch(() => null));

const PAPERS = [
  "/movements/2/print", "/pacts/9/print", "/conferences/1/print", "/documents/3/readers/print?state=all", "/registrations/3/print",
  "/rounds/print?year=2014", "/rounds/missing/print?year=2014", "/rounds/summary/print?year=2014", "/rounds/ledger/print?year=2013",
  "/initiatives/SK-2014-006/print", "/library/SK-2013-001/confirmation", "/regulations/1/score-sheet",
  "/dossiers/10/report", "/dossiers/ledger/print?year=2014", "/council-meetings/1/ballot-paper", "/council-meetings/1/counting-minutes",
  "/council-meetings/1/minutes", "/council-results/1/print", "/publicity/1/print", "/escalations/1/print", "/decisions/2/paper",
  "/awards/print?year=2013", "/reports/2014/half-year", "/reports/2013/year", "/statistics/print?year=2014",
];

let sample, secretariat, folder;
before(async () => {
  sample = await department();
  secretariat = await sample.login("thuongtruc");
  folder = process.env.PAPERS ?? await mkdtemp(join(tmpdir(), "thidua-papers-"));
  await mkdir(folder, { recursive: true });
});
after(async () => {
  await sample.close();
  if (!process.env.PAPERS) await rm(folder, { recursive: true, force: true });
});

/** Keeps the paper of an address as a file of a kind; answers where. */
async function keep(address, kind, signature) {
  const [path, query = ""] = address.split("?");
  const answer = await secretariat.request.get(`${path}.${kind}${query && `?${query}`}`);
  assert.equal(answer.status(), 200, address);
  const body = await answer.body();
  assert.equal(body.subarray(0, signature.length).toString("latin1"), signature, `${address} as ${kind}`);
  const file = join(folder, `${address.replaceAll(/[^A-Za-z0-9]+/g, "-").slice(1)}.${kind}`);
  await writeFile(file, body);
  return file;
}

test("every paper is a Word file that LibreOffice opens", async () => {
  for (const address of PAPERS) await keep(address, "docx", "PK");
  if (!(await has("soffice"))) return;
  const drawn = join(folder, "from-word");
  await mkdir(drawn, { recursive: true });
  const files = (await readdir(folder)).filter((name) => name.endsWith(".docx")).map((name) => join(folder, name));
  await run("soffice", ["--headless", "--convert-to", "pdf", "--outdir", drawn, ...files], { maxBuffer: 1e8 });
  assert.equal((await readdir(drawn)).filter((name) => name.endsWith(".pdf")).length, PAPERS.length);
});

test("every paper is a PDF whose text can be searched", async () => {
  const files = [];
  for (const address of PAPERS) files.push(await keep(address, "pdf", "%PDF"));
  if (!(await has("pdftotext"))) return;
  for (const file of files) {
    const { stdout } = await run("pdftotext", ["-layout", file, "-"], { maxBuffer: 1e8 });
    assert.ok(stdout.includes("Độc lập - Tự do - Hạnh phúc"), file);
    await run("pdftoppm", ["-r", "40", "-png", file, file.slice(0, -4)]);
  }
});

/** Words of a PDF with their places in mm, page by page. */
async function words(file) {
  const { stdout } = await run("pdftotext", ["-bbox", file, "-"], { maxBuffer: 1e8 });
  return stdout.split("<page ").slice(1).map((page) => [...page.matchAll(/<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)</g)]
    .map(([, left, top, right, bottom, text]) => ({ text, left: left * 25.4 / 72, top: top * 25.4 / 72, right: right * 25.4 / 72, bottom: bottom * 25.4 / 72 })));
}

test("a paper of 2014 stands on the page as TT 01/2011 asks", async () => {
  if (!(await has("pdftotext"))) return;
  const [first, second] = await words(await keep("/reports/2014/half-year", "pdf", "%PDF"));
  const at = (page, text) => page.find((word) => word.text === text);
  assert.ok(first.every((word) => word.left >= 29.5 && word.right <= 195.5 && word.top >= 19), "within the margins");
  assert.ok(at(first, "Số:").right < 105 && at(first, "Nguyên,").left > 105, "number left, place and date right");
  const title = at(first, "BÁO");
  assert.ok(title.left > 80 && at(first, "CÁO").right < 145, "the kind of the paper in the middle");
  const number = second.find((word) => word.text === "2" && word.top > 270);
  assert.ok(number && number.right > 185, "the number of the page at the foot on the right");
  assert.ok(!first.some((word) => word.top > 280), "none on the first page");
  assert.ok(at(second, "GIÁM").left > 105 && at(second, "Nơi").left < 60, "signature right, recipients left");
});

test("the report on the half-year says what the article says", async () => {
  await secretariat.goto("/reports/2014/half-year");
  const text = (await secretariat.locator("main").innerText()).replaceAll(/\s+/g, " ");
  for (const figure of ["2.590,7 tỷ đồng", "2.259,7 tỷ đồng, bằng 65,5%", "331,0 tỷ đồng, bằng 41,4%", "9/9", "8/8", "33", "Cờ thi đua của Bộ Tài chính", "Bằng khen của Thủ tướng Chính phủ"]) {
    assert.ok(text.includes(figure), `${figure} in ${text}`);
  }
});
