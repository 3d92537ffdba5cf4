// While a title is typed, earlier ones like it appear below.
for (const place of document.querySelectorAll("[data-similar-titles]")) {
  const title = document.getElementById("title");
  let timer = 0, asked = 0;
  title?.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const turn = ++asked;
      try {
        const answer = await fetch(`${place.dataset.similarTitles}?q=${encodeURIComponent(title.value)}`, { headers: { "X-Background": "1" } });
        if (answer.ok && !answer.redirected && turn === asked) place.innerHTML = await answer.text();
      } catch { /* Only a hint is lost. */ }
    }, 400);
  });
}
