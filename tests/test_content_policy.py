"""What pages may load: one policy for every page's tag, `_headers` and the guide; a site may add hosts by name."""

from __future__ import annotations

import html
import re

import pytest
from conftest import basic
from sites import CONFIG, ROOT, run, tree, write_site

from mkdocs_briefings.content_policy import ALLOWABLE, PolicyError, headers_file, page_policy

TAG = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')


def directives(policy: str) -> dict[str, list[str]]:
    found = {}
    for part in policy.split("; "):
        name, *sources = part.split(" ")
        assert name not in found  # only the first of a name counts (CSP3, section 2.2.1)
        found[name] = sources
    return found


def test_the_policy_lets_nothing_in_that_stands_in_a_page():
    found = directives(page_policy())
    assert found["default-src"] == ["'none'"]
    assert found["base-uri"] == ["'none'"]
    allowed = {source for name, sources in found.items() for source in sources}
    assert allowed == {"'none'", "'self'", "'wasm-unsafe-eval'"}


def test_only_a_reload_lets_inline_scripts_run():
    served = directives(page_policy(live_reload=True))
    assert served.pop("script-src") == ["'self'", "'wasm-unsafe-eval'", "'unsafe-inline'"]
    assert served == {name: sources for name, sources in directives(page_policy()).items() if name != "script-src"}


def test_a_site_adds_hosts_by_directive():
    found = directives(page_policy({"img-src": ["https://img.example", "data:"], "frame-src": ["https://*.a.example"]}))
    assert found["img-src"] == ["'self'", "https://img.example", "data:"]
    assert found["frame-src"] == ["https://*.a.example"]


@pytest.mark.parametrize("name", ["default-src", "base-uri", "report-uri", "script", "", "img-src; script-src"])
def test_other_directives_are_refused(name):
    with pytest.raises(PolicyError, match="takes no sources"):
        page_policy({name: ["https://a.example"]})


@pytest.mark.parametrize(
    "source",
    [
        *("*", "https:", "http://a.example", "'unsafe-inline'", "'unsafe-eval'", "", "a.example", "https://"),
        *("https://a.example; script-src *", "https://a.example *", "https://a.example\nX: y", "https://a.example,*"),
        *("https://*", "https://*.", "https://a.example\n", 'https://a.example"', "'none'", "https://a.example/'"),
    ],
)
@pytest.mark.parametrize("name", ALLOWABLE)
def test_sources_that_open_everything_or_end_the_directive_are_refused(name, source):
    with pytest.raises(PolicyError, match="is no source"):
        page_policy({name: [source]})


def test_headers_are_one_rule_of_whole_lines():
    lines = headers_file(page_policy()).splitlines()
    assert lines[0] == "/*"
    names = [re.fullmatch(r"  ([A-Z][A-Za-z-]+): \S.*", line)[1] for line in lines[1:]]
    assert names == sorted(set(names), key=names.index)
    assert f"  Content-Security-Policy: {page_policy()}; frame-ancestors 'none'" in lines
    # Netlify and Cloudflare Pages take lines of up to 2,000 characters.
    assert max(map(len, lines)) < 1000


def policies(site) -> dict[str, list[str]]:
    """The policies of all pages, by path."""
    pages = {name: data.decode() for name, data in tree(site).items() if name.endswith(".html")}
    return {name: [html.unescape(policy) for policy in TAG.findall(text)] for name, text in pages.items()}


@pytest.mark.parametrize("fast", ["true", "false"])
def test_every_page_has_the_policy_before_all_that_it_loads(tmp_path, fast):
    files = basic() | {"about.md": "| a |\n|--:|\n| 1 |\n", "vocabulary/topics.yml": REDIRECTS}
    folder = write_site(tmp_path, files, CONFIG.replace("search: false", f"search: false, fast: {fast}"))
    done = run(folder, "mkdocs", "build", SOURCE_DATE_EPOCH="1704067200")
    assert done.returncode == 0, done.stderr
    found = policies(folder / "site")
    assert {"index.html", "404.html", "about/index.html", "topics/old/index.html"} <= found.keys()
    assert {name: policy for name, policy in found.items() if policy != [page_policy()]} == {}
    for name in found:
        text = (folder / "site" / name).read_text("utf-8")
        assert text.index("Content-Security-Policy") < min(text.find(f"<{tag} ") % len(text) for tag in LOADING)
    assert "style=" not in (folder / "site/about/index.html").read_text("utf-8")
    assert (folder / "site/_headers").read_text("utf-8") == headers_file(page_policy())


LOADING = ("script", "link", "img")
REDIRECTS = "nuclear-talks: {name: Nuclear talks, redirects_from: [old]}\ntalks: {name: Talks}\n"


def test_what_a_site_allows_reaches_pages_and_headers(tmp_path):
    allow = "allow: {script-src: ['https://count.example']}"
    folder = write_site(tmp_path, basic(), CONFIG.replace("search: false", f"search: false, {allow}"))
    run(folder, "mkdocs", "build", SOURCE_DATE_EPOCH="1704067200")
    policy = page_policy({"script-src": ["https://count.example"]})
    assert set(map(tuple, policies(folder / "site").values())) == {(policy,)}
    assert f"{policy}; frame-ancestors" in (folder / "site/_headers").read_text("utf-8")


def test_a_source_that_is_none_stops_the_build_with_a_word(tmp_path):
    folder = write_site(tmp_path, basic(), CONFIG.replace("search: false", "search: false, allow: {img-src: ['*']}"))
    done = run(folder, "mkdocs", "build")
    assert done.returncode == 1
    assert "`allow`: `*` is no source for img-src; write it as https://host.example" in done.stderr
    assert "Traceback" not in done.stderr


def test_headers_of_the_sites_own_come_before_ours(tmp_path):
    folder = write_site(tmp_path, basic() | {"_headers": "/*\n  X-Own: yes\n"})
    run(folder, "mkdocs", "build", SOURCE_DATE_EPOCH="1704067200")
    assert (folder / "site/_headers").read_text("utf-8") == "/*\n  X-Own: yes\n"


def test_under_another_theme_only_frames_are_forbidden(tmp_path):
    folder = write_site(tmp_path, basic(), CONFIG.replace("name: briefings", "name: mkdocs"))
    done = run(folder, "mkdocs", "build", SOURCE_DATE_EPOCH="1704067200")
    assert done.returncode == 0, done.stderr
    assert policies(folder / "site")["topics/index.html"] == []
    assert "  Content-Security-Policy: frame-ancestors 'none'\n" in (folder / "site/_headers").read_text("utf-8")


def test_the_guide_shows_the_policy_that_pages_have():
    text = (ROOT / "content/guide/publish.md").read_text("utf-8")
    assert "<!-- briefings:policy -->" in text
    assert "<!-- briefings:headers -->" in text
