"""Seven orders from real menus, whose money was worked out elsewhere with exact fractions."""

from pathlib import Path
from typing import Any

import msgspec
import pytest

from comanda.kernel.money import Minor, rate_from_text
from comanda.pricing.bill import BillLine, BillTotals, total_bill
from comanda.pricing.line import Choice, PricedLine, price_line
from comanda.pricing.options import Answer, FaultCode, OptionFault, OptionGroup, check_answers
from comanda.pricing.tax import TaxRounding

DIRECTORY = Path(__file__).parents[1] / "data" / "menus"


class Option(msgspec.Struct):
    id: str
    price_delta: int


class Group(msgspec.Struct):
    id: str
    min: int
    max: int | None
    options: list[Option]


class Product(msgspec.Struct):
    id: str
    price: int
    tax_rate_id: str
    option_group_ids: list[str]


class Override(msgspec.Struct):
    product_id: str
    price: int


class Branch(msgspec.Struct):
    id: str
    prices_include_tax: bool
    price_overrides: list[Override] = []


class TaxRate(msgspec.Struct):
    id: str
    rate: str


class Menu(msgspec.Struct):
    branches: list[Branch]
    tax_rates: list[TaxRate]
    option_groups: list[Group]
    products: list[Product]

    def price(self, product: Product, branch_id: str) -> int:
        (branch,) = (branch for branch in self.branches if branch.id == branch_id)
        return {override.product_id: override.price for override in branch.price_overrides}.get(
            product.id, product.price
        )

    def product(self, product_id: str) -> Product:
        (product,) = (product for product in self.products if product.id == product_id)
        return product

    def delta(self, group_and_option: str) -> int:
        group_id, option_id = group_and_option.split("/")
        (delta,) = (
            option.price_delta
            for group in self.option_groups
            for option in group.options
            if (group.id, option.id) == (group_id, option_id)
        )
        return delta

    def questions(self, product: Product) -> list[OptionGroup]:
        groups = {group.id: group for group in self.option_groups}
        return [
            OptionGroup(
                id=group.id,
                min=group.min,
                max=group.max,
                max_per_option=1,
                option_ids=frozenset(f"{group.id}/{option.id}" for option in group.options),
            )
            for group in (groups[group_id] for group_id in product.option_group_ids)
        ]


class KnownLine(msgspec.Struct):
    quantity: int
    product_id: str
    options: list[str]
    unit_price: int
    line_total: int


class KnownTax(msgspec.Struct):
    tax_rate_id: str
    gross: int
    net: int
    tax: int
    tax_if_rounded_down: int
    tax_if_rounded_per_line: int


class KnownTotals(msgspec.Struct):
    subtotal: int
    net: int
    tax: int
    total: int
    taxes: list[KnownTax]


class KnownOrder(msgspec.Struct):
    id: str
    menu: str
    branch: str
    lines: list[KnownLine]
    expected: KnownTotals


class RefusedOrder(msgspec.Struct):
    id: str
    menu: str
    line: dict[str, Any]


class KnownOrders(msgspec.Struct):
    orders: list[KnownOrder]
    refused: list[RefusedOrder]


def menu(name: str) -> Menu:
    return msgspec.json.decode((DIRECTORY / f"{name}.json").read_bytes(), type=Menu)


KNOWN = msgspec.json.decode((DIRECTORY / "known-orders.json").read_bytes(), type=KnownOrders)
MENUS = {name: menu(name) for name in ("gb-curry-house", "de-asia-bistro", "jp-family-restaurant")}
known_order = pytest.mark.parametrize("order", KNOWN.orders, ids=lambda order: order.id)


def price(order: KnownOrder, line: KnownLine) -> PricedLine:
    sold_from = MENUS[order.menu]
    choices = [
        Choice(option_id=option, group_id=option.split("/")[0], price_delta=Minor(sold_from.delta(option)))
        for option in line.options
    ]
    base = sold_from.price(sold_from.product(line.product_id), order.branch)
    return price_line(Minor(base), choices, line.quantity, {})


def bill(order: KnownOrder, rounding: TaxRounding) -> BillTotals:
    sold_from = MENUS[order.menu]
    rates = {rate.id: rate_from_text(rate.rate) for rate in sold_from.tax_rates}
    (tax_included,) = (branch.prices_include_tax for branch in sold_from.branches if branch.id == order.branch)
    lines: list[BillLine] = []
    for line in order.lines:
        rate_id = sold_from.product(line.product_id).tax_rate_id
        lines.append(BillLine(price(order, line).total, rate_id, rates[rate_id]))
    return total_bill(lines, tax_included, rounding)


def test_all_seven_orders_are_here():
    assert [order.id for order in KNOWN.orders] == ["gb-1", "gb-2", "gb-3", "gb-4", "de-1", "de-2", "jp-1"]


@known_order
def test_every_line_costs_what_the_menu_says(order: KnownOrder):
    priced = [price(order, line) for line in order.lines]

    assert [(line.unit, line.total) for line in priced] == [(line.unit_price, line.line_total) for line in order.lines]


@known_order
def test_every_line_answers_its_questions(order: KnownOrder):
    sold_from = MENUS[order.menu]
    for line in order.lines:
        questions = sold_from.questions(sold_from.product(line.product_id))
        assert check_answers(questions, [Answer(option) for option in line.options]) == []


@known_order
def test_the_bill_comes_out_to_the_cent(order: KnownOrder):
    known, made = order.expected, bill(order, TaxRounding.BILL)

    assert (made.subtotal, made.total) == (known.subtotal, known.total)
    assert (sum(row.net for row in made.taxes), sum(row.tax for row in made.taxes)) == (known.net, known.tax)
    assert [(row.tax_rate_id, row.net, row.tax, row.gross) for row in made.taxes] == [
        (row.tax_rate_id, row.net, row.tax, row.gross) for row in known.taxes
    ]


@known_order
@pytest.mark.parametrize(
    ("rounding", "column"),
    [(TaxRounding.BILL_DOWN, "tax_if_rounded_down"), (TaxRounding.LINE, "tax_if_rounded_per_line")],
)
def test_the_other_roundings_come_out_to_the_cent(order: KnownOrder, rounding: TaxRounding, column: str):
    made = bill(order, rounding)
    known = [(row.tax_rate_id, row.gross - getattr(row, column), getattr(row, column)) for row in order.expected.taxes]

    assert made.total == order.expected.total
    assert [(row.tax_rate_id, row.net, row.tax) for row in made.taxes] == known


@pytest.mark.parametrize(
    ("refused_id", "fault"),
    [
        ("no-required-choice", OptionFault(FaultCode.REQUIRED, "choose-protein", None)),
        ("too-many", OptionFault(FaultCode.TOO_MANY, "choose-protein", None)),
        ("foreign-group", OptionFault(FaultCode.UNKNOWN_OPTION, None, "measure/double-50ml")),
        ("same-option-twice", OptionFault(FaultCode.TOO_MANY_OF_ONE, "add-topping", "add-topping/cheese")),
    ],
)
def test_answers_that_do_not_fit_the_menu_are_refused(refused_id: str, fault: OptionFault):
    (refused,) = (order for order in KNOWN.refused if order.id == refused_id)
    sold_from = MENUS[refused.menu]
    questions = sold_from.questions(sold_from.product(refused.line["product_id"]))

    assert check_answers(questions, [Answer(option) for option in refused.line["options"]]) == [fault]
