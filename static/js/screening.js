// Keeps the live card of a screening true to the ticks on the page; nothing is saved by it.
const PAUSE = 400;

document.querySelectorAll("form[data-suggest-url]").forEach((form) => {
  const card = form.querySelector("[data-live]");
  const said = form.querySelector("[data-live-said]");
  let waiting = 0;
  let latest = 0;

  async function refresh() {
    latest += 1;
    const mine = latest;
    try {
      const answer = await fetch(form.dataset.suggestUrl, {
        method: "POST",
        body: new FormData(form),
        headers: { "X-Requested-With": "fetch" },
        redirect: "error",
      });
      const text = answer.ok ? await answer.text() : "";
      if (text && mine === latest) {
        const part = new DOMParser().parseFromString(text, "text/html");
        said.textContent = part.querySelector("[data-said]").textContent;
        card.replaceChildren(...part.body.childNodes);
      }
    } catch {
      card.dataset.stale = "true";
    }
  }

  form.addEventListener("change", () => {
    clearTimeout(waiting);
    waiting = setTimeout(refresh, PAUSE);
  });
});
