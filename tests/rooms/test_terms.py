"""What was sold keeps the terms it was sold under, whatever the branch's settings become."""

from datetime import date
from typing import Any

import pytest

from comanda.billing.schemas import BillOut
from comanda.engine.commands import Change
from comanda.identity.actions.houses import change_branch
from comanda.identity.queries import branch_of
from comanda.identity.schemas import ChangeBranch
from comanda.kernel.scope import Right
from comanda.ops.verify import verify
from comanda.payments.values import Method
from comanda.pricing.tax import TaxRounding
from comanda.reports.queries import day_of
from comanda.reports.schemas import DayOut, DayPage, day_csv
from tests.cast import House
from tests.world import World

MONDAY = date(2026, 11, 23)
CHANGES: dict[str, dict[str, Any]] = {
    "tax on top": {"tax_included": False},
    "each line": {"tax_rounding": TaxRounding.LINE},
    "rounded down": {"tax_rounding": TaxRounding.BILL_DOWN},
    "coarse cash": {"cash_step": 100},
    "another cutoff": {"cutoff": "00:00"},
    "everything": {"tax_included": False, "tax_rounding": TaxRounding.LINE, "cash_step": 100, "cutoff": "05:00"},
}


def change(house: House, **wish: Any) -> None:
    version = house.read(lambda tx, scope: branch_of(tx, scope.branch_id)).version
    house.do(change_branch, Change(house.branch_id, version, ChangeBranch(**wish)), Right.KEEP_BRANCHES, house.manager)


def csv_of(house: House) -> str:
    return day_csv(DayPage("2026-11-23", [DayOut.of(house.read(day_of, MONDAY))]))


def three_portions(house: House) -> Any:
    """Three times 1.00, where each way of rounding gives another tax: 0.20, 0.19 and 0.21."""
    session = house.open_table("5")
    house.order(session, "Kids Rice", "Kids Rice", "Kids Rice", "Duck")
    return session


@pytest.mark.parametrize("wish", CHANGES.values(), ids=CHANGES.keys())
def test_a_settled_bill_and_its_day_stay_as_they_were(ours: House, wish: dict[str, Any]):
    session = three_portions(ours)
    ours.pay(session, tendered=2000)
    before, sheet = ours.bill(session), csv_of(ours)
    assert (before.status, before.total, before.outstanding) == ("SETTLED", 1990, 0)

    change(ours, **wish)

    assert (ours.bill(session), csv_of(ours)) == (before, sheet)


@pytest.mark.parametrize("wish", CHANGES.values(), ids=CHANGES.keys())
def test_a_table_that_paid_everything_owes_nothing_anew_and_closes(ours: House, wish: dict[str, Any]):
    session = three_portions(ours)
    ours.pay(session, Method.CARD, close=False)
    before = ours.bill(session)

    change(ours, **wish)
    assert ours.bill(session) == before
    settled = ours.close(session)

    assert (settled.settled, settled.amounts.total, settled.captured) == (True, 1990, 1990)
    taxes: dict[str, Any] = {"taxes": before.taxes, "total": before.total}
    after: BillOut = ours.bill(session)
    assert {"taxes": after.taxes, "total": after.total} == taxes


def test_an_open_table_goes_on_under_its_terms_and_the_next_has_the_new_ones(ours: House):
    early = three_portions(ours)
    change(ours, tax_included=False, cash_step=50)
    ours.order(early, "Kids Rice")
    late = ours.open_table("3")
    ours.order(late, "Duck")

    first, second = ours.bill(early), ours.bill(late)
    assert (first.tax_included, first.total, first.cash_due, first.cash_step) == (True, 2090, 2090, 1)
    assert (second.tax_included, second.total, second.cash_due, second.cash_step) == (False, 2011, 2000, 50)
    assert (ours.pay(early).payment.rounding, ours.pay(late).payment.rounding) == (0, -11)


def test_the_terms_are_told_to_the_log_and_hold_in_the_proof(world: World, ours: House):
    session = three_portions(ours)
    opened = next(fact for fact in ours.log() if fact.kind == "session.opened")
    assert opened.body["terms"] == {
        "currency": "EUR", "tax_included": True, "tax_rounding": "bill", "cash_step": 1,
    }  # fmt: skip
    ours.pay(session)
    change(ours, tax_included=False, tax_rounding=TaxRounding.LINE)
    ours.order(ours.open_table("3"), "Duck")

    assert verify(world.database).findings == []
