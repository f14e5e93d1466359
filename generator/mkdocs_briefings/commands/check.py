"""`briefings check`: all problems of all files."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import click

from .. import report
from ..checking import check_site
from ..problem import Problem, has_errors, in_order
from ..project import Project
from .annotations import report_to_github
from .options import folder_of, now_option, project_of


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--format", "rendering", type=click.Choice(sorted(report.RENDERINGS)), default="text", show_default=True)
@click.option(
    "--against",
    metavar="ARTICLE",
    help="Also report every run of 12 or more words shared with this article: a file, an address or `-`. The articles "
    "that `import` keeps in .drafts are always looked at.",
)
@now_option
@click.pass_context
def check(
    context: click.Context, paths: tuple[Path, ...], rendering: str, against: str | None, now: datetime
) -> None:
    """Report all problems of all files at once. PATHS limit what is reported, never what is read."""
    gc.disable()  # nothing that is read here is garbage before the end
    project = project_of(context)
    base = folder_of(context)
    wanted = [within(project, base / path, path) for path in paths]
    problems = check_site(project, now, lambda line: click.echo(line, err=True))

    def is_wanted(path: str) -> bool:
        return not wanted or any(is_below(path, one) for one in wanted)

    problems += _copied(project, against, base, is_wanted, now)
    problems = in_order([problem for problem in problems if is_wanted(problem.span.path)])
    if rendering == "github":
        report_to_github(project, problems, report.github_table(problems))
    else:
        sys.stdout.write(report.RENDERINGS[rendering](problems))
    context.exit(1 if has_errors(problems) else 0)


def _copied(
    project: Project, against: str | None, base: Path, is_wanted: Callable[[str], bool], now: datetime
) -> list[Problem]:
    """What was copied from articles; what finds it is loaded only where there is one."""
    if against is None and not project.drafts.is_dir():
        return []
    from ..copies import copied_from, copied_from_drafts

    problems = copied_from_drafts(project)
    if against is not None:
        from .articles import article_of, read_given

        article = article_of(read_given(against, base), against, now.date())
        problems += copied_from(project, article.text, is_wanted)
    return problems


def within(project: Project, path: Path, given: Path) -> str:
    """A path given on the command line, as problems name it."""
    if not os.path.lexists(path):
        raise click.UsageError(f"{given} is not there")
    shown = project.shown(path)
    if shown == ".." or shown.startswith("../"):
        raise click.UsageError(f"{given} is not in the site of {project.root}")
    return shown


def is_below(path: str, folder: str) -> bool:
    """Whether a path, as problems name it, is a folder or below it."""
    return folder == "." or path == folder or path.startswith(f"{folder}/")
