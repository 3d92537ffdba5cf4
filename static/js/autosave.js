// A long form saves itself as a draft 20 seconds after the last change and on leaving; without script nothing changes.
for (const form of document.querySelectorAll("form[data-autosave]")) {
  const said = form.querySelector("[data-saved]");
  const needed = form.elements[form.dataset.autosave];
  let changes = 0, saved = 0, nth = 0, running = null, is_again = false, has_ended = false, timer;

  const soon = () => { clearTimeout(timer); timer = setTimeout(save, 20_000); };

  // The same number again after a lost answer: what had arrived is not written twice.
  const body = () => {
    const typed = new URLSearchParams(new FormData(form));
    typed.set("_number", `${typed.get("_number")}-${nth}`);
    typed.set("draft", "1");
    typed.set("autosave", "1");
    return typed;
  };

  const take = (answer, told, upTo) => {
    said.textContent = told.said;
    if (told.stop) has_ended = true;
    if (!answer.ok) return;
    form.elements.version.value = told.version;
    if (form.getAttribute("action") !== told.address) {
      form.setAttribute("action", told.address);
      history.replaceState(null, "", `${told.address}/edit`);
    }
    nth += 1;
    // Of a copy sent again it is not known how far its first one had come.
    if (!is_again) saved = upTo;
    is_again = false;
    if (saved !== changes) soon();
  };

  const send = async (upTo) => {
    const typed = body();
    try {
      const answer = await fetch(form.getAttribute("action"), { method: "POST", headers: { "X-Background": "1" }, body: typed, redirect: "manual", keepalive: `${typed}`.length < 60_000 });
      take(answer, await answer.json(), upTo);
    } catch {
      is_again = true;
      said.textContent = "Chưa tự lưu được, mất kết nối hoặc hết phiên làm việc. Đừng đóng trang.";
      soon();
    }
  };

  function save() {
    clearTimeout(timer);
    if (running || has_ended || saved === changes || !needed.value.trim()) return;
    running = send(changes).finally(() => { running = null; });
  }

  form.addEventListener("input", () => { changes += 1; soon(); });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") save(); });
  // What is sent by hand waits for what is on its way, or it would come in an old version.
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (!running) { has_ended = true; return; }
    event.preventDefault();
    event.stopPropagation();
    const { submitter } = event;
    running.then(() => form.requestSubmit(submitter));
  });
  addEventListener("pageshow", (event) => { if (event.persisted) has_ended = false; });
}
