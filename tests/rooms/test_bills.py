"""What a visit owes: lines, taxes inside and on top, all three roundings; and how it is settled."""

import msgspec
import pytest
from sqlalchemy import select

from comanda.billing.errors import OrdersPending, UnpaidBill
from comanda.billing.tables import bill_taxes, bills
from comanda.floor.values import ClosedBecause
from comanda.orders.values import OrderStatus
from comanda.payments.values import Method
from comanda.pricing.tax import TaxRounding
from tests.cast import House, StoppedClock, refused
from tests.world import World


def test_the_bill_shows_what_was_confirmed_and_beside_it_what_waits(ours: House):
    session = ours.open_table("5")
    guest = ours.join(session)
    first = ours.order(session, ours.line("Wan Tan Soup", "Large", quantity=2), by=guest)
    ours.confirm(first)
    second = ours.order(session, "Green Tea")
    third = ours.order(session, "Duck", by=guest)
    ours.void(ours.order(session, "Duck").lines[0])

    assert msgspec.to_builtins(ours.bill(session)) == {
        "id": None, "qr_session_id": session.id, "status": "OPEN", "number": None, "currency": "EUR",
        "tax_included": True,
        "lines": [
            {
                "order_id": first.id, "order_number": 1, "line_id": first.lines[0].id,
                "product_id": ours.dish("Wan Tan Soup"), "name": "Wan Tan Soup", "quantity": 2, "unit_price": 600,
                "options": [{"name": "Large", "price_delta": 150, "quantity": 1}], "line_total": 1200,
                "tax_rate": "0.07", "guest": "Basil",
            },
            {
                "order_id": second.id, "order_number": 2, "line_id": second.lines[0].id,
                "product_id": ours.dish("Green Tea"), "name": "Green Tea", "quantity": 1, "unit_price": 320,
                "options": [], "line_total": 320, "tax_rate": "0.19", "guest": None,
            },
        ],
        "waiting": [
            {
                "order_id": third.id, "order_number": 3, "line_id": third.lines[0].id,
                "product_id": ours.dish("Duck"), "name": "Duck", "quantity": 1, "unit_price": 1690, "options": [],
                "line_total": 1690, "tax_rate": "0.19", "guest": "Basil",
            }
        ],
        "waiting_orders": 1, "waiting_total": 1690, "subtotal": 1520, "discounts": [], "charges": [],
        "taxes": sorted(
            [
                {"tax_rate_id": ours.tax("7%"), "name": "7%", "rate": "0.07", "net": 1121, "tax": 79, "gross": 1200},
                {"tax_rate_id": ours.tax("19%"), "name": "19%", "rate": "0.19", "net": 269, "tax": 51, "gross": 320},
            ],
            key=lambda row: str(row["tax_rate_id"]),
        ),
        "total": 1520, "captured": 0, "reserved": 0, "outstanding": 1520, "cash_due": 1520, "cash_step": 1,
        "rounding": 0, "payments": [], "settled_at": None,
    }  # fmt: skip


def test_an_empty_visit_owes_nothing(ours: House):
    bill = ours.bill(ours.open_table("5"))

    assert (bill.total, bill.outstanding, bill.lines, bill.taxes) == (0, 0, [], [])


@pytest.mark.parametrize(
    ("tax_included", "rounding", "net", "tax", "gross"),
    [
        # three times 1.00 with 7 % inside: 0.19626 in all, 0.06542 a line
        (True, TaxRounding.BILL, 280, 20, 300),
        (True, TaxRounding.BILL_DOWN, 281, 19, 300),
        (True, TaxRounding.LINE, 279, 21, 300),
        # three times 4.50 with 7 % on top: 0.945 in all, 0.315 a line
        (False, TaxRounding.BILL, 1350, 95, 1445),
        (False, TaxRounding.BILL_DOWN, 1350, 94, 1444),
        (False, TaxRounding.LINE, 1350, 96, 1446),
    ],
)
def test_tax_is_rounded_as_the_branch_rounds(
    world: World, tax_included: bool, rounding: TaxRounding, net: int, tax: int, gross: int
):
    branch = world.new_branch("roundings", tax_included=tax_included, tax_rounding=rounding)
    session = branch.open_table("5")
    dish = branch.line("Kids Rice") if tax_included else branch.line("Wan Tan Soup", "Small")
    branch.order(session, dish, dish)
    branch.order(session, dish)

    bill = branch.bill(session)
    assert [(row.rate, row.net, row.tax, row.gross) for row in bill.taxes] == [("0.07", net, tax, gross)]
    assert (bill.subtotal, bill.total, bill.outstanding) == (3 * (100 if tax_included else 450), gross, gross)
    taken = branch.pay(session, Method.CARD)
    assert (taken.payment.amount, taken.closed) == (gross, True)
    assert branch.log()[-4].body["taxes"] == [
        {"tax_rate_id": branch.tax("7%"), "rate": "0.07", "net": net, "tax": tax, "gross": gross}
    ]


def test_with_tax_on_top_the_guest_owes_more_than_the_prices(sister: House):
    session = sister.open_table("5")
    order = sister.order(session, sister.line("Wan Tan Soup", "Large"), sister.line("Green Tea", quantity=3))

    bill = sister.bill(session)
    assert (order.total, bill.subtotal, bill.total, bill.tax_included) == (1560, 1560, 1784, False)
    assert {(row.name, row.net, row.tax, row.gross) for row in bill.taxes} == {
        ("7%", 600, 42, 642), ("19%", 960, 182, 1142),
    }  # fmt: skip


# closing


def test_a_visit_with_money_due_stays_open(ours: House):
    session = ours.open_table("5")
    ours.order(session, "Duck")
    ours.pay(session, Method.CARD, amount=1000)

    with ours.nothing_written(), refused(UnpaidBill, outstanding=690, currency="EUR"):
        ours.close(session)


def test_a_visit_with_orders_waiting_stays_open_and_names_them(ours: House):
    session = ours.open_table("5")
    guest = ours.join(session)
    first, second = (ours.order(session, "Green Tea", by=guest) for _ in range(2))

    waiting = [{"id": first.id, "number": 1}, {"id": second.id, "number": 2}]
    with ours.nothing_written(), refused(OrdersPending, orders=waiting, count=2):
        ours.close(session)


def test_settling_is_one_act(ours: House, clock: StoppedClock):
    session = ours.open_table("5")
    guest = ours.join(session)
    first, second = ours.order(session, "Duck", by=guest), ours.order(session, "Green Tea")
    ours.cancel(ours.order(session, "Tap Water"))
    ours.confirm(first)
    before = ours.log_head()
    clock.advance(minutes=45)
    taken = ours.pay(session, Method.CARD)

    assert (taken.closed, taken.because, taken.bill_number) == (True, None, 1)
    facts = ours.log_since(before)
    assert [fact.kind for fact in facts] == [
        "bill.changed", "payment.captured", "bill.settled", "order.paid", "order.paid", "session.closed",
    ]  # fmt: skip
    assert [fact.entity_id for fact in facts[3:]] == [first.id, second.id, session.id]
    assert {fact.at for fact in facts} == {clock.now}
    assert [fact.session_seq for fact in facts] == [*range(facts[0].session_seq or 0, (facts[0].session_seq or 0) + 6)]
    bill_id = facts[0].entity_id
    settled = facts[2].body
    assert {key: settled[key] for key in settled if key not in ("taxes", "head")} == {
        "id": bill_id, "qr_session_id": session.id, "number": 1, "currency": "EUR", "subtotal": 2010, "total": 2010,
        "captured": 2010, "business_date": "2026-11-23",
    }  # fmt: skip
    assert facts[3].body == {
        "id": first.id, "qr_session_id": session.id, "number": 1, "status": "PAID", "total": 1690,
    }  # fmt: skip
    assert [ours.order_now(order).status for order in (first, second)] == [OrderStatus.PAID] * 2
    closed = ours.session(session)
    assert (closed.closed_because, closed.closed_at) == (ClosedBecause.SETTLED, clock.now)
    bill = ours.bill(session)
    assert (bill.status, bill.number, bill.outstanding, bill.total) == ("SETTLED", 1, 0, 2010)


def test_the_settled_bill_is_a_document_with_its_taxes_and_the_head_before_it(ours: House):
    session = ours.open_table("5")
    ours.order(session, "Duck", ours.line("Wan Tan Soup", "Small"))
    ours.pay(session, Method.CARD)

    (row,) = ours.database.look_now(lambda tx: tx.all(select(bills)))
    taxes = ours.database.look_now(lambda tx: tx.all(select(bill_taxes)))
    assert (row.status, row.number, row.subtotal, row.total, row.captured) == ("SETTLED", 1, 2140, 2140, 2140)
    assert (row.business_date, row.settled_by) == ("2026-11-23", f"staff:{ours.cashier.id}")
    assert {(tax.tax_name, tax.rate, tax.net, tax.tax, tax.gross) for tax in taxes} == {
        ("7%", 70_000, 421, 29, 450), ("19%", 190_000, 1420, 270, 1690),
    }  # fmt: skip
    settled, before = ours.log()[-3], ours.hashes()[-4]
    assert (settled.kind, settled.body["head"]) == ("bill.settled", before.hex())
    assert bytes(row.head) == before


def test_bill_numbers_run_without_gaps_in_each_branch(ours: House, sister: House):
    numbers: list[int | None] = []
    for _ in range(3):
        session = ours.open_table("5")
        ours.order(session, "Green Tea")
        with refused(UnpaidBill, outstanding=320, currency="EUR"):
            ours.close(session)
        numbers.append(ours.pay(session, Method.CARD).bill_number)
        ours.close(ours.open_table("5"))  # nobody ordered: no bill
    session = sister.open_table("5")
    sister.order(session, "Green Tea")

    assert numbers == [1, 2, 3]
    assert sister.pay(session, Method.CARD).bill_number == 1


def test_bill_numbers_go_on_after_midnight(ours: House, clock: StoppedClock):
    numbers: list[int | None] = []
    for day in ("2026-11-23 23:00", "2026-11-24 12:00"):
        clock.set(day)
        session = ours.open_table("5")
        ours.order(session, "Green Tea")
        numbers.append(ours.pay(session, Method.CARD).bill_number)

    assert numbers == [1, 2]


def test_a_bill_of_nothing_is_settled_by_closing(ours: House):
    session = ours.open_table("5")
    order = ours.order(session, "Tap Water")
    before = ours.log_head()
    bill = ours.close(session)

    assert (bill.settled, bill.amounts.total, bill.ledger and bill.ledger.number) == (True, 0, 1)
    assert bill.session.closed_because is ClosedBecause.SETTLED
    assert ours.order_now(order).status is OrderStatus.PAID
    assert [fact.kind for fact in ours.log_since(before)] == ["bill.settled", "order.paid", "session.closed"]


def test_a_fully_paid_visit_left_open_is_settled_by_closing(ours: House):
    session = ours.open_table("5")
    ours.order(session, "Duck")
    ours.pay(session, Method.CARD, close=False)
    bill = ours.close(session)

    assert (bill.settled, bill.ledger and bill.ledger.number) == (True, 1)
