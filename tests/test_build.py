"""`mkdocs build` and `briefings` as users run them, on real folders."""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from conftest import GOLDEN, briefing
from sites import CONFIG, run, tree, write_site

FULL = yaml.safe_load((GOLDEN / "full.yml").read_text("utf-8"))
NOW = {"SOURCE_DATE_EPOCH": "1704067200"}  # 2024-01-01


@pytest.fixture(scope="module")
def full(tmp_path_factory) -> Path:
    """The site with every key, built."""
    folder = write_site(tmp_path_factory.mktemp("full"), FULL)
    done = run(folder, "mkdocs", "build", "--strict", **NOW)
    assert done.returncode == 0, done.stderr
    return folder


def built(folder: Path) -> tuple[Path, dict[str, bytes]]:
    """The site of its own for a test that breaks it, with what it was."""
    write_site(folder, FULL)
    assert run(folder, "mkdocs", "build", **NOW).returncode == 0
    return folder, tree(folder / "site")


def page(folder: Path, uri: str) -> str:
    """A built page."""
    return (folder / "site" / uri / "index.html").read_text("utf-8")


TURN = ["Still no *new* borders, {{ 7*7 }}.", "turn in position", "Before, on", "No {{ new }} borders."]
"""What a turn in position shows wherever it is shown: both statements."""


@pytest.mark.parametrize(
    ("uri", "words"),
    {
        "briefings/2023-10-02-weekly": [
            "Weekly `briefing` <script>", "{{ 7*7 }}", "Tehran, Persia", "Published here", "3 October 2023",
            "press conference", "Jane Doe", "spokeswoman", "A Guest", "envoy", "Persia", "Diplomacy", "John Roe",
            "Foreign Ministry", "Ann Author", "Weekly briefing", "نشست هفتگی", "A date was wrong", "Spelling.",
            "Title \"quoted\" <b>", "reposted by", "Mirror", "October 2023", "archived copy",
            "https://archive.example/1", 'lang="fa"', "September 2023", "The State", 'id="old-heading"',
            "No {{ new }} borders.", "مرز تازه نه", "Quoted from", "Paraphrased", "turn", "The note.",
            "{{ code }}", "{% include", "<td>1</td>", "A smaller heading",
        ],
        "topics/karabakh": [
            "Karabakh & <b>borders</b> {{ 7*7 }}", "Diplomacy", "Armenia and Azerbaijan", "Borders", *TURN
        ],
        "topics/diplomacy": ["How states speak.", "Statecraft", "20000638", "Armenia and Azerbaijan"],
        "countries/iran": ["Persia", "A note on status.", "Eran", "IRN", "speaking for it", "Southern Asia", *TURN],
        "people/jane-doe": ["جین دو", "J. Dö'e", "spokeswoman", "June 2022 – 2024", "Foreign Ministry", *TURN],
        "organisations/mfa": ["MFA", "The Ministry", "The State", "Jane Doe", "Weekly briefing"],
        "outlets/daily-news": ["news.example", "state", "Owned by the state.", "fa", "Persia"],
        "series/weekly": ["Every Monday.", "Foreign Ministry", "The next one"],
        "corrections": ["A date was wrong"],
        "positions": [*TURN, '<figure class="picture speakers">', "Jane Doe: 2 statements by date"],
        "relations/arm-irn": ["Borders", "Armenia and Azerbaijan"],
        "topics/karabakh/armenia": ["Borders", "Armenia and Azerbaijan"],
        "digests/2023-W40": ["Weekly `briefing`", "A date was wrong"],
        "briefings/2023-10-09-next": TURN,
        "topics": ['<figure class="picture matrix">'],
        "countries": ['<figure class="picture map">'],
        "relations": ['<figure class="picture network">'],
        "": ['<figure class="picture map">'],
        "digests/2023-10": ["The next one"],
        "a-z": ["Statecraft", "جین دو", "Eran"],
        "briefings/2023-10-10-gone": ["has been withdrawn", 'content="noindex"'],
    }.items(),
)  # fmt: skip
def test_every_key_is_on_a_page(full, uri, words):
    text = html.unescape(page(full, uri))
    assert [word for word in words if word not in text] == []


def test_nothing_of_content_is_run_or_taken_for_markup(full):
    for name, data in tree(full / "site").items():
        if name.endswith(".html"):
            text = data.decode()
            assert "<script>alert" not in text
            assert "<b>borders" not in text
            assert "<i>tags" not in text
            assert " 49 " not in re.sub(r"<[^>]+>", " ", text)


def test_what_is_not_public_is_nowhere(full):
    for name, data in tree(full / "site").items():
        for secret in (b"Secret draft", b"2023-10-11-draft", b"Embargoed", b"2024-03-01-later"):
            assert secret not in data, name
            assert secret.decode() not in name
    for uri in ("", "briefings/", "briefings/2023/", "countries/iran/", "outlets/mirror/", "sitemap.xml"):
        path = full / "site" / uri
        path = path / "index.html" if path.is_dir() else path
        assert "2023-10-10-gone" not in path.read_text("utf-8"), uri


def test_an_embargo_ends_at_its_hour(tmp_path):
    folder = write_site(tmp_path, FULL)
    assert run(folder, "mkdocs", "build", SOURCE_DATE_EPOCH="1709281799").returncode == 0  # 08:29:59 UTC
    assert not (folder / "site" / "briefings" / "2024-03-01-later").exists()
    assert run(folder, "mkdocs", "build", SOURCE_DATE_EPOCH="1709281800").returncode == 0
    assert (folder / "site" / "briefings" / "2024-03-01-later").exists()


def test_a_briefing_and_the_home_can_be_edited_and_lists_cannot(full):
    assert "edit/main/content/briefings/2023/2023-10-02-weekly.md" in page(full, "briefings/2023-10-02-weekly")
    assert "edit/main/content/index.md" in page(full, ".")
    assert "edit/main" not in page(full, "topics/karabakh")


def test_a_translation_is_listed_once_and_reads_from_the_right(full):
    assert "نشست هفتگی" not in page(full, "briefings")
    assert 'dir="rtl"' in page(full, "briefings/2023-10-02-weekly-fa")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("briefings/2023-10-01-weekly", "briefings/2023-10-02-weekly/"),
        ("old/path", "briefings/2023-10-02-weekly/"),
        ("topics/nagorno", "topics/karabakh/"),
        ("topics/nagorno/armenia", "topics/karabakh/armenia/"),
        ("people/j-roe", "people/john-roe/"),
        ("countries/old-iran", "countries/iran/"),
    ],
)
def test_old_addresses_lead_to_new_ones(full, old, new):
    target = os.path.relpath(new, old)
    assert re.search(
        rf'http-equiv="refresh" content="0; ?url={re.escape(target)}/?"', page(full, old).replace("&amp;", "&")
    )


def test_every_link_within_the_site_leads_somewhere(full):
    site = full / "site"
    files = tree(site)
    ids = {
        name: set(re.findall(r'\bid="([^"]+)"', data.decode()))
        for name, data in files.items()
        if name.endswith(".html")
    }
    dead = []
    for name, data in files.items():
        if not name.endswith(".html") or name == "404.html":
            continue
        for href in map(html.unescape, re.findall(r'(?:href|src)="([^"]+)"', data.decode())):
            if re.match(r"(https?|mailto):", href):
                continue
            path, _, fragment = href.partition("#")
            target = os.path.normpath(os.path.join(os.path.dirname(name), path.partition("?")[0])) if path else name
            found = next(
                (t for t in (target, f"{target}/index.html", "index.html" if target == "." else target) if t in files),
                None,
            )
            if found is None or (fragment and fragment not in ids.get(found, ())):
                dead.append((name, href))
    assert dead == []


def test_a_failed_build_says_why_and_leaves_the_last_site(tmp_path):
    folder, before = built(tmp_path)
    bad = folder / "content" / "briefings" / "2023" / "2023-10-20-bad.md"
    bad.write_text(briefing(date="2023-10-20", topcs="[x]"), encoding="utf-8")
    done = run(folder, "mkdocs", "build", **NOW)
    assert done.returncode == 1
    assert "content/briefings/2023/2023-10-20-bad.md:7:1: error: " in done.stderr
    assert "did you mean `topics`?" in done.stderr
    assert "Traceback" not in done.stderr
    assert tree(folder / "site") == before


def test_strict_fails_on_a_warning_and_leaves_the_last_site(tmp_path):
    folder, before = built(tmp_path)
    path = folder / "content" / "vocabulary" / "series.yml"
    path.write_text(path.read_text("utf-8") + "unused: {name: Unused}\n", encoding="utf-8")
    done = run(folder, "mkdocs", "build", "--strict", **NOW)
    assert done.returncode == 1
    assert "[unused-term]" in done.stderr
    assert tree(folder / "site") == before
    (folder / "mkdocs.yml").write_text(
        CONFIG.replace("search: false", "search: false, accepted_warnings: [unused-term]")
    )
    assert run(folder, "mkdocs", "build", "--strict", **NOW).returncode == 0


def test_a_fault_in_a_template_leaves_the_last_site_and_has_no_traceback(tmp_path):
    folder, before = built(tmp_path)
    template = folder / "templates" / "pages" / "topics.md.j2"
    template.parent.mkdir(parents=True)
    template.write_text("{{ nonsense }}")
    done = run(folder, "mkdocs", "build", **NOW)
    assert done.returncode == 1
    assert "topics.md.j2" in done.stderr
    assert "nonsense" in done.stderr
    assert "Traceback" not in done.stderr
    assert tree(folder / "site") == before


def test_an_empty_site_builds(tmp_path):
    folder = write_site(tmp_path, {"index.md": "# Nothing yet\n"})
    done = run(folder, "mkdocs", "build", "--strict")
    assert done.returncode == 0, done.stderr
    assert "No briefing yet" in page(folder, "briefings")


def test_the_same_input_gives_the_same_bytes_elsewhere(tmp_path, full):
    folder = write_site(tmp_path / "a path with spaces and ü", FULL)
    done = run(folder, "mkdocs", "build", **NOW, PYTHONHASHSEED="7", TZ="Asia/Tehran", LC_ALL="C")
    assert done.returncode == 0, done.stderr
    assert tree(folder / "site") == tree(full / "site")


def test_render_writes_a_tree_that_plain_mkdocs_builds(tmp_path, full):
    out = tmp_path / "tree"
    done = run(full, "mkdocs_briefings", "render", str(out), **NOW)
    assert done.returncode == 0, done.stderr
    (tmp_path / "mkdocs.yml").write_text("site_name: Plain\ndocs_dir: tree\nmarkdown_extensions: [attr_list]\n")
    done = run(tmp_path, "mkdocs", "build", "--strict")
    assert done.returncode == 0, done.stderr
    text = (tmp_path / "site" / "briefings" / "2023-10-02-weekly" / "index.html").read_text("utf-8")
    assert 'id="karabakh"' in text
    assert "No {{ new }} borders." in html.unescape(text)


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs"])
def test_other_themes_show_the_same_pages(tmp_path, theme):
    folder = write_site(tmp_path, FULL, CONFIG.replace("name: briefings", f"name: {theme}"))
    done = run(folder, "mkdocs", "build", **NOW)
    assert done.returncode == 0, done.stderr
    assert "No {{ new }} borders." in page(folder, "positions")


def test_check_tells_by_its_exit_code(tmp_path):
    folder = write_site(tmp_path, FULL)
    done = run(folder, "mkdocs_briefings", "check", "--now", "2024-01-01")
    assert (done.returncode, done.stdout) == (0, "No problems found.\n")
    bad = folder / "content" / "briefings" / "2023" / "2023-10-20-bad.md"
    bad.write_text(briefing(date="2023-10-20", topics="[karabak]"), encoding="utf-8")
    done = run(folder, "mkdocs_briefings", "check", "--format", "json", "--now", "2024-01-01")
    assert done.returncode == 1
    assert [(row["line"], row["code"], row["hint"]) for row in json.loads(done.stdout)] == [
        (7, "unknown-term", "did you mean `karabakh`?")
    ]
    other = run(folder, "mkdocs_briefings", "check", "content/vocabulary", "--now", "2024-01-01")
    assert other.returncode == 0
    assert run(folder, "mkdocs_briefings", "check", "--format", "xml").returncode == 2
    assert run(folder, "mkdocs_briefings", "check", "no/such/file").returncode == 2
    assert run(tmp_path.parent, "mkdocs_briefings", "check").returncode == 2


def test_check_writes_the_step_summary(tmp_path):
    folder = write_site(tmp_path / "site", FULL)
    for day in range(10, 25):
        path = folder / "content" / "briefings" / "2023" / f"2023-11-{day}-bad.md"
        path.write_text(briefing(date=f"2023-11-{day}", topics="[nothing-like-it]"), encoding="utf-8")
    summary = tmp_path / "summary.md"
    done = run(folder, "mkdocs_briefings", "check", "--format", "github", GITHUB_STEP_SUMMARY=str(summary))
    assert done.returncode == 1
    assert done.stdout.count("::error file=") == 10
    assert summary.read_text("utf-8").count("| error") == 15


def test_the_real_content_has_no_error():
    root = Path(__file__).parents[1]
    done = run(root, "mkdocs_briefings", "check", "--format", "json")
    assert {row["severity"] for row in json.loads(done.stdout)} <= {"warning"}


def test_the_wheel_carries_templates_and_theme(tmp_path):
    root = Path(__file__).parents[1]
    for name in (".github", "generator", "templates", "LICENSE", "README.md", "pyproject.toml"):
        source = root / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, tmp_path / name)
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", "out", "."]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    (wheel,) = (tmp_path / "out").glob("*.whl")
    shutil.unpack_archive(wheel, tmp_path / "unpacked", "zip")
    package = tmp_path / "unpacked" / "mkdocs_briefings"
    assert (package / "templates" / "pages" / "briefing.md.j2").is_file()
    assert (package / "templates" / "theme" / "style.css").is_file()
    assert (package / "data" / "countries.json").is_file()
    assert (package / "github" / "workflows" / "check.yml").is_file()
