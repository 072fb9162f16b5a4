"""The manager's desk: the catalog is changed by the real verbs, and every branch of the house publishes it."""

from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

import msgspec
import pytest

from comanda.catalog.actions import groups, products
from comanda.catalog.actions.changes import Change
from comanda.catalog.actions.publish import publish
from comanda.catalog.errors import InvalidCatalog
from comanda.catalog.queries import editing
from comanda.catalog.schemas.editing import (
    ChangeOption,
    ChangeOptionGroup,
    ChangeProduct,
    NewOptionGroup,
    NewProduct,
    OptionGroupItem,
    OptionIn,
    ProductItem,
)
from comanda.engine.commands import Caller
from comanda.engine.tokens import fingerprint
from comanda.identity.queries import PersonProof
from comanda.kernel.scope import Right
from tests.cast import _LOG, House, run
from tests.menu import known_id


class Desk:
    """One house; `branches` hear of every change before the next thing happens."""

    def __init__(self, *branches: House) -> None:
        self.house, self.branches, self.database = branches[0], branches, branches[0].database

    def save(self, verb: Any, command: Any = None) -> Any:
        """Saved, and published everywhere."""
        proof = PersonProof(fingerprint(self.house.manager.secret))
        value = self.database.write_now(verb, Caller(proof, Right.EDIT_CATALOG), command)
        for branch in self.branches:
            run(self.database, publish, None, organization_id=self.house.organization_id, branch_id=branch.branch_id)
        return value

    def read(self, query: Any, *arguments: Any) -> Any:
        return self.database.look_now(lambda tx: query(tx, self.house.organization_id, *arguments))

    def facts(self) -> list[Any]:
        """What the house's own log says, oldest first."""
        rows = self.database.look_now(lambda tx: tx.all(_LOG, stream_id=self.house.organization_id, after=0))
        return [msgspec.json.decode(row.body) for row in rows]

    def product(self, product_id: str) -> ProductItem:
        return self.read(editing.product, product_id)

    def group(self, group_id: str) -> OptionGroupItem:
        return self.read(editing.option_group, group_id)

    def add_product(self, name: str, price: int = 1000, **more: Any) -> str:
        wish = NewProduct(self.house_id("type", "Food"), name, price, self.house.tax("7%"), **more)
        return self.save(products.add_product, wish)

    def change_product(self, product_id: str, **wish: Any) -> str:
        version = self.product(product_id).version
        return self.save(products.change_product, Change(product_id, version, ChangeProduct(**wish)))

    def add_group(self, name: str, *options: OptionIn | str, **rules: Any) -> str:
        return self.save(groups.add_option_group, NewOptionGroup(name, options=listed(options), **rules))

    def change_group(self, group_id: str, **wish: Any) -> str:
        version = self.group(group_id).version
        return self.save(groups.change_option_group, Change(group_id, version, ChangeOptionGroup(**wish)))

    def change_option(self, group_id: str, called: str, **wish: Any) -> str:
        group = self.group(group_id)
        change = Change(self.option(group_id, called), group.version, ChangeOption(**wish))
        return self.save(groups.change_option, change)

    def option(self, group_id: str, name: str) -> str:
        return next(option.id for option in self.group(group_id).options if option.name == name)

    def house_id(self, *words: str) -> str:
        return known_id(self.house.house, *words)


def listed(options: Any) -> list[OptionIn]:
    return [OptionIn(one) if isinstance(one, str) else one for one in options]


@contextmanager
def cannot_be_saved(*faults: tuple[str, str]) -> Generator[None]:
    """Exactly these faults, as (pointer, code), in any order."""
    with pytest.raises(InvalidCatalog) as caught:
        yield
    found = [(fault["pointer"], fault["code"]) for fault in msgspec.to_builtins(caught.value.errors)]
    assert sorted(found) == sorted(faults)
    assert all(fault["detail"] for fault in caught.value.errors)
