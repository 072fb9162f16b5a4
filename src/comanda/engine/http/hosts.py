"""The hosts a request may name: the public one, and those that this machine has."""

import ipaddress
import socket
from functools import lru_cache
from urllib.parse import urlsplit

from comanda.settings import DEFAULT_PORTS, Settings

MOST_REMEMBERED = 100
"""Values of the header that were found to be ours; they are written in few ways."""


class Hosts:
    """Tells our own hosts from those an attacker may point at us (DNS rebinding) or simply write into the header.

    A host is ours when it is the one of the public address, or has our port and is a loopback name, this machine's
    own name or one of its own addresses.
    """

    def __init__(self, settings: Settings) -> None:
        self._port = settings.port
        self._public = _public_host(settings.public_url) if settings.public_url else None
        machine = socket.gethostname().lower().rstrip(".")
        label = machine.partition(".")[0]
        self.names = {"localhost", machine, label, f"{label}.local", settings.host.lower().strip("[]")} - {"", ".local"}
        self._accepted: set[str] = set()

    def __str__(self) -> str:
        names = ", ".join(sorted(self.names))
        return f"{names} and this machine's addresses, on port {self._port}"

    def own(self, host: str) -> bool:
        """Whether the value of a Host header names us."""
        if host in self._accepted:
            return True
        accepted = self._names_us(host)
        if accepted and len(self._accepted) < MOST_REMEMBERED:
            self._accepted.add(host)
        return accepted

    def _names_us(self, host: str) -> bool:
        try:
            name, port = _host_of(f"http://{host}")
        except ValueError:
            return False
        if self._public is not None and name == self._public[0] and port in (None, self._public[1]):
            return True
        return (port or DEFAULT_PORTS["http"]) == self._port and (name in self.names or is_own_address(name))


@lru_cache(maxsize=8)
def hosts_of(settings: Settings) -> Hosts:
    return Hosts(settings)


def is_own_address(text: str) -> bool:
    """Whether this machine has the IP address on any of its interfaces now: only such can be bound. False for names."""
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return False
    if address.is_unspecified or address.is_multicast or text == "255.255.255.255":
        return False
    family = socket.AF_INET if address.version == 4 else socket.AF_INET6
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.bind((text, 0))
    except OSError:
        return False
    return True


def _public_host(url: str) -> tuple[str, int]:
    name, port = _host_of(url)
    return name, port or DEFAULT_PORTS[urlsplit(url).scheme]


def _host_of(url: str) -> tuple[str, int | None]:
    """Name and port of an address, None where it names none. Raises ValueError for what is no address."""
    parts = urlsplit(url)
    if parts.path not in ("", "/") or parts.username is not None or parts.query or parts.fragment:
        raise ValueError(url)
    return (parts.hostname or "").rstrip("."), parts.port
