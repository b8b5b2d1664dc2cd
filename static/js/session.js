// Warns before the server signs the person out, and extends with one click. The server decides; this
// only shows the time left. Polling does not count as use, saving does. At the end what is typed is
// sent to be kept, and the page is left. Pages of one browser tell each other that somebody is at work.
export function startSession() {
  const { sessionIdle, sessionWarn, sessionExtend } = document.body.dataset;
  const dialog = document.getElementById("session-warning");
  if (!sessionIdle || !dialog) {
    return;
  }
  const left = dialog.querySelector("[data-session-left]");
  const untouched = new Map(postForms().map((form) => [form, typedIn(form)]));
  const pages = new BroadcastChannel("session");
  let ends = 0;
  let clock = 0;

  function renew() {
    ends = Date.now() + Number(sessionIdle) * 1000;
    if (dialog.open) {
      dialog.close();
    }
  }

  function atWork() {
    renew();
    pages.postMessage("at work");
  }

  function look() {
    const seconds = Math.round((ends - Date.now()) / 1000);
    if (seconds <= 0) {
      clearInterval(clock);
      leave(postForms().find((form) => isTyped(form, untouched)));
    } else if (seconds <= Number(sessionWarn)) {
      warn(dialog, left, seconds);
    }
  }

  dialog.querySelector("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    if (await extend(sessionExtend, event.target)) {
      atWork();
    } else {
      left.textContent = "The connection was lost. Copy what you have typed, then try again.";
    }
  });
  dialog.addEventListener("cancel", (event) => event.preventDefault());
  document.addEventListener("portal:active", atWork);
  pages.addEventListener("message", renew);
  atWork();
  clock = setInterval(look, 1000);
}

function postForms() {
  return [...document.querySelectorAll("main form")].filter((form) => form.method === "post");
}

function typedIn(form) {
  const pairs = [...new FormData(form)].filter(([, value]) => typeof value === "string");
  return new URLSearchParams(pairs).toString();
}

function isTyped(form, untouched) {
  return untouched.get(form) !== typedIn(form) || form.querySelector(".govuk-error-message") !== null;
}

async function leave(form) {
  const { sessionKeep, sessionEnded } = document.body.dataset;
  const next = (form && (await keep(sessionKeep, form))) || location.pathname;
  location.assign(`${sessionEnded}?${new URLSearchParams({ next })}`);
}

async function keep(url, form) {
  const path = new URL(form.getAttribute("action") || "", location.href).pathname;
  try {
    const answer = await fetch(url, {
      method: "POST",
      body: new URLSearchParams(typedIn(form)),
      headers: { "X-Kept-Path": path, "X-Polling": "1" },
      redirect: "error",
    });
    return answer.ok ? (await answer.json()).next : "";
  } catch {
    return "";
  }
}

function warn(dialog, left, seconds) {
  if (!dialog.open) {
    dialog.showModal();
    document.dispatchEvent(new CustomEvent("portal:save-now"));
  }
  const minutes = Math.ceil(seconds / 60);
  const words = `You will be signed out in ${minutes} ${minutes === 1 ? "minute" : "minutes"}.`;
  if (left.textContent !== words) {
    left.textContent = words;
  }
}

async function extend(url, form) {
  try {
    const answer = await fetch(url, { method: "POST", body: new FormData(form), redirect: "error" });
    return answer.ok;
  } catch {
    return false;
  }
}
