"""One run: which addresses are due, looking at them, keeping what is learnt while it is learnt.

Reads and writes the record and, where it is told to, briefings; the network is `checking`'s.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from .. import urls
from ..briefing import read_briefing
from ..document import read_briefing_file, read_yaml_file
from ..filetree import write_file
from ..library import Library
from ..problem import Span
from ..project import Project
from ..schema import KINDS
from ..web_address import asked_host
from ..web_answer import FetchError
from . import archives
from .addresses import OUTLET, SOURCE, Place, spans_in_briefing, spans_in_outlets
from .checking import Asker, Looks, Postponed, Task
from .record_file import write_record
from .report import is_trouble
from .states import DEAD, DNS, FRONT_PAGE, SLOW, UNREACHABLE, UNSAFE, Finding, LinkState, after, is_due

SAVE_EVERY = 5.0
"""Seconds of work that a run that is killed may lose."""

_SILENT = frozenset([DNS, SLOW, UNREACHABLE])
_HOSTS_TO_TELL = 3
"""When so many hosts were asked and none answered, it is the network here that is at fault."""

_ANSWER_BYTES = 64 * 1024
_FAILURES = 3


class NoNetwork(Exception):
    """Nobody answered: what was found says nothing of the addresses."""


def due(
    addresses: Mapping[str, tuple[Place, ...]],
    states: Mapping[str, LinkState],
    today: date,
    older_than: int,
    most: int,
    excluded: tuple[str, ...] = (),
) -> list[Task]:
    """The addresses to look at today, at most `most`: new ones first, then those looked at longest ago.

    `excluded` are hosts; what is below them is excluded too.
    """
    tasks = [(address, states.get(address)) for address in addresses if is_due(states.get(address), today, older_than)]
    tasks = [task for task in tasks if not _is_below(task[0], excluded)]
    tasks.sort(key=lambda task: (task[1].checked if task[1] else date.min, task[0]))
    return tasks[:most]


def _is_below(address: str, hosts: tuple[str, ...]) -> bool:
    host = asked_host(address)
    return any(host == one or host.endswith(f".{one}") for one in hosts)


@dataclass
class Run:
    """A run over a site's addresses. `states` is what is known, and grows; `say` tells a person how it goes."""

    project: Project
    library: Library
    addresses: dict[str, tuple[Place, ...]]
    states: dict[str, LinkState]
    today: date
    asker: Asker
    say: Callable[[str], None]
    postponed: int = 0
    _looks: Looks | None = None
    _answered: bool = False
    _asked: set[str] = field(default_factory=set)
    _saved: float = field(default_factory=time.monotonic)

    def look(self, tasks: list[Task], hosts: int) -> None:
        """Look at addresses and keep what is found. Raises NoNetwork, or Stopped after an interruption."""
        self._looks = Looks(tasks, self.asker.look, hosts, self.asker.turns.stop)
        for address, finding in self._looks:
            self._keep(address, finding)
            if time.monotonic() - self._saved > SAVE_EVERY:
                self.save()
        if not self.sound:
            raise NoNetwork

    def interrupt(self) -> None:
        """End looking or asking as soon as may be; what is on its way is not waited for. For signals' handlers."""
        self.asker.turns.stop.set()
        if self._looks is not None:
            self._looks.interrupt()

    def _keep(self, address: str, finding: Finding | None) -> None:
        if finding is None:
            self.postponed += 1
            return
        if finding.state != UNSAFE:  # else nobody was asked
            self._answered = self._answered or finding.state not in _SILENT
            self._asked.add(asked_host(address))
        self.states[address] = after(self.states.get(address), finding, self.today)

    @property
    def sound(self) -> bool:
        """Whether what was found says anything: somebody answered, or too few were asked to tell."""
        return self._answered or len(self._asked) < _HOSTS_TO_TELL

    def save(self) -> None:
        """Write the record of the addresses that the site still has. Raises OSError."""
        self._saved = time.monotonic()
        if not self.sound:
            return
        kept = {address: state for address, state in self.states.items() if address in self.addresses}
        write_record(self.project, kept)

    # archived copies

    def ask_archives(self, service: str, older_than: int) -> None:
        """Ask for copies of what is dead, or leads to a front page, and has none. Raises Stopped."""
        failures = 0
        for address, places in self.addresses.items():
            state = self.states.get(address)
            if state is None or state.state not in (DEAD, FRONT_PAGE) or state.copy:
                continue
            if all(place.archived or place.kind == OUTLET for place in places):
                continue
            if state.asked and (self.today - state.asked).days < older_than:
                continue
            day = next((place.day for place in places if place.day), None)
            try:
                answer = self.asker.get(archives.question(service, address, day), _ANSWER_BYTES)
            except Postponed:
                self.say("the archive wants to be left alone; the rest next time")
                return
            except FetchError as error:
                failures += 1
                self.say(f"the archive cannot be asked: {error}")
                if failures == _FAILURES:
                    return
                continue
            self.states[address] = replace(state, copy=archives.copy_in(answer), asked=self.today)

    def write_copies(self) -> None:
        """Write the copies that were found into the sources that are dead. Raises OSError."""
        for address, places in self.addresses.items():
            state = self.states.get(address)
            if state is None or state.state != DEAD or not state.copy:
                continue
            wanted = [place for place in places if place.kind == SOURCE and not place.archived]
            written = {place for place in wanted if self._write_copy(place, state.copy)}
            self.addresses[address] = tuple(p._replace(archived=p.archived or p in written) for p in places)

    def _write_copy(self, place: Place, copy: str) -> bool:
        shown = self.library.briefings[place.owner].path
        path = (self.project.root / shown).resolve()
        old = path.read_bytes()
        new = archives.with_copy(old, place.number, copy)
        if new is None or not self._same_but_for_copy(place, shown, old, new, copy):
            self.say(f"{shown}: the copy of source {place.number} cannot be written; add `archived: {copy}` yourself")
            return False
        write_file(path, new)
        self.say(f"{shown}: source {place.number} has now its archived copy")
        return True

    def _same_but_for_copy(self, place: Place, shown: str, old: bytes, new: bytes, copy: str) -> bool:
        """Whether a briefing that was edited reads as before, with the copy, and no worse."""
        home, vocabulary = urls.briefing_file(place.owner), self.library.vocabulary
        before, after = (read_briefing(shown, home, data, vocabulary) for data in (old, new))
        if before.briefing is None or after.briefing is None or len(before.problems) != len(after.problems):
            return False
        sources = list(before.briefing.sources)
        sources[place.number - 1] = sources[place.number - 1]._replace(archived=copy)
        return before.briefing._replace(sources=tuple(sources)) == after.briefing

    # where things stand

    def spans(self) -> dict[Place, Span]:
        """The places of all that is to be reported. Reads again the files that have any."""
        by_file: dict[str, list[Place]] = {}
        for address, places in self.addresses.items():
            for place in places:
                if is_trouble(self.states.get(address), place):
                    by_file.setdefault("" if place.kind == OUTLET else place.owner, []).append(place)
        return {place: span for owner, places in by_file.items() for place, span in self._spans_in(owner, places)}

    def _spans_in(self, owner: str, places: list[Place]) -> Iterator[tuple[Place, Span]]:
        if not owner:
            path = self.project.content / "vocabulary" / f"{KINDS['outlet']}.yml"
            shown = self.project.shown(path)
            front, _ = read_yaml_file(shown, path.read_bytes())
            yield from spans_in_outlets(shown, front, places).items()
            return
        shown = self.library.briefings[owner].path
        document, _ = read_briefing_file(shown, (self.project.root / shown).read_bytes())
        if document is None:
            yield from dict.fromkeys(places, Span(shown)).items()
        else:
            yield from spans_in_briefing(document, places).items()
