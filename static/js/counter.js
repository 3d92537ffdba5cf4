// How much of a long text is written.
for (const text of document.querySelectorAll("textarea[maxlength]")) {
  const said = document.getElementById(`${text.id}-counter`);
  text.addEventListener("input", () => {
    if (said) said.textContent = `Đã viết ${text.value.length} trên ${text.maxLength.toLocaleString("vi")} ký tự`;
  });
}
