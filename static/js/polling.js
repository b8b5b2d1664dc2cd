// Keeps a queue fresh: fetches its own part of the page, and says so when the connection is lost.
// The header tells the server that nobody is at work: polling does not keep a session open.
const EVERY = 30;

export function startPolling() {
  document.querySelectorAll("[data-poll-url]").forEach((part) => {
    const status = document.createElement("p");
    status.className = "govuk-body app-poll";
    status.setAttribute("role", "status");
    (part.closest(".app-columns") ?? part).before(status);
    setInterval(() => refresh(part, status), Number(part.dataset.pollSeconds ?? EVERY) * 1000);
  });
}

async function refresh(part, status) {
  if (document.hidden || part.contains(document.activeElement)) {
    return;
  }
  try {
    const answer = await fetch(part.dataset.pollUrl, {
      headers: { "X-Polling": part.dataset.pollSign ?? "1" },
      redirect: "error",
    });
    if (answer.status === 304) {
      status.textContent = "";
      return;
    }
    if (!answer.ok) {
      throw new Error(String(answer.status));
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector(`[data-poll-url="${CSS.escape(part.dataset.pollUrl)}"]`);
    part.replaceChildren(...(fresh ?? page.body).childNodes);
    if (fresh?.dataset.pollSign) {
      part.dataset.pollSign = fresh.dataset.pollSign;
    }
    status.textContent = "";
  } catch {
    status.textContent = "Connection lost: this list may be out of date.";
  }
}
