"""Every table and every statement of the house, as Core knows them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from sqlalchemy import Column, Select, Table
from sqlalchemy.sql import Delete, FromClause, Insert, Update, operators
from sqlalchemy.sql.base import Executable
from sqlalchemy.sql.elements import BinaryExpression, BindParameter, ClauseElement
from sqlalchemy.sql.selectable import Alias, Subquery
from sqlalchemy.sql.visitors import iterate

from comanda.engine.schema import metadata
from comanda.engine.statements import among
from tests.architecture.house import modules

TENANT_COLUMNS = ("branch_id", "organization_id", "stream_id")
"""What the key of a table begins with; a stream belongs to one branch, one organization or the platform."""

GLOBAL_TABLES = {
    "organizations": "the tenants themselves",
    "branches": "the tenants themselves",
    "staff": "a person may work for several organizations",
    "memberships": "which tenants a person works for; read before the tenant is known",
    "sign_ins": "a cookie is checked before the tenant is known",
    "invitations": "a link is checked before the tenant is known",
}


@dataclass(frozen=True)
class Statement:
    """A module constant: `comanda.orders.actions.ADD_LINE`."""

    name: str
    core: Executable

    def __str__(self) -> str:
        return self.name


def tables() -> list[Table]:
    """All of them, once every room's tables.py is loaded."""
    for module in modules():
        if module.part == "tables":
            module.load()
    return [metadata.tables[name] for name in sorted(metadata.tables)]


def statements() -> list[Statement]:
    """Every Core statement that is a public constant of a module, or stands in one, under the name of its maker."""
    found: dict[int, Statement] = {}
    for module in modules():
        if module.room in {"kernel", "pricing", "settings", "migrations", ""}:
            continue
        for name in sorted(module.constants()):
            if name.isupper() and not name.startswith("_"):
                for statement in statements_in(f"{module.name}.{name}", getattr(module.load(), name)):
                    found.setdefault(id(statement.core), statement)
    return sorted(found.values(), key=str)


def statements_in(name: str, value: object) -> Iterator[Statement]:
    """The statement itself, or those inside a tuple, named tuple or dictionary."""
    if isinstance(value, Select | Insert | Update | Delete):
        yield Statement(name, value)
    elif isinstance(value, dict):
        for key, item in cast("dict[object, object]", value).items():
            yield from statements_in(f"{name}[{key}]", item)
    elif isinstance(value, tuple):
        fields: Sequence[object] = getattr(value, "_fields", range(len(cast("tuple[object, ...]", value))))
        for field, item in zip(fields, cast("tuple[object, ...]", value), strict=True):
            yield from statements_in(f"{name}.{field}", item)


def tenant_of(table: FromClause) -> str | None:
    """The tenant column a table's key begins with, if it has one."""
    real = table.element if isinstance(table, Alias) else table
    if not isinstance(real, Table) or not list(real.primary_key):
        return None
    first = next(iter(real.primary_key)).name
    return first if first in TENANT_COLUMNS else None


def unbound_tables(statement: Executable) -> set[str]:
    """Tenant tables the statement touches without an equality that ties their tenant to a bound value."""
    assert isinstance(statement, ClauseElement)
    elements = list(everything_in(statement))
    ties = Ties()
    for element in elements:
        if isinstance(element, BinaryExpression) and element.operator is operators.eq:
            ties.tie(element.left, element.right)
        elif isinstance(element, among):
            ties.bind(element.column)
    written = {statement.table} if isinstance(statement, Insert) else set[FromClause]()
    touched = {part for part in elements if isinstance(part, Table | Alias) and not isinstance(part, Subquery)}
    wrapped = {part.element for part in touched if isinstance(part, Alias)}
    return {
        str(table.name)
        for table in touched - written - wrapped
        if (tenant := tenant_of(table)) and not ties.is_bound(table.c[tenant])
    }


def everything_in(statement: ClauseElement) -> Iterable[ClauseElement]:
    """The statement's parts, subqueries included."""
    for element in iterate(statement):
        if isinstance(element, ClauseElement):
            yield element


class Ties:
    """Columns that are equal to each other, and those among them that are equal to a value given at run time."""

    def __init__(self) -> None:
        self.equal = defaultdict[object, set[object]](set)
        self.bound = set[object]()

    def tie(self, left: object, right: object) -> None:
        for one, other in ((left, right), (right, left)):
            if isinstance(one, Column):
                if isinstance(other, BindParameter):
                    self.bind(one)
                else:
                    self.equal[one].add(other)

    def bind(self, column: object) -> None:
        self.bound.add(column)

    def is_bound(self, column: object) -> bool:
        """Directly, or through any chain of equal columns."""
        seen, waiting = set[object](), [column]
        while waiting:
            at = waiting.pop()
            if at in self.bound:
                return True
            seen.add(at)
            waiting += [other for other in self.equal[at] if other not in seen]
        return False
