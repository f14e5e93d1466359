import { readFileSync } from "node:fs";

const { dimensions, perPage, names } = JSON.parse(readFileSync(new URL("lists.json", import.meta.url), "utf-8"));

// A list cut into pages, for each term of a dimension.
const pagesOf = (dimension, briefings) => {
  const byTerm = new Map();
  for (const briefing of briefings) {
    for (const term of briefing.data[dimension] || []) {
      if (!byTerm.has(term)) byTerm.set(term, []);
      byTerm.get(term).push(briefing);
    }
  }
  const pages = [];
  for (const [term, items] of [...byTerm].sort(([one], [other]) => (one < other ? -1 : 1))) {
    const count = Math.ceil(items.length / perPage);
    for (let at = 0; at < count; at++) {
      const name = names[dimension]?.[term] || term;
      pages.push({ dimension, term, name, at, count, items: items.slice(at * perPage, (at + 1) * perPage) });
    }
  }
  return pages;
};

export default function (config) {
  let newest = null; // sorted once: every collection needs them
  const briefings = (api) => {
    newest ??= api.getFilteredByGlob("src/briefings/*.md").sort((a, b) => b.date - a.date || (a.fileSlug < b.fileSlug ? -1 : 1));
    return newest;
  };
  config.on("eleventy.before", () => { newest = null; });
  config.setQuietMode(true);
  config.addFilter("day", (date) => new Date(date).toISOString().slice(0, 10));
  config.addCollection("briefings", briefings);
  for (const dimension of dimensions) config.addCollection(dimension, (api) => pagesOf(dimension, briefings(api)));
  return { dir: { input: "src" }, markdownTemplateEngine: false };
}
