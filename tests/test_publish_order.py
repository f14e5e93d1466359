"""Real publications, file by file: whatever is on the site at any moment leads only to what is there."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from posixpath import normpath
from urllib.parse import unquote

import yaml
from conftest import GOLDEN, briefing
from faults import run_with
from sites import CONFIG, tree, write_site

FULL = yaml.safe_load((GOLDEN / "full.yml").read_text("utf-8"))
_ADDRESS = re.compile(r'(?:href|src|content)="([^"]+)"|<(?:loc|id|link)>([^<]+)<|"(?:url|id|feed_url)": *"([^"]+)"')


def leads_to(name: str, data: bytes) -> set[str]:
    """The files of the site that a page, a feed or a sitemap leads to, or needs."""
    if not name.endswith((".html", ".xml", ".json")):
        return set()
    found = set()
    for match in _ADDRESS.finditer(data.decode("utf-8", "replace")):
        address = next(filter(None, match.groups())).split("#")[0].split("?")[0]
        if address.startswith("https://site.example/"):
            path = address.removeprefix("https://site.example/")
        elif re.match(r"[a-z]+:|//|/", address) or match[0].startswith("content") or not (match[1] and address):
            continue
        else:
            path = normpath(f"{name.rpartition('/')[0]}/{address}").lstrip("/") + ("/" if address[-1] in "/." else "")
        path = "" if path in ("/", "./", ".") else path
        found.add(unquote(f"{path}index.html" if path.endswith("/") or not path else path))
    return found - {name}


def publication(folder: Path) -> list[tuple[str, str]]:
    """Build, and give what was put or deleted in the site's folder, in order."""
    log = folder.parent / "steps"
    log.write_text("")

    def note(event: str, args: tuple) -> bool:
        if event in ("os.rename", "os.remove"):
            path = str(args[1 if event == "os.rename" else 0])
            if path.startswith(f"{folder}/site/"):
                with log.open("a") as stream:
                    stream.write(f"{event} {path.removeprefix(f'{folder}/site/')}\n")
        return False

    done = run_with(folder, ("mkdocs", "build", "-q"), counted=note)
    assert (done.code, done.said) == (0, "")
    return [tuple(line.split(" ", 1)) for line in log.read_text().splitlines()]


def test_a_reader_never_meets_what_leads_nowhere(tmp_path):
    folder = write_site(tmp_path / "site", FULL, CONFIG.replace("search: false", "search: true"))
    briefings, topics = folder / "content/briefings/2023", folder / "content/vocabulary/topics.yml"
    old = topics.read_text("utf-8")
    topics.write_text(f"{old}aa-first: {{name: Aa first}}\nzz-last: {{name: Zz last}}\n", encoding="utf-8")
    text = briefing("topics: [aa-first, karabakh]\ncountries: [EGY, IRN]\n", "Words.\n", date="2023-10-04")
    (briefings / "2023-10-04-gone.md").write_text(text, encoding="utf-8")
    assert publication(folder) == []  # all at once
    before = tree(folder / "site")
    (briefings / "2023-10-04-gone.md").unlink()
    for number in range(3):
        front = "topics: [zz-last]\ncountries: [KEN, NOR]\nspeakers: [jane-doe]\nseries: weekly\n"
        text = briefing(front, "Words.\n", date=f"2024-01-0{number + 1}")
        path = folder / f"content/briefings/2024/2024-01-0{number + 1}-new.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    steps = publication(folder)
    after = tree(folder / "site")

    @cache
    def links(name: str, data: bytes) -> set[str]:
        return leads_to(name, data)

    def dead(there: dict[str, bytes]) -> set[tuple[str, str]]:
        """What leads nowhere, of all that is met from addresses that may be known: those that stay."""
        found, open_, seen = set(), sorted(before.keys() & after.keys()), set()
        while open_:
            name = open_.pop()
            if name in there and name not in seen:
                seen.add(name)
                targets = links(name, there[name])
                found |= {(name, target) for target in targets - there.keys()}
                open_ += targets
        return found

    assert dead(before) == dead(after) == set()
    assert before.keys() - after.keys()
    assert any(name.startswith("relations/ken-nor/") for name in after.keys() - before.keys())
    there = dict(before)
    for event, name in steps:
        if event == "os.rename":
            there[name] = after[name]
        else:
            del there[name]
        assert dead(there) == set(), (event, name)
    assert there == after
