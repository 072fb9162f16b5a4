"""The built client: hashed files for a year, pages afresh, everything compressed once."""

import base64
import gzip
import hashlib
import mimetypes
import re
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import brotli  # pyright: ignore[reportMissingTypeStubs]
from litestar import Response

from comanda.engine.http.call import Call
from comanda.engine.http.problems import plain_problem
from comanda.engine.http.security import PAGE_POLICY

FOREVER = "public, max-age=31536000, immutable"
_STYLESHEET = re.compile(r'<link rel="stylesheet"[^>]*href="/(assets/[^"]+\.css)"[^>]*>')
_QUALITY = 9
"""A menu of 250 dishes takes 20 ms once for each version, and is a tenth of its size on the way."""
_SMALL = 600
_brotli = cast("Callable[..., bytes]", brotli.compress)  # pyright: ignore[reportUnknownMemberType]


class Packed:
    """Bytes with their compressed forms, made when first asked for."""

    def __init__(self, body: bytes, medium: str, headers: dict[str, str]) -> None:
        self.body, self.medium = body, medium
        self.etag = f'"{hashlib.sha256(body).hexdigest()[:24]}"'
        self.headers = {**headers, "ETag": self.etag, "Vary": "Accept-Encoding"}
        self._forms: dict[str, bytes] = {}

    def reply(self, call: Call) -> Response[Any]:
        if self.etag in call.head(b"if-none-match"):
            return Response(None, status_code=304, headers=self.headers)
        coding = _coding(call.head(b"accept-encoding")) if len(self.body) > _SMALL else ""
        if not coding:
            return Response(self.body, media_type=self.medium, headers=self.headers)
        body = self._forms.get(coding) or self._forms.setdefault(coding, _compress(self.body, coding))
        return Response(body, media_type=self.medium, headers={**self.headers, "Content-Encoding": coding})


def _coding(accepted: str) -> str:
    return next((coding for coding in ("br", "gzip") if coding in accepted), "")


def _compress(body: bytes, coding: str) -> bytes:
    if coding == "gzip":
        return gzip.compress(body, 9)
    return _brotli(body, quality=_QUALITY)


class Client:
    """The files of `static/`, read once. Without them the server runs, and the pages say what is missing."""

    def __init__(self, directory: Path) -> None:
        self._files = {
            path.relative_to(directory).as_posix(): path.read_bytes()
            for path in sorted(directory.rglob("*"))
            if path.is_file()
        }
        self._packed: dict[str, Packed] = {}
        self._filled: OrderedDict[tuple[str, str], Packed] = OrderedDict()

    def asset(self, call: Call, name: str) -> Response[Any]:
        """A file that never changes under its name."""
        body = self._files.get(name)
        if body is None or name.endswith(".html"):
            return plain_problem(404, "not-found", "There is no such file.")
        if name not in self._packed:
            medium = mimetypes.guess_type(name)[0] or "application/octet-stream"
            lasting = FOREVER if name.startswith("assets/") else "no-cache"
            self._packed[name] = Packed(body, medium, {"Cache-Control": lasting})
        return self._packed[name].reply(call)

    def page(self, call: Call, name: str, inside: bytes | None = None, mark: str = "") -> Response[Any]:
        """A page with its styles inside it; `inside` is JSON that the page finds in its element `menu`."""
        if name not in self._files:
            return plain_problem(503, "client-not-built", "The browser client is not built: run make install.")
        key = (name, mark)
        if key not in self._filled:
            self._filled[key] = self._fill(name, inside)
            while len(self._filled) > 200:
                self._filled.popitem(last=False)
        return self._filled[key].reply(call)

    def _fill(self, name: str, inside: bytes | None) -> Packed:
        styles: list[str] = []

        def inline(link: re.Match[str]) -> str:
            styles.append(self._files[link[1]].decode().strip())
            return f"<style>{styles[-1]}</style>"

        page = _STYLESHEET.sub(inline, self._files[name].decode()) if inside is not None else self._files[name].decode()
        if inside is not None:
            data = inside.decode().replace("<", "\\u003c")
            page = page.replace("</body>", f'<script type="application/json" id="menu">{data}</script></body>')
        hashes = "".join(f" 'sha256-{_sha256(style)}'" for style in styles)
        headers = {"Cache-Control": "no-cache", "Content-Security-Policy": PAGE_POLICY.format(hashes=hashes)}
        return Packed(page.encode(), "text/html", headers)


def _sha256(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
