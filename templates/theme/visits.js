// "New since your last visit" on the pages of terms: what was not on the page then and has been published since, or has
// come in between what was there. Which entries were there is remembered for each page, in the browser alone.

import { dir, lang, make } from "./dom.js";
import { read, works, write } from "./storage.js";
import { counted, word } from "./words.js";

const SAME_VISIT = 30 * 60 * 1000; // milliseconds: coming back sooner goes on with a visit, and its marks stay
const PAGES = 300; // remembered at most

const day = (time) => {
  const date = new Date(time);
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
};

// A short name for a place in so few letters that thousands fit: FNV-1a with 32 bits.
const short = (text) => {
  let hash = 0x811c9dc5;
  for (const letter of text) hash = Math.imul(hash ^ letter.codePointAt(0), 0x01000193);
  return (hash >>> 0).toString(36);
};

const label = (time, now) => {
  const same = day(time) === day(now) ? { hour: "numeric", minute: "2-digit" } : { day: "numeric", month: "long" };
  const year = day(time).slice(0, 4) === day(now).slice(0, 4) ? {} : { year: "numeric" };
  return new Intl.DateTimeFormat(lang, { calendar: "gregory", ...same, ...year }).format(time);
};

// The names of an entry and, where it has been corrected or added to, of its state since then.
const names = (entry) => {
  const { href } = entry.querySelector("h2 a, h3 a");
  return [href, entry.dataset.changed && `${href} ${entry.dataset.changed}`].filter(Boolean).map(short);
};

// What is new among entries, newest event first: [entry, "new" or "changed"].
const findNew = (entries, { at, seen }) => {
  const found = [];
  let below = false; // whether something that was there stands further down
  for (const entry of [...entries].reverse()) {
    const [name, state = name] = names(entry);
    const known = seen.includes(name);
    if (!known && (below || entry.dataset.published >= day(at))) found.unshift([entry, "new"]);
    else if (known && !seen.includes(state)) found.unshift([entry, "changed"]);
    below ||= known;
  }
  return found;
};

const mark = (entry, what) => {
  const heading = entry.querySelector("h2, h3");
  heading.prepend(make("strong", { className: "new", lang, dir }, word(what)), " ");
};

const tell = (found, at, now) => {
  const date = label(at, now);
  const changed = found.some(([, what]) => what === "changed");
  const text = found.length ? counted(changed ? "news-changed" : "news", found.length, { date }) : word("no-news", { date });
  const note = make("p", { className: "news", lang, dir }, text);
  if (found.length) {
    const [[first]] = found;
    first.id ||= "_new";
    note.append(" ", make("a", { href: `#${first.id}` }, word("to-first")));
  }
  document.querySelector("h1").after(note);
};

const entries = [...document.querySelectorAll(".entry[data-published]")];
const remembered = Object.entries((works && read("visits")) || {}).filter(([, visit]) => Array.isArray(visit));
const visits = Object.fromEntries(remembered);
const page = location.pathname;
const now = Date.now();

// [when it was last open, when the visit before that was, what was there then, what was there last]
const [last, before, then, newest] = visits[page] || [];
const since = now - last < SAME_VISIT ? { at: before, seen: then } : { at: last, seen: newest };
if (entries.length && since.at && Array.isArray(since.seen)) {
  const found = findNew(entries, since);
  found.forEach(([entry, what]) => mark(entry, what));
  tell(found, since.at, now);
}
if (works && entries.length) {
  visits[page] = [now, since.at || 0, since.seen || [], entries.flatMap(names)];
  const newestFirst = Object.entries(visits).sort(([, a], [, b]) => b[0] - a[0]);
  for (let most = PAGES; most >= 1 && !write("visits", Object.fromEntries(newestFirst.slice(0, most))); most >>= 1);
}
