// Where a browser does not let scripts copy, the text is shown and selected, ready for the keyboard.

import { announce, dir, lang, make } from "./dom.js";
import { word } from "./words.js";

export const offer = (text, at) => {
  const hint = word("copy-by-hand");
  const field = make("textarea", { className: "by-hand", readOnly: true, value: text, lang, dir, ariaLabel: hint });
  at.after(field);
  field.focus();
  field.select();
  announce(hint);
  field.addEventListener("blur", () => field.remove());
  field.addEventListener("keydown", (event) => { if (event.key === "Escape") at.focus(); });
};
