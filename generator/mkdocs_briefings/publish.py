"""From the staging folder to the site's: whole files, new before old, and finished by the next build if interrupted."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

from .filetree import list_tree, remove_empty_folders, same

JOURNAL = "publish.json"


def publish(staging: Path, site: Path, cache: Path) -> tuple[int, int]:
    """Make `site` the same as `staging`; gives the numbers of files written and deleted.

    As with MkDocs itself, what begins with a dot in the site's folder (`.git`) is not ours and stays. Each file is put
    in place in one step. Files that pages load come first, pages next, deletions last, so that a
    reader never meets a page whose parts are not there yet. A journal in `cache` tells that it is under way.
    """
    wanted = list_tree(staging)
    changed = sorted((name for name in wanted if not same(site / name, (staging / name).read_bytes())), key=_order)
    gone = sorted(name for name in list_tree(site) - wanted if not name.startswith(".") or name.endswith(".new"))
    if not changed and not gone:
        return 0, 0
    site.mkdir(parents=True, exist_ok=True)
    journal = cache / JOURNAL
    journal.write_text(json.dumps({"site": str(site), "changed": changed, "gone": gone}), encoding="utf-8")
    _finish(staging, site, changed, gone)
    journal.unlink()
    return len(changed), len(gone)


def resume(staging: Path, cache: Path, say: Callable[[str], None]) -> None:
    """Finish a publication that was interrupted: staging still holds the whole of the new site."""
    journal = cache / JOURNAL
    try:
        plan = json.loads(journal.read_text(encoding="utf-8"))
        changed, gone = [str(name) for name in plan["changed"]], [str(name) for name in plan["gone"]]
        site = Path(plan["site"])
    except FileNotFoundError:
        return
    except (OSError, ValueError, KeyError, TypeError):
        journal.unlink(missing_ok=True)
        return
    say("finishing the publication that was interrupted")
    _finish(staging, site, [name for name in changed if (staging / name).is_file()], gone)
    journal.unlink(missing_ok=True)


def _finish(staging: Path, site: Path, changed: list[str], gone: list[str]) -> None:
    for name in changed:
        target = site / name
        if target.is_dir() and not target.is_symlink():
            shutil.rmtree(target)
        _make_folder(target.parent, site)
        temporary = target.with_name(f".{target.name}.new")
        shutil.copyfile(staging / name, temporary)
        os.replace(temporary, target)
    for name in gone:
        # A folder has taken the place of a file, or a file that of its folder: then it is gone already.
        with contextlib.suppress(FileNotFoundError, NotADirectoryError, IsADirectoryError):
            (site / name).unlink()
    remove_empty_folders(site)


def _make_folder(folder: Path, site: Path) -> None:
    """Make a folder; a file that stands in its way was a page of the old site."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        at = folder
        while at != site and not at.is_file():
            at = at.parent
        at.unlink()
        folder.mkdir(parents=True, exist_ok=True)


def _order(name: str) -> tuple[int, str]:
    """What pages need first; the home last, since it links to what is newest."""
    if name == "index.html":
        return (2, name)
    return (1 if name.endswith((".html", ".xml")) else 0, name)
