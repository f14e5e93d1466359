"""`briefings links`: whether sources and outside links still lead somewhere."""

from __future__ import annotations

import re
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import click

from .. import __version__, report, site
from ..document import loose_yaml
from ..guarded_fetch import Limits
from ..links import report as links_report
from ..links.addresses import addresses
from ..links.archives import SERVICE
from ..links.checking import Asker, Stopped, Turns
from ..links.politeness import Schedule
from ..links.record import RECORD
from ..links.record_file import read_record
from ..links.run import NoNetwork, Run, due
from ..links.states import DEAD
from ..problem import Problem, has_errors
from ..project import CONFIG, Project
from ..sources import read_inputs
from ..web_address import uri_of
from .annotations import report_to_github
from .options import Moment, project_of

_FORMATS = ("text", "json", "github", "markdown")
_SITE_URL = re.compile(r"https?://[A-Za-z0-9.:/_~%-]{1,200}")
INTERRUPTED = 130
"""The exit code of a program that SIGINT ended, as shells give it."""


@click.command()
@click.option("--format", "rendering", type=click.Choice(_FORMATS), default="text", show_default=True)
@click.option(
    "--max",
    "most",
    type=click.IntRange(min=0),
    default=500,
    show_default=True,
    help="Look at so many addresses at most; 0 only reports what is recorded.",
)
@click.option(
    "--older-than",
    type=click.IntRange(min=0),
    default=30,
    show_default=True,
    metavar="DAYS",
    help="Look again at an address after so many days; sooner where the last look was in doubt.",
)
@click.option(
    "--hosts",
    type=click.IntRange(1, 64),
    default=8,
    show_default=True,
    help="Ask so many hosts at once, each of them one thing at a time.",
)
@click.option(
    "--pause",
    type=click.FloatRange(min=0),
    default=2.0,
    show_default=True,
    metavar="SECONDS",
    help="Leave a host alone for so long between two requests.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0.1, max=300),
    default=20.0,
    show_default=True,
    metavar="SECONDS",
    help="Wait so long for an answer.",
)
@click.option(
    "--exclude", multiple=True, metavar="HOST", help="Never ask this host or those below it; may be repeated."
)
@click.option("--archives", is_flag=True, help="Ask the Wayback Machine for copies of what is dead.")
@click.option(
    "--archive-service",
    default=SERVICE,
    show_default=True,
    metavar="URL",
    help="Another service that answers as the Wayback Machine does.",
)
@click.option("--write", is_flag=True, help="Write the copies that were found into the sources that are dead.")
@click.option("--allow-private", is_flag=True, help="Ask hosts that are not on the public internet too.")
@click.option(
    "--now",
    type=Moment(),
    default=lambda: datetime.now(UTC),
    metavar="DATETIME",
    help="The moment that decides on embargoes and on what is due; default: now.",
)
@click.pass_context
def links(
    context: click.Context,
    rendering: str,
    most: int,
    older_than: int,
    hosts: int,
    pause: float,
    timeout: float,
    exclude: tuple[str, ...],
    archives: bool,
    archive_service: str,
    write: bool,
    allow_private: bool,
    now: datetime,
) -> None:
    """Look whether sources, archived copies, outside links and outlets' homes are still there.

    What is found is recorded in links.json, to be committed. An interrupted run goes on with the next one.
    """
    _check_service(archive_service)
    project = project_of(context)
    states, problems = read_record(project)
    checked = site.check(read_inputs(project), now)
    if problems or has_errors(checked.problems):
        errors = [problem for problem in checked.problems if problem.severity == "error"]
        _show(project, [*problems, *errors], rendering, "the content has errors; mend them first.")
        context.exit(1)
    library = checked.library(project.settings, now)
    turns = Turns(Schedule(pause), threading.Event())
    limits = Limits(seconds=timeout, body_bytes=0, whole=False)
    asker = Asker(turns, user_agent(project), limits, allow_private)
    run = Run(project, library, addresses(library), states, now.date(), asker, _say)
    tasks = due(run.addresses, states, run.today, older_than, most, tuple(host.lower() for host in exclude))
    interrupted = False
    try:
        with _interruptible(run):
            run.look(tasks, hosts)
            if archives:
                run.ask_archives(archive_service, older_than)
    except Stopped:
        interrupted = True
        _say("interrupted; what was learnt is kept, and the next run goes on from here")
    except NoNetwork:
        _say("none of the hosts answered: is there a network here? Nothing was recorded.")
        context.exit(2)
    try:
        if write and not interrupted:
            run.write_copies()
        run.save()
        spans = run.spans()
    except OSError as error:
        _say(f"{error.filename or RECORD}: {error.strerror}; check that it may be read and written")
        context.exit(2)
    if run.postponed:
        _say(f"{run.postponed} left to the next run, because their hosts ask for a longer pause")
    sentence = links_report.counted(run.addresses, states)
    _show(project, links_report.problems(run.addresses, states, spans), rendering, sentence)
    context.exit(INTERRUPTED if interrupted else 1 if _dead(run) else 0)


@contextmanager
def _interruptible(run: Run) -> Iterator[None]:
    """Let Ctrl-C, or the end of a job in CI, end a run cleanly; a second one ends it as ever."""
    before: dict[int, object] = {}

    def handle(number: int, frame: object) -> None:
        signal.signal(number, before[number])
        run.interrupt()

    for number in (signal.SIGINT, signal.SIGTERM):
        before[number] = signal.getsignal(number)
        signal.signal(number, handle)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _dead(run: Run) -> bool:
    """Whether anything is dead that has no archived copy."""
    return any(
        run.states[address].state == DEAD and not all(place.archived for place in places)
        for address, places in run.addresses.items()
        if address in run.states
    )


def user_agent(project: Project) -> str:
    """As whom we ask: with the site's address, so that whoever is asked can ask back."""
    name = f"briefings-links/{__version__}"
    try:
        url = loose_yaml((project.root / CONFIG).read_bytes()).get("site_url")
    except (OSError, ValueError):
        url = None
    return f"{name} (+{url})" if isinstance(url, str) and _SITE_URL.fullmatch(url) else name


def _check_service(address: str) -> None:
    try:
        uri_of(address)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--archive-service") from error


def _show(project: Project, problems: list[Problem], rendering: str, sentence: str) -> None:
    if rendering == "markdown":
        sys.stdout.write(links_report.markdown(problems, sentence))
    elif rendering == "github":
        report_to_github(project, problems, links_report.markdown(problems, sentence))
    else:
        sys.stdout.write(report.RENDERINGS[rendering](problems))
    if rendering in ("text", "github"):
        sys.stdout.write(f"{sentence}\n")


def _say(text: str) -> None:
    click.echo(text, err=True)
