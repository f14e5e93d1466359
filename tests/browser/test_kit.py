"""The tools that readers have in their own browser: the kit, links to sections, what is new since the last visit.

The site is served with the headers of its own `_headers`, so nothing here works by an inline script or style.
"""

from __future__ import annotations

import itertools
import json
import re
from contextlib import contextmanager
from pathlib import Path

import cmarkgfm
import pytest
import yaml
from cmarkgfm.cmark import Options
from conftest import briefing
from selenium import webdriver
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait
from sites import run, write_site

from browser.conftest import ARGUMENTS, BROWSER, DRIVER, Browser, strictly_served

pytestmark = pytest.mark.browser

FIRST = "2023-10-02-iran-foreign-ministry"
KARABAKH, GRANADA = f"{FIRST}/karabakh", "2023-10-05-granada-summit/displaced"
SAID = "return document.querySelector('.announcement').textContent"
LOADED = "return document.querySelectorAll('#_kit .sources > li').length && !document.querySelector('#_kit .notice')"


@contextmanager
def fresh_driver(**preferences):
    """A Chromium that has never been anywhere."""
    options = webdriver.ChromeOptions()
    options.binary_location = BROWSER
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    for argument in ARGUMENTS:
        options.add_argument(argument)
    options.add_experimental_option("prefs", preferences)
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))
    yield driver
    driver.quit()


@pytest.fixture(scope="module")
def other_driver():
    """Another browser, in which nobody has kept anything."""
    with fresh_driver() as driver:
        yield driver


@pytest.fixture(scope="module")
def strict_origin(driver, real_site):
    with strictly_served(driver, real_site) as browser:
        yield browser


@pytest.fixture
def reader(strict_origin):
    """A reader of the real site who has kept nothing yet."""
    strict_origin.open("about/")
    strict_origin.run("localStorage.clear()")
    strict_origin.complaints(), strict_origin.requests()
    yield strict_origin
    assert strict_origin.complaints() == []
    strict_origin.run("localStorage.clear()")


def press(browser, selector: str, key: str = Keys.ENTER) -> None:
    """Go to the first element that a selector finds, and press a key there."""
    assert browser.run("const e = document.querySelector(arguments[0]); e?.focus(); return e && e.tagName", selector)
    browser.driver.switch_to.active_element.send_keys(key)


def button(browser, text: str, within: str = "document"):
    """The first visible button whose name begins with a text."""
    script = f"""return [...{within}.querySelectorAll('button')].find(b =>
        b.textContent.startsWith(arguments[0]) && b.checkVisibility()) ?? null"""
    found = WebDriverWait(browser.driver, 20, 0.05).until(lambda driver: driver.execute_script(script, text), text)
    return found  # scripts put it there, after the page


def press_button(browser, text: str, within: str = "document") -> None:
    found = button(browser, text, within)
    browser.run("arguments[0].focus()", found)
    found.send_keys(Keys.ENTER)


def keep(browser, *places: str) -> None:
    """Put places into the kit as the scripts do."""
    script = "(await import(arguments[0])).keep(arguments[1])"
    browser.run(f"return (async () => {{ {script} }})()", f"{browser.origin}/kit-list.js", list(places))


def kit(browser) -> list[str]:
    stored = browser.run("return Object.entries(localStorage).find(([name]) => name.endsWith(' kit'))?.[1] ?? '[]'")
    return json.loads(stored)


def headings(browser) -> list[str]:
    return browser.run("return [...document.querySelectorAll('#_kit article > h2')].map(h => h.textContent)")


def open_kit(browser, *places: str) -> None:
    keep(browser, *places)
    browser.open("kit/")
    browser.until(f"return document.querySelectorAll('#_kit .kit-sources').length == {len(places)}")


# --- collecting


def test_sections_are_collected_on_two_pages_and_shown_whole(reader):
    reader.open(f"briefings/{FIRST}/")
    press_button(reader, "Add to kit: Armenia and Azerbaijan")
    assert "1 entry" in reader.until(SAID)
    assert button(reader, "Take out of kit: Armenia and Azerbaijan")
    reader.open("topics/karabakh/")
    press_button(reader, "Add to kit: Borrell on absences")
    assert "2 entries" in reader.until(SAID)
    assert kit(reader) == [KARABAKH, GRANADA]
    press(reader, ".menu nav a[href$='/kit/']")
    reader.until("return location.pathname == '/kit/'")
    reader.until("return document.querySelectorAll('#_kit .kit-sources').length == 2")
    assert headings(reader) == ["Armenia and Azerbaijan", "Borrell on absences and the displaced"]
    first, second = reader.run("""return [...document.querySelectorAll('#_kit article')].map(a => ({
        text: a.querySelector('.text').textContent, date: a.querySelector('time').dateTime,
        title: a.querySelector('cite').textContent, link: a.querySelector('.meta a').href,
        sources: [...a.querySelectorAll('.sources > li')].map(l => [l.value, l.querySelector('a').href])}))""")
    assert "Armen Grigoryan, secretary" in first["text"]
    assert first["date"] == "2023-10-02"
    assert first["title"] == "Iran calls Omani proposals a way back to the nuclear deal"
    assert first["link"] == f"{reader.origin}/briefings/{FIRST}/#karabakh"
    reader.open(f"briefings/{FIRST}/")
    named = reader.run("""const section = document.getElementById('karabakh').parentNode.querySelector(
        '#karabakh ~ .section'); return [...section.querySelectorAll('.about a[href^="#_source-"]')].map(a =>
        [+a.textContent, document.querySelector(a.getAttribute('href') + ' a').href])""")
    assert first["sources"] == named
    assert len(second["sources"]) > 0


def test_search_results_can_be_collected(reader):
    reader.open("search/?q=karabakh")
    reader.until("return document.querySelector('#_results button') && !document.querySelector('#_search[aria-busy]')")
    place = reader.run("return document.querySelector('#_results h2 a').href.split('/briefings/')[1]")
    press(reader, "#_results button")
    reader.until(SAID)
    page, _, section = place.partition("#")
    assert kit(reader) == [f"{page}{section or 'lead'}"]


def test_a_whole_briefing_is_one_entry(reader):
    reader.open(f"briefings/{FIRST}/")
    press_button(reader, "Add the whole briefing to kit")
    reader.until(SAID)
    assert kit(reader) == [FIRST]
    open_kit(reader, FIRST)
    inner = reader.run("return [...document.querySelectorAll('#_kit article > h3')].map(h => h.textContent)")
    assert inner[:2] == ["Nuclear deal", "Armenia and Azerbaijan"]
    assert reader.run("return document.querySelectorAll('#_kit .sources > li').length") == 5


def test_every_section_of_the_real_content_can_be_shown(reader, real_site):
    ids = sorted(path.parent.name for path in real_site.glob("briefings/2*-*-*/index.html"))
    open_kit(reader, *ids)
    shown = reader.run("return document.querySelectorAll('#_kit article > .text').length")
    assert shown == sum(
        path.read_text("utf-8").count('<div class="section"')
        for path in (real_site / "briefings" / briefing_id / "index.html" for briefing_id in ids)
    )
    levels = reader.run("return [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(h => +h.tagName[1])")
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    found = reader.run("return [...document.querySelectorAll('[id]')].map(e => e.id)")
    assert sorted(found) == sorted(set(found))


# --- order


def order(browser) -> list[str]:
    return browser.run(
        "return [...document.querySelectorAll('.order > li > span:first-child')].map(s => s.firstChild.data)"
    )


def test_the_order_is_changed_with_the_keyboard_and_the_focus_stays(reader):
    open_kit(reader, KARABAKH, GRANADA, f"{FIRST}/egypt")
    before = order(reader)
    press(reader, ".order li:first-child [data-by='1']")
    assert before[0] in reader.until(SAID)
    assert order(reader) == [before[1], before[0], before[2]]
    assert reader.run("return document.activeElement.closest('li').textContent").startswith(before[0])
    reader.driver.switch_to.active_element.send_keys(Keys.ENTER)
    assert order(reader) == headings(reader) == [before[1], before[2], before[0]]
    assert kit(reader) == [GRANADA, f"{FIRST}/egypt", KARABAKH]
    # At the end the way down is closed, so the focus is on the way up.
    assert reader.run("return document.activeElement.dataset.by") == "-1"
    press(reader, ".order li:nth-child(2) .remove")
    reader.until(SAID)
    assert kit(reader) == [GRANADA, KARABAKH]
    assert reader.run("return document.activeElement.className") == "remove"
    reader.open("kit/")
    reader.until("return document.querySelectorAll('#_kit .kit-sources').length == 2")
    assert order(reader) == [before[1], before[0]]


# --- sharing


def copied(browser) -> str:
    return browser.driver.execute_async_script(
        "navigator.clipboard.readText().then(arguments[0], e => arguments[0](String(e)))"
    )


@pytest.fixture
def clipboard(reader):
    grant = {"origin": reader.origin, "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]}
    reader.driver.execute_cdp_cmd("Browser.grantPermissions", grant)
    yield reader
    reader.driver.execute_cdp_cmd("Browser.resetPermissions", {})


def test_a_shared_kit_opens_in_another_browser_and_is_sent_nowhere(clipboard, other_driver):
    reader = clipboard
    open_kit(reader, GRANADA, KARABAKH)
    press_button(reader, "Copy a link to this kit")
    assert "copied" in reader.until(SAID)
    link = copied(reader)
    assert link == f"{reader.origin}/kit/#{GRANADA},{KARABAKH}"
    other = Browser(other_driver, reader.origin)
    other.driver.get(link)
    other.until("return document.querySelectorAll('#_kit .kit-sources').length == 2")
    assert headings(other) == headings(reader)
    assert "shared with you" in other.run("return document.getElementById('_kit').textContent")
    assert kit(other) == []
    asked = [url.partition("#")[0] for url in other.requests()]
    assert asked
    assert all(url.startswith(f"{other.origin}/") and "displaced" not in url for url in asked)
    assert other.run("return document.querySelectorAll('.order button').length") == 0
    press_button(other, "Add these to my kit")
    other.until(SAID)
    assert kit(other) == [GRANADA, KARABAKH]
    assert other_driver.current_url == f"{other.origin}/kit/"
    assert other.complaints() == []


def test_a_link_to_a_section_is_copied(clipboard):
    clipboard.open(f"briefings/{FIRST}/?from=elsewhere#egypt")
    press_button(clipboard, "Copy link: Armenia and Azerbaijan")
    assert "copied" in clipboard.until(SAID)
    assert copied(clipboard) == f"{clipboard.origin}/briefings/{FIRST}/#karabakh"


def test_where_copying_is_not_allowed_the_text_is_selected(reader):
    denied = {"origin": reader.origin, "permissions": []}
    reader.driver.execute_cdp_cmd("Browser.grantPermissions", denied)  # these and no others
    reader.open(f"briefings/{FIRST}/")
    reader.run("navigator.clipboard.writeText = () => Promise.reject(new Error())")
    press_button(reader, "Copy link: Armenia")
    reader.until("return document.activeElement.tagName == 'TEXTAREA'")
    selected = "const f = document.activeElement; return f.value.slice(f.selectionStart, f.selectionEnd)"
    assert reader.run(selected) == f"{reader.origin}/briefings/{FIRST}/#karabakh"
    reader.driver.switch_to.active_element.send_keys(Keys.ESCAPE)
    assert reader.run("return document.activeElement.textContent").startswith("Copy link")
    assert reader.run("return document.querySelector('textarea')") is None
    reader.driver.execute_cdp_cmd("Browser.resetPermissions", {})


@pytest.mark.parametrize("fragment", ["<img src=x onerror=alert(1)>", "%", "_main", "2023-10-02-x/../../about", ",,,"])
def test_what_is_no_kit_in_an_address_is_left_alone(reader, fragment):
    open_kit(reader, KARABAKH)
    reader.open(f"kit/#{fragment}")
    reader.until("return document.querySelectorAll('#_kit .kit-sources').length == 1")
    assert headings(reader) == ["Armenia and Azerbaijan"]
    assert reader.run("return document.querySelectorAll('main img').length") == 0


def test_what_is_not_on_the_site_is_named_and_the_rest_shown(strict_origin):
    strict_origin.open(f"kit/#2020-01-01-nothing/here,{FIRST}/no-such-section,{KARABAKH}")
    strict_origin.until("return document.querySelectorAll('#_kit .notice').length == 2")
    strict_origin.until("return document.querySelectorAll('#_kit .kit-sources').length == 1")
    texts = strict_origin.run("return [...document.querySelectorAll('#_kit article')].map(a => a.textContent)")
    assert texts[0].startswith("2020-01-01-nothing/here is not on this site")
    assert texts[1].startswith(f"{FIRST}/no-such-section is not on this site")
    assert texts[2].startswith("Armenia and Azerbaijan")
    missing = [line for line in strict_origin.complaints() if "404" not in line]
    assert missing == []


# --- taking away


def words(text: str) -> list[str]:
    return text.split()


MARKED = """return [...document.querySelectorAll('#_kit article')].map(article => {
  const copy = article.cloneNode(true);
  copy.querySelectorAll('a[aria-label]').forEach(a => a.remove());
  copy.querySelectorAll('.meta').forEach((meta, at) => { if (!at) meta.remove(); });
  return copy.innerText;
})"""

TEXT_OF = """const body = new DOMParser().parseFromString(arguments[0], 'text/html').body;
document.body.replaceChildren(...body.childNodes); return document.body.innerText"""


def rendered(markdown: str) -> str:
    return cmarkgfm.github_flavored_markdown_to_html(markdown, options=Options.CMARK_OPT_FOOTNOTES)


def kit_as_markdown(browser) -> str:
    press_button(browser, "Copy as Markdown")
    assert "Markdown" in browser.until(SAID)
    return copied(browser)


def test_the_markdown_says_what_the_page_says(clipboard, real_site):
    ids = sorted(path.parent.name for path in real_site.glob("briefings/2*-*-*/index.html"))
    open_kit(clipboard, *ids)
    markdown = kit_as_markdown(clipboard)
    assert markdown.startswith(f"# Briefing kit of {len(ids)} entries\n\n## ")
    assert f"<{clipboard.origin}/briefings/{ids[0]}/>" in markdown
    text = "return document.querySelector('#_kit .parts').innerText"
    shown = [word for word in clipboard.run(text).split() if word.isalpha()]
    parsed = clipboard.run(TEXT_OF, rendered(markdown))
    missing = {word for word in shown if word not in parsed}
    assert missing == set()
    assert "\\" not in parsed
    links = "return [...document.querySelectorAll('a')].map(a => a.href)"
    assert {f"{clipboard.origin}/topics/karabakh/", f"{clipboard.origin}/briefings/{FIRST}/"} <= set(
        clipboard.run(links)
    )


HARD = """<p>1. no list * nor _em_ `code` [x](y) &amp;amp; &lt;b&gt; a|b ~~x~~ # end #</p><p># no heading</p>
<p>- no item</p><p>+ nor this</p><p>12) nor that</p><p>=====</p><p>a\\*b <em> spaced </em>word <strong>bold</strong>,
<del>gone</del> <code>a ` b</code> <code>`</code> line<br>break</p>
<ul><li><p>one</p><ul><li>two<ol start="7"><li>seven</li></ol></li>
</ul></li><li><input type="checkbox" checked disabled> done</li></ul><blockquote><p>said</p><blockquote>
<p>again</p></blockquote></blockquote><pre><code>``` no fence
  kept
</code></pre><table><thead><tr><th>a</th><th align="right">b</th></tr></thead><tbody><tr><td>x | y</td><td>2</td></tr>
</tbody></table><hr><h3>Heading *x* #</h3><p><a href="https://a.example/b(c)?d=e_f&amp;g">link <em>it</em></a></p>"""


def test_markdown_marks_are_kept_and_words_are_never_taken_for_marks(reader):
    script = """const holder = new DOMParser().parseFromString(arguments[1], 'text/html').body;
        const { blocks } = await import(arguments[0]); 
        return blocks(document.importNode(holder, true)).join('\\n\\n')"""
    markdown = reader.run(f"return (async () => {{ {script} }})()", f"{reader.origin}/kit-markdown.js", HARD)
    shape = """const body = new DOMParser().parseFromString(arguments[0], 'text/html').body;
        const loose = (n) => n.tagName == 'P' && /^(LI|BLOCKQUOTE)$/.test(n.parentNode.tagName);
        const tag = (n) => n.nodeType == 3 ? n.data.replace(/\\s+/g, ' ').trim()
          : loose(n) ? [...n.childNodes].map(tag).flat() : [n.tagName, ...[...n.childNodes].map(tag)];
        return [...body.childNodes].map(tag).flat(9).filter(Boolean)"""
    assert reader.run(shape, rendered(markdown)) == reader.run(shape, HARD), markdown


def test_the_downloaded_file_needs_no_network(reader, other_driver, tmp_path):
    open_kit(reader, KARABAKH, GRANADA)
    shown = reader.run("return [...document.querySelectorAll('#_kit article')].map(a => a.innerText)")
    behaviour = {"behavior": "allow", "downloadPath": str(tmp_path), "eventsEnabled": False}
    reader.driver.execute_cdp_cmd("Browser.setDownloadBehavior", behaviour)
    press_button(reader, "Download as one HTML file")
    assert "downloads" in reader.until(SAID)
    file = tmp_path / "briefing-kit.html"
    WebDriverWait(reader.driver, 20, 0.05).until(lambda _: file.is_file())
    text = file.read_text("utf-8")
    assert text.startswith('<!doctype html>\n<html lang="en"')
    opened = Browser(other_driver, "file://")
    opened.requests(), opened.complaints()
    offline = {"offline": True, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0}
    other_driver.execute_cdp_cmd("Network.enable", {})
    other_driver.execute_cdp_cmd("Network.emulateNetworkConditions", offline)
    other_driver.get(file.as_uri())
    articles = opened.run("return [...document.querySelectorAll('article')].map(a => a.innerText)")
    assert [words(one) for one in articles] == [words(one) for one in shown]
    assert opened.run("return document.title") == "Briefing kit of 2 entries"
    assert opened.run("return getComputedStyle(document.querySelector('article')).borderTopWidth") == "1px"
    assert [url for url in opened.requests() if not url.startswith("file:")] == []
    assert opened.complaints() == []
    assert opened.run("return document.querySelectorAll('script, link, button').length") == 0


def test_on_paper_are_sections_and_sources_and_no_controls(reader):
    open_kit(reader, KARABAKH, GRANADA)
    reader.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    visible = "return arguments[0].map(s => [...document.querySelectorAll(s)].some(e => e.checkVisibility()))"
    gone = ["#_kit button", "#_kit .order", "main > .lede", "body > header form", ".announcement"]
    assert reader.run(visible, gone) == [False] * len(gone)
    stays = ["article h2", "article .meta a", "article .text", "article .sources > li a"]
    assert reader.run(visible, stays) == [True] * len(stays)
    assert reader.run("return getComputedStyle(document.querySelector('#_kit article')).breakInside") == "avoid-page"
    assert (
        reader.run("return getComputedStyle(document.querySelector('#_kit .sources a'), '::after').content") != "none"
    )
    reader.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def test_everything_is_forgotten_when_asked(reader):
    reader.open("topics/karabakh/")
    open_kit(reader, KARABAKH)
    reader.run("localStorage.setItem('other site', '1')")
    assert reader.run("return localStorage.length") >= 3
    press_button(reader, "Forget everything")
    reader.driver.switch_to.alert.accept()
    assert "forgotten" in reader.until(SAID)
    assert reader.run("return Object.keys(localStorage)") == ["other site"]
    assert reader.run("return document.querySelectorAll('#_kit article').length") == 0
    assert reader.run("return document.querySelector(\".menu nav a[href$='/kit/']\").checkVisibility()") is False


# --- where storage or scripts are missing


def test_a_full_storage_is_said_and_nothing_pretends(reader):
    reader.open(f"briefings/{FIRST}/")
    reader.run("""let size = 1 << 22; for (let n = 0; size; n++)
        try { localStorage.setItem(`x${n}`, 'x'.repeat(size)); } catch { size >>= 1; }""")
    press_button(reader, "Add to kit: Armenia")
    assert "full or switched off" in reader.until(SAID)
    assert button(reader, "Add to kit: Armenia")
    assert kit(reader) == []
    reader.open("topics/karabakh/")
    assert reader.run("return document.querySelectorAll('.entry').length") > 1


def test_without_storage_links_are_copied_and_shared_kits_read(strict_origin):
    with fresh_driver(**{"profile.default_content_setting_values.cookies": 2}) as driver:
        reader = Browser(driver, strict_origin.origin)
        reader.open(f"briefings/{FIRST}/")
        reader.until("return document.querySelector('.tools button')")
        names = reader.run("return [...document.querySelectorAll('main button')].map(b => b.textContent)")
        assert names
        assert all(name.startswith("Copy link") for name in names)
        reader.open("topics/karabakh/")
        assert reader.run("return document.querySelectorAll('main button, .news').length") == 0
        reader.open("kit/")
        assert "keeps nothing" in reader.until("return document.querySelector('#_kit p').textContent")
        reader.open("about/")
        reader.open(f"kit/#{KARABAKH}")
        reader.until("return document.querySelectorAll('#_kit .kit-sources').length == 1")
        assert [line for line in reader.complaints() if "Content Security" in line or "Uncaught" in line] == []


def test_without_scripts_no_control_is_there(reader):
    reader.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        for path in (f"briefings/{FIRST}/", "topics/karabakh/", "kit/"):
            reader.open(path)
            source = reader.driver.page_source
            assert set(re.findall("<button[^>]*>", source)) <= {'<button type="submit">'}  # that of the search form
            assert 'href="../kit/"' not in source.replace(" ", "")
        notice = reader.driver.find_element("css selector", "noscript p")  # an element only without scripts
        assert notice.rect["height"] > 0
    finally:
        reader.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


# --- what is new


@pytest.fixture(scope="module")
def small_site(driver, tmp_path_factory):
    """A small site that can be built again."""
    files = yaml.safe_load((Path(__file__).parents[1] / "golden" / "full.yml").read_text("utf-8"))
    folder = write_site(tmp_path_factory.mktemp("changing"), files)

    def build() -> None:
        done = run(folder, "mkdocs", "build", SOURCE_DATE_EPOCH="1704067200")
        assert done.returncode == 0, done.stderr

    build()
    with strictly_served(driver, folder / "site") as browser:
        yield browser, folder / "content", build


@pytest.fixture
def changing_site(small_site):
    """The small site for a reader who has never been there."""
    browser = small_site[0]
    browser.open("")
    browser.run("localStorage.clear()")
    browser.complaints()
    yield small_site
    assert browser.complaints() == []


@contextmanager
def at(browser, moment: str):
    """In the page it is another time."""
    source = (
        f"{{ const start = Date.now(), then = Date.parse('{moment}'); const now = Date.now.bind(Date);"
        " Date.now = () => now() - start + then; }"
    )
    added = browser.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": source})
    yield
    browser.driver.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", added)


def news(browser, path: str, moment: str) -> tuple[str | None, list[list[str]]]:
    """What a page says is new at a moment, and its marked entries."""
    with at(browser, moment):
        browser.open(path)
        browser.until("return document.querySelector('.entry button')")  # the scripts are through
        said = browser.run("return document.querySelector('.news')?.textContent ?? null")
        marks = """return [...document.querySelectorAll('.new')].map(m =>
            [m.textContent, m.parentNode.querySelector('a').textContent])"""
        return said, browser.run(marks)


def add(content: Path, name: str, **given: str) -> None:
    front = "topics: [karabakh]\n"
    (content / "briefings" / "2023" / f"{name}.md").write_text(briefing(front, "Lead.\n", **given), "utf-8")


def test_what_is_new_is_marked_from_the_second_visit_on(changing_site):
    browser, content, build = changing_site
    page = "topics/karabakh/"
    assert news(browser, page, "2023-12-01T10:00:00Z") == (None, [])
    said, marks = news(browser, page, "2023-12-05T10:00:00Z")
    assert (said, marks) == ("Nothing new since 1 December.", [])
    add(content, "2023-12-04-newer", title="Newer", date="2023-12-04", published="2023-12-06")
    # Proposed long ago and put in now: it has not been there, so it is new to this reader.
    add(content, "2023-11-30-late", title="Late", date="2023-11-30", published="2023-11-30")
    build()
    said, marks = news(browser, page, "2023-12-08T10:00:00Z")
    assert said == "2 new since 5 December. To the first"
    assert marks == [["New", "Newer"], ["New", "Late"]]
    press(browser, ".news a")
    assert browser.run("return document.querySelector(location.hash).querySelector('h3 a').textContent") == "Newer"
    # A reader who comes back within the same visit sees the same; on the next there is nothing new.
    assert news(browser, page, "2023-12-08T10:20:00Z")[1] == marks
    assert news(browser, page, "2023-12-09T10:00:00Z") == ("Nothing new since 8 December.", [])


def test_a_correction_marks_an_entry_as_changed(changing_site):
    browser, content, build = changing_site
    add(content, "2023-12-05-mended", title="Mended", date="2023-12-05")
    build()
    news(browser, "topics/karabakh/", "2023-12-10T10:00:00Z")
    path = content / "briefings" / "2023" / "2023-12-05-mended.md"
    text = path.read_text("utf-8").replace(
        "topics:", "updates: [{date: 2023-12-11, kind: correction, note: X.}]\ntopics:"
    )
    path.write_text(text, "utf-8")
    build()
    said, marks = news(browser, "topics/karabakh/", "2023-12-12T10:00:00Z")
    assert said == "1 new or changed since 10 December. To the first"
    assert marks == [["Changed", "Mended"]]


def test_a_term_that_readers_never_opened_has_no_marks(changing_site):
    browser, _, _ = changing_site
    news(browser, "topics/karabakh/", "2023-12-01T10:00:00Z")
    assert news(browser, "countries/iran/", "2023-12-20T10:00:00Z") == (None, [])


@pytest.mark.parametrize("stored", ["x", "[]", "7", '{"/topics/karabakh/": [1]}', '{"/topics/karabakh/": 5}'])
def test_what_else_stands_in_storage_does_no_harm(changing_site, stored):
    browser, _, _ = changing_site
    browser.open("")
    browser.run("localStorage.setItem('briefings / visits', arguments[0])", stored)
    browser.run("localStorage.setItem('briefings / kit', arguments[0])", stored)
    assert news(browser, "topics/karabakh/", "2023-12-20T10:00:00Z") == (None, [])


# --- from right to left


def test_texts_keep_their_language_and_direction_and_controls_the_sites(changing_site):
    browser, _, _ = changing_site
    browser.open("briefings/2023-10-02-weekly-fa/", 320)
    attributes = (
        "const b = document.querySelector('main .tools button'); return [b.lang, getComputedStyle(b).direction]"
    )
    assert browser.until(attributes) == ["en", "ltr"]
    press_button(browser, "Add the whole briefing")
    browser.until(SAID)
    browser.open("kit/", 320)
    browser.until("return document.querySelector('#_kit .kit-sources')")
    article = "const a = document.querySelector('#_kit article'); return [a.lang, getComputedStyle(a).direction]"
    assert browser.run(article) == ["fa", "rtl"]
    assert browser.run("return document.documentElement.scrollWidth") <= 320
