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

// The menu is open in the HTML, so that it is there without this script; on a small screen it starts folded.
const menu = document.querySelector("details.menu");
const narrow = window.matchMedia("(max-width: 52rem)");
const fold = () => { menu.open = !narrow.matches; };
if (menu) {
  fold();
  narrow.addEventListener("change", fold);
}
