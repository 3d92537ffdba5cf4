// Queue: "chọn tất cả" and the count beside the button.
for (const form of document.querySelectorAll("[data-bulk]")) {
  const boxes = [...form.querySelectorAll("tbody input")];
  const all = form.querySelector("[data-all]");
  const said = form.querySelector("[data-count]");
  const tell = () => { said.textContent = `Đã chọn ${boxes.filter((box) => box.checked).length} trên ${boxes.length}`; };
  if (all && boxes.length) {
    all.closest("[hidden]").hidden = false;
    all.addEventListener("change", () => { boxes.forEach((box) => { box.checked = all.checked; }); tell(); });
  }
  form.addEventListener("change", tell);
}
