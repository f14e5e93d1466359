// The contribution form: fields made from the schema, a check while one writes, and a file at the end. Nothing is sent
// anywhere; a draft is kept in the reader's own browser until the file has been taken.

import { check, today } from "./contribute-check.js";
import { fieldsOf, firstControl, build, repeated, text } from "./contribute-fields.js";
import { kindOf, newFile, repository } from "./contribute-host.js";
import { vocabulary } from "./contribute-terms.js";
import { fileText, oneLine } from "./contribute-yaml.js";
import { announce, button, copy, make } from "./dom.js";
import { plain } from "./kit-markdown.js";
import { read, works, write } from "./storage.js";
import { counted, word } from "./words.js";

const json = (id) => JSON.parse(document.getElementById(id).textContent);
const form = json("_form");
const where = repository(json("_repository"));
const host = kindOf(where);
const area = document.getElementById("_contribute");

// --- words for addresses

// GitHub's slug of a heading; of a title only what can be typed everywhere, at most 60 letters, cut at a word.
const slug = (heading) => heading.toLowerCase().replace(/[^\p{L}\p{M}\p{Nd}\p{Nl}\p{Pc} -]/gu, "").trim().replace(/ /g, "-").replace(/^_+/, "");
const addressWords = (title) => {
  const words = title.normalize("NFKD").replace(/[\p{M}'’]/gu, "").toLowerCase().match(/[a-z0-9]+/g) || [];
  let found = "";
  for (const one of words) {
    const longer = found ? `${found}-${one}` : one;
    if (longer.length > 60) break;
    found = longer;
  }
  return found;
};

// A field whose value follows another's until somebody writes in it.
const following = (field, source, derive) => {
  const part = build(field);
  let own = false;
  part.input.addEventListener("input", () => { own = part.input.value !== ""; });
  source.addEventListener("input", () => { if (!own) part.set(derive(oneLine(source.value))); });
  const { set } = part;
  part.set = (value) => {
    set(value);
    own = Boolean(value) && value !== derive(oneLine(source.value));
  };
  return part;
};

// --- the form

const named = new Map(form.fields.map((field) => [field.name, field]));
const sectionFields = form.fields.find(({ kind }) => kind === "sections").fields;
const parts = new Map();
const inherited = (name) => {
  const value = parts.get(name)?.get();
  return Array.isArray(value) && value.length > 0;
};

for (const field of form.fields) if (field.kind !== "sections") parts.set(field.name, build(field));
const words = following({ name: "_words", label: word("words"), hint: word("words-hint"), kind: "text", required: true },
  parts.get("title").input, addressWords);
const lead = text(word("lead"), word("lead-hint"), 5);

const section = () => {
  const heading = build({ name: "heading", label: word("heading"), hint: word("heading-hint"), kind: "text", required: true });
  const id = following({ name: "id", label: word("section-id"), hint: word("section-id-hint"), kind: "text" }, heading.input, slug);
  const body = text(word("section-text"), word("section-text-hint"), 6);
  const about = fieldsOf(sectionFields, { inherited, actors: form.actors });
  const at = (problems, name) =>
    problems.filter(({ path }) => path[0] === name).map((problem) => ({ ...problem, path: problem.path.slice(1) }));
  return {
    nodes: [heading.node, id.node, body.node,
      make("details", { className: "annotation", open: true }, make("summary", {}, word("annotation")), ...about.nodes)],
    get: () => ({ heading: heading.get() || "", id: id.get() || "", text: body.get() || "", about: about.get() || {} }),
    set: (value) => {
      heading.set(value.heading);
      id.set(value.id);
      body.set(value.text);
      about.set(value.about);
    },
    report: (problems, all) => [...heading.report(at(problems, "heading"), all), ...id.report(at(problems, "id"), all),
      ...body.report(at(problems, "text"), all), ...about.report(problems, all)],
  };
};
const sectionsHolder = make("div", {});
const sections = repeated(sectionsHolder, word("section"), word("add-section"), section);

const state = () => {
  const front = Object.fromEntries([...parts].map(([name, part]) => [name, part.get()]).filter(([, value]) => value !== undefined));
  return { front, words: words.get() || "", lead: lead.get() || "", sections: sections.get() };
};

// What goes into the file: what it has by itself, and the annotations of the sections under their ids.
const whole = (given) => {
  const annotated = given.sections.filter(({ about }) => Object.keys(about).length);
  const front = { ...given.front };
  if (front.date) front.published ??= today() < front.date ? front.date : today();
  if (annotated.length) front.sections = Object.fromEntries(annotated.map(({ id, about }) => [id, about]));
  return { ...given, front };
};

const fileOf = ({ front, lead: before, sections: list }) =>
  fileText(form.fields, front, before, list.map(({ heading, id, text: body }) => ({ heading: plain(heading), id, text: body })));

const idOf = (given) => (given.front.date && given.words ? `${given.front.date}-${given.words}` : "");

// --- checking

const rules = { form, schema: null, terms: null };
const gather = () => Promise.allSettled([
  rules.schema ?? fetch(new URL("data/briefing.schema.json", import.meta.url)).then((answer) => answer.json())
    .then((schema) => { rules.schema = schema; }),
  rules.terms ?? vocabulary().then((terms) => { rules.terms = terms; }),
]);

let taken = ""; // an id that the site has already
const asked = new Map();
const lookUp = (id) => {
  if (!asked.has(id)) asked.set(id, fetch(new URL(`briefings/${id}/`, import.meta.url), { method: "HEAD" }).then(({ ok }) => ok, () => false));
  return asked.get(id);
};

const strip = (problems, name) =>
  problems.filter(({ path }) => path[0] === name).map((problem) => ({ ...problem, path: problem.path.slice(1) }));

// Shows what is wrong beside the fields; gives back the errors.
let tried = false; // somebody has asked for the file: from then on everything that is wrong is shown
const review = () => {
  const all = tried;
  const given = whole(state());
  const problems = check(given, rules);
  if (taken && taken === idOf(given)) problems.push({ path: ["_words"], text: word("taken", { id: taken }) });
  const shown = [];
  for (const [name, part] of parts) shown.push(...part.report(strip(problems, name), all));
  shown.push(...words.report(strip(problems, "_words"), all), ...lead.report(strip(problems, "_lead"), all),
    ...sections.report(strip(problems, "_sections"), all));
  preview(given);
  return { given, shown };
};

const summary = make("div", { className: "errors", tabIndex: -1, hidden: true });

// The file, if nothing is wrong with it; else what is wrong is listed and gets the focus.
const wanted = async () => {
  await gather();
  const id = idOf(state());
  if (id && /^[a-z0-9-]+$/.test(id) && await lookUp(id)) taken = id;
  tried = true;
  const { given, shown } = review();
  summary.hidden = !shown.length;
  if (!shown.length) return { id: idOf(given), text: fileOf(given) };
  const items = shown.map(({ label, text: wrong, target }) => make("li", {}, button(word("problem", { label, problem: wrong }), () => {
    for (let node = target.closest("details"); node; node = node.parentNode.closest("details")) node.open = true;
    (target.matches("fieldset") ? firstControl(target) : target).focus();
  })));
  summary.replaceChildren(make("p", {}, counted("to-mend", shown.length)), make("ul", {}, ...items));
  summary.focus();
  return null;
};

// --- taking the file away

const pathOf = (id) => [where.folder, "briefings", id.slice(0, 4), `${id}.md`].filter(Boolean).join("/");

const download = async () => {
  const file = await wanted();
  if (!file) return;
  const link = make("a", { href: URL.createObjectURL(new Blob([file.text], { type: "text/markdown" })), download: `${file.id}.md` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  announce(word("downloaded-as", { path: pathOf(file.id) }));
};

const copyFile = async ({ currentTarget }) => {
  const file = await wanted();
  if (file) copy(file.text, word("copied-as", { path: pathOf(file.id) }), currentTarget);
};

const propose = async ({ currentTarget }) => {
  const file = await wanted();
  if (!file) return;
  const { address, whole: complete } = newFile(where, host, file.id, file.text);
  const link = make("a", { href: address, target: "_blank", rel: "noopener" }, word("open-host", { host: host.name }));
  ready.replaceChildren(make("p", {}, complete ? word("with-text", { host: host.name }) : word("without-text", { host: host.name })), make("p", {}, link));
  if (!complete) await copy(file.text, word("copied-as", { path: pathOf(file.id) }), currentTarget);
  ready.hidden = false;
  link.focus();
};

const ready = make("div", { className: "notice", hidden: true });
const shownFile = make("textarea", { rows: 16, readOnly: true, spellcheck: false, ariaLabel: word("file-so-far") });
const shownPath = make("p", { className: "meta" });
const preview = (given) => {
  const id = idOf(given);
  shownPath.textContent = id ? word("file-path", { path: pathOf(id) }) : "";
  shownFile.value = fileOf(given);
};

// --- drafts

const note = make("p", { className: "meta", role: "status" });
let waiting = 0; // the timer of what is done when somebody stops typing
let thrownAway = false;
const save = () => {
  waiting = 0;
  if (works && !thrownAway && !write("draft", { at: Date.now(), ...state() })) announce(word("not-kept"));
};
const anew = () => {
  if (!confirm(word("anew-sure"))) return;
  thrownAway = true;
  write("draft");
  location.reload();
};
const restore = () => {
  const draft = read("draft");
  if (!draft || typeof draft.front !== "object" || !Array.isArray(draft.sections)) return;
  for (const [name, part] of parts) part.set(draft.front[name]);
  words.set(draft.words);
  lead.set(draft.lead);
  sections.set(draft.sections);
  note.textContent = word("restored");
};

// --- putting it together

const first = form.first.map((name) => named.get(name)).filter((field) => field && field.kind !== "sections");
const rest = form.fields.filter((field) => !first.includes(field) && field.kind !== "sections");
const nodeOf = ({ name }) => parts.get(name).node;
const afterDate = first.findIndex(({ name }) => name === "date") + 1;

const shape = make("form", { noValidate: true, className: "contribution" },
  ...first.slice(0, afterDate).map(nodeOf), words.node, ...first.slice(afterDate).map(nodeOf),
  lead.node, make("h2", {}, word("sections")), make("p", { className: "hint" }, word("sections-hint")), sectionsHolder,
  make("details", { className: "more" }, make("summary", {}, word("more-fields")), ...rest.map(nodeOf)),
  make("h2", {}, word("your-file")), summary,
  make("p", { className: "tools" }, button(word("download-file"), download), button(word("copy-file"), copyFile),
    ...host ? [button(word("propose", { host: host.name }), propose)] : []),
  ready,
  make("details", {}, make("summary", {}, word("file-so-far")), shownPath, shownFile),
  make("p", { className: "tools" }, button(word("anew"), anew)), note);
if (where.host && !host) shape.append(make("p", {}, make("a", { href: where.base }, word("repository", { address: where.base }))));
shape.addEventListener("submit", (event) => event.preventDefault());

const later = () => {
  clearTimeout(waiting);
  ready.hidden = true;
  waiting = setTimeout(() => { review(); save(); }, 400);
};
shape.addEventListener("input", later);
shape.addEventListener("change", later);
shape.addEventListener("focusin", gather, { once: true });
shape.addEventListener("focusout", () => setTimeout(() => review(), 0));
addEventListener("pagehide", () => { if (waiting) save(); });

try {
  restore();
} catch {
  write("draft"); // of another version, or damaged
}
area.append(shape);
preview(whole(state()));
