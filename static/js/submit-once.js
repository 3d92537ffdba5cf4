// A second click sends nothing: the button says so and stays off. Coming Back wakes it again.
document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (!button || event.target.method !== "post" || button.hasAttribute("data-again")) return;
  button.dataset.words = button.innerHTML;
  setTimeout(() => { button.disabled = true; button.textContent = "Đang gửi…"; });
});
addEventListener("pageshow", () => {
  for (const button of document.querySelectorAll("button[data-words]")) {
    button.disabled = false;
    button.innerHTML = button.dataset.words;
  }
});
