"""Heads of streams, as they are kept elsewhere: `STREAM:SEQ:HASH`, one a line."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from comanda.engine.log import hash_at, stream_heads
from comanda.engine.tx import Tx


class BadHead(ValueError):
    """A head that is not written as STREAM:SEQ:HASH."""


class Head(Struct, frozen=True):
    """The hash of a stream's event `seq`; 0 for a stream without events."""

    stream_id: str
    seq: int
    hash: bytes

    def __str__(self) -> str:
        return f"{self.stream_id}:{self.seq}:{self.hash.hex()}"


def heads_of(tx: Tx) -> list[Head]:
    return [Head(row.stream_id, row.seq, bytes(row.hash)) for row in stream_heads(tx)]


def read_head(text: str) -> Head:
    """Raises BadHead."""
    stream_id, _, rest = text.strip().partition(":")
    seq, _, digest = rest.partition(":")
    try:
        link = bytes.fromhex(digest)
    except ValueError:
        link = b""
    if not (stream_id and seq.isascii() and seq.isdigit() and len(seq) <= 18 and len(link) == 32):
        raise BadHead(f"{text.strip()[:120]!r} is not STREAM:SEQ:HASH, with a hash of 64 hexadecimal digits")
    return Head(stream_id, int(seq), link)


def read_heads(lines: Iterable[str]) -> list[Head]:
    """A file of `comanda heads`; empty lines and those that begin with # are passed over. Raises BadHead."""
    return [read_head(line) for line in lines if line.strip() and not line.lstrip().startswith("#")]


def faults_of_heads(tx: Tx, heads: Iterable[Head]) -> Iterator[tuple[str, str]]:
    """Where and what: a head that the log does not lead through."""
    length = {head.stream_id: head.seq for head in heads_of(tx)}
    for head in heads:
        where = f"event {head.seq} of {head.stream_id}"
        last = length.get(head.stream_id)
        if last is None:
            yield where, "its stream is gone: a head of it was kept elsewhere"
        elif last < head.seq:
            yield where, f"is gone: a head of it was kept elsewhere, the stream ends at {last}"
        elif hash_at(tx, head.stream_id, head.seq) != head.hash:
            yield where, "is not the event whose head was kept elsewhere"
