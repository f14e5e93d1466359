"""`briefings render`: the Markdown of all pages, for any other engine."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click

from .. import report, site
from ..filetree import write_tree
from ..links.record import dead_since
from ..links.record_file import read_record
from ..problem import has_errors
from ..render import RenderError
from ..selection import Selection
from ..sources import read_inputs
from ..tree import site_tree
from .options import folder_of, now_option, project_of


class Years(click.ParamType):
    """Years and spans of years, or the rest."""

    name = "years"

    def convert(self, value, param, ctx):
        """The text as it is, once it has been understood."""
        try:
            Selection.parse(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)
        return value


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--years",
    type=Years(),
    default="",
    metavar="YEARS",
    help="Only the pages of these years, as 2019-2021; `rest` means those that tell of all years. Ordinary pages and "
    "the home are always there.",
)
@now_option
@click.pass_context
def render(context: click.Context, folder: Path, years: str, now: datetime) -> None:
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
    settings = replace(project.settings, years=years or project.settings.years, packs=False)
    library = checked.library(settings, now, dead=dead_since(read_record(project)[0]))
    try:
        changed = write_tree(target, [(_MARK, b""), *site_tree(project, inputs, library)])
    except RenderError as error:
        click.echo(f"error: {error}", err=True)
        context.exit(1)
    click.echo(f"{len(changed)} files written or deleted.")


_MARK = ".briefings-render"
"""Marks a folder as ours to clear."""
