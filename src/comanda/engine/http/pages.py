"""The built client: hashed files for a year, pages afresh."""

import base64
import hashlib
import mimetypes
import re
from pathlib import Path
from typing import Any

from litestar import Response

from comanda.engine.http.call import Call
from comanda.engine.http.packed import BEST, Packed, Shelf
from comanda.engine.http.problems import plain_problem
from comanda.engine.http.security import PAGE_POLICY

FOREVER = "public, max-age=31536000, immutable"
_STYLESHEET = re.compile(r'<link rel="stylesheet"[^>]*href="/(assets/[^"]+\.css)"[^>]*>')


class Client:
    """The files of `static/`, read once. Without them the server runs, and the pages say what is missing."""

    def __init__(self, directory: Path) -> None:
        self._files = {
            path.relative_to(directory).as_posix(): path.read_bytes()
            for path in sorted(directory.rglob("*"))
            if path.is_file()
        }
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

    async def page(self, call: Call, name: str, inside: bytes | None = None, mark: str = "") -> Response[Any]:
        """A page with its styles inside it; `inside` is JSON that the page finds in its element `menu`."""
        if name not in self._files:
            return plain_problem(503, "client-not-built", "The browser client is not built: run make install.")
        return await self._shelf.get(f"{name} {mark}", lambda: self._fill(name, inside)).reply(call)

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
