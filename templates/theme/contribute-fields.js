// The fields of the contribution form, by the kind of their values (see the generator's `form_fields`). Every field has
// a node, `get` and `set` for its value (`undefined` for none), and `report`, which shows the problems that are its own
// and gives back what it has shown. Nothing here knows a key by name.

import { combobox } from "./contribute-combobox.js";
import { vocabulary } from "./contribute-terms.js";
import { lines, oneLine } from "./contribute-yaml.js";
import { announce, button, lang, make } from "./dom.js";
import { counted, word } from "./words.js";

let numbers = 0;
const newId = () => `_f${++numbers}`;

// Names and hints of keys are the schema's, in its language; what the form says of itself is in the site's.
const inItsLanguage = (field, text) => (!field.lang || field.lang === lang ? text : make("span", { lang: field.lang, dir: "ltr" }, text));
const hintOf = (field) => [
  inItsLanguage(field, field.hint),
  ...(field.example ? [" ", word("example", { example: field.example })] : []),
  ...(field.more ? [" ", field.more] : []),
];

// What is wrong, in words; a problem from the schema has only its keyword.
const textOf = (problem, field) => {
  if (problem.text) return problem.text;
  if (problem.keyword === "required" || problem.keyword === "minItems") return word("needed");
  if (problem.keyword === "oneOf") return word("one-actor");
  return word(`bad-${(field.of || field).kind}`);
};

// --- what all fields share: a label or legend, a hint, a place for what is wrong

const frame = (field) => {
  const id = newId();
  const error = make("p", { id: `${id}-error`, className: "error", hidden: true });
  const hint = make("p", { id: `${id}-hint`, className: "hint" }, ...hintOf(field));
  const name = [inItsLanguage(field, field.label)];
  if (field.required || field.least) name.push(" ", make("span", { className: "need" }, word("need")));
  let touched = false;
  const touch = () => { touched = true; };
  // `target` is what gets the focus when somebody goes to the problem.
  const report = (problems, all, target) => {
    const own = problems.filter(({ path }) => !path.length);
    const errors = own.filter(({ warning }) => !warning);
    const shown = touched || all ? own : [];
    error.hidden = !shown.length;
    error.replaceChildren(...shown.map((problem, at) => make("span", { className: problem.warning ? "warning" : "" },
      `${at ? " " : ""}${textOf(problem, field)}`)));
    target.ariaInvalid = String((touched || all) && errors.length > 0);
    return errors.map((problem) => ({ label: field.label, text: textOf(problem, field), target }));
  };
  return { id, name, hint, error, touch, report };
};

const described = (control, { id }) => control.setAttribute("aria-describedby", `${id}-hint ${id}-error`);

const labelled = (field, control, ...more) => {
  const parts = frame(field);
  control.id = parts.id;
  described(control, parts);
  if (field.required) control.ariaRequired = "true";
  const node = make("div", { className: "field" }, make("label", { htmlFor: parts.id }, ...parts.name), parts.hint, control, ...more, parts.error);
  node.addEventListener("focusout", parts.touch);
  return { node, report: (problems, all) => parts.report(problems, all, control) };
};

const group = (field, ...children) => {
  const parts = frame(field);
  const node = make("fieldset", { className: field.kind }, make("legend", {}, ...parts.name), parts.hint, ...children, parts.error);
  described(node, parts);
  node.addEventListener("change", parts.touch);
  return { node, report: parts.report };
};

// --- plain values

const control = (field) => {
  if (field.long) return make("textarea", { rows: 3 });
  const types = { day: "date", url: "url" };
  return make("input", { type: types[field.kind] || "text", inputMode: field.kind === "number" ? "numeric" : "", autocomplete: "off" });
};

const plain = (field) => {
  const input = control(field);
  return {
    ...labelled(field, input),
    get: () => {
      const text = oneLine(input.value);
      if (!text) return input.validity.badInput ? "?" : undefined;
      return field.kind === "number" && /^\d+$/.test(text) ? Number(text) : text;
    },
    set: (value) => { input.value = value ?? ""; },
    input,
  };
};

const choice = (field) => {
  const options = field.options.map(([value, meaning]) =>
    make("option", { value }, meaning === value ? value : word("option", { value, meaning })));
  const select = make("select", {}, make("option", { value: "" }, word("choose")), ...options);
  return { ...labelled(field, select), get: () => select.value || undefined, set: (value) => { select.value = value ?? ""; } };
};

const flag = (field) => {
  const box = make("input", { type: "checkbox" });
  return { ...labelled(field, box), get: () => box.checked || undefined, set: (value) => { box.checked = value === true; } };
};

// What is wrong with the items of a list that has one field: each thing once, as a problem of the list.
const together = (problems, field) => {
  const texts = new Set();
  return problems.map((problem) => ({ ...problem, path: [], text: textOf(problem, field) }))
    .filter(({ text }) => !texts.has(text) && texts.add(text));
};

// A list of words or numbers: one on each line, or parted by commas.
const several = (field) => {
  const numeric = field.of.kind === "number";
  const input = numeric ? make("input", { type: "text", autocomplete: "off" }) : make("textarea", { rows: 2 });
  const shown = labelled({ ...field, more: word(numeric ? "parted-by-commas" : "one-per-line") }, input);
  return {
    node: shown.node,
    report: (problems, all) => shown.report(together(problems, field), all),
    get: () => {
      const items = input.value.split(numeric ? /[\s,;،؛]+/ : /\n/).map(oneLine).filter(Boolean);
      return items.length ? items.map((item) => (numeric && /^\d+$/.test(item) ? Number(item) : item)) : undefined;
    },
    set: (value) => { input.value = (value || []).join(numeric ? ", " : "\n"); },
  };
};

// --- terms

const nameOf = async (kind, id) => {
  try {
    return (await vocabulary())[kind].find((term) => term.id === id)?.name || id;
  } catch {
    return id;
  }
};

const status = () => make("span", { className: "hidden", role: "status" });

const one = (field) => {
  const input = make("input", { type: "text" });
  const said = status();
  let chosen; // an id
  const pick = ({ id, name }) => {
    chosen = id;
    input.value = name;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const list = combobox(field.terms, input, said, { pick, typed: () => { chosen = undefined; } });
  return {
    ...labelled(field, input, list, said),
    get: () => chosen || oneLine(input.value) || undefined,
    set: async (id) => {
      chosen = id;
      input.value = id ?? "";
      const name = id ? await nameOf(field.terms, id) : "";
      if (chosen === id) input.value = name;
    },
    input,
  };
};

// Somebody: a person of the vocabulary, or a name and a role.
const stranger = (field, act) => {
  const parts = field.fields.map((part) => build(part));
  const more = make("details", { className: "stranger" }, make("summary", {}, word("no-page")), ...parts.map(({ node }) => node), ...act ? [act] : []);
  const get = () => {
    const values = parts.map((part, at) => [field.fields[at].name, part.get()]).filter(([, value]) => value !== undefined);
    return values.length ? Object.fromEntries(values) : undefined;
  };
  const set = (value) => {
    parts.forEach((part, at) => part.set(value?.[field.fields[at].name]));
    more.open = Boolean(value);
  };
  const report = (problems, all) => parts.flatMap((part, at) => part.report(within(problems, field.fields[at].name), all));
  return { more, get, set, report };
};

const who = (field) => {
  const person = one({ ...field, kind: "term" });
  const other = stranger(field);
  person.node.append(other.more);
  return {
    node: person.node,
    get: () => other.get() || person.get(),
    set: (value) => {
      other.set(typeof value === "object" ? value : undefined);
      person.set(typeof value === "object" ? undefined : value);
    },
    report: (problems, all) => [...person.report(problems, all), ...other.report(problems, all)],
  };
};

// Several terms, in an order; the way in is one combobox. `inherited` tells whether there is something that an empty
// list would replace with nothing.
const chosenTerms = (field, { inherited }) => {
  const { of } = field;
  const input = make("input", { type: "text" });
  const said = status();
  const order = make("ol", { className: "chosen" });
  let items = []; // ids, or {name, role}
  const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
  const none = make("input", { type: "checkbox", id: newId() });
  const offer = make("p", { hidden: true }, none, " ", make("label", { htmlFor: none.id }, word("none", { label: field.label })));

  const changed = () => input.dispatchEvent(new Event("change", { bubbles: true }));
  const draw = async (focus) => {
    const names = await Promise.all(items.map((item) => (typeof item === "object" ? Object.values(item).join(", ") : nameOf(of.terms, item))));
    order.replaceChildren(...names.map((name, at) => {
      const hint = () => make("span", { className: "hidden" }, `: ${name}`);
      const row = make("li", {}, make("span", { dir: "auto" }, name), " ");
      if (at) row.append(button([word("move-up"), hint()], () => { items.splice(at - 1, 0, ...items.splice(at, 1)); draw(at - 1); changed(); }), " ");
      row.append(button([word("remove"), hint()], () => { items.splice(at, 1); draw(Math.min(at, items.length - 1)); changed(); }));
      return row;
    }));
    if (focus !== undefined) (order.children[focus]?.querySelector("button") || input).focus();
  };
  const add = (item, name) => {
    if (items.some((other) => same(other, item))) announce(word("there-already", { name }));
    else {
      items.push(item);
      announce(word("chosen", { name }));
    }
    input.value = "";
    draw();
    changed();
  };
  const list = combobox(of.terms, input, said, { pick: ({ id, name }) => add(id, name) });
  const parts = [list, said];
  let other = null;
  if (of.kind === "who") {
    other = stranger(of, button(word("add"), () => {
      const person = other.get();
      if (!person) return;
      add(person, Object.values(person).join(", "));
      other.set();
      input.focus();
    }));
    parts.push(other.more);
  }
  parts.push(order, offer);
  const shown = labelled(field, input, ...parts);
  return {
    node: shown.node,
    // Words that are no term stay in the field, and are among the values so that the check sees them.
    get: () => {
      const all = [...items, oneLine(input.value)].filter(Boolean);
      return all.length ? all : none.checked && !offer.hidden ? [] : undefined;
    },
    set: (value) => {
      items = [...(value || [])];
      none.checked = Array.isArray(value) && !value.length;
      input.value = "";
      draw();
    },
    report: (problems, all) => {
      offer.hidden = items.length > 0 || !inherited?.(field.name);
      return shown.report(together(problems, field), all);
    },
  };
};

// --- records and lists of them

const within = (problems, name) =>
  problems.filter(({ path }) => path[0] === name).map((problem) => ({ ...problem, path: problem.path.slice(1) }));

// The fields of a record in a place of their own. With `fold` what is not needed stands folded below the rest.
export const fieldsOf = (fields, options = {}, fold = false) => {
  const parts = fields.map((field) => [field.name, build(field, options)]);
  const folded = fields.map(({ name, required }) => fold && !required && !options.actors?.includes(name));
  const more = parts.filter((_, at) => folded[at]).map(([, { node }]) => node);
  return {
    nodes: [...parts.filter((_, at) => !folded[at]).map(([, { node }]) => node),
      ...more.length ? [make("details", {}, make("summary", {}, word("more-fields")), ...more)] : []],
    get: () => {
      const values = parts.map(([name, part]) => [name, part.get()]).filter(([, value]) => value !== undefined);
      return values.length ? Object.fromEntries(values) : undefined;
    },
    set: (value) => parts.forEach(([name, part]) => part.set(value?.[name])),
    report: (problems, all) => parts.flatMap(([name, part]) => part.report(within(problems, name), all)),
  };
};

const record = (field, options) => {
  const inner = fieldsOf(field.fields, options);
  const shown = group(field, ...inner.nodes);
  return {
    node: shown.node,
    get: inner.get,
    set: inner.set,
    report: (problems, all) => [...shown.report(problems, all, firstControl(shown.node)), ...inner.report(problems, all)],
  };
};

export const firstControl = (node) => node.querySelector("input, select, textarea, button") || node;

// Things of one kind one after another, each in a frame with its number: what `make` makes has node, get, set, report.
export const repeated = (holder, label, addLabel, makeOne, least = 0) => {
  let items = [];
  const renumber = () => items.forEach((item, at) => {
    item.legend.textContent = word("item", { label, number: at + 1 });
    item.up.hidden = at === 0;
  });
  const changed = () => holder.dispatchEvent(new Event("change", { bubbles: true }));
  const add = (value) => {
    const inner = makeOne();
    const item = { inner, legend: make("legend") };
    item.up = button([word("move-up"), make("span", { className: "hidden" }, `: ${label}`)], () => {
      const at = items.indexOf(item);
      items.splice(at - 1, 0, ...items.splice(at, 1));
      holder.insertBefore(item.node, items[at].node);
      renumber();
      (item.up.hidden ? remove : item.up).focus();
      announce(word("moved", { name: label, place: at, total: items.length }));
      changed();
    });
    const remove = button([word("remove"), make("span", { className: "hidden" }, `: ${label}`)], () => {
      const at = items.indexOf(item);
      items.splice(at, 1);
      item.node.remove();
      renumber();
      (items[at] ? firstControl(items[at].node) : adder).focus();
      changed();
    });
    item.node = make("fieldset", { className: "item" }, item.legend, ...inner.nodes, make("p", { className: "tools" }, item.up, remove));
    items.push(item);
    adder.parentNode ? holder.insertBefore(item.node, adder.parentNode) : holder.append(item.node);
    renumber();
    if (value !== undefined) inner.set(value);
    return item;
  };
  const adder = button(addLabel, () => {
    firstControl(add().node).focus();
    changed();
  });
  holder.append(make("p", { className: "tools" }, adder));
  for (let count = 0; count < least; count++) add();
  return {
    get: () => items.map(({ inner }) => inner.get()),
    set: (values) => {
      items.forEach(({ node }) => node.remove());
      items = [];
      (values || []).forEach((value) => add(value));
      while (items.length < least) add();
    },
    report: (problems, all) => items.flatMap(({ inner }, at) => inner.report(within(problems, at), all)),
    adder,
  };
};

const records = (field, options) => {
  const holder = make("div", {});
  const list = repeated(holder, field.label, word("add-to", { label: field.label }), () => {
    const inner = fieldsOf(field.of.fields, options, true);
    // What is wrong with a thing as a whole is shown above its fields.
    const error = make("p", { className: "error", hidden: true });
    return {
      ...inner,
      nodes: [error, ...inner.nodes],
      report: (problems, all) => {
        const own = problems.filter(({ path }) => !path.length);
        error.hidden = !own.length || !all;
        error.textContent = own.map((problem) => textOf(problem, field)).join(" ");
        const target = firstControl(inner.nodes[0]);
        return [...own.map((problem) => ({ label: field.label, text: textOf(problem, field), target })), ...inner.report(problems, all)];
      },
    };
  }, field.least);
  const shown = group(field, holder);
  let places = []; // where the things that have a value stand among all
  return {
    node: shown.node,
    get: () => {
      const all = list.get();
      places = all.flatMap((value, at) => (value === undefined ? [] : [at]));
      return places.length ? places.map((at) => all[at]) : undefined;
    },
    set: list.set,
    report: (problems, all) => {
      const placed = problems.map((problem) => (Number.isInteger(problem.path[0])
        ? { ...problem, path: [places[problem.path[0]], ...problem.path.slice(1)] } : problem));
      return [...shown.report(placed, all, firstControl(shown.node)), ...list.report(placed, all)];
    },
  };
};

export const text = (label, hint, rows, required = false) => {
  const area = make("textarea", { rows });
  return { ...labelled({ label, hint, required, kind: "text" }, area), get: () => lines(area.value) || undefined, set: (value) => { area.value = value ?? ""; } };
};

// The field for a key.
export const build = (field, options = {}) => {
  const { kind, of } = field;
  if (kind === "list") {
    if (of.kind === "record") return records(field, options);
    return of.terms ? chosenTerms(field, options) : several(field);
  }
  const builder = { record, who, choice, flag, term: one }[kind] || plain;
  return builder(field, options);
};
