// Lighthouse over pages in a Chromium that is open already: node lighthouse.mjs PORT FORM-FACTOR ADDRESS...
// Prints JSON: for each address the scores, from 0 to 1, the layout shift, and the audits that cost points.

import lighthouse, { desktopConfig } from "lighthouse";

const CATEGORIES = ["accessibility", "best-practices", "seo"];
const SHIFT = "cumulative-layout-shift";

const [port, formFactor, ...addresses] = process.argv.slice(2);
const flags = {
  port: Number(port), output: "json", logLevel: "error", onlyCategories: CATEGORIES, onlyAudits: [SHIFT],
  throttlingMethod: "simulate", disableFullPageScreenshot: true,
  // These pages load nothing after half a second; other sites are waited for longer.
  pauseAfterFcpMs: 500, pauseAfterLoadMs: 500, networkQuietThresholdMs: 500, cpuQuietThresholdMs: 500,
};

const reports = {};
for (const address of addresses) {
  const { lhr } = await lighthouse(address, flags, formFactor === "desktop" ? desktopConfig : undefined);
  const weighed = Object.values(lhr.categories).flatMap((category) => category.auditRefs.filter((audit) => audit.weight));
  const faults = weighed.map(({ id }) => lhr.audits[id]).filter(({ score }) => score !== null && score < 1);
  reports[address] = {
    error: lhr.runtimeError?.message ?? null,
    scores: Object.fromEntries(CATEGORIES.map((id) => [id, lhr.categories[id].score])),
    shift: lhr.audits[SHIFT].numericValue ?? null,
    faults: faults.map(({ id, title, details }) =>
      `${id}: ${title}: ${(details?.items ?? []).map((item) => JSON.stringify(item).slice(0, 300)).join("; ")}`),
    warnings: lhr.runWarnings,
  };
}
console.log(JSON.stringify(reports, null, 1));
