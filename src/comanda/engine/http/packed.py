"""Bytes that many ask for: with an ETag, and compressed once for all of them."""

import asyncio
import gzip
import hashlib
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
        coding = _coding(call.head(b"accept-encoding")) if len(self.body) > _SMALL else ""
        if not coding:
            return Response(self.body, media_type=self.medium, headers=self.headers)
        body = self._forms.get(coding)
        if body is None:
            body = self._forms[coding] = await asyncio.to_thread(_compress, self.body, coding, self.quality)
        return Response(body, media_type=self.medium, headers={**self.headers, "Content-Encoding": coding})


def _coding(accepted: str) -> str:
    return next((coding for coding in ("br", "gzip") if coding in accepted), "")


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
