"""What is not published yet leaks nowhere: drafts, embargoes and withdrawn briefings, over the whole built tree.

Every word of each of them is a word of its own, in every field that the schema has, in headings, ids, names of files.
The tree is searched as bytes, with what is packed unpacked: search index, packs, database.
"""

from __future__ import annotations

import copy
import gzip
import io
import re
import zipfile
from pathlib import Path

import pytest
from hostile_content import TERMS, files_with, free_fields, put, records, yaml_of
from sites import CONFIG, run, write_site

from mkdocs_briefings.schema import KINDS

STATES = {
    "zzdraft": "status: draft\n",
    "zzembargo": "embargo: 2024-02-01T12:00Z\n",
    "zzwithdrawn": "status: withdrawn\n",
}
EARLY, LATE = "1704067200", "1709251200"  # the first days of January and of March 2024
KIND_OF = {folder: kind for kind, folder in KINDS.items()}
COUNTRY = {"zzdraft": ("BTN", "bhutan"), "zzembargo": ("FJI", "fiji"), "zzwithdrawn": ("PLW", "palau")}
"""A country that no other briefing is about."""


def hidden(word: str) -> tuple[str, str]:
    """A briefing all of whose words begin with one, as (path, text)."""
    front = copy.deepcopy(records()["briefing"])
    for number, at in enumerate(at for name, at in free_fields() if name == "briefing"):
        put(front, at, f"{word}f{number}")
    for key in ("status", "embargo", "series"):
        del front[key]
    front["redirects_from"] = [f"{word}old/{word}path"]
    front["place"] = f"{word}place {word}سری"
    front["countries"] = [COUNTRY[word][0]]
    for key in ("topics", "people", "organisations"):
        front[key] = [TERMS[KIND_OF[key]]]
    front["sources"] = [
        {"outlet": "outlet-0", "url": f"https://{word}.example/{word}", "title": f"{word}source",
         "archived": f"https://archive.example/{word}copy"}
    ]  # fmt: skip
    section = front["sections"].pop("heading")
    section |= {"redirects_from": [f"{word}anchor"], "countries": [COUNTRY[word][0], "IRN"]}
    section["statements"][0]["shift"] = True
    front["sections"][f"{word}heading"] = section
    text = "".join(f"{key}: {yaml_of(value)}\n" for key, value in front.items())
    body = (
        f"{word}lead with `{word}code` and a note[^{word}].\n\n[^{word}]: {word}note\n\n## {word}heading\n\n{word}text "
        f"[{word}link](https://{word}link.example/) ![{word}alt](../../images/map.svg) "
        f"![{word}more](../../images/{word}.svg)\n\n### {word}deeper\n\n| {word}cell |\n|-|\n"
    )
    return f"briefings/2023/2023-10-02-{word}id.md", f"---\n{text}{STATES[word]}---\n{body}"


def files() -> dict[str, str]:
    shown = files_with({}, 1)
    shown |= {f"images/{name}.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>" for name in ("map", "other", *STATES)}
    return shown | dict(hidden(word) for word in STATES)


def unpacked(name: str, data: bytes) -> list[tuple[str, bytes]]:
    """A file's bytes, with those of what is packed in it."""
    if data[:2] == b"\x1f\x8b":
        return [(name, gzip.decompress(data))]
    if data[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return [(f"{name}/{inner}", archive.read(inner)) for inner in archive.namelist()]
    return [(name, data)]


def holding(word: str, folder: Path) -> set[str]:
    """The files below a folder that have a word in them, or in their name."""
    found = set()
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        parts = unpacked(name, path.read_bytes()) if path.is_file() else [(name, b"")]
        found |= {inner for inner, data in parts if word.encode() in data.lower() or word in inner.lower()}
    return found


def build(folder: Path, now: str) -> Path:
    done = run(folder, "mkdocs", "build", SOURCE_DATE_EPOCH=now)
    assert done.returncode == 0, done.stderr
    assert not re.search("|".join(set(STATES) - {"zzwithdrawn"}), done.stdout)
    return folder / "site"


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    config = CONFIG.replace("{search: false}", "{packs: true}")
    folder = write_site(tmp_path_factory.mktemp("leaks"), files(), config)
    build(folder, EARLY)
    return folder


def test_drafts_and_embargoes_are_in_no_file_of_the_site(folder):
    site = folder / "site"
    assert (site / "search/2023/pagefind-entry.json").is_file()
    assert list(site.rglob("*.epub")) or list(site.rglob("pack*.html")) or (site / "topics/topic-0").is_dir()
    assert holding("zzdraft", site) == set()
    assert holding("zzembargo", site) == set()
    assert (site / "images/map.svg").is_file()  # the withdrawn one, which has a page, shows it too
    assert [country for word, (_, country) in COUNTRY.items() if (site / "countries" / country).exists()] == []


def test_a_withdrawn_one_is_at_its_own_address_and_nowhere_else(folder):
    found = holding("zzwithdrawn", folder / "site")
    own, old = "briefings/2023-10-02-zzwithdrawnid", "zzwithdrawnold"
    assert f"{own}/index.html" in found
    assert {name for name in found if not name.startswith((own, old))} == {"images/zzwithdrawn.svg"}
    page = (folder / "site" / own / "index.html").read_text("utf-8")
    assert "This briefing has been withdrawn." in page
    assert 'name="robots" content="noindex"' in page


def test_what_commands_write_holds_neither(folder, tmp_path):
    environment = {"SOURCE_DATE_EPOCH": EARLY}
    for form in ("text", "md", "html", "eml"):
        target = tmp_path / f"digest.{form}"
        arguments = ["digest", "--month", "2023-10", "--format", form, "--output", str(target)]
        if form == "eml":
            arguments += ["--to", "a@site.example", "--from", "b@site.example"]
        done = run(folder, "mkdocs_briefings", *arguments, **environment)
        assert done.returncode == 0, done.stderr
        assert "Words" in target.read_text("utf-8") or form == "eml"
    assert run(folder, "mkdocs_briefings", "export", str(tmp_path / "export"), **environment).returncode == 0
    assert (tmp_path / "export/briefings.db").is_file()
    assert run(folder, "mkdocs_briefings", "render", str(tmp_path / "tree"), **environment).returncode == 0
    for word in ("zzdraft", "zzembargo"):
        assert holding(word, tmp_path) == set()
    own = "2023-10-02-zzwithdrawnid"
    assert {name for name in holding("zzwithdrawn", tmp_path) if own not in name} == {"tree/images/zzwithdrawn.svg"}


def test_an_embargo_that_has_passed_shows_everything_and_goes_away_again(folder):
    site = build(folder, LATE)
    found = holding("zzembargo", site)
    own = "briefings/2023-10-02-zzembargoid"
    assert {f"{own}/index.html", f"{own}/cite.bib", "data/briefings.json", "data/sections.csv", "feed.xml"} <= found
    assert {"sitemap.xml", "countries/fiji/index.html", "images/zzembargo.svg"} <= found
    assert "zzembargoold/zzembargopath/index.html" in found
    assert any(name.startswith("search/2023/fragment/") for name in found)
    assert any(name.startswith("topics/topic-0/") for name in found)
    text = (site / own / "index.html").read_text("utf-8")
    words = set(re.findall("zzembargo[a-z0-9]*", hidden("zzembargo")[1]))
    assert {word for word in words if word not in text} <= {"zzembargopath", "zzembargoold"}
    assert holding("zzdraft", site) == set()
    build(folder, EARLY)
    assert holding("zzembargo", site) == set()


def test_what_becomes_a_draft_again_is_gone_from_every_file(folder):
    path, text = hidden("zzdraft")
    file = folder / "content" / path
    file.write_text(text.replace("status: draft\n", ""), "utf-8")
    assert len(holding("zzdraft", build_any(folder))) > 20
    file.write_text(text, "utf-8")
    assert holding("zzdraft", build_any(folder)) == set()


def build_any(folder: Path) -> Path:
    done = run(folder, "mkdocs", "build", SOURCE_DATE_EPOCH=EARLY)
    assert done.returncode == 0, done.stderr
    return folder / "site"


def test_a_file_that_an_ordinary_page_names_is_public(tmp_path):
    """Who puts a picture on a page of the site has shown it."""
    name = "images/zzdraft.svg"
    folder = write_site(tmp_path, files() | {"about.md": f"# About\n\n![a]({name})\n"})
    assert holding("zzdraft", build_any(folder)) == {name, "about/index.html"}
