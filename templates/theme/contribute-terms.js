// The vocabulary in the form: terms are chosen by any of their names, in any spelling that folds alike, and written as
// ids. It is loaded when a field for terms is used for the first time.

import { fold } from "./fold.js";

const address = new URL("data/vocabulary.json", import.meta.url);
let loading = null;

// What a term can be found by: its names in order, ids and codes last.
const entryOf = (term) => {
  const names = [term.name, term.acronym, ...[term.native ?? []].flat(), ...(term.aliases || []),
    ...(term.names || []).map(({ name }) => name), term.id, term.alpha2].filter(Boolean);
  return { id: term.id, name: term.name, folded: [...new Set(names.map(fold))].filter(Boolean) };
};

export const vocabulary = () => {
  loading ??= fetch(address).then(async (answer) => {
    if (!answer.ok) throw new Error(answer.status);
    const data = await answer.json();
    const kinds = Object.entries(data).filter(([, list]) => Array.isArray(list));
    return Object.fromEntries(kinds.map(([kind, list]) => [kind, list.map(entryOf)]));
  }).catch((error) => { loading = null; throw error; });
  return loading;
};

const byName = (a, b) => a.name.localeCompare(b.name, document.documentElement.lang);

// Terms for what has been typed, the best first: the same name, then a name that begins so, then a word that does.
export const matching = (terms, typed, most) => {
  const wanted = fold(typed);
  if (!wanted) return [...terms].sort(byName).slice(0, most);
  const rank = ({ folded }) => {
    if (folded.includes(wanted)) return 0;
    if (folded.some((name) => name.startsWith(wanted))) return 1;
    return folded.some((name) => ` ${name}`.includes(` ${wanted}`)) ? 2 : 3;
  };
  const ranked = terms.map((term) => [rank(term), term]).filter(([place]) => place < 3);
  return ranked.sort(([one, a], [other, b]) => one - other || byName(a, b)).slice(0, most).map(([, term]) => term);
};

// The term that a text names on its own, if there is just one.
export const exactly = (terms, typed) => {
  const wanted = fold(typed);
  const found = terms.filter(({ id, folded }) => id === typed.trim() || (wanted && folded.includes(wanted)));
  return found.find(({ id }) => id === typed.trim()) || (found.length === 1 ? found[0] : null);
};
