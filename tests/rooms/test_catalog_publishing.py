"""What is saved reaches every branch: short commands, only what differs, and nothing lost in a crash."""

import asyncio
from typing import Any

import pytest

from comanda.catalog.actions import groups, products
from comanda.catalog.actions import publish as publishing
from comanda.catalog.actions.publish import publish, publish_step, steps_of
from comanda.catalog.api import publishing as publishing_routes
from comanda.catalog.api.publishing import TRIES, publish_everywhere, publish_to, resume_publishing
from comanda.catalog.queries.publication import Difference, Standing, Written, behind, difference, standing_of
from comanda.catalog.schemas.editing import NewOptionGroup, NewProduct, OptionIn
from comanda.catalog.timers import HANDLERS
from comanda.engine.commands import Caller
from comanda.engine.database import Database
from comanda.engine.timer import Timer
from comanda.engine.tokens import fingerprint
from comanda.engine.tx import Tx
from comanda.identity.queries import PersonProof
from comanda.kernel.scope import Right
from tests.cast import House, StoppedClock, run
from tests.desk import Desk
from tests.menu import known_id


@pytest.fixture
def desk(ours: House, sister: House) -> Desk:
    return Desk(ours, sister)


def save(house: House, verb: Any, command: Any) -> Any:
    """Saved, and then the lights go out: no branch hears of it."""
    proof = PersonProof(fingerprint(house.manager.secret))
    return house.database.write_now(verb, Caller(proof, Right.EDIT_CATALOG), command)


def new_product(house: House, name: str = "Soup", price: int = 500) -> NewProduct:
    return NewProduct(known_id(house.house, "type", "Food"), name, price, house.tax("7%"))


def is_sold(house: House, product_id: str) -> bool:
    return any(one.id == product_id for kind in house.menu().product_types for one in kind.products)


def compare(house: House) -> Difference:
    return house.database.look_now(lambda tx: difference(tx, house.organization_id, house.branch_id))


def test_branches_that_a_crash_left_behind_are_published_to_at_start(ours: House, sister: House, rival: House):
    product_id = save(ours, products.add_product, new_product(ours))
    left = ours.database.look_now(behind)
    assert {branch.id for branch in left} == {ours.branch_id, sister.branch_id}

    asyncio.run(resume_publishing(ours.database))

    assert (is_sold(ours, product_id), is_sold(sister, product_id)) == (True, True)
    assert ours.database.look_now(behind) == []


def test_a_branch_left_behind_is_looked_after_by_the_timer(ours: House, sister: House, clock: StoppedClock):
    timer = Timer(ours.database, HANDLERS)
    product_id = save(ours, products.add_product, new_product(ours))

    clock.advance(seconds=9)
    assert asyncio.run(timer.tick()) == 0
    clock.advance(seconds=1)
    assert asyncio.run(timer.tick()) == 2

    assert (is_sold(ours, product_id), is_sold(sister, product_id)) == (True, True)
    assert asyncio.run(timer.tick()) == 0


def test_who_publishes_at_once_needs_no_timer(desk: Desk, ours: House, clock: StoppedClock):
    desk.add_product("Soup")

    clock.advance(minutes=1)
    assert asyncio.run(Timer(ours.database, HANDLERS).tick()) == 0


def test_publishing_again_changes_nothing(desk: Desk, ours: House):
    desk.add_product("Soup")
    version, head = ours.menu().version, ours.log_head()

    assert asyncio.run(publish_to(ours.database, ours.organization_id, ours.branch_id))

    assert (ours.menu().version, ours.log_head()) == (version, head)


def test_only_what_differs_is_written(ours: House):
    save(ours, products.change_product, products.Change(ours.dish("Duck"), 1, products.ChangeProduct(price=1)))

    (written,) = compare(ours).steps

    assert isinstance(written, Written)
    assert (written.mirror, written.row["id"], written.row["price"]) == ("offers", ours.dish("Duck"), 1)
    assert run_publish(ours) == 1
    published = ours.log()[-1]
    assert (published.kind, published.body["changed"]) == ("menu.published", 1)


def run_publish(house: House) -> int:
    return run(house.database, publish, None, organization_id=house.organization_id, branch_id=house.branch_id)


def test_a_change_of_names_alone_moves_no_price(desk: Desk, ours: House):
    table, version = ours.open_table(), ours.menu().version

    desk.change_product(ours.dish("Duck"), name="Roast Duck")

    assert ours.menu().version == version + 1
    assert ours.order(table, "Duck", menu_version=version).lines[0].name == "Roast Duck"


def test_much_is_written_in_short_commands_and_seen_at_once(ours: House, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(publishing, "ROWS_AT_ONCE", 3)
    options = [OptionIn(f"Option {number}") for number in range(8)]
    group_id = save(ours, groups.add_option_group, NewOptionGroup("Many", options=options))
    version, steps = ours.menu().version, steps_of(compare(ours))
    assert [(len(step.rows), step.changed, step.last) for step in steps] == [
        (3, 9, False), (3, 9, False), (3, 9, True),
    ]  # fmt: skip

    for step in steps[:2]:
        assert at_branch(ours, step)
        assert ours.menu().version == version
    assert at_branch(ours, steps[2])

    assert ours.menu().version == version + 1
    assert compare(ours).settled
    save(ours, groups.archive_option_group, group_id)
    asyncio.run(publish_to(ours.database, ours.organization_id, ours.branch_id))
    assert compare(ours).settled


def at_branch(house: House, step: publishing.PublishStep) -> bool:
    return run(house.database, publish_step, step, organization_id=house.organization_id, branch_id=house.branch_id)


def test_a_difference_found_before_somebody_switched_is_found_again(ours: House):
    product_id = save(ours, products.add_product, new_product(ours))
    (step,) = steps_of(compare(ours))
    ours.switch("Duck", False)

    with ours.nothing_written():
        assert not at_branch(ours, step)

    assert asyncio.run(publish_to(ours.database, ours.organization_id, ours.branch_id))
    assert is_sold(ours, product_id)


def test_a_menu_that_is_switched_about_all_the_time_is_published_by_the_next_turn_of_the_timer(
    ours: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    product_id = save(ours, products.add_product, new_product(ours))
    found = iter(range(2 * TRIES))

    def always_late(tx: Tx, organization_id: str, branch_id: str) -> Difference:
        """Somebody switches whenever a difference was found."""
        late = difference(tx, organization_id, branch_id)
        ours.switch("Duck", next(found) % 2 == 1)
        return late

    monkeypatch.setattr(publishing_routes, "difference", always_late)
    asyncio.run(publish_everywhere(ours.database, ours.organization_id, [ours.branch_id]))

    assert not is_sold(ours, product_id)
    assert [record.message for record in caplog.records if record.name == publishing_routes.__name__] == [
        f"the menu of branch {ours.branch_id} is switched about; the timer publishes it"
    ]
    assert asyncio.run(Timer(ours.database, HANDLERS).tick()) == 1
    assert is_sold(ours, product_id)


@pytest.mark.parametrize("world", ["postgresql"], indirect=True)
def test_what_is_saved_while_a_branch_publishes_is_not_forgotten(
    ours: House, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch
):
    """Where a house and its branch write at the same time, on connections of their own."""
    save(ours, products.add_product, new_product(ours))
    (step,) = steps_of(compare(ours))
    beside, saved = Database(ours.database.driver, clock), list[str]()
    caller = Caller(PersonProof(fingerprint(ours.manager.secret)), Right.EDIT_CATALOG)

    def standing_and_a_save(tx: Tx, organization_id: str, branch_id: str) -> Standing:
        standing = standing_of(tx, organization_id, branch_id)
        clock.advance(seconds=1)
        saved.append(beside.write_now(products.add_product, caller, new_product(ours, "Pancake")))
        return standing

    monkeypatch.setattr(publishing, "standing_of", standing_and_a_save)
    assert at_branch(ours, step)
    beside.close()
    assert not is_sold(ours, saved[0])

    monkeypatch.undo()
    clock.advance(seconds=10)
    asyncio.run(Timer(ours.database, HANDLERS).tick())
    assert is_sold(ours, saved[0])


def test_a_branch_s_own_price_survives_a_publication_that_was_under_way(ours: House):
    duck = ours.dish("Duck")
    save(ours, products.change_product, products.Change(duck, 1, products.ChangeProduct(price=2000)))
    (step,) = steps_of(compare(ours))
    ours.do(products.set_price_here, products.PriceHere(duck, 1690), Right.EDIT_CATALOG, ours.manager)

    with ours.nothing_written():
        assert not at_branch(ours, step)
    asyncio.run(publish_to(ours.database, ours.organization_id, ours.branch_id))

    assert ours.on_menu("Duck").price == 1690


def test_the_log_of_the_house_tells_what_was_changed(desk: Desk, ours: House):
    desk.change_product(ours.dish("Duck"), price=1800, available=False)

    fact = desk.facts()[-1]
    assert (fact["what"], fact["act"], fact["id"]) == ("product", "changed", ours.dish("Duck"))
    assert (fact["was"], fact["now"]) == ({"price": 1690, "available": 1}, {"price": 1800, "available": 0})
    desk.save(products.archive_product, ours.dish("Duck"))
    assert desk.facts()[-1]["act"] == "archived"


def test_what_was_off_for_a_while_comes_back_by_itself(ours: House, clock: StoppedClock):
    timer = Timer(ours.database, HANDLERS)
    ours.switch("Duck", False, until="2026-11-23T12:00:00Z")
    ours.switch_option("Egg", False, until="2026-11-23T12:00:00Z")
    ours.switch("Green Tea", False, until="2026-11-23T12:00:00Z")
    ours.switch("Green Tea", False)
    head = ours.log_head()

    clock.set("2026-11-23 13:00")
    assert asyncio.run(timer.tick()) == 2

    facts = [(fact.kind, fact.entity_id, fact.body["available"], fact.body["until"]) for fact in ours.log_since(head)]
    assert sorted(facts) == sorted(
        [
            ("product.availability", ours.dish("Duck"), True, None),
            ("option.availability", ours.option("Egg"), True, None),
        ]
    )
    assert (ours.on_menu("Duck").available, ours.on_menu("Green Tea").available) == (True, False)
