// Making elements, telling readers what happened, and copying.

export const make = (name, properties, ...children) => {
  const node = Object.assign(document.createElement(name), properties);
  node.append(...children);
  return node;
};

// The site's own words may stand amid a text in another language.
export const { lang } = document.documentElement;
export const dir = document.documentElement.dir || "ltr";
export const button = (label, act, properties) => {
  const node = make("button", { type: "button", lang, dir, ...properties }, ...[label].flat());
  node.addEventListener("click", act);
  return node;
};

// Seen at the edge of the window and read out. It is there from the start, since only changes of it are read.
const said = document.body.appendChild(make("p", { className: "announcement", role: "status", lang, dir }));
let timer = 0;
export const announce = (text) => {
  said.textContent = "";
  clearTimeout(timer);
  timer = setTimeout(() => {
    said.textContent = text;
    timer = setTimeout(() => { said.textContent = ""; }, 9000);
  }, 60);
};

export const copy = async (text, done, at) => {
  try {
    await navigator.clipboard.writeText(text);
    announce(done);
  } catch {
    (await import("./copy-by-hand.js")).offer(text, at);
  }
};
