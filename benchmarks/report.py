"""Figures → the tables of RESULTS.md."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from edits import EDITS
from measure import middle, paired_ratio
from peers import PEERS
from results import Results

SIZE = 10_000
"""What the goals are set for; where it was not measured, the largest smaller size is shown."""

GROWN = 100_000


@dataclass(frozen=True, slots=True)
class Goal:
    """Something to reach: our figure against a limit in its own unit, or as a share of peers' in the same rounds.

    Peers' figures are added up, or for memory, where one runs after the other, the larger counts.
    """

    what: str
    ours: str
    most: float
    unit: str = "s"
    peers: tuple[str, ...] = ()
    size: int = SIZE


_HUGO = ("rebuild/body/hugo",)
_HUGO_SEARCH = (*_HUGO, "rebuild/body/pagefind")

GOALS = (
    Goal(f"build, {EDITS['body']}", "rebuild/body/ours", 0.15, peers=_HUGO),
    Goal(f"build with search, {EDITS['body']}", "rebuild/body with search/ours", 0.15, peers=_HUGO_SEARCH),
    *(
        Goal(f"build, {words}", f"rebuild/{kind}/ours", 0.1 if kind == "nothing" else 0.3, peers=_HUGO)
        for kind, words in EDITS.items()
        if kind != "body"
    ),
    Goal("cold build", "cold/plain/ours", 1.0, peers=("cold/plain/hugo",)),
    Goal(
        "cold build with search", "cold/with search/ours", 0.7, peers=("cold/plain/hugo", "cold/with search/pagefind")
    ),
    Goal("peak memory, cold", "memory/plain/ours", 0.5, "MiB", ("memory/plain/hugo",)),
    Goal(
        "peak memory, cold with search", "memory/with search/ours", 0.5, "MiB",
        ("memory/plain/hugo", "memory/with search/pagefind"),
    ),
    Goal("`briefings check`, first time", "check/all, first time/ours", 2),
    Goal("`briefings check`, one file changed", "check/all, after a change/ours", 2),
    Goal("`briefings check FILE`, first time", "check/one, first time/ours", 0.4),
    Goal("`briefings check FILE`, that file changed", "check/one, after a change/ours", 0.4),
    Goal("`mkdocs serve`, from saving to the new page", "serve/plain/ours", 1),
    Goal("the same with search", "serve/with search/ours", 1),
    Goal("search: bytes until the first result", "search/first/ours", 300_000, "B"),
    Goal("search: bytes of a second query", "search/second/ours", 100_000, "B"),
    Goal("build, text of one changed", "rebuild/body/ours", 3, size=GROWN),
)  # fmt: skip

GROWTH = (
    ("cold build", "cold/plain/ours", "s"),
    ("cold build with search", "cold/with search/ours", "s"),
    *((f"build, {words}", f"rebuild/{kind}/ours", "s") for kind, words in EDITS.items()),
    (f"build with search, {EDITS['body']}", "rebuild/body with search/ours", "s"),
    ("peak memory, cold", "memory/plain/ours", "MiB"),
    ("peak memory, cold with search", "memory/with search/ours", "MiB"),
    ("`briefings check`, first time", "check/all, first time/ours", "s"),
    ("`briefings check FILE`, that file changed", "check/one, after a change/ours", "s"),
    ("`mkdocs serve`, from saving until the search has it", "serve/indexed/ours", "s"),
    ("search: bytes until the first result", "search/first/ours", "B"),
)


def amount(value: float, unit: str) -> str:
    """A figure as people read it: `0.62 s`, `310 MiB`, `248 kB`."""
    if unit == "B":
        return f"{value / 1000:,.0f} kB"
    return f"{value:,.0f} MiB" if unit == "MiB" else f"{value:.2f} s" if value < 100 else f"{value:,.0f} s"


def spread(values: Sequence[float], unit: str) -> str:
    """The median, and the least and most where there are several; `–` where there is nothing."""
    if not values:
        return "–"
    low, high = amount(min(values), unit).split()[0], amount(max(values), unit)
    return amount(middle(values), unit) + (f" ({low}–{high.split()[0]})" if len(values) > 1 else "")


def report(results: Results) -> str:
    """All tables, in Markdown."""
    parts = [
        "# Results\n",
        "Written by `make bench`; `benchmarks/README.md` says what each figure is.\n",
        _about(results),
        _goals(results),
        _peers(results),
        _growth(results),
        _left_out(results),
    ]
    return "\n".join(part for part in parts if part)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _about(results: Results) -> str:
    about = results.data["about"]
    machine, programs = about.get("machine", {}), about.get("programs", {})
    rows = [(key.capitalize(), value) for key, value in machine.items()]
    rows += [("Programs", ", ".join(f"{name} {version}" for name, version in programs.items()))]
    rows += [("Date", about.get("date", "")), ("Rounds", str(about.get("pairs", "")))]
    rows += [("Load at the start", about.get("load", ""))]
    return _table(("Measured", "on"), rows)


def _size_for(results: Results, goal: Goal) -> int | None:
    """The size a goal is judged on: its own, else for those set for 10,000 the largest below it that was measured."""
    if goal.size in results.sizes:
        return goal.size
    smaller = [size for size in results.sizes if size < goal.size]
    return max(smaller) if smaller and goal.size == SIZE else None


def _goals(results: Results) -> str:
    rows = [_goal_row(results, goal) for goal in GOALS]
    rows += [_linear_row(results), _heaviest_row(results)]
    note = (
        f"\nMedians, with least and most. A ratio is the median of the ratios of rounds that were measured together. "
        f"Figures are of {SIZE:,} briefings unless a row says otherwise.\n"
    )
    return "## Goals\n" + note + "\n" + _table(("What", "Ours", "Peer", "Ratio", "Goal", "Met"), rows)


def _goal_row(results: Results, goal: Goal) -> list[str]:
    size = _size_for(results, goal)
    other = f", {size or goal.size:,} briefings" if size != SIZE else ""
    name = goal.what + other
    most = f"at most {goal.most:g} × peer" if goal.peers else f"at most {amount(goal.most, goal.unit)}"
    ours = results.samples(size, goal.ours) if size else []
    theirs = _theirs(results, size, goal) if size else []
    if not ours or (goal.peers and not theirs):
        return [name, spread(ours, goal.unit), "–", "–", most, "not measured"]
    value = paired_ratio(ours, theirs) if goal.peers else middle(ours)
    met = "yes" if value <= goal.most else f"no, {value / goal.most:.1f} × the goal"
    return [
        name, spread(ours, goal.unit), spread(theirs, goal.unit), f"{value:.2f}" if goal.peers else "–", most, met,
    ]  # fmt: skip


def _theirs(results: Results, size: int, goal: Goal) -> list[float]:
    samples = [results.samples(size, key) for key in goal.peers]
    join = max if goal.unit == "MiB" else sum
    return [join(values) for values in zip(*samples, strict=False)]


def _linear_row(results: Results) -> list[str]:
    name, most = "cold build, 100,000 against 10,000 briefings", "at most 11 ×"
    large, small = (results.samples(size, "cold/plain/ours") for size in (GROWN, SIZE))
    if not (large and small):
        return [name, spread(large, "s"), "–", "–", most, "not measured"]
    ratio = middle(large) / middle(small)
    return [name, spread(large, "s"), "–", f"{ratio:.1f}", most, "yes" if ratio <= 11 else "no"]


def _heaviest_row(results: Results) -> list[str]:
    size = max(results.sizes, default=0)
    found, most = results.fact(size, "heaviest"), 150_000
    name = f"heaviest page, {size:,} briefings"
    if not found:
        return [name, "–", "–", "–", f"at most {amount(most, 'B')}", "not measured"]
    met = "yes" if found[1] <= most else "no"
    if met == "yes" and size < GROWN:
        met = "so far"
    return [f"{name}: `/{found[0]}`", amount(found[1], "B"), "–", "–", f"at most {amount(most, 'B')}", met]


def _peers(results: Results) -> str:
    tables = []
    for size in results.sizes:
        rows = []
        for name, kind in PEERS.items():
            main = bool(results.samples(size, f"cold/plain/{name}"))  # measured throughout, not in a step of its own
            cold, body = ("cold/plain", "rebuild/body") if main else (f"{name}/plain", f"{name}/body")
            memory = f"memory/plain/{name}" if main else f"{name} memory/plain/{name}"
            theirs = results.samples(size, f"{cold}/{name}")
            if not theirs:
                continue
            again = results.samples(size, f"{body}/{name}")
            rows.append(
                [
                    f"{kind.title}: {kind.remark}",
                    ", ".join(kind.dimensions),
                    f"{results.fact(size, f'pages/{name}') or 0:,}",
                    spread(theirs, "s"),
                    _ratio(results.samples(size, f"{cold}/ours"), theirs),
                    spread(again, "s"),
                    _ratio(results.samples(size, f"{body}/ours"), again),
                    spread(results.samples(size, memory), "MiB"),
                ]
            )
        ours = [
            "This program", "all of these, by years and months", f"{results.fact(size, 'pages/ours') or 0:,}",
            spread(results.samples(size, "cold/plain/ours"), "s"), "",
            spread(results.samples(size, "rebuild/body/ours"), "s"), "",
            spread(results.samples(size, "memory/plain/ours"), "MiB"),
        ]  # fmt: skip
        if rows:
            head = ("Program", "Lists", "Pages", "Cold", "Ours / it", "One text changed", "Ours / it", "Peak memory")
            tables.append(f"\n{size:,} briefings:\n\n{_table(head, [ours, *rows])}")
    if not tables:
        return ""
    note = (
        "\nWithout search. Before anything was timed, every briefing's title and what each list has were found to be the "
        "same. The peers list a briefing once and cut their lists into hundreds; this program lists its sections.\n"
    )
    return "## Peers\n" + note + "".join(tables)


def _ratio(ours: Sequence[float], theirs: Sequence[float]) -> str:
    return f"{paired_ratio(ours, theirs):.2f}" if ours and theirs else "–"


def _growth(results: Results) -> str:
    sizes = [size for size in results.sizes if results.samples(size, "cold/plain/ours")]
    if not sizes:
        return ""
    rows = []
    for what, key, unit in GROWTH:
        found = [results.samples(size, key) for size in sizes]
        if any(found):
            rows.append([what, *_grown(found, unit)])
    pages = [results.fact(size, "pages/ours") or 0 for size in sizes]
    rows.append(["pages", *(f"{count:,}" for count in pages)])
    heaviest = [results.fact(size, "heaviest") for size in sizes]
    rows.append(["heaviest page", *(amount(found[1], "B") if found else "–" for found in heaviest)])
    checked = [f"{size:,}" for size in sizes if results.fact(size, "edits checked")]
    proof = f"\nAfter all changes the site was byte for byte that of a clean build: {', '.join(checked)} briefings.\n"
    head = ("What", *(f"{size:,}" for size in sizes))
    return "## Growth\n\n" + _table(head, rows) + (proof if checked else "")


def _grown(found: Sequence[Sequence[float]], unit: str) -> Iterable[str]:
    """A cell for each size, with how many times the one before it is."""
    before: Sequence[float] = ()
    for values in found:
        times = f", {middle(values) / middle(before):.1f} ×" if values and before and middle(before) else ""
        yield spread(values, unit) + times
        before = values


def _left_out(results: Results) -> str:
    lines = [f"- {name}: {why}\n" for name, why in results.data["left_out"].items()]
    return "## Left out\n\n" + "".join(lines) if lines else ""
