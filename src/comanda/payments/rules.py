"""How much a payment takes and gives back, from values alone."""

from msgspec import Struct

from comanda.kernel.money import Minor, bounded
from comanda.payments.errors import NothingToPay, Overpayment, TenderedForCashOnly, TenderedTooSmall
from comanda.payments.values import Method
from comanda.pricing.cash import change, received, round_cash


class Offered(Struct, frozen=True):
    """What somebody wants to pay; `amount` None means everything that is left."""

    method: Method
    amount: Minor | None
    tendered: Minor | None
    tip: Minor


class Sums(Struct, frozen=True):
    amount: Minor
    rounding: Minor
    received: Minor
    change: Minor


def sums_of(offered: Offered, outstanding: Minor, cash_step: int, currency: str) -> Sums:
    """Only cash that pays the last of a bill is rounded to the coins there are.

    Raises NothingToPay, Overpayment, TenderedForCashOnly, TenderedTooSmall, AmountTooLarge.
    """
    if outstanding == 0 and not offered.amount:
        raise NothingToPay()
    amount = outstanding if offered.amount is None else offered.amount
    if amount > outstanding:
        raise Overpayment(outstanding=outstanding, currency=currency)
    is_last_cash = offered.method is Method.CASH and amount == outstanding
    rounding = round_cash(amount, cash_step).rounding if is_last_cash else Minor(0)
    taken = bounded(received(amount, rounding, offered.tip))
    if offered.tendered is None:
        return Sums(amount, rounding, taken, Minor(0))
    if offered.method is not Method.CASH:
        raise TenderedForCashOnly()
    back = change(offered.tendered, taken)
    if back < 0:
        raise TenderedTooSmall(due=taken, currency=currency)
    return Sums(amount, rounding, taken, back)
