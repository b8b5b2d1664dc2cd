// Folds the filter panel away on small screens; it stays open where there is room.
export function startFilter() {
  document.querySelectorAll("[data-filter]").forEach((panel, index) => {
    const button = document.createElement("button");
    const narrow = window.matchMedia("(max-width: 48.0525em)");
    panel.id ||= `filter-${index + 1}`;
    button.type = "button";
    button.className = "govuk-button govuk-button--secondary app-filter-button";
    button.setAttribute("aria-controls", panel.id);
    button.addEventListener("click", () => open(panel.hidden));

    function open(shown) {
      panel.hidden = !shown;
      button.setAttribute("aria-expanded", String(shown));
      button.textContent = shown ? "Hide filters" : "Show filters";
    }

    panel.before(button);
    open(!narrow.matches);
    narrow.addEventListener("change", () => open(!narrow.matches));
  });
}
