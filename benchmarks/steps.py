"""The steps of a benchmark: what is measured of one size of corpus. Each step stands alone and can be repeated."""

from __future__ import annotations

import functools
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from browsing import NoBrowserError, search_bytes
from dialect import file_of
from edits import EDITS, Editor, first_difference, free_numbers
from folders import CONFIG, Workplace
from listings import FULL, Lists, NotEquivalentError, compare, compare_titles, expected, read_lists
from measure import FailedError, memory_known, peak_memory, timed
from ours import BUILD, CHECK, our_lists, our_omissions, page
from peers import Pagefind, Peer
from results import Results
from serving import index_of, seconds_until_new, serving, wait_for_index

LARGE = 10_000
"""Above this many briefings cold builds are timed once, and no peer is built."""

FURTHER_PAIRS = 3
"""How often at most peers after the first are measured: no goal hangs on them."""


@dataclass
class Bench(Workplace):
    """One size. `pairs` is how often everything is measured; `peers` are installed, the first is measured throughout."""

    results: Results
    pairs: int
    peers: list[Peer]
    pagefind: Pagefind | None

    def __post_init__(self) -> None:
        """Decide what a large corpus leaves out."""
        super().__post_init__()
        if self.size > LARGE:
            self.peers = []
        self.main = self.peers[0] if self.peers else None
        self.cold_pairs = self.pairs if self.size <= LARGE else 1

    def steps(self) -> dict[str, Callable[[], None]]:
        """All steps by name, in their order."""
        found = {
            "same": self.same,
            "rebuild": self.rebuild,
            "cold": self.cold,
            "memory": self.memory,
            "check": self.check,
            "serve": self.serve,
            "search": self.search,
        }
        for peer in self.peers[1:]:
            found[peer.name] = functools.partial(self.other, peer)
        return found

    def note(self, key: str, value: float) -> None:
        """Keep a figure and show it."""
        self.results.add(self.size, key, value)
        shown = f"{value:.2f}" if value < 10_000 else f"{value:,.0f}"
        self.say(f"  {self.size:>7,}  {key:36} {shown:>12}")

    def same(self) -> None:
        """Check that this program and the peers list the same, before anything is timed. Raises NotEquivalentError."""
        site, ours = self.site() / "site", self.lists
        compare("the corpus", expected(self.terms), "this program", ours, FULL, our_omissions(site))
        compare_titles("this program", self.corpus, functools.partial(page, site))
        pages = list(site.rglob("*.html"))
        heaviest = max(pages, key=lambda path: path.stat().st_size)
        self.results.state(self.size, "pages/ours", len(pages))
        self.results.state(self.size, "lists/ours", len(ours))
        name = heaviest.relative_to(site).as_posix().removesuffix("index.html")
        self.results.state(self.size, "heaviest", [name, heaviest.stat().st_size])
        if self.main and not self._works(self.main, self.same_as):
            self.main = None

    @functools.cached_property
    def lists(self) -> Lists:
        """The lists of our site as the corpus was first built."""
        if self.edited:
            self.discard("ours")
        return our_lists(self.site() / "site")

    def _works(self, peer: Peer, what: Callable[[Peer], None]) -> bool:
        """Do something with a peer; one that fails by itself is left out, and named. Raises NotEquivalentError."""
        try:
            what(peer)
        except FailedError as error:
            self.results.data["left_out"][f"{peer.title}, {self.size:,} briefings"] = str(error).replace("\n", " ")
            self.say(f"  left out: {error}")
            return False
        return True

    def same_as(self, peer: Peer) -> None:
        """Check that a peer's site lists what ours does. Raises NotEquivalentError."""
        folder = self.peer_site(peer)
        output = folder / "out"
        lists = read_lists(output, peer.dimensions)
        compare("the corpus", expected(self.terms), peer.title, lists, peer.dimensions)
        compare_titles(peer.title, self.corpus, functools.partial(peer.page, output))
        self.results.state(self.size, f"pages/{peer.name}", sum(1 for _ in output.rglob("*.html")))
        self.results.state(self.size, f"lists/{peer.name}", len(lists))
        self.say(f"  {peer.title}: the same {len(lists):,} lists, the same titles")

    def rebuild(self) -> None:
        """Time builds after each kind of change, with the main peer's rebuild in every round."""
        plain, indexed = self.editor(), self.editor(search=True)
        if self.main:
            self._peer_change(self.main, 0)
        timed(BUILD, plain.folder)  # reads the state back once, as every later build does
        timed(BUILD, indexed.folder)
        for number in range(self.pairs):
            for kind in EDITS:
                self.note(f"rebuild/{kind}/ours", self._edited(plain, kind))
            self.note("rebuild/body with search/ours", self._edited(indexed, "body", search=True))
            if self.main:
                self._peer_rebuild(self.main, number + 1, "rebuild")
        self.discard("clean")
        clean = self.folder / "clean"
        clean.mkdir()
        shutil.copytree(plain.folder / "content", clean / "content")
        shutil.copy(plain.folder / CONFIG, clean)
        timed(BUILD, clean)
        difference = first_difference(plain.site, clean / "site")
        if difference:
            raise NotEquivalentError(f"after {plain.made} changes the site is not that of a clean build: {difference}")
        self.results.state(self.size, "edits checked", plain.made)
        self.discard("clean")

    def _edited(self, editor: Editor, kind: str, search: bool = False) -> float:
        """Make a change, time the build and look at the result. Raises NotEquivalentError."""
        shown = editor.make(kind)
        before = time.time_ns()
        seconds = timed(BUILD, editor.folder)
        if not shown():
            raise NotEquivalentError(f"{EDITS[kind]}: the built site does not show it")
        if search and not any(path.stat().st_mtime_ns >= before for path in (editor.site / "search").rglob("*")):
            raise NotEquivalentError(f"{EDITS[kind]}: the search index is the old one")
        return seconds

    @functools.cached_property
    def _peer_numbers(self) -> Iterator[int]:
        return free_numbers(self.corpus)

    def _peer_change(self, peer: Peer, number: int) -> float:
        """Change a briefing's text for a peer and time its build. Raises NotEquivalentError."""
        folder, output = self.peer_site(peer), self.folder / peer.name / "out"
        briefing_id, mark = self.corpus.id(next(self._peer_numbers)), f"Changedword{number}."
        peer.change(folder, briefing_id, mark)
        seconds = timed(peer.command(folder, output), folder, peer.settings(folder))
        if mark not in peer.page(output, briefing_id).read_text("utf-8"):
            raise NotEquivalentError(f"{peer.title} does not show that {EDITS['body']}")
        return seconds

    def _peer_rebuild(self, peer: Peer, number: int, step: str) -> None:
        self.note(f"{step}/body/{peer.name}", self._peer_change(peer, number))
        if self.pagefind:
            output = self.folder / peer.name / "out"
            self.note(f"{step}/body/pagefind", timed(self.pagefind.command(output), self.folder))

    def cold(self) -> None:
        """Time builds from nothing, with the main peer's in every round; each in a folder of its own."""
        made = []
        for number in range(self.cold_pairs):
            for search in (False, True):
                name = f"cold-{number}{'-search' if search else ''}"
                folder = self.fresh(name, search)
                made.append(name)
                self.note(f"cold/{'with search' if search else 'plain'}/ours", timed(BUILD, folder))
            if self.main:
                output = self._peer_cold(self.main, number, "cold")
                if self.pagefind:
                    self.note("cold/with search/pagefind", timed(self.pagefind.command(output), self.folder))
        self.discard(*made, *[f"{self.main.name}/cold-{number}" for number in range(self.cold_pairs) if self.main])

    def _peer_cold(self, peer: Peer, number: int, step: str) -> Path:
        folder = self.peer_site(peer)
        output = folder / f"cold-{number}"
        peer.forget(folder)
        self.note(f"{step}/plain/{peer.name}", timed(peer.command(folder, output), folder, peer.settings(folder)))
        return output

    def memory(self) -> None:
        """Peak memory of cold builds and of a rebuild, in runs that are not timed."""
        if not memory_known():
            self.say("  left out: this system does not tell what memory a process has")
            return
        for search in (False, True):
            name = f"memory{'-search' if search else ''}"
            what = "with search" if search else "plain"
            folder = self.fresh(name, search)
            self._peak(f"memory/{what}/ours", BUILD, folder)
            Editor(self.corpus, folder).make("body")
            self._peak(f"memory/body {what}/ours", BUILD, folder)
        if self.main:
            self._peer_memory(self.main, "memory")
            if self.pagefind:
                output = self.folder / self.main.name / "memory"
                self._peak("memory/with search/pagefind", self.pagefind.command(output), self.folder)
            self.discard(f"{self.main.name}/memory")
        self.discard("memory", "memory-search")

    def _peer_memory(self, peer: Peer, step: str) -> None:
        folder = self.peer_site(peer)
        peer.forget(folder)
        command = peer.command(folder, folder / "memory")
        self._peak(f"{step}/plain/{peer.name}", command, folder, peer.settings(folder))

    def _peak(self, key: str, command: list[str], folder: Path, settings: dict[str, str] | None = None) -> None:
        together, largest = peak_memory(command, folder, settings)
        self.note(key, together)
        self.note(f"{key} largest process", largest)

    def check(self) -> None:
        """Time `briefings check` on everything and on one file, with nothing remembered and with what it remembers."""
        self.discard("check")
        folder = self.fresh("check")
        for number, briefing in zip(range(self.pairs), free_numbers(self.corpus), strict=False):
            path = file_of(folder, self.corpus.id(briefing))
            one = [*CHECK, path.relative_to(folder).as_posix()]
            for what, command in (("all", CHECK), ("one", one)):
                shutil.rmtree(folder / ".cache", ignore_errors=True)
                self.note(f"check/{what}, first time/ours", timed(command, folder))
                if what == "one":  # to remember all again
                    timed(CHECK, folder)
                path.write_text(f"{path.read_text('utf-8')}\nOne more sentence {number}.\n", encoding="utf-8")
                self.note(f"check/{what}, after a change/ours", timed(command, folder))
        self.discard("check")

    def serve(self) -> None:
        """Time `mkdocs serve` from saving a briefing to the new page, with and without search."""
        if self.size > LARGE:
            self.say("  left out above 10,000 briefings")
            return
        for search in (False, True):
            name = f"serve{'-search' if search else ''}"
            self.discard(name)
            folder = self.fresh(name, search)
            numbers = free_numbers(self.corpus)
            with serving(folder) as port:
                for number in range(self.pairs + 1):
                    at = next(numbers)
                    year = self.corpus.day(at).year
                    before, start = index_of(port, year) if search else {}, time.perf_counter()
                    seconds = seconds_until_new(port, folder, self.corpus.id(at), f"Savedword{number}.")
                    if number:  # the first one is the warm-up
                        self.note(f"serve/{'with search' if search else 'plain'}/ours", seconds)
                    if search:
                        wait_for_index(port, year, before)
                        if number:
                            self.note("serve/indexed/ours", time.perf_counter() - start)
                    time.sleep(max(1.0, 2 * seconds))  # until what comes after the page is done too
            self.discard(name)

    def search(self) -> None:
        """Count what a reader's search loads, in Chromium."""
        site = self.site(search=True) / "site"
        words = self._words()
        try:
            for _ in range(min(self.pairs, 3)):
                found = search_bytes(site, next(words), next(words))
                for what, count in found.items():
                    self.note(f"search/{what}/ours", count)
        except (NoBrowserError, FailedError) as error:
            self.results.data["left_out"]["search in the browser"] = str(error)
            self.say(f"  left out: {error}")

    def _words(self) -> Iterator[str]:
        """Words of titles of the newest year, one of each."""
        newest = max(self.corpus.day(number).year for number in range(self.size))
        for number in free_numbers(self.corpus):
            briefing = self.corpus.briefing(number)
            if briefing.date.year == newest and not briefing.language:
                yield max((word for word in briefing.title.split() if word.isalpha()), key=len)

    def other(self, peer: Peer) -> None:
        """Compare with a further peer: the same lists, then cold builds, rebuilds and memory in pairs."""
        self._works(peer, self._compared)

    def _compared(self, peer: Peer) -> None:
        self.same_as(peer)
        step, made = peer.name, []
        editor = self.editor()
        if self.pairs > 1:  # with a single round it is only tried whether everything works
            if memory_known():
                self._peer_memory(peer, f"{step} memory")
            self._peer_change(peer, 0)
            timed(BUILD, editor.folder)
        pairs = min(self.pairs, FURTHER_PAIRS)
        for number in range(pairs):
            name = f"{step}-cold-{number}"
            folder = self.fresh(name)
            made += [name, f"{step}/cold-{number}"]
            self.note(f"{step}/plain/ours", timed(BUILD, folder))
            self._peer_cold(peer, number, step)
        for number in range(pairs):
            self.note(f"{step}/body/ours", self._edited(editor, "body"))
            self.note(f"{step}/body/{peer.name}", self._peer_change(peer, number + 1))
        self.discard(*made, peer.name)
