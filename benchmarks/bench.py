"""What a site costs to build, check, serve and search, beside other programs: `make bench`.

Builds corpora, checks that all programs list the same, measures, and writes RESULTS.md. README.md beside this file
says what is measured and how to read it.
"""

from __future__ import annotations

import argparse
import contextlib
import shutil
import signal
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from listings import NotEquivalentError
from measure import FailedError, load, machine
from peers import CACHE, PEERS, CannotInstallError, Pagefind, Peer
from report import report
from results import Results
from steps import Bench

HERE = Path(__file__).parent
RESULTS = HERE / "RESULTS.md"
PARTIAL = HERE / ".results.json"
QUICK = HERE / ".quick.json"
OWN = ("mkdocs-briefings", "mkdocs", "pagefind")


def arguments(given: list[str] | None = None) -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--sizes", type=_numbers, default=[1000, 10_000], help="numbers of briefings: 1000,10000,100000"
    )
    parser.add_argument("--peers", type=_peers, help=f"of {', '.join(PEERS)}; the first is measured in every round")
    parser.add_argument("--pairs", type=int, default=5, help="how often everything is measured (default: 5)")
    parser.add_argument("--steps", type=lambda text: text.split(","), help="only these, such as cold,rebuild")
    parser.add_argument("--folder", type=Path, help="where to build, instead of the system's temporary folder")
    parser.add_argument("--resume", action="store_true", help="go on with an interrupted run")
    parser.add_argument("--report-only", action="store_true", help="write the tables from what has been measured")
    parser.add_argument("--quick", action="store_true", help="try everything once on 300 briefings; prints the tables")
    options = parser.parse_args(given)
    if options.peers is None:
        options.peers = list(PEERS) if options.quick else ["hugo", "hugo-full"]
    if not 1 <= options.pairs <= 20:
        parser.error("--pairs is from 1 to 20")
    if options.quick:
        options.sizes, options.pairs = [300], 1
    return options


def _numbers(text: str) -> list[int]:
    numbers = sorted({int(part) for part in text.split(",")})
    if numbers[0] < 300:  # each change is made to a briefing that nothing else names
        raise argparse.ArgumentTypeError("a corpus has at least 300 briefings")
    return numbers


def _peers(text: str) -> list[str]:
    names = [name for name in text.split(",") if name]
    unknown = [name for name in names if name not in PEERS]
    if unknown:
        raise argparse.ArgumentTypeError(f"no peer is called {unknown[0]}; there are {', '.join(PEERS)}")
    return names


def install(names: list[str], left_out: dict[str, str]) -> tuple[list[Peer], Pagefind | None]:
    """The peers that can be had here; why others cannot goes into `left_out`."""
    found: list[Peer] = []
    for name in names:
        peer = PEERS[name](CACHE)
        try:
            peer.install()
        except CannotInstallError as error:
            left_out[peer.title] = str(error)
        else:
            found.append(peer)
    pagefind = Pagefind(CACHE)
    if not found:
        return [], None
    try:
        pagefind.install()
    except CannotInstallError as error:
        left_out["Pagefind over the peers' sites"] = str(error)
        return found, None
    return found, pagefind


def prepared(options: argparse.Namespace) -> tuple[Results, list[Peer], Pagefind | None]:
    """Results to add to, and the peers: those of an interrupted run where it can be resumed. Exits where not."""
    left_out: dict[str, str] = {}
    peers, pagefind = install(options.peers, left_out)
    programs = {name: version(name) for name in OWN}
    programs |= dict(peer.package.replace("==", "@").rsplit("@", 1) for peer in peers)
    programs |= {"pagefind (peers)": pagefind.package.partition("==")[2]} if pagefind else {}
    programs["mkdocs-briefings"] += revision()
    about = {"machine": machine(), "programs": programs, "pairs": options.pairs}
    path = QUICK if options.quick else PARTIAL
    results = Results(path)
    if options.resume:
        results = loaded(path)
        before = {key: results.data["about"].get(key) for key in about}
        if before != about:
            sys.exit("The machine, the programs or the number of rounds is another: begin anew, without --resume.")
    elif path.exists():
        path.replace(path.with_name(f"{path.name}.old"))
    results.data["about"] = about | {"date": datetime.now(UTC).date().isoformat(), "load": load()}
    results.data["left_out"] = left_out
    results.save()
    return results, peers, pagefind


def revision() -> str:
    """The commit that is measured, as ` (1a2b3c4)`, with a `+` where files differ from it; "" outside of git.

    The tables are such a file after each run, and count for nothing: a run can be resumed after they are written.
    """
    git = shutil.which("git")
    if not git:
        return ""

    def ask(*words: str) -> str | None:
        done = subprocess.run([git, "-C", str(HERE), *words], capture_output=True, text=True, check=False)
        return done.stdout.strip() if done.returncode == 0 else None

    commit = ask("rev-parse", "--short", "HEAD")
    differ = ask("status", "--porcelain", "--untracked-files=no", "--", f":(top,exclude)benchmarks/{RESULTS.name}")
    return f" ({commit}{'+' if differ else ''})" if commit else ""


def loaded(path: Path) -> Results:
    """What has been measured. Exits where there is nothing."""
    try:
        return Results.load(path)
    except (OSError, ValueError) as error:
        sys.exit(f"Nothing has been measured yet: {error}")


def measure(options: argparse.Namespace, results: Results, peers: list[Peer], pagefind: Pagefind | None) -> None:
    """Take all steps of all sizes. Raises NotEquivalentError, FailedError."""
    for name, why in results.data["left_out"].items():
        say(f"left out: {name}: {why}")
    for size in options.sizes:
        # A folder of its own, so that nothing of an earlier run is in the way; deleted at the end.
        folder = Path(tempfile.mkdtemp(prefix="briefings-bench-", dir=options.folder))
        try:
            bench = Bench(size, folder, say, results, options.pairs, peers, pagefind)
            for name, step in bench.steps().items():
                if (options.steps and name not in options.steps) or results.is_done(size, name):
                    continue
                say(f"{size:,} briefings: {name}")
                results.begin(size, name)
                step()
                results.end(size, name)
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def say(text: str) -> None:
    """Tell at once how far it is."""
    print(text, flush=True)


def main(given: list[str] | None = None) -> None:
    """Measure and write the tables; also when it is interrupted."""
    options = arguments(given)
    if options.report_only:
        results = loaded(QUICK if options.quick else PARTIAL)
        write(results, options.quick)
        return
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    results, peers, pagefind = prepared(options)
    failure = ""
    with contextlib.ExitStack() as stack:
        stack.callback(lambda: write(results, options.quick))
        try:
            measure(options, results, peers, pagefind)
        except NotEquivalentError as error:
            failure = f"Not the same: {error}"
        except FailedError as error:
            failure = str(error)
        except KeyboardInterrupt:
            failure = "Interrupted; go on with --resume."
    if failure:
        sys.exit(failure)


def write(results: Results, quick: bool) -> None:
    """Write the tables to RESULTS.md, or print them."""
    text = report(results)
    if quick:
        say(f"\n{text}")
    else:
        RESULTS.write_text(text, encoding="utf-8")
        say(f"{RESULTS} is written")


if __name__ == "__main__":
    main()
