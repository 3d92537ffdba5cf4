// A month of revenue brought in as a file, used with script and without.
import { check, visit } from "./support.js";

/** A CSV in the contract's columns: each row is "year;month;line_code;amount". */
export function figures(rows) {
  return Buffer.from(`year;month;line_code;amount\n${rows.join("\n")}\n`);
}

async function upload(page, file) {
  await visit(page, "/imports");
  await page.locator('input[name=kind][value=revenue_actuals]').check();
  await page.locator("input[type=file]").setInputFiles({ name: "thu-thang-07.csv", mimeType: "text/csv", buffer: file });
  await page.getByRole("button", { name: "Tải tệp lên và xem trước" }).click();
  await page.getByRole("heading", { name: /Xem trước/ }).waitFor();
  await check(page);
}

/** Uploads, looks at the preview, confirms. */
export async function importFigures(sample, file, options) {
  const accountant = await sample.login("ketoan", options);
  await upload(accountant, file);
  await accountant.getByRole("button", { name: /^Nhập/ }).click();
  await accountant.getByRole("heading", { name: /Kết quả nhập/ }).waitFor();
  await check(accountant);
  return accountant;
}

/** Uploads a file with a fault: the cell is named and nothing can be confirmed. */
export async function refuseFigures(sample, file, address, options) {
  const accountant = await sample.login("ketoan", options);
  await upload(accountant, file);
  await accountant.getByText(address, { exact: true }).first().waitFor();
  return accountant;
}
