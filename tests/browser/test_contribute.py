"""The contribution form: filled with the keyboard alone, checked while one writes, and a file that `check` accepts."""

from __future__ import annotations

import contextlib
import copy
import json
import random
from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from conftest import NOW, faults, inputs_of
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait
from sites import ROOT, copy_of_project, run

from browser.test_kit import SAID, button, copied, fresh_driver, press_button, strictly_served
from mkdocs_briefings import schema, site
from mkdocs_briefings.document import read_briefing_file, read_yaml_file
from mkdocs_briefings.json_schema import as_json, front_matter_schema
from mkdocs_briefings.yaml_text import one_line, scalar

pytestmark = pytest.mark.browser

REAL = sorted((ROOT / "content" / "briefings").rglob("*.md"))


@pytest.fixture(scope="module")
def origin(driver, real_site):
    with strictly_served(driver, real_site) as browser:
        grant = {"origin": browser.origin, "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]}
        driver.execute_cdp_cmd("Browser.grantPermissions", grant)
        yield browser
        driver.execute_cdp_cmd("Browser.resetPermissions", {})


@pytest.fixture
def form(origin):
    """An empty form. At the end the console has nothing but that a file's name is still free."""
    origin.open("about/")
    origin.run("localStorage.clear()")
    origin.complaints()
    origin.open("contribute/")
    origin.until("return document.querySelector('.contribution')")
    yield origin
    assert [line for line in origin.complaints() if "404" not in line] == []
    with contextlib.suppress(Exception):
        origin.driver.switch_to.alert.dismiss()
    origin.run("localStorage.clear()")


def modules(browser, script: str, *arguments):
    """What a script gives back that may `await import(at + '…')`."""
    return browser.run(
        f"return (async (at, ...given) => {{ {script} }})(...arguments)", f"{browser.origin}/", *arguments
    )


# --- the keyboard


WHERE = """const e = document.activeElement;
const group = e.closest('fieldset.item')?.querySelector('legend')?.textContent;
return [e.labels?.[0]?.textContent ?? e.textContent ?? '', group ?? '']"""


def tab_to(browser, label: str, group: str = "") -> None:
    """Press the tabulator until the focus is on what is labelled so, in a group whose legend begins so."""
    for _ in range(150):
        browser.driver.switch_to.active_element.send_keys(Keys.TAB)
        name, within = browser.run(WHERE)
        if name.startswith(label) and within.startswith(group):
            return
    raise AssertionError(f"the tabulator never comes to {label!r}")


def keys(browser, *what: str) -> None:
    browser.driver.switch_to.active_element.send_keys(*what)


def choose(browser, typed: str) -> None:
    """Find a term in a combobox by typing, and take the first."""
    keys(browser, typed)
    browser.until("return document.activeElement.ariaExpanded == 'true'")
    keys(browser, Keys.ARROW_DOWN, Keys.ENTER)
    browser.until("return document.activeElement.ariaExpanded == 'false'")


def fill(browser) -> None:
    """A whole briefing, with nothing but keys."""
    tab_to(browser, "Title")
    keys(browser, "Iran: “no” new talks, 2023 & later")
    tab_to(browser, "Date")
    keys(browser, "10022023")
    tab_to(browser, "Format")
    keys(browser, "press")
    tab_to(browser, "Summary")
    keys(browser, 'The spokesman says: yes #1, and "no" to the rest. It\'s all.')
    tab_to(browser, "Speakers")
    choose(browser, "kan'ani")
    tab_to(browser, "Somebody without")
    keys(browser, Keys.ENTER)
    tab_to(browser, "Name")
    keys(browser, "A. Nobody")
    tab_to(browser, "Role")
    keys(browser, "deputy, of: the minister")
    tab_to(browser, "Add")
    keys(browser, Keys.ENTER)
    tab_to(browser, "Countries")
    choose(browser, "ایران")
    choose(browser, "om")
    tab_to(browser, "Topics")
    choose(browser, "JCPOA")
    tab_to(browser, "Outlet", "Sources, number 1")
    choose(browser, "mehr")
    tab_to(browser, "Web address", "Sources, number 1")
    keys(browser, "https://en.mehrnews.com/news/1?a=b#c")
    tab_to(browser, "Lead")
    keys(browser, "What happened.\n\nAnd *more* of it.")
    tab_to(browser, "Add a section")
    keys(browser, Keys.ENTER)
    assert browser.run(WHERE) == ["Heading (needed)", "Section, number 1"]
    keys(browser, "Talks #1: “what” is *new*?")
    tab_to(browser, "Text")
    keys(browser, "- one\n- two")
    tab_to(browser, "Countries", "Section")
    choose(browser, "egypt")
    tab_to(browser, "Add to Statements")
    keys(browser, Keys.ENTER)
    tab_to(browser, "Organisation", "Statements")
    choose(browser, "iaea")
    tab_to(browser, "Topic", "Statements")
    choose(browser, "nuclear deal")
    tab_to(browser, "Mode", "Statements")
    keys(browser, "para")
    tab_to(browser, "Says", "Statements")
    keys(browser, "No: it is no new deal")


def check_file(tmp_path, name: str, text: str) -> str:
    """What `briefings check` says of the file in a copy of this site."""
    folder = copy_of_project(tmp_path)
    path = folder / "content" / "briefings" / name[:4] / name
    path.write_text(text, "utf-8")
    done = run(folder, "mkdocs_briefings", "check", str(path.relative_to(folder)))
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_form_filled_with_the_keyboard_makes_a_file_that_check_accepts(form, tmp_path):
    behaviour = {"behavior": "allow", "downloadPath": str(tmp_path), "eventsEnabled": False}
    form.driver.execute_cdp_cmd("Browser.setDownloadBehavior", behaviour)
    fill(form)
    tab_to(form, "Download the file")
    keys(form, Keys.ENTER)
    name = "2023-10-02-iran-no-new-talks-2023-later.md"
    WebDriverWait(form.driver, 20, 0.05).until(lambda _: (tmp_path / name).is_file() or form.run(ERRORS))
    assert form.run(ERRORS) == []
    assert f"content/briefings/2023/{name}" in form.until(SAID)
    text = (tmp_path / name).read_text("utf-8")
    assert "warning" not in check_file(tmp_path / "site", name, text), text
    document, problems = read_briefing_file(name, text.encode())
    assert problems == []
    assert as_json(document.front) == {
        "title": "Iran: “no” new talks, 2023 & later",
        "date": "2023-10-02",
        "published": date.today().isoformat(),
        "format": "press-conference",
        "summary": 'The spokesman says: yes #1, and "no" to the rest. It\'s all.',
        "speakers": ["nasser-kanaani", {"name": "A. Nobody", "role": "deputy, of: the minister"}],
        "topics": ["iran-nuclear-deal"],
        "countries": ["IRN", "OMN"],
        "sources": [{"outlet": "mehr-news", "url": "https://en.mehrnews.com/news/1?a=b#c"}],
        "sections": {
            "talks-1-what-is-new": {
                "countries": ["EGY"],
                "statements": [
                    {
                        "organisation": "iaea",
                        "topic": "iran-nuclear-deal",
                        "mode": "paraphrase",
                        "says": "No: it is no new deal",
                    }
                ],
            }
        },
    }
    assert document.body == (
        "What happened.\n\nAnd *more* of it.\n\n"
        "## Talks #1: “what” is \\*new\\*? {#talks-1-what-is-new}\n\n- one\n- two\n"
    )
    formatted = run(tmp_path / "site", "mkdocs_briefings", "format", "--check", f"content/briefings/2023/{name}")
    assert formatted.returncode == 0, formatted.stdout + formatted.stderr


ERRORS = "return [...document.querySelectorAll('.errors:not([hidden]) li')].map(li => li.textContent)"


def test_the_form_asks_for_everything_that_the_schema_has(form):
    for label in ("Add a section", "Add to Statements", "Add to Updates"):
        form.run("document.querySelectorAll('.contribution details').forEach(d => { d.open = true; })")
        press_button(form, label)
    text = form.run(
        "document.querySelectorAll('details').forEach(d => { d.open = true; }); return document.body.innerText"
    )

    def docs(record):
        for field in record.fields:
            inner = getattr(field.type, "of", field.type)
            yield from [field.doc] if field.name != "sections" else []
            yield from docs(inner) if isinstance(inner, schema.Record) else ()

    assert [doc for doc in docs(schema.BRIEFING) if doc not in text] == []
    options = form.run("return [...document.querySelectorAll('option')].map(o => o.value)")
    assert set(options) >= {*schema.FORMATS, *schema.MODES, *schema.STATUSES, *schema.UPDATE_KINDS}
    unnamed = """return [...document.querySelectorAll('.contribution :is(input, select, textarea)')].filter(e =>
        !e.labels.length && !e.ariaLabel || (e.getAttribute('aria-describedby') || '').split(' ').some(id =>
        id && !document.getElementById(id))).map(e => e.outerHTML)"""
    assert form.run(unnamed) == []
    assert form.run("return document.documentElement.scrollWidth <= innerWidth")


# --- what is wrong is said beside the fields


def set_values(browser, **values: str) -> None:
    """Put texts into plain fields by their label, as typing would."""
    for label, value in values.items():
        browser.run(
            """const field = [...document.querySelectorAll('.contribution label')].find(l =>
              l.textContent.startsWith(arguments[0])).control;
            field.value = arguments[1]; for (const type of ['input', 'change', 'blur', 'focusout'])
              field.dispatchEvent(new Event(type, { bubbles: type != 'blur' }));""",
            label.replace("_", " "),
            value,
        )


def said_of(browser, label: str) -> str:
    script = """const field = [...document.querySelectorAll('.contribution label')].find(l =>
        l.textContent.startsWith(arguments[0])).control;
        const [, error] = field.getAttribute('aria-describedby').split(' ');
        const shown = document.getElementById(error);
        return [field.ariaInvalid, shown.hidden ? '' : shown.textContent]"""
    invalid, text = browser.run(script, label)
    return text if invalid == "true" else f"({text})" if text else ""


def test_what_is_missing_is_listed_and_leads_to_its_field(form):
    press_button(form, "Download the file")
    form.until("return document.activeElement.matches('.errors')")
    listed = form.run(ERRORS)
    labels = [line.split(":")[0] for line in listed]
    assert labels == ["Title", "Date", "Format", "Summary", "Sources", "Words of the file’s name", "Lead"]
    assert said_of(form, "Title") == "This is needed."
    keys(form, Keys.TAB, Keys.ENTER)
    assert form.run("return document.activeElement.labels[0].textContent").startswith("Title")
    set_values(form, Title="A title")
    WebDriverWait(form.driver, 20, 0.05).until(lambda _: said_of(form, "Title") == "")


WRONG = {
    "Date": ((date.today() + timedelta(days=3)).isoformat(), "A date in the future needs an embargo."),
    "Web address": ("mehrnews.com", "Write a whole address that begins with https://"),
    "Published": ("2 October", "Write a date, a month or a year: 2023-10-02, 2023-10 or 2023."),
    "Embargo": ("2023-10-02", "Write date, time and zone, as 2023-10-02T14:00+02:00."),
    "Language": ("Persian!", "Write the tag of a language, as fa or pt-BR."),
    "Translations": ("x", "Write the id of a briefing, as 2023-10-02-iran-foreign-ministry."),
    "Words of": ("Iran Talks", "Only small letters from a to z, digits, and single hyphens between them."),
    "Lead": ("# A heading\n\n<b>bold</b>", "Begin no line with # or ##."),
    "Summary": ("x" * 221, "(It is 1 character too long.)"),
    "Countries": ("Atlantis", "“Atlantis” is not in the vocabulary."),
}


@pytest.mark.parametrize(("label", "value", "said"), [(k, *v) for k, v in WRONG.items()], ids=WRONG)
def test_each_kind_of_mistake_is_named(form, label, value, said):
    form.run("document.querySelectorAll('.contribution details').forEach(d => { d.open = true; })")
    modules(form, "return (await import(at + 'contribute-terms.js')).vocabulary().then(() => true)")
    form.run("document.querySelector('.contribution input').focus()")
    set_values(form, **{label: value})
    form.until("return [...document.querySelectorAll('.error:not([hidden])')].some(e => e.textContent)")
    assert said_of(form, label).startswith(said)


JUDGED = {
    "### smaller": "", "#hashtag": "", "`<b>`": "", "```\n# code\n<b>\n```": "", "a < b > c": "", "~~~\n<b>\n": "",
    "<https://a.example/>": "", "a\n# x\nb": "HEADING", "#": "HEADING", "<b>": "HTML", "a <img src=x>": "HTML",
    "<!-- x -->": "HTML", "</b>": "HTML", "```\nx\n```\n<b>": "HTML", "``x` <b>": "HTML",
}  # fmt: skip
"""Words of a section, and what is wrong with them."""

CODE = {"": set(), "HEADING": {"bad-heading"}, "HTML": {"raw-html"}}
SAYS = {"": [], "HEADING": ["Begin no line with #"], "HTML": ["HTML is refused"]}


@pytest.mark.parametrize(("text", "wrong"), JUDGED.items(), ids=map(repr, JUDGED))
def test_words_are_judged_as_check_does(form, text, wrong):
    found = modules(form, "return (await import(at + 'contribute-check.js')).wordProblems(given[0])", text)
    assert [one.partition(" or ")[0].partition(".")[0] for one in found] == SAYS[wrong]
    front = "title: T\ndate: 2023-10-02\nformat: other\nsummary: S.\nsources: [{outlet: o, url: https://o.example/}]"
    file = f"---\n{front}\n---\n## One\n\n{text}\n"
    files = {"briefings/2023/2023-10-02-x.md": file, "vocabulary/outlets.yml": "o: {name: O}"}
    codes = {problem.code for problem in site.check(inputs_of(files), NOW).problems if problem.severity == "error"}
    assert codes == CODE[wrong]


def test_another_section_is_not_begun_unasked(form):
    assert (
        len(modules(form, "return (await import(at + 'contribute-check.js')).wordProblems(given[0])", "a\n## x")) == 1
    )


def test_a_name_that_is_taken_is_refused(form):
    fill(form)
    set_values(form, Words_of="iran-foreign-ministry")
    press_button(form, "Copy the file")
    form.until("return document.activeElement.matches('.errors')")
    assert form.run(ERRORS) == [
        "Words of the file’s name: There is a briefing with the name 2023-10-02-iran-foreign-ministry already."
    ]


# --- the same rules


def mutated(chance: random.Random, value):
    """A value with something changed somewhere in it."""
    junk = [
        None,
        True,
        7,
        0,
        -1,
        1.5,
        "",
        " ",
        "x",
        "NO",
        "2023-02-30",
        "2023-10",
        [],
        {},
        "https://a b",
        {"x": 1},
        ["x"],
    ]
    value = copy.deepcopy(value)
    at, parent, place = value, None, None
    while isinstance(at, dict | list) and at and (parent is None or chance.random() < 0.75):
        place = chance.choice(list(at) if isinstance(at, dict) else range(len(at)))
        parent, at = at, at[place]
    if parent is None:
        return chance.choice(junk)
    kind = chance.random()
    if kind < 0.2 and isinstance(parent, dict):
        del parent[place]
    elif kind < 0.35 and isinstance(parent, dict):
        parent[chance.choice(["extra", "speaker", "country", "role"])] = chance.choice(junk)
    else:
        parent[place] = chance.choice(junk)
    return value


def test_the_check_in_the_browser_finds_what_a_whole_validator_finds(form):
    chance = random.Random(5)
    front = [as_json(read_briefing_file(path.name, path.read_bytes())[0].front) for path in REAL]
    values = front + [mutated(chance, chance.choice(front)) for _ in range(1500)]
    validator = Draft202012Validator(front_matter_schema())
    expected = [
        sorted({json.dumps(list(e.absolute_path)) for e in validator.iter_errors(value) if e.validator != "required"})
        + sorted(
            {
                json.dumps([*e.absolute_path, name])
                for e in validator.iter_errors(value)
                if e.validator == "required"
                for name in e.validator_value
                if name not in e.instance
            }
        )
        for value in values
    ]
    script = """const { problems } = await import(at + 'schema-check.js');
        return given[1].map((value) => problems(given[0], value).map(({ path, keyword }) => [path, keyword]))"""
    found = modules(form, script, front_matter_schema(), values)
    assert sum(map(bool, expected)) > 700
    for value, problems, errors in zip(values, found, expected, strict=True):
        assert bool(problems) == bool(errors), value
        # Each validator names some of the inner places of alternatives; the outermost ones are the same.
        outer = {json.dumps(path[: min(1, len(path) - (word == "additionalProperties"))]) for path, word in problems}
        assert outer == {json.dumps(json.loads(path)[:1]) for path in errors}, value


LETTERS = st.text(
    alphabet=st.sampled_from("ab:#-,[]{}'\"\\ \t\n\r\0\x85\u2028\ufeff?&*!|>%@`=<~.0123eExXyYnNoO+_é…ك"), max_size=12
)
WORDS = st.sampled_from(
    ["no", "NO", "Yes", "null", "~", "1e3", "0x1F", "12:30", "2023-10-02", ".inf", "-", "...", "<<", "a: b"]
)


@settings(max_examples=12)
@given(st.lists(st.text(max_size=30) | LETTERS | WORDS, min_size=120, max_size=120))
def test_texts_are_quoted_as_the_generator_quotes_them(origin, texts):
    if not origin.driver.current_url.endswith("/contribute/"):
        origin.open("contribute/")
    texts = [text.encode("utf-8", "replace").decode() for text in texts]
    script = """const { scalar } = await import(at + 'contribute-yaml.js');
        return given[0].map((text) => [scalar(text), scalar(text, true), scalar(text, false, true)])"""
    written = modules(origin, script, texts)
    for text, (plain, flow, _) in zip(texts, written, strict=True):
        front, problems = read_yaml_file("", f"a: {plain}\nb: [{flow}]\n".encode())
        assert faults(problems) == []
        values = as_json(front)
        assert values == {"a": one_line(text), "b": [one_line(text)]}, (text, plain, flow)
    assert written == [[scalar(t), scalar(t, flow=True), scalar(t, typed=True)] for t in texts]


def test_every_real_briefing_is_written_as_what_it_is(form):
    script = """const { fileText } = await import(at + 'contribute-yaml.js');
        const { fields } = JSON.parse(document.getElementById('_form').textContent);
        return given[0].map((front) => fileText(fields, front, 'Lead.', []))"""
    front = [as_json(read_briefing_file(path.name, path.read_bytes())[0].front) for path in REAL]
    for values, text in zip(front, modules(form, script, front), strict=True):
        document, problems = read_briefing_file("x.md", text.encode())
        assert problems == []
        assert as_json(document.front) == values


# --- drafts and places


def test_a_draft_stays_in_the_browser_until_it_is_thrown_away(form):
    fill(form)
    form.until("return document.querySelector('.contribution textarea[readonly]').value.includes('no new deal')")
    before = form.run("return document.querySelector('.contribution textarea[readonly]').value")
    form.until("return Object.keys(localStorage).some((name) => name.endsWith(' draft'))")
    form.open("about/")
    form.open("contribute/")
    form.until("return document.querySelector('.contribution').textContent.includes('draft that you left')")
    assert form.until("return document.querySelector('.contribution textarea[readonly]').value") == before
    names = "return [...document.querySelectorAll('.chosen li > span')].map(s => s.textContent).slice(0, 3)"
    form.until(f"{names.replace('.slice(0, 3)', '')}.length >= 5")
    assert form.run(names) == ["Nasser Kanaani", "A. Nobody, deputy, of: the minister", "Iran"]
    press_button(form, "Start anew")
    form.driver.switch_to.alert.accept()
    form.until("return document.querySelector('.contribution') && !document.querySelector('.contribution input').value")
    assert form.run("return Object.keys(localStorage).filter((name) => name.endsWith(' draft'))") == []


@pytest.mark.parametrize(
    "draft", ["7", '{"front": {}, "sections": [null]}', '{"front": {"sources": 5}, "sections": []}']
)
def test_a_damaged_draft_is_thrown_away(form, draft):
    form.run("localStorage.setItem('briefings / draft', arguments[0])", draft)
    form.open("contribute/")
    form.until("return document.querySelector('.contribution')")
    assert form.run("return document.querySelectorAll('.contribution input').length") > 10


def test_a_file_is_begun_on_the_repositorys_host_with_its_text(form):
    fill(form)
    tab_to(form, "Propose it on GitHub")
    keys(form, Keys.ENTER)
    address = form.until("return document.querySelector('.contribution .notice a')?.href")
    parts = urlsplit(address)
    assert (parts.netloc, parts.path) == ("github.com", "/example/briefings/new/main/content/briefings/2023")
    query = parse_qs(parts.query)
    assert query["filename"] == ["2023-10-02-iran-no-new-talks-2023-later.md"]
    assert query["value"] == [form.run("return document.querySelector('.contribution textarea[readonly]').value")]
    assert form.run("return document.activeElement.textContent") == "Go to GitHub"
    set_values(form, Lead="Long. " * 1500)
    press_button(form, "Propose it on GitHub")
    form.until("""const notice = document.querySelector('.contribution .notice');
        return !notice.hidden && notice.querySelector('a')?.href.includes('value=') === false""")
    assert "too long for a link" in form.run("return document.querySelector('.contribution .notice').textContent")
    assert "Long. Long." in copied(form)


HOSTS = {
    ("https://gitlab.com/a/b", "edit/main/docs/"):
        "https://gitlab.com/a/b/-/new/main?file_name=docs%2Fbriefings%2F2023%2F2023-01-01-x.md",
    ("https://git.example.org/a/b", "edit/main/content/"): None,
    ("https://gitlab.example.org/g/a/b.git", "-/blob/trunk/content"):
        "https://gitlab.example.org/g/a/b/-/new/trunk?file_name=content%2Fbriefings%2F2023%2F2023-01-01-x.md",
    ("https://codeberg.org/a/b", "_edit/main/content/"):
        "https://codeberg.org/a/b/_new/main/content/briefings/2023?filename=2023-01-01-x.md&value=T%26x",
    ("https://github.com/a/b/", ""):
        "https://github.com/a/b/new/main/content/briefings/2023?filename=2023-01-01-x.md&value=T%26x",
    ("javascript:alert(1)", ""): None,
    ("", ""): None,
}  # fmt: skip


@pytest.mark.parametrize("given_", HOSTS, ids=str)
def test_hosts_are_asked_in_their_own_way(form, given_):
    script = """const { kindOf, newFile, repository } = await import(at + 'contribute-host.js');
        const where = repository({ url: given[0], edit: given[1] }), kind = kindOf(where);
        return kind ? newFile(where, kind, '2023-01-01-x', 'T&x').address : null"""
    assert modules(form, script, *given_) == HOSTS[given_]


# --- without scripts, without storage


def test_without_scripts_the_page_says_how_to_do_it_by_hand(origin):
    origin.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        origin.open("contribute/")
        assert origin.driver.find_element("css selector", "noscript p").rect["height"] > 0
        example = origin.driver.find_elements("css selector", "main pre")[1].text
        assert example.startswith("---\ntitle: ")
        assert origin.driver.find_element("css selector", "main a[href$='guide/write-a-briefing/']").rect["height"] > 0
        assert not origin.driver.find_elements("css selector", "main button")
    finally:
        origin.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_without_storage_the_form_works_and_keeps_nothing(origin):
    with fresh_driver(**{"profile.default_content_setting_values.cookies": 2}) as driver:
        browser = type(origin)(driver, origin.origin)
        browser.open("contribute/")
        browser.until("return document.querySelector('.contribution')")
        set_values(browser, Title="Kept nowhere")
        shown = "return document.querySelector('.contribution textarea[readonly]').value"
        browser.until(f"{shown}.includes('title: Kept nowhere')")
        assert button(browser, "Download the file")
        assert [line for line in browser.complaints() if "Uncaught" in line] == []
