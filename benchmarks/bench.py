"""What a site of generated briefings costs: `make bench`, or `python benchmarks/bench.py [BRIEFINGS]`.

Each step runs as a process of its own in a fresh folder; printed are wall seconds and peak memory. Other programs on
the machine disturb the figures: compare ratios of one run.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from corpus import write_corpus


def run(folder: Path, *command: str) -> tuple[float, int]:
    """Wall seconds and peak memory in MiB of a command, its children included."""
    with open(os.devnull, "w") as nowhere:
        start = time.perf_counter()
        process = subprocess.Popen([sys.executable, "-m", *command], cwd=folder, stdout=nowhere, stderr=subprocess.PIPE)
        _, error = process.communicate()
        seconds = time.perf_counter() - start
    if process.returncode:
        sys.exit(error.decode())
    return seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024


def main(count: int) -> None:
    """Print a line for each step."""
    with tempfile.TemporaryDirectory(prefix="briefings-bench-") as name:
        folder = Path(name) / "site"
        write_corpus(folder, count, seed=1, search=False)
        print(f"{count} briefings")
        show("check", folder, "mkdocs_briefings", "check")
        show("mkdocs build, cold, without search", folder, "mkdocs", "build", "--quiet")
        show("mkdocs build, nothing changed", folder, "mkdocs", "build", "--quiet")
        path = next((folder / "content" / "briefings").rglob("*.md"))
        path.write_text(path.read_text("utf-8") + "\nOne more sentence.\n", encoding="utf-8")
        show("mkdocs build, one body changed", folder, "mkdocs", "build", "--quiet")
        config = folder / "mkdocs.yml"
        config.write_text(config.read_text("utf-8").replace("search: false", "search: true"), encoding="utf-8")
        show("mkdocs build, search index added", folder, "mkdocs", "build", "--quiet")
        pages = sum(1 for _ in (folder / "site").rglob("index.html"))
        print(f"{pages} pages")


def show(what: str, folder: Path, *command: str) -> None:
    """Run a step and print its line; peak memory is the largest of the steps so far."""
    seconds, memory = run(folder, *command)
    print(f"{what:40} {seconds:8.2f} s {memory:6d} MiB (largest so far)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
