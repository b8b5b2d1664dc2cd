// Puts a copy button beside every reference.
export function startCopying() {
  if (!navigator.clipboard) {
    return;
  }
  document.querySelectorAll("[data-copy]").forEach((holder) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "app-reference__copy";
    button.textContent = "Copy";
    button.setAttribute("aria-label", `Copy reference ${holder.dataset.copy}`);
    const said = document.createElement("span");
    said.className = "govuk-visually-hidden";
    said.setAttribute("role", "status");
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(holder.dataset.copy);
      button.textContent = "Copied";
      said.textContent = "Reference copied";
    });
    holder.append(button, said);
  });
}
