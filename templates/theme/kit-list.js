// The kit is an ordered list of places: "2023-10-02-iran/karabakh" is a section, "2023-10-02-iran" a whole briefing.
// What comes from storage or an address may be anything, so only what looks like a place is one.

import { read, write } from "./storage.js";

const PLACE = /^\d{4}-\d\d-\d\d-[a-z0-9]+(-[a-z0-9]+)*(\/[\p{L}\p{M}\p{Nd}\p{Nl}\p{Pc}-]+)?$/u;
export const MOST = 200;

export const places = (given) =>
  [...new Set(Array.isArray(given) ? given : [])].filter((place) => PLACE.test(place)).slice(0, MOST);

export const kit = () => places(read("kit"));
export const keep = (list) => write("kit", list);

// The place that an address of this site leads to; "" where it leads to no briefing.
const base = new URL("briefings/", import.meta.url).href;
export const placeOf = (address, whole) => {
  const [page, section = "lead"] = address.split("#");
  if (!page.startsWith(base)) return "";
  const id = page.slice(base.length).replace(/\/(index\.html)?(\?.*)?$/, "");
  return places([whole ? id : `${id}/${decodeURIComponent(section)}`])[0] || "";
};
