"""What was looked at and what was found."""

from msgspec import Struct, field

MOST = 1000
"""Findings that are kept; more are only counted."""


class Finding(Struct, frozen=True):
    """One thing that is not as it must be, or that is worth knowing."""

    where: str
    what: str


class Report(Struct):
    """`warnings` and `notes` are no faults; somebody should look at the former.

    `fault_count` counts the findings that were not kept, too.
    """

    streams: int = 0
    events: int = 0
    branches: int = 0
    rows: int = 0
    bills: int = 0
    payments: int = 0
    heads: int = 0
    findings: list[Finding] = field(default_factory=list[Finding])
    warnings: list[Finding] = field(default_factory=list[Finding])
    notes: list[Finding] = field(default_factory=list[Finding])
    fault_count: int = 0

    def find(self, where: str, what: str) -> None:
        self.fault_count += 1
        if len(self.findings) < MOST:
            self.findings.append(Finding(where, what))

    def warn(self, where: str, what: str) -> None:
        self.warnings.append(Finding(where, what))

    def note(self, where: str, what: str) -> None:
        self.notes.append(Finding(where, what))
