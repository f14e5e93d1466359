"""The MkDocs plugin: `mkdocs build` and `serve` make the whole site, no step before them.

What it does at which event: `on_config` sends the build into a staging folder and finds the theme; `on_files` reads,
checks, and finds out which pages have to be made again; `on_env` makes them itself where nothing else wants to see
them (else MkDocs does, like any page); `on_post_build` adds search, redirects and sitemap, and when all has gone well
publishes what is new. A build that fails leaves the last good site as it was.
"""

from __future__ import annotations

import gc
import html
import logging
import os
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path

from mkdocs.config import config_options as c
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.utils import CountHandler

from . import escape, report, urls
from .build import Build
from .clock import EPOCH, default_now
from .content_policy import page_policy
from .direct import DirectMaker, edit_urls, is_possible
from .emit import EmitError, Wanted, write_outputs
from .faults import in_words
from .filetree import write_tree
from .form_fields import contribution_form
from .kept_files import KeptFile, KnownFiles
from .late_search import LateSearch
from .links.record import RECORD
from .outputs.head import og_locale
from .outputs.pack_epub import MissingBookMaker, require_book_maker
from .pages import Page
from .pages import build as build_page
from .phrases import Phrases
from .problem import CODES, ERROR, WARNING, Problem, has_errors
from .project import Project, guide_of, settings_of
from .publish import end, is_under_way, resume
from .reference import fill
from .render import RenderError
from .script_words import script_words
from .selection import Selection
from .sources import BRIEFINGS, VOCABULARY
from .state import Output, Store
from .surroundings import surroundings, titles
from .tree import HOME, home_markdown, page_path, waiting_files
from .watching import watch_through_system
from .words import available, interface_language, words_of

log = logging.getLogger("mkdocs.plugins.briefings")

THEME = "briefings"
WARNINGS = [code for code, (severity, _) in CODES.items() if severity == WARNING]


class Options(Config):
    """The plugin's options in mkdocs.yml."""

    language = c.Type(str, default="en")
    licence = c.Type(str, default="")
    licence_url = c.Type(str, default="")
    search = c.Type(bool, default=True)
    fast = c.Type(bool, default=True)
    years = c.Type(str, default="")
    packs = c.Type(bool, default=False)
    allow = c.DictOfItems(c.ListOfItems(c.Type(str)), default={})
    accepted_warnings = c.ListOfItems(c.Choice(WARNINGS), default=[])


class BriefingsPlugin(BasePlugin[Options]):
    """One instance lives through all builds of a `serve`."""

    def __init__(self) -> None:
        self.site = self.staging = Path()
        self.command = "build"
        self.store: Store | None = None
        self.build: Build | None = None
        self.search = LateSearch(log.error)
        self.warnings = CountHandler(level=logging.WARNING)

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Makes MkDocs keep this instance between the builds of a `serve`."""
        self.command = "serve" if command == "serve" else "build"
        logging.getLogger("mkdocs").addHandler(self.warnings)

    def on_shutdown(self) -> None:
        """The counterpart of `on_startup`."""
        self.search.close()
        logging.getLogger("mkdocs").removeHandler(self.warnings)

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Refuse what cannot work, and send the build into the staging folder."""
        if not config.use_directory_urls:
            raise PluginError("briefings: addresses are a contract; delete `use_directory_urls: false` from mkdocs.yml")
        for name, read in (("years", Selection.parse), ("allow", page_policy)):
            try:
                read(self.config[name])
            except ValueError as error:
                raise PluginError(f"briefings: `{name}`: {error}") from error
        self._check_packs(config)
        try:
            self.now = default_now()
        except ValueError as error:
            raise PluginError(f"briefings: {error}") from error
        if not os.environ.get(EPOCH):
            os.environ.pop(EPOCH, None)  # MkDocs takes an empty one for a number
        self.warnings.counts.clear()
        # Hardly anything that a build makes is garbage before its end, and looking for it costs a third of the time.
        gc.disable()
        self._fifths = 0
        self.project = self._project(config)
        if self.store is None or self.store.folder != self.project.cache / self.command:
            self.store = Store(self.project.cache / self.command, lasting=self.command == "serve")
        if not self.store.take():
            raise PluginError(f"briefings: another build of this site is under way in {self.store.folder}; wait for it")
        self.staging = self.store.folder / "site"
        if Path(config.site_dir) != self.staging:
            self.site = Path(config.site_dir)
        if resume(self.staging, self.store.folder, log.info):
            self.store.commit()
            end(self.store.folder)
        self.store.forget()
        self.edit_url = edit_urls(config)
        config.site_dir = str(self.staging)
        self.ours = config.theme.name == THEME
        if self.ours:
            folders = [folder / "theme" for folder in self.project.template_folders]
            at = 1 if config.theme.custom_dir else 0  # a `custom_dir` goes before all
            config.theme.dirs[at:at] = [str(folder) for folder in folders if folder.is_dir()]
        language = self.project.settings.language
        if interface_language(language).split("-")[0] != language.replace("_", "-").split("-")[0].lower():
            there = ", ".join(available())
            log.info(f"briefings: no interface words in `{language}`, so it is English; there are {there}")
        # MkDocs dates its sitemap with the time of the build; ours goes by content.
        config.theme.static_templates.discard("sitemap.xml")
        self.direct = self.ours and self.config.fast and is_possible(config, self)
        # Columns of tables are aligned by attribute: the policy lets no style stand in a page.
        config.mdx_configs.setdefault("tables", {}).setdefault("use_align_attribute", True)
        if "attr_list" not in config.markdown_extensions:
            config.markdown_extensions.append("attr_list")
        for path in (config.docs_dir, str(self.project.root / "templates"), str(self.project.root / RECORD)):
            if os.path.exists(path) and path not in config.watch:
                config.watch.append(path)
        return config

    def _check_packs(self, config: MkDocsConfig) -> None:
        if not self.config.packs:
            return
        if not config.site_url:
            raise PluginError("briefings: `packs: true` needs `site_url`: the links of a downloaded file begin with it")
        try:
            require_book_maker()
        except MissingBookMaker as error:
            raise PluginError(f"briefings: `packs: true`: {error}") from error

    def _project(self, config: MkDocsConfig) -> Project:
        root = Path(config.config_file_path).absolute().parent if config.config_file_path else Path.cwd()
        settings = settings_of(config.site_name, dict(self.config), config.site_url or "")
        # The search page is our theme's, and so are the tools for readers: another theme has its own, or none.
        ours = config.theme.name == THEME
        guide = guide_of(Path(config.docs_dir))
        policy = page_policy(self.config.allow, self.command == "serve") if ours else ""
        settings = replace(settings, search=settings.search and ours, tools=ours, guide=guide, policy=policy)
        return Project(root, Path(config.docs_dir), settings)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Read and check, find out which pages to make, and put those that MkDocs is to make among the files."""
        paths = [file.src_uri for file in files]
        around = titles(Path(config.docs_dir), paths)
        around_all = surroundings(config, self.project)
        self.build = Build(self.project, self.store, self.site, around_all, log.info, self.build)
        self._report(self.build.read(self.now, around))
        self.build.decide()
        waiting = waiting_files(self.project, self.build.checked, self.build.library, paths)
        for file in list(files):
            # MkDocs would copy the template of its own sitemap as a file.
            if file.src_uri.split("/", 1)[0] in (BRIEFINGS, VOCABULARY, "sitemap.xml") or file.src_uri in waiting:
                files.remove(file)
        known = KnownFiles(files, lambda path: self._kept(config, path))
        folder = self.store.folder / "pages"
        try:
            texts = self._texts()
            write_tree(folder, ((page_path(page), text.encode()) for page, text in texts))
        except RenderError as error:
            raise PluginError(f"briefings: {error}. The site is as it was.") from error
        self.by_mkdocs = {page_path(page): page for page, _ in texts}
        for page, _ in texts:
            self._add(known, config, page, folder)
        return known

    def _texts(self) -> list[tuple[Page, str]]:
        """The Markdown of the pages that MkDocs is to make: the home, and without the fast path all others."""
        build, found = self.build, []
        found.append((Page("", "home"), home_markdown(build.project, build.library, build.home())))
        for page in build.pages:
            if page.kind != "home" and not self.direct:
                found.append((page, build.renderer.markdown(page, build_page(build.parts, page))))
        return found

    def _kept(self, config: MkDocsConfig, path: str) -> File | None:
        """The file of a page that MkDocs does not make, by the path of its Markdown or of its briefing."""
        briefing_id = path.rpartition("/")[2].removesuffix(".md")
        briefing = self.build.library.briefings.get(briefing_id)
        if briefing is not None and path == urls.briefing_file(briefing_id):
            return self._file(config, KeptFile, path, f"briefings/{briefing_id}/")
        if path.endswith("/index.md") and f"{path.removesuffix('.md')}.html" in self.build.page_paths():
            return self._file(config, KeptFile, path, path.removesuffix("index.md"))
        return None

    def _file(self, config: MkDocsConfig, kind: type[File], source: str, uri: str) -> File:
        file = kind(source, config.docs_dir, config.site_dir, True, inclusion=InclusionLevel.NOT_IN_NAV)
        file.dest_uri = f"{uri}index.html"
        file.__dict__.pop("url", None)
        return file

    def _progress(self, done: int, total: int) -> None:
        """A bar on a terminal, a line for every fifth of many pages elsewhere."""
        if sys.stderr.isatty():
            bar = "#" * (30 * done // total)
            sys.stderr.write(f"\r[{bar:30}] {done} of {total} pages" + ("\n" if done == total else ""))
            sys.stderr.flush()
        elif total >= 5000 and 5 * done // total > self._fifths:
            self._fifths = 5 * done // total
            log.info(f"{done} of {total} pages")

    def _report(self, problems: list[Problem]) -> None:
        for line, problem in zip(report.text(problems).splitlines(), problems, strict=False):
            accepted = problem.code in self.config.accepted_warnings
            (log.error if problem.severity == ERROR else log.info if accepted else log.warning)(line)
        if has_errors(problems):
            raise PluginError(f"briefings: {report.summary(problems)} The site is as it was.")

    def _add(self, files: Files, config: MkDocsConfig, page: Page, folder: Path) -> None:
        path = page_path(page)
        source = urls.briefing_file(page.key[0]) if page.kind == "briefing" else path
        old = Files.get_file_from_path(files, source) if source in files.src_uris else None
        if old is not None:
            files.remove(old)
        file = File.generated(config, source, abs_src_path=str(folder / path), inclusion=InclusionLevel.NOT_IN_NAV)
        if source != path:
            file.dest_uri = f"{page.uri}index.html"
            file.__dict__.pop("url", None)
        if source == HOME:
            file.inclusion = InclusionLevel.INCLUDED
        files.append(file)

    def on_build_error(self, *, error: Exception) -> None:
        """Say in words what the machine refused. The next build of a `serve` may need the collector before it."""
        gc.enable()
        if isinstance(error, OSError | MemoryError):
            begun = self.store is not None and is_under_way(self.store.folder)
            rest = "The next build finishes what is published in part." if begun else "The site is as it was."
            raise PluginError(f"briefings: {in_words(error)} {rest}") from error

    def on_nav(self, nav, *, config: MkDocsConfig, files: Files):
        """Keep the navigation for the pages that are made without MkDocs."""
        self.nav = nav
        return nav

    def on_pre_page(self, page, *, config: MkDocsConfig, files: Files):
        """MkDocs takes a generated page for one that nobody edits; a briefing and the home have a file of their own."""
        source = page.file.src_uri
        if page.file.generated_by and (source == HOME or source not in self.by_mkdocs):
            page.edit_url = self.edit_url(source)
        return page

    def on_page_markdown(self, markdown: str, *, page, config: MkDocsConfig, files: Files) -> str:
        """Put the reference tables into guide pages; give our theme plain titles, since it escapes by itself."""
        if self.ours and page.file.generated_by:
            for key in ("title", "description"):
                if isinstance(page.meta.get(key), str):
                    page.meta[key] = html.unescape(page.meta[key])
            if page.file.src_uri == HOME:
                page.meta["kind"] = "home"
                page.meta["head"] = self.build.home_head()
        return markdown if page.file.generated_by else fill(markdown)

    @event_priority(-100)
    def on_page_content(self, html: str, *, page, config: MkDocsConfig, files: Files) -> str:
        """Generated pages kept Markdown from reading contributors' words; HTML can have them plain again."""
        return escape.plain_references(html) if page.file.generated_by else html

    @event_priority(-100)
    def on_env(self, env, *, config: MkDocsConfig, files: Files):
        """Our theme's templates escape what they put out. Here the fast path makes its pages."""
        if self.ours:
            env.autoescape = True
            env.globals["settings"] = self.project.settings
            words = words_of(self.project.settings.language)
            phrases = Phrases(words, escape.html)
            env.globals.update(phrases.globals(), script_words=partial(script_words, words))
            env.globals["contribution_form"] = partial(contribution_form, words)
            env.filters.update(phrases.filters(), og_locale=og_locale)
        maker = DirectMaker(env, config, self.nav, files) if self.direct else None
        try:
            self.made: dict[str, Output | None] = dict(self.build.make(maker, self.staging, self._progress))
        except RenderError as error:
            raise PluginError(f"briefings: {error}. The site is as it was.") from error
        return env

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder) -> LiveReloadServer:
        """Be told of saved files by the system."""
        watch_through_system(server, [config.docs_dir, config.config_file_path, *config.theme.dirs])
        return server

    def _shards(self) -> set[str]:
        """The shards of the search index to make before the pages go out; in a `serve` they can follow behind."""
        build, wanted = self.build, self.build.changed_shards()
        if self.command == "serve" and not build.whole:
            build.late = {name for name in wanted if (self.site / "search" / name).is_dir()}
        if wanted != build.late:
            wanted |= self.search.end() & build.parts.shards.items.keys()
        return wanted - build.late

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Add what is beside the pages, and publish when nothing has gone wrong."""
        build = self.build
        shards = self._shards()
        build.take(self.made, {f"{page.uri}index.html" for page in self.by_mkdocs.values()})
        try:
            wanted = Wanted(
                uris=build.uris() if build.lists_changed() else None,
                changed_shards=shards,
                data=build.data_changed(),
                vocabulary=build.vocabulary_changed(),
                with_data=build.selection.takes(None),
            )
            write_outputs(build.parts, wanted, self.staging, self.site, self.project.cache)
        except EmitError as error:
            raise PluginError(f"briefings: {error}") from error
        if config.strict and any(self.warnings.counts.values()):
            return  # MkDocs is about to abort
        written, deleted = build.publish(self.staging)
        if self.command == "serve":
            gc.enable()
            self.search.begin(build.parts, build.late, self.project.cache, self.site)
        else:
            gc.freeze()  # the process ends soon, and need not look through all of it once more
        log.info(f"{len(build.page_paths())} pages; {written} files written, {deleted} deleted in {self.site}")
