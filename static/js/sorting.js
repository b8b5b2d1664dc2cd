// Sorts a small table that is whole on the page; long lists are sorted by the server through links.
export function startSorting() {
  document.querySelectorAll("table[data-sortable]").forEach((table) => {
    table.querySelectorAll("thead th").forEach((heading, place) => {
      if (heading.querySelector("a, button")) {
        return;
      }
      const button = document.createElement("button");
      button.type = "button";
      button.className = "app-sort-button";
      button.append(...heading.childNodes);
      button.addEventListener("click", () => sort(table, heading, place));
      heading.append(button);
    });
  });
}

function sort(table, heading, place) {
  const down = heading.getAttribute("aria-sort") === "ascending";
  const body = table.tBodies[0];
  const rows = [...body.rows].sort((one, other) => compare(key(one, place), key(other, place)));
  body.append(...(down ? rows.reverse() : rows));
  table.querySelectorAll("thead th").forEach((other) => other.setAttribute("aria-sort", "none"));
  heading.setAttribute("aria-sort", down ? "descending" : "ascending");
}

function key(row, place) {
  const cell = row.cells[place];
  return cell.dataset.sort ?? cell.querySelector("time")?.dateTime ?? cell.textContent.trim();
}

function compare(one, other) {
  return one.localeCompare(other, "en-GB", { numeric: true });
}
