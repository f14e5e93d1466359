"""Which addresses may be asked, and which hosts are on the public internet."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_briefings.web_address import host_of, is_public, uri_of, without_fragment


@pytest.mark.parametrize(
    ("address", "uri"),
    [
        ("https://example.org", "https://example.org/"),
        ("HTTPS://Example.ORG:443/A?b=c&d#e", "https://example.org/A?b=c&d"),
        ("http://example.org:80/", "http://example.org/"),
        ("http://example.org:8080/", "http://example.org:8080/"),
        ("https://example.org./x", "https://example.org/x"),
        ("https://example.org/a b/\\c", "https://example.org/a%20b/%5Cc"),
        ("https://example.org/%D8%A7/%", "https://example.org/%D8%A7/%"),
        ("https://example.org/ایران?q=ق", "https://example.org/%D8%A7%DB%8C%D8%B1%D8%A7%D9%86?q=%D9%82"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://[2001:DB8:0::1]:8443/", "https://[2001:db8::1]:8443/"),
        ("https://web.archive.org/web/2023/https://a.example/?b#c", "https://web.archive.org/web/2023/https://a.example/?b"),
    ],
)  # fmt: skip
def test_addresses_are_made_ready_to_ask(address, uri):
    assert uri_of(address) == uri


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("file:///etc/passwd", "neither http nor https"),
        ("javascript:alert(1)", "neither http nor https"),
        ("ftp://example.org/", "neither http nor https"),
        ("//example.org/", "neither http nor https"),
        ("", "neither http nor https"),
        ("https://", "no web address"),
        ("https:///path", "no web address"),
        ("https://exa mple.org/", "no web address"),
        ("https://a..b/", "no web address"),
        ("https://-\x00.example/", "no web address"),
        ("https://" + "a" * 300 + ".example/", "no web address"),
        ("https://\ud800.example/", "no web address"),
        ("https://example.org/\ud800", "no web address"),
        ("https://user:secret@example.org/", "a user name"),
        ("https://@example.org/", "a user name"),
        ("http://example.org:25/", "port 25"),
        ("http://example.org:0/", "port 0"),
        ("https://example.org/" + "a" * 5000, "characters"),
    ],
)
def test_what_is_no_address_for_us_says_why(address, why):
    with pytest.raises(ValueError, match=why):
        uri_of(address)


@pytest.mark.parametrize("address", ["http://[::1", "http://[x]/", "http://a:port/", "http://a:99999/"])
def test_what_cannot_be_read_is_a_value_error(address):
    with pytest.raises(ValueError, match="."):
        uri_of(address)


@given(st.one_of(st.text(max_size=60), st.builds("https://{}/{}".format, st.text(max_size=20), st.text(max_size=40))))
def test_a_usable_address_is_plain_ascii_and_stays_as_it_is(address):
    try:
        uri = uri_of(address)
    except ValueError:
        return
    assert uri.isascii()
    assert uri.isprintable()
    assert " " not in uri
    assert uri_of(uri) == uri
    assert host_of(uri) == urlsplit(uri).hostname


def test_a_fragment_is_no_part_of_what_is_asked():
    assert without_fragment("https://a.example/b#c#d") == "https://a.example/b"


PUBLIC = "93.184.216.34 8.8.8.8 2606:2800:220:1::1 ::ffff:8.8.8.8 64:ff9b::808:808"
NOT_PUBLIC = """127.0.0.1 127.8.8.8 0.0.0.0 10.0.0.1 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 192.0.2.1
    198.18.0.1 224.0.0.1 239.1.1.1 240.0.0.1 255.255.255.255 :: ::1 fe80::1 fe80::1%eth0 fc00::1 fd00:ec2::254 fec0::1
    ff02::1 2001:db8::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::127.0.0.1 64:ff9b::7f00:1 64:ff9b::a9fe:a9fe 2002:7f00:1::
    2002:a9fe:a9fe::1 64:ff9b:1::1 100::1 2001:0:4136:e378:8000:63bf:3fff:fdd2"""


@pytest.mark.parametrize("address", PUBLIC.split())
def test_public(address):
    assert is_public(address)


@pytest.mark.parametrize("address", NOT_PUBLIC.split())
def test_not_public(address):
    assert not is_public(address)
