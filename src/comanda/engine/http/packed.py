"""Bytes that many ask for: with an ETag, and compressed once for all of them."""

import asyncio
import gzip
import hashlib
import re
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, cast

import brotli  # pyright: ignore[reportMissingTypeStubs]
from litestar import Response

from comanda.engine.http.call import Call

PACKED_READS = ("Accept-Encoding", "If-None-Match")
"""The headers that decide in which form the bytes go out, if at all."""
QUALITY = 9
"""Of brotli, for what changes during a service."""
BEST = 11
"""For what lasts until the next version; takes three times as long and is 7 % smaller."""
_WEIGHT = re.compile(r"0(\.[0-9]{0,3})?|1(\.0{0,3})?")
_SMALL = 600
"""Bytes below which compressing is not worth it."""
_brotli = cast("Callable[..., bytes]", brotli.compress)  # pyright: ignore[reportUnknownMemberType]


class Packed:
    """Bytes with their compressed forms, made when first asked for."""

    def __init__(self, body: bytes, medium: str, headers: dict[str, str], quality: int = QUALITY) -> None:
        self.body, self.medium, self.quality = body, medium, quality
        self.etag = f'"{hashlib.sha256(body).hexdigest()[:24]}"'
        self.headers = {"Vary": "Accept-Encoding", **headers, "ETag": self.etag}
        self._forms: dict[str, bytes] = {}

    async def reply(self, call: Call) -> Response[Any]:
        """The bytes in the best form the caller takes, or 304 when it has them already."""
        if self.etag in call.head(b"if-none-match"):
            return Response(None, status_code=304, headers=self.headers)
        coding = best_coding(call.list_in_head(b"accept-encoding"), small=len(self.body) <= _SMALL)
        if not coding:
            return Response(self.body, media_type=self.medium, headers=self.headers)
        body = self._forms.get(coding)
        if body is None:
            body = self._forms[coding] = await asyncio.to_thread(_compress, self.body, coding, self.quality)
        return Response(body, media_type=self.medium, headers={**self.headers, "Content-Encoding": coding})


def best_coding(accepted: str, *, small: bool = False) -> str:
    """What an Accept-Encoding likes best of what there is: `br`, `gzip`, or nothing, as it is (RFC 9110, 12.5.3).

    What is small is only packed for whoever refuses it unpacked. Who refuses everything gets it unpacked.
    """
    likings = dict(_liking(wish) for wish in accepted.split(",")[:20])
    others = likings.get("*", 0.0)
    codings = {"br": likings.get("br", others), "gzip": likings.get("gzip", likings.get("x-gzip", others))}
    coding, liking = max(codings.items(), key=lambda one: one[1])
    plain = likings.get("identity", likings.get("*"))
    if liking == 0 or (small and plain != 0) or (plain is not None and plain > liking):
        return ""
    return coding


def _liking(wish: str) -> tuple[str, float]:
    """`br;q=0.5` as a coding and its weight; a weight that is none refuses."""
    coding, *parameters = (part.strip().lower() for part in wish.split(";"))
    weight = next((part[2:] for part in parameters if part.startswith("q=")), "1")
    return coding, float(weight) if _WEIGHT.fullmatch(weight) else 0.0


def _compress(body: bytes, coding: str, quality: int) -> bytes:
    if coding == "gzip":
        return gzip.compress(body, 9)
    return _brotli(body, quality=quality)


class Shelf:
    """The packed things lately asked for; the oldest is forgotten first."""

    def __init__(self, most: int = 200) -> None:
        self._most = most
        self._kept: OrderedDict[str, Packed] = OrderedDict()

    def get(self, key: str, make: Callable[[], Packed]) -> Packed:
        kept = self._kept.get(key)
        if kept is None:
            kept = self._kept[key] = make()
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return kept
