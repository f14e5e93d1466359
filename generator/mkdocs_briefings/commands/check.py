"""`briefings check`: all problems of all files."""

from __future__ import annotations

import gc
import os
import sys
from datetime import datetime
from pathlib import Path

import click

from .. import report
from ..checking import check_site
from ..problem import has_errors
from ..project import Project
from .annotations import report_to_github
from .options import folder_of, now_option, project_of


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--format", "rendering", type=click.Choice(sorted(report.RENDERINGS)), default="text", show_default=True)
@now_option
@click.pass_context
def check(context: click.Context, paths: tuple[Path, ...], rendering: str, now: datetime) -> None:
    """Report all problems of all files at once. PATHS limit what is reported, never what is read."""
    gc.disable()  # nothing that is read here is garbage before the end
    project = project_of(context)
    base = folder_of(context)
    wanted = [_within(project, base / path, path) for path in paths]
    problems = check_site(project, now, lambda line: click.echo(line, err=True))
    if wanted:
        problems = [p for p in problems if any(_is_below(p.span.path, path) for path in wanted)]
    if rendering == "github":
        report_to_github(project, problems, report.github_table(problems))
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
