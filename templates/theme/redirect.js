// An old address leads to the new one with its #fragment, which a meta refresh would drop.
const go = () => {
  const target = document.querySelector("a[href]");
  if (target) location.replace(new URL(target.getAttribute("href"), location.href).href + location.hash);
};
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", go);
else go();
