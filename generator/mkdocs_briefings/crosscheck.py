"""What can only be checked with all files at hand: links, translations, old addresses, dates, unused terms."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable
from datetime import datetime

from . import urls
from .briefing import BriefingFile
from .locate import Places
from .nearest import Nearest
from .problem import MAX_ALIKE, Collector, Problem, Span
from .schema import KINDS
from .vocabulary import Vocabulary

DAYS_AHEAD = 1
"""How far ahead of the clock a date may be: it is tomorrow somewhere already."""

MAX_SUGGESTIONS = 100
"""What may have been meant is looked for this often in all files together."""

IMAGES = frozenset(["png", "jpg", "jpeg", "gif", "webp", "svg", "avif"])


def crosscheck(
    files: list[BriefingFile], other_files: set[str], now: datetime, places: Callable[[BriefingFile], Places]
) -> list[Problem]:
    """Problems between files.

    `other_files` are all paths under content/ beside briefings and vocabulary; `places` gives the second look at a
    file's body, which is taken only for a message.
    """
    problems = _places(files)
    by_path = {file.content_path: file for file in files}
    by_id = {file.id: file for file in files}
    guess = _Guess(by_path, other_files, by_id)
    for file in files:
        found = Collector()
        for reference in file.references:
            if len(found) > MAX_ALIKE:
                break  # where each stands is not looked up for more than are reported
            if reference.image:
                found += _image(file, reference, other_files, places)
            else:
                found += _link(file, reference, by_path, other_files, now, places, guess)
        for link in file.translations:
            found += _translation(file, link, by_id, now, guess)
        found += _dates(file, now)
        problems += found
    problems += _old_addresses(files, by_id, other_files)
    return problems


class _Guess:
    """What may have been meant by a path, an id or a heading's id that is not there."""

    def __init__(self, by_path: dict[str, BriefingFile], others: set[str], by_id: dict[str, BriefingFile]) -> None:
        self._by_path, self._others, self._by_id = by_path, others, by_id
        self._known: dict[str, Nearest] = {}
        self._left = MAX_SUGGESTIONS

    def path(self, written: str) -> str | None:
        """A path under content/."""
        return self._find("path", written, 0.8, lambda: [*self._by_path, *sorted(self._others)])

    def briefing(self, written: str, but: str) -> str | None:
        """The id of a briefing other than one."""
        return self._find("id", written, 0.8, lambda: self._by_id, but)

    def heading(self, file: BriefingFile, written: str) -> str | None:
        """The id of a heading of a file."""
        return self._find(f"#{file.content_path}", written, 0.6, lambda: sorted(file.anchors or ()))

    def _find(
        self, key: str, written: str, cutoff: float, words: Callable[[], Iterable[str]], but: str = ""
    ) -> str | None:
        self._left -= 1
        if self._left < 0:
            return None
        if key not in self._known:
            self._known[key] = Nearest(words())
        return self._known[key].find(written, cutoff, but)


def _places(files: list[BriefingFile]) -> list[Problem]:
    """Each id once, and each briefing in the folder of its year; of two with one id the misplaced one is at fault."""
    problems, first = [], {}
    for file in sorted(files, key=lambda file: (file.content_path != file.home, file.content_path)):
        if not file.home:  # its name is at fault, and reported
            continue
        other = first.setdefault(file.id, file)
        if other is not file:
            message = f"the id `{file.id}` belongs to {other.path} already"
            problems.append(Problem(Span(file.path), "duplicate-id", message, "give one of the two another name"))
        elif file.content_path != file.home:
            folder = posixpath.dirname(file.home)
            message = f"the briefing belongs into `{folder}/`"
            problems.append(Problem(Span(file.path), "bad-path", message, "move it there"))
    return problems


def _link(file, link, by_path, other_files, now, places, guess) -> Iterable[Problem]:
    path = urls.content_path(file.content_path, link.target)
    fragment = urls.unquote(link.target.partition("#")[2]) if "#" in link.target else ""
    if path is None:
        hint = "links within the site are relative to this file, as `../2023/2023-09-04-x.md#id`"
        return [
            Problem(
                places(file).reference(link), "dead-link", f"`{urls.unquote(link.target)}` is not under content/", hint
            )
        ]
    other = by_path.get(path)
    if other is None:
        if path in other_files:
            return []
        near = guess.path(path)
        hint = f"did you mean `{_relative(near, file.content_path)}`?" if near else "links name a file under content/"
        return [
            Problem(places(file).reference(link), "dead-link", f"`{urls.unquote(link.target)}` leads nowhere", hint)
        ]
    if other is not file and file.is_public(now) and not other.is_public(now):
        hint = "publish that one too, or delete the link"
        return [Problem(places(file).reference(link), "unpublished-link", f"`{other.id}` is not published", hint)]
    if other.anchors is not None and fragment and not fragment.startswith("_") and fragment not in other.anchors:
        near = guess.heading(other, fragment)
        hint = f"did you mean `#{near}`?" if near else f"{other.path} has no such heading"
        return [Problem(places(file).reference(link), "dead-link", f"no heading has the id `{fragment}`", hint)]
    return []


def _relative(path: str, start: str) -> str:
    return posixpath.relpath(path, posixpath.dirname(start))


def _image(file, image, other_files, places) -> Iterable[Problem]:
    path = urls.content_path(file.content_path, image.target)
    if path in other_files and path.rpartition(".")[2].lower() in IMAGES:
        return []
    hint = "put the picture under content/ and link to it with a path relative to this file"
    return [
        Problem(
            places(file).reference(image),
            "bad-image",
            f"`{urls.unquote(image.target)}` is no picture under content/",
            hint,
        )
    ]


def _translation(file, link, by_id, now, guess) -> Iterable[Problem]:
    other = by_id.get(link.target)
    if other is None or other is file:
        near = None if other else guess.briefing(link.target, file.id)
        message = "a briefing is no translation of itself" if other else f"there is no briefing `{link.target}`"
        hint = f"did you mean `{near}`?" if near else "give the id of the briefing in the other language"
        return [Problem(link.span, "dead-link", message, hint)]
    if file.is_public(now) and not other.is_public(now):
        hint = "publish that one too, or delete it here"
        return [Problem(link.span, "unpublished-link", f"`{other.id}` is not published", hint)]
    return []


def _dates(file: BriefingFile, now: datetime) -> Iterable[Problem]:
    latest, hint = now.date(), "mend the year, or add an `embargo:` until the event"
    if file.embargo is not None:
        latest, hint = max(latest, file.embargo.date()), "mend the year, or move the embargo"
    for span, date in file.dates:
        if date.first.toordinal() > latest.toordinal() + DAYS_AHEAD:
            yield Problem(span, "future-date", f"{date.iso} is in the future", hint)


def _old_addresses(
    files: list[BriefingFile], by_id: dict[str, BriefingFile], other_files: set[str]
) -> Iterable[Problem]:
    claimed = {urls.page("briefing", file.id): file.id for file in by_id.values()}
    pages = {urls.as_seen_without_case(urls.content_uri(path)): path for path in sorted(other_files)}
    for file in sorted(files, key=lambda file: file.id):
        own = urls.page("briefing", file.id)
        for link in file.redirects:
            if not urls.is_old_address(link.target):
                continue  # reported where it was read
            old = urls.old_briefing(link.target)
            place = urls.as_seen_without_case(old)
            owner = pages.get(place) or claimed.setdefault(place, file.id)
            if owner != file.id or old == own:
                hint = "an old address can lead to one briefing only, and to none while a briefing has it"
                yield Problem(link.span, "duplicate-id", f"`{link.target}` belongs to `{owner}`", hint)


def unused_terms(files: list[BriefingFile], vocabulary: Vocabulary) -> Iterable[Problem]:
    """A warning for each term of the site's own that no briefing uses, drafts included; the files have no errors."""
    for kind, term_id in unused(files, vocabulary):
        hint = f"use it, or delete it from {KINDS[kind]}.yml"
        span = vocabulary.spans[kind, term_id]
        yield Problem(span, "unused-term", f"no briefing uses the {kind} `{term_id}`", hint)


def unused(files: Iterable[BriefingFile], vocabulary: Vocabulary) -> frozenset[tuple[str, str]]:
    """The terms of the site's own, as (kind, id), that no briefing uses: neither by name nor by what names them."""
    used: set[tuple[str, str]] = set().union(*(file.terms for file in files))
    topics = tuple(term_id for kind, term_id in used if kind == "topic")
    used |= {("topic", topic) for topic in vocabulary.with_ancestors(topics)}
    terms = vocabulary.terms
    for person in terms["person"].values():
        if ("person", person.id) in used:
            used |= {("organisation", role.organisation) for role in person.roles}
            used.add(("country", person.country))
    for series in terms["series"].values():
        if ("series", series.id) in used:
            used.add(("organisation", series.organisation))
    for outlet in terms["outlet"].values():
        if ("outlet", outlet.id) in used:
            used.add(("country", outlet.country))
    climbed: set[str] = set()
    for organisation in terms["organisation"].values():
        above = organisation
        while ("organisation", above.id) in used and above.parent and above.id not in climbed:
            climbed.add(above.id)
            used.add(("organisation", above.parent))
            above = terms["organisation"][above.parent]
        used.add(("country", organisation.country))
    return frozenset(key for key in vocabulary.spans if key not in used and key[1] in terms[key[0]])
