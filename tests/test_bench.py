"""The benchmark: its corpus is sound and always the same, and what is not equivalent is never timed."""

from __future__ import annotations

import http.client
import shutil
import sys
from pathlib import Path

import pytest
import yaml
from sites import ROOT, run, tree

sys.path.insert(0, str(ROOT / "benchmarks"))

from bench import arguments
from browsing import counted
from corpus import Corpus, write_corpus
from dialect import file_of, write_site
from edits import EDITS, Editor, first_difference
from listings import (
    FULL,
    LEAN,
    NotEquivalentError,
    compare,
    compare_titles,
    entries,
    expected,
    read_lists,
    terms_by_briefing,
)
from measure import FailedError, memory_known, paired_ratio, peak_memory, timed
from ours import our_lists, page
from peers import PEERS
from report import report
from results import Results

COUNT = 160
"""Enough for everything that occurs: translations, other languages, a withdrawn one."""


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return Corpus(COUNT)


@pytest.fixture(scope="module")
def terms(corpus):
    return terms_by_briefing(corpus)


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("bench") / "site"
    write_corpus(folder, COUNT, search=False)
    return folder


def test_a_corpus_is_always_the_same_and_begins_like_a_smaller_one(site, tmp_path):
    write_corpus(tmp_path / "again", COUNT, seed=1, search=False)
    write_corpus(tmp_path / "smaller", COUNT - 20, search=False)
    write_corpus(tmp_path / "other", COUNT, seed=2, search=False)
    again, smaller, other = (tree(tmp_path / name) for name in ("again", "smaller", "other"))
    here = tree(site)
    assert again == here
    assert smaller.items() < here.items()
    assert other.keys() != here.keys()


def test_a_corpus_has_everything_that_briefings_have(corpus):
    briefings = list(corpus)
    assert {briefing.language for briefing in briefings} == {"", "fr", "ru", "fa", "ar"}
    for what in ("translates", "withdrawn", "updates", "guest", "series", "place", "author"):
        assert any(getattr(briefing, what) for briefing in briefings), what
    sections = [section for briefing in briefings for section in briefing.sections]
    assert {len(section.date) for section in sections} == {0, 7, 10}
    assert any(len(section.countries) > 4 for section in sections)
    assert {statement.mode for section in sections for statement in section.statements} == {"quote", "paraphrase"}
    words = [len(briefing.body(str).split()) for briefing in briefings]
    assert 420 < sum(words) / len(words) < 460


def test_a_corpus_passes_the_check(site):
    done = run(site, "mkdocs_briefings", "check")
    assert done.returncode == 0, done.stdout
    codes = {line.partition("[")[2].partition("]")[0] for line in done.stdout.splitlines() if "warning:" in line}
    assert codes <= {"unused-term"}, done.stdout


def test_every_change_is_sound(corpus, tmp_path):
    write_site(tmp_path / "site", corpus, search=False)
    editor = Editor(corpus, tmp_path / "site")
    before = tree(editor.folder)
    for kind in EDITS:
        editor.make(kind)
    changed = {path for path, data in tree(editor.folder).items() if before.get(path) != data}
    assert len(changed) == 7
    assert len(before.keys() - tree(editor.folder).keys()) == 1
    done = run(editor.folder, "mkdocs_briefings", "check")
    assert done.returncode == 0, done.stdout


def test_a_built_site_lists_what_the_corpus_says_and_shows_a_change(corpus, terms, site, tmp_path):
    folder = tmp_path / "built"
    shutil.copytree(site, folder)
    assert run(folder, "mkdocs", "build", "--quiet").returncode == 0
    compare("the corpus", expected(terms), "the site", our_lists(folder / "site"), FULL)
    compare_titles("the site", corpus, lambda briefing_id: page(folder / "site", briefing_id))
    editor = Editor(corpus, folder)
    shown = [editor.make(kind) for kind in EDITS if kind != "nothing"]
    assert [look() for look in shown] == [False] * len(shown)
    assert run(folder, "mkdocs", "build", "--quiet").returncode == 0
    assert [look() for look in shown] == [True] * len(shown)


ENTRY = '<li class="entry"><time>2 Oct</time><h3><a href="/briefings/{0}/">A title</a></h3><ul><li>x</li></ul></li>'


@pytest.fixture
def output(corpus, terms, tmp_path) -> Path:
    """What a peer might have built: two entries on a page, the others on pages that continue it."""
    for (dimension, term), ids in expected(terms).items():
        ordered = sorted(ids)
        for at in range(0, len(ordered), 2):
            folder = tmp_path / dimension / term / (f"page/{at // 2 + 1}" if at else "")
            folder.mkdir(parents=True, exist_ok=True)
            text = "".join(ENTRY.format(briefing_id) for briefing_id in ordered[at : at + 2])
            (folder / "index.html").write_text(f"<h1>{term}</h1><ol>{text}</ol>", encoding="utf-8")
    for briefing in corpus:
        folder = tmp_path / "briefings" / briefing.id
        folder.mkdir(parents=True)
        title = briefing.title.replace("&", "&amp;")
        (folder / "index.html").write_text(f"<h1 id=x>\n{title} </h1>", encoding="utf-8")
    return tmp_path


def compare_all(corpus, terms, output) -> None:
    compare("ours", expected(terms), "peer", read_lists(output, LEAN), LEAN)
    compare_titles("peer", corpus, lambda briefing_id: output / "briefings" / briefing_id / "index.html")


def differing(corpus, terms, output) -> str:
    with pytest.raises(NotEquivalentError) as caught:
        compare_all(corpus, terms, output)
    return str(caught.value)


def test_equal_sites_are_equal(corpus, terms, output):
    assert read_lists(output, FULL) == expected(terms)
    compare_all(corpus, terms, output)


def test_a_list_that_lacks_a_briefing_is_named(corpus, terms, output):
    lists = expected(terms)
    name = max((name for name in lists if name[0] == "topics"), key=lambda name: len(lists[name]))
    last = sorted((output / "/".join(name)).glob("page/*/index.html"))[-1]
    (gone,) = sorted(entries(last.read_text("utf-8")))[:1]
    last.write_text(last.read_text("utf-8").replace(ENTRY.format(gone), ""), encoding="utf-8")
    count = len(lists[name])
    assert differing(corpus, terms, output) == (
        f"topics/{name[1]}: ours lists {count} briefings, peer {count - 1}; only in ours: {gone}"
    )


def test_a_list_too_many_is_named(corpus, terms, output):
    one = corpus.id(0)
    (output / "countries" / "zzz").mkdir()
    (output / "countries" / "zzz" / "index.html").write_text(ENTRY.format(one), encoding="utf-8")
    assert differing(corpus, terms, output) == (f"countries/zzz: ours lists 0 briefings, peer 1; only in peer: {one}")


def test_a_missing_page_and_another_title_are_named(corpus, terms, output):
    first, second = (output / "briefings" / corpus.id(number) / "index.html" for number in (0, 1))
    second.write_text("<h1>Another</h1>", encoding="utf-8")
    assert differing(corpus, terms, output).startswith(f"briefings/{corpus.id(1)}: peer has the title “Another”")
    first.unlink()
    assert differing(corpus, terms, output) == f"briefings/{corpus.id(0)}: peer has no page"


def test_an_entry_is_what_its_heading_leads_to():
    one, other, third = "2023-10-02-one", "2023-10-03-other", "2024-01-01-third"
    text = (
        f'<li class="entry" dir="rtl"><h3 lang="fa"><a class="x" href="../../briefings/{one}/#a">A</a></h3>'
        f'<p>in <a href="../../briefings/{third}/">a third</a></p></li>'
        f"<li class=entry><h2><a href=../{other}/>B</a></h2></li>"
        f'<li class="entry"><p>A correction in <a href="../../briefings/{third}/">a third</a></p></li>'
        f'<h3><a href="../../briefings/{third}/">elsewhere</a></h3>'
    )
    assert entries(text) == {one, other}


@pytest.mark.parametrize("name", PEERS)
def test_a_peer_gets_every_briefing_and_the_lists_it_is_in(name, corpus, terms, tmp_path):
    peer, folder = PEERS[name](tmp_path / "cache"), tmp_path / "site"
    peer.write(folder, corpus, terms)
    texts = {briefing.id: peer.source(folder, briefing.id).read_text("utf-8") for briefing in corpus}
    assert all(briefing.sections[1].heading in texts[briefing.id] for briefing in corpus)
    assert "@" not in "".join(texts.values())
    if name in ("hugo", "hugo-full", "eleventy"):
        fronts = {key: yaml.safe_load(text.split("---\n")[1]) for key, text in texts.items()}
        given = {key: {dimension: front[dimension] for dimension in peer.dimensions} for key, front in fronts.items()}
        wanted = {key: {dimension: found[dimension] for dimension in peer.dimensions} for key, found in terms.items()}
        assert given == wanted
    peer.change(folder, corpus.id(0), "A mark.")
    assert peer.source(folder, corpus.id(0)).read_text("utf-8") == f"{texts[corpus.id(0)]}\nA mark.\n"


def test_trees_are_compared_byte_for_byte(tmp_path):
    one, other = tmp_path / "one" / "site", tmp_path / "other" / "site"
    for folder in (one, other):
        (folder / "a").mkdir(parents=True)
        (folder / "a" / "index.html").write_text("x")
    assert first_difference(one, other) == ""
    (other / "b.html").write_text("")
    assert first_difference(one, other) == "b.html is not in one"
    (one / "a" / "index.html").write_text("y")
    assert first_difference(one, other) == "a/index.html differs"


def test_a_program_that_fails_says_why(tmp_path):
    with pytest.raises(FailedError, match="ended with 3:\nno disk"):
        timed([sys.executable, "-c", "import sys; print('no disk'); sys.exit(3)"], tmp_path)


@pytest.mark.skipif(not memory_known(), reason="this system does not tell what memory a process has")
def test_memory_is_that_of_all_processes_together(tmp_path):
    child = "import time; block = bytearray(40 << 20); block[::4096] = b'x' * len(block[::4096]); time.sleep(0.3)"
    children = f"[subprocess.Popen([sys.executable, '-c', {child!r}]) for _ in 'ab']"
    parent = f"import subprocess, sys; found = {children}; [child.wait() for child in found]"
    together, largest = peak_memory([sys.executable, "-c", parent], tmp_path)
    assert together > 80
    assert 40 < largest < 80


def test_ratios_are_those_of_rounds():
    assert paired_ratio([1, 9, 1], [2, 3, 4]) == 0.5
    assert paired_ratio([1, 9], [2]) == 0.5


def test_results_outlive_an_interruption(tmp_path):
    results = Results(tmp_path / "results.json")
    for value in (1.0, 2.0):
        results.add(300, "cold/plain/ours", value)
    results.add(300, "check/all, first time/ours", 0.5)
    results.end(300, "check")
    again = Results.load(results.path)
    assert again.samples(300, "cold/plain/ours") == [1.0, 2.0]
    assert (again.is_done(300, "check"), again.is_done(300, "cold")) == (True, False)
    again.begin(300, "cold")
    assert again.samples(300, "cold/plain/ours") == []
    assert again.samples(300, "check/all, first time/ours") == [0.5]
    results.path.write_text("[]")
    with pytest.raises(ValueError, match="no file of results"):
        Results.load(results.path)


def test_the_report_tells_what_is_met_and_what_was_not_measured(tmp_path):
    results = Results(tmp_path / "results.json")
    for ours, hugo, pagefind in ((1.0, 10.0, 20.0), (1.2, 8.0, 20.0), (1.1, 9.0, 20.0)):
        results.add(10_000, "rebuild/body/ours", ours)
        results.add(10_000, "rebuild/body with search/ours", 9 * ours)
        results.add(10_000, "rebuild/body/hugo", hugo)
        results.add(10_000, "rebuild/body/pagefind", pagefind)
    results.state(10_000, "heaviest", ["a-z/", 151_000])
    results.add(1000, "search/first/ours", 250_000)
    rows = report(results).splitlines()
    assert (
        "| build, text of one changed | 1.10 s (1.00–1.20) | 9.00 s (8.00–10.00) | 0.12 | at most 0.15 × peer | yes |"
        in rows
    )
    assert (
        "| build with search, text of one changed | 9.90 s (9.00–10.80) | 29.00 s (28.00–30.00) | 0.34 "
        "| at most 0.15 × peer | no, 2.3 × the goal |"
    ) in rows
    assert "| build, one added | – | – | – | at most 0.3 × peer | not measured |" in rows
    assert "| heaviest page, 10,000 briefings: `/a-z/` | 151 kB | – | – | at most 150 kB | no |" in rows


def test_an_empty_report_is_a_report(tmp_path):
    assert "not measured" in report(Results(tmp_path / "results.json"))


def test_bytes_of_files_are_counted(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"x" * 1000)
    with counted(tmp_path) as server:
        for _ in range(2):
            connection = http.client.HTTPConnection("127.0.0.1", server.server_port)
            connection.request("GET", "/a.txt")
            connection.getresponse().read()
            connection.close()
        assert server.sent == 2000


def test_what_can_be_asked_for(capsys):
    assert (arguments([]).sizes, arguments([]).peers) == ([1000, 10_000], ["hugo", "hugo-full"])
    assert (arguments(["--quick"]).sizes, arguments(["--quick"]).peers) == ([300], list(PEERS))
    assert arguments(["--sizes", "100000,1000", "--peers", ""]).sizes == [1000, 100_000]
    for wrong in (["--peers", "jekyll"], ["--sizes", "10"], ["--sizes", "many"], ["--pairs", "0"]):
        with pytest.raises(SystemExit) as caught:
            arguments(wrong)
        assert caught.value.code == 2
    assert "no peer is called jekyll" in capsys.readouterr().err


def test_a_briefing_has_its_file(corpus, site):
    assert all(file_of(site, briefing.id).is_file() for briefing in corpus)
