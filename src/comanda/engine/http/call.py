"""One request as a handler sees it: who calls, with what body, and the two ways on, `write` and `read`."""

import asyncio
import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from functools import cached_property
from typing import Any, TypeVar

import msgspec
from litestar import Request, Response
from litestar.response.base import ASGIResponse
from msgspec import Struct

from comanda.engine.commands import Answer, Caller, Encoding, Proof, Verb
from comanda.engine.database import Database
from comanda.engine.http.address import address_of
from comanda.engine.http.decoding import LARGEST_BODY, convert_query, decode
from comanda.engine.http.hosts import hosts_of
from comanda.engine.http.problems import InvalidBody, KeyMissing, OriginNotAllowed
from comanda.engine.ratelimit import Limiter
from comanda.engine.tokens import derive, fingerprint
from comanda.kernel.clock import Clock, monotonic_clock
from comanda.kernel.errors import Malformed, NotSignedIn, Refusal, TooLarge, VersionMissing, WrongMedium
from comanda.kernel.ids import is_uuid
from comanda.kernel.scope import Right, Role, may
from comanda.settings import Settings

encode = msgspec.json.Encoder().encode
BODY_DEADLINE = 20.0
READING = ("GET", "HEAD")
GUESSES_AT_ONCE, SECONDS_EACH_GUESS = 60, 1
"""Credentials that never were one, by address. A right one is never counted, whatever its address has tried."""
ASKED_AT_ONCE, SECONDS_EACH_REQUEST, LONGEST_WAIT = 60, 0.05, 5.0
"""What a guest's device may ask, and how long a request beyond that waits: no phone has the house to itself."""
Shape = TypeVar("Shape", bound=Struct)
Kept = TypeVar("Kept")
JSON = "application/json"
_VERSION = re.compile(r'("?)([0-9]{1,15})\1')


class InvalidKey(Malformed):
    """An Idempotency-Key must be a UUID."""

    slug = "invalid-idempotency-key"


class InvalidVersion(Malformed):
    """If-Match holds the version you read, as a number in quotation marks."""

    slug = "invalid-version"


class Keyed(StrEnum):
    """Whether a route's answers are remembered under the caller's Idempotency-Key."""

    NEVER = "never"
    IF_SENT = "if sent"
    ALWAYS = "always"


class Cookies(Struct, frozen=True):
    """Cookie names; `__Host-` ones only travel over https."""

    staff: str
    guest: str
    device: str
    secure: bool

    @classmethod
    def of(cls, settings: Settings) -> "Cookies":
        prefix = "__Host-" if settings.secure else "comanda_"
        return cls(prefix + "staff", prefix + "guest", prefix + "device", settings.secure)

    def set(self, name: str, value: str, seconds: int) -> str:
        secure = "; Secure" if self.secure else ""
        return f"{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}"


class Edge:
    """What every call can reach. The composition root fills it."""

    def __init__(
        self,
        database: Database,
        settings: Settings,
        staff_proof: Callable[[bytes, str | None], Proof],
        person_proof: Callable[[bytes], Proof],
        guest_proof: Callable[[str], Proof],
        ticks: Clock = monotonic_clock,
    ) -> None:
        self.database, self.settings, self.ticks = database, settings, ticks
        self.staff_proof, self.person_proof, self.guest_proof = staff_proof, person_proof, guest_proof
        self.cookies = Cookies.of(settings)
        self.known = KnownCredentials()
        self.guesses = Limiter(GUESSES_AT_ONCE, SECONDS_EACH_GUESS, ticks)
        self.pace = Limiter(ASKED_AT_ONCE, SECONDS_EACH_REQUEST)
        self.state: dict[str, Any] = {}
        """What single rooms keep for the life of the process: caches, limiters."""

    def kept(self, name: str, make: Callable[[], Kept]) -> Kept:
        """What a room keeps under this name; made when it is first asked for, and only then."""
        if name not in self.state:
            self.state[name] = make()
        kept: Kept = self.state[name]
        return kept

    def count_guess(self, address: str, refusal: Refusal) -> None:
        """Counts a secret that never was one. Raises TooMany when its address has sent too many of them."""
        if refusal.unknown_secret:
            self.guesses.take(address)


class KnownCredentials:
    """Credentials that proved good lately: strangers are turned away before the writer. Never trusted for more."""

    def __init__(self, most: int = 20_000) -> None:
        self._most = most
        self._seen: set[bytes] = set()

    def __contains__(self, mark: bytes) -> bool:
        return mark in self._seen

    def add(self, mark: bytes) -> None:
        if len(self._seen) >= self._most:
            self._seen.clear()
        self._seen.add(mark)


class Call(Request[Any, Any, Any]):
    """Reads headers and body straight from ASGI; the framework's own way costs up to 80 µs a request."""

    right: Right
    """Set by the route; a route without a right names one itself before it writes."""
    credential_first: bool = False
    """Whether the caller has to be known before the body is looked at."""
    keyed: Keyed = Keyed.NEVER
    success: int = 200
    shape: type[Struct] | None = None
    whole: bytes | None = None

    @cached_property
    def edge(self) -> Edge:
        return self.app.state.edge

    def head(self, name: bytes) -> str:
        for found, value in self.scope["headers"]:
            if found == name:
                return value.decode("latin-1")
        return ""

    def list_in_head(self, name: bytes) -> str:
        """A header that is a list, which may come in several lines."""
        return ", ".join(value.decode("latin-1") for found, value in self.scope["headers"] if found == name)

    @cached_property
    def address(self) -> str:
        """The network the request comes from, for limits; see `address_of`."""
        return address_of(self.scope, self.edge.settings.trusted_proxies)

    def cookie(self, name: str) -> str:
        for part in self.head(b"cookie").split(";"):
            found, _, value = part.strip().partition("=")
            if found == name:
                return value
        return ""

    @property
    def reached_at(self) -> str:
        """The public address; where none is set, the host this request names if it is ours, else the configured one."""
        settings, host = self.edge.settings, self.head(b"host")
        return settings.public_url or (f"http://{host}" if hosts_of(settings).own(host) else settings.base_url)

    def query(self, shape: type[Shape]) -> Shape:
        return convert_query(dict(self.query_params), shape)

    async def keep_pace(self) -> None:
        """Lets a guest's device that asks too quickly wait; nothing of what it sends is lost."""
        credential = self.cookie(self.edge.cookies.guest)
        if credential and (wait := self.edge.pace.due_in(credential, LONGEST_WAIT)):
            await asyncio.sleep(wait)

    async def whole_body(self) -> bytes:
        """The body, at most 256 KiB, within 20 seconds. Raises TooLarge or Malformed."""
        if self.whole is None:
            try:
                async with asyncio.timeout(BODY_DEADLINE):
                    self.whole = await self._receive_all()
            except TimeoutError:
                raise Malformed() from None
        return self.whole

    async def command(self, shape: type[Shape]) -> Shape:
        """The decoded body; raises WrongMedium, InvalidBody, or NotSignedIn when a credential ended lately."""
        body = await self.whole_body()
        if body and self.head(b"content-type").partition(";")[0].strip().lower() != JSON:
            raise WrongMedium()
        try:
            return decode(body, shape)
        except InvalidBody:
            if self.credential_first:
                await self.refuse_strangers(lately=False)
            raise

    def staff(self, branch_id: str | None = None) -> Proof:
        """The signed-in person, acting in the branch the query names. Raises NotSignedIn."""
        secret = self.cookie(self.edge.cookies.staff)
        if not secret:
            raise NotSignedIn()
        self.refuse_other_sites()
        return self.edge.staff_proof(fingerprint(secret), branch_id or self.query_params.get("branch_id"))

    def guest(self) -> Proof:
        """The guest whose device this is. Raises NotSignedIn."""
        credential = self.cookie(self.edge.cookies.guest)
        if not credential:
            raise NotSignedIn()
        self.refuse_other_sites()
        return self.edge.guest_proof(credential)

    def either(self) -> Proof:
        """Staff or guest; where one browser is both, `?as=guest` says which. Raises NotSignedIn."""
        as_guest = self.query_params.get("as") == "guest"
        if as_guest or not self.cookie(self.edge.cookies.staff):
            return self.guest()
        return self.staff()

    def key(self) -> str:
        """The route's idempotency key, empty where there is none. Raises KeyMissing, InvalidKey when it is no UUID."""
        if self.keyed is Keyed.NEVER:
            return ""
        key = self.own_key()
        if not key and self.keyed is Keyed.ALWAYS:
            raise KeyMissing()
        return key

    def own_key(self) -> str:
        """The key the caller sent, if any. Raises InvalidKey when it is no UUID."""
        key = self.head(b"idempotency-key").strip('"').lower()
        if key and not is_uuid(key):
            raise InvalidKey()
        return key

    def expected_version(self) -> int:
        """The version the caller read, from `If-Match: "3"`. Raises VersionMissing, InvalidVersion."""
        text = self.head(b"if-match").strip()
        if not text:
            raise VersionMissing()
        match = _VERSION.fullmatch(text)
        if match is None:
            raise InvalidVersion()
        return int(match[2])

    async def write(self, verb: Verb, proof: Proof, command: Any = None, *, answer: Encoding | None = None) -> Answer:
        """One verb, durably, with the route's right."""
        await self._turn_strangers_away(proof)
        key = self.key()
        caller = Caller(proof, self.right, key, await self._digest() if key else b"")
        return await self.edge.database.write(verb, caller, command, answer=answer, status=self.success)

    async def read(self, query: Callable[..., Any], proof: Proof, *arguments: Any) -> Any:
        """One query on one snapshot, with the route's right."""
        return await self.edge.database.read(query, Caller(proof, self.right), *arguments)

    def refuse_other_sites(self) -> None:
        """Cookies travel by themselves, so a change must come from our own pages. Raises OriginNotAllowed."""
        if self.scope["method"] in READING:
            return
        self.refuse_other_pages()
        if not self.head(b"origin") and not self.head(b"sec-fetch-site"):
            raise OriginNotAllowed()

    def refuse_other_pages(self) -> None:
        """No page of another site changes anything, with cookies or without; a program names no site.

        So nobody is signed in, or joined to a table, by a page that is not ours. Raises OriginNotAllowed.
        """
        if self.scope["method"] in READING:
            return
        origin, site = self.head(b"origin"), self.head(b"sec-fetch-site")
        if origin and not same_origin(origin, self.head(b"host"), self.edge.settings):
            raise OriginNotAllowed()
        if site and site not in ("same-origin", "none"):
            raise OriginNotAllowed()

    async def _digest(self) -> bytes:
        """What tells this request from others; bodies hold passwords, so it takes the house's secret to try words."""
        body = hashlib.sha256(await self.whole_body()).hexdigest()
        return derive(self.edge.settings.secret, "request", self.scope["path"], body)

    async def refuse_strangers(self, *, lately: bool = True) -> None:
        """Raises NotSignedIn when none of the cookies that count for the right proves good.

        One that did `lately` is enough to have a body looked at; who is told what is wrong with it proves it anew.
        """
        await self.whole_body()  # an answer before the body has come would cut the line under it
        refusal = NotSignedIn()
        for proof in self._credentials():
            try:
                if lately:
                    await self._turn_strangers_away(proof)
                else:
                    await self.edge.database.look(proof.prove)
            except NotSignedIn as refused:
                refusal = refused if refused.unknown_secret else refusal
                continue
            return
        raise refusal

    def _credentials(self) -> Iterator[Proof]:
        secret, guest = self.cookie(self.edge.cookies.staff), self.cookie(self.edge.cookies.guest)
        if secret and any(may(role, self.right) for role in Role if role is not Role.GUEST):
            yield self.edge.person_proof(fingerprint(secret))
        if guest and may(Role.GUEST, self.right):
            yield self.edge.guest_proof(guest)

    async def _turn_strangers_away(self, proof: Proof) -> None:
        mark = msgspec.msgpack.encode(proof)
        if mark not in self.edge.known:
            await self.edge.database.look(proof.prove)
            self.edge.known.add(mark)

    async def _receive_all(self) -> bytes:
        """Ends with the stated length: asking for the empty last part as well costs a second turn of the server."""
        parts: list[bytes] = []
        size, more, stated = 0, True, self.head(b"content-length")
        while more:
            message: Any = await self.receive()
            if message["type"] == "http.disconnect":
                raise Malformed()
            part = message.get("body", b"")
            size += len(part)
            more = message.get("more_body", False) and str(size) != stated
            if size > LARGEST_BODY:
                raise TooLarge(limit=LARGEST_BODY)
            parts.append(part)
        return parts[0] if len(parts) == 1 else b"".join(parts)


def same_origin(origin: str, host: str, settings: Settings) -> bool:
    """True for our own pages: the public address, or the host this request names if it is ours; over https never a
    plain one.
    """
    if origin == settings.base_url:
        return True
    plain = () if settings.secure else (f"http://{host}",)
    return origin in (*plain, f"https://{host}") and hosts_of(settings).own(host)


class WithCookies(Response[bytes]):
    """A JSON body with any number of Set-Cookie headers, which a mapping of headers cannot hold."""

    def __init__(self, body: bytes, status: int, headers: dict[str, str], cookies: Sequence[str]) -> None:
        super().__init__(body, status_code=status, media_type=JSON, headers=headers)
        self._set_cookies = cookies

    def to_asgi_response(self, *arguments: Any, **named: Any) -> ASGIResponse:
        response = super().to_asgi_response(*arguments, **named)  # pyright: ignore[reportUnknownMemberType]
        for cookie in self._set_cookies:
            response.headers.add("set-cookie", cookie)
        return response


def reply(answer: Answer, *cookies: str) -> Response[bytes]:
    """An answer of the write path on the wire."""
    headers = {"Idempotent-Replayed": "true"} if answer.replayed else {}
    return WithCookies(answer.body, answer.status, headers, cookies)


def completed(answer: Answer, value: Any) -> Answer:
    """The answer with what may not be remembered of it: links are made again for every reader."""
    return msgspec.structs.replace(answer, body=encode(value))


def found(value: Any, *, status: int = 200, headers: dict[str, str] | None = None) -> Response[bytes]:
    """A query's value on the wire."""
    return Response(encode(value), status_code=status, media_type=JSON, headers=headers)
