// A meeting of the council: called, voted on paper or on the screen, counted, concluded.
import { SIZES, check, visit } from "./support.js";

export const ONE = "hoa sen nở mùa hạ";
export const TWO = "cây đa bến nước sân đình";

/** Calls a meeting today and puts those of the waiting dossiers on its agenda whose names are given; answers its address. */
export async function call(secretariat, names) {
  await visit(secretariat, "/council-meetings/new?year=2014");
  await secretariat.getByLabel("Nơi họp").fill("Phòng họp tầng 2");
  await check(secretariat);
  await secretariat.getByRole("button", { name: "Lập phiên họp" }).click();
  await secretariat.getByText("Đã lập phiên họp.").waitFor();
  const meeting = new URL(secretariat.url()).pathname;
  await visit(secretariat, `${meeting}/agenda`);
  for (const box of await secretariat.getByRole("checkbox").all()) await box.uncheck();
  for (const name of names) await secretariat.getByRole("checkbox", { name }).check();
  await secretariat.getByRole("button", { name: "Đưa vào danh sách xét" }).click();
  await secretariat.getByText("Đã đưa hồ sơ vào danh sách xét.").waitFor();
  await check(secretariat);
  return meeting;
}

/** How the members take part: a way for each of some names, `all` for everybody else. */
export async function attend(secretariat, meeting, ways, all = "Bỏ phiếu trên máy") {
  await visit(secretariat, `${meeting}/members`);
  for (const select of await secretariat.getByLabel(/^Cách bỏ phiếu của /).all()) {
    const name = (await select.evaluate((it) => it.labels[0].textContent)).replace("Cách bỏ phiếu của ", "");
    const way = ways[name] ?? all;
    await select.selectOption({ label: way });
    if (way.startsWith("Vắng")) await secretariat.getByLabel(`Lý do vắng của ${name}`).fill("Đi công tác");
  }
  await check(secretariat);
  await secretariat.getByRole("button", { name: "Lưu" }).click();
  await secretariat.getByText("Đã ghi thành viên dự họp.").waitFor();
}

/** The vote begins; where anybody votes on the screen the chair and the next one hold its key. */
export async function start(secretariat, meeting) {
  await visit(secretariat, `${meeting}/start`);
  await check(secretariat);
  if (await secretariat.getByLabel("Cụm mật khẩu thứ nhất").count()) {
    await secretariat.getByLabel("Cụm mật khẩu thứ nhất").fill(ONE);
    await secretariat.getByLabel("Gõ lại cụm thứ nhất").fill(ONE);
    await secretariat.getByLabel("Cụm mật khẩu thứ hai").fill(TWO);
    await secretariat.getByLabel("Gõ lại cụm thứ hai").fill(TWO);
  }
  await secretariat.getByRole("button", { name: "Mở bỏ phiếu" }).click();
  await secretariat.getByText("Đã mở bỏ phiếu. Thành viên được báo.").waitFor();
}

/** On a phone, from the inbox to the check before the last word; `against` are the names he does not agree to. */
export async function fill(sample, username, { against = [], script = true } = {}) {
  const member = await sample.login(username, { size: SIZES.phone, script });
  await visit(member, "/");
  await member.getByRole("link", { name: /^Bỏ phiếu/ }).first().click();
  await member.getByRole("heading", { name: "Bỏ phiếu", level: 1 }).waitFor();
  await member.getByRole("button", { name: "Tiếp tục" }).click();
  await member.getByText(/chỗ cần sửa$/).waitFor();
  await check(member);
  for (const row of await member.getByRole("row").filter({ has: member.locator("input[value=agree]") }).all()) {
    const name = await row.getByRole("rowheader").innerText();
    const choice = against.some((it) => name.includes(it)) ? "disagree" : "agree";
    await row.locator(`input[value=${choice}]`).check();
  }
  await member.getByRole("button", { name: "Tiếp tục" }).click();
  await member.getByRole("heading", { name: "Kiểm tra lại trước khi bỏ phiếu" }).waitFor();
  await check(member);
  return member;
}

/** The same to the last word. */
export async function vote(sample, username, how) {
  const member = await fill(sample, username, how);
  await member.getByRole("button", { name: "Bỏ phiếu" }).click();
  await member.getByRole("heading", { name: "Đã bỏ phiếu" }).waitFor();
  await check(member);
  await member.context().close();
}

/** Both key holders type their passphrases at one screen, and whose screen it is his password. */
export async function open(holder, meeting) {
  await visit(holder, `${meeting}/opening`);
  await holder.getByLabel(/^Cụm mật khẩu của/).nth(0).fill(ONE);
  await holder.getByLabel(/^Cụm mật khẩu của/).nth(1).fill(TWO);
  // Not asked for within ten minutes after it was typed.
  const own = holder.getByRole("textbox", { name: "Mật khẩu của đồng chí" });
  if (await own.count()) await own.fill("thidua-demo");
  await holder.getByRole("button", { name: "Mở hòm phiếu" }).click({ noWaitAfter: true });
}

/** What the counting board found: all valid, so many in favour on every line. */
export async function count(secretariat, meeting, agree) {
  await visit(secretariat, `${meeting}/counts`);
  for (const section of await secretariat.locator("section", { has: secretariat.getByText(/^Phát ra/) }).all()) {
    const issued = await section.locator("p b").first().textContent();
    await section.getByLabel("Thu về").fill(issued);
    await section.getByLabel("Hợp lệ", { exact: true }).fill(issued);
    await section.getByLabel("Không hợp lệ").fill("0");
    for (const field of await section.getByLabel(/^Phiếu giấy đồng ý/).all()) await field.fill(agree ?? issued);
  }
  for (const field of await secretariat.getByLabel(/^Ý kiến đồng ý/).all()) await field.fill("1");
  await check(secretariat);
  await secretariat.getByRole("button", { name: "Lưu kết quả kiểm phiếu" }).click();
  await secretariat.getByText("Đã ghi kết quả kiểm phiếu giấy.").waitFor();
}

export async function close(secretariat, meeting) {
  await visit(secretariat, `${meeting}/closing`);
  await check(secretariat);
  await secretariat.getByRole("button", { name: "Kết thúc bỏ phiếu" }).click();
  await secretariat.getByText("Đã kết thúc bỏ phiếu.").waitFor();
}

export async function conclude(secretariat, meeting, number) {
  await visit(secretariat, `${meeting}/conclusion`);
  await check(secretariat);
  await secretariat.getByLabel("Số biên bản").fill(number);
  await secretariat.getByLabel("Kết thúc lúc").fill("11:30");
  await secretariat.getByRole("button", { name: "Kết luận phiên họp" }).click();
  await secretariat.getByText("Đã kết luận phiên họp.").waitFor();
}
