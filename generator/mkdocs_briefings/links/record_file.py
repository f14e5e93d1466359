"""Reading and writing the record of checks beside mkdocs.yml."""

from __future__ import annotations

from collections.abc import Mapping

from ..filetree import same, write_file
from ..problem import Problem, Span
from ..project import Project
from .record import RECORD, link_states, record_bytes
from .states import LinkState


def read_record(project: Project) -> tuple[dict[str, LinkState], list[Problem]]:
    """The site's record; empty where there is none yet. A Problem where it cannot be read."""
    try:
        data = (project.root / RECORD).read_bytes()
    except FileNotFoundError:
        return {}, []
    except OSError as error:
        hint = "check that it is a file and may be read"
        return {}, [Problem(Span(RECORD), "unreadable", error.strerror or "it cannot be read", hint)]
    return link_states(data)


def write_record(project: Project, states: Mapping[str, LinkState]) -> None:
    """Write the record; no file is made for nothing. Raises OSError."""
    path = project.root / RECORD
    data = record_bytes(states)
    if (states or path.exists()) and not same(path, data):
        write_file(path, data)
