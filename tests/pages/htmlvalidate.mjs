// What html-validate asks of every page. Each rule that is off or set says why.

export default {
  root: true,
  extends: ["html-validate:recommended", "html-validate:document", "html-validate:a11y"],
  rules: {
    // Ids that are the theme's own begin with `_`, so that no heading collides with them; HTML allows it.
    "valid-id": ["error", { relaxed: true }],
    // Files of the site's own origin are as trusted as the page; there are none of others.
    "require-sri": ["error", { target: "crossorigin" }],
    "doctype-style": ["error", { style: "lowercase" }],
    // A title is its editor's; search engines cut it where they like.
    "long-title": "off",
    // A scroller is a group: a landmark for each table would be noise, and <fieldset> is for controls.
    "prefer-native-element": ["error", { exclude: ["group", "region"] }],
  },
};
