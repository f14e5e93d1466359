// Search over the sections. Each shard, a year or a part of one, is a Pagefind index of its own under search/<shard>/:
// the newest is loaded first and shown at once, the older ones are merged after it. Nothing is fetched before somebody searches.
// The state of a search is the address of the page, so that it can be shared and gone back to.

import { collectable } from "./collect.js";
import { fold } from "./fold.js";
import { around, counted as inWords, number, word } from "./words.js";

const PER_PAGE = 10;
const FACET_VALUES = 8;

const form = document.getElementById("_search");
const field = document.getElementById("_query");
const status = document.getElementById("_status");
const list = document.getElementById("_results");
const more = document.getElementById("_more");
const order = document.getElementById("_order");
const groups = [...form.querySelectorAll("[data-facet]")];
const shards = form.dataset.shards.split(" ").filter(Boolean); // newest first
const opened = new Set(); // facets shown whole

let index = null; // the loading of Pagefind, a promise
let merged = null; // the merging of older shards, a promise
let counted = null; // the loading of all facets' counts, a promise: results come first, counts after
let run = 0; // number of the newest search; answers of older ones are dropped
let found = [];
let shown = 0;

// --- the state in the address

const readState = () => {
  const given = new URLSearchParams(location.search);
  const filters = {};
  for (const group of groups) {
    const values = given.getAll(group.dataset.facet);
    if (values.length) filters[group.dataset.facet] = values;
  }
  return { q: given.get("q") || "", order: given.get("order") === "newest" ? "newest" : "relevance", filters };
};

const address = (state) => {
  const query = new URLSearchParams();
  if (state.q) query.set("q", state.q);
  for (const [facet, values] of Object.entries(state.filters)) for (const value of values) query.append(facet, value);
  if (state.order === "newest") query.set("order", "newest");
  const text = query.toString();
  return text ? `?${text}` : location.pathname;
};

let state = readState();

const go = (next, replace) => {
  state = next;
  history[replace ? "replaceState" : "pushState"](null, "", address(state));
  search();
};

// --- Pagefind

const folder = (shard) => new URL(`search/${shard}/`, import.meta.url);
const only = (shard) => ({ shard: [shard] }); // a filter that every section of a shard passes, and no other

const load = () => {
  index ??= (async () => {
    const pagefind = await import(new URL("pagefind.js", folder(shards[0])));
    await pagefind.options({ basePath: folder(shards[0]).pathname, excerptLength: 34, mergeFilter: only(shards[0]) });
    await pagefind.init();
    return pagefind;
  })();
  return index;
};

// All at once: Pagefind keeps them in the order in which it is asked.
const mergeOlder = (pagefind) =>
  Promise.all(shards.slice(1).map((shard) => pagefind.mergeIndex(folder(shard).pathname, { mergeFilter: only(shard) })));

// Words are folded as the index's hidden words are (see fold.js); quotes around a phrase stay.
const folded = (query) =>
  query.split('"').map((part, at) => (at % 2 ? part.trim() : fold(part))).map((part, at) => (at % 2 ? `"${part}"` : part))
    .join(" ").replace(/""/g, "").trim();

const pagefindFilters = (filters, without) => {
  const result = {};
  for (const [facet, values] of Object.entries(filters)) {
    if (facet !== without) result[facet] = values.length > 1 ? { any: values } : values;
  }
  return result;
};

// Newest first is asked shard by shard, for Pagefind's own order does not hold across merged indexes.
const newestFirst = async (pagefind, query, filters) => {
  const wanted = filters.year ? shards.filter((shard) => filters.year.includes(shard.split("-")[0])) : shards;
  const results = [];
  for (const shard of wanted) {
    const answer = await pagefind.search(query, {
      filters: { ...pagefindFilters(filters), ...only(shard) },
      sort: { date: "desc" },
    });
    results.push(...answer.results);
  }
  return results;
};

const resultsOf = async (pagefind, asked) => {
  if (isEmpty(asked)) return [];
  const query = folded(asked.q) || null;
  if (asked.order === "newest" || !query) return newestFirst(pagefind, query, asked.filters);
  return (await pagefind.search(query, { filters: pagefindFilters(asked.filters) })).results;
};

const countsOf = async (pagefind, asked) => {
  counted ??= pagefind.filters();
  const all = await counted;
  if (isEmpty(asked)) return all;
  const query = folded(asked.q) || null;
  const counts = { ...(await pagefind.search(query, { filters: pagefindFilters(asked.filters) })).filters };
  // A facet's own choices do not narrow its other counts: several values of it mean any of them.
  for (const facet of Object.keys(asked.filters)) {
    const others = await pagefind.search(query, { filters: pagefindFilters(asked.filters, facet) });
    counts[facet] = others.filters[facet] || {};
  }
  return counts;
};

// --- searching and showing

const isEmpty = (asked) => !asked.q.trim() && !Object.keys(asked.filters).length;

async function search() {
  const mine = ++run;
  if (document.activeElement !== field || field.value.trim() !== state.q) field.value = state.q;
  if (order) order.value = state.order;
  if (!shards.length) return say(word("nothing-yet"));
  form.setAttribute("aria-busy", "true");
  try {
    const pagefind = await load();
    if (mine !== run) return;
    if (!merged) {
      if (!isEmpty(state) && shards.length > 1) await show(await resultsOf(pagefind, state), mine, true);
      merged = mergeOlder(pagefind);
    }
    await merged;
    if (mine !== run) return;
    await show(await resultsOf(pagefind, state), mine, false);
    const counts = await countsOf(pagefind, state);
    if (mine !== run) return;
    showFacets(counts);
    form.removeAttribute("aria-busy");
  } catch (error) {
    index = merged = counted = null;
    form.removeAttribute("aria-busy");
    say(location.protocol === "file:"
      ? word("needs-server")
      : word("not-loaded"));
    console.error(error);
  }
}

async function show(results, mine, partial) {
  if (mine !== run) return;
  found = results;
  shown = 0;
  const items = await nextItems();
  if (mine !== run) return;
  list.replaceChildren(...items);
  if (partial) more.hidden = true;
  if (isEmpty(state)) return say("");
  const count = inWords("sections", found.length);
  if (found.length) say(partial ? word("older", { sections: count }) : count);
  else if (!partial) sayNothingFound();
}

async function nextItems() {
  const next = found.slice(shown, shown + PER_PAGE);
  shown += next.length;
  more.hidden = shown >= found.length;
  const data = await Promise.all(next.map((result) => result.data()));
  return data.map(item);
}

const make = (name, properties = {}, ...children) => {
  const node = document.createElement(name);
  Object.assign(node, properties);
  node.append(...children.filter((child) => child !== null));
  return node;
};

function item(data) {
  const { meta } = data;
  const language = meta.language || document.documentElement.lang;
  const link = make("a", { href: new URL(meta.place, import.meta.url).pathname + hashOf(meta.place) }, meta.title);
  const excerpt = make("p", { lang: language, dir: "auto" });
  // The hidden names come after the section's own words: a match among them says nothing as an excerpt.
  const own = (data.locations || []).some((place) => place < Number(meta.words));
  if (own) excerpt.append(...marked(data.excerpt));
  else excerpt.append(meta.excerpt || "");
  const about = meta.briefing ? word("about", { format: meta.format, briefing: meta.briefing }) : meta.format;
  return collectable(make("li", { className: "entry" },
    make("div", { className: "when" }, make("time", { dateTime: meta.date }, meta.label)),
    make("div", {}, make("h2", { lang: language, dir: "auto" }, link), excerpt, make("p", { className: "meta" }, about))));
}

const hashOf = (place) => (place.includes("#") ? `#${place.split("#")[1]}` : "");

// Pagefind's excerpt is escaped text with <mark>: taken apart, never put in as HTML.
function marked(html) {
  const parsed = new DOMParser().parseFromString(html, "text/html").body;
  return [...parsed.childNodes].map((node) =>
    node.nodeName === "MARK" ? make("mark", {}, node.textContent) : document.createTextNode(node.textContent));
}

// A year is kept in Latin digits, as in addresses, and shown in the site's.
const shownAs = (facet, value) => (facet === "year" ? number(Number(value)) : value);

function showFacets(counts) {
  for (const group of groups) {
    const facet = group.dataset.facet;
    const chosen = state.filters[facet] || [];
    const values = Object.entries(counts[facet] || {}).filter(([value, count]) => count || chosen.includes(value));
    for (const value of chosen) if (!values.some(([known]) => known === value)) values.push([value, 0]);
    if (facet === "year") values.sort((a, b) => b[0].localeCompare(a[0]));
    else values.sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0], document.documentElement.lang));
    const whole = opened.has(facet);
    const rows = values.filter(([value], at) => whole || at < FACET_VALUES || chosen.includes(value)).map(([value, count]) => {
      const box = make("input", { type: "checkbox", name: facet, value, checked: chosen.includes(value) });
      return make("label", {}, box, make("span", { dir: "auto" }, shownAs(facet, value)), make("small", {}, number(count)));
    });
    if (!whole && values.length > rows.length) {
      const button = make("button", { type: "button" }, inWords("more", values.length - rows.length));
      button.addEventListener("click", () => { opened.add(facet); showFacets(counts); group.querySelectorAll("input")[FACET_VALUES]?.focus(); });
      rows.push(button);
    }
    const focused = document.activeElement?.name === facet ? document.activeElement.value : null;
    group.querySelector("div").replaceChildren(...rows);
    if (focused) group.querySelector(`input[value="${CSS.escape(focused)}"]`)?.focus();
    group.hidden = !values.length;
  }
  document.getElementById("_facets").hidden = groups.every((group) => group.hidden);
}

const say = (text) => { status.replaceChildren(text); };

function sayNothingFound() {
  const link = make("a", { href: new URL("a-z/", import.meta.url).pathname }, word("alphabet"));
  const chosen = Object.keys(state.filters).length;
  status.replaceChildren(...around(chosen ? "nothing-chosen" : "nothing", "alphabet", link));
}

// --- events

let waiting = 0;
field.addEventListener("focus", () => load().catch(() => {}), { once: true });
field.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => go({ ...state, q: field.value.trim() }, true), 150);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(waiting);
  go({ ...state, q: field.value.trim() }, false);
});
form.addEventListener("change", (event) => {
  if (event.target === order) return go({ ...state, order: order.value }, false);
  const facet = event.target.name;
  if (event.target.type !== "checkbox") return;
  const values = [...form.querySelectorAll(`input[name="${facet}"]:checked`)].map((box) => box.value);
  const filters = { ...state.filters, [facet]: values };
  if (!values.length) delete filters[facet];
  go({ ...state, filters }, false);
});
field.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && field.value) {
    event.preventDefault();
    field.value = "";
    go({ ...state, q: "" }, true);
  } else if (event.key === "ArrowDown") {
    list.querySelector("a")?.focus();
    event.preventDefault();
  }
});
list.addEventListener("keydown", (event) => {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const links = [...list.querySelectorAll("h2 a")];
  const at = links.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
  (links[at] || (at < 0 ? field : links[links.length - 1])).focus();
  event.preventDefault();
});
more.addEventListener("click", async () => {
  const items = await nextItems();
  list.append(...items);
  items[0]?.querySelector("a")?.focus();
});
window.addEventListener("popstate", () => { state = readState(); search(); });

// On a small screen the facets start folded; in the HTML they are open.
const facets = document.getElementById("_facets");
if (facets && window.matchMedia("(max-width: 60rem)").matches) facets.open = false;

search();
if (isEmpty(state)) field.focus();
