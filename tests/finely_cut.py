"""MkDocs with a search index that is cut as one of very many sections would be: `python -m finely_cut build`."""

from mkdocs.__main__ import cli

from mkdocs_briefings import shards

shards.SECTIONS = 3

if __name__ == "__main__":
    cli()
