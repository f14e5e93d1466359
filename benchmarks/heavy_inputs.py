"""What `briefings check` takes for files of 1 MiB that cost it most: the goal is two seconds of a processor's time.

    .venv/bin/python benchmarks/heavy_inputs.py

The inputs are those of the tests (tests/heavy.py). Each is checked in a process of its own, as often as --rounds says;
the medians are printed, dearest first.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

import heavy
from measure import machine
from sites import write_site


def _spent(kind: str, name: str, rounds: int) -> tuple[float, int]:
    """Seconds and MiB for one input: medians of so many rounds."""
    with tempfile.TemporaryDirectory() as folder:
        write_site(Path(folder), heavy.files_of(kind, name))
        taken = [heavy.spent_on(Path(folder), 120) for _ in range(rounds)]
    return median(one[0] for one in taken), median(one[1] for one in taken)


def main() -> None:
    """Measure all and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--lines", type=int, default=20, help="how many of the dearest are printed")
    options = parser.parse_args()
    found = sorted(((*_spent(*case, options.rounds), *case) for case in heavy.CASES), reverse=True)
    print(f"{', '.join(machine().values())}\n{len(found)} inputs, medians of {options.rounds}\n")
    for seconds, memory, kind, name in found[: options.lines]:
        print(f"{seconds:6.2f} s {memory:5.0f} MiB  {kind}: {name}")


if __name__ == "__main__":
    main()
