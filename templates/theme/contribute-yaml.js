// Values → a briefing's file. Written as the generator's `writing` and `yaml_text` do it: what any version of YAML takes
// for a number, a date, a truth value or nothing stands in quotes, and so does all that YAML reads as a mark. A test
// holds the two against each other.

const WIDTH = 120;
const TYPED = new Set(["day", "partial-day", "moment", "number", "flag"]);
const WORDS = new Set(["", "~", "null", "true", "false", "yes", "no", "on", "off", "y", "n", "<<", "="]);
const NUMBER = /^(?:[-+.]?[0-9][0-9a-fox_.,:eE+-]*(?:[Tt ][0-9:.]*.*)?|[-+]?\.(?:inf|nan))$/i;
const HIDDEN = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\ufeff\ufffe\uffff]/gu;

// A text as readers get it: on one line, single blanks, nothing that no editor shows.
export const oneLine = (text) => text.replace(HIDDEN, " ").replace(/\s+/g, " ").trim();

const isPlain = (text, flow, typed) => {
  if (!typed && (WORDS.has(text.toLowerCase()) || NUMBER.test(text))) return false;
  if (!text || /^[-?:,[\]{}#&*!|>'"%@`=<]/.test(text) || text.startsWith("...")) return false;
  if (text.includes(": ") || text.includes(" #") || text.endsWith(":")) return false;
  return !flow || (typed && !text.includes(",")) || !/[,[\]{}:?]/.test(text);
};

export const scalar = (given, flow = false, typed = false) => {
  const text = oneLine(String(given));
  if (isPlain(text, flow, typed)) return text;
  return /["\\]/.test(text) ? `'${text.replaceAll("'", "''")}'` : `"${text}"`;
};

const key = (name) => (isPlain(name, true, false) ? name : scalar(name));

// A value on one line, as it stands in brackets or, without `flow`, behind a key.
const onLine = (kind, value, flow) => {
  if (Array.isArray(value)) return `[${value.map((item) => onLine(kind.of, item, true)).join(", ")}]`;
  if (value !== null && typeof value === "object") {
    const parts = kind.fields.filter(({ name }) => value[name] !== undefined);
    return `{${parts.map((field) => `${key(field.name)}: ${onLine(field, value[field.name], true)}`).join(", ")}}`;
  }
  return scalar(value, flow, TYPED.has(kind.kind));
};

const entry = (kind, name, value, indent) => {
  const space = " ".repeat(indent);
  const start = `${space}${key(name)}:`;
  const short = `${start} ${onLine(kind, value, false)}`;
  if (kind.kind === "sections") {
    const inner = Object.entries(value).flatMap(([id, annotation]) =>
      (Object.keys(annotation).length ? [`${space}  ${key(id)}:`, ...record(kind.fields, annotation, indent + 4)]
        : [`${space}  ${key(id)}: {}`]));
    return [start, ...inner];
  }
  if (kind.kind === "list" && kind.of.kind === "record" && value.length) {
    return [start, ...value.flatMap((item) => {
      const [first, ...rest] = record(kind.of.fields, item, indent + 4);
      return [`${space}  - ${first.trimStart()}`, ...rest];
    })];
  }
  if (kind.kind === "list" && short.length > WIDTH) {
    return [start, ...value.map((item) => `${space}  - ${onLine(kind.of, item, false)}`)];
  }
  if (kind.kind === "record" && short.length > WIDTH) return [start, ...record(kind.fields, value, indent + 2)];
  return [short];
};

const record = (fields, values, indent) =>
  fields.filter(({ name }) => values[name] !== undefined).flatMap((field) => entry(field, field.name, values[field.name], indent));

// Text of several lines, as Markdown takes it: line feeds, nothing hidden, no white space at the ends of lines.
export const lines = (text) =>
  text.replace(/\r\n?|\u2028|\u2029/g, "\n").split("\n").map((line) => line.replace(/\t/g, "    ").replace(HIDDEN, "").trimEnd())
    .join("\n").replace(/^\n+|\n+$/g, "");

// The whole file. `sections` are {heading, id, text}, their words in Markdown; `lead` comes before them.
export const fileText = (fields, values, lead, sections) => {
  const parts = [lines(lead), ...sections.flatMap(({ heading, id, text }) => [`## ${heading} {#${id}}`, lines(text)])];
  return `---\n${record(fields, values, 0).join("\n")}\n---\n${parts.filter(Boolean).join("\n\n")}\n`;
};
