"""Cash with change, cards, parts of a bill, coins there are none of, and the cash somebody answers for."""

import pytest
from sqlalchemy import select

from comanda.floor.values import Session
from comanda.kernel.money import AmountTooLarge
from comanda.payments.errors import NothingToPay, Overpayment, TenderedForCashOnly, TenderedTooSmall
from comanda.payments.values import Method, PaymentStatus
from comanda.shifts.tables import cash_entries, shifts
from tests.cast import House, StoppedClock, refused
from tests.world import World


@pytest.fixture
def table(ours: House) -> Session:
    """Table 5 owes 16.90."""
    session = ours.open_table("5")
    ours.order(session, "Duck")
    return session


def test_cash_gives_change_settles_and_frees_the_table(ours: House, table: Session, clock: StoppedClock):
    before = ours.log_head()
    taken = ours.pay(table, tendered=2000)

    paid = taken.payment
    assert (paid.method, paid.status, paid.at) == (Method.CASH, PaymentStatus.CAPTURED, clock.now)
    assert (paid.amount, paid.tendered, paid.change, paid.rounding, paid.tip) == (1690, 2000, 310, 0, 0)
    assert (taken.closed, taken.because, taken.bill_number, taken.currency) == (True, None, 1, "EUR")
    facts = ours.log_since(before)
    assert [fact.kind for fact in facts] == [
        "shift.opened", "shift.cash", "bill.changed", "payment.captured", "bill.settled", "order.paid",
        "session.closed",
    ]  # fmt: skip
    assert facts[2].body == {"id": facts[2].entity_id, "qr_session_id": table.id, "captured": 1690, "reserved": 0}
    assert facts[3].body == {
        "id": paid.id, "qr_session_id": table.id, "bill_id": facts[2].entity_id, "method": "cash", "amount": 1690,
        "rounding": 0, "tip": 0, "currency": "EUR", "business_date": "2026-11-23",
    }  # fmt: skip
    assert ours.open_table("5").id != table.id


def test_cash_to_the_cent_needs_no_change(ours: House, table: Session):
    paid = ours.pay(table, tendered=1690).payment

    assert (paid.tendered, paid.change) == (1690, 0)


def test_a_card_is_recorded_and_opens_no_shift(ours: House, table: Session):
    before = ours.log_head()
    taken = ours.pay(table, Method.CARD)

    assert (taken.payment.amount, taken.payment.shift_id, taken.closed) == (1690, None, True)
    assert "shift.opened" not in [fact.kind for fact in ours.log_since(before)]


def test_a_part_is_paid_and_then_the_rest(ours: House, table: Session):
    first = ours.pay(table, Method.CARD, amount=1000)
    assert (first.closed, first.because, first.bill_number) == (False, "still-to-pay", None)
    bill = ours.bill(table)
    assert (bill.status, bill.captured, bill.outstanding) == ("OPEN", 1000, 690)

    second = ours.pay(table, tendered=700)
    assert (second.payment.amount, second.payment.change, second.closed, second.bill_number) == (690, 10, True, 1)
    bill = ours.bill(table)
    assert [(payment.method, payment.amount, payment.change) for payment in bill.payments] == [
        ("card", 1000, 0), ("cash", 690, 10),
    ]  # fmt: skip
    assert (bill.status, bill.captured, bill.outstanding, bill.total) == ("SETTLED", 1690, 0, 1690)


def test_more_than_is_owed_is_refused(ours: House, table: Session):
    ours.pay(table, Method.CARD, amount=1000)

    for method in Method:
        with ours.nothing_written(), refused(Overpayment, outstanding=690, currency="EUR"):
            ours.pay(table, method, amount=691)


def test_too_little_money_on_the_table_is_refused(ours: House, table: Session):
    with ours.nothing_written(), refused(TenderedTooSmall, due=1690, currency="EUR"):
        ours.pay(table, tendered=1689)
    with ours.nothing_written(), refused(TenderedTooSmall, due=1790, currency="EUR"):
        ours.pay(table, tendered=1700, tip=100)


def test_only_cash_is_given_and_changed(ours: House, table: Session):
    with ours.nothing_written(), refused(TenderedForCashOnly):
        ours.pay(table, Method.CARD, tendered=2000)


def test_where_nothing_is_owed_nothing_is_paid(ours: House):
    session = ours.open_table("5")
    ours.order(session, "Tap Water")

    with ours.nothing_written(), refused(NothingToPay):
        ours.pay(session)
    with ours.nothing_written(), refused(Overpayment, outstanding=0, currency="EUR"):
        ours.pay(session, amount=1)


def test_a_waiting_order_is_not_paid_for(ours: House):
    session = ours.open_table("5")
    ours.order(session, "Duck", by=ours.join(session))

    with ours.nothing_written(), refused(NothingToPay):
        ours.pay(session)


def test_while_an_order_waits_a_payment_captures_and_the_table_stays_open(ours: House, table: Session):
    waiting = ours.order(table, "Green Tea", by=ours.join(table))
    taken = ours.pay(table)
    assert (taken.closed, taken.because, taken.bill_number) == (False, "orders-pending", None)
    assert ours.session(table).closed_at is None

    ours.confirm(waiting)
    rest = ours.pay(table)
    assert (rest.payment.amount, rest.closed, rest.bill_number) == (320, True, 1)


def test_a_table_may_be_paid_and_kept_open(ours: House, table: Session):
    taken = ours.pay(table, close=False)
    assert (taken.closed, taken.because, taken.bill_number) == (False, "not-asked", None)

    ours.order(table, "Green Tea")
    assert ours.bill(table).outstanding == 320


def test_a_tip_is_no_part_of_the_bill_but_of_the_cash(ours: House, table: Session):
    paid = ours.pay(table, tendered=2000, tip=210).payment

    assert (paid.amount, paid.tip, paid.change) == (1690, 210, 100)
    assert ours.bill(table).captured == 1690
    assert cash_of(ours) == [(paid.shift_id, "sale", 1900, paid.id, ours.cashier.id)]


# coins there are none of


@pytest.fixture
def swiss(world: World) -> House:
    """A branch that counts cash in steps of 5, with tax on top: a small soup is 4.82."""
    return world.new_branch("swiss", cash_step=5, tax_included=False)


@pytest.fixture
def soup(swiss: House) -> Session:
    session = swiss.open_table("5")
    swiss.order(session, swiss.line("Wan Tan Soup", "Small"))
    return session


def test_cash_that_settles_is_rounded_to_the_coins_there_are(swiss: House, soup: Session):
    bill = swiss.bill(soup)
    assert (bill.outstanding, bill.cash_due, bill.cash_step) == (482, 480, 5)
    paid = swiss.pay(soup, tendered=500).payment

    assert (paid.amount, paid.rounding, paid.change) == (482, -2, 20)
    bill = swiss.bill(soup)
    assert (bill.total, bill.captured, bill.rounding, bill.status) == (482, 482, -2, "SETTLED")
    assert cash_of(swiss) == [(paid.shift_id, "sale", 480, paid.id, swiss.cashier.id)]


def test_cash_is_rounded_up_too(swiss: House):
    session = swiss.open_table("5")
    swiss.order(session, "Kids Rice", swiss.line("Wan Tan Soup", "Small"))  # 550 and 38.5 of tax: 589
    paid = swiss.pay(session, tendered=590).payment

    assert (paid.amount, paid.rounding, paid.change) == (589, 1, 0)


def test_rounded_cash_is_what_must_be_on_the_table(swiss: House, soup: Session):
    with swiss.nothing_written(), refused(TenderedTooSmall, due=480, currency="EUR"):
        swiss.pay(soup, tendered=479)


def test_a_card_pays_to_the_cent(swiss: House, soup: Session):
    paid = swiss.pay(soup, Method.CARD).payment

    assert (paid.amount, paid.rounding) == (482, 0)


def test_cash_in_part_is_not_rounded_but_the_last_of_it_is(swiss: House, soup: Session):
    first = swiss.pay(soup, amount=101, tendered=101).payment
    last = swiss.pay(soup, amount=381, tendered=400).payment

    assert (first.amount, first.rounding, first.change) == (101, 0, 0)
    assert (last.amount, last.rounding, last.change) == (381, -1, 20)
    assert swiss.bill(soup).status == "SETTLED"


# whose cash it is


def shifts_of(house: House) -> list[tuple[object, ...]]:
    rows = house.database.look_now(lambda tx: tx.all(select(shifts).order_by(shifts.c.opened_at, shifts.c.id)))
    return [
        (row.staff_id, row.kind, row.status, row.starting_cash, row.implicit, row.business_date)
        for row in rows
        if row.branch_id == house.branch_id
    ]


def cash_of(house: House) -> list[tuple[object, ...]]:
    rows = house.database.look_now(
        lambda tx: tx.all(select(cash_entries).order_by(cash_entries.c.at, cash_entries.c.id))
    )
    return [(row.shift_id, row.reason, row.amount, row.payment_id, row.by_staff_id) for row in rows]


def test_the_first_cash_opens_a_purse_for_whoever_took_it(ours: House, table: Session):
    before = ours.log_head()
    paid = ours.pay(table, amount=1000).payment

    assert shifts_of(ours) == [(ours.cashier.id, "purse", "OPEN", 0, 1, "2026-11-23")]
    assert cash_of(ours) == [(paid.shift_id, "sale", 1000, paid.id, ours.cashier.id)]
    opened, cash = ours.log_since(before)[:2]
    assert opened.body == {
        "id": paid.shift_id, "staff_id": ours.cashier.id, "shift_kind": "purse", "starting_cash": 0,
        "implicit": True, "business_date": "2026-11-23",
    }  # fmt: skip
    assert cash.body == {
        "id": cash.entity_id, "shift_id": paid.shift_id, "amount": 1000, "reason": "sale", "payment_id": paid.id,
    }  # fmt: skip
    assert (opened.audience, cash.audience) == ("staff", "staff")


def test_more_cash_goes_into_the_same_purse(ours: House, table: Session):
    first, second = ours.pay(table, amount=1000).payment, ours.pay(table).payment

    assert first.shift_id == second.shift_id
    assert [(entry[0], entry[2]) for entry in cash_of(ours)] == [(first.shift_id, 1000), (first.shift_id, 690)]
    assert len(shifts_of(ours)) == 1


def test_everybody_has_a_purse_of_their_own_in_each_branch(ours: House, sister: House, table: Session):
    mine = ours.pay(table, amount=500).payment
    managers = ours.pay(table, amount=500, by=ours.manager).payment
    there = sister.open_table("5")
    sister.order(there, "Duck")
    theirs = sister.pay(there, by=sister.manager).payment

    assert len({mine.shift_id, managers.shift_id, theirs.shift_id}) == 3
    assert [shift[0] for shift in shifts_of(ours)] == [ours.cashier.id, ours.manager.id]
    assert [shift[0] for shift in shifts_of(sister)] == [ours.manager.id]


def test_a_tip_beyond_all_measure_is_refused(ours: House, table: Session):
    with ours.nothing_written(), refused(AmountTooLarge, limit=10**12):
        ours.pay(table, tip=10**12)
