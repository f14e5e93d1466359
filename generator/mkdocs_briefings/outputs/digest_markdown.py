"""Blocks as Markdown (CommonMark), to be pasted into a wiki, a chat or a repository."""

from __future__ import annotations

from collections.abc import Iterable

from .. import bidi, escape
from ..words import words_of
from .digest_blocks import Block, Entries, Heading, Paragraph, Run, Sender
from .web_links import markdown_link


def markdown_of(blocks: Iterable[Block], sender: Sender) -> str:
    """The blocks as Markdown; every paragraph is a line."""
    base = words_of(sender.settings.language).direction
    out: list[str] = []
    for block in blocks:
        if isinstance(block, Heading):
            out += ["#" * block.level + " " + _line(block.runs, sender, base), ""]
        elif isinstance(block, Paragraph):
            out += [_quoted(block, sender, base), ""]
        else:
            out += _entries(block, sender, base)
    return "\n".join(out).rstrip("\n") + "\n"


def _entries(block: Entries, sender: Sender, base: str) -> list[str]:
    tight = all(len(entry.paragraphs) == 1 for entry in block.entries)
    out = []
    for entry in block.entries:
        for number, paragraph in enumerate(entry.paragraphs):
            out.append(("  " if number else "- ") + _quoted(paragraph, sender, base))
            out += [] if tight else [""]
    return [*out, ""] if tight else out


def _quoted(paragraph: Paragraph, sender: Sender, base: str) -> str:
    line = _line(paragraph.runs, sender, base)
    return f"> {line}" if paragraph.kind == "quote" else line


def _line(runs: Iterable[Run], sender: Sender, base: str) -> str:
    return "".join(_run(run, sender, base) for run in runs).strip()


def _run(run: Run, sender: Sender, base: str) -> str:
    """A run: its spaces stay outside of the marks around it, which would not count as marks else."""
    bare = bidi.without_controls(run.text)
    words = escape.markdown(bare)
    if not words:
        return " " if run.text else ""
    if not run.ours and bidi.is_mixed(bare, base):
        words = bidi.isolated(words, bidi.first_strong(bare))
    if run.uri:
        words = markdown_link(words, sender.address(run.uri))
    elif run.strong:
        words = f"**{words}**"
    before, after = bare[:1].isspace(), bare[-1:].isspace()
    return f"{' ' if before else ''}{words}{' ' if after else ''}"
