"""Fetching an article: what is none is refused in words, by a server on this machine that misbehaves."""

from __future__ import annotations

import gzip

import pytest
from misbehaving_server import answer, raw, redirect, server

from mkdocs_briefings.assist.fetch import fetch_page
from mkdocs_briefings.assist.opening import MAX_ARTICLE
from mkdocs_briefings.web_answer import FetchError


@pytest.fixture(scope="module")
def web():
    with server() as running:
        yield running


def test_a_page_comes_with_its_charset_and_last_address(web):
    web.paths["/old"] = redirect("/new")
    web.paths["/new"] = answer(body=b"<p>hi", Content_Type='text/html; Charset="ISO-8859-1"')
    page = fetch_page(web.url("/old"), allow_private=True)
    assert (page.data, page.charset, page.url, page.html) == (b"<p>hi", "iso-8859-1", web.url("/new"), True)
    web.paths["/text"] = answer(body=b"hi", Content_Type="text/plain")
    assert fetch_page(web.url("/text"), allow_private=True).html is False
    web.paths["/packed"] = answer(body=gzip.compress(b"<p>hi"), Content_Encoding="gzip")
    assert fetch_page(web.url("/packed"), allow_private=True).data == b"<p>hi"


BOMB = gzip.compress(b"a" * (MAX_ARTICLE + 1))
REFUSED = {
    "a login": (answer("401 Unauthorized", b""), "it asks for a login (status 401)"),
    "forbidden": (answer("403 Forbidden", b""), "it refuses programs, or asks for a login (status 403)"),
    "gone": (answer("410 Gone", b""), "the page is gone for good (status 410)"),
    "a fault": (answer("503 Later", b""), "it has a fault at the moment (status 503)"),
    "no content": (answer("204 None", b""), "it does not give the page (status 204)"),
    "a picture": (answer(body=b"x", Content_Type="image/png"), "it is neither a web page nor plain text"),
    "a PDF": (answer(body=b"x", Content_Type="application/pdf"), "it is neither a web page nor plain text"),
    "packed otherwise": (answer(body=b"x", Content_Encoding="br"), "packed in a way"),
    "a bomb": (answer(body=BOMB, Content_Encoding="gzip"), "it has more than 5120 KiB"),
    "no HTTP": (raw(b"hello there\r\n\r\n"), "its answer is no HTTP"),
    "a circle": (redirect("/refused"), "go round in a circle"),
    "a file": (redirect("file:///etc/passwd"), "neither http nor https"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_article_is_refused_in_words(web, what):
    web.paths["/refused"], message = REFUSED[what]
    with pytest.raises(FetchError) as caught:
        fetch_page(web.url("/refused"), allow_private=True)
    assert message in str(caught.value)


def test_hosts_that_are_not_public_are_never_asked(web):
    before = len(web.requests)
    for url in (web.url("/x"), web.url("/x", "localhost"), "http://[::1]:8000/", "http://169.254.169.254/latest"):
        with pytest.raises(FetchError, match="not on the public internet"):
            fetch_page(url)
    assert len(web.requests) == before
