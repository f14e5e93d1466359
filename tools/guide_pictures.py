"""Takes the guide's pictures anew, from this project's own site in a Chromium: `make pictures`.

The form is filled as a contributor does it, by keys. Pictures go to content/images/guide/, as WebP; the guide shows
them at half of their width, so that they are sharp.
"""

from __future__ import annotations

import base64
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from browser.conftest import Browser, chromium, served  # noqa: E402  # the tests know how to drive it
from browser.test_contribute import choose, keys, press_button, tab_to  # noqa: E402
from selenium.webdriver.common.keys import Keys  # noqa: E402
from sites import copy_of_project, run  # noqa: E402

PICTURES = ROOT / "content" / "images" / "guide"
WIDTH, SCALE, QUALITY = 760, 2, 70
PATH = "2023/2023-10-09-iran-and-sudan-restore-relations.md"


def main() -> None:
    """Fill the form, put its file into a copy of this site, and take a picture at each step."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, chromium("--hide-scrollbars", "--lang=en-GB") as driver:
        copy = copy_of_project(Path(folder))
        build(copy)
        with served(driver, copy / "site") as browser:
            text = form(browser)
        (copy / "content/briefings" / PATH).write_text(text, encoding="utf-8")
        build(copy)
        with served(driver, copy / "site") as browser:
            open_page(browser, f"briefings/{Path(PATH).stem}/")
            take(browser, "briefing", "main > h1", "main > .section", 620)
            open_page(browser, "countries/sudan/")
            take(browser, "country", "main > h1", ".entries", 560)


def form(browser: Browser) -> str:
    """Pictures of the contribution form; gives the text of the file that it makes."""
    open_page(browser, "contribute/")
    browser.until("return document.querySelector('.contribution')")
    press_button(browser, "Download the file")
    browser.until("return document.activeElement.matches('.errors')")
    take(browser, "form-mistakes", ".errors", ".errors", 300)
    browser.run("localStorage.clear()")
    open_page(browser, "contribute/")
    browser.until("return document.querySelector('.contribution')")
    fill(browser)
    browser.run(
        """const form = document.querySelector(".contribution");
        const begins = (one) => one.querySelector("legend")?.textContent.startsWith("Section, number");
        [...form.querySelectorAll("fieldset")].find(begins).id = "_picture-section";
        [...form.querySelectorAll("h2")].at(-1).id = "_picture-file";
        const shown = [...form.querySelectorAll("details")].at(-1);
        [shown.open, shown.id] = [true, "_picture-shown"];"""
    )
    take(browser, "form", "main > h1", ".contribution", 900)
    take(browser, "form-section", "#_picture-section", "#_picture-section", 720)
    take(browser, "form-file", "#_picture-file", "#_picture-shown", 620)
    return browser.run("return document.querySelector('#_picture-shown textarea').value")


def fill(browser: Browser) -> None:
    """What a contributor types."""
    for label, typed in (
        ("Title", "Iran and Sudan restore relations"),
        ("Date", "10092023"),
        ("Format", "state"),
        ("Summary", "The two governments announce the end of a break that began in January 2016."),
    ):
        tab_to(browser, label)
        keys(browser, typed)
    tab_to(browser, "Countries")
    choose(browser, "iran")
    choose(browser, "sudan")
    tab_to(browser, "Topics")
    choose(browser, "diplo")
    tab_to(browser, "Outlet", "Sources, number 1")
    choose(browser, "trt")
    tab_to(browser, "Web address", "Sources, number 1")
    keys(browser, "https://www.trtworld.com:443/article/15323575")
    tab_to(browser, "Lead")
    keys(browser, "Both foreign ministries published the decision on the same day.")
    tab_to(browser, "Add a section")
    keys(browser, Keys.ENTER, "Embassies")
    tab_to(browser, "Text")
    keys(browser, "Each side is to open its embassy in the other’s capital again.")


def open_page(browser: Browser, path: str) -> None:
    """Open a page at the width of the pictures."""
    browser.open(path, WIDTH)


def take(browser: Browser, name: str, first: str, last: str, most: int) -> None:
    """Keep what stands from one element to the end of another, at most so many pixels high."""
    top, bottom = browser.run(
        """document.querySelector(".announcement").textContent = "";
        const [first, last] = [...arguments].map((one) => document.querySelector(one).getBoundingClientRect());
        return [first.top + scrollY - 3, last.bottom + scrollY + 12]""",
        first,
        last,
    )
    clip = {"x": 0, "y": max(0, top), "width": WIDTH, "height": min(bottom - top, most), "scale": SCALE}
    options = {"format": "webp", "quality": QUALITY, "clip": clip, "captureBeyondViewport": True}
    data = base64.b64decode(browser.driver.execute_cdp_cmd("Page.captureScreenshot", options)["data"])
    (PICTURES / f"{name}.webp").write_bytes(data)
    print(f"{name}.webp: {len(data):,} bytes, {WIDTH * SCALE} × {round(clip['height'] * SCALE)}")


def build(folder: Path) -> None:
    """Build a site, or end with what was said."""
    done = run(folder, "mkdocs", "build", "--strict")
    if done.returncode:
        sys.exit(done.stderr)


if __name__ == "__main__":
    main()
