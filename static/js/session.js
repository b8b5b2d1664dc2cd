// Warns before the server signs the person out, and extends with one click. The server decides; this
// only shows the time left. Polling does not count as use, saving does.
export function startSession() {
  const { sessionIdle, sessionWarn, sessionExtend, sessionEnded } = document.body.dataset;
  const dialog = document.getElementById("session-warning");
  if (!sessionIdle || !dialog) {
    return;
  }
  const left = dialog.querySelector("[data-session-left]");
  let ends = 0;

  function renew() {
    ends = Date.now() + Number(sessionIdle) * 1000;
    if (dialog.open) {
      dialog.close();
    }
  }

  function look() {
    const seconds = Math.round((ends - Date.now()) / 1000);
    if (seconds <= 0) {
      location.assign(sessionEnded);
    } else if (seconds <= Number(sessionWarn)) {
      warn(dialog, left, seconds);
    }
  }

  dialog.querySelector("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    if (await extend(sessionExtend, event.target)) {
      renew();
    } else {
      left.textContent = "The connection was lost. Copy what you have typed, then try again.";
    }
  });
  dialog.addEventListener("cancel", (event) => event.preventDefault());
  document.addEventListener("portal:active", renew);
  renew();
  setInterval(look, 1000);
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
