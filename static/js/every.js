// What follows the acts of others looks again by itself every few seconds; without script a link does it.
for (const part of document.querySelectorAll("[data-every]")) {
  setInterval(async () => {
    const answer = await fetch(location.href, { headers: { "X-Background": "1" } }).catch(() => null);
    if (!answer?.ok || answer.redirected) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-every]");
    if (fresh) part.replaceChildren(...fresh.childNodes);
  }, Number(part.dataset.every) * 1000);
}
