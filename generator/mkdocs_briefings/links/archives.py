"""Archived copies of what is dead: asking for one, reading the answer, writing it into a briefing.

The question and the answer are those of the Wayback Machine's availability API (archive.org/help/wayback_api.php).
"""

from __future__ import annotations

import json
import re
from urllib.parse import quote, urlsplit

from ..dates import PartialDate
from ..document import Node, Scalar, read_briefing_file
from .addresses import source_entry

SERVICE = "https://archive.org/wayback/available"

_ANSWER_HOSTS = ("web.archive.org", "archive.org")
_SNAPSHOT = re.compile(r"/web/([0-9]{4,14})[a-z_]*/https?:/.+")
_UNUSABLE = re.compile(r"[\s<>\"\\^`{}|\x00-\x20\x7f-\U0010ffff]")
_PLAIN_YAML = re.compile(r"https?://[A-Za-z0-9./_~%+&=:;@!$*'()?-]*[A-Za-z0-9/_~%+&=;@!$*'()?-]")
_LINE_END = re.compile(r"(\r\n|\r|\n)")


def question(service: str, address: str, day: PartialDate | None) -> str:
    """The address that asks a service for the copy of an address nearest to a day."""
    when = f"&timestamp={day.iso.replace('-', '')}" if day else ""
    return f"{service}?url={quote(address, safe='')}{when}"


def copy_in(answer: bytes) -> str:
    """The address of the copy that an answer names, as https; "" where there is none, or none to be trusted.

    Only copies that answered with 200 when they were taken, and only on the archive's own host.
    """
    try:
        closest = json.loads(answer)["archived_snapshots"]["closest"]
        url, available, status = str(closest["url"]), closest["available"], str(closest["status"])
        parts = urlsplit(url)
        sound = parts.hostname in _ANSWER_HOSTS and parts.port in (None, 80, 443) and parts.username is None
    except (ValueError, LookupError, TypeError, RecursionError):
        return ""
    if available is not True or status != "200" or not sound or parts.scheme not in ("http", "https"):
        return ""
    if _UNUSABLE.search(url) or not _SNAPSHOT.match(parts.path) or len(url) > 4000:
        return ""
    return f"https://{parts.hostname}{url.split(parts.netloc, 1)[1]}"


def with_copy(data: bytes, number: int, copy: str) -> bytes | None:
    """A briefing's bytes with `archived: <copy>` added to a source, counted from 1; all else stays as it is.

    Works on sources written on lines of their own and on those in braces. None where the source has a copy already, is
    not found, or the file does not read as wanted afterwards.
    """
    document, problems = read_briefing_file("", data)
    node = source_entry(document, number) if document is not None and not problems else None
    if node is None or "archived" in node.entries or "url" not in node.entries:
        return None
    parts = _LINE_END.split(data.decode("utf-8-sig"))  # lines, and what ends them, in turn
    key, value = node.entries["url"]
    row, column = (node.span.line - 1) * 2, node.span.column - 1
    in_braces = parts[row][column : column + 1] == "{"
    entry = f"archived: {_yaml(copy, in_braces)}"
    row, column = (key.span.line - 1) * 2, key.span.column - 1
    end = _end_of(parts[row], value) if value.span.line == key.span.line else -1
    line = parts[row]
    break_ = parts[row + 1] if row + 1 < len(parts) else "\n"
    if in_braces:
        # Behind the address where it can be told where that ends; else before its key, which is always right.
        at, text = (end, f", {entry}") if end >= 0 else (column, f"{entry}, ")
        parts[row] = line[:at] + text + line[at:]
    elif end >= 0:
        parts[row] = f"{line}{break_}{' ' * column}{entry}"
    else:
        parts[row] = f"{line[:column]}{entry}{break_}{' ' * column}{line[column:]}"
    mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
    edited = mark + "".join(parts).encode()
    return edited if _reads_as_wanted(data, edited, number, copy) else None


def _yaml(address: str, in_braces: bool) -> str:
    """An address as a YAML value: plain where nothing in it has a meaning, else in double quotes as in JSON."""
    plain = _PLAIN_YAML.fullmatch(address) and not (in_braces and "?" in address)
    return address if plain else json.dumps(address)


def _end_of(line: str, value: Scalar) -> int:
    """Where in its line a value ends; -1 where it is not written there as it reads."""
    begin = value.span.column - 1
    for written in (value.text,) if value.plain else (f'"{value.text}"', f"'{value.text}'"):
        if line.startswith(written, begin):
            return begin + len(written)
    return -1


def _reads_as_wanted(old: bytes, new: bytes, number: int, copy: str) -> bool:
    """Whether an edit added the copy to the source and changed nothing else."""
    before, _ = read_briefing_file("", old)
    after, problems = read_briefing_file("", new)
    if after is None or after.front is None or problems or after.body != before.body:
        return False
    node = source_entry(after, number)
    added = node.entries.pop("archived", None) if node is not None else None
    if added is None or not isinstance(added[1], Scalar) or added[1].text != copy:
        return False
    return _plain(after.front) == _plain(before.front)


def _plain(node: Node) -> object:
    """A value without its places, to compare."""
    if isinstance(node, Scalar):
        return (node.text, node.plain)
    if hasattr(node, "items"):
        return [_plain(item) for item in node.items]
    return {key: _plain(child) for key, (_, child) in node.entries.items()}
