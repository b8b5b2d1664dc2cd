// What script adds to pages that already work without it. Each part is optional and looks after itself.
// MOJ's own script is fetched only by a page that uses one of its parts.
import { initAll as startGovuk } from "../build/govuk-frontend.min.js";
import { startAutosave } from "./autosave.js";
import { startCopying } from "./copying.js";
import { startFilter } from "./filter.js";
import { startHideScreen } from "./hide-screen.js";
import { startPolling } from "./polling.js";
import { startReveals } from "./reveals.js";
import { startSession } from "./session.js";
import { startSorting } from "./sorting.js";

startHideScreen();
startGovuk();
startReveals();
startSession();
startAutosave();
startCopying();
startFilter();
startPolling();
startSorting();

if (document.querySelector('[data-module^="moj-"]')) {
  const { initAll: startMoj } = await import("../build/moj-frontend.min.js");
  startMoj();
}
