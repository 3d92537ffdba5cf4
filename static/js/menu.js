// Esc closes an open menu; the error summary takes the focus.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = event.target.closest("details[open]");
  if (open) { open.open = false; open.querySelector("summary").focus(); }
});
document.querySelector(".error-summary")?.focus();
