// Lays the scripts and pictures of the two design systems beside our compiled style sheet.
import { cpSync, mkdirSync } from "node:fs";

const build = "static/build";
const govuk = "node_modules/govuk-frontend/dist/govuk";
const moj = "node_modules/@ministryofjustice/frontend/moj";

mkdirSync(build, { recursive: true });
cpSync(`${govuk}/govuk-frontend.min.js`, `${build}/govuk-frontend.min.js`);
cpSync(`${moj}/moj-frontend.min.js`, `${build}/moj-frontend.min.js`);
for (const images of [`${govuk}/assets/images`, `${moj}/assets/images`]) {
  cpSync(images, `${build}/assets/images`, { recursive: true });
}
