"""The house keeps its walls: who may import what, how long a module may be, and that what is public says what it is."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1] / "generator" / "mkdocs_briefings"
MODULES = {path.relative_to(ROOT).with_suffix("").as_posix(): path for path in sorted(ROOT.rglob("*.py"))}

PICTURES = {name for name in MODULES if name.startswith("pictures/")}
FIGURES = {"pages/figures", "pages/positions"}
LINKS = {f"links/{name}" for name in ("__init__", "addresses", "archives", "report")}
FEEDS = {f"outputs/{name}" for name in ("atom", "feed_content", "feed_entries", "feed_model", "feeds", "json_feed")}
FEEDS |= {"outputs/opml", "outputs/xml_text"}
DATA = {name for name in MODULES if name.startswith("outputs/data")}
CITATIONS = {f"outputs/{name}" for name in ("article", "bibliography", "bibtex", "citations", "csl", "metadata", "ris")}
CITATIONS |= {"outputs/schema_org"}
DIGESTS = {f"outputs/digest_{name}" for name in ("blocks", "html", "markdown", "message", "text")}
DIGESTS |= {"outputs/web_links", "outputs/packs"} | {f"outputs/pack_{name}" for name in ("epub", "html", "model")}
ASSIST = {name for name in MODULES if name.startswith("assist/")} - {"assist/fetch"}
IMPACT = {name for name in MODULES if name.startswith("impact/")}
SHARED = {f"commands/{name}" for name in ("__init__", "options", "annotations", "articles")}
COMMANDS = {name for name in MODULES if name.startswith("commands/")} - SHARED

PAGES = ("alphabet", "briefings", "digests", "downloads", "feed_places", "highlights", "overview", "packed", "pairs")
PAGES += ("reader_tools", "terms")

LAYERS = [
    {
        "__init__", "bidi", "clock", "content_policy", "dates",
        "drawings", "escape", "hidden", "names", "nearest", "packaged",
        "problem", "selection", "spans", "urls",
    },
    {"yaml_text"},
    {"character_references", "date_words", "decoding", "web_address", "web_answer"},
    {"words"},
    {"phrases"},
    {"github_text", "model", "report", "document", "fragment", "views", "links/states", "links/politeness"},
    {"contexts", "countries", "edits", "locate", "schema", "links/record", *PICTURES},
    {"markup", "reading", "reference", "labels", "script_words"},
    {"accepted_body", "formatting", "layout", "writing"},
    {"answers", "issue_form", "vocabulary"},
    {"briefing", "json_schema", "translations"},
    {
        *ASSIST, "crosscheck", "form_fields", "issue_draft", "held_back", "library", "outputs/head", "related",
        "vocabulary_changes",
    },
    {
        "shards", "site", "pages/timeline", "pages/parts", "pages/registers", "pages/periods",
        *FIGURES, *CITATIONS, *LINKS, *DATA,
    },
    {f"pages/{name}" for name in PAGES},
    {"pages/__init__", "outputs/__init__", "outputs/records", "outputs/redirects", "outputs/sitemap", *FEEDS, *DIGESTS},
    {"outputs/beside"},
    {"render"},
    {"filetree", "guarded_fetch", "search_bundle", "search_index", "project", "versions", "workers", "differences"},
    {"faults"},
    {"changed_periods", "touched"},
    {
        "assist/fetch", "changes", "copies", "emit", "export", "links/checking",
        "links/record_file", "new_files", "publish", "sources", "state", "tree",
    },
    {"making", "readings", "links/run", *IMPACT},
    {"build", "checking", "direct", "kept_files", "late_search", "revision", "surroundings", "watching"},
    {"revision_files"},
    {"comparison"},
    SHARED,
    {*COMMANDS, "plugin"},
    {"cli"},
    {"__main__", "theme/__init__", "data/__init__", "data/make_countries", "data/make_map"},
]
"""From the bottom up: a module imports from its own layer or from below."""

ONLY_IN = {
    "babel": {"date_words", "words"},
    "yaml": {"document"},
    "frontmatter": {"document"},
    "cmarkgfm": {"markup", "locate"},
    "nh3": {"markup"},
    "markdown_it": {"locate"},
    "jinja2": {"render"},
    "mkdocs": {"plugin", "direct", "kept_files", "surroundings", "watching"},
    "watchdog": {"watching"},
    "click": {"cli", "commands/options", "commands/articles", *COMMANDS},
    "subprocess": {"search_index", "revision"},
    "logging": {"plugin"},
    "sqlite3": {"export"},
    "anyascii": {"writing"},
    "ahocorasick_rs": {"assist/matching"},
    "trafilatura": {"assist/extract"},
    "lxml": {"assist/extract"},
    "socket": {"guarded_fetch"},
    "ssl": {"guarded_fetch"},
    "http": {"guarded_fetch"},
    "cbor2": {"search_bundle"},
    "css_inline": {"outputs/digest_html"},
    "ebooklib": {"outputs/pack_epub"},
    "email": {"links/politeness", "outputs/digest_message"},
}

CHANGES = {"changed_periods", "changes", "differences", "touched"}
PURE = set().union(*LAYERS[:17], IMPACT, CHANGES) - {"clock", "packaged"}
"""Nothing here touches the disk, the clock, the environment or the terminal; `countries` reads our own data."""

DISK = {"pathlib", "os", "shutil", "sys", "time", "tempfile"}


@cache
def imports(path: Path) -> set[str]:
    """The modules a file imports: our own as paths from the package, others by their first name."""
    here = path.relative_to(ROOT).parent.parts
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.add(node.module.split(".")[0])
        elif isinstance(node, ast.ImportFrom):
            base = here[: len(here) - node.level + 1] + tuple((node.module or "").split(".") if node.module else ())
            whole = "/".join(base)
            for alias in node.names:
                name = f"{whole}/{alias.name}".lstrip("/")
                found.add(name if name in MODULES else whole if whole in MODULES else f"{whole}/__init__".lstrip("/"))
    return found


LISTS = {"contexts", "views", "library", "pages/parts"}
"""A class for each kind of page and of part, an index for each list: as long as there are kinds."""

LAYER_OF = {module: number for number, layer in enumerate(LAYERS) for module in layer}


@pytest.mark.parametrize("module", MODULES)
def test_modules_import_from_below(module):
    own = {name for name in imports(MODULES[module]) if name in MODULES} - {"__init__"}
    package = module.rpartition("/")[0] + "/__init__"
    assert module in LAYER_OF, "give the module its layer"
    above = {name for name in own if LAYER_OF[name] > LAYER_OF[module] and name != package}
    # Only for type hints: `related` is called by pages with a library and names its type.
    assert above <= ({"library"} if module == "related" else set())


@pytest.mark.parametrize(("library", "modules"), ONLY_IN.items())
def test_each_library_has_one_door(library, modules):
    assert {module for module, path in MODULES.items() if library in imports(path)} == modules


def test_the_core_is_pure():
    used = {module: imports(MODULES[module]) & DISK for module in PURE}
    allowed = {"countries": {"pathlib"}, "render": {"pathlib"}}
    assert {module: names for module, names in used.items() if names - allowed.get(module, set())} == {}


def test_the_adapters_do_not_know_each_other():
    commands = {name for name in MODULES if name.startswith("commands/")}
    assert all("plugin" not in imports(MODULES[name]) for name in {"cli", *commands})
    assert not imports(MODULES["plugin"]) & {"cli", *commands}


@pytest.mark.parametrize("module", MODULES)
def test_modules_are_short_and_say_what_they_are(module):
    text = MODULES[module].read_text("utf-8")
    assert len(text.splitlines()) <= (600 if module in LISTS else 350)
    tree = ast.parse(text)
    assert not text or ast.get_docstring(tree)
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), node.name
