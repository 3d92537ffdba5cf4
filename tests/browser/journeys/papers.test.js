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
  "/decisions/register/print?year=2014", "/documents/1/print", "/statistics/print?year=2014", "/funds/print?year=2014",
  "/certificates/decisions/19/receipts",
  "/awards/print?year=2013", "/reports/2014/half-year", "/reports/2013/year",
  "/decisions/19/paper", "/decisions/26/paper", "/registrations/167/print", "/dossiers/5/report", "/escalations/2/print",
  "/initiatives/SK-2014-001/certificate", "/initiatives/SK-2014-004/notice",
];

/** Those that carry the day on which they are made. */
const SIGNED_TODAY = [
  "/rounds/summary/print?year=2014", "/rounds/ledger/print?year=2013", "/dossiers/ledger/print?year=2014",
  "/awards/print?year=2013", "/decisions/register/print?year=2014", "/statistics/print?year=2014", "/funds/print?year=2014", "/reports/2014/half-year", "/reports/2013/year",
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
async function keep(address, kind, signature, reader = secretariat, prefix = "") {
  const [path, query = ""] = address.split("?");
  const answer = await reader.request.get(`${path}.${kind}${query && `?${query}`}`);
  assert.equal(answer.status(), 200, address);
  const body = await answer.body();
  assert.equal(body.subarray(0, signature.length).toString("latin1"), signature, `${address} as ${kind}`);
  const file = join(folder, `${prefix}${address.replaceAll(/[^A-Za-z0-9]+/g, "-").slice(1)}.${kind}`);
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

/** Pages of a PDF: width, height and words with their places, all in mm. */
async function pages(file) {
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
async function measured(file, isPlace) {
  for (const [at, page] of (await pages(file)).entries()) {
    beginsWell(file, at, page);
    for (const word of outside(page)) {
      assert.match(word.text, /^\d+$/, `${file}, page ${at + 1}: “${word.text}” stands in the margin (${JSON.stringify(word)})`);
      assert.ok(at > 0 && isPlace(word, page), `${file}, page ${at + 1}: number ${JSON.stringify(word)}`);
    }
  }
}

const AT_FOOT = (word, page) => word.top > page.height - 25 && word.right > page.width / 2;
const AT_HEAD = (word, page) => word.bottom < 30 && Math.abs((word.left + word.right) / 2 - page.width / 2) < 15;

test("every paper of 2014 keeps the margins of TT 01/2011, its number at the foot", async () => {
  if (!(await has("pdftotext"))) return;
  for (const address of PAPERS) await measured(await keep(address, "pdf", "%PDF"), AT_FOOT);
});

test("the same papers signed in 2026 keep those of NĐ 30/2020, their number in the middle of the head", async () => {
  if (!(await has("pdftotext"))) return;
  const later = await department({ day: "2026-07-15" });
  try {
    const reader = await later.login("thuongtruc");
    for (const address of SIGNED_TODAY) {
      const file = await keep(address, "pdf", "%PDF", reader, "2026-");
      await measured(file, AT_HEAD);
      const [first] = await pages(file);
      assert.ok(first.words.some((word) => word.text === "2026"), `${file} is dated`);
    }
  } finally {
    await later.close();
  }
});

test("a decision rests on what was in force on its day, cited as the rules want it", async () => {
  if (!(await has("pdftotext"))) return;
  const { stdout } = await run("pdftotext", [await keep("/decisions/26/paper", "pdf", "%PDF"), "-"]);
  const text = stdout.replaceAll(/\s+/g, " ").normalize("NFC");
  for (const ground of [
    "Căn cứ Luật Thi đua, khen thưởng ngày 26 tháng 11 năm 2003;",
    "Căn cứ Luật sửa đổi, bổ sung một số điều của Luật Thi đua, khen thưởng ngày 16 tháng 11 năm 2013;",
    "Căn cứ Nghị định số 42/2010/NĐ-CP ngày 15 tháng 4 năm 2010 của Chính phủ",
  ]) assert.ok(text.includes(ground), `${ground} in ${text}`);
  assert.ok(!text.includes("36/2015/QĐ-UBND"), "issued later");
});

test("number, date, title and signature of a report stand where the rules put them", async () => {
  if (!(await has("pdftotext"))) return;
  const all = await pages(await keep("/reports/2014/half-year", "pdf", "%PDF"));
  const [first, second, last] = [all[0], all[1], all.at(-1)].map((page) => page.words);
  const at = (page, text) => page.find((word) => word.text === text);
  assert.ok(at(first, "Số:").right < 105 && at(first, "Nguyên,").left > 105, "number left, place and date right");
  assert.ok(at(first, "BÁO").left > 80 && at(first, "CÁO").right < 145, "the kind of the paper in the middle");
  assert.ok(second.some((word) => word.text === "2" && word.top > 270 && word.right > 185), "the number of the page");
  assert.ok(at(last, "GIÁM").left > 105 && at(last, "Nơi").left < 60, "signature right, recipients left");
});

test("the charts of a report are words that can be found, in the PDF and in what Word draws", async () => {
  if (!(await has("pdftotext")) || !(await has("soffice"))) return;
  const drawn = join(folder, "charts-from-word");
  await run("soffice", ["--headless", "--convert-to", "pdf", "--outdir", drawn, await keep("/reports/2014/half-year", "docx", "PK")]);
  const [ofWord] = await readdir(drawn);
  for (const file of [join(drawn, ofWord), await keep("/reports/2014/half-year", "pdf", "%PDF")]) {
    const { stdout } = await run("pdftotext", [file, "-"]);
    // LibreOffice sets letters of charts one by one.
    const plain = (words) => words.normalize("NFC").replaceAll(/\s+/g, "");
    const text = plain(stdout);
    for (const said of ["Hết tháng 6, tổng thu đạt 61,0% dự toán", "số thu vượt mức chia đều 465,7 tỷ", "Dự toán chia đều, cả năm 4.250,0", "2.590,7"]) {
      assert.ok(text.includes(plain(said)), `${said} in ${file}: ${text}`);
    }
  }
});

test("the report on the half-year says what the article says", async () => {
  await secretariat.goto("/reports/2014/half-year");
  const text = (await secretariat.locator("main").innerText()).replaceAll(/\s+/g, " ");
  for (const figure of ["2.590,7 tỷ đồng", "2.259,7 tỷ đồng, bằng 65,5%", "331,0 tỷ đồng, bằng 41,4%", "9/9", "8/8", "33", "Cờ thi đua của Bộ Tài chính", "Bằng khen của Thủ tướng Chính phủ"]) {
    assert.ok(text.includes(figure), `${figure} in ${text}`);
  }
});
