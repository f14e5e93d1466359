"""A digest as a message (RFC 5322): text and HTML as alternatives, to be sent as it is or opened in a mail program.

Everything comes from the digest and what is asked for, so the same digest is the same message byte for byte. Its
`Message-ID` stands for its content: a digest that was corrected is another message, and no mail program takes it for a
copy of the first.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from datetime import datetime
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, getaddresses
from urllib.parse import urlsplit

from .. import bidi

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def addresses(text: str) -> tuple[Address, ...]:
    """The addresses of a `To` or `From`, as a person writes them; raises ValueError, with a message for people."""
    if _CONTROL.search(text):
        raise ValueError("it holds a control character")
    found = []
    for name, spec in getaddresses([text]):
        try:
            address = Address(display_name=one_line(name), addr_spec=spec)
        except (HeaderParseError, ValueError, IndexError):
            raise ValueError(f"{text!r} is no address; write name@example.org or Name <name@example.org>") from None
        if not address.username or "." not in address.domain or not address.domain.isascii():
            raise ValueError(f"{text!r} is no address; write name@example.org or Name <name@example.org>")
        found.append(address)
    if not found:
        raise ValueError("it holds no address")
    return tuple(found)


def message(
    subject: str,
    text: str,
    html: str,
    date: datetime,
    *,
    language: str,
    host: str,
    name: str,
    to: Sequence[Address] = (),
    sender: Sequence[Address] = (),
) -> bytes:
    """The message's bytes, lines ended by CRLF.

    `text` is in the flowed form of `digest_text`; `host` and `name` make the `Message-ID` with the content. Without
    `sender` there is no `From`, and the message is marked as a draft that a mail program may complete.
    """
    made = EmailMessage(policy=SMTP)
    made["Subject"] = one_line(subject)
    made["Date"] = format_datetime(date)
    if sender:
        made["From"] = tuple(sender)
    else:
        made["X-Unsent"] = "1"
    if to:
        made["To"] = tuple(to)
    seal = hashlib.sha256("\0".join((subject, text, html, str(date), *map(str, (*to, *sender)))).encode()).hexdigest()
    made["Message-ID"] = f"<{name}.{seal[:32]}@{host}>"
    made.set_content(text, charset="utf-8", cte="quoted-printable", params={"format": "flowed", "delsp": "yes"})
    made.add_alternative(html, subtype="html", charset="utf-8", cte="quoted-printable")
    made["Content-Language"] = language  # now, or it would be said of the text alone
    made.set_boundary(f"=_{seal[32:]}")
    return made.as_bytes()


def host_of(site_url: str) -> str:
    """The host that a site's address names, in ASCII, for the `Message-ID`."""
    host = urlsplit(site_url).hostname or ""
    try:
        return host.encode("idna").decode("ascii") or "localhost"
    except UnicodeError:
        return "localhost"


def one_line(text: str) -> str:
    """A text that ends no header and turns nothing that stands behind it.

    What looks like an encoded word (RFC 2047: `=?utf-8?q?…?=`) would be read as one, with the line breaks it holds.
    """
    return " ".join(_CONTROL.sub(" ", bidi.without_controls(text)).replace("=?", "= ?").split())

