"""The command `briefings`: arguments in, text and exit codes out.

Exit codes: 0 for clean or warnings only, 1 for errors in the content, 2 for wrong use.
"""

from __future__ import annotations

import os
import sys
from datetime import datetime
from pathlib import Path

import click

from . import __version__, report, site
from .clock import default_now
from .dates import parse_now
from .filetree import write_tree
from .problem import Problem, has_errors
from .project import Project, ProjectError, find_project
from .render import RenderError
from .sources import read_inputs
from .tree import site_tree


class _Now(click.ParamType):
    name = "datetime"

    def convert(self, value, param, ctx):
        """A date, or a moment with its zone."""
        if isinstance(value, datetime):
            return value
        try:
            return parse_now(value)
        except ValueError:
            self.fail(f"{value!r} is neither a date nor a moment with a time zone", param, ctx)


def _project(context: click.Context) -> Project:
    try:
        return find_project(Path(context.obj or "."))
    except ProjectError as error:
        raise click.UsageError(str(error)) from error


_NOW = click.option(
    "--now",
    type=_Now(),
    default=default_now,
    metavar="DATETIME",
    help="The moment that decides on embargoes and on what is in the future; default: SOURCE_DATE_EPOCH, else now.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="briefings")
@click.option("-C", "folder", type=click.Path(exists=True, file_okay=False), help="Run as if in this folder.")
@click.pass_context
def main(context: click.Context, folder: str | None) -> None:
    """Check and render a site of briefings. `mkdocs build` builds it."""
    context.obj = folder


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--format", "rendering", type=click.Choice(sorted(report.RENDERINGS)), default="text", show_default=True)
@_NOW
@click.pass_context
def check(context: click.Context, paths: tuple[Path, ...], rendering: str, now: datetime) -> None:
    """Report all problems of all files at once. PATHS limit what is reported, never what is read."""
    project = _project(context)
    base = Path(context.obj or ".").absolute()
    wanted = [_within(project, base / path, path) for path in paths]
    problems = site.check(read_inputs(project), now).problems
    if wanted:
        problems = [p for p in problems if any(_is_below(p.span.path, path) for path in wanted)]
    if rendering == "github":
        _report_to_github(project, problems)
    else:
        sys.stdout.write(report.RENDERINGS[rendering](problems))
    context.exit(1 if has_errors(problems) else 0)


def _within(project: Project, path: Path, given: Path) -> str:
    """A path given on the command line, as problems name it."""
    if not os.path.lexists(path):
        raise click.UsageError(f"{given} is not there")
    shown = project.shown(path)
    if shown == ".." or shown.startswith("../"):
        raise click.UsageError(f"{given} is not in the site of {project.root}")
    return shown


def _is_below(path: str, folder: str) -> bool:
    return folder == "." or path == folder or path.startswith(f"{folder}/")


def _report_to_github(project: Project, problems: list[Problem]) -> None:
    """Annotations name files from the repository's root; the whole table goes to the step's summary."""
    workspace = os.environ.get("GITHUB_WORKSPACE", "")
    prefix = ""
    if workspace and project.root.resolve().is_relative_to(Path(workspace).resolve()):
        relative = project.root.resolve().relative_to(Path(workspace).resolve()).as_posix()
        prefix = "" if relative == "." else f"{relative}/"
    sys.stdout.write(report.github(problems, prefix))
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if summary:
        with open(summary, "a", encoding="utf-8") as stream:
            stream.write(report.github_table(problems))


@main.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@_NOW
@click.pass_context
def render(context: click.Context, folder: Path, now: datetime) -> None:
    """Write the Markdown of all pages to FOLDER, for any other engine. What else is in FOLDER is deleted."""
    project = _project(context)
    target = Path(context.obj or ".").absolute() / folder
    if project.root.is_relative_to(target) or project.content.is_relative_to(target):
        raise click.UsageError(f"{folder} holds the site's own files; choose another folder")
    if target.is_dir() and any(target.iterdir()) and not (target / _MARK).is_file():
        raise click.UsageError(f"{folder} holds files that `briefings render` did not write; choose an empty folder")
    inputs = read_inputs(project)
    checked = site.check(inputs, now)
    if has_errors(checked.problems):
        sys.stderr.write(report.text(checked.problems))
        context.exit(1)
    library = checked.library(project.settings, now)
    try:
        changed = write_tree(target, [(_MARK, b""), *site_tree(project, inputs, library)])
    except RenderError as error:
        click.echo(f"error: {error}", err=True)
        context.exit(1)
    click.echo(f"{len(changed)} files written or deleted.")


_MARK = ".briefings-render"
"""Marks a folder as ours to clear."""
