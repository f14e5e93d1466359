"""Publishing: the site becomes the staging folder, in whole files and an order that suits readers, even if cut off."""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Collection
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_briefings import publish as publishing
from mkdocs_briefings.filetree import list_tree, same_files, write_tree

OLD = {
    "index.html": "old home",
    "gone/index.html": "old",
    "gone/deep/er/feed.xml": "old",
    "topics/a/index.html": "old a",
    "topics/b/index.html": "same",
    "assets/style.css": "old",
    "assets/old.js": "old",
}
NEW = {
    "index.html": "new home",
    "topics/a/index.html": "new a",
    "topics/b/index.html": "same",
    "topics/c d é/index.html": "new",
    "feed.xml": "new",
    "assets/style.css": "new",
    "assets/new.js": "new",
    "data/briefings.json": "new",
}
PAGES = [name for name in NEW if name.endswith(".html")]


@pytest.fixture(autouse=True, scope="module", params=["one after the other", "two at once"])
def _threads(request):
    """Everything is to hold where files are moved in threads, too."""
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "two at once":
            patch.setattr(publishing, "MANY", 2)
            patch.setattr(publishing, "chunks_of", lambda names, _: [names[at : at + 1] for at in range(len(names))])
        yield


class CutOff(BaseException):
    """The process ends here."""


class Watch:
    """Sees each change of the disk just before it is made, by Python's audit events, and can end the run at one."""

    def __init__(self) -> None:
        self.folder, self.left, self.seen = "", -1, []
        sys.addaudithook(self)

    def __call__(self, event: str, args: tuple) -> None:
        if not self.folder or not (event.startswith(("os.re", "os.rm", "os.mk", "shutil.")) or event == "open"):
            return
        if event == "open" and not (isinstance(args[1], str) and "w" in args[1]):
            return
        path = str(args[1] if event in ("os.rename", "shutil.copyfile") else args[0])
        if self.folder in path:
            self.seen.append((event, os.path.relpath(path, self.folder)))
            if len(self.seen) == self.left:
                raise CutOff

    def run(self, folder: Path, job, cut_off_at: int = -1) -> list[tuple[str, str]]:
        self.folder, self.left, self.seen = str(folder), cut_off_at, []
        try:
            job()
        finally:
            self.folder = ""
        return self.seen


WATCH = Watch()


def publish(staging: Path, site: Path, cache: Path, made: Collection[str] = ()) -> tuple[int, int]:
    counts = publishing.publish(staging, site, cache, made=made)
    publishing.end(cache)
    return counts


def resume(staging: Path, cache: Path, say) -> None:
    if publishing.resume(staging, cache, say):
        publishing.end(cache)


def fill(staging: Path, files: dict[str, str] = NEW) -> dict[str, str]:
    write_tree(staging, ((path, text.encode()) for path, text in files.items()))
    return dict(sorted(files.items()))


def tree(folder: Path) -> dict[str, str]:
    return {name: (folder / name).read_text() for name in sorted(list_tree(folder))}


def folders(root: Path, old: dict[str, str] = OLD, new: dict[str, str] = NEW) -> tuple[Path, Path, Path]:
    for name, files in (("site", old), ("staging", new)):
        write_tree(root / name, ((path, text.encode()) for path, text in files.items()))
    (root / "cache").mkdir()
    return root / "staging", root / "site", root / "cache"


def make(staging: Path, site: Path, cache: Path, names: Collection[str]) -> Collection[str]:
    """Let these wait as files that were made for a site that is there, but for those that it has as they are."""
    publishing.make_room(cache)
    for name in names:
        if not same_files(staging / name, site / name):
            (staging / name).rename(publishing.waiting(cache, name))
        else:
            (staging / name).unlink()
    return names


def test_the_site_becomes_the_staging_folder(tmp_path):
    staging, site, cache = folders(tmp_path)
    assert publish(staging, site, cache) == (7, 3)
    assert tree(site) == dict(sorted(NEW.items()))
    assert not (site / "gone").exists()
    assert list(cache.iterdir()) == []
    fill(staging)
    assert publish(staging, site, cache) == (0, 0)


def test_what_waits_in_the_cache_is_moved_too(tmp_path):
    staging, site, cache = folders(tmp_path)
    made = make(staging, site, cache, PAGES)
    assert publish(staging, site, cache, made) == (7, 3)
    assert tree(site) == dict(sorted(NEW.items()))
    assert list(cache.iterdir()) == []


def test_what_waits_for_a_site_that_is_no_more_makes_a_new_one(tmp_path):
    staging, site, cache = folders(tmp_path, {})
    made = make(staging, site, cache, PAGES)
    shutil.rmtree(site, ignore_errors=True)
    assert publish(staging, site, cache, made) == (len(NEW), 0)
    assert tree(site) == dict(sorted(NEW.items()))


def test_room_is_made_whatever_stands_there(tmp_path):
    for put in (Path.mkdir, Path.touch, lambda path: path.symlink_to(tmp_path)):
        put(tmp_path / publishing.MADE)
        publishing.make_room(tmp_path)
        assert list((tmp_path / publishing.MADE).iterdir()) == []
        (tmp_path / publishing.MADE).rmdir()


def test_a_first_publication_makes_the_folder(tmp_path):
    staging, site, cache = folders(tmp_path, {})
    assert publish(staging, site / "not/there", cache) == (len(NEW), 0)
    assert tree(site / "not/there") == dict(sorted(NEW.items()))


def test_a_file_that_is_the_same_is_not_touched(tmp_path):
    staging, site, cache = folders(tmp_path)
    before = (site / "topics/b/index.html").stat()
    publish(staging, site, cache)
    after = (site / "topics/b/index.html").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_a_link_in_the_place_of_a_file_is_replaced_and_not_followed(tmp_path):
    staging, site, cache = folders(tmp_path)
    (tmp_path / "outside").write_text("mine")
    (site / "feed.xml").symlink_to(tmp_path / "outside")
    (site / "dangling.html").symlink_to("nowhere")
    publish(staging, site, cache)
    assert tree(site) == dict(sorted(NEW.items()))
    assert not (site / "feed.xml").is_symlink()
    assert (tmp_path / "outside").read_text() == "mine"


def test_hidden_files_of_the_site_are_not_ours(tmp_path):
    old = OLD | {".git/HEAD": "mine", ".nojekyll": "old"}
    staging, site, cache = folders(tmp_path, old, NEW | {".nojekyll": "new"})
    publish(staging, site, cache)
    assert tree(site) == dict(sorted((NEW | {".git/HEAD": "mine", ".nojekyll": "new"}).items()))


def test_parts_come_before_pages_the_home_after_them_deletions_last(tmp_path):
    staging, site, cache = folders(tmp_path)
    seen = WATCH.run(tmp_path, lambda: publish(staging, site, cache))
    ours = [(event, name.removeprefix("site/")) for event, name in seen if name.startswith("site/")]
    done = [(event, name) for event, name in ours if event in ("os.rename", "os.remove")]
    put = [name for event, name in done if event == "os.rename"]
    assert [event for event, _ in done] == ["os.rename"] * 7 + ["os.remove"] * 3
    assert sorted(put[:4]) == ["assets/new.js", "assets/style.css", "data/briefings.json", "feed.xml"]
    assert put[4:] == ["topics/c d é/index.html", "topics/a/index.html", "index.html"]  # a new page before an old one
    # The journal is there before the first change and until after the last one.
    assert seen[:3] == [
        ("os.remove", "staging/topics/b/index.html"),
        ("os.mkdir", "site"),
        ("open", "cache/publish.json"),
    ]
    assert seen[-1] == ("os.remove", "cache/publish.json")


def steps(made: Collection[str]) -> range:
    with tempfile.TemporaryDirectory() as root:
        staging, site, cache = folders(Path(root))
        make(staging, site, cache, made)
        return range(1, len(WATCH.run(Path(root), lambda: publish(staging, site, cache, made))) + 1)


@pytest.mark.parametrize(("made", "step"), [(made, step) for made in ((), PAGES) for step in steps(made)])
def test_a_publication_cut_off_at_any_step_is_finished_by_the_next_build(tmp_path, made, step):
    staging, site, cache = folders(tmp_path)
    make(staging, site, cache, made)
    journal = 2 if made else 3  # is written after so many steps: a file that is the same is deleted before
    with pytest.raises(CutOff):
        WATCH.run(tmp_path, lambda: publish(staging, site, cache, made), step)
    # Until then readers meet whole files only, old or new.
    for name, text in tree(site).items():
        if not name.endswith(".new"):
            assert text in (OLD.get(name), NEW.get(name))
    said = []
    resume(staging, cache, said.append)
    assert tree(site) == dict(sorted((NEW if said else OLD).items()))
    assert bool(said) == (step > journal)
    assert not (cache / publishing.JOURNAL).exists()
    wanted = fill(staging)
    publish(staging, site, cache)
    assert tree(site) == wanted


@pytest.mark.parametrize("step", range(1, 12))
def test_the_finishing_may_be_cut_off_too(tmp_path, step):
    staging, site, cache = folders(tmp_path)
    with pytest.raises(CutOff):
        WATCH.run(tmp_path, lambda: publish(staging, site, cache), 8)
    with pytest.raises(CutOff):
        WATCH.run(tmp_path, lambda: resume(staging, cache, lambda line: None), step)
    resume(staging, cache, lambda line: None)
    assert tree(site) == dict(sorted(NEW.items()))
    assert not (site / "gone").exists()


def test_a_site_that_has_been_moved_is_finished_where_it_is_now(tmp_path):
    root = tmp_path / "here"
    staging, site, cache = folders(root)
    with pytest.raises(CutOff):
        WATCH.run(root, lambda: publish(staging, site, cache), 8)
    before = tree(site)
    root.rename(tmp_path / "there")
    for name in ("site", "cache"):
        (tmp_path / "here" / name).mkdir(parents=True)
    resume(tmp_path / "there/staging", tmp_path / "there/cache", lambda line: None)
    assert tree(tmp_path / "there/site") == dict(sorted(NEW.items())) != before
    assert tree(tmp_path / "here/site") == {}


@pytest.mark.parametrize("journal", ["", "{", "[]", "null", "{}", '{"changed": 1, "gone": []}', "\udcff"])
def test_a_journal_that_cannot_be_read_is_dropped_and_the_site_left_as_it_is(tmp_path, journal):
    staging, site, cache = folders(tmp_path)
    (cache / "publish.json").write_bytes(journal.encode("utf-8", "surrogateescape"))
    resume(staging, cache, lambda line: None)
    assert tree(site) == dict(sorted(OLD.items()))
    assert list(cache.iterdir()) == []


def test_without_a_journal_there_is_nothing_to_finish(tmp_path):
    staging, site, cache = folders(tmp_path)
    said = []
    resume(staging, cache, said.append)
    assert (said, tree(site)) == ([], dict(sorted(OLD.items())))


def test_what_staging_has_no_more_is_passed_over(tmp_path):
    staging, site, cache = folders(tmp_path)
    plan = {"site": str(site), "changed": ["lost.html", "feed.xml"], "gone": ["lost-too.html"]}
    (cache / "publish.json").write_text(json.dumps(plan))
    resume(staging, cache, lambda line: None)
    assert tree(site) == dict(sorted((OLD | {"feed.xml": "new"}).items()))


# Names of which none is a folder of another.
TREES = st.dictionaries(
    st.sampled_from(["index.html", "a/index.html", "a/b/index.html", "a/feed.xml", "b/c.css", "b/d/e.js", "é ü.png"]),
    st.sampled_from(["", "x", "y", "xx"]),
)


@settings(deadline=None, max_examples=60)
@given(TREES, TREES, st.data())
def test_any_site_becomes_any_other(old, new, data):
    with tempfile.TemporaryDirectory() as root:
        staging, site, cache = folders(Path(root), old, new)
        made = make(staging, site, cache, data.draw(st.sets(st.sampled_from(sorted(new) or [""]))) & new.keys())
        differing = sum(old.get(name) != text for name, text in new.items())
        assert publish(staging, site, cache, made) == (differing, len(old.keys() - new.keys()))
        assert tree(site) == dict(sorted(new.items()))
        assert all(files or inner for folder, inner, files in os.walk(site) if folder != str(site))
