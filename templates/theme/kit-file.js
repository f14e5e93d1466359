// A kit as one HTML file that needs nothing else: style and pictures are in it, links lead to the site.

import { dir, lang } from "./dom.js";

const asData = async (address) => {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(answer.status);
  const blob = await answer.blob();
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => done(reader.result));
    reader.addEventListener("error", failed);
    reader.readAsDataURL(blob);
  });
};

// The pictures of a copy, put into it; one that cannot be had leaves its description.
const withPictures = async (copy) => {
  for (const image of copy.querySelectorAll("img")) {
    try {
      image.src = await asData(image.src);
    } catch {
      image.replaceWith(image.alt);
    }
  }
  return copy;
};

export const htmlFile = async (title, nodes) => {
  const file = document.implementation.createHTMLDocument(title);
  Object.assign(file.documentElement, { lang, dir });
  const meta = (attributes) => {
    const element = file.createElement("meta");
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  };
  const style = file.createElement("style");
  const answer = await fetch(new URL("kit-file.css", import.meta.url));
  style.textContent = answer.ok ? await answer.text() : "";
  file.head.prepend(
    meta({ charset: "utf-8" }),
    meta({ "http-equiv": "Content-Security-Policy", content: "default-src 'none'; style-src 'unsafe-inline'; img-src data:" }),
    meta({ name: "viewport", content: "width=device-width, initial-scale=1" }),
  );
  file.head.append(style);
  const heading = file.createElement("h1");
  heading.textContent = title;
  file.body.append(heading);
  for (const node of nodes) file.body.append(file.importNode(await withPictures(node.cloneNode(true)), true));
  return `<!doctype html>\n${file.documentElement.outerHTML}\n`;
};
