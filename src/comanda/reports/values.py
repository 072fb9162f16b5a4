"""A branch's day in figures, amounts in minor units; the platform in a few counts."""

from msgspec import Struct

from comanda.kernel.money import divide_down


class ByMethod(Struct, frozen=True):
    """Payments taken on the day. `received` = amount + rounding + tips: what the drawer or the terminal holds."""

    method: str
    amount: int
    rounding: int
    tips: int
    received: int
    count: int


class ByTax(Struct, frozen=True):
    name: str
    rate: int
    net: int
    tax: int
    gross: int


class ByProduct(Struct, frozen=True):
    product_id: str
    name: str
    quantity: int
    amount: int


class ByHour(Struct, frozen=True):
    hour: int
    amount: int
    bills: int


class Day(Struct, frozen=True):
    """`guests` counts people where somebody counted them, else one for each bill; `open_outstanding` is as of now.

    Sales and taxes are of the bills settled on the day, `by_method` of the payments taken on it:
    sales = Σ amounts + paid_earlier − paid_ahead.
    """

    branch_id: str
    date: str
    branch_name: str
    currency: str
    sales: int
    bills: int
    guests: int
    by_method: list[ByMethod]
    paid_earlier: int
    """Taken on other days for bills that settled on this one."""
    paid_ahead: int
    """Taken on this day for bills that settled on another, or have not."""
    taxes: list[ByTax]
    open_tables: int
    open_outstanding: int
    cancelled_items: int
    cancelled_amount: int
    top_products: list[ByProduct]
    by_hour: list[ByHour]

    @property
    def average(self) -> int:
        """Sales per bill, rounded down to whole minor units."""
        return divide_down(self.sales, self.bills) if self.bills else 0


class Platform(Struct, frozen=True):
    """How busy everything is. `orders_today` counts each branch's own business day; `last_event_at` in microseconds."""

    organizations: int
    branches: int
    open_tables: int
    orders_today: int
    signed_in: int
    last_event_at: int | None
