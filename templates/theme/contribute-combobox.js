// A field in which a term is found by its names: the combobox with a list as the ARIA Authoring Practices describe it.
// Words that name a term on their own are taken as that term when the reader goes on.

import { dir, lang, make } from "./dom.js";
import { exactly, matching, vocabulary } from "./contribute-terms.js";
import { counted, word } from "./words.js";

const MOST = 12; // choices shown at once
let numbers = 0;

// `pick` is called with a term when one is chosen; `typed` whenever the words in the field change otherwise.
export const combobox = (kind, input, status, { pick, typed = () => {} }) => {
  const list = make("ul", { id: `_list-${++numbers}`, role: "listbox", hidden: true, lang, dir });
  Object.assign(input, { role: "combobox", autocomplete: "off", spellcheck: false, ariaAutoComplete: "list", ariaExpanded: "false" });
  input.setAttribute("aria-controls", list.id);
  let shown = [];
  let active = -1;

  const close = () => {
    list.hidden = true;
    active = -1;
    input.ariaExpanded = "false";
    input.removeAttribute("aria-activedescendant");
  };
  const choose = (term) => {
    close();
    pick(term);
  };
  const point = (at) => {
    active = at;
    [...list.children].forEach((item, place) => { item.ariaSelected = String(place === at); });
    input.setAttribute("aria-activedescendant", list.children[at].id);
    list.children[at].scrollIntoView({ block: "nearest" });
  };
  const show = async (at) => {
    const asked = input.value;
    let terms;
    try {
      terms = (await vocabulary())[kind];
    } catch {
      status.textContent = word("no-vocabulary");
      return;
    }
    if (document.activeElement !== input || asked !== input.value) return;
    shown = matching(terms, asked, MOST);
    list.replaceChildren(...shown.map((term, place) => {
      const item = make("li", { id: `${list.id}-${place}`, role: "option", ariaSelected: "false" },
        make("span", { dir: "auto" }, term.name), " ", make("small", {}, term.id));
      item.addEventListener("pointerdown", (event) => event.preventDefault());
      item.addEventListener("click", () => choose(term));
      return item;
    }));
    list.hidden = !shown.length;
    input.ariaExpanded = String(!list.hidden);
    input.removeAttribute("aria-activedescendant");
    active = -1;
    status.textContent = shown.length ? counted("choices", shown.length) : word("no-choice");
    if (shown.length && at !== undefined) point(at < 0 ? shown.length - 1 : 0);
  };

  input.addEventListener("input", () => { typed(); show(); });
  input.addEventListener("keydown", (event) => {
    const down = event.key === "ArrowDown";
    if (down || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) show(down ? 0 : -1);
      else point((active + (down ? 1 : -1) + shown.length) % shown.length);
    } else if (event.key === "Enter") {
      event.preventDefault(); // Enter never sends this form
      if (active >= 0) choose(shown[active]);
      else take();
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    }
  });
  const take = async () => {
    const asked = input.value;
    if (!asked.trim()) return;
    const term = exactly((await vocabulary().catch(() => ({})))[kind] || [], asked);
    if (term && asked === input.value) choose(term);
  };
  input.addEventListener("blur", () => { close(); status.textContent = ""; take(); });
  return list;
};
