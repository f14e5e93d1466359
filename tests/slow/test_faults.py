"""Whatever goes wrong during a build: the last good site or the new one stands, and a line says what to do.

Each build is a process of its own, see `faults`. A build that has something refused at one of its steps, or is ended
there, is followed by one that has not: its site has to be that of a clean build. Every 31st step has its turn;
`BRIEFINGS_EVERY=1` takes all.
"""

from __future__ import annotations

import ctypes
import os
import resource
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import yaml
from conftest import GOLDEN, briefing
from faults import REFUSALS, Done, end_by, is_read_of_content, refuse, refuse_from_now_on, run_with
from sites import tree, write_site

pytestmark = pytest.mark.slow

EVERY = int(os.environ.get("BRIEFINGS_EVERY", "31"))
FULL = yaml.safe_load((GOLDEN / "full.yml").read_text("utf-8"))
BUILD = ("mkdocs", "build", "-q")
NEW = "content/briefings/2023/2023-10-05-new.md"
REMOVED = "content/briefings/2023/2023-10-04-gone.md"


class Site:
    """A site as a build left it, with content that has changed since; before and after are known.

    `first` is a site that was never built.
    """

    def __init__(self, folder: Path, first: bool) -> None:
        self.folder, self.kept = folder / "site of tests", folder / "kept"
        self.before: dict[str, bytes] = {}
        write_site(self.folder, FULL)
        self.write(REMOVED, "A briefing that goes", "2023-10-04")
        if not first:
            assert self.build().code == 0
            self.before = tree(self.folder / "site")
        (self.folder / REMOVED).unlink()
        self.write(NEW, "A briefing that comes", "2023-10-05")
        path = self.folder / "content/briefings/2023/2023-10-02-weekly.md"
        path.write_text(path.read_text("utf-8") + "\nMore words.\n", encoding="utf-8")
        shutil.copytree(self.folder, self.kept, symlinks=True)
        done = self.build()
        assert (done.code, done.said) == (0, "")
        self.steps, self.reads = done.steps, self.restore().build(counted=is_read_of_content).steps
        self.after = tree(self.folder / "site")
        assert self.before != self.after

    def write(self, path: str, title: str, date: str) -> None:
        text = briefing("topics: [karabakh]\ncountries: [EGY, IRN]\n", "Words.\n", title=title, date=date)
        (self.folder / path).write_text(text, encoding="utf-8")

    def restore(self) -> Site:
        shutil.rmtree(self.folder)
        shutil.copytree(self.kept, self.folder, symlinks=True)
        return self

    def build(self, at: int = 0, then: Callable[[], object] | None = None, **more) -> Done:
        return run_with(self.folder, BUILD, at, then, **more)

    def found(self) -> dict[str, bytes]:
        return tree(self.folder / "site")

    def stands(self, done: Done) -> None:
        """The old site or the new one, or whole files of both and a journal; no traceback."""
        assert "Traceback" not in done.said, done.said
        found = self.found()
        if not (self.folder / ".cache/briefings/build/publish.json").exists():
            assert found in (self.before, self.after), done.said
        for name, data in found.items():
            assert data in (self.before.get(name), self.after.get(name)), name

    def mends_itself(self) -> None:
        done = self.build()
        assert done.code == 0, done.said
        assert self.found() == self.after
        assert not list(self.folder.rglob("*.new"))


@pytest.fixture(scope="module", params=["the first build", "a later build"])
def site(request, tmp_path_factory) -> Iterator[Site]:
    return Site(tmp_path_factory.mktemp("faults"), request.param == "the first build")


@pytest.mark.parametrize("refusal", REFUSALS)
@pytest.mark.parametrize("lasting", [True, False], ids=["from then on", "once"])
def test_what_the_system_refuses_is_said_and_costs_nothing(site, refusal, lasting):
    number = REFUSALS[refusal]
    for at in range(1, site.steps + 1, EVERY):
        site.restore()
        done = site.build(at, (refuse_from_now_on if lasting else refuse)(number))
        site.stands(done)
        if done.code:
            assert done.code == 1, done.said
            assert os.strerror(number) in done.said
            assert "run this again" in done.said or "Look at the disk" in done.said
            assert "The site is as it was." in done.said or "The next build finishes" in done.said
        else:
            assert site.found() == site.after
        site.mends_itself()


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGKILL"])
def test_a_build_may_be_ended_at_any_step(site, name):
    number = getattr(signal, name)
    for at in range(1, site.steps + 1, EVERY):
        site.restore()
        done = site.build(at, end_by(number))
        assert done.code == (1 if name == "SIGINT" else -number), done.said
        site.stands(done)
        site.mends_itself()


# The content changes while it is read


def vanish(path: Path) -> Callable[[], object]:
    return lambda: path.unlink(missing_ok=True)


def become(path: Path, data: bytes) -> Callable[[], object]:
    """The file has other content, and is another file, as editors and git write them."""

    def then() -> None:
        new = path.with_name(".aside")
        new.write_bytes(data)
        os.replace(new, path)

    return then


CHANGES = {
    "a briefing goes": lambda site: vanish(site / NEW),
    "a briefing is emptied": lambda site: become(site / NEW, b""),
    "a briefing changes": lambda site: become(site / NEW, (site / NEW).read_bytes() + b"\nYet more words.\n"),
    "a vocabulary file goes": lambda site: vanish(site / "content/vocabulary/series.yml"),
    "the home goes": lambda site: vanish(site / "content/index.md"),
    "an ordinary page goes": lambda site: vanish(site / "content/about.md"),
    "a folder goes": lambda site: lambda: shutil.rmtree(site / "content/briefings/2023", ignore_errors=True),
    "all goes": lambda site: lambda: shutil.rmtree(site / "content", ignore_errors=True),
}


@pytest.mark.parametrize("change", CHANGES)
def test_content_may_change_under_a_build(site, change):
    assert site.reads > 10
    for at in range(1, site.reads + 1, max(1, EVERY // 2)):
        site.restore()
        done = site.build(at, CHANGES[change](site.folder), counted=is_read_of_content)
        assert "Traceback" not in done.said, done.said
        assert done.code in (0, 1)
        if done.code:  # what it says may be of any kind, but it says something, and the site is as it was
            assert done.said.strip()
            assert site.found() == site.before
        # The next build sees the content as it is now, and gives what a clean one gives, or refuses as that does.
        again = site.build()
        found = site.found()
        shutil.rmtree(site.folder / ".cache")
        shutil.rmtree(site.folder / "site", ignore_errors=True)
        clean = site.build()
        assert again.code == clean.code, again.said + clean.said
        assert "Traceback" not in again.said + clean.said
        if clean.code == 0:
            assert found == site.found()


# What a build knows from before


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    for at in range(0, len(data), max(1, len(data) // 3)):
        data[at] ^= 0xFF
    path.write_bytes(data)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def be_empty(path: Path) -> None:
    path.write_bytes(b"")


def be_a_folder(path: Path) -> None:
    path.unlink()
    (path / "inside").mkdir(parents=True)
    (path / "inside" / "file").write_text("x")


def be_a_link_to_nowhere(path: Path) -> None:
    path.unlink()
    path.symlink_to("nowhere/at/all")


def be_a_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def be_gone(path: Path) -> None:
    path.unlink()


def be_zeros(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


DAMAGES = [flip, cut, be_empty, be_zeros, be_a_folder, be_a_link_to_nowhere, be_gone, be_a_pipe]


def cached(site: Site) -> list[str]:
    """The files of the cache, of templates one alone."""
    cache = site.folder / ".cache"
    names = sorted(str(path.relative_to(site.folder)) for path in cache.rglob("*") if path.is_file())
    return [name for name in names if "/templates-" not in name] + [n for n in names if "/templates-" in n][:2]


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_a_cache_may_be_damaged_in_any_way(site, damage):
    site.restore().build()
    names = cached(site)
    assert {name.rpartition("/")[2] for name in names} >= {"state", "words", "lock"}
    for name in names:
        site.restore().build()
        (site.folder / REMOVED).write_bytes((site.folder / NEW).read_bytes().replace(b"10-05", b"10-04"))
        damage(site.folder / name)
        done = site.build()
        assert "Traceback" not in done.said, (name, done.said)
        (site.folder / REMOVED).unlink()
        if done.code:
            assert "Move away what stands there" in done.said, (name, done.said)
            shutil.rmtree(site.folder / ".cache")
        site.mends_itself()


@pytest.mark.parametrize("name", ["", "build", "build/site", "build/pages", "check"])
def test_a_file_may_stand_where_the_cache_has_a_folder(site, name):
    path = site.restore().folder / ".cache/briefings" / name
    shutil.rmtree(path, ignore_errors=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("mine")
    done = site.build()
    assert "Traceback" not in done.said, done.said
    if done.code:
        assert "Move away what stands there" in done.said
        assert str(path) in done.said
        assert site.found() == site.before
        path.unlink()
    site.mends_itself()


@pytest.mark.parametrize("command", ["check", "render ../out", "export ../out", "impact", "format", "schema"])
def test_commands_bear_a_damaged_cache(site, command):
    site.restore()
    words = tuple(command.split())
    expected = run_with(site.folder, ("briefings", *words))
    for damage in DAMAGES:
        site.restore()
        run_with(site.folder, ("briefings", "check"))
        for path in sorted((site.folder / ".cache/briefings/check").iterdir()):
            damage(path)
        done = run_with(site.folder, ("briefings", *words))
        assert "Traceback" not in done.said, (damage, done.said)
        assert done.code == expected.code, (damage, done.said)


# Time, rights, space, names


@pytest.mark.parametrize("ahead", [10, 86400, 40 * 365 * 86400])
def test_the_clock_may_be_set_back(site, ahead):
    """What the last build wrote and read is of a time to come; a change since then has an older date."""
    site.restore()
    assert site.build().code == 0
    for path in site.folder.rglob("*"):
        stat = path.lstat()
        os.utime(path, (stat.st_atime + ahead, stat.st_mtime + ahead), follow_symlinks=False)
    assert site.build().code == 0
    path = site.folder / NEW
    old = path.read_bytes()
    path.write_bytes(old.replace(b"Words", b"Texts"))
    assert site.build().code == 0
    assert b"Texts" in (site.folder / "site/briefings/2023-10-05-new/index.html").read_bytes()
    path.write_bytes(old)
    site.mends_itself()


def like_anybody() -> None:
    """Be bound by the rights of files: root is not, until it gives up its capabilities (capset(2))."""
    if os.getuid() == 0:
        header, nothing = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
        assert ctypes.CDLL(None).capset(header, nothing) == 0


@contextmanager
def closed(path: Path, bits: int) -> Iterator[None]:
    """Take rights away from a path and all below it."""
    below = [path, *path.rglob("*")] if path.is_dir() else [path]
    modes = [(one, one.stat().st_mode) for one in below]
    for one, mode in reversed(modes):
        one.chmod(mode & ~bits)
    try:
        yield
    finally:
        for one, mode in modes:
            one.chmod(mode)


@pytest.mark.parametrize("name", ["site", "site/briefings", ".cache", ".cache/briefings/build", ""])
def test_a_folder_may_be_read_only(site, name):
    target = site.restore().folder / name
    if not target.exists():
        pytest.skip("there is no such folder before the first build")
    with closed(target, 0o222):
        done = site.build(prepare=like_anybody)
        assert done.code == 1
        assert "Give yourself the right to read and write there and run this again." in done.said, done.said
        site.stands(done)
        # A check needs no more than to read.
        assert run_with(site.folder, ("briefings", "check"), prepare=like_anybody).code == 0
    site.mends_itself()


@pytest.mark.parametrize(
    "path", [NEW, "content/vocabulary/topics.yml", "content/briefings/2023", "content", "mkdocs.yml"]
)
def test_content_may_be_closed(site, path):
    target = site.restore().folder / path
    with closed(target, 0o777):
        for command in (BUILD, ("briefings", "check"), ("briefings", "render", "../out"), ("briefings", "format")):
            if command == BUILD and path == "mkdocs.yml":
                continue  # MkDocs reads it before there is a plugin
            done = run_with(site.folder, command, prepare=like_anybody)
            assert "Traceback" not in done.said, (command, done.said)
            assert done.code in (1, 2), (command, done.said)
            if command[1] != "format" or "vocabulary" not in path:  # there it names what has terms that are missing
                assert target.name in done.said, (command, done.said)
        assert site.found() == site.before
    site.mends_itself()


@pytest.mark.parametrize("most", [1_000, 4_000, 10_000, 30_000, 100_000])
def test_files_may_be_limited_in_size(site, most):
    """What is written goes through up to a point and fails then, as on a disk that fills up."""
    site.restore()
    done = site.build(prepare=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)))
    site.stands(done)
    assert done.code == 1 or site.found() == site.after
    if done.code:
        assert "Files may not be larger here" in done.said
    site.mends_itself()


@pytest.mark.parametrize("blocks", [8, 40, 100, 160, 200, 240, 300, 400, 500, 700, 1000])
def test_the_disk_may_be_full(tmp_path, site, blocks):
    """The folder of the site, its cache or its pages, on a small disk of `blocks` times 4 KiB."""
    if os.getuid() != 0:
        pytest.skip("only root can make a file system")
    for part in (".cache", "site"):
        disk = site.restore().folder / part
        shutil.rmtree(disk, ignore_errors=True)
        disk.mkdir()
        mount = ["mount", "-t", "tmpfs", "-o", f"size={4 * blocks}k", "tmpfs", str(disk)]
        if subprocess.run(mount, capture_output=True, check=False).returncode:
            pytest.skip("no file system can be mounted here")
        try:
            done = site.build()
            assert "Traceback" not in done.said, done.said
            assert done.code in (0, 1)
            if done.code:
                assert "Free some space and run this again." in done.said, done.said
            again = site.build()
            assert "Traceback" not in again.said
            subprocess.run(["mount", "-o", "remount,size=64m", str(disk)], check=True)
            site.mends_itself()
        finally:
            subprocess.run(["umount", "-l", str(disk)], check=True)


def leave_files_to_open(count: int) -> None:
    """Let this process open so many files more. The limit is one of numbers, and some are taken from the start."""
    taken = {int(name) for name in os.listdir("/proc/self/fd")}
    limit = next(most for most in range(4096) if most - sum(number < most for number in taken) == count)
    resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))


@pytest.mark.parametrize("count", [12, 8, 6])
def test_a_process_may_open_few_files(site, count):
    site.restore()
    done = site.build(prepare=lambda: leave_files_to_open(count))
    site.stands(done)
    if done.code:
        assert "open more files" in done.said, done.said
    site.mends_itself()
