"""The command `briefings`: arguments in, text and exit codes out.

Exit codes: 0 for clean or warnings only, 1 for errors in the content, 2 for wrong use.
"""

from __future__ import annotations

from importlib import import_module
from keyword import iskeyword

import click

from . import __version__

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


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="briefings")
@click.option("-C", "folder", type=click.Path(exists=True, file_okay=False), help="Run as if in this folder.")
@click.pass_context
def main(context: click.Context, folder: str | None) -> None:
    """Check, render and write for a site of briefings. `mkdocs build` builds it."""
    context.obj = folder
