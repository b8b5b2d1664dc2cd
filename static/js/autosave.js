// Saves a form while it is being filled in: every 20 seconds and when an answer is left, if it changed.
const EVERY = 20_000;

export function startAutosave() {
  document.querySelectorAll("[data-autosave-url]").forEach((holder) => {
    const form = holder.matches("form") ? holder : holder.querySelector("form");
    if (form) {
      keepSaving(holder, form);
    }
  });
}

function keepSaving(holder, form) {
  const said = holder.querySelector(".app-autosave") ?? addStatus(form);
  let saved = typedIn(form);
  let saving = false;

  async function save() {
    const typed = typedIn(form);
    if (saving || typed === saved) {
      return;
    }
    saving = true;
    const done = await send(holder.dataset.autosaveUrl, form);
    saving = false;
    if (done) {
      saved = typed;
    }
    say(said, done);
  }

  form.addEventListener("change", save);
  setInterval(save, EVERY);
  document.addEventListener("portal:save-now", save);
}

async function send(url, form) {
  try {
    const answer = await fetch(url, {
      method: "POST",
      body: new FormData(form),
      headers: { "X-Requested-With": "fetch" },
      redirect: "error",
    });
    if (answer.ok) {
      document.dispatchEvent(new CustomEvent("portal:active"));
    }
    return answer.ok;
  } catch {
    return false;
  }
}

function say(status, done) {
  const now = new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  status.textContent = done ? `Saved ${now}` : "Not saved: connection lost";
  status.classList.toggle("app-autosave--failed", !done);
}

function typedIn(form) {
  const pairs = [...new FormData(form)].filter(([, value]) => typeof value === "string");
  return new URLSearchParams(pairs).toString();
}

function addStatus(form) {
  const status = document.createElement("p");
  status.className = "app-autosave";
  status.setAttribute("role", "status");
  form.append(status);
  return status;
}
