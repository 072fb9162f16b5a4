"""Dishes and answers that are counted: taken with the order, given back with a cancelled one."""

from comanda.catalog.errors import ItemUnavailable, OutOfStock
from comanda.orders.values import LineStatus
from tests.cast import House, refused


def test_counted_portions_leave_the_count_with_the_order(ours: House):
    session = ours.open_table("5")
    ours.switch("Duck", remaining=3)
    before = ours.log_head()
    ours.order(session, ours.line("Duck", quantity=2))

    assert ours.left("Duck") == 1 == ours.on_menu("Duck").remaining
    told, *rest = ours.log_since(before)
    assert (told.kind, told.entity_id, told.body["remaining"]) == ("product.availability", ours.dish("Duck"), 1)
    assert [fact.kind for fact in rest] == ["order.placed", "order.confirmed"]
    fault = {"index": 1, "product_id": ours.dish("Duck"), "reason": "sold_out", "remaining": 1}
    with ours.nothing_written(), refused(OutOfStock, lines=[fault]):
        ours.order(session, "Green Tea", ours.line("Duck", quantity=2))


def test_the_last_portion_takes_the_dish_off_the_menu(ours: House):
    session = ours.open_table("5")
    version = ours.switch("Duck", remaining=1).menu_version
    before = ours.log_head()
    ours.order(session, "Duck")

    assert (ours.on_menu("Duck").available, ours.on_menu("Duck").unavailable_because) == (False, "sold_out")
    told = ours.log_since(before)[0]
    assert (told.kind, told.entity_id) == ("product.availability", ours.dish("Duck"))
    assert told.body == {
        "id": ours.dish("Duck"), "available": True, "until": None, "channel": "everyone", "remaining": 0,
        "version": version + 1,
    }  # fmt: skip
    fault = {"index": 0, "product_id": ours.dish("Duck"), "reason": "sold_out", "remaining": 0}
    with ours.nothing_written(), refused(ItemUnavailable, lines=[fault]):
        ours.order(session, "Duck")


def test_two_lines_of_one_dish_are_counted_together(ours: House):
    session = ours.open_table("5")
    ours.switch("Duck", remaining=2)
    faults = [{"index": i, "product_id": ours.dish("Duck"), "reason": "sold_out", "remaining": 2} for i in (0, 1)]

    with ours.nothing_written(), refused(OutOfStock, lines=faults):
        ours.order(session, "Duck", ours.line("Duck", quantity=2))


def test_a_counted_answer_counts_once_for_every_portion(ours: House):
    session = ours.open_table("5")
    ours.switch_option("Egg", remaining=7)
    ours.order(session, ours.line("Fried Noodles", ("Egg", 2), quantity=3))

    assert ours.left_of_option("Egg") == 1
    fault = {
        "index": 0, "product_id": ours.dish("Fried Noodles"), "reason": "sold_out", "option_id": ours.option("Egg"),
        "remaining": 1,
    }  # fmt: skip
    with ours.nothing_written(), refused(OutOfStock, lines=[fault]):
        ours.order(session, ours.line("Fried Noodles", ("Egg", 2)))


def test_portions_come_back_with_a_cancelled_order(ours: House):
    session = ours.open_table("5")
    ours.switch("Duck", remaining=2)
    ours.switch_option("Egg", remaining=2)
    order = ours.order(session, ours.line("Duck", quantity=2), ours.line("Fried Noodles", ("Egg", 2)))
    assert (ours.left("Duck"), ours.left_of_option("Egg")) == (0, 0)
    before = ours.log_head()
    ours.cancel(order)

    assert (ours.left("Duck"), ours.left_of_option("Egg")) == (2, 2)
    assert [fact.kind for fact in ours.log_since(before)] == [
        "product.availability", "option.availability", "order.cancelled",
    ]  # fmt: skip


def test_what_the_kitchen_began_does_not_come_back(ours: House):
    session = ours.open_table("5")
    ours.switch("Duck", remaining=2)
    first, second = (ours.order(session, "Duck") for _ in range(2))
    ours.move_all(first, LineStatus.PREPARING)
    ours.cancel(first)
    ours.void(second.lines[0])

    assert ours.left("Duck") == 1


def test_a_dish_that_is_no_longer_counted_stays_uncounted(ours: House):
    session = ours.open_table("5")
    ours.switch("Duck", remaining=2)
    order = ours.order(session, "Duck")
    ours.switch("Duck", remaining=None)
    ours.cancel(order)

    assert ours.left("Duck") is None
