"""`briefings links` as a user runs it, on a site whose sources are on a server that misbehaves."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import basic, briefing, library_of
from misbehaving_server import (
    Server,
    answer,
    by_method,
    drip,
    in_turn,
    raw,
    redirect,
    reset,
    server,
    silence,
)  # fmt: skip
from sites import CONFIG, write_site

from mkdocs_briefings import __version__
from mkdocs_briefings.commands.links import links
from mkdocs_briefings.dates import PartialDate
from mkdocs_briefings.links import run as run_module
from mkdocs_briefings.links.addresses import addresses
from mkdocs_briefings.links.checking import Looks
from mkdocs_briefings.links.record import RECORD, dead_since, link_states
from mkdocs_briefings.links.states import STATES, Finding

DAY = date(2026, 11, 24)
FILE = "content/briefings/2023/2023-10-02-x.md"
COPY = "https://web.archive.org/web/20231002101112/https://a.example/"
SNAPSHOT = {"status": "200", "available": True, "url": COPY.replace("https:", "http:", 1)}


@pytest.fixture
def web():
    with server() as running:
        running.paths["/"] = answer()
        yield running


def site_of(folder: Path, front: str, body: str = "Words.\n", **more: str) -> Path:
    """A site of one briefing with these sources, as YAML."""
    files = basic() | {"vocabulary/outlets.yml": "daily-news: {name: Daily News}\n"}
    del files["briefings/2023/2023-01-01-base.md"]
    text = briefing("topics: [talks]\n", body, sources=front)
    return write_site(folder, files | {"briefings/2023/2023-10-02-x.md": text} | more, CONFIG)


def sources(*urls: str) -> str:
    """Sources in a block of YAML, an address each."""
    return "".join(f"\n  - outlet: daily-news\n    url: {url}" for url in urls)


def run(site: Path, *options: str, now: date = DAY, timeout: float = 10, pause: float = 0):
    """Run the command in a site."""
    given = ["--allow-private", f"--pause={pause}", f"--timeout={timeout}", f"--now={now}", *options]
    return CliRunner().invoke(links, given, obj=str(site), catch_exceptions=False)


def at(site: Path, words: str, path: str = FILE, nth: int = 0) -> str:
    """Where words stand in a file, as messages name it."""
    before = words.join((site / path).read_text().split(words)[: nth + 1])
    return f"{path}:{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"


def states(site: Path) -> dict[str, str]:
    """The recorded states, by the address's path."""
    found, problems = link_states((site / RECORD).read_bytes())
    assert problems == []
    return {address.split("/", 3)[3]: state.state for address, state in found.items()}


# what is found

WAYS = {
    "ok": answer(),
    "head-not-allowed": by_method(answer("405 Method Not Allowed", b""), answer()),
    "head-says-404": by_method(answer("404 Not Found", b""), answer("206 Partial Content")),
    "head-says-403": by_method(answer("403 Forbidden", b""), answer()),
    "head-fails": by_method(answer("500 Oh", b""), answer()),
    "head-resets": by_method(reset, answer()),
    "head-is-nonsense": by_method(raw(b"?\r\n\r\n"), answer()),
    "redirects": redirect("/ok"),
    "endless": by_method(answer("405 No", b""), drip(b"x" * 9000, 0, b"HTTP/1.1 200 OK\r\n\r\n")),
    "drips": by_method(answer("405 No", b""), drip(b"x", 0.05, b"HTTP/1.1 200 OK\r\n\r\n")),
    "moved": redirect("/ok", "301 Moved Permanently"),
    "gone": answer("404 Not Found"),
    "gone-410": answer("410 Gone"),
    "front-page": redirect("/", "301 Moved Permanently"),
    "refused": answer("403 Forbidden"),
    "refused-401": answer("401 Unauthorized"),
    "failing": answer("502 Bad Gateway"),
    "unreachable": reset,
    "malformed": raw(b"220 mail.example ESMTP\r\n"),
    "too-large": raw(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 100_000 + b"\r\n\r\n"),
    "loop": redirect("/loop"),
    "wrong-type": answer(Content_Type="application/x-msdownload"),
    "wrong-type.pdf": answer(),
    "unsafe": redirect("file:///etc/passwd"),
    "unsafe-script": redirect("javascript:alert(1)"),
}
SLOW_WAYS = {
    "head-hangs": by_method(silence, answer()),
    "slow-head": drip(b"X", 0.05, b"HTTP/1.1 200 OK\r\nX: "),
}
OF_NAME = {"redirects": "ok", "endless": "ok", "drips": "ok"} | {
    name: "ok" for name in [*WAYS, *SLOW_WAYS] if name.startswith("head-")
}


def expected_state(name: str) -> str:
    """The state that the name of a way begins with, or means."""
    return OF_NAME.get(name) or next(state for state in sorted(STATES, key=len, reverse=True) if name.startswith(state))


def test_every_way_to_answer_has_its_state(tmp_path, web):
    web.paths |= {f"/{name}": handler for name, handler in WAYS.items()}
    site = site_of(tmp_path, sources(*map(web.url, [f"/{name}" for name in WAYS])))
    result = run(site, "--hosts=1")
    expected = {name: expected_state(name) for name in WAYS}
    assert states(site) == expected
    assert result.exit_code == 0  # nothing is dead on the first day
    lines = result.stdout.splitlines()
    ok = [name for name, state in expected.items() if state == "ok"]
    assert len(lines) == len(WAYS) - len(ok) + 2
    assert (
        f"{at(site, web.url('/moved'))}: warning: `{web.url('/moved')}` has moved for good [moved-address];"
        f" write `{web.url('/ok')}`, if it is still the same page"
    ) in lines
    assert lines[-1].startswith(f"{len(WAYS)} addresses: {len(ok)} ok, 1 moved, 2 gone, 1 front-page, ")
    assert web.asked("/ok")[0] == "HEAD"
    assert web.asked("/head-says-404") == ["HEAD", "GET"]
    assert web.asked("/refused-401") == ["HEAD"]


def test_servers_that_keep_us_waiting(tmp_path, web):
    web.paths |= {f"/{name}": handler for name, handler in SLOW_WAYS.items()}
    site = site_of(tmp_path, sources(*map(web.url, [f"/{name}" for name in SLOW_WAYS])))
    run(site, timeout=0.7)
    assert states(site) == {name: expected_state(name) for name in SLOW_WAYS}


def test_private_hosts_are_not_asked_unless_allowed(tmp_path, web):
    site = site_of(tmp_path, sources(web.url("/ok"), web.url("/ok", "localhost")))
    result = CliRunner().invoke(links, ["--pause=0"], obj=str(site), catch_exceptions=False)
    assert web.requests == []
    assert set(states(site).values()) == {"unsafe"}
    assert "its host is not on the public internet" in result.stdout


# day after day


def test_dead_on_the_second_day_and_alive_again(tmp_path, web):
    site = site_of(tmp_path, sources(web.url("/x#part"), web.url("/")), f"See [this]({web.url('/x')}).\n")
    assert run(site).exit_code == 0
    assert run(site).exit_code == 0  # not asked twice on one day
    assert web.asked("/x") == ["HEAD", "GET"]
    result = run(site, now=DAY + timedelta(1))
    assert result.exit_code == 1
    dead = "is gone for good (since 2026-11-25, status 404) [dead-address]"
    hint = "give the source `archived:` with the address of a copy; `--archives` asks the Wayback Machine for one"
    assert result.stdout.splitlines() == [
        f"{at(site, web.url('/x#part'))}: error: `{web.url('/x#part')}` {dead}; {hint}",
        f"{at(site, web.url('/x)'))}: error: `{web.url('/x')}` {dead}; link to something else, or take the link away",
        "2 errors.",
        "2 addresses: 1 ok, 1 dead.",
    ]
    found, _ = link_states((site / RECORD).read_bytes())
    assert dead_since(found) == {web.url("/x"): PartialDate(2026, 11, 25)}
    web.paths["/x"] = answer()
    assert run(site, now=DAY + timedelta(20)).exit_code == 1  # not due yet
    assert run(site, now=DAY + timedelta(31)).exit_code == 0
    assert states(site) == {"x": "ok", "": "ok"}


def test_a_dead_source_with_a_copy_is_no_problem_but_a_dead_copy_is(tmp_path, web):
    front = f"[{{outlet: daily-news, url: {web.url('/x')}, archived: {web.url('/copy')}}}]"
    site = site_of(
        tmp_path, front, **{"vocabulary/outlets.yml": f"daily-news:\n  name: D\n  url: {web.url('/home')}\n"}
    )
    web.paths["/copy"] = web.paths["/home"] = answer()
    run(site)
    result = run(site, now=DAY + timedelta(1))
    assert (result.exit_code, result.stdout.splitlines()[0]) == (0, "No problems found.")
    del web.paths["/copy"], web.paths["/home"]
    for days in (40, 41):
        result = run(site, now=DAY + timedelta(days))
    assert result.exit_code == 1
    assert [line.split(" error:")[0] + line.split(";")[-1] for line in result.stdout.splitlines()[:2]] == [
        f"{at(site, web.url('/copy'))}: give the address of another copy",
        f"{at(site, web.url('/home'), 'content/vocabulary/outlets.yml')}: give the outlet's new address",
    ]


def test_requests_are_conditional(tmp_path, web):
    web.paths["/x"] = in_turn(
        answer(ETag='"1"', Last_Modified="Tue, 24 Nov 2026 12:00:00 GMT"), answer("304 Not Modified", b"")
    )
    site = site_of(tmp_path, sources(web.url("/x")))
    run(site)
    before = (site / RECORD).read_text()
    run(site, now=DAY + timedelta(30))
    first, second = web.requests
    assert "if-none-match" not in first.headers
    assert second.headers["if-none-match"] == '"1"'
    assert second.headers["if-modified-since"] == "Tue, 24 Nov 2026 12:00:00 GMT"
    assert (site / RECORD).read_text() == before.replace('"checked": "2026-11-24"', '"checked": "2026-12-24"')


def test_who_asks(tmp_path, web):
    run(site_of(tmp_path, sources(web.url("/"))))
    assert web.requests[0].headers["user-agent"] == f"briefings-links/{__version__} (+https://site.example/)"
    (tmp_path / "mkdocs.yml").write_text(CONFIG.replace("https://site.example/", '"https://site.example/\\r\\nX: y"'))
    run(tmp_path, now=DAY + timedelta(30))
    assert web.requests[1].headers["user-agent"] == f"briefings-links/{__version__}"


# politeness


def test_one_at_a_time_with_a_pause_and_several_hosts_at_once(tmp_path, web):
    hosts = ["127.0.0.1", "127.0.0.2", "127.0.0.3"]
    together = threading.Barrier(3)  # breaks, if the three hosts are not asked at once

    def meet(connection, request):
        together.wait()
        answer()(connection, request)

    urls = [web.url(f"/{number}", host) for number in range(3) for host in hosts]
    web.paths |= {f"/{number}": meet for number in range(3)}
    site = site_of(tmp_path, sources(*urls))
    run(site, pause=0.1)
    assert set(states(site).values()) == {"ok"}
    for host in hosts:
        moments = [request.moment for request in web.requests if request.headers["host"].startswith(f"{host}:")]
        # Never too soon; later than that is the machine's affair.
        assert all(after - before >= 0.1 for before, after in pairwise(moments))


def test_a_redirect_to_another_host_waits_for_that_hosts_turn(tmp_path, web):
    inside, most = [], []

    def end(connection, request):
        inside.append(request)
        time.sleep(0.02)
        most.append(len(inside))
        inside.remove(request)
        answer()(connection, request)

    web.paths["/end"] = end
    for number in range(4):
        web.paths[f"/{number}"] = redirect(web.url("/end", "127.0.0.9"))
    urls = [web.url(f"/{number}", f"127.0.0.{number + 1}") for number in range(4)]
    run(site_of(tmp_path, sources(*urls, web.url("/end", "127.0.0.9"))))
    assert most == [1] * 5


def test_too_many_requests_and_come_back_later(tmp_path, web):
    web.paths["/a"] = in_turn(answer("429 Too Many Requests", b"", Retry_After="0"), answer())
    web.paths["/b"] = answer("503 Service Unavailable", b"", Retry_After="3600")
    web.paths["/c"] = answer()
    site = site_of(tmp_path, sources(web.url("/a"), web.url("/b"), web.url("/c"), web.url("/c", "127.0.0.2")))
    result = run(site)
    found, _ = link_states((site / RECORD).read_bytes())
    assert {address: state.state for address, state in found.items()} == {
        web.url("/a"): "ok", web.url("/b"): "busy", web.url("/c", "127.0.0.2"): "ok",
    }  # fmt: skip
    assert (web.asked("/a"), web.asked("/b")) == (["HEAD", "HEAD"], ["HEAD"])
    assert "1 left to the next run, because their hosts ask for a longer pause" in result.stderr
    assert result.stdout.splitlines()[-1] == "4 addresses: 2 ok, 1 busy, 1 not looked at yet."
    run(site, now=DAY)
    assert len(web.asked("/c")) == 2  # the rest, at once: the host may be asked again


# what is asked, and what is left


def test_drafts_and_what_is_under_embargo_are_neither_asked_nor_recorded(tmp_path, web):
    more = {
        "briefings/2023/2023-10-03-draft.md": briefing(
            "status: draft\n", sources=sources(web.url("/draft")), date="2023-10-03"
        ),
        "briefings/2023/2023-10-04-later.md": briefing(
            "embargo: 2026-11-24T12:00Z\n", sources=sources(web.url("/later")), date="2023-10-04"
        ),
    }  # fmt: skip
    site = site_of(tmp_path, sources(web.url("/")), **more)
    run(site)
    assert states(site) == {"": "ok"}
    assert [request.path for request in web.requests] == ["/"]
    run(site, now=DAY + timedelta(1))
    assert states(site) == {"": "ok", "later": "gone"}


def test_limits_of_a_run(tmp_path, web):
    urls = [web.url(f"/{number}", f"127.0.0.{number + 1}") for number in range(5)]
    web.paths |= {f"/{number}": answer() for number in range(5)}
    site = site_of(tmp_path, sources(*urls))
    assert run(site, "--max=0").stdout.splitlines() == ["No problems found.", "5 addresses: 5 not looked at yet."]
    assert not (site / RECORD).exists()
    run(site, "--max=2")
    assert sorted(states(site)) == ["0", "1"]
    run(site, "--exclude=127.0.0.4")
    assert sorted(states(site)) == ["0", "1", "2", "4"]
    run(site, "--max=1", "--older-than=10", now=DAY + timedelta(12))
    assert len(web.requests) == 5  # the new one first
    run(site, "--max=2", "--older-than=10", now=DAY + timedelta(11))
    assert sorted(request.path for request in web.requests[5:]) == ["/0", "/1"]


def test_what_the_site_no_longer_has_leaves_the_record(tmp_path, web):
    site = site_of(tmp_path, sources(web.url("/"), web.url("/x")))
    run(site)
    assert sorted(states(site)) == ["", "x"]
    site_of(tmp_path, sources(web.url("/")))
    run(site)
    assert sorted(states(site)) == [""]


def test_ctrl_c_keeps_what_was_learnt_and_the_next_run_goes_on(tmp_path, web):
    def interrupt(connection, request):
        os.kill(os.getpid(), signal.SIGINT)
        silence(connection, request)

    web.paths |= {f"/{name}": answer() for name in "abde"} | {"/c": in_turn(interrupt, answer())}
    site = site_of(tmp_path, sources(*(web.url(f"/{name}") for name in "abcde")))
    result = run(site)
    assert result.exit_code == 130
    assert states(site) == {"a": "ok", "b": "ok"}
    assert "interrupted; what was learnt is kept" in result.stderr
    assert run(site).exit_code == 0
    assert states(site) == dict.fromkeys("abcde", "ok")
    assert [len(web.asked(f"/{name}")) for name in "abcde"] == [1, 1, 2, 1, 1]


def test_a_run_that_is_killed_loses_little(tmp_path, web, monkeypatch):
    monkeypatch.setattr(run_module, "SAVE_EVERY", -1)
    known: list[dict] = []

    def look(connection, request):
        deadline = time.monotonic() + 5
        while not (site / RECORD).exists() and time.monotonic() < deadline:
            time.sleep(0.01)
        known.append(states(site))
        answer()(connection, request)

    web.paths |= {"/a": answer(), "/b": look}
    site = site_of(tmp_path, sources(web.url("/a"), web.url("/b")))
    run(site)
    assert known == [{"a": "ok"}]


def test_without_a_network_nothing_is_recorded(tmp_path):
    urls = [f"http://127.0.0.{number}:9/" for number in (1, 2, 3)]  # ports of other services are no network's fault
    hosts = [f"http://127.0.0.{number}:65000/" for number in (1, 2, 3)]
    site = site_of(tmp_path, sources(*hosts))
    result = run(site)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "is there a network here? Nothing was recorded" in result.stderr
    assert not (site / RECORD).exists()
    site_of(tmp_path, sources(*urls))
    assert run(site).exit_code == 0


def test_a_fault_of_ours_in_a_thread_is_not_a_run_without_end():
    def look(address, known):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        list(Looks([("https://a.example/", None)], look, 4, threading.Event()))


def test_every_address_is_looked_at_once_whatever_the_hosts():
    tasks = [
        (address, None) for address in ["https://a.example/1", "https://a.example/2", "https://b.example/", "?", "::"]
    ]
    found = list(Looks(tasks, lambda address, known: Finding("ok"), 3, threading.Event()))
    assert sorted(address for address, _ in found) == sorted(address for address, _ in tasks)
    assert list(Looks([], lambda address, known: None, 3, threading.Event())) == []


# archived copies


def archive(web: Server, **answers: object) -> str:
    """Have the server answer as the archive does, by the path of the address that is asked for."""
    for path, closest in answers.items():
        asked = f"http%3A%2F%2F127.0.0.1%3A{web.port}%2F{path}"
        body = json.dumps({"archived_snapshots": {"closest": closest} if closest else {}}).encode()
        web.paths[f"/available?url={asked}&timestamp=20231002"] = answer(body=body, Content_Type="application/json")
    return f"--archive-service={web.url('/available', '127.0.0.2')}"


def test_copies_are_proposed_and_written(tmp_path, web):
    service = archive(web, x=SNAPSHOT, y=None)
    site = site_of(tmp_path, sources(web.url("/x") + " # the first", web.url("/y"), web.url("/")))
    text = (site / FILE).read_text()
    run(site, "--archives", service)
    assert [request.path for request in web.requests if "available" in request.path] == []
    result = run(site, "--archives", service, now=DAY + timedelta(1))
    assert f"[dead-address]; add `archived: {COPY}` to the source" in result.stdout.splitlines()[0]
    assert (site / FILE).read_text() == text
    asked = len(web.requests)
    result = run(site, "--archives", "--write", service, now=DAY + timedelta(1))
    assert len(web.requests) == asked  # what was answered is recorded
    assert (site / FILE).read_text() == text.replace("# the first\n", f"# the first\n    archived: {COPY}\n")
    assert result.stderr == f"{FILE}: source 1 has now its archived copy\n"
    assert result.exit_code == 1
    assert [line.split(": error")[0] for line in result.stdout.splitlines()[:-2]] == [at(site, web.url("/y"))]
    site_of(tmp_path, sources(web.url("/x") + f"\n    archived: {COPY}", web.url("/")))
    result = run(site, "--exclude=web.archive.org", now=DAY + timedelta(1))
    assert (result.exit_code, result.stdout.splitlines()[0]) == (0, "No problems found.")


def test_a_copy_is_written_into_braces_and_only_into_its_source(tmp_path, web):
    service = archive(web, x=SNAPSHOT)
    front = f"[{{url: '{web.url('/x')}', outlet: daily-news}}, {{outlet: daily-news, url: {web.url('/')}}}] # two"
    site = site_of(tmp_path, front)
    text = (site / FILE).read_text()
    run(site)
    result = run(site, "--archives", "--write", service, now=DAY + timedelta(1))
    assert (site / FILE).read_text() == text.replace("/x',", f"/x', archived: {COPY},")
    assert result.exit_code == 0


def test_a_copy_of_what_leads_to_the_front_page_is_shown_but_never_written(tmp_path, web):
    service = archive(web, x=SNAPSHOT)
    web.paths["/x"] = redirect("/")
    site = site_of(tmp_path, sources(web.url("/x")))
    text = (site / FILE).read_text()
    result = run(site, "--archives", "--write", service)
    assert result.stdout.splitlines()[0].endswith(
        f"it leads to the front page only (since 2026-11-24) [doubtful-address]; open it in a browser; there is an "
        f"archived copy, `{COPY}`"
    )
    assert (site / FILE).read_text() == text
    assert result.exit_code == 0


def test_an_archive_that_misbehaves(tmp_path, web):
    site = site_of(tmp_path, sources(*(web.url(f"/{number}") for number in range(5))))
    run(site)
    service = f"--archive-service={web.url('/available', '127.0.0.2')}"
    result = run(site, "--archives", service, now=DAY + timedelta(1))
    assert result.stderr.splitlines() == ["the archive cannot be asked: it answers with the status 404"] * 3
    assert result.exit_code == 1
    for number, handler in enumerate([answer(body=b"{"), drip(b"x" * 9000, 0, b"HTTP/1.1 200 OK\r\n\r\n")]):
        asked = f"http%3A%2F%2F127.0.0.1%3A{web.port}%2F{number}"
        web.paths[f"/available?url={asked}&timestamp=20231002"] = handler
    result = run(site, "--archives", service, now=DAY + timedelta(1))
    assert result.stderr.splitlines()[0] == "the archive cannot be asked: it has more than 64 KiB"
    web.paths |= {path: answer("429 No", b"", Retry_After="999") for path in list(web.paths) if "available" in path}
    run(site, "--archives", service, now=DAY + timedelta(1))
    assert "web.archive.org" not in (site / RECORD).read_text()


# how it is told


HOSTILE = 'a`b|@x[y](z)"&lt;script&gt;'


def test_renderings(tmp_path, web, monkeypatch):
    site = site_of(tmp_path, sources(web.url("/x")), f"[a](<{web.url('/' + HOSTILE)}>)\n")
    run(site)
    result = run(site, "--format=json", now=DAY + timedelta(1))
    rows = json.loads(result.stdout)
    assert [(row["path"], row["line"], row["code"], row["severity"]) for row in rows] == [
        (FILE, 8, "dead-address", "error"), (FILE, 11, "dead-address", "error"),
    ]  # fmt: skip
    markdown = run(site, "--format=markdown", now=DAY + timedelta(1)).stdout
    assert markdown.startswith("### Links: 2 addresses: 2 dead.\n\n| Where | What | Mend |\n|---|---|---|\n| content/")
    assert "<script" not in markdown
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path.parent))
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    lines = run(site, "--format=github", now=DAY + timedelta(1)).stdout.splitlines()
    assert lines[0].startswith(f"::error file={tmp_path.name}/{FILE},line=8,col=10,title=dead-address::`http")
    assert (tmp_path / "summary.md").read_text() == markdown


def test_wrong_use_and_content_with_errors(tmp_path, web):
    site = site_of(tmp_path / "site", sources(web.url("/")))
    assert run(tmp_path).exit_code == 2
    assert run(site, "--hosts=0").exit_code == 2
    assert run(site, "--max=-1").exit_code == 2
    result = run(site, "--archive-service=file:///etc/passwd")
    assert (result.exit_code, "neither http nor https" in result.stderr) == (2, True)
    (site / RECORD).write_text("<<<<<<< HEAD\n")
    result = run(site)
    assert result.exit_code == 1
    assert result.stdout.startswith("links.json:1:1: error: this is no JSON: Expecting value [unreadable]; take back")
    (site / RECORD).unlink()
    (site / FILE).write_text("no briefing")
    result = run(site)
    assert (result.exit_code, result.stdout.split(" ")[0]) == (1, f"{FILE}:1:1:")
    assert web.requests == []


def test_a_folder_that_cannot_be_written(tmp_path, web):
    site = site_of(tmp_path, sources(web.url("/")))
    (site / RECORD).mkdir()
    result = run(site)
    assert (result.exit_code, result.stdout.split("[")[0]) == (1, "links.json:1:1: error: Is a directory ")


# addresses


def test_addresses_are_those_of_all_that_is_public_each_with_its_places():
    text = briefing(
        "topics: [talks]\n",
        "A [link](https://a.example/x?y&amp;z#p), <https://b.example/ü>, https://c.example/auto, [in](#lead), "
        "[mail](mailto:a@b.example) and [again](https://a.example/x?y&z).[^1]\n\n[^1]: [Note](HTTPS://d.example/).\n",
        sources="[{outlet: daily-news, url: https://s.example/1#a, archived: https://copy.example/}, "
        "{outlet: daily-news, url: https://s.example/1#b, accessed: 2023-10-05}]",
    )
    files = basic() | {"briefings/2023/2023-10-02-x.md": text}
    found = addresses(library_of(files))
    assert {address: [place[:3] for place in places] for address, places in found.items()} == {
        "HTTPS://d.example/": [("link", "2023-10-02-x", "HTTPS://d.example/")],
        "https://a.example/x?y&z": [
            ("link", "2023-10-02-x", "https://a.example/x?y&z#p"), ("link", "2023-10-02-x", "https://a.example/x?y&z"),
        ],
        "https://b.example/%C3%BC": [("link", "2023-10-02-x", "https://b.example/%C3%BC")],
        "https://c.example/auto": [("link", "2023-10-02-x", "https://c.example/auto")],
        "https://copy.example/": [("archived", "2023-10-02-x", "https://copy.example/")],
        "https://news.example/0": [("source", "2023-01-01-base", "https://news.example/0")],
        "https://s.example/1": [
            ("source", "2023-10-02-x", "https://s.example/1#a"), ("source", "2023-10-02-x", "https://s.example/1#b"),
        ],
    }  # fmt: skip
    one, two = found["https://s.example/1"]
    assert (one.number, one.archived, one.day.iso, two.number, two.archived, two.day.iso) == (
        1, True, "2023-10-02", 2, False, "2023-10-05",
    )  # fmt: skip
