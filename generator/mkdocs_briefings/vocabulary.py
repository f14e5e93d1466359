"""The vocabulary: topics, countries, people, organisations, outlets and series, and what they are called."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass, field, replace

from .countries import built_in
from .document import Mapping, read_yaml_file
from .model import Country, Organisation, Outlet, Person, Region, Role, Series, Topic
from .names import fold
from .nearest import LONGEST, Nearest
from .problem import Collector, Problem, Span, in_order
from .reading import Reader, Values
from .schema import KINDS, VOCABULARY
from .urls import is_term_id

Term = Topic | Country | Person | Organisation | Outlet | Series

MAX_BROADER = 50
"""So many topics may be above one, over all levels: a section is counted for each of them."""

_MODELS = {"topic": Topic, "person": Person, "organisation": Organisation, "outlet": Outlet, "series": Series}


@dataclass(frozen=True)
class Vocabulary:
    """All terms by kind and id. `spans` tells where a term of the site's own files stands.

    `unread` are the kinds whose file could not be read: one cause, so none of their terms is said to be unknown.
    """

    terms: dict[str, dict[str, Term]]
    regions: dict[str, Region]
    spans: dict[tuple[str, str], Span] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)
    country_names: dict[str, str] = field(default_factory=dict)
    ancestors: dict[str, tuple[str, ...]] = field(default_factory=dict)
    children: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _guesses: dict[str, _Guesses] = field(default_factory=dict, compare=False, repr=False)

    def get(self, kind: str, term_id: str) -> Term:
        """The term with an id; raises KeyError for an id that was never checked."""
        return self.terms[kind][term_id]

    def resolve(self, kind: str, written: str) -> str | None:
        """The id a written term means: an id; for a country also a code or a known name."""
        if kind == "country":
            if written.upper() in self.terms["country"]:
                return written.upper()
            return self.country_names.get(fold(written)) or (written if "country" in self.unread else None)
        if kind in self.unread:
            return written
        return written if written in self.terms[kind] else None

    def suggest(self, kind: str, written: str) -> str | None:
        """The nearest way to write a known term: by its id, or by any of its names."""
        folded = fold(written[:LONGEST])
        guesses = self._guesses.get(kind)
        if guesses is None:
            guesses = self._guesses[kind] = _Guesses.of(self, kind)
        if written in guesses.old:
            return guesses.old[written]
        if kind != "country" and folded in guesses.known:
            return guesses.known[folded]
        near = guesses.nearest.find(folded, 0.75 if kind == "country" else 0.7)
        return guesses.known[near] if near else None

    def with_ancestors(self, topics: tuple[str, ...]) -> tuple[str, ...]:
        """Topics and all that are broader, each once: the topic pages that a section belongs to."""
        return tuple(dict.fromkeys(a for topic in topics for a in (topic, *self.ancestors.get(topic, ()))))


@dataclass(frozen=True, slots=True)
class _Guesses:
    """What a misspelt term of a kind may have been: how to write it, by its old ids and by its folded names."""

    old: dict[str, str]
    known: dict[str, str]
    nearest: Nearest

    @classmethod
    def of(cls, vocabulary: Vocabulary, kind: str) -> _Guesses:
        terms = vocabulary.terms[kind]
        old: dict[str, str] = {}
        for term_id, term in terms.items():
            for one in term.redirects_from:
                old.setdefault(one, term_id)
        if kind == "country":
            known = {name: terms[code].name for name, code in vocabulary.country_names.items()}
        else:
            known = {term_id.replace("-", " "): term_id for term_id in terms}
            for term_id, term in terms.items():
                known.update({fold(name): term_id for name in names_of(term)})
        return cls(old, known, Nearest(known))


def names_of(term: Term) -> tuple[str, ...]:
    """Every name a term is known by, the displayed one first, each once."""
    names: list[str] = [term.name]
    for attribute in ("native", "acronym", "aliases"):
        value = getattr(term, attribute, ())
        names += [value] if isinstance(value, str) else value
    if isinstance(term, Country):
        names += term.names.values()
    return tuple(dict.fromkeys(name for name in names if name))


def in_language(vocabulary: Vocabulary, tag: str) -> Vocabulary:
    """The vocabulary as a site in a language (a BCP 47 tag) shows it: countries and regions by CLDR's names in it.

    A name that the house gives a country stays. What is built in has English names, so that nothing is to do there.
    """
    if tag.split("-")[0].lower() == "en":
        return vocabulary
    built = built_in()[0]
    countries = {
        code: replace(one, name=name) if (name := name_in(one, tag)) and one.name == built[code].name else one
        for code, one in vocabulary.terms["country"].items()
    }
    regions = {code: replace(one, name=name_in(one, tag) or one.name) for code, one in vocabulary.regions.items()}
    return replace(vocabulary, terms={**vocabulary.terms, "country": countries}, regions=regions)


def name_in(place: Country | Region, tag: str) -> str:
    """A country's or region's name in a language, given as a BCP 47 tag; empty where CLDR's data here has none."""
    return place.names.get(tag.split("-")[0].lower(), "")


def read_vocabulary(files: dict[str, tuple[str, bytes]]) -> tuple[Vocabulary, list[Problem]]:
    """Read the vocabulary files, given as {kind: (path, bytes)}; a kind without a file has no terms of its own."""
    countries, regions = built_in()
    terms: dict[str, dict[str, Term]] = {kind: {} for kind in KINDS}
    terms["country"] = dict(countries)
    vocabulary = Vocabulary(terms, regions)
    problems: list[Problem] = []
    nodes: dict[str, Mapping] = {}
    for kind, (path, data) in files.items():
        front, found = read_yaml_file(path, data)
        problems += found
        if front is not None:
            nodes[kind] = front
        else:
            vocabulary.unread.add(kind)
    # Ids first, so that terms may name each other in any order; countries first, so that house names resolve.
    _index_countries(vocabulary)
    for kind, front in nodes.items():
        found = Collector()
        for term_id, (key, _) in front.entries.items():
            found += _check_id(kind, term_id, key.span, countries)
            vocabulary.spans[(kind, term_id)] = key.span
            if kind != "country":
                terms[kind][term_id] = _MODELS[kind](term_id, term_id)
        problems += found
    readings: dict[tuple[str, str], Values] = {}
    for kind in sorted(nodes, key=lambda kind: kind != "country"):
        reader = Reader(vocabulary)
        for term_id, (_, node) in nodes[kind].entries.items():
            if kind == "country" and term_id not in countries:
                continue
            values = reader.record(VOCABULARY[kind], node, f"an {kind}" if kind[0] == "o" else f"a {kind}")
            readings[(kind, term_id)] = values
            if kind == "country":
                terms[kind][term_id] = _country(countries[term_id], values, reader, regions)
            else:
                terms[kind][term_id] = _term(kind, term_id, values, reader)
        problems += reader.problems
        vocabulary._guesses.clear()  # what this kind is called is known only now
        if kind == "country":
            _index_countries(vocabulary)
    problems += _check_tree(vocabulary, "topic", "parents", readings)
    problems += _check_tree(vocabulary, "organisation", "parent", readings)
    problems += _check_redirects(vocabulary, readings)
    problems += _index_topics(vocabulary)
    return vocabulary, in_order(problems)


def _check_id(kind: str, term_id: str, span: Span, countries: dict[str, Country]) -> list[Problem]:
    if kind == "country":
        if term_id in countries:
            return []
        hint = "keys are ISO 3166-1 alpha-3 codes, as `IRN`"
        return [Problem(span, "unknown-term", f"unknown country `{term_id}`", hint)]
    if is_term_id(term_id):
        return []
    hint = "use a-z, 0-9 and hyphens, at most 100, not digits alone, no name that Windows reserves"
    return [Problem(span, "bad-id", f"`{term_id}` cannot be an id", hint)]


def _country(base: Country, values: Values, reader: Reader, regions: dict[str, Region]) -> Country:
    region = values.get("region", base.region)
    if "region" in values and region not in regions:
        near = reader.near(region, list(regions))
        hint = f"did you mean `{near}`?" if near else "give a UN M49 code with three digits"
        reader.report(values.spans["region"], "bad-value", f"unknown region `{region}`", hint)
        region = base.region
    return replace(
        base,
        name=values.get("name", base.name),
        # A house name does not hide the usual one from search.
        aliases=tuple(dict.fromkeys((*values.get("aliases", ()), base.name, *base.aliases))),
        note=values.get("note", ""),
        region=region,
        redirects_from=values.get("redirects_from", ()),
    )


def _term(kind: str, term_id: str, values: Values, reader: Reader) -> Term:
    given = dict(values)
    given.setdefault("name", term_id)
    if kind == "person":
        given["roles"] = tuple(_role(role, reader) for role in values.get("roles", ()))
    return _MODELS[kind](id=term_id, **given)


def _role(values: Values, reader: Reader) -> Role:
    start, end = values.get("from"), values.get("to")
    if start and end and end.last < start.first:
        reader.report(values.spans["to"], "bad-date", "`to` is before `from`", "swap the two, or mend one")
    return Role(values.get("title", ""), values.get("organisation", ""), start, end)


def _check_tree(vocabulary: Vocabulary, kind: str, key: str, readings: dict) -> list[Problem]:
    """Report each term that is its own ancestor, and cut the link that closes the circle."""
    problems = Collector()
    terms = vocabulary.terms[kind]

    def above(term_id: str) -> tuple[str, ...]:
        value = getattr(terms[term_id], key)
        return (value,) if isinstance(value, str) and value else tuple(value)

    done: set[str] = set()
    for start in sorted(terms):
        path = {start: None}  # in order, and quick to look into
        stack = [(start, iter(above(start)))]
        while stack:
            term_id, parents = stack[-1]
            parent = next(parents, None)
            if parent is None:
                stack.pop()
                path.popitem()
                done.add(term_id)
            elif parent in path:
                names = [] if problems.full("cycle") else list(path)
                circle = " → ".join([*names[names.index(parent) :], parent]) if names else ""
                span = readings[(kind, term_id)].spans.get(key) or vocabulary.spans[(kind, term_id)]
                hint = f"delete `{parent}` from the `{key}` of one of them"
                problems.append(Problem(span, "cycle", f"`{parent}` is its own ancestor: {circle}", hint))
                kept = tuple(p for p in above(term_id) if p != parent)
                terms[term_id] = replace(terms[term_id], **{key: kept if key == "parents" else ""})
            elif parent not in done and parent in terms:
                stack.append((parent, iter(above(parent))))
                path[parent] = None
    return problems


def _check_redirects(vocabulary: Vocabulary, readings: dict) -> list[Problem]:
    problems = Collector()
    for kind in KINDS:
        slugs = {getattr(term, "slug", term.id): term.id for term in vocabulary.terms[kind].values()}
        claimed: dict[str, str] = {}
        for (of_kind, term_id), values in readings.items():
            if of_kind != kind:
                continue
            for number, old in enumerate(values.get("redirects_from", ())):
                span = values.spans[("redirects_from", number)]
                if not is_term_id(old):
                    problems.append(Problem(span, "bad-id", f"`{old}` cannot have been an id", "use a-z, 0-9, hyphens"))
                elif old in slugs or claimed.get(old, term_id) != term_id:
                    owner = slugs.get(old) or claimed[old]
                    hint = "an old id can lead to one term only, and to none while a term has it"
                    problems.append(Problem(span, "duplicate-id", f"`{old}` belongs to `{owner}`", hint))
                claimed.setdefault(old, term_id)
    return problems


def _index_countries(vocabulary: Vocabulary) -> None:
    names = vocabulary.country_names
    names.clear()
    countries = sorted(vocabulary.terms["country"].values(), key=lambda country: country.id)
    for country in countries:
        for name in (*names_of(country), country.alpha2):
            names.setdefault(fold(name), country.id)
    for country in countries:  # the displayed name wins over anybody's alias
        names[fold(country.name)] = country.id
    for country in countries:  # and codes win over names
        names[fold(country.alpha2)] = country.id


def _index_topics(vocabulary: Vocabulary) -> list[Problem]:
    topics = vocabulary.terms["topic"]
    problems = Collector()
    children: dict[str, list[str]] = defaultdict(list)
    for topic in sorted(topics.values(), key=lambda topic: (fold(topic.name), topic.id)):
        found: dict[str, None] = {}
        queue = deque(topic.parents)
        while queue and len(found) <= MAX_BROADER:
            parent = queue.popleft()
            if parent in topics and parent not in found:
                found[parent] = None
                queue += topics[parent].parents
        if len(found) > MAX_BROADER:
            message = f"more than {MAX_BROADER} topics are above `{topic.id}`"
            span = vocabulary.spans[("topic", topic.id)]
            problems.append(Problem(span, "too-many", message, "give it fewer `parents`, or its parents fewer"))
        vocabulary.ancestors[topic.id] = tuple(found)
        for parent in topic.parents:
            children[parent].append(topic.id)
    vocabulary.children.update({parent: tuple(ids) for parent, ids in children.items()})
    return problems
