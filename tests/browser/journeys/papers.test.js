// Every paper of the sample department as Word file and as PDF: made, opened by LibreOffice and drawn by Poppler where the
// machine has them, and measured on the page. Papers which a year makes are measured in the journeys that make them.
import assert from "node:assert/strict";
import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { AT_FOOT, AT_HEAD, folder, has, keep, measured, pages, run, words } from "../paper.js";
import { department, texts, visit } from "../support.js";

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

let sample, secretariat;
before(async () => {
  sample = await department();
  secretariat = await sample.login("thuongtruc");
});
after(async () => { await sample.close(); });

test("every paper is a Word file that LibreOffice opens", async () => {
  const files = [];
  for (const address of PAPERS) files.push(await keep(secretariat, address, "docx"));
  if (!(await has("soffice"))) return;
  const drawn = join(folder, "from-word");
  await mkdir(drawn, { recursive: true });
  await run("soffice", ["--headless", "--convert-to", "pdf", "--outdir", drawn, ...files], { maxBuffer: 1e8 });
  assert.equal((await readdir(drawn)).filter((name) => name.endsWith(".pdf")).length, files.length);
});

test("every paper is a PDF whose text can be searched", async () => {
  const files = [];
  for (const address of PAPERS) files.push(await keep(secretariat, address, "pdf"));
  if (!(await has("pdftotext"))) return;
  for (const file of files) {
    const { stdout } = await run("pdftotext", ["-layout", file, "-"], { maxBuffer: 1e8 });
    assert.ok(stdout.includes("Độc lập - Tự do - Hạnh phúc"), file);
    await run("pdftoppm", ["-r", "40", "-png", file, file.slice(0, -4)]);
  }
});

test("every paper of 2014 keeps the margins of TT 01/2011, its number at the foot", async () => {
  if (!(await has("pdftotext"))) return;
  for (const address of PAPERS) await measured(await keep(secretariat, address, "pdf"), AT_FOOT);
});

test("the same papers signed in 2026 keep those of NĐ 30/2020, their number in the middle of the head", async () => {
  if (!(await has("pdftotext"))) return;
  const later = await department({ day: "2026-07-15" });
  try {
    const reader = await later.login("thuongtruc");
    for (const address of SIGNED_TODAY) {
      const file = await keep(reader, address, "pdf", "2026-");
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
  const text = await words(await keep(secretariat, "/decisions/26/paper", "pdf"));
  for (const ground of [
    "Căn cứ Luật Thi đua, khen thưởng ngày 26 tháng 11 năm 2003;",
    "Căn cứ Luật sửa đổi, bổ sung một số điều của Luật Thi đua, khen thưởng ngày 16 tháng 11 năm 2013;",
    "Căn cứ Nghị định số 42/2010/NĐ-CP ngày 15 tháng 4 năm 2010 của Chính phủ",
  ]) assert.ok(text.includes(ground), `${ground} in ${text}`);
  assert.ok(!text.includes("36/2015/QĐ-UBND"), "issued later");
});

test("number, date, title and signature of a report stand where the rules put them", async () => {
  if (!(await has("pdftotext"))) return;
  const all = await pages(await keep(secretariat, "/reports/2014/half-year", "pdf"));
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
  await run("soffice", ["--headless", "--convert-to", "pdf", "--outdir", drawn, await keep(secretariat, "/reports/2014/half-year", "docx")]);
  const [ofWord] = await readdir(drawn);
  // LibreOffice sets letters of charts one by one.
  const plain = (text) => text.replaceAll(" ", "");
  for (const file of [join(drawn, ofWord), await keep(secretariat, "/reports/2014/half-year", "pdf")]) {
    const text = plain(await words(file));
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

/** What has to come out as it was typed; the position has 120 letters. */
const NAME = 'Nguyễn "Tý" & <b>Sửu</b>';
const FORMULA = "=1+1";
const POSITION = `${"Phó Trưởng phòng kiêm phụ trách quyết toán các chương trình ".repeat(2)}.`;

async function rename(code, name) {
  await visit(secretariat, `/people/${code}/edit`);
  await secretariat.getByLabel("Họ và tên").fill(name);
  await secretariat.getByRole("button", { name: "Lưu thông tin" }).click();
  await secretariat.getByRole("heading", { name }).first().waitFor();
}

test("quotes, marks, formulas and long positions stand in papers and lists as they were typed", async () => {
  await rename("QLNS-014", NAME);
  await rename("QLNS-009", FORMULA);
  await visit(secretariat, "/people/QLNS-014/transfer");
  await secretariat.locator("#unit_code").selectOption("QLNS");
  await secretariat.getByLabel("Chức vụ").fill(POSITION);
  await secretariat.getByLabel("Từ ngày").fill("01/07/2014");
  await secretariat.getByRole("button", { name: "Ghi điều động" }).click();
  await secretariat.getByRole("status").first().waitFor();

  const address = "/rounds/missing/print?year=2014";
  const word = texts(await (await secretariat.request.get(address.replace("?", ".docx?"))).body());
  const read = word.replaceAll(/&#(\d+);/g, (_, code) => String.fromCodePoint(code));
  for (const typed of [NAME, FORMULA, POSITION]) assert.ok(read.includes(`>${typed}<`), typed);
  const list = texts(await (await secretariat.request.get("/people.xlsx?unit=QLNS")).body());
  assert.ok(list.includes(FORMULA) && !list.includes("<f>"), "a name is no formula");
  const file = await keep(secretariat, address, "pdf", "named-");
  if (!(await has("pdftotext"))) return;
  await measured(file, AT_FOOT);
  assert.ok((await words(file)).includes(FORMULA));
  if (!(await has("soffice"))) return;
  await run("soffice", ["--headless", "--convert-to", "pdf", "--outdir", join(folder, "from-word"), await keep(secretariat, address, "docx", "named-")]);
  assert.ok((await words(join(folder, "from-word", "named-rounds-missing-print-year-2014.pdf"))).includes(FORMULA), "as Word shows it");
});
