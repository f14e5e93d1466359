"""What the commands share: finding the site, reading a moment."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from ..clock import default_now
from ..dates import parse_now
from ..document import loose_yaml
from ..project import CONFIG, Project, ProjectError, find_project


class Moment(click.ParamType):
    """A date, or a moment with its zone."""

    name = "datetime"

    def convert(self, value, param, ctx):
        """The moment that is meant."""
        if isinstance(value, datetime):
            return value
        try:
            return parse_now(value)
        except ValueError:
            self.fail(f"{value!r} is neither a date nor a moment with a time zone", param, ctx)


def project_of(context: click.Context) -> Project:
    """The site that the command runs in. Raises UsageError where there is none."""
    try:
        return find_project(folder_of(context))
    except ProjectError as error:
        raise click.UsageError(str(error)) from error


def site_url_of(project: Project) -> str:
    """The site's address as `mkdocs build` has it; one that mkdocs.yml takes from the environment is not seen."""
    return str(loose_yaml((project.root / CONFIG).read_bytes()).get("site_url") or "")


def folder_of(context: click.Context) -> Path:
    """The folder that the command runs in: `-C`, else the current one."""
    return Path(context.obj or ".").absolute()


def _default_now() -> datetime:
    try:
        return default_now()
    except ValueError as error:
        raise click.UsageError(str(error)) from error


now_option = click.option(
    "--now",
    type=Moment(),
    default=_default_now,
    metavar="DATETIME",
    help="The moment that decides on embargoes and on what is in the future; default: SOURCE_DATE_EPOCH, else now.",
)
