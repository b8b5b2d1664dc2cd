// F9 covers the page at once, and shows it again. The cover itself needs no script (see _shell.scss).
const COVERED = "#hide-screen";

export function startHideScreen() {
  const cover = document.querySelector(COVERED);
  if (!cover) {
    return;
  }
  const title = document.title;
  let focused = null;

  function show() {
    const covered = location.hash === COVERED;
    for (const sibling of document.body.children) {
      sibling.inert = covered && sibling !== cover;
    }
    document.title = covered ? "Screen hidden" : title;
    if (covered) {
      cover.focus();
    } else if (focused) {
      focused.focus({ preventScroll: true });
      focused = null;
    }
  }

  document.addEventListener("keydown", (event) => {
    if (event.key !== "F9") {
      return;
    }
    event.preventDefault();
    if (location.hash === COVERED) {
      location.hash = "main-content";
    } else {
      focused = document.activeElement;
      location.hash = COVERED;
    }
  });
  window.addEventListener("hashchange", show);
  show();
}
