"""`briefings render`: the Markdown of all pages, for any other engine."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from .. import report, site
from ..filetree import write_tree
from ..problem import has_errors
from ..render import RenderError
from ..sources import read_inputs
from ..tree import site_tree
from .options import folder_of, now_option, project_of


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@now_option
@click.pass_context
def render(context: click.Context, folder: Path, now: datetime) -> None:
    """Write the Markdown of all pages to FOLDER, for any other engine. What else is in FOLDER is deleted."""
    project = project_of(context)
    target = folder_of(context) / folder
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
