"""`python -m mkdocs_briefings` is the command `briefings`."""

from .cli import main

main(prog_name="briefings")
