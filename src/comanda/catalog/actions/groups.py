"""Option groups with their options: what is asked about a product."""

from collections.abc import Sequence
from typing import Any

from msgspec import UNSET, Struct
from sqlalchemy import Select, Table, bindparam, delete, null, select, update

from comanda.catalog.actions.changes import begin_catalog, note, refuse, same, same_version, wishes
from comanda.catalog.actions.hours_and_rates import saving
from comanda.catalog.errors import NoSuchOption, NoSuchOptionGroup
from comanda.catalog.queries.editing import language_of, openings
from comanda.catalog.rules.checks import group_faults, translation_faults
from comanda.catalog.rules.nesting import nesting_faults
from comanda.catalog.schemas.editing import ChangeOption, ChangeOptionGroup, NewOptionGroup, OptionIn
from comanda.catalog.tables import (
    option_groups,
    options,
    product_option_groups,
    product_type_option_groups,
    product_types,
    products,
)
from comanda.catalog.values import Row
from comanda.engine.commands import Change
from comanda.engine.statements import among_those
from comanda.engine.strict import Faults, fault
from comanda.engine.tx import Tx
from comanda.kernel.scope import Scope

GROUP = select(option_groups).where(
    option_groups.c.organization_id == bindparam("organization_id"),
    option_groups.c.id == bindparam("id"),
    option_groups.c.archived == 0,
)
OPTIONS_OF_GROUP = (
    select(options)
    .where(
        options.c.organization_id == bindparam("organization_id"),
        options.c.group_id == bindparam("group_id"),
        options.c.archived == 0,
    )
    .order_by(options.c.position, options.c.id)
)
OPTION = select(options.c.group_id).where(
    options.c.organization_id == bindparam("organization_id"), options.c.id == bindparam("id"), options.c.archived == 0
)
SAVE_GROUP = saving(option_groups)
SAVE_OPTION = saving(options)
CLOSE_GROUP = (
    update(options)
    .where(options.c.organization_id == bindparam("house"), options.c.opens_group_id == bindparam("group"))
    .values(opens_group_id=null())
)
LEAVE_PRODUCTS = delete(product_option_groups).where(
    product_option_groups.c.organization_id == bindparam("house"),
    product_option_groups.c.group_id == bindparam("group"),
)
LEAVE_TYPES = delete(product_type_option_groups).where(
    product_type_option_groups.c.organization_id == bindparam("house"),
    product_type_option_groups.c.group_id == bindparam("group"),
)


def _one_version_on(table: Table, concerned: Select[Any]) -> Any:
    """What loses the group reads differently from now on: who read it before has to read it again."""
    return (
        update(table)
        .where(table.c.organization_id == bindparam("house"), table.c.archived == 0, among_those(table.c.id, concerned))
        .values(version=table.c.version + 1)
    )


RAISE = (
    _one_version_on(
        option_groups,
        select(options.c.group_id).where(
            options.c.organization_id == bindparam("house"),
            options.c.opens_group_id == bindparam("group"),
            options.c.archived == 0,
        ),
    ),
    _one_version_on(
        products,
        select(product_option_groups.c.product_id).where(
            product_option_groups.c.organization_id == bindparam("house"),
            product_option_groups.c.group_id == bindparam("group"),
        ),
    ),
    _one_version_on(
        product_types,
        select(product_type_option_groups.c.product_type_id).where(
            product_type_option_groups.c.organization_id == bindparam("house"),
            product_type_option_groups.c.group_id == bindparam("group"),
        ),
    ),
)
FIELDS = ("name", "min", "max", "max_per_option", "free_quantity", "translations")
OPTION_FIELDS = ("name", "price_delta", "available", "kind", "allergens", "opens_group_id", "translations")
AT_AN_OPTION = {"/min": "/available", "/max": "/default"}
"""Where a group's fault is shown to somebody who changes one option."""


class Draft(Struct, frozen=True):
    """A group as it is to become, with all its options in order."""

    group: Row
    options: list[Row]
    faults: Faults
    """What was wrong before anything could be compared."""


def add_option_group(tx: Tx, scope: Scope, wish: NewOptionGroup) -> str:
    """Raises InvalidCatalog."""
    begin_catalog(tx, scope)
    group: Row = {"organization_id": scope.organization_id, "id": tx.new_id(), "version": 1, "archived": 0}
    group |= wishes(wish, FIELDS)
    faults = _settle_min(group, wish.required, wish.min)
    listed, strange = _listed(tx, scope, group["id"], wish.options, {})
    texts = _translation_faults(tx, scope, wish)
    return _save(tx, scope, {}, {}, Draft(group, listed, faults + strange + texts))


def change_option_group(tx: Tx, scope: Scope, change: Change) -> str:
    """Raises NoSuchOptionGroup, VersionConflict, InvalidCatalog."""
    before, there = _present(tx, scope, change.id)
    same_version(before, change)
    wish: ChangeOptionGroup = change.wish
    group = {**before, **wishes(wish, FIELDS), "version": before["version"] + 1}
    required = None if wish.required is UNSET else wish.required
    faults = _settle_min(group, required, None if wish.min is UNSET else wish.min)
    listed, strange = list(there.values()), []
    if isinstance(wish.options, list):
        listed, strange = _listed(tx, scope, change.id, wish.options, there)
    texts = _translation_faults(tx, scope, wish)
    return _save(tx, scope, before, there, Draft(group, listed, faults + strange + texts))


def change_option(tx: Tx, scope: Scope, change: Change) -> str:
    """`version` is the group's, whose id it returns. Raises NoSuchOption, VersionConflict, InvalidCatalog."""
    found = tx.one(OPTION, organization_id=scope.organization_id, id=change.id)
    if found is None:
        raise NoSuchOption()
    before, there = _present(tx, scope, found.group_id)
    same_version(before, change)
    wish: ChangeOption = change.wish
    index = list(there).index(change.id)
    option = {**there[change.id], **wishes(wish, OPTION_FIELDS)}
    if wish.default is not UNSET:
        option["is_default"] = int(wish.default)
    listed = [option if one["id"] == change.id else one for one in there.values()]
    group = {**before, "version": before["version"] + 1}
    faults = translation_faults(wish.translations, language_of(tx, scope.organization_id))
    refuse([_at_the_option(one, index) for one in _faults(tx, scope, Draft(group, listed, faults))])
    _write(tx, scope, before, there, Draft(group, listed, []))
    return group["id"]


def archive_option_group(tx: Tx, scope: Scope, group_id: str) -> str:
    """Nobody asks it from now on, neither products and types nor options that opened it. Raises NoSuchOptionGroup."""
    before, there = _present(tx, scope, group_id)
    own = {"house": scope.organization_id, "group": group_id}
    for statement in RAISE:
        tx.run(statement, **own)
    tx.run(LEAVE_PRODUCTS, **own)
    tx.run(LEAVE_TYPES, **own)
    tx.run(CLOSE_GROUP, **own)
    _write(tx, scope, before, there, Draft({**before, "archived": 1, "version": before["version"] + 1}, [], []))
    return group_id


def _settle_min(group: Row, required: bool | None, least: int | None) -> Faults:
    """`required` is `min` above 0: it may say so alone, but not contradict."""
    present: int = group.get("min") or 0
    if least is None:
        least = present if required is None else max(1, present) if required else 0
    group["min"] = least
    if required is not None and required != (least > 0):
        return [fault("/required", "contradicts-min", "required means that min is at least 1")]
    return []


def _listed(
    tx: Tx, scope: Scope, group_id: str, wanted: Sequence[OptionIn], there: dict[str, Row]
) -> tuple[list[Row], Faults]:
    """The options as rows, in the body's order so that faults point into it; known ones keep their ids."""
    rows: list[Row] = []
    faults: Faults = []
    seen: set[str] = set()
    for index, wish in enumerate(wanted):
        if wish.id is not None and (wish.id not in there or wish.id in seen):
            code = "twice" if wish.id in seen else "unknown"
            faults.append(fault(f"/options/{index}/id", code, "this group has no such option to change"))
        seen.add(wish.id or "")
        row: Row = {
            "organization_id": scope.organization_id, "id": wish.id or tx.new_id(), "group_id": group_id, "archived": 0,
            **wishes(wish, OPTION_FIELDS), "is_default": int(wish.default),
        }  # fmt: skip
        rows.append(row)
    places = [index if wish.position is None else wish.position for index, wish in enumerate(wanted)]
    for place, index in enumerate(sorted(range(len(rows)), key=places.__getitem__)):
        rows[index]["position"] = place
    return rows, faults


def _translation_faults(tx: Tx, scope: Scope, wish: NewOptionGroup | ChangeOptionGroup) -> Faults:
    language = language_of(tx, scope.organization_id)
    faults = translation_faults(wish.translations, language)
    for index, option in enumerate(wish.options if isinstance(wish.options, list) else []):
        faults += translation_faults(option.translations, language, f"/options/{index}")
    return faults


def _save(tx: Tx, scope: Scope, before: Row, there: dict[str, Row], draft: Draft) -> str:
    refuse(_faults(tx, scope, draft))
    _write(tx, scope, before, there, draft)
    return draft.group["id"]


def _faults(tx: Tx, scope: Scope, draft: Draft) -> Faults:
    opened = [option["opens_group_id"] for option in draft.options]
    faults = draft.faults + group_faults(draft.group, draft.options)
    if any(one is not None for one in opened):
        faults += nesting_faults(draft.group["id"], opened, openings(tx, scope.organization_id))
    return faults


def _write(tx: Tx, scope: Scope, before: Row, there: dict[str, Row], draft: Draft) -> None:
    """What is no longer listed is archived; everything else is written as it is now."""
    group = draft.group
    if same(before, group) and list(there.values()) == draft.options:
        return
    tx.run(SAVE_GROUP, **group)
    listed = {option["id"] for option in draft.options}
    gone = [{**option, "archived": 1} for option_id, option in there.items() if option_id not in listed]
    tx.many(SAVE_OPTION, [*draft.options, *gone])
    was = {**before, "options": _told(list(there.values()))} if before else {}
    note(tx, scope, "option group", was, {**group, "options": _told(draft.options)})


def _told(rows: list[Row]) -> list[Row]:
    """Options as the log keeps them."""
    told = ("id", *OPTION_FIELDS, "is_default", "position")
    return [{name: row[name] for name in told} for row in rows]


def _present(tx: Tx, scope: Scope, group_id: str) -> tuple[Row, dict[str, Row]]:
    """The group's columns, and those of its options by id, in order. Raises NoSuchOptionGroup."""
    house: dict[str, Any] = {"organization_id": scope.organization_id}
    row = tx.one(GROUP, id=group_id, **house)
    if row is None:
        raise NoSuchOptionGroup()
    found = tx.all(OPTIONS_OF_GROUP, group_id=group_id, **house)
    return row._asdict(), {option.id: option._asdict() for option in found}


def _at_the_option(one: dict[str, str], index: int) -> dict[str, str]:
    pointer = one["pointer"].removeprefix(f"/options/{index}")
    return {**one, "pointer": AT_AN_OPTION.get(pointer, pointer)}
