"""The built client: hashed files for a year, pages afresh."""

import base64
import hashlib
import mimetypes
import re
from pathlib import Path
from typing import Any

from litestar import Response
from msgspec import Struct

from comanda.engine.http.call import Call
from comanda.engine.http.languages import CHOSEN, FIRST, best_language
from comanda.engine.http.packed import BEST, Packed, Shelf
from comanda.engine.http.problems import plain_problem
from comanda.engine.http.security import PAGE_POLICY

FOREVER = "public, max-age=31536000, immutable"
_STYLESHEET = re.compile(r'<link rel="stylesheet"[^>]*href="/(assets/[^"]+\.css)"[^>]*>')


class Inside(Struct, frozen=True):
    """JSON that a page finds in its element `menu`, the mark of its version, and the language of its house."""

    body: bytes
    mark: str
    language: str


class Client:
    """The files of `static/`, read once. Without them the server runs, and the pages say what is missing."""

    def __init__(self, directory: Path) -> None:
        self._files = {
            path.relative_to(directory).as_posix(): path.read_bytes()
            for path in sorted(directory.rglob("*"))
            if path.is_file()
        }
        self._languages = {FIRST, *(name.partition("/")[0] for name in self._files if name.endswith("/guest.html"))}
        self._shelf = Shelf()

    async def asset(self, call: Call, name: str) -> Response[Any]:
        """A file that never changes under its name."""
        body = self._files.get(name)
        if body is None or name.endswith(".html"):
            return plain_problem(404, "not-found", "There is no such file.")
        medium = mimetypes.guess_type(name)[0] or "application/octet-stream"
        lasting = FOREVER if name.startswith("assets/") else "no-cache"
        headers = {"Cache-Control": lasting}
        return await self._shelf.get(name, lambda: Packed(body, medium, headers, BEST)).reply(call)

    async def page(self, call: Call, name: str, inside: Inside | None = None) -> Response[Any]:
        """A page in the reader's language; one with something inside has its styles inside, too."""
        house = FIRST if inside is None else inside.language
        language = best_language(call.cookie(CHOSEN), call.head(b"accept-language"), house, self._languages)
        file = name if language == FIRST else f"{language}/{name}"
        if file not in self._files:
            return plain_problem(503, "client-not-built", "The browser client is not built: run make install.")
        mark = "" if inside is None else inside.mark
        return await self._shelf.get(f"{file} {mark}", lambda: self._fill(file, language, inside)).reply(call)

    def _fill(self, file: str, language: str, inside: Inside | None) -> Packed:
        styles: list[str] = []

        def inline(link: re.Match[str]) -> str:
            styles.append(self._files[link[1]].decode().strip())
            return f"<style>{styles[-1]}</style>"

        page = self._files[file].decode()
        if inside is not None:
            data = inside.body.decode().replace("<", "\\u003c")
            page = _STYLESHEET.sub(inline, page)
            page = page.replace("</body>", f'<script type="application/json" id="menu">{data}</script></body>')
        hashes = "".join(f" 'sha256-{_sha256(style)}'" for style in styles)
        headers = {
            "Cache-Control": "no-cache",
            "Content-Language": language,
            "Content-Security-Policy": PAGE_POLICY.format(hashes=hashes),
            "Vary": "Accept-Encoding, Accept-Language, Cookie",
        }
        return Packed(page.encode(), "text/html", headers)


def _sha256(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
