"""Addresses on the web that strangers wrote: which can be asked, and which IP addresses are the public internet's."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import quote, urlsplit, urlunsplit

MAX_ADDRESS = 4096
"""Characters of an address; servers need not take more than 8,000 octets (RFC 9110, section 4.1)."""

_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*")
_KEPT = "%/:=&?~+!$,;'@()*[]"
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_COMPATIBLE = ipaddress.ip_network("::/96")


def without_fragment(address: str) -> str:
    """An address without its `#fragment`, which is never sent: what the record of checks knows it by."""
    return address.partition("#")[0]


def uri_of(address: str) -> str:
    """An address, which may hold any script's letters (RFC 3987), as one that can be asked, without its fragment.

    Raises ValueError, with a message for people, for what is no plain http or https address. Ports below 1024 other
    than 80 and 443 are those of other services, which a stranger should not have us talk to.
    """
    try:
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https"):
            raise ValueError("it is neither http nor https")
        host, port = _host(parts.hostname or ""), parts.port
        path, query = quote(parts.path or "/", safe=_KEPT), quote(parts.query, safe=_KEPT)
    except UnicodeError:
        raise ValueError("it is no web address") from None
    if parts.username is not None or parts.password is not None:
        raise ValueError("it holds a user name")
    if port is not None and port not in (80, 443) and port < 1024:
        raise ValueError(f"port {port} is not the web's")
    usual = {"http": 80, "https": 443}[parts.scheme]
    netloc = host if port in (None, usual) else f"{host}:{port}"
    uri = urlunsplit((parts.scheme, netloc, path, query, ""))
    if len(uri) > MAX_ADDRESS:
        raise ValueError(f"it has more than {MAX_ADDRESS} characters")
    return uri


def _host(name: str) -> str:
    name = name.rstrip(".")
    if ":" in name:
        return f"[{ipaddress.IPv6Address(name)}]"
    # Not all of what IDNA 2008 allows, but what is at hand; a name that it refuses is one that cannot be found.
    name = name if name.isascii() else name.encode("idna").decode("ascii").lower()
    if not _HOST.fullmatch(name) or len(name) > 253:
        raise ValueError("it is no web address")
    return name


def host_of(uri: str) -> str:
    """The host that an address names, as politeness counts hosts."""
    return urlsplit(uri).hostname or ""


def asked_host(address: str) -> str:
    """As `host_of`, for an address as it was written; "" for one that is never asked."""
    try:
        return host_of(uri_of(address))
    except ValueError:
        return ""


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet.

    IPv4 addresses inside of IPv6 ones (mapped, compatible, 6to4, NAT64) count as what they lead to. `is_global` follows
    IANA's registries of special addresses, but takes multicast and old site-local addresses for global.
    """
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if ip in _NAT64 or ip in _COMPATIBLE:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
        if ip.is_site_local:
            return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)
