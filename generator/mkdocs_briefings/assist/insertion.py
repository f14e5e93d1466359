"""Terms put into a briefing's front matter by insertions alone: nothing that was written is touched, not a byte."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping as Map
from collections.abc import Sequence as Seq
from typing import NamedTuple

from ..document import Mapping, Node, Scalar, Sequence, read_briefing_file
from ..edits import Edit, Source, apply, block_entries, insert, with_line_feeds
from ..yaml_text import flow_list, scalar

_BOM = b"\xef\xbb\xbf"


class CannotInsertError(Exception):
    """The front matter is written in a way that terms cannot be put into; the message says where."""


class More(NamedTuple):
    """Terms for a key of a section: `add` are new; `inherited` what the section has from the briefing until now.

    A section's own list replaces the briefing's, so a list that is begun here begins with what was inherited.
    """

    add: tuple[str, ...]
    inherited: tuple[str, ...] = ()


def with_terms(path: str, data: bytes, more: Map[str, Map[str, More]], sections: Seq[str]) -> bytes:
    """A briefing's file with more terms. Raises CannotInsertError.

    `more` gives for section ids the terms by key (`countries` …); `sections` are all section ids in the order of the
    body. Lists that are there are gone on with, others begun.
    """
    document, problems = read_briefing_file(path, data)
    if document is None or document.front is None or problems:
        raise CannotInsertError("the front matter has errors; mend them first (`briefings check`)")
    text = data.removeprefix(_BOM).decode("utf-8")
    plain = with_line_feeds(text)
    source = Source(plain)
    edits = list(_edits(source, document.front, more, sections))
    result = _apply_to_original(text, plain, edits)
    made = (_BOM if data.startswith(_BOM) else b"") + result.encode()
    _verify(path, document.front, made, more)
    return made


def _edits(source: Source, front: Mapping, more: Map[str, Map[str, More]], order: Seq[str]) -> list[Edit]:
    wanted = {name: keys for name, keys in more.items() if any(terms.add for terms in keys.values())}
    if not wanted:
        return []
    closing = source.line_start(_closing(source.text))
    if "sections" not in front.entries:
        lines = [line for name in order if name in wanted for line in _new_section(name, wanted[name], "  ")]
        return [insert(closing, "".join(f"{line}\n" for line in ["sections:", *lines]))]
    key, node = front.entries["sections"]
    if isinstance(node, Scalar) and node.empty and not node.text:
        at = source.line_end(source.key_end(key))
        lines = [line for name in order if name in wanted for line in _new_section(name, wanted[name], "  ")]
        return [insert(at, "".join(f"\n{line}" for line in lines))]
    if not isinstance(node, Mapping):
        raise CannotInsertError("`sections` is written in a way that nothing can be put into")
    edits = []
    for name in order:
        if name in wanted and name in node.entries:
            edits += _into_section(source, name, *node.entries[name], wanted[name])
    new = [name for name in order if name in wanted and name not in node.entries]
    return edits + (_new_sections(source, node, new, wanted, order) if new else [])


def _new_sections(source: Source, node: Mapping, new: list[str], wanted: Map, order: Seq[str]) -> list[Edit]:
    if source.is_flow(node):
        inside = [f"{scalar(name, flow=True)}: {{{_pairs(wanted[name])}}}" for name in new]
        return [_into_flow(source, node, ", ".join(inside), bool(node.entries))]
    entries = block_entries(source, node)
    if entries is None:
        raise CannotInsertError("`sections` is written in a way that nothing can be put into")
    indent = " " * (node.span.column - 1)
    by_name = {entry.name: entry for entry in entries}
    edits = []
    for name in new:
        text = "".join(f"{line}\n" for line in _new_section(name, wanted[name], indent))
        later = next((by_name[other] for other in order[order.index(name) + 1 :] if other in by_name), None)
        if later is not None:
            edits.append(insert(later.lead, text))
        else:
            edits.append(insert(entries[-1].end, f"\n{text.removesuffix(chr(10))}"))
    return edits


def _into_section(source: Source, name: str, key: Scalar, node: Node, keys: Map[str, More]) -> list[Edit]:
    if isinstance(node, Scalar) and node.empty and not node.text:
        indent = " " * (key.span.column + 1)
        at = source.line_end(source.key_end(key))
        return [insert(at, "".join(f"\n{line}" for line in _lists(keys, indent)))]
    if not isinstance(node, Mapping):
        raise CannotInsertError(f"section `{name}` is written in a way that nothing can be put into")
    edits = [
        _into_list(source, name, kind, node.entries[kind][1], terms.add)
        for kind, terms in keys.items()
        if kind in node.entries and terms.add
    ]
    begun = {kind: terms for kind, terms in keys.items() if kind not in node.entries and terms.add}
    if begun and source.is_flow(node):
        edits.append(_into_flow(source, node, _pairs(begun), bool(node.entries)))
    elif begun:
        entries = block_entries(source, node)
        if not entries:
            raise CannotInsertError(f"section `{name}` is written in a way that nothing can be put into")
        indent = " " * (node.span.column - 1)
        edits.append(insert(entries[-1].end, "".join(f"\n{line}" for line in _lists(begun, indent))))
    return edits


def _into_list(source: Source, name: str, kind: str, node: Node, terms: tuple[str, ...]) -> Edit:
    if not isinstance(node, Sequence) or not node.items:
        # `[]` says that there are none, and is a choice.
        raise CannotInsertError(f"`{kind}` of section `{name}` is no list with items")
    if source.is_flow(node):
        return _into_flow(source, node, ", ".join(scalar(term, flow=True) for term in terms), True)
    column = node.span.column - 1
    at = source.line_end(source.end(node.items[-1], column))
    return insert(at, "".join(f"\n{' ' * column}- {scalar(term)}" for term in terms))


def _into_flow(source: Source, node: Node, text: str, goes_on: bool) -> Edit:
    """Put text before a closing bracket, behind the last item."""
    end = source.end(node) - 1
    if not goes_on:
        return insert(end, text)
    items = [value for _, value in node.entries.values()] if isinstance(node, Mapping) else node.items
    keys = [key for key, _ in node.entries.values()] if isinstance(node, Mapping) else []
    last = source.entry_end(keys[-1], items[-1]) if keys else source.end(items[-1], node.span.column - 1)
    if "," in re.sub(r"#[^\n]*", "", source.text[last:end]):  # a comma that ends the list
        return insert(end, f"{'' if source.text[end - 1].isspace() else ' '}{text}")
    return insert(last, f", {text}")


def _new_section(name: str, keys: Map[str, More], indent: str) -> list[str]:
    return [f"{indent}{scalar(name, flow=True)}:", *_lists(keys, f"{indent}  ")]


def _lists(keys: Map[str, More], indent: str) -> list[str]:
    return [f"{indent}{kind}: {_list(terms)}" for kind, terms in keys.items() if terms.add]


def _pairs(keys: Map[str, More]) -> str:
    return ", ".join(f"{kind}: {_list(terms)}" for kind, terms in keys.items() if terms.add)


def _list(terms: More) -> str:
    return flow_list(scalar(term, flow=True) for term in dict.fromkeys((*terms.inherited, *terms.add)))


def _closing(text: str) -> int:
    """Where the line of hyphens that ends the front matter begins."""
    return list(re.finditer(r"(?m)^---[ \t]*$", text))[1].start()


def _apply_to_original(text: str, plain: str, edits: list[Edit]) -> str:
    """Make edits that were found in a text with line feeds in the text as it is, with its own line breaks."""
    doubled = [match.start() - number for number, match in enumerate(re.finditer("\r\n", text))]
    feed = "\r\n" if re.match(r"[^\r\n]*\r\n", text) else "\n"
    moved = []
    for edit in edits:
        at = edit.start + bisect_left(doubled, edit.start)
        moved.append(insert(at, edit.text.replace("\n", feed)))
    return apply(text, moved)


def _verify(path: str, before: Mapping, made: bytes, more: Map[str, Map[str, More]]) -> None:
    """Read what was made: all that was there is there, and the new terms stand where they should."""
    document, problems = read_briefing_file(path, made)
    if document is None or document.front is None or problems:
        raise CannotInsertError("the front matter is written in a way that nothing can be put into")
    was, now = _meaning(before), _meaning(document.front)
    for name, keys in more.items():
        for kind, terms in keys.items():
            if not terms.add:
                continue
            own = ((was.get("sections") or {}).get(name) or {}).get(kind, list(terms.inherited))
            wanted = list(dict.fromkeys([*own, *terms.add]))
            if ((now.get("sections") or {}).get(name) or {}).get(kind) != wanted:
                raise CannotInsertError(f"section `{name}` is written in a way that nothing can be put into")


def _meaning(node: Node) -> object:
    if isinstance(node, Mapping):
        return {name: _meaning(value) for name, (_, value) in node.entries.items()}
    if isinstance(node, Sequence):
        return [_meaning(item) for item in node.items]
    return None if node.empty else node.text
