// What is wrong with a briefing that is being written: the rules of its JSON Schema, whether its terms exist, and those
// rules of `briefings check` that need more than one value. Problems are {path, keyword} or {path, text}, with `warning`
// where the check only warns.

import { problems as schemaProblems } from "./schema-check.js";
import { counted, word } from "./words.js";

const day = (date) => [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, "0")).join("-");

export const today = (ahead = 0) => {
  const date = new Date();
  date.setDate(date.getDate() + ahead);
  return day(date);
};

// Every value with its field and path.
function* walk(fields, values, path = []) {
  for (const field of fields) {
    const value = values?.[field.name];
    if (value !== undefined) yield* one(field, value, [...path, field.name]);
  }
}

function* one(field, value, path) {
  yield { field, value, path };
  if (field.kind === "list" && Array.isArray(value)) {
    for (const [at, item] of value.entries()) yield* one({ ...field.of, name: field.name, label: field.label }, item, [...path, at]);
  } else if (field.kind === "record") yield* walk(field.fields, value, path);
  else if (field.kind === "sections") for (const [id, annotation] of Object.entries(value)) yield* walk(field.fields, annotation, [...path, id]);
}

const withoutCode = (text) => text.replace(/^( {0,3})(`{3,}|~{3,})[^\n]*\n[\s\S]*?(?:^ {0,3}\2[`~]*[ \t]*$|$(?![\s\S]))/gm, "").replace(/(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, "");

// What a section's words may not have; the check says it more exactly.
export const wordProblems = (text) => {
  const bare = withoutCode(text || "");
  const found = [];
  if (/^ {0,3}##?(?:[ \t]|$)/m.test(bare)) found.push(word("no-heading"));
  if (/<(?:[a-z][a-z0-9-]*(?:\s[^<>]*)?\/?>|\/[a-z]|!--|!\[|\?|![a-z])/i.test(bare)) found.push(word("no-html"));
  return found;
};

const isHeadingId = (id) => /^[\p{L}\p{M}\p{Nd}\p{Nl}\p{Pc}-]+$/u.test(id) && !id.startsWith("_") && id !== "lead";

export const check = ({ front, words, lead, sections }, { form, schema, terms }) => {
  const found = schema ? schemaProblems(schema, front).filter(({ path }) => path[0] !== "sections" || path.length > 1) : [];
  const say = (path, text) => found.push({ path, text });
  const warn = (path, text) => found.push({ path, text, warning: true });

  for (const { field, value, path } of walk(form.fields, front)) {
    const known = terms?.[field.terms];
    if ((field.kind === "term" || field.kind === "who") && typeof value === "string" && known && !known.some(({ id }) => id === value)) {
      say(path, word("unknown-term", { name: value }));
    }
    if (field.kind === "number" && value > (front.sources || []).length) say(path, counted("no-source", (front.sources || []).length));
    if (field.kind === "url" && /^http:/i.test(value)) warn(path, word("insecure"));
    if (field.kind === "list" && path[0] === "sections" && form.limits[field.name] < value.length) {
      warn(path, counted("over-tagged", form.limits[field.name]));
    }
  }
  if (front.date > today(form.limits["days-ahead"]) && !front.embargo) say(["date"], word("in-the-future"));
  if ((front.summary || "").length > form.limits.summary) warn(["summary"], counted("too-long", front.summary.length - form.limits.summary));
  if (!words) say(["_words"], word("needed"));
  else if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(words)) say(["_words"], word("bad-words"));
  wordProblems(lead).forEach((text) => say(["_lead"], text));

  const seen = new Set();
  sections.forEach(({ heading, id, text }, at) => {
    if (!heading) found.push({ path: ["_sections", at, "heading"], keyword: "required" });
    if (heading && !isHeadingId(id)) say(["_sections", at, "id"], word("bad-id"));
    else if (seen.has(id)) say(["_sections", at, "id"], word("same-id"));
    seen.add(id);
    wordProblems(text).forEach((wrong) => say(["_sections", at, "text"], wrong));
  });
  if (!lead && !sections.some(({ heading, text }) => heading || text)) say(["_lead"], word("no-words"));

  // What is wrong in a section's annotation belongs to the section.
  return found.map((problem) => {
    const [first, id, ...rest] = problem.path;
    return first === "sections" ? { ...problem, path: ["_sections", sections.findIndex((one) => one.id === id), ...rest] } : problem;
  });
};
