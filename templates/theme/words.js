// The words of scripts, in the site's language: the page carries them as JSON (`script_words` in the generator).

const element = document.getElementById("_words");
const words = element ? JSON.parse(element.textContent) : {};
const language = document.documentElement.lang;
const digits = new Intl.NumberFormat(language, { useGrouping: false });
const plural = new Intl.PluralRules(language);

export const number = (value) => digits.format(value);

const put = (text, values) =>
  text.replace(/%\((\w+)\)s/g, (_, name) => (typeof values[name] === "number" ? number(values[name]) : values[name]));

// A text, with values in its places.
export const word = (key, values = {}) => put(words[key], values);

// A text with a number, in the form that goes with it, and other values in their places.
export const counted = (key, num, values = {}) => {
  const forms = words[key];
  return put(forms[plural.select(num)] ?? forms.other, { num, ...values });
};

// A text around a node: [before, node, after].
export const around = (key, name, node) => {
  const [before, after] = words[key].split(`%(${name})s`);
  return [before, node, after];
};
