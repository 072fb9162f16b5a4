"""Reading a bill with its payments, and taking one."""

from typing import Any

from litestar import Response

from comanda.billing.queries import bill_of
from comanda.billing.rules import MOST_LISTED
from comanda.billing.schemas import BillOut, PaymentOnBill
from comanda.engine.http.call import Call, found, reply
from comanda.engine.http.endpoint import Endpoint, endpoint
from comanda.engine.tx import Tx
from comanda.floor.errors import NoSuchSession, SessionClosed
from comanda.identity.queries import staff_names
from comanda.kernel.clock import to_text
from comanda.kernel.money import AmountTooLarge
from comanda.kernel.scope import Right, Role, Scope
from comanda.kernel.wire import Named
from comanda.orders.queries import waiting_orders
from comanda.payments.actions import Pay, take_payment
from comanda.payments.errors import NothingToPay, Overpayment, TenderedForCashOnly, TenderedTooSmall
from comanda.payments.queries import payments_of
from comanda.payments.schemas import PaymentOut, TakePayment
from comanda.payments.values import Payment


@endpoint("GET", "/api/qr-sessions/{id:str}/bill", Right.TAKE_PAYMENTS, gives=BillOut, refuses=(NoSuchSession,))
async def read_bill(call: Call) -> Response[Any]:
    """The visit's bill as of now."""
    return found(await call.read(whole_bill, call.staff(), call.path_params["id"]))


@endpoint("GET", "/api/guest/bill", Right.VISIT, gives=BillOut)
async def read_guest_bill(call: Call) -> Response[Any]:
    """The bill of the guest's own visit; after closing, its receipt."""

    def own(tx: Tx, scope: Scope) -> BillOut:
        return whole_bill(tx, scope, scope.qr_session_id or "")

    return found(await call.read(own, call.guest()))


@endpoint(
    "POST",
    "/api/qr-sessions/{id:str}/payments",
    Right.TAKE_PAYMENTS,
    takes=TakePayment,
    gives=PaymentOut,
    status=201,
    keyed=True,
    refuses=(
        NoSuchSession,
        SessionClosed,
        NothingToPay,
        Overpayment,
        TenderedTooSmall,
        TenderedForCashOnly,
        AmountTooLarge,
    ),
)
async def pay(call: Call) -> Response[Any]:
    """Take cash or record a card; what completes the bill settles it and frees the table, unless `close` is false."""
    wish = await call.command(TakePayment)
    command = Pay(call.path_params["id"], wish.offered(), wish.close)
    answer = await call.write(take_payment, call.staff(), command, answer=lambda taken, _: PaymentOut.of(taken))
    return reply(answer)


def whole_bill(tx: Tx, scope: Scope, session_id: str) -> BillOut:
    """Raises NoSuchSession."""
    taken = payments_of(tx, scope, session_id)
    names = {} if scope.role is Role.GUEST else staff_names(tx, [one.taken_by for one in taken])
    paid = [_on_bill(one, names) for one in taken]
    bill = bill_of(tx, scope, session_id)
    waiting = waiting_orders(tx, scope, session_id, MOST_LISTED) if bill.waiting.count else []
    return BillOut.of(bill, waiting, paid)


def _on_bill(paid: Payment, names: dict[str, str]) -> PaymentOnBill:
    taken_by = Named(paid.taken_by, names[paid.taken_by]) if paid.taken_by in names else None
    return PaymentOnBill(
        paid.id, paid.method, paid.status, paid.amount, paid.tendered, paid.change, paid.rounding, paid.tip,
        paid.received, to_text(paid.at), taken_by,
    )  # fmt: skip


endpoints: list[Endpoint] = [read_bill, read_guest_bill, pay]
