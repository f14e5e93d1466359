"""What the workflows may do to a repository, and what a hostile pull request or issue can make of them.

These hold without tools; `zizmor --offline .` and actionlint look at the rest.
"""

from __future__ import annotations

import io
import json
import os
import re
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from sites import ROOT

from mkdocs_briefings.markup import read_body

GITHUB = ROOT / ".github"
SCRIPTS = GITHUB / "scripts"
FILES = {path.name: path for path in sorted((GITHUB / "workflows").glob("*.yml"))}
WORKFLOWS = {name: yaml.safe_load(path.read_text("utf-8")) for name, path in FILES.items()}
JOBS = {f"{name}: {job}": body for name, workflow in WORKFLOWS.items() for job, body in workflow["jobs"].items()}

sys.path.insert(0, str(SCRIPTS))
import preview_comment  # noqa: E402  # the scripts stand beside the workflows, outside of any package
import propose  # noqa: E402

MAY_WRITE = {
    "preview-comment.yml: comment": {"pull-requests"},
    "propose.yml: propose": {"contents", "issues", "pull-requests"},
    "publish.yml: deploy": {"id-token", "pages"},
}


def triggers(name: str) -> set[str]:
    on = WORKFLOWS[name][True]  # YAML 1.1 reads `on` as true
    return set(on if isinstance(on, list | dict) else [on])


def test_all_workflows_are_looked_at():
    assert set(FILES) == {
        "audit.yml", "check.yml", "preview-comment.yml", "preview.yml", "propose.yml", "publish.yml",
    }  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_rights_are_none_but_what_a_job_names(name):
    assert WORKFLOWS[name]["permissions"] == {}
    for job, body in WORKFLOWS[name]["jobs"].items():
        written = {right for right, level in body["permissions"].items() if level == "write"}
        assert written == MAY_WRITE.get(f"{name}: {job}", set())
        assert set(body["permissions"].values()) <= {"read", "write"}
        assert "timeout-minutes" in body


@pytest.mark.parametrize("name", FILES)
def test_nothing_of_an_event_is_part_of_a_command(name):
    for body in WORKFLOWS[name]["jobs"].values():
        for step in body["steps"]:
            assert "${{" not in step.get("run", "")
            assert "script" not in step.get("with", {})


@pytest.mark.parametrize("path", FILES.values(), ids=FILES)
def test_actions_are_pinned_to_a_commit_with_the_version_beside_it(path):
    used = re.findall(r"uses: *(.*)", path.read_text("utf-8"))
    assert used
    for action in used:
        assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action), action


def test_an_action_has_one_pin_everywhere():
    pins = {pin for path in FILES.values() for pin in re.findall(r"uses: *(\S+) # (\S+)", path.read_text("utf-8"))}
    assert len({action.partition("@")[0] for action, _ in pins}) == len(pins)


@pytest.mark.parametrize("name", FILES)
def test_no_token_stays_behind_a_check_out(name):
    for body in WORKFLOWS[name]["jobs"].values():
        for step in body["steps"]:
            if "actions/checkout" in step.get("uses", ""):
                assert step["with"]["persist-credentials"] is False
                assert not set(step["with"]) & {"ref", "repository", "token"}


def test_pull_requests_never_meet_rights_or_secrets():
    for name in FILES:
        text = FILES[name].read_text("utf-8")
        assert "pull_request_target" not in text
        assert "secrets." not in text
        if "pull_request" in triggers(name):
            assert not any(key.startswith(f"{name}:") for key in MAY_WRITE)
    assert triggers("preview-comment.yml") == {"workflow_run"}
    assert triggers("propose.yml") == {"issues"}


def test_jobs_that_write_run_no_code_but_their_own_script():
    for key in ("preview-comment.yml: comment", "propose.yml: propose"):
        steps = JOBS[key]["steps"]
        check_out = next(step for step in steps if "actions/checkout" in step.get("uses", ""))
        assert check_out["with"]["sparse-checkout"] == ".github/scripts"
        assert [step["run"].split()[:2] for step in steps if "run" in step] == [
            ["python3", f".github/scripts/{'propose' if 'propose' in key else 'preview_comment'}.py"]
        ]


def test_embargoes_are_lifted_within_the_hour():
    assert WORKFLOWS["publish.yml"][True]["schedule"] == [{"cron": "5 * * * *"}]


def test_owners_and_dependabot_name_what_is_there():
    lines = [line.split() for line in (GITHUB / "CODEOWNERS").read_text("utf-8").splitlines() if line[:1] == "/"]
    for pattern, *owners in lines:
        assert list(ROOT.glob(pattern.strip("/"))), pattern
        assert [owner[0] for owner in owners] == ["@"] * (pattern != "/content/briefings/")
    assert lines[0][0] == "/content/"  # the last one that fits counts
    updates = yaml.safe_load((GITHUB / "dependabot.yml").read_text("utf-8"))["updates"]
    assert [update["package-ecosystem"] for update in updates] == ["github-actions", "pip"]
    assert all(update["cooldown"]["default-days"] >= 7 for update in updates)


# the comment under a pull request

REPOSITORY, COMMIT = "o/r", "a" * 40


def archive(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, data in members.items():
            opened.writestr(name, data)
    return stream.getvalue()


FAKE_GH = f"""\
#!{sys.executable}
import json, os, pathlib, sys
folder = pathlib.Path(os.environ["FAKE_GH"])
answers = json.loads((folder / "answers.json").read_text())
arguments = sys.argv[2:]
sent = sys.stdin.buffer.read().decode()
with open(folder / "calls.jsonl", "a") as stream:
    stream.write(json.dumps([arguments, sent]) + "\\n")
answer = answers.get(arguments[0])
if answer is None:
    sys.exit(1)
data = (folder / answer["file"]).read_bytes() if "file" in answer else json.dumps(answer["json"]).encode()
sys.stdout.buffer.write(data)
"""


class Hub:
    """Stands for GitHub: a program `gh` that answers from a table and writes down what it is asked."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "bin").mkdir()
        program = folder / "bin" / "gh"
        program.write_text(FAKE_GH, encoding="utf-8")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        self.answers: dict[str, dict] = {}

    def run(self, script: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess:
        (self.folder / "answers.json").write_text(json.dumps(self.answers), encoding="utf-8")
        env = {"PATH": f"{self.folder / 'bin'}{os.pathsep}{os.environ['PATH']}", "FAKE_GH": str(self.folder)}
        env |= {"GITHUB_REPOSITORY": REPOSITORY, "GITHUB_SHA": COMMIT, "PYTHONDONTWRITEBYTECODE": "1"}
        command = [sys.executable, str(SCRIPTS / script), *arguments]
        return subprocess.run(command, env=env | environment, capture_output=True, text=True, check=False)

    def calls(self) -> list[tuple[list[str], str]]:
        path = self.folder / "calls.jsonl"
        return [tuple(json.loads(line)) for line in path.read_text().splitlines()] if path.exists() else []

    def written(self) -> list[tuple[str, dict]]:
        return [(arguments[0], json.loads(sent)) for arguments, sent in self.calls() if "--input" in arguments]


@pytest.fixture
def hub(tmp_path):
    return Hub(tmp_path)


def preview(hub: Hub, zipped: bytes, size: int | None = None, comments: tuple = (), head: str = COMMIT):
    (hub.folder / "a.zip").write_bytes(zipped)
    found = {"id": 7, "name": "impact", "size_in_bytes": len(zipped) if size is None else size}
    hub.answers |= {
        "repos/o/r/pulls": {"json": [{"number": 12, "head": {"sha": "b" * 40}}, {"number": 13, "head": {"sha": head}}]},
        "repos/o/r/actions/runs/5/artifacts": {"json": {"artifacts": [found]}},
        "repos/o/r/actions/artifacts/7/zip": {"file": "a.zip"},
        "repos/o/r/issues/13/comments": {"json": list(comments)},
        "repos/o/r/issues/comments/99": {"json": {}},
    }
    branch = {"HEAD_SHA": COMMIT, "HEAD_OWNER": "stranger", "HEAD_BRANCH": "$(touch x);`y`"}
    return hub.run("preview_comment.py", RUN_ID="5", **branch)


def test_the_comment_goes_to_the_pull_request_of_the_commit_that_was_built(hub):
    result = preview(hub, archive({"impact.md": b"# 2 pages appear\n"}))
    assert result.returncode == 0, result.stderr
    [(address, sent)] = hub.written()
    assert address == "repos/o/r/issues/13/comments"
    assert sent["body"] == (
        "<!-- briefings: preview -->\n**Preview.** The built site is the artifact `site` of "
        "[this run](https://github.com/o/r/actions/runs/5). The preview reports:\n\n```text\n# 2 pages appear\n```\n"
    )
    assert "head=stranger:$(touch x);`y`" in hub.calls()[0][0]


def test_our_own_comment_is_changed_and_nobody_elses(hub):
    body = f"{preview_comment.MARK} old"
    comments = ({"id": 98, "user": {"login": "stranger"}, "body": body},
                {"id": 99, "user": {"login": "github-actions[bot]"}, "body": body})  # fmt: skip
    assert preview(hub, archive({"impact.md": b"x"}), comments=comments).returncode == 0
    assert [address for address, _ in hub.written()] == ["repos/o/r/issues/comments/99"]


def test_a_pull_request_that_moved_on_gets_no_comment(hub):
    result = preview(hub, archive({"impact.md": b"x"}), head="c" * 40)
    assert (result.returncode, hub.written()) == (0, [])


@pytest.mark.parametrize(
    ("zipped", "size"),
    [
        (b"no zip", None),
        (archive({"impact.md": b"x", "other": b"y"}), None),
        (archive({"../impact.md": b"x"}), None),
        (archive({"impact.md": b"0" * 20_000_000}), None),  # small until it is unpacked
        (archive({"impact.md": b"x"}), 2 * 1024 * 1024),
        (archive({"impact.md": b"x"}), 0),
        (archive({"impact.md": os.urandom(1_200_000)}), 10),  # larger than it says
        (archive({"impact.md": b"words " * 50})[:-30], None),
    ],
    ids=lambda value: str(value) if isinstance(value, int) else "archive",
)
def test_other_artifacts_are_refused(hub, zipped, size):
    result = preview(hub, zipped, size)
    assert result.returncode == 1
    assert "RuntimeError" in result.stderr
    assert hub.written() == []
    assert not (hub.folder.parent / "impact.md").exists()


@given(st.text(st.sampled_from("`~ \n\t<a>@b#1![x](y)\u202e\x00"), max_size=200) | st.text())
def test_no_text_leaves_the_block_that_it_stands_in(text):
    block = preview_comment.comment_block(text)
    body = read_body("", block, 1)
    assert body.problems == []
    assert [section.html.count("<") for section in body.sections] in ([4], [])  # <pre><code>…</code></pre> alone
    assert "\u202e" not in block
    assert len(block) < 2 * preview_comment.MAX_SHOWN + 100


def test_long_texts_are_cut():
    assert preview_comment.comment_block("x\n" * 100_000).endswith("\n[cut]\n```\n")


# the pull request from an issue

NAME = "content/briefings/2023/2023-10-02-x.md"


def draft(hub: Hub, files: dict[str, bytes], message: str = "Wrote it") -> subprocess.CompletedProcess:
    folder = hub.folder / "draft"
    for name, data in {"message.txt": message.encode(), **files}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    hub.answers |= {
        "repos/o/r/contents/content/vocabulary?ref=proposal-4": {
            "json": [{"path": "content/vocabulary/outlets.yml", "sha": "f00"}]
        },
        "repos/o/r/contents/content/vocabulary/outlets.yml": {"json": {}},
        f"repos/o/r/contents/{NAME}": {"json": {}},
        "repos/o/r/git/refs": {"json": {}},
        "repos/o/r/pulls": {"json": {}},
        "repos/o/r/issues/4/comments": {"json": {}},
    }
    return hub.run("propose.py", str(folder), ISSUE="4", BRANCH="main")


def test_a_draft_becomes_a_pull_request(hub):
    result = draft(hub, {NAME: b"---\n", "content/vocabulary/outlets.yml": b"a: {}\n"}, "Wrote ``` @everyone")
    assert result.returncode == 0, result.stderr
    written = dict(hub.written())
    assert written["repos/o/r/git/refs"] == {"ref": "refs/heads/proposal-4", "sha": COMMIT}
    assert written[f"repos/o/r/contents/{NAME}"] == {
        "message": "Draft from issue 4", "branch": "proposal-4", "content": "LS0tCg==",
    }  # fmt: skip
    assert written["repos/o/r/contents/content/vocabulary/outlets.yml"]["sha"] == "f00"
    assert written["repos/o/r/pulls"] == {
        "title": "Draft from issue 4", "head": "proposal-4", "base": "main", "draft": True,
        "body": "A draft made from the answers in #4.\n\n````text\nWrote ``` @everyone\n````\n",
    }  # fmt: skip


def test_where_no_draft_was_made_the_issue_is_answered(hub):
    assert draft(hub, {}, "Date: `x` is no date").returncode == 0
    [(address, sent)] = hub.written()
    assert address == "repos/o/r/issues/4/comments"
    assert sent["body"] == (
        "No draft could be made from this proposal. Please edit it.\n\n```text\nDate: `x` is no date\n```\n"
    )


@pytest.mark.parametrize(
    "files",
    [
        {"content/index.md": b"<script>"},
        {".github/workflows/x.yml": b"", "content/.github/x.yml": b""},
        {NAME: b"", "content/briefings/2023/2023-10-02-y.md": b""},
        {"content/briefings/2023/2023-10-02-X.md": b""},
        {NAME: b"0" * (propose.MAX_FILE + 1)},
    ],
)
def test_other_files_are_not_proposed(hub, files):
    assert draft(hub, files).returncode == 1
    assert hub.written() == []


def test_links_are_not_followed(hub):
    (hub.folder / "draft" / "content" / "briefings" / "2023").mkdir(parents=True)
    (hub.folder / "draft" / NAME).symlink_to("/etc/hostname")
    assert draft(hub, {}).returncode == 1
    assert hub.written() == []
