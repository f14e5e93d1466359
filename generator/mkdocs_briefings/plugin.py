"""The MkDocs plugin: `mkdocs build` and `serve` make the whole site, no step before them.

What it does at which event: `on_config` sends the build into a staging folder and finds the theme; `on_files` checks
everything and adds the generated pages; `on_post_build` adds search, redirects and sitemap, and when all has gone
well publishes the staging folder. A build that fails leaves the last good site as it was.
"""

from __future__ import annotations

import html
import logging
import os
from dataclasses import replace
from pathlib import Path

from mkdocs.config import config_options as c
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.utils import CountHandler

from . import escape, report, site
from .clock import default_now
from .emit import EmitError, write_outputs
from .filetree import write_tree
from .problem import CODES, ERROR, WARNING, Problem, has_errors
from .project import Project, settings_of
from .publish import publish, resume
from .reference import fill
from .render import RenderError
from .sources import BRIEFINGS, VOCABULARY, read_inputs
from .tree import HOME, generated_pages, page_path

log = logging.getLogger("mkdocs.plugins.briefings")

THEME = "briefings"
WARNINGS = [code for code, (severity, _) in CODES.items() if severity == WARNING]


class Options(Config):
    """The plugin's options in mkdocs.yml."""

    language = c.Type(str, default="en")
    licence = c.Type(str, default="")
    licence_url = c.Type(str, default="")
    search = c.Type(bool, default=True)
    accepted_warnings = c.ListOfItems(c.Choice(WARNINGS), default=[])


class BriefingsPlugin(BasePlugin[Options]):
    """One instance lives through all builds of a `serve`."""

    def __init__(self) -> None:
        self.site = self.staging = Path()
        self.warnings = CountHandler()
        self.warnings.setLevel(logging.WARNING)

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Being defined makes MkDocs keep this instance between the builds of a `serve`."""
        logging.getLogger("mkdocs").addHandler(self.warnings)

    def on_shutdown(self) -> None:
        """The counterpart of `on_startup`."""
        logging.getLogger("mkdocs").removeHandler(self.warnings)

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Refuse what cannot work, and send the build into the staging folder."""
        if not config.use_directory_urls:
            raise PluginError("briefings: addresses are a contract; delete `use_directory_urls: false` from mkdocs.yml")
        self.warnings.counts.clear()
        self.project = self._project(config)
        self.project.cache.mkdir(parents=True, exist_ok=True)
        self.staging = self.project.cache / "site"
        if Path(config.site_dir) != self.staging:
            self.site = Path(config.site_dir)
        resume(self.staging, self.project.cache, log.info)
        config.site_dir = str(self.staging)
        self.ours = config.theme.name == THEME
        if self.ours:
            folders = [folder / "theme" for folder in self.project.template_folders]
            at = 1 if config.theme.custom_dir else 0  # a `custom_dir` goes before all
            config.theme.dirs[at:at] = [str(folder) for folder in folders if folder.is_dir()]
        # MkDocs dates its sitemap with the time of the build; ours goes by content.
        config.theme.static_templates.discard("sitemap.xml")
        if "attr_list" not in config.markdown_extensions:
            config.markdown_extensions.append("attr_list")
        for folder in (config.docs_dir, str(self.project.root / "templates")):
            if os.path.isdir(folder) and folder not in config.watch:
                config.watch.append(folder)
        return config

    def _project(self, config: MkDocsConfig) -> Project:
        root = Path(config.config_file_path).absolute().parent if config.config_file_path else Path.cwd()
        settings = settings_of(config.site_name, dict(self.config))
        # The search page is our theme's: another theme has its own search, or none.
        settings = replace(settings, search=settings.search and config.theme.name == THEME)
        return Project(root, Path(config.docs_dir), settings)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Check everything, then put the generated pages among the files."""
        self.inputs = read_inputs(self.project)
        now = default_now()
        checked = site.check(self.inputs, now)
        self._report(checked.problems)
        self.library = checked.library(self.project.settings, now)
        try:
            pages = list(generated_pages(self.project, self.library))
        except RenderError as error:
            raise PluginError(f"briefings: {error}. The site is as it was.") from error
        folder = self.project.cache / "pages"
        write_tree(folder, ((page_path(page), text.encode()) for page, text in pages))
        for file in list(files):
            if file.src_uri.split("/", 1)[0] in (BRIEFINGS, VOCABULARY):
                files.remove(file)
        self.sources = {page_path(page): page for page, _ in pages}
        for page, _ in pages:
            self._add(files, config, page, folder)
        return files

    def _report(self, problems: list[Problem]) -> None:
        for line, problem in zip(report.text(problems).splitlines(), problems, strict=False):
            accepted = problem.code in self.config.accepted_warnings
            (log.error if problem.severity == ERROR else log.info if accepted else log.warning)(line)
        if has_errors(problems):
            raise PluginError(f"briefings: {report.summary(problems)} The site is as it was.")

    def _add(self, files: Files, config: MkDocsConfig, page, folder: Path) -> None:
        path = page_path(page)
        source = path
        if page.kind == "briefing":
            source = Path(self.library.briefings[page.key[0]].path)
            source = os.path.relpath(self.project.root / source, self.project.content).replace(os.sep, "/")
        old = files.get_file_from_path(source)
        if old is not None:
            files.remove(old)
        file = File.generated(config, source, abs_src_path=str(folder / path), inclusion=InclusionLevel.NOT_IN_NAV)
        if source != path:
            file.dest_uri = f"{page.uri}index.html"
            file.__dict__.pop("url", None)
        if source == HOME:
            file.inclusion = InclusionLevel.INCLUDED
        files.append(file)

    def on_pre_page(self, page, *, config: MkDocsConfig, files: Files):
        """A page that no file stands behind has nothing to edit."""
        if page.file.generated_by and not (page.file.src_uri == HOME or page.file.src_uri in self._briefing_paths()):
            page.edit_url = None
        return page

    def _briefing_paths(self) -> frozenset[str]:
        return frozenset(file.content_path for file in self.inputs.briefings)

    def on_page_markdown(self, markdown: str, *, page, config: MkDocsConfig, files: Files) -> str:
        """Put the reference tables into guide pages; give our theme plain titles, since it escapes by itself."""
        if self.ours and page.file.generated_by:
            for key in ("title", "description"):
                if isinstance(page.meta.get(key), str):
                    page.meta[key] = html.unescape(page.meta[key])
            if page.file.src_uri == HOME:
                page.meta["kind"] = "home"
        return markdown if page.file.generated_by else fill(markdown)

    @event_priority(-100)
    def on_page_content(self, html: str, *, page, config: MkDocsConfig, files: Files) -> str:
        """Generated pages kept Markdown from reading contributors' words; HTML can have them plain again."""
        return escape.plain_references(html) if page.file.generated_by else html

    def on_env(self, env, *, config: MkDocsConfig, files: Files):
        """Our theme's templates escape what they put out."""
        if self.ours:
            env.autoescape = True
            env.globals["settings"] = self.project.settings
        return env

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Add what is beside the pages, and publish when nothing has gone wrong."""
        try:
            write_outputs(
                self.library,
                self.sources.values(),
                self.staging,
                self.project.cache,
                site_url=config.site_url or "",
            )
        except EmitError as error:
            raise PluginError(f"briefings: {error}") from error
        if config.strict and any(self.warnings.counts.values()):
            return  # MkDocs is about to abort
        written, deleted = publish(self.staging, self.site, self.project.cache)
        log.info(f"{len(self.sources)} pages; {written} files written, {deleted} deleted in {self.site}")
