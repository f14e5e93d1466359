"""What `import` and `suggest` share: an article from a file, an address or the standard input."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import NamedTuple

import click

from ..assist.article import Article
from ..assist.extract import NoArticleError, read_html
from ..assist.fetch import fetch_page
from ..assist.opening import MAX_ARTICLE, UnreadableError, decode, is_html
from ..assist.plain_text import read_text
from ..web_answer import FetchError


class Given(NamedTuple):
    """Bytes of an article: `name` is its file's, `url` the address that gave it, `html` what is known of its kind."""

    data: bytes
    name: str = ""
    url: str = ""
    charset: str = ""
    html: bool | None = None


def is_address(argument: str) -> bool:
    """Whether an argument is a web address, and no file."""
    return argument.lower().startswith(("http://", "https://"))


def read_given(argument: str, base: Path, allow_private: bool = False) -> Given:
    """Read what an argument names: `-`, an address, or a file below the folder `base`. Raises click.UsageError."""
    if argument == "-":
        return Given(sys.stdin.buffer.read(MAX_ARTICLE + 1))
    if is_address(argument):
        try:
            page = fetch_page(argument, allow_private)
        except FetchError as error:
            raise click.UsageError(f"{argument}: {error}") from error
        return Given(page.data, "", page.url, page.charset, page.html)
    if "://" in argument:
        raise click.UsageError(f"{argument}: only http and https addresses can be read")
    path = base / argument
    try:
        if path.is_dir():
            raise click.UsageError(f"{argument} is a folder; give one article's file")
        if path.exists() and not path.is_file():
            raise click.UsageError(f"{argument} is no file")
        with open(path, "rb") as stream:
            data = stream.read(MAX_ARTICLE + 1)
    except FileNotFoundError as error:
        raise click.UsageError(f"{argument} is not there") from error
    except OSError as error:
        raise click.UsageError(f"{argument} cannot be read: {error.strerror or error}") from error
    except ValueError as error:  # NUL in a name
        raise click.UsageError(f"{argument!r} is no file") from error
    return Given(data, path.name)


def article_of(given: Given, argument: str, today: date, url: str = "") -> Article:
    """Take an article apart. Raises click.UsageError where it is none."""
    shown = "the standard input" if argument == "-" else argument
    try:
        text, remark = decode(given.data, given.charset)
        html = given.html if given.html is not None else is_html(text)
        article = read_html(text, today, url or given.url) if html else read_text(text, today, given.name)
    except (UnreadableError, NoArticleError) as error:
        raise click.UsageError(f"{shown}: {error}") from error
    except RuntimeError as error:
        raise click.UsageError(str(error)) from error
    if not article.text.strip():
        raise click.UsageError(f"{shown}: it holds no words")
    if remark:
        click.echo(f"note: {shown}: {remark}", err=True)
    for note in article.notes:
        click.echo(f"note: {note}", err=True)
    return article
