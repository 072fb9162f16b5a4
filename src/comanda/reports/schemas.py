"""The day on the wire, and as a table for a spreadsheet; the platform on the wire."""

import re
from typing import Annotated, Literal

from msgspec import Meta, Struct

from comanda.kernel.clock import maybe_text
from comanda.kernel.money import Millionths, amount_to_text, rate_to_text
from comanda.kernel.wire import Key, Named
from comanda.reports.values import ByHour, ByMethod, ByProduct, Day, Platform


class DayQuery(Struct, frozen=True, forbid_unknown_fields=True):
    """Without `date` the business day that runs in each branch; without `branch_id` every one of the organization."""

    date: Annotated[str, Meta(max_length=10)] | None = None
    branch_id: Key | None = None


class SpreadsheetQuery(DayQuery, frozen=True, forbid_unknown_fields=True):
    """`comma` for spreadsheets of countries that write 48,30: their columns are parted by semicolons."""

    decimal: Literal["point", "comma"] = "point"


class OpenTables(Struct, frozen=True):
    count: int
    outstanding: int


class Cancelled(Struct, frozen=True):
    items: int
    amount: int


class TaxOfDay(Struct, frozen=True):
    name: str
    rate: str
    net: int
    tax: int
    gross: int


class DayOut(Struct, frozen=True):
    """`date` is the branch's own business day. Sales = Σ amounts of `by_method` + `paid_earlier` − `paid_ahead`."""

    branch: Named
    date: str
    currency: str
    sales: int
    bills: int
    guests: int
    average: int
    by_method: list[ByMethod]
    paid_earlier: int
    paid_ahead: int
    taxes: list[TaxOfDay]
    open_tables: OpenTables
    cancelled: Cancelled
    top_products: list[ByProduct]
    by_hour: list[ByHour]

    @classmethod
    def of(cls, day: Day) -> "DayOut":
        taxes = [TaxOfDay(t.name, rate_to_text(Millionths(t.rate)), t.net, t.tax, t.gross) for t in day.taxes]
        return cls(
            Named(day.branch_id, day.branch_name), day.date, day.currency, day.sales, day.bills, day.guests,
            day.average, day.by_method, day.paid_earlier, day.paid_ahead, taxes,
            OpenTables(day.open_tables, day.open_outstanding),
            Cancelled(day.cancelled_items, day.cancelled_amount), day.top_products, day.by_hour,
        )  # fmt: skip


class DayPage(Struct, frozen=True):
    """Branches side by side; `date` is that of the first, theirs may differ where nobody asked for one."""

    date: str
    branches: list[DayOut]


class DatabaseOut(Struct, frozen=True):
    kind: str
    size_bytes: int


class Health(Struct, frozen=True):
    """`disk_free_share`: of the disk the data lie on, 0 to 1."""

    version: str
    uptime_seconds: int
    database: DatabaseOut
    disk_free_share: float
    organizations: int
    branches: int
    open_tables: int
    orders_today: int
    signed_in: int
    last_event_at: str | None

    @classmethod
    def of(cls, platform: Platform, version: str, uptime: int, database: DatabaseOut, free: float) -> "Health":
        return cls(
            version, uptime, database, free, platform.organizations, platform.branches, platform.open_tables,
            platform.orders_today, platform.signed_in, maybe_text(platform.last_event_at),
        )  # fmt: skip


_FORMULA = re.compile(r"""((?:^|[,;|\t\n\v\f\r\x85\u2028\u2029"])[\s"\u00ad\u200b-\u200f\ufeff]*)([=+\-@＝＋－＠])""")
"""What a spreadsheet may take for the beginning of a formula: first of all, or behind any separator or quote."""
BYTE_ORDER = "\ufeff"
"""What tells a spreadsheet that the text is UTF-8."""
PARTS_AND_MARK = {"point": (",", "."), "comma": (";", ",")}


def day_csv(page: DayPage, decimal: Literal["point", "comma"] = "point") -> str:
    """One row for each figure: branch, what, name, count, amount as text with the currency's decimals (`48.30`).

    Text stands in quotes, and no cell can become a formula, whichever separator a reader believes in.
    """
    parted_by, mark = PARTS_AND_MARK[decimal]
    lines = [parted_by.join(map(_text, ("date", "branch", "what", "name", "count", "amount", "currency")))]
    for day in page.branches:
        for what, name, count, amount in _rows(day):
            texts = [_text(cell) for cell in (day.date, day.branch.name, what, name)]
            figures = [str(count), amount_to_text(amount, day.currency, mark)]
            lines.append(parted_by.join([*texts, *figures, _text(day.currency)]))
    return BYTE_ORDER + "".join(f"{line}\r\n" for line in lines)


def _rows(day: DayOut) -> list[tuple[str, str, int, int]]:
    return [
        ("sales", "", day.bills, day.sales),
        ("guests", "", day.guests, 0),
        ("open tables", "", day.open_tables.count, day.open_tables.outstanding),
        ("cancelled items", "", day.cancelled.items, day.cancelled.amount),
        *(row for one in day.by_method for row in _rows_of_method(one)),
        ("paid on other days", "", 0, day.paid_earlier),
        ("paid for other days", "", 0, day.paid_ahead),
        *(("tax", f"{one.name} ({one.rate})", 0, one.tax) for one in day.taxes),
        *(("product", one.name, one.quantity, one.amount) for one in day.top_products),
        *(("hour", f"{one.hour:02d}:00", one.bills, one.amount) for one in day.by_hour),
    ]


def _rows_of_method(one: ByMethod) -> list[tuple[str, str, int, int]]:
    """The last is the sum of the three before it."""
    return [
        ("payment", one.method, one.count, one.amount),
        ("rounding", one.method, 0, one.rounding),
        ("tips", one.method, 0, one.tips),
        ("received", one.method, one.count, one.received),
    ]


def _text(cell: str) -> str:
    """In quotes, and with an apostrophe before whatever would begin a formula, here or behind any separator."""
    inert = _FORMULA.sub(r"\1'\2", cell)
    return '"' + inert.replace('"', '""') + '"'
