"""Opens a pull request with the draft of an issue, or answers the issue where none could be made. Needs `gh`.

Called with the folder that the other job left. Only a briefing's file and the outlets' vocabulary are taken from it, by
their path and with a limit; the message is shown as a block of code.
"""

from __future__ import annotations

import base64
import json
import os
import re
import sys
from pathlib import Path
from urllib.parse import quote

from preview_comment import comment_block, gh

MAX_FILE = 2 * 1024 * 1024
BRIEFING = re.compile(r"content/briefings/[0-9]{4}/[0-9]{4}-[0-9]{2}-[0-9]{2}-[a-z0-9-]{1,100}\.md")
OUTLETS = "content/vocabulary/outlets.yml"


def files_of(folder: Path) -> dict[str, bytes]:
    """The files that may be proposed, by their path in the repository. Raises RuntimeError for any other."""
    found: dict[str, bytes] = {}
    for path in sorted((folder / "content").rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_dir() and not path.is_symlink():
            continue
        if path.is_symlink() or not (BRIEFING.fullmatch(name) or name == OUTLETS):
            raise RuntimeError(f"{name!r} is not to be proposed")
        if path.stat().st_size > MAX_FILE:
            raise RuntimeError(f"{name} is too large")
        found[name] = path.read_bytes()
    if sum(name != OUTLETS for name in found) > 1:
        raise RuntimeError("more than one briefing")
    return found


def put(repository: str, branch: str, name: str, data: bytes, message: str) -> None:
    """Write a file on a branch, over the one that is there."""
    address = f"repos/{repository}/contents/{quote(name)}"
    folder = f"repos/{repository}/contents/{quote(name.rpartition('/')[0])}?ref={quote(branch)}"
    listed = json.loads(gh(folder, absent=b"[]"))  # no such folder: the first briefing of its year
    before = next((entry["sha"] for entry in listed if entry["path"] == name), None)
    value = {"message": message, "branch": branch, "content": base64.b64encode(data).decode()}
    if before:
        value["sha"] = before
    gh(address, "--method", "PUT", "--input", "-", data=json.dumps(value).encode())


def main(folder: Path) -> None:
    """Make the branch and the pull request, or answer the issue."""
    repository, base, commit = os.environ["GITHUB_REPOSITORY"], os.environ["BRANCH"], os.environ["GITHUB_SHA"]
    issue = int(os.environ["ISSUE"])
    message = (folder / "message.txt").read_bytes()[:MAX_FILE].decode("utf-8", "replace")
    files = files_of(folder)
    if not any(BRIEFING.fullmatch(name) for name in files):
        body = f"No draft could be made from this proposal. Please edit it.\n\n{comment_block(message)}"
        gh(f"repos/{repository}/issues/{issue}/comments", "--method", "POST", "--input", "-", data=_json(body=body))
        print("No draft could be made.")
        return
    branch = f"proposal-{issue}"
    gh(f"repos/{repository}/git/refs", "--input", "-", data=_json(ref=f"refs/heads/{branch}", sha=commit))
    for name, data in files.items():
        put(repository, branch, name, data, f"Draft from issue {issue}")
    body = f"A draft made from the answers in #{issue}.\n\n{comment_block(message)}"
    value = _json(title=f"Draft from issue {issue}", head=branch, base=base, body=body, draft=True)
    gh(f"repos/{repository}/pulls", "--input", "-", data=value)
    print("Opened a pull request.")


def _json(**values: object) -> bytes:
    return json.dumps(values).encode()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
