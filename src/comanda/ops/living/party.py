"""A party at a table: what it does and what is done for it, noted as deeds with their moments."""

from collections.abc import Callable, Sequence

from comanda.billing.actions import close_visit, void_line
from comanda.engine.timer import forget
from comanda.engine.tokens import random_secret
from comanda.engine.tx import Tx
from comanda.floor.actions.requests import ask, finish
from comanda.floor.actions.visits import OVER, JoinTable, OpenTable, forget_visit, join_table, open_table
from comanda.floor.rules import RECEIPT_LASTS
from comanda.floor.schemas import RequestIn
from comanda.floor.values import DiningTable, Guest, GuestRequest, PayingHow, RequestKind, Service, Session
from comanda.kernel.clock import SECOND
from comanda.kernel.money import Minor
from comanda.kernel.scope import Right, Role, Scope
from comanda.kitchen.actions import MoveLines, acknowledge, move_lines
from comanda.ops.living.diary import Deed, act
from comanda.ops.living.place import Place
from comanda.orders.actions.move import Cancel, Confirm, Move, confirm_order, move_order
from comanda.orders.actions.place import Place as Placing
from comanda.orders.actions.place import place_order
from comanda.orders.schemas import LineIn, PlaceOrder
from comanda.orders.values import LineStatus, Order
from comanda.payments.actions import Pay, take_payment
from comanda.payments.rules import Offered
from comanda.payments.values import Method

NOTES = (500, 1000, 2000, 5000)
"""What people pay with, in minor units."""


class Party:
    """One visit. Its methods note deeds in `deeds`; what these leave behind the later ones read here."""

    def __init__(self, place: Place, table: DiningTable | None, guests: int | None) -> None:
        self.place, self.table, self.guests = place, table, guests
        self.deeds: list[Deed] = []
        self.rounds = 0
        self.session: Session | None = None
        self.phones: list[Guest] = []
        self.orders: list[Order] = []
        self.calls: list[GuestRequest] = []

    def sit_down(self, at: int) -> None:
        """A party without a table takes its food away."""
        service = Service.TAKEAWAY if self.table is None else Service.DINE_IN
        command = OpenTable(self.table.id if self.table else None, self.guests, service, None, self.place.links)

        def run(tx: Tx) -> None:
            self.session = act(tx, self.place.waiter, Right.RUN_SESSIONS, open_table, command)

        self._note(at, run)

    def join(self, at: int) -> None:
        """One more phone reads the code on the table."""

        def run(tx: Tx, session: Session) -> None:
            links = self.place.links
            token = links.token(session)
            stranger = self._guest("", session)
            command = JoinTable(token, links.credential(token, random_secret()), session.table_label)
            self.phones.append(act(tx, stranger, Right.VISIT, join_table, command))

        self._note_seated(at, run)

    def order(self, at: int, lines: Sequence[LineIn], *, by_phone: bool = False, note: str = "") -> None:
        """By the waiter, or by the phone that joined last."""

        def run(tx: Tx, session: Session) -> None:
            scope = self._guest(self.phones[-1].id, session) if by_phone and self.phones else self.place.waiter
            cart = PlaceOrder(list(lines), qr_session_id=session.id, note=note)
            self.orders.append(act(tx, scope, Right.PLACE_ORDERS, place_order, Placing(cart)))

        self.rounds += 1
        self._note_seated(at, run)

    def confirm(self, at: int, round_: int) -> None:
        """The waiter takes what a phone has sent."""

        def run(tx: Tx, order: Order) -> None:
            self.orders[round_] = act(tx, self.place.waiter, Right.RUN_ORDERS, confirm_order, Confirm(order.id))

        self._note_of(at, round_, run)

    def cook(self, at: int, round_: int, status: LineStatus, *lines: int) -> None:
        """What the kitchen has come to with a round, or with some lines of it."""
        self._move(at, round_, status, self.place.cook, lines)

    def serve(self, at: int, round_: int, *lines: int) -> None:
        self._move(at, round_, LineStatus.SERVED, self.place.waiter, lines)

    def take_back(self, at: int, round_: int, line: int, reason: str) -> None:
        """A line is cancelled, and the kitchen sees it half a minute later."""

        def run(tx: Tx, order: Order) -> None:
            command = Cancel(order.lines[line].id, reason)
            self.orders[round_] = act(tx, self.place.waiter, Right.VOID_LINES, void_line, command)

        def see(tx: Tx, order: Order) -> None:
            act(tx, self.place.cook, Right.RUN_KITCHEN, acknowledge, order.lines[line].id)

        self._note_of(at, round_, run)
        self._note_of(at + 30 * SECOND, round_, see)

    def call(self, at: int, kind: RequestKind, how: PayingHow | None = None) -> None:
        """From the phone that joined first."""

        def run(tx: Tx, session: Session) -> None:
            scope = self._guest(self.phones[0].id, session)
            self.calls.append(act(tx, scope, Right.VISIT, ask, RequestIn(kind, how)))

        self._note_seated(at, run)

    def come(self, at: int) -> None:
        """The waiter answers what was called for last."""

        def run(tx: Tx) -> None:
            if self.calls:
                act(tx, self.place.waiter, Right.RUN_SESSIONS, finish, self.calls[-1].id)

        self._note(at, run)

    def pay(self, at: int, method: Method, tip_percent: int) -> None:
        """All of it. A tip makes the sum a round one; who pays cash gives notes."""

        def run(tx: Tx, session: Session) -> None:
            due = sum(order.total for order in self.orders)
            if not due:
                act(tx, self.place.waiter, Right.RUN_SESSIONS, close_visit, session.id)
                return
            tip = _up_to(due + due * tip_percent // 100, 50) - due if tip_percent else 0
            given = _up_to(due + tip, _note_for(due + tip)) if method is Method.CASH else None
            offered = Offered(method, None, None if given is None else Minor(given), Minor(tip))
            act(tx, self.place.waiter, Right.TAKE_PAYMENTS, take_payment, Pay(session.id, offered, close=True))

        self._note_seated(at, run)

    def fall_silent(self, at: int) -> None:
        """What the timer does a day after the party has gone."""

        def run(tx: Tx, session: Session) -> None:
            act(tx, self.place.waiter, Right.RUN_SESSIONS, _forget, session.id)

        self._note_seated(at + RECEIPT_LASTS, run)

    def _move(self, at: int, round_: int, status: LineStatus, scope: Scope, only: Sequence[int]) -> None:
        def run(tx: Tx, order: Order) -> None:
            right = Right.SERVE_LINES if status is LineStatus.SERVED else Right.MOVE_LINES
            if not only:
                act(tx, scope, right, move_order, Move(order.id, status))
                return
            moves = MoveLines([Move(line.id, status) for place, line in enumerate(order.lines) if place in only])
            act(tx, scope, right, move_lines, moves)

        self._note_of(at, round_, run)

    def _note(self, at: int, run: Callable[[Tx], None]) -> None:
        self.deeds.append(Deed(at, run))

    def _note_seated(self, at: int, run: Callable[[Tx, Session], None]) -> None:
        """Nothing of it happens to a party that found no table."""

        def when_seated(tx: Tx) -> None:
            if self.session is not None:
                run(tx, self.session)

        self._note(at, when_seated)

    def _note_of(self, at: int, round_: int, run: Callable[[Tx, Order], None]) -> None:
        """Nor to a round that was not taken."""

        def when_ordered(tx: Tx) -> None:
            if round_ < len(self.orders):
                run(tx, self.orders[round_])

        self._note(at, when_ordered)

    def _guest(self, guest_id: str, session: Session) -> Scope:
        branch, phones = self.place.branch, {guest.id: guest.name for guest in self.phones}
        name = phones.get(guest_id, "")
        return Scope(Role.GUEST, f"guest:{guest_id}", branch.organization_id, branch.id, name, session.id)


def _forget(tx: Tx, scope: Scope, session_id: str) -> None:
    forget(tx, scope, OVER, session_id)
    forget_visit(tx, scope, session_id)


def _up_to(amount: int, step: int) -> int:
    return -(-amount // step) * step


def _note_for(amount: int) -> int:
    return next((note for note in NOTES if amount <= 4 * note), NOTES[-1])
