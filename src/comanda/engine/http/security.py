"""Headers that every answer carries, put on below the framework so that none goes out without them; HEAD as GET."""

from typing import Any

from comanda.kernel.clock import Clock

PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'{hashes}; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
API_POLICY = "default-src 'none'; frame-ancestors 'none'"
ALWAYS = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
]


class Guarded:
    """An ASGI application that answers HEAD as GET without a body, with the security headers and the server's time.

    Devices count with the server's clock, whatever their own says (`Server-Time`).
    """

    def __init__(self, app: Any, clock: Clock, *, secure: bool) -> None:
        self.app, self.clock = app, clock
        self.always = [*ALWAYS, (b"strict-transport-security", b"max-age=31536000")] if secure else ALWAYS

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def sealed(message: Any) -> None:
            if message["type"] == "http.response.start":
                headers = list(message.get("headers", ()))
                present = {name for name, _ in headers}
                headers += self.always
                headers.append((b"server-time", str(self.clock() // 1000).encode()))
                if b"content-security-policy" not in present:
                    headers.append((b"content-security-policy", API_POLICY.encode()))
                if b"cache-control" not in present:
                    headers.append((b"cache-control", b"no-store"))
                message["headers"] = headers
            elif only_head and message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        only_head = scope["method"] == "HEAD"
        await self.app({**scope, "method": "GET"} if only_head else scope, receive, sealed)
