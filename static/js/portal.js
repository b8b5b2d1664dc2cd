// What script adds to pages that already work without it. Each part is optional and looks after itself.
import { initAll as startGovuk } from "../build/govuk-frontend.min.js";
import { initAll as startMoj } from "../build/moj-frontend.min.js";
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
startMoj();
startReveals();
startSession();
startAutosave();
startCopying();
startFilter();
startPolling();
startSorting();
