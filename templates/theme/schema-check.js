// Checks a value against a JSON Schema (draft 2020-12): the keywords that the schemas of this site use, and no others.
// Gives what is wrong as {path, keyword}; a test holds it against a whole validator.

const typeOf = (value) => (value === null ? "null" : Array.isArray(value) ? "array" : typeof value);

const isOf = (value, type) =>
  (type === "integer" ? Number.isInteger(value) : typeOf(value) === type);

const resolve = (reference, root) =>
  reference.slice(2).split("/").reduce((at, name) => at[name.replaceAll("~1", "/").replaceAll("~0", "~")], root);

const patterns = new Map();
const matches = (pattern, text) => {
  if (!patterns.has(pattern)) patterns.set(pattern, new RegExp(pattern, "u"));
  return patterns.get(pattern).test(text);
};

export const problems = (schema, value, root = schema, path = []) => {
  const found = [];
  const wrong = (keyword, at = path) => found.push({ path: at, keyword });
  const inner = (part, given, ...names) => problems(part, given, root, [...path, ...names]);
  if (schema.$ref) found.push(...inner(resolve(schema.$ref, root), value));
  const { type } = schema;
  if (type && ![type].flat().some((one) => isOf(value, one))) wrong("type");
  if (schema.enum && !schema.enum.includes(value)) wrong("enum");
  if (schema.not && !inner(schema.not, value).length) wrong("not");
  for (const keyword of ["anyOf", "oneOf"]) {
    const right = schema[keyword]?.filter((part) => !inner(part, value).length).length;
    if (right === 0 || (keyword === "oneOf" && right > 1)) wrong(keyword);
  }
  if (typeof value === "string" && schema.pattern && !matches(schema.pattern, value)) wrong("pattern");
  if (typeof value === "number") {
    if (value < schema.minimum) wrong("minimum");
    if (value > schema.maximum) wrong("maximum");
  }
  if (Array.isArray(value)) {
    if (value.length < schema.minItems) wrong("minItems");
    if (schema.items) value.forEach((item, at) => found.push(...inner(schema.items, item, at)));
  }
  if (typeOf(value) === "object") {
    for (const name of schema.required || []) if (!Object.hasOwn(value, name)) wrong("required", [...path, name]);
    for (const [name, item] of Object.entries(value)) {
      if (schema.propertyNames && inner(schema.propertyNames, name).length) wrong("propertyNames", [...path, name]);
      const part = Object.hasOwn(schema.properties || {}, name) ? schema.properties[name] : schema.additionalProperties;
      if (part === false) wrong("additionalProperties", [...path, name]);
      else if (part && part !== true) found.push(...inner(part, item, name));
    }
  }
  return found;
};
