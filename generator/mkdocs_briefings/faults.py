"""Faults of the machine in words: what failed, where, and what to do about it."""

from __future__ import annotations

import errno
import os

from .project import utf8

_ADVICE = {
    errno.ENOSPC: "Free some space and run this again.",
    errno.EDQUOT: "Free some space and run this again.",
    errno.EFBIG: "Files may not be larger here; raise the limit (`ulimit -f`) and run this again.",
    errno.EACCES: "Give yourself the right to read and write there and run this again.",
    errno.EPERM: "Give yourself the right to read and write there and run this again.",
    errno.EROFS: "Run this where files can be written.",
    errno.EMFILE: "Let programs open more files (`ulimit -n`) and run this again.",
    errno.ENFILE: "Close some programs and run this again.",
    errno.ENOMEM: "Close some programs and run this again.",
    errno.EIO: "Look at the disk: it did not answer as it should.",
    errno.EEXIST: "Move away what stands there and run this again.",
    errno.ENOTDIR: "Move away what stands there and run this again.",
    errno.EISDIR: "Move away what stands there and run this again.",
    errno.ENAMETOOLONG: "Run this in a folder with a shorter path.",
}
"""What to do, by the number that the system gives."""


def in_words(error: OSError | MemoryError) -> str:
    """Two sentences: what the system says and of which file, and what to do."""
    if isinstance(error, MemoryError):
        return f"There is not enough memory. {_ADVICE[errno.ENOMEM]}"
    paths = dict.fromkeys(path for path in (error.filename, error.filename2) if isinstance(path, str | bytes))
    said = error.strerror or str(error) or type(error).__name__
    where = " and ".join(utf8(os.fsdecode(path)) for path in paths)
    advice = _ADVICE.get(error.errno, "Files may have changed meanwhile: run this again.")
    return f"{said}{': ' if where else ''}{where}. {advice}"
