// The parts of a kit, from the built pages of this site: a briefing's page is fetched once, and its sections are taken
// from its HTML. Those pages are safe already; only what a section can be made of is taken over all the same.

import { make } from "./dom.js";

const base = new URL(".", import.meta.url);

export class Gone extends Error {}

const isBriefing = (page) => page.body.matches(".briefing");

const get = async (address) => {
  const answer = await fetch(address);
  if (answer.status === 404 || answer.status === 410 || new URL(answer.url).origin !== location.origin) throw new Gone();
  if (!answer.ok) throw new Error(answer.status);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return { page, address: answer.url.split("#")[0] };
};

// An old address has a page that leads to the new one.
const follow = async (id) => {
  let found = await get(new URL(`briefings/${id}/`, base));
  if (!isBriefing(found.page)) {
    const link = found.page.querySelector('meta[http-equiv="refresh"]') && found.page.querySelector("p > a[href]");
    const next = link && new URL(link.getAttribute("href"), found.address).href;
    if (!next?.startsWith(`${base}briefings/`)) throw new Gone();
    found = await get(next);
  }
  if (!isBriefing(found.page)) throw new Gone();
  return found;
};

const pages = new Map();
const fetched = (id) => {
  if (!pages.has(id)) pages.set(id, follow(id).catch((error) => { pages.delete(id); throw error; }));
  return pages.get(id);
};

const KEPT = new Set(("A B BDI BLOCKQUOTE BR CITE CODE DD DEL DIV DL DT EM H3 H4 H5 H6 HR I IMG INPUT LI OL P PRE S SMALL SPAN STRONG"
  + " SUB SUP TABLE TBODY TD TH THEAD TIME TR UL").split(" "));
const ATTRIBUTES = new Set(("align alt checked class colspan datetime dir disabled height href hreflang id lang rel rowspan scope src start"
  + " title type value width").split(" "));

// A copy of a part of a page for this document: links and pictures absolute, ids of its own.
const taken = (node, address, mark) => {
  const copy = document.importNode(node, true);
  for (const element of copy.querySelectorAll("*")) {
    if (!KEPT.has(element.tagName)) {
      element.remove();
      continue;
    }
    for (const { name } of [...element.attributes]) if (!ATTRIBUTES.has(name)) element.removeAttribute(name);
    if (element.tagName === "INPUT") Object.assign(element, { type: "checkbox", disabled: true });
    if (element.id) element.id = mark + element.id;
  }
  for (const link of copy.querySelectorAll("[href]")) {
    const given = link.getAttribute("href");
    const inside = given.startsWith("#") && copy.querySelector(`[id="${CSS.escape(mark + decodeURIComponent(given.slice(1)))}"]`);
    const { href, protocol } = new URL(given, address);
    if (inside) link.setAttribute("href", `#${encodeURIComponent(inside.id)}`);
    else if (/^(https?|mailto):$/.test(protocol)) link.setAttribute("href", href);
    else link.removeAttribute("href");
  }
  for (const image of copy.querySelectorAll("[src]")) {
    const { href, origin } = new URL(image.getAttribute("src"), address);
    if (origin === location.origin) image.setAttribute("src", href);
    else image.removeAttribute("src");
  }
  return copy;
};

const sectionsOf = (page) => [...page.querySelectorAll("main > .section")].map((section) => {
  const before = section.previousElementSibling;
  const heading = !section.id && before?.tagName === "H2" ? before : null;
  return { section, id: heading?.id || section.id, heading: heading?.textContent || "" };
});

// The number of a source, which the section names.
const numberOf = (source) => source.id.replace("_source-", "");

// What is at a place: a section, or a whole briefing in sections. `mark` begins the ids within it.
export const load = async (place, mark) => {
  const [id, wanted] = place.split("/");
  const { page, address } = await fetched(id);
  const main = page.querySelector("main");
  const all = sectionsOf(page);
  // An old id of a heading is an anchor within its section.
  const chosen = wanted === undefined ? all
    : all.filter((one) => one.id === wanted || one.section.querySelector(`:scope > [id="${CSS.escape(wanted)}"]`));
  if (!chosen.length) throw new Gone();
  const numbers = new Set(chosen.flatMap(({ section }) => {
    const named = [...section.querySelectorAll('.about a[href^="#_source-"]')].map((link) => link.getAttribute("href").slice(9));
    return named.length ? named : ["all"];
  }));
  const sources = [...page.querySelectorAll(".sources > li")].filter((one) => numbers.has("all") || numbers.has(numberOf(one)));
  const time = page.querySelector(".kicker time");
  const title = main.querySelector("h1").textContent;
  return {
    title,
    heading: (wanted !== undefined && chosen[0].heading) || title,
    whole: wanted === undefined,
    date: time?.dateTime || "",
    label: time?.textContent || "",
    language: main.lang || page.documentElement.lang,
    direction: main.dir || page.documentElement.dir || "ltr",
    address: wanted === undefined || chosen[0].id === "lead" ? address : `${address}#${encodeURIComponent(chosen[0].id)}`,
    notices: [...main.querySelectorAll(":scope > .notice")].map((node) => taken(node, address, mark)),
    sections: chosen.map(({ heading, section }) => ({ heading, text: taken(section.querySelector(".text"), address, mark) })),
    sources: sources.map((one) => make("li", { value: Number(numberOf(one)) }, ...taken(one, address, mark).childNodes)),
  };
};
