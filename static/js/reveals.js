// Shows what a radio reveals. GOV.UK's own script marks radios aria-expanded, which ARIA does not allow.
const HIDDEN = "govuk-radios__conditional--hidden";

export function startReveals() {
  document.querySelectorAll("[data-reveals]").forEach((group) => {
    group.addEventListener("change", () => show(group));
    show(group);
  });
}

function show(group) {
  group.querySelectorAll("[data-reveal]").forEach((radio) => {
    const part = document.getElementById(radio.dataset.reveal);
    radio.setAttribute("aria-controls", part.id);
    part.classList.toggle(HIDDEN, !radio.checked);
  });
}
