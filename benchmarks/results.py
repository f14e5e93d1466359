"""What has been measured: kept in a file after every single figure, so that an interrupted run loses nothing."""

from __future__ import annotations

import json
import os
from pathlib import Path


class Results:
    """Figures by size of corpus and key.

    A key is `step/what/whose`: `rebuild/body/ours` holds one number for each round, seconds, MiB or bytes as the step
    has it. `facts` are single values that are no measurements, such as the number of pages.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.data: dict = {"about": {}, "left_out": {}, "sizes": {}}

    @classmethod
    def load(cls, path: Path) -> Results:
        """What an earlier run has left. Raises OSError and ValueError."""
        found = cls(path)
        found.data = json.loads(path.read_text("utf-8"))
        if not isinstance(found.data, dict) or not {"about", "left_out", "sizes"} <= found.data.keys():
            raise ValueError(f"{path.name} is no file of results")
        return found

    def save(self) -> None:
        """Replace the file, which at any moment is whole."""
        new = self.path.with_name(f"{self.path.name}.new")
        with new.open("w", encoding="utf-8") as stream:
            json.dump(self.data, stream, indent=1, ensure_ascii=False)
            stream.flush()
            os.fsync(stream.fileno())
        new.replace(self.path)

    def _size(self, size: int) -> dict:
        return self.data["sizes"].setdefault(str(size), {"samples": {}, "facts": {}, "done": []})

    @property
    def sizes(self) -> list[int]:
        """The sizes of which anything is known, small ones first."""
        return sorted(int(size) for size in self.data["sizes"])

    def samples(self, size: int, key: str) -> list[float]:
        """The figures of a key; none where it was not measured."""
        return self.data["sizes"].get(str(size), {}).get("samples", {}).get(key, [])

    def fact(self, size: int, key: str):
        """A single value; None where it is not known."""
        return self.data["sizes"].get(str(size), {}).get("facts", {}).get(key)

    def add(self, size: int, key: str, value: float) -> None:
        """Add a figure and save."""
        self._size(size)["samples"].setdefault(key, []).append(value)
        self.save()

    def state(self, size: int, key: str, value) -> None:
        """Set a single value and save."""
        self._size(size)["facts"][key] = value
        self.save()

    def begin(self, size: int, step: str) -> None:
        """Forget what an interrupted run left of a step: figures are compared within one run."""
        samples = self._size(size)["samples"]
        for key in [key for key in samples if key.startswith(f"{step}/")]:
            del samples[key]

    def end(self, size: int, step: str) -> None:
        """Remember that a step is complete."""
        self._size(size)["done"].append(step)
        self.save()

    def is_done(self, size: int, step: str) -> bool:
        """Whether a step is complete."""
        return step in self.data["sizes"].get(str(size), {}).get("done", [])
