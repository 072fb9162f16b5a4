"""Devices that accounts were signed in on before, and how many wrong passwords each kind of device may send."""

import hmac
import re
from collections.abc import Sequence

from msgspec import Struct

from comanda.engine.http.call import Call
from comanda.engine.ratelimit import Limiter
from comanda.engine.tokens import base64url, derive, random_secret
from comanda.identity.queries import Account
from comanda.kernel.clock import DAY, SECOND, Clock
from comanda.kernel.errors import TooMany

DEVICE_LASTS = 365 * DAY
MOST_ACCOUNTS = 8
"""How many accounts one device is known to; the one that signed in longest ago is forgotten first."""
_MARK = 22
"""Letters of a mark: 128 bits."""
_WRITTEN = re.compile(rf"[\w-]{{43}}(\.[\w-]{{{_MARK}}})*", re.ASCII)


class Device(Struct, frozen=True):
    """A browser, as its cookie names it: `<id>.<mark>.<mark>…`, with a mark for each account it is known to.

    Nothing of it is stored here: a mark is a keyed hash of the id, the account and its password hash, so nobody else
    can make one, it is worth nothing to another account, and a new password makes every device a stranger.
    """

    id: str
    marks: tuple[str, ...] = ()

    @classmethod
    def read(cls, cookie: str) -> "Device":
        """A new device for a browser that has no cookie, or a strange one."""
        if _WRITTEN.fullmatch(cookie) is None:
            return cls(random_secret())
        device_id, *marks = cookie.split(".")
        return cls(device_id, tuple(marks[:MOST_ACCOUNTS]))

    def is_known_to(self, account: Account, secret: bytes) -> bool:
        """`secret` is the server's."""
        wanted = self._mark(account, secret)
        return any(hmac.compare_digest(mark.encode(), wanted.encode()) for mark in self.marks)

    def signed_in(self, account: Account, secret: bytes) -> str:
        """The cookie's value from now on."""
        mark = self._mark(account, secret)
        others = [other for other in self.marks if other != mark]
        return ".".join([self.id, mark, *others[: MOST_ACCOUNTS - 1]])

    def _mark(self, account: Account, secret: bytes) -> str:
        return base64url(derive(secret, "device", self.id, account.staff_id, account.password_hash or ""))[:_MARK]


class Attempt(Struct, frozen=True):
    """A password about to be checked, counted as wrong until it has proved right."""

    taken: Sequence[tuple[Limiter, str]]
    is_known: bool

    def undo(self) -> None:
        """The password was not looked at, or was right."""
        for limiter, key in self.taken:
            limiter.give_back(key)


class SignInLimits:
    """How many wrong passwords are looked at before the next one has to wait.

    A device that the account was signed in on has a bucket of its own, which nobody else can empty. Strangers have
    one for each pair of account and address, and share one for each address, over all accounts, and a looser one for
    each account, over all addresses (at most 100 in a row, NIST SP 800-63B 3.2.2). E-mails that belong to nobody are
    counted alike.
    """

    def __init__(self, ticks: Clock) -> None:
        self._device, self._pair = Limiter(10, 60, ticks), Limiter(10, 60, ticks)
        self._address, self._account = Limiter(50, 6, ticks), Limiter(100, 36, ticks)

    def begin(self, email: str, account: Account | None, device: Device, call: Call) -> Attempt:
        """Raises TooMany."""
        if account is not None and device.is_known_to(account, call.edge.settings.secret):
            return Attempt(_take([(self._device, f"{account.staff_id} {device.id}")]), True)
        address = call.address
        pair = (self._pair, f"{address} {email}")
        return Attempt(_take([pair, (self._address, address), (self._account, email)]), False)


def limits_of(call: Call) -> SignInLimits:
    """The limits of this process."""
    return call.edge.kept("sign-in", lambda: SignInLimits(call.edge.ticks))


def device_of(call: Call) -> Device:
    return Device.read(call.cookie(call.edge.cookies.device))


def device_cookie(call: Call, account: Account) -> str:
    """Set at every successful sign-in, so that it lasts for a year from then."""
    value = device_of(call).signed_in(account, call.edge.settings.secret)
    return call.edge.cookies.set(call.edge.cookies.device, value, DEVICE_LASTS // SECOND)


def _take(wanted: Sequence[tuple[Limiter, str]]) -> Sequence[tuple[Limiter, str]]:
    """All of them or none. Raises TooMany."""
    taken: list[tuple[Limiter, str]] = []
    for limiter, key in wanted:
        try:
            limiter.take(key)
        except TooMany:
            Attempt(taken, False).undo()
            raise
        taken.append((limiter, key))
    return taken
