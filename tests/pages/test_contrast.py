"""Every text on every kind of page stands out from its ground, in light and in dark, by our own measure.

axe measures it too, and leaves out what it is not sure of.
"""

from __future__ import annotations

import pytest
from browser.test_pages import every_page

pytestmark = pytest.mark.browser


@every_page
def test_text_has_enough_contrast(browser, path):
    for scheme in ("light", "dark"):
        browser.open(path, 1280, scheme)
        assert browser.run(CONTRAST) == []


CONTRAST = """
const parse = (text) => (text.match(/[\\d.]+/g) || []).map(Number);
const light = ([r, g, b]) => [r, g, b].map(v => v / 255).map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
  .reduce((sum, v, at) => sum + v * [.2126, .7152, .0722][at], 0);
const ground = (node) => {
  for (; node; node = node.parentElement) {
    const colour = parse(getComputedStyle(node).backgroundColor);
    if (colour.length === 3 || colour[3] > 0) return colour;
  }
  return [255, 255, 255];
};
const poor = new Set();
for (const node of document.querySelectorAll('body *')) {
  const own = [...node.childNodes].some(child => child.nodeType === 3 && child.data.trim());
  if (!own || !node.checkVisibility() || node.matches('.hidden, noscript')) continue;
  const style = getComputedStyle(node), a = light(parse(style.color)), b = light(ground(node));
  const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
  const large = parseFloat(style.fontSize) >= 24;
  if (ratio < (large ? 3 : 4.5)) poor.add(`${node.tagName}.${node.className} ${ratio.toFixed(2)}`);
}
return [...poor]"""
