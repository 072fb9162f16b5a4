"""Whose request it is, by address: the peer's, or the one that a trusted reverse proxy has seen."""

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any

from comanda.settings import Network

Address = IPv4Address | IPv6Address
HOME_PREFIX = 64
"""Bits of an IPv6 address that name a subscriber's network (RFC 6177); the rest changes at will."""


def address_of(scope: Any, trusted: Sequence[Network]) -> str:
    """The network an ASGI request or handshake comes from, for limits; see `client_address`."""
    forwarded = b",".join(value for name, value in scope["headers"] if name == b"x-forwarded-for")
    peer = scope["client"]
    return client_address(peer[0] if peer else "", forwarded.decode("latin-1"), trusted)


def client_address(peer: str, forwarded: str, trusted: Sequence[Network]) -> str:
    """The nearest address that is not one of our own proxies; of IPv6 its /64. Empty when there is none.

    `forwarded` is the value of X-Forwarded-For: every proxy appends the address it was called from, so it is read from
    its end, and only as far as the addresses are those of trusted proxies. What a stranger wrote before is ignored.
    """
    client = _address(peer)
    hops = [hop.strip() for hop in forwarded.split(",")] if forwarded else []
    while client is not None and hops and any(client in network for network in trusted):
        before = _address(hops.pop())
        if before is None:
            break
        client = before
    return "" if client is None else _subscriber(client)


def _address(text: str) -> Address | None:
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return address.ipv4_mapped or address if isinstance(address, IPv6Address) else address


def _subscriber(address: Address) -> str:
    if isinstance(address, IPv4Address):
        return str(address)
    return str(IPv6Network((int(address), HOME_PREFIX), strict=False))
