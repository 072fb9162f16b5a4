"""`comanda verify` believes nothing: whatever is changed behind the house's back is found."""

from collections.abc import Callable

import pytest

from comanda.engine.tx import Tx
from comanda.kernel.money import Minor
from comanda.kernel.scope import Scope
from comanda.ops.verify import Finding, verify
from comanda.orders.tables import order_lines
from comanda.orders.values import LineStatus
from comanda.payments import actions as taking
from comanda.payments.values import Method
from comanda.shifts.actions import record_sale
from tests.cast import House
from tests.world import World


@pytest.fixture
def evening(world: World) -> House:
    """One settled bill paid in two parts, one settled empty-handed, one half paid, one table that only sat."""
    ours = world.ours
    first = ours.open_table("1")
    ours.order(first, "Duck", ours.line("Green Tea", quantity=2))
    ours.pay(first, Method.CARD, amount=1000, close=False)
    ours.pay(first, tendered=1400)
    second = ours.open_table("2")
    ours.order(second, "Tap Water")
    ours.close(second)
    third = ours.open_table("3")
    order = ours.order(third, "Fried Noodles", "Duck")
    ours.void(order.lines[1])
    ours.pay(third, amount=500)
    ours.open_table("5")
    return ours


def tamper(house: House, *statements: str) -> None:
    """With the database's own tools, past everything the house checks."""
    connection = house.database.driver.connect()
    for statement in statements:
        connection.cursor().execute(statement)
    connection.close()


def findings(house: House) -> list[tuple[str, str]]:
    return [(one.where.replace(house.branch_id, "OURS"), one.what) for one in verify(house.database).findings]


def test_an_honest_evening_is_proved(world: World, evening: House):
    report = verify(world.database)

    assert report.findings == []
    assert (report.branches, report.bills, report.payments) == (3, 3, 3)
    assert report.streams == 6  # the platform, two houses, three branches
    heads = [evening.log_head(), world.sister.log_head(), world.rival.log_head()]
    assert report.events > sum(heads)


def test_cash_is_in_the_drawer_with_its_rounding_and_tip(world: World, monkeypatch: pytest.MonkeyPatch):
    swiss = world.new_branch("swiss", cash_step=5, tax_included=False)
    session = swiss.open_table("5")
    swiss.order(session, swiss.line("Wan Tan Soup", "Small"))
    honest = swiss.pay(session, amount=100, tip=30).payment
    assert verify(world.database).findings == []

    def without_the_rest(tx: Tx, scope: Scope, payment_id: str, received: Minor) -> str:
        return record_sale(tx, scope, payment_id, Minor(382))

    monkeypatch.setattr(taking, "record_sale", without_the_rest)
    paid = swiss.pay(session, tip=20).payment
    assert (honest.received, paid.amount, paid.rounding, paid.received) == (130, 382, -2, 400)
    assert findings(swiss) == [(f"payment {paid.id} at Swiss", "took 400 in cash, the drawer says 382")]


DUCK = "line_total = 1690"
TAMPERED: dict[str, tuple[list[str], list[tuple[str, str]]]] = {
    "a cheaper dish": (
        [f"UPDATE order_lines SET unit_price = 1000, line_total = 1000 WHERE {DUCK} AND status <> 'VOIDED'"],
        [
            ("bill 1 at Ours", "has taken 2330 for a total of 1640"),
            ("bill 1 at Ours", "order 1 says 2330, its lines sum to 1640"),
            ("bill 1 at Ours", "says 2330 and 2330, its lines come to 1640 and 1640"),
            ("bill 1 at Ours", "its taxes are not those of its lines"),
        ],
    ),
    "a smaller total": (
        ["UPDATE bills SET total = 2000, captured = 2000 WHERE number = 1"],
        [
            ("bill 1 at Ours", "captured: the log says 2330, the table says 2000"),
            ("bill 1 at Ours", "total: the log says 2330, the table says 2000"),
            ("bill 1 at Ours", "says 2000 was received, its payments sum to 2330"),
            ("bill 1 at Ours", "says 2330 and 2000, its lines come to 2330 and 2330"),
        ],
    ),
    "less tax": (
        ["UPDATE bill_taxes SET tax = tax - 1, net = net + 1 WHERE gross = 2330"],
        [("bill 1 at Ours", "its taxes are not those of its lines")],
    ),
    "a smaller payment": (
        ["UPDATE payments SET amount = 900 WHERE amount = 1000"],
        [("bill 1 at Ours", "says 2330 was received, its payments sum to 2230")],
    ),
    "another number": (
        ["UPDATE bills SET number = 7 WHERE number = 1"],
        [
            ("bill 7 at Ours", "number: the log says 1, the table says 7"),
            ("bills at Ours", "1 is missing before 2"),
            ("bills at Ours", "3 is missing before 7"),
        ],
    ),
    "another head": (
        ["UPDATE bills SET head = prev_hash FROM log WHERE number = 1 AND log.seq = 1 AND stream_id = branch_id"],
        [("bill 1 at Ours", "head is not what the log recorded")],
    ),
}


@pytest.mark.parametrize(("statements", "expected"), TAMPERED.values(), ids=TAMPERED.keys())
def test_money_that_was_changed_is_found(evening: House, statements: list[str], expected: list[tuple[str, str]]):
    tamper(evening, *statements)

    assert [one for one in findings(evening) if one[0].startswith("bill")] == expected


def test_a_row_that_was_put_in_is_found_after_the_house_has_changed_it(ours: House):
    order = ours.order(ours.open_table("1"), "Duck")
    names = [column.name for column in order_lines.columns]
    forged = ", ".join({"id": "'forged'", "position": "1"}.get(name, f'"{name}"') for name in names)
    tamper(ours, f"INSERT INTO order_lines ({', '.join(names)}) SELECT {forged} FROM order_lines")
    ours.move_all(ours.order_now(order), LineStatus.SERVED)

    assert [what for where, what in findings(ours) if where.startswith("item ")] == [
        "stands in the table, but not in the log"
    ]


def test_a_bill_that_was_made_away_with_is_missed(evening: House):
    bill_id = next(fact.entity_id for fact in evening.log() if fact.kind == "bill.settled")
    tamper(
        evening,
        f"DELETE FROM payments WHERE bill_id = '{bill_id}'",
        f"DELETE FROM bill_taxes WHERE bill_id = '{bill_id}'",
        f"DELETE FROM bills WHERE id = '{bill_id}'",
    )

    gone = "stands in the log, but not in the table"
    found = findings(evening)
    assert [one for one in found if one[1] != gone] == [("bills at Ours", "1 is missing before 2")]
    assert [where.split(" ")[0] for where, what in found if what == gone] == ["bill", "tax", "payment", "payment"]
    assert ("bill 1 at Ours", gone) in found


def rewrite_body(house: House) -> None:
    tamper(house, f"UPDATE log SET body = replace(body, '2330', '2000') WHERE {_settled(house)}")


def rename_actor(house: House) -> None:
    tamper(house, f"UPDATE log SET actor = 'staff:nobody' WHERE {_settled(house)}")


def drop_the_last(house: House) -> None:
    tamper(house, f"DELETE FROM log WHERE stream_id = '{house.branch_id}' AND seq = {house.log_head()}")


def drop_one(house: House) -> None:
    tamper(house, f"DELETE FROM log WHERE stream_id = '{house.branch_id}' AND seq = 5")


def _settled(house: House) -> str:
    return f"stream_id = '{house.branch_id}' AND kind = 'bill.settled' AND body LIKE '%2330%'"


@pytest.mark.parametrize(
    ("forge", "place", "expected"),
    [
        (rewrite_body, "settled", ["body differs from its digest"]),
        (rename_actor, "settled", ["columns differ from the header"]),
        (drop_the_last, "head", ["head differs"]),
        (drop_one, "5", ["missing"]),
    ],
)
def test_history_that_was_rewritten_is_found(
    evening: House, forge: Callable[[House], None], place: str, expected: list[str]
):
    head = evening.log_head()
    settled = next(fact.seq for fact in evening.log() if fact.kind == "bill.settled")
    seq = {"settled": settled, "head": head, "5": 5}[place]
    forge(evening)

    found = verify(evening.database).findings
    assert [one for one in found if one.where == f"event {seq} of {evening.branch_id}"] == [
        Finding(f"event {seq} of {evening.branch_id}", what) for what in expected
    ]
