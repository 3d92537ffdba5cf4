// The sum of the points typed on a sheet; what counts is summed again when it is saved.
for (const total of document.querySelectorAll("[data-total]")) {
  const fields = [...document.querySelectorAll(`input[name^="${total.dataset.total}"]`)];
  const sum = () => {
    const tenths = fields.map((field) => Math.round(10 * Number(field.value.trim().replace(",", ".")))).filter((it) => !Number.isNaN(it));
    total.textContent = (tenths.reduce((all, it) => all + it, 0) / 10).toLocaleString("vi");
  };
  for (const field of fields) field.addEventListener("input", sum);
}
