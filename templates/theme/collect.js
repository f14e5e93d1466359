// "Add to kit" beside sections wherever they are listed, "Copy link" beside each section of a briefing, and the way to
// the kit in the menu. Without storage there is no kit, and no control for it.

import { announce, button, copy, make } from "./dom.js";
import { keep, kit, MOST, placeOf } from "./kit-list.js";
import { works } from "./storage.js";
import { counted, word } from "./words.js";

const shown = []; // what shows the state of the kit
export const refresh = () => shown.forEach((show) => show(kit()));

const show = (how) => { shown.push(how); how(kit()); };

// What a control is for, for those who do not see where it stands.
const of = (name) => make("span", { className: "hidden", dir: "auto" }, `: ${name}`);

const toggle = (place, name, whole = "") => {
  const label = make("span");
  show((now) => { label.textContent = word(`kit-${now.includes(place) ? "remove" : "add"}${whole}`); });
  return button([label, of(name)], () => {
    const now = kit();
    const there = now.includes(place);
    const next = there ? now.filter((other) => other !== place) : [...now, place];
    if (next.length > MOST) announce(counted("kit-full", MOST));
    else if (!keep(next)) announce(word("not-kept"));
    else announce(counted(there ? "kit-removed" : "kit-added", next.length));
    refresh();
  });
};

const tools = (...controls) => make("p", { className: "tools" }, ...controls);

const copyLink = (fragment, name) => {
  const address = location.href.split(/[?#]/)[0] + fragment;
  const control = button([word("copy-link"), of(name)], () => copy(address, word("link-copied"), control));
  return control;
};

// Gives an entry of a list its control.
export const collectable = (entry, whole) => {
  const link = entry.querySelector("h2 a, h3 a");
  const place = works && link && placeOf(link.href, whole);
  if (place) link.closest("div").querySelector(".meta").append(" ", toggle(place, link.textContent));
  return entry;
};

if (works) {
  const link = make("a", { href: new URL("kit/", import.meta.url) });
  document.querySelector(".menu nav")?.append(link);
  show((now) => {
    link.hidden = !now.length;
    link.textContent = counted("kit", now.length);
  });
  addEventListener("storage", refresh);
}

for (const entry of document.querySelectorAll(".entries > .entry")) collectable(entry, entry.matches(".lines > *"));

const briefing = document.body.matches(".briefing") && placeOf(location.href, true);
if (briefing) {
  const title = document.querySelector("h1");
  const head = tools(copyLink("", title.textContent));
  if (works) head.append(toggle(briefing, title.textContent, "-all"));
  document.querySelector("main > .facts").after(head);
  for (const section of document.querySelectorAll("main > .section")) {
    const heading = section.id ? title : section.previousElementSibling;
    const id = section.id || heading.id;
    const row = tools(copyLink(`#${encodeURIComponent(id)}`, heading.textContent));
    if (works) row.append(toggle(`${briefing}/${id}`, heading.textContent));
    section.before(row);
  }
}
