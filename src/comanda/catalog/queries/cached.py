"""Menu bytes, built once for each branch, version and audience; with a strong ETag over the bytes themselves."""

import hashlib
from collections import OrderedDict

import msgspec
from msgspec import Struct

from comanda.catalog.queries.menu import build_menu, menu_version
from comanda.engine.tx import Tx

encode = msgspec.json.Encoder().encode
MOST = 400


class MenuBytes(Struct, frozen=True):
    body: bytes
    etag: str
    version: int
    made_at: int
    changes_at: int | None

    def holds(self, version: int, now: int) -> bool:
        """Also after the clock was set back, no hour that has come or gone since stands in it."""
        return self.version == version and (self.changes_at is None or self.made_at <= now < self.changes_at)


class MenuCache:
    """Shared by the reader threads; a menu built twice at once does no harm."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, bool], MenuBytes] = OrderedDict()

    def menu(self, tx: Tx, branch_id: str, *, guest: bool) -> MenuBytes:
        """The menu as of this snapshot. Raises NoSuchBranch."""
        key, version = (branch_id, guest), menu_version(tx, branch_id)
        kept = self._kept.get(key)
        if kept is None or not kept.holds(version, tx.now):
            kept = self._kept[key] = _encoded(tx, branch_id, guest=guest)
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)
        return kept


def _encoded(tx: Tx, branch_id: str, *, guest: bool) -> MenuBytes:
    built = build_menu(tx, branch_id, guest=guest)
    body = encode(built.menu)
    etag = f'"{hashlib.sha256(body).hexdigest()[:24]}"'
    return MenuBytes(body, etag, built.menu.version, tx.now, built.changes_at)
