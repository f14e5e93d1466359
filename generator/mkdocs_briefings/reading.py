"""Located YAML values → plain Python values, checked against the schema; every fault a Problem, none an exception."""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Protocol
from urllib.parse import urlsplit

from . import schema
from .dates import PartialDate, parse_instant
from .document import Mapping, Node, Scalar, Sequence
from .model import Speaker
from .nearest import Nearest
from .problem import Collector, Problem, Span
from .urls import BRIEFING_ID

MAX_SUGGESTIONS = 20
"""Near names are looked for this often in one file; after that an unknown name is only reported."""

_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*")
_DATE_LIKE = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})(?:[-/.]([0-9]{1,2}))?")


class Names(Protocol):
    """What reading needs to know of the vocabulary."""

    def resolve(self, kind: str, written: str) -> str | None:
        """The id that a written term means, or None."""

    def suggest(self, kind: str, written: str) -> str | None:
        """The nearest known way to write it, or None."""


class Values(dict):
    """The values of a record that could be read; `spans` holds where each key and list item stands.

    `sound` tells that nothing in it was at fault.
    """

    __slots__ = ("sound", "span", "spans")

    def __init__(self, span: Span) -> None:
        super().__init__()
        self.span = span
        self.sound = True
        self.spans: dict[object, Span] = {}


_BAD = object()


_only = lru_cache(maxsize=10_000)(str)
"""One string for each term and choice, so that what is kept of all briefings is small."""


@lru_cache(maxsize=10_000)
def _speaker(person: str) -> Speaker:
    """Someone with a page; one object for each, as there is one string."""
    return Speaker(person=person)


@dataclass(slots=True)
class Reader:
    """Reads one file's nodes and gathers its problems."""

    names: Names
    problems: list[Problem] = field(default_factory=Collector)
    suggestions: int = 0

    def report(self, span: Span, code: str, message: str, hint: str = "") -> object:
        """Note a problem; returns the mark of a value that could not be read."""
        self.problems.append(Problem(span, code, message, hint))
        return _BAD

    def record(self, record: schema.Record, node: Node, what: str) -> Values:
        """Read a mapping; `what` names it in messages: "a briefing", "a source"."""
        values = Values(node.span)
        if not isinstance(node, Mapping):
            self.report(node.span, "wrong-type", f"{what} is written as keys with values", _keys_hint(record))
            values.sound = False
            return values
        before = len(self.problems)
        known = {item.name: item for item in record.fields}
        given = set(node.entries)
        for name, (key, child) in node.entries.items():
            if name not in known:
                near = self.near(name, [n for n in known if n not in given])
                if near:
                    given.add(near)  # one cause, one message: the misspelt key is not also missing
                hint = f"did you mean `{near}`?" if near else f"the keys here are {_listed(known)}"
                self.report(key.span, "unknown-key", f"`{name}` is no key of {what}", hint)
                continue
            values.spans[name] = child.span
            spec = known[name]
            if isinstance(child, Scalar) and (child.empty or not child.text.strip()):
                hint = f"for example `{name}: {spec.example}`" if spec.example else "give one or delete the line"
                code = "missing-key" if spec.required else "wrong-type"
                self.report(key.span, code, f"`{name}` has no value", hint)
                continue
            value = self.value(spec.type, child, name, values)
            if value is not _BAD:
                values[name] = value
        for spec in record.fields:
            if spec.required and spec.name not in given:
                hint = f"add `{spec.name}: {spec.example}`" if spec.example else f"add `{spec.name}:`"
                self.report(node.span, "missing-key", f"{what} needs `{spec.name}`", hint)
        values.sound = len(self.problems) == before
        return values

    def value(self, kind: object, node: Node, name: str, values: Values, what: str = "") -> object:
        """Read a value of a schema type; `name` is its key, `what` how messages call it if not by that."""
        what = what or f"`{name}`"
        match kind:
            case schema.Items():
                return self._items(kind, node, name, values)
            case schema.Record():
                return self.record(kind, node, what)
            case schema.Keyed():
                return self._keyed(kind, node, name)
            case schema.Who():
                return self._who(node, name)
        if not isinstance(node, Scalar):
            hint = "put text with brackets, braces or `: ` in quotes"
            only = node.items[0] if isinstance(node, Sequence) and len(node.items) == 1 else None
            if isinstance(only, Scalar):
                hint = f"write `{name}: {_short(only.text)}`" if what == f"`{name}`" else "take the inner brackets away"
            return self.report(node.span, "wrong-type", f"{what} takes a single value", hint)
        text = " ".join(node.text.split())
        if not text:
            return self.report(node.span, "wrong-type", f"`{name}` has no value", "give one or delete the line")
        match kind:
            case schema.Text():
                return text
            case schema.Day():
                return self._day(kind, text, node, name)
            case schema.Moment():
                return self._moment(text, node, name)
            case schema.Choice():
                return self._choice(kind, text, node, name)
            case schema.Term():
                return self.term(kind.kind, text, node.span)
            case schema.Url():
                return self._url(text, node, name)
            case schema.Language():
                if _LANGUAGE.fullmatch(text):
                    return text
                hint = "write a language tag, as `en` or `pt-BR`"
                return self.report(node.span, "bad-value", f"`{text}` is no language tag", hint)
            case schema.Number():
                if re.fullmatch(r"[1-9][0-9]{0,4}", text):
                    return int(text)
                return self.report(node.span, "wrong-type", f"`{text}` is no number from 1", f"`{name}` counts from 1")
            case schema.Flag():
                if text.lower() in ("true", "false", "yes", "no"):
                    return text.lower() in ("true", "yes")
                return self.report(
                    node.span, "wrong-type", f"`{name}` is true or false", "write `true` or leave it out"
                )
            case schema.BriefingId():
                if BRIEFING_ID.fullmatch(text):
                    return text
                hint = "give the id of a briefing: its file's name without `.md`"
                return self.report(node.span, "bad-id", f"`{text}` is no briefing's id", hint)
        raise TypeError(f"no such type in the schema: {kind!r}")

    def term(self, kind: str, text: str, span: Span) -> object:
        """Resolve a term of the vocabulary."""
        found = self.names.resolve(kind, text)
        if found is not None:
            return _only(found)
        self.suggestions += 1
        near = self.names.suggest(kind, text) if self.suggestions <= MAX_SUGGESTIONS else None
        add = (
            "a code or English name" if kind == "country" else f"add it to content/vocabulary/{schema.KINDS[kind]}.yml"
        )
        hint = f"did you mean `{near}`?" if near else (f"write {add}" if kind == "country" else add)
        return self.report(span, "unknown-term", f"unknown {kind} `{_short(text)}`", hint)

    def near(self, name: str, known: list[str]) -> str | None:
        """The nearest of some words, if one is near."""
        self.suggestions += 1
        if self.suggestions > MAX_SUGGESTIONS:
            return None
        plain = name.lower().replace("-", "_").replace(" ", "_")
        words = Nearest(known)
        return words.find(plain, 0.7) or words.find(plain.rstrip("s"), 0.7)

    def _items(self, kind: schema.Items, node: Node, name: str, values: Values) -> object:
        if not isinstance(node, Sequence):
            written = node.text if isinstance(node, Scalar) else "…"
            hint = f"write `{name}: [{_short(written)}]`"
            if isinstance(kind.of, schema.Record):
                hint = "begin each of its items with `- ` on a line of its own"
            return self.report(node.span, "wrong-type", f"`{name}` is a list", hint)
        if len(node.items) < kind.least:
            return self.report(node.span, "missing-key", f"`{name}` needs at least {kind.least}", "add one")
        if len(node.items) > kind.most:
            message = f"`{name}` has {len(node.items)} items; it may have {kind.most}"
            self.report(node.items[kind.most].span, "too-many", message, "keep those that matter")
        result: list[object] = []
        seen: set[object] = set()
        for item in node.items[: kind.most]:
            if isinstance(item, Scalar) and item.empty:
                self.report(item.span, "wrong-type", f"an item of `{name}` has no value", "delete it")
                continue
            value = self.value(kind.of, item, name, values, f"an item of `{name}`")
            repeated = not isinstance(value, dict) and value in seen  # a term given twice counts once
            if value is _BAD or repeated:
                continue
            if not isinstance(value, dict):
                seen.add(value)
            values.spans[(name, len(result))] = item.span
            result.append(value)
        return tuple(result)

    def _keyed(self, kind: schema.Keyed, node: Node, name: str) -> object:
        if not isinstance(node, Mapping):
            hint = "write each heading's id, and its keys indented below"
            return self.report(node.span, "wrong-type", f"`{name}` is written as keys with values", hint)
        result = Values(node.span)
        for key, (key_node, child) in node.entries.items():
            result.spans[key] = key_node.span
            if isinstance(child, Scalar) and child.empty:
                result[key] = Values(child.span)
            else:
                result[key] = self.record(kind.of, child, "a section")
        return result

    def _who(self, node: Node, name: str) -> object:
        if isinstance(node, Scalar):
            found = self.term("person", " ".join(node.text.split()), node.span)
            return found if found is _BAD else _speaker(found)
        fields = (
            schema.Field("name", schema.Text(), "", "A. Speaker", required=True),
            schema.Field("role", schema.Text(), "", "spokesperson", required=True),
        )
        before = len(self.problems)
        given = self.record(schema.Record(fields), node, f"someone without a page in `{name}`")
        return Speaker(name=given["name"], role=given["role"]) if len(self.problems) == before else _BAD

    def _day(self, kind: schema.Day, text: str, node: Scalar, name: str) -> object:
        try:
            day = PartialDate.parse(text)
        except ValueError:
            like = _DATE_LIKE.match(text)
            shown = "-".join(part.zfill(2) for part in like.groups() if part) if like else ""
            hint = "write the date as YYYY-MM-DD"
            with contextlib.suppress(ValueError):
                hint = f"write `{PartialDate.parse(shown).iso}`" if shown and shown != text else hint
            return self.report(node.span, "bad-date", f"`{_short(text)}` is no date", hint)
        if not day.full and not kind.partial:
            return self.report(node.span, "bad-date", f"`{name}` needs a day", "write the date as YYYY-MM-DD")
        return day

    def _moment(self, text: str, node: Scalar, name: str) -> object:
        try:
            return parse_instant(text)
        except (ValueError, OverflowError):
            hint = "write date, time and zone: `2023-10-02T14:00+02:00`"
            return self.report(node.span, "bad-date", f"`{_short(text)}` is no moment with a time zone", hint)

    def _choice(self, kind: schema.Choice, text: str, node: Scalar, name: str) -> object:
        options = [option for option, _ in kind.options]
        folded = text.lower().replace(" ", "-").replace("_", "-")
        if text in options:
            return _only(text)
        near = (
            folded if folded in options else self.near(folded.replace("-", "_"), [o.replace("-", "_") for o in options])
        )
        hint = f"did you mean `{near.replace('_', '-')}`?" if near else f"one of {_listed(options)}"
        return self.report(node.span, "bad-value", f"`{name}` cannot be `{_short(text)}`", hint)

    def _url(self, text: str, node: Scalar, name: str) -> object:
        hint = "write the full address, beginning with https://"
        try:
            parts = urlsplit(text)
            usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
            usable = usable and not re.search(r"[\s<>\"\\^`{}|]", text) and parts.username is None
        except ValueError:
            usable = False
        if not usable:
            return self.report(node.span, "bad-url", f"`{_short(text)}` is no web address", hint)
        return text


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"


def _listed(words) -> str:
    return ", ".join(f"`{word}`" for word in words)


def _keys_hint(record: schema.Record) -> str:
    return "for example " + ", ".join(f"`{f.name}: {f.example}`" for f in record.fields[:2] if f.example)
