"""After any sequence of edits the site is, byte for byte, that of a clean build without the fast path."""

from __future__ import annotations

import difflib
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest
import yaml
from conftest import GOLDEN, briefing, some_at_once
from sites import CONFIG, FINELY_CUT, ROOT, run, tree, write_site

from mkdocs_briefings.links.record import record_bytes
from mkdocs_briefings.links.states import LinkState

FULL = yaml.safe_load((GOLDEN / "full.yml").read_text("utf-8"))
EPOCH = 1704067200  # 2024-01-01
TOPICS, COUNTRIES, PEOPLE = ["diplomacy", "karabakh"], ["IRN", "ARM", "EGY", "AZE", "SDN"], ["jane-doe", "john-roe"]


class Site:
    """A site that edits are made to; `clean` builds the same content in a folder without a past."""

    def __init__(self, folder: Path, seed: int, program: str = "mkdocs") -> None:
        self.program = program
        self.folder, self.chance, self.now, self.number = (
            write_site(folder / "site", FULL),
            random.Random(seed),
            EPOCH,
            0,
        )
        self.aside = folder / "clean"
        self.people, self.topics = list(PEOPLE), list(TOPICS)

    @property
    def content(self) -> Path:
        return self.folder / "content"

    def briefings(self) -> list[Path]:
        return sorted((self.content / "briefings").rglob("*.md"))

    def build(self, folder: Path | None = None) -> dict[str, bytes]:
        paths = [str(self.folder / "versions"), FINELY_CUT["PYTHONPATH"], os.environ.get("PYTHONPATH", "")]
        versions = {"PYTHONPATH": os.pathsep.join(paths)}
        done = run(folder or self.folder, self.program, "build", SOURCE_DATE_EPOCH=str(self.now), **versions)
        assert done.returncode == 0, done.stderr
        assert "Traceback" not in done.stderr
        return tree((folder or self.folder) / "site")

    def clean(self) -> dict[str, bytes]:
        shutil.rmtree(self.aside, ignore_errors=True)
        shutil.copytree(self.folder, self.aside, ignore=shutil.ignore_patterns("site", ".cache"))
        config = self.aside / "mkdocs.yml"
        config.write_text(re.sub("(search: (true|false))", r"\1, fast: false", config.read_text("utf-8")), "utf-8")
        return self.build(self.aside)

    # edits

    def add(self) -> None:
        self.number += 1
        day = f"2023-{self.chance.randint(1, 12):02}-{self.chance.randint(1, 28):02}"
        front = f"topics: [{self.chance.choice(self.topics)}]\ncountries: {self.chance.sample(COUNTRIES, 2)}\n"
        if self.chance.random() < 0.5:
            front += f"speakers: [{self.chance.choice(self.people)}]\nseries: weekly\n"
        front += (
            f"sections:\n  one:\n    statements: [{{speaker: jane-doe, topic: {self.topics[1]}, mode: quote, "
            f"shift: {str(self.chance.random() < 0.5).lower()}, says: Word {self.number}.}}]\n"
        )
        text = briefing(front, f"Lead {self.number}.\n\n## One\n\nText.\n", title=f"Added {self.number}", date=day)
        text = text.replace("daily-news", self.chance.choice(["daily-news", "mirror"]))
        (self.content / "briefings" / "2023" / f"{day}-added-{self.number}.md").write_text(text, "utf-8")

    def add_to(self, day: str, front: str, sections: int) -> None:
        """A briefing of the given day with many sections."""
        self.number += 1
        body = "".join(f"\n## Part {number}\n\nText.\n" for number in range(sections))
        text = briefing(front, body, title=f"Added {self.number}", date=day)
        (self.content / "briefings" / "2023" / f"{day}-added-{self.number}.md").write_text(text, "utf-8")

    def relate_a_country_to_many(self) -> None:
        others = "OMN, USA, RUS, CHN, TUR, IRQ, SYR, FRA, DEU, GBR, ITA, ESP"
        for day in ("2023-08-05", "2023-08-06"):
            self.add_to(day, f"topics: [diplomacy]\ncountries: [IRN, {others}]\n", 1)

    def fill_a_month(self) -> None:
        for number in (1, 1, 2, 3):
            self.add_to(f"2023-05-0{number}", f"topics: [{self.topics[1]}]\ncountries: [EGY]\n", 60)

    def add_many_names(self) -> None:
        self.number += 1
        path = self.content / "vocabulary" / "series.yml"
        terms = "".join(f"many-{self.number}-{n}: {{name: Mary {n}, redirects_from: []}}\n" for n in range(520))
        path.write_text(path.read_text("utf-8") + terms, "utf-8")

    def added(self) -> Path | None:
        found = [path for path in self.briefings() if "-added-" in path.name]
        return self.chance.choice(found) if found else None

    def change(self, pattern: str, text: str) -> None:
        path = self.added()
        if path:
            path.write_text(re.sub(pattern, text, path.read_text("utf-8"), count=1, flags=re.MULTILINE), "utf-8")

    def give(self, line: str) -> None:
        path = self.added()
        if path and line not in path.read_text("utf-8"):
            path.write_text(path.read_text("utf-8").replace("format:", f"{line}\nformat:", 1), "utf-8")

    def edit_the_words(self) -> None:
        path = self.chance.choice(self.briefings())
        path.write_text(path.read_text("utf-8") + f"\nMore {self.chance.random()}.\n", "utf-8")

    def edit_the_first_paragraph(self) -> None:
        self.change("^Lead .*$", f"Lead anew {self.chance.random()}.")

    def edit_the_title(self) -> None:
        self.change("^title: .*$", f"title: Titled anew {self.chance.randint(0, 99)}")

    def edit_the_topics(self) -> None:
        self.change("^topics: .*$", f"topics: [{self.chance.choice(self.topics)}]")

    def edit_the_countries(self) -> None:
        self.change("^countries: .*$", f"countries: {self.chance.sample(COUNTRIES, 3)}")

    def edit_the_statement(self) -> None:
        words, month = self.chance.randint(0, 99), self.chance.randint(1, 9)
        self.change("says: .*}", f"says: Other words {words}, date: 2023-0{month}}}")

    def turn_a_position(self) -> None:
        self.change("shift: (true|false)", f"shift: {self.chance.choice(['true', 'false'])}")

    def withdraw(self) -> None:
        self.give("status: withdrawn")

    def delete(self) -> None:
        path = self.added()
        if path:
            path.unlink()

    def rename(self) -> None:
        path = self.added()
        if path:
            path.rename(path.with_name(path.name.replace("-added-", "-added-anew-")))

    def correct(self) -> None:
        self.give("updates: [{date: 2023-12-01, kind: correction, note: Wrong.}]")

    def rename_a_term(self) -> None:
        path = self.content / "vocabulary" / "people.yml"
        path.write_text(path.read_text("utf-8").replace("name: J", f"name: J{self.chance.choice('abc')}", 1), "utf-8")

    def move_a_topic(self) -> None:
        path = self.content / "vocabulary" / "topics.yml"
        text = path.read_text("utf-8")
        moved = (
            text.replace(", parents: [diplomacy]", "")
            if "parents" in text
            else text.replace(", redirects", ", parents: [diplomacy], redirects")
        )
        path.write_text(moved, "utf-8")

    def vocabulary(self, name: str, pattern: str, text: str) -> bool:
        path = self.content / "vocabulary" / f"{name}.yml"
        old = path.read_text("utf-8")
        path.write_text(re.sub(pattern, text, old, count=1), "utf-8")
        return path.read_text("utf-8") != old

    def in_briefings(self, old: str, new: str) -> None:
        for path in self.briefings():
            path.write_text(re.sub(rf"\b{old}\b", new, path.read_text("utf-8")), "utf-8")

    def name_a_topic_otherwise(self) -> None:
        self.vocabulary("topics", r"name: (?=[DK])\w+", f"name: D{self.chance.choice('abc')}")

    def give_a_topic_another_id(self) -> None:
        new = f"karabakh-{self.chance.randint(0, 99)}"
        path = self.content / "vocabulary" / "topics.yml"
        old = re.search(r"^(karabakh[-0-9]*):", path.read_text("utf-8"), re.MULTILINE)
        if old and old[1] != new:
            self.in_briefings(old[1], new)
            text = re.sub(rf"\b{old[1]}\b(?!, old)", new, path.read_text("utf-8"))
            path.write_text(text, "utf-8")
            self.topics[1] = new

    def merge_two_people(self) -> None:
        if self.vocabulary("people", r"(?m)^john-roe:.*\n(?:[ ].*\n)*", ""):
            self.in_briefings("john-roe", "jane-doe")
            self.people = ["jane-doe"]

    def change_a_role(self) -> None:
        self.vocabulary("people", r"from: (\d{4})[-0-9]*", f"from: {self.chance.randint(2010, 2023)}")

    def move_an_organisation(self) -> None:
        self.vocabulary("organisations", r"country: \w+", f"country: {self.chance.choice(COUNTRIES)}")

    def name_a_country_otherwise(self) -> None:
        path = self.content / "vocabulary" / "countries.yml"
        path.write_text(f"IRN: {{name: Iran {self.chance.choice('ABC')}, note: A note.}}\n", "utf-8")

    def describe_an_outlet_otherwise(self) -> None:
        affiliation = self.chance.choice(["state", "party", "agency"])
        self.vocabulary("outlets", r"affiliation: \w+", f"affiliation: {affiliation}")

    def add_a_term(self) -> None:
        path = self.content / "vocabulary" / "topics.yml"
        self.number += 1
        path.write_text(path.read_text("utf-8") + f"zz-{self.number}: {{name: Added {self.number}}}\n", "utf-8")

    def mark_a_source_as_dead(self) -> None:
        day = date(2023, 12, self.chance.randint(1, 28))
        address = self.chance.choice(["https://news.example/1", "https://mirror.example/2"])
        states = {address: LinkState("dead", day, day)}
        (self.folder / "links.json").write_bytes(record_bytes(states))

    def another_version_of_a_package(self) -> None:
        folder = self.folder / "versions" / "cbor2-99.dist-info"
        folder.mkdir(parents=True, exist_ok=True)
        number = self.chance.randint(90, 99)
        (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: cbor2\nVersion: {number}\n", "utf-8")

    def change_a_template(self) -> None:
        path = self.folder / "templates" / "pages" / "corrections.md.j2"
        path.parent.mkdir(parents=True, exist_ok=True)
        source = ROOT / "templates" / "pages" / "corrections.md.j2"
        path.write_text(source.read_text("utf-8") + f"<p>{self.chance.randint(0, 99)}</p>\n", "utf-8")

    def change_the_theme(self) -> None:
        path = self.folder / "templates" / "theme" / "icon.svg"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"<svg xmlns='http://www.w3.org/2000/svg' id='i{self.chance.randint(0, 99)}'/>", "utf-8")

    def change_the_settings(self) -> None:
        (self.folder / "mkdocs.yml").write_text(CONFIG.replace("Test", f"Test {self.chance.randint(0, 9)}"), "utf-8")

    def change_an_ordinary_page(self) -> None:
        (self.content / "about.md").write_text(
            f"# About {self.chance.randint(0, 9)}\n\n[One](briefings/2023/2023-10-02-weekly.md#karabakh)\n"
        )

    def let_time_pass(self) -> None:
        self.now += 86400 * 40

    def delete_the_cache(self) -> None:
        shutil.rmtree(self.folder / ".cache", ignore_errors=True)

    def damage_the_cache(self) -> None:
        found = [path for path in (self.folder / ".cache").rglob("*") if path.is_file()]
        path = self.chance.choice(found)
        data = bytearray(path.read_bytes() or b"x")
        data[self.chance.randrange(len(data))] ^= 0xFF
        path.write_bytes(data[: self.chance.randint(0, len(data))] if self.chance.random() < 0.5 else data)

    def delete_the_site(self) -> None:
        shutil.rmtree(self.folder / "site", ignore_errors=True)

    def damage_the_site(self) -> None:
        found = [path for path in (self.folder / "site").rglob("*") if path.is_file()]
        if found:
            path = self.chance.choice(found)
            path.unlink() if self.chance.random() < 0.5 else path.write_text("other")

    def cut_a_build_off(self) -> None:
        self.add()
        command = [sys.executable, "-m", "mkdocs", "build", "-q"]
        process = subprocess.Popen(command, cwd=self.folder, stderr=subprocess.DEVNULL)
        time.sleep(self.chance.uniform(0.3, 1.0))
        process.send_signal(signal.SIGKILL)
        process.wait()
        if self.chance.random() < 0.5:
            self.delete()


def same_bytes(built: dict[str, bytes], clean: dict[str, bytes], history: list[str]) -> None:
    """Fails with the lines that differ, and how it came to that."""
    for name in clean:
        if clean[name] == built[name]:
            continue
        one, other = (data[name].decode("utf-8", "replace").split("\n") for data in (clean, built))
        lines = difflib.unified_diff(one, other, lineterm="", n=0)
        assert "\n".join(lines) == "", (name, history)


EDITS = [name for name, value in vars(Site).items() if callable(value) and name[0] != "_"]
NO_EDITS = {"briefings", "build", "clean", "add_to", "added", "change", "give", "vocabulary", "in_briefings"}
EDITS = [name for name in EDITS if name not in NO_EDITS]


@pytest.mark.parametrize("seed_and_steps", some_at_once([(0, 4), (0, 9), (1, 9), (2, 9)], 4), ids=str)
def test_any_sequence_of_edits_gives_the_site_of_a_clean_build(tmp_path, seed_and_steps):
    seed, steps = seed_and_steps
    site = Site(tmp_path, seed)
    if seed == 2:
        (site.folder / "mkdocs.yml").write_text(CONFIG.replace("search: false", "search: true"), "utf-8")
    for _ in range(4):
        site.add()
    site.build()
    history = []
    for _ in range(steps):
        for name in site.chance.sample(EDITS, site.chance.choice((1, 1, 2))):
            getattr(site, name)()
            history.append(name)
        built, clean = site.build(), site.clean()
        assert sorted(built) == sorted(clean), history
        same_bytes(built, clean, history)


@pytest.mark.parametrize("edit", some_at_once(EDITS, 3))
def test_each_edit_alone(tmp_path, edit):
    site = Site(tmp_path, 7)
    for _ in range(3):
        site.add()
    site.build()
    getattr(site, edit)()
    built, clean = site.build(), site.clean()
    assert sorted(built) == sorted(clean)
    same_bytes(built, clean, [edit])


@pytest.mark.parametrize(
    "edits",
    some_at_once(
        [
            ("add", "edit_the_words", "let_time_pass"),
            ("add", "edit_the_title", "let_time_pass", "let_time_pass", "delete", "delete_the_site"),
        ],
        2,
    ),
)
def test_the_search_index_follows_too(tmp_path, edits):
    site = Site(tmp_path, 3)
    (site.folder / "mkdocs.yml").write_text(CONFIG.replace("search: false", "search: true"), "utf-8")
    for edit in edits:
        getattr(site, edit)()
        built, clean = site.build(), site.clean()
        assert built == clean, edit
    assert any(name.startswith("search/20") for name in built)


@pytest.mark.slow
def test_the_search_index_follows_where_it_is_cut_finely(tmp_path):
    """Shards come and go, and a year is cut otherwise, as its sections become more and fewer."""
    site = Site(tmp_path, 3, program="finely_cut")
    (site.folder / "mkdocs.yml").write_text(CONFIG.replace("search: false", "search: true"), "utf-8")
    seen = set()
    for edit in ["add", "add", "add", "edit_the_words", "delete", "delete"]:
        getattr(site, edit)()
        built, clean = site.build(), site.clean()
        assert built == clean, edit
        seen.add(frozenset(name.split("/")[1] for name in built if name.startswith("search/20")))
    assert len(seen) > 2
    assert any("-" in shard for shards in seen for shard in shards)


@pytest.mark.slow
def test_long_lists_follow_too(tmp_path):
    """Lists that are split where they get long, or are only there then."""
    site = Site(tmp_path, 5)
    site.build()
    edits = [
        (site.relate_a_country_to_many, "relations/irn/index.html"),
        (site.edit_the_countries, ""),
        (site.fill_a_month, "topics/karabakh/2023/05/02/index.html"),
        (
            lambda: site.add_to("2023-05-09", "topics: [karabakh]\ncountries: [EGY]\n", 1),
            "countries/egypt/2023/05/09/index.html",
        ),
        (site.add_many_names, "a-z/mary-9/index.html"),
        (site.name_a_country_otherwise, ""),
        (lambda: site.in_briefings("IRN", "SDN"), ""),
        (lambda: [path.unlink() for path in site.briefings() if "2023-05-01-added" in path.name], ""),
    ]
    for edit, page in edits:
        edit()
        built, clean = site.build(), site.clean()
        assert sorted(built) == sorted(clean), page
        same_bytes(built, clean, [page])
        assert not page or page in built
    gone = {"relations/irn/index.html", "topics/karabakh/2023/05/02/index.html"}
    assert not gone & built.keys()


def test_a_cache_that_cannot_be_believed_is_thrown_away_with_a_line(tmp_path):
    site = Site(tmp_path, 1)
    before = site.build()
    path = site.folder / ".cache" / "briefings" / "build" / "state"
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    done = run(site.folder, "mkdocs", "build", SOURCE_DATE_EPOCH=str(EPOCH))
    assert done.stderr.count("the cache is thrown away") == 1
    assert tree(site.folder / "site") == before


def test_nothing_changed_writes_nothing(tmp_path):
    site = Site(tmp_path, 1)
    site.build()
    times = {path: path.stat().st_mtime_ns for path in (site.folder / "site").rglob("*") if path.is_file()}
    done = run(site.folder, "mkdocs", "build", SOURCE_DATE_EPOCH=str(EPOCH))
    assert "0 files written, 0 deleted" in done.stderr
    assert {path: path.stat().st_mtime_ns for path in times} == times
