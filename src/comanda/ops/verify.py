"""Proving the log, the rows and the money.

Every chain is recomputed; the log is folded and every row it tells of compared with the tables, both ways; every bill
is added up again; the schema has to be this version's; heads that were kept elsewhere are looked up. What is outside
the claim: `proof.rows`.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Protocol

import msgspec

from comanda.engine.clockwatch import span_text
from comanda.engine.log import stream_heads, streams_in_log, verify_stream
from comanda.engine.tx import Tx
from comanda.identity.queries import every_branch
from comanda.kernel.clock import FAR_AHEAD, SECOND, to_text
from comanda.kernel.errors import Refusal
from comanda.ops.proof.bills import verify_bills
from comanda.ops.proof.fold import Fold
from comanda.ops.proof.heads import Head, faults_of_heads
from comanda.ops.proof.naming import Names
from comanda.ops.proof.report import MOST, Finding, Report
from comanda.ops.proof.rows import TABLES, Difference, differences, rows_of
from comanda.ops.proof.shape import faults_of_schema
from comanda.ops.standing import PLATFORM

__all__ = ["Finding", "Report", "verify"]


class Readable(Protocol):
    """A database that answers queries on one snapshot."""

    def look_now(self, query: Callable[[Tx], Report]) -> Report: ...


def verify(database: Readable, heads: Iterable[Head] = ()) -> Report:
    """Everything on one snapshot; writes nothing and may run beside a server."""
    return database.look_now(lambda tx: _verify(tx, list(heads)))


def _verify(tx: Tx, heads: list[Head]) -> Report:
    report, fold = Report(), Fold(TABLES)
    for where, what in faults_of_schema(tx):
        report.find(where, what)
    try:
        streams = _verify_streams(tx, fold, report)
        _verify_rows(tx, fold, streams, report)
    finally:
        fold.close()
    _verify_money(tx, report)
    for where, what in faults_of_heads(tx, heads):
        report.find(where, what)
    report.heads = len(heads)
    return report


def _verify_streams(tx: Tx, fold: Fold, report: Report) -> set[str]:
    """Every chain, folded on the way; returns the streams there are."""
    streams: set[str] = set()
    for head in stream_heads(tx):
        streams.add(head.stream_id)
        report.streams += 1
        report.events += head.seq
        passage = Passage(tx.now, fold, report)
        for fault in verify_stream(tx, head.stream_id, head.seq, bytes(head.hash), passage.see):
            report.find(f"event {fault.seq} of {fault.stream_id}", fault.what)
        passage.end(head)
    for stream_id, count in streams_in_log(tx):
        if stream_id not in streams:
            report.find(f"stream {stream_id}", f"is gone, {count} of its events are there")
    return streams


class Passage:
    """What is looked at in each event on the way through a stream."""

    def __init__(self, now: int, fold: Fold, report: Report) -> None:
        self.now, self.fold, self.report = now, fold, report
        self.last: Any = None
        self.ahead: list[int] = []
        self.back: list[tuple[int, int]] = []
        """Before which events the clock stepped back, and by how much."""

    def see(self, row: Any) -> None:
        try:
            self.fold.note(row.stream_id, row.seq, row.rows)
            if row.kind == "bill.settled":
                self._see_bill(row)
        except (msgspec.MsgspecError, ValueError, TypeError, KeyError, LookupError):
            self.report.find(f"event {row.seq} of {row.stream_id}", "cannot be read")
        if row.at > self.now + FAR_AHEAD:
            self.ahead.append(row.at)
        if self.last is not None and self.last.at - row.at > SECOND:
            self.back.append((row.seq, self.last.at - row.at))
        self.last = row

    def _see_bill(self, row: Any) -> None:
        """A bill carries the head before it; the row's own is compared with the rest of the row."""
        if msgspec.json.decode(row.body)["head"] != bytes(row.prev_hash).hex():
            self.report.find(f"event {row.seq} of {row.stream_id}", "its bill's head is not the one of the log")

    def end(self, head: Any) -> None:
        where = f"stream {head.stream_id}"
        epoch, at = (1, 0) if self.last is None else (self.last.epoch, self.last.at)
        if (head.epoch, head.at) != (epoch, at):
            self.report.find(where, "its epoch or its time is not that of its last event")
        if self.ahead:
            events = "1 event lies" if len(self.ahead) == 1 else f"{len(self.ahead)} events lie"
            latest = to_text(max(self.ahead))
            self.report.warn(where, f"{events} in the future of this machine's clock, the farthest at {latest}")
        if self.back:
            steps = ", ".join(f"by {span_text(back)} before event {seq}" for seq, back in self.back[:10])
            far = any(back > FAR_AHEAD for _, back in self.back)
            (self.report.warn if far else self.report.note)(where, f"the clock stepped back {steps}")


def _verify_rows(tx: Tx, fold: Fold, streams: set[str], report: Report) -> None:
    names, owners = Names(tx), {PLATFORM}
    for name, table in TABLES.items():
        found: list[Difference] = []
        for difference in differences(table, _counted(tx, name, owners, report), fold):
            if len(found) < MOST:
                found.append(difference)
            else:
                report.fault_count += 1
        for one in found:
            report.find(names.where(one), one.what)
    for unknown in sorted(fold.unknown):
        report.find(f"table {unknown}", "the log tells of it, this version does not know it")
    for owner in sorted(owners - streams):
        report.find(f"stream {owner}", "is missing with its log")
    for stranger in sorted(streams - owners):
        report.find(f"stream {stranger}", "belongs to no branch and no organization")


def _counted(tx: Tx, name: str, owners: set[str], report: Report) -> Iterator[dict[str, Any]]:
    for row in rows_of(tx, TABLES[name]):
        report.rows += 1
        if name in ("organizations", "branches"):
            owners.add(row["id"])
        yield row


def _verify_money(tx: Tx, report: Report) -> None:
    """Rows that contradict each other may break whatever adds them up: that is a finding as well."""
    try:
        branches = every_branch(tx)
    except (LookupError, TypeError, ValueError, Refusal) as error:
        report.find("branches", f"cannot be read: {error}")
        return
    for branch in branches:
        report.branches += 1
        try:
            verify_bills(tx, branch, report)
        except (LookupError, TypeError, ValueError, Refusal, AssertionError) as error:
            report.find(f"bills at {branch.name}", f"cannot be added up again: {error!r}")
