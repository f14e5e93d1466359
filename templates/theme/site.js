// The little that every page needs beside HTML: nothing here is required to read the site.

const field = () => document.getElementById("_query") || document.getElementById("_find");

// "/" goes to the search field, unless somebody is writing.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  const at = event.target;
  if (at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName)) return;
  const input = field();
  if (!input) return;
  event.preventDefault();
  const menu = input.closest("details");
  if (menu) menu.open = true;
  input.focus();
  input.select();
});

// On a wide screen the menu shows folded or not, by style alone; browsers that cannot do this have it unfolded here.
const menu = document.querySelector("details.menu");
if (menu && !CSS.supports("selector(::details-content)")) menu.open = window.matchMedia("(min-width: 52.01rem)").matches;

// Where a table of an ordinary page scrolls, keys have to reach it; not every browser sees to that.
for (const table of document.querySelectorAll(".prose table")) if (table.scrollWidth > table.clientWidth) table.tabIndex = 0;
