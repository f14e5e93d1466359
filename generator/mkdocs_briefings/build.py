"""One build of a site: what was read anew, what has changed since the last, which pages have to be made again.

Knows nothing of MkDocs; the plugin asks it at its events. The state is taken over only when all has gone well.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from functools import lru_cache, partial
from pathlib import Path

from . import __version__, urls
from .briefing import read_briefing
from .changes import decide, is_packed, with_words
from .differences import Term, marked_otherwise, namesakes, naming
from .filetree import list_tree, same_files
from .library import Library, build_library
from .links.record import dead_since
from .links.record_file import read_record
from .making import Maker, Making, Task, is_as_noted, kind_of, make_pages, output_of
from .model import Text
from .outputs.beside import Beside
from .outputs.data import data_paths
from .outputs.metadata import head_html
from .outputs.packs import Packs
from .pages import Page, Parts, plan, year_of
from .pages import build as build_page
from .problem import Problem, in_order
from .project import Project
from .publish import end, make_room, publish, waiting
from .readings import Readings, VocabularyFiles
from .render import Renderer
from .selection import Selection
from .shards import year_of as shard_year
from .state import Change, Damaged, Known, Output, Place, State, Store
from .vocabulary import Vocabulary
from .workers import cores

WORDS_KEPT = 500
"""The words of so many briefings are kept at hand: a page, its feed and its data want them one after the other."""


class Build:
    """From `read` to `publish`. `site` is where; `surroundings` stands for settings, theme and versions.

    `last` is the build that this process made before, if any: its library may serve again.
    """

    def __init__(
        self,
        project: Project,
        store: Store,
        site: Path,
        surroundings: str,
        say: Callable[[str], None],
        last: Build | None = None,
    ) -> None:
        self.project, self.store, self.site, self.say = project, store, site, say
        self.surroundings = surroundings
        self.processes = cores()
        self.selection = Selection.parse(project.settings.years)
        self.state: State | None = None
        self.library: Library | None = None
        self.pages: list[Page] = []
        self.gone: set[str] = set()
        self.whole = True
        self.late: set[str] = set()  # shards of the search index that are made behind the pages
        self._last = (last.library, last.readings.vocabulary_files) if last and last.library else (None, {})
        self._old: Library | None = None
        self._touched_words: set[str] = set()
        self._packed: set[str] | None = None
        self._home: str | None = None
        self._uris: list[str] | None = None

    # reading

    def read(self, now: datetime, around: str) -> list[Problem]:
        """Read what has changed and check everything; `around` stands for the titles of ordinary pages."""
        self.now, self.around = now, around
        digest = hashlib.blake2b(f"{self.surroundings} {self.project.settings}".encode(), digest_size=16)
        self.fingerprint = digest.hexdigest()
        self.state = state = self._load()
        before = (state.files, state.vocabulary) if state else ({}, None)
        self.readings = Readings(self.project, *before, self.processes)
        self.checked = self.readings.check(now)
        states, broken = read_record(self.project)
        self.dead = dead_since(states)
        return in_order([*self.checked.problems, *broken])

    def _load(self) -> State | None:
        try:
            return self.store.load(self.fingerprint)
        except Damaged as error:
            self.say(f"the cache is thrown away: {error}")
            self.store.clear()
            return None

    # what has to be made

    def decide(self) -> None:
        """Find out which pages to make again. To be called when there are no errors."""
        self._decide()
        self._last = (None, {})  # else each build would keep the one before it

    def _decide(self) -> None:
        settings = self.project.settings
        self._texts = lru_cache(WORDS_KEPT)(self._read_texts)
        found = self.checked.library(settings, self.now, self.texts, self.dead)
        self.library = self._indexed(found, self.readings.vocabulary_files)
        self.parts = Parts(self.library)
        # Jinja works out at once what is constant in a template, in the language it has then.
        compiled = self.store.folder / f"templates-{__version__}-{self.parts.words.language}"
        compiled.mkdir(parents=True, exist_ok=True)
        self.renderer = Renderer(self.project.template_folders, compiled, settings.language)
        # The words are needed from here on, wherever this ends: they are kept behind those that are known.
        self._place_words()
        self._files = {file.content_path: file for file in self.checked.files}
        state = self.state
        self.whole = state is None or state.around != self.around or state.site != str(self.site) or self._lost()
        if self.whole:
            self.pages = self._selected(plan(self.parts))
            self.changed = set(self.library.briefings)
            return
        change = self.readings.change
        old_files = [one.file for one in state.files.values()]
        found = build_library(old_files, self.readings.old_vocabulary, settings, state.now)
        old = self._indexed(found, state.vocabulary)
        fresh = {file.id for path, file in self._files.items() if path in self.readings.fresh}
        words = fresh | marked_otherwise(state.dead, self.dead, self.library)
        before = (_uri(path) for path, output in state.outputs.items() if output.kind == "page")
        decision = decide(Parts(old), self.parts, (*old_files, *self.checked.files), change, words, before)
        self.changed = decision.changed
        self._old, self._touched_words = old, fresh - self.changed
        pages = decision.plan.pages
        self.pages = self._selected(pages.values())
        self.gone = {f"{uri}index.html" for uri in decision.plan.gone - pages.keys()}
        if not change.terms:
            self._packed = {page.uri for page in pages.values() if is_packed(page, decision.touched)}

    def _indexed(self, library: Library, vocabulary: VocabularyFiles) -> Library:
        """A library, with what the last build has worked out where that is good for it."""
        last, its_own = self._last
        return library.with_indexes_of(last) if vocabulary == its_own else library

    def _selected(self, pages: Iterable[Page]) -> list[Page]:
        return [page for page in pages if self.selection.takes(year_of(page))]

    def _naming(self, terms: Collection[Term]) -> set[str]:
        """The public briefings that name one of the terms, or a narrower topic, before or now."""
        known = (one.file for one in self.state.files.values())
        return naming(terms, self._vocabularies(), (*known, *self.checked.files)) & self.library.briefings.keys()

    def _vocabularies(self) -> tuple[Vocabulary, Vocabulary]:
        return self.readings.old_vocabulary, self.checked.vocabulary

    def _lost(self) -> bool:
        """Whether the site is not as the last build left it; where a process serves it, nobody else has its folder."""
        return not self.store.lasting and not is_as_noted(self.site, self.state.outputs)

    # words

    def texts(self, briefing_id: str) -> dict[str, Text]:
        """A briefing's words by section."""
        return self._texts(briefing_id)

    def _read_texts(self, briefing_id: str) -> dict[str, Text]:
        """From the cache; read from its file where the cache cannot be believed."""
        place = self._places.get(briefing_id)
        if place is not None:
            with contextlib.suppress(Damaged):
                return self.store.read_words(place)
        path = self.library.briefings[briefing_id].path
        content_path = urls.briefing_file(briefing_id)
        return read_briefing(path, content_path, self.readings.reread(path), self.checked.vocabulary).texts

    def _place_words(self) -> None:
        known = self.state.files.values() if self.state else ()
        self._places: dict[str, Place] = {one.file.id: one.words for one in known}
        words = self.readings.words
        ids = list(words)
        places = self.store.write_words([words[one] for one in ids], anew=self.state is None)
        self._places.update(zip(ids, places, strict=True))
        words.clear()

    # making

    def home(self) -> str:
        """The blocks of the home; those of the last build where nothing in any list has changed."""
        if not self.lists_changed():
            return self.state.home
        if self._home is None:
            page = Page("", "home")
            self._home = self.renderer.blocks(page, build_page(self.parts, page))
        return self._home

    def home_head(self) -> str:
        """What the home says of itself to machines."""
        return head_html(self.parts.describer, "home", (), "", self.project.settings.site_name)

    def make(self, maker: Maker | None, staging: Path, progress: Callable[[int, int], None]) -> dict[str, Output]:
        """Make the pages by the fast path, and what is beside them; gives every file made, by its path in the site.

        Without a `maker` MkDocs makes the pages. Raises RenderError.
        """
        site = self.site if self.site.is_dir() else None
        packs = Packs(self.parts) if self.project.settings.packs else None
        make_room(self.store.folder)
        place = partial(waiting, self.store.folder) if site else partial(os.path.join, staging)
        making = Making(self.parts, self.renderer, Beside(self.parts), packs, maker, place, site)
        fed = {page.uri: page for page in with_words(self.parts, set() if self.whole else self._touched_words)}
        packed = None if self._packed is None else self._packed | fed.keys()
        tasks = [Task(page, packs=packed is None or page.uri in packed) for page in self.pages]
        there = {page.uri for page in self.pages}
        tasks += [Task(page, html=False) for page in fed.values() if page.uri not in there]
        self._with_packs = {task.page.uri for task in tasks if task.packs}
        return make_pages(making, tasks, self.processes, progress)

    # the end

    def take(self, made: dict[str, Output], by_mkdocs: set[str]) -> None:
        """Note which pages were made, by the fast path and by MkDocs."""
        self._made, self._by_mkdocs = made, by_mkdocs

    def page_paths(self) -> set[str]:
        """The paths of all pages of the site as it will be, with those that are built apart."""
        if self.selection.partial:
            return {f"{page.uri}index.html" for page in plan(self.parts)}
        made = {f"{page.uri}index.html" for page in self.pages}
        if self.whole:
            return made
        before = {path for path, output in self.state.outputs.items() if output.kind == "page"}
        return before - self.gone | made | {"index.html"}

    def uris(self) -> list[str]:
        """The addresses of all pages, in order."""
        if self._uris is None:
            self._uris = sorted(_uri(path) for path in self.page_paths())
        return self._uris

    def lists_changed(self) -> bool:
        """Whether what lists all pages, the sitemap and the redirects, may be other than before."""
        return self.whole or bool(self.changed) or bool(self.readings.change.terms)

    def changed_shards(self) -> set[str]:
        """The shards of the search index that may have changed, or are new; none where there is no search."""
        if not self.project.settings.search:
            return set()
        shards = self.parts.shards
        if self.whole:
            changed = set(shards.items)
        else:
            named = self._naming(namesakes(self.readings.change.terms, self._vocabularies()))
            ids = self.changed | self._touched_words | named
            shelves = (self._old.briefings, self.library.briefings)
            found = [shelf[one] for shelf in shelves for one in ids if one in shelf]
            dates = {section.date for briefing in found for section in briefing.sections}
            new = {name for name in shards.items if ids and not os.path.isdir(f"{self.site}/search/{name}")}
            changed = {*map(shards.of, dates)} & shards.items.keys() | new
        return {name for name in changed if self.selection.takes(shard_year(name))}

    def vocabulary_changed(self) -> bool:
        """Whether any term is other than before."""
        return self.whole or bool(self.readings.change.terms)

    def data_changed(self) -> set[str] | None:
        """The briefings whose lines in the data files may be others than before; None for all."""
        if self.whole or self.readings.change.moved:
            return None
        ids = self.changed | self._touched_words
        groups = (self._old.translations, self.library.translations)
        return ids | {other for one in ids for group in groups for other in group.get(one, ())}

    def publish(self, staging: Path) -> tuple[int, int]:
        """Bring the site up to date, and take over what the next build has to know."""
        outputs: dict[str, Output | None] = dict(self._made)
        published = self.site.exists()
        for path in list_tree(staging):
            if path in self._made:
                continue
            kind = "page" if path in self._by_mkdocs else kind_of(path, staging)
            there, new = self.site / path, staging / path
            if published and same_files(there, new):
                new.unlink()
                new = there
            outputs[path] = output_of(kind, new)
        gone = self._obsolete(outputs)
        if not self.whole:
            outputs |= dict.fromkeys(gone)
        self.store.prepare(self._result(outputs))
        counts = publish(staging, self.site, self.store.folder, gone, self._made)
        self.store.commit()
        end(self.store.folder)
        self.store.shorten(self.fingerprint)
        return counts

    def _obsolete(self, outputs: Collection[str]) -> list[str]:
        """The files of the site's folder that are no part of it any more, given those that were made."""
        if self.whole:
            return [path for path in list_tree(self.site) if path not in outputs and not path.startswith(".")]
        listed = self.lists_changed()
        data = set(data_paths(self.library)) if listed else set()
        shards = self.parts.shards.items if self.project.settings.search else {}
        made = self.changed_shards() - self.late

        def is_obsolete(path: str, kind: str) -> bool:
            folder = path.rpartition("/")[0]
            if kind == "page":
                return path in self.gone
            if kind == "beside":
                return f"{folder}/index.html" in self.gone
            if kind == "pack":
                return f"{folder}/index.html" in self.gone or f"{folder}/" in self._with_packs
            if kind == "data":
                return listed and path not in data
            if kind == "search":
                shard = path.split("/")[1]
                return shard in made or shard not in shards
            return listed or kind != "list"

        before = self.state.outputs.items()
        return [path for path, output in before if path not in outputs and is_obsolete(path, output.kind)]

    def _result(self, outputs: dict[str, Output | None]) -> Change | State:
        """What the next build has to know, given the files that were written, or are gone (None)."""
        files: dict[str, Known | None] = {}
        known = self.state.files if self.state else {}
        readings = self.readings
        for path, digest in readings.digests.items():
            if path in self._files:
                file = self._files[path]
                files[path] = Known(readings.stamps[path], digest, file, self._places[file.id])
        vocabulary = readings.vocabulary_files
        if self.whole:
            files |= {path: known[path] for path in readings.kept if path not in files}
            head = (self.fingerprint, self.now, self.around, str(self.site), self.home())
            return State(*head, vocabulary, files, outputs, self.dead)
        files |= dict.fromkeys(known.keys() - self._files.keys())
        changed = {path: output for path, output in outputs.items() if self.state.outputs.get(path) != output}
        return Change(self.now, self.around, self.home(), vocabulary, files, changed, self.dead)


def _uri(path: str) -> str:
    return path.removesuffix("index.html")
