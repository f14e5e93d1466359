"""`briefings impact`: what a change does to the site."""

from __future__ import annotations

import gc
import sys
from datetime import datetime

import click

from .options import now_option, project_of


@click.command()
@click.option(
    "--base",
    metavar="REVISION",
    help="Any name of a commit to compare with; default: where this branch leaves the main one, else the last commit.",
)
@click.option("--format", "form", type=click.Choice(["markdown", "json"]), default="markdown", show_default=True)
@now_option
@click.pass_context
def impact(context: click.Context, base: str | None, form: str, now: datetime) -> None:
    """Say what the change since a commit does to the site.

    Which pages appear, change, move or vanish, which links break, what feeds announce, what happens to terms. The files
    are compared as they are, committed or not; the commit is read from git and not checked out.
    """
    from ..comparison import impact_since
    from ..impact import report
    from ..problem import ERROR
    from ..revision import RevisionError

    gc.disable()  # nothing that is read here is garbage before the end
    project = project_of(context)
    try:
        found, problems = impact_since(project, base, now, lambda line: click.echo(line, err=True))
    except RevisionError as error:
        raise click.UsageError(str(error)) from error
    if found is None:
        errors = sum(problem.severity == ERROR for problem in problems)
        write = report.faulty if form == "markdown" else report.faulty_json
        sys.stdout.write(write(errors, len(problems) - errors))
    else:
        sys.stdout.write(report.markdown(found) if form == "markdown" else report.as_json(found))
    context.exit(0 if found else 1)
