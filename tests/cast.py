"""One branch as its people and guests use it: every method runs the real verb with a real credential."""

from collections.abc import Generator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest
from msgspec import Struct
from sqlalchemy import bindparam, select

from comanda.billing import actions as billing
from comanda.billing.schemas import BillOut
from comanda.billing.values import Bill
from comanda.catalog.actions.availability import (
    OPTION_OVERLAY,
    PRODUCT_OVERLAY,
    Switch,
    Switched,
    set_option_availability,
    set_product_availability,
)
from comanda.catalog.actions.publish import publish
from comanda.catalog.actions.save import save_catalog
from comanda.catalog.queries.menu import build_menu
from comanda.catalog.schemas.menu import Menu, OptionOut, ProductOut, SetAvailability
from comanda.catalog.values import CatalogPart
from comanda.engine.commands import Caller, Change, Proof, SystemProof
from comanda.engine.database import Database
from comanda.engine.tables import log
from comanda.engine.tokens import fingerprint
from comanda.engine.tx import Tx
from comanda.floor.actions.care import Limit, Lock, lock_ordering, set_limits
from comanda.floor.actions.visits import JoinTable, OpenTable, join_table, open_table, rotate
from comanda.floor.queries import GuestProof, TokenProof, session_of
from comanda.floor.rules import Links
from comanda.floor.schemas import SetLimits
from comanda.floor.values import Guest, JoinedGuest, Service, Session
from comanda.identity.actions.houses import change_branch
from comanda.identity.actions.sign_ins import OpenSignIn, open_sign_in
from comanda.identity.queries import STAFF_BY_EMAIL, StaffProof, branch_of
from comanda.identity.schemas import ChangeBranch, OrderLimitsIn
from comanda.kernel.clock import Instant, from_datetime
from comanda.kernel.errors import Refusal
from comanda.kernel.money import Minor
from comanda.kernel.scope import Right, Role, Scope
from comanda.migrations.tables import metadata
from comanda.orders.actions import move
from comanda.orders.actions.place import Place, place_order, quote
from comanda.orders.actions.turn_down import (
    RemoveGuest,
    TurnDown,
    remove_device,
    turn_down_device,
    turn_down_session,
)
from comanda.orders.queries import order_of
from comanda.orders.schemas import ChosenIn, LineIn, PlaceOrder, Quote, RejectLine
from comanda.orders.values import LineStatus, Order, OrderLine
from comanda.payments.actions import Pay, take_payment
from comanda.payments.api import whole_bill
from comanda.payments.rules import Offered
from comanda.payments.values import Method, Taken
from tests.menu import known_id

ZONE = "Europe/Berlin"
SECRET = b"the secret of the tests: 32 bytes or more"
PASSWORD = "correct horse battery staple"
MONDAY_NOON = "2026-11-23 12:00"
TABLES = ("1", "2", "3", "5")


class StoppedClock:
    """Stands still until a test moves it; set in the wall-clock time of our branch."""

    def __init__(self) -> None:
        self.now = 0
        self.set(MONDAY_NOON)

    def __call__(self) -> Instant:
        return Instant(self.now)

    def set(self, moment: str) -> None:
        self.now = from_datetime(datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo(ZONE)))

    def advance(self, *, minutes: float = 0, seconds: float = 0, days: float = 0) -> None:
        self.now += int(((days * 24 * 60 + minutes) * 60 + seconds) * 1_000_000)


class Person(Struct, frozen=True):
    """A member of staff with an open sign-in."""

    id: str
    email: str
    secret: str
    role: Role

    def at(self, branch_id: str) -> Proof:
        return StaffProof(fingerprint(self.secret), branch_id)


class Visitor(Struct, frozen=True):
    """A guest's device."""

    id: str
    name: str
    credential: str

    def at(self, branch_id: str) -> Proof:
        return GuestProof(self.credential)


class Fact(Struct, frozen=True):
    """An event of the log."""

    seq: int
    session_id: str | None
    session_seq: int | None
    at: int
    actor: str
    kind: str
    entity_id: str
    audience: str
    body: Any


class House:
    """One branch; the acts of its staff and guests, its menu, its log."""

    def __init__(self, database: Database, clock: StoppedClock, house: str, branch_id: str, people: list[Person]):
        self.database, self.clock, self.house, self.branch_id = database, clock, house, branch_id
        self.organization_id = known_id(house)
        self.links = Links(SECRET, "http://house.test")
        self.manager = next(person for person in people if person.role is Role.MANAGER)
        self.cashier = next(person for person in people if person.role is Role.CASHIER)
        self.kitchen = next(person for person in people if person.role is Role.KITCHEN)

    # what things are called

    def dish(self, name: str) -> str:
        return known_id(self.house, "dish", name)

    def option(self, name: str) -> str:
        return known_id(self.house, "option", name)

    def group(self, name: str) -> str:
        return known_id(self.house, "group", name)

    def tax(self, name: str) -> str:
        return known_id(self.house, "tax", name)

    def table(self, label: str) -> str:
        return known_id(self.branch_id, "table", label)

    # the two ways into the database

    def do(self, verb: Any, command: Any, right: Right, by: Person | Visitor | None = None) -> Any:
        proof = (by or self.cashier).at(self.branch_id)
        return self.database.write_now(verb, Caller(proof, right), command)

    def read(self, query: Any, *arguments: Any) -> Any:
        scope = Scope(Role.CASHIER, "staff:reader", self.organization_id, self.branch_id)
        return self.database.look_now(lambda tx: query(tx, scope, *arguments))

    def sign_in(self, person: Person) -> Person:
        """Anew: a sign-in lasts a week."""
        secret = f"{person.secret} at {self.clock.now}"
        let_in(self.database, person, secret, self.organization_id)
        return msgspec.structs.replace(person, secret=secret)

    # the floor

    def open_table(
        self, label: str | None = "5", guests: int | None = 2, service: Service = Service.DINE_IN, by: Any = None
    ) -> Session:
        return self.open_table_by_id(None if label is None else self.table(label), guests, service, by)

    def open_table_by_id(
        self, table_id: str | None, guests: int | None = 2, service: Service = Service.DINE_IN, by: Any = None
    ) -> Session:
        return self.do(open_table, OpenTable(table_id, guests, service, None, self.links), Right.RUN_SESSIONS, by)

    def join(self, session: Session, device: str = "phone", table: str | None = None) -> Visitor:
        return self.join_by(self.links.token(session), device, table)

    def join_by(self, token: str, device: str = "phone", table: str | None = None) -> Visitor:
        credential = self.links.credential(token, device)
        caller = Caller(TokenProof(token), Right.VISIT)
        guest: Guest = self.database.write_now(join_table, caller, JoinTable(token, credential, table))
        return Visitor(guest.id, guest.name, credential)

    def rotate(self, session: Session) -> Session:
        return self.do(rotate, (session.id, self.links), Right.RUN_SESSIONS)

    def session(self, session: Session) -> Session:
        """As it is now."""
        return self.read(session_of, session.id)

    def session_by_id(self, session_id: str) -> Session:
        return self.read(session_of, session_id)

    # orders

    def line(self, dish: str, *options: str | tuple[str, int], quantity: int = 1, note: str = "") -> LineIn:
        chosen = [(one, 1) if isinstance(one, str) else one for one in options]
        return LineIn(
            self.dish(dish), quantity, note, options=[ChosenIn(self.option(name), count) for name, count in chosen]
        )

    def cart(self, session: Session | None, *lines: LineIn | str, **more: Any) -> PlaceOrder:
        listed = [self.line(one) if isinstance(one, str) else one for one in lines]
        return PlaceOrder(listed, qr_session_id=None if session is None else session.id, **more)

    def order(self, session: Session, *lines: LineIn | str, by: Person | Visitor | None = None, **more: Any) -> Order:
        cart = self.cart(None if isinstance(by, Visitor) else session, *lines, **more)
        return self.do(place_order, Place(cart), Right.PLACE_ORDERS, by)

    def quote(self, session: Session, *lines: LineIn | str, **more: Any) -> Quote:
        return self.read(quote, self.cart(session, *lines, **more))

    def confirm(self, order: Order, reject: dict[str, str] | None = None, by: Any = None) -> Order:
        rejected = [RejectLine(line_id, reason) for line_id, reason in (reject or {}).items()]
        return self.do(move.confirm_order, move.Confirm(order.id, rejected), Right.RUN_ORDERS, by)

    def cancel(self, order: Order, reason: str = "changed their mind", by: Any = None) -> Order:
        return self.do(billing.cancel_order, move.Cancel(order.id, reason), Right.CANCEL_ORDERS, by)

    def void(self, line: OrderLine, reason: str = "dropped", by: Any = None, quantity: int | None = None) -> Order:
        return self.do(billing.void_line, move.Cancel(line.id, reason, quantity), Right.VOID_LINES, by)

    def move(self, line: OrderLine, status: LineStatus, by: Any = None) -> Order:
        return self.do(move.move_line, move.Move(line.id, status), Right.MOVE_LINES, by)

    def move_all(self, order: Order, status: LineStatus, by: Any = None) -> Order:
        return self.do(move.move_order, move.Move(order.id, status), Right.MOVE_LINES, by)

    def bring_and_order(self, session: Session, key: str, *lines: LineIn | str) -> Order:
        """A device orders with the session's token, under an idempotency key that is its credential's as well."""
        token = self.links.token(session)
        joining = JoinTable(token, self.links.credential(token, key), None)
        caller = Caller(TokenProof(token), Right.PLACE_ORDERS)
        return self.database.write_now(place_order, caller, Place(self.cart(None, *lines), joining))

    # against floods

    def confirm_by_itself(self, **limits: int) -> None:
        """The branch confirms guests' orders automatically; with its limits changed where named."""
        branch = self.read(lambda tx, scope: branch_of(tx, scope.branch_id))
        order_limits = msgspec.convert({**msgspec.to_builtins(branch.order_limits), **limits}, OrderLimitsIn)
        wish = ChangeBranch(confirm_automatically=True, order_limits=order_limits)
        self.do(change_branch, Change(self.branch_id, branch.version, wish), Right.KEEP_BRANCHES, self.manager)

    def remove(self, visitor: Visitor, *, renew_code: bool = False, turn_down: str | None = None) -> JoinedGuest:
        command = RemoveGuest(visitor.id, self.links if renew_code else None, turn_down)
        return self.do(remove_device, command, Right.RUN_SESSIONS)

    def turn_down(self, whose: Visitor | Session, reason: str = "a flood") -> Any:
        verb = turn_down_device if isinstance(whose, Visitor) else turn_down_session
        return self.do(verb, TurnDown(whose.id, reason), Right.RUN_SESSIONS)

    def lock(self, session: Session, *, locked: bool = True) -> Session:
        return self.do(lock_ordering, Lock(session.id, locked), Right.RUN_SESSIONS)

    def limit(self, session: Session, **limits: int | None) -> Session:
        return self.do(set_limits, Limit(session.id, SetLimits(**limits)), Right.RUN_SESSIONS)

    def order_now(self, order: Order) -> Order:
        return self.order_now_by_id(order.id)

    def order_now_by_id(self, order_id: str) -> Order:
        return self.read(order_of, order_id)

    # money

    def pay(
        self, session: Session, method: Method = Method.CASH, amount: int | None = None, tendered: int | None = None,
        tip: int = 0, close: bool = True, by: Person | None = None,
    ) -> Taken:  # fmt: skip
        offered = Offered(
            method,
            None if amount is None else Minor(amount),
            None if tendered is None else Minor(tendered),
            Minor(tip),
        )
        return self.do(take_payment, Pay(session.id, offered, close), Right.TAKE_PAYMENTS, by)

    def close(self, session: Session) -> Bill:
        return self.do(billing.close_visit, session.id, Right.RUN_SESSIONS)

    def bill(self, session: Session) -> BillOut:
        return self.read(whole_bill, session.id)

    # the menu

    def switch(self, dish: str, available: bool = True, *, by: Any = None, **wish: Any) -> Switched:
        command = Switch(self.dish(dish), SetAvailability(available, **wish))
        return self.do(set_product_availability, command, Right.SET_AVAILABILITY, by)

    def switch_option(self, option: str, available: bool = True, **wish: Any) -> Switched:
        command = Switch(self.option(option), SetAvailability(available, **wish))
        return self.do(set_option_availability, command, Right.SET_AVAILABILITY)

    def menu(self, *, guest: bool = False) -> Menu:
        return self.database.look_now(lambda tx: build_menu(tx, self.branch_id, guest=guest).menu)

    def on_menu(self, dish: str, *, guest: bool = False) -> ProductOut:
        wanted = self.dish(dish)
        return next(one for kind in self.menu(guest=guest).product_types for one in kind.products if one.id == wanted)

    def option_on_menu(self, dish: str, option: str, *, guest: bool = False) -> OptionOut:
        wanted, groups = self.option(option), self.on_menu(dish, guest=guest).option_groups
        return next(one for group in groups for one in group.options if one.id == wanted)

    def left(self, dish: str) -> int | None:
        """Portions still counted."""
        row = self.database.look_now(lambda tx: tx.one(PRODUCT_OVERLAY, branch_id=self.branch_id, id=self.dish(dish)))
        return None if row is None else row.remaining

    def left_of_option(self, name: str) -> int | None:
        row = self.database.look_now(lambda tx: tx.one(OPTION_OVERLAY, branch_id=self.branch_id, id=self.option(name)))
        return None if row is None else row.remaining

    def change_catalog(self, part: CatalogPart) -> None:
        """Saved by the house and published here."""
        run(self.database, save_catalog, part, organization_id=self.organization_id)
        run(self.database, publish, None, organization_id=self.organization_id, branch_id=self.branch_id)

    # the log

    def log(self) -> list[Fact]:
        return self.log_since(0)

    def log_since(self, seq: int) -> list[Fact]:
        """What happened after an event."""
        rows = self.database.look_now(lambda tx: tx.all(_LOG, stream_id=self.branch_id, after=seq))
        return [Fact(*[*row[:-1], msgspec.json.decode(row.body)]) for row in rows]

    def hashes(self) -> list[bytes]:
        """The chain, one link for each event."""
        every = select(log.c.hash).where(log.c.stream_id == self.branch_id).order_by(log.c.seq)
        return [bytes(row.hash) for row in self.database.look_now(lambda tx: tx.all(every))]

    def log_head(self) -> int:
        return max((fact.seq for fact in self.log()), default=0)

    @contextmanager
    def nothing_written(self) -> Generator[None]:
        """Not a row anywhere differs afterwards, for us or anybody else."""
        before = everything(self.database)
        yield
        assert everything(self.database) == before


_LOG = (
    select(
        log.c.seq, log.c.session_id, log.c.session_seq, log.c.at, log.c.actor, log.c.kind, log.c.entity_id,
        log.c.audience, log.c.body,
    )
    .where(log.c.stream_id == bindparam("stream_id"), log.c.seq > bindparam("after"))
    .order_by(log.c.seq)
)  # fmt: skip
_EVERY_TABLE = {table.name: select(table) for table in metadata.sorted_tables}


def everything(database: Database) -> dict[str, list[str]]:
    """Every row of every table."""

    def dump(tx: Tx) -> dict[str, list[str]]:
        return {name: sorted(map(repr, tx.all(statement))) for name, statement in _EVERY_TABLE.items()}

    return database.look_now(dump)


def run(database: Database, verb: Any, command: Any, *, organization_id: str = "", branch_id: str = "") -> Any:
    """A verb of the house itself."""
    caller = Caller(SystemProof(organization_id, branch_id, Role.ADMIN), Right.KEEP_HOUSE)
    return database.write_now(verb, caller, command)


def let_in(database: Database, person: Person, secret: str, organization_id: str = "") -> None:
    """As if the password had been right."""
    known = database.look_now(lambda tx: tx.one(STAFF_BY_EMAIL, email=person.email))
    run(database, open_sign_in, OpenSignIn(known.id, secret, known.password_hash), organization_id=organization_id)


@contextmanager
def refused(refusal: type[Refusal], **facts: Any) -> Generator[None]:
    """The block is refused for exactly this reason, with exactly these facts."""
    with pytest.raises(refusal) as caught:
        yield
    assert type(caught.value) is refusal
    assert msgspec.to_builtins(caught.value.facts()) == facts
