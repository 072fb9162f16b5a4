"""One command from proof to answer: right → lock → idempotency → refuse or decide → write → record → remember."""

from collections.abc import Callable
from typing import Any, Protocol

import msgspec
from msgspec import Struct
from sqlalchemy import bindparam, select
from sqlalchemy.dialects.postgresql import insert

from comanda.engine.log import HASH_AT
from comanda.engine.tables import idempotency
from comanda.engine.tx import Trace, Tx
from comanda.kernel.clock import DAY
from comanda.kernel.errors import Forbidden, Invalid
from comanda.kernel.scope import Right, Scope, may

encode = msgspec.json.Encoder().encode

SEEN = select(idempotency.c.body_digest, idempotency.c.status, idempotency.c.answer).where(
    idempotency.c.branch_id == bindparam("branch_id"),
    idempotency.c.key_space == bindparam("key_space"),
    idempotency.c.key == bindparam("idempotency_key"),
    idempotency.c.at > bindparam("since"),
)
_remembering = insert(idempotency)
REMEMBER = _remembering.on_conflict_do_update(
    index_elements=["branch_id", "key_space", "key"],
    set_={name: _remembering.excluded[name] for name in ("body_digest", "status", "answer", "at")},
)
"""An answer that was kept long enough gives way to the next under the same key."""
KEPT_FOR = 7 * DAY


class KeyReused(Invalid):
    """This idempotency key was used for another request."""

    slug = "idempotency-key-reused"


class Proof(Protocol):
    """A credential that can be checked inside a transaction."""

    def prove(self, tx: Tx) -> Scope:
        """Raises NotSignedIn, NotFound, Gone or Invalid when the credential does not hold."""
        ...


class SystemProof(Struct, frozen=True):
    """The house itself: the command line, an import, a timer."""

    organization_id: str
    branch_id: str
    role: Any

    def prove(self, tx: Tx) -> Scope:
        return Scope(self.role, "system", self.organization_id, self.branch_id)


class Caller(Struct, frozen=True):
    """Who asks, with which right, and under which idempotency key (empty: not repeatable)."""

    proof: Any
    right: Right
    key: str = ""
    body_digest: bytes = b""


class Answer(Struct, frozen=True):
    """What goes back. `replayed`: it is the stored answer of an earlier try, and there is no `value` of the verb."""

    status: int
    body: bytes
    replayed: bool
    value: Any = None


class Change(Struct, frozen=True):
    """What to change of a thing, in the version the caller has read."""

    id: str
    version: int
    wish: Any


Verb = Callable[[Tx, Scope, Any], Any]
Encoding = Callable[[Any, Scope], Any]
"""The verb's value, and who reads it, as the struct that goes back."""


def execute(tx: Tx, caller: Caller, verb: Verb, command: Any, answer: Encoding | None, status: int) -> Answer:
    """Raises what the proof, the verb or the key refuse; nothing is written then."""
    scope = prove(tx, caller)
    tx.lock(scope.stream_id, scope.actor)
    if caller.key and (stored := _stored_answer(tx, scope, caller)):
        return stored
    value = verb(tx, scope, command)
    body = encode(value if answer is None else answer(value, scope))
    if caller.key:
        _remember(tx, scope, caller, status, body)
    tx.close()
    return Answer(status, body, False, value)


def prove(tx: Tx, caller: Caller) -> Scope:
    scope: Scope = caller.proof.prove(tx)
    if not may(scope.role, caller.right):
        raise Forbidden()
    return scope


def was_committed(tx: Tx, trace: Trace) -> bool:
    """Whether the command that left this trace is in the database, for certain: its stream's lock is taken first,
    so that a commit that is still under way is over."""
    tx.lock(trace.stream_id, "system")
    if trace.hash:
        row = tx.one(HASH_AT, stream_id=trace.stream_id, seq=trace.seq)
        return row is not None and bytes(row.hash) == trace.hash
    row = tx.one(
        SEEN,
        branch_id=trace.stream_id,
        key_space=trace.key_space,
        idempotency_key=trace.key,
        since=tx.now - KEPT_FOR,
    )
    return row is not None


def _stored_answer(tx: Tx, scope: Scope, caller: Caller) -> Answer | None:
    seen = tx.one(
        SEEN,
        branch_id=scope.stream_id,
        key_space=scope.key_space,
        idempotency_key=caller.key,
        since=tx.now - KEPT_FOR,
    )
    if seen is None:
        return None
    if bytes(seen.body_digest) != caller.body_digest:
        raise KeyReused()
    return Answer(seen.status, seen.answer.encode(), True)


def _remember(tx: Tx, scope: Scope, caller: Caller, status: int, body: bytes) -> None:
    tx.run(
        REMEMBER,
        branch_id=scope.stream_id,
        key_space=scope.key_space,
        key=caller.key,
        body_digest=caller.body_digest,
        status=status,
        answer=body.decode(),
        at=tx.now,
    )
    tx.remembered(scope.key_space, caller.key)
