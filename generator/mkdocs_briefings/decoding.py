"""Bytes of a file → its text, with a Problem for each character that has no place in one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from . import hidden
from .problem import MAX_ALIKE, Collector, Problem, Span

# C0 and C1 controls but tab and newline, DEL, the line separators that editors count differently, non-characters.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
"""What is refused wherever it stands."""

_CONTROL_FIRST = re.compile(f"(?m)^{CONTROL.pattern}+")


def decode(path: str, data: bytes) -> tuple[str | None, list[Problem]]:
    """The text of a file in UTF-8, with line feeds alone and blanks for control characters; None where it is none."""
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        line = before.count("\n") + 1
        span = Span(path, line, len(before) - before.rfind("\n"))
        message = f"byte 0x{data[error.start]:02X} is not UTF-8"
        return None, [Problem(span, "encoding", message, "save the file with the encoding UTF-8")]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    problems = Collector()
    problems += _hidden(path, text)
    controls = 0
    for match in CONTROL.finditer(text):
        span = _place(path, text, match.start())
        message = f"character U+{ord(match[0]):04X} cannot be seen"
        problems.append(Problem(span, "control-character", message, "delete it"))
        controls += 1
        if controls == 20:
            break
    return _bare(text) if controls else text, problems


def _hidden(path: str, text: str) -> Iterator[Problem]:
    """Problems for characters that cannot be seen, or turn text around."""
    told: Counter[str] = Counter()
    for finding in hidden.findings(text):
        told[finding.code] += 1
        if told[finding.code] <= MAX_ALIKE + 1:
            yield Problem(_place(path, text, finding.at), *finding[1:])


def _place(path: str, text: str, at: int) -> Span:
    return Span(path, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))


def _bare(text: str) -> str:
    """The text with a blank for each control character; at the start of a line that would be an indentation."""
    return CONTROL.sub(" ", _CONTROL_FIRST.sub("", text))
