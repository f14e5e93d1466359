"""The command `briefings`: arguments in, text and exit codes out.

Exit codes: 0 for clean or warnings only, 1 for errors in the content, 2 for wrong use.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from io import TextIOWrapper
from keyword import iskeyword
from typing import TextIO

import click

from . import __version__
from .faults import in_words

COMMANDS = (
    "check",
    "digest",
    "export",
    "format",
    "from-issue",
    "impact",
    "import",
    "init",
    "links",
    "new",
    "render",
    "schema",
    "suggest",
)
"""Each is the function of its name in a module of its name in `commands`, loaded only when it is called."""


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module = name.replace("-", "_") + ("_" if iskeyword(name) else "")
        return getattr(import_module(f".commands.{module}", __package__), module)

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; what the machine refuses is said in words."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise  # who read the output wants no more of it; click ends in silence
        except (OSError, MemoryError) as error:
            fault = click.ClickException(in_words(error))
            fault.exit_code = 2
            raise fault from error


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="briefings")
@click.option("-C", "folder", type=click.Path(exists=True, file_okay=False), help="Run as if in this folder.")
@click.pass_context
def main(context: click.Context, folder: str | None) -> None:
    """Check, render and write for a site of briefings. `mkdocs build` builds it."""
    context.obj = folder
    for stream in (sys.stdout, sys.stderr):
        _write_any_script(stream)


def _write_any_script(stream: TextIO) -> None:
    """Let a stream take all characters: as UTF-8, or as escapes where the user has chosen another encoding."""
    if isinstance(stream, TextIOWrapper) and stream.encoding.lower() not in ("utf-8", "utf8"):
        chosen = os.environ.get("PYTHONIOENCODING", "").partition(":")[0]
        stream.reconfigure(encoding=stream.encoding if chosen else "utf-8", errors="backslashreplace")
