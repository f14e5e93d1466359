"""`briefings export`: the data of the site as files."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from .. import report, site
from ..export import DATABASE, ExportError, write_folder, write_sqlite
from ..problem import has_errors
from ..project import Project
from ..sources import read_inputs
from .options import folder_of, now_option, project_of, site_url_of

_FORMATS = ("json", "csv", "sqlite", "all")


@click.command()
@click.argument("output", type=click.Path(path_type=Path))
@click.option("--format", "wanted", type=click.Choice(_FORMATS), default="all", show_default=True)
@click.option("--site-url", help="The site's address; default: site_url of mkdocs.yml.")
@now_option
@click.pass_context
def export(context: click.Context, output: Path, wanted: str, site_url: str | None, now: datetime) -> None:
    """Write the site's data to OUTPUT: the same files as /data/, and an SQLite database for Datasette.

    OUTPUT is a folder; for the format `sqlite` alone it is the database's file.
    """
    project = project_of(context)
    target = folder_of(context) / output
    _refuse_bad_place(project, target, output, wanted)
    checked = site.check(read_inputs(project), now)
    if has_errors(checked.problems):
        sys.stderr.write(report.text(checked.problems))
        context.exit(1)
    library = checked.library(project.settings, now)
    address = site_url if site_url is not None else site_url_of(project)
    try:
        if wanted == "sqlite":
            write_sqlite(library, target, address)
        else:
            kinds = frozenset({"json", "csv"} if wanted == "all" else {wanted})
            write_folder(library, target, address, kinds)
            if wanted == "all":
                write_sqlite(library, target / DATABASE, address)
    except ExportError as error:
        raise click.UsageError(str(error)) from error
    click.echo(f"{len(library.listed)} briefings, {len(library.items)} sections written to {output}")


def _refuse_bad_place(project: Project, target: Path, given: Path, wanted: str) -> None:
    if wanted == "sqlite" and target.is_dir():
        raise click.UsageError(f"{given} is a folder; name the database's file, as {given / DATABASE}")
    if wanted != "sqlite" and target.exists() and not target.is_dir():
        raise click.UsageError(f"{given} is a file; name a folder, or choose --format sqlite")
    if target.resolve().is_relative_to(project.content.resolve()):
        raise click.UsageError(f"{given} is among the site's own texts; choose another place")
