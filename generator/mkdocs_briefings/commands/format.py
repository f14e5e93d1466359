"""`briefings format`: front matter and vocabulary in the one layout."""

from __future__ import annotations

import difflib
import os
from datetime import datetime
from pathlib import Path

import click

from .. import site
from ..filetree import write_file
from ..formatting import Formatted, MeaningChangedError, format_briefing, format_vocabulary
from ..problem import ERROR
from ..report import printable
from ..site import InputFile
from ..sources import read_inputs
from .check import is_below, within
from .options import folder_of, now_option, project_of


@click.command("format")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--check", "only_check", is_flag=True, help="Write nothing; exit with 1 where a file would be changed.")
@click.option("--diff", is_flag=True, help="As --check, and show the changes.")
@now_option
@click.pass_context
def format(context: click.Context, paths: tuple[Path, ...], only_check: bool, diff: bool, now: datetime) -> None:
    """Lay out front matter and vocabulary: order of keys, lists, quotes, blanks. PATHS limit it to files or folders.

    Comments stay, texts are left alone, and the meaning never changes. Files with errors are left as they are.
    """
    project, here = project_of(context), folder_of(context)
    wanted = [within(project, here / path, path) for path in paths]
    inputs = read_inputs(project)
    faulty = {problem.span.path for problem in site.check(inputs, now).problems if problem.severity == ERROR}
    kinds = {file.path: kind for kind, file in inputs.vocabulary.items()}
    changed = left = 0
    for path in sorted({problem.span.path for problem in inputs.problems if problem.code == "unreadable"}):
        if not wanted or any(is_below(path, one) or is_below(one, path) for one in wanted):
            click.echo(f"{printable(path)}: left alone, it cannot be read; see `briefings check`", err=True)
            left += 1
    for file in sorted([*inputs.briefings, *inputs.vocabulary.values()], key=lambda file: file.path):
        if wanted and not any(is_below(file.path, path) for path in wanted):
            continue
        if file.path in faulty:
            click.echo(f"{printable(file.path)}: left alone, it has errors; see `briefings check`", err=True)
            left += 1
            continue
        result = _laid_out(file, kinds.get(file.path, ""))
        if result is None:
            click.echo(f"{printable(file.path)}: left alone, please report it: its layout is not understood", err=True)
            left += 1
        elif result.data != file.data:
            changed += 1
            if diff:
                click.echo(_difference(file, result.data), nl=False)
            elif not only_check:
                _write(project.content / file.content_path, result.data)
            click.echo(f"{printable(file.path)}: {'to be formatted' if only_check or diff else 'formatted'}")
    click.echo(_summary(changed, left, only_check or diff))
    context.exit(1 if left or (changed and (only_check or diff)) else 0)


def _laid_out(file: InputFile, kind: str) -> Formatted | None:
    try:
        return format_vocabulary(kind, file.path, file.data) if kind else format_briefing(file.path, file.data)
    except MeaningChangedError:
        return None


def _write(path: Path, data: bytes) -> None:
    """Where the path is a link within content/, the file itself; its rights stay."""
    path = path.resolve()
    mode = path.stat().st_mode
    write_file(path, data)
    os.chmod(path, mode)


def _difference(file: InputFile, data: bytes) -> str:
    """The changes as a unified diff that a terminal can show: what it would obey or hide is shown as an escape."""
    before, after = (text.decode("utf-8", "replace").splitlines() for text in (file.data, data))
    lines = difflib.unified_diff(before, after, f"a/{file.path}", f"b/{file.path}", lineterm="")
    return "".join(f"{printable(line)}\n" for line in lines)


def _summary(changed: int, left: int, only_check: bool) -> str:
    words = f"{changed} file{'' if changed == 1 else 's'} {'to be formatted' if only_check else 'formatted'}"
    return f"{words}, {left} left alone." if left else f"{words}."
