// The kit's page: what was collected, whole, in the reader's own order; or a kit that somebody else shared, which is in
// the fragment of the address and so is never sent to a server.

import { refresh } from "./collect.js";
import { announce, button, copy, dir, lang, make } from "./dom.js";
import { keep, kit, places } from "./kit-list.js";
import { Gone, load } from "./kit-load.js";
import { PREFIX, works } from "./storage.js";
import { counted, word } from "./words.js";

const area = document.getElementById("_kit");

const toFragment = (list) => `#${list.map(encodeURI).join(",")}`;
const fromFragment = () => {
  try {
    return places(decodeURIComponent(location.hash.slice(1)).split(","));
  } catch {
    return [];
  }
};

let shared = fromFragment();
const isShared = () => shared.length > 0;
const listed = () => (isShared() ? shared : kit());

// --- the sections

const parts = new Map(); // place → {state: "loading" | "there" | "gone" | "failed", part, article}
const known = new Map(); // place → number, for ids that stay the same while the order changes

const ours = (name, properties, ...children) => make(name, { lang, dir, ...properties }, ...children);

const articleOf = (part) => {
  const permalink = make("a", { href: part.address }, part.address);
  const meta = make("p", { className: "meta" });
  if (part.heading !== part.title) meta.append(make("cite", {}, part.title), " · ");
  meta.append(ours("time", { dateTime: part.date }, part.label), " · ", permalink);
  const article = make("article", { lang: part.language, dir: part.direction }, make("h2", {}, part.heading), meta, ...part.notices);
  for (const { heading, text } of part.sections) {
    if (part.whole && heading) article.append(make("h3", {}, heading));
    article.append(text);
  }
  const sources = make("ol", { className: "sources" }, ...part.sources);
  article.append(make("div", { className: "kit-sources" }, ours("h3", {}, counted("sources", part.sources.length)), sources));
  return article;
};

const entryOf = (place) => {
  if (!parts.has(place)) {
    if (!known.has(place)) known.set(place, known.size + 1);
    const entry = { state: "loading", part: null, article: ours("article", {}, make("p", { className: "meta" }, word("loading", { place }))) };
    parts.set(place, entry);
    load(place, `_k${known.get(place)}-`).then((part) => {
      Object.assign(entry, { state: "there", part, article: articleOf(part) });
    }, (error) => {
      entry.state = error instanceof Gone ? "gone" : "failed";
      entry.article = ours("article", {}, make("p", { className: "notice" }, word(`part-${entry.state}`, { place })));
      if (entry.state === "failed") entry.article.append(button(word("try-again"), () => { parts.delete(place); draw(); }));
    }).then(draw);
  }
  return parts.get(place);
};

const nameOf = (place) => entryOf(place).part?.heading || place;
const whole = () => listed().map(entryOf).filter(({ state }) => state === "there");

// --- what can be done with all

const title = () => counted("kit-title", listed().length);

// Everything is waited for, so that nothing is left out unseen.
const ready = () => {
  const states = listed().map((place) => entryOf(place).state);
  if (states.includes("loading")) announce(word("still-loading"));
  else if (!states.includes("there")) announce(word("nothing-there"));
  else return true;
  return false;
};

const asMarkdown = async () => {
  const { blocks, markdownLink, plain } = await import("./kit-markdown.js");
  const texts = whole().map(({ part, article }) => {
    const body = [...article.children].filter((child) => !child.matches("h2, .meta"));
    const under = [`*${plain(part.title)}*`, plain(part.label), markdownLink(part.address, part.address)].join(", ");
    return [`## ${plain(part.heading)}`, under, ...blocks(make("div", {}, ...body.map((child) => child.cloneNode(true))))];
  });
  return [`# ${plain(title())}`, ...texts.flat()].join("\n\n") + "\n";
};

const copyMarkdown = async ({ currentTarget }) => {
  if (ready()) copy(await asMarkdown(), word("markdown-copied"), currentTarget);
};

const download = async () => {
  if (!ready()) return;
  const { htmlFile } = await import("./kit-file.js");
  const text = await htmlFile(title(), whole().map(({ article }) => article));
  const link = make("a", { href: URL.createObjectURL(new Blob([text], { type: "text/html" })), download: "briefing-kit.html" });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  announce(word("downloaded"));
};

const print = () => { if (ready()) window.print(); };
const share = ({ currentTarget }) =>
  copy(location.href.split(/[?#]/)[0] + toFragment(listed()), word("kit-link-copied"), currentTarget);

const change = (list, said) => {
  if (!keep(list)) announce(word("not-kept"));
  else if (said) announce(said);
  refresh();
  draw();
};

const empty = () => {
  if (!confirm(word("empty-sure"))) return;
  change([], word("emptied"));
  focusStart();
};

const forget = () => {
  if (!confirm(word("forget-sure"))) return;
  Object.keys(localStorage).filter((name) => name.startsWith(PREFIX)).forEach((name) => localStorage.removeItem(name));
  refresh();
  draw();
  announce(word("forgotten"));
  focusStart();
};

const addShared = () => {
  const before = kit();
  const next = places([...before, ...shared]);
  if (!keep(next)) return announce(word("not-kept"));
  refresh();
  leaveShared();
  return announce(counted("kit-added", next.length));
};

const leaveShared = () => {
  history.pushState(null, "", location.pathname);
  shared = [];
  draw();
  focusStart();
};

const focusStart = () => area.querySelector("p")?.focus();

// --- the order

const move = (place, by) => {
  const list = kit();
  const at = list.indexOf(place);
  const to = at + by;
  if (at < 0 || to < 0 || to >= list.length) return;
  list.splice(at, 1);
  list.splice(to, 0, place);
  change(list, word("moved", { name: nameOf(place), place: to + 1, total: list.length }));
  const row = order.children[to];
  (row.querySelector(`[data-by="${by}"]:enabled`) || row.querySelector("button:enabled")).focus();
};

const remove = (place) => {
  const list = kit();
  const at = list.indexOf(place);
  change(list.filter((other) => other !== place), word("removed", { name: nameOf(place) }));
  (order.children[Math.min(at, order.children.length - 1)]?.querySelector(".remove") || area.querySelector("p")).focus();
};

const rowOf = (place, at, { length }) => {
  const { part } = entryOf(place);
  const name = nameOf(place);
  const text = make("span", { dir: "auto", lang: part?.language || lang }, name);
  const row = make("li", {}, text);
  if (part && part.heading !== part.title) text.append(" ", make("small", {}, `${part.title}, ${part.label}`));
  else if (part) text.append(" ", make("small", {}, part.label));
  if (isShared()) return row;
  const hint = () => make("span", { className: "hidden" }, `: ${name}`);
  const mover = (by, key, off) => {
    const node = button([word(key), hint()], () => move(place, by), { disabled: off });
    node.dataset.by = by;
    return node;
  };
  row.append(make("span", { className: "tools" }, mover(-1, "move-up", at === 0), mover(1, "move-down", at === length - 1),
    button([word("remove"), hint()], () => remove(place), { className: "remove" })));
  return row;
};

// --- drawing: the controls stay, so that the focus does

const intro = make("p", { tabIndex: -1 });
const order = make("ol", { className: "order" });
const texts = make("div", { className: "parts" });
const onShared = make("p", { className: "tools" }, button(word("add-shared"), addShared), button(word("own-kit"), leaveShared));
const onAny = make("p", { className: "tools" }, button(word("print"), print), button(word("copy-markdown"), copyMarkdown),
  button(word("download"), download), button(word("copy-kit-link"), share));
const onOwn = make("p", { className: "tools" }, button(word("empty"), empty));
const onAll = make("p", { className: "tools forget" }, button(word("forget"), forget));
area.append(intro, onShared, onAny, order, onOwn, texts, make("p", { className: "meta" }, word("where-kept")), onAll);

function draw() {
  const list = listed();
  intro.textContent = isShared() ? counted("shared-kit", list.length)
    : !works ? word("no-storage") : list.length ? counted("own-kit-size", list.length) : word("empty-kit");
  onShared.hidden = !isShared();
  onShared.firstChild.hidden = onAll.hidden = !works;
  onAny.hidden = order.hidden = !list.length;
  onOwn.hidden = isShared() || !list.length;
  const focused = document.activeElement.closest?.(".order li");
  const at = focused ? [...order.children].indexOf(focused) : -1;
  const which = focused ? [...focused.querySelectorAll("button")].indexOf(document.activeElement) : -1;
  order.replaceChildren(...list.map(rowOf));
  if (which >= 0) order.children[at]?.querySelectorAll("button")[which]?.focus();
  texts.replaceChildren(...list.map((place) => entryOf(place).article));
}

addEventListener("hashchange", () => {
  const next = fromFragment();
  if (!next.length && location.hash) return; // a place on this page
  shared = next;
  draw();
});
addEventListener("popstate", () => { shared = fromFragment(); draw(); });
addEventListener("storage", draw);
draw();
