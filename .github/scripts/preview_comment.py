"""Writes under a pull request what its preview says it does to the site. Needs Python alone, and `gh`.

The workflow that calls this may write, and what it reads was made by a stranger's code. So: the pull request is found
by the commit that GitHub says was built, never by what the artifact claims; the artifact has a limit before and after
it is unpacked; one member is read and nothing is written to the disk; its text is shown as a block of code, in which
no mention, link, picture or HTML has a meaning.
"""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import unicodedata
import zipfile

ARTIFACT, MEMBER = "impact", "impact.md"
MAX_ARTIFACT = 1024 * 1024
MAX_TEXT = 256 * 1024
MAX_SHOWN = 30_000
"""Characters that are shown: GitHub takes 65,536 for a comment."""
MARK = "<!-- briefings: preview -->"
BOT = "github-actions[bot]"


def gh(*arguments: str, data: bytes = b"", most: int = 8 * MAX_ARTIFACT, absent: bytes | None = None) -> bytes:
    """What `gh api` answers, at most `most` bytes of it; `absent`, where given, if it fails.

    Raises RuntimeError where it fails or says more.
    """
    command = ["gh", "api", *arguments]
    # No shell, and the runner's own `gh`: arguments cannot become commands.
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:  # noqa: S603
        process.stdin.write(data)
        process.stdin.close()
        answer = process.stdout.read(most + 1)
        if len(answer) > most:
            process.kill()
            raise RuntimeError("the answer is too long")
    if process.returncode and absent is not None:
        return absent
    if process.returncode:
        raise RuntimeError(f"gh api {arguments[0]} failed")
    return answer


def pull_request(repository: str, owner: str, branch: str, commit: str) -> int | None:
    """The open pull request from that branch whose newest commit is the one that was built; None where it moved on."""
    query = ("-f", "state=open", "-f", f"head={owner}:{branch}", "-f", "per_page=100")
    found = json.loads(gh(f"repos/{repository}/pulls", "--method", "GET", *query))
    numbers = [int(pull["number"]) for pull in found if pull["head"]["sha"] == commit]
    return min(numbers, default=None)


def artifact(repository: str, run: int) -> bytes:
    """The zip file of the preview's artifact. Raises RuntimeError where there is none, or it is too large."""
    query = ("-f", f"name={ARTIFACT}", "-f", "per_page=100")
    found = json.loads(gh(f"repos/{repository}/actions/runs/{run}/artifacts", "--method", "GET", *query))["artifacts"]
    if len(found) != 1 or found[0]["name"] != ARTIFACT or not 0 < found[0]["size_in_bytes"] <= MAX_ARTIFACT:
        raise RuntimeError("there is not one artifact of a sensible size")
    return gh(f"repos/{repository}/actions/artifacts/{int(found[0]['id'])}/zip", most=MAX_ARTIFACT)


def text_of(archive: bytes) -> str:
    """The one text in the artifact, whatever it claims its size is. Raises RuntimeError for anything else."""
    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as opened:
            if opened.namelist() != [MEMBER]:
                raise RuntimeError(f"the artifact does not hold {MEMBER} alone")
            with opened.open(MEMBER) as stream:
                data = stream.read(MAX_TEXT + 1)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise RuntimeError("the artifact cannot be unpacked") from error
    if len(data) > MAX_TEXT:
        raise RuntimeError("the text is too long")
    return data.decode("utf-8", "replace")


def comment_block(text: str) -> str:
    """A text as a block of code, cut where it is long: nothing in it has a meaning or can end the block."""
    shown = "".join(c for c in text if c == "\n" or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn"))
    cut = "\n[cut]" if len(shown) > MAX_SHOWN else ""
    shown = shown[:MAX_SHOWN].strip("\n")
    fence = "`" * max([3, *(len(ticks) + 1 for ticks in re.findall("`+", shown))])
    return f"{fence}text\n{shown}{cut}\n{fence}\n"


def comment(text: str, repository: str, run: int) -> str:
    """The comment's Markdown."""
    address = f"https://github.com/{repository}/actions/runs/{run}"
    return (
        f"{MARK}\n**Preview.** The built site is the artifact `site` of [this run]({address}). The preview reports:\n\n"
        f"{comment_block(text)}"
    )


def write(repository: str, number: int, body: str) -> None:
    """Change our comment under the pull request, or add one."""
    found = json.loads(gh(f"repos/{repository}/issues/{number}/comments", "--method", "GET", "-f", "per_page=100"))
    ours = [c["id"] for c in found if c["user"]["login"] == BOT and c["body"].startswith(MARK)]
    data = json.dumps({"body": body}).encode()
    if ours:
        gh(f"repos/{repository}/issues/comments/{int(ours[0])}", "--method", "PATCH", "--input", "-", data=data)
    else:
        gh(f"repos/{repository}/issues/{number}/comments", "--method", "POST", "--input", "-", data=data)


def main() -> None:
    """Find the pull request, read the text, write the comment."""
    repository, run = os.environ["GITHUB_REPOSITORY"], int(os.environ["RUN_ID"])
    number = pull_request(repository, os.environ["HEAD_OWNER"], os.environ["HEAD_BRANCH"], os.environ["HEAD_SHA"])
    if number is None:
        print("No open pull request has this commit as its newest.")
        return
    write(repository, number, comment(text_of(artifact(repository, run)), repository, run))
    print(f"Commented on pull request {number}.")


if __name__ == "__main__":
    main()
